// The year 2026 of every procedure, from the plans of winter to the reports of December, in the order in which it falls.
import { setTimeout as pause } from 'node:timers/promises'
import { RehearsalError } from '../client.ts'
import { COMMUNE, MINISTRY, PROVINCE } from './company.ts'
import type { Place } from './company.ts'
import { answersFor } from './forms.ts'
import type { Wish } from './play.ts'
import {
  annul,
  chaseMissing,
  decideByMinistry,
  handOutLater,
  lookAtCalendars,
  registerLate,
  registerWithMinistry,
  returnOneRefuseOne,
} from './otherwise.ts'
import { carryOut, issueAll } from './plans.ts'
import { constitute, praise } from './named.ts'
import { liveThrough, review } from './registers.ts'
import { beginAnew, renew, rollOver } from './renewal.ts'
import { reportHalfYear } from './reports.ts'
import { decideSafety } from './safety.ts'
import type { Entry, Stage } from './stage.ts'

/** What the commune has for the year, in đồng. */
const ALLOTTED = 500_000_000
const UNITS = ['agency', 'enterprise', 'school'] as const

/** Results of the year before, entered by hand: nothing was here then to give them. */
async function yearBefore(stage: Stage, places: readonly Place[]): Promise<void> {
  for (const { id } of places)
    for (const [kind, value] of [
      ['safety', 'achieved'],
      ['movement', 'excellent'],
      ['exemplary', 'achieved'],
    ] as const)
      await stage.staff.must('PUT', `/results/${id}/2025/${kind}`, { value, source: 'Quyết định năm 2025' })
}

/** Begins the dossiers of many offices in a procedure and plays each on. */
async function each(
  stage: Stage,
  procedure: string,
  places: readonly Place[],
  wish: Wish = {},
  own: (index: number) => Wish = () => ({}),
): Promise<string[]> {
  const dossiers = []
  for (const [index, place] of places.entries())
    dossiers.push(await stage.office(procedure, place, { ...wish, ...own(index) }))
  stage.say(
    `  ${procedure}: ${dossiers.length} ${wish.until === undefined ? 'to their end' : `until ${wish.until.join(' or ')}`}`,
  )
  return dossiers
}

/** Other numbers from each who reports, so that a sum shows whom it was made of. */
const counts = (index: number): Wish => ({
  fields: {
    sessions: 1 + index,
    participants: 40 + 7 * index,
    tips: index % 3,
    supervised: 2 + index,
    reintegrated: 1 + (index % 2),
  },
})

async function playOn(stage: Stage, dossiers: readonly string[], wish: Wish = {}): Promise<void> {
  for (const dossier of dossiers) await stage.player.play(dossier, wish)
}

/** Points enough, but what must be met is not: no level, no yes; mended and looked at again, it goes through. */
async function veto(stage: Stage, commune: Place): Promise<void> {
  const { company, player, ledger } = stage
  const [dossier] = await each(stage, 'ntm-antt', [commune], { until: ['appraise'] })
  if (dossier === undefined) return
  const inspector = company.one(PROVINCE, 'inspector')
  for (const vetoed of [true, false]) {
    const { sheet } = await player.look(dossier)
    await inspector.act(dossier, 'inspect', { body: answersFor(sheet, vetoed) })
    if (!vetoed) continue
    await stage.staff.refused(dossier, 'approve', 'needsUnmet')
    const [found] = (await player.look(dossier)).inspections
    if (found?.level === null && (found.score ?? 0) > 0) ledger.add('ntm-antt/veto')
  }
  await player.play(dossier)
}

/** With the allotment spent, another expense within it isn’t even taken in. */
async function refuseMore(stage: Stage): Promise<void> {
  const entry: Entry = { kind: 'expense', type: 'within', name: 'Chi thêm', officeId: COMMUNE }
  const subjectId = await stage.enter(entry)
  const path = `/campaigns/${stage.campaign('chi')}`
  const police = stage.company.one(COMMUNE, 'communePolice')
  await police.must('PUT', `${path}/drafts/${subjectId}`, { version: 0, data: {} })
  const fields = { purpose: 'Chi thêm', spentOn: '2026-02-10', fund: 'budget', amount: 1_000_000 }
  const reply = await police.send('POST', `${path}/registrations`, { subjectId, fields, documents: [] })
  const { needs } = (reply.body['params'] ?? {}) as {
    readonly needs?: readonly { readonly compare?: string }[]
  }
  if (reply.body['code'] !== 'needsUnmet' || needs?.[0]?.compare !== 'withinAllocation')
    throw new RehearsalError(`an expense over the allotment: ${reply.status} ${JSON.stringify(reply.body)}`)
  stage.say('  an expense over what is left refused')
}

/** The commune asks its units for a report outside the calendar, and gathers the answers. */
async function request(stage: Stage, units: readonly Place[]): Promise<void> {
  const asked: Entry = { kind: 'report', type: 'request', name: 'Báo cáo nhanh', officeId: COMMUNE }
  const requestId = await stage.enter(asked)
  const parts = units.slice(0, 2).map(({ id, name }): Entry => {
    return { kind: 'report', type: 'report', name: `Báo cáo của ${name}`, officeId: id }
  })
  const ids = await stage.enterParts(requestId, COMMUNE, parts)
  const dossier = await stage.matter('bao-cao-dot-xuat', requestId, asked, { until: ['gather'] })
  for (const [index, entry] of parts.entries())
    await stage.matter('bao-cao-dot-xuat', ids[index] ?? '', entry)
  await stage.player.play(dossier)
  stage.say(`  a request answered by ${parts.length}`)
}

const BASIS_TRIES = 100
const BASIS_PAUSE_MS = 100

/** An area's title is taken away after the commune's own was decided on it: that is noted there, and changes nothing. */
async function afterwards(
  stage: Stage,
  titled: readonly string[],
  safe: readonly string[],
  safeCommune: string,
): Promise<void> {
  const { company, player } = stage
  const [area] = safe
  if (area === undefined) throw new RehearsalError('nothing to take away')
  const before = await player.look(safeCommune)
  await company
    .one(COMMUNE, 'communeChair')
    .act(area, 'revoke', { body: { reason: 'Khai không đúng sự thật' } })
  let marked = before
  for (let tries = 0; tries < BASIS_TRIES && marked.basisChanged === undefined; tries += 1) {
    await pause(BASIS_PAUSE_MS)
    marked = await player.look(safeCommune)
  }
  if (
    marked.basisChanged?.length !== 1 ||
    marked.outcome !== before.outcome ||
    marked.status !== before.status
  )
    throw new RehearsalError(`the commune's decision: ${JSON.stringify(marked.basisChanged ?? null)}`)
  stage.say('  an area’s title revoked: the commune’s decision is marked, and stands')
  const signer = company.byId(marked.signatures.at(-1)?.by ?? '')
  if (signer === undefined) throw new RehearsalError('nobody signed the commune’s decision')
  await signer.person.act(safeCommune, 'keepDecision', {
    body: { reason: 'Vẫn đủ tỷ lệ khu dân cư, đơn vị đạt chuẩn' },
  })
  const kept = await player.look(safeCommune)
  if (kept.basisChanged !== undefined || kept.outcome !== before.outcome)
    throw new RehearsalError(`the decision that was kept: ${JSON.stringify(kept.basisChanged ?? null)}`)
  stage.say('  looked at again by who signed it, and kept with a reason')
  await rollOver(stage, 2026)
  await stage.to('2027-01-05')
  const [first] = titled
  if (first !== undefined)
    await company.one(PROVINCE, 'provinceChair').act(first, 'maintain', {
      args: { year: 2027, result: 'maintained' },
      body: { text: 'Giữ vững kết quả' },
    })
}

/** Lives the year through. */
export async function liveYear(stage: Stage): Promise<void> {
  const { company } = stage
  const commune = company.place(COMMUNE)
  const province = company.place(PROVINCE)
  const areas = company.of('residentialArea')
  const units = company.below(COMMUNE, ...UNITS)
  const departments = company.of('department')
  const provincial = company.below(PROVINCE, 'enterprise')
  const exemplary = [...UNITS.flatMap((kind) => company.below(COMMUNE, kind).slice(0, 1)), commune]
  const declined = company.below(COMMUNE, 'agency').slice(1, 2)

  await stage.to('2025-12-16')
  await yearBefore(stage, [...units, commune])
  await stage.plan(2026)
  await stage.to('2026-01-05')
  const titled = await each(stage, 'dien-hinh', exemplary, { until: ['prepare', 'prepareCommune'] })
  await each(stage, 'dien-hinh', declined, { no: 'screen' })
  const [budget] = await each(stage, 'du-toan', [commune], {
    until: ['settle'],
    fields: { allocated: ALLOTTED },
  })
  const handed = await issueAll(stage)
  await stage.to('2026-02-09')
  const [newcomer] = company.below(COMMUNE, 'enterprise').slice(1, 2)
  if (newcomer === undefined) throw new RehearsalError('nobody registers late')
  titled.push(await registerLate(stage, newcomer))
  await constitute(stage)
  for (const procedure of ['phoi-hop', 'cam-ket']) await liveThrough(stage, procedure)
  const models = await liveThrough(stage, 'mo-hinh')
  const more = [...(await liveThrough(stage, 'dan-van-kheo'))]
  for (let number = 1; number <= 2; number += 1) more.push(...(await liveThrough(stage, 'mo-hinh')))
  const safe = await each(stage, 'an-toan', [...areas, ...units], { until: ['self', 'selfUnit'] })
  const safeUnits = await each(stage, 'an-toan', provincial, { until: ['selfUnit'] })
  const [safeCommune] = await each(stage, 'an-toan', [commune], { until: ['selfCommune'] })
  if (safeCommune === undefined) throw new RehearsalError('the commune registers for nothing')
  // A hundred kilometres at 12,000 đồng each, with the sheet that shows them.
  const fuel = { fuel: 1_200_000 }
  const drive = (day: string, km: number) => ({ day, way: 'UBND xã – các thôn', purpose: 'Vận động', km })
  const mileage = [drive('2026-02-03', 60), drive('2026-02-05', 40)]
  await liveThrough(stage, 'chi', (_, type) => ({
    fields: type === 'over' ? { amount: ALLOTTED } : { amount: 20_000_000, ...fuel },
    ...(type === 'over' ? {} : { rows: { mileage } }),
  }))
  await refuseMore(stage)
  const [ministerial] = company.below(MINISTRY, 'agency')
  if (ministerial === undefined) throw new RehearsalError('nothing is under the ministry')
  const ministers = await registerWithMinistry(stage, ministerial)
  await stage.to('2026-03-10')
  await chaseMissing(stage, handed)
  await lookAtCalendars(stage)
  const answers = handed.filter(({ entry }) => entry.kind === 'plan')
  const duties = handed.filter(({ entry }) => entry.kind !== 'plan')
  await carryOut(stage, answers)
  const later = await handOutLater(stage, duties)

  await reportHalfYear(stage, [...areas, ...units], counts)
  await stage.to('2026-06-08')
  await each(stage, 'bao-cao-6-thang', departments, { by: 'department' }, counts)
  await each(stage, 'bao-cao-6-thang', provincial, {}, counts)
  await each(stage, 'bao-cao-6-thang', [commune, province])
  await praise(stage)
  await annul(stage)
  await liveThrough(stage, 'phan-anh')
  await liveThrough(stage, 'hoa-giai', (outcome) => (outcome === 'resolved' ? { no: 'conciliate' } : {}))
  await stage.to('2026-08-19')
  await liveThrough(stage, 'ngay-hoi')
  await liveThrough(stage, 'su-kien')
  await stage.to('2026-10-20')
  const [inspected] = units
  if (inspected === undefined) throw new RehearsalError('no unit to inspect')
  const mend = (outcome: string): Wish => (outcome === 'rectified' ? { no: 'conclude' } : {})
  await liveThrough(stage, 'kiem-tra', mend, inspected.id)
  await playOn(stage, [...safe, ...safeUnits, safeCommune], {
    until: ['decide', 'decideUnit', 'decideByProvince', 'decideCommune'],
  })
  await playOn(stage, titled, { until: ['appraisal'] })
  await carryOut(stage, duties)
  await returnOneRefuseOne(stage, later)
  await review(stage, [...models, ...more])

  await stage.to('2026-11-12')
  const below = { areas: safe.slice(0, areas.length), units: safe.slice(areas.length) }
  await decideSafety(stage, { ...below, commune: safeCommune })
  await playOn(stage, safeUnits)
  await decideByMinistry(stage, ministers)
  await stage.to('2026-11-18')
  const [renewed] = await each(stage, 'phan-loai', provincial, { until: ['decideByProvince'] })
  if (renewed !== undefined) await renew(stage, renewed)
  await each(stage, 'phan-loai', [...areas, ...units, commune])
  await each(stage, 'bao-cao-nam', [...areas, ...units], {}, counts)
  for (const title of ['khong-ma-tuy', 'cong-an-kieu-mau']) await each(stage, title, [commune])
  await veto(stage, commune)
  await each(stage, 'thi-dua', [...areas, ...units, commune])
  await stage.to('2026-12-01')
  await playOn(stage, titled)
  if (renewed !== undefined) await stage.player.play(renewed)
  await each(stage, 'phan-loai', [province])
  await request(stage, units)
  await each(stage, 'bao-cao-nam', [...departments, ...provincial], {}, counts)
  await each(stage, 'bao-cao-nam', [commune, province])
  if (budget !== undefined) await stage.player.play(budget)
  await afterwards(stage, titled, safe, safeCommune)
  const [area] = areas
  if (area !== undefined) await beginAnew(stage, area)
}

// What goes otherwise than planned, each over HTTP and seen in the record: a registration that comes late and is let in by a
// named officer, a unit that the ministry itself decides about, duties given after the plan was issued, one sent back and
// one not done, a lower plan that is missing and chased, and an award annulled with what was given taken back.
import { COMMUNE, MINISTRY, PROVINCE } from './company.ts'
import type { Place } from './company.ts'
import { RehearsalError } from '../client.ts'
import { documentsFor, fieldsFor } from './forms.ts'
import type { HandedOut } from './plans.ts'
import type { Entry, Stage } from './stage.ts'
import { NHIEM_VU } from '../../../procedures/nhiem-vu.ts'
import { KE_HOACH } from '../../../procedures/ke-hoach.ts'
import { stepById } from '../../../domain/steps.ts'

/** Throws, with the words, where it isn't so. */
export function insist(holds: boolean, what: string): void {
  if (!holds) throw new RehearsalError(what)
}

/** After 20/01 the door is closed: refused, let in until a day by the police with a reason, and then registered. */
export async function registerLate(stage: Stage, unit: Place): Promise<string> {
  const { company, player } = stage
  const campaign = stage.campaign('dien-hinh')
  const head = company.one(unit.id, 'unitHead')
  const path = `/campaigns/${campaign}`
  const draft = await head.must('PUT', `${path}/drafts/${unit.id}`, { version: 0, data: {} })
  const dossierId = String(draft['dossierId'])
  const rule = stage.firstOf('dien-hinh', unit)
  const fields = fieldsFor(rule.needs, {}, {})
  const documents = await documentsFor(head, dossierId, rule.needs)
  const register = () => head.send('POST', `${path}/registrations`, { subjectId: unit.id, fields, documents })
  const refused = await register()
  insist(refused.body['code'] === 'late', `a late registration: ${JSON.stringify(refused.body)}`)
  const police = company.one(COMMUNE, 'communePolice')
  await police.must('POST', `/dossiers/${dossierId}/actions/acceptLate`, {
    basis: null,
    args: { until: '2026-02-12' },
    body: { reason: 'Đơn vị mới thành lập, có văn bản xin đăng ký muộn' },
  })
  const taken = await head.try(dossierId, 'submit', { body: { fields, documents } })
  insist(taken.status === 200, `the registration that was let in: ${JSON.stringify(taken.body)}`)
  player.takeOver(dossierId)
  await player.play(dossierId, { until: ['prepare'] })
  stage.say('  a registration after 20/01 refused, let in by a named officer, and registered')
  return dossierId
}

/** In a campaign of the ministry’s own level: registered, assessed and decided by the ministry. */
export async function registerWithMinistry(stage: Stage, unit: Place): Promise<string> {
  const back = await stage.planAbove('an-toan', 2026)
  const dossierId = await stage.office('an-toan', unit, { until: ['selfUnit'] })
  back()
  const hidden = await stage.staff.send('GET', `/dossiers/${dossierId}`)
  insist(hidden.status === 404, `the province sees what is the ministry’s: ${hidden.status}`)
  stage.say('  a unit under the ministry registered in the ministry’s own campaign')
  return dossierId
}

/** Decided by the ministry in November. */
export async function decideByMinistry(stage: Stage, dossierId: string): Promise<void> {
  const state = await stage.player.play(dossierId)
  insist(
    state.outcome === 'achieved' && state.path === 'ministryUnit' && state.numbers[0]?.officeId === MINISTRY,
    `the ministry’s unit: ${state.path} ${String(state.outcome)} ${JSON.stringify(state.numbers)}`,
  )
  stage.say('  and recognised by the ministry, under a number of its own')
}

interface SeenPart {
  readonly id: string
  readonly kind: string
  readonly missing: boolean
  readonly late: boolean
  readonly chased: readonly { readonly kind: string; readonly officeId: string | null }[]
}

async function partsOf(stage: Stage, planId: string): Promise<readonly SeenPart[]> {
  const found = await stage.staff.must('GET', `/matters/${planId}/parts?limit=100`)
  return found['items'] as readonly SeenPart[]
}

/** A lower plan that nobody began by its day: who owes it was reminded and told, and who asked for it was told as well. */
export async function chaseMissing(stage: Stage, handed: readonly HandedOut[]): Promise<void> {
  const answers = handed.filter(({ entry }) => entry.kind === 'plan')
  for (const { planId, id } of answers) {
    const part = (await partsOf(stage, planId)).find((one) => one.id === id)
    const told = (kind: string, officeId: string): boolean =>
      part?.chased.some((one) => one.kind === kind && one.officeId === officeId) === true
    insist(
      part?.missing === true &&
        part.late &&
        told('reminder', COMMUNE) &&
        told('overdue', COMMUNE) &&
        told('escalation', PROVINCE),
      `the missing lower plan was not chased: ${JSON.stringify(part)}`,
    )
    stage.ledger.add('ke-hoach/chased')
  }
  insist(answers.length > 0, 'no lower plan was asked for')
  stage.say(`  ${answers.length} lower plan missing: reminded, told, and told to the province`)
}

/** One calendar of the year for a person, an office and a territory: each shows what is due there, of several procedures. */
export async function lookAtCalendars(stage: Stage): Promise<void> {
  const { company, say } = stage
  const [unit] = company.below(COMMUNE, 'school')
  if (unit === undefined) throw new RehearsalError('no unit has a calendar')
  const year = 'from=2026-01-01&to=2026-12-31&limit=1000'
  const asked = [
    ['a person’s', company.one(COMMUNE, 'cultureSocial'), 'person=me', 1],
    ['a unit’s', company.one(unit.id, 'unitHead'), `office=${unit.id}`, 2],
    ['a commune’s', company.one(COMMUNE, 'communePolice'), `office=${COMMUNE}`, 5],
    ['the province’s', stage.staff, `office=${PROVINCE}`, 10],
  ] as const
  for (const [whose, who, of, least] of asked) {
    const reply = await who.must('GET', `/calendar?${year}&${of}`)
    const items = reply['items'] as readonly { readonly procedureId: string | null }[]
    const procedures = new Set(items.flatMap(({ procedureId }) => procedureId ?? []))
    insist(procedures.size >= least, `${whose} calendar shows ${procedures.size} procedures`)
    say(`  ${whose} calendar of the year: ${items.length} entries of ${procedures.size} procedures`)
  }
}

const LATER: readonly string[] = [
  'Nhiệm vụ phát sinh: tuần tra mùa lễ hội',
  'Nhiệm vụ phát sinh: sửa cụm loa',
]

/** Two duties given by the chair after the commune’s plan was issued; it stays in force. */
export async function handOutLater(
  stage: Stage,
  handed: readonly HandedOut[],
): Promise<readonly HandedOut[]> {
  const { company, player } = stage
  const planId = handed.find(({ entry }) => entry.officeId === COMMUNE && entry.kind === 'duty')?.planId
  if (planId === undefined) throw new RehearsalError('the commune has no plan with duties')
  const person = company.one(COMMUNE, 'cultureSocial').personId
  const entries = LATER.map((name, index): Entry => {
    const code = `B${index + 1}`
    return { kind: 'duty', type: 'duty', name, officeId: COMMUNE, code, personId: person }
  })
  const ids = await stage.enterParts(planId, COMMUNE, entries)
  const [plan] = (await stage.staff.must('GET', `/matters/${planId}`))['dossiers'] as { id: string }[]
  if (plan === undefined) throw new RehearsalError('the plan has no dossier')
  const signature = (await player.look(plan.id)).signatures.at(-1)
  const signer = signature === undefined ? undefined : company.byId(signature.by)
  if (signer === undefined) throw new RehearsalError('nobody has signed the plan')
  const needs = KE_HOACH.after.handOut?.needs ?? []
  const documents = await documentsFor(signer.person, plan.id, needs)
  const body = { reason: 'Nhiệm vụ phát sinh trong năm', documents }
  const state = await signer.person.act(plan.id, 'handOut', { body })
  insist(
    state.outcome === 'issued' && state.numbers.some(({ register }) => register === 'minutes'),
    `the plan after more was handed out: ${String(state.outcome)}`,
  )
  stage.say(`  ${ids.length} duties given after the plan was issued, by who signed it`)
  return ids.flatMap((id, index) => {
    const entry = entries[index]
    return entry === undefined ? [] : [{ planId, id, entry }]
  })
}

/** The first comes back with comments and is mended; the second isn’t done, and is said to be so. */
export async function returnOneRefuseOne(stage: Stage, later: readonly HandedOut[]): Promise<void> {
  const { company, player } = stage
  const [mended, failed] = later
  if (mended === undefined || failed === undefined) throw new RehearsalError('two duties are needed')
  const confirm = 'confirmByCommune'
  insist(stepById(NHIEM_VU, confirm) !== null, `no step ${confirm}`)
  const dossier = await stage.matter('nhiem-vu', mended.id, mended.entry, { until: [confirm] })
  await company.one(COMMUNE, 'communePolice').act(dossier, 'return', {
    args: { toStep: 'reportByCommune' },
    body: { reason: 'Chưa có tài liệu chứng minh của hai thôn' },
  })
  const done = await player.play(dossier)
  insist(done.outcome === 'done', `the duty that was sent back: ${String(done.outcome)}`)
  const lost = await stage.matter('nhiem-vu', failed.id, failed.entry, { no: confirm })
  insist((await player.look(lost)).outcome === 'notDone', 'the duty that was not done')
  stage.say('  one duty sent back and mended, one not done')
}

/** An award is annulled by who decided, with its ground and what was taken back; it isn’t counted any more. */
export async function annul(stage: Stage): Promise<void> {
  const { company, player } = stage
  const entry: Entry = {
    kind: 'award',
    type: 'regular',
    name: 'Khen thưởng có khai man',
    officeId: COMMUNE,
  }
  const id = await stage.enter(entry)
  const dossier = await stage.matter('khen-thuong', id, entry)
  const chair = company.one(COMMUNE, 'communeChair')
  const reason = 'Báo cáo thành tích không đúng sự thật'
  await chair.refused(dossier, 'revoke', 'needsUnmet', { body: { reason } })
  const fields = { ground: 'falseDeclaration', recoveredMoney: 500_000, recoveredObject: true }
  await chair.act(dossier, 'revoke', { body: { reason, fields } })
  const state = await player.look(dossier)
  const matter = await stage.staff.must('GET', `/matters/${id}`)
  insist(state.status === 'revoked' && matter['status'] === 'ended', 'the annulled award')
  stage.say('  an award annulled, its money and certificate taken back')
}

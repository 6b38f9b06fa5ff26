// The half-year’s reports with what goes wrong: one comes back with comments and is sent again, one is missing on the day and
// comes late.
import { RehearsalError } from '../client.ts'
import { COMMUNE } from './company.ts'
import type { Place } from './company.ts'
import type { Wish } from './play.ts'
import type { Stage } from './stage.ts'

const PROCEDURE = 'bao-cao-6-thang'

/** The numbers of the one who reports at this place of the list. */
export type Counts = (index: number) => Wish

/** Sent, sent back with comments on one of its fields, and mended in that one. */
async function mended(stage: Stage, place: Place, wish: Wish): Promise<void> {
  const { company, player } = stage
  const dossier = await stage.office(PROCEDURE, place, { ...wish, until: ['receive'] })
  await company.one(COMMUNE, 'communePolice').act(dossier, 'return', {
    args: { toStep: 'sendArea' },
    body: { reason: 'Số buổi tuyên truyền chưa khớp sổ theo dõi' },
  })
  const back = await player.look(dossier)
  if (back.step !== 'sendArea') throw new RehearsalError(`${dossier} should be back at its sender`)
  const ended = await player.play(dossier, { fields: { ...wish.fields, sessions: 12 } })
  if (ended.outcome !== 'received') throw new RehearsalError(`${dossier}: ${String(ended.outcome)}`)
  stage.say('  a report came back with comments, was mended and taken')
}

/** How many offices below the commune have sent nothing. */
async function missing({ company, campaign }: MissingFrom): Promise<number> {
  const list = await company
    .one(COMMUNE, 'communePolice')
    .must('GET', `/campaigns/${campaign}/children?office=${COMMUNE}&limit=100`)
  const items = list['items'] as readonly { readonly missing: boolean }[]
  return items.filter((one) => one.missing).length
}
interface MissingFrom {
  readonly company: Stage['company']
  readonly campaign: string
}

/** Reports of areas and units: the first area’s is returned, the last unit’s is late. */
export async function reportHalfYear(stage: Stage, places: readonly Place[], counts: Counts): Promise<void> {
  const { company } = stage
  const campaign = stage.campaign(PROCEDURE)
  const [first, ...others] = places
  const last = others.pop()
  if (first === undefined || last === undefined) throw new RehearsalError('nobody reports')
  await stage.to('2026-05-18')
  await mended(stage, first, counts(0))
  for (const [index, place] of others.entries())
    await stage.office(PROCEDURE, place, { by: 'unitOfficer', ...counts(index + 1) })
  await stage.to('2026-05-25')
  const left = await missing({ company, campaign })
  if (left !== 1) throw new RehearsalError(`${left} reports are missing, and one should be`)
  await stage.office(PROCEDURE, last, { by: 'unitOfficer', ...counts(places.length - 1) })
  stage.say(`  ${PROCEDURE}: ${places.length} sent, one of them late`)
}

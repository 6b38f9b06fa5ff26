// The steps of one dossier as people take them: each function is a day's work on it by whoever is asked for it.
import { SHEETS } from '../../procedures/sheets.ts'
import type { Cast, Unit } from './cast.ts'
import { RehearsalError } from './client.ts'
import type { Person, SeenState } from './client.ts'

export type Verdict = 'met' | 'notMet'

export interface Stage {
  readonly cast: Cast
  readonly campaignId: string
}

/** The draft of a unit's dossier, so that files can be added to it, and its future id. */
export async function draft({ campaignId }: Stage, unit: Unit): Promise<string> {
  const saved = await unit.head.must('PUT', `/campaigns/${campaignId}/drafts/${unit.officeId}`, {
    version: 0,
    data: { fields: { grounds: 'Căn cứ kết quả năm trước và chỉ tiêu của xã' } },
  })
  return String(saved['dossierId'])
}

async function registrationBody(stage: Stage, unit: Unit, dossier: string) {
  return {
    subjectId: unit.officeId,
    fields: { grounds: `Căn cứ kết quả năm trước của ${unit.name}` },
    documents: [await unit.head.upload(dossier, 'registration', `${unit.name} ${stage.campaignId}`)],
  }
}

/** Registers with the commune's police, or the province's for the commune itself. Gives the dossier's id. */
export async function register(stage: Stage, unit: Unit): Promise<string> {
  const dossier = await draft(stage, unit)
  const body = await registrationBody(stage, unit, dossier)
  await unit.head.must('POST', `/campaigns/${stage.campaignId}/registrations`, body)
  return dossier
}

/** Registers and expects a refusal. */
export async function registerRefused(stage: Stage, unit: Unit, code: string): Promise<string> {
  const dossier = await draft(stage, unit)
  const body = await registrationBody(stage, unit, dossier)
  const reply = await unit.head.send('POST', `/campaigns/${stage.campaignId}/registrations`, body)
  if (reply.body['code'] !== code)
    throw new RehearsalError(
      `${unit.name}: registration should be refused as ${code}: ${JSON.stringify(reply)}`,
    )
  return dossier
}

export async function submitWith(
  head: Person,
  dossier: string,
  kinds: readonly string[],
  fields?: Record<string, unknown>,
): Promise<SeenState> {
  const documents = []
  for (const kind of kinds)
    documents.push(await head.upload(dossier, kind, `${dossier} ${kind} ${Date.now()}`))
  return head.act(dossier, 'submit', { body: { ...(fields === undefined ? {} : { fields }), documents } })
}

export const plan = (unit: Unit, dossier: string): Promise<SeenState> =>
  submitWith(unit.head, dossier, ['plan'])

/** An answer to every criterion of the dossier's sheet; the first one as given. */
function answers(state: SeenState, first: Verdict) {
  const sheet = SHEETS.find(({ id }) => id === state.sheet?.id)
  if (sheet === undefined || state.sheet === null)
    throw new RehearsalError(`no sheet ${JSON.stringify(state.sheet)}`)
  const verdicts = sheet.criteria.map(
    ({ id }, index) => [id, { verdict: index === 0 ? first : 'met' }] as const,
  )
  return { sheet: state.sheet, answers: Object.fromEntries(verdicts) }
}

export async function assess(unit: Unit, dossier: string): Promise<SeenState> {
  return unit.head.act(dossier, 'assess', { body: answers(await unit.head.look(dossier), 'met') })
}

export async function inspect(inspector: Person, dossier: string, first: Verdict): Promise<SeenState> {
  return inspector.act(dossier, 'inspect', { body: answers(await inspector.look(dossier), first) })
}

export const DOSSIER_DOCUMENTS = ['proposal', 'report', 'selfAssessment', 'minutes'] as const

export const prepare = (unit: Unit, dossier: string): Promise<SeenState> =>
  submitWith(unit.head, dossier, DOSSIER_DOCUMENTS)

/** The committee meets: all present, all in favour, minutes kept by the police. */
export async function meet({ cast }: Stage, dossier: string): Promise<SeenState> {
  const votes = cast.committee.map(({ personId }) => ({ personId, verdict: 'approve' }))
  return cast.police.act(dossier, 'recordMeeting', {
    args: { votes },
    body: { text: 'Biên bản họp Ban Chỉ đạo' },
  })
}

/** The committee gives written opinions instead: the share that is asked for, and no more. */
export async function opinions({ cast }: Stage, dossier: string): Promise<SeenState> {
  let state = await cast.police.look(dossier)
  for (const member of cast.committee) {
    if (state.step !== 'review') break
    state = await member.act(dossier, 'approve', { body: { text: 'Nhất trí' } })
  }
  return state
}

export async function approveWith(
  who: Person,
  dossier: string,
  kinds: readonly string[] = [],
): Promise<SeenState> {
  const documents = []
  for (const kind of kinds)
    documents.push(await who.upload(dossier, kind, `${dossier} ${kind} ${Date.now()}`))
  return who.act(dossier, 'approve', kinds.length === 0 ? {} : { body: { documents } })
}

export const submitToProvince = (signer: Person, dossier: string): Promise<SeenState> =>
  approveWith(signer, dossier, ['communeReport', 'communeProposal'])

export const appraise = ({ cast }: Stage, dossier: string): Promise<SeenState> =>
  approveWith(cast.staff, dossier, ['appraisalReport'])

/** Hands out the certificate: the record office of the province. */
export const issue = ({ cast }: Stage, dossier: string): Promise<SeenState> =>
  cast.records.act(dossier, 'submit')

export function expectStep(state: SeenState, step: string): void {
  if (state.step !== step)
    throw new RehearsalError(
      `dossier ${state.id} should stand at ${step}, stands at ${state.step} (${state.status})`,
    )
}

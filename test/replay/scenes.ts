// Lives of dossiers, played on real servers: what the tests of replay look at, and what is saved for later versions of
// the workflow to replay. Each scene gives the ids of the workflows whose histories are worth keeping.
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { sendAct, sendLook } from '../../api/act.ts'
import type { Sent } from '../../api/act.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { dossierWorkflowId } from '../../workflows/messages.ts'
import type { DossierActivities, DossierInput } from '../../workflows/messages.ts'
import { aCampaign, aDraft, aPerson, aRequest, aUnit } from '../support/builders.ts'
import type { ActionAsked } from '../support/builders.ts'
import { GROUNDS } from '../support/scene.ts'
import type { Scene } from '../support/scene.ts'
import { Gate, anInput, incident, withWorker } from '../support/workflow-fakes.ts'

/** Years ahead of any day on which the tests run: what waits for its deadlines sleeps. */
const YEAR = 2040
const MARCH = `${YEAR}-03-05T02:00:00.000Z`
const WHY = { reason: 'Cần bổ sung số liệu' }

/** One dossier and the people around it. */
export interface Life {
  readonly input: DossierInput
  readonly head: string
  readonly police: string
  readonly chair: string
  readonly staff: string
  /** Sends an action as the API would, from where the dossier stands; throws when it isn't accepted. */
  act(action: ActionAsked['action'], by: string, more?: Partial<ActionAsked>): Promise<Sent>
}

/** A unit of its own with the draft of its dossier, in a campaign far ahead. */
export async function aLife(at: Scene, env: TestWorkflowEnvironment, name: string): Promise<Life> {
  const campaign = await aCampaign(at.pool, { officeId: at.province, year: YEAR })
  const unit = await aUnit(at.pool, { parent: at.commune, name })
  const head = await aPerson(at.pool, 'unitHead', unit)
  const staff = await aPerson(at.pool, 'provinceStaff', at.province)
  const input = anInput(await aDraft(at.pool, campaign, unit))
  let running = false
  const act: Life['act'] = async (action, by, more = {}) => {
    const request = await aRequest(at.pool, { dossierId: input.dossierId, action, by, at: MARCH, ...more })
    const sent = await sendAct(env.client, request, input, { deadlineMs: 20_000, running })
    running = true
    if (sent.kind === 'result' && !sent.result.ok)
      throw new Error(`${action}: ${JSON.stringify(sent.result)}`)
    return sent
  }
  return { input, head, police: at.police, chair: at.chair, staff, act }
}

/** The year of one dossier, from the first submit to the decision; gives the number of its actions. */
export async function liveTheYear(life: Life): Promise<number> {
  const { head, police, chair, staff } = life
  let actions = 0
  const act = async (...asked: Parameters<Life['act']>): Promise<void> => {
    await life.act(...asked)
    actions += 1
  }
  await act('submit', head, { basis: null, body: GROUNDS })
  for (const action of ['open', 'claim', 'release', 'claim'] as const) await act(action, police)
  await act('urge', head)
  await act('return', police, { body: WHY })
  await act('open', head)
  for (const by of [police, staff]) await act('urge', by)
  await act('submit', head, { body: GROUNDS })
  await act('open', police)
  for (const day of ['20', '25']) {
    await act('extend', staff, { body: WHY, args: { until: `${YEAR}-07-${day}` } })
  }
  await act('approve', police)
  await act('takeBack', police, { body: WHY })
  await act('open', police)
  for (const by of [head, staff, chair, head]) await act('urge', by)
  await act('approve', police)
  await act('open', chair)
  await act('urge', head)
  await act('approve', chair)
  return actions
}

export interface Playing {
  readonly at: Scene
  readonly env: TestWorkflowEnvironment
}

type Play = (playing: Playing) => Promise<DossierInput>

const withRecord = <T>(
  { at, env }: Playing,
  work: () => Promise<T>,
  changed: Partial<DossierActivities> = {},
) => withWorker(env, { ...at.record, ...changed }, work)

const year: Play = async (playing) => {
  const life = await aLife(playing.at, playing.env, 'Cả năm')
  await withRecord(playing, () => liveTheYear(life))
  return life.input
}

/** Revoked after its end: a short run of its own. */
const revoked: Play = async (playing) => {
  const life = await aLife(playing.at, playing.env, 'Thu hồi')
  await withRecord(playing, async () => {
    await life.act('submit', life.head, { basis: null, body: GROUNDS })
    await life.act('approve', life.police)
    await life.act('approve', life.chair)
    await playing.env.client.workflow.getHandle(dossierWorkflowId(life.input.dossierId)).result()
    await life.act('revoke', life.chair, { body: WHY })
    await playing.env.client.workflow.getHandle(dossierWorkflowId(life.input.dossierId)).result()
  })
  return life.input
}

/** The database is away when the police approve; the ordinary activity completes it. */
const outage: Play = async (playing) => {
  const life = await aLife(playing.at, playing.env, 'Mất kết nối')
  let failures = 0
  const commit: DossierActivities['commit'] = async (request) => {
    if (request.command.action === 'approve' && (failures += 1) <= 4) throw new Error('connection refused')
    return playing.at.record.commit(request)
  }
  await withRecord(
    playing,
    async () => {
      await life.act('submit', life.head, { basis: null, body: GROUNDS })
      await life.act('approve', life.police)
      await life.act('urge', life.head)
    },
    { commit },
  )
  return life.input
}

/** A bug in the middle, with an officer waiting behind it. */
const bug: Play = async (playing) => {
  const life = await aLife(playing.at, playing.env, 'Sự cố')
  const gate = new Gate()
  const commit: DossierActivities['commit'] = async (request) => {
    if (request.command.action !== 'claim') return playing.at.record.commit(request)
    await gate.pass()
    throw incident('00000000-0000-4000-8000-000000000000')
  }
  await withRecord(
    playing,
    async () => {
      await life.act('submit', life.head, { basis: null, body: GROUNDS })
      const claimed = life.act('claim', life.police)
      await gate.reached
      const urged = life.act('urge', life.head)
      gate.open()
      await Promise.all([claimed, urged])
    },
    { commit },
  )
  return life.input
}

/** By the stepped clock: a look that is too early, and one past the due instant and its grace. */
const stepped: Play = async (playing) => {
  const { at, env } = playing
  const life = await aLife(at, env, 'Đồng hồ bước')
  const input: DossierInput = { ...life.input, clock: 'stepped' }
  const { dossierId } = input
  const handle = env.client.workflow.getHandle(dossierWorkflowId(dossierId))
  const stepTo = (instant: Instant) =>
    at.pool.query("UPDATE clock SET mode = 'stepped', stands_at = $1 WHERE id = 1", [instant])
  try {
    await stepTo(MARCH)
    await withRecord(playing, async () => {
      const request = await aRequest(at.pool, {
        dossierId,
        action: 'submit',
        by: life.head,
        at: MARCH,
        basis: null,
        body: GROUNDS,
      })
      await sendAct(env.client, request, input, { deadlineMs: 20_000, running: false })
      await sendLook(env.client, input)
      await stepTo(`${YEAR}-08-01T00:00:00.000Z`)
      await sendLook(env.client, input)
      await handle.result()
    })
  } finally {
    await at.pool.query("UPDATE clock SET mode = 'real', stands_at = NULL WHERE id = 1")
  }
  return input
}

/** The scenes that are played with the real record on the real server, by the name of the file they are saved under. */
export const SCENES: Readonly<Record<string, Play>> = { year, revoked, outage, bug, stepped }

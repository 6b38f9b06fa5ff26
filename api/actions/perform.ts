// One action from the parsed request to its outcome (design: "One action, from the click to the record"): the receipt
// first, then the dossier's run; the rule itself where the run's cheap filter said no; again where facts moved meanwhile.
import { libraryOf } from '../../activities/record/cache.ts'
import { bodyHashOf, contentOf } from '../../activities/record/content.ts'
import { checkCommand, findCommand } from '../../activities/record/commands.ts'
import { hashOf } from '../../activities/record/canonical.ts'
import { idFrom } from '../../activities/record/ids.ts'
import { stampReceipt } from '../../activities/record/receipts.ts'
import type { Args, Basis, Body, Command } from '../../domain/command.ts'
import { isPassing } from '../../domain/decide/index.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Action } from '../../domain/vocabulary.ts'
import type { ActAnswer, ActRequest, DossierInput } from '../../workflows/messages.ts'
import { sendAct, sendLook } from '../act.ts'
import type { Sent } from '../act.ts'
import { Problem } from '../problems.ts'
import { CHANGES_RESULTS, tellBases } from './basis.ts'
import type { ActingDeps } from './basis.ts'

/** How often an action is sent again when what the decision counted moved between check and commit. */
const MOST_ATTEMPTS = 3

export interface Asked {
  readonly dossierId: string
  readonly action: Action
  readonly personId: string
  readonly key: string
  readonly basis: Basis | null
  readonly args: Args
  readonly body: Body | null
}

/** What became of it, and when it was received. */
export interface Performed {
  readonly receivedAt: Instant
  readonly sent: Exclude<Sent, { readonly kind: 'validatorRefused' }>
}

/** The id of a command: one for each actor and Idempotency-Key. */
export function commandIdOf(personId: string, key: string): string {
  return idFrom('command', personId, key)
}

/** Which request this is, whatever the order of its members: the same key with another one is refused. */
export function requestHashOf({ dossierId, action, basis, args, body }: Asked): string {
  return hashOf({ dossierId, action, basis, args, bodyHash: body === null ? null : bodyHashOf(body) })
}

/** With what a run of the dossier is started, should none be open. */
export async function startOf(
  deps: ActingDeps,
  dossierId: string,
  procedureId: string,
  version: number,
): Promise<DossierInput> {
  const published = await libraryOf(deps.pool).procedure(procedureId, version)
  if (published === null) throw new Error(`procedure ${procedureId} version ${version}: not published`)
  const procedure = { id: procedureId, version, hash: published.hash }
  return { dossierId, procedure, position: null, clock: deps.settings.clock }
}

/** Stamps the receipt, stores what was written, and brings the action to its outcome. */
export async function perform(
  deps: ActingDeps,
  asked: Asked,
  input: DossierInput,
  running: boolean,
): Promise<Performed> {
  const { dossierId, action, personId, basis, args, body } = asked
  const content = body === null ? null : contentOf(body)
  const bodyHash = content?.hash ?? null
  const requestHash = hashOf({ dossierId, action, basis, args, bodyHash })
  const commandId = commandIdOf(personId, asked.key)
  const stamp = { commandId, requestHash, dossierId, action, personId }
  const receipt = await stampReceipt(deps.pool, stamp, content)
  if (receipt.requestHash !== requestHash) throw new Problem('keyReused')
  const { receivedAt } = receipt
  const actor = { kind: 'person', personId } as const
  const command: Command = { id: commandId, dossierId, action, actor, receivedAt, basis, bodyHash, args }
  const request: ActRequest = { command, requestHash, checked: false, attempt: 1 }
  const sent = await bring(deps, request, input, running)
  if (sent.kind === 'result' && sent.result.ok && CHANGES_RESULTS.includes(action)) tellBases(deps)
  return { receivedAt, sent }
}

async function bring(
  deps: ActingDeps,
  first: ActRequest,
  input: DossierInput,
  running: boolean,
): Promise<Performed['sent']> {
  const deadlineAt = Date.now() + deps.settings.actionDeadlineMs
  const send = (request: ActRequest): Promise<Sent> =>
    sendAct(deps.temporal, request, input, { deadlineMs: Math.max(1, deadlineAt - Date.now()), running })
  let request = first
  for (;;) {
    const sent = await send(request)
    if (sent.kind === 'validatorRefused') {
      if (request.checked) throw new Error(`${request.command.action}: the run refused what was checked`)
      const checked = await askTheRule(deps, request, input)
      if (checked !== null) return { kind: 'result', result: checked }
      request = { ...request, checked: true }
      continue
    }
    // A run that should be open was opened from this record; only one that was not may remember another.
    if (!mayTryAgain(sent, request) && (running || !(await isForgotten(deps, sent, request)))) return sent
    request = { ...request, attempt: request.attempt + 1 }
  }
}

/**
 * Whether the record doesn't know what it is said to have decided: Temporal gives the outcome of an update out of a run
 * that has closed, and the database may have been restored to an older copy since. Under another update id it is decided
 * anew.
 */
async function isForgotten(deps: ActingDeps, sent: Sent, request: ActRequest): Promise<boolean> {
  if (sent.kind !== 'result' || sent.result.recordedAt === null) return false
  if ((await findCommand(deps.pool, request)) !== null) return false
  if (request.attempt >= MOST_ATTEMPTS)
    throw new Error(`${request.command.action}: decided ${request.attempt} times, and not recorded`)
  return true
}

function mayTryAgain(sent: Sent, request: ActRequest): boolean {
  if (sent.kind !== 'result' || sent.result.ok || sent.result.code === null) return false
  return isPassing(sent.result.code) && request.attempt < MOST_ATTEMPTS
}

/**
 * The run's filter said no, and it may know less than the record: the stored answer, or the rule's own no. Null where
 * the rule accepts: then the request is sent again, marked as checked.
 */
async function askTheRule(
  deps: ActingDeps,
  request: ActRequest,
  input: DossierInput,
): Promise<ActAnswer | null> {
  const { found, decision, position } = await checkCommand(deps.pool, request)
  if (found !== null) {
    await tellToLook(deps, input)
    return found
  }
  if (decision === null) throw new Problem('notFound')
  if (decision.ok) return null
  const { code, detail } = decision
  return { ok: false, code, detail, repeated: false, position, recordedAt: null }
}

/** The recorded answer of a command id without sending anything; the run is told to look, for it may have missed it. */
export async function answerAgain(
  deps: ActingDeps,
  asked: Asked,
  input: DossierInput,
): Promise<Performed | null> {
  const requestHash = requestHashOf(asked)
  const { dossierId, action, personId, basis, args, body } = asked
  const commandId = commandIdOf(personId, asked.key)
  const receipt = await stampReceipt(deps.pool, { commandId, requestHash, dossierId, action, personId })
  const command: Command = {
    id: commandId,
    dossierId,
    action,
    actor: { kind: 'person', personId },
    receivedAt: receipt.receivedAt,
    basis,
    bodyHash: body === null ? null : bodyHashOf(body),
    args,
  }
  const result = await findCommand(deps.pool, { command, requestHash, checked: false, attempt: 1 })
  if (result === null) return null
  await tellToLook(deps, input)
  return { receivedAt: receipt.receivedAt, sent: { kind: 'result', result } }
}

/** Without Temporal a stored answer is still the answer: the sweep or the next action brings the run along. */
async function tellToLook(deps: ActingDeps, input: DossierInput): Promise<void> {
  try {
    await sendLook(deps.temporal, input)
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    deps.log.warn({ error: text, dossierId: input.dossierId }, 'the run was not told to look')
  }
}

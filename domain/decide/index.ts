// The rulebook's one door: decide(procedure, state, command, facts). Total, pure, synchronous; a business "no" is a value.
// Order of the questions: is the shape right, is the screen stale, does the table know it, who is asking, then the rule itself.
import { refuse } from '../command.ts'
import type { Command, Decision, Facts, Refused } from '../command.ts'
import { dueOf } from '../deadline.ts'
import type { DossierState } from '../dossier.ts'
import type { Procedure } from '../procedure.ts'
import { unknownReferences } from '../pointing.ts'
import { unstored } from '../requirements.ts'
import { pathById, stepById } from '../steps.ts'
import { ACTION_RULES, TABLE } from '../table.ts'
import { PASSING_REFUSALS } from '../vocabulary.ts'
import type { Action, Refusal } from '../vocabulary.ts'
import { correct, handOut, maintain, reopen, revoke } from './after.ts'
import { applyDecision, reserve, unreserve } from './batch.ts'
import { keepDecision, markBasis } from './basis.ts'
import { answer, ask, copy, markRead, urge } from './beside.ts'
import type { Context, Standing } from './context.ts'
import {
  addSigner,
  claim,
  entrust,
  giveOpinion,
  open,
  recallEntrusted,
  release,
  removeSigner,
  takeBack,
  transfer,
} from './desk.ts'
import { abstain, forward, recuse, reject, sendBack } from './flow.ts'
import { jump, terminate, withdraw } from './force.ts'
import { assess, inspect, settleInspection } from './inspection.ts'
import { recordMeeting } from './meeting.ts'
import { personalRefusal } from './personal.ts'
import { shapeRefusal } from './shape.ts'
import { findStanding } from './standing.ts'
import { draftState } from './start.ts'
import { staticRefusal } from './static.ts'
import { acceptLate, adoptVersion, extend, lapse } from './time.ts'

type Handler = (context: Context, standing: Standing) => Decision

const HANDLERS: Record<Action, Handler> = {
  submit: forward,
  approve: forward,
  reject,
  abstain,
  recuse,
  return: sendBack,
  recordMeeting,
  inspect,
  settleInspection,
  assess,
  open,
  claim,
  release,
  transfer,
  entrust,
  giveOpinion,
  recallEntrusted,
  addSigner,
  removeSigner,
  takeBack,
  copy,
  markRead,
  urge,
  ask,
  answer,
  withdraw,
  acceptLate,
  extend,
  lapse,
  jump,
  terminate,
  reopen,
  revoke,
  maintain,
  correct,
  adoptVersion,
  reserve,
  unreserve,
  applyDecision,
  markBasis,
  handOut,
  keepDecision,
}

/** Who reserves, or lets go, meets the reservation itself; to everyone else one that ran out unsigned is none. */
const MEETS_RESERVATION: readonly Action[] = ['reserve', 'unreserve']

/** A reservation that ran out before its batch was signed holds nothing: the dossier is what it was before. */
export function effectiveState(
  state: DossierState,
  command: Pick<Command, 'receivedAt' | 'action'>,
  facts: Pick<Facts, 'batch'>,
): DossierState {
  const { reservation } = state
  if (state.status !== 'reserved' || reservation === null || MEETS_RESERVATION.includes(command.action))
    return state
  const over = command.receivedAt > reservation.expiresAt && facts.batch?.status !== 'signed'
  return over ? { ...state, status: 'active', reservation: null } : state
}

/** Everything that a handler reads, or why the state itself makes no sense under this procedure. */
export function contextOf(
  procedure: Procedure,
  state: DossierState,
  command: Command,
  facts: Facts,
): Context | Refused {
  const path = pathById(procedure, state.path)
  const step = stepById(procedure, state.step)
  if (path === null || step === null) return refuse('unknownStep', { step: state.step })
  const { actor } = command
  const personId =
    actor.kind === 'person'
      ? actor.personId
      : actor.kind === 'batch'
        ? (command.args.toPersonId ?? null)
        : null
  const timed = state.status === 'draft' ? { ...state, status: 'active' as const } : state
  return { procedure, state, command, facts, path, step, due: dueOf(procedure, timed, facts), personId }
}

function stale(context: Context): Refused | null {
  const { command, state } = context
  if (!ACTION_RULES[command.action].basis || state.status === 'draft') return null
  const { basis } = command
  if (basis === null) return refuse('invalid', { field: 'basis' })
  const found = { step: state.step, round: state.round, contentHash: state.contentHash }
  const same =
    basis.step === found.step && basis.round === found.round && basis.contentHash === found.contentHash
  if (!same) return refuse(command.actor.kind === 'clock' ? 'notDue' : 'basisChanged', found)
  const task = basis.taskId === undefined ? undefined : state.tasks.find(({ id }) => id === basis.taskId)
  const gone =
    basis.taskId !== undefined &&
    (task === undefined ||
      task.state === 'removed' ||
      (task.state === 'done' && task.by !== context.personId))
  return gone ? refuse('basisChanged', { ...found, task: basis.taskId }) : null
}

function tableRefusal(context: Context): Refused | null {
  const { state, command, step } = context
  if (!TABLE[state.status][command.action]) {
    return state.status === 'reserved'
      ? refuse('reservedByBatch', { batchId: state.reservation?.batchId ?? null })
      : refuse('notInStatus', { status: state.status })
  }
  const offered = !ACTION_RULES[command.action].offered || step.offers.includes(command.action)
  return offered ? null : refuse('notAtStep', { action: command.action, step: step.id })
}

/**
 * The questions that come before what the command brings: table, staleness, step, standing. `allowedActions` asks
 * nothing else, so a button and the decision behind it can't disagree on who, when and where.
 */
export function precheck(context: Context): Standing | Refused {
  const refused = stale(context) ?? tableRefusal(context) ?? staticRefusal(context)
  if (refused !== null) return refused
  const standing = findStanding(context)
  return 'ok' in standing ? standing : (personalRefusal(context, standing) ?? standing)
}

/** What holds of every body: a reason where the action needs one, no file that isn't there, nobody who isn't known. A signed decision brings its own. */
function bodyRefusal({ command, facts }: Context): Refused | null {
  const { body } = facts
  if (command.action === 'applyDecision') return null
  if (ACTION_RULES[command.action].reason && (body?.reason ?? '').trim() === '')
    return refuse('reasonRequired')
  const needs =
    body === null ? [] : [...unstored(body, facts.stored), ...unknownReferences(body, facts.known ?? [])]
  return needs.length === 0 ? null : refuse('needsUnmet', { needs })
}

/**
 * Decides one command on one dossier. `state` is null while nothing is recorded: then the first act creates it.
 * @returns the next state with its events and effects, or a refusal with a code. Never throws for a business "no".
 */
export function decide(
  procedure: Procedure,
  state: DossierState | null,
  command: Command,
  facts: Facts,
): Decision {
  const shape = shapeRefusal(command, facts)
  if (shape !== null) return shape
  const current =
    state === null ? draftState(procedure, command, facts) : effectiveState(state, command, facts)
  if ('ok' in current) return current
  const context = contextOf(procedure, current, command, facts)
  if ('ok' in context) return context
  const standing = precheck(context)
  if ('ok' in standing) return standing
  return bodyRefusal(context) ?? HANDLERS[command.action](context, standing)
}

/** Whether a refusal is of the kind that the same command may outlive; such a one is not recorded. */
export function isPassing(code: Refusal): boolean {
  return (PASSING_REFUSALS as readonly Refusal[]).includes(code)
}

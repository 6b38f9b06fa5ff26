// One decision over many dossiers: each is reserved, may be let go of before the decision is signed, and gets it after.
import { refuse } from '../command.ts'
import { countedEffects } from '../counts.ts'
import { officeAt } from '../people.ts'
import type { Decision } from '../command.ts'
import type { GivenNumber } from '../dossier.ts'
import { uncountable, unmetNeeds } from '../requirements.ts'
import { closeAll } from '../tasks.ts'
import { civilDateOf, yearOf } from '../time/civil.ts'
import type { Context, Standing } from './context.ts'
import { accept, isRefused, rememberActor, unchanged, withEffects, withState } from './context.ts'
import { markDone } from './flow.ts'
import { follow, goForward, withSignature } from './move.ts'

/** Holds the dossier for the batch: until it is let go of, nothing else moves it. All that a decision asks is checked here. */
export function reserve(context: Context, standing: Standing): Decision {
  const { command, state, facts, personId, step, procedure } = context
  const { batchId, expiresAt } = command.args
  if (batchId === undefined || expiresAt === undefined || facts.batch?.id !== batchId)
    return refuse('invalid', { field: 'batchId' })
  if (command.actor.kind === 'batch' && command.actor.batchId !== batchId)
    return refuse('invalid', { field: 'batchId' })
  if (facts.batch.status !== 'collecting') return refuse('batchSigned', { status: facts.batch.status })
  if (expiresAt <= command.receivedAt) return refuse('dateInPast', { field: 'expiresAt' })
  // A no that the step doesn't know must come out now: once it is signed it can't be refused any more.
  if (command.args.verdict === 'reject' && step.reject === undefined)
    return refuse('notAtStep', { action: 'reject' })
  const judged = { procedure, state, body: facts.body, facts, at: command.receivedAt }
  const tooLarge = uncountable(step.needs, facts)
  if (tooLarge !== null) return tooLarge
  const needs = unmetNeeds(step.needs, judged)
  if (needs.length > 0) return refuse('needsUnmet', { needs })
  const reservation = { batchId, at: command.receivedAt, expiresAt }
  const held = withState(unchanged(state), { status: 'reserved', reservation, lastForward: null })
  const counted = withEffects(held, ...countedEffects(step, state, facts))
  return accept(context, standing, counted, { batchId, expiresAt, signer: personId })
}

/** Lets go: the batch was cancelled, or its time ran out. Never once the decision is signed. */
export function unreserve(context: Context, standing: Standing): Decision {
  const { command, state, facts } = context
  const { reservation } = state
  if (reservation === null) return refuse('notReserved')
  if (facts.batch?.status === 'signed') return refuse('batchSigned', { batchId: reservation.batchId })
  if (command.actor.kind === 'batch' && command.actor.batchId !== reservation.batchId)
    return refuse('reservedByBatch', { batchId: reservation.batchId })
  if (command.actor.kind === 'clock' && command.receivedAt <= reservation.expiresAt)
    return refuse('notDue', { dueAt: reservation.expiresAt })
  return accept(context, standing, withState(unchanged(state), { status: 'active', reservation: null }), {
    batchId: reservation.batchId,
  })
}

/** The number that the act of the batch was given, in the register of the year of that act. */
function withBatchNumber({ command, state, step }: Context): readonly GivenNumber[] {
  const { decisionNumber, year } = command.args
  const rule = step.numbers?.[0]
  const officeId = rule === undefined ? null : officeAt(state.offices, rule.level)
  if (decisionNumber === undefined || rule === undefined || officeId === null) return state.numbers
  const at = command.receivedAt
  const given = { officeId, year: year ?? yearOf(civilDateOf(at)), number: decisionNumber, at }
  return [...state.numbers, { register: rule.register, step: step.id, ...given }]
}

/**
 * The signed decision reaches the dossier. Its number was given when it was signed; what the decision asks was checked
 * at the reservation and again at the signing, so from here on it is never refused on its merits.
 */
export function applyDecision(context: Context, standing: Standing): Decision {
  const { command, state, facts, step, personId } = context
  const { reservation } = state
  if (reservation === null) return refuse('notReserved')
  if (command.actor.kind !== 'batch' || command.actor.batchId !== reservation.batchId)
    return refuse('reservedByBatch', { batchId: reservation.batchId })
  if (facts.batch?.id !== reservation.batchId || facts.batch.status !== 'signed')
    return refuse('batchNotSigned', { batchId: reservation.batchId })
  const { task } = standing
  if (task === null || personId === null) return refuse('notYourTask')
  const verdict = command.args.verdict ?? 'approve'
  if (verdict === 'reject' && step.reject === undefined) return refuse('notAtStep', { action: 'reject' })
  const freed = withState(unchanged(state), {
    status: 'active',
    reservation: null,
    numbers: withBatchNumber(context),
    tasks: closeAll(markDone(state.tasks, task.id, verdict, personId, command.receivedAt)),
  })
  const done = rememberActor(context, standing, freed)
  const outcome =
    verdict === 'approve'
      ? goForward(context, standing, withSignature(context, standing, done))
      : follow(context, standing, done, step.reject?.to ?? 'next')
  const number = command.args.decisionNumber ?? null
  return isRefused(outcome)
    ? outcome
    : accept(context, standing, outcome, { batchId: reservation.batchId, verdict, number, signer: personId })
}

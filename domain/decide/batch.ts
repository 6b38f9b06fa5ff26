// One decision over many dossiers: each is reserved, may be let go of before the decision is signed, and gets it after.
import { refuse } from '../command.ts'
import type { Decision, Refused } from '../command.ts'
import { unmetNeeds } from '../requirements.ts'
import { rolesOf, signingForm } from '../people.ts'
import { closeAll } from '../tasks.ts'
import type { Context, Standing } from './context.ts'
import { accept, isRefused, rememberActor, unchanged, withState } from './context.ts'
import { lateRefusal, markDone } from './flow.ts'
import { follow, goForward } from './move.ts'

function unfit(context: Context): Refused | null {
  const { step, state, procedure, facts } = context
  if (step.batch !== true || (step.signing.mode !== 'one' && step.signing.mode !== 'any'))
    return refuse('notAtStep', { action: 'reserve' })
  const late = lateRefusal(context)
  if (late !== null) return late
  const needs = unmetNeeds(procedure, step, state, facts.body, facts)
  return needs.length === 0 ? null : refuse('needsUnmet', { needs })
}

/** Holds the dossier for the batch: until it is let go of, nothing else moves it. All that a decision asks is checked here. */
export function reserve(context: Context, standing: Standing): Decision {
  const { command, state, facts } = context
  const { batchId, expiresAt } = command.args
  if (batchId === undefined || expiresAt === undefined || facts.batch?.id !== batchId)
    return refuse('invalid', { field: 'batchId' })
  if (facts.batch.status !== 'collecting') return refuse('batchSigned', { status: facts.batch.status })
  if (expiresAt <= command.receivedAt) return refuse('dateInPast', { field: 'expiresAt' })
  const unmet = unfit(context)
  if (unmet !== null) return unmet
  const reservation = { batchId, at: command.receivedAt, expiresAt }
  return accept(context, standing, withState(unchanged(state), { status: 'reserved', reservation }), {
    batchId,
    expiresAt,
  })
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
  if (facts.batch?.status !== 'signed') return refuse('batchNotSigned', { batchId: reservation.batchId })
  const task = standing.task
  if (task === null || personId === null) return refuse('notYourTask')
  const verdict = command.args.verdict ?? 'approve'
  const party = step.parties[0]
  const form =
    standing.capacity === null || party === undefined
      ? standing.form
      : signingForm(rolesOf(party), standing.capacity)
  const officeId = party === undefined ? null : state.offices[party.level]
  const number = command.args.decisionNumber
  const register = step.numbers?.[0]?.register
  const numbers =
    number === undefined || register === undefined || officeId === null
      ? state.numbers
      : [
          ...state.numbers,
          {
            register,
            officeId,
            year: Number(command.args.year ?? state.year),
            number,
            step: step.id,
            at: command.receivedAt,
          },
        ]
  const done = rememberActor(
    context,
    standing,
    withState(unchanged(state), {
      status: 'active',
      reservation: null,
      numbers,
      tasks: closeAll(markDone(state.tasks, task.id, verdict, personId, command.receivedAt)),
    }),
  )
  const signed = { ...standing, form }
  const outcome =
    verdict === 'approve'
      ? goForward(context, signed, done)
      : follow(context, signed, done, step.reject?.to ?? 'next')
  return isRefused(outcome)
    ? outcome
    : accept(context, signed, outcome, { batchId: reservation.batchId, verdict, number: number ?? null })
}

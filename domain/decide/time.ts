// Acts about time and rules: late acceptance, extension, the clock's lapse, taking up a newer procedure version.
import { refuse } from '../command.ts'
import type { Decision } from '../command.ts'
import { isLate } from '../deadline.ts'
import type { Correction } from '../dossier.ts'
import { outcomeById, pathById, stepById } from '../steps.ts'
import { closeAll } from '../tasks.ts'
import { civilDateOf, endOfDay, isCivilDate } from '../time/civil.ts'
import type { Instant } from '../time/civil.ts'
import type { Context, Standing } from './context.ts'
import { accept, unchanged, withEffects, withLine, withState } from './context.ts'
import { tellUnit } from './move.ts'

/** The end of the day named, when that day isn't over. */
function dayAhead(context: Context): Instant | null {
  const { until } = context.command.args
  if (until === undefined || !isCivilDate(until) || until < civilDateOf(context.command.receivedAt))
    return null
  return endOfDay(until)
}

/** A named officer lets a late one in, with a reason, through a day: the late act stays marked late. */
export function acceptLate(context: Context, standing: Standing): Decision {
  const { state, step, personId } = context
  const until = dayAhead(context)
  if (until === null) return refuse('dateInPast', { field: 'until' })
  const lateAccepted = [...state.lateAccepted, { step: step.id, until, by: personId ?? '' }]
  // Letting in a draft makes it a dossier: it waits at its first step for the subject's own submit.
  const status = state.status === 'draft' ? 'active' : state.status
  const change = withState(unchanged(state), { lateAccepted, status })
  return accept(context, standing, withEffects(change, ...tellUnit(context, 'lateAccepted')), {
    step: step.id,
    until,
  })
}

export function extend(context: Context, standing: Standing): Decision {
  const { due, state, step, command } = context
  const clock = state.clocks[step.id]
  if (due === null || clock === undefined) return refuse('notAtStep', { action: 'extend' })
  const until = dayAhead(context)
  if (until === null || until <= due.dueAt) return refuse('dateInPast', { field: 'until', dueAt: due.dueAt })
  const clocks = { ...state.clocks, [step.id]: { ...clock, extendedTo: until } }
  const told = withEffects(withState(unchanged(state), { clocks }), ...tellUnit(context, 'extended'))
  return accept(context, standing, told, { step: step.id, from: due.dueAt, until, by: command.action })
}

/** The clock ends the dossier where the step says so; a timer for another step, round or instant is too late or early. */
export function lapse(context: Context, standing: Standing): Decision {
  const { due, command, state, step, procedure } = context
  if (step.late.effect !== 'lapse' || due?.effect !== 'lapse') return refuse('notDue', { step: step.id })
  if (command.args.dueAt !== due.dueAt || !isLate(due, command.receivedAt))
    return refuse('notDue', { dueAt: due.dueAt })
  const outcome = outcomeById(procedure, step.late.outcome)
  if (outcome === null) return refuse('unknownStep', { outcome: step.late.outcome })
  const ended = withState(unchanged(state), {
    status: 'lapsed',
    outcome: outcome.id,
    closedAt: command.receivedAt,
    tasks: closeAll(state.tasks),
    returned: null,
    lastForward: null,
  })
  const told = withEffects(
    withLine(context, standing, ended, 'concluded', { outcome: outcome.id }),
    ...tellUnit(context, 'lapsed'),
  )
  return accept(context, standing, told, { dueAt: due.dueAt })
}

const correctionSteps = (correction: Correction | null): string[] =>
  correction === null ? [] : [correction.from, correction.to, ...correctionSteps(correction.within)]

/** Takes up the newest published version, where the dossier's path and step exist in it too. */
export function adoptVersion(context: Context, standing: Standing): Decision {
  const { facts, state, command } = context
  const { newer, newerHash } = facts
  if (
    newer === null ||
    newerHash === null ||
    newer.id !== state.procedure.id ||
    command.args.version !== newer.version ||
    newer.version <= state.procedure.version
  ) {
    return refuse('wrongVersion', { asked: command.args.version ?? null, current: state.procedure.version })
  }
  const path = pathById(newer, state.path)
  // The steps that the dossier stands at, or still has to come back to.
  const kept = [
    state.step,
    ...correctionSteps(state.returned),
    ...(state.lastForward ? [state.lastForward.from] : []),
  ]
  const lost = kept.find((id) => stepById(newer, id) === null || path?.steps.includes(id) !== true)
  if (lost !== undefined) return refuse('unknownStep', { step: lost })
  const procedure = { id: newer.id, version: newer.version, hash: newerHash }
  return accept(context, standing, withState(unchanged(state), { procedure }), {
    from: state.procedure,
    to: procedure,
  })
}

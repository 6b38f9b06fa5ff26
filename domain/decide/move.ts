// Moving a dossier: entering a step, going forward, being sent back, ending. Every way in and out of a step is here.
import { refuse } from '../command.ts'
import type { Effect } from '../command.ts'
import type { Clock, DossierState, Task } from '../dossier.ts'
import { outcomeById, resolveDestination, stepById } from '../steps.ts'
import type { Destination, Party } from '../procedure.ts'
import { closeAll, tasksOnEntry } from '../tasks.ts'
import { civilDateOf, yearOf } from '../time/civil.ts'
import type { Instant } from '../time/civil.ts'
import type { Change, Context, Outcome, Standing } from './context.ts'
import { withEffects, withLine, withState } from './context.ts'

/** Why a step is entered: only going forward and a return can be taken back. */
export type Entry = 'forward' | 'return' | 'back' | 'jump' | 'reopen' | 'start'

const freshClock = (enteredAt: Instant): Clock => ({ enteredAt, pauses: [], extendedTo: null })

function paused(clock: Clock | undefined, at: Instant): Clock {
  const running = clock ?? freshClock(at)
  return { ...running, pauses: [...running.pauses, { from: at, to: null }] }
}

function resumed(clock: Clock, at: Instant): Clock {
  return { ...clock, pauses: clock.pauses.map((pause) => (pause.to === null ? { ...pause, to: at } : pause)) }
}

/** A return stops the returner's clock; coming back there lets it run on; any other entry starts a new one. */
function clocksOnEntry(state: DossierState, to: string, entry: Entry, at: Instant): DossierState['clocks'] {
  const before = state.clocks[to]
  const standing = before?.pauses.some((pause) => pause.to === null) ?? false
  const entered = before !== undefined && standing && entry !== 'jump' ? resumed(before, at) : freshClock(at)
  const left = entry === 'return' ? { [state.step]: paused(state.clocks[state.step], at) } : {}
  return { ...state.clocks, ...left, [to]: entered }
}

export function notifyTask(notice: string, task: Task): Effect {
  const { officeId, roles, personId } = task.assignee
  return { kind: 'notify', notice, to: { officeId, role: roles[0] ?? null, personId } }
}

/** Enters a step: its round, clock and tasks. Refused when nobody holds the step's roles, so no dossier falls into a hole. */
export function enterStep(
  context: Context,
  standing: Standing,
  change: Change,
  to: string,
  entry: Entry,
): Outcome {
  const step = stepById(context.procedure, to)
  if (step === null || !context.path.steps.includes(to)) return refuse('unknownStep', { step: to })
  const { state } = change
  const at = context.command.receivedAt
  const round = (state.rounds[to] ?? 0) + 1
  const arrived =
    state.returned !== null && (to === state.returned.from || entry === 'jump' || entry === 'reopen')
  const returned = arrived ? null : state.returned
  const correcting = returned !== null && returned.to === to
  const tasks = tasksOnEntry(step, state, round, correcting, context.facts.holders)
  if (tasks.length === 0)
    return refuse('unknownTarget', { step: to, roles: step.parties.map(({ role }) => role) })
  const takesBack = entry === 'forward' || entry === 'return'
  const next: DossierState = {
    ...state,
    status: correcting ? 'returned' : 'active',
    step: to,
    round,
    rounds: { ...state.rounds, [to]: round },
    clocks: clocksOnEntry(state, to, entry, at),
    tasks,
    returned,
    reservation: null,
    lastForward:
      takesBack && context.personId !== null
        ? {
            from: state.step,
            by: context.personId,
            onBehalfOf: standing.capacity?.delegation?.fromPersonId ?? null,
            at,
          }
        : null,
  }
  const entered = withLine(context, standing, { ...change, state: next }, 'stepEntered', {
    step: to,
    round,
    entry,
  })
  return withEffects(
    entered,
    ...tasks
      .filter((task) => task.state === 'open')
      .map((task) => notifyTask(correcting ? 'toCorrect' : 'toAct', task)),
  )
}

/** Ends the dossier with an outcome of the procedure. */
export function conclude(context: Context, standing: Standing, change: Change, outcomeId: string): Outcome {
  const outcome = outcomeById(context.procedure, outcomeId)
  if (outcome === null) return refuse('unknownStep', { outcome: outcomeId })
  const at = context.command.receivedAt
  const ended = withState(change, {
    status: 'concluded',
    outcome: outcomeId,
    closedAt: at,
    tasks: closeAll(change.state.tasks),
    returned: null,
    reservation: null,
    lastForward: null,
  })
  const told = withEffects(
    withLine(context, standing, ended, 'concluded', { outcome: outcomeId }),
    ...tellUnit(change.state, 'concluded'),
  )
  const result = context.procedure.results[outcomeId]
  return result === undefined
    ? told
    : withEffects(told, { kind: 'recordResult', result, year: change.state.year })
}

export function tellUnit(state: DossierState, notice: string): Effect[] {
  const officeId = state.offices.unit
  return officeId === null ? [] : [{ kind: 'notify', notice, to: { officeId, role: null, personId: null } }]
}

export function follow(
  context: Context,
  standing: Standing,
  change: Change,
  destination: Destination,
): Outcome {
  const place = resolveDestination(context.path, context.state.step, destination)
  if (place === null) return refuse('unknownStep', { from: context.state.step })
  return 'outcome' in place
    ? conclude(context, standing, change, place.outcome)
    : enterStep(context, standing, change, place.step, 'forward')
}

function copyTo(context: Context, change: Change, party: Party): Change {
  const officeId = change.state.offices[party.level]
  if (officeId === null) return change
  return sendCopy(context, change, officeId, party.role)
}

/** For information: an office's role gets a copy with a read mark; once for each. */
export function sendCopy(context: Context, change: Change, officeId: string, role: Party['role']): Change {
  const { state } = change
  if (state.copies.some((copy) => copy.officeId === officeId && copy.role === role)) return change
  const copied = withState(change, {
    copies: [...state.copies, { officeId, role, at: context.command.receivedAt, readBy: [] }],
  })
  return withEffects(copied, { kind: 'notify', notice: 'copy', to: { officeId, role, personId: null } })
}

/** Numbers and certificate of the step, each given once for the dossier's whole life. */
function numberEffects(context: Context, state: DossierState): Effect[] {
  const { step, command } = context
  const effects: Effect[] = []
  for (const rule of step.numbers ?? []) {
    const officeId = state.offices[rule.level]
    const given = state.numbers.some((number) => number.step === step.id && number.register === rule.register)
    if (officeId === null || given) continue
    // The year of a register is that of the act, in Vietnam, not the campaign's (NĐ 30/2020 Đ.15).
    const year = yearOf(civilDateOf(command.receivedAt))
    effects.push({ kind: 'giveNumber', register: rule.register, officeId, year, step: step.id })
    if (step.certificate === true)
      effects.push({ kind: 'issueCertificate', officeId, register: rule.register })
  }
  return effects
}

/** The step's work is done: signature, numbers, copies, then on to where it leads, or back to who asked for a correction. */
export function goForward(context: Context, standing: Standing, change: Change): Outcome {
  const { step, state: before, command } = context
  let moved = withEffects(change, ...numberEffects(context, change.state))
  for (const party of step.copies ?? []) moved = copyTo(context, moved, party)
  if (step.forward.action === 'approve' && context.personId !== null && standing.form !== null) {
    const signature = {
      step: step.id,
      by: context.personId,
      onBehalfOf: standing.capacity?.delegation?.fromPersonId ?? null,
      form: standing.form,
      at: command.receivedAt,
    }
    moved = withState(moved, { signatures: [...moved.state.signatures, signature] })
  }
  const returned = before.returned
  if (returned !== null && returned.resume === 'returner' && returned.to === before.step) {
    return enterStep(context, standing, moved, returned.from, 'forward')
  }
  return follow(context, standing, moved, step.forward.to)
}

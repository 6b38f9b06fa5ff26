// When the present step of a dossier is due, and when lateness would change its state. Computed, never stored in the state.
import type { CampaignFacts } from './command.ts'
import type { DossierState } from './dossier.ts'
import type { HolidayCalendar, Territory } from './time/calendar.ts'
import { effectiveDue } from './time/clock-rules.ts'
import { isRefusal, resolveDue } from './time/due.ts'
import type { DueExplanation, DueRule } from './time/due.ts'
import type { Instant } from './time/civil.ts'
import type { Procedure, StepRule } from './procedure.ts'
import { pathById, stepById, underCorrection } from './steps.ts'
import { OPEN_STATUSES } from './vocabulary.ts'

export interface TimeFacts {
  readonly campaign: CampaignFacts
  readonly calendar: HolidayCalendar
}

export interface DueView {
  /** The last instant in time: an act received at it is on time. */
  readonly dueAt: Instant
  readonly explanation: DueExplanation
  readonly extended: boolean
  /** What passing it does to the step's action. */
  readonly effect: 'mark' | 'refuse' | 'lapse'
  /** The due instant is that of a correction asked for, not of the step itself. */
  readonly correction: boolean
}

interface RunningRule {
  readonly rule: DueRule
  readonly correction: boolean
}

/** Which rule runs: the step's own, the correction's while one is under way, or none. */
function runningRule(procedure: Procedure, state: DossierState, step: StepRule): RunningRule | null {
  const path = pathById(procedure, state.path)
  if (path !== null && underCorrection(path, state)) {
    const rule = stepById(procedure, state.returned?.from ?? '')?.returns?.due
    return rule !== undefined && state.step === state.returned?.to ? { rule, correction: true } : null
  }
  return step.due === undefined ? null : { rule: step.due, correction: false }
}

function dueContext(procedure: Procedure, facts: TimeFacts, anchorAt: Instant, territory: Territory) {
  return {
    campaignYear: facts.campaign.year,
    calendar: facts.calendar,
    reading: facts.campaign.reading,
    territory,
    dateRules: Object.fromEntries(Object.entries(procedure.dates).map(([key, { rule }]) => [key, rule])),
    dates: facts.campaign.dates,
    anchorAt,
  }
}

/**
 * What passing the deadline does: only a mark to a correction, and to a step that was entered past its own deadline
 * (reopened, or late from before), for whoever stands there has had no time that could have run out.
 */
function effectOf(step: StepRule, correction: boolean, enteredLate: boolean): DueView['effect'] {
  const { effect } = step.late
  return correction || (effect === 'lapse' && enteredLate) ? 'mark' : effect
}

/**
 * The deadline under which the dossier stands, as the campaign's dates and the calendar give it now; null where the
 * step has none. A rule that can't be resolved (the checker refuses to publish one) counts as none.
 */
export function dueOf(procedure: Procedure, state: DossierState, facts: TimeFacts): DueView | null {
  if (!(OPEN_STATUSES as readonly string[]).includes(state.status)) return null
  const step = stepById(procedure, state.step)
  const clock = state.clocks[state.step]
  if (step === null || clock === undefined) return null
  const running = runningRule(procedure, state, step)
  if (running === null) return null
  const territory = [state.offices.province, state.offices.commune].filter((id) => id !== null)
  const explanation = resolveDue(running.rule, dueContext(procedure, facts, clock.enteredAt, territory))
  if (isRefusal(explanation)) return null
  const last = clock.pauses[clock.pauses.length - 1]
  const seenFrom = last?.to ?? last?.from ?? clock.enteredAt
  const effective = effectiveDue(explanation, clock.pauses, seenFrom, {
    calendar: facts.calendar,
    territory,
    extendedTo: clock.extendedTo,
  })
  if ('refused' in effective) return null
  return {
    dueAt: effective.dueAt,
    explanation,
    extended: effective.extended,
    effect: effectOf(step, running.correction, clock.enteredAt > effective.dueAt),
    correction: running.correction,
  }
}

/** Whether something received at `at` comes after the deadline; the deadline's own instant is on time. */
export function isLate(due: DueView | null, at: Instant): boolean {
  return due !== null && at > due.dueAt
}

/**
 * When the clock would have to act by itself: the lapse of the step, or the end of an unsigned reservation. `due` is the
 * state's own deadline, for whoever asks has counted it already.
 */
export function wakeAtOf(state: DossierState, due: DueView | null): Instant | null {
  if (state.status === 'reserved') return state.reservation?.expiresAt ?? null
  return due !== null && due.effect === 'lapse' ? due.dueAt : null
}

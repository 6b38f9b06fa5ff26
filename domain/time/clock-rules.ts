// What happens to a deadline after it was set: pauses give time back, an extension moves it, and passing it is
// measured. Lateness is always computed from the due instant, so it is right in the very second.
import { addDays, civilDateOf, daysBetween, endOfDay, isInstant, latest, toEpochMs } from './civil.ts'
import type { CivilDate, Instant } from './civil.ts'
import { addWorkingDays, workingDayOnOrAfter, workingDaysBetween } from './calendar.ts'
import type { HolidayCalendar, Territory } from './calendar.ts'
import { rolledDate } from './due.ts'
import type { DueExplanation } from './due.ts'

/** A span in which the clock stood still; `to` is null while it still stands. */
export interface Pause {
  readonly from: Instant
  readonly to: Instant | null
}

/** The pauses of one step and round, in any order; those that overlap count once. */
export type Pauses = readonly Pause[]

/** What decides how a deadline moves. */
export interface ClockPolicy {
  readonly calendar: HolidayCalendar
  readonly territory?: Territory
  /** The instant to which a named officer extended it; takes the place of the due instant when later. */
  readonly extendedTo?: Instant | null
}

/** A deadline as it stands at an instant. */
export interface EffectiveDue {
  readonly dueAt: Instant
  readonly dueDate: CivilDate
  /** The deadline before pauses and extension. */
  readonly baseDueAt: Instant
  /** Whether the clock stands still at the instant asked for, for this deadline. */
  readonly paused: boolean
  /** Working days (of a working-day rule) or calendar days that the pauses gave back. */
  readonly givenBackDays: number
  readonly extended: boolean
}

/** Pauses or an extension that make no sense. */
export interface ClockRefusal {
  readonly refused: 'badPause' | 'badExtension' | 'badInstant' | 'noWorkingDay'
  readonly detail: string
}

interface Span {
  readonly from: Instant
  readonly to: Instant
}

/** Pauses as they stand at an instant: what lies after it is left out, an open one ends there, overlaps join. */
export function mergePauses(pauses: Pauses, at: Instant, notBefore?: Instant): Span[] {
  const spans: Span[] = []
  const clipped = pauses
    .map(({ from, to }) => ({
      from: notBefore === undefined ? from : latest(from, notBefore),
      to: to === null || to > at ? at : to,
    }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
  for (const span of clipped) {
    const before = spans[spans.length - 1]
    if (before !== undefined && span.from <= before.to) {
      spans[spans.length - 1] = { from: before.from, to: latest(before.to, span.to) }
    } else {
      spans.push(span)
    }
  }
  return spans
}

/** Whether the clock stands still at an instant; the instant of resuming is running again. */
export function isPaused(pauses: Pauses, at: Instant): boolean {
  return pauses.some(({ from, to }) => from <= at && (to === null || at < to))
}

interface Moved {
  readonly date: CivilDate
  /** The counted day, not rolled: what the next pause goes on from. */
  readonly countedTo: CivilDate
}

// Working days: those that were left when the clock stopped (after the day it stopped on, up to the due day)
// are counted anew after the day it went on, whose rest is again not counted. Nothing left, that is stopped
// on the due day itself: until the end of the day it goes on, or the next working day. Never earlier than it was.
function moveWorkingDays(due: Moved, pause: Span, policy: ClockPolicy): Moved | null {
  const { calendar, territory } = policy
  const [stopped, wentOn] = [civilDateOf(pause.from), civilDateOf(pause.to)]
  const left = workingDaysBetween(calendar, stopped, due.date, territory)
  const date =
    left === 0
      ? workingDayOnOrAfter(calendar, wentOn, territory)
      : addWorkingDays(calendar, wentOn, left, territory)
  if (date === null) return null
  const later = latest(date, due.date)
  return { date: later, countedTo: later }
}

// Calendar days and dates that may move: as many days later as lie between stopping and going on; a reading
// that rolls forward rolls the new day, not the old one's rolled day again.
function moveDays(due: Moved, pause: Span, explanation: DueExplanation, policy: ClockPolicy): Moved | null {
  const days = daysBetween(civilDateOf(pause.from), civilDateOf(pause.to))
  const countedTo = addDays(due.countedTo, days)
  const date = rolledDate(countedTo, explanation.reading, policy.calendar, policy.territory)
  return date === null ? null : { date: latest(date, due.date), countedTo }
}

// In order of time, for a pause that begins after the deadline as it then stands has nothing left to give.
function movedBy(explanation: DueExplanation, spans: readonly Span[], policy: ClockPolicy): Moved | null {
  let due: Moved | null = { date: explanation.dueDate, countedTo: explanation.countedTo }
  for (const span of spans) {
    if (due === null || span.from > endOfDay(due.date)) break
    due =
      explanation.clock === 'workingDays'
        ? moveWorkingDays(due, span, policy)
        : moveDays(due, span, explanation, policy)
  }
  return due
}

function findFault(pauses: Pauses, at: Instant, policy: ClockPolicy): ClockRefusal | null {
  if (!isInstant(at)) return { refused: 'badInstant', detail: `"${String(at)}": expected an instant` }
  for (const { from, to } of pauses) {
    if (!isInstant(from) || (to !== null && (!isInstant(to) || to < from))) {
      return { refused: 'badPause', detail: `${String(from)} to ${String(to)}: expected from ≤ to` }
    }
  }
  const { extendedTo } = policy
  return extendedTo !== undefined && extendedTo !== null && !isInstant(extendedTo)
    ? { refused: 'badExtension', detail: `"${String(extendedTo)}": expected an instant` }
    : null
}

/**
 * The deadline as it stands at an instant. Relative rules stand still in a pause; a fixed date does only when
 * its rule is `pausable`. While a pause is open the answer is what it would be if the clock went on at `at`, so
 * nothing becomes late in a pause that stops it. A pause never shortens, and neither does an extension.
 */
export function effectiveDue(
  explanation: DueExplanation,
  pauses: Pauses,
  at: Instant,
  policy: ClockPolicy,
): EffectiveDue | ClockRefusal {
  const fault = findFault(pauses, at, policy)
  if (fault !== null) return fault
  const stops = explanation.clock !== 'fixed'
  const spans = stops ? mergePauses(pauses, at, explanation.anchorAt) : []
  const moved = movedBy(explanation, spans, policy)
  if (moved === null)
    return { refused: 'noWorkingDay', detail: `after ${explanation.dueDate}: none in the table` }
  const pausedDueAt = moved.date === explanation.dueDate ? explanation.dueAt : endOfDay(moved.date)
  const dueAt = latest(pausedDueAt, policy.extendedTo ?? pausedDueAt)
  const givenBackDays =
    explanation.clock === 'workingDays'
      ? workingDaysBetween(policy.calendar, explanation.dueDate, moved.date, policy.territory)
      : daysBetween(explanation.dueDate, moved.date)
  return {
    dueAt,
    dueDate: civilDateOf(dueAt),
    baseDueAt: explanation.dueAt,
    paused: stops && isPaused(pauses, at) && at <= pausedDueAt,
    givenBackDays,
    extended: dueAt > pausedDueAt,
  }
}

/** How late something is. */
export interface Lateness {
  readonly late: boolean
  /** Milliseconds past the due instant; 0 when in time. */
  readonly byMs: number
  /** Working days after the due day, the present one included; 0 when in time or late on days off only. */
  readonly byWorkingDays: number
}

/** How late `at` is for a deadline: at the due instant itself it is in time. */
export function lateness(
  dueAt: Instant,
  at: Instant,
  calendar: HolidayCalendar,
  territory?: Territory,
): Lateness {
  if (at <= dueAt) return { late: false, byMs: 0, byWorkingDays: 0 }
  return {
    late: true,
    byMs: toEpochMs(at) - toEpochMs(dueAt),
    byWorkingDays: workingDaysBetween(calendar, civilDateOf(dueAt), civilDateOf(at), territory),
  }
}

/** Days from `at` to a deadline: 0 on the due day, negative after it. */
export interface DaysLeft {
  readonly calendarDays: number
  readonly workingDays: number
}

/** How many days are left until a deadline, today not counted. */
export function daysLeft(
  dueAt: Instant,
  at: Instant,
  calendar: HolidayCalendar,
  territory?: Territory,
): DaysLeft {
  const [today, dueDate] = [civilDateOf(at), civilDateOf(dueAt)]
  return {
    calendarDays: daysBetween(today, dueDate),
    workingDays: workingDaysBetween(calendar, today, dueDate, territory),
  }
}

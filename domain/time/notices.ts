// On which working morning something is said about a deadline. The morning sweep and the simulation of a year
// both ask here, so that what was foreseen is what happens.
import { addDays, atLocalTime, civilDateOf, isLocalTime } from './civil.ts'
import type { CivilDate, Instant } from './civil.ts'
import { addWorkingDays, nextWorkingDay, workingDayOnOrAfter, workingDayOnOrBefore } from './calendar.ts'
import type { HolidayCalendar, Territory } from './calendar.ts'

/** A number of days before a deadline (reminder) or after it (escalation), in working or calendar days. */
export interface DayOffset {
  readonly days: number
  readonly working: boolean
}

/** Local time of the morning sweep where an instance says nothing: a setting, shortly before offices open. */
export const DEFAULT_SWEEP_TIME = '07:30'

/** Longest offset, in days; a campaign is a year long. */
export const MAX_OFFSET_DAYS = 366

/** What decides when mornings are. */
export interface Mornings {
  readonly calendar: HolidayCalendar
  readonly territory?: Territory
  /** Local time of the sweep, `HH:mm`. */
  readonly sweepTime?: string
}

/** Whether an offset can be used: whole days, from the day itself to a year. */
export function isDayOffset(offset: DayOffset): boolean {
  return Number.isInteger(offset.days) && offset.days >= 0 && offset.days <= MAX_OFFSET_DAYS
}

/** Whether the sweep's time is a time of day. */
export function hasSweepTime({ sweepTime }: Mornings): boolean {
  return sweepTime === undefined || isLocalTime(sweepTime)
}

/** The instant of the sweep on a day, whether or not it is a working day. */
export function sweepOn(date: CivilDate, { sweepTime }: Mornings): Instant {
  return atLocalTime(date, sweepTime ?? DEFAULT_SWEEP_TIME)
}

/** The first sweep after an instant; null when the holiday table has no working day. */
export function nextSweepAt(after: Instant, mornings: Mornings): Instant | null {
  const { calendar, territory } = mornings
  const today = civilDateOf(after)
  const date = workingDayOnOrAfter(calendar, today, territory)
  if (date === null) return null
  if (sweepOn(date, mornings) > after) return sweepOn(date, mornings)
  const next = nextWorkingDay(calendar, today, territory)
  return next === null ? null : sweepOn(next, mornings)
}

/**
 * The morning of a reminder: so many days before the due day, or the working morning before that where it is a
 * day off, so that nobody has less time than was promised. Null when the table has no working day.
 */
export function reminderAt(dueAt: Instant, before: DayOffset, mornings: Mornings): Instant | null {
  const { calendar, territory } = mornings
  const dueDate = civilDateOf(dueAt)
  const named = before.working
    ? addWorkingDays(calendar, dueDate, -before.days, territory)
    : addDays(dueDate, -before.days)
  const date = named === null ? null : workingDayOnOrBefore(calendar, named, territory)
  if (date === null) return null
  if (sweepOn(date, mornings) <= dueAt) return sweepOn(date, mornings)
  // A deadline extended to an hour before the sweep: the morning before is the last one of use.
  const earlier = workingDayOnOrBefore(calendar, addDays(date, -1), territory)
  return earlier === null ? null : sweepOn(earlier, mornings)
}

/**
 * The morning of an escalation: so many days after the due day, or the next working morning where that is a day
 * off, and always after the due instant. Null when the table has no working day.
 */
export function escalationAt(dueAt: Instant, after: DayOffset, mornings: Mornings): Instant | null {
  const { calendar, territory } = mornings
  const dueDate = civilDateOf(dueAt)
  const named = after.working
    ? addWorkingDays(calendar, dueDate, after.days, territory)
    : addDays(dueDate, after.days)
  const date = named === null ? null : workingDayOnOrAfter(calendar, named, territory)
  if (date === null) return null
  return sweepOn(date, mornings) > dueAt ? sweepOn(date, mornings) : nextSweepAt(dueAt, mornings)
}

/** A reminder that falls to one morning. */
export interface ReminderMorning {
  readonly at: Instant
  readonly offset: DayOffset
}

/** The mornings of all reminders of a deadline, in order; of those on one morning the nearest alone is sent. */
export function reminderMornings(
  dueAt: Instant,
  offsets: readonly DayOffset[],
  mornings: Mornings,
): ReminderMorning[] {
  const byMorning = new Map<Instant, DayOffset>()
  for (const offset of offsets) {
    const at = reminderAt(dueAt, offset, mornings)
    if (at === null) continue
    const other = byMorning.get(at)
    if (other === undefined || offset.days < other.days) byMorning.set(at, offset)
  }
  return [...byMorning].map(([at, offset]) => ({ at, offset })).sort((a, b) => (a.at < b.at ? -1 : 1))
}

/**
 * The reminder that a sweep at `upTo` owes since the sweep at `after`: at most one, the latest, so that sweeps
 * missed while the system was down are made up for with one notice; none once the deadline has passed.
 */
export function reminderOwed(
  dueAt: Instant,
  offsets: readonly DayOffset[],
  after: Instant,
  upTo: Instant,
  mornings: Mornings,
): ReminderMorning | null {
  if (upTo > dueAt) return null
  const passed = reminderMornings(dueAt, offsets, mornings).filter(({ at }) => at > after && at <= upTo)
  return passed[passed.length - 1] ?? null
}

// Counting in working days over the holiday table. A table says which years it covers; outside of them only weekends are
// known, and whoever counts there is told so (`coverage`), because a year without lines and a year without holidays must
// never look alike.
import { dayAway, fromEpochDay, isCivilDate, toEpochDay, weekday, yearOf } from './civil.ts'
import type { CivilDate } from './civil.ts'
import { dayStatus } from './days.ts'
import type { HolidayCalendar, HolidayDay, Territory } from './days.ts'

export { dayStatus } from './days.ts'
export type { DayReason, DayStatus, HolidayCalendar, HolidayDay, HolidayKind, Territory } from './days.ts'

/** Which years of a span the table knows. */
export interface Coverage {
  readonly covered: boolean
  readonly missingYears: readonly number[]
}

/** How far a working day is looked for; a table without any in 400 days is broken, not busy. */
export const WORKING_DAY_SEARCH_DAYS = 400

/** Whether a day is worked: not on Saturday and Sunday unless swapped, not on holidays. */
export function isWorkingDay(calendar: HolidayCalendar, date: CivilDate, territory?: Territory): boolean {
  return dayStatus(calendar, date, territory).working
}

/** Which years from one date to another (in either order) the table doesn't know. */
export function coverage(calendar: HolidayCalendar, from: CivilDate, to: CivilDate = from): Coverage {
  const [first, last] = from <= to ? [yearOf(from), yearOf(to)] : [yearOf(to), yearOf(from)]
  const missingYears: number[] = []
  for (let year = first; year <= last; year += 1) {
    if (!calendar.years.includes(year)) missingYears.push(year)
  }
  return { covered: missingYears.length === 0, missingYears }
}

function seek(
  calendar: HolidayCalendar,
  date: CivilDate,
  direction: 1 | -1,
  territory: Territory | undefined,
): CivilDate | null {
  for (let away = 0; away < WORKING_DAY_SEARCH_DAYS; away += 1) {
    const day = dayAway(date, away * direction)
    if (day === null || isWorkingDay(calendar, day, territory)) return day
  }
  return null
}

/** The first working day on or after a date; null when the table has none within 400 days. */
export function workingDayOnOrAfter(
  calendar: HolidayCalendar,
  date: CivilDate,
  territory?: Territory,
): CivilDate | null {
  return seek(calendar, date, 1, territory)
}

/** The last working day on or before a date; null when the table has none within 400 days. */
export function workingDayOnOrBefore(
  calendar: HolidayCalendar,
  date: CivilDate,
  territory?: Territory,
): CivilDate | null {
  return seek(calendar, date, -1, territory)
}

/** The first working day after a date; null when the table has none within 400 days. */
export function nextWorkingDay(
  calendar: HolidayCalendar,
  date: CivilDate,
  territory?: Territory,
): CivilDate | null {
  const day = dayAway(date, 1)
  return day === null ? null : seek(calendar, day, 1, territory)
}

/**
 * The day on which so many working days (a whole number) have passed, the first day not counted; a negative
 * number counts backwards, zero gives the date itself. Null when the table runs out of working days.
 * @source BLDS 2015, Điều 147 khoản 2: a period begins on the day after the event.
 */
export function addWorkingDays(
  calendar: HolidayCalendar,
  date: CivilDate,
  count: number,
  territory?: Territory,
): CivilDate | null {
  const direction = count < 0 ? -1 : 1
  let day: CivilDate | null = date
  for (let left = Math.abs(count); left > 0 && day !== null; left -= 1) {
    const next = dayAway(day, direction)
    day = next === null ? null : seek(calendar, next, direction, territory)
  }
  return day
}

/** Working days after `from` up to and including `to`; negative when `to` is the earlier one. */
export function workingDaysBetween(
  calendar: HolidayCalendar,
  from: CivilDate,
  to: CivilDate,
  territory?: Territory,
): number {
  if (to < from) return 0 - workingDaysBetween(calendar, to, from, territory)
  const last = toEpochDay(to)
  let count = 0
  for (let day = toEpochDay(from) + 1; day <= last; day += 1) {
    if (isWorkingDay(calendar, fromEpochDay(day), territory)) count += 1
  }
  return count
}

/** What is wrong with a table; the first of two contradicting lines is named by the second. */
export interface CalendarProblem {
  readonly code: 'badDate' | 'badYear' | 'yearNotListed' | 'contradiction' | 'swapWorkOnWeekday' | 'noName'
  readonly date: string
  readonly territory?: string
}

function lineProblem(
  calendar: HolidayCalendar,
  line: HolidayDay,
  index: number,
): CalendarProblem['code'] | null {
  if (!isCivilDate(line.date)) return 'badDate'
  if (!calendar.years.includes(yearOf(line.date))) return 'yearNotListed'
  if (line.name.trim() === '') return 'noName'
  // On a weekday a national swap to work says nothing; a territory may use it to undo a national day off.
  if (line.kind === 'swapWork' && line.territory === undefined && weekday(line.date) <= 5) {
    return 'swapWorkOnWeekday'
  }
  const contradicted = calendar.days
    .slice(0, index)
    .some(
      (other) =>
        other.date === line.date &&
        other.territory === line.territory &&
        (other.kind === 'swapWork') !== (line.kind === 'swapWork'),
    )
  return contradicted ? 'contradiction' : null
}

/** Every fault of a table that an administrator must mend before it is published; empty when sound. */
export function calendarProblems(calendar: HolidayCalendar): CalendarProblem[] {
  const problems: CalendarProblem[] = []
  for (const year of calendar.years) {
    if (!isCivilDate(`${year}-01-01`)) problems.push({ code: 'badYear', date: String(year) })
  }
  calendar.days.forEach((line, index) => {
    const code = lineProblem(calendar, line, index)
    if (code === null) return
    const where = line.territory === undefined ? {} : { territory: line.territory }
    problems.push({ code, date: line.date, ...where })
  })
  return problems
}

/**
 * The days off in place of holidays that fall on a weekend: each takes the next working day that is left.
 * @source BLLĐ 2019, Điều 111 khoản 3.
 */
export function compensatoryDays(days: readonly HolidayDay[]): HolidayDay[] {
  const given: HolidayDay[] = []
  const onWeekend = days
    .filter((line) => line.kind === 'holiday' && weekday(line.date) >= 6)
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
  for (const line of onWeekend) {
    const soFar: HolidayCalendar = { version: 0, years: [], days: [...days, ...given] }
    const date = nextWorkingDay(soFar, line.date, line.territory)
    if (date === null) continue
    given.push({ ...line, date, name: `Nghỉ bù ${line.name}`, source: `BLLĐ 2019 Đ.111.3; ${line.source}` })
  }
  return given
}

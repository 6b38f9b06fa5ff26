// Civil dates and instants, and the way between them. A civil date is a day in Asia/Ho_Chi_Minh, which
// has stood at UTC+7 without summer time since 1975; an instant is a point in UTC. Integer day arithmetic
// only: nothing here asks a clock or a time zone database, so a workflow's replay gets the same answer.

/** An instant in UTC, always written `YYYY-MM-DDTHH:mm:ss.SSSZ`, so that text order is time order. */
export type Instant = string

/** A day in Asia/Ho_Chi_Minh, written `YYYY-MM-DD`. */
export type CivilDate = string

/** A day of any year, written `MM-DD`. */
export type MonthDay = string

/** ISO day of the week: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** Milliseconds of a day: every civil day here has 24 hours, for there is no summer time. */
export const DAY_MS = 86_400_000

/** What local time is ahead of UTC, in milliseconds (UTC+7 all year). */
export const LOCAL_OFFSET_MS = 7 * 3_600_000

/** First and last year of a civil date; outside of them a date is taken for a slip of the keyboard. */
export const FIRST_YEAR = 1900
export const LAST_YEAR = 2999

const MONTH_DAY_SHAPE = /^(\d{2})-(\d{2})$/
const INSTANT_SHAPE = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})\.(\d{3})Z$/
const LOCAL_TIME_SHAPE = /^([01]\d|2[0-3]):([0-5]\d)$/
const DAYS_BEFORE_1970 = 719_468
const DAYS_IN_400_YEARS = 146_097

/** Whether a year has 29 February, in the Gregorian calendar. */
export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** How many days a month (1 to 12) has in a year. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}

// Days since 1970-01-01. The year is taken to begin in March, so that the leap day is its last one and
// the lengths of the months before any day repeat by the rule (153 m + 2) / 5.
function epochDayOf(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year
  const era = Math.floor(marchYear / 400)
  const yearOfEra = marchYear - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * DAYS_IN_400_YEARS + dayOfEra - DAYS_BEFORE_1970
}

function dateOfEpochDay(epochDay: number): CivilDate {
  const shifted = epochDay + DAYS_BEFORE_1970
  const era = Math.floor(shifted / DAYS_IN_400_YEARS)
  const dayOfEra = shifted - era * DAYS_IN_400_YEARS
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
}

const FIRST_EPOCH_DAY = epochDayOf(FIRST_YEAR, 1, 1)
const LAST_EPOCH_DAY = epochDayOf(LAST_YEAR, 12, 31)

const ZERO = 48
const DASH = 45

// So many digits from a place of a text; NaN when one of them is none.
function digits(text: string, from: number, count: number): number {
  let value = 0
  for (let at = from; at < from + count; at += 1) {
    const digit = text.charCodeAt(at) - ZERO
    if (digit < 0 || digit > 9) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

// Any real day of the years 0000-9999, for the date part of an instant may lie a day outside of the range. By hand, for
// every deadline of every decision reads dozens.
function readDay(text: string): number | null {
  if (text.length !== 10 || text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return null
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 2)
  const day = digits(text, 8, 2)
  if (Number.isNaN(year) || Number.isNaN(month) || Number.isNaN(day)) return null
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  return epochDayOf(year, month, day)
}

function readInstant(text: string): number | null {
  const parts = INSTANT_SHAPE.exec(text)
  if (parts === null) return null
  const day = readDay(parts[1] ?? '')
  const [hours, minutes, seconds] = [Number(parts[2]), Number(parts[3]), Number(parts[4])]
  if (day === null || hours > 23 || minutes > 59 || seconds > 59) return null
  const ms = day * DAY_MS + hours * 3_600_000 + minutes * 60_000 + seconds * 1000 + Number(parts[5])
  const localDay = Math.floor((ms + LOCAL_OFFSET_MS) / DAY_MS)
  return localDay < FIRST_EPOCH_DAY || localDay > LAST_EPOCH_DAY ? null : ms
}

/** Whether a value is a day that exists, written `YYYY-MM-DD`, of the years 1900 to 2999. */
export function isCivilDate(value: unknown): value is CivilDate {
  if (typeof value !== 'string') return false
  const day = readDay(value)
  return day !== null && day >= FIRST_EPOCH_DAY && day <= LAST_EPOCH_DAY
}

/** Whether a value is an instant in the one form used here, and falls on a civil date of our range. */
export function isInstant(value: unknown): value is Instant {
  return typeof value === 'string' && readInstant(value) !== null
}

/** Whether a value is a day of some year, `MM-DD`; 02-29 counts, though not every year has it. */
export function isMonthDay(value: unknown): value is MonthDay {
  if (typeof value !== 'string') return false
  const parts = MONTH_DAY_SHAPE.exec(value)
  if (parts === null) return false
  const month = Number(parts[1])
  const day = Number(parts[2])
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(2000, month)
}

/** Whether a value is a local time of day, `HH:mm`. */
export function isLocalTime(value: unknown): value is string {
  return typeof value === 'string' && LOCAL_TIME_SHAPE.test(value)
}

/** Days since 1970-01-01 of a civil date; throws a RangeError when it is none (check what people type). */
export function toEpochDay(date: CivilDate): number {
  const day = readDay(date)
  if (day === null || day < FIRST_EPOCH_DAY || day > LAST_EPOCH_DAY) {
    throw new RangeError(`civil date "${date}": expected YYYY-MM-DD of ${FIRST_YEAR} to ${LAST_YEAR}`)
  }
  return day
}

/** The civil date so many days after 1970-01-01; throws a RangeError outside of the years 1900 to 2999. */
export function fromEpochDay(epochDay: number): CivilDate {
  if (!Number.isInteger(epochDay) || epochDay < FIRST_EPOCH_DAY || epochDay > LAST_EPOCH_DAY) {
    throw new RangeError(`epoch day ${epochDay}: expected a day of ${FIRST_YEAR} to ${LAST_YEAR}`)
  }
  return dateOfEpochDay(epochDay)
}

/** Milliseconds since 1970-01-01T00:00Z of an instant; throws a RangeError when it is none. */
export function toEpochMs(at: Instant): number {
  const ms = readInstant(at)
  if (ms === null) throw new RangeError(`instant "${at}": expected YYYY-MM-DDTHH:mm:ss.SSSZ`)
  return ms
}

/** The instant so many whole milliseconds after 1970-01-01T00:00Z; throws a RangeError out of range. */
export function fromEpochMs(epochMs: number): Instant {
  const day = Math.floor(epochMs / DAY_MS)
  const localDay = Math.floor((epochMs + LOCAL_OFFSET_MS) / DAY_MS)
  if (!Number.isInteger(epochMs) || localDay < FIRST_EPOCH_DAY || localDay > LAST_EPOCH_DAY) {
    throw new RangeError(
      `epoch milliseconds ${epochMs}: expected an instant of ${FIRST_YEAR} to ${LAST_YEAR}`,
    )
  }
  const rest = epochMs - day * DAY_MS
  const [hours, minutes] = [Math.floor(rest / 3_600_000), Math.floor(rest / 60_000) % 60]
  const clock = `${pad(hours, 2)}:${pad(minutes, 2)}:${pad(Math.floor(rest / 1000) % 60, 2)}`
  return `${dateOfEpochDay(day)}T${clock}.${pad(rest % 1000, 3)}Z`
}

/** The instant a number of milliseconds (negative: before) from another. */
export function addMs(at: Instant, ms: number): Instant {
  return fromEpochMs(toEpochMs(at) + ms)
}

/** The day that it is in Asia/Ho_Chi_Minh at an instant. */
export function civilDateOf(at: Instant): CivilDate {
  return fromEpochDay(Math.floor((toEpochMs(at) + LOCAL_OFFSET_MS) / DAY_MS))
}

/** The first instant of a civil date. */
export function startOfDay(date: CivilDate): Instant {
  return fromEpochMs(toEpochDay(date) * DAY_MS - LOCAL_OFFSET_MS)
}

/**
 * The last millisecond of a civil date: a deadline "until the end of the day" is met when `at <= dueAt`.
 * @source BLDS 2015, Điều 148 khoản 6: the last day of a period ends at 24:00.
 */
export function endOfDay(date: CivilDate): Instant {
  return fromEpochMs((toEpochDay(date) + 1) * DAY_MS - LOCAL_OFFSET_MS - 1)
}

/** The instant at which local clocks show a time (`HH:mm`) on a civil date; RangeError for another shape. */
export function atLocalTime(date: CivilDate, localTime: string): Instant {
  const parts = LOCAL_TIME_SHAPE.exec(localTime)
  if (parts === null) throw new RangeError(`local time "${localTime}": expected HH:mm`)
  return addMs(startOfDay(date), (Number(parts[1]) * 60 + Number(parts[2])) * 60_000)
}

/** The civil date a whole number of days later (negative: earlier). */
export function addDays(date: CivilDate, days: number): CivilDate {
  return fromEpochDay(toEpochDay(date) + days)
}

/** The civil date a whole number of days later, or null outside of the years 1900 to 2999. */
export function dayAway(date: CivilDate, days: number): CivilDate | null {
  const day = toEpochDay(date) + days
  return day < FIRST_EPOCH_DAY || day > LAST_EPOCH_DAY ? null : dateOfEpochDay(day)
}

/** How many days lie from one civil date to another; negative when the second is the earlier one. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return toEpochDay(to) - toEpochDay(from)
}

/** The ISO day of the week of a civil date. */
export function weekday(date: CivilDate): Weekday {
  // 1970-01-01 was a Thursday, the fourth day of its week.
  return (((((toEpochDay(date) + 3) % 7) + 7) % 7) + 1) as Weekday
}

/** The year of a civil date. */
export function yearOf(date: CivilDate): number {
  return Number(date.slice(0, 4))
}

/** The civil date of a month and day in a year, or null where that year has no such day (29 February). */
export function dateInYear(year: number, monthDay: MonthDay): CivilDate | null {
  const date = `${pad(year, 4)}-${monthDay}`
  return isCivilDate(date) ? date : null
}

/** Order of two instants: -1, 0 or 1. */
export function compareInstants(a: Instant, b: Instant): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The later of two instants, or of two civil dates: for both, text order is time order. */
export function latest<T extends string>(a: T, b: T): T {
  return a >= b ? a : b
}

/** A civil date as it is printed in Vietnam: dd/MM/yyyy. */
export function formatDate(date: CivilDate): string {
  return `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`
}

/** An instant as it is printed in Vietnam, by local clocks: dd/MM/yyyy HH:mm:ss. */
export function formatInstant(at: Instant): string {
  const local = toEpochMs(at) + LOCAL_OFFSET_MS
  return `${formatDate(civilDateOf(at))} ${fromEpochMs(local).slice(11, 19)}`
}

// An independent second opinion for the property tests: JavaScript's own Date in UTC, one day at a time, with
// none of the code under test. Slow and plain on purpose.
import fc from 'fast-check'
import type { HolidayCalendar, HolidayDay } from '../../../domain/time/index.ts'

const HOUR = 3_600_000

/** The day after, or before, by Date. */
export function shift(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00.000Z`)
  day.setUTCDate(day.getUTCDate() + days)
  return day.toISOString().slice(0, 10)
}

/** What a Vietnamese wall calendar shows at an instant. */
export function wallDate(at: string): string {
  return new Date(Date.parse(at) + 7 * HOUR).toISOString().slice(0, 10)
}

/** Whether a day is worked: the lines read from the narrowest territory outwards, then the weekend. */
export function works(calendar: HolidayCalendar, date: string, territories: readonly string[] = []): boolean {
  for (const code of [...territories].reverse().concat('')) {
    const lines = calendar.days.filter((line) => line.date === date && (line.territory ?? '') === code)
    if (lines.some((line) => line.kind !== 'swapWork')) return false
    if (lines.length > 0) return true
  }
  const day = new Date(`${date}T00:00:00.000Z`).getUTCDay()
  return day !== 0 && day !== 6
}

/** The day on which `count` working days after a date have passed. */
export function nthWorkingDay(
  calendar: HolidayCalendar,
  date: string,
  count: number,
  territories: string[] = [],
): string {
  let day = date
  for (let left = count; left > 0; ) {
    day = shift(day, 1)
    if (works(calendar, day, territories)) left -= 1
  }
  return day
}

/** Working days after one date up to another. */
export function countWorkingDays(
  calendar: HolidayCalendar,
  from: string,
  to: string,
  territories: string[] = [],
): number {
  let count = 0
  for (let day = from; day < to; ) {
    day = shift(day, 1)
    if (works(calendar, day, territories)) count += 1
  }
  return count
}

export const PROVINCE = '44'
export const COMMUNE = '19246'
const START = Date.UTC(2025, 11, 1)

/** Days of December 2025 to February 2029: two year ends and a leap day between holidays. */
export const someDate: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: 1180 })
  .map((days) => new Date(START + days * 24 * HOUR).toISOString().slice(0, 10))

/** Instants of the same years, to the millisecond. */
export const someInstant: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: 1180 * 24 * HOUR })
  .map((ms) => new Date(START + ms).toISOString())

const someLine: fc.Arbitrary<HolidayDay> = fc.record(
  {
    date: someDate,
    kind: fc.constantFrom('holiday' as const, 'swapOff' as const, 'swapWork' as const),
    name: fc.constant('Ngày thử'),
    source: fc.constant('test'),
    territory: fc.constantFrom(PROVINCE, COMMUNE, '01'),
  },
  { requiredKeys: ['date', 'kind', 'name', 'source'] },
)

/** Holiday tables with lines of the whole country, of a province, of one of its communes, and of another place. */
export const someCalendar: fc.Arbitrary<HolidayCalendar> = fc
  .array(someLine, { maxLength: 120 })
  .map((days) => ({ version: 1, years: [2025, 2026, 2027, 2028, 2029], days }))

/** Where it is asked from: the country, the province, a commune of it. */
export const somePlace: fc.Arbitrary<string[]> = fc.constantFrom([], [PROVINCE], [PROVINCE, COMMUNE])

/**
 * The day in Viet Nam of the k-th new moon since January 2000, by the series for the moon's mean phase with its
 * largest corrections (Meeus, Astronomical Algorithms, chapter 49): right to about two minutes.
 */
export function newMoonDate(k: number): string {
  const sin = (degrees: number): number => Math.sin((degrees * Math.PI) / 180)
  const t = k / 1236.85
  const sun = 2.5534 + 29.1053567 * k
  const moon = 201.5643 + 385.81693528 * k
  const node = 160.7108 + 390.67050284 * k
  const e = 1 - 0.002516 * t
  const days =
    2451550.09766 +
    29.530588861 * k +
    0.00015437 * t * t -
    0.4072 * sin(moon) +
    0.17241 * e * sin(sun) +
    0.01608 * sin(2 * moon) +
    0.01039 * sin(2 * node) +
    0.00739 * e * sin(moon - sun) -
    0.00514 * e * sin(moon + sun) +
    0.00208 * e * e * sin(2 * sun) -
    0.00111 * sin(moon - 2 * node) -
    0.00057 * sin(moon + 2 * node) +
    0.00056 * e * sin(2 * moon + sun) -
    0.00042 * sin(3 * moon) +
    0.00042 * e * sin(sun + 2 * node) +
    0.00038 * e * sin(sun - 2 * node)
  const terrestrial = (days - 2440587.5) * 24 * HOUR
  return wallDate(new Date(terrestrial - 70_000).toISOString())
}

// Civil dates and instants: the day in Viet Nam begins and ends seven hours before the day in UTC.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMs,
  atLocalTime,
  civilDateOf,
  compareInstants,
  dateInYear,
  dayAway,
  daysBetween,
  endOfDay,
  formatDate,
  formatInstant,
  fromEpochDay,
  fromEpochMs,
  isCivilDate,
  isInstant,
  isLocalTime,
  isMonthDay,
  startOfDay,
  toEpochDay,
  toEpochMs,
  weekday,
} from '../../../domain/time/index.ts'
import { shift, someDate, someInstant, wallDate } from './oracle.ts'

describe('a civil date', () => {
  it('begins at 17:00 UTC of the day before and ends a millisecond before the next begins', () => {
    expect(startOfDay('2026-01-19')).toBe('2026-01-18T17:00:00.000Z')
    expect(endOfDay('2026-01-19')).toBe('2026-01-19T16:59:59.999Z')
    expect(addMs(endOfDay('2026-01-19'), 1)).toBe(startOfDay('2026-01-20'))
  })

  it('is still the same at 23:59:59.999 and another at 00:00:00.000', () => {
    expect(civilDateOf('2026-10-31T16:59:59.999Z')).toBe('2026-10-31')
    expect(civilDateOf('2026-10-31T17:00:00.000Z')).toBe('2026-11-01')
  })

  it('turns with the year at local midnight, not at UTC midnight', () => {
    expect(civilDateOf('2026-12-31T16:59:59.999Z')).toBe('2026-12-31')
    expect(civilDateOf('2026-12-31T17:00:00.000Z')).toBe('2027-01-01')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  })

  it('knows leap years: 2028 and 2000 have 29 February, 2026 and 2100 have not', () => {
    expect(isCivilDate('2028-02-29')).toBe(true)
    expect(isCivilDate('2000-02-29')).toBe(true)
    expect(isCivilDate('2026-02-29')).toBe(false)
    expect(isCivilDate('2100-02-29')).toBe(false)
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01')
    expect(dateInYear(2027, '02-29')).toBeNull()
    expect(dateInYear(2028, '02-29')).toBe('2028-02-29')
  })

  it.each([
    ['2026-10-31', 6],
    ['2026-11-01', 7],
    ['2026-11-15', 7],
    ['2026-11-20', 5],
    ['2026-11-30', 1],
    ['2026-12-10', 4],
    ['2027-01-20', 3],
    ['2027-10-31', 7],
    ['1970-01-01', 4],
    ['1969-12-31', 3],
  ])('%s falls on weekday %i', (date, day) => {
    expect(weekday(date)).toBe(day)
  })

  it('is printed day first', () => {
    expect(formatDate('2026-01-05')).toBe('05/01/2026')
    expect(formatInstant('2026-10-31T16:59:59.999Z')).toBe('31/10/2026 23:59:59')
  })

  it.each([
    '2026-1-05',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-06-31',
    '2026-09-31',
    '2026-11-31',
    '2026-01-00',
    ' 2026-01-01',
    '2026-01-01T00:00',
    '1899-12-31',
    '3000-01-01',
    '',
    20260101,
    null,
    undefined,
  ])('is not %j', (value) => {
    expect(isCivilDate(value)).toBe(false)
  })

  it('has neighbours only within the years 1900 to 2999', () => {
    expect(dayAway('2999-12-31', 1)).toBeNull()
    expect(dayAway('1900-01-01', -1)).toBeNull()
    expect(dayAway('1900-01-02', -1)).toBe('1900-01-01')
    expect(dayAway('2999-12-30', 1)).toBe('2999-12-31')
    expect(() => addDays('2999-12-31', 1)).toThrow(RangeError)
    expect(() => toEpochDay('yesterday')).toThrow(/expected YYYY-MM-DD/)
    expect(() => fromEpochDay(0.5)).toThrow(RangeError)
  })
})

describe('an instant', () => {
  it.each([
    '2026-01-19T16:59:59.000Z',
    '2028-02-29T00:00:00.000Z',
    '1899-12-31T17:00:00.000Z',
    '2999-12-31T16:59:59.999Z',
  ])('is %s', (value) => {
    expect(isInstant(value)).toBe(true)
  })

  it.each([
    '2026-01-19T16:59:59Z',
    '2026-01-19T16:59:59.000+07:00',
    '2026-01-19 16:59:59.000Z',
    '2026-01-19T24:00:00.000Z',
    '2026-01-19T16:60:00.000Z',
    '2026-01-19T16:59:60.000Z',
    '2026-02-30T00:00:00.000Z',
    '1899-12-31T16:59:59.999Z',
    '2999-12-31T17:00:00.000Z',
    42,
    null,
  ])('is not %j', (value) => {
    expect(isInstant(value)).toBe(false)
  })

  it('is read and written only in one form', () => {
    expect(() => toEpochMs('2026-01-19')).toThrow(/expected YYYY-MM-DDTHH:mm:ss.SSSZ/)
    expect(() => fromEpochMs(Number.NaN)).toThrow(RangeError)
    expect(() => fromEpochMs(1e17)).toThrow(RangeError)
    expect(addMs(startOfDay('1900-01-01'), 0)).toBe('1899-12-31T17:00:00.000Z')
    expect(addMs(endOfDay('2999-12-31'), 0)).toBe('2999-12-31T16:59:59.999Z')
    expect(() => addMs(startOfDay('1900-01-01'), -1)).toThrow(RangeError)
    expect(() => addMs(endOfDay('2999-12-31'), 1)).toThrow(RangeError)
  })

  it('is made of a local time', () => {
    expect(atLocalTime('2026-11-02', '07:30')).toBe('2026-11-02T00:30:00.000Z')
    expect(atLocalTime('2026-11-02', '00:00')).toBe(startOfDay('2026-11-02'))
    expect(() => atLocalTime('2026-11-02', '7:30')).toThrow(/expected HH:mm/)
    expect([isLocalTime('23:59'), isLocalTime('24:00'), isLocalTime('7:30')]).toEqual([true, false, false])
  })

  it('compares as time does', () => {
    expect(compareInstants('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z')).toBe(-1)
    expect(compareInstants('2026-01-01T00:00:00.001Z', '2026-01-01T00:00:00.000Z')).toBe(1)
    expect(compareInstants('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')).toBe(0)
  })
})

describe('a month and day', () => {
  it('exists in some year', () => {
    expect(['01-20', '02-29', '12-31'].every(isMonthDay)).toBe(true)
    expect(['02-30', '13-01', '00-10', '1-20', '04-31', 120].some(isMonthDay)).toBe(false)
  })
})

describe('the arithmetic agrees with Date', () => {
  const anyDay = fc.integer({ min: -25_567, max: 376_199 })

  it('for every day from 1900 to 2999', () => {
    fc.assert(
      fc.property(anyDay, (epochDay) => {
        const expected = new Date(epochDay * 86_400_000)
        const date = fromEpochDay(epochDay)
        expect(date).toBe(expected.toISOString().slice(0, 10))
        expect(toEpochDay(date)).toBe(epochDay)
        expect(weekday(date) % 7).toBe(expected.getUTCDay())
      }),
      { numRuns: 2000 },
    )
    expect(fromEpochDay(-25_567)).toBe('1900-01-01')
    expect(fromEpochDay(376_199)).toBe('2999-12-31')
  })

  it('for every instant', () => {
    fc.assert(
      fc.property(someInstant, (at) => {
        expect(toEpochMs(at)).toBe(Date.parse(at))
        expect(fromEpochMs(Date.parse(at))).toBe(at)
        expect(civilDateOf(at)).toBe(wallDate(at))
        expect(startOfDay(civilDateOf(at)) <= at && at <= endOfDay(civilDateOf(at))).toBe(true)
      }),
    )
  })

  it('for days added, and takes them back', () => {
    fc.assert(
      fc.property(someDate, fc.integer({ min: -2000, max: 2000 }), (date, days) => {
        expect(addDays(date, days)).toBe(shift(date, days))
        expect(daysBetween(date, addDays(date, days))).toBe(days)
      }),
    )
  })
})

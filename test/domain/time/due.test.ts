// Due rules: "trước ngày" and its three readings, relative limits, named dates, and what an explanation says.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_READING, SHIPPED_CALENDAR } from '../../../domain/time/index.ts'
import type { DueRule, HolidayCalendar } from '../../../domain/time/index.ts'
import { REGISTRATION, refusal, resolved } from './builders.ts'
import {
  COMMUNE,
  PROVINCE,
  nthWorkingDay,
  shift,
  someCalendar,
  someInstant,
  somePlace,
  wallDate,
  works,
} from './oracle.ts'

const SUBMISSION: DueRule = { kind: 'before', monthDay: '11-01', source: 'S2-14' }
const DECISION: DueRule = { kind: 'before', monthDay: '12-10', source: 'S2-15' }

describe('"trước ngày D"', () => {
  it('is until the end of the day before D when nothing else is said', () => {
    expect(DEFAULT_READING).toBe('strict')
    expect(resolved(REGISTRATION)).toMatchObject({
      dueDate: '2026-01-19',
      dueAt: '2026-01-19T16:59:59.999Z',
      source: 'S2-06',
    })
    expect(resolved(DECISION).dueDate).toBe('2026-12-09')
  })

  it('is until the end of D where the campaign reads it so', () => {
    expect(resolved(REGISTRATION, { reading: 'throughDay' }).dueDate).toBe('2026-01-20')
  })

  it('rolls from Saturday 31/10/2026 to Monday 02/11 where the campaign reads it so, and says over what', () => {
    const due = resolved(SUBMISSION, { reading: 'rollForward' })
    expect(due).toMatchObject({ dueDate: '2026-11-02', countedTo: '2026-10-31', notes: ['rolledForward'] })
    expect(due.passedOver).toEqual([
      { date: '2026-10-31', name: 'Thứ Bảy', reason: 'weekend' },
      { date: '2026-11-01', name: 'Chủ nhật', reason: 'weekend' },
    ])
  })

  it('stays on that Saturday in the strict reading, with a warning', () => {
    expect(resolved(SUBMISSION)).toMatchObject({
      dueDate: '2026-10-31',
      notes: ['dueOnNonWorkingDay'],
      passedOver: [],
    })
  })

  it('does not warn where that Saturday was swapped to be worked', () => {
    const worked: HolidayCalendar = {
      ...SHIPPED_CALENDAR,
      days: [
        ...SHIPPED_CALENDAR.days,
        { date: '2026-10-31', kind: 'swapWork', name: 'Làm bù', source: 'test' },
      ],
    }
    expect(resolved(SUBMISSION, { calendar: worked }).notes).toEqual([])
    expect(resolved(SUBMISSION, { calendar: worked, reading: 'rollForward' }).dueDate).toBe('2026-10-31')
  })

  it('may lie in the year after the campaign, also on its first day', () => {
    expect(resolved({ kind: 'before', monthDay: '01-01', yearOffset: 1, source: 't' }).dueDate).toBe(
      '2026-12-31',
    )
    expect(resolved({ kind: 'before', monthDay: '03-01', source: 't' }, { campaignYear: 2028 }).dueDate).toBe(
      '2028-02-29',
    )
    expect(resolved({ kind: 'before', monthDay: '03-01', source: 't' }).dueDate).toBe('2026-02-28')
  })
})

describe('"đến hết ngày D"', () => {
  it('is D in every reading that does not roll', () => {
    const rule: DueRule = { kind: 'through', monthDay: '11-15', source: 't' }
    expect(resolved(rule).dueDate).toBe('2026-11-15')
    expect(resolved(rule, { reading: 'throughDay' }).dueDate).toBe('2026-11-15')
    expect(resolved(rule, { reading: 'rollForward' }).dueDate).toBe('2026-11-16')
  })

  it('exists on 29 February in leap years only', () => {
    const rule: DueRule = { kind: 'through', monthDay: '02-29', source: 't' }
    expect(resolved(rule, { campaignYear: 2028 }).dueDate).toBe('2028-02-29')
    expect(refusal(rule)).toBe('noSuchDay')
  })
})

describe('a limit in working days', () => {
  const fiveDays: DueRule = { kind: 'workingDays', count: 5, from: 'stepEntered', source: 't' }

  it('leaves out the day it begins on, weekends and holidays, and says over which it passed', () => {
    const due = resolved(fiveDays, { anchorAt: '2026-04-23T03:00:00.000Z' })
    expect(due).toMatchObject({
      dueDate: '2026-05-05',
      clock: 'workingDays',
      anchorAt: '2026-04-23T03:00:00.000Z',
      notes: [],
    })
    expect(due.passedOver.map(({ date, reason }) => `${date} ${reason}`)).toEqual([
      '2026-04-25 weekend',
      '2026-04-26 holiday',
      '2026-04-27 holiday',
      '2026-04-30 holiday',
      '2026-05-01 holiday',
      '2026-05-02 weekend',
      '2026-05-03 weekend',
    ])
  })

  it('begins a day later when its anchor is a moment past local midnight', () => {
    expect(resolved(fiveDays, { anchorAt: '2026-06-01T16:59:59.999Z' }).dueDate).toBe('2026-06-08')
    expect(resolved(fiveDays, { anchorAt: '2026-06-01T17:00:00.000Z' }).dueDate).toBe('2026-06-09')
  })

  it('keeps the holidays of its territory', () => {
    const calendar: HolidayCalendar = {
      ...SHIPPED_CALENDAR,
      days: [
        ...SHIPPED_CALENDAR.days,
        { date: '2026-06-03', kind: 'holiday', name: 'Ngày của tỉnh', source: 't', territory: PROVINCE },
      ],
    }
    const anchorAt = '2026-06-01T03:00:00.000Z'
    expect(resolved(fiveDays, { calendar, anchorAt }).dueDate).toBe('2026-06-08')
    expect(resolved(fiveDays, { calendar, anchorAt, territory: [PROVINCE, COMMUNE] }).dueDate).toBe(
      '2026-06-09',
    )
  })

  it('notes that a swapped Saturday was counted, and a year that the table does not know', () => {
    const calendar: HolidayCalendar = {
      version: 1,
      years: [2026],
      days: [{ date: '2026-06-06', kind: 'swapWork', name: 'Làm bù', source: 't' }],
    }
    expect(resolved(fiveDays, { calendar, anchorAt: '2026-06-01T03:00:00.000Z' })).toMatchObject({
      dueDate: '2026-06-06',
      notes: ['swappedWorkingDayCounted'],
    })
    expect(resolved(fiveDays, { calendar, anchorAt: '2026-12-30T03:00:00.000Z' })).toMatchObject({
      dueDate: '2027-01-06',
      notes: ['yearNotInCalendar'],
    })
  })

  it('ends on the day that a day-by-day count finds', () => {
    const count = fc.integer({ min: 1, max: 60 })
    fc.assert(
      fc.property(someCalendar, someInstant, count, somePlace, (calendar, anchorAt, days, territory) => {
        const rule: DueRule = { kind: 'workingDays', count: days, from: 'received', source: 't' }
        const due = resolved(rule, { calendar, anchorAt, territory })
        expect(due.dueDate).toBe(nthWorkingDay(calendar, wallDate(anchorAt), days, territory))
        expect(due.dueAt).toBe(`${due.dueDate}T16:59:59.999Z`)
        expect(due.passedOver.some(({ date }) => works(calendar, date, territory))).toBe(false)
      }),
    )
  })
})

describe('a limit in calendar days', () => {
  const tenDays: DueRule = { kind: 'calendarDays', count: 10, from: 'returned', source: 't' }

  it('leaves out the day it begins on and counts all others', () => {
    expect(resolved(tenDays, { anchorAt: '2026-10-21T03:00:00.000Z' })).toMatchObject({
      dueDate: '2026-10-31',
      clock: 'calendarDays',
      notes: ['dueOnNonWorkingDay'],
    })
  })

  it('gives way to the next working day where the campaign rolls', () => {
    const due = resolved(tenDays, { anchorAt: '2026-10-21T03:00:00.000Z', reading: 'rollForward' })
    expect([due.countedTo, due.dueDate]).toEqual(['2026-10-31', '2026-11-02'])
  })
})

describe('a named date of the campaign', () => {
  const rule: DueRule = { kind: 'campaignDate', key: 'registration', source: 'S2-06' }
  const dateRules = { registration: REGISTRATION }

  it('is what its rule says', () => {
    expect(resolved(rule, { dateRules })).toMatchObject({
      dueDate: '2026-01-19',
      rule,
      basis: REGISTRATION,
      notes: [],
    })
  })

  it('is read as its rule is when the campaign sets another date: before 25/01 is until 24/01', () => {
    const due = resolved(rule, { dateRules, dates: { registration: '2026-01-25' } })
    expect(due).toMatchObject({
      dueDate: '2026-01-24',
      overriddenBy: 'registration',
      notes: ['dueOnNonWorkingDay', 'overridden'],
    })
    expect(
      resolved(rule, { dateRules, dates: { registration: '2026-01-25' }, reading: 'throughDay' }).dueDate,
    ).toBe('2026-01-25')
  })

  it('is the last day itself where only the campaign gives it', () => {
    expect(
      resolved({ kind: 'campaignDate', key: 'festival', source: 't' }, { dates: { festival: '2026-08-19' } }),
    ).toMatchObject({
      dueDate: '2026-08-19',
      overriddenBy: 'festival',
    })
  })

  it('may stand for a limit, and for another name; a date set for either takes its place', () => {
    const rules: Record<string, DueRule> = {
      supplement: { kind: 'workingDays', count: 10, from: 'returned', source: 't', settingMark: true },
      alias: { kind: 'campaignDate', key: 'supplement', source: 't' },
    }
    const alias: DueRule = { kind: 'campaignDate', key: 'alias', source: 't' }
    const anchorAt = '2026-06-01T03:00:00.000Z'
    expect(resolved(alias, { dateRules: rules, anchorAt })).toMatchObject({
      dueDate: '2026-06-15',
      notes: ['setting'],
    })
    const both = { alias: '2026-07-01', supplement: '2026-07-08' }
    expect(resolved(alias, { dateRules: rules, dates: both })).toMatchObject({
      dueDate: '2026-07-01',
      overriddenBy: 'alias',
      clock: 'fixed',
    })
  })
})

describe('the readings stand in order', () => {
  const monthDay = fc
    .integer({ min: 0, max: 364 })
    .map((days) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(5, 10))

  it('"before D" is a day less than "through D", and "before D through the day" is the same', () => {
    fc.assert(
      fc.property(monthDay, fc.integer({ min: 2025, max: 2028 }), (day, campaignYear) => {
        const before: DueRule = { kind: 'before', monthDay: day, source: 't' }
        const through = resolved({ kind: 'through', monthDay: day, source: 't' }, { campaignYear })
        expect(resolved(before, { campaignYear }).dueDate).toBe(shift(through.dueDate, -1))
        expect(resolved(before, { campaignYear, reading: 'throughDay' }).dueAt).toBe(through.dueAt)
      }),
    )
  })

  it('rolling never shortens, ends on a working day, and passes over days off only', () => {
    fc.assert(
      fc.property(monthDay, someCalendar, somePlace, (day, calendar, territory) => {
        const rule: DueRule = { kind: 'before', monthDay: day, source: 't' }
        const strict = resolved(rule, { calendar, territory })
        const rolled = resolved(rule, { calendar, territory, reading: 'rollForward' })
        expect(rolled.dueAt >= strict.dueAt).toBe(true)
        expect(works(calendar, rolled.dueDate, territory)).toBe(true)
        for (let date = strict.dueDate; date < rolled.dueDate; date = shift(date, 1)) {
          expect(works(calendar, date, territory)).toBe(false)
        }
      }),
    )
  })
})

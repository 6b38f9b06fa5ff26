// Working days: weekends, holidays, swapped days and the lines of a territory; counting as BLDS 2015 Đ.147 says.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  OPTIONAL_DAYS,
  SHIPPED_CALENDAR,
  addWorkingDays,
  calendarProblems,
  compensatoryDays,
  coverage,
  dayStatus,
  isWorkingDay,
  nextWorkingDay,
  weekday,
  withDays,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
  workingDaysBetween,
} from '../../../domain/time/index.ts'
import type { HolidayCalendar, HolidayDay, HolidayKind } from '../../../domain/time/index.ts'
import {
  COMMUNE,
  PROVINCE,
  countWorkingDays,
  newMoonDate,
  nthWorkingDay,
  shift,
  someCalendar,
  someDate,
  somePlace,
  works,
} from './oracle.ts'

function line(date: string, kind: HolidayKind, territory?: string): HolidayDay {
  return {
    date,
    kind,
    name: `${kind} ${date}`,
    source: 'test',
    ...(territory === undefined ? {} : { territory }),
  }
}

function table(...days: HolidayDay[]): HolidayCalendar {
  return { version: 1, years: [2026, 2027], days }
}

describe('a working day', () => {
  it('is Monday to Friday when the table says nothing else', () => {
    expect(isWorkingDay(table(), '2026-10-30')).toBe(true)
    expect(dayStatus(table(), '2026-10-31')).toMatchObject({
      working: false,
      reason: 'weekend',
      name: 'Thứ Bảy',
    })
    expect(dayStatus(table(), '2026-11-01')).toMatchObject({
      working: false,
      reason: 'weekend',
      name: 'Chủ nhật',
    })
  })

  it('is not a holiday, nor a day swapped off', () => {
    expect(dayStatus(SHIPPED_CALENDAR, '2026-04-30')).toMatchObject({
      working: false,
      reason: 'holiday',
      name: 'Ngày Chiến thắng',
    })
    expect(isWorkingDay(table(line('2026-01-02', 'swapOff')), '2026-01-02')).toBe(false)
  })

  it('is a Saturday that was swapped to be worked', () => {
    expect(dayStatus(table(line('2026-01-10', 'swapWork')), '2026-01-10')).toMatchObject({
      working: true,
      reason: 'swapWork',
    })
  })

  it('is none in the territory that has a holiday of its own, and one everywhere else', () => {
    const calendar = table(line('2026-07-07', 'holiday', PROVINCE))
    expect(isWorkingDay(calendar, '2026-07-07', PROVINCE)).toBe(false)
    expect(isWorkingDay(calendar, '2026-07-07', [PROVINCE, COMMUNE])).toBe(false)
    expect(isWorkingDay(calendar, '2026-07-07', COMMUNE)).toBe(true)
    expect(isWorkingDay(calendar, '2026-07-07')).toBe(true)
  })

  it('is not touched by a territory whose code only begins or ends alike', () => {
    const calendar = table(line('2026-07-07', 'holiday', '4'), line('2026-07-08', 'holiday', ''))
    expect(isWorkingDay(calendar, '2026-07-07', PROVINCE)).toBe(true)
    expect(isWorkingDay(calendar, '2026-07-07', [PROVINCE, COMMUNE])).toBe(true)
    expect(isWorkingDay(calendar, '2026-07-08', PROVINCE)).toBe(true)
  })

  it('is what the narrowest territory says when lines differ', () => {
    const calendar = table(
      line('2026-07-07', 'holiday'),
      line('2026-07-07', 'swapWork', PROVINCE),
      line('2026-07-07', 'swapOff', COMMUNE),
    )
    expect(isWorkingDay(calendar, '2026-07-07')).toBe(false)
    expect(isWorkingDay(calendar, '2026-07-07', [PROVINCE])).toBe(true)
    expect(isWorkingDay(calendar, '2026-07-07', [PROVINCE, COMMUNE])).toBe(false)
  })

  it('is none where two lines of one territory contradict each other, in whatever order', () => {
    const [off, on] = [line('2026-10-31', 'swapOff'), line('2026-10-31', 'swapWork')]
    expect(isWorkingDay(table(off, on), '2026-10-31')).toBe(false)
    expect(isWorkingDay(table(on, off), '2026-10-31')).toBe(false)
  })
})

describe('counting working days', () => {
  it('leaves the first day out', () => {
    expect(addWorkingDays(table(), '2026-10-26', 1)).toBe('2026-10-27')
    expect(addWorkingDays(table(), '2026-10-30', 1)).toBe('2026-11-02')
    expect(addWorkingDays(table(), '2026-10-31', 1)).toBe('2026-11-02')
  })

  it('goes over Tết 2026: one working day after Friday 13/02 is Monday 23/02', () => {
    expect(addWorkingDays(SHIPPED_CALENDAR, '2026-02-13', 1)).toBe('2026-02-23')
    expect(workingDaysBetween(SHIPPED_CALENDAR, '2026-02-13', '2026-02-22')).toBe(0)
  })

  it('counts a Saturday that was swapped to be worked', () => {
    const calendar = table(line('2026-01-02', 'swapOff'), line('2026-01-10', 'swapWork'))
    expect(addWorkingDays(calendar, '2026-01-01', 1)).toBe('2026-01-05')
    expect(addWorkingDays(calendar, '2026-01-09', 1)).toBe('2026-01-10')
  })

  it('crosses the end of a year and a leap day', () => {
    expect(addWorkingDays(SHIPPED_CALENDAR, '2026-12-31', 1)).toBe('2027-01-04')
    expect(addWorkingDays(SHIPPED_CALENDAR, '2028-02-28', 1)).toBe('2028-02-29')
  })

  it('counts backwards with a negative number, and stays where it is with none', () => {
    expect(addWorkingDays(table(), '2026-11-02', -1)).toBe('2026-10-30')
    expect(addWorkingDays(table(), '2026-11-01', -2)).toBe('2026-10-29')
    expect(addWorkingDays(table(), '2026-11-01', 0)).toBe('2026-11-01')
    expect(workingDaysBetween(table(), '2026-11-02', '2026-10-30')).toBe(-1)
    expect(workingDaysBetween(table(), '2026-11-02', '2026-11-02')).toBe(0)
  })

  it('says null, not a wrong day, when a table has no working day left', () => {
    const days: HolidayDay[] = []
    for (let date = '2026-01-01'; date < '2027-06-01'; date = shift(date, 1)) days.push(line(date, 'holiday'))
    const calendar = table(...days)
    expect(nextWorkingDay(calendar, '2026-01-01')).toBeNull()
    expect(workingDayOnOrAfter(calendar, '2026-01-01')).toBeNull()
    expect(workingDayOnOrBefore(calendar, '2027-05-31')).toBeNull()
    expect(addWorkingDays(calendar, '2026-01-01', 3)).toBeNull()
    expect(nextWorkingDay(table(), '2999-12-31')).toBeNull()
  })
})

describe('counting agrees with a day-by-day count', () => {
  it('day by day', () => {
    fc.assert(
      fc.property(someCalendar, someDate, somePlace, (calendar, date, place) => {
        expect(isWorkingDay(calendar, date, place)).toBe(works(calendar, date, place))
      }),
      { numRuns: 500 },
    )
  })

  it('for days added', () => {
    fc.assert(
      fc.property(
        someCalendar,
        someDate,
        fc.integer({ min: 1, max: 60 }),
        somePlace,
        (calendar, date, count, place) => {
          expect(addWorkingDays(calendar, date, count, place)).toBe(
            nthWorkingDay(calendar, date, count, place),
          )
        },
      ),
    )
  })

  it('for days between', () => {
    fc.assert(
      fc.property(someCalendar, someDate, fc.nat(200), somePlace, (calendar, from, days, place) => {
        const to = shift(from, days)
        const count = countWorkingDays(calendar, from, to, place)
        expect(workingDaysBetween(calendar, from, to, place)).toBe(count)
        expect(workingDaysBetween(calendar, to, from, place) + count).toBe(0)
      }),
    )
  })

  it('adding and counting undo each other', () => {
    fc.assert(
      fc.property(someCalendar, someDate, fc.integer({ min: 1, max: 60 }), (calendar, date, count) => {
        const end = addWorkingDays(calendar, date, count)
        expect(end === null ? null : workingDaysBetween(calendar, date, end)).toBe(count)
      }),
    )
  })

  it('a later start or a longer count never ends earlier', () => {
    const longer = fc.nat(20)
    fc.assert(
      fc.property(
        someCalendar,
        someDate,
        fc.nat(40),
        longer,
        longer,
        (calendar, date, count, later, more) => {
          const end = addWorkingDays(calendar, date, count) ?? ''
          expect((addWorkingDays(calendar, shift(date, later), count) ?? '') >= end).toBe(true)
          expect((addWorkingDays(calendar, date, count + more) ?? '') >= end).toBe(true)
        },
      ),
    )
  })
})

describe('what a table covers', () => {
  it('names the years of a span that it does not know, in either order', () => {
    expect(coverage(SHIPPED_CALENDAR, '2026-01-20')).toEqual({ covered: true, missingYears: [] })
    expect(coverage(SHIPPED_CALENDAR, '2028-12-01', '2030-01-05')).toEqual({
      covered: false,
      missingYears: [2029, 2030],
    })
    expect(coverage(SHIPPED_CALENDAR, '2030-01-05', '2028-12-01').missingYears).toEqual([2029, 2030])
    expect(dayStatus(SHIPPED_CALENDAR, '2029-01-01')).toMatchObject({ working: true, covered: false })
  })

  it('is checked before it is published', () => {
    const calendar: HolidayCalendar = {
      version: 1,
      years: [2026, 12],
      days: [
        line('2026-02-30', 'holiday'),
        line('2027-01-01', 'holiday'),
        line('2026-05-05', 'swapWork'),
        line('2026-05-05', 'swapWork', PROVINCE),
        line('2026-10-31', 'swapWork'),
        line('2026-10-31', 'holiday'),
        { ...line('2026-06-06', 'holiday', PROVINCE), name: ' ' },
      ],
    }
    expect(calendarProblems(calendar)).toEqual([
      { code: 'badYear', date: '12' },
      { code: 'badDate', date: '2026-02-30' },
      { code: 'yearNotListed', date: '2027-01-01' },
      { code: 'swapWorkOnWeekday', date: '2026-05-05' },
      { code: 'contradiction', date: '2026-10-31' },
      { code: 'noName', date: '2026-06-06', territory: PROVINCE },
    ])
  })
})

describe('the table that ships', () => {
  const off = (date: string): boolean => !isWorkingDay(SHIPPED_CALENDAR, date)
  const find = (date: string): HolidayDay | undefined =>
    SHIPPED_CALENDAR.days.find((day) => day.date === date)

  it('is sound and covers 2025 to 2028', () => {
    expect(calendarProblems(SHIPPED_CALENDAR)).toEqual([])
    expect(SHIPPED_CALENDAR.years).toEqual([2025, 2026, 2027, 2028])
  })

  it('has civil servants off from 14/02 to 22/02/2026 and at work before and after', () => {
    for (let date = '2026-02-14'; date <= '2026-02-22'; date = shift(date, 1))
      expect(off(date), date).toBe(true)
    expect([off('2026-02-13'), off('2026-02-23')]).toEqual([false, false])
    expect(find('2026-02-17')?.settingMark).toBeUndefined()
  })

  // The moon itself: a lunar month begins on the day of the new moon, and none of these years has a leap month
  // before its fourth. (The Chinese calendar of ICU puts Tết 2027 a day late: that new moon is near midnight.)
  it.each([
    [310, '2025-01-29', '2025-04-07'],
    [323, '2026-02-17', '2026-04-26'],
    [335, '2027-02-06', '2027-04-16'],
    [347, '2028-01-26', '2028-04-04'],
  ])(
    'begins the lunar year with new moon %i on %s and has the tenth of its third month on %s',
    (k, tet, hungKings) => {
      expect(newMoonDate(k)).toBe(tet)
      expect(shift(newMoonDate(k + 2), 9)).toBe(hungKings)
      expect([find(tet)?.name, find(hungKings)?.name]).toEqual(['Tết Nguyên đán', 'Giỗ Tổ Hùng Vương'])
    },
  )

  it.each([
    ['2026-04-26', '2026-04-27'],
    ['2027-02-06', '2027-02-10'],
    ['2027-02-07', '2027-02-11'],
    ['2027-05-01', '2027-05-03'],
    ['2028-01-01', '2028-01-03'],
    ['2028-04-30', '2028-05-02'],
    ['2028-09-02', '2028-09-04'],
  ])('gives the holiday on the weekend %s back on %s', (holiday, instead) => {
    expect(weekday(holiday)).toBeGreaterThan(5)
    expect(find(instead)?.source).toContain('Đ.111.3')
    expect(off(instead)).toBe(true)
  })

  it('has eleven statutory days off a year, and one more for each that falls on a weekend', () => {
    for (const year of SHIPPED_CALENDAR.years) {
      const days = SHIPPED_CALENDAR.days.filter(({ date }) => date.startsWith(String(year)))
      const onWeekend = days.filter(({ date }) => weekday(date) > 5)
      expect(days.length, String(year)).toBe(11 + onWeekend.length)
      expect(new Set(days.map(({ date }) => date)).size).toBe(days.length)
    }
  })

  it.each([
    [2025, '2025-01-27', '2025-01-31'],
    [2026, '2026-02-16', '2026-02-20'],
    [2027, '2027-02-05', '2027-02-09'],
    [2028, '2028-01-25', '2028-01-29'],
  ])('has the five days of Tết %i from %s to %s, in order', (year, first, last) => {
    const tet = SHIPPED_CALENDAR.days.filter(
      ({ name, date }) => name === 'Tết Nguyên đán' && date.startsWith(String(year)),
    )
    expect(tet.map(({ date }) => date)).toEqual([0, 1, 2, 3, 4].map((days) => shift(first, days)))
    expect(tet[4]?.date).toBe(last)
  })

  it('marks as settings the days of Tết and the day beside 02/09 that no decision was found for', () => {
    expect(find('2027-02-08')?.settingMark).toBe(true)
    expect(find('2026-09-01')?.settingMark).toBe(true)
    expect(find('2026-09-02')?.settingMark).toBeUndefined()
  })

  it('leaves 24/11 a working day until an administrator adds it', () => {
    expect(isWorkingDay(SHIPPED_CALENDAR, '2026-11-24')).toBe(true)
    expect(OPTIONAL_DAYS.every(({ settingMark }) => settingMark)).toBe(true)
    const added = withDays(SHIPPED_CALENDAR, OPTIONAL_DAYS)
    expect(isWorkingDay(added, '2026-11-24')).toBe(false)
    expect(added.version).toBe(SHIPPED_CALENDAR.version + 1)
    expect(added.days).toHaveLength(SHIPPED_CALENDAR.days.length + 3)
  })
})

describe('a day off in place of a holiday on the weekend', () => {
  it('is the next working day that no other holiday takes', () => {
    const days = [line('2026-08-01', 'holiday'), line('2026-08-02', 'holiday'), line('2026-08-03', 'holiday')]
    expect(compensatoryDays(days).map(({ date }) => date)).toEqual(['2026-08-04', '2026-08-05'])
  })

  it('holds where the holiday holds', () => {
    expect(compensatoryDays([line('2026-08-01', 'holiday', PROVINCE)])).toMatchObject([
      { date: '2026-08-03', territory: PROVINCE },
    ])
  })

  it('passes over all of Tết when a table grows by the Saturday before it', () => {
    const grown = withDays(SHIPPED_CALENDAR, [line('2026-02-14', 'holiday')])
    expect(grown.days.filter(({ name }) => name === 'Nghỉ bù holiday 2026-02-14')).toMatchObject([
      { date: '2026-02-23', kind: 'holiday' },
    ])
  })

  it('is not invented where no working day is left', () => {
    const days = Array.from({ length: 500 }, (_, index) => line(shift('2026-01-01', index), 'swapOff'))
    expect(compensatoryDays([...days, line('2026-01-03', 'holiday')])).toEqual([])
  })

  it('is given once, also when a table grows', () => {
    const grown = withDays(SHIPPED_CALENDAR, [line('2026-10-31', 'holiday')])
    expect(grown.days).toHaveLength(SHIPPED_CALENDAR.days.length + 2)
    expect(isWorkingDay(grown, '2026-11-02')).toBe(false)
  })
})

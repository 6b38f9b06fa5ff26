// Pauses, extensions and lateness: the clock stands still while a dossier is away for correction.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  SHIPPED_CALENDAR,
  daysLeft,
  effectiveDue,
  isPaused,
  isRefusal,
  lateness,
  mergePauses,
  resolveDue,
} from '../../../domain/time/index.ts'
import type {
  BeforeReading,
  ClockPolicy,
  DueExplanation,
  DueRule,
  EffectiveDue,
  HolidayCalendar,
  Pauses,
} from '../../../domain/time/index.ts'
import {
  countWorkingDays,
  nthWorkingDay,
  shift,
  someCalendar,
  someInstant,
  wallDate,
  works,
} from './oracle.ts'

const POLICY: ClockPolicy = { calendar: SHIPPED_CALENDAR }
const TEN_DAYS: DueRule = { kind: 'workingDays', count: 10, from: 'stepEntered', source: 't' }
const MONDAY = '2026-06-01T03:00:00.000Z' // 01/06/2026, 10:00; ten working days end on Monday 15/06
const FAR = '2026-12-31T00:00:00.000Z'

function explain(
  rule: DueRule,
  anchorAt?: string,
  reading: BeforeReading = 'strict',
  calendar = SHIPPED_CALENDAR,
): DueExplanation {
  const anchor = anchorAt === undefined ? {} : { anchorAt }
  const result = resolveDue(rule, { campaignYear: 2026, calendar, reading, ...anchor })
  if (isRefusal(result)) throw new Error(result.detail)
  return result
}

function effective(explanation: DueExplanation, pauses: Pauses, at = FAR, policy = POLICY): EffectiveDue {
  const result = effectiveDue(explanation, pauses, at, policy)
  if (isRefusal(result)) throw new Error(result.detail)
  return result
}

/** A pause by local dates and times, `MM-DD HH:mm` of 2026. */
function pause(from: string, to: string | null): Pauses[number] {
  const at = (local: string): string =>
    new Date(Date.parse(`2026-${local.replace(' ', 'T')}:00.000Z`) - 7 * 3_600_000).toISOString()
  return { from: at(from), to: to === null ? null : at(to) }
}

describe('a pause of a limit in working days', () => {
  const due = explain(TEN_DAYS, MONDAY)

  it('gives back the working days after the day it begins on, up to the day it ends on', () => {
    expect(due.dueDate).toBe('2026-06-15')
    expect(effective(due, [pause('06-03 15:00', '06-05 09:00')])).toMatchObject({
      dueDate: '2026-06-17',
      givenBackDays: 2,
    })
  })

  it('gives back nothing when it begins and ends on one day', () => {
    expect(effective(due, [pause('06-03 08:00', '06-03 17:00')])).toMatchObject({
      dueAt: due.dueAt,
      givenBackDays: 0,
    })
  })

  it('gives back one day from Friday evening to Monday morning, and none from Friday to Sunday', () => {
    expect(effective(due, [pause('06-05 18:00', '06-08 07:00')]).dueDate).toBe('2026-06-16')
    expect(effective(due, [pause('06-05 18:00', '06-07 23:59')]).dueDate).toBe('2026-06-15')
  })

  it('begun on the due day itself ends with the day the clock goes on, or the next working day', () => {
    expect(effective(due, [pause('06-15 10:00', '06-15 11:00')]).dueDate).toBe('2026-06-15')
    expect(effective(due, [pause('06-15 10:00', '06-18 11:00')]).dueDate).toBe('2026-06-18')
    expect(effective(due, [pause('06-15 10:00', '06-20 11:00')]).dueDate).toBe('2026-06-22')
  })

  it('begun after the deadline gives nothing back: what is late stays late', () => {
    expect(effective(due, [pause('06-16 00:00', '06-25 09:00')])).toMatchObject({
      dueAt: due.dueAt,
      paused: false,
    })
    expect(effective(due, [pause('06-16 00:00', null)], '2026-06-20T03:00:00.000Z').paused).toBe(false)
  })

  it('begun in its last millisecond gives time back', () => {
    expect(effective(due, [{ from: due.dueAt, to: '2026-06-17T03:00:00.000Z' }]).dueDate).toBe('2026-06-17')
  })

  it('adds up over several returns; one that overlaps another counts once', () => {
    const [first, second] = [pause('06-03 15:00', '06-05 09:00'), pause('06-09 15:00', '06-10 09:00')]
    expect(effective(due, [second, first]).dueDate).toBe('2026-06-18')
    expect(effective(due, [first, pause('06-04 00:00', '06-05 08:00')]).dueDate).toBe('2026-06-17')
  })

  it('that is still open stands as if the clock went on now, and nothing becomes late in it', () => {
    const open = [pause('06-10 09:00', null)]
    const later = effective(due, open, '2026-09-10T03:00:00.000Z')
    expect(later.paused).toBe(true)
    expect(later.dueAt > '2026-09-10T03:00:00.000Z').toBe(true)
    expect(effective(due, open, '2026-06-10T05:00:00.000Z').dueAt).toBe(due.dueAt)
  })

  it('counts only from when the limit began', () => {
    expect(effective(due, [pause('05-01 09:00', '06-01 11:00')]).dueAt).toBe(due.dueAt)
    expect(effective(due, [pause('05-01 09:00', '06-02 09:00')]).dueDate).toBe('2026-06-16')
  })

  it('passes over holidays: those in it were never counted, those after it still are not', () => {
    const overTet = explain(TEN_DAYS, '2026-02-09T03:00:00.000Z')
    expect(overTet.dueDate).toBe('2026-03-02')
    expect(effective(overTet, [pause('02-13 09:00', '02-22 20:00')]).dueDate).toBe('2026-03-02')
    expect(effective(overTet, [pause('02-12 09:00', '02-23 09:00')]).dueDate).toBe('2026-03-04')
  })
})

describe('a pause of a limit in calendar days', () => {
  const rule: DueRule = { kind: 'calendarDays', count: 10, from: 'stepEntered', source: 't' }

  it('gives back the days from the one it begins on to the one it ends on', () => {
    const due = explain(rule, MONDAY)
    expect(due.dueDate).toBe('2026-06-11')
    expect(effective(due, [pause('06-03 15:00', '06-06 09:00')])).toMatchObject({
      dueDate: '2026-06-14',
      givenBackDays: 3,
    })
  })

  it('rolls the new last day, not the old rolled one', () => {
    const due = explain(rule, '2026-06-03T03:00:00.000Z', 'rollForward')
    expect([due.countedTo, due.dueDate]).toEqual(['2026-06-13', '2026-06-15'])
    expect(effective(due, [pause('06-04 15:00', '06-05 09:00')]).dueDate).toBe('2026-06-15')
    expect(effective(due, [pause('06-04 15:00', '06-07 09:00')]).dueDate).toBe('2026-06-16')
  })
})

describe('a pause of a fixed date', () => {
  it('changes nothing, and the date passes within it', () => {
    const due = explain({ kind: 'before', monthDay: '11-01', source: 'S2-14' })
    const open = [pause('10-20 09:00', null)]
    expect(effective(due, open, '2026-11-05T00:00:00.000Z')).toMatchObject({
      dueAt: due.dueAt,
      paused: false,
      givenBackDays: 0,
    })
  })

  it('gives the days back where the rule, or the named date that leads to it, says pausable', () => {
    const rule: DueRule = { kind: 'before', monthDay: '11-01', source: 'S2-14', pausable: true }
    const due = explain(rule)
    expect(effective(due, [pause('10-20 09:00', '10-27 09:00')])).toMatchObject({
      dueDate: '2026-11-07',
      givenBackDays: 7,
    })
    const named = resolveDue(
      { kind: 'campaignDate', key: 'submission', source: 't', pausable: true },
      {
        campaignYear: 2026,
        calendar: SHIPPED_CALENDAR,
        reading: 'strict',
        dateRules: { submission: { kind: 'before', monthDay: '11-01', source: 'S2-14' } },
      },
    )
    expect(named).toMatchObject({ clock: 'pausableDate' })
  })
})

describe('an extension', () => {
  const due = explain(TEN_DAYS, MONDAY)

  it('takes the place of the deadline when it is later', () => {
    const policy = { ...POLICY, extendedTo: '2026-06-30T16:59:59.999Z' }
    expect(effective(due, [], FAR, policy)).toMatchObject({
      dueAt: '2026-06-30T16:59:59.999Z',
      dueDate: '2026-06-30',
      extended: true,
    })
  })

  it('never shortens what pauses gave', () => {
    const policy = { ...POLICY, extendedTo: '2026-06-16T16:59:59.999Z' }
    expect(effective(due, [pause('06-03 15:00', '06-05 09:00')], FAR, policy)).toMatchObject({
      dueDate: '2026-06-17',
      extended: false,
    })
    expect(effective(due, [], FAR, { ...POLICY, extendedTo: null }).dueAt).toBe(due.dueAt)
  })
})

describe('pauses and extensions that make no sense are refused', () => {
  const due = explain(TEN_DAYS, MONDAY)

  it('by their code', () => {
    const codeOf = (pauses: Pauses, at: string, policy: ClockPolicy): string => {
      const result = effectiveDue(due, pauses, at, policy)
      return isRefusal(result) ? result.refused : 'accepted'
    }
    expect(codeOf([pause('06-05 09:00', '06-03 09:00')], FAR, POLICY)).toBe('badPause')
    expect(codeOf([{ from: 'yesterday', to: null }], FAR, POLICY)).toBe('badPause')
    expect(codeOf([], 'now', POLICY)).toBe('badInstant')
    expect(codeOf([], FAR, { ...POLICY, extendedTo: '2026-06-30' })).toBe('badExtension')
    const days = Array.from({ length: 800 }, (_, index) => ({
      date: shift('2026-06-16', index),
      kind: 'holiday' as const,
      name: 'Nghỉ',
      source: 't',
    }))
    const noneLeft: HolidayCalendar = { version: 1, years: [2026], days }
    expect(codeOf([pause('06-03 15:00', '06-16 09:00')], FAR, { calendar: noneLeft })).toBe('noWorkingDay')
  })
})

describe('lateness', () => {
  const dueAt = '2026-10-30T16:59:59.999Z' // end of Friday 30/10/2026

  it('begins a millisecond after the due instant, not at it', () => {
    expect(lateness(dueAt, dueAt, SHIPPED_CALENDAR)).toEqual({ late: false, byMs: 0, byWorkingDays: 0 })
    expect(lateness(dueAt, '2026-10-30T17:00:00.000Z', SHIPPED_CALENDAR)).toEqual({
      late: true,
      byMs: 1,
      byWorkingDays: 0,
    })
  })

  it('counts working days after the due day, so none on the weekend after it', () => {
    expect(lateness(dueAt, '2026-11-01T16:59:59.999Z', SHIPPED_CALENDAR).byWorkingDays).toBe(0)
    expect(lateness(dueAt, '2026-11-01T17:00:00.000Z', SHIPPED_CALENDAR).byWorkingDays).toBe(1)
  })

  it('is preceded by days left: none on the due day, negative after it', () => {
    expect(daysLeft(dueAt, '2026-10-26T03:00:00.000Z', SHIPPED_CALENDAR)).toEqual({
      calendarDays: 4,
      workingDays: 4,
    })
    expect(daysLeft(dueAt, '2026-10-24T03:00:00.000Z', SHIPPED_CALENDAR)).toEqual({
      calendarDays: 6,
      workingDays: 5,
    })
    expect(daysLeft(dueAt, dueAt, SHIPPED_CALENDAR)).toEqual({ calendarDays: 0, workingDays: 0 })
    expect(daysLeft(dueAt, '2026-11-02T03:00:00.000Z', SHIPPED_CALENDAR)).toEqual({
      calendarDays: -3,
      workingDays: -1,
    })
  })
})

describe('properties of the clock', () => {
  const reading = fc.constantFrom<BeforeReading>('strict', 'throughDay', 'rollForward')
  const count = fc.integer({ min: 1, max: 40 })
  const somePauses = fc
    .array(fc.tuple(someInstant, fc.option(fc.integer({ min: 0, max: 40 * 86_400_000 }))), { maxLength: 5 })
    .map(
      (list): Pauses =>
        list.map(([from, ms]) => ({
          from,
          to: ms === null ? null : new Date(Date.parse(from) + ms).toISOString(),
        })),
    )
  const someRule: fc.Arbitrary<DueRule> = fc.oneof(
    count.map((days): DueRule => ({ kind: 'workingDays', count: days, from: 'stepEntered', source: 't' })),
    count.map((days): DueRule => ({ kind: 'calendarDays', count: days, from: 'stepEntered', source: 't' })),
    fc.constant<DueRule>({ kind: 'before', monthDay: '11-01', source: 't', pausable: true }),
    fc.constant<DueRule>({ kind: 'before', monthDay: '11-01', source: 't' }),
  )

  it('a pause never shortens, and one more pause never shortens either', () => {
    fc.assert(
      fc.property(
        someRule,
        someInstant,
        reading,
        someCalendar,
        somePauses,
        someInstant,
        (rule, anchorAt, read, calendar, pauses, at) => {
          const due = explain(rule, anchorAt, read, calendar)
          const all = effective(due, pauses, at, { calendar })
          const fewer = effective(due, pauses.slice(1), at, { calendar })
          expect(all.dueAt >= due.dueAt).toBe(true)
          if (rule.kind === 'before' && rule.pausable !== true) expect(all.dueAt).toBe(due.dueAt)
          expect(fewer.dueAt >= due.dueAt).toBe(true)
          expect(all.givenBackDays).toBeGreaterThanOrEqual(0)
          expect(all.paused && at > all.dueAt).toBe(false)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('the order of the pauses does not matter', () => {
    fc.assert(
      fc.property(someRule, someInstant, somePauses, (rule, anchorAt, pauses) => {
        const due = explain(rule, anchorAt)
        expect(effective(due, [...pauses].reverse())).toEqual(effective(due, pauses))
      }),
    )
  })

  it('a longer pause never ends earlier', () => {
    const span = fc.nat(30 * 86_400_000)
    fc.assert(
      fc.property(
        someRule,
        someInstant,
        someCalendar,
        someInstant,
        span,
        span,
        (rule, anchorAt, calendar, from, ms, more) => {
          const due = explain(rule, anchorAt, 'strict', calendar)
          const until = (length: number): Pauses => [
            { from, to: new Date(Date.parse(from) + length).toISOString() },
          ]
          const far = '2035-01-01T00:00:00.000Z'
          const short = effective(due, until(ms), far, { calendar })
          expect(effective(due, until(ms + more), far, { calendar }).dueAt >= short.dueAt).toBe(true)
        },
      ),
    )
  })

  it('one pause of a working-day limit gives what a day-by-day count of the days left gives', () => {
    const hours = fc.nat(60 * 24)
    fc.assert(
      fc.property(
        someCalendar,
        someInstant,
        count,
        hours,
        hours,
        (calendar, anchorAt, days, wait, length) => {
          const due = explain(
            { kind: 'workingDays', count: days, from: 'stepEntered', source: 't' },
            anchorAt,
            'strict',
            calendar,
          )
          const from = new Date(Date.parse(anchorAt) + wait * 3_600_000).toISOString()
          const to = new Date(Date.parse(from) + length * 3_600_000).toISOString()
          const got = effective(due, [{ from, to }], '2035-01-01T00:00:00.000Z', { calendar }).dueDate
          if (from > due.dueAt) {
            expect(got).toBe(due.dueDate)
            return
          }
          const left = countWorkingDays(calendar, wallDate(from), due.dueDate)
          let expected = left > 0 ? nthWorkingDay(calendar, wallDate(to), left) : wallDate(to)
          while (!works(calendar, expected)) expected = shift(expected, 1)
          expect(got).toBe(expected)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('merged pauses are apart, in order, and stand still just where one of them does', () => {
    fc.assert(
      fc.property(somePauses, someInstant, someInstant, (pauses, at, probe) => {
        const spans = mergePauses(pauses, at)
        spans.slice(1).forEach((span, index) => expect(span.from > (spans[index]?.to ?? '')).toBe(true))
        if (probe < at) expect(isPaused(spans, probe)).toBe(isPaused(pauses, probe))
      }),
    )
  })
})

// On which working morning a reminder or an escalation goes out.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  SHIPPED_CALENDAR,
  escalationAt,
  hasSweepTime,
  isDayOffset,
  nextSweepAt,
  reminderAt,
  reminderMornings,
  reminderOwed,
} from '../../../domain/time/index.ts'
import type { DayOffset, HolidayCalendar, Mornings } from '../../../domain/time/index.ts'
import { shift, someCalendar, someInstant, wallDate, works } from './oracle.ts'

const MORNINGS: Mornings = { calendar: SHIPPED_CALENDAR }
const SATURDAY = '2026-10-31T16:59:59.999Z' // the end of 31/10/2026
const WORKING = (days: number): DayOffset => ({ days, working: true })
const CALENDAR = (days: number): DayOffset => ({ days, working: false })

/** 07:30 local time of a date. */
function morning(date: string): string {
  return `${date}T00:30:00.000Z`
}

describe('the morning sweep', () => {
  it('comes at 07:30 of the next working day unless an instance says otherwise', () => {
    expect(nextSweepAt('2026-10-30T00:29:59.999Z', MORNINGS)).toBe(morning('2026-10-30'))
    expect(nextSweepAt(morning('2026-10-30'), MORNINGS)).toBe(morning('2026-11-02'))
    expect(nextSweepAt('2026-02-13T05:00:00.000Z', MORNINGS)).toBe(morning('2026-02-23'))
    expect(nextSweepAt(morning('2026-10-30'), { ...MORNINGS, sweepTime: '08:15' })).toBe(
      '2026-10-30T01:15:00.000Z',
    )
  })

  it('knows its own time of day and offsets of whole days', () => {
    expect([hasSweepTime(MORNINGS), hasSweepTime({ ...MORNINGS, sweepTime: '7h30' })]).toEqual([true, false])
    expect([WORKING(0), CALENDAR(366), WORKING(-1), WORKING(1.5), CALENDAR(367)].map(isDayOffset)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
})

describe('a reminder', () => {
  it('comes so many working days before the due day, or calendar days', () => {
    expect(reminderAt(SATURDAY, WORKING(7), MORNINGS)).toBe(morning('2026-10-22'))
    expect(reminderAt(SATURDAY, CALENDAR(7), MORNINGS)).toBe(morning('2026-10-23'))
  })

  it('comes earlier, not later, where its day is a day off', () => {
    expect(reminderAt(SATURDAY, CALENDAR(0), MORNINGS)).toBe(morning('2026-10-30'))
    expect(reminderAt(SATURDAY, CALENDAR(6), MORNINGS)).toBe(morning('2026-10-23'))
  })

  it('comes the morning before when the deadline is earlier on that day than the sweep', () => {
    expect(reminderAt('2026-06-16T00:00:00.000Z', CALENDAR(0), MORNINGS)).toBe(morning('2026-06-15'))
  })

  it('is one of a morning: the nearest of those that fall together', () => {
    expect(reminderMornings(SATURDAY, [CALENDAR(0), WORKING(1), CALENDAR(1), WORKING(3)], MORNINGS)).toEqual([
      { at: morning('2026-10-28'), offset: WORKING(3) },
      { at: morning('2026-10-30'), offset: CALENDAR(0) },
    ])
  })

  it('is owed once by the sweeps since the last one, the latest alone, and never past the deadline', () => {
    const offsets = [WORKING(7), WORKING(3), WORKING(1)]
    const owed = (after: string, upTo: string): DayOffset | undefined =>
      reminderOwed(SATURDAY, offsets, after, upTo, MORNINGS)?.offset
    expect(owed(morning('2026-10-21'), morning('2026-10-22'))).toEqual(WORKING(7))
    expect(owed(morning('2026-10-22'), morning('2026-10-23'))).toBeUndefined()
    expect(owed(morning('2026-10-19'), morning('2026-10-29'))).toEqual(WORKING(3))
    expect(owed(morning('2026-10-19'), morning('2026-11-02'))).toBeUndefined()
  })

  it('is still owed at the due instant itself', () => {
    const [before, dueAt] = [morning('2026-06-15'), morning('2026-06-16')]
    expect(reminderAt(dueAt, CALENDAR(0), MORNINGS)).toBe(dueAt)
    expect(reminderOwed(dueAt, [CALENDAR(0)], before, dueAt, MORNINGS)?.at).toBe(dueAt)
  })
})

describe('an escalation', () => {
  it('comes on the working morning so many days after the due day', () => {
    expect(escalationAt(SATURDAY, WORKING(1), MORNINGS)).toBe(morning('2026-11-02'))
    expect(escalationAt(SATURDAY, CALENDAR(1), MORNINGS)).toBe(morning('2026-11-02'))
    expect(escalationAt(SATURDAY, WORKING(5), MORNINGS)).toBe(morning('2026-11-06'))
    expect(escalationAt(SATURDAY, CALENDAR(5), MORNINGS)).toBe(morning('2026-11-05'))
  })

  it('comes only when the deadline has passed, also with an offset of no days', () => {
    expect(escalationAt('2026-06-15T16:59:59.999Z', CALENDAR(0), MORNINGS)).toBe(morning('2026-06-16'))
    expect(escalationAt(morning('2026-06-15'), CALENDAR(0), MORNINGS)).toBe(morning('2026-06-16'))
    expect(escalationAt('2026-06-15T00:29:59.999Z', CALENDAR(0), MORNINGS)).toBe(morning('2026-06-15'))
  })
})

describe('every morning of a notice', () => {
  const offset = fc.record({ days: fc.nat(30), working: fc.boolean() })

  it('is a working one, at or before the deadline for a reminder, after it for an escalation', () => {
    fc.assert(
      fc.property(someCalendar, someInstant, offset, (calendar, dueAt, days) => {
        const reminder = reminderAt(dueAt, days, { calendar }) ?? ''
        const escalation = escalationAt(dueAt, days, { calendar }) ?? ''
        expect(reminder <= dueAt && escalation > dueAt).toBe(true)
        for (const at of [reminder, escalation]) {
          expect(at).toBe(morning(wallDate(at)))
          expect(works(calendar, wallDate(at))).toBe(true)
        }
        if (days.working) return
        expect(wallDate(reminder) <= shift(wallDate(dueAt), -days.days)).toBe(true)
        expect(wallDate(escalation) >= shift(wallDate(dueAt), days.days)).toBe(true)
      }),
    )
  })

  it('is sent by sweeping every morning just as it was foreseen', () => {
    fc.assert(
      fc.property(someInstant, fc.array(offset, { maxLength: 4 }), (dueAt, offsets) => {
        const mornings: Mornings = { calendar: SHIPPED_CALENDAR }
        const foreseen = reminderMornings(dueAt, offsets, mornings)
        const sent: string[] = []
        let last = `${shift(wallDate(dueAt), -70)}T00:00:00.000Z`
        for (
          let sweep = nextSweepAt(last, mornings);
          sweep !== null && sweep <= dueAt;
          sweep = nextSweepAt(last, mornings)
        ) {
          const owed = reminderOwed(dueAt, offsets, last, sweep, mornings)
          if (owed !== null) sent.push(owed.at)
          last = sweep
        }
        expect(sent).toEqual(foreseen.map(({ at }) => at))
      }),
    )
  })

  it('is none when a table has no working day', () => {
    const days = Array.from({ length: 1300 }, (_, index) => ({
      date: shift('2025-01-01', index),
      kind: 'holiday' as const,
      name: 'Nghỉ',
      source: 't',
    }))
    const calendar: HolidayCalendar = { version: 1, years: [2026], days }
    const [dueAt, mornings] = ['2026-10-31T16:59:59.999Z', { calendar }]
    expect(reminderAt(dueAt, CALENDAR(1), mornings)).toBeNull()
    expect(escalationAt(dueAt, WORKING(1), mornings)).toBeNull()
    expect(nextSweepAt(dueAt, mornings)).toBeNull()
    expect(reminderMornings(dueAt, [WORKING(3)], mornings)).toEqual([])
  })
})

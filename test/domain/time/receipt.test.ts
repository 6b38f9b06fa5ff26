// The instant of an action is when it was received; recording never goes back; a lapse waits. And where the
// stepped clock stops.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  LAPSE_GRACE_MS,
  addMs,
  isOnTime,
  isRefusal,
  lapseAt,
  lapseReadiness,
  nextRecordedAt,
  nextStop,
  receiptOf,
  stepsTo,
} from '../../../domain/time/index.ts'
import { someInstant } from './oracle.ts'

const DUE = '2026-10-31T16:59:59.999Z'

describe('the instant of receipt', () => {
  it('decides: received at 23:59:59 and recorded at 00:00:04 is in time', () => {
    expect(isOnTime('2026-10-31T16:59:59.000Z', DUE)).toBe(true)
    expect(nextRecordedAt('2026-10-31T16:59:58.000Z', '2026-10-31T17:00:04.000Z')).toBe(
      '2026-10-31T17:00:04.000Z',
    )
  })

  it('is in time at the due instant itself and late a millisecond after it', () => {
    expect(isOnTime(DUE, DUE)).toBe(true)
    expect(isOnTime('2026-10-31T17:00:00.000Z', DUE)).toBe(false)
  })

  it('is the first one stored, for every repeat', () => {
    expect(receiptOf(null, DUE)).toBe(DUE)
    expect(receiptOf('2026-10-31T16:00:00.000Z', DUE)).toBe('2026-10-31T16:00:00.000Z')
  })
})

describe('the instant of recording', () => {
  it('stays where it was when a clock goes back', () => {
    expect(nextRecordedAt(DUE, '2026-10-31T16:59:58.000Z')).toBe(DUE)
    expect(nextRecordedAt(null, DUE)).toBe(DUE)
  })

  it('never goes back along a chain', () => {
    fc.assert(
      fc.property(fc.array(someInstant, { minLength: 1 }), (clock) => {
        let previous: string | null = null
        for (const now of clock) {
          const recorded: string = nextRecordedAt(previous, now)
          expect(previous === null || recorded >= previous).toBe(true)
          expect(recorded >= now).toBe(true)
          previous = recorded
        }
        expect(previous).toBe([...clock].sort().pop())
      }),
    )
  })
})

describe('a lapse', () => {
  const past = addMs(DUE, LAPSE_GRACE_MS)

  it('waits some minutes past its due instant', () => {
    expect(lapseAt(DUE)).toBe(past)
    expect(lapseReadiness(DUE, DUE, [])).toEqual({ lapse: false, because: 'notDue', until: past })
    expect(lapseReadiness(DUE, addMs(past, -1), [])).toEqual({ lapse: false, because: 'grace', until: past })
    expect(lapseReadiness(DUE, past, [])).toEqual({ lapse: true })
  })

  it('waits for what was received in time and is not decided yet, for nothing else', () => {
    const inTime = '2026-10-31T16:59:59.000Z'
    expect(lapseReadiness(DUE, past, [addMs(DUE, 1), DUE, inTime])).toEqual({
      lapse: false,
      because: 'undecided',
      receivedAt: inTime,
    })
    expect(lapseReadiness(DUE, past, [addMs(DUE, 1)])).toEqual({ lapse: true })
  })
})

describe('the stepped clock', () => {
  const [one, two, three] = [
    '2026-01-19T16:59:59.999Z',
    '2026-10-31T16:59:59.999Z',
    '2026-12-09T16:59:59.999Z',
  ]

  it('stops at each due instant on its way, in order, once, and at its target', () => {
    expect(stepsTo('2026-01-01T00:00:00.000Z', three, [two, one, two, '2027-01-01T00:00:00.000Z'])).toEqual({
      stops: [one, two, three],
    })
  })

  it('does not stop again where it stands', () => {
    expect(stepsTo(one, two, [one])).toEqual({ stops: [two] })
    expect(stepsTo(one, one, [one, two])).toEqual({ stops: [] })
    expect(nextStop(one, one, [two])).toBeNull()
    expect(nextStop(one, three, [three, two])).toBe(two)
  })

  it('never goes back, and goes by instants only', () => {
    expect(stepsTo(two, one, [])).toMatchObject({ refused: 'clockGoesBack' })
    expect(nextStop(two, one, [])).toMatchObject({ refused: 'clockGoesBack' })
    expect(stepsTo(one, '2026-12-31', [])).toMatchObject({ refused: 'badInstant' })
    expect(stepsTo(one, two, ['soon'])).toMatchObject({ refused: 'badInstant' })
  })

  it('passes every due instant whether it goes in one move or in two', () => {
    fc.assert(
      fc.property(someInstant, someInstant, someInstant, fc.array(someInstant), (a, b, c, dues) => {
        const [start, middle, end] = [a, b, c].sort() as [string, string, string]
        const stops = (from: string, to: string): readonly string[] => {
          const way = stepsTo(from, to, dues)
          return isRefusal(way) ? [] : way.stops
        }
        const inTwo = [...stops(start, middle), ...stops(middle, end)]
        expect(inTwo).toEqual(
          [...new Set([...stops(start, end), ...(middle > start ? [middle] : [])])].sort(),
        )
        expect(dues.filter((due) => due > start && due <= end).every((due) => inTwo.includes(due))).toBe(true)
      }),
    )
  })
})

// Due rules that make no sense come back as refusals with a code, whatever the data; nothing is thrown.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_COUNT_DAYS, isRefusal, resolveDue } from '../../../domain/time/index.ts'
import type { BeforeReading, DueContext, DueRule, HolidayCalendar } from '../../../domain/time/index.ts'
import { REGISTRATION, context, refusal } from './builders.ts'
import { shift, someInstant } from './oracle.ts'

describe('what makes no sense is refused by its code', () => {
  it.each<[string, DueRule, Partial<DueContext>]>([
    ['badMonthDay', { kind: 'before', monthDay: '13-01', source: 't' }, {}],
    ['badMonthDay', { kind: 'through', monthDay: '2026-01-20', source: 't' }, {}],
    [
      'badCount',
      { kind: 'workingDays', count: 0, from: 'returned', source: 't' },
      { anchorAt: '2026-01-01T00:00:00.000Z' },
    ],
    [
      'badCount',
      { kind: 'workingDays', count: 2.5, from: 'returned', source: 't' },
      { anchorAt: '2026-01-01T00:00:00.000Z' },
    ],
    [
      'badCount',
      { kind: 'calendarDays', count: MAX_COUNT_DAYS + 1, from: 'returned', source: 't' },
      { anchorAt: '2026-01-01T00:00:00.000Z' },
    ],
    ['anchorMissing', { kind: 'calendarDays', count: 3, from: 'returned', source: 't' }, {}],
    [
      'badAnchor',
      { kind: 'calendarDays', count: 3, from: 'returned', source: 't' },
      { anchorAt: '2026-01-01' },
    ],
    [
      'outOfRange',
      { kind: 'calendarDays', count: 3, from: 'returned', source: 't' },
      { anchorAt: '2995-01-01T00:00:00.000Z' },
    ],
    ['badCampaignYear', REGISTRATION, { campaignYear: 26 }],
    ['badCampaignYear', REGISTRATION, { campaignYear: Number.NaN }],
    ['unknownDate', { kind: 'campaignDate', key: 'nothing', source: 't' }, {}],
    ['unknownDate', { kind: 'campaignDate', key: 'constructor', source: 't' }, { dates: {}, dateRules: {} }],
    [
      'badOverride',
      { kind: 'campaignDate', key: 'a', source: 't' },
      { dates: { a: '2026-02-30' }, dateRules: { a: REGISTRATION } },
    ],
    [
      'circularDate',
      { kind: 'campaignDate', key: 'a', source: 't' },
      {
        dateRules: {
          a: { kind: 'campaignDate', key: 'b', source: 't' },
          b: { kind: 'campaignDate', key: 'a', source: 't' },
        },
      },
    ],
    ['unknownRuleKind', { kind: 'someday', source: 't' } as unknown as DueRule, {}],
  ])('%s', (code, rule, more) => {
    expect(refusal(rule, more)).toBe(code)
  })

  it('noWorkingDay, when a table has none left to end on', () => {
    const days = Array.from({ length: 800 }, (_, index) => ({
      date: shift('2026-01-01', index),
      kind: 'holiday' as const,
      name: 'Nghỉ',
      source: 't',
    }))
    const calendar: HolidayCalendar = { version: 1, years: [2026, 2027], days }
    const rule: DueRule = { kind: 'workingDays', count: 1, from: 'returned', source: 't' }
    expect(refusal(rule, { calendar, anchorAt: '2026-01-05T00:00:00.000Z' })).toBe('noWorkingDay')
    expect(refusal(REGISTRATION, { calendar, reading: 'rollForward' })).toBe('noWorkingDay')
  })

  it('and nothing is ever thrown, whatever the data', () => {
    const junk = fc.oneof(fc.string(), fc.integer(), fc.double(), fc.constant(undefined), fc.constant(null))
    const rule = fc.record({
      kind: fc.constantFrom('before', 'through', 'workingDays', 'calendarDays', 'campaignDate', 'x'),
      monthDay: fc.oneof(fc.constantFrom('01-01', '02-29', '12-31'), junk),
      count: fc.oneof(fc.integer({ min: 1, max: MAX_COUNT_DAYS }), junk),
      from: fc.constant('received'),
      key: fc.constantFrom('a', 'b', '__proto__'),
      source: fc.constant('t'),
    })
    const year = fc.oneof(fc.integer({ min: 1890, max: 3010 }), junk)
    const anchor = fc.oneof(
      fc.constantFrom('1900-06-01T00:00:00.000Z', '2978-12-31T16:59:59.999Z'),
      someInstant,
      junk,
    )
    const reading = fc.constantFrom<BeforeReading>('strict', 'throughDay', 'rollForward')
    fc.assert(
      fc.property(
        rule,
        rule,
        year,
        anchor,
        reading,
        fc.oneof(fc.constant('1901-01-01'), junk),
        (asked, behind, campaignYear, anchorAt, read, override) => {
          const more = {
            campaignYear,
            anchorAt: anchorAt ?? undefined,
            reading: read,
            dateRules: { a: behind },
            dates: { b: override ?? undefined },
          }
          const result = resolveDue(
            asked as unknown as DueRule,
            context(more as unknown as Partial<DueContext>),
          )
          expect(isRefusal(result) ? typeof result.refused : typeof result.dueAt).toBe('string')
        },
      ),
      { numRuns: 1000 },
    )
  })
})

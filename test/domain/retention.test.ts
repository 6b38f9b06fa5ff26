// When dossiers are archived and erased: the properties that have to hold for any rules, dossiers and days.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueSince, retentionDue, ruleFor, ruleRefusal } from '../../domain/retention.ts'
import type { Retained, RetentionRule } from '../../domain/retention.ts'
import { addDays } from '../../domain/time/civil.ts'

const rule = fc.record({
  id: fc.uuid(),
  procedureId: fc.constantFrom(null, 'dien-hinh', 'ke-hoach'),
  kind: fc.constantFrom('archive' as const, 'erase' as const),
  years: fc.integer({ min: 1, max: 100 }),
  confirmed: fc.boolean(),
})
const rules = fc.uniqueArray(rule, {
  maxLength: 6,
  selector: ({ procedureId, kind }) => `${procedureId ?? ''}/${kind}`,
})
const instant = fc
  .date({ min: new Date('2001-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString())
const day = instant.map((at) => at.slice(0, 10))
const dossier: fc.Arbitrary<Retained> = fc.record({
  procedureId: fc.constantFrom('dien-hinh', 'ke-hoach', 'chi'),
  closedAt: fc.option(instant),
  lastActAt: instant,
  archived: fc.boolean(),
  erased: fc.boolean(),
  held: fc.boolean(),
})

describe('what the rules ask for', () => {
  it('is nothing for what is open, and nothing without rules', () => {
    fc.assert(
      fc.property(rules, dossier, day, (set, one, today) => {
        expect(retentionDue(set, { ...one, closedAt: null }, today)).toBeNull()
        expect(retentionDue([], one, today)).toBeNull()
      }),
    )
  })

  it('stays asked for on every later day, until it is done', () => {
    fc.assert(
      fc.property(rules, dossier, day, fc.integer({ min: 0, max: 40_000 }), (set, one, today, later) => {
        const due = retentionDue(set, one, today)
        const then = retentionDue(set, one, addDays(today, later))
        if (due !== null) expect(then).not.toBeNull()
        if (due?.kind === 'erase') expect(then).toEqual(due)
      }),
    )
  })

  it('is by the procedure’s own rule where it has one, and erasing only by a confirmed one', () => {
    fc.assert(
      fc.property(rules, dossier, day, (set, one, today) => {
        const due = retentionDue(set, one, today)
        if (due === null) return
        const by = set.find(({ id }) => id === due.ruleId)
        const own = set.find(({ procedureId, kind }) => procedureId === one.procedureId && kind === due.kind)
        expect(by).toEqual(
          own ?? set.find(({ procedureId, kind }) => procedureId === null && kind === due.kind),
        )
        expect(due.kind === 'archive' || by?.confirmed).toBe(true)
        expect(due.since <= today).toBe(true)
        expect(due.held).toBe(one.held)
      }),
    )
  })

  it('is not done twice, and never before the years are full', () => {
    fc.assert(
      fc.property(rules, dossier, day, (set, one, today) => {
        const due = retentionDue(set, one, today)
        if (one.erased) expect(due?.kind).not.toBe('erase')
        if (one.archived) expect(due?.kind).not.toBe('archive')
        if (due === null || one.closedAt === null) return
        const { years = 0 } = set.find(({ id }) => id === due.ruleId) ?? {}
        const least = Number(one.closedAt.slice(0, 4)) + years
        expect(Number(today.slice(0, 4))).toBeGreaterThanOrEqual(least)
      }),
    )
  })

  it('comes later the more years a rule has, and the later the last act was', () => {
    fc.assert(
      fc.property(instant, instant, fc.integer({ min: 1, max: 99 }), (a, b, years) => {
        const [early, late] = a < b ? [a, b] : [b, a]
        expect(dueSince(early, years) <= dueSince(late, years)).toBe(true)
        expect(dueSince(early, years) < dueSince(early, years + 1)).toBe(true)
      }),
    )
  })
})

describe('examples', () => {
  it.each([
    ['2026-03-02T02:00:00.000Z', 5, '2031-03-03'],
    // Already the next day in Vietnam.
    ['2026-12-31T18:00:00.000Z', 1, '2028-01-02'],
    ['2028-02-29T02:00:00.000Z', 1, '2029-03-01'],
    ['2028-02-29T02:00:00.000Z', 4, '2032-03-01'],
  ])('%s and %i years: from %s on', (last, years, since) => {
    expect(dueSince(last, years)).toBe(since)
  })

  const set = (
    kind: RetentionRule['kind'],
    years: number,
    procedureId: string | null = null,
  ): RetentionRule => ({
    ...{ id: `${kind}${procedureId ?? ''}`, kind, years, procedureId, confirmed: true },
  })

  it('a rule that erases before archiving is refused, for one procedure against the general one, too', () => {
    expect(ruleRefusal([set('archive', 5)], set('erase', 4))).toBe('erasesBeforeArchiving')
    expect(ruleRefusal([set('archive', 5)], set('erase', 5))).toBeNull()
    expect(ruleRefusal([set('erase', 10)], set('archive', 20, 'chi'))).toBe('erasesBeforeArchiving')
    expect(ruleRefusal([set('erase', 10), set('archive', 5)], set('archive', 6))).toBeNull()
  })

  it('the general rule doesn’t stand in for an own one that isn’t confirmed yet', () => {
    const own = { ...set('erase', 30, 'chi'), confirmed: false }
    expect(ruleFor([set('erase', 10), own], 'chi', 'erase')).toBeNull()
    expect(ruleFor([set('erase', 10), own], 'ke-hoach', 'erase')?.years).toBe(10)
  })
})

// The checker lets a sound procedure pass, and catches each kind of mistake in a broken copy of it.
import { describe, expect, it } from 'vitest'
import { allowedActions } from '../../domain/allowed.ts'
import { FINDING_CODES, checkProcedure, describeFinding, examine } from '../../domain/checker/index.ts'
import { lifeOf } from '../../domain/checker/structure/dates.ts'
import { explore } from '../../domain/checker/walk/explore.ts'
import { buildWorld } from '../../domain/checker/walk/world.ts'
import type { Need, Procedure } from '../../domain/procedure.ts'
import { SHIPPED_CALENDAR } from '../../domain/time/holidays.ts'
import { COUNTED } from '../support/counted-procedure.ts'
import { MISTAKES, directorAlone } from './mistakes.ts'
import { SOUND, UNIT_PATH, stepOf, withStep } from './sound-procedure.ts'

/** Gives what the sound one counts on. */
const GIVER: Procedure = { ...COUNTED, id: 'giver', results: { kept: { kind: 'safety', value: 'achieved' } } }
const CONTEXT = { year: 2026, calendar: SHIPPED_CALENDAR, known: [SOUND, COUNTED, GIVER] }
/** Mistakes of the data itself; the others are found by walking and name the way that leads to them. */
const BEFORE_THE_WALK = FINDING_CODES.slice(0, FINDING_CODES.indexOf('cannotStart'))

describe('the checker', () => {
  it('lets a sound procedure pass and says what it proved', () => {
    const { findings, proofs } = examine(SOUND, CONTEXT)
    expect(findings.map(describeFinding)).toEqual([])
    expect(proofs).toHaveLength(1)
    expect([...(proofs[0]?.ends ?? [])].sort()).toEqual(['granted', 'missed', 'refused'])
    expect(proofs[0]?.states).toBeGreaterThan(20)
    expect(proofs[0]?.dues.map(({ dueAt }) => dueAt?.slice(0, 10) ?? null)).toEqual([
      '2026-01-31',
      '2026-05-31',
      null,
      '2026-08-31',
      '2026-10-31',
      '2026-12-09',
    ])
  })

  it.each(MISTAKES.map(([code, words, broken]) => ({ code, words, broken })))(
    'finds $code where $words',
    ({ code, broken }) => {
      const found = checkProcedure(broken, CONTEXT).filter((one) => one.code === code)
      expect(found).not.toEqual([])
      for (const one of found) expect(one.detail).not.toBe('')
    },
  )

  it('has a mistake to show for every kind of finding', () => {
    const shown = new Set(MISTAKES.map(([code]) => code))
    expect(FINDING_CODES.filter((code) => !shown.has(code) && code !== 'walkTooLarge')).toEqual([])
  })

  it.each([
    ['deadEnd', 'sign'],
    ['dutiesCannotBeKeptApart', 'confirm'],
    ['afterUnusable', 'reopen'],
    ['noEndInTime', 'unit'],
  ] as const)('names the way of actions that leads to %s', (code, place) => {
    const broken = MISTAKES.find(([one]) => one === code)?.[2] ?? SOUND
    const [found] = checkProcedure(broken, CONTEXT).filter((one) => one.code === code)
    expect(found?.where).toContain(place)
    expect(found?.way[0]).toMatch(/ask: submit by unitHead@unit$/)
    expect(describeFinding(found ?? { code, where: [], detail: '', way: [] })).toContain('by way of')
  })

  it('does not walk what is unsound: there is no way to name', () => {
    for (const [code, , broken] of MISTAKES.filter(([one]) => BEFORE_THE_WALK.includes(one))) {
      const { proofs, findings } = examine(broken, CONTEXT)
      expect(proofs, code).toEqual([])
      for (const { way } of findings) expect(way).toEqual([])
    }
  })

  it('gives up aloud at a procedure with too many states', () => {
    const found = checkProcedure(SOUND, { ...CONTEXT, maxStates: 5 })
    expect(found.map(({ code }) => code)).toContain('walkTooLarge')
  })

  it.each([
    ['all in parallel', { mode: 'all' }],
    ['any one', { mode: 'any' }],
    ['weighted', { mode: 'weighted', need: 2 }],
  ] as const)('walks signing by %s', (_words, signing) => {
    const offers = signing.mode === 'any' ? [] : stepOf('sign').offers
    expect(checkProcedure(withStep('sign', { signing, offers }), CONTEXT).map(describeFinding)).toEqual([])
  })

  it('walks a step that points at an office and a person, in a field and in a table', () => {
    const office = { id: 'with', vi: 'Đơn vị', type: 'office', required: true } as const
    const needs: Need[] = [
      { kind: 'field', id: 'who', vi: 'Người', type: 'person', required: true },
      { kind: 'rows', id: 'offices', vi: 'Các đơn vị', columns: [office], least: 1, most: 9 },
    ]
    expect(checkProcedure(withStep('ask', { needs }), CONTEXT).map(describeFinding)).toEqual([])
  })

  it('asks for a deputy where the head has acted before, and is content with one', () => {
    const withDeputy = withStep(
      'confirm',
      { parties: [{ role: 'policeDirector', level: 'province', deputies: ['policeDeputyDirector'] }] },
      directorAlone,
    )
    expect(checkProcedure(withDeputy, CONTEXT).map(describeFinding)).toEqual([])
  })

  it('keeps nothing of the decision to itself: whatever it walked, the screens would have offered', () => {
    const life = lifeOf(SOUND, CONTEXT.year)
    if (life === null) throw new Error('the campaign has a life')
    const world = buildWorld(SOUND, UNIT_PATH, { kind: 'agency', owner: 'agency' }, 'good', CONTEXT, life)
    let seen = 0
    for (const { state, next } of explore(world, 20_000).nodes.values()) {
      for (const { move } of next) {
        if (move.person === null) continue
        const person = { personId: move.person.id, capacities: [move.person.capacity] }
        const offered = allowedActions(SOUND, state, person, world.facts, world.at, 'dossier')
        expect(
          offered.find(({ action }) => action === move.action)?.allowed,
          `${state?.step ?? 'start'}: ${move.action}`,
        ).toBe(true)
        seen += 1
      }
    }
    expect(seen).toBeGreaterThan(50)
  })
})

describe('what a checked deadline is worth', () => {
  it('is judged under every reading of "trước ngày"', () => {
    // Strictly due on 31/05, a Sunday: under rollForward it ends on Monday 01/06, after the step that follows it.
    const tight = withStep('vote', { due: { kind: 'through', monthDay: '05-31', source: 'test' } })
    expect(checkProcedure(tight, { ...CONTEXT, readings: ['strict'] })).toEqual([])
    const [found] = checkProcedure(
      withStep(
        'vote',
        { due: { kind: 'through', monthDay: '05-31', source: 'test' } },
        withStep('look', { due: { kind: 'before', monthDay: '06-01', source: 'test' } }),
      ),
      { ...CONTEXT, readings: ['throughDay'] },
    )
    expect(found?.code).toBe('dueOrder')
    expect(found?.where).toContain('throughDay')
  })

  it('keeps the decider of the sound procedure free of what he must not have done', () => {
    expect(stepOf('decide').apart).toEqual(['look', 'sign'])
    expect(examine(SOUND, CONTEXT).proofs[0]?.shortest).toBeGreaterThanOrEqual(9)
  })
})

// What is counted decides: money within figures, children enough, points that come to a level, a fork by what was chosen,
// parts handed out, and what becomes of the matter. What was counted is written down, and so is its change.
import { describe, expect, test } from 'vitest'
import type { Body, CriteriaSheet, SubjectFacts } from '../../../domain/command.ts'
import type { DossierState } from '../../../domain/dossier.ts'
import { factNeeds } from '../../../domain/needs.ts'
import type { Procedure } from '../../../domain/procedure.ts'
import { COUNTED, countedWith } from '../../support/counted-procedure.ts'
import {
  CLOCK,
  COMMUNE,
  PROVINCE,
  act,
  because,
  command,
  deepFreeze,
  refusal,
  run,
  world,
} from '../../support/rulebook.ts'
import type { World } from '../../support/rulebook.ts'

const SCORED: CriteriaSheet = {
  id: 'sheet',
  version: 1,
  vi: 'Phiếu chấm',
  sample: true,
  source: 'test',
  criteria: ['c1', 'c2', 'c3'].map((id) => ({
    id,
    vi: id,
    group: 'g',
    mustMeet: id === 'c1',
    allowsNotApplicable: id === 'c3',
    points: id === 'c1' ? 2 : 4,
  })),
  levels: [
    { id: 'good', vi: 'Tốt', min: 70 },
    { id: 'fair', vi: 'Khá', min: 50 },
  ],
}

const EXPENSE: SubjectFacts = {
  id: 'E1',
  kind: 'expense',
  owner: 'commune',
  type: 'within',
  code: null,
  personId: 'culture',
  status: 'draft',
  marks: [],
  offices: { unit: COMMUNE, commune: COMMUNE, province: PROVINCE, ministry: 'M01' },
  provincial: false,
  communeHasPolice: true,
  valid: true,
}

const having = (count: number, total: number) => ({
  enoughUnits: {
    total,
    having: count,
    list: Array.from({ length: count }, (_, index) => ({ subjectId: `U${index}`, value: 'good' })),
  },
})

const outside = (more: Partial<Omit<World, 'campaign'>> = {}): World =>
  world({
    subject: EXPENSE,
    sheet: SCORED,
    counts: having(7, 10),
    figures: { spent: 1000, allocated: 9000 },
    results: { 'owner/level': { 2025: 'good' } },
    ...more,
    campaign: { sheets: { expense: { id: 'sheet', version: 1 } } },
  })

const request = (fields: Body['fields'] = {}) =>
  act('submit', 'culture', { body: { fields: { amount: 5000, km: 2, spentBefore: 1000, ...fields } } })

const inspect = (points: readonly [number, number, number | null], met = true) => {
  const [c1, c2, c3] = points
  const third = c3 === null ? { verdict: 'notApplicable' as const } : { verdict: 'met' as const, points: c3 }
  const first = { verdict: met ? ('met' as const) : ('notMet' as const), points: c1 }
  return act('inspect', 'inspector', {
    body: {
      answers: { c1: first, c2: { verdict: 'met', points: c2 }, c3: third },
      sheet: { id: 'sheet', version: 1 },
    },
  })
}
const judge = act('submit', 'police')
const decide = (verdict = 'keep') => act('approve', 'chair', { body: { fields: { verdict } } })
const WAY = [request(), inspect([2, 4, 4]), judge]

const played = (acts: Parameters<typeof run>[1], from: DossierState | null = null, at = outside()) =>
  run(COUNTED, acts, from, at)
const refused = (acts: Parameters<typeof run>[1], last: Parameters<typeof refusal>[2], at = outside()) =>
  refusal(COUNTED, acts.length === 0 ? null : played(acts, null, at).state, last, at)

describe('money', () => {
  test('within the figures goes through, and what differs from a figure is in the line', () => {
    expect(played([request()]).events[0]?.data).toEqual({ task: 'request.1.1' })
    expect(played([request({ spentBefore: 900 })]).events[0]?.data).toEqual({
      task: 'request.1.1',
      figures: { spentBefore: { given: 900, counted: 1000 } },
    })
  })

  test('over what was allocated is refused, with both sums', () => {
    const tight = outside({ figures: { spent: 4001, allocated: 9000 } })
    expect(refused([], request(), tight)).toMatchObject({
      code: 'needsUnmet',
      detail: { needs: [{ compare: 'withinAllocation', found: 9001, limit: 9000 }] },
    })
    expect(played([request()], null, outside({ figures: { spent: 4000, allocated: 9000 } })).state.step).toBe(
      'judge',
    )
  })

  test('is held to the rate that holds on the day, times the distance, and a share of it', () => {
    const spring = request({ amount: 6001 })
    expect(refused([], spring).detail).toEqual({
      needs: [{ compare: 'withinRate', found: 6001, limit: 6000 }],
    })
    expect(played([{ ...spring, at: '2026-07-01T02:00:00.000Z' }]).state.step).toBe('judge')
    const own = world({ ...outside(), campaign: { ...outside().campaign, settings: { perKm: 2001 } } })
    expect(played([spring], null, own).state.step).toBe('judge')
  })

  test.each([
    ['less than nothing', { amount: -1 }, 'amount'],
    ['more than the most', { amount: 1_000_001 }, 'amount'],
    ['half a đồng', { amount: 0.5 }, 'amount'],
    ['fewer kilometres than one', { km: 0 }, 'km'],
  ])('is refused as %s', (_words, fields, field) => {
    expect(refused([], request(fields))).toMatchObject({ code: 'invalid', detail: { field } })
  })

  test('locks the figures of the office where a comparison counts them, and not for one of fields alone', () => {
    const locks = (procedure: Procedure): boolean =>
      factNeeds(procedure, null, command(null, request()), EXPENSE, world().campaign).figuresLocked
    expect(locks(COUNTED)).toBe(true)
    const needs = COUNTED.steps[0]?.needs.filter((need) => !('id' in need && need.id === 'withinAllocation'))
    expect(locks(countedWith('request', { needs: needs ?? [] }))).toBe(false)
  })

  test('without a figure that was counted, or with a setting that is no whole number, nothing is taken as within', () => {
    expect(refused([], request(), outside({ figures: { allocated: 9000 } })).code).toBe('needsUnmet')
    const odd = world({ ...outside(), campaign: { ...outside().campaign, settings: { perKm: 2000.5 } } })
    expect(refusal(COUNTED, null, request(), odd).code).toBe('needsUnmet')
  })
})

describe('points', () => {
  const session = (acts: Parameters<typeof run>[1]) => played([request(), ...acts]).state.inspections[0]

  test('come to the first level whose share they reach', () => {
    expect(session([inspect([2, 4, 1])])).toMatchObject({ score: 7, level: 'good' })
    expect(session([inspect([2, 4, 0.5])])).toMatchObject({ score: 6.5, level: 'fair' })
    expect(session([inspect([2, 2.5, 0])])).toMatchObject({ score: 4.5, level: null })
  })

  test('of what does not apply are neither given nor to be had', () => {
    expect(session([inspect([2, 2.5, null])])).toMatchObject({ score: 4.5, level: 'good' })
  })

  test('come to nothing where what must be met is not', () => {
    expect(session([inspect([2, 4, 4], false)])).toMatchObject({ score: 10, level: null, notMet: ['c1'] })
    expect(refused([request(), inspect([2, 4, 4], false)], judge).detail).toEqual({
      needs: [{ scored: 'inspection', level: null, accepted: ['good'] }],
    })
  })

  test.each([
    ['more than there are', [3, 4, 4]],
    ['less than nothing', [-1, 4, 4]],
    ['a quarter', [1.75, 4, 4]],
  ] as const)('are refused: %s', (_words, points) => {
    expect(refused([request()], inspect(points))).toMatchObject({
      code: 'fieldUnknown',
      detail: { criteria: ['c1'] },
    })
  })

  test('must be enough for the level that the step accepts', () => {
    expect(refused([request(), inspect([2, 4, 0])], judge).detail).toMatchObject({
      needs: [{ scored: 'inspection', level: 'fair' }],
    })
  })
})

describe('the decision', () => {
  test('goes where the choice leads, gives the level as its worth and the matter its standing', () => {
    const { state, effects } = played([...WAY, decide()])
    expect(state).toMatchObject({
      status: 'concluded',
      outcome: 'kept',
      subject: { id: 'E1', type: 'within' },
    })
    expect(effects).toContainEqual({ kind: 'setSubject', status: 'active' })
    expect(effects).toContainEqual({
      kind: 'recordResult',
      result: { kind: 'level', value: 'good' },
      year: 2026,
    })
    const ended = played([...WAY, decide('end')])
    expect(ended.state.outcome).toBe('over')
    expect(ended.effects).toContainEqual({ kind: 'setSubject', status: 'ended' })
  })

  test('needs the choice, and one that there is', () => {
    expect(refused(WAY, act('approve', 'chair')).detail).toEqual({ needs: [{ field: 'verdict' }] })
    expect(refused(WAY, decide('nothing')).code).toBe('invalid')
  })

  test('counts children: seven of ten are enough, six are not, nor too few of them at all', () => {
    const at = (count: number, total: number) => outside({ counts: having(count, total) })
    expect(refused(WAY, decide(), at(6, 10)).detail).toEqual({
      needs: [{ children: 'enoughUnits', total: 10, having: 6, atLeast: [7, 10] }],
    })
    expect(refused(WAY, decide(), at(1, 1)).detail).toMatchObject({ needs: [{ children: 'enoughUnits' }] })
    expect(refused(WAY, decide(), outside({ counts: {} })).code).toBe('needsUnmet')
    expect(played([...WAY, decide()], null, at(69, 98)).state.outcome).toBe('kept')
  })

  test('looks at the year before of the office that owns the matter', () => {
    expect(refused(WAY, decide(), outside({ results: { level: { 2025: 'good' } } })).detail).toEqual({
      needs: [{ result: 'level', of: 'owner', year: 2025, accepted: ['good'], found: null }],
    })
  })

  test('keeps what it has counted', () => {
    const counted = played([...WAY, decide()]).effects.filter(({ kind }) => kind === 'recordCounted')
    expect(counted).toEqual([
      {
        kind: 'recordCounted',
        need: 'enoughUnits',
        result: 'level',
        year: 2026,
        ...having(7, 10).enoughUnits,
      },
      {
        kind: 'recordCounted',
        need: 'result/owner/level/2025',
        result: 'level',
        year: 2025,
        total: 1,
        having: 1,
        list: [{ subjectId: COMMUNE, value: 'good' }],
      },
    ])
  })

  test('hands out the parts that wait, each into a campaign, or none at all', () => {
    const parts = [
      { id: 'D1', kind: 'duty' as const, campaignId: 'campaign' },
      { id: 'D2', kind: 'duty' as const, campaignId: null },
    ]
    expect(refused(WAY, decide(), outside({ parts })).detail).toEqual({
      needs: [{ part: 'D2', why: 'noCampaign' }],
    })
    const { effects, events } = played([...WAY, decide()], null, outside({ parts: parts.slice(0, 1) }))
    expect(effects).toContainEqual({ kind: 'assignParts', parts: [{ id: 'D1', campaignId: 'campaign' }] })
    expect(events.find(({ type }) => type === 'approved')?.data).toMatchObject({ assigned: 1 })
  })

  test('is refused where no level was reached that it would be worth', () => {
    const careless = countedWith('decide', {
      needs: COUNTED.steps.flatMap(({ id, needs }) => (id === 'decide' ? needs.slice(0, 1) : [])),
    })
    const lenient = {
      ...careless,
      steps: careless.steps.map((step) => (step.id === 'judge' ? { ...step, needs: [] } : step)),
    }
    const stands = run(deepFreeze(lenient), [request(), judge], null, outside()).state
    expect(refusal(lenient, stands, decide(), outside()).detail).toEqual({ needs: [{ level: 'kept' }] })
  })
})

describe('the first step', () => {
  test('is the named person’s while he holds the role, and else the queue’s', () => {
    expect(played([request()]).events[0]?.actor).toEqual({ kind: 'person', personId: 'culture' })
    const other = outside({ subject: { ...EXPENSE, personId: 'office' } })
    expect(played([request()], null, other).state.acted[0]?.personId).toBe('culture')
    const named = countedWith('judge', {
      parties: [{ role: 'communePolice', level: 'commune', named: true }],
    })
    const tasks = (personId: string) =>
      run(named, [request()], null, outside({ subject: { ...EXPENSE, personId } })).state.tasks.map(
        ({ assignee }) => assignee.personId,
      )
    const byQueue = { ...named, steps: named.steps.map((step) => ({ ...step })) }
    expect(
      run(
        {
          ...byQueue,
          steps: byQueue.steps.map((s) =>
            s.id === 'request' ? { ...s, parties: [{ role: 'cultureSocial', level: 'unit' }] } : s,
          ),
        },
        [request()],
        null,
        outside({ subject: { ...EXPENSE, personId: 'police' } }),
      ).state.tasks.map(({ assignee }) => assignee.personId),
    ).toEqual(['police'])
    expect(tasks('culture')).toEqual([null])
  })

  test.each([
    ['a matter that has begun already', { status: 'active' as const }, { status: 'active', begins: 'draft' }],
    ['an office that the rule leaves out', { marks: ['smallEnterprise'] }, { marks: ['smallEnterprise'] }],
    ['a type that no path is for', { type: 'over' }, { subject: 'E1', kind: 'expense' }],
    ['an owner that no path is for', { owner: 'province' as const }, { subject: 'E1', kind: 'expense' }],
  ])('is not for %s', (_words, more, detail) => {
    expect(refused([], request(), outside({ subject: { ...EXPENSE, ...more } }))).toMatchObject({
      code: 'notEligible',
      detail,
    })
  })
})

describe('after the end', () => {
  const kept = () => played([...WAY, decide()]).state
  const revoke = act('revoke', 'viceChair', { body: { reason: 'sai', fields: { recovered: 10 } } })

  test('who decided, or stands in for him, may take it away, with what must be said of it', () => {
    const { state, effects } = played([revoke], kept())
    expect(state.status).toBe('revoked')
    expect(effects).toContainEqual({ kind: 'setSubject', status: 'ended' })
    expect(effects).toContainEqual({
      kind: 'recordResult',
      result: { kind: 'level', value: null },
      year: 2026,
    })
    expect(refusal(COUNTED, kept(), { ...revoke, body: because() }, outside()).detail).toEqual({
      needs: [{ field: 'recovered' }],
    })
    expect(
      refusal(COUNTED, kept(), { ...revoke, body: { ...because(), fields: { colour: 'x' } } }, outside())
        .code,
    ).toBe('fieldUnknown')
    expect(refusal(COUNTED, kept(), { ...revoke, by: 'police' }, outside()).code).toBe('notAuthorised')
  })

  test('opened again, the matter is what it was before', () => {
    const over = played([...WAY, decide('end')]).state
    const { effects } = played([act('reopen', 'chair', { body: because() })], over)
    expect(effects).toContainEqual({ kind: 'setSubject', status: 'draft' })
  })

  test('a change of what was counted is noted once, and the decision stands', () => {
    const change = (subjectId: string) =>
      act('markBasis', CLOCK, { args: { subjectId, resultKind: 'level', year: 2026, value: null } })
    const before = kept()
    const { state, events } = played([change('U1')], before)
    const { basisChanged, version, ...rest } = state
    const { version: old, ...same } = before
    expect(rest).toEqual(same)
    expect(version).toBe(old + 1)
    expect(basisChanged).toEqual([
      { subjectId: 'U1', kind: 'level', year: 2026, at: '2026-01-12T02:00:00.000Z' },
    ])
    expect(events[0]?.data).toEqual({ subjectId: 'U1', kind: 'level', year: 2026, value: null })
    expect(refusal(COUNTED, state, change('U1'), outside()).code).toBe('alreadyActed')
    const many = Array.from({ length: 60 }, (_, index) => change(`X${index}`))
    expect(played(many, state).state.basisChanged).toHaveLength(50)
  })

  test('who may take the decision away says why it stands, and it can be marked anew', () => {
    const change = act('markBasis', CLOCK, {
      args: { subjectId: 'U1', resultKind: 'level', year: 2026, value: null },
    })
    const marked = played([change], kept()).state
    const keep = (by: string) => act('keepDecision', by, { body: because('vẫn đủ điều kiện') })
    expect(refusal(COUNTED, kept(), keep('chair'), outside()).code).toBe('nothingToSettle')
    expect(refusal(COUNTED, marked, keep('police'), outside()).code).toBe('notAuthorised')
    expect(refusal(COUNTED, marked, act('keepDecision', 'chair'), outside()).code).toBe('reasonRequired')
    const { state, events } = played([keep('chair')], marked)
    expect(state.basisChanged).toBeUndefined()
    expect(state.outcome).toBe(marked.outcome)
    expect(events[0]).toMatchObject({
      type: 'decisionKept',
      data: { marks: [{ subjectId: 'U1', kind: 'level', year: 2026 }] },
    })
    expect(played([change], state).state.basisChanged).toHaveLength(1)
  })

  test.each([['subjectId'], ['resultKind'], ['year']])('a change without %s is refused', (field) => {
    const args = { subjectId: 'U1', resultKind: 'level', year: 2026, [field]: undefined }
    expect(refusal(COUNTED, kept(), act('markBasis', CLOCK, { args }), outside())).toMatchObject({
      code: 'invalid',
      detail: { field },
    })
  })
})

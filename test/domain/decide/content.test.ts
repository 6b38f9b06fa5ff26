// What a step needs before it goes forward: fields and documents of the right shape, files that are stored, results of other
// years. And what has no sense at all is refused as such, whoever brings it.
import { describe, expect, test } from 'vitest'
import type { Body } from '../../../domain/command.ts'
import { decide } from '../../../domain/decide/index.ts'
import type { Need } from '../../../domain/procedure.ts'
import type { ResultNeed } from '../../../domain/results.ts'
import {
  act,
  aProcedure,
  because,
  command,
  facts,
  hashOf,
  refusal,
  run,
  world,
} from '../../support/rulebook.ts'
import { DOSSIER, FORM, registered, standingAt } from '../../support/rulebook-stages.ts'

const plain = aProcedure()
const submit = (body: Body) => act('submit', 'head', { body })

describe('going forward', () => {
  test('names everything that is missing, at once', () => {
    expect(refusal(plain, null, submit({ fields: { grounds: '  ' } }))).toMatchObject({
      code: 'needsUnmet',
      detail: { needs: [{ field: 'grounds' }, { document: 'form' }] },
    })
    expect(refusal(plain, null, act('submit', 'head')).code).toBe('needsUnmet')
  })

  test('makes what was brought the dossier’s content, by its hash', () => {
    const { state } = run(plain, [submit(FORM)])
    expect(state.contentHash).toBe(hashOf(FORM))
    expect(state.contents).toEqual({ register: hashOf(FORM) })
  })

  test.each([
    [
      'a field that the step does not know',
      { ...FORM, fields: { ...FORM.fields, salary: '1' } },
      'fieldUnknown',
    ],
    [
      'a document that it does not know',
      { ...FORM, documents: [{ kind: 'x', sha256: 'file1', name: 'x' }] },
      'fieldUnknown',
    ],
    ['a text that is too long', { ...FORM, fields: { grounds: 'x'.repeat(101) } }, 'invalid'],
    ['a number for a text', { ...FORM, fields: { grounds: 7 } }, 'invalid'],
    [
      'a file that is not stored',
      { ...FORM, documents: [{ kind: 'form', sha256: 'gone', name: 'x' }] },
      'needsUnmet',
    ],
  ] as const)('is refused with %s', (_what, body, code) => {
    expect(refusal(plain, null, submit(body)).code).toBe(code)
  })

  test.each([
    ['date', '2026-02-28', '2026-02-30'],
    ['integer', 7, 7.5],
    ['boolean', false, 'false'],
    ['choice', 'a', 'c'],
    ['longText', 'văn bản', true],
  ] as const)('takes a %s for what it is', (type, right, wrong) => {
    const choices = [
      { id: 'a', vi: 'a' },
      { id: 'b', vi: 'b' },
    ]
    const need: Need = { kind: 'field', id: 'value', vi: 'value', type, required: true, choices }
    const procedure = aProcedure({ register: { needs: [need] } })
    expect(run(procedure, [submit({ fields: { value: right } })]).state.step).toBe('screen')
    expect(refusal(procedure, null, submit({ fields: { value: wrong } })).detail).toEqual({
      field: 'value',
      expected: type,
    })
    expect(refusal(procedure, null, submit({ fields: { value: null } })).code).toBe('needsUnmet')
  })
})

describe('a document that goes with a field', () => {
  const needs: readonly Need[] = [
    { kind: 'field', id: 'fuel', vi: 'Xăng xe', type: 'money', required: false },
    { kind: 'document', id: 'sheet', vi: 'Bảng kê', required: false, requiredWith: 'fuel' },
  ]
  const procedure = aProcedure({ register: { needs } })

  test.each<NonNullable<Body['fields']>>([{}, { fuel: null }, { fuel: 0 }])(
    'is not asked for with %j',
    (fields) => {
      expect(run(procedure, [submit({ fields })]).state.step).toBe('screen')
    },
  )

  test('is asked for as soon as something stands there', () => {
    const fields = { fuel: 12_000 }
    expect(refusal(procedure, null, submit({ fields })).detail.needs).toEqual([{ document: 'sheet' }])
  })
})

describe('a body that carries nothing forward', () => {
  const state = run(plain, [submit(DOSSIER)], standingAt('prepare')).state

  test('changes no content: a reason, an empty form, a no', () => {
    for (const asked of [
      act('approve', 'finance', { body: because() }),
      act('approve', 'finance', { body: { fields: {}, documents: [] } }),
      act('reject', 'finance', { body: { ...because(), fields: { anything: 'x' } } }),
    ])
      expect(run(plain, [asked], state).state.contentHash).toBe(state.contentHash)
  })

  test('names no file that is not there either', () => {
    const body = { text: 'xem tệp', documents: [{ kind: 'x', sha256: 'gone', name: 'x' }] }
    const args = { toOfficeId: 'C1', toRole: 'finance', toPersonId: 'finance' } as const
    expect(refusal(plain, state, act('ask', 'police', { args, body })).code).toBe('needsUnmet')
  })
})

describe('results of other years', () => {
  const approve = act('approve', 'police')

  test.each([
    ['is not there', {}, null],
    ['is another year’s', { safety: { 2024: 'achieved' } }, null],
    ['is not good enough', { safety: { 2025: 'failed' } }, 'failed'],
  ])('keep the step from going forward while one %s', (_how, results, found) => {
    expect(refusal(plain, registered(), approve, world({ results })).detail.needs).toEqual([
      { result: 'safety', year: 2025, accepted: ['achieved'], found },
    ])
  })

  const RULE = { result: 'safety', yearOffset: 0, accepted: ['achieved'] } as const
  const asking = (more: Partial<ResultNeed>) =>
    aProcedure({
      screen: { needs: [{ kind: 'priorResult', ...RULE, source: { cites: ['test'] }, ...more }] },
    })
  const two = { over: { years: 3, atLeast: 2 } }

  test.each([
    ['one of them only', { safety: { 2026: 'achieved' } }, false],
    ['a bad year between', { safety: { 2024: 'achieved', 2025: 'failed', 2026: 'achieved' } }, true],
    ['a year before them', { safety: { 2023: 'achieved', 2026: 'achieved' } }, false],
    ['a year after', { safety: { 2026: 'achieved', 2027: 'achieved' } }, false],
  ])('count in so many of the last years: %s', (_how, results, enough) => {
    const procedure = asking(two)
    const state = registered(procedure)
    if (enough) expect(run(procedure, [approve], state, world({ results })).state.step).toBe('build')
    else
      expect(refusal(procedure, state, approve, world({ results })).detail.needs).toMatchObject([
        { result: 'safety', year: 2026, years: [2024, 2025, 2026], atLeast: 2, having: [2026] },
      ])
  })

  test('do as well where another rule is met: one of several is enough', () => {
    const procedure = asking({
      or: [{ result: 'exemplary', yearOffset: -1, of: 'owner', accepted: ['achieved'] }],
    })
    const state = registered(procedure)
    const kept = world({ results: { 'owner/exemplary': { 2025: 'achieved' } } })
    expect(run(procedure, [approve], state, kept).state.step).toBe('build')
    expect(refusal(procedure, state, approve, world({ results: {} })).detail.needs).toEqual([
      {
        result: 'safety',
        year: 2026,
        accepted: ['achieved'],
        found: null,
        or: [{ result: 'exemplary', of: 'owner', year: 2025, accepted: ['achieved'], found: null }],
      },
    ])
  })

  test('are kept one by one, so that a later change of any year shows', () => {
    const procedure = asking(two)
    const results = { safety: { 2024: 'achieved', 2026: 'achieved' } }
    const { effects } = run(procedure, [approve], registered(procedure), world({ results }))
    const counted = effects.filter(({ kind }) => kind === 'recordCounted')
    expect(counted).toMatchObject([
      { need: 'result/safety/2024', year: 2024 },
      { need: 'result/safety/2026', year: 2026 },
    ])
  })

  test('are counted for a first act as well, by the campaign’s year', () => {
    const needs: readonly Need[] = [
      {
        kind: 'priorResult',
        result: 'safety',
        yearOffset: -1,
        accepted: ['achieved'],
        source: { cites: ['test'] },
      },
    ]
    const procedure = aProcedure({ register: { needs } })
    expect(run(procedure, [act('submit', 'head')]).state.step).toBe('screen')
    expect(refusal(procedure, null, act('submit', 'head'), world({ results: {} })).code).toBe('needsUnmet')
  })
})

describe('what has no sense', () => {
  const state = registered()
  const given = command(state, act('approve', 'police'))
  const wrong = (patch: object, body: unknown = null) => {
    const broken = { ...given, ...patch }
    return decide(plain, state, broken, { ...facts(plain, state, given), body: body as Body | null })
  }

  test.each([
    ['action', { action: 'explode' }],
    ['action', { action: 'constructor' }],
    ['actor', { actor: null }],
    ['actor', { actor: { kind: 'person' } }],
    ['actor', { actor: { kind: 'person', personId: '' } }],
    ['actor', { actor: { kind: 'ghost' } }],
    ['receivedAt', { receivedAt: '2026-01-12' }],
    ['receivedAt', { receivedAt: 1768183200000 }],
    ['basis', { basis: { step: 'screen', round: '1', contentHash: null } }],
    ['basis', { basis: 'screen' }],
    ['bodyHash', { bodyHash: 7 }],
    ['args', { args: null }],
    ['toRole', { args: { toRole: 'king' } }],
    ['until', { args: { until: '2026-02-30' } }],
    ['year', { args: { year: '2027' } }],
    ['votes', { args: { votes: { personId: 'x' } } }],
    ['votes', { args: { votes: [{ personId: 'x', verdict: 'maybe' }] } }],
    ['expiresAt', { args: { expiresAt: 'tomorrow' } }],
    ['verdict', { args: { verdict: 'abstain' } }],
  ])('is refused by the name of the %s', (field, patch) => {
    expect(wrong(patch)).toEqual({ ok: false, code: 'invalid', detail: { field } })
  })

  test.each([
    ['body', 'a reason'],
    ['body', []],
    ['reason', { reason: 7 }],
    ['fields', { fields: { grounds: { nested: true } } }],
    ['fields', { fields: ['grounds'] }],
    ['documents', { documents: [{ kind: 'form', sha256: 'file1' }] }],
    ['documents', { documents: [null] }],
    ['answers', { answers: { c1: { verdict: 'perhaps' } } }],
    ['answers', { answers: { c1: { verdict: 'met', evidence: 'file1' } } }],
    ['sheet', { sheet: 'sheet' }],
    ['mendFields', { mendFields: [1] }],
  ])('is refused in the body by the name of %s', (field, body) => {
    expect(wrong({}, body)).toEqual({ ok: false, code: 'invalid', detail: { field } })
  })

  test('a state that its procedure does not know is refused, not thrown on', () => {
    for (const lost of [
      { ...state, step: 'nowhere' },
      { ...state, path: 'nowhere' },
    ])
      expect(decide(plain, lost, given, facts(plain, state, given))).toMatchObject({ code: 'unknownStep' })
  })
})

// Tables in a form: rows of the right shape, what they come to, what a return locks, and what became of them row by row.
import { describe, expect, test } from 'vitest'
import { compared } from '../../domain/amounts.ts'
import type { Body } from '../../domain/command.ts'
import type { Amount } from '../../domain/counting.ts'
import type { Need, Row, RowsNeed } from '../../domain/procedure.ts'
import { diffRows } from '../../domain/rows.ts'
import { aProcedure, act, because, refusal, run } from '../support/rulebook.ts'

const TRIPS: RowsNeed = {
  kind: 'rows',
  id: 'trips',
  vi: 'Bảng kê số km',
  columns: [
    { id: 'day', vi: 'Ngày', type: 'date', required: true },
    { id: 'back', vi: 'Ngày về', type: 'date', required: false },
    { id: 'way', vi: 'Từ – đến', type: 'text', required: true, maxLength: 20 },
    { id: 'by', vi: 'Bằng', type: 'choice', required: false, choices: [{ id: 'car', vi: 'Ô tô' }] },
    { id: 'km', vi: 'Số km', type: 'integer', required: true, min: 1, summed: true },
  ],
  least: 0,
  most: 12,
  requiredWith: 'fuel',
  inOrder: ['day', 'back'],
}
const NEEDS: readonly Need[] = [
  { kind: 'field', id: 'fuel', vi: 'Xăng xe', type: 'money', required: false },
  {
    kind: 'field',
    id: 'km',
    vi: 'Số km',
    type: 'integer',
    required: false,
    sumOf: { rows: 'trips', column: 'km' },
  },
  { kind: 'field', id: 'note', vi: 'Ghi chú', type: 'text', required: false },
  TRIPS,
]
const procedure = aProcedure({ register: { needs: NEEDS } })
const trip = (km: number, more: Row = {}): Row => ({ day: '2026-03-02', way: 'xã – thôn', km, ...more })
const form = (trips: readonly Row[], fields: NonNullable<Body['fields']> = {}): Body => ({
  fields,
  rows: { trips },
})
const submit = (body: Body) => act('submit', 'head', { body })
const refused = (body: Body) => refusal(procedure, null, submit(body))

describe('a table', () => {
  test('goes forward with what it comes to, and may be left out where nothing asks for it', () => {
    const body = form([trip(12), trip(30, { back: '2026-03-03', by: 'car' })], { fuel: 500_000, km: 42 })
    expect(run(procedure, [submit(body)]).state.step).toBe('screen')
    expect(run(procedure, [submit({ fields: { note: 'không đi' } })]).state.step).toBe('screen')
    const alone = aProcedure({ register: { needs: [TRIPS] } })
    expect(run(alone, [submit(form([trip(1)]))]).state.contents['register']).toBeDefined()
  })

  test.each<[string, Body, string, Record<string, unknown>]>([
    ['another table', { rows: { cars: [] } }, 'fieldUnknown', { rows: 'cars' }],
    [
      'another column',
      form([trip(1), trip(1, { who: 'A' })]),
      'fieldUnknown',
      { rows: 'trips', row: 2, column: 'who' },
    ],
    ['a half kilometre', form([trip(1.5)]), 'invalid', { row: 1, column: 'km', expected: 'integer' }],
    ['less than may be', form([trip(0)]), 'invalid', { row: 1, column: 'km' }],
    [
      'no day',
      form([trip(1, { day: '2026-02-30' })]),
      'invalid',
      { row: 1, column: 'day', expected: 'date' },
    ],
    ['no choice', form([trip(1, { by: 'ship' })]), 'invalid', { column: 'by', expected: 'choice' }],
    ['a text too long', form([trip(1, { way: 'x'.repeat(21) })]), 'invalid', { column: 'way' }],
    [
      'too many rows',
      form(Array.from({ length: 13 }, () => trip(1))),
      'invalid',
      { rows: 'trips', most: 12, found: 13 },
    ],
    [
      'a way back before it began',
      form([trip(1, { back: '2026-03-01' })]),
      'invalid',
      { row: 1, column: 'back', notBefore: 'day' },
    ],
    [
      'more than can be counted with',
      form(Array.from({ length: 10 }, () => trip(1_000_000_000_000_000))),
      'sumTooLarge',
      { rows: 'trips', column: 'km' },
    ],
  ])('is refused with %s, by row and column', (_what, body, code, detail) => {
    expect(refused(body)).toMatchObject({ code, detail })
  })

  test('names each cell that is missing, and asks for a row where money was asked for', () => {
    expect(refused(form([{ km: 3 }], { km: 3 })).detail.needs).toEqual([
      { rows: 'trips', row: 1, column: 'day' },
      { rows: 'trips', row: 1, column: 'way' },
    ])
    expect(refused({ fields: { fuel: 1 } }).detail.needs).toEqual([{ rows: 'trips', found: 0, least: 1 }])
  })

  test.each([41, null, 43])('has no other sum than its own: %s', (km) => {
    expect(refused(form([trip(12), trip(30)], { km })).detail.needs).toEqual([{ field: 'km', sum: 42 }])
  })

  test('of no sense at all is a refusal like any other', () => {
    for (const rows of [[], { trips: 7 }, { trips: [7] }, { trips: [{ km: [] }] }])
      expect(refused({ rows } as unknown as Body)).toMatchObject({
        code: 'invalid',
        detail: { field: 'rows' },
      })
  })
})

describe('under a correction', () => {
  const sent = form([trip(12)], { km: 12, note: 'a' })
  const back = (mendFields: readonly string[]) =>
    run(procedure, [submit(sent), act('return', 'police', { body: { ...because(), mendFields } })]).state
  const again = (body: Body) => act('submit', 'head', { body })

  test('that names it, rows and their sum are open and the rest is locked', () => {
    const state = back(['trips'])
    const mended = form([trip(12), trip(30)], { km: 42, note: 'a' })
    expect(run(procedure, [again(mended)], state).state.step).toBe('screen')
    expect(refusal(procedure, state, again({ ...mended, fields: { km: 42, note: 'b' } }))).toMatchObject({
      code: 'fieldLocked',
      detail: { field: 'note' },
    })
  })

  test('that names another field, no row changes', () => {
    const state = back(['note'])
    const changed = form([trip(13)], { km: 13, note: 'b' })
    expect(refusal(procedure, state, again(changed)).detail).toMatchObject({ field: 'trips' })
    const same = form([{ ...trip(12), back: null }], { km: 12, note: 'b' })
    expect(run(procedure, [again(same)], state).state.step).toBe('screen')
  })

  test('that names the sum, the rows behind it are open', () => {
    const state = back(['km'])
    expect(run(procedure, [again(form([trip(9)], { km: 9, note: 'a' }))], state).state.step).toBe('screen')
  })
})

describe('an amount over rows', () => {
  const rate = (value: number) => ({ id: 'rate', vi: 'Mức', value, why: '' })
  const scope = {
    procedure: { settings: [{ ...rate(10), history: [{ from: '2026-07-01', value: 20 }] }] },
    campaign: { settings: {} },
    fields: {},
    earlier: {},
    rows: { trips: [trip(2, { day: '2026-06-30' }), trip(3, { day: '2026-07-01' }), { km: null }] },
    figures: {},
    day: '2026-06-01',
  }
  const worth = (amount: Amount) =>
    compared(
      {
        kind: 'compare',
        id: 'x',
        vi: 'x',
        left: [amount],
        op: 'atMost',
        right: [0],
        source: { cites: ['x'] },
      },
      scope,
    ).found

  test('counts rows, sums a column, and takes each row by the rate of its own day', () => {
    expect(worth({ rows: 'trips' })).toBe(3)
    expect(worth({ rows: 'trips', column: 'km' })).toBe(5)
    expect(worth({ rows: 'trips', column: 'km', setting: 'rate', on: 'day' })).toBe(2 * 10 + 3 * 20)
    expect(worth({ rows: 'trips', column: 'km', setting: 'rate' })).toBe(5 * 10)
    expect(worth({ rows: 'none', column: 'km' })).toBe(0)
  })
})

describe('what became of a table', () => {
  const [a, b, c, d] = [trip(1), trip(2), trip(3), trip(4)] as const
  const words = (before: readonly Row[], after: readonly Row[]): string[] =>
    diffRows(TRIPS, before, after).map(
      ({ kind, no, was, is }) => `${kind} ${no}: ${String(was?.['km'] ?? '')}>${String(is?.['km'] ?? '')}`,
    )

  test('is told row by row; rows that only moved up or down stay as they are', () => {
    expect(words([a, b, c], [a, b, c])).toEqual([])
    expect(words([a, b, c], [a, c])).toEqual(['removed 2: 2>'])
    expect(words([a, c], [a, b, c])).toEqual(['added 2: >2'])
    expect(words([a, b, c], [a, d, c])).toEqual(['changed 2: 2>4'])
    expect(words([], [a, b])).toEqual(['added 1: >1', 'added 2: >2'])
    expect(words([a, b], [b, c, d])).toEqual(['removed 1: 1>', 'added 2: >3', 'added 3: >4'])
    expect(words([{ ...a, back: '' }], [{ ...a, back: null }])).toEqual([])
  })
})

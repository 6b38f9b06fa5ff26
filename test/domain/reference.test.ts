// Values that point at a known office or person: their shape, what fields and columns take, and what the rule makes of one that
// nobody knows.
import { describe, expect, test } from 'vitest'
import type { Body } from '../../domain/command.ts'
import type { Need } from '../../domain/procedure.ts'
import { referencesIn } from '../../domain/pointing.ts'
import { referenceOf, referenceValue, wordsOf } from '../../domain/reference.ts'
import { aProcedure, act, because, refusal, run, world } from '../support/rulebook.ts'

const SCHOOL = '@office/C1.2/Trường THCS Vĩnh Thủy / cơ sở 2'
const HEAD = '@person/p-1/Nguyễn Văn A'
const NEEDS: readonly Need[] = [
  {
    kind: 'field',
    id: 'to',
    vi: 'Nơi được khen',
    type: 'office',
    required: false,
    byHand: true,
    maxLength: 12,
  },
  { kind: 'field', id: 'by', vi: 'Người theo dõi', type: 'person', required: false },
  { kind: 'field', id: 'note', vi: 'Ghi chú', type: 'text', required: false },
  {
    kind: 'rows',
    id: 'with',
    vi: 'Cùng tham gia',
    columns: [{ id: 'office', vi: 'Đơn vị', type: 'office', required: true }],
    least: 0,
    most: 9,
  },
]
const procedure = aProcedure({ register: { needs: NEEDS } })
const submit = (body: Body) => act('submit', 'head', { body })
const KNOWN = world({ known: [SCHOOL, HEAD] })

test('a reference is one text, which reads as the name', () => {
  const school = { kind: 'office', id: 'C1.2', name: 'Trường THCS Vĩnh Thủy / cơ sở 2' } as const
  expect(referenceOf(SCHOOL)).toEqual(school)
  expect(referenceValue(school)).toBe(SCHOOL)
  expect(wordsOf(SCHOOL)).toBe(school.name)
  for (const words of ['Ông A', '@office/x', '@office//x', '@office/a b/x', '@place/1/x', '@office/1/ '])
    expect([referenceOf(words), wordsOf(words)]).toEqual([null, words])
  for (const value of [null, 7, true, undefined]) expect(referenceOf(value)).toBeNull()
})

test('those of a body are found in fields and cells, each once', () => {
  expect(referencesIn(null)).toEqual([])
  const body = { fields: { to: SCHOOL, by: null }, rows: { with: [{ office: HEAD }, { office: SCHOOL }] } }
  expect(referencesIn(body)).toEqual([SCHOOL, HEAD])
})

describe('a field or column of a reference', () => {
  test('takes what is known, and words by hand only where the procedure says so', () => {
    const body = { fields: { to: SCHOOL, by: HEAD }, rows: { with: [{ office: SCHOOL }] } }
    expect(run(procedure, [submit(body)], null, KNOWN).state.step).toBe('screen')
    expect(run(procedure, [submit({ fields: { to: 'Tổ liên gia' } })], null, KNOWN).state.step).toBe('screen')
  })

  test.each<[string, Body, Record<string, unknown>]>([
    ['words where none may be', { fields: { by: 'Ông A' } }, { field: 'by', expected: 'person' }],
    ['an office for a person', { fields: { by: SCHOOL } }, { field: 'by', expected: 'person' }],
    ['words that are too long', { fields: { to: 'x'.repeat(13) } }, { field: 'to', expected: 'office' }],
    ['a reference among words', { fields: { note: SCHOOL } }, { field: 'note', expected: 'text' }],
    ['a cell by hand', { rows: { with: [{ office: 'Xã A' }] } }, { rows: 'with', row: 1, column: 'office' }],
  ])('refuses %s', (_what, body, detail) => {
    expect(refusal(procedure, null, submit(body), KNOWN)).toMatchObject({ code: 'invalid', detail })
  })

  test('names each place that points at what nobody knows', () => {
    const stranger = '@office/C9/Xã Khác'
    const body = {
      fields: { to: stranger, by: HEAD },
      rows: { with: [{ office: SCHOOL }, { office: stranger }] },
    }
    expect(refusal(procedure, null, submit(body), KNOWN)).toMatchObject({
      code: 'needsUnmet',
      detail: {
        needs: [
          { field: 'to', why: 'unknown' },
          { rows: 'with', row: 2, column: 'office', why: 'unknown' },
        ],
      },
    })
  })

  test('is locked like any other under a correction that names another one', () => {
    const sent = { fields: { to: SCHOOL, note: 'a' } }
    const back = act('return', 'police', { body: { ...because(), mendFields: ['note'] } })
    const { state } = run(procedure, [submit(sent), back], null, KNOWN)
    const moved = submit({ fields: { to: 'Tổ 1', note: 'b' } })
    expect(refusal(procedure, state, moved, KNOWN)).toMatchObject({
      code: 'fieldLocked',
      detail: { field: 'to' },
    })
    expect(run(procedure, [submit({ fields: { to: SCHOOL, note: 'b' } })], state, KNOWN).state.step).toBe(
      'screen',
    )
  })
})

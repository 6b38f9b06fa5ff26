// The difference of two versions of a procedure: what a lawyer reads before the newer one is published.
import { describe, expect, it } from 'vitest'
import { diffData, diffProcedures } from '../../domain/diff.ts'
import { DIEN_HINH } from '../../procedures/dien-hinh.ts'
import { SMALL_PROCEDURE } from '../support/small-procedure.ts'

const [ask, look, decide] = SMALL_PROCEDURE.steps
if (ask === undefined || look === undefined || decide === undefined) throw new Error('three steps expected')

describe('the difference of two procedures', () => {
  it('is nothing for the same text, whatever the order of its members', () => {
    const { id, ...rest } = DIEN_HINH
    expect(diffProcedures(DIEN_HINH, { ...rest, id })).toEqual([])
  })

  it('names a changed date by the step that has it', () => {
    const due = { kind: 'before', monthDay: '07-15', source: 'test' } as const
    const changed = { ...SMALL_PROCEDURE, version: 2, steps: [ask, { ...look, due }, decide] }
    expect(diffProcedures(SMALL_PROCEDURE, changed)).toEqual([
      { place: 'version', before: '1', after: '2' },
      { place: 'steps.look.due.monthDay', before: '07-01', after: '07-15' },
    ])
  })

  it('shows roles and plain lists as a line, and what came or went as null', () => {
    const { due: _, ...without } = ask
    const changed = {
      ...SMALL_PROCEDURE,
      steps: [without, { ...look, apart: ['ask'] }, { ...decide, offers: ['claim', 'release'] as const }],
    }
    expect(diffProcedures(SMALL_PROCEDURE, changed)).toEqual([
      { place: 'steps.ask.due.kind', before: 'before', after: null },
      { place: 'steps.ask.due.monthDay', before: '06-01', after: null },
      { place: 'steps.ask.due.source', before: 'test', after: null },
      { place: 'steps.decide.offers', before: '[]', after: 'claim, release' },
      { place: 'steps.look.apart', before: null, after: 'ask' },
    ])
  })

  it('keeps things with an id apart from their place in the list, and says when their order is another', () => {
    const extra = { ...look, id: 'extra' }
    const added = diffProcedures(SMALL_PROCEDURE, { ...SMALL_PROCEDURE, steps: [ask, extra, look, decide] })
    expect(added.every(({ place, before }) => place.startsWith('steps.extra') && before === null)).toBe(true)
    expect(added).toContainEqual({ place: 'steps.extra.vi', before: null, after: 'Xem xét' })
    expect(diffProcedures(SMALL_PROCEDURE, { ...SMALL_PROCEDURE, steps: [look, ask, decide] })).toEqual([
      { place: 'steps.(order)', before: 'ask, look, decide', after: 'look, ask, decide' },
    ])
  })

  it('tells a number from the same digits as text', () => {
    expect(diffData({ value: 5 }, { value: '5' })).toEqual([{ place: 'value', before: '5', after: '"5"' }])
    expect(diffData({ list: [{ a: 1 }, { a: 2 }] }, { list: [{ a: 1 }] })).toEqual([
      { place: 'list.1.a', before: '2', after: null },
    ])
    expect(diffData({ a: {} }, { a: { b: true } })).toEqual([
      { place: 'a', before: '{}', after: null },
      { place: 'a.b', before: null, after: 'true' },
    ])
  })
})

// Which papers a step gives beyond those that its data names, and which of them one act over many gives once.
import { describe, expect, it } from 'vitest'
import { papersOverMany, stepPapers } from '../../domain/papers-given.ts'
import type { StepRule } from '../../domain/procedure.ts'
import { AN_TOAN } from '../../procedures/an-toan.ts'
import { DIEN_HINH } from '../../procedures/dien-hinh.ts'
import { KHEN_THUONG } from '../../procedures/khen-thuong.ts'

function step(procedure: { readonly steps: readonly StepRule[] }, id: string): StepRule {
  const found = procedure.steps.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no step ${id}`)
  return found
}

const kinds = (papers: readonly { readonly kind: string; readonly register?: string }[]): string[] =>
  papers.map(({ kind, register }) => `${kind} ${register ?? '-'}`)

describe('the papers of a step', () => {
  it.each([
    [
      'an award has the decision that it rests on',
      KHEN_THUONG,
      'decide',
      ['decision awards', 'commendation awards'],
    ],
    [
      'a decision and its certificate are as the data says',
      AN_TOAN,
      'decide',
      ['decision decisions', 'certificate decisions'],
    ],
    [
      'a certificate of an earlier step’s decision has none of its own',
      DIEN_HINH,
      'issue',
      ['certificate certificates', 'notice -'],
    ],
  ] as const)('%s', (_, procedure, id, expected) => {
    expect(kinds(stepPapers(step(procedure, id)))).toEqual(expected)
  })

  it.each([
    [KHEN_THUONG, 'decide', ['decision awards']],
    [AN_TOAN, 'decide', ['decision decisions']],
    [DIEN_HINH, 'decision', ['decision decisions']],
  ] as const)('that one act over many gives once are those with a list', (procedure, id, expected) => {
    expect(kinds(papersOverMany(step(procedure, id)))).toEqual(expected)
  })
})

// The five seed plans and the rows of facts: each duty names a row that exists, everything that a row asks to be done
// as a duty stands in its plan, and the list of what carries each row out names real procedures.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROCEDURES, procedureById } from '../../procedures/index.ts'
import { SEED_PLANS, planByCode } from '../../procedures/plans/index.ts'
import { SEED_ROWS } from '../../procedures/rows.ts'

const COVERAGE = readFileSync(join(import.meta.dirname, '../../procedures/coverage.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [row = '', kind = '', carrier = '', proof = ''] = line.split('\t')
    return { row, kind, carrier, proof }
  })
const DUTIES = SEED_PLANS.flatMap((plan) => plan.duties.map((duty) => ({ ...duty, plan: plan.code })))

describe('the rows of facts', () => {
  it('are 153, each once, in short words', () => {
    expect(SEED_ROWS).toHaveLength(153)
    expect(new Set(SEED_ROWS.map(({ id }) => id)).size).toBe(153)
    for (const { vi } of SEED_ROWS) {
      expect(vi).toBe(vi.normalize('NFC').trim())
      expect(vi.length).toBeLessThan(60)
    }
  })

  it('each have one line that says what carries them out', () => {
    expect(COVERAGE.map(({ row }) => row)).toEqual(SEED_ROWS.map(({ id }) => id))
    for (const { row, proof } of COVERAGE) expect(proof, row).not.toBe('')
  })

  it('name only procedures, steps, types and outcomes that exist', () => {
    const named = COVERAGE.flatMap(({ kind, proof }) =>
      kind === 'out' || proof.startsWith('test: ') ? [] : proof.split(' + '),
    ).filter((proof) => !proof.startsWith('cast/'))
    for (const proof of named) {
      const [, id = '', type, , rest = ''] = /^([\w-]+)(?:#(\w+))?(?:@([\w-]+))?\/(.+)$/.exec(proof) ?? []
      const procedure = procedureById(id)
      if (procedure === null) throw new Error(`${proof}: no such procedure`)
      const types = [...Object.keys(procedure.types ?? {}), ...procedure.subjects]
      if (type !== undefined) expect(types, proof).toContain(type)
      const [first = '', second = ''] = rest.split('/')
      if (first.startsWith('='))
        expect(
          procedure.outcomes.map((one) => `=${one.id}`),
          proof,
        ).toContain(first)
      else if (second === 'submit' || second === 'approve')
        expect(
          procedure.steps.filter((step) => step.id === first).map(({ forward }) => forward.action),
          proof,
        ).toEqual([second])
      else if (first === 'figure') expect(Object.keys(procedure.figures ?? {}), proof).toContain(second)
    }
  })
})

describe('the five seed plans', () => {
  it('are found by their codes', () => {
    for (const plan of SEED_PLANS) expect(planByCode(plan.code)).toBe(plan)
    expect(SEED_PLANS.map(({ code }) => code)).toEqual(['S0', 'S1', 'S2', 'S3', 'S4'])
    expect(planByCode('S9')).toBeNull()
  })

  it('name a row of their own seed for each duty, once', () => {
    const rows = SEED_ROWS.map(({ id }) => id)
    for (const { row, plan } of DUTIES) {
      expect(rows).toContain(row)
      expect(row.startsWith(`${plan}-`)).toBe(true)
    }
    expect(new Set(DUTIES.map(({ row }) => row)).size).toBe(DUTIES.length)
  })

  it('have a duty for every row that is carried out by a duty', () => {
    const carried = COVERAGE.filter(({ kind }) => kind === 'duty').map(({ row }) => row)
    const own = DUTIES.filter(({ carriedBy }) => carriedBy === undefined).map(({ row }) => row)
    expect(carried.sort()).toEqual(own.sort())
    expect(carried).toHaveLength(38)
  })

  it('name only procedures that exist, and people in the issuer’s reach', () => {
    const ids = PROCEDURES.map(({ id }) => id)
    for (const { carriedBy, needs, vi } of DUTIES) {
      if (carriedBy !== undefined) expect(ids).toContain(carriedBy)
      expect(needs.length).toBeGreaterThan(0)
      expect(vi).toBe(vi.normalize('NFC').trim())
    }
    for (const { issuer, signer } of SEED_PLANS) expect(signer.startsWith(issuer)).toBe(true)
  })
})

// Every procedure that ships: sound in each of three years, sourced or marked, named in proper Vietnamese, and fitting
// together: what one counts of another, hands out to it or asks of it exists there.
import { describe, expect, it } from 'vitest'
import { checkProcedure, describeFinding } from '../../domain/checker/index.ts'
import { bodyOf, registerFor } from '../../domain/papers.ts'
import { rolesOf } from '../../domain/people.ts'
import type { Need, Procedure } from '../../domain/procedure.ts'
import { registerRule } from '../../domain/symbols.ts'
import { SHIPPED_CALENDAR } from '../../domain/time/holidays.ts'
import { PROCEDURES, procedureById } from '../../procedures/index.ts'
import { RESULT_KINDS } from '../../procedures/result-kinds.ts'
import { sheetById } from '../../procedures/sheets.ts'

const each = PROCEDURES.map((procedure) => [procedure.id, procedure] as const)
const CITED = /S[0-4]-\d\d|NĐ |QĐ |KH |TT |CV |Luật /

/** Every object anywhere in the data, the data itself included. */
function objectsIn(data: unknown): Record<string, unknown>[] {
  if (typeof data !== 'object' || data === null) return []
  const inner = Object.values(data).flatMap(objectsIn)
  return Array.isArray(data) ? inner : [data as Record<string, unknown>, ...inner]
}

const needsOf = ({ steps }: Procedure): readonly Need[] => steps.flatMap(({ needs }) => needs)

describe.each(each)('%s', (id, procedure) => {
  it.each([2026, 2027, 2028])('is found sound by the checker for %i', (year) => {
    const context = { year, calendar: SHIPPED_CALENDAR, known: PROCEDURES }
    expect(checkProcedure(procedure, context).map(describeFinding)).toEqual([])
  })

  it('numbers what is signed in the series of whoever signs it: the police in its own', () => {
    const kinds = { unit: 'commune', commune: 'commune', province: 'province', ministry: 'ministry' } as const
    for (const { id: step, parties, numbers = [], papers = [] } of procedure.steps)
      for (const rule of numbers) {
        const signs = papers.some((one) => one.register === rule.register && one.signedAt === undefined)
        for (const role of signs || papers.length === 0 ? parties.flatMap(rolesOf) : []) {
          const police = bodyOf(role, kinds[rule.level]) === 'police'
          const issuer = registerRule(registerFor(rule, role)).issuer
          expect([step, role, issuer === 'police']).toEqual([step, role, police])
        }
      }
  })

  it('is found under its id, once', () => {
    expect(procedureById(id)).toBe(procedure)
    expect(PROCEDURES.filter((one) => one.id === id)).toHaveLength(1)
  })

  it('gives every setting a reason, and cites rows or articles', () => {
    for (const { why, id: setting } of procedure.settings) expect(why.length, setting).toBeGreaterThan(20)
    for (const one of objectsIn(procedure))
      for (const row of Array.isArray(one.cites) ? one.cites : []) expect(row).toMatch(CITED)
  })

  it('speaks Vietnamese with its marks, composed', () => {
    for (const { vi } of objectsIn(procedure)) {
      if (typeof vi !== 'string') continue
      expect(vi).toBe(vi.normalize('NFC').trim())
      expect(vi.normalize('NFD')).toMatch(/[\u0300-\u036f]|đ|Đ/)
    }
  })

  it('gives results of known kinds and values', () => {
    for (const { kind, value } of Object.values(procedure.results)) {
      expect(Object.keys(RESULT_KINDS)).toContain(kind)
      if (typeof value !== 'string') continue
      expect(RESULT_KINDS[kind as keyof typeof RESULT_KINDS]).toContain(value)
    }
  })

  it('asks only for results that some procedure gives, with values that there are', () => {
    const given = PROCEDURES.flatMap(({ results }) => Object.values(results).map(({ kind }) => kind))
    for (const need of needsOf(procedure)) {
      if (need.kind !== 'priorResult') continue
      expect(given).toContain(need.result)
      for (const value of need.accepted)
        expect(RESULT_KINDS[need.result as keyof typeof RESULT_KINDS]).toContain(value)
    }
  })

  it('hands out parts only to procedures that take them', () => {
    for (const { assigns } of procedure.steps)
      for (const { kinds, procedure: to } of assigns ?? [])
        for (const kind of kinds) expect(procedureById(to)?.subjects).toContain(kind)
  })

  it('classifies by the levels of its own sheets', () => {
    const scored = Object.values(procedure.results).filter(({ value }) => typeof value !== 'string')
    for (const { kind } of scored)
      for (const sheet of Object.values(procedure.sheets)) {
        const levels = sheetById(sheet)?.levels?.map((level) => level.id)
        expect(levels).toEqual(RESULT_KINDS[kind as keyof typeof RESULT_KINDS])
      }
  })
})

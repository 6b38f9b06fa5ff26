// "An toàn về an ninh, trật tự" against Thông tư 124/2021/TT-BCA: dates, who decides, what is asked for, and that a
// commune is judged by what was decided below it.
import { describe, expect, it } from 'vitest'
import { pathFor, stepById } from '../../domain/steps.ts'
import type { StepRule } from '../../domain/procedure.ts'
import { isRefusal, resolveDue } from '../../domain/time/due.ts'
import { SHIPPED_CALENDAR } from '../../domain/time/holidays.ts'
import { AN_TOAN } from '../../procedures/an-toan.ts'
import { SHEETS, sheetById } from '../../procedures/sheets.ts'

function step(id: string): StepRule {
  const found = stepById(AN_TOAN, id)
  if (found === null) throw new Error(`no step "${id}"`)
  return found
}

function dueDate(id: string): string {
  const { due } = step(id)
  if (due === undefined) return 'none'
  const found = resolveDue(due, {
    campaignYear: 2026,
    calendar: SHIPPED_CALENDAR,
    reading: 'strict',
    dateRules: Object.fromEntries(Object.entries(AN_TOAN.dates).map(([key, { rule }]) => [key, rule])),
  })
  return isRefusal(found) ? found.refused : found.dueDate
}

const unit = { kind: 'school', provincial: false, communeHasPolice: true } as const

describe('an-toan', () => {
  it.each([
    ['registerArea', '2026-03-31', 'Q1'],
    ['registerUnit', '2026-03-31', 'Q1'],
    ['registerCommune', '2026-03-31', 'Q1'],
    ['decide', '2026-11-14', 'Đ.9.1.a: before 15/11'],
    ['decideUnit', '2026-11-19', 'Đ.9.1.c: before 20/11'],
    ['decideCommune', '2026-11-19', 'Đ.9.1.b: before 20/11'],
    ['decideByProvince', '2026-11-19', 'Đ.9.1.c: before 20/11'],
    ['decideByMinistry', '2026-11-19', 'Đ.9.1.d: before 20/11'],
  ])('closes %s at the end of %s (%s)', (id, date) => {
    expect(dueDate(id)).toBe(date)
  })

  it('sends each subject to who may decide about it (Đ.10)', () => {
    const decider = (subject: Parameters<typeof pathFor>[1]) => {
      const last = pathFor(AN_TOAN, subject)?.steps.at(-1) ?? ''
      return stepById(AN_TOAN, last)?.parties.map(({ role, level }) => `${role}@${level}`)
    }
    expect(decider({ ...unit, kind: 'residentialArea' })).toEqual(['communeChair@commune'])
    expect(decider(unit)).toEqual(['communeChair@commune'])
    expect(decider({ ...unit, provincial: true })).toEqual(['provinceChair@province'])
    expect(decider({ ...unit, provincial: true, ministerial: true })).toEqual(['ministry@ministry'])
    expect(decider({ ...unit, kind: 'commune' })).toEqual(['provinceChair@province'])
  })

  it('leaves out small enterprises and schools below secondary (Đ.1.2)', () => {
    expect(AN_TOAN.excludes).toEqual(['smallEnterprise', 'preSecondary'])
  })

  it('counts all registered and seven in ten recognised below a commune (Đ.5.4)', () => {
    const counted = step('decideCommune').needs.flatMap((need) => (need.kind === 'children' ? [need] : []))
    expect(counted.map(({ id, atLeast }) => [id, ...atLeast])).toEqual([
      ['allRegistered', 1, 1],
      ['recognised', 7, 10],
    ])
    expect(counted[1]?.having).toEqual({ result: 'safety', accepted: ['achieved'], yearOffset: 0 })
    for (const { among } of counted)
      expect(among).toEqual({ in: 'below', kinds: ['residentialArea', 'agency', 'enterprise', 'school'] })
  })

  it('asks for every household, everyone briefed and one model at registration', () => {
    const ids = (id: string) => step(id).needs.map((need) => ('id' in need ? need.id : need.kind))
    expect(ids('registerArea')).toEqual(
      expect.arrayContaining(['registration', 'households', 'registeredHouseholds', 'allHouseholds']),
    )
    expect(ids('registerUnit')).toEqual(
      expect.arrayContaining(['plan', 'registration', 'staff', 'briefed', 'allBriefed', 'models']),
    )
    expect(ids('registerCommune')).toEqual(
      expect.arrayContaining(['partyResolution', 'plan', 'registration', 'models']),
    )
  })

  it('asks for the papers of Đ.9.2.b and a self-assessment before anything is appraised', () => {
    for (const id of ['self', 'selfUnit', 'selfCommune']) {
      const { needs } = step(id)
      expect(needs).toContainEqual({ kind: 'assessed', times: 1 })
      expect(needs.flatMap((need) => (need.kind === 'document' && need.required ? [need.id] : []))).toEqual([
        'proposal',
        'report',
        'minutes',
      ])
    }
  })

  it('lets nobody decide without all criteria met by an inspection', () => {
    for (const { id, certificate, needs } of AN_TOAN.steps) {
      if (certificate !== true) continue
      expect(needs, id).toContainEqual({ kind: 'criteriaMet', by: 'inspection' })
    }
  })
})

describe('the sheets of Thông tư 124', () => {
  it('carry the clauses of their articles, unmarked as samples', () => {
    const clauses = (id: string) => new Set(sheetById(id)?.criteria.map(({ group }) => group)).size
    expect(clauses('tt124-area')).toBe(5)
    expect(clauses('tt124-commune')).toBe(4)
    expect(clauses('tt124-organisation')).toBe(5)
    expect(clauses('tt124-school')).toBe(6)
    for (const { id, sample, source } of SHEETS.filter((sheet) => sheet.id.startsWith('tt124-'))) {
      expect(sample, id).toBe(false)
      expect(source).toMatch(/TT 124\/2021\/TT-BCA Đ\.[4-7]/)
    }
  })

  it('split khoản 3 into the points of the article', () => {
    const letters = (id: string, clause: string) =>
      (sheetById(id)?.criteria ?? []).flatMap((one) =>
        one.id.startsWith(`${clause}.`) ? [one.id.slice(clause.length + 1)] : [],
      )
    expect(letters('tt124-area', '3')).toEqual(['a', 'b', 'c', 'd', 'dd', 'e', 'g'])
    expect(letters('tt124-area', '4')).toEqual(['a', 'b', 'c', 'd'])
    expect(letters('tt124-commune', '2.3')).toEqual(['a', 'b', 'c', 'd', 'dd', 'e', 'g'])
    expect(letters('tt124-organisation', '3')).toEqual(['a', 'b', 'c', 'd', 'dd', 'e', 'g', 'h'])
    expect(letters('tt124-school', '3')).toEqual(['a', 'b', 'c', 'dd', 'e', 'g'])
  })
})

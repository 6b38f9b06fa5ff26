// The điển hình year against its sources: dates, who acts, what is asked for, and that nothing unsourced passes for law.
import { describe, expect, it } from 'vitest'
import { checkProcedure, describeFinding, examine } from '../../domain/checker/index.ts'
import { pathFor, returnTargets, stepById } from '../../domain/steps.ts'
import type { Path, Procedure, StepRule } from '../../domain/procedure.ts'
import { isRefusal, resolveDue } from '../../domain/time/due.ts'
import { SHIPPED_CALENDAR } from '../../domain/time/holidays.ts'
import { DIEN_HINH } from '../../procedures/dien-hinh.ts'
import { PROCEDURES, procedureById } from '../../procedures/index.ts'

const CONTEXT = { year: 2026, calendar: SHIPPED_CALENDAR }

function step(id: string): StepRule {
  const found = stepById(DIEN_HINH, id)
  if (found === null) throw new Error(`no step "${id}"`)
  return found
}

function path(id: string): Path {
  const found = DIEN_HINH.paths.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no path "${id}"`)
  return found
}

/** The day a step is due in a year, read strictly. */
function dueDate(id: string, year: number): string {
  const rule = step(id).due
  if (rule === undefined) return 'none'
  const dateRules = Object.fromEntries(Object.entries(DIEN_HINH.dates).map(([key, date]) => [key, date.rule]))
  const due = resolveDue(rule, {
    campaignYear: year,
    calendar: SHIPPED_CALENDAR,
    reading: 'strict',
    dateRules,
  })
  return isRefusal(due) ? due.refused : due.dueDate
}

const unit = { kind: 'school', provincial: false, communeHasPolice: true } as const

describe('the điển hình procedure', () => {
  it.each([2026, 2027, 2028])('is found sound by the checker for %i', (year) => {
    expect(checkProcedure(DIEN_HINH, { ...CONTEXT, year }).map(describeFinding)).toEqual([])
  })

  it('is registered under its id', () => {
    expect(procedureById('dien-hinh')).toBe(DIEN_HINH)
    expect(procedureById('nothing')).toBeNull()
    expect(new Set(PROCEDURES.map(({ id }) => id)).size).toBe(PROCEDURES.length)
  })

  it.each([
    ['register', '2026-01-19', 'S2-06: before 20/01'],
    ['submission', '2026-10-31', 'S2-14: before 01/11'],
    ['prepareForProvince', '2026-10-31', 'S2-14: before 01/11'],
    ['submissionOfCommune', '2026-10-31', 'S2-14: before 01/11'],
    ['decision', '2026-12-09', 'S2-15: before 10/12'],
  ])('closes %s at the end of %s (%s)', (id, date) => {
    expect(dueDate(id, 2026)).toBe(date)
    expect(step(id).due).not.toHaveProperty('settingMark')
  })

  it('marks every other date as a setting', () => {
    const sourced = ['registration', 'dossier', 'decision']
    for (const [key, { rule }] of Object.entries(DIEN_HINH.dates)) {
      expect(rule.settingMark === true, key).toBe(!sourced.includes(key))
    }
  })

  it('sends each kind of subject its own way', () => {
    expect(pathFor(DIEN_HINH, unit)?.id).toBe('unit')
    expect(pathFor(DIEN_HINH, { ...unit, communeHasPolice: false })?.id).toBe('unitWithoutPolice')
    expect(pathFor(DIEN_HINH, { ...unit, provincial: true })?.id).toBe('provincialUnit')
    expect(pathFor(DIEN_HINH, { ...unit, kind: 'commune' })?.id).toBe('commune')
  })

  it('lets residential areas in by the setting of a campaign only', () => {
    expect(pathFor(DIEN_HINH, { ...unit, kind: 'residentialArea' })).toBeNull()
    const settings = { residentialAreas: true }
    expect(pathFor(DIEN_HINH, { ...unit, kind: 'residentialArea' }, settings)?.id).toBe('residentialArea')
    expect(
      pathFor(DIEN_HINH, { ...unit, kind: 'residentialArea', communeHasPolice: false }, settings)?.id,
    ).toBe('residentialAreaWithoutPolice')
  })

  it('never lets a commune, or a commune without police, register with or inspect itself', () => {
    for (const id of ['commune', 'provincialUnit', 'unitWithoutPolice', 'residentialAreaWithoutPolice']) {
      for (const one of path(id)
        .steps.map(step)
        .filter(({ id: name }) => /screen|build/i.test(name))) {
        expect(
          one.parties.map(({ level }) => level),
          `${id}: ${one.id}`,
        ).toEqual(['province'])
        for (const { level } of one.inspection?.by ?? []) expect(level).toBe('province')
      }
    }
    expect(path('commune').steps).not.toContain('review')
  })

  it("asks for last year's results before the year, and for the year's own before the decision (S2-05)", () => {
    const results = (id: string) =>
      step(id).needs.flatMap((need) =>
        need.kind === 'priorResult' ? [[need.result, need.yearOffset, need.accepted]] : [],
      )
    for (const id of ['screen', 'screenByProvince']) {
      expect(results(id)).toEqual([
        ['safety', -1, ['achieved']],
        ['movement', -1, ['excellent', 'good']],
      ])
    }
    expect(results('appraisal')).toEqual([
      ['safety', 0, ['achieved']],
      ['movement', 0, ['excellent', 'good']],
    ])
  })

  it('lets nobody prepare a dossier before all criteria are met (S2-11)', () => {
    for (const id of ['prepare', 'prepareForProvince', 'prepareCommune']) {
      expect(step(id).needs).toContainEqual({ kind: 'criteriaMet', by: 'inspection' })
    }
  })

  it('keeps who inspected away from appraisal, proposal and decision', () => {
    const inspecting = DIEN_HINH.steps
      .filter(({ inspection }) => inspection !== undefined)
      .map(({ id }) => id)
    expect(inspecting).toHaveLength(3)
    for (const id of ['appraisal', 'proposal', 'decision']) {
      expect(step(id).apart).toEqual(expect.arrayContaining(inspecting))
    }
  })

  it("ends every path in the province's judgement, and the grant in a numbered certificate (S2-15, S2-17)", () => {
    for (const { steps } of DIEN_HINH.paths) {
      expect(steps.slice(-5)).toEqual(['intake', 'appraisal', 'proposal', 'decision', 'issue'])
    }
    expect(step('decision').numbers).toEqual([{ register: 'decisions', level: 'province' }])
    expect(step('decision').batch).toBe(true)
    expect(step('issue').certificate).toBe(true)
    expect(DIEN_HINH.results).toEqual({ recognised: { kind: 'exemplary', value: 'achieved' } })
  })

  it('sends back from the province to whoever submitted, on each path', () => {
    const targets = (id: string) => returnTargets(path(id), step('intake'))
    expect(targets('unit')).toEqual(['prepare', 'submission'])
    expect(targets('provincialUnit')).toEqual(['prepareForProvince'])
    expect(targets('commune')).toEqual(['prepareCommune', 'submissionOfCommune'])
  })

  it('reaches all of its outcomes', () => {
    const { proofs } = examine(DIEN_HINH, CONTEXT)
    expect(proofs.map(({ path: id }) => id)).toEqual(DIEN_HINH.paths.map(({ id }) => id))
    const ends = new Set(proofs.flatMap((proof) => proof.ends))
    expect([...ends].sort()).toEqual(DIEN_HINH.outcomes.map(({ id }) => id).sort())
  })

  it('can be withdrawn until it is decided, at every step before', () => {
    const all = new Set(DIEN_HINH.steps.map(({ id }) => id))
    all.delete('issue')
    expect([...DIEN_HINH.withdraw.until].sort()).toEqual([...all].sort())
  })

  it('gives every setting a reason, and keeps settings apart from what is cited', () => {
    const procedure: Procedure = DIEN_HINH
    for (const { id, why, vi } of procedure.settings) {
      expect(why.length, id).toBeGreaterThan(20)
      expect(vi).toBe(vi.normalize('NFC'))
    }
    const cited = JSON.stringify(DIEN_HINH).match(/"cites":\[[^\]]*\]/g) ?? []
    for (const text of cited) expect(text).toMatch(/S[0-4]-\d\d|NĐ |QĐ |KH /)
  })
})

// Paths, forks and numbers of a draft changed: the data keeps its shape, what hangs on them follows, and what can be lived before
// can be lived after.
import { describe, expect, it } from 'vitest'
import { examine } from '../../domain/checker/index.ts'
import { checkReferences } from '../../domain/checker/structure/references.ts'
import {
  addPath,
  changePath,
  forkBy,
  forkFields,
  movePath,
  newChoice,
  onlyOn,
  plusChoice,
  removePath,
  withNeed,
  withNumbers,
  withNumbersBasis,
} from '../../domain/procedure-ways.ts'
import type { Procedure, StepRule } from '../../domain/procedure.ts'
import { SHIPPED_CALENDAR } from '../../domain/time/holidays.ts'
import { PROCEDURES } from '../../procedures/index.ts'
import { procedureSchema } from '../../procedures/schema.ts'
import { shapeFaults } from '../../procedures/shape.ts'

function shipped(id: string): Procedure {
  const found = PROCEDURES.find((one) => one.id === id)
  if (found === undefined) throw new Error(`${id}: not shipped`)
  return found
}

function stepOf(procedure: Procedure, id: string): StepRule {
  const found = procedure.steps.find((one) => one.id === id)
  if (found === undefined) throw new Error(`${procedure.id}: no step ${id}`)
  return found
}

const withStep = (procedure: Procedure, next: StepRule): Procedure => ({
  ...procedure,
  steps: procedure.steps.map((one) => (one.id === next.id ? next : one)),
})

const CONTEXT = { year: 2026, calendar: SHIPPED_CALENDAR, known: PROCEDURES }
const findingsOf = (procedure: Procedure): string[] =>
  examine(procedure, CONTEXT).findings.map(({ code, where }) => `${code} ${where.join('/')}`)

const MASS_WORK = shipped('dan-van-kheo')
const FEEDBACK = shipped('phan-anh')

describe('a path added', () => {
  const [like] = FEEDBACK.paths
  const setting = FEEDBACK.settings[0]?.id ?? ''
  const added = addPath(FEEDBACK, {
    vi: 'Vụ việc của doanh nghiệp',
    kinds: ['dispute'],
    owners: ['enterprise'],
    traits: [],
    steps: like?.steps ?? [],
    before: like?.id ?? null,
    source: { setting },
  })

  it('stands where it was asked for, with an id of its own, and its kinds become subjects', () => {
    expect(added.paths[0]).toEqual({
      id: 'vuViecCuaDoanhNghiep',
      vi: 'Vụ việc của doanh nghiệp',
      kinds: ['dispute'],
      owners: ['enterprise'],
      steps: like?.steps,
      source: { setting },
    })
    expect(added.subjects).toEqual(['feedback', 'dispute'])
    expect(procedureSchema.parse(added)).toEqual(added)
    expect(findingsOf(added)).toEqual([])
  })

  it('and taken out again leaves what was', () => {
    expect(removePath(added, 'vuViecCuaDoanhNghiep')).toEqual(FEEDBACK)
  })

  it('that an earlier one leaves nobody to is found, and moved before it is not', () => {
    const [first] = MASS_WORK.paths
    if (first === undefined) throw new Error('no path')
    const late = addPath(MASS_WORK, { ...first, vi: 'Như trên', before: null })
    expect(findingsOf(late)).toContain('pathShadowed nhuTren')
    const turned = MASS_WORK.paths.reduce((one) => movePath(one, 'nhuTren', -1), late)
    expect(turned.paths[0]?.id).toBe('nhuTren')
    expect(findingsOf(turned)).toContain(`pathShadowed ${first.id}`)
    expect(movePath(turned, 'nhuTren', -1)).toEqual(turned)
  })
})

describe('a path changed', () => {
  it('for other subjects takes the procedure’s subjects and sheets along', () => {
    const [path] = FEEDBACK.paths
    if (path === undefined) throw new Error('phan-anh: no path')
    const sheets = { feedback: 'to-khai', commune: 'cap-xa' }
    const next = changePath({ ...FEEDBACK, sheets }, path.id, { ...path, kinds: ['commune'] })
    expect(next.subjects).toEqual(['commune'])
    expect(next.sheets).toEqual({ commune: 'cap-xa' })
    // Owners are for matters.
    expect(next.paths[0]).not.toHaveProperty('owners')
  })
})

describe('a path taken out', () => {
  it.each(['dien-hinh', 'phan-loai', 'su-kien'])(
    'of %s goes with the steps that only it had, and what only they used',
    (name) => {
      const procedure = shipped(name)
      const before = new Set(
        checkReferences(procedure).map(({ code, where }) => `${code} ${where.join('/')}`),
      )
      for (const { id } of procedure.paths) {
        const next = removePath(procedure, id)
        expect(procedureSchema.safeParse(next).success).toBe(true)
        const gone = procedure.paths.length < 2 ? [] : onlyOn(procedure, id)
        expect(next.steps.map((step) => step.id)).toEqual(
          procedure.steps.map((step) => step.id).filter((step) => !gone.includes(step)),
        )
        const fresh = checkReferences(next).filter(
          ({ code, where }) => !before.has(`${code} ${where.join('/')}`),
        )
        expect(fresh.filter(({ code }) => code === 'unused')).toEqual([])
      }
    },
  )
})

describe('a fork', () => {
  const assign = stepOf(FEEDBACK, 'assign')
  const at = assign.needs.findIndex((need) => need.kind === 'field' && need.id === 'answerer')
  const field = forkFields(assign)[0]
  if (field === undefined) throw new Error('phan-anh: nothing to fork by')

  it('goes by the choices that have to be made, and by each of them somewhere', () => {
    expect(forkFields(assign).map(({ id }) => id)).toEqual(['answerer'])
    const fork = forkBy(field, 'next', { outcome: 'answered' })
    expect(Object.keys(fork.cases)).toEqual(field.choices?.map(({ id }) => id))
    expect(forkBy(field, assign.forward.to, { outcome: 'answered' })).toEqual(assign.forward.to)
    const lived = withStep(FEEDBACK, { ...assign, forward: { ...assign.forward, to: fork } })
    expect(findingsOf(lived).some((line) => line.startsWith('forkImpossible'))).toBe(false)
  })

  it('gets a way for a choice that is added, and loses that of one taken out', () => {
    const more = withNeed(assign, at, plusChoice(field, 'Cơ quan khác'))
    expect(findingsOf(withStep(FEEDBACK, more))).toEqual([])
    const { to } = more.forward
    expect(to).toMatchObject({ field: 'answerer', cases: { coQuanKhac: { step: expect.any(String) } } })
    const less = withNeed(more, at, { ...field, choices: field.choices?.slice(1) ?? [] })
    expect(findingsOf(withStep(FEEDBACK, less)).filter((line) => line.startsWith('fork'))).toEqual([])
  })

  it('leads one way where its choice is gone or need not be made', () => {
    const first = Object.values(
      assign.forward.to === 'next' || !('cases' in assign.forward.to) ? {} : assign.forward.to.cases,
    )[0]
    expect(withNeed(assign, at, null).forward.to).toEqual(first)
    expect(withNeed(assign, at, { ...field, required: false }).forward.to).toEqual(first)
  })

  it('can be made of a new choice', () => {
    const step = stepOf(MASS_WORK, 'approve')
    const asked = newChoice(step, 'Quy mô', ['Có', 'Không'])
    expect(asked).toMatchObject({ id: 'quyMo', required: true, choices: [{ id: 'co' }, { id: 'khong' }] })
    const needs = [...step.needs, asked]
    const to = forkBy(asked, step.forward.to, { step: 'report' })
    const forked = withStep(MASS_WORK, { ...step, needs, forward: { ...step.forward, to } })
    expect(procedureSchema.parse(forked)).toEqual(forked)
    expect(findingsOf(forked)).toEqual([])
  })
})

describe('numbers of a step', () => {
  const DIEN_HINH = shipped('dien-hinh')
  const decision = stepOf(DIEN_HINH, 'decision')

  it('in another register are given there, and no paper stands under one that is given no more', () => {
    const next = withNumbers(decision, [{ register: 'awards', level: 'province' }])
    expect(next.numbers).toEqual([{ register: 'awards', level: 'province' }])
    expect(next.papers?.some(({ register }) => register === 'decisions')).toBe(false)
    expect(next.rests?.numbers).toEqual(decision.rests?.numbers)
    expect(checkReferences(withStep(DIEN_HINH, next))).toEqual(checkReferences(DIEN_HINH))
  })

  it('are left out with what they rest on', () => {
    const none = withNumbers(decision, [])
    expect(none).not.toHaveProperty('numbers')
    expect(none.rests ?? {}).not.toHaveProperty('numbers')
    expect(withNumbersBasis(withNumbersBasis(none, { cites: ['S2-02'] }), null)).toEqual(none)
  })

  it('may not be missing where the certificate is handed out', () => {
    const issue = stepOf(DIEN_HINH, 'issue')
    expect(findingsOf(withStep(DIEN_HINH, withNumbers(issue, [])))).toContain(
      'certificateWithoutNumber issue',
    )
  })
})

describe('what doesn’t fit the schema', () => {
  it('is told by place and code', () => {
    const step = stepOf(MASS_WORK, 'approve')
    const wrong = {
      ...withStep(MASS_WORK, { ...step, vi: '', source: { cites: [] } }),
      dates: { begin: { vi: 'Mốc', rule: { kind: 'workingDays', count: 0, from: 'received', source: 'x' } } },
      odd: 1,
    }
    const told = shapeFaults(wrong, []).map(({ place, code }) => `${place} ${code}`)
    expect(told.sort()).toEqual([
      ' unknownKey',
      'dates.begin.rule.count tooSmall',
      'steps.approve.source.cites noSource',
      'steps.approve.vi empty',
    ])
    expect(shapeFaults({ ...MASS_WORK, sheets: { model: 'nowhere' } }, [])).toEqual([
      { place: 'sheets.model', code: 'noSheet', detail: '"nowhere" is not there' },
    ])
  })
})

// Steps added, moved and taken out of a draft: the data stays whole and of the right shape, and what named a step that went
// leads on. Over every step of every procedure that is shipped.
import { describe, expect, it } from 'vitest'
import { examine } from '../../domain/checker/index.ts'
import { checkReferences } from '../../domain/checker/structure/references.ts'
import {
  addStep,
  freeStepId,
  isRemovable,
  joinPath,
  leavePath,
  moveStep,
  removeStep,
} from '../../domain/procedure-edits.ts'
import type { NewStep } from '../../domain/procedure-edits.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { SHIPPED_CALENDAR } from '../../domain/time/holidays.ts'
import { PROCEDURES } from '../../procedures/index.ts'
import { procedureSchema } from '../../procedures/schema.ts'

const MODEL = PROCEDURES.find(({ id }) => id === 'dan-van-kheo')
if (MODEL === undefined) throw new Error('dan-van-kheo: not shipped')
const CONTEXT = { year: 2026, calendar: SHIPPED_CALENDAR, known: PROCEDURES }
const findingsOf = (procedure: Procedure): string[] =>
  examine(procedure, CONTEXT).findings.map(({ code, where }) => `${code} ${where.join('/')}`)

const pathsOf = (procedure: Procedure): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(procedure.paths.map(({ id, steps }) => [id, steps]))

function wishAfter(procedure: Procedure, after: string | null): NewStep {
  const [setting] = procedure.settings
  if (setting === undefined) throw new Error(`${procedure.id}: no setting`)
  return {
    vi: 'Thẩm tra lần 2',
    after,
    paths: procedure.paths.filter(({ steps }) => after === null || steps.includes(after)).map(({ id }) => id),
    action: 'approve',
    party: { role: 'communeChair', level: 'commune' },
    no: null,
    back: true,
    source: { setting: setting.id },
  }
}

describe('a step added to a procedure', () => {
  it('gets an id of plain letters that no other has', () => {
    expect(freeStepId(MODEL, 'Thẩm tra, lần 2')).toBe('thamTraLan2')
    expect(freeStepId(MODEL, 'Report')).toBe('report2')
    expect(freeStepId(MODEL, '2. Đọc')).toBe('step2Doc')
    expect(freeStepId(MODEL, '…')).toBe('step')
  })

  it('stands behind the one named, on the paths named, and the procedure can still be lived', () => {
    const wish = { ...wishAfter(MODEL, 'approve'), no: { outcome: 'notRecognised' } }
    const next = addStep(MODEL, wish)
    expect(procedureSchema.parse(next)).toEqual(next)
    for (const steps of Object.values(pathsOf(next)).filter((one) => one.includes('register')))
      expect(steps.slice(0, 3)).toEqual(['register', 'approve', 'thamTraLan2'])
    expect(findingsOf(next)).toEqual([])
    expect(findingsOf(addStep(MODEL, { ...wish, no: null }))).toEqual([])
  })

  it.each(PROCEDURES.map((procedure) => [procedure.id, procedure] as const))(
    'anywhere in %s leaves data of the right shape without a broken name, and taken out again gives what was',
    (_, procedure) => {
      for (const { id } of procedure.steps) {
        const next = addStep(procedure, wishAfter(procedure, id))
        expect(procedureSchema.safeParse(next).success).toBe(true)
        expect(checkReferences(next)).toEqual(checkReferences(procedure))
        const again = removeStep(next, 'thamTraLan2')
        expect(pathsOf(again)).toEqual(pathsOf(procedure))
        expect(again.settings).toEqual(procedure.settings)
        expect(again.dates).toEqual(procedure.dates)
      }
    },
  )
})

describe('a step taken out', () => {
  it.each(PROCEDURES.map((procedure) => [procedure.id, procedure] as const))(
    'of %s is named by nothing, and nothing that only it used stays',
    (_, procedure) => {
      const before = new Set(checkReferences(procedure).map(({ where }) => where[0]))
      for (const { id } of procedure.steps.filter((step) => isRemovable(procedure, step.id))) {
        const next = removeStep(procedure, id)
        expect(procedureSchema.safeParse(next).success).toBe(true)
        const fresh = checkReferences(next).filter(({ where }) => !before.has(where[0]))
        // Where a fork led on to several places nobody can say which one is meant.
        expect(fresh.filter(({ code }) => code === 'unused')).toEqual([])
        expect(next.paths.some(({ steps }) => steps.includes(id))).toBe(false)
      }
    },
  )

  it('leaves every step that doesn’t name it the very same', () => {
    const next = removeStep(MODEL, 'review')
    const changed = MODEL.steps.filter((step) => !next.steps.includes(step)).map(({ id }) => id)
    expect(changed).toEqual(['review'])
  })

  it('hands on where it led, and a path is never left empty', () => {
    const next = removeStep(MODEL, 'review')
    expect(findingsOf(next).filter((line) => !line.startsWith('outcome'))).toEqual([])
    const [path] = MODEL.paths
    const single: Procedure = {
      ...MODEL,
      paths: path === undefined ? [] : [{ ...path, steps: ['register'] }],
    }
    expect([isRemovable(single, 'register'), isRemovable(single, 'approve')]).toEqual([false, true])
  })
})

describe('a step moved', () => {
  const path = MODEL.paths.find(({ steps }) => steps.includes('register'))
  const id = path?.id ?? ''

  it('changes places on its path, and back again', () => {
    const next = moveStep(MODEL, id, 'approve', 1)
    expect(pathsOf(next)[id]?.slice(0, 3)).toEqual(['register', 'report', 'approve'])
    expect(moveStep(next, id, 'approve', -1)).toEqual(MODEL)
    expect(moveStep(MODEL, id, 'register', -1)).toBe(MODEL)
  })

  it('takes the way on with its place, where both stand on that path alone', () => {
    const one: Procedure = { ...MODEL, paths: path === undefined ? [] : [path] }
    const last = path?.steps.at(-1) ?? ''
    const before = path?.steps.at(-2) ?? ''
    const to = (procedure: Procedure, step: string): unknown =>
      procedure.steps.find((rule) => rule.id === step)?.forward.to
    const next = moveStep(one, id, last, -1)
    expect([to(next, last), to(next, before)]).toEqual(['next', to(one, last)])
    expect(to(one, last)).not.toBe('next')
  })

  it('leaves one path and stays on the others, and joins it again', () => {
    const next = leavePath(MODEL, id, 'approve')
    expect(pathsOf(next)[id]).not.toContain('approve')
    expect(next.steps).toBe(MODEL.steps)
    expect(joinPath(next, id, 'approve', 'register')).toEqual(MODEL)
  })
})

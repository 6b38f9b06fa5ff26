// Inspections against the criteria sheet: one, or two that don't know of each other; what differs is settled by a third.
import { describe, expect, test } from 'vitest'
import type { Body } from '../../../domain/command.ts'
import { evaluateSheet, inspectionResult } from '../../../domain/sheet.ts'
import { bodyVisible, visibleState } from '../../../domain/visibility.ts'
import {
  COMMUNE,
  SHEET,
  act,
  answers,
  aProcedure,
  because,
  capacity,
  hashOf,
  peopleWith,
  refusal,
  run,
  world,
} from '../../support/rulebook.ts'
import { standingAt } from '../../support/rulebook-stages.ts'

const plain = aProcedure()
const state = standingAt('build')
const inspect = (by: string, body: Body = answers()) => act('inspect', by, { body })
const approve = act('approve', 'police')
const assessed = act('assess', 'head', { body: answers() })

const pair = (first: Body, second: Body) =>
  run(plain, [inspect('inspector', first), inspect('inspector2', second)], state).state

describe('a blind pair', () => {
  test('is hidden from everyone but its author until both are in', () => {
    const half = run(plain, [inspect('inspector', answers('c1'))], state)
    for (const by of ['inspector2', 'police', 'staff', 'administrator', 'head']) {
      expect(visibleState(plain, half.state, by).inspections).toEqual([])
      expect(bodyVisible(plain, half.state, by, hashOf(answers('c1')))).toBe(false)
    }
    expect(visibleState(plain, half.state, 'inspector').inspections).toHaveLength(1)
    expect(bodyVisible(plain, half.state, 'inspector', hashOf(answers('c1')))).toBe(true)
    expect(JSON.stringify(half.events[0]?.data)).not.toContain('c1')
    const both = pair(answers('c1'), answers('c1'))
    expect(visibleState(plain, both, 'head').inspections).toHaveLength(2)
    expect(bodyVisible(plain, both, 'head', hashOf(answers('c1')))).toBe(true)
  })

  test('hides nothing of what was done before it', () => {
    const both = pair(answers(), answers())
    const third = run(plain, [inspect('inspector', answers('c3'))], both).state
    expect(visibleState(plain, third, 'head').inspections).toHaveLength(2)
  })

  test('is two people', () => {
    const half = run(plain, [inspect('inspector')], state).state
    expect(refusal(plain, half, inspect('inspector')).code).toBe('ownInspection')
    const deputed = world({
      people: peopleWith({ inspector: [capacity('inspector', COMMUNE, 'inspector2')] }),
    })
    expect(refusal(plain, half, inspect('inspector'), deputed).code).toBe('ownInspection')
  })

  test('waits for the second before it counts', () => {
    const half = run(plain, [assessed, inspect('inspector')], state).state
    expect(refusal(plain, half, approve)).toMatchObject({
      code: 'needsUnmet',
      detail: { needs: [{ criteria: 'inspection' }] },
    })
    expect(run(plain, [inspect('inspector2'), approve], half).state.step).toBe('prepare')
  })

  test('counts together within the tolerance: what either found unmet is unmet', () => {
    const both = run(plain, [assessed], pair(answers(), answers('c2'))).state
    expect(refusal(plain, both, approve).code).toBe('needsUnmet')
    const again = run(plain, [inspect('inspector'), inspect('inspector2'), approve], both).state
    expect(again.step).toBe('prepare')
    expect(again.inspections.map(({ session }) => session)).toEqual([1, 1, 2, 2])
  })
})

describe('two that differ too much', () => {
  const differing = pair(answers(), answers('c1', 'c2'))
  const settle = (by: string, body: Body) => act('settleInspection', by, { body: { ...because(), ...body } })

  test('stop further inspections until they are settled', () => {
    expect(refusal(plain, differing, inspect('inspector'))).toMatchObject({
      code: 'notAtStep',
      detail: { awaiting: 'settleInspection' },
    })
    const { state: settled } = run(plain, [settle('settler', answers()), assessed, approve], differing)
    expect(settled.step).toBe('prepare')
  })

  test('are settled by a third person, whose word counts alone', () => {
    const both = world({ people: peopleWith({ inspector: [capacity('inspector', 'P1')] }) })
    expect(refusal(plain, differing, settle('inspector', answers()), both).code).toBe('ownInspection')
    expect(refusal(plain, differing, settle('inspector2', answers())).code).toBe('notAuthorised')
    const found = run(plain, [settle('settler', answers('c3')), assessed], differing).state
    expect(refusal(plain, found, approve).code).toBe('needsUnmet')
  })

  test('and nothing else is settled', () => {
    const agreed = pair(answers('c1'), answers('c1'))
    for (const nothing of [state, run(plain, [inspect('inspector')], state).state, agreed])
      expect(refusal(plain, nothing, settle('settler', answers())).code).toBe('nothingToSettle')
  })

  test('are compared by the criteria that differ', () => {
    const rule = plain.steps.find(({ id }) => id === 'build')?.inspection
    if (rule === undefined) throw new Error('the step build inspects')
    expect(inspectionResult(rule, differing.inspections)).toEqual({
      state: 'discrepant',
      notMet: [],
      differing: ['c1', 'c2'],
    })
  })
})

describe('one inspector', () => {
  const single = aProcedure({
    build: {
      inspection: { by: [{ role: 'inspector', level: 'commune' }], blind: 'single', tolerance: 0 },
    },
  })

  test('is enough where the rule asks for one, and the newest counts', () => {
    const start = standingAt('build', single)
    const failed = run(single, [assessed, inspect('inspector', answers('c1'))], start).state
    expect(visibleState(single, failed, 'head').inspections).toHaveLength(1)
    expect(refusal(single, failed, approve).code).toBe('needsUnmet')
    expect(run(single, [inspect('inspector'), approve], failed).state.step).toBe('prepare')
  })
})

describe('answers', () => {
  test.each([
    ['for another sheet', { ...answers(), sheet: { id: 'other', version: 1 } }, 'sheetMismatch'],
    ['for an older version', { ...answers(), sheet: { id: 'sheet', version: 9 } }, 'sheetMismatch'],
    ['without their sheet', { answers: answers().answers ?? {} }, 'sheetMismatch'],
    ['that are none', {}, 'invalid'],
    ['to half of the criteria', { ...answers(), answers: { c1: { verdict: 'met' } } }, 'needsUnmet'],
    [
      'to a criterion that there is not',
      { ...answers(), answers: { ...answers().answers, c9: { verdict: 'met' } } },
      'fieldUnknown',
    ],
    [
      'that skip what may not be skipped',
      { ...answers(), answers: { ...answers().answers, c1: { verdict: 'notApplicable' } } },
      'fieldUnknown',
    ],
  ] as const)('%s are refused', (_what, body, code) => {
    expect(refusal(plain, state, inspect('inspector', body)).code).toBe(code)
    expect(refusal(plain, state, act('assess', 'head', { body })).code).toBe(code)
  })

  test('bring evidence that is stored', () => {
    const shown = (hash: string): Body => ({
      ...answers(),
      answers: { ...answers().answers, c1: { verdict: 'met', evidence: [hash] } },
    })
    expect(refusal(plain, state, inspect('inspector', shown('nowhere')))).toMatchObject({
      code: 'needsUnmet',
      detail: { needs: [{ criterion: 'c1', why: 'notStored' }] },
    })
    expect(run(plain, [inspect('inspector', shown('file2'))], state).state.inspections).toHaveLength(1)
  })

  test('that do not apply are no fault', () => {
    const skipped = { ...answers().answers, c3: { verdict: 'notApplicable' as const } }
    expect(evaluateSheet(SHEET, skipped)).toEqual({
      missing: [],
      wrong: [],
      notMet: [],
      score: null,
      level: null,
    })
  })
})

describe('a self-assessment', () => {
  test('is the unit’s, as often as it likes, and the step counts them', () => {
    expect(refusal(plain, state, act('assess', 'police', { body: answers() })).code).toBe('notAuthorised')
    expect(refusal(plain, standingAt('prepare'), assessed).code).toBe('notAtStep')
    const met = pair(answers(), answers())
    expect(refusal(plain, met, approve).detail.needs).toEqual([{ assessed: 1, found: 0 }])
    expect(run(plain, [assessed, assessed, approve], met).state.step).toBe('prepare')
  })

  test('counts by the newest where the step asks for criteria met by it', () => {
    const own = aProcedure({ build: { needs: [{ kind: 'criteriaMet', by: 'assessment' }] } })
    const start = standingAt('build', own)
    const failed = run(own, [act('assess', 'head', { body: answers('c2') })], start).state
    expect(refusal(own, failed, approve).code).toBe('needsUnmet')
    expect(run(own, [assessed, approve], failed).state.step).toBe('prepare')
  })
})

// Sending back: to which steps, what may be mended, what the clocks do meanwhile, and how the dossier comes back; one return
// inside another, taken back, or cut off by force.
import { describe, expect, test } from 'vitest'
import type { Body } from '../../../domain/command.ts'
import { dueOf } from '../../../domain/deadline.ts'
import type { DossierState } from '../../../domain/dossier.ts'
import {
  act,
  answers,
  aProcedure,
  because,
  command,
  facts,
  refusal,
  run,
  world,
} from '../../support/rulebook.ts'
import type { Act } from '../../support/rulebook.ts'
import {
  DOSSIER,
  FORM,
  THROUGH_THE_COMMUNE,
  registered,
  returnedTo,
  standingAt,
} from '../../support/rulebook-stages.ts'
import { openTasks } from '../table/cell.ts'

const plain = aProcedure()
const back = (by: string, toStep?: string, body: Body = {}, more: Partial<Act> = {}): Act =>
  act('return', by, {
    args: toStep === undefined ? {} : { toStep },
    body: { ...because(), ...body },
    ...more,
  })
const dueAt = (state: DossierState) => dueOf(plain, state, world())?.dueAt ?? null
const day = (date: string) => `${date}T02:00:00.000Z`

describe('where a return may lead', () => {
  test('to the originator, or to any step that the rule names', () => {
    expect(run(plain, [back('police')], registered()).state.step).toBe('register')
    for (const step of ['register', 'screen', 'build', 'prepare', 'review', 'submission'])
      expect(run(plain, [back('staff', step)], standingAt('appraise')).state.step).toBe(step)
  })

  test('to the step before, where the rule says so', () => {
    const targets = refusal(plain, standingAt('review'), back('office')).detail.targets
    expect(targets).toEqual(['prepare', 'weigh'])
    expect(run(plain, [back('office', 'weigh')], standingAt('review')).state.step).toBe('weigh')
  })

  test.each(['weigh', 'decide', 'appraise', 'nowhere'])('not to %s', (toStep) => {
    expect(refusal(plain, standingAt('appraise'), back('staff', toStep)).code).toBe('unknownStep')
  })

  test('and never without a reason, nor from a step that has no returns', () => {
    const silent = act('return', 'staff', { args: { toStep: 'prepare' }, body: { reason: '  ' } })
    expect(refusal(plain, standingAt('appraise'), silent).code).toBe('reasonRequired')
    expect(refusal(plain, standingAt('submission'), back('chair', 'review')).code).toBe('notAtStep')
  })
})

describe('what may be mended', () => {
  const summary = { ...DOSSIER, fields: { summary: 'đạt, đã sửa', remark: 'không' } }
  const sentBack = (body: Body) => {
    const handedIn = run(plain, [act('submit', 'head', { body: DOSSIER })], standingAt('prepare')).state
    const jump = act('jump', 'administrator', { args: { toStep: 'appraise' }, body: because() })
    return run(plain, [jump, back('staff', 'prepare', body)], handedIn).state
  }

  test('is the fields and documents that the return names; the rest is locked', () => {
    const state = sentBack({ mendFields: ['summary'] })
    expect(state.returned).toMatchObject({
      from: 'appraise',
      to: 'prepare',
      fields: ['summary'],
      criteria: [],
    })
    expect(run(plain, [act('submit', 'head', { body: summary })], state).state.step).toBe('endorse')
    const remark = { ...DOSSIER, fields: { summary: 'đạt', remark: 'có' } }
    expect(refusal(plain, state, act('submit', 'head', { body: remark }))).toMatchObject({
      code: 'fieldLocked',
      detail: { field: 'remark', mend: ['summary'] },
    })
  })

  test('a document that is not named is not exchanged, added or left out', () => {
    const state = sentBack({ mendFields: ['annex'] })
    const report = { kind: 'report', sha256: 'file2', name: 'khác.pdf' }
    const annex = { kind: 'annex', sha256: 'file3', name: 'phụ lục.pdf' }
    const other = { ...DOSSIER, documents: [report] }
    expect(refusal(plain, state, act('submit', 'head', { body: other })).detail.field).toBe('report')
    const more = { ...DOSSIER, documents: [...(DOSSIER.documents ?? []), annex] }
    expect(run(plain, [act('submit', 'head', { body: more })], state).state.step).toBe('endorse')
  })

  test('is everything, where the return names nothing', () => {
    const body = { ...summary, fields: { summary: 'khác', remark: 'khác' } }
    expect(run(plain, [act('submit', 'head', { body })], sentBack({})).state.step).toBe('endorse')
  })

  test('must be there to be mended', () => {
    const state = standingAt('appraise')
    expect(refusal(plain, state, back('staff', 'prepare', { mendFields: ['grounds'] }))).toMatchObject({
      code: 'fieldUnknown',
      detail: { field: 'grounds' },
    })
    expect(refusal(plain, state, back('staff', 'build', { mendCriteria: ['c9'] }))).toMatchObject({
      code: 'fieldUnknown',
      detail: { criterion: 'c9' },
    })
  })

  test('of the criteria, is those named: the others are answered as before', () => {
    const assessed = run(plain, [act('assess', 'head', { body: answers('c1') })], standingAt('build')).state
    const jump = act('jump', 'administrator', { args: { toStep: 'appraise' }, body: because() })
    const state = run(plain, [jump, back('staff', 'build', { mendCriteria: ['c1'] })], assessed).state
    expect(refusal(plain, state, act('assess', 'head', { body: answers('c1', 'c2') }))).toMatchObject({
      code: 'fieldLocked',
      detail: { criterion: 'c2' },
    })
    expect(run(plain, [act('assess', 'head', { body: answers() })], state).state.assessments).toHaveLength(2)
  })
})

describe('the clocks', () => {
  test('the returner’s stands still until the dossier is back, and gives the days back', () => {
    // Screening began on Monday 12 January; ten working days later is Monday 26 January.
    const state = registered()
    expect(dueAt(state)).toBe('2026-01-26T16:59:59.999Z')
    const sent = run(plain, [back('police', 'register', {}, { at: day('2026-01-14') })], state).state
    expect(sent.clocks.screen?.pauses).toEqual([{ from: day('2026-01-14'), to: null }])
    const again = run(plain, [act('submit', 'head', { body: FORM, at: day('2026-01-19') })], sent).state
    expect(again.clocks.screen?.pauses).toEqual([{ from: day('2026-01-14'), to: day('2026-01-19') }])
    expect(dueAt(again)).toBe('2026-01-29T16:59:59.999Z')
  })

  test('the correction has a deadline of its own, which only marks', () => {
    const sent = run(plain, [back('police')], registered()).state
    const due = dueOf(plain, sent, world())
    expect(due).toMatchObject({ dueAt: '2026-01-19T16:59:59.999Z', effect: 'mark', correction: true })
    // Registration is closed since 20 January; a correction of it is not shut out.
    const { events } = run(plain, [act('submit', 'head', { body: FORM, at: day('2026-01-21') })], sent)
    expect(events[0]?.late).toBe(true)
  })

  test('no deadline runs at the steps between the correction and who asked for it', () => {
    const onItsWay = run(
      plain,
      [act('submit', 'head', { body: DOSSIER }), ...THROUGH_THE_COMMUNE],
      returnedTo('prepare'),
    ).state
    expect(onItsWay).toMatchObject({ step: 'submission', status: 'active' })
    expect(dueAt(onItsWay)).toBeNull()
    const late = act('approve', 'chair', { at: day('2026-11-05') })
    expect(run(plain, [late], onItsWay).state.step).toBe('appraise')
    expect(refusal(plain, standingAt('submission'), late).code).toBe('late')
  })

  test('a step passed again on the way starts a new clock', () => {
    const sent = returnedTo('screen')
    const on = act('approve', 'police', { at: day('2026-01-15') })
    expect(run(plain, [on], sent).state.clocks.build?.enteredAt).toBe(day('2026-01-15'))
  })
})

describe('the way back', () => {
  test('is straight to the returner, or through every step again, as the rule says', () => {
    const direct = run(plain, [back('provinceChair', 'submission')], standingAt('decide')).state
    expect(run(plain, [act('approve', 'chair')], direct).state).toMatchObject({
      step: 'decide',
      status: 'active',
      round: 2,
      returned: null,
    })
    const whole = run(plain, [act('approve', 'chair')], returnedTo('submission')).state
    expect(whole).toMatchObject({ step: 'appraise', returned: null })
  })

  test('is marked on its tasks and its status only at the step that corrects', () => {
    const sent = returnedTo('prepare')
    expect(sent.status).toBe('returned')
    expect(openTasks(sent)).toEqual(['correct unitHead', 'correct unitOfficer'])
    const onItsWay = run(plain, [act('submit', 'head', { body: DOSSIER })], sent).state
    expect(onItsWay).toMatchObject({ status: 'active', step: 'endorse', returned: { from: 'appraise' } })
  })

  test('gives no second number for what was numbered before', () => {
    const numbered = run(plain, [act('approve', 'chair')], standingAt('submission')).state
    expect(numbered.numbers).toHaveLength(1)
    const again = run(plain, [back('staff', 'submission'), act('approve', 'chair')], numbered)
    expect(again.state.numbers).toEqual(numbered.numbers)
    expect(again.effects.filter(({ kind }) => kind === 'giveNumber')).toEqual([])
  })
})

describe('a return on the way of another', () => {
  // The province's staff sent it back to screening; there the police find the registration itself wrong.
  const outer = returnedTo('screen', plain, {})
  const inner = run(plain, [back('police')], outer).state

  test('comes first', () => {
    expect(inner).toMatchObject({
      step: 'register',
      status: 'returned',
      returned: { from: 'screen', to: 'register', within: { from: 'appraise', to: 'screen' } },
    })
  })

  test('and then the outer one goes on where it was', () => {
    const corrected = run(plain, [act('submit', 'head', { body: FORM })], inner).state
    expect(corrected).toMatchObject({
      step: 'screen',
      status: 'returned',
      returned: { from: 'appraise', to: 'screen', within: null },
    })
    expect(openTasks(corrected)).toEqual(['correct communePolice'])
    const on = run(plain, [act('approve', 'police')], corrected).state
    expect(on).toMatchObject({ step: 'build', status: 'active', returned: { from: 'appraise' } })
  })

  test('at a step between, keeps the way of the outer one', () => {
    const onItsWay = run(plain, [act('approve', 'police')], outer).state
    const stopped = run(plain, [back('police')], onItsWay).state
    expect(stopped.returned).toMatchObject({ from: 'build', to: 'screen', within: { from: 'appraise' } })
    const again = run(plain, [act('approve', 'police')], stopped).state
    expect(again).toMatchObject({
      step: 'build',
      status: 'active',
      returned: { from: 'appraise', within: null },
    })
  })
})

describe('taking back, during a correction', () => {
  const screening = registered()
  const sent = run(plain, [back('police', 'register', { mendFields: ['note'] })], screening).state
  const mended = { ...FORM, fields: { ...FORM.fields, note: 'bổ sung' } }
  const corrected = run(plain, [act('submit', 'head', { body: mended, at: day('2026-01-13') })], sent).state
  const again = act('takeBack', 'head', { body: because(), at: day('2026-01-14') })

  test('the corrector has the correction again, with what is locked', () => {
    const taken = run(plain, [again], corrected).state
    expect(taken).toMatchObject({
      step: 'register',
      status: 'returned',
      returned: { from: 'screen', fields: ['note'] },
    })
    const other = { ...mended, fields: { grounds: 'khác', note: 'bổ sung' } }
    expect(refusal(plain, taken, act('submit', 'head', { body: other })).code).toBe('fieldLocked')
    const back = run(plain, [act('submit', 'head', { body: mended, at: day('2026-01-15') })], taken).state
    expect(back).toMatchObject({ step: 'screen', status: 'active', returned: null })
  })

  test('the returner’s clock stands still again meanwhile', () => {
    const taken = run(plain, [again], corrected).state
    expect(taken.clocks.screen?.pauses).toEqual([
      { from: '2026-01-12T02:00:00.000Z', to: day('2026-01-13') },
      { from: day('2026-01-14'), to: null },
    ])
  })

  test('the returner takes his return back: nothing is asked for any more', () => {
    const taken = run(
      plain,
      [act('takeBack', 'police', { body: because(), at: day('2026-01-13') })],
      sent,
    ).state
    expect(taken).toMatchObject({ step: 'screen', status: 'active', returned: null, round: 2 })
    expect(taken.clocks.screen?.pauses).toEqual([{ from: '2026-01-12T02:00:00.000Z', to: day('2026-01-13') }])
  })

  test('a return taken back on the way of another leaves that other one as it was', () => {
    const inner = run(plain, [back('police')], returnedTo('screen')).state
    const taken = run(plain, [act('takeBack', 'police', { body: because() })], inner).state
    expect(taken).toMatchObject({
      step: 'screen',
      status: 'returned',
      returned: { from: 'appraise', within: null },
    })
  })
})

describe('force, during a correction', () => {
  const jump = (toStep: string, at?: string) =>
    act('jump', 'administrator', { args: { toStep }, body: because(), ...(at === undefined ? {} : { at }) })

  test('a jump ends it, wherever it leads', () => {
    const { state } = run(plain, [jump('build')], returnedTo('prepare'))
    expect(state).toMatchObject({ step: 'build', status: 'active', returned: null })
  })

  test('the step that had asked for it starts anew when it is reached', () => {
    const sent = run(plain, [back('police')], registered()).state
    const { state } = run(plain, [jump('screen', day('2026-02-02'))], sent)
    expect(state.clocks.screen).toEqual({ enteredAt: day('2026-02-02'), pauses: [], extendedTo: null })
  })

  test('what is ended meanwhile and reopened has no correction left, and a new clock', () => {
    const sent = run(plain, [back('office', 'prepare')], standingAt('review')).state
    const ended = run(plain, [act('terminate', 'administrator', { body: because() })], sent).state
    const reopen = act('reopen', 'staff', {
      args: { toStep: 'review' },
      body: because(),
      at: day('2026-03-02'),
    })
    const { state } = run(plain, [reopen], ended)
    expect(state).toMatchObject({
      step: 'review',
      status: 'active',
      returned: null,
      outcome: null,
      closedAt: null,
    })
    expect(state.clocks.review).toEqual({ enteredAt: day('2026-03-02'), pauses: [], extendedTo: null })
  })
})

test('the facts that a return and a correction count are asked for by name', () => {
  const state = returnedTo('build')
  const given = command(state, act('return', 'police', { body: because() }))
  expect(facts(plain, state, given).sheet?.id).toBe('sheet')
})

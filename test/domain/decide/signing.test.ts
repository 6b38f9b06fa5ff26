// Several signatures make one result: one after another, all side by side, any one, by weight; and in whose name each stands.
import { describe, expect, test } from 'vitest'
import { signingForm } from '../../../domain/signing.ts'
import {
  COMMUNE,
  NEXT_COMMUNE,
  PROVINCE,
  act,
  aProcedure,
  because,
  capacity,
  peopleWith,
  refusal,
  run,
  world,
} from '../../support/rulebook.ts'
import { DOSSIER, standingAt } from '../../support/rulebook-stages.ts'
import { openTasks } from '../table/cell.ts'

const plain = aProcedure()
const toPolice2 = { toOfficeId: COMMUNE, toRole: 'communePolice', toPersonId: 'police2' } as const

describe('signing in turn', () => {
  test('opens each task when the one before has signed, and tells who comes next', () => {
    const first = run(plain, [act('approve', 'finance')], standingAt('endorse'))
    expect(openTasks(first.state)).toEqual(['sign cultureSocial'])
    expect(first.effects).toEqual([
      { kind: 'notify', notice: 'toAct', to: { officeId: COMMUNE, role: 'cultureSocial', personId: null } },
    ])
    const all = run(plain, [act('approve', 'culture'), act('approve', 'office')], first.state)
    expect(all.state.step).toBe('countersign')
  })

  test('refuses who comes before his turn, and who comes twice', () => {
    const state = standingAt('endorse')
    expect(refusal(plain, state, act('approve', 'office')).code).toBe('notYourTurn')
    const { state: signed } = run(plain, [act('approve', 'finance')], state)
    expect(refusal(plain, signed, act('approve', 'finance')).code).toBe('alreadyActed')
  })

  test('ends with the first no', () => {
    const { state } = run(
      plain,
      [act('approve', 'finance'), act('reject', 'culture', { body: because() })],
      standingAt('endorse'),
    )
    expect(state).toMatchObject({ status: 'concluded', outcome: 'refused', step: 'endorse' })
    expect(openTasks(state)).toEqual([])
  })

  test('begins with the second party where the office of the first does not exist', () => {
    const procedure = aProcedure({
      endorse: {
        parties: [
          { role: 'unitHead', level: 'unit' },
          { role: 'finance', level: 'commune' },
        ],
      },
    })
    const start = standingAt('prepare', procedure)
    const noUnit = { ...start, offices: { ...start.offices, unit: null } }
    const back = act('jump', 'administrator', { args: { toStep: 'endorse' }, body: because() })
    expect(openTasks(run(procedure, [back], noUnit).state)).toEqual(['sign finance'])
  })

  test('gives who was added the turn of who added him', () => {
    const added = run(
      plain,
      [act('addSigner', 'finance', { args: { ...toPolice2 }, body: because() }), act('approve', 'finance')],
      standingAt('endorse'),
    ).state
    expect(openTasks(added)).toEqual(['sign police2'])
    expect(refusal(plain, added, act('approve', 'culture')).code).toBe('notYourTurn')
    const { state } = run(plain, [act('approve', 'police2')], added)
    expect(openTasks(state)).toEqual(['sign cultureSocial'])
  })
})

describe('signing in parallel', () => {
  test('takes them in any order and waits for the last', () => {
    const two = run(plain, [act('approve', 'finance'), act('approve', 'police')], standingAt('countersign'))
    expect(two.state.step).toBe('countersign')
    expect(openTasks(two.state)).toEqual(['sign communeOffice'])
    expect(run(plain, [act('approve', 'office')], two.state).state.step).toBe('weigh')
  })

  test('ends with the first no, and asks nobody else', () => {
    const { state } = run(plain, [act('reject', 'office', { body: because() })], standingAt('countersign'))
    expect(state).toMatchObject({ status: 'concluded', outcome: 'refused' })
  })

  test('goes on without who recused, but never without anybody', () => {
    const one = run(
      plain,
      [act('recuse', 'office', { body: because() }), act('recuse', 'finance', { body: because() })],
      standingAt('countersign'),
    ).state
    expect(refusal(plain, one, act('recuse', 'police', { body: because() })).code).toBe('quorumNotMet')
    expect(run(plain, [act('approve', 'police')], one).state.step).toBe('weigh')
  })

  test('is not entered while nobody holds the role of one who must sign', () => {
    const procedure = aProcedure({
      countersign: {
        parties: [
          { role: 'communePolice', level: 'commune' },
          { role: 'department', level: 'commune', each: true },
        ],
      },
    })
    const jump = act('jump', 'administrator', { args: { toStep: 'countersign' }, body: because() })
    expect(refusal(procedure, standingAt('prepare', procedure), jump)).toMatchObject({
      code: 'unknownTarget',
      detail: { step: 'countersign' },
    })
  })
})

describe('any one of several', () => {
  test.each(['head', 'officer'])('%s signs for all', (by) => {
    const { state } = run(plain, [act('submit', by, { body: DOSSIER })], standingAt('prepare'))
    expect(state.step).toBe('endorse')
  })

  test('the first answer counts, a no as well', () => {
    const { state } = run(plain, [act('reject', 'department', { body: because() })], standingAt('appraise'))
    expect(state.outcome).toBe('refused')
  })
})

describe('signing by weight', () => {
  test('goes forward as soon as the weights suffice', () => {
    const one = run(plain, [act('approve', 'police')], standingAt('weigh')).state
    expect(one.step).toBe('weigh')
    expect(run(plain, [act('approve', 'finance')], one).state.step).toBe('review')
  })

  test('is lost as soon as they can not suffice any more', () => {
    const { state } = run(plain, [act('reject', 'police', { body: because() })], standingAt('weigh'))
    expect(state.outcome).toBe('refused')
    const light = run(plain, [act('reject', 'office', { body: because() })], standingAt('weigh')).state
    expect(light.status).toBe('active')
  })

  test('lets nobody recuse or be taken off whose weight is needed', () => {
    const state = standingAt('weigh')
    expect(refusal(plain, state, act('recuse', 'police', { body: because() })).code).toBe('quorumNotMet')
    const off = act('removeSigner', 'office', { args: { taskId: 'weigh.1.1' }, body: because() })
    expect(refusal(plain, state, off).code).toBe('quorumNotMet')
    expect(run(plain, [act('recuse', 'office', { body: because() })], state).state.step).toBe('weigh')
  })
})

describe('adding and removing signers', () => {
  const state = standingAt('countersign')

  test('who was added has to sign like the others', () => {
    const added = run(plain, [act('addSigner', 'police', { args: toPolice2, body: because() })], state).state
    const three = ['police', 'office', 'finance'].map((by) => act('approve', by))
    const waiting = run(plain, three, added).state
    expect(waiting.step).toBe('countersign')
    expect(run(plain, [act('approve', 'police2')], waiting).state.step).toBe('weigh')
  })

  test('nobody is added twice, nor oneself, nor somebody without the role', () => {
    const twice = run(plain, [act('addSigner', 'police', { args: toPolice2, body: because() })], state).state
    const add = (args: object) => act('addSigner', 'office', { args, body: because() })
    expect(refusal(plain, twice, add(toPolice2)).code).toBe('alreadyExists')
    expect(refusal(plain, state, add({ ...toPolice2, toPersonId: 'stranger' })).code).toBe('unknownTarget')
    expect(refusal(plain, state, add({ toOfficeId: COMMUNE, toRole: 'communePolice' })).code).toBe(
      'unknownTarget',
    )
    const oneself = { toOfficeId: COMMUNE, toRole: 'communeOffice', toPersonId: 'office' }
    expect(refusal(plain, state, add(oneself)).code).toBe('unknownTarget')
  })

  test('who has signed is not taken off, nor does anybody take himself off', () => {
    const signed = run(plain, [act('approve', 'office')], state).state
    const off = (taskId: string) => act('removeSigner', 'police', { args: { taskId }, body: because() })
    expect(refusal(plain, signed, off('countersign.1.2')).code).toBe('alreadyActed')
    expect(refusal(plain, signed, off('countersign.1.1')).code).toBe('unknownTask')
    expect(refusal(plain, signed, off('nowhere.1.1')).code).toBe('unknownTask')
  })

  test('who was taken off finds his screen changed', () => {
    const off = act('removeSigner', 'police', { args: { taskId: 'countersign.1.2' }, body: because() })
    const { state: left } = run(plain, [off], state)
    const late = act('approve', 'office', { basis: { taskId: 'countersign.1.2' } })
    expect(refusal(plain, left, late).code).toBe('basisChanged')
    expect(refusal(plain, left, act('approve', 'office')).code).toBe('notYourTask')
  })

  test('the opinion that he had asked for goes with him', () => {
    const asked = act('entrust', 'office', { args: { toOfficeId: NEXT_COMMUNE, toRole: 'communePolice' } })
    const off = act('removeSigner', 'police', { args: { taskId: 'countersign.1.2' }, body: because() })
    expect(openTasks(run(plain, [asked, off], state).state)).toEqual(['sign communePolice', 'sign finance'])
  })

  test('only where the step offers it', () => {
    const add = act('addSigner', 'police', { args: toPolice2, body: because() })
    expect(refusal(plain, standingAt('weigh'), add).code).toBe('notAtStep')
    expect(refusal(plain, standingAt('screen'), add).code).toBe('notAtStep')
  })
})

describe('the form of a signature', () => {
  const outside = world({
    people: peopleWith({ deputed: [capacity('communeChair', COMMUNE, 'chair')] }),
  })

  test.each([
    ['chair', 'TM', null],
    ['viceChair', 'KT', null],
    ['deputed', 'TUQ', 'chair'],
  ])('of %s is %s', (by, form, onBehalfOf) => {
    const { state, events } = run(plain, [act('approve', by)], standingAt('submission'), outside)
    const [line] = events
    expect(line).toMatchObject({ type: 'approved', form, onBehalfOf })
    expect(state.signatures).toEqual([
      { step: 'submission', by, onBehalfOf, form, at: '2026-01-12T02:00:00.000Z' },
    ])
  })

  test('of whoever heads an office by himself is none, as on his papers; of staff TL.', () => {
    const { events } = run(plain, [act('approve', 'police')], standingAt('countersign'))
    expect(events[0]).toMatchObject({ type: 'approved', form: null })
    expect(signingForm(['unitHead'], capacity('unitHead', 'U1'))).toBeNull()
    expect(signingForm(['policeDirector'], capacity('policeDirector', PROVINCE))).toBeNull()
    expect(
      signingForm(['policeDirector', 'policeDeputyDirector'], capacity('policeDeputyDirector', PROVINCE)),
    ).toBe('KT')
    expect(signingForm(['committeeHead'], capacity('committeeHead', COMMUNE))).toBe('TM')
    expect(signingForm(['provinceStaff'], capacity('provinceStaff', PROVINCE))).toBe('TL')
  })

  test('every signer of a step leaves his own, and who hands in work leaves none', () => {
    const three = ['police', 'office', 'finance'].map((by) => act('approve', by))
    const { state } = run(plain, three, standingAt('countersign'))
    expect(state.signatures.map(({ by, form }) => [by, form])).toEqual([
      ['police', null],
      ['office', 'TL'],
      ['finance', 'TL'],
    ])
  })
})

// Who someone is to a dossier: own roles and dated delegations, deputies, and the duties that one person may not join.
import { describe, expect, test } from 'vitest'
import {
  COMMUNE,
  PROVINCE,
  UNIT,
  act,
  answers,
  aProcedure,
  because,
  capacity,
  peopleWith,
  refusal,
  run,
  world,
} from '../../support/rulebook.ts'
import { registered, standingAt } from '../../support/rulebook-stages.ts'

const plain = aProcedure()
const jump = (toStep: string) => act('jump', 'administrator', { args: { toStep }, body: because() })

describe('a delegation', () => {
  const deputed = world({
    people: { ...peopleWith({}), deputed: [capacity('communePolice', COMMUNE, 'police')] },
  })
  const toStaff = { toOfficeId: PROVINCE, toRole: 'provinceStaff' } as const
  const toPolice2 = { toOfficeId: COMMUNE, toRole: 'communePolice', toPersonId: 'police2' } as const

  test('lets another act in one’s name, and says so in the record', () => {
    const { state, events } = run(plain, [act('approve', 'deputed')], registered(), deputed)
    expect(events[0]).toMatchObject({
      actor: { kind: 'person', personId: 'deputed' },
      onBehalfOf: 'police',
      capacity: { role: 'communePolice', officeId: COMMUNE },
      form: 'TUQ',
    })
    expect(state.acted).toContainEqual({
      step: 'screen',
      round: 1,
      personId: 'deputed',
      onBehalfOf: 'police',
    })
  })

  test('that has ended gives nothing: only what holds at the receipt is a capacity', () => {
    const ended = world({ people: { ...peopleWith({}), deputed: [] } })
    expect(refusal(plain, registered(), act('approve', 'deputed'), ended).code).toBe('notYourTask')
  })

  test('is never passed on', () => {
    const state = registered()
    const transfer = act('transfer', 'deputed', { args: toPolice2, body: because() })
    expect(refusal(plain, state, transfer, deputed).code).toBe('delegationNotPassedOn')
    const entrust = act('entrust', 'deputed', { args: toStaff })
    expect(refusal(plain, state, entrust, deputed).code).toBe('delegationNotPassedOn')
    const add = act('addSigner', 'deputed', { args: toPolice2, body: because() })
    expect(refusal(plain, standingAt('countersign'), add, deputed).code).toBe('delegationNotPassedOn')
  })

  test('gives way to one’s own role, where one has both', () => {
    const both = world({ people: peopleWith({ police2: [capacity('communePolice', COMMUNE, 'police')] }) })
    const { events } = run(plain, [act('approve', 'police2')], registered(), both)
    expect(events[0]).toMatchObject({ onBehalfOf: null, form: null })
  })

  test('of one’s own office does not reach into another', () => {
    const elsewhere = world({
      people: { ...peopleWith({}), deputed: [capacity('communePolice', 'C2', 'neighbour')] },
    })
    expect(refusal(plain, registered(), act('approve', 'deputed'), elsewhere).code).toBe('notYourTask')
  })

  test('makes nobody an administrator', () => {
    const forced = world({
      people: { ...peopleWith({}), deputed: [capacity('administrator', PROVINCE, 'administrator')] },
    })
    const by = act('jump', 'deputed', { args: { toStep: 'decide' }, body: because() })
    expect(refusal(plain, registered(), by, forced).code).toBe('notAuthorised')
  })
})

describe('duties are kept apart', () => {
  const inspects = (outside = world(), by = 'inspector') =>
    run(plain, [act('inspect', by, { body: answers() }), jump('appraise')], standingAt('build'), outside)
      .state

  test('who has inspected does not appraise', () => {
    const outside = world({ people: peopleWith({ inspector: [capacity('provinceStaff', PROVINCE)] }) })
    const state = inspects(outside)
    for (const action of ['approve', 'reject', 'return'] as const)
      expect(
        refusal(
          plain,
          state,
          act(action, 'inspector', { args: { toStep: 'prepare' }, body: because() }),
          outside,
        ),
      ).toMatchObject({ code: 'dutiesApart', detail: { step: 'build' } })
    expect(run(plain, [act('approve', 'staff')], state, outside).state.step).toBe('decide')
  })

  test('nor does who inspected in another’s name', () => {
    const outside = world({
      people: {
        ...peopleWith({}),
        deputed: [capacity('inspector', COMMUNE, 'inspector'), capacity('provinceStaff', PROVINCE)],
      },
    })
    expect(refusal(plain, inspects(outside, 'deputed'), act('approve', 'deputed'), outside).code).toBe(
      'dutiesApart',
    )
  })

  test('nor does who had it inspected in his name', () => {
    const outside = world({
      people: {
        ...peopleWith({ inspector: [capacity('provinceStaff', PROVINCE)] }),
        deputed: [capacity('inspector', COMMUNE, 'inspector')],
      },
    })
    expect(refusal(plain, inspects(outside, 'deputed'), act('approve', 'inspector'), outside).code).toBe(
      'dutiesApart',
    )
  })

  test('nor does anybody appraise in the name of who has inspected', () => {
    const outside = world({
      people: {
        ...peopleWith({ inspector: [capacity('provinceStaff', PROVINCE)] }),
        deputed: [capacity('provinceStaff', PROVINCE, 'inspector')],
      },
    })
    expect(refusal(plain, inspects(outside), act('approve', 'deputed'), outside).code).toBe('dutiesApart')
  })

  test('who voted in the committee does not decide', () => {
    const outside = world({ people: peopleWith({ member1: [capacity('provinceChair', PROVINCE)] }) })
    const votes = (['committeeHead', 'member1', 'member2'] as const).map((personId) => ({
      personId,
      verdict: 'approve' as const,
    }))
    const acts = [act('recordMeeting', 'office', { args: { votes } }), jump('decide')]
    const { state } = run(plain, acts, standingAt('review'), outside)
    expect(refusal(plain, state, act('approve', 'member1'), outside)).toMatchObject({
      code: 'dutiesApart',
      detail: { step: 'review' },
    })
  })

  test('who gave an opinion at a step has acted there', () => {
    const procedure = aProcedure({ decide: { apart: ['screen'] } })
    const asked = act('entrust', 'police', { args: { toOfficeId: PROVINCE, toRole: 'provinceChair' } })
    const given = act('giveOpinion', 'provinceChair', { body: { text: 'nên' } })
    const { state } = run(procedure, [asked, given, jump('decide')], registered(procedure))
    expect(refusal(procedure, state, act('approve', 'provinceChair')).code).toBe('dutiesApart')
  })

  test('however often the dossier comes round again', () => {
    const outside = world({ people: peopleWith({ inspector: [capacity('provinceStaff', PROVINCE)] }) })
    const { state } = run(plain, [jump('prepare'), jump('appraise')], inspects(outside), outside)
    expect(refusal(plain, state, act('approve', 'inspector'), outside).code).toBe('dutiesApart')
  })
})

describe('a conflict of interest', () => {
  test('keeps who sits in the unit from deciding about it above', () => {
    const outside = world({ people: peopleWith({ staff: [capacity('unitOfficer', UNIT)] }) })
    expect(refusal(plain, standingAt('appraise'), act('approve', 'staff'), outside).code).toBe(
      'conflictOfInterest',
    )
    expect(run(plain, [act('approve', 'staff2')], standingAt('appraise'), outside).state.step).toBe('decide')
  })

  test('nor may he do it in another’s name', () => {
    const outside = world({
      people: {
        ...peopleWith({}),
        deputed: [capacity('provinceStaff', PROVINCE, 'staff'), capacity('unitHead', UNIT)],
      },
    })
    expect(refusal(plain, standingAt('appraise'), act('approve', 'deputed'), outside).code).toBe(
      'conflictOfInterest',
    )
  })

  test('nor does a commune judge itself under a power that was lent to it from above', () => {
    const own = standingAt('appraise')
    const state = { ...own, offices: { ...own.offices, unit: COMMUNE } }
    const lent = [capacity('provinceStaff', PROVINCE, 'staff'), capacity('communeChair', COMMUNE)]
    const people = peopleWith({
      lent,
      seated: [capacity('provinceStaff', PROVINCE), capacity('communeChair', COMMUNE)],
    })
    const about = world({ people })
    expect(refusal(plain, state, act('approve', 'lent'), about).code).toBe('conflictOfInterest')
    expect(run(plain, [act('approve', 'seated')], state, about).state.step).toBe('decide')
  })

  test('does not keep the unit’s people from the unit’s own steps', () => {
    expect(registered().step).toBe('screen')
  })
})

describe('who is nobody to a dossier', () => {
  test.each(['stranger', 'neighbour'])('%s may do nothing with it', (by) => {
    for (const action of ['withdraw', 'extend', 'copy', 'urge', 'jump', 'terminate'] as const)
      expect(refusal(plain, registered(), act(action, by, { body: because() })).code).toBe('notAuthorised')
  })

  test('who says himself that he signs for a batch is believed nothing', () => {
    const outside = world()
    for (const action of ['approve', 'reject', 'open', 'withdraw', 'giveOpinion'] as const) {
      const claimed = act(
        action,
        { kind: 'batch', batchId: 'batch' },
        { args: { toPersonId: 'police' }, body: because() },
      )
      expect(refusal(plain, registered(), claimed, outside).code).toBe('notAuthorised')
    }
  })
})

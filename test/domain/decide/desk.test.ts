// What a holder does with a task: opening, claiming and releasing, passing on, entrusting; and taking back what was sent on.
import { describe, expect, test } from 'vitest'
import {
  COMMUNE,
  NEXT_COMMUNE,
  PROVINCE,
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
import type { Act } from '../../support/rulebook.ts'
import { AFTER_PREPARE_DUE, DOSSIER, FORM, registered, standingAt } from '../../support/rulebook-stages.ts'
import { openTasks } from '../table/cell.ts'

const plain = aProcedure()
const state = registered()
const toStaff = { toOfficeId: PROVINCE, toRole: 'provinceStaff' } as const
const toPolice2 = { toOfficeId: COMMUNE, toRole: 'communePolice', toPersonId: 'police2' } as const

describe('opening', () => {
  test('is recorded once for each person', () => {
    const opened = run(plain, [act('open', 'police')], state).state
    expect(refusal(plain, opened, act('open', 'police')).code).toBe('alreadyActed')
    expect(run(plain, [act('open', 'police2')], opened).state.tasks[0]?.openedBy).toEqual([
      'police',
      'police2',
    ])
  })

  test('is the holder’s: nobody else has it on his desk', () => {
    for (const by of ['head', 'staff', 'neighbour', 'stranger'])
      expect(refusal(plain, state, act('open', by)).code).toBe('notYourTask')
  })
})

describe('claiming from the office’s queue', () => {
  const claimed = run(plain, [act('claim', 'police')], state).state

  test('keeps colleagues out until it is released', () => {
    for (const action of ['approve', 'claim', 'open', 'release'] as const)
      expect(refusal(plain, claimed, act(action, 'police2')).code).toBe('alreadyClaimed')
    const released = run(plain, [act('release', 'police')], claimed).state
    expect(run(plain, [act('claim', 'police2')], released).state.tasks[0]?.claimedBy).toBe('police2')
  })

  test('is done once, and only what was claimed is released', () => {
    expect(refusal(plain, claimed, act('claim', 'police')).code).toBe('alreadyClaimed')
    expect(refusal(plain, state, act('release', 'police')).code).toBe('notClaimed')
  })

  test('means nothing for a task that is one person’s already', () => {
    expect(refusal(plain, standingAt('review'), act('claim', 'member1')).code).toBe('notAtStep')
  })

  test('is not needed to act', () => {
    expect(run(plain, [act('approve', 'police2')], state).state.step).toBe('build')
  })

  test('keeps nobody out who stands in for the one who claimed', () => {
    const deputed = world({
      people: { ...peopleWith({}), deputed: [capacity('communePolice', COMMUNE, 'police')] },
    })
    const { state: next, events } = run(plain, [act('approve', 'deputed')], claimed, deputed)
    expect(next.step).toBe('build')
    expect(events[0]).toMatchObject({ onBehalfOf: 'police' })
    const colleague = world({
      people: peopleWith({ police2: [capacity('communePolice', COMMUNE, 'police')] }),
    })
    const own = run(plain, [act('release', 'police2')], claimed, colleague)
    expect(own.state.tasks[0]?.claimedBy).toBeNull()
    const another = world({
      people: { ...peopleWith({}), deputed: [capacity('communePolice', COMMUNE, 'police2')] },
    })
    expect(refusal(plain, claimed, act('approve', 'deputed'), another).code).toBe('alreadyClaimed')
  })
})

describe('transferring', () => {
  const over = (args: object, by = 'police'): Act => act('transfer', by, { args, body: because() })

  test('hands the whole task to a colleague, and him alone', () => {
    const { state: moved } = run(plain, [over(toPolice2)], state)
    expect(refusal(plain, moved, act('approve', 'police')).code).toBe('notYourTask')
    expect(run(plain, [act('approve', 'police2')], moved).state.step).toBe('build')
  })

  test('or to another office where the role is held', () => {
    const there = { toOfficeId: NEXT_COMMUNE, toRole: 'communePolice' }
    const { state: moved } = run(plain, [over(there)], state)
    expect(run(plain, [act('approve', 'neighbour')], moved).state.step).toBe('build')
  })

  test('finds the role of a deputy by itself', () => {
    const toVice = { toOfficeId: COMMUNE, toPersonId: 'viceChair' }
    const { state: moved } = run(plain, [over(toVice, 'chair')], standingAt('submission'))
    expect(run(plain, [act('approve', 'viceChair')], moved).events[0]?.form).toBe('KT')
  })

  test.each([
    ['an office that does not exist', { toOfficeId: 'C9', toRole: 'communePolice' }],
    ['nobody', {}],
    ['another role', toStaff],
    ['who does not hold the role', { ...toPolice2, toPersonId: 'staff' }],
    ['an office where nobody holds it', { toOfficeId: PROVINCE, toRole: 'communePolice' }],
    ['oneself', { ...toPolice2, toPersonId: 'police' }],
  ])('not to %s', (_who, args) => {
    expect(refusal(plain, state, over(args)).code).toBe('unknownTarget')
  })

  test('what was transferred may be acted in by the new holder’s delegate, not by the old one’s', () => {
    const outside = world({
      people: {
        ...peopleWith({}),
        forNew: [capacity('communePolice', COMMUNE, 'police2')],
        forOld: [capacity('communePolice', COMMUNE, 'police')],
      },
    })
    const { state: moved } = run(plain, [over(toPolice2)], state)
    expect(refusal(plain, moved, act('approve', 'forOld'), outside).code).toBe('notYourTask')
    expect(run(plain, [act('approve', 'forNew')], moved, outside).state.step).toBe('build')
  })

  test('needs a reason, and a step that offers it', () => {
    expect(refusal(plain, state, act('transfer', 'police', { args: toPolice2 })).code).toBe('reasonRequired')
    expect(refusal(plain, standingAt('appraise'), over(toStaff, 'staff')).code).toBe('notAtStep')
  })
})

describe('entrusting', () => {
  const asked = run(plain, [act('entrust', 'police', { args: toStaff })], state).state
  const opinion = act('giveOpinion', 'staff', { body: { text: 'đồng ý' } })

  test('keeps the asker from finishing until the opinion is there', () => {
    expect(refusal(plain, asked, act('approve', 'police'))).toMatchObject({
      code: 'notYourTurn',
      detail: { awaiting: 'screen.1.2' },
    })
    const given = run(plain, [opinion], asked).state
    expect(run(plain, [act('approve', 'police')], given).state.step).toBe('build')
  })

  test('can be called back, and asked of somebody else', () => {
    const back = run(plain, [act('recallEntrusted', 'police')], asked).state
    expect(refusal(plain, back, opinion).code).toBe('notYourTask')
    expect(refusal(plain, back, act('recallEntrusted', 'police')).code).toBe('unknownTask')
    const again = act('entrust', 'police', { args: { toOfficeId: PROVINCE, toRole: 'department' } })
    expect(openTasks(run(plain, [again], back).state)).toEqual(['act communePolice', 'opinion department'])
  })

  test('asks one at a time', () => {
    expect(refusal(plain, asked, act('entrust', 'police', { args: toStaff })).code).toBe('alreadyActed')
  })

  test('asks for a written opinion, which moves nothing by itself', () => {
    const silent = act('giveOpinion', 'staff', { body: { text: ' ' } })
    expect(refusal(plain, asked, silent).code).toBe('needsUnmet')
    const given = run(plain, [opinion], asked)
    expect(given.state.step).toBe('screen')
    expect(refusal(plain, given.state, opinion).code).toBe('alreadyActed')
  })

  test('gives no right to decide: who is asked signs nothing', () => {
    expect(refusal(plain, asked, act('approve', 'staff')).code).toBe('notYourTask')
    expect(run(plain, [act('open', 'staff')], asked).state.step).toBe('screen')
  })

  test('ends with the step', () => {
    const off = act('jump', 'administrator', { args: { toStep: 'build' }, body: because() })
    expect(refusal(plain, run(plain, [off], asked).state, opinion).code).toBe('notYourTask')
  })
})

describe('taking back', () => {
  const again = (by = 'head', more: Partial<Act> = {}): Act =>
    act('takeBack', by, { body: because(), ...more })

  test('gives the sender a new round of his step, with the clock that he had', () => {
    const { state: taken } = run(plain, [again('head', { at: '2026-01-13T02:00:00.000Z' })], state)
    expect(taken).toMatchObject({ step: 'register', round: 2, status: 'active', lastForward: null })
    expect(taken.clocks.register).toEqual({
      enteredAt: '2025-12-31T17:00:00.000Z',
      pauses: [{ from: '2026-01-12T02:00:00.000Z', to: '2026-01-13T02:00:00.000Z' }],
      extendedTo: null,
    })
    expect(run(plain, [act('submit', 'officer', { body: FORM })], taken).state).toMatchObject({ round: 2 })
  })

  test.each([
    ['opened', act('open', 'police')],
    ['claimed', act('claim', 'police')],
    ['transferred', act('transfer', 'police', { args: toPolice2, body: because() })],
    ['asked an opinion on', act('entrust', 'police', { args: toStaff })],
  ])('is over once it was %s', (_what, touched) => {
    const { state: seen } = run(plain, [touched], state)
    expect(refusal(plain, seen, again()).code).toBe('alreadyOpened')
  })

  test('is over once it was claimed, released or not', () => {
    const { state: seen } = run(plain, [act('claim', 'police'), act('release', 'police')], state)
    expect(refusal(plain, seen, again()).code).toBe('alreadyOpened')
  })

  test('is over once it was inspected, signed or a signer was added', () => {
    const sent = run(plain, [act('approve', 'police')], state).state
    const inspected = run(plain, [act('inspect', 'inspector', { body: answers() })], sent).state
    expect(refusal(plain, inspected, again('police')).code).toBe('alreadyOpened')
    const handedIn = run(plain, [act('submit', 'head', { body: DOSSIER })], standingAt('prepare')).state
    const added = act('addSigner', 'finance', { args: toPolice2, body: because() })
    expect(refusal(plain, run(plain, [added], handedIn).state, again()).code).toBe('alreadyOpened')
    expect(refusal(plain, run(plain, [act('approve', 'finance')], handedIn).state, again()).code).toBe(
      'alreadyOpened',
    )
  })

  test('is the sender’s own, while he holds what he sent it in', () => {
    expect(refusal(plain, state, again('officer')).code).toBe('notAuthorised')
    const left = world({ people: { ...peopleWith({}), head: [] } })
    expect(refusal(plain, state, again(), left).code).toBe('notAuthorised')
  })

  test('of what was sent under a delegation ends with the delegation', () => {
    const outside = world({
      people: { ...peopleWith({}), deputed: [capacity('communePolice', COMMUNE, 'police')] },
    })
    const { state: sent } = run(plain, [act('approve', 'deputed')], state, outside)
    const other = world({ people: { ...peopleWith({}), deputed: [capacity('communePolice', COMMUNE)] } })
    expect(refusal(plain, sent, again('deputed'), other).code).toBe('notAuthorised')
    expect(refusal(plain, sent, again('police'), outside).code).toBe('notAuthorised')
    expect(run(plain, [again('deputed')], sent, outside).state.step).toBe('screen')
  })

  test('is not the way into a lapse: past the deadline it stays where it is', () => {
    const sent = run(plain, [act('submit', 'head', { body: DOSSIER })], standingAt('prepare')).state
    expect(refusal(plain, sent, again('head', { at: AFTER_PREPARE_DUE })).code).toBe('late')
    expect(run(plain, [again('head', { at: '2026-10-31T10:00:00.000Z' })], sent).state.step).toBe('prepare')
  })
})

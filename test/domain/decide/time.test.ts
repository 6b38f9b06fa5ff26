// Time in decisions: lateness to the millisecond and by receipt alone, late acceptance, extension, the clock's lapse, and
// the campaign's own opening and closing.
import { describe, expect, test } from 'vitest'
import { dueOf, wakeAtOf } from '../../../domain/deadline.ts'
import type { DossierState } from '../../../domain/dossier.ts'
import type { HolidayDay } from '../../../domain/time/calendar.ts'
import { SHIPPED_CALENDAR } from '../../../domain/time/holidays.ts'
import { CLOCK, act, aProcedure, because, refusal, run, world } from '../../support/rulebook.ts'
import type { Act } from '../../support/rulebook.ts'
import {
  AFTER_PREPARE_DUE,
  DOSSIER,
  FORM,
  LAPSE,
  PREPARE_DUE,
  RESERVE,
  SIGNED,
  registered,
  returnedTo,
  reserved,
  standingAt,
} from '../../support/rulebook-stages.ts'

const plain = aProcedure()
/** The end of 19 January in Vietnam, the last moment "before 20/01", and the millisecond after it. */
const LAST_MOMENT = '2026-01-19T16:59:59.999Z'
const TOO_LATE = '2026-01-19T17:00:00.000Z'

const wakeAt = (state: DossierState) => wakeAtOf(state, dueOf(plain, state, world()))

describe('lateness', () => {
  const submit = (at: string) => act('submit', 'head', { body: FORM, at })

  test('at the due instant itself it is on time, one millisecond later it is late', () => {
    const { events } = run(plain, [submit(LAST_MOMENT)])
    expect(events[0]?.late).toBe(false)
    expect(refusal(plain, null, submit(TOO_LATE))).toMatchObject({
      code: 'late',
      detail: { step: 'register', dueAt: LAST_MOMENT },
    })
  })

  test('is counted from the receipt, and the rule knows no other time', () => {
    // The command carries no instant but the one at which it was received; there is nothing else to look at.
    const given = run(plain, [submit(LAST_MOMENT)])
    expect(given.events.map(({ receivedAt }) => receivedAt)).toEqual([LAST_MOMENT, LAST_MOMENT])
  })

  test('marks where that is the effect, and shuts no door', () => {
    const late = act('approve', 'police', { at: '2026-01-26T17:00:00.000Z' })
    const { state, events } = run(plain, [late], registered())
    expect(state.step).toBe('build')
    expect(events[0]?.late).toBe(true)
  })

  test('where it shuts the door, shuts it for everything that gives the step its result', () => {
    const reviewDue = {
      review: {
        due: { kind: 'through', monthDay: '03-31', source: 'test' } as const,
        late: { effect: 'refuse', acceptedBy: { role: 'provinceStaff', level: 'province' } } as const,
      },
    }
    const procedure = aProcedure(reviewDue)
    const state = standingAt('review', procedure)
    const at = '2026-03-31T17:00:00.000Z'
    for (const action of ['approve', 'reject', 'abstain', 'recuse'] as const)
      expect(refusal(procedure, state, act(action, 'member1', { at, body: because() })).code).toBe('late')
    expect(refusal(procedure, state, act('recordMeeting', 'office', { at })).code).toBe('late')
    const back = act('return', 'office', { at, args: { toStep: 'prepare' }, body: because() })
    expect(run(procedure, [back], state).state.status).toBe('returned')
  })

  test('a province’s days off hold in its communes', () => {
    const day: HolidayDay = {
      date: '2026-01-20',
      kind: 'swapOff',
      name: 'nghỉ',
      source: 'test',
      territory: 'P1',
    }
    const off = world({ calendar: { ...SHIPPED_CALENDAR, days: [...SHIPPED_CALENDAR.days, day] } })
    expect(dueOf(plain, registered(), world())?.dueAt).toBe('2026-01-26T16:59:59.999Z')
    expect(dueOf(plain, registered(), off)?.dueAt).toBe('2026-01-27T16:59:59.999Z')
  })

  test('follows the campaign’s own date', () => {
    const named = aProcedure(
      { submission: { due: { kind: 'campaignDate', key: 'dossier', source: 'test' } } },
      { dates: { dossier: { vi: 'Hạn', rule: { kind: 'before', monthDay: '11-01', source: 'test' } } } },
    )
    const moved = world({ campaign: { dates: { dossier: '2026-11-15' } } })
    const state = standingAt('submission', named)
    const late = act('approve', 'chair', { at: '2026-11-05T02:00:00.000Z' })
    expect(refusal(named, state, late).code).toBe('late')
    expect(run(named, [late], state, moved).state.step).toBe('appraise')
  })
})

describe('accepting a late one', () => {
  const accept = (by: string, more: Partial<Act> = {}) =>
    act('acceptLate', by, { at: TOO_LATE, args: { until: '2026-01-22' }, body: because(), ...more })
  const submit = (at: string) => act('submit', 'head', { body: FORM, at })

  test('makes a draft a dossier that waits for the unit', () => {
    const { state } = run(plain, [accept('police')])
    expect(state).toMatchObject({ status: 'active', step: 'register', round: 1, version: 1 })
    expect(state.lateAccepted).toEqual([
      { step: 'register', until: '2026-01-22T16:59:59.999Z', by: 'police' },
    ])
    const { state: next, events } = run(plain, [submit('2026-01-22T16:59:59.999Z')], state)
    expect(next.step).toBe('screen')
    expect(events[0]?.late).toBe(true)
  })

  test('holds through the day named and no longer', () => {
    const { state } = run(plain, [accept('police')])
    expect(refusal(plain, state, submit('2026-01-22T17:00:00.000Z')).code).toBe('late')
    const again = accept('police', { at: '2026-01-23T02:00:00.000Z', args: { until: '2026-01-23' } })
    expect(run(plain, [again, submit('2026-01-23T03:00:00.000Z')], state).state.step).toBe('screen')
  })

  test.each([
    ['by who is not named for it', accept('staff'), 'notAuthorised'],
    ['without a reason', accept('police', { body: {} }), 'reasonRequired'],
    ['for a day that is over', accept('police', { args: { until: '2026-01-19' } }), 'dateInPast'],
    ['for no day', accept('police', { args: {} }), 'dateInPast'],
    ['while it is not late', accept('police', { at: LAST_MOMENT }), 'notLate'],
  ] as const)('is refused %s', (_how, asked, code) => {
    expect(refusal(plain, null, asked).code).toBe(code)
  })

  test('is there only where lateness shuts the door', () => {
    const late = { at: '2026-12-20T02:00:00.000Z', args: { until: '2026-12-21' } }
    for (const step of ['screen', 'prepare', 'decide', 'endorse'])
      expect(refusal(plain, standingAt(step), accept('staff', late)).code).toBe('notAtStep')
  })

  test('holds for its step alone', () => {
    const long = accept('police', { args: { until: '2026-12-31' } })
    const { state } = run(plain, [long, submit('2026-01-20T02:00:00.000Z')])
    const jump = act('jump', 'administrator', { args: { toStep: 'submission' }, body: because() })
    const there = run(plain, [jump], state).state
    expect(refusal(plain, there, act('approve', 'chair', { at: '2026-11-01T02:00:00.000Z' })).code).toBe(
      'late',
    )
  })
})

describe('extending', () => {
  const extend = (until: string, more: Partial<Act> = {}) =>
    act('extend', 'staff', { args: { until }, body: because(), ...more })

  test('moves the deadline to the end of a day', () => {
    const { state } = run(plain, [extend('2026-11-10')], standingAt('submission'))
    expect(dueOf(plain, state, world())).toMatchObject({ dueAt: '2026-11-10T16:59:59.999Z', extended: true })
    const last = act('approve', 'chair', { at: '2026-11-10T16:59:59.999Z' })
    const { events } = run(plain, [last], state)
    expect(events[0]?.late).toBe(false)
    expect(refusal(plain, state, { ...last, at: '2026-11-10T17:00:00.000Z' }).code).toBe('late')
  })

  test('opens a door that was shut already', () => {
    const at = '2026-11-05T02:00:00.000Z'
    const late = act('approve', 'chair', { at })
    const state = standingAt('submission')
    expect(refusal(plain, state, late).code).toBe('late')
    expect(run(plain, [extend('2026-11-06', { at }), late], state).state.step).toBe('appraise')
  })

  test.each([
    ['to an earlier day', extend('2026-01-20'), 'dateInPast'],
    ['to no day', act('extend', 'staff', { body: because() }), 'dateInPast'],
    ['by the holder', { ...extend('2026-03-31'), by: 'police' }, 'notAuthorised'],
    ['without a reason', { ...extend('2026-03-31'), body: {} }, 'reasonRequired'],
  ] as const)('is refused %s', (_how, asked, code) => {
    expect(refusal(plain, registered(), asked).code).toBe(code)
  })

  test('means nothing where there is no deadline', () => {
    expect(refusal(plain, standingAt('endorse'), extend('2026-03-31')).code).toBe('notAtStep')
  })

  test('is of this round: the next one has its own clock', () => {
    const procedure = aProcedure()
    const extended = run(procedure, [extend('2026-03-31')], registered()).state
    const again = run(
      procedure,
      ['prepare', 'screen'].map((toStep) =>
        act('jump', 'administrator', { args: { toStep }, body: because() }),
      ),
      extended,
    ).state
    expect(dueOf(procedure, again, world())?.extended).toBe(false)
  })
})

describe('a lapse', () => {
  const state = standingAt('prepare')

  test('ends the dossier one millisecond after its due instant, and not at it', () => {
    expect(wakeAt(state)).toBe(PREPARE_DUE)
    expect(refusal(plain, state, { ...LAPSE, at: PREPARE_DUE }).code).toBe('notDue')
    const { state: ended, events } = run(plain, [{ ...LAPSE, at: AFTER_PREPARE_DUE }], state)
    expect(ended).toMatchObject({ status: 'lapsed', outcome: 'notSubmitted', closedAt: AFTER_PREPARE_DUE })
    expect(events[0]).toMatchObject({ type: 'lapsed', actor: { kind: 'clock' }, late: true })
  })

  test.each([
    ['another step', { basis: { step: 'register' } }],
    ['another round', { basis: { round: 2 } }],
    ['another instant', { args: { dueAt: '2026-10-30T16:59:59.999Z' } }],
    ['no instant', { args: {} }],
  ] as const)('set for %s is refused', (_what, outdated) => {
    expect(refusal(plain, state, { ...LAPSE, ...outdated }).code).toBe('notDue')
  })

  test('set before an extension is refused', () => {
    const later = act('extend', 'staff', { args: { until: '2026-11-05' }, body: because() })
    const { state: extended } = run(plain, [later], state)
    expect(refusal(plain, extended, LAPSE).code).toBe('notDue')
    expect(wakeAt(extended)).toBe('2026-11-05T16:59:59.999Z')
  })

  test('is the clock’s alone, and only where lateness ends anything', () => {
    expect(refusal(plain, state, { ...LAPSE, by: 'administrator' }).code).toBe('notAuthorised')
    expect(refusal(plain, registered(), { ...LAPSE, at: '2026-12-01T00:00:00.000Z' }).code).toBe('notDue')
    expect(wakeAt(registered())).toBeNull()
  })

  test('shuts the door too: what is received past it is late', () => {
    const submit = act('submit', 'head', { body: DOSSIER, at: AFTER_PREPARE_DUE })
    expect(refusal(plain, state, submit).code).toBe('late')
    expect(run(plain, [{ ...submit, at: PREPARE_DUE }], state).state.step).toBe('endorse')
  })

  test('does not come over a correction', () => {
    expect(wakeAt(returnedTo('prepare'))).toBeNull()
    expect(refusal(plain, returnedTo('prepare'), LAPSE).code).toBe('notInStatus')
  })

  test('does not come over what was reopened past the deadline: that is only marked late', () => {
    const { state: ended } = run(plain, [LAPSE], state)
    const at = '2026-11-05T02:00:00.000Z'
    const reopen = act('reopen', 'staff', { args: { toStep: 'prepare' }, body: because(), at })
    const { state: again } = run(plain, [reopen], ended)
    expect(wakeAt(again)).toBeNull()
    const submit = act('submit', 'head', { body: DOSSIER, at: '2026-11-06T02:00:00.000Z' })
    const { events } = run(plain, [submit], again)
    expect(events[0]).toMatchObject({ type: 'submitted', late: true })
    const extended = act('extend', 'staff', { args: { until: '2026-11-10' }, body: because(), at })
    expect(wakeAt(run(plain, [extended], again).state)).toBe('2026-11-10T16:59:59.999Z')
  })

  test('a reservation is what the clock waits for, where there is one', () => {
    expect(wakeAt(reserved())).toBe(RESERVE.args?.expiresAt)
    expect(
      refusal(plain, reserved(), act('unreserve', CLOCK, { at: '2026-02-01T00:00:00.000Z' }), SIGNED).code,
    ).toBe('batchSigned')
  })
})

describe('the campaign', () => {
  const submit = act('submit', 'head', { body: FORM })

  test.each([
    ['is planned', { status: 'planned' }, 'notOpenYet'],
    ['opens tomorrow', { opensAt: '2026-01-12T17:00:00.000Z' }, 'notOpenYet'],
    ['is closed', { status: 'closed' }, 'campaignClosed'],
    ['closed yesterday', { closesAt: '2026-01-11T16:59:59.999Z' }, 'campaignClosed'],
  ] as const)('takes nothing in while it %s', (_when, campaign, code) => {
    expect(refusal(plain, null, submit, world({ campaign })).code).toBe(code)
  })

  test('takes in at its first and its last instant', () => {
    const campaign = { opensAt: '2026-01-12T02:00:00.000Z', closesAt: '2026-01-12T02:00:00.000Z' }
    expect(run(plain, [submit], null, world({ campaign })).state.step).toBe('screen')
  })

  test('that has closed lets go on what it had taken in', () => {
    const closed = world({ campaign: { status: 'closed' } })
    expect(run(plain, [act('approve', 'police')], registered(), closed).state.step).toBe('build')
  })

  test('opens a path by its setting', () => {
    const school = { ...world().subject, kind: 'school' as const }
    expect(refusal(plain, null, submit, world({ subject: school })).code).toBe('notEligible')
    const opened = world({ subject: school, campaign: { settings: { schools: true } } })
    expect(run(plain, [submit], null, opened).state.path).toBe('school')
  })

  test('takes in no subject that is gone or of another kind', () => {
    const { subject } = world()
    for (const wrong of [
      { ...subject, valid: false },
      { ...subject, kind: 'enterprise' as const },
    ])
      expect(refusal(plain, null, submit, world({ subject: wrong })).code).toBe('notEligible')
  })
})

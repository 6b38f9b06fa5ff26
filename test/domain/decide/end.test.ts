// How dossiers end and what comes after: withdrawn, jumped or ended by force, reopened, revoked, maintained, corrected; and a
// newer version of the procedure taken up.
import { describe, expect, test } from 'vitest'
import { factNeeds } from '../../../domain/needs.ts'
import { act, aProcedure, because, command, refusal, run, world } from '../../support/rulebook.ts'
import type { Act } from '../../support/rulebook.ts'
import {
  FORM,
  IN_STATUS,
  declined,
  recognised,
  registered,
  returnedTo,
  standingAt,
} from '../../support/rulebook-stages.ts'

const plain = aProcedure()
const jump = (toStep: string) => act('jump', 'administrator', { args: { toStep }, body: because() })

describe('withdrawing', () => {
  const withdraw = (by: string) => act('withdraw', by, { body: because() })

  test('is the originator’s, until the step that the rule names', () => {
    expect(run(plain, [withdraw('officer')], standingAt('decide')).state).toMatchObject({
      status: 'withdrawn',
      outcome: null,
      closedAt: '2026-01-12T02:00:00.000Z',
    })
    expect(refusal(plain, standingAt('issue'), withdraw('head')).code).toBe('notAtStep')
    expect(refusal(plain, registered(), withdraw('police')).code).toBe('notAuthorised')
  })

  test('ends a correction with it', () => {
    expect(run(plain, [withdraw('head')], returnedTo('prepare')).state.returned).toBeNull()
  })
})

describe('force', () => {
  test('leads anywhere on the path but to where the dossier stands', () => {
    expect(run(plain, [jump('issue')], registered()).state.step).toBe('issue')
    expect(run(plain, [jump('register')], standingAt('decide')).state).toMatchObject({
      step: 'register',
      round: 2,
    })
    for (const toStep of ['screen', 'nowhere'])
      expect(refusal(plain, registered(), jump(toStep)).code).toBe('unknownStep')
    expect(refusal(plain, registered(), act('jump', 'administrator', { body: because() })).code).toBe(
      'unknownStep',
    )
  })

  test('stands out in the record, with its reason', () => {
    const { events } = run(plain, [jump('decide')], registered())
    expect(events[0]).toMatchObject({
      type: 'jumped',
      data: { fromStep: 'screen', toStep: 'decide', forced: true },
    })
    const end = act('terminate', 'administrator', { body: because() })
    expect(run(plain, [end], registered()).events[0]).toMatchObject({
      type: 'terminated',
      data: { forced: true },
    })
    expect(refusal(plain, registered(), act('terminate', 'administrator')).code).toBe('reasonRequired')
  })

  test('can not be undone like a sending on', () => {
    const back = act('takeBack', 'administrator', { body: because() })
    expect(refusal(plain, standingAt('decide'), back).code).toBe('alreadyOpened')
  })

  test('does not leave the path of the dossier’s kind', () => {
    const school = world({
      subject: { ...world().subject, kind: 'school' },
      campaign: { settings: { schools: true } },
    })
    const { state } = run(plain, [act('submit', 'head', { body: FORM })], null, school)
    expect(refusal(plain, state, jump('review'), school).code).toBe('unknownStep')
  })
})

describe('reopening', () => {
  const reopen = (toStep: string | undefined, by = 'staff') =>
    act('reopen', by, { args: toStep === undefined ? {} : { toStep }, body: because() })

  test.each(['withdrawn', 'lapsed', 'terminated'] as const)('opens what was %s', (status) => {
    const { state, events } = run(plain, [reopen('prepare')], IN_STATUS[status]())
    expect(state).toMatchObject({ status: 'active', step: 'prepare', outcome: null, closedAt: null })
    expect(events[0]).toMatchObject({ type: 'reopened', from: { status } })
  })

  test('opens what was turned down, not what was granted', () => {
    expect(run(plain, [reopen('prepare')], declined()).state.step).toBe('prepare')
    expect(refusal(plain, recognised(), reopen('prepare'))).toMatchObject({
      code: 'notEligible',
      detail: { outcome: 'recognised' },
    })
  })

  test('leads to one of the steps that the rule names', () => {
    for (const toStep of ['decide', undefined])
      expect(refusal(plain, declined(), reopen(toStep))).toMatchObject({
        code: 'unknownStep',
        detail: { targets: ['prepare', 'review'] },
      })
    expect(refusal(plain, declined(), reopen('prepare', 'head')).code).toBe('notAuthorised')
  })

  test('into a committee asks for its members', () => {
    const given = command(declined(), reopen('review'))
    const { holders } = factNeeds(plain, declined(), given, world().subject, world().campaign)
    expect(holders.map(({ role }) => role)).toContain('committeeMember')
    expect(run(plain, [reopen('review')], declined()).state.tasks).toHaveLength(4)
  })

  test('into the only step there is needs no name', () => {
    const one = aProcedure(
      {},
      {
        after: {
          reopen: {
            by: { role: 'provinceStaff', level: 'province' },
            to: ['review'],
            source: { cites: ['test'] },
          },
        },
      },
    )
    expect(run(one, [reopen(undefined)], declined(one)).state).toMatchObject({
      step: 'review',
      status: 'active',
    })
  })

  test('is not there where the rule has none', () => {
    const none = aProcedure({}, { after: {} })
    expect(refusal(none, declined(none), reopen('prepare')).code).toBe('notEligible')
  })

  test('keeps who has acted: duties stay apart', () => {
    const before = declined()
    expect(run(plain, [reopen('prepare')], before).state.acted).toEqual(before.acted)
  })
})

describe('revoking', () => {
  const revoke = act('revoke', 'provinceChair', { body: because() })

  test('takes back the recognition, its certificate and its worth, for good', () => {
    const { state, effects } = run(plain, [revoke], recognised())
    expect(state).toMatchObject({ status: 'revoked', outcome: 'recognised' })
    expect(effects.map(({ kind }) => kind)).toEqual(['notify', 'revokeCertificate', 'recordResult'])
    expect(refusal(plain, state, revoke).code).toBe('notInStatus')
    expect(refusal(plain, state, act('reopen', 'staff', { body: because() })).code).toBe('notInStatus')
  })

  test('is for what was granted, by who may', () => {
    expect(refusal(plain, declined(), revoke).code).toBe('notEligible')
    expect(refusal(plain, recognised(), { ...revoke, by: 'staff' }).code).toBe('notAuthorised')
    expect(run(plain, [{ ...revoke, by: 'provinceViceChair' }], recognised()).state.status).toBe('revoked')
  })
})

describe('maintaining', () => {
  const in2027 = '2027-05-03T02:00:00.000Z'
  const maintain = (more: Partial<Act>) =>
    act('maintain', 'provinceChair', { at: in2027, args: { year: 2027, result: 'maintained' }, ...more })

  test('records each later year once', () => {
    const { state } = run(plain, [maintain({})], recognised())
    expect(state.maintained).toEqual([{ year: 2027, result: 'maintained', at: in2027 }])
    expect(refusal(plain, state, maintain({})).code).toBe('alreadyActed')
  })

  test('records that it was not, with a reason', () => {
    const not = { args: { year: 2027, result: 'notMaintained' as const } }
    expect(refusal(plain, recognised(), maintain(not)).code).toBe('reasonRequired')
    const { effects } = run(plain, [maintain({ ...not, body: because() })], recognised())
    expect(effects).toContainEqual({
      kind: 'recordResult',
      result: { kind: 'exemplary', value: null },
      year: 2027,
    })
  })

  test.each([
    ['the year itself', { year: 2026, result: 'maintained' }],
    ['a year to come', { year: 2028, result: 'maintained' }],
    ['no year', { result: 'maintained' }],
    ['no finding', { year: 2027 }],
  ] as const)('knows nothing of %s', (_what, args) => {
    expect(refusal(plain, recognised(), maintain({ args })).code).toBe('invalid')
  })
})

describe('correcting', () => {
  const correct = act('correct', 'provinceChair', { body: because('sai tên đơn vị') })

  test('adds a document of its own number and leaves the old one', () => {
    const before = recognised()
    const { state } = run(plain, [correct, { ...correct, body: because('sai ngày') }], before)
    expect(state.corrections.map(({ number }) => number)).toEqual([2, 3])
    expect(state.numbers.slice(0, before.numbers.length)).toEqual(before.numbers)
    expect(state.certificate).toEqual(before.certificate)
  })

  test('without a register gives no number', () => {
    const { after } = plain
    const { by, source } = after.correct ?? {
      by: { role: 'provinceChair', level: 'province' },
      source: { cites: [] },
    }
    const bare = aProcedure({}, { after: { ...after, correct: { by, source } } })
    const { state, effects } = run(bare, [correct], recognised(bare))
    expect(state.corrections[0]?.number).toBeNull()
    expect(effects.map(({ kind }) => kind)).toEqual(['notify'])
  })

  test('is for what was granted', () => {
    expect(refusal(plain, declined(), correct).code).toBe('notEligible')
  })
})

describe('numbers and the certificate', () => {
  test('are given once each, in the register of the office and of the year of the act', () => {
    const { state, effects } = run(
      plain,
      [act('approve', 'provinceChair', { at: '2027-01-04T02:00:00.000Z' }), act('submit', 'records')],
      standingAt('decide'),
    )
    const given = effects.filter(({ kind }) => kind === 'giveNumber')
    expect(given).toEqual([
      { kind: 'giveNumber', register: 'decisions', officeId: 'P1', year: 2027, step: 'decide' },
      { kind: 'giveNumber', register: 'certificates', officeId: 'P1', year: 2026, step: 'issue' },
    ])
    expect(state.certificate).toMatchObject({ register: 'certificates', number: 1 })
    expect(new Set(state.numbers.map(({ register, number }) => `${register}/${number}`)).size).toBe(2)
  })

  test('are not given again after a return, and not for a no', () => {
    const back = act('return', 'provinceChair', { args: { toStep: 'appraise' }, body: because() })
    const first = run(plain, [act('approve', 'provinceChair')], standingAt('decide')).state
    const again = run(
      plain,
      [jump('decide'), back, act('approve', 'staff'), act('approve', 'provinceChair')],
      first,
    )
    expect(again.state.numbers).toEqual(first.numbers)
    const no = run(plain, [act('reject', 'provinceChair', { body: because() })], standingAt('decide'))
    expect(no.effects.filter(({ kind }) => kind === 'giveNumber')).toEqual([])
  })

  test('the lines that say so stand in the record of the act', () => {
    const { events } = run(plain, [act('submit', 'records')], standingAt('issue'))
    expect(events.map(({ type }) => type)).toEqual([
      'submitted',
      'concluded',
      'numbered',
      'certificateIssued',
    ])
    expect(events[3]).toMatchObject({
      data: { number: 1, register: 'certificates' },
      to: { status: 'concluded' },
    })
  })
})

describe('a newer version of the procedure', () => {
  const adopt = (version: number) => act('adoptVersion', 'staff', { args: { version }, body: because() })
  const newer = aProcedure({}, { version: 2 })

  test('is taken up by an act of its own, which moves nothing', () => {
    const before = registered()
    const { state, events } = run(plain, [adopt(2)], before, world({ newer }))
    expect(state).toEqual({
      ...before,
      version: before.version + 1,
      procedure: { id: 'everything', version: 2, hash: 'newer-hash' },
    })
    expect(events[0]?.data).toMatchObject({ from: { version: 1 }, to: { version: 2 } })
  })

  test.each([
    ['the one it has', 1, aProcedure({}, { version: 1 })],
    ['one that is not published', 3, newer],
    ['another procedure’s', 2, aProcedure({}, { version: 2, id: 'another' })],
  ])('is not %s', (_what, version, published) => {
    expect(refusal(plain, registered(), adopt(version), world({ newer: published })).code).toBe(
      'wrongVersion',
    )
  })

  test('must know the step, and the step that waits for a correction', () => {
    const paths = (without: string) =>
      plain.paths.map((path) => ({ ...path, steps: path.steps.filter((id) => id !== without) }))
    const noScreen = world({ newer: aProcedure({}, { version: 2, paths: paths('screen') }) })
    expect(refusal(plain, registered(), adopt(2), noScreen)).toMatchObject({
      code: 'unknownStep',
      detail: { step: 'screen' },
    })
    const noAppraise = world({ newer: aProcedure({}, { version: 2, paths: paths('appraise') }) })
    expect(refusal(plain, returnedTo('screen'), adopt(2), noAppraise).detail).toEqual({ step: 'appraise' })
    expect(run(plain, [adopt(2)], registered(), noAppraise).state.procedure.version).toBe(2)
  })

  test('is the extender’s to take up', () => {
    expect(refusal(plain, registered(), { ...adopt(2), by: 'police' }, world({ newer })).code).toBe(
      'notAuthorised',
    )
  })
})

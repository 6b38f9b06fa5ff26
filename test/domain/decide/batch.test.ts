// One decision over many: a dossier is reserved, may be let go of or run out before the signature, and after it is decided
// whatever has happened meanwhile.
import { describe, expect, test } from 'vitest'
import {
  CLOCK,
  PROVINCE,
  UNIT,
  act,
  answers,
  aProcedure,
  batch,
  because,
  capacity,
  peopleWith,
  refusal,
  run,
  world,
} from '../../support/rulebook.ts'
import type { Act } from '../../support/rulebook.ts'
import { NEXT_DAY, RESERVE, SIGNED, reserved, returnedTo, standingAt } from '../../support/rulebook-stages.ts'

const plain = aProcedure()
const state = reserved()
const DAY_AFTER = '2026-01-14T02:00:00.000Z'
const apply = (args: object = {}, more: Partial<Act> = {}): Act =>
  act('applyDecision', batch(), { args: { toPersonId: 'provinceChair', ...args }, ...more })

describe('reserving', () => {
  test('asks all that the decision would ask', () => {
    const needing = aProcedure({ decide: { needs: [{ kind: 'assessed', times: 1 }] } })
    expect(refusal(needing, standingAt('decide', needing), RESERVE).code).toBe('needsUnmet')
    const entrusted = act('entrust', 'provinceChair', {
      args: { toOfficeId: PROVINCE, toRole: 'provinceStaff' },
    })
    expect(refusal(plain, run(plain, [entrusted], standingAt('decide')).state, RESERVE).code).toBe(
      'notYourTurn',
    )
    const inspector = peopleWith({ inspector: [capacity('provinceChair', PROVINCE)] })
    const acts = [
      act('inspect', 'inspector', { body: answers() }),
      act('jump', 'administrator', { args: { toStep: 'decide' }, body: because() }),
    ]
    const outside = world({ people: inspector })
    const inspected = run(plain, acts, standingAt('build'), outside).state
    const byInspector = { ...RESERVE, args: { ...RESERVE.args, toPersonId: 'inspector' } }
    expect(refusal(plain, inspected, byInspector, outside).code).toBe('dutiesApart')
  })

  test.each([
    ['at a step without batches', 'appraise', { toPersonId: 'staff' }, 'notAtStep'],
    ['for who may not sign', 'decide', { toPersonId: 'staff' }, 'notYourTask'],
    ['for nobody', 'decide', { toPersonId: undefined }, 'notYourTask'],
    ['by a batch that there is not', 'decide', { batchId: 'another' }, 'invalid'],
    ['until a moment that is over', 'decide', { expiresAt: '2026-01-12T02:00:00.000Z' }, 'dateInPast'],
    ['until no moment', 'decide', { expiresAt: undefined }, 'invalid'],
  ] as const)('is refused %s', (_how, step, args, code) => {
    const asked = { ...RESERVE, args: { ...RESERVE.args, ...args } }
    expect(refusal(plain, standingAt(step), asked).code).toBe(code)
  })

  test('knows whether it will be a no, and refuses one that the step does not know', () => {
    const steps = plain.steps.map((step) => {
      if (step.id !== 'decide') return step
      const { reject: _none, ...rest } = step
      return rest
    })
    const onlyYes = aProcedure({}, { steps })
    const no = { ...RESERVE, args: { ...RESERVE.args, verdict: 'reject' as const } }
    expect(refusal(onlyYes, standingAt('decide', onlyYes), no).code).toBe('notAtStep')
    expect(run(plain, [no], standingAt('decide')).state.status).toBe('reserved')
  })

  test('is for a batch that still collects, and for dossiers that nobody corrects', () => {
    for (const status of ['frozen', 'signed', 'cancelled'] as const)
      expect(refusal(plain, standingAt('decide'), RESERVE, world({ batches: { batch: status } })).code).toBe(
        'batchSigned',
      )
    expect(refusal(plain, returnedTo('submission'), RESERVE).code).toBe('notInStatus')
  })

  test('is the batch’s, not a person’s', () => {
    expect(refusal(plain, standingAt('decide'), { ...RESERVE, by: 'provinceChair' }).code).toBe(
      'notAuthorised',
    )
  })

  test('keeps everything else from moving the dossier, and its sender from taking it back', () => {
    const sent = run(plain, [act('approve', 'staff')], standingAt('appraise')).state
    const held = run(plain, [RESERVE], sent).state
    const back = act('takeBack', 'staff', { body: because() })
    expect(refusal(plain, held, back).code).toBe('reservedByBatch')
    const free = run(plain, [act('unreserve', batch())], held).state
    expect(refusal(plain, free, back).code).toBe('alreadyOpened')
  })
})

describe('letting go', () => {
  test('gives the dossier back as it was', () => {
    const { state: free } = run(plain, [act('unreserve', batch())], state)
    const before = standingAt('decide')
    expect(free).toEqual({ ...before, version: before.version + 2 })
  })

  test('is this batch’s, or the clock’s once the time is over', () => {
    const other = world({ batches: { batch: 'collecting', another: 'collecting' } })
    expect(refusal(plain, state, act('unreserve', batch('another')), other).code).toBe('reservedByBatch')
    expect(refusal(plain, state, act('unreserve', CLOCK, { at: NEXT_DAY })).code).toBe('notDue')
    expect(run(plain, [act('unreserve', CLOCK, { at: DAY_AFTER })], state).state.status).toBe('active')
    expect(refusal(plain, state, act('unreserve', 'administrator')).code).toBe('notAuthorised')
  })

  test('never happens once the decision is signed', () => {
    for (const by of [batch(), CLOCK])
      expect(refusal(plain, state, act('unreserve', by, { at: DAY_AFTER }), SIGNED).code).toBe('batchSigned')
  })
})

describe('a reservation that ran out', () => {
  const approve = (at: string) => act('approve', 'provinceChair', { at })

  test('holds nothing any more, though nobody has let go of it', () => {
    expect(refusal(plain, state, approve(NEXT_DAY)).code).toBe('reservedByBatch')
    const { state: next, events } = run(plain, [approve(DAY_AFTER)], state)
    expect(next).toMatchObject({ step: 'issue', reservation: null })
    expect(events[0]).toMatchObject({ from: { status: 'active' } })
  })

  test('holds for ever once its decision is signed', () => {
    expect(refusal(plain, state, approve(DAY_AFTER), SIGNED).code).toBe('reservedByBatch')
    expect(run(plain, [apply({}, { at: DAY_AFTER })], state, SIGNED).state.step).toBe('issue')
  })

  test('is let go of before another batch takes the dossier', () => {
    const args = { ...RESERVE.args, batchId: 'another', expiresAt: '2026-01-20T02:00:00.000Z' }
    const other: Act = { ...RESERVE, by: batch('another'), args, at: DAY_AFTER }
    const open = world({ batches: { batch: 'collecting', another: 'collecting' } })
    expect(refusal(plain, state, other, open)).toMatchObject({
      code: 'reservedByBatch',
      detail: { batchId: 'batch' },
    })
    const free = act('unreserve', CLOCK, { at: DAY_AFTER })
    expect(run(plain, [free, other], state, open).state.reservation?.batchId).toBe('another')
  })
})

describe('the decision, applied', () => {
  test('brings its number, its signature and the next step, like a decision of its own', () => {
    const {
      state: next,
      events,
      effects,
    } = run(plain, [apply({ decisionNumber: 17, year: 2026 })], state, SIGNED)
    expect(next.numbers).toEqual([
      {
        register: 'decisions',
        officeId: PROVINCE,
        year: 2026,
        number: 17,
        step: 'decide',
        at: '2026-01-12T02:00:00.000Z',
      },
    ])
    expect(next.signatures).toMatchObject([{ step: 'decide', by: 'provinceChair', form: 'TM' }])
    expect(effects.filter(({ kind }) => kind === 'giveNumber')).toEqual([])
    expect(events[0]?.data).toMatchObject({
      batchId: 'batch',
      number: 17,
      signer: 'provinceChair',
      verdict: 'approve',
    })
    expect(next.acted).toContainEqual({
      step: 'decide',
      round: 1,
      personId: 'provinceChair',
      onBehalfOf: null,
    })
  })

  test('counts its number in the year of the act where none is named', () => {
    const at = '2027-01-04T02:00:00.000Z'
    expect(run(plain, [apply({ decisionNumber: 3 }, { at })], state, SIGNED).state.numbers[0]?.year).toBe(
      2027,
    )
  })

  test('is a no where it says so, and where the step knows a no', () => {
    const no = apply({ verdict: 'reject' })
    expect(run(plain, [no], state, SIGNED).state).toMatchObject({ status: 'concluded', outcome: 'refused' })
    const steps = plain.steps.map((step) => {
      if (step.id !== 'decide') return step
      const { reject: _none, ...rest } = step
      return rest
    })
    const onlyYes = aProcedure({}, { steps })
    expect(refusal(onlyYes, reserved(onlyYes), no, SIGNED).code).toBe('notAtStep')
  })

  test('waits for the signature, and is for its own batch', () => {
    for (const status of ['collecting', 'frozen', 'cancelled'] as const)
      expect(refusal(plain, state, apply(), world({ batches: { batch: status } })).code).toBe(
        'batchNotSigned',
      )
    expect(refusal(plain, state, { ...apply(), by: batch('another') }, SIGNED).code).toBe('reservedByBatch')
    expect(refusal(plain, state, { ...apply(), by: 'provinceChair' }, SIGNED).code).toBe('notAuthorised')
  })

  test('is refused on no merits any more', () => {
    const gone = world({ batches: { batch: 'signed' }, people: { ...peopleWith({}), provinceChair: [] } })
    const { state: next } = run(plain, [apply({ decisionNumber: 17 })], state, gone)
    expect(next).toMatchObject({ step: 'issue', numbers: [{ number: 17 }] })
    const own = world({
      batches: { batch: 'signed' },
      people: peopleWith({ provinceChair: [capacity('unitOfficer', UNIT)] }),
    })
    expect(run(plain, [apply()], state, own).state.step).toBe('issue')
    const file = { documents: [{ kind: 'decision', sha256: 'of the batch', name: 'quyết định.pdf' }] }
    expect(run(plain, [apply({}, { body: file })], state, SIGNED).state.step).toBe('issue')
    const late = apply({}, { at: '2026-12-24T02:00:00.000Z' })
    expect(run(plain, [late], state, SIGNED).events[0]?.late).toBe(true)
  })

  test('carries the certificate, where the step gives it, under the number of the batch', () => {
    const issuing = aProcedure({ decide: { certificate: true } })
    const {
      state: next,
      events,
      effects,
    } = run(issuing, [apply({ decisionNumber: 17 })], reserved(issuing), SIGNED)
    expect(next.certificate).toEqual({ number: 17, register: 'decisions', at: '2026-01-12T02:00:00.000Z' })
    expect(events.map(({ type }) => type)).toContain('certificateIssued')
    expect(effects.filter(({ kind }) => kind === 'issueCertificate')).toHaveLength(1)
  })

  test('is taken back by nobody', () => {
    const { state: next } = run(plain, [apply()], state, SIGNED)
    expect(refusal(plain, next, act('takeBack', 'provinceChair', { body: because() })).code).toBe(
      'alreadyOpened',
    )
  })

  test('has the form in which its signer acts', () => {
    const asVice = (people = world().people) => {
      const args = { ...RESERVE.args, toPersonId: 'signer' }
      const held = run(plain, [{ ...RESERVE, args }], standingAt('decide'), world({ people })).state
      const applied = { ...apply(), args: { toPersonId: 'signer' } }
      return run(plain, [applied], held, world({ people, batches: { batch: 'signed' } })).state.signatures[0]
        ?.form
    }
    expect(asVice({ ...peopleWith({}), signer: [capacity('provinceViceChair', PROVINCE)] })).toBe('KT')
    expect(
      asVice({ ...peopleWith({}), signer: [capacity('provinceChair', PROVINCE, 'provinceChair')] }),
    ).toBe('TUQ')
  })
})

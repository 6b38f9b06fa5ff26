// Random walks through the test procedure: throws of the dice become acts that somebody could really ask for, and now and
// then anything at all; each is played through the rule, and shown to whoever looks on.
import fc from 'fast-check'
import { allowedActions } from '../../domain/allowed.ts'
import type { Args, Body } from '../../domain/command.ts'
import type { DossierState } from '../../domain/dossier.ts'
import { ACTIONS, ROLES } from '../../domain/vocabulary.ts'
import type { Action } from '../../domain/vocabulary.ts'
import {
  CLOCK,
  COMMUNE,
  JANUARY,
  NEXT_COMMUNE,
  PEOPLE,
  PROVINCE,
  UNIT,
  act,
  answers,
  aProcedure,
  ask,
  batch,
  because,
  capacity,
  command,
  facts,
  numbered,
  peopleWith,
  person,
  world,
} from './rulebook.ts'
import type { Act, World } from './rulebook.ts'
import { DOSSIER, FORM, LAPSE, standingAt } from './rulebook-stages.ts'

const plain = aProcedure()
/** Some hold more than one role, and some act for others: that is where rules meet. */
export const PEOPLE_IN_ALL = peopleWith({
  inspector: [capacity('provinceStaff', PROVINCE)],
  member1: [capacity('committeeMember', COMMUNE, 'member2'), capacity('provinceChair', PROVINCE)],
  police2: [capacity('communePolice', COMMUNE, 'police')],
  staff2: [capacity('unitOfficer', UNIT)],
  office2: [capacity('finance', COMMUNE, 'finance'), capacity('communeChair', COMMUNE, 'chair')],
})
export const outsideOf = (status: World['batches'][string], at: number): World =>
  world({
    people: PEOPLE_IN_ALL,
    batches: { batch: status, another: 'collecting' },
    newer: aProcedure({}, { version: 2 }),
    parts: at % 3 === 0 ? [{ id: 'D1', kind: 'duty', campaignId: 'campaign' }] : [],
    results: at % 7 === 0 ? {} : { safety: { 2025: 'achieved', 2026: 'achieved' } },
  })

export const IDS = Object.keys(PEOPLE)
export const STEPS = plain.steps.map(({ id }) => id)
const A_YEAR_LATER = '2027-05-01T02:00:00.000Z'
export const INSTANTS = [
  JANUARY,
  '2026-01-25T02:00:00.000Z',
  '2026-02-20T02:00:00.000Z',
  '2026-12-20T02:00:00.000Z',
  A_YEAR_LATER,
]

export const anAction = fc.constantFrom(...ACTIONS)
export const anId = fc.constantFrom(...IDS)
export const aBody: fc.Arbitrary<Body | undefined> = fc.constantFrom<Body | undefined>(
  undefined,
  because(),
  { ...because(), ...FORM },
  FORM,
  DOSSIER,
  { ...because(), ...answers() },
  answers('c1', 'c2'),
  answers(),
  { ...because(), text: 'ý kiến' },
  { ...because(), mendFields: ['summary'] },
  { ...because(), documents: [{ kind: 'form', sha256: 'gone', name: 'x' }] },
)
const votes = fc.array(
  fc.record({
    personId: fc.constantFrom('committeeHead', 'member1', 'member2', 'member3', 'front1'),
    verdict: fc.constantFrom('approve', 'reject', 'abstain', 'recuse'),
  }),
  { maxLength: 5 },
)
export const someArgs: fc.Arbitrary<Args> = fc.record(
  {
    toStep: fc.constantFrom(...STEPS),
    toOfficeId: fc.constantFrom(UNIT, COMMUNE, PROVINCE, NEXT_COMMUNE, 'C9'),
    toPersonId: anId,
    toRole: fc.constantFrom(...ROLES),
    until: fc.constantFrom('2026-01-30', '2026-12-28', '2027-06-01', '2025-01-01'),
    questionId: fc.constantFrom('q1', 'q2'),
    result: fc.constantFrom('maintained', 'notMaintained'),
    year: fc.constantFrom(2026, 2027),
    dueAt: fc.constantFrom('2026-10-31T16:59:59.999Z', ...INSTANTS),
    votes,
    batchId: fc.constantFrom('batch', 'another'),
    expiresAt: fc.constantFrom('2026-01-13T02:00:00.000Z', '2027-12-31T02:00:00.000Z'),
    verdict: fc.constantFrom('approve', 'reject'),
    version: fc.constantFrom(1, 2),
  },
  { requiredKeys: [] },
)

/** One throw of the dice; what is asked is then made to fit the state, so that many are accepted. */
export interface Throw {
  readonly action: Action
  readonly chance: number
  readonly who: number
  readonly what: number
  readonly by: string
  readonly body: Body | undefined
  readonly args: Args
  readonly at: string
  readonly batchStatus: World['batches'][string]
}
export const aThrow: fc.Arbitrary<Throw> = fc.record({
  action: anAction,
  chance: fc.nat(99),
  who: fc.nat(1000),
  what: fc.nat(1000),
  by: anId,
  body: aBody,
  args: someArgs,
  at: fc.oneof(
    { weight: 3, arbitrary: fc.constant(JANUARY) },
    { weight: 1, arbitrary: fc.constantFrom(...INSTANTS) },
  ),
  batchStatus: fc.constantFrom('collecting', 'collecting', 'signed', 'cancelled'),
})

const BESIDE: readonly Action[] = ['copy', 'urge', 'ask', 'open']

/** What somebody who may would ask for: one of the actions open to him, with what it needs. */
function likely(state: DossierState | null, dice: Throw): Act {
  const { chance, who, what, batchStatus } = dice
  const at = state?.status === 'concluded' && chance < 60 ? A_YEAR_LATER : dice.at
  const outside = outsideOf(batchStatus, what)
  const byBatch = batchAct(state, dice)
  if (byBatch !== null) return byBatch
  if (state?.step === 'prepare' && chance < 15) return LAPSE
  if (state?.status === 'concluded' && chance < 15) return NOTED
  if (state?.status === 'concluded' && chance < 20) return state.basisChanged === undefined ? HANDED : KEPT
  const by = somebody(state, chance, who)
  const probe = facts(plain, state, command(state, act('open', by)), null, outside)
  const buttons = allowedActions(plain, state, person(by, outside.people), probe, at, 'dossier')
  const open = buttons.filter(({ action, allowed }) => allowed && (chance < 20 || !BESIDE.includes(action)))
  // Forward more often than not, or no walk would get far.
  const ahead = open.find(({ action }) => ['submit', 'approve'].includes(action) && what % 2 === 0)
  const chosen = ahead ?? open[what % Math.max(open.length, 1)]
  if (chosen === undefined) return asThrown(dice)
  return act(chosen.action, by, {
    at,
    body: bodyFor(chosen.action, state?.step ?? 'register', what),
    args: argsFor(chosen.action, chosen.targets, state, dice),
    ...(chosen.taskId === null || state === null ? {} : { basis: { taskId: chosen.taskId } }),
  })
}

/** The clock notes that a result which the decision counted has changed. */
const NOTED = act('markBasis', CLOCK, {
  at: A_YEAR_LATER,
  args: { subjectId: UNIT, resultKind: 'safety', year: 2025, value: null },
})

/** Parts that wait are handed out after the end. */
const HANDED = act('handOut', 'provinceChair', { at: A_YEAR_LATER, body: because() })

/** A decision whose basis changed is looked at again and kept. */
const KEPT = act('keepDecision', 'provinceChair', { at: A_YEAR_LATER, body: because() })

function asThrown({ action, by, at, args, body }: Throw): Act {
  return act(action, by, { at, args, ...(body && { body }) })
}

function batchAct(state: DossierState | null, { chance, at, batchStatus }: Throw): Act | null {
  const args = { batchId: 'batch', toPersonId: 'provinceChair', expiresAt: '2027-12-31T02:00:00.000Z' }
  if (state?.status === 'reserved' && chance < 60)
    return act(batchStatus === 'signed' ? 'applyDecision' : 'unreserve', batch(), { at, args })
  return state?.step === 'decide' && chance < 25 ? act('reserve', batch(), { at, args }) : null
}

/** Who has something to do at a step without holding it: inspectors, who settles, who lets a late one in. */
const BESIDE_THE_HOLDER: Readonly<Record<string, readonly string[]>> = {
  register: ['police'],
  build: ['inspector', 'inspector2', 'inspector2', 'settler', 'head'],
  submission: ['staff'],
}

/** One of all people; or who has sent it here; or somebody who holds an open task of it. */
function somebody(state: DossierState | null, chance: number, who: number): string {
  if (chance % 2 === 0) return IDS[who % IDS.length] ?? 'head'
  const beside = BESIDE_THE_HOLDER[state?.step ?? 'register']
  if (beside !== undefined && chance < 60) return beside[who % beside.length] ?? 'head'
  if (chance < 30 && state?.lastForward) return state.lastForward.by
  const tasks = (state?.tasks ?? []).filter((task) => task.state === 'open')
  const task = tasks[who % Math.max(tasks.length, 1)]
  if (task === undefined) return chance < 50 ? 'provinceChair' : 'staff'
  const { officeId, roles, personId } = task.assignee
  const there = IDS.filter((id) =>
    (PEOPLE_IN_ALL[id] ?? []).some((one) => one.officeId === officeId && roles.includes(one.role)),
  )
  return personId ?? there[who % Math.max(there.length, 1)] ?? 'head'
}

function bodyFor(action: Action, step: string, pick: number): Body {
  if (action === 'submit') return step === 'register' ? FORM : step === 'prepare' ? DOSSIER : {}
  if (['inspect', 'assess', 'settleInspection'].includes(action))
    return { ...because(), ...(pick % 2 === 0 ? answers('c1', 'c2') : answers()) }
  return { ...because(), text: 'ý kiến' }
}

function argsFor(
  action: Action,
  targets: readonly string[],
  state: DossierState | null,
  { what: pick, args }: Throw,
): Args {
  const toStep = targets[pick % Math.max(targets.length, 1)]
  if (toStep !== undefined) return { toStep }
  if (action === 'removeSigner') return { taskId: state?.tasks[pick % 3]?.id ?? '' }
  if (action === 'recordMeeting')
    return {
      votes: ['committeeHead', 'member1', 'member2'].map((personId) => ({
        personId,
        verdict: pick % 3 === 0 ? 'reject' : 'approve',
      })),
    }
  const task = state?.tasks.find(({ state: open, parent }) => open === 'open' && parent === null)
  if (action === 'transfer' && task !== undefined)
    return { toOfficeId: task.assignee.officeId, toRole: task.assignee.roles[0] ?? 'auditor' }
  if (action === 'addSigner') return { toOfficeId: COMMUNE, toRole: 'communePolice', toPersonId: 'police2' }
  if (['entrust', 'ask'].includes(action))
    return { toOfficeId: PROVINCE, toRole: 'provinceStaff', toPersonId: 'staff' }
  return { ...args, until: '2027-06-01', version: 2, year: 2027, result: 'maintained' }
}

/** Where a walk begins: before anything is recorded, or at one of the steps. */
const STARTS = new Map(STEPS.slice(1).map((step) => [step, standingAt(step)]))

export interface Walk {
  readonly start: string
  readonly throws: readonly Throw[]
}

/** Walks, one throw after the other; `look` is shown each state with the act asked of it and what came of it. */
export function walk(
  { start, throws }: Walk,
  look: (step: {
    before: DossierState | null
    asked: Act
    after: DossierState | null
    outside: World
    dice: Throw
  }) => void,
): DossierState | null {
  let state: DossierState | null = STARTS.get(start) ?? null
  for (const dice of throws) {
    const outside = outsideOf(dice.batchStatus, dice.what)
    const asked = dice.chance > 90 ? asThrown(dice) : likely(state, dice)
    const decision = ask(plain, state, asked, outside)
    const after: DossierState | null = decision.ok ? numbered(decision, dice.at).next : null
    look({ before: state, asked, after, outside, dice })
    state = after ?? state
  }
  return state
}

export const aWalk: fc.Arbitrary<Walk> = fc.record({
  // Inspections need most steps to come anywhere, so more walks begin there.
  start: fc.constantFrom(...STEPS, 'build', 'build'),
  throws: fc.array(aThrow, { minLength: 1, maxLength: 30 }),
})

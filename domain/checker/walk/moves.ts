// What can be tried in a state, by whom, and how it is asked of the real rulebook. Only what the step's data could
// allow is tried; whether it is allowed, `decide` alone says.
import { decide } from '../../decide/index.ts'
import type { Actor, Answer, Args, Body, Command, Criterion, Decision } from '../../command.ts'
import type { DossierState } from '../../dossier.ts'
import { officeAt, rolesOf } from '../../people.ts'
import { inspectionRuleOf } from '../../sheet.ts'
import { returnTargets, stepById } from '../../steps.ts'
import type { FieldNeed, Need, Party, StepRule } from '../../procedure.ts'
import { derivedSum } from '../../rows.ts'
import type { Column } from '../../rows-rule.ts'
import type { Instant } from '../../time/civil.ts'
import type { Action } from '../../vocabulary.ts'
import { HASH, pointingAt } from './world.ts'
import type { Person } from './people.ts'
import type { World } from './world.ts'

export interface Move {
  readonly action: Action
  /** Null for the clock. */
  readonly person: Person | null
  readonly args: Args
  readonly answer?: 'met' | 'notMet'
  /** The case of the step's fork that is taken. */
  readonly choice?: string
}

/** How deep a correction may lie within another before the walk stops sending back: deeper ones repeat the same. */
const MAX_CORRECTIONS = 2

/** Numbers that need not be given are nothing; in a bad year all are as small as they may be, so that no figure is exceeded. */
function valueOf(typed: FieldNeed | Column, world: World): string | number | boolean {
  switch (typed.type) {
    case 'integer':
    case 'money':
      return Math.min(
        typed.max ?? Infinity,
        Math.max(typed.min ?? 0, typed.required && world.kind === 'good' ? 1 : 0),
      )
    case 'boolean':
      return true
    case 'date':
      return '2026-01-01'
    case 'choice':
      return typed.choices?.[0]?.id ?? ''
    case 'office':
    case 'person':
      return pointingAt(typed.type)
    default:
      return 'x'
  }
}

/** Tables with as many rows as must be there. */
function tablesFor(needs: readonly Need[], world: World): NonNullable<Body['rows']> {
  const tables = needs.flatMap((need) => {
    if (need.kind !== 'rows') return []
    const row = Object.fromEntries(need.columns.map((column) => [column.id, valueOf(column, world)]))
    return [[need.id, Array.from({ length: need.least }, () => row)] as const]
  })
  return Object.fromEntries(tables)
}

function answerTo({ points }: Criterion, verdict: 'met' | 'notMet'): Answer {
  return points === undefined ? { verdict } : { verdict, points: verdict === 'met' ? points : 0 }
}

/** What the move asks to be filled in: the step's needs, or what taking a recognition away needs. */
function needsOf(step: StepRule, { action }: Move, { procedure }: World): readonly Need[] {
  if (action === 'submit' || action === 'approve') return step.needs
  if (action === 'revoke' || action === 'handOut') return procedure.after[action]?.needs ?? []
  return []
}

/** The field that a step's fork leads by. */
function forkOf({ forward: { to } }: StepRule): string | null {
  return to !== 'next' && 'cases' in to ? to.field : null
}

/** A body with everything that the step asks for. */
function bodyFor(step: StepRule, move: Move, world: World): Body {
  const { sheet } = world.facts
  const verdict = move.answer
  if (verdict !== undefined && sheet !== null) {
    const answers = Object.fromEntries(sheet.criteria.map((one) => [one.id, answerTo(one, verdict)]))
    return { reason: 'x', answers, sheet: { id: sheet.id, version: sheet.version } }
  }
  const needs = needsOf(step, move, world)
  if (needs.length === 0) return { reason: 'x', text: 'x' }
  const rows = tablesFor(needs, world)
  const fields = needs.flatMap((need) => {
    if (need.kind !== 'field') return []
    const chosen = need.id === forkOf(step) ? move.choice : undefined
    const value = need.sumOf === undefined ? valueOf(need, world) : derivedSum(need.sumOf, { rows })
    return [[need.id, chosen ?? value] as const]
  })
  const documents = needs.flatMap((need) =>
    need.kind === 'document' ? [{ kind: need.id, sha256: HASH, name: 'x' }] : [],
  )
  return { reason: 'x', text: 'x', fields: Object.fromEntries(fields), rows, documents }
}

/** The command that a move comes to, on a state (null: nothing recorded yet), received at an instant. A batch acts for its signer. */
export function commandOf(state: DossierState | null, move: Move, at: Instant): Command {
  const { person, args } = move
  const byPerson: Actor = person === null ? { kind: 'clock' } : { kind: 'person', personId: person.id }
  return {
    id: 'checked',
    dossierId: 'dossier',
    action: move.action,
    actor: args.batchId === undefined ? byPerson : { kind: 'batch', batchId: args.batchId },
    receivedAt: at,
    basis: state === null ? null : { step: state.step, round: state.round, contentHash: state.contentHash },
    bodyHash: HASH,
    args: move.args,
  }
}

/** Asks the rulebook. */
export function ask(world: World, state: DossierState | null, move: Move, at: Instant): Decision {
  const step = stepById(world.procedure, state?.step ?? world.path.steps[0] ?? '')
  const facts = {
    ...world.facts,
    capacities: move.person === null ? [] : [move.person.capacity],
    body: step === null ? null : bodyFor(step, move, world),
  }
  return decide(world.procedure, state, commandOf(state, move, at), facts)
}

/** Who of the world fits one of these parties; at a step, only those who act there. */
export function whoFits(world: World, parties: readonly Party[], step?: StepRule): Person[] {
  const { offices } = world.facts.subject
  return world.persons.filter(
    ({ capacity: { role, officeId }, idleAt }) =>
      !(step !== undefined && idleAt.includes(step.id)) &&
      parties.some((party) => officeAt(offices, party.level) === officeId && rolesOf(party).includes(role)),
  )
}

const plain = (action: Action, persons: readonly Person[], args: Args = {}): Move[] =>
  persons.map((person) => ({ action, person, args }))

/** Going forward: once, or once for each case of a fork. */
function forwards({ forward }: StepRule, persons: readonly Person[]): Move[] {
  const { action, to } = forward
  if (to === 'next' || !('cases' in to)) return plain(action, persons)
  return persons.flatMap((person) =>
    Object.keys(to.cases).map((choice) => ({ action, person, args: {}, choice })),
  )
}

function meetings(world: World, state: DossierState, step: StepRule): Move[] {
  if (step.signing.mode !== 'quorum' || !step.signing.by.includes('meeting')) return []
  const absent = state.tasks.filter((task) => task.parent === null && task.state === 'open')
  return (['approve', 'reject'] as const).flatMap((verdict) => {
    const votes = absent.flatMap(({ assignee }) =>
      assignee.personId === null ? [] : [{ personId: assignee.personId, verdict }],
    )
    const recorder = step.signing.mode === 'quorum' ? whoFits(world, [step.signing.recordedBy], step) : []
    return votes.length === 0 ? [] : plain('recordMeeting', recorder.slice(0, 1), { votes })
  })
}

function answering(
  action: Action,
  persons: readonly Person[],
  answers: readonly ('met' | 'notMet')[],
): Move[] {
  return persons.flatMap((person) => answers.map((answer) => ({ action, person, args: {}, answer })))
}

function inspections(world: World, step: StepRule): Move[] {
  const { inspection, assessment } = step
  const settlers = inspection?.settledBy === undefined ? [] : [inspection.settledBy]
  const assessors = assessment === undefined ? [] : [assessment.by, ...(assessment.also ?? [])]
  return [
    ...(inspection === undefined
      ? []
      : answering('inspect', whoFits(world, inspection.by, step), ['met', 'notMet'])),
    ...answering('settleInspection', whoFits(world, settlers, step), ['met', 'notMet']),
    // Any one of them may assess, to the same effect.
    ...answering('assess', whoFits(world, assessors, step).slice(0, 1), ['met', 'notMet']),
  ]
}

function depthOf(state: DossierState): number {
  let depth = 0
  for (let one = state.returned; one !== null; one = one.within) depth += 1
  return depth
}

function moversOf(world: World, state: DossierState, step: StepRule): Person[] {
  const fitting = whoFits(world, step.parties, step)
  const voters = state.tasks.flatMap(({ state: progress, assignee }) =>
    progress === 'open' && assignee.personId !== null ? [assignee.personId] : [],
  )
  return step.signing.mode === 'quorum' ? fitting.filter(({ id }) => voters.includes(id)) : fitting
}

/** Everything worth trying in a state by those who hold it; null: before the first act. */
export function movesFrom(world: World, state: DossierState | null): Move[] {
  const { procedure, path } = world
  const step = stepById(procedure, state?.step ?? path.steps[0] ?? '')
  if (step === null) return []
  if (state === null) return forwards(step, whoFits(world, step.parties, step))
  const persons = moversOf(world, state, step)
  const senders =
    step.signing.mode === 'quorum' ? whoFits(world, [step.signing.recordedBy], step).slice(0, 1) : persons
  const targets = depthOf(state) >= MAX_CORRECTIONS ? [] : returnTargets(path, step)
  return [
    ...forwards(step, persons),
    ...plain('reject', persons),
    ...(step.signing.mode === 'quorum' ? [...plain('abstain', persons), ...plain('recuse', persons)] : []),
    ...targets.flatMap((toStep) => plain('return', senders, { toStep })),
    ...meetings(world, state, step),
    ...inspections(world, step),
  ]
}

/** Whether an inspection anywhere on the path matters to the state's key. */
export function inspectionRule(world: World, state: DossierState) {
  return inspectionRuleOf(world.procedure, state)
}

export function describeMove(from: string, { action, person, args, answer, choice }: Move): string {
  const extra = [answer, choice, args.toStep].filter((part) => part !== undefined).join(' ')
  return `${from}: ${action}${extra === '' ? '' : ` ${extra}`} by ${person === null ? 'the clock' : person.id}`
}

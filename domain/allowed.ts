// What a person may do now, and why not the rest: asked of the very rule that decides, so buttons and decisions agree.
import type { Capacity, Command, Facts, Refused } from './command.ts'
import type { DossierState, Id } from './dossier.ts'
import { contextOf, effectiveState, precheck } from './decide/index.ts'
import { draftState } from './decide/start.ts'
import type { Context, Standing } from './decide/context.ts'
import { reopenTargets } from './decide/static.ts'
import { capacityForTask } from './people.ts'
import type { Procedure } from './procedure.ts'
import { returnTargets } from './steps.ts'
import { TABLE } from './table.ts'
import type { Instant } from './time/civil.ts'
import { ACTIONS } from './vocabulary.ts'
import type { Action, Refusal } from './vocabulary.ts'

export interface AllowedAction {
  readonly action: Action
  readonly allowed: boolean
  /** Why not; null when allowed. */
  readonly code: Refusal | null
  readonly detail: Readonly<Record<string, unknown>>
  /** The task that the actor would act in, to be named in the basis. */
  readonly taskId: string | null
  /** Steps that a return, jump or reopening may name. */
  readonly targets: readonly string[]
}

/** Actions of the clock and of batches: never a person's button. */
const NOT_FOR_PERSONS: readonly Action[] = ['lapse', 'reserve', 'unreserve', 'applyDecision', 'markBasis']

function targetsOf(action: Action, context: Context): string[] {
  const { path, step, state } = context
  if (action === 'return') return returnTargets(path, step)
  if (action === 'jump') return path.steps.filter((id) => id !== state.step)
  if (action === 'reopen') return reopenTargets(context)
  return []
}

function probe(action: Action, dossierId: Id, personId: Id, receivedAt: Instant): Omit<Command, 'basis'> {
  const actor = { kind: 'person' as const, personId }
  return { id: '', dossierId, action, actor, receivedAt, bodyHash: null, args: {} }
}

/** The first of the actor's tasks in which the action is open to him; else the reason why it isn't in the first. */
function bestStanding(context: Context): Standing | Refused {
  const found = precheck(context)
  if (!('ok' in found)) return found
  const { command, state, facts, personId } = context
  const mine = state.tasks.filter(
    (task) =>
      task.state === 'open' &&
      personId !== null &&
      capacityForTask(task, personId, facts.capacities) !== null,
  )
  if (mine.length < 2 || command.basis === null) return found
  for (const { id } of mine) {
    const basis = { ...command.basis, taskId: id }
    const other = precheck({ ...context, command: { ...command, basis } })
    if (!('ok' in other)) return other
  }
  return found
}

function answerFor(action: Action, context: Context): AllowedAction {
  const found = bestStanding(context)
  if ('ok' in found) return refusedAnswer(action, found)
  const taskId = found.task?.id ?? null
  return { action, allowed: true, code: null, detail: {}, taskId, targets: targetsOf(action, context) }
}

function refusedAnswer(action: Action, { code, detail }: Refused): AllowedAction {
  return { action, allowed: false, code, detail, taskId: null, targets: [] }
}

/**
 * Every action a person could ask for, allowed or with the reason why not. An allowed action may still be refused for
 * what it brings (a missing document, a blank reason); never for who asks, when or where.
 */
export function allowedActions(
  procedure: Procedure,
  state: DossierState | null,
  person: { readonly personId: Id; readonly capacities: readonly Capacity[] },
  facts: Facts,
  at: Instant,
  dossierId: Id = state?.id ?? '',
): AllowedAction[] {
  const own: Facts = { ...facts, capacities: person.capacities }
  const actions = ACTIONS.filter((action) => !NOT_FOR_PERSONS.includes(action))
  const blank = { ...probe('open', state?.id ?? dossierId, person.personId, at), basis: null }
  const current = state === null ? draftState(procedure, blank, own) : effectiveState(state, blank, own)
  if ('ok' in current) return actions.map((action) => refusedAnswer(action, current))
  // Deadline and path are the same whatever is asked for: found once, then only the question changes.
  const context = contextOf(procedure, current, blank, own)
  if ('ok' in context) return actions.map((action) => refusedAnswer(action, context))
  const { step, round, contentHash } = current
  return actions.map((action) =>
    answerFor(action, {
      ...context,
      command: { ...probe(action, current.id, person.personId, at), basis: { step, round, contentHash } },
    }),
  )
}

/** Actions open to anyone at all in this state: what a run's cheap filter knows. Never leaves out one that `decide` could accept. */
export function openActions(state: DossierState): Action[] {
  // A reservation may have run out by the time a command comes, so whatever an active dossier allows stays open.
  const row =
    state.status === 'reserved' ? { ...TABLE.active, ...onlyYes(TABLE.reserved) } : TABLE[state.status]
  return ACTIONS.filter((action) => row[action])
}

function onlyYes(row: Record<Action, boolean>): Partial<Record<Action, boolean>> {
  return Object.fromEntries(Object.entries(row).filter(([, allowed]) => allowed))
}

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
const NOT_FOR_PERSONS: readonly Action[] = ['lapse', 'reserve', 'unreserve', 'applyDecision']

function targetsOf(action: Action, context: Context): string[] {
  const { path, step, state } = context
  if (action === 'return') return returnTargets(path, step)
  if (action === 'jump') return path.steps.filter((id) => id !== state.step)
  if (action === 'reopen') return reopenTargets(context)
  return []
}

function probe(action: Action, state: DossierState, personId: Id, at: Instant): Command {
  return {
    id: '',
    dossierId: state.id,
    action,
    actor: { kind: 'person', personId },
    receivedAt: at,
    basis: { step: state.step, round: state.round, contentHash: state.contentHash },
    bodyHash: null,
    args: {},
  }
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

function answerFor(action: Action, context: Context | Refused): AllowedAction {
  const empty = { action, taskId: null, targets: [] }
  if ('ok' in context) return { ...empty, allowed: false, code: context.code, detail: context.detail }
  const found = bestStanding(context)
  if ('ok' in found) return { ...empty, allowed: false, code: found.code, detail: found.detail }
  return {
    action,
    allowed: true,
    code: null,
    detail: {},
    taskId: found.task?.id ?? null,
    targets: targetsOf(action, context),
  }
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
  return ACTIONS.filter((action) => !NOT_FOR_PERSONS.includes(action)).map((action) => {
    const blank = {
      id: '',
      dossierId,
      action,
      actor: { kind: 'person' as const, personId: person.personId },
      receivedAt: at,
      basis: null,
      bodyHash: null,
      args: {},
    }
    const current =
      state === null
        ? draftState(procedure, blank, own)
        : effectiveState(state, { receivedAt: at, action }, own)
    if ('ok' in current)
      return { action, allowed: false, code: current.code, detail: current.detail, taskId: null, targets: [] }
    return answerFor(action, contextOf(procedure, current, probe(action, current, person.personId, at), own))
  })
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

// What every handler of the rulebook gets, and the change that it builds: a next state, events and effects, all values.
import type { Accepted, Capacity, Command, Effect, EventDraft, Facts, Refused } from '../command.ts'
import type { DossierState, Id, Task } from '../dossier.ts'
import type { DueView } from '../deadline.ts'
import { isLate } from '../deadline.ts'
import type { Path, Procedure, StepRule } from '../procedure.ts'
import { ACTION_RULES } from '../table.ts'
import type { SigningForm } from '../vocabulary.ts'

export interface Context {
  readonly procedure: Procedure
  /** The state the command meets; an expired reservation is already let go of. */
  readonly state: DossierState
  readonly command: Command
  readonly facts: Facts
  readonly path: Path
  readonly step: StepRule
  readonly due: DueView | null
  /** The person who acts; for a batch the one who signs it; null for the clock. */
  readonly personId: Id | null
}

/** In which capacity, and in which task, the actor was found entitled. */
export interface Standing {
  readonly capacity: Capacity | null
  readonly task: Task | null
  readonly form: SigningForm | null
}

export interface Change {
  readonly state: DossierState
  readonly events: readonly EventDraft[]
  readonly effects: readonly Effect[]
}

export type Outcome = Change | Refused

export function isRefused(outcome: Outcome | Accepted): outcome is Refused {
  return 'ok' in outcome && !outcome.ok
}

export const unchanged = (state: DossierState): Change => ({ state, events: [], effects: [] })

export function withState(change: Change, patch: Partial<DossierState>): Change {
  return { ...change, state: { ...change.state, ...patch } }
}

export function withEffects(change: Change, ...effects: Effect[]): Change {
  return { ...change, effects: [...change.effects, ...effects] }
}

const positionOf = ({ status, step, round }: DossierState) => ({ status, step, round })

/** A line of the record about this command; `from` is null for what follows from the main line. */
export function lineOf(
  context: Context,
  standing: Standing,
  to: DossierState,
  line: {
    readonly type: EventDraft['type']
    readonly main: boolean
    readonly data: Readonly<Record<string, unknown>>
  },
): EventDraft {
  const { command, state } = context
  return {
    type: line.type,
    action: command.action,
    from: line.main ? positionOf(state) : null,
    to: positionOf(to),
    actor: command.actor,
    capacity: standing.capacity && { role: standing.capacity.role, officeId: standing.capacity.officeId },
    onBehalfOf: standing.capacity?.delegation?.fromPersonId ?? null,
    form: standing.form,
    bodyHash: command.bodyHash,
    sawHash: command.basis?.contentHash ?? null,
    receivedAt: command.receivedAt,
    late: isLate(context.due, command.receivedAt),
    data: line.data,
  }
}

export function withLine(
  context: Context,
  standing: Standing,
  change: Change,
  type: EventDraft['type'],
  data: Readonly<Record<string, unknown>>,
): Change {
  const line = lineOf(context, standing, change.state, { type, main: false, data })
  return { ...change, events: [...change.events, line] }
}

/** Closes the change: the version goes up by one, and the action's own line leads. */
export function accept(
  context: Context,
  standing: Standing,
  change: Change,
  data: Readonly<Record<string, unknown>> = {},
): Accepted {
  const next = { ...change.state, version: context.state.version + 1 }
  const type = ACTION_RULES[context.command.action].event
  const main = lineOf(context, standing, next, { type, main: true, data })
  return { ok: true, next, events: [main, ...change.events], effects: change.effects }
}

/** Remembers that the actor, and whom he acts for, acted at the present step: what separation of duties counts. */
export function rememberActor(context: Context, standing: Standing, change: Change): Change {
  if (context.personId === null) return change
  const { state } = change
  const acted = {
    step: context.state.step,
    round: context.state.round,
    personId: context.personId,
    onBehalfOf: standing.capacity?.delegation?.fromPersonId ?? null,
  }
  const known = state.acted.some(
    (one) =>
      one.step === acted.step && one.personId === acted.personId && one.onBehalfOf === acted.onBehalfOf,
  )
  return known ? change : withState(change, { acted: [...state.acted, acted] })
}

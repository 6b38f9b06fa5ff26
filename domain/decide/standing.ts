// Who the actor is to the dossier for one action: the relation that the table asks for, found in his capacities.
import { refuse } from '../command.ts'
import type { Capacity, Refused } from '../command.ts'
import type { Task } from '../dossier.ts'
import { capacityFor, capacityForTask, concernedCapacity, rolesOf } from '../people.ts'
import { signingForm } from '../signing.ts'
import type { Party } from '../procedure.ts'
import { stepById } from '../steps.ts'
import { ACTION_RULES } from '../table.ts'
import type { Relation } from '../table.ts'
import type { Role } from '../vocabulary.ts'
import type { Context, Standing } from './context.ts'

const NOBODY: Standing = { capacity: null, task: null, form: null }

function asParty(party: Party | undefined, context: Context): Standing | null {
  if (party === undefined) return null
  const capacity = capacityFor(party, context.state.offices, context.facts.capacities)
  return capacity === null ? null : { capacity, task: null, form: signingForm(rolesOf(party), capacity) }
}

/** 'decider': a party of the step that was signed last. */
function asDecider(by: Party | 'decider' | undefined, context: Context): Standing | null {
  if (by !== 'decider') return asParty(by, context)
  const { signatures } = context.state
  const last = signatures[signatures.length - 1]
  return asAny(stepById(context.procedure, last?.step ?? '')?.parties ?? [], context)
}

function asAny(parties: readonly Party[], context: Context): Standing | null {
  for (const party of parties) {
    const standing = asParty(party, context)
    if (standing !== null) return standing
  }
  return null
}

function withRole(role: Role, context: Context): Standing | null {
  const capacity = context.facts.capacities.find((one) => one.role === role && one.delegation === null)
  return capacity === undefined ? null : { capacity, task: null, form: null }
}

interface OwnTask {
  readonly task: Task
  readonly capacity: Capacity
}

/** A task that a colleague has claimed is acted in by who acts for that colleague, and by nobody else. */
function claimedFor({ task, capacity }: OwnTask, context: Context): Capacity | null {
  if (task.claimedBy === null || task.claimedBy === context.personId) return capacity
  const { officeId, roles } = task.assignee
  const standingIn = context.facts.capacities.filter(
    (one) =>
      one.officeId === officeId &&
      roles.includes(one.role) &&
      one.delegation?.fromPersonId === task.claimedBy,
  )
  return standingIn[0] ?? null
}

/** Tasks of the present step that are the actor's, by himself or for another, whatever their state. */
function ownTasks(context: Context, opinion: boolean): OwnTask[] {
  const { state, facts, personId } = context
  if (personId === null) return []
  return state.tasks
    .filter((task) => (task.kind === 'opinion') === opinion)
    .flatMap((task) => {
      const capacity = capacityForTask(task, personId, facts.capacities)
      return capacity === null ? [] : [{ task, capacity }]
    })
}

function namedTask(context: Context): string | undefined {
  return context.command.args.taskId !== undefined &&
    !['removeSigner', 'recallEntrusted'].includes(context.command.action)
    ? context.command.args.taskId
    : context.command.basis?.taskId
}

/** The open task in which the actor may act, own tasks before those of others; or why there is none. */
function asTaskHolder(context: Context, opinion = false): Standing | Refused {
  const all = ownTasks(context, opinion)
  const named = namedTask(context)
  const mine = named === undefined ? all : all.filter(({ task }) => task.id === named)
  const open = mine.filter(({ task }) => task.state === 'open')
  const free = open
    .flatMap(({ task, capacity }) => {
      const acting = claimedFor({ task, capacity }, context)
      return acting === null ? [] : [{ task, capacity: acting }]
    })
    .sort((a, b) => Number(a.capacity.delegation !== null) - Number(b.capacity.delegation !== null))
  const [best] = free
  if (best !== undefined) return { ...best, form: signingForm(best.task.assignee.roles, best.capacity) }
  if (open.length > 0) return refuse('alreadyClaimed', { task: open[0]?.task.id })
  if (mine.some(({ task }) => task.state === 'waiting')) return refuse('notYourTurn')
  if (mine.some(({ task }) => task.by === context.personId)) return refuse('alreadyActed')
  return refuse('notYourTask')
}

/** Who sent it on, as long as he still holds the capacity in which he did. */
function asForwarder(context: Context): Standing | null {
  const { state, personId, facts } = context
  const last = state.lastForward
  if (last === null || personId === null || last.by !== personId) return null
  const capacity = facts.capacities.find(
    (one) =>
      one.role === last.capacity?.role &&
      one.officeId === last.capacity.officeId &&
      (one.delegation?.fromPersonId ?? null) === last.onBehalfOf,
  )
  return capacity === undefined ? null : { capacity, task: null, form: null }
}

function asConcerned(context: Context): Standing | null {
  const capacity = concernedCapacity(context.state, context.facts.capacities)
  return capacity === null ? null : { capacity, task: null, form: null }
}

function asCopied(context: Context): Standing | null {
  const capacity = context.facts.capacities.find((one) =>
    context.state.copies.some((copy) => copy.officeId === one.officeId && copy.role === one.role),
  )
  return capacity === undefined ? null : { capacity, task: null, form: null }
}

function asAsked(context: Context): Standing | null {
  const asked = context.state.questions.some(
    (question) => question.to === context.personId && question.answeredAt === null,
  )
  return asked
    ? { capacity: concernedCapacity(context.state, context.facts.capacities), task: null, form: null }
    : null
}

function relate(relation: Relation, context: Context): Standing | Refused | null {
  const { procedure, path, step, command } = context
  const after = procedure.after
  if (command.actor.kind !== 'person' && relation !== 'clock' && relation !== 'batch') return null
  switch (relation) {
    case 'taskHolder':
      return leftToSecretary(context) ? null : asTaskHolder(context)
    case 'opinionHolder':
      return asTaskHolder(context, true)
    case 'originator':
      return asAny(stepById(procedure, path.steps[0] ?? '')?.parties ?? [], context)
    case 'inspector':
      return asAny(step.inspection?.by ?? [], context)
    case 'settler':
      return asParty(step.inspection?.settledBy, context)
    case 'assessor':
      return step.assessment === undefined
        ? null
        : asAny([step.assessment.by, ...(step.assessment.also ?? [])], context)
    case 'secretary':
      return step.signing.mode === 'quorum' ? asParty(step.signing.recordedBy, context) : null
    case 'forwarder':
      return asForwarder(context)
    case 'concerned':
      return asConcerned(context)
    case 'copied':
      return asCopied(context)
    case 'asked':
      return asAsked(context)
    case 'lateOfficer':
      return step.late.effect === 'refuse' ? asParty(step.late.acceptedBy, context) : null
    case 'extender':
      return asParty(procedure.extendBy, context)
    case 'administrator':
      return withRole('administrator', context)
    case 'maintainer':
      return asParty(after.maintain?.by, context)
    case 'revoker':
      return asDecider(after.revoke?.by, context)
    case 'reviewer':
      return asDecider(after.revoke?.by ?? 'decider', context)
    case 'corrector':
      return asDecider(after.correct?.by, context)
    case 'reopener':
      return asParty(after.reopen?.by, context)
    case 'assigner':
      return asDecider(after.handOut?.by, context)
    case 'clock':
      return command.actor.kind === 'clock' ? NOBODY : null
    case 'batch':
      return command.actor.kind === 'batch' ? asBatch(context) : null
  }
}

/** A committee sends back in one voice, by who keeps its minutes; he may well be a member too. */
function leftToSecretary({ command, step }: Context): boolean {
  return command.action === 'return' && step.signing.mode === 'quorum'
}

/**
 * A batch acts through the person who signs it: his task is what it uses; giving back needs no task. What is signed
 * reaches every dossier: should the signer's role have ended meanwhile, the task is taken as it stands.
 */
function asBatch(context: Context): Standing | Refused {
  const { action } = context.command
  if (action === 'unreserve') return NOBODY
  const found = asTaskHolder(context)
  if (action !== 'applyDecision' || !('ok' in found)) return found
  const task = context.state.tasks.find((one) => one.parent === null && one.state === 'open')
  return task === undefined ? found : { ...NOBODY, task }
}

/** The actor's standing for the command's action, or the refusal that names what he lacks. */
export function findStanding(context: Context): Standing | Refused {
  let closest: Refused = refuse('notAuthorised')
  for (const relation of ACTION_RULES[context.command.action].by) {
    const found = relate(relation, context)
    if (found === null) continue
    if (!('ok' in found)) return found
    // The most telling refusal: that it isn't his at all says less than that it is claimed, or not his turn.
    if (closest.code === 'notAuthorised' || closest.code === 'notYourTask') closest = found
  }
  return closest
}

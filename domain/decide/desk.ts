// What a holder does with a task on his desk: open, claim, pass on, ask an opinion, change who signs, take back.
import { holdersKey, refuse } from '../command.ts'
import type { Decision, Facts, Refused } from '../command.ts'
import { dueOf, isLate } from '../deadline.ts'
import type { Id, Task } from '../dossier.ts'
import { isTaskFree, tally } from '../tasks.ts'
import type { Role } from '../vocabulary.ts'
import type { Context, Standing } from './context.ts'
import { accept, isRefused, rememberActor, unchanged, withEffects, withState } from './context.ts'
import { markDone } from './flow.ts'
import { enterStep, notifyTask } from './move.ts'
import { openOpinion } from './personal.ts'

function change(tasks: readonly Task[], id: string | undefined, patch: Partial<Task>): Task[] {
  return tasks.map((task) => (task.id === id ? { ...task, ...patch } : task))
}

function putTask(context: Context, standing: Standing, patch: Partial<Task>): Decision {
  const tasks = change(context.state.tasks, standing.task?.id, patch)
  return accept(context, standing, withState(unchanged(context.state), { tasks, lastForward: null }), {
    task: standing.task?.id ?? null,
  })
}

/** The holder has looked: from now on the one before can't take it back. Once for each person, task and round. */
export function open(context: Context, standing: Standing): Decision {
  const { task } = standing
  const { personId, state } = context
  if (task === null || personId === null) return refuse('notYourTask')
  const tasks = change(state.tasks, task.id, { openedBy: [...task.openedBy, personId] })
  return accept(context, standing, withState(unchanged(state), { tasks, lastForward: null }), {
    task: task.id,
  })
}

/** Out of the office's queue: nobody else acts in it until it is released. Who claims has seen it. */
export function claim(context: Context, standing: Standing): Decision {
  return putTask(context, standing, { claimedBy: context.personId })
}

/** Back into the office's queue, for a colleague. */
export function release(context: Context, standing: Standing): Decision {
  return putTask(context, standing, { claimedBy: null })
}

interface Target {
  readonly officeId: Id
  readonly role: Role
  readonly personId: Id | null
}

/** The office, role and perhaps person that the command names, if that role is held there. */
function targetOf(context: Context, roles: readonly Role[]): Target | Refused {
  const { args } = context.command
  const officeId = args.toOfficeId
  const personId = args.toPersonId ?? null
  if (officeId === undefined || context.facts.targetOffice?.id !== officeId)
    return refuse('unknownTarget', { officeId: officeId ?? null })
  const holdersOf = (role: Role): Facts['holders'][string] =>
    context.facts.holders[holdersKey(officeId, role)] ?? []
  const asked = args.toRole === undefined ? roles : [args.toRole]
  const role = asked.find((one) =>
    personId === null ? holdersOf(one).length > 0 : holdersOf(one).includes(personId),
  )
  if (role === undefined) return refuse('unknownTarget', { officeId, role: asked[0] ?? null, personId })
  // Handing something to oneself would look like a second pair of eyes.
  if (personId !== null && personId === context.personId) return refuse('unknownTarget', { personId })
  return { officeId, role, personId }
}

/** Whether a person has a seat of his own among the step's signers: nobody gets two. */
function seated(context: Context, personId: Id | null, but: string | null): boolean {
  return context.state.tasks.some(
    (one) =>
      one.parent === null &&
      one.id !== but &&
      one.state !== 'removed' &&
      personId !== null &&
      one.assignee.personId === personId,
  )
}

/** The whole task goes to a colleague, or to another office where the same role is held. */
export function transfer(context: Context, standing: Standing): Decision {
  const { task } = standing
  if (task === null) return refuse('notYourTask')
  const target = targetOf(context, task.assignee.roles)
  if ('ok' in target) return target
  if (!task.assignee.roles.includes(target.role)) return refuse('unknownTarget', { role: target.role })
  if (seated(context, target.personId, task.id)) return refuse('alreadyExists', { personId: target.personId })
  const patch: Partial<Task> = {
    assignee: { officeId: target.officeId, roles: task.assignee.roles, personId: target.personId },
    claimedBy: null,
    openedBy: [],
  }
  const tasks = change(context.state.tasks, task.id, patch)
  const moved = withState(unchanged(context.state), { tasks, lastForward: null })
  return accept(context, standing, withEffects(moved, notifyTask('toAct', { ...task, ...patch })), {
    task: task.id,
    to: target,
  })
}

/** Asks another for a written opinion; until it is given or called back the asker doesn't finish. */
export function entrust(context: Context, standing: Standing): Decision {
  const { task } = standing
  const { state } = context
  if (task === null) return refuse('notYourTask')
  const target = targetOf(context, [])
  if ('ok' in target) return target
  const opinion: Task = {
    ...task,
    id: `${state.step}.${state.round}.${state.tasks.length + 1}`,
    kind: 'opinion',
    assignee: { officeId: target.officeId, roles: [target.role], personId: target.personId },
    claimedBy: null,
    openedBy: [],
    parent: task.id,
  }
  const asked = withState(unchanged(state), { tasks: [...state.tasks, opinion], lastForward: null })
  return accept(context, standing, withEffects(asked, notifyTask('toGiveOpinion', opinion)), {
    task: task.id,
    opinion: opinion.id,
    to: target,
  })
}

export function giveOpinion(context: Context, standing: Standing): Decision {
  const { task } = standing
  const { state, personId, command, facts } = context
  if (task === null || personId === null) return refuse('notYourTask')
  if ((facts.body?.text ?? '').trim() === '') return refuse('needsUnmet', { needs: [{ field: 'text' }] })
  const tasks = markDone(state.tasks, task.id, 'opinion', personId, command.receivedAt)
  const parent = state.tasks.find((one) => one.id === task.parent)
  const given = rememberActor(context, standing, withState(unchanged(state), { tasks }))
  return accept(context, standing, parent ? withEffects(given, notifyTask('opinionGiven', parent)) : given, {
    task: task.id,
  })
}

export function recallEntrusted(context: Context, standing: Standing): Decision {
  const { state } = context
  const opinion = openOpinion(context, standing.task)
  if (opinion === null) return refuse('unknownTask')
  const tasks = change(state.tasks, opinion.id, { state: 'removed' })
  return accept(context, standing, withState(unchanged(state), { tasks }), { opinion: opinion.id })
}

/** One more signer beside the holder, before the step is decided. */
export function addSigner(context: Context, standing: Standing): Decision {
  const { task } = standing
  const { state } = context
  if (task === null) return refuse('notYourTask')
  const target = targetOf(context, task.assignee.roles)
  if ('ok' in target) return target
  if (target.personId === null) return refuse('unknownTarget', { personId: null })
  if (seated(context, target.personId, null)) return refuse('alreadyExists', { personId: target.personId })
  const added: Task = {
    ...task,
    id: `${state.step}.${state.round}.${state.tasks.length + 1}`,
    assignee: { officeId: target.officeId, roles: [target.role], personId: target.personId },
    weight: 1,
    claimedBy: null,
    openedBy: [],
  }
  const more = withState(unchanged(state), { tasks: [...state.tasks, added], lastForward: null })
  return accept(context, standing, withEffects(more, notifyTask('toAct', added)), {
    task: added.id,
    to: target,
  })
}

/** A signer who has not acted is taken off; never oneself, and never so many that no yes can be reached any more. */
export function removeSigner(context: Context, standing: Standing): Decision {
  const { state, command, step } = context
  const target = state.tasks.find((one) => one.id === command.args.taskId)
  if (target === undefined || target.parent !== null || target.id === standing.task?.id)
    return refuse('unknownTask', { taskId: command.args.taskId ?? null })
  if (!isTaskFree(target)) return refuse('alreadyActed', { taskId: target.id })
  const tasks = state.tasks.map((one) =>
    // With the signer goes the opinion that he asked for.
    one.id === target.id || (one.parent === target.id && one.state === 'open')
      ? { ...one, state: 'removed' as const }
      : one,
  )
  if (tally(step.signing, tasks) === 'failed') return refuse('quorumNotMet', { taskId: target.id })
  return accept(context, standing, withState(unchanged(state), { tasks, lastForward: null }), {
    task: target.id,
  })
}

/** Undoes one's own sending on; the correction that was under way then is under way again. */
export function takeBack(context: Context, standing: Standing): Decision {
  const { state, step } = context
  const last = state.lastForward
  if (last === null) return refuse('alreadyOpened', { step: step.id })
  const undone = withState(unchanged(state), { returned: last.correction })
  const outcome = enterStep(context, standing, undone, last.from, 'back')
  if (isRefused(outcome)) return outcome
  // Where lateness ends the dossier, taking it back past the deadline would be the end of it.
  const due = dueOf(context.procedure, outcome.state, context.facts)
  if (due?.effect === 'lapse' && isLate(due, context.command.receivedAt))
    return refuse('late', { step: last.from, dueAt: due.dueAt })
  return accept(context, standing, outcome, { toStep: last.from })
}

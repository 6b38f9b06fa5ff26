// What a holder does with a task on his desk: open, claim, pass on, ask an opinion, change who signs, take back.
import { holdersKey, refuse } from '../command.ts'
import type { Decision, Facts, Refused } from '../command.ts'
import type { Id, Task } from '../dossier.ts'
import { isTaskFree } from '../tasks.ts'
import type { Role } from '../vocabulary.ts'
import type { Context, Standing } from './context.ts'
import { accept, isRefused, rememberActor, unchanged, withEffects, withState } from './context.ts'
import { markDone } from './flow.ts'
import { enterStep, notifyTask } from './move.ts'

function change(tasks: readonly Task[], id: string | undefined, patch: Partial<Task>): Task[] {
  return tasks.map((task) => (task.id === id ? { ...task, ...patch } : task))
}

function putTask(
  context: Context,
  standing: Standing,
  patch: Partial<Task>,
  data: Record<string, unknown> = {},
): Decision {
  const tasks = change(context.state.tasks, standing.task?.id, patch)
  return accept(context, standing, withState(unchanged(context.state), { tasks }), {
    task: standing.task?.id ?? null,
    ...data,
  })
}

/** The holder has looked: from now on the one before can't take it back. Once for each person, task and round. */
export function open(context: Context, standing: Standing): Decision {
  const { task } = standing
  const { personId, state } = context
  if (task === null || personId === null) return refuse('notYourTask')
  if (task.openedBy.includes(personId)) return refuse('alreadyActed', { task: task.id })
  const tasks = change(state.tasks, task.id, { openedBy: [...task.openedBy, personId] })
  return accept(context, standing, withState(unchanged(state), { tasks, lastForward: null }), {
    task: task.id,
  })
}

export function claim(context: Context, standing: Standing): Decision {
  if (standing.task?.claimedBy === context.personId)
    return refuse('alreadyClaimed', { task: standing.task?.id })
  if (standing.task?.assignee.personId !== null) return refuse('notAtStep', { action: 'claim' })
  return putTask(context, standing, { claimedBy: context.personId })
}

/** Back into the office's queue, for a colleague. */
export function release(context: Context, standing: Standing): Decision {
  if (standing.task?.claimedBy !== context.personId) return refuse('notClaimed')
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
  const role = args.toRole ?? roles[0]
  if (officeId === undefined || context.facts.targetOffice?.id !== officeId)
    return refuse('unknownTarget', { officeId: officeId ?? null })
  if (role === undefined) return refuse('unknownTarget', { role: null })
  const persons: Facts['holders'][string] = context.facts.holders[holdersKey(officeId, role)] ?? []
  if (persons.length === 0) return refuse('unknownTarget', { officeId, role })
  const personId = args.toPersonId ?? null
  if (personId !== null && !persons.includes(personId)) return refuse('unknownTarget', { personId })
  return { officeId, role, personId }
}

/** Nothing held in another's name is handed on: a delegation never cascades. */
function ownOnly(standing: Standing): Refused | null {
  return standing.capacity?.delegation ? refuse('delegationNotPassedOn') : null
}

/** The whole task goes to a colleague, or to another office where the same role is held. */
export function transfer(context: Context, standing: Standing): Decision {
  const { task } = standing
  if (task === null) return refuse('notYourTask')
  const mine = ownOnly(standing)
  if (mine !== null) return mine
  const target = targetOf(context, task.assignee.roles)
  if ('ok' in target) return target
  if (!task.assignee.roles.includes(target.role)) return refuse('unknownTarget', { role: target.role })
  if (target.personId !== null && target.personId === context.personId)
    return refuse('unknownTarget', { personId: target.personId })
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
  const mine = ownOnly(standing)
  if (mine !== null) return mine
  const target = targetOf(context, [])
  if ('ok' in target) return target
  if (target.personId !== null && target.personId === context.personId)
    return refuse('unknownTarget', { personId: target.personId })
  if (state.tasks.some((one) => one.parent === task.id && one.state === 'open'))
    return refuse('alreadyActed', { awaiting: task.id })
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
  const opinion = state.tasks.find(
    (one) => one.parent !== null && one.parent === standing.task?.id && one.state === 'open',
  )
  if (opinion === undefined) return refuse('unknownTask')
  const tasks = change(state.tasks, opinion.id, { state: 'removed' })
  return accept(context, standing, withState(unchanged(state), { tasks }), { opinion: opinion.id })
}

/** One more signer beside the holder, before the step is decided. */
export function addSigner(context: Context, standing: Standing): Decision {
  const { task } = standing
  const { state, step } = context
  if (task === null) return refuse('notYourTask')
  if (step.signing.mode === 'one' || step.signing.mode === 'any')
    return refuse('notAtStep', { action: 'addSigner' })
  const mine = ownOnly(standing)
  if (mine !== null) return mine
  const target = targetOf(context, task.assignee.roles)
  if ('ok' in target) return target
  if (target.personId === null) return refuse('unknownTarget', { personId: null })
  const there = state.tasks.some(
    (one) => one.assignee.personId === target.personId && one.state !== 'removed',
  )
  if (there || target.personId === context.personId)
    return refuse('alreadyExists', { personId: target.personId })
  const added: Task = {
    ...task,
    id: `${state.step}.${state.round}.${state.tasks.length + 1}`,
    assignee: { officeId: target.officeId, roles: [target.role], personId: target.personId },
    weight: 1,
    claimedBy: null,
    openedBy: [],
  }
  const more = withState(unchanged(state), { tasks: [...state.tasks, added] })
  return accept(context, standing, withEffects(more, notifyTask('toAct', added)), {
    task: added.id,
    to: target,
  })
}

/** A signer who has not acted is taken off; never oneself, never the last. */
export function removeSigner(context: Context, standing: Standing): Decision {
  const { state, command, step } = context
  if (step.signing.mode === 'one' || step.signing.mode === 'any')
    return refuse('notAtStep', { action: 'removeSigner' })
  const target = state.tasks.find((one) => one.id === command.args.taskId)
  if (target === undefined || target.parent !== null)
    return refuse('unknownTask', { taskId: command.args.taskId ?? null })
  if (target.id === standing.task?.id) return refuse('unknownTask', { taskId: target.id })
  if (!isTaskFree(target)) return refuse('alreadyActed', { taskId: target.id })
  const tasks = change(state.tasks, target.id, { state: 'removed' })
  return accept(context, standing, withState(unchanged(state), { tasks }), { task: target.id })
}

/** Undoes one's own sending on, while nobody at the next step has opened, claimed or acted. */
export function takeBack(context: Context, standing: Standing): Decision {
  const { state, step } = context
  const last = state.lastForward
  if (last === null) return refuse('alreadyOpened')
  const touched = state.tasks.some(
    (task) => task.openedBy.length > 0 || task.claimedBy !== null || task.verdict !== null,
  )
  if (touched) return refuse('alreadyOpened', { step: step.id })
  const tasks = state.tasks.map((task) => ({ ...task, state: 'removed' as const }))
  const returned = state.returned?.from === last.from ? null : state.returned
  const outcome = enterStep(
    context,
    standing,
    withState(unchanged(state), { tasks, returned }),
    last.from,
    'back',
  )
  return isRefused(outcome) ? outcome : accept(context, standing, outcome, { toStep: last.from })
}

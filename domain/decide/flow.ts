// Signing and sending back: submit, approve, reject, abstain, recuse, return and the minutes of a meeting.
import { refuse } from '../command.ts'
import type { Decision, Refused } from '../command.ts'
import { isLate } from '../deadline.ts'
import type { DossierState, Task, Verdict } from '../dossier.ts'
import type { StepRule } from '../procedure.ts'
import { checkShape, lockedChange, unmetNeeds } from '../requirements.ts'
import { returnTargets, stepById } from '../steps.ts'
import { advanceTurns, closeAll, quorumPresent, tally } from '../tasks.ts'
import type { Change, Context, Outcome, Standing } from './context.ts'
import { accept, isRefused, rememberActor, unchanged, withState } from './context.ts'
import { enterStep, follow, goForward } from './move.ts'

/** Lateness closes the door unless a named officer let this one in; where the clock ends the dossier it is shut too. */
export function lateRefusal(context: Context): Refused | null {
  const { due, command, state, step } = context
  if (due === null || due.effect === 'mark' || !isLate(due, command.receivedAt)) return null
  const letIn = state.lateAccepted.some((one) => one.step === step.id && command.receivedAt <= one.until)
  return letIn ? null : refuse('late', { step: step.id, dueAt: due.dueAt })
}

/** The content of the body becomes the dossier's; a body of mere reasons or opinions doesn't. */
function withContent(context: Context, change: Change): Change {
  const { command, facts, state } = context
  const filled = facts.body?.fields !== undefined || facts.body?.documents !== undefined
  if (!filled || command.bodyHash === null) return change
  return withState(change, {
    contentHash: command.bodyHash,
    contents: { ...state.contents, [state.step]: command.bodyHash },
  })
}

function contentRefusal(context: Context): Refused | null {
  const { procedure, state, step, facts } = context
  const shape = facts.body === null ? null : checkShape(step, facts.body, facts.stored)
  if (shape !== null) return shape
  if (state.status === 'returned' && state.returned?.to === step.id) {
    const locked = lockedChange(step, state.returned.fields, facts.previous, facts.body)
    if (locked !== null) return refuse('fieldLocked', { field: locked, mend: state.returned.fields })
  }
  const needs = unmetNeeds(procedure, step, state, facts.body, facts)
  return needs.length === 0 ? null : refuse('needsUnmet', { needs })
}

export function markDone(
  tasks: readonly Task[],
  id: string,
  verdict: Verdict,
  by: string,
  at: string,
): Task[] {
  return tasks.map((task) => (task.id === id ? { ...task, state: 'done' as const, verdict, by, at } : task))
}

/** One verdict into the step's signing: wait for the others, go forward, or take the way of a no. */
export function castVerdict(context: Context, standing: Standing, verdict: Verdict): Outcome {
  const { state, step, command, personId } = context
  if (standing.task === null || personId === null) return refuse('notYourTask')
  const voted = advanceTurns(markDone(state.tasks, standing.task.id, verdict, personId, command.receivedAt))
  const change = rememberActor(
    context,
    standing,
    withState(withContent(context, unchanged(state)), { tasks: voted, lastForward: null }),
  )
  const result = tally(step.signing, voted)
  if (result === 'pending') return change
  const finished = withState(change, { tasks: closeAll(change.state.tasks) })
  if (result === 'passed') return goForward(context, standing, finished)
  if (step.reject === undefined) return refuse('notAtStep', { action: 'reject' })
  return follow(context, standing, finished, step.reject.to)
}

function finish(
  context: Context,
  standing: Standing,
  outcome: Outcome,
  data: Record<string, unknown> = {},
): Decision {
  return isRefused(outcome) ? outcome : accept(context, standing, outcome, data)
}

const taskData = (standing: Standing) => ({ task: standing.task?.id ?? null })

export function forward(context: Context, standing: Standing): Decision {
  const { step, command } = context
  if (step.forward.action !== command.action) return refuse('notAtStep', { action: command.action })
  if (step.signing.mode === 'quorum' && !step.signing.by.includes('written'))
    return refuse('notAtStep', { action: command.action })
  const refused = lateRefusal(context) ?? contentRefusal(context)
  return refused ?? finish(context, standing, castVerdict(context, standing, 'approve'), taskData(standing))
}

export function reject(context: Context, standing: Standing): Decision {
  if (context.step.reject === undefined) return refuse('notAtStep', { action: 'reject' })
  return (
    lateRefusal(context) ??
    finish(context, standing, castVerdict(context, standing, 'reject'), taskData(standing))
  )
}

export function abstain(context: Context, standing: Standing): Decision {
  const { signing } = context.step
  if (signing.mode !== 'quorum' || !signing.by.includes('written'))
    return refuse('notAtStep', { action: 'abstain' })
  return (
    lateRefusal(context) ??
    finish(context, standing, castVerdict(context, standing, 'abstain'), taskData(standing))
  )
}

/** Who recuses leaves the count; the last of several can't, for nobody would be left to act. */
export function recuse(context: Context, standing: Standing): Decision {
  const { state, step } = context
  const left = state.tasks.filter(
    (task) => task.parent === null && task.state !== 'removed' && task.verdict !== 'recuse',
  )
  if (step.signing.mode !== 'quorum' && step.signing.mode !== 'weighted' && step.signing.mode !== 'all')
    return refuse('notAtStep', { action: 'recuse' })
  if (left.length <= 1) return refuse('quorumNotMet', { members: left.length })
  return finish(context, standing, castVerdict(context, standing, 'recuse'), taskData(standing))
}

function unknownMend(target: StepRule, context: Context): string | null {
  const fields = context.facts.body?.mendFields ?? []
  const known = target.needs.flatMap((need) =>
    need.kind === 'field' || need.kind === 'document' ? [need.id] : [],
  )
  return fields.find((id) => !known.includes(id)) ?? null
}

/** Back to a step named, with what to mend; the returner's clock stands still meanwhile. */
export function sendBack(context: Context, standing: Standing): Decision {
  const { step, path, state, command, facts, procedure } = context
  if (step.returns === undefined) return refuse('notAtStep', { action: 'return' })
  if (step.signing.mode === 'quorum' && standing.task !== null)
    return refuse('notAuthorised', { needs: 'secretary' })
  const targets = returnTargets(path, step)
  const to = command.args.toStep ?? (targets.length === 1 ? targets[0] : undefined)
  const target = to === undefined ? null : stepById(procedure, to)
  if (to === undefined || target === null || !targets.includes(to))
    return refuse('unknownStep', { step: to ?? null, targets })
  const unknown = unknownMend(target, context)
  if (unknown !== null) return refuse('fieldUnknown', { field: unknown })
  const returned: DossierState['returned'] = {
    from: step.id,
    to,
    at: command.receivedAt,
    bodyHash: command.bodyHash ?? '',
    fields: facts.body?.mendFields ?? [],
    criteria: facts.body?.mendCriteria ?? [],
    resume: step.returns.resume,
  }
  const change = rememberActor(
    context,
    standing,
    withState(unchanged(state), { tasks: closeAll(state.tasks), returned }),
  )
  return finish(context, standing, enterStep(context, standing, change, to, 'return'), {
    ...taskData(standing),
    toStep: to,
  })
}

function meetingTasks(context: Context): Task[] | Refused {
  const { state, command } = context
  const votes = command.args.votes ?? []
  if (votes.length === 0)
    return refuse('invalid', { field: 'votes', expected: 'one vote for each member present' })
  let tasks: readonly Task[] = state.tasks
  for (const { personId, verdict } of votes) {
    const seat = tasks.find(
      (task) => task.parent === null && task.assignee.personId === personId && task.state !== 'removed',
    )
    if (seat === undefined) return refuse('unknownTarget', { personId })
    if (seat.state === 'done') return refuse('alreadyActed', { personId })
    tasks = markDone(tasks, seat.id, verdict, personId, command.receivedAt)
  }
  return [...tasks]
}

/** The minutes close the vote: members present voted as written down, the others stay without a vote. */
export function recordMeeting(context: Context, standing: Standing): Decision {
  const { step, state } = context
  const { signing } = step
  if (signing.mode !== 'quorum' || !signing.by.includes('meeting'))
    return refuse('notAtStep', { action: 'recordMeeting' })
  const tasks = meetingTasks(context)
  if (!Array.isArray(tasks)) return tasks
  if (!quorumPresent(signing, tasks))
    return refuse('quorumNotMet', { present: tasks.filter((task) => task.state === 'done').length })
  const passed = tally(signing, tasks, true) === 'passed'
  const refused = lateRefusal(context) ?? (passed ? contentRefusal(context) : null)
  if (refused !== null) return refused
  const votes = (context.command.args.votes ?? []).reduce<Change>(
    (change, { personId }) =>
      rememberActor({ ...context, personId }, { ...standing, capacity: null }, change),
    withState(withContent(context, unchanged(state)), { tasks: closeAll(tasks), lastForward: null }),
  )
  if (passed)
    return finish(context, standing, goForward(context, standing, votes), {
      passed,
      votes: context.command.args.votes,
    })
  if (step.reject === undefined) return refuse('notAtStep', { action: 'reject' })
  return finish(context, standing, follow(context, standing, votes, step.reject.to), {
    passed,
    votes: context.command.args.votes,
  })
}

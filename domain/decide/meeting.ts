// The minutes of a meeting: they close a committee's vote at once, with the votes of the members present.
import { refuse } from '../command.ts'
import type { Decision, Refused } from '../command.ts'
import type { Task } from '../dossier.ts'
import { actedApart } from '../people.ts'
import { closeAll, quorumPresent, tally } from '../tasks.ts'
import type { Change, Context, Standing } from './context.ts'
import { rememberActor, unchanged, withState } from './context.ts'
import { contentRefusal, finish, forwardData, markDone, withContent, withCounted } from './flow.ts'
import { follow, goForward } from './move.ts'

/** The seats with the votes written down; refused when one is nobody's, cast already, or of who may not vote here. */
function meetingTasks(context: Context): readonly Task[] | Refused {
  const { state, step, command } = context
  const votes = command.args.votes ?? []
  if (votes.length === 0)
    return refuse('invalid', { field: 'votes', expected: 'one vote for each member present' })
  let tasks = state.tasks
  for (const { personId, verdict } of votes) {
    const seat = tasks.find(
      (task) => task.parent === null && task.assignee.personId === personId && task.state !== 'removed',
    )
    if (seat === undefined) return refuse('unknownTarget', { personId })
    if (seat.state === 'done') return refuse('alreadyActed', { personId })
    const apart = verdict === 'recuse' ? null : actedApart(step, state, [personId])
    if (apart !== null) return refuse('dutiesApart', { step: apart, personId })
    tasks = markDone(tasks, seat.id, verdict, personId, command.receivedAt)
  }
  return tasks
}

/** The minutes close the vote: members present voted as written down, the others stay without a vote. */
export function recordMeeting(context: Context, standing: Standing): Decision {
  const { step, state, command } = context
  const { signing } = step
  if (signing.mode !== 'quorum') return refuse('notAtStep', { action: 'recordMeeting' })
  const tasks = meetingTasks(context)
  if ('ok' in tasks) return tasks
  if (!quorumPresent(signing, tasks))
    return refuse('quorumNotMet', { present: tasks.filter((task) => task.state === 'done').length })
  const passed = tally(signing, tasks, true) === 'passed'
  const refused = contentRefusal(context, passed)
  if (refused !== null) return refused
  if (!passed && step.reject === undefined) return refuse('notAtStep', { action: 'reject' })
  const votes = command.args.votes ?? []
  const closed = withState(withContent(context, unchanged(state)), {
    tasks: closeAll(tasks),
    lastForward: null,
  })
  const voted = votes
    .filter(({ verdict }) => verdict !== 'recuse')
    .reduce<Change>(
      (change, { personId }) =>
        rememberActor({ ...context, personId }, { ...standing, capacity: null }, change),
      closed,
    )
  const outcome = passed
    ? goForward(context, standing, voted)
    : follow(context, standing, voted, step.reject?.to ?? 'next')
  const counted = passed ? withCounted(context, outcome) : outcome
  return finish(context, standing, counted, {
    passed,
    votes,
    ...(passed ? forwardData(context, outcome) : {}),
  })
}

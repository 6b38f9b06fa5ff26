// What keeps one person from an action that is open to others: what he did before, what he holds only for another, what he waits for.
// Nothing of it depends on what he brings along, so screens show it and decisions refuse it, by this one function.
import { refuse } from '../command.ts'
import type { Refused } from '../command.ts'
import type { Task } from '../dossier.ts'
import { actedApart, ownUnit } from '../people.ts'
import { inspectionResult, lastSession } from '../sheet.ts'
import { isTaskFree, tally } from '../tasks.ts'
import type { Action } from '../vocabulary.ts'
import type { Context, Standing } from './context.ts'

/** Actions that give the dossier a result: duties apart, conflicts and open opinions are looked at. */
const WEIGHTY: readonly Action[] = [
  'submit',
  'approve',
  'reject',
  'abstain',
  'return',
  'recordMeeting',
  'inspect',
  'settleInspection',
  'reserve',
]
const VERDICTS: readonly Action[] = ['submit', 'approve', 'reject', 'abstain']
const HANDED_ON: readonly Action[] = ['transfer', 'entrust', 'addSigner']

/** The opinion that the task still waits for. */
export function openOpinion(context: Context, task: Task | null): Task | null {
  if (task === null) return null
  return context.state.tasks.find((one) => one.parent === task.id && one.state === 'open') ?? null
}

/** Who acted where he must not act again, sits in the unit itself, or waits for an opinion that he asked for. */
function weightyRefusal(context: Context, standing: Standing): Refused | null {
  const { command, state, step, facts, personId } = context
  const { capacity } = standing
  if (!WEIGHTY.includes(command.action) || personId === null) return null
  const persons = [personId, ...(capacity?.delegation ? [capacity.delegation.fromPersonId] : [])]
  const apart = actedApart(step, state, persons)
  if (apart !== null) return refuse('dutiesApart', { step: apart })
  if (capacity !== null && ownUnit(state, capacity, facts.capacities))
    return refuse('conflictOfInterest', { office: state.offices.unit })
  const awaiting = openOpinion(context, standing.task)
  return awaiting === null ? null : refuse('notYourTurn', { awaiting: awaiting.id })
}

/** Who recused takes no part for another either, and in a vote of several everybody has one voice. */
function verdictRefusal(context: Context): Refused | null {
  const { command, state, step, personId } = context
  if (!VERDICTS.includes(command.action)) return null
  const own = state.tasks.filter((task) => task.parent === null && task.by === personId)
  if (own.some(({ verdict }) => verdict === 'recuse')) return refuse('conflictOfInterest', { recused: true })
  const voted = step.signing.mode === 'quorum' ? own.find(({ state }) => state === 'done') : undefined
  return voted === undefined ? null : refuse('alreadyActed', { task: voted.id })
}

/** The last who could act can't recuse, nor so many that those left could never reach what is needed. */
function recuseRefusal(context: Context, standing: Standing): Refused | null {
  const { state, step } = context
  const left = state.tasks.filter(
    (task) =>
      task.parent === null &&
      task.state !== 'removed' &&
      task.verdict !== 'recuse' &&
      task.id !== standing.task?.id,
  )
  const asNew = left.map((task) => ({ ...task, state: 'open' as const, verdict: null }))
  const reachable = left.length > 0 && tally(step.signing, asNew) !== 'failed'
  return reachable ? null : refuse('quorumNotMet', { members: left.length })
}

function claimRefusal(task: Task | null, personId: string | null): Refused | null {
  if (task === null || task.assignee.personId !== null) return refuse('notAtStep', { action: 'claim' })
  return task.claimedBy === personId ? refuse('alreadyClaimed', { task: task.id }) : null
}

function releaseRefusal(context: Context, { task, capacity }: Standing): Refused | null {
  const claimedBy = task?.claimedBy ?? null
  const his = claimedBy === context.personId || claimedBy === capacity?.delegation?.fromPersonId
  return claimedBy !== null && his ? null : refuse('notClaimed', { task: task?.id ?? null })
}

/** The second of a blind pair, and who settles between the two, is another person. */
function ownInspection({ command, state, step, personId }: Context): boolean {
  const { inspection } = step
  if (inspection === undefined || !['inspect', 'settleInspection'].includes(command.action)) return false
  const paired = ['waiting', 'discrepant'].includes(inspectionResult(inspection, state.inspections).state)
  return paired && lastSession(state.inspections).some(({ by }) => by === personId)
}

function deskRefusal(context: Context, standing: Standing): Refused | null {
  const { command, state, personId } = context
  const { task } = standing
  switch (command.action) {
    case 'open':
      return task !== null && personId !== null && task.openedBy.includes(personId)
        ? refuse('alreadyActed', { task: task.id })
        : null
    case 'claim':
      return claimRefusal(task, personId)
    case 'release':
      return releaseRefusal(context, standing)
    case 'entrust':
      return openOpinion(context, task) === null ? null : refuse('alreadyActed', { awaiting: task?.id })
    case 'recallEntrusted':
      return openOpinion(context, task) === null ? refuse('unknownTask') : null
    case 'removeSigner':
      return state.tasks.some((one) => one.parent === null && one.id !== task?.id && isTaskFree(one))
        ? null
        : refuse('unknownTask')
    default:
      return null
  }
}

/** A refusal for this person in this standing, whatever he brings; null when nothing keeps him from the action. */
export function personalRefusal(context: Context, standing: Standing): Refused | null {
  const { command, state, facts, personId } = context
  const { action } = command
  // Nothing held in another's name is handed on: a delegation never cascades.
  if (HANDED_ON.includes(action) && standing.capacity?.delegation) return refuse('delegationNotPassedOn')
  if (action === 'recuse') return recuseRefusal(context, standing)
  if (ownInspection(context)) return refuse('ownInspection')
  if (action === 'markRead') {
    const unread = state.copies.some(
      (copy) =>
        personId !== null &&
        !copy.readBy.includes(personId) &&
        facts.capacities.some(({ officeId, role }) => officeId === copy.officeId && role === copy.role),
    )
    if (!unread) return refuse('alreadyActed')
  }
  return weightyRefusal(context, standing) ?? verdictRefusal(context) ?? deskRefusal(context, standing)
}

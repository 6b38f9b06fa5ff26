// The tasks of a step: who is asked to act when it is entered, whose turn it is, and what the votes come to.
import { holdersKey } from './command.ts'
import type { Facts } from './command.ts'
import type { DossierState, Id, Task, TaskKind, Verdict } from './dossier.ts'
import { officeAt, rolesOf } from './people.ts'
import type { Party, Signing, StepRule } from './procedure.ts'

type Quorum = Extract<Signing, { mode: 'quorum' }>

function kindOf(step: StepRule, returned: boolean): TaskKind {
  if (step.signing.mode === 'quorum') return 'vote'
  if (step.signing.mode !== 'one' && step.signing.mode !== 'any') return 'sign'
  return returned ? 'correct' : 'act'
}

/** Where a dossier sits, and whom its matter names. */
type Placed = Pick<DossierState, 'offices' | 'subject'>

/** Each seat of a party: one queue of its office, one person for each holder of the role, or the person named. */
function seats(
  party: Party,
  { offices, subject }: Placed,
  holders: Facts['holders'],
): { officeId: Id; personId: Id | null }[] {
  const officeId = officeAt(offices, party.level)
  if (officeId === null) return []
  if (party.named === true) {
    const named = subject.personId
    const holds = rolesOf(party).some((role) =>
      (holders[holdersKey(officeId, role)] ?? []).some((id) => id === named),
    )
    return [{ officeId, personId: holds ? (named ?? null) : null }]
  }
  if (party.each !== true) return [{ officeId, personId: null }]
  const persons = rolesOf(party).flatMap((role) => holders[holdersKey(officeId, role)] ?? [])
  return [...new Set(persons)].map((personId) => ({ officeId, personId }))
}

/**
 * The tasks with which a step is entered. Committee members are frozen here: who joins later doesn't vote in this round,
 * and who sits in it twice (head and member) has one vote.
 */
export function tasksOnEntry(
  step: StepRule,
  state: Placed,
  round: number,
  returned: boolean,
  holders: Facts['holders'],
): Task[] {
  const { mode } = step.signing
  const parties = mode === 'one' ? step.parties.slice(0, 1) : step.parties
  const tasks: Task[] = []
  parties.forEach((party, order) => {
    for (const { officeId, personId } of seats(party, state, holders)) {
      if (mode === 'quorum' && personId !== null && tasks.some((task) => task.assignee.personId === personId))
        continue
      tasks.push({
        id: `${step.id}.${round}.${tasks.length + 1}`,
        kind: kindOf(step, returned),
        assignee: { officeId, roles: rolesOf(party), personId },
        order: mode === 'inTurn' ? order : 0,
        weight: party.weight ?? 1,
        state: mode === 'inTurn' ? 'waiting' : 'open',
        claimedBy: null,
        openedBy: [],
        verdict: null,
        by: null,
        at: null,
        parent: null,
      })
    }
  })
  return advanceTurns(tasks)
}

/** Whether these tasks can bring the step to a yes: nobody left out who must sign, and votes enough for what is needed. */
export function canBeSigned(
  step: StepRule,
  state: Placed,
  tasks: readonly Task[],
  holders: Facts['holders'],
): boolean {
  const { mode } = step.signing
  const empty = (party: Party): boolean =>
    officeAt(state.offices, party.level) !== null && seats(party, state, holders).length === 0
  if ((mode === 'all' || mode === 'inTurn') && step.parties.some(empty)) return false
  return tasks.length > 0 && tally(step.signing, tasks) !== 'failed'
}

/** Opens the tasks whose turn has come: those of the smallest order that isn't finished. */
export function advanceTurns(tasks: readonly Task[]): Task[] {
  const unfinished = tasks.filter(
    (task) => task.parent === null && (task.state === 'open' || task.state === 'waiting'),
  )
  const turn = Math.min(...unfinished.map((task) => task.order))
  return tasks.map((task) =>
    task.state === 'waiting' && task.order === turn ? { ...task, state: 'open' as const } : task,
  )
}

/** Ends every task that is still open or waiting: the step has its result. */
export function closeAll(tasks: readonly Task[]): Task[] {
  return tasks.map((task) =>
    task.state === 'open' || task.state === 'waiting' ? { ...task, state: 'removed' as const } : task,
  )
}

export type Tally = 'pending' | 'passed' | 'failed'

const votesOf = (tasks: readonly Task[], verdict: Verdict): Task[] =>
  tasks.filter((task) => task.verdict === verdict)

/** What the verdicts so far come to. `closed`: the vote has ended (a meeting), who hasn't voted won't. */
export function tally(signing: Signing, all: readonly Task[], closed = false): Tally {
  const tasks = all.filter((task) => task.parent === null && task.state !== 'removed')
  const open = tasks.filter((task) => task.state !== 'done')
  const approvals = votesOf(tasks, 'approve')
  switch (signing.mode) {
    case 'one':
    case 'any':
      if (approvals.length > 0) return 'passed'
      return votesOf(tasks, 'reject').length > 0 ? 'failed' : 'pending'
    case 'inTurn':
    case 'all':
      if (votesOf(tasks, 'reject').length > 0) return 'failed'
      return open.length === 0 && approvals.length > 0 ? 'passed' : 'pending'
    case 'weighted': {
      const sum = (some: readonly Task[]): number => some.reduce((total, task) => total + task.weight, 0)
      if (sum(approvals) >= signing.need) return 'passed'
      return sum(approvals) + sum(open) < signing.need ? 'failed' : 'pending'
    }
    case 'quorum':
      return tallyQuorum(signing, tasks, closed ? [] : open)
  }
}

const atLeast = (share: readonly [number, number], of: number): number =>
  Math.ceil((share[0] * of) / share[1])

const needIn = (signing: Quorum, base: number): number =>
  'count' in signing.need ? signing.need.count : Math.max(1, atLeast(signing.need.share, base))

/** How many approvals a vote needs of those who may still vote or have; null where that isn't known before it ends. */
export function approvalsNeeded(signing: Signing, tasks: readonly Task[]): number | null {
  if (signing.mode !== 'quorum' || (signing.base === 'votes' && !('count' in signing.need))) return null
  const seatsHeld = tasks.filter(
    (task) => task.parent === null && task.state !== 'removed' && task.verdict !== 'recuse',
  )
  return needIn(signing, seatsHeld.length)
}

function tallyQuorum(signing: Quorum, tasks: readonly Task[], open: readonly Task[]): Tally {
  const approvals = votesOf(tasks, 'approve').length
  const vetoers = (some: readonly Task[]): Task[] =>
    some.filter((task) => task.assignee.roles.some((role) => (signing.vetoRoles ?? []).includes(role)))
  if (vetoers(votesOf(tasks, 'reject')).length > 0) return 'failed'
  const voted = approvals + votesOf(tasks, 'reject').length + votesOf(tasks, 'abstain').length
  const members = voted + tasks.filter((task) => task.state !== 'done').length
  const present = signing.present === undefined ? 0 : atLeast(signing.present, members)
  const need = (base: number): number => needIn(signing, base)
  if (open.length > 0) {
    if (signing.base === 'votes' && !('count' in signing.need)) return 'pending'
    if (approvals + open.length < need(members)) return 'failed'
    const settled = approvals >= need(members) && voted >= present && vetoers(open).length === 0
    return settled ? 'passed' : 'pending'
  }
  const base = signing.base === 'votes' ? voted : members
  return voted >= present && approvals >= need(base) ? 'passed' : 'failed'
}

/** Whether enough members took part for a vote that ends now to stand. */
export function quorumPresent(signing: Quorum, tasks: readonly Task[]): boolean {
  const seatsHeld = tasks.filter(
    (task) => task.parent === null && task.state !== 'removed' && task.verdict !== 'recuse',
  )
  const voted = seatsHeld.filter((task) => task.state === 'done').length
  return voted > 0 && (signing.present === undefined || voted >= atLeast(signing.present, seatsHeld.length))
}

/** A task in which nobody has acted yet. */
export function isTaskFree(task: Task): boolean {
  return task.verdict === null && (task.state === 'open' || task.state === 'waiting')
}

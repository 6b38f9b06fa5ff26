// What the walk proves about time: at every deadline what should happen does happen, one instant after it and not
// before; and a dossier whose people always act in the last instant still comes to its grant within the campaign.
import { draftState } from '../../decide/start.ts'
import { dueOf } from '../../deadline.ts'
import type { DueView } from '../../deadline.ts'
import type { DossierState } from '../../dossier.ts'
import { stepById } from '../../steps.ts'
import type { Procedure, StepRule } from '../../procedure.ts'
import { addDays, addMs, civilDateOf } from '../../time/civil.ts'
import type { Instant } from '../../time/civil.ts'
import type { BeforeReading } from '../../time/due-rule.ts'
import { finding } from '../finding.ts'
import type { Finding } from '../finding.ts'
import { ask, commandOf, describeMove, whoFits } from './moves.ts'
import type { Move } from './moves.ts'
import { wayTo } from './explore.ts'
import type { Node } from './explore.ts'
import { straightWay } from './reach.ts'
import type { Walk } from './reach.ts'
import type { World } from './world.ts'

/** The deadline under which a state stands; before the first act, that of the first step. */
function dueIn(world: World, state: DossierState | null, move: Move): DueView | null {
  if (state !== null) return dueOf(world.procedure, state, world.facts)
  const draft = draftState(world.procedure, commandOf(null, move, world.at), world.facts)
  return 'ok' in draft ? null : dueOf(world.procedure, { ...draft, status: 'active' }, world.facts)
}

const FORWARD = ['submit', 'approve', 'recordMeeting']

/** A state at a step on the ordinary way, and a move that takes it on. */
function ordinary(walk: Walk, step: string): { readonly node: Node; readonly move: Move } | null {
  for (const node of walk.graph.nodes.values()) {
    const here = node.state === null ? walk.world.path.steps[0] : node.state.step
    const plain = node.state === null || (node.state.status === 'active' && node.state.returned === null)
    if (here !== step || !plain) continue
    const ahead = node.next.find(({ move }) => FORWARD.includes(move.action))
    if (ahead !== undefined) return { node, move: ahead.move }
  }
  return null
}

interface AtDeadline {
  readonly world: World
  readonly step: StepRule
  readonly state: DossierState | null
  readonly move: Move
  readonly due: DueView
  /** One instant after the due one. */
  readonly lateAt: Instant
}

/** The door is shut, an officer opens it, and then the work goes through. Null when all is well. */
function refusesAndAccepts({ world, step, state, move, lateAt }: AtDeadline): string | null {
  if (step.late.effect !== 'refuse') return null
  const shut = ask(world, state, move, lateAt)
  if (shut.ok || shut.code !== 'late')
    return `a late one is not refused (${shut.ok ? 'accepted' : shut.code})`
  const officers = whoFits(world, [step.late.acceptedBy], step)
  const args = { until: addDays(civilDateOf(lateAt), 1) }
  for (const person of officers) {
    const opened = ask(world, state, { action: 'acceptLate', person, args }, lateAt)
    if (!opened.ok) continue
    const through = ask(world, opened.next, move, lateAt)
    return through.ok ? null : `accepted late, yet refused: ${through.code}`
  }
  return `nobody can let a late one in: ${step.late.acceptedBy.role} of the ${step.late.acceptedBy.level}`
}

function lapses({ world, state, due, lateAt }: AtDeadline): string | null {
  if (state === null) return "a draft that nobody has submitted is in no record and can't lapse"
  const clock: Move = { action: 'lapse', person: null, args: { dueAt: due.dueAt } }
  const early = ask(world, state, clock, due.dueAt)
  if (early.ok) return 'lapses in the very instant that is still in time'
  const decision = ask(world, state, clock, lateAt)
  return decision.ok ? null : `the clock is refused: ${decision.code}`
}

function goesThroughLate({ world, state, move, lateAt }: AtDeadline): string | null {
  const decision = ask(world, state, move, lateAt)
  return decision.ok ? null : `marked late, yet refused: ${decision.code}`
}

function fires(at: AtDeadline): string | null {
  const onTime = ask(at.world, at.state, at.move, at.due.dueAt)
  if (!onTime.ok) return `refused in its last instant: ${onTime.code}`
  switch (at.step.late.effect) {
    case 'mark':
      return goesThroughLate(at)
    case 'refuse':
      return refusesAndAccepts(at)
    case 'lapse':
      return lapses(at)
  }
}

/** Findings about each deadline of a walk's path. */
export function checkDeadlines(procedure: Procedure, walk: Walk): Finding[] {
  const { world } = walk
  return world.path.steps.flatMap((id) => {
    const step = stepById(procedure, id)
    const found = ordinary(walk, id)
    if (step?.due === undefined || found === null) return []
    const { state } = found.node
    const due = dueIn(world, state, found.move)
    const where = [world.path.id, id]
    if (due === null)
      return [finding('deadlineNeverFires', where, 'no deadline runs here', wayTo(world, found.node))]
    const problem = fires({ world, step, state, move: found.move, due, lateAt: addMs(due.dueAt, 1) })
    return problem === null ? [] : [finding('deadlineNeverFires', where, problem, wayTo(world, found.node))]
  })
}

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b)

/** The way to the grant again, each act in the last instant of its step's deadline. */
function lastMinute(
  world: World,
  moves: readonly Move[],
):
  | { readonly endedAt: Instant; readonly way: string[] }
  | { readonly problem: string; readonly way: string[] } {
  let state: DossierState | null = null
  let at = world.at
  const way: string[] = []
  for (const move of moves) {
    const due: DueView | null = dueIn(world, state, move)
    at = later(at, due?.dueAt ?? at)
    way.push(`${at} ${describeMove(state?.step ?? world.path.steps[0] ?? '', move)}`)
    const decision = ask(world, state, move, at)
    if (!decision.ok) return { problem: `refused: ${decision.code}`, way }
    state = decision.next
  }
  return { endedAt: at, way }
}

/** Whether the grant is reached within the campaign even when everyone waits for the last instant; null when it is. */
export function checkEndInTime(procedure: Procedure, walk: Walk, reading: BeforeReading): Finding | null {
  const moves = straightWay(procedure, walk)
  // Said already, as a grant out of reach.
  if (moves === null) return null
  const { facts, path } = walk.world
  const world: World = { ...walk.world, facts: { ...facts, campaign: { ...facts.campaign, reading } } }
  const run = lastMinute(world, moves)
  const where = [path.id, reading]
  if ('problem' in run) return finding('noEndInTime', where, run.problem, run.way)
  const { closesAt } = facts.campaign
  if (run.endedAt <= closesAt) return null
  return finding('noEndInTime', where, `ends ${run.endedAt}, the campaign closes ${closesAt}`, run.way)
}

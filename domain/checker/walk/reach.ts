// What the walk proves about places: every step is reached, every end is, and from everywhere some end can be
// reached by ordinary acts, without an administrator's force and without the originator giving up.
import { outcomeById, stepById } from '../../steps.ts'
import type { DossierState } from '../../dossier.ts'
import type { Procedure } from '../../procedure.ts'
import { finding } from '../finding.ts'
import type { Finding } from '../finding.ts'
import { isEnd, wayTo } from './explore.ts'
import type { Graph, Node } from './explore.ts'
import type { Move } from './moves.ts'
import type { World } from './world.ts'

/** One walk: a world and everything found in it. */
export interface Walk {
  readonly world: World
  readonly graph: Graph
}

const nodesOf = ({ graph }: Walk): Node[] => [...graph.nodes.values()]

function refusals(nodes: readonly Node[]): string[] {
  return [...new Set(nodes.flatMap(({ refused }) => Object.keys(refused)))]
}

/** Duties are to blame where somebody was kept out for what he did before, and nobody else could act instead. */
function blame(nodes: readonly Node[]): 'dutiesCannotBeKeptApart' | null {
  return refusals(nodes).includes('dutiesApart') ? 'dutiesCannotBeKeptApart' : null
}

function unreachedSteps(walk: Walk): Finding[] {
  const { path } = walk.world
  const nodes = nodesOf(walk)
  // The draft itself stands at the first step, though nothing records it until it is sent on.
  const reached = new Set([path.steps[0], ...nodes.map(({ state }) => state?.step)])
  const first = path.steps.find((step) => !reached.has(step))
  if (first === undefined) return []
  // What comes after the first one is out of reach because of it, so that one alone is named.
  const before = path.steps[path.steps.indexOf(first) - 1]
  const stuck = nodes.filter(({ state }) => state !== null && !isEnd(state) && state.step === before)
  const way = stuck[0] === undefined ? [] : wayTo(walk.world, stuck[0])
  const why = refusals(stuck).join(', ') || 'nobody to act'
  return [
    finding(
      blame(stuck) ?? 'stepUnreachable',
      [path.id, first],
      `never reached; at "${before ?? 'the beginning'}": ${why}`,
      way,
    ),
  ]
}

/** States from which some end can be reached. */
function living(walk: Walk): Set<string> {
  const before = new Map<string, string[]>()
  for (const node of nodesOf(walk))
    for (const { key } of node.next) before.set(key, [...(before.get(key) ?? []), node.key])
  const alive = new Set<string>()
  const queue = nodesOf(walk).flatMap(({ state, key }) => (state !== null && isEnd(state) ? [key] : []))
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    if (alive.has(key)) continue
    alive.add(key)
    queue.push(...(before.get(key) ?? []))
  }
  return alive
}

function deadEnds(walk: Walk): Finding[] {
  const alive = living(walk)
  const dead = nodesOf(walk).filter(({ key }) => !alive.has(key))
  const stepOf = (key: string): string | undefined => walk.graph.nodes.get(key)?.state?.step
  // Where dead ways lead on to a dead end further along, that one is the cause.
  const last = dead.filter(
    ({ state, next }) => state !== null && next.every(({ key }) => stepOf(key) === state.step),
  )
  const steps = [...new Set(last.map(({ state }) => state?.step))]
  return steps.flatMap((step) => {
    const there = last.filter(({ state }) => state?.step === step)
    const [nearest] = there
    if (nearest === undefined || step === undefined) return []
    const detail = `no end can be reached from here (${walk.world.kind}): ${refusals(there).join(', ') || 'nobody to act'}`
    return [
      finding(blame(there) ?? 'deadEnd', [walk.world.path.id, step], detail, wayTo(walk.world, nearest)),
    ]
  })
}

/** What the procedure is for: its granted outcomes; of one that grants nothing (a report), those that end it. */
function goalsOf({ outcomes }: Procedure): string[] {
  const granted = outcomes.filter(({ nature }) => nature === 'granted')
  const goals = granted.length > 0 ? granted : outcomes.filter(({ nature }) => nature === 'ended')
  return goals.map(({ id }) => id)
}

function noGrant(procedure: Procedure, walk: Walk): Finding[] {
  if (straightWay(procedure, walk) !== null) return []
  const detail = `no way leads straight to ${goalsOf(procedure).join(' or ') || 'an outcome that is meant'}`
  return [finding('grantUnreachable', [walk.world.path.id], detail)]
}

function isGoal(procedure: Procedure, state: DossierState): boolean {
  return state.status === 'concluded' && goalsOf(procedure).includes(state.outcome ?? '')
}

function isGrant(procedure: Procedure, state: DossierState): boolean {
  return isEnd(state) && outcomeById(procedure, state.outcome ?? '')?.nature === 'granted'
}

/** The nearest end with a granted outcome. */
export function grantOf(procedure: Procedure, walk: Walk): Node | null {
  return nodesOf(walk).find(({ state }) => state !== null && isGrant(procedure, state)) ?? null
}

/** The shortest way to what the procedure is for on which nothing is ever sent back; null when there is none. */
export function straightWay(procedure: Procedure, walk: Walk): Move[] | null {
  const { nodes } = walk.graph
  const ways = new Map<string, readonly Move[]>()
  const queue = nodesOf(walk).slice(0, 1)
  for (const { key } of queue) ways.set(key, [])
  for (let at = 0; at < queue.length; at += 1) {
    const node = queue[at]
    const way = ways.get(node?.key ?? '') ?? []
    if (node?.state && isGoal(procedure, node.state)) return [...way]
    for (const { move, key } of node?.next ?? []) {
      const reached = nodes.get(key)
      if (move.action === 'return' || reached === undefined || ways.has(key)) continue
      ways.set(key, [...way, move])
      queue.push(reached)
    }
  }
  return null
}

/** Outcomes that the walk ended with. */
export function endsOf(walk: Walk): string[] {
  const ends = nodesOf(walk).flatMap(({ state }) =>
    state !== null && isEnd(state) && state.outcome !== null ? [state.outcome] : [],
  )
  return [...new Set(ends)]
}

/** Findings about one walk. In a world of bad results only dead ends are looked for. */
export function checkReach(procedure: Procedure, walk: Walk): Finding[] {
  const { path, kind, facts } = walk.world
  if (!walk.graph.whole)
    return [finding('walkTooLarge', [path.id], `gave up after ${walk.graph.nodes.size} states`)]
  const start = nodesOf(walk)[0]
  if (start === undefined || start.next.length === 0) {
    // Where bad results keep a subject from registering at all, that is the rule at work.
    if (kind !== 'good') return []
    const why = start === undefined ? '' : refusals([start]).join(', ')
    return [
      finding(
        'cannotStart',
        [path.id],
        `a subject of kind "${facts.subject.kind}" can't take the first step: ${why || 'nobody to act'}`,
      ),
    ]
  }
  const ends = deadEnds(walk)
  if (kind !== 'good') return ends
  // A dead end explains both the steps behind it and the grant that it keeps away.
  const unreached = ends.length > 0 ? [] : unreachedSteps(walk)
  return [...ends, ...unreached, ...(ends.length + unreached.length > 0 ? [] : noGrant(procedure, walk))]
}

/** Outcomes that nothing leads to: no walk ends there, and no missed deadline does. */
export function checkOutcomes(procedure: Procedure, walks: readonly Walk[]): Finding[] {
  const reached = new Set(walks.flatMap(endsOf))
  const onSomePath = new Set(procedure.paths.flatMap(({ steps }) => steps))
  for (const id of onSomePath) {
    const late = stepById(procedure, id)?.late
    if (late?.effect === 'lapse') reached.add(late.outcome)
  }
  return procedure.outcomes
    .filter(({ id }) => !reached.has(id))
    .map(({ id }) => finding('outcomeUnreachable', [id], 'no way of any path ends here'))
}

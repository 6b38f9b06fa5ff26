// The walk: every state that a dossier can reach on a path, breadth first, so that the way kept to each is a
// shortest one. States that differ in nothing that a rule looks at are one: ids, times and repeated rounds fall away.
import type { Correction, DossierState } from '../../dossier.ts'
import type { Refusal } from '../../vocabulary.ts'
import { inspectionResult, lastSession, levelOf } from '../../sheet.ts'
import { stepById } from '../../steps.ts'
import { OPEN_STATUSES } from '../../vocabulary.ts'
import { ask, describeMove, inspectionRule, movesFrom, whoFits } from './moves.ts'
import type { Move } from './moves.ts'
import { actorsOf } from './people.ts'
import type { World } from './world.ts'

export interface Node {
  readonly key: string
  /** Null for the beginning, before anything is recorded. */
  readonly state: DossierState | null
  readonly from: Node | null
  readonly via: Move | null
  readonly next: { readonly move: Move; readonly key: string }[]
  /** What was refused here, by code. */
  readonly refused: Partial<Record<Refusal, number>>
}

export interface Graph {
  readonly nodes: ReadonlyMap<string, Node>
  readonly moves: number
  /** False where the walk gave up at its limit. */
  readonly whole: boolean
}

export function isEnd(state: DossierState): boolean {
  return !(OPEN_STATUSES as readonly string[]).includes(state.status)
}

function correctionKey(correction: Correction | null): string {
  return correction === null
    ? ''
    : `${correction.from}<${correction.to}<${correction.resume}(${correctionKey(correction.within)})`
}

/** Who acted where, as far as some step of the path would keep that very person out because of it. */
function watchedActs(world: World): ReadonlySet<string> {
  const steps = world.path.steps.flatMap((id) => stepById(world.procedure, id) ?? [])
  const acts = steps.flatMap((step) =>
    (step.apart ?? []).flatMap((id) =>
      whoFits(world, actorsOf(step), step).map((person) => `${id}/${person.id}`),
    ),
  )
  return new Set(acts)
}

function assessmentKey(world: World, state: DossierState): string {
  const needs = world.path.steps.flatMap((id) => stepById(world.procedure, id)?.needs ?? [])
  const times = Math.max(0, ...needs.map((need) => (need.kind === 'assessed' ? need.times : 0)))
  const judged = needs.some((need) => need.kind === 'criteriaMet' && need.by === 'assessment')
  const last = judged ? state.assessments[state.assessments.length - 1]?.notMet.length : 0
  const scored = needs.some((need) => need.kind === 'scored' && need.by === 'assessment')
  const level = scored ? (levelOf(state, 'assessment') ?? '') : ''
  return `${Math.min(state.assessments.length, times)}:${last ?? ''}:${level}`
}

function inspectionKey(world: World, state: DossierState): string {
  const rule = inspectionRule(world, state)
  if (rule === null) return ''
  const { state: result } = inspectionResult(rule, state.inspections)
  const open = result === 'waiting' || result === 'discrepant' ? lastSession(state.inspections) : []
  return `${result}:${levelOf(state, 'inspection') ?? ''}:${open.map(({ by, notMet }) => `${by}${notMet.length}`).join()}`
}

/** What tells two states apart for any rule; ids, times, rounds and hashes don't. */
export function keyOf(world: World, state: DossierState, watched: ReadonlySet<string>): string {
  if (isEnd(state))
    return JSON.stringify([state.status, state.outcome, state.step, inspectionKey(world, state)])
  const tasks = state.tasks
    .filter((task) => task.state !== 'removed')
    .map(
      ({ assignee, state: progress, verdict }) =>
        `${assignee.personId ?? assignee.roles.join('+')}:${progress}:${verdict ?? ''}`,
    )
  const acted = state.acted
    .map(({ step, personId }) => `${step}/${personId}`)
    .filter((act) => watched.has(act))
  return JSON.stringify([
    state.status,
    state.step,
    correctionKey(state.returned),
    tasks,
    [...new Set(acted)].sort(),
    inspectionKey(world, state),
    assessmentKey(world, state),
  ])
}

const START = 'start'

/** Walks everything reachable from nothing recorded. */
export function explore(world: World, maxStates: number): Graph {
  const watched = watchedActs(world)
  const start: Node = { key: START, state: null, from: null, via: null, next: [], refused: {} }
  const nodes = new Map<string, Node>([[START, start]])
  const queue: Node[] = [start]
  let moves = 0
  for (let at = 0; at < queue.length; at += 1) {
    const node = queue[at]
    if (node === undefined || (node.state !== null && isEnd(node.state))) continue
    for (const move of movesFrom(world, node.state)) {
      moves += 1
      const decision = ask(world, node.state, move, world.at)
      if (!decision.ok) {
        node.refused[decision.code] = (node.refused[decision.code] ?? 0) + 1
        continue
      }
      const key = keyOf(world, decision.next, watched)
      if (key === node.key) continue
      node.next.push({ move, key })
      if (nodes.has(key)) continue
      if (nodes.size >= maxStates) return { nodes, moves, whole: false }
      const reached: Node = { key, state: decision.next, from: node, via: move, next: [], refused: {} }
      nodes.set(key, reached)
      queue.push(reached)
    }
  }
  return { nodes, moves, whole: true }
}

/** The acts that led to a node, in order: at which step, which action, by whom. */
export function wayTo(world: World, node: Node): string[] {
  const words: string[] = []
  for (let one: Node | null = node; one !== null && one.via !== null; one = one.from) {
    words.unshift(describeMove(one.from?.state?.step ?? world.path.steps[0] ?? '', one.via))
  }
  return words
}

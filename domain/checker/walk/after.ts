// What the walk proves about what may follow: a granted outcome can be kept, revoked and corrected by whom the data
// names; an end without a grant can be reopened; one decision can be taken over many where the step says so.
import type { Args } from '../../command.ts'
import type { DossierState } from '../../dossier.ts'
import { outcomeById, stepById } from '../../steps.ts'
import type { Party, Procedure, StepRule } from '../../procedure.ts'
import { addMs } from '../../time/civil.ts'
import type { Instant } from '../../time/civil.ts'
import type { Action } from '../../vocabulary.ts'
import { finding } from '../finding.ts'
import type { Finding } from '../finding.ts'
import { ask, whoFits } from './moves.ts'
import { isEnd, wayTo } from './explore.ts'
import type { Node } from './explore.ts'
import { grantOf } from './reach.ts'
import type { Walk } from './reach.ts'

const YEAR_MS = 366 * 86_400_000
const HOUR_MS = 3_600_000

interface Attempt {
  readonly action: Action
  readonly by: Party | 'decider'
  readonly args: Args
  readonly at: Instant
}

/** The parties that 'decider' stands for: those of the step that was signed last on the way to this end. */
function deciders(walk: Walk, node: Node, by: Party | 'decider'): readonly Party[] {
  if (by !== 'decider') return [by]
  const { signatures } = node.state ?? { signatures: [] }
  const last = signatures[signatures.length - 1]
  return stepById(walk.world.procedure, last?.step ?? '')?.parties ?? []
}

function attempt(walk: Walk, node: Node, { action, by, args, at }: Attempt): Finding[] {
  const { world } = walk
  const refused: string[] = []
  const parties = deciders(walk, node, by)
  for (const person of whoFits(world, parties)) {
    const decision = ask(world, node.state, { action, person, args }, at)
    if (decision.ok) return []
    refused.push(decision.code)
  }
  const who = parties.map(({ role, level }) => `${role} of the ${level}`).join(' or ') || 'who decided'
  const why = refused.join(', ') || `nobody is ${who}`
  return [finding('afterUnusable', [world.path.id, action], why, wayTo(world, node))]
}

/** The walk with a part that waits, of a kind that the granting step hands out. */
function withPart(walk: Walk, node: Node): Walk {
  const { world } = walk
  const assigned = stepById(world.procedure, node.state?.step ?? '')?.assigns ?? []
  const [kind] = assigned.flatMap(({ kinds }) => kinds)
  const parts = kind === undefined ? [] : [{ id: 'part', kind, campaignId: world.facts.campaign.id }]
  return { ...walk, world: { ...world, facts: { ...world.facts, parts } } }
}

function afterGrant(procedure: Procedure, walk: Walk): Finding[] {
  const grant = grantOf(procedure, walk)
  if (grant === null) return []
  const { maintain, revoke, correct, handOut } = procedure.after
  const { at, facts } = walk.world
  const nextYear = facts.campaign.year + 1
  return [
    ...(revoke === undefined ? [] : attempt(walk, grant, { action: 'revoke', by: revoke.by, args: {}, at })),
    ...(correct === undefined
      ? []
      : attempt(walk, grant, { action: 'correct', by: correct.by, args: {}, at })),
    ...(handOut === undefined
      ? []
      : attempt(withPart(walk, grant), grant, { action: 'handOut', by: handOut.by, args: {}, at })),
    ...(maintain?.results ?? []).flatMap((result) =>
      maintain === undefined
        ? []
        : attempt(walk, grant, {
            action: 'maintain',
            by: maintain.by,
            args: { year: nextYear, result },
            at: addMs(at, YEAR_MS),
          }),
    ),
  ]
}

function reopened(procedure: Procedure, walk: Walk): Finding[] {
  const { reopen } = procedure.after
  const { path, at } = walk.world
  const end = [...walk.graph.nodes.values()].find(
    ({ state }) =>
      state !== null && isEnd(state) && outcomeById(procedure, state.outcome ?? '')?.nature !== 'granted',
  )
  if (reopen === undefined || end === undefined) return []
  const targets = reopen.to.filter((id) => path.steps.includes(id))
  return targets.flatMap((toStep) =>
    attempt(walk, end, { action: 'reopen', by: reopen.by, args: { toStep }, at }),
  )
}

/** Reserves a dossier for a batch and lets the signed decision reach it; what went wrong, or null. */
function batched(walk: Walk, node: Node, step: StepRule): string | null {
  const { world } = walk
  const batchId = 'batch'
  const expiresAt = addMs(world.at, HOUR_MS)
  const refused: string[] = []
  for (const person of whoFits(world, step.parties, step)) {
    const act = (action: Action, state: DossierState | null, status: 'collecting' | 'signed', more: Args) => {
      const facts = { ...world.facts, batch: { id: batchId, status } }
      const move = { action, person, args: { batchId, toPersonId: person.id, ...more } }
      return ask({ ...world, facts }, state, move, world.at)
    }
    const reserved = act('reserve', node.state, 'collecting', { expiresAt })
    const number = { verdict: 'approve', decisionNumber: 1, year: world.facts.campaign.year } as const
    const applied = reserved.ok ? act('applyDecision', reserved.next, 'signed', number) : reserved
    if (applied.ok) return null
    refused.push(applied.code)
  }
  return refused.join(', ') || 'nobody to sign'
}

function batches(procedure: Procedure, walk: Walk): Finding[] {
  const { world, graph } = walk
  return world.path.steps.flatMap((id) => {
    const step = stepById(procedure, id)
    if (step?.batch !== true) return []
    const node = [...graph.nodes.values()].find(
      ({ state }) => state?.step === id && state.status === 'active',
    )
    const problem = node === undefined ? 'no dossier ever stands here undecided' : batched(walk, node, step)
    const way = node === undefined ? [] : wayTo(world, node)
    return problem === null ? [] : [finding('batchUnusable', [world.path.id, id], problem, way)]
  })
}

/** Findings about what may follow the end of a walk, and about decisions over many. */
export function checkAfter(procedure: Procedure, walk: Walk): Finding[] {
  return [...afterGrant(procedure, walk), ...reopened(procedure, walk), ...batches(procedure, walk)]
}

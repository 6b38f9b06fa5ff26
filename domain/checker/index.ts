// The checker: proves of a procedure that it can be lived. First whether its data is sound, then, by walking every
// state of every path with the real rulebook, that all steps and ends are reached, nobody gets stuck, duties can be
// kept apart, each deadline does what it says, and the year ends in time. Pure; each finding names what breaks it.
import type { Path, Procedure } from '../procedure.ts'
import type { SubjectKind } from '../vocabulary.ts'
import type { CheckContext, Finding } from './finding.ts'
import { READINGS, checkDates, duesAlong, lifeOf } from './structure/dates.ts'
import type { Life, StepDue } from './structure/dates.ts'
import { checkCounting } from './structure/counting.ts'
import { checkMatters } from './structure/matters.ts'
import { checkPaths } from './structure/paths.ts'
import { checkReferences } from './structure/references.ts'
import { checkSteps } from './structure/steps.ts'
import { checkAfter } from './walk/after.ts'
import { explore } from './walk/explore.ts'
import { checkOutcomes, checkReach, endsOf, straightWay } from './walk/reach.ts'
import type { Walk } from './walk/reach.ts'
import { checkDeadlines, checkEndInTime } from './walk/time.ts'
import { differingSubjects } from './walk/people.ts'
import { WORLDS, buildWorld } from './walk/world.ts'

export { FINDING_CODES, describeFinding } from './finding.ts'
export type { CheckContext, Finding, FindingCode } from './finding.ts'
export type { StepDue } from './structure/dates.ts'

const DEFAULT_MAX_STATES = 20_000

/** What was proved of one path. */
export interface PathProof {
  readonly path: string
  readonly kinds: readonly SubjectKind[]
  /** States and moves tried, over all worlds and all kinds of subject that differ in who sits where. */
  readonly states: number
  readonly moves: number
  /** Outcomes that were reached, deadlines that end the dossier included. */
  readonly ends: readonly string[]
  /** Acts on the shortest way to the grant on which nothing is sent back. */
  readonly shortest: number | null
  /** Deadlines under the strict reading, when all before took their time. */
  readonly dues: readonly StepDue[]
}

export interface Examination {
  readonly findings: readonly Finding[]
  /** Empty where the data is unsound: then there is nothing to walk. */
  readonly proofs: readonly PathProof[]
}

function checkStructure(procedure: Procedure, context: CheckContext): Finding[] {
  return [
    ...checkReferences(procedure),
    ...checkPaths(procedure),
    ...checkSteps(procedure),
    ...checkMatters(procedure),
    ...checkCounting(procedure, context),
    ...checkDates(procedure, context),
  ]
}

function walksOf(procedure: Procedure, path: Path, context: CheckContext, life: Life): Walk[] {
  return differingSubjects(procedure, path).flatMap((about) =>
    WORLDS.map((worldKind) => {
      const world = buildWorld(procedure, path, about, worldKind, context, life)
      return { world, graph: explore(world, context.maxStates ?? DEFAULT_MAX_STATES) }
    }),
  )
}

function proofOf(
  procedure: Procedure,
  path: Path,
  walks: readonly Walk[],
  context: CheckContext,
  life: Life,
): PathProof {
  const sum = (count: (walk: Walk) => number): number => walks.reduce((total, walk) => total + count(walk), 0)
  const { dues } = duesAlong(procedure, path, context, 'strict', life)
  const [good] = walks
  const way = good === undefined ? null : straightWay(procedure, good)
  const lapses = path.steps.flatMap((id) => {
    const late = procedure.steps.find((step) => step.id === id)?.late
    return late?.effect === 'lapse' ? [late.outcome] : []
  })
  return {
    path: path.id,
    kinds: path.kinds,
    states: sum(({ graph }) => graph.nodes.size),
    moves: sum(({ graph }) => graph.moves),
    ends: [...new Set([...walks.flatMap(endsOf), ...lapses])],
    shortest: way === null ? null : way.length,
    dues,
  }
}

function findingsOf(procedure: Procedure, walks: readonly Walk[], context: CheckContext): Finding[] {
  return walks.flatMap((walk) => {
    const reach = checkReach(procedure, walk)
    if (walk.world.kind !== 'good' || reach.length > 0) return reach
    const inTime = (context.readings ?? READINGS).flatMap(
      (reading) => checkEndInTime(procedure, walk, reading) ?? [],
    )
    return [...checkDeadlines(procedure, walk), ...inTime, ...checkAfter(procedure, walk)]
  })
}

/** Several kinds of subject on one path break in one place: said once. */
function once(findings: readonly Finding[]): Finding[] {
  const seen = new Map(findings.map((one) => [JSON.stringify([one.code, one.where, one.detail]), one]))
  return [...seen.values()]
}

/** Everything that can be proved of a procedure in a year, and everything that can't. */
export function examine(procedure: Procedure, context: CheckContext): Examination {
  const structure = checkStructure(procedure, context)
  const life = lifeOf(procedure, context.year)
  if (structure.length > 0 || life === null) return { findings: structure, proofs: [] }
  const walked = procedure.paths.map((path) => ({ path, walks: walksOf(procedure, path, context, life) }))
  const all = walked.flatMap(({ walks }) => walks)
  return {
    findings: once([...findingsOf(procedure, all, context), ...checkOutcomes(procedure, all)]),
    proofs: walked.map(({ path, walks }) => proofOf(procedure, path, walks, context, life)),
  }
}

/** What is wrong with a procedure; empty when it may be published. */
export function checkProcedure(procedure: Procedure, context: CheckContext): readonly Finding[] {
  return examine(procedure, context).findings
}

// Counting children: whether enough of them have what a rule asks for, and what of the count is kept for later.
import { resultsKey } from './command.ts'
import type { Effect, Facts } from './command.ts'
import type { Counted } from './counting.ts'
import type { DossierState } from './dossier.ts'
import type { Need, StepRule } from './procedure.ts'
import { resultHolds, resultRules, resultsFound } from './results.ts'
import type { ResultNeed } from './results.ts'

export type ChildrenNeed = Extract<Need, { kind: 'children' }>

const NONE: Counted = { total: 0, having: 0, list: [] }

/** What was counted for a need; nothing where it was not read. */
export function countOf(need: ChildrenNeed, facts: Pick<Facts, 'counts'>): Counted {
  return facts.counts?.[need.id] ?? NONE
}

/** Whether there are children enough, and the share of them that the need asks for. */
export function enough({ atLeast, minimum }: ChildrenNeed, { total, having }: Counted): boolean {
  const [part, whole] = atLeast
  return total >= (minimum ?? 0) && having * whole >= part * total
}

/** The year in which a need's children are looked at. */
export function yearOfHaving({ having }: ChildrenNeed, year: number): number {
  return having !== undefined && 'result' in having ? year + having.yearOffset : year
}

function childrenCounted(need: ChildrenNeed, state: DossierState, facts: Facts): Effect {
  const { having } = need
  return {
    kind: 'recordCounted',
    need: need.id,
    result: having !== undefined && 'result' in having ? having.result : null,
    year: yearOfHaving(need, state.year),
    ...countOf(need, facts),
  }
}

/** Every year's result that a rule that holds rests on, each counted by itself: any of them may change later. */
function resultsCounted(need: ResultNeed, state: DossierState, facts: Facts): Effect[] {
  const holding = resultRules(need).filter((rule) => resultHolds(rule, state.year, facts))
  return holding.flatMap((rule) => {
    const subjectId = rule.of === 'owner' ? state.offices.unit : state.subject.id
    if (subjectId === null) return []
    return resultsFound(rule, state.year, facts).map(({ year, value }): Effect => {
      const id = `result/${resultsKey(rule.result, rule.of)}/${year}`
      const list = [{ subjectId, value }]
      return { kind: 'recordCounted', need: id, result: rule.result, year, total: 1, having: 1, list }
    })
  })
}

/** What a yes at this step has counted, to be kept so that a later change of it shows. */
export function countedEffects(step: StepRule, state: DossierState, facts: Facts): Effect[] {
  return step.needs.flatMap((need) => {
    if (need.kind === 'children') return [childrenCounted(need, state, facts)]
    return need.kind === 'priorResult' && step.forward.action === 'approve'
      ? resultsCounted(need, state, facts)
      : []
  })
}

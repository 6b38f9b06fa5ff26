// Which tables a paper prints: those of the step that gives it, else of the last step before it on the way that asks for any.
import { stepPapers } from './papers-given.ts'
import type { PaperKind } from './papers.ts'
import type { Procedure, RowsNeed, StepRule } from './procedure.ts'
import { pathById, stepById } from './steps.ts'

const tablesIn = ({ needs }: Pick<StepRule, 'needs'>): readonly RowsNeed[] =>
  needs.filter((need): need is RowsNeed => need.kind === 'rows')

/** The step whose tables a paper of `step` prints; null where no step up to it on the way asks for one. */
export function tablesStep(procedure: Procedure, pathId: string, step: string): StepRule | null {
  const steps = pathById(procedure, pathId)?.steps ?? []
  const until = steps.slice(0, steps.indexOf(step) + 1).flatMap((id) => stepById(procedure, id) ?? [])
  return until.findLast((one) => tablesIn(one).length > 0) ?? null
}

/** Names of the tables that papers of a kind have to print, on all ways of a procedure. */
export function tablesOfKind(procedure: Procedure, kind: PaperKind): readonly string[] {
  const names = procedure.paths.flatMap(({ id, steps }) =>
    steps.flatMap((stepId) => {
      const step = stepById(procedure, stepId)
      if (step === null || !stepPapers(step).some((rule) => rule.kind === kind)) return []
      const from = tablesStep(procedure, id, stepId)
      return from === null ? [] : tablesIn(from).map(({ vi }) => vi)
    }),
  )
  return [...new Set(names)]
}

/** Whether a template that uses these tags prints tables. */
export const printsTables = (tags: readonly string[]): boolean => tags.includes('tables')

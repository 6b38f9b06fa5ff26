// Criteria sheets: whether a set of answers is whole, and which criteria it leaves unmet. Two blind inspections compared.
import type { Answer, CriteriaSheet } from './command.ts'
import type { DossierState, Inspection } from './dossier.ts'
import type { InspectionRule, Procedure } from './procedure.ts'
import { pathById, stepById } from './steps.ts'

export interface SheetResult {
  /** Criteria of the sheet without an answer. */
  readonly missing: readonly string[]
  /** Answers to criteria that the sheet doesn't have, or 'not applicable' where that isn't allowed. */
  readonly wrong: readonly string[]
  /** Answered 'notMet' though it must be met, in the sheet's order. */
  readonly notMet: readonly string[]
}

/** Reads a set of answers against its sheet. Total: unknown answers are named, never counted. */
export function evaluateSheet(sheet: CriteriaSheet, answers: Readonly<Record<string, Answer>>): SheetResult {
  const known = new Map(sheet.criteria.map((criterion) => [criterion.id, criterion]))
  const wrong = Object.entries(answers)
    .filter(([id, answer]) => {
      const criterion = known.get(id)
      return criterion === undefined || (answer.verdict === 'notApplicable' && !criterion.allowsNotApplicable)
    })
    .map(([id]) => id)
  const missing = sheet.criteria.filter(({ id }) => answers[id] === undefined).map(({ id }) => id)
  const notMet = sheet.criteria
    .filter(({ id, mustMeet }) => mustMeet && answers[id]?.verdict === 'notMet')
    .map(({ id }) => id)
  return { missing, wrong, notMet }
}

export type InspectionState = 'none' | 'waiting' | 'discrepant' | 'met' | 'notMet'

/** The records of the newest session. */
export function lastSession(inspections: readonly Inspection[]): readonly Inspection[] {
  const session = inspections[inspections.length - 1]?.session
  return session === undefined ? [] : inspections.filter((record) => record.session === session)
}

function differing(a: readonly string[], b: readonly string[]): string[] {
  return [...a.filter((id) => !b.includes(id)), ...b.filter((id) => !a.includes(id))]
}

/**
 * What the newest inspection session comes to. A settlement counts alone; two blind records count together when
 * they differ in no more criteria than the rule tolerates, and then a criterion fails that either found unmet.
 */
export function inspectionResult(
  rule: InspectionRule,
  inspections: readonly Inspection[],
): {
  readonly state: InspectionState
  readonly notMet: readonly string[]
  readonly differing: readonly string[]
} {
  const session = lastSession(inspections)
  const settled = session.find(({ kind }) => kind === 'settlement')
  const [first, second] = session.filter(({ kind }) => kind === 'inspection')
  const done = (notMet: readonly string[]) =>
    ({ state: notMet.length === 0 ? 'met' : 'notMet', notMet, differing: [] }) as const
  if (settled !== undefined) return done(settled.notMet)
  if (first === undefined) return { state: 'none', notMet: [], differing: [] }
  if (rule.blind === 'single') return done(first.notMet)
  if (second === undefined) return { state: 'waiting', notMet: [], differing: [] }
  const between = differing(first.notMet, second.notMet)
  if (between.length > rule.tolerance) return { state: 'discrepant', notMet: [], differing: between }
  return done([...new Set([...first.notMet, ...second.notMet])])
}

/** The inspection rule on the dossier's path, wherever it now stands; null when its path has no inspection. */
export function inspectionRuleOf(procedure: Procedure, state: DossierState): InspectionRule | null {
  for (const id of pathById(procedure, state.path)?.steps ?? []) {
    const rule = stepById(procedure, id)?.inspection
    if (rule !== undefined) return rule
  }
  return null
}

/** Whether all criteria stand met, by the newest inspection session or the newest self-assessment. */
export function criteriaMet(
  procedure: Procedure,
  state: DossierState,
  by: 'inspection' | 'assessment',
): boolean {
  if (by === 'assessment') {
    const last = state.assessments[state.assessments.length - 1]
    return last !== undefined && last.notMet.length === 0
  }
  const rule = inspectionRuleOf(procedure, state)
  return rule !== null && inspectionResult(rule, state.inspections).state === 'met'
}

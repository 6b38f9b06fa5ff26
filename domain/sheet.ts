// Criteria sheets: whether a set of answers is whole, which criteria it leaves unmet, and what its points come to.
// Two blind inspections compared.
import type { Answer, CriteriaSheet, Criterion } from './command.ts'
import type { DossierState, Inspection } from './dossier.ts'
import type { InspectionRule, Procedure } from './procedure.ts'
import { pathById, stepById } from './steps.ts'

export interface SheetResult {
  /** Criteria of the sheet without an answer. */
  readonly missing: readonly string[]
  /** Answers to criteria that the sheet doesn't have, 'not applicable' where that isn't allowed, points that don't fit. */
  readonly wrong: readonly string[]
  /** Answered 'notMet' though it must be met, in the sheet's order. */
  readonly notMet: readonly string[]
  /** Points given; null where the sheet has none. */
  readonly score: number | null
  /** The level that they come to; null where the sheet has none, too few were given, or a criterion that must be met isn't. */
  readonly level: string | null
}

/** Points are given in half steps. */
const STEP = 0.5

function pointsFit(criterion: Criterion, { verdict, points }: Answer): boolean {
  if (criterion.points === undefined || verdict === 'notApplicable') return points === undefined
  return points !== undefined && points >= 0 && points <= criterion.points && Number.isInteger(points / STEP)
}

function fitsCriterion(criterion: Criterion, answer: Answer): boolean {
  if (answer.verdict === 'notApplicable' && !criterion.allowsNotApplicable) return false
  return pointsFit(criterion, answer)
}

/** Points given, of all that could be; what isn't applicable takes its points out of both. */
function pointsOf(sheet: CriteriaSheet, answers: Readonly<Record<string, Answer>>) {
  const counted = sheet.criteria.filter(({ id }) => answers[id]?.verdict !== 'notApplicable')
  const score = counted.reduce((sum, { id }) => sum + (answers[id]?.points ?? 0), 0)
  const total = counted.reduce((sum, { points }) => sum + (points ?? 0), 0)
  return { score, total }
}

function scoreOf(
  sheet: CriteriaSheet,
  answers: Readonly<Record<string, Answer>>,
  vetoed: boolean,
): Pick<SheetResult, 'score' | 'level'> {
  if (!sheet.criteria.some(({ points }) => points !== undefined)) return { score: null, level: null }
  const { score, total } = pointsOf(sheet, answers)
  const reached =
    vetoed || total === 0 ? undefined : sheet.levels?.find(({ min }) => score * 100 >= min * total)
  return { score, level: reached?.id ?? null }
}

/** Reads a set of answers against its sheet. Total: unknown answers are named, never counted. */
export function evaluateSheet(sheet: CriteriaSheet, answers: Readonly<Record<string, Answer>>): SheetResult {
  const known = new Map(sheet.criteria.map((criterion) => [criterion.id, criterion]))
  const wrong = Object.entries(answers)
    .filter(([id, answer]) => {
      const criterion = known.get(id)
      return criterion === undefined || !fitsCriterion(criterion, answer)
    })
    .map(([id]) => id)
  const missing = sheet.criteria.filter(({ id }) => answers[id] === undefined).map(({ id }) => id)
  const notMet = sheet.criteria
    .filter(({ id, mustMeet }) => mustMeet && answers[id]?.verdict === 'notMet')
    .map(({ id }) => id)
  return { missing, wrong, notMet, ...scoreOf(sheet, answers, notMet.length > 0) }
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

/** The level that the newest inspection session (its settlement first) or self-assessment came to; null for none. */
export function levelOf(state: DossierState, by: 'inspection' | 'assessment'): string | null {
  if (by === 'assessment') return state.assessments[state.assessments.length - 1]?.level ?? null
  const session = lastSession(state.inspections)
  const counted = session.find(({ kind }) => kind === 'settlement') ?? session[session.length - 1]
  return counted?.level ?? null
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

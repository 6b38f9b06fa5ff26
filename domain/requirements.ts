// Whether what a step needs is there: fields and documents of the body, criteria, self-assessments, prior results.
// And whether a correction kept to what the return asked for.
import { compared } from './amounts.ts'
import { figuresOf } from './counting.ts'
import type { Body, Facts } from './command.ts'
import { refuse, resultsKey } from './command.ts'
import type { Refused } from './command.ts'
import { countOf, enough } from './counts.ts'
import type { DossierState } from './dossier.ts'
import type { DocumentNeed, FieldNeed, Need, Procedure, ResultRule, RowsNeed, StepRule } from './procedure.ts'
import { resultHolds, resultRules, resultYears, resultsFound } from './results.ts'
import type { ResultNeed } from './results.ts'
import { checkTables, rowsOf, sameRows, unmetRows, unmetSum } from './rows.ts'
import { criteriaMet, levelOf } from './sheet.ts'
import { civilDateOf } from './time/civil.ts'
import type { Instant } from './time/civil.ts'
import { fitsType, isBlank, saysSomething } from './values.ts'

/** Whether it is filled in, and not counted or judged. */
export function isFilled(need: Need): need is FieldNeed | DocumentNeed | RowsNeed {
  return need.kind === 'field' || need.kind === 'document' || need.kind === 'rows'
}

/** Shape of what was filled in: no field or document kind that the needs don't know, each value of its type. */
export function checkShape(needs: readonly Need[], body: Body): Refused | null {
  const fields = needs.filter((need): need is FieldNeed => need.kind === 'field')
  for (const [id, value] of Object.entries(body.fields ?? {})) {
    const need = fields.find((field) => field.id === id)
    if (need === undefined) return refuse('fieldUnknown', { field: id })
    if (!isBlank(value) && !fitsType(need, value))
      return refuse('invalid', { field: id, expected: need.type })
  }
  for (const document of body.documents ?? []) {
    const known = needs.some((need) => need.kind === 'document' && need.id === document.kind)
    if (!known) return refuse('fieldUnknown', { document: document.kind })
  }
  return checkTables(needs, body)
}

/** Documents and evidence that the body names though they are not stored for this dossier, whatever the action. */
export function unstored(body: Body, stored: readonly string[]): Record<string, unknown>[] {
  const documents = (body.documents ?? [])
    .filter(({ sha256 }) => !stored.includes(sha256))
    .map(({ kind }) => ({ document: kind, why: 'notStored' }))
  const evidence = Object.entries(body.answers ?? {})
    .filter(([, answer]) => (answer.evidence ?? []).some((hash) => !stored.includes(hash)))
    .map(([criterion]) => ({ criterion, why: 'notStored' }))
  return [...documents, ...evidence]
}

/** What needs are judged by: the dossier, what was brought along, the facts, and the day of the act. */
export interface Judged {
  readonly procedure: Procedure
  readonly state: DossierState
  readonly body: Body | null
  readonly facts: Facts
  readonly at: Instant
}

/** What a rule asked for and what it found, for who is told no. */
function resultMissed(rule: ResultRule, { state, facts }: Judged): Record<string, unknown> {
  const { result, accepted, over } = rule
  const year = state.year + rule.yearOffset
  const of = rule.of === undefined ? {} : { of: rule.of }
  const found = facts.results[resultsKey(result, rule.of)]?.[year] ?? null
  if (over === undefined) return { result, ...of, year, accepted, found }
  const years = resultYears(rule, state.year)
  const having = resultsFound(rule, state.year, facts).map((one) => one.year)
  return { result, ...of, year, accepted, found, years, atLeast: over.atLeast, having }
}

function unmetResult(need: ResultNeed, judged: Judged): Record<string, unknown>[] {
  const rules = resultRules(need)
  if (rules.some((rule) => resultHolds(rule, judged.state.year, judged.facts))) return []
  const own = resultMissed(need, judged)
  const others = rules.slice(1).map((rule) => resultMissed(rule, judged))
  return [others.length === 0 ? own : { ...own, or: others }]
}

function unmetCount(need: Extract<Need, { kind: 'children' }>, { facts }: Judged) {
  const counted = countOf(need, facts)
  const { total, having } = counted
  return enough(need, counted) ? [] : [{ children: need.id, total, having, atLeast: need.atLeast }]
}

function unmetCompare(need: Extract<Need, { kind: 'compare' }>, judged: Judged) {
  const { procedure, body, facts, at } = judged
  const { holds, ...sums } = compared(need, {
    procedure,
    campaign: facts.campaign,
    fields: body?.fields ?? {},
    earlier: facts.earlier ?? {},
    rows: body?.rows ?? {},
    figures: facts.figures ?? {},
    day: civilDateOf(at),
  })
  return holds ? [] : [{ compare: need.id, ...sums }]
}

function unmetScore({ by, accepted }: Extract<Need, { kind: 'scored' }>, { state }: Judged) {
  const level = levelOf(state, by)
  const fine = level !== null && (accepted?.includes(level) ?? true)
  return fine ? [] : [{ scored: by, level, accepted: accepted ?? null }]
}

/** Whether the document must be there: always, or for what stands in a field. */
function isDue({ required, requiredWith }: Extract<Need, { kind: 'document' }>, body: Body | null): boolean {
  if (required || requiredWith === undefined) return required
  return saysSomething(body?.fields?.[requiredWith])
}

function unmet(need: Need, judged: Judged): Record<string, unknown>[] {
  const { procedure, state, body } = judged
  switch (need.kind) {
    case 'field':
      return need.required && isBlank(body?.fields?.[need.id]) ? [{ field: need.id }] : unmetSum(need, body)
    case 'rows':
      return unmetRows(need, body)
    case 'document':
      return isDue(need, body) && !(body?.documents ?? []).some(({ kind }) => kind === need.id)
        ? [{ document: need.id }]
        : []
    case 'criteriaMet':
      return criteriaMet(procedure, state, need.by) ? [] : [{ criteria: need.by }]
    case 'assessed':
      return state.assessments.length < need.times
        ? [{ assessed: need.times, found: state.assessments.length }]
        : []
    case 'priorResult':
      return unmetResult(need, judged)
    case 'children':
      return unmetCount(need, judged)
    case 'compare':
      return unmetCompare(need, judged)
    case 'scored':
      return unmetScore(need, judged)
  }
}

/** A sum that can't be counted with exactly, for what was written before is too large; null where all can. */
export function uncountable(needs: readonly Need[], facts: Facts): Refused | null {
  for (const need of needs) {
    if (need.kind !== 'compare') continue
    const amounts = [...need.left, ...need.right]
    const figure = amounts.flatMap(figuresOf).find((key) => facts.figures?.[key] === null)
    const own = amounts.find((amount) => typeof amount === 'object' && 'field' in amount)
    if (figure !== undefined)
      return refuse('sumTooLarge', { compare: need.id, figure, ...(own === undefined ? {} : own) })
  }
  return null
}

/** Needs that don't hold, as data: what and why. Empty when the work can go forward. */
export function unmetNeeds(needs: readonly Need[], judged: Judged): Record<string, unknown>[] {
  return needs.flatMap((need) => unmet(need, judged))
}

function sameDocuments(a: Body | null, b: Body | null, kind: string): boolean {
  const of = (body: Body | null): string =>
    (body?.documents ?? [])
      .filter((document) => document.kind === kind)
      .map(({ sha256 }) => sha256)
      .sort()
      .join()
  return of(a) === of(b)
}

/** What a return opens: what it named, and the rows that a sum stands for, for only they can change it. */
function opened(step: StepRule, mend: readonly string[]): readonly string[] {
  const rows = step.needs.flatMap((need) =>
    need.kind === 'field' && need.sumOf !== undefined && mend.includes(need.id) ? [need.sumOf.rows] : [],
  )
  return [...mend, ...rows]
}

function unchanged(need: Need, previous: Body | null, body: Body | null): boolean {
  switch (need.kind) {
    case 'field':
      // What sums up rows changes with them alone.
      return (
        need.sumOf !== undefined ||
        (previous?.fields?.[need.id] ?? null) === (body?.fields?.[need.id] ?? null)
      )
    case 'document':
      return sameDocuments(previous, body, need.id)
    case 'rows':
      return sameRows(need, rowsOf(previous, need.id), rowsOf(body, need.id))
    default:
      return true
  }
}

/** A return that named fields, documents or tables locks the rest: the first thing changed beside them, or null. */
export function lockedChange(
  step: StepRule,
  mend: readonly string[],
  previous: Body | null,
  body: Body | null,
): string | null {
  if (mend.length === 0) return null
  const open = opened(step, mend)
  const changed = step.needs.find(
    (need) => 'id' in need && !open.includes(need.id) && !unchanged(need, previous, body),
  )
  return changed !== undefined && 'id' in changed ? changed.id : null
}

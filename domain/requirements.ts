// Whether what a step needs is there: fields and documents of the body, criteria, self-assessments, prior results.
// And whether a correction kept to what the return asked for.
import { compared } from './amounts.ts'
import { figuresOf } from './counting.ts'
import type { Body, Facts } from './command.ts'
import { refuse, resultsKey } from './command.ts'
import type { Refused } from './command.ts'
import { countOf, enough } from './counts.ts'
import type { DossierState } from './dossier.ts'
import type { Need, Procedure, ResultRule, StepRule } from './procedure.ts'
import { resultHolds, resultRules, resultYears, resultsFound } from './results.ts'
import type { ResultNeed } from './results.ts'
import { criteriaMet, levelOf } from './sheet.ts'
import { civilDateOf, isCivilDate } from './time/civil.ts'
import type { Instant } from './time/civil.ts'

type Field = Extract<Need, { kind: 'field' }>
type Value = NonNullable<Body['fields']>[string]

export const MAX_TEXT = 10_000
/** Beyond it a number is a slip of the hand, and sums of a year would no longer be whole: a million times a billion. */
export const MAX_NUMBER = 1_000_000_000_000_000

export function isBlank(value: Value | undefined): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}

const isWhole = (value: Value): value is number => typeof value === 'number' && Number.isSafeInteger(value)

function inBounds({ min, max = MAX_NUMBER }: Field, value: number): boolean {
  return value >= (min ?? -MAX_NUMBER) && value <= Math.min(max, MAX_NUMBER)
}

function fitsType(need: Field, value: Value): boolean {
  switch (need.type) {
    case 'text':
    case 'longText':
      return typeof value === 'string' && value.length <= (need.maxLength ?? MAX_TEXT)
    case 'date':
      return isCivilDate(value)
    case 'integer':
      return isWhole(value) && inBounds(need, value)
    case 'money':
      return isWhole(value) && value >= 0 && inBounds(need, value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'choice':
      return (need.choices ?? []).some(({ id }) => id === value)
  }
}

/** Shape of what was filled in: no field or document kind that the needs don't know, each value of its type. */
export function checkShape(needs: readonly Need[], body: Body): Refused | null {
  const fields = needs.filter((need): need is Field => need.kind === 'field')
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
  return null
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
  const { holds, found, limit } = compared(need, {
    procedure,
    campaign: facts.campaign,
    fields: body?.fields ?? {},
    earlier: facts.earlier ?? {},
    figures: facts.figures ?? {},
    day: civilDateOf(at),
  })
  return holds ? [] : [{ compare: need.id, found, limit }]
}

function unmetScore({ by, accepted }: Extract<Need, { kind: 'scored' }>, { state }: Judged) {
  const level = levelOf(state, by)
  const fine = level !== null && (accepted?.includes(level) ?? true)
  return fine ? [] : [{ scored: by, level, accepted: accepted ?? null }]
}

/** Whether the document must be there: always, or for what stands in a field. */
function isDue({ required, requiredWith }: Extract<Need, { kind: 'document' }>, body: Body | null): boolean {
  if (required || requiredWith === undefined) return required
  const value = body?.fields?.[requiredWith]
  return !isBlank(value) && value !== 0 && value !== false
}

function unmet(need: Need, judged: Judged): Record<string, unknown>[] {
  const { procedure, state, body } = judged
  switch (need.kind) {
    case 'field':
      return need.required && isBlank(body?.fields?.[need.id]) ? [{ field: need.id }] : []
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

/** A return that named fields or documents locks the rest: the first thing changed beside them, or null. */
export function lockedChange(
  step: StepRule,
  mend: readonly string[],
  previous: Body | null,
  body: Body | null,
): string | null {
  if (mend.length === 0) return null
  for (const need of step.needs) {
    if (need.kind !== 'field' && need.kind !== 'document') continue
    if (mend.includes(need.id)) continue
    const same =
      need.kind === 'document'
        ? sameDocuments(previous, body, need.id)
        : (previous?.fields?.[need.id] ?? null) === (body?.fields?.[need.id] ?? null)
    if (!same) return need.id
  }
  return null
}

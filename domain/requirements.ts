// Whether what a step needs is there: fields and documents of the body, criteria, self-assessments, prior results.
// And whether a correction kept to what the return asked for.
import type { Body, Facts } from './command.ts'
import { refuse } from './command.ts'
import type { Refused } from './command.ts'
import type { DossierState } from './dossier.ts'
import type { Need, Procedure, StepRule } from './procedure.ts'
import { criteriaMet } from './sheet.ts'
import { isCivilDate } from './time/civil.ts'

type Field = Extract<Need, { kind: 'field' }>
type Value = NonNullable<Body['fields']>[string]

export const MAX_TEXT = 10_000

export function isBlank(value: Value | undefined): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}

function fitsType(need: Field, value: Value): boolean {
  switch (need.type) {
    case 'text':
    case 'longText':
      return typeof value === 'string' && value.length <= (need.maxLength ?? MAX_TEXT)
    case 'date':
      return isCivilDate(value)
    case 'integer':
      return typeof value === 'number' && Number.isSafeInteger(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'choice':
      return (need.choices ?? []).some(({ id }) => id === value)
  }
}

/** Shape of what was filled in: no field or document kind that the step doesn't know, each value of its type. */
export function checkShape(step: StepRule, body: Body): Refused | null {
  const fields = step.needs.filter((need): need is Field => need.kind === 'field')
  for (const [id, value] of Object.entries(body.fields ?? {})) {
    const need = fields.find((field) => field.id === id)
    if (need === undefined) return refuse('fieldUnknown', { field: id })
    if (!isBlank(value) && !fitsType(need, value))
      return refuse('invalid', { field: id, expected: need.type })
  }
  for (const document of body.documents ?? []) {
    const known = step.needs.some((need) => need.kind === 'document' && need.id === document.kind)
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

/** Needs of the step that don't hold, as data: what and why. Empty when the work can go forward. */
export function unmetNeeds(
  procedure: Procedure,
  step: StepRule,
  state: DossierState,
  body: Body | null,
  facts: Facts,
): Record<string, unknown>[] {
  const unmet: Record<string, unknown>[] = []
  for (const need of step.needs) {
    switch (need.kind) {
      case 'field':
        if (need.required && isBlank(body?.fields?.[need.id])) unmet.push({ field: need.id })
        break
      case 'document':
        if (need.required && !(body?.documents ?? []).some(({ kind }) => kind === need.id))
          unmet.push({ document: need.id })
        break
      case 'criteriaMet':
        if (!criteriaMet(procedure, state, need.by)) unmet.push({ criteria: need.by })
        break
      case 'assessed':
        if (state.assessments.length < need.times)
          unmet.push({ assessed: need.times, found: state.assessments.length })
        break
      case 'priorResult': {
        const year = state.year + need.yearOffset
        const value = facts.results[need.result]?.[year] ?? null
        if (value === null || !need.accepted.includes(value))
          unmet.push({ result: need.result, year, accepted: need.accepted, found: value })
        break
      }
    }
  }
  return unmet
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

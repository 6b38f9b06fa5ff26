// Values that point at a known office or account holder instead of typed words. Such a value is one plain text that says whom,
// and under which name at the time of the act: `@office/<id>/<name>`. Shape only; whether it is known is a fact.
import type { Body } from './body.ts'
import type { Id } from './dossier.ts'

export const REFERENCE_KINDS = ['office', 'person'] as const
/** What can be pointed at; also the types of fields and columns that do. */
export type ReferenceKind = (typeof REFERENCE_KINDS)[number]

export interface Reference {
  readonly kind: ReferenceKind
  readonly id: Id
  /** As it was when somebody wrote it; a later name changes nothing here. */
  readonly name: string
}

// The database finds them by the same beginning: prisma/migrations, content_references.
const WRITTEN = /^@(office|person)\/([\w.:@-]{1,80})\/(\S.*)$/u

/** Whether values of the type point at something known. */
export const isReferenceType = (type: string): type is ReferenceKind =>
  (REFERENCE_KINDS as readonly string[]).includes(type)

/** The value that points there. */
export const referenceValue = ({ kind, id, name }: Reference): string => `@${kind}/${id}/${name}`

/** Whom a value points at; null where it is anything else. */
export function referenceOf(value: unknown): Reference | null {
  const [, kind, id, name] = typeof value === 'string' ? (WRITTEN.exec(value) ?? []) : []
  if (kind === undefined || id === undefined || name === undefined || !isReferenceType(kind)) return null
  return { kind, id, name }
}

/** A text as people read it: of a value that points somewhere the name, anything else as it is. */
export const wordsOf = (text: string): string => referenceOf(text)?.name ?? text

interface Pointing {
  /** The field, or the table with row and column. */
  readonly where: Readonly<Record<string, unknown>>
  readonly value: string
}

function pointing(body: Body): Pointing[] {
  const fields = Object.entries(body.fields ?? {}).map(([field, value]) => ({ where: { field }, value }))
  const cells = Object.entries(body.rows ?? {}).flatMap(([rows, lines]) =>
    lines.flatMap((line, at) =>
      Object.entries(line).map(([column, value]) => ({ where: { rows, row: at + 1, column }, value })),
    ),
  )
  return [...fields, ...cells].flatMap(({ where, value }) =>
    typeof value === 'string' && referenceOf(value) !== null ? [{ where, value }] : [],
  )
}

/** Every value of a body that points somewhere, each once. */
export function referencesIn(body: Body | null): string[] {
  return body === null ? [] : [...new Set(pointing(body).map(({ value }) => value))]
}

/** Where a body points at what isn't known under that name: what to choose again. */
export function unknownReferences(body: Body, known: readonly string[]): Record<string, unknown>[] {
  return pointing(body).flatMap(({ where, value }) =>
    known.includes(value) ? [] : [{ ...where, why: 'unknown' }],
  )
}

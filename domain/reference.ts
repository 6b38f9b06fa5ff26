// Values that point at a known office or account holder instead of typed words. Such a value is one plain text that says whom,
// and under which name at the time of the act: `@office/<id>/<name>`. Shape only; whether it is known is a fact.
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

// Where a body points at offices and account holders, and which of that isn't known: what to choose again.
import type { Body } from './body.ts'
import { referenceOf } from './reference.ts'

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

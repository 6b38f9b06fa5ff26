// What doesn't fit the schema of a procedure, place by place: places named by the ids of what stands there, as the difference
// of two versions names them, and a code that whoever shows it has words for.
import type { z } from 'zod'
import { procedureSchema } from './schema.ts'

export const SHAPE_CODES = [
  'missing', // nothing there, or something of another kind
  'empty',
  'tooSmall',
  'tooLarge',
  'notListed', // none of the values that there are
  'malformed',
  'unknownKey',
  'noSource',
  'noSheet',
  'personRecord',
] as const
export type ShapeCode = (typeof SHAPE_CODES)[number]

/** `place` with points between; `detail` in English. */
export interface ShapeFault {
  readonly place: string
  readonly code: ShapeCode
  readonly detail: string
}

type Issue = z.core.$ZodIssue

const idOf = (value: unknown): string | null =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  value.id !== ''
    ? value.id
    : null

/** The place of an issue: of a list the id of the member, where it has one. */
function placeOf(data: unknown, path: Issue['path']): string {
  const parts: string[] = []
  let here = data
  for (const key of path) {
    const inside: unknown =
      typeof here === 'object' && here !== null ? (here as Readonly<Record<PropertyKey, unknown>>)[key] : null
    parts.push((typeof key === 'number' ? idOf(inside) : null) ?? String(key))
    here = inside
  }
  return parts.join('.')
}

function codeOf(issue: Issue): ShapeCode {
  const last = issue.path[issue.path.length - 1]
  switch (issue.code) {
    case 'invalid_type':
      return 'missing'
    case 'too_small':
      return issue.origin === 'string' ? 'empty' : 'tooSmall'
    case 'too_big':
      return 'tooLarge'
    case 'unrecognized_keys':
      return 'unknownKey'
    case 'invalid_value':
      return 'notListed'
    case 'invalid_union':
      return last === 'source' ? 'noSource' : 'notListed'
    case 'custom':
      return last === 'cites'
        ? 'noSource'
        : issue.message.startsWith('records a person')
          ? 'personRecord'
          : 'malformed'
    default:
      return 'malformed'
  }
}

/** Everything that doesn't fit; empty where the data is a procedure whose sheets are among those named. */
export function shapeFaults(data: unknown, sheets: readonly string[]): ShapeFault[] {
  const parsed = procedureSchema.safeParse(data)
  if (!parsed.success)
    return parsed.error.issues.map((issue) => ({
      place: placeOf(data, issue.path),
      code: codeOf(issue),
      detail: issue.message,
    }))
  return Object.entries(parsed.data.sheets).flatMap(([kind, id]) =>
    sheets.includes(id)
      ? []
      : [{ place: `sheets.${kind}`, code: 'noSheet' as const, detail: `"${id}" is not there` }],
  )
}

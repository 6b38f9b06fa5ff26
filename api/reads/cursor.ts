// Where a page ended: the sort key and id of its last row, packed. A list read with it goes on right behind that row,
// whatever was added meanwhile.
import { isInstant } from '../../domain/time/civil.ts'
import { Problem } from '../problems.ts'

/** Sort key (an instant, or a number as text) and id of the last row. */
export type Cursor = readonly [key: string, id: string]

export function packCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

/** Unpacks a cursor; throws `invalidRequest` for what packCursor didn't make. */
export function unpackCursor(packed: string | undefined, key: 'instant' | 'text' = 'instant'): Cursor | null {
  if (packed === undefined) return null
  const parts = parse(packed)
  const [first, second] = parts
  const right =
    parts.length === 2 && typeof first === 'string' && typeof second === 'string' && second.length <= 200
  if (!right || (key === 'instant' && !isInstant(first)))
    throw new Problem('invalidRequest', { field: 'cursor' })
  return [first, second]
}

function parse(packed: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(packed, 'base64url').toString('utf8'))
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}

/** A page out of one row more than was asked for: that one only says that there is a next page. */
export function pageOfRows<R, T>(
  rows: readonly R[],
  limit: number,
  cursorOf: (row: R) => Cursor,
  item: (row: R) => T,
): { items: T[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown[shown.length - 1]
  return {
    items: shown.map(item),
    nextCursor: rows.length > limit && last !== undefined ? packCursor(cursorOf(last)) : null,
  }
}

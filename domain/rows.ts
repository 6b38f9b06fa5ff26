// Tables as they were filled in: whether rows are of the right shape, what is still missing, what a column comes to, and what
// is otherwise than before. Rows are counted from 1, as people count them.
import { refuse } from './command.ts'
import type { Refused } from './command.ts'
import type { Body } from './body.ts'
import type { Column, Row, RowsSum } from './rows-rule.ts'
import type { FieldNeed, Need, RowsNeed } from './procedure.ts'
import { fitsType, isBlank, isNumberType, saysSomething } from './values.ts'

type Rows = readonly Row[]

/** The rows of a table; none where it was left out. */
export function rowsOf(body: Pick<Body, 'rows'> | null | undefined, id: string): Rows {
  return body?.rows?.[id] ?? []
}

/** What a column comes to, or how many rows there are; blank cells are nothing. */
export function columnSum(rows: Rows, column: string | undefined): bigint {
  if (column === undefined) return BigInt(rows.length)
  return rows.reduce((sum, row) => {
    const value = row[column]
    return sum + (typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : 0n)
  }, 0n)
}

/** What a field that sums up rows has to say; null where that is more than can be counted with. */
export function derivedSum(sum: RowsSum, body: Pick<Body, 'rows'> | null | undefined): number | null {
  const value = Number(columnSum(rowsOf(body, sum.rows), sum.column))
  return Number.isSafeInteger(value) ? value : null
}

function wrongCell(need: RowsNeed, row: Row, at: number): Refused | null {
  const where = { rows: need.id, row: at + 1 }
  for (const [id, value] of Object.entries(row)) {
    const column = need.columns.find((one) => one.id === id)
    if (column === undefined) return refuse('fieldUnknown', { ...where, column: id })
    if (!isBlank(value) && !fitsType(column, value))
      return refuse('invalid', { ...where, column: id, expected: column.type })
  }
  const [from, to] = need.inOrder ?? []
  const [first, last] = [row[from ?? ''], row[to ?? '']]
  if (to === undefined || typeof first !== 'string' || typeof last !== 'string') return null
  return isBlank(first) || isBlank(last) || first <= last
    ? null
    : refuse('invalid', { ...where, column: to, notBefore: from })
}

function wrongTable(need: RowsNeed, rows: Rows): Refused | null {
  if (rows.length > need.most)
    return refuse('invalid', { rows: need.id, most: need.most, found: rows.length })
  for (const [at, row] of rows.entries()) {
    const wrong = wrongCell(need, row, at)
    if (wrong !== null) return wrong
  }
  const large = need.columns.find(
    (column) => isNumberType(column.type) && !Number.isSafeInteger(Number(columnSum(rows, column.id))),
  )
  return large === undefined ? null : refuse('sumTooLarge', { rows: need.id, column: large.id })
}

/** Shape of the tables: none that the needs don't know, each cell of its column's type, no sum that can't be counted with. */
export function checkTables(needs: readonly Need[], body: Body): Refused | null {
  for (const [id, rows] of Object.entries(body.rows ?? {})) {
    const need = needs.find((one) => one.kind === 'rows' && one.id === id)
    if (need?.kind !== 'rows') return refuse('fieldUnknown', { rows: id })
    const wrong = wrongTable(need, rows)
    if (wrong !== null) return wrong
  }
  return null
}

/** What a table still lacks: rows, or cells that every row must have. */
export function unmetRows(need: RowsNeed, body: Body | null): Record<string, unknown>[] {
  const rows = rowsOf(body, need.id)
  const asked = need.requiredWith !== undefined && saysSomething(body?.fields?.[need.requiredWith])
  const least = Math.max(need.least, asked ? 1 : 0)
  const few = rows.length < least ? [{ rows: need.id, found: rows.length, least }] : []
  const blank = rows.flatMap((row, at) =>
    need.columns.flatMap(({ id, required }) =>
      required && isBlank(row[id]) ? [{ rows: need.id, row: at + 1, column: id }] : [],
    ),
  )
  return [...few, ...blank]
}

/** A field that sums up rows says exactly what they come to; nothing where there are none. */
export function unmetSum({ id, sumOf }: FieldNeed, body: Body | null): Record<string, unknown>[] {
  if (sumOf === undefined) return []
  const value = body?.fields?.[id]
  const sum = derivedSum(sumOf, body)
  return sum === (isBlank(value) ? 0 : value) ? [] : [{ field: id, sum }]
}

const written = (row: Row, columns: readonly Column[]): string =>
  JSON.stringify(columns.map(({ id }) => (isBlank(row[id]) ? null : row[id])))

/** Whether two tables say the same, row by row. */
export function sameRows(need: RowsNeed, a: Rows, b: Rows): boolean {
  return (
    a.length === b.length &&
    a.every((row, at) => written(row, need.columns) === written(b[at] ?? {}, need.columns))
  )
}

/** One row that is otherwise: its number in the newer table, or in the older one where it is gone. */
export interface RowChange {
  readonly kind: 'added' | 'removed' | 'changed'
  readonly no: number
  readonly was: Row | null
  readonly is: Row | null
}

/** Numbers of the rows that both have, in the same order, as many as there can be. */
function kept(a: readonly string[], b: readonly string[]): [number, number][] {
  const length = a
    .map(() => 0)
    .concat(0)
    .map(() => b.map(() => 0).concat(0))
  const at = (i: number, j: number): number => length[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const line = length[i]
      if (line !== undefined)
        line[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  const pairs: [number, number][] = []
  for (let [i, j] = [0, 0]; i < a.length && j < b.length; )
    if (a[i] === b[j]) pairs.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1
    else j += 1
  return pairs
}

/** What became of a table, row by row: between rows that stayed, one for one what was there and what is, then the rest. */
export function diffRows(need: RowsNeed, before: Rows, after: Rows): RowChange[] {
  const words = (rows: Rows): string[] => rows.map((row) => written(row, need.columns))
  const anchors: [number, number][] = [...kept(words(before), words(after)), [before.length, after.length]]
  let [i, j] = [0, 0]
  return anchors.flatMap(([was, is]) => {
    const changes: RowChange[] = []
    for (; i < was || j < is; ) {
      const [old, young] = [i < was ? (before[i++] ?? null) : null, j < is ? (after[j++] ?? null) : null]
      const kind = old === null ? 'added' : young === null ? 'removed' : 'changed'
      changes.push({ kind, no: young === null ? i : j, was: old, is: young })
    }
    ;[i, j] = [was + 1, is + 1]
    return changes
  })
}

// What the editor of a table does with rows: blank ones left out, sums, cells as people write them, and what was copied from a
// spreadsheet put into cells. Pure.
import type { Body } from '../../../domain/body.ts'
import type { Column, Need, Row, RowsNeed } from '../../../domain/procedure.ts'
import { isReferenceType, wordsOf } from '../../../domain/reference.ts'
import { derivedSum } from '../../../domain/rows.ts'
import { isBlank, isNumberType } from '../../../domain/values.ts'
import { formatDay, formatMoney, formatNumber } from '../../i18n/format.ts'
import { parseDay, parseNumber } from './parse.ts'

export type Filled = Pick<Body, 'fields' | 'documents' | 'rows'>
export type Cell = Row[string]

/** Rows in which anything was written. */
export const written = (rows: readonly Row[]): Row[] =>
  rows.filter((row) => Object.values(row).some((value) => !isBlank(value)))

/** A field that sums up rows, by what is written now. */
export function derivedOf(need: Need, { rows }: Filled): number | null {
  if (need.kind !== 'field' || need.sumOf === undefined) return null
  const { rows: id } = need.sumOf
  return derivedSum(need.sumOf, { rows: { [id]: written(rows?.[id] ?? []) } })
}

/** As it is sent: without blank rows, with the sums that stand for them. */
export function ready(needs: readonly Need[], filled: Filled): Filled {
  const tables = needs.flatMap((need) =>
    need.kind === 'rows' && filled.rows?.[need.id] !== undefined
      ? [[need.id, written(filled.rows[need.id] ?? [])] as const]
      : [],
  )
  const sums = needs.flatMap((need) => {
    const value = derivedOf(need, filled)
    return need.kind === 'field' && need.sumOf !== undefined ? [[need.id, value] as const] : []
  })
  return {
    ...filled,
    ...(tables.length === 0 ? {} : { rows: Object.fromEntries(tables) }),
    ...(sums.length === 0 ? {} : { fields: { ...filled.fields, ...Object.fromEntries(sums) } }),
  }
}

/** A cell in words. */
export function shownCell(column: Column, value: Cell | undefined): string {
  if (value === undefined || value === null || value === '') return '–'
  if (typeof value === 'number') return column.type === 'money' ? formatMoney(value) : formatNumber(value)
  if (column.type === 'date') return formatDay(String(value))
  return column.choices?.find(({ id }) => id === value)?.vi ?? wordsOf(String(value))
}

/** The sum of a column as the foot of the table shows it; what is too much to be counted with says so. */
export function shownSum(column: Column, rows: readonly Row[]): string {
  const sum = derivedSum({ rows: 'x', column: column.id }, { rows: { x: rows } })
  if (sum === null) return 'quá lớn'
  return column.type === 'money' ? formatMoney(sum) : formatNumber(sum)
}

/** The cells of a row that two versions of it don't share, or all of them, one a line. */
export function shownRow({ columns }: RowsNeed, row: Row | null, beside: Row | null): string {
  if (row === null) return '–'
  const shown = columns.filter(
    (column) => beside === null || shownCell(column, row[column.id]) !== shownCell(column, beside[column.id]),
  )
  return shown.map((column) => `${column.vi}: ${shownCell(column, row[column.id])}`).join('\n')
}

function cellOf(column: Column, text: string): Cell {
  const plain = text.trim()
  if (plain === '') return null
  if (isNumberType(column.type)) return parseNumber(plain)
  if (column.type === 'date') return parseDay(plain)
  // A name that was copied points nowhere: it is typed words, where those may be.
  if (isReferenceType(column.type) && column.byHand !== true) return null
  if (column.type !== 'choice')
    return column.maxLength === undefined ? plain : plain.slice(0, column.maxLength)
  const wanted = plain.toLocaleLowerCase('vi')
  return column.choices?.find(({ vi }) => vi.toLocaleLowerCase('vi') === wanted)?.id ?? null
}

/** Rows with what was copied from a spreadsheet written over them, from one cell on; null where it is no more than one cell. */
export function pasted(
  { columns, most }: RowsNeed,
  rows: readonly Row[],
  from: { readonly row: number; readonly column: number },
  text: string,
): Row[] | null {
  if (!/[\t\n]/u.test(text.trim())) return null
  const lines = text.replace(/\r\n?/gu, '\n').replace(/\n+$/u, '').split('\n')
  const next = [...rows]
  lines.forEach((line, down) => {
    const at = from.row + down
    if (at >= most) return
    const cells = line.split('\t').flatMap((cell, along) => {
      const column = columns[from.column + along]
      return column === undefined ? [] : [[column.id, cellOf(column, cell)] as const]
    })
    next[at] = { ...next[at], ...Object.fromEntries(cells) }
  })
  return next
}

// Where a sheet's head stands and which column is which. Heads are found by their words, wherever they are: below titles,
// over one row or two, with cells merged, with numbering under them; columns that nobody asked for are left alone.
import { fold } from '../../domain/text.ts'
import { shownText } from './cells.ts'
import type { Cell } from './cells.ts'

/** A column that a kind of sheet knows. */
export interface ColumnSpec {
  readonly id: string
  /** The head in the template. */
  readonly vi: string
  /** Other heads under which people keep it. */
  readonly aliases: readonly string[]
  readonly required: boolean
  /** What to write there, for the template's notes. */
  readonly note: string
  readonly example: string
  /** What may be chosen, where there is a list. */
  readonly choices?: readonly string[]
}

/** A row of a sheet as it was read; `cells[0]` is column A. */
export interface SheetRow {
  readonly row: number
  readonly cells: readonly Cell[]
}

/** The columns of one sheet by the ids of their specs: numbers from 1. */
export interface Layout {
  /** The last row of the head. */
  readonly headRow: number
  readonly columns: Readonly<Record<string, number>>
}

export interface Head {
  readonly layout: Layout
  /** Required columns that no head names. */
  readonly missing: readonly ColumnSpec[]
}

/** Rows at the top among which the head is looked for. */
export const HEAD_WITHIN = 40

/** Head texts are compared without what stands in brackets, numbering and marks. */
function headKey(text: string): string {
  return fold(text.replace(/\([^)]*\)/gu, ' ').replace(/\*/gu, ' '))
}

/** The head among the first rows of a sheet: where the most columns are named; null where not two are. */
export function findHead(rows: readonly SheetRow[], specs: readonly ColumnSpec[]): Head | null {
  const words = new Map(
    specs.flatMap((spec) => [spec.vi, ...spec.aliases].map((word) => [headKey(word), spec.id] as const)),
  )
  let best: Layout | null = null
  for (const [index, row] of rows.slice(0, HEAD_WITHIN).entries()) {
    const above = rows[index - 1]
    const upper = above !== undefined && above.row === row.row - 1 ? above : null
    for (const over of [null, upper]) {
      const layout = layoutOf(row, over, words)
      if (named(layout) > named(best)) best = layout
    }
  }
  if (best === null || named(best) < Math.min(2, specs.length)) return null
  const { columns } = best
  const missing = specs.filter(({ id, required }) => required && columns[id] === undefined)
  return { layout: best, missing }
}

const named = (layout: Layout | null): number => (layout === null ? 0 : Object.keys(layout.columns).length)

function layoutOf(row: SheetRow, upper: SheetRow | null, words: ReadonlyMap<string, string>): Layout {
  const columns: Record<string, number> = {}
  const width = Math.max(row.cells.length, upper?.cells.length ?? 0)
  for (let at = 0; at < width; at += 1) {
    const low = shownText(row.cells[at] ?? null)
    const high = upper === null ? '' : shownText(upper.cells[at] ?? null)
    const candidates = low === '' ? [high] : [low, `${high} ${low}`]
    const id = candidates.map((text) => words.get(headKey(text))).find((found) => found !== undefined)
    // The first of two columns with the same head counts.
    if (id !== undefined && columns[id] === undefined) columns[id] = at + 1
  }
  return { headRow: row.row, columns }
}

/** A column's letters: 1 is A, 28 is AB. */
export function columnLetters(column: number): string {
  let letters = ''
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26))
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters
  return letters
}

/** A cell's address as Excel shows it: B17. */
export function addressOf(column: number, row: number): string {
  return `${columnLetters(column)}${row}`
}

const SUM = /^(?:tong cong|tong so|tong|cong)(?: \d+.*)?$/u
const SIGNATURE = /^(?:nguoi lap|nguoi lap bieu|noi nhan|thu truong(?: don vi)?|chu tich|ghi chu)$/u
const NUMBERING = /^\d{1,2}$|^[a-d]$/u

/** Why a row under the head is no entry: empty, the numbering of columns, a sum or a signature; null where it is one. */
export function notAnEntry(row: SheetRow, layout: Layout): 'empty' | 'numbering' | 'foot' | null {
  const all = row.cells.map((cell) => fold(shownText(cell))).filter((text) => text !== '')
  if (all.length === 0) return 'empty'
  if (all.length > 1 && all.every((text) => NUMBERING.test(text))) return 'numbering'
  const own = Object.values(layout.columns).map((column) => fold(shownText(row.cells[column - 1] ?? null)))
  const filled = own.filter((text) => text !== '')
  // Only text beside the table, or a word of a table's end alone: whatever else there is is an entry, right or wrong.
  if (filled.length === 0) return 'foot'
  const word = filled[0] ?? ''
  return filled.length === 1 && (SUM.test(word) || SIGNATURE.test(word)) ? 'foot' : null
}

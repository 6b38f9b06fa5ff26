// The columns of a table, a row of it, and the sum that a column comes to. Data and types only.
import type { ReferenceKind } from './reference.ts'

/** Types of a field that a cell can have too. */
export type ColumnType = 'text' | 'date' | 'integer' | 'money' | 'choice' | ReferenceKind

export interface Column {
  readonly id: string
  readonly vi: string
  readonly type: ColumnType
  /** Every row must have it. */
  readonly required: boolean
  readonly choices?: readonly { readonly id: string; readonly vi: string }[]
  readonly maxLength?: number
  /** Bounds of an integer or of money. */
  readonly min?: number
  readonly max?: number
  /** Of 'office' and 'person': words may stand there instead, for what the system doesn't know. */
  readonly byHand?: boolean
  /** Its sum stands at the foot of the table. */
  readonly summed?: boolean
}

/** Cells by column; what is missing is blank. */
export type Row = Readonly<Record<string, string | number | boolean | null>>

/** The sum of a whole-number column of a table of the same step; without a column, how many rows it has. */
export interface RowsSum {
  readonly rows: string
  readonly column?: string
}

/** Most rows of one table. */
export const MOST_ROWS = 500

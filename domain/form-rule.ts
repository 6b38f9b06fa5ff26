// What a form may ask for: single values, files, and tables of rows with columns of their own. Data; judged in requirements.ts.
import type { ReferenceKind } from './reference.ts'
import type { Column, RowsSum } from './rows-rule.ts'

export type { Column, ColumnType, Row, RowsSum } from './rows-rule.ts'

/** 'money': whole đồng, never negative; 'office' and 'person' point at what the system knows. */
export type FieldType =
  | 'text'
  | 'longText'
  | 'date'
  | 'integer'
  | 'money'
  | 'choice'
  | 'boolean'
  | ReferenceKind

/** One value. */
export interface FieldNeed {
  readonly kind: 'field'
  readonly id: string
  readonly vi: string
  readonly type: FieldType
  readonly required: boolean
  readonly choices?: readonly { readonly id: string; readonly vi: string }[]
  readonly maxLength?: number
  /** Bounds of an integer or of money. */
  readonly min?: number
  readonly max?: number
  /** Of 'office' and 'person': words may stand there instead, for what the system doesn't know. */
  readonly byHand?: boolean
  /** The figure of the procedure that it is prefilled from; what differs from it is recorded. */
  readonly figure?: string
  /** It says what the rows of the same step come to, and nothing else. */
  readonly sumOf?: RowsSum
}

/** A file of a kind. */
export interface DocumentNeed {
  readonly kind: 'document'
  readonly id: string
  readonly vi: string
  readonly required: boolean
  /** A field of the same step: what is filled in there, and isn't nothing, has to be shown by the document. */
  readonly requiredWith?: string
}

/** A table: rows of the same columns, in the order in which they were written. */
export interface RowsNeed {
  readonly kind: 'rows'
  readonly id: string
  readonly vi: string
  readonly columns: readonly Column[]
  /** How many rows there must be at least; 0: it may be left out. */
  readonly least: number
  readonly most: number
  /** A field of the same step: where something is filled in there, at least one row has to stand behind it. */
  readonly requiredWith?: string
  /** Two columns of dates, of which the second is never before the first; blank ones are not compared. */
  readonly inOrder?: readonly [string, string]
}

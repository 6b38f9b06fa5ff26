// What a rule may count outside its own dossier: children of the subject, figures over a territory, amounts compared.
import type { RowsSum } from './rows-rule.ts'
import type { MatterKind, OfficeSubject } from './vocabulary.ts'

/** Whose having is counted: offices right below the subject's own, or the matters that are parts of the subject. */
export type Among =
  | { readonly in: 'below'; readonly kinds: readonly OfficeSubject[] }
  | { readonly in: 'parts'; readonly kinds: readonly MatterKind[] }

/** What a child must have: a recorded result of a year, or a dossier of the year in a procedure (ended so, where outcomes are named). */
export type Having =
  | { readonly result: string; readonly accepted: readonly string[]; readonly yearOffset: -1 | 0 }
  | { readonly procedure: string; readonly outcomes?: readonly string[] }

/** One whole number, counted by whoever reads the facts. */
export type Figure =
  | { readonly of: 'children'; readonly among: Among; readonly having?: Having }
  | {
      readonly of: 'register'
      readonly kind: MatterKind
      readonly types?: readonly string[]
      /** Active on the day; or begun, or ended, in the dossier's year. */
      readonly status: 'active' | 'begun' | 'ended'
    }
  | {
      readonly of: 'dossiers'
      readonly procedures: readonly string[]
      readonly outcomes?: readonly string[]
      readonly in: 'territory' | 'own' | 'parts'
    }
  | {
      readonly of: 'sum'
      readonly field: string
      readonly procedures: readonly string[]
      readonly outcomes?: readonly string[]
      readonly in: 'below' | 'own' | 'parts' | 'territory'
      /** The step whose content holds the field; the dossier's last content when absent. */
      readonly step?: string
      /** What is asked for and not decided yet instead: of open dossiers, without the one that it is counted for. */
      readonly waiting?: boolean
    }

/**
 * A number of a comparison: itself, a field, a figure, a setting times a field or a figure, or what rows of the body come
 * to. Fields are those of the body, or where a step is named those of the content that this earlier step sent.
 */
export type Amount =
  | number
  | RowsAmount
  | { readonly field: string; readonly step?: string }
  | { readonly figure: string }
  | {
      readonly setting: string
      readonly times?: string
      readonly timesFigure?: string
      /** The date field on whose day a dated setting is looked up; the day of the act where it is absent or blank. */
      readonly on?: string
      readonly step?: string
    }

/** A sum over a table: of a column, or of its rows; each row times a setting as it held on that row's own day. */
export interface RowsAmount extends RowsSum {
  readonly setting?: string
  /** The date column on whose day a dated setting is looked up; the day of the act where it is absent or blank. */
  readonly on?: string
}

/** The earlier step whose content an amount reads; null where it reads none but the body. */
export function stepOf(amount: Amount): string | null {
  return typeof amount === 'number' || 'figure' in amount || 'rows' in amount ? null : (amount.step ?? null)
}

/** The fields that an amount reads, of the body or of the step that it names. */
export function fieldsOf(amount: Amount): readonly string[] {
  if (typeof amount === 'number' || 'figure' in amount || 'rows' in amount) return []
  if ('field' in amount) return [amount.field]
  return [amount.times, amount.on].flatMap((field) => field ?? [])
}

/** The figures that an amount counts. */
export function figuresOf(amount: Amount): readonly string[] {
  if (typeof amount === 'number' || 'field' in amount || 'rows' in amount) return []
  if ('figure' in amount) return [amount.figure]
  return amount.timesFigure === undefined ? [] : [amount.timesFigure]
}

/** What was counted of children: how many there are, how many have it, and which, with the value found. */
export interface Counted {
  readonly total: number
  readonly having: number
  readonly list: readonly { readonly subjectId: string; readonly value: string | null }[]
}

// What a person writes with an act, and the criteria sheets that answers are given against.
import type { Hash } from './dossier.ts'
import type { Row } from './rows-rule.ts'

export type Answer = {
  readonly verdict: 'met' | 'notMet' | 'notApplicable'
  readonly note?: string
  readonly evidence?: readonly Hash[]
  /** In half steps, where the sheet gives points. */
  readonly points?: number
}

/** What a person wrote, stored once as immutable content. */
export interface Body {
  readonly reason?: string
  readonly text?: string
  readonly fields?: Readonly<Record<string, string | number | boolean | null>>
  /** Tables by the id of what asks for them. */
  readonly rows?: Readonly<Record<string, readonly Row[]>>
  readonly documents?: readonly { readonly kind: string; readonly sha256: Hash; readonly name: string }[]
  /** Per criterion of the sheet. */
  readonly answers?: Readonly<Record<string, Answer>>
  readonly sheet?: { readonly id: string; readonly version: number }
  /** A return names what to mend. */
  readonly mendFields?: readonly string[]
  readonly mendCriteria?: readonly string[]
}

export interface Criterion {
  readonly id: string
  readonly vi: string
  readonly group: string
  readonly mustMeet: boolean
  readonly allowsNotApplicable: boolean
  /** The most that can be given, in half steps. */
  readonly points?: number
}

/** A criteria sheet in one version; `sample` marks one that stands in for a text not found in public. */
export interface CriteriaSheet {
  readonly id: string
  readonly version: number
  readonly vi: string
  readonly sample: boolean
  readonly source: string
  readonly criteria: readonly Criterion[]
  /** Levels, best first; `min` is the per cent of all points from which it is reached. */
  readonly levels?: readonly { readonly id: string; readonly vi: string; readonly min: number }[]
}

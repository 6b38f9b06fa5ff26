// The rule of one paper that a step gives, and the source that every rule of a procedure names.
import type { PaperAct, PaperKind } from './papers.ts'

/** A seed row (S2-06) or an article; or the id of the setting that stands in where no source gives the rule. */
export type Source = { readonly cites: readonly string[] } | { readonly setting: string }

/** Fields of a path's first step that say to whom it goes and what for, where that is not the dossier's subject. */
export interface GivenTo {
  readonly recipient: string
  readonly reason: string
}

/** One paper that a step gives. */
export interface PaperRule {
  readonly kind: PaperKind
  readonly on: PaperAct
  /** The register of the step's numbers under which it stands; without one it bears no number of the system's. */
  readonly register?: string
  /** The step whose signature it bears, where that is an earlier one. */
  readonly signedAt?: string
  readonly source: Source
}

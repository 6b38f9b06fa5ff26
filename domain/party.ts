// Who acts at a step, and how several signatures make one result.
import type { Level, Role } from './vocabulary.ts'

/** Who may act: a role in the dossier's office of a level; deputies sign KT. for the first role. */
export interface Party {
  readonly role: Role
  readonly level: Level
  readonly deputies?: readonly Role[]
  /** One task for each holder of the role (a committee), instead of one for the office's queue. */
  readonly each?: boolean
  /** The person whom the matter names, while he holds one of the roles; else the office's queue. */
  readonly named?: boolean
  /** Weight in a weighted signing; 1 when absent. */
  readonly weight?: number
}

/** How several signatures make one result. */
export type Signing =
  | { readonly mode: 'one' } // the first party's office queue; whoever claims it
  | { readonly mode: 'any' } // any one of the parties
  | { readonly mode: 'inTurn' } // the parties one after another
  | { readonly mode: 'all' } // đồng trình: all in parallel
  | { readonly mode: 'weighted'; readonly need: number }
  | {
      readonly mode: 'quorum'
      /** Approvals needed: a number of members, or a share (numerator, denominator) of the base, rounded up. */
      readonly need: { readonly count: number } | { readonly share: readonly [number, number] }
      /** What the share is of: all members not recused, or those who voted. */
      readonly base: 'members' | 'votes'
      /** Share of members that must take part for the vote to stand. */
      readonly present?: readonly [number, number]
      readonly vetoRoles?: readonly Role[]
      readonly by: readonly ('meeting' | 'written')[]
      /** Who keeps the minutes of a meeting, and may send the dossier back in the committee's name. */
      readonly recordedBy: Party
    }

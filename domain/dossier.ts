// The state of one dossier: plain JSON, small, ids and hashes only. Names and free text live in accounts and content.
// The due instant is not part of it: it follows from the procedure, the campaign's dates and the calendar (domain/deadline.ts).
import type { Instant } from './time/civil.ts'
import type { Level, Role, SigningForm, Status, SubjectKind } from './vocabulary.ts'

export type Id = string
export type Hash = string

/** The office of each level. States recorded before there was a ministry have none: read through `officeAt`. */
export type Offices = Readonly<Record<Exclude<Level, 'ministry'>, Id | null>> & {
  readonly ministry?: Id | null
}

/** An office's queue (personId null) or one person. */
export interface Assignee {
  readonly officeId: Id
  readonly roles: readonly Role[]
  readonly personId: Id | null
}

export type TaskKind = 'act' | 'sign' | 'vote' | 'correct' | 'opinion' | 'settle'
export type Verdict = 'approve' | 'reject' | 'abstain' | 'recuse' | 'opinion'

export interface Task {
  /** `step.round.n`, unique in the dossier. */
  readonly id: string
  readonly kind: TaskKind
  readonly assignee: Assignee
  /** Signing in turn: open when every task of a smaller order is done. */
  readonly order: number
  readonly weight: number
  readonly state: 'waiting' | 'open' | 'done' | 'removed'
  readonly claimedBy: Id | null
  readonly openedBy: readonly Id[]
  readonly verdict: Verdict | null
  readonly by: Id | null
  readonly at: Instant | null
  /** The task on whose behalf an opinion was asked for. */
  readonly parent: string | null
}

export interface Inspection {
  /** Two records of one session form a blind double inspection. */
  readonly session: number
  readonly by: Id
  readonly at: Instant
  readonly bodyHash: Hash
  readonly sheet: { readonly id: string; readonly version: number }
  /** Criteria answered 'notMet', in the sheet's order. */
  readonly notMet: readonly string[]
  readonly kind: 'inspection' | 'settlement'
  /** Points given, and the level that they come to; null when a veto or too few points leave none. */
  readonly score?: number
  readonly level?: string | null
}

export interface Clock {
  readonly enteredAt: Instant
  readonly pauses: readonly { readonly from: Instant; readonly to: Instant | null }[]
  /** Set by an extension; replaces the computed due instant when later. */
  readonly extendedTo: Instant | null
}

export interface Acted {
  readonly step: string
  readonly round: number
  readonly personId: Id
  /** The person in whose name it was done, under a delegation. */
  readonly onBehalfOf: Id | null
}

export interface GivenNumber {
  readonly register: string
  readonly officeId: Id
  readonly year: number
  readonly number: number
  readonly step: string
  readonly at: Instant
}

export interface Reservation {
  readonly batchId: Id
  readonly at: Instant
  /** After this instant an unsigned reservation no longer holds. */
  readonly expiresAt: Instant
}

/** A correction that a return asked for, until the dossier is back with who asked. */
export interface Correction {
  readonly from: string
  readonly to: string
  readonly at: Instant
  readonly bodyHash: Hash
  readonly fields: readonly string[]
  readonly criteria: readonly string[]
  readonly resume: 'path' | 'returner'
  /** A return made on the way of another correction: that one goes on when this one is done. */
  readonly within: Correction | null
}

export interface DossierState {
  readonly schema: 1
  readonly id: Id
  readonly procedure: { readonly id: string; readonly version: number; readonly hash: Hash }
  readonly campaignId: Id
  readonly year: number
  readonly subject: {
    readonly id: Id
    readonly kind: SubjectKind
    /** Of a matter: its type, code, and the person whom it names. */
    readonly type?: string
    readonly code?: string
    readonly personId?: Id
  }
  readonly offices: Offices
  readonly path: string
  readonly status: Status
  readonly step: string
  readonly round: number
  /** One more with each recorded command; orders the record, never the test for staleness. */
  readonly version: number
  readonly rounds: Readonly<Record<string, number>>
  readonly clocks: Readonly<Record<string, Clock>>
  /** Open and finished tasks of the present step and round, and opinions asked from it. */
  readonly tasks: readonly Task[]
  /** The content that the present holder looks at: the last submitted snapshot. */
  readonly contentHash: Hash | null
  /** The last accepted content of each step. */
  readonly contents: Readonly<Record<string, Hash>>
  readonly sheet: { readonly id: string; readonly version: number } | null
  readonly inspections: readonly Inspection[]
  readonly assessments: readonly {
    readonly by: Id
    readonly at: Instant
    readonly bodyHash: Hash
    readonly notMet: readonly string[]
    readonly score?: number
    readonly level?: string | null
  }[]
  readonly acted: readonly Acted[]
  readonly returned: Correction | null
  /** Set by going forward, cleared when the next holder opens: what take back undoes. */
  readonly lastForward: {
    readonly from: string
    readonly by: Id
    readonly onBehalfOf: Id | null
    /** In which capacity: taking it back needs the same one. */
    readonly capacity: { readonly role: Role; readonly officeId: Id } | null
    readonly at: Instant
    /** The correction that was under way at that moment, so that taking it back doesn't lose it. */
    readonly correction: Correction | null
  } | null
  readonly lateAccepted: readonly { readonly step: string; readonly until: Instant; readonly by: Id }[]
  readonly reservation: Reservation | null
  readonly numbers: readonly GivenNumber[]
  readonly certificate: { readonly number: number; readonly register: string; readonly at: Instant } | null
  readonly signatures: readonly {
    readonly step: string
    readonly by: Id
    readonly onBehalfOf: Id | null
    /** None where the signer heads an office by himself. */
    readonly form: SigningForm | null
    readonly at: Instant
  }[]
  readonly copies: readonly {
    readonly officeId: Id
    readonly role: Role
    readonly at: Instant
    readonly readBy: readonly Id[]
  }[]
  readonly questions: readonly {
    readonly id: string
    readonly by: Id
    readonly to: Id
    readonly at: Instant
    readonly answeredAt: Instant | null
  }[]
  readonly urges: number
  readonly outcome: string | null
  readonly closedAt: Instant | null
  readonly maintained: readonly {
    readonly year: number
    readonly result: 'maintained' | 'notMaintained'
    readonly at: Instant
  }[]
  readonly corrections: readonly {
    readonly at: Instant
    readonly bodyHash: Hash
    readonly number: number | null
  }[]
  /** Results that its decision counted and that changed afterwards; the decision itself stands. */
  readonly basisChanged?: readonly {
    readonly subjectId: Id
    readonly kind: string
    readonly year: number
    readonly at: Instant
  }[]
}

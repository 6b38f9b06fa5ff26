// What goes into `decide` and what comes out: commands, actors, the facts a rule counts, events and effects as values.
import type { Body, CriteriaSheet } from './body.ts'
import type { Among, Counted, Having } from './counting.ts'
import type { Hash, Id, DossierState, Offices } from './dossier.ts'
import type { HolidayCalendar } from './time/calendar.ts'
import type { BeforeReading } from './time/due.ts'
import type { CivilDate, Instant } from './time/civil.ts'
import type { Procedure } from './procedure.ts'
import type {
  Action,
  EventType,
  MatterKind,
  MatterStatus,
  OfficeKind,
  Refusal,
  Role,
  SigningForm,
  SubjectKind,
} from './vocabulary.ts'

export type { Answer, Body, Criterion, CriteriaSheet } from './body.ts'

/** A role that holds at the command's instant: the person's own, or another's by a dated delegation. */
export interface Capacity {
  readonly role: Role
  readonly officeId: Id
  readonly holdingId: Id
  readonly delegation: {
    readonly id: Id
    readonly fromPersonId: Id
    /** The one procedure that it is limited to; for all when absent. */
    readonly procedureId?: string | null
  } | null
}

export type Actor =
  | { readonly kind: 'person'; readonly personId: Id }
  | { readonly kind: 'clock' }
  | { readonly kind: 'batch'; readonly batchId: Id }

/** What the person saw when deciding. A change in any of it refuses the command as `basisChanged`. */
export interface Basis {
  readonly step: string
  readonly round: number
  readonly contentHash: Hash | null
  /** The actor's own task, when he acts in one. */
  readonly taskId?: string
}

/** Small typed arguments of an action; everything that a person wrote is in the body, known by its hash. */
export interface Args {
  readonly toStep?: string
  readonly taskId?: string
  readonly toOfficeId?: Id
  readonly toPersonId?: Id
  readonly toRole?: Role
  readonly until?: CivilDate
  readonly questionId?: string
  readonly result?: 'maintained' | 'notMaintained'
  readonly year?: number
  /** lapse: the due instant that the timer was set for. */
  readonly dueAt?: Instant
  /** recordMeeting: each member present with his vote. */
  readonly votes?: readonly {
    readonly personId: Id
    readonly verdict: 'approve' | 'reject' | 'abstain' | 'recuse'
  }[]
  readonly batchId?: Id
  /** reserve: when an unsigned reservation ends. */
  readonly expiresAt?: Instant
  /** applyDecision: approve or reject; the number that the act of the batch was given. */
  readonly verdict?: 'approve' | 'reject'
  readonly decisionNumber?: number
  /** markBasis: whose result of which kind and year changed, and what it is now. */
  readonly subjectId?: Id
  readonly resultKind?: string
  readonly value?: string | null
  readonly version?: number
  /** correct: what was wrong; by content a paper of the same kind replaces, by form a letter corrects. */
  readonly fault?: 'content' | 'form'
}

export interface Command {
  /** Unique for actor and Idempotency-Key; also the Temporal update id. */
  readonly id: string
  readonly dossierId: Id
  readonly action: Action
  readonly actor: Actor
  /** The instant at which the API received it; the rule knows no other time. */
  readonly receivedAt: Instant
  readonly basis: Basis | null
  readonly bodyHash: Hash | null
  readonly args: Args
}

export interface CampaignFacts {
  readonly id: Id
  /** Hash under which the campaign froze the procedure. */
  readonly procedureHash: Hash
  readonly year: number
  readonly status: 'planned' | 'open' | 'closed'
  readonly opensAt: Instant
  readonly closesAt: Instant
  /** Overrides of the procedure's named dates for this dossier's commune, already merged with the campaign's. */
  readonly dates: Readonly<Record<string, CivilDate>>
  readonly reading: BeforeReading
  readonly settings: Readonly<Record<string, string | number | boolean>>
  readonly sheets: Readonly<Partial<Record<SubjectKind, { readonly id: string; readonly version: number }>>>
}

export interface SubjectFacts {
  readonly id: Id
  readonly kind: SubjectKind
  readonly offices: Offices
  readonly provincial: boolean
  readonly communeHasPolice: boolean
  readonly valid: boolean
  /** Kind of the office that owns a matter; of an office its own. */
  readonly owner?: OfficeKind
  readonly type?: string | null
  readonly code?: string | null
  readonly personId?: Id | null
  /** Matters only: their standing, and since when they are there or were handed out. */
  readonly status?: MatterStatus
  readonly since?: Instant
  /** Hangs directly under the ministry. */
  readonly ministerial?: boolean
  /** Marks of the office, such as 'smallEnterprise'. */
  readonly marks?: readonly string[]
}

/** Everything outside the dossier that a decision may count. Read, and locked FOR SHARE, by whoever calls `decide`. */
export interface Facts {
  readonly campaign: CampaignFacts
  readonly calendar: HolidayCalendar
  readonly subject: SubjectFacts
  /** The actor's own and delegated roles that hold at receivedAt; for a batch those of who signs it. Empty for the clock. */
  readonly capacities: readonly Capacity[]
  /** Persons who hold a role in an office at receivedAt, by `holdersKey`; only the keys that `factNeeds` names. */
  readonly holders: Readonly<Record<string, readonly Id[]>>
  /** Results of the subject: kind → year → value; those of its owner under `resultsKey`; only what `factNeeds` names. */
  readonly results: Readonly<Record<string, Readonly<Record<number, string>>>>
  readonly sheet: CriteriaSheet | null
  /** The command's own body, and the content it amends when a correction is submitted. */
  readonly body: Body | null
  readonly previous: Body | null
  /** Hashes named by the body that are stored for this dossier. */
  readonly stored: readonly Hash[]
  /** Values of the body that point at an office or person which is known under that name; none where it points nowhere. */
  readonly known?: readonly string[]
  /** Kind of the office that args.toOfficeId names; null when there is none or it is no longer valid. */
  readonly targetOffice: { readonly id: Id; readonly kind: OfficeKind } | null
  readonly batch: {
    readonly id: Id
    readonly status: 'collecting' | 'frozen' | 'signed' | 'cancelled'
  } | null
  /** For adoptVersion: the newer version asked for. */
  readonly newer: Procedure | null
  readonly newerHash: Hash | null
  /** What was counted of children, by need; only the needs that `factNeeds` names. */
  readonly counts?: Readonly<Record<string, Counted>>
  /** Figures by their key in the procedure, null where one is too large to count with; only what `factNeeds` names. */
  readonly figures?: Readonly<Record<string, number | null>>
  /** Fields that earlier steps of the dossier sent, by step; only the steps that `factNeeds` names. */
  readonly earlier?: Readonly<Record<string, NonNullable<Body['fields']>>>
  /** Parts of the subject that wait to be handed out, each with the campaign that would take it. */
  readonly parts?: readonly { readonly id: Id; readonly kind: MatterKind; readonly campaignId: Id | null }[]
}

/** One count of children to be read: under which need, among whom, having what, in which year. */
export interface CountNeed {
  readonly id: string
  readonly among: Among
  readonly having?: Having
  readonly year: number
  /** Marks of offices that don't count. */
  readonly excludes: readonly string[]
}

/** Which facts a command will count, so that the caller reads exactly those. */
export interface FactNeeds {
  readonly holders: readonly { readonly officeId: Id; readonly role: Role }[]
  readonly results: readonly {
    readonly kind: string
    readonly year: number
    readonly of?: 'subject' | 'owner'
  }[]
  readonly counts: readonly CountNeed[]
  readonly figures: readonly string[]
  /** A comparison counts them: nobody else may count the same office's figures meanwhile. */
  readonly figuresLocked: boolean
  /** Contents of earlier steps that a comparison reads fields from. */
  readonly earlier: readonly { readonly step: string; readonly hash: Hash }[]
  readonly parts: boolean
  readonly sheet: { readonly id: string; readonly version: number } | null
  readonly previousHash: Hash | null
  readonly targetOfficeId: Id | null
  readonly batchId: Id | null
  readonly newerVersion: number | null
}

/** Under which key of `Facts.results` the results of a kind stand. */
export function resultsKey(kind: string, of: 'subject' | 'owner' = 'subject'): string {
  return of === 'owner' ? `owner/${kind}` : kind
}

export function holdersKey(officeId: Id, role: Role): string {
  return `${officeId}:${role}`
}

/** One line of the record before it is chained. Ids and hashes only. */
export interface EventDraft {
  readonly type: EventType
  readonly action: Action
  readonly from: { readonly status: string; readonly step: string; readonly round: number } | null
  readonly to: { readonly status: string; readonly step: string; readonly round: number }
  readonly actor: Actor
  readonly capacity: { readonly role: Role; readonly officeId: Id } | null
  readonly onBehalfOf: Id | null
  readonly form: SigningForm | null
  readonly bodyHash: Hash | null
  /** Hash of the content that the actor saw. */
  readonly sawHash: Hash | null
  readonly receivedAt: Instant
  readonly late: boolean
  readonly data: Readonly<Record<string, unknown>>
}

/** What is to happen outside; performed elsewhere, after or in the transaction, never by the rule. */
export type Effect =
  /** In the transaction: take the next number of the register; `applyNumbers` puts it into the state and events. */
  | {
      readonly kind: 'giveNumber'
      readonly register: string
      readonly officeId: Id
      readonly year: number
      readonly step: string
    }
  /** In the transaction, after the numbers: a certificate row under a fresh public code. */
  | { readonly kind: 'issueCertificate'; readonly officeId: Id; readonly register: string }
  | { readonly kind: 'revokeCertificate' }
  | {
      readonly kind: 'recordResult'
      readonly result: { readonly kind: string; readonly value: string | null }
      readonly year: number
    }
  /** In the transaction: the matter gets this standing. */
  | { readonly kind: 'setSubject'; readonly status: MatterStatus }
  /** In the transaction: these parts become active, each with a draft in its campaign. */
  | {
      readonly kind: 'assignParts'
      readonly parts: readonly { readonly id: Id; readonly campaignId: Id }[]
    }
  /** In the transaction: what the decision counted, so that a later change of it is seen. */
  | {
      readonly kind: 'recordCounted'
      readonly need: string
      readonly result: string | null
      readonly year: number
      readonly total: number
      readonly having: number
      readonly list: Counted['list']
    }
  /** After it: tell these. `personId` or the holders of a role in an office. */
  | {
      readonly kind: 'notify'
      readonly notice: string
      readonly to: {
        readonly officeId: Id
        readonly role: Role | null
        readonly personId: Id | null
        /** Where more than one role of the office is asked: all of them. */
        readonly roles?: readonly Role[]
      }
    }

export interface Accepted {
  readonly ok: true
  readonly next: DossierState
  readonly events: readonly EventDraft[]
  readonly effects: readonly Effect[]
}
export interface Refused {
  readonly ok: false
  readonly code: Refusal
  /** Names the field, step, task or need at fault; codes and ids only. */
  readonly detail: Readonly<Record<string, unknown>>
}
export type Decision = Accepted | Refused

export function refuse(code: Refusal, detail: Readonly<Record<string, unknown>> = {}): Refused {
  return { ok: false, code, detail }
}

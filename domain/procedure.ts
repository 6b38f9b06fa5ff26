// The shape of a procedure: what its data may say. Data only; the engine has no case for any one procedure.
// The zod schema that checks a file of data against this type stands in procedures/schema.ts.
import type { Among, Amount, Figure, Having } from './counting.ts'
import type { DocumentNeed, FieldNeed, RowsNeed } from './form-rule.ts'
import type { CivilDate } from './time/civil.ts'
import type { DueRule } from './time/due.ts'
import type { GivenTo, PaperRule, Source } from './paper-rule.ts'
import type { PaperKind } from './papers.ts'
import type { Party, Signing } from './party.ts'
import type { Action, Level, MatterKind, OfficeKind, SubjectKind } from './vocabulary.ts'

export type { PaperRule, Source }
export type { Party, Signing } from './party.ts'
export type { Column, DocumentNeed, FieldNeed, FieldType, Row, RowsNeed } from './form-rule.ts'

/** Results of a kind that count: of one year, or in so many of the last years. */
export interface ResultRule {
  /** What kind of result counts, e.g. 'safety' (TT124), 'movement' (QĐ510). */
  readonly result: string
  /** The year that counts, or the last of several: that of the campaign, or the one before. */
  readonly yearOffset: -1 | 0
  /** `atLeast` of the `years` that end with that one, instead of that one alone. */
  readonly over?: { readonly years: number; readonly atLeast: number }
  /** Whose: the subject's own, or those of the office that owns it. */
  readonly of?: 'subject' | 'owner'
  /** Accepted values, best first. */
  readonly accepted: readonly string[]
}

/** What must hold before the step's work can go forward. */
export type Need =
  | FieldNeed
  | DocumentNeed
  | RowsNeed
  | { readonly kind: 'criteriaMet'; readonly by: 'inspection' | 'assessment' }
  | { readonly kind: 'assessed'; readonly times: number }
  | (ResultRule & {
      readonly kind: 'priorResult'
      /** Other results that do as well: one of all of them is enough. */
      readonly or?: readonly ResultRule[]
      /** Where the results and their threshold come from. */
      readonly source: Source
    })
  | {
      readonly kind: 'children'
      readonly id: string
      readonly vi: string
      readonly among: Among
      readonly having?: Having
      /** Share (numerator, denominator) of them that must have it. */
      readonly atLeast: readonly [number, number]
      /** How many there must be at all. */
      readonly minimum?: number
      readonly source: Source
    }
  | {
      readonly kind: 'compare'
      readonly id: string
      readonly vi: string
      readonly left: readonly Amount[]
      readonly op: 'atMost' | 'atLeast'
      readonly right: readonly Amount[]
      /** Multiplies the right side. */
      readonly share?: readonly [number, number]
      /** Figures of what others have asked for by now: said beside the left side, and never a reason to refuse. */
      readonly waiting?: readonly string[]
      readonly source: Source
    }
  /** Points were given, and come to a level; to one of these where some are named. */
  | {
      readonly kind: 'scored'
      readonly by: 'inspection' | 'assessment'
      readonly accepted?: readonly string[]
    }

/** A place that a destination names outright. */
export type NamedPlace = { readonly step: string } | { readonly outcome: string }

/** A fork leads where the value of a required choice of the same step says. */
export type Destination =
  | 'next'
  | NamedPlace
  | { readonly field: string; readonly cases: Readonly<Record<string, NamedPlace>> }

/** What passing the due instant does to an action at the step. */
export type Lateness =
  | { readonly effect: 'mark' } // allowed, and marked late
  | { readonly effect: 'refuse'; readonly acceptedBy: Party } // closed, unless that officer accepts it with a reason
  | { readonly effect: 'lapse'; readonly outcome: string } // the clock ends the dossier

export interface InspectionRule {
  readonly by: readonly Party[]
  /** 'double': two inspectors who don't see each other's answers until both are in. */
  readonly blind: 'single' | 'double'
  /** Criteria that may differ between the two before a third must settle it. */
  readonly tolerance: number
  readonly settledBy?: Party
}

export interface ReturnRule {
  /** Steps that this one may send back to; 'originator' is the path's first, 'previous' the one before. */
  readonly to: readonly ('originator' | 'previous' | { readonly step: string })[]
  /** After the correction: through every step again, or straight back to who returned it. */
  readonly resume: 'path' | 'returner'
  /** By when the correction is due. */
  readonly due?: DueRule
}

/** A number given in the transaction of the act, without gaps, per office, register and year. */
export interface NumberRule {
  readonly register: string
  readonly level: Level
  /** The register instead where the police of the level sign: a paper stands in the series of its own issuer. */
  readonly byPolice?: string
}

export interface Reminder {
  readonly days: number
  readonly working: boolean
}

/** A part of a step that may rest on something else than the step itself. */
export type StepPart =
  | 'parties'
  | 'signing'
  | 'reject'
  | 'returns'
  | 'needs'
  | 'inspection'
  | 'assessment'
  | 'late'
  | 'reminders'
  | 'escalation'
  | 'apart'
  | 'numbers'
  | 'copies'
  | 'batch'
  | 'assigns'

export interface StepRule {
  readonly id: string
  readonly vi: string
  readonly parties: readonly Party[]
  readonly signing: Signing
  /** The word for going forward: 'submit' for work, 'approve' for a decision. */
  readonly forward: { readonly action: 'submit' | 'approve'; readonly to: Destination }
  /** Present where 'reject' exists: where a no leads. */
  readonly reject?: { readonly to: Destination }
  readonly returns?: ReturnRule
  readonly needs: readonly Need[]
  /** Further actions that the step offers; what isn't named here or implied isn't there. */
  readonly offers: readonly Action[]
  readonly inspection?: InspectionRule
  /** Who may self-assess at this step (mid-year self-assessment). */
  readonly assessment?: { readonly by: Party; readonly also?: readonly Party[] }
  readonly due?: DueRule
  readonly late: Lateness
  readonly reminders?: readonly Reminder[]
  /** Levels told in turn when the step is overdue, nearest first. */
  readonly escalation?: readonly Party[]
  /** Steps whose actors may not act here (separation of duties). */
  readonly apart?: readonly string[]
  readonly numbers?: readonly NumberRule[]
  /** The step hands out the certificate. */
  readonly certificate?: boolean
  /** The documents that acts of the step issue, or that it offers to be filled. */
  readonly papers?: readonly PaperRule[]
  /** Told on going forward, for information with a read mark. */
  readonly copies?: readonly Party[]
  /** One decision may be taken over many dossiers at this step. */
  readonly batch?: boolean
  /** Parts of these kinds that the owner has made are handed out on going forward, each into a campaign of the procedure. */
  readonly assigns?: readonly { readonly kinds: readonly MatterKind[]; readonly procedure: string }[]
  readonly source: Source
  /** Sources of single parts, where they differ from the step's own. */
  readonly rests?: Readonly<Partial<Record<StepPart, Source>>>
}

export interface Outcome {
  readonly id: string
  readonly vi: string
  /** 'granted' can be maintained, revoked and corrected; 'denied' and 'ended' can be reopened only. */
  readonly nature: 'granted' | 'denied' | 'ended'
  /** The standing that it gives to the matter. */
  readonly subject?: 'active' | 'ended'
  readonly source: Source
}

export type PathTrait = 'provincial' | 'noPolice' | 'ministerial'

/** The way of one kind of subject. The first path whose kinds and traits fit is taken. */
export interface Path {
  readonly id: string
  readonly vi: string
  readonly kinds: readonly SubjectKind[]
  /** All must be true: provincial = belongs to the province itself, ministerial = to the ministry, noPolice = the commune has none. */
  readonly traits?: readonly PathTrait[]
  /** Kinds of office that own the matter; named where the kinds are matters. */
  readonly owners?: readonly OfficeKind[]
  /** Types of the matter; all when absent. */
  readonly types?: readonly string[]
  /** Open only where this setting, true or false, is true: the campaign's value, else the procedure's. */
  readonly setting?: string
  readonly steps: readonly string[]
  readonly source: Source
}

/** What may be done to a dossier after its end, and by whom. */
export interface AfterRules {
  readonly maintain?: {
    readonly by: Party
    readonly results: readonly ('maintained' | 'notMaintained')[]
    readonly source: Source
  }
  /** 'decider': whoever may act for a party of the step that was signed last. */
  readonly revoke?: {
    readonly by: Party | 'decider'
    /** Fields and documents without which nothing is taken away. */
    readonly needs?: readonly Need[]
    readonly source: Source
  }
  readonly correct?: {
    readonly by: Party | 'decider'
    readonly numbers?: NumberRule
    readonly source: Source
  }
  readonly reopen?: { readonly by: Party; readonly to: readonly string[]; readonly source: Source }
  /** Parts that were made after the end are handed out like those that its step handed out; what they hang on stays in force. */
  readonly handOut?: {
    readonly by: Party | 'decider'
    readonly needs?: readonly Need[]
    readonly numbers?: NumberRule
    /** The paper that the act issues under its number, with what it brought along. */
    readonly paper?: PaperKind
    readonly source: Source
  }
}

export interface Setting {
  readonly id: string
  readonly vi: string
  readonly value: string | number | boolean
  readonly why: string
  /** Dated values: the last one that isn't after the day holds; a campaign's own value beats it. */
  readonly history?: readonly { readonly from: CivilDate; readonly value: string | number | boolean }[]
}

/** A date that steps are due by, under a name of its own. */
export interface NamedDate {
  readonly vi: string
  readonly rule: DueRule
  /** The day of the thing itself, which a form asks for first; absent of a deadline around it. */
  readonly isDay?: true
}

/** What an outcome is worth: a fixed value, or the level that the points came to. */
export type ResultValue = string | { readonly level: 'inspection' | 'assessment' }

export interface Procedure {
  readonly id: string
  readonly version: number
  readonly vi: string
  readonly subjects: readonly SubjectKind[]
  /** Types of the matters, with their Vietnamese names. */
  readonly types?: Readonly<Record<string, string>>
  /** Standing that a matter must have for its first act. */
  readonly begins?: 'draft' | 'active'
  /** Marks of offices that it doesn't apply to. */
  readonly excludes?: readonly string[]
  /** Every office of its kinds owes one: opened for each, who hasn't begun is reminded and told late. */
  readonly owed?: Source
  /** Figures that fields are prefilled from and comparisons count. */
  readonly figures?: Readonly<
    Record<string, { readonly vi: string; readonly figure: Figure; readonly source: Source }>
  >
  readonly paths: readonly Path[]
  readonly steps: readonly StepRule[]
  readonly outcomes: readonly Outcome[]
  /** Outcome when the originator withdraws. */
  readonly withdraw: { readonly until: readonly string[]; readonly source: Source }
  readonly after: AfterRules
  /** Named dates of the campaign; a campaign may override each. */
  readonly dates: Readonly<Record<string, NamedDate>>
  /** The campaign's own life: month and day on which it opens and closes, in its year. */
  readonly opens: string
  readonly closes: string
  /** Who an administrator's extension, jump, termination belong to. */
  readonly extendBy: Party
  /** The criteria sheet that each kind of subject is inspected against, by sheet id. */
  readonly sheets: Readonly<Partial<Record<SubjectKind, string>>>
  /** What a granted outcome is worth to other procedures, e.g. { kind: 'exemplary', value: 'achieved' }. */
  readonly results: Readonly<Record<string, { readonly kind: string; readonly value: ResultValue }>>
  readonly settings: readonly Setting[]
  /** What its papers and lists name instead of the subject. */
  readonly givenTo?: GivenTo
  readonly source: Source
}

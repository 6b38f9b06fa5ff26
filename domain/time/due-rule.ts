// Due rules as data, what they are resolved against, and the shape of the answer: a deadline with everything
// that led to it, or a refusal. How a rule is resolved stands in due.ts.
import type { CivilDate, Instant, MonthDay } from './civil.ts'
import type { DayReason, HolidayCalendar, Territory } from './calendar.ts'

/** The moment that a relative rule counts from: the step entered, the return made, the dossier received. */
export type Anchor = 'stepEntered' | 'returned' | 'received'

interface RuleBase {
  /** Seed row or article that the rule rests on. */
  readonly source: string
  /** Present where no source gives the rule, so that it is never printed as law. */
  readonly settingMark?: true
  /** For a fixed date: a pause of the clock moves it. Relative rules are always moved. */
  readonly pausable?: true
}

/** "Trước ngày …": the date named is the first one too late, unless a campaign reads it otherwise. */
export interface BeforeRule extends RuleBase {
  readonly kind: 'before'
  readonly monthDay: MonthDay
  readonly yearOffset?: 0 | 1
}

/** "Đến hết ngày …": the date named is the last one in time. */
export interface ThroughRule extends RuleBase {
  readonly kind: 'through'
  readonly monthDay: MonthDay
  readonly yearOffset?: 0 | 1
}

/** So many working days from an anchor, the anchor's own day not counted. */
export interface WorkingDaysRule extends RuleBase {
  readonly kind: 'workingDays'
  readonly count: number
  readonly from: Anchor
}

/** So many calendar days from an anchor, the anchor's own day not counted. */
export interface CalendarDaysRule extends RuleBase {
  readonly kind: 'calendarDays'
  readonly count: number
  readonly from: Anchor
}

/** A named date of the campaign, which is itself given by a rule and may be overridden. */
export interface CampaignDateRule extends RuleBase {
  readonly kind: 'campaignDate'
  readonly key: string
}

/** When something is due, as data. */
export type DueRule = BeforeRule | ThroughRule | WorkingDaysRule | CalendarDaysRule | CampaignDateRule

/**
 * How a campaign reads "trước ngày D": strict is until the end of the day before D; throughDay is until the end
 * of D; rollForward is strict, and a last day that is no working day gives way to the next one that is.
 * Rolling holds for every rule that ends on a date (BLDS 2015 Đ.148 khoản 5), the other two for "trước" only.
 */
export type BeforeReading = 'strict' | 'throughDay' | 'rollForward'

/** The reading used where a campaign says nothing. */
export const DEFAULT_READING: BeforeReading = 'strict'

/** Longest count of a relative rule, in days: ten years; more is taken for a slip of the keyboard. */
export const MAX_COUNT_DAYS = 3660

/** What a rule is resolved against. */
export interface DueContext {
  readonly campaignYear: number
  readonly calendar: HolidayCalendar
  readonly reading: BeforeReading
  readonly territory?: Territory
  /** The rules behind the campaign's named dates. */
  readonly dateRules?: Readonly<Record<string, DueRule>>
  /** Overrides of named dates: the date takes the place of the one named in the rule, read as that rule is. */
  readonly dates?: Readonly<Record<string, CivilDate>>
  /** When the anchor of a relative rule happened. */
  readonly anchorAt?: Instant
}

/** What a person should know about a deadline, as codes. */
export type DueNote =
  | 'dueOnNonWorkingDay'
  | 'rolledForward'
  | 'yearNotInCalendar'
  | 'swappedWorkingDayCounted'
  | 'setting'
  | 'overridden'

/** A day that doesn't count, and why. */
export interface PassedOverDay {
  readonly date: CivilDate
  readonly name: string
  readonly reason: DayReason
}

/** A deadline with everything that led to it. */
export interface DueExplanation {
  readonly dueAt: Instant
  readonly dueDate: CivilDate
  /** The rule that was asked for. */
  readonly rule: DueRule
  /** The rule that gave the date: the same, or the one behind a named date. */
  readonly basis: DueRule
  readonly source: string
  readonly reading: BeforeReading
  /** What a pause does to it: see clock-rules.ts. */
  readonly clock: 'fixed' | 'pausableDate' | 'calendarDays' | 'workingDays'
  /** The last day as counted, before any rolling to a working day. */
  readonly countedTo: CivilDate
  readonly passedOver: readonly PassedOverDay[]
  readonly anchorAt?: Instant
  /** Key of the named date that the campaign overrides. */
  readonly overriddenBy?: string
  readonly notes: readonly DueNote[]
}

/** Why a rule gives no deadline. */
export type DueRefusalCode =
  | 'badCampaignYear'
  | 'badMonthDay'
  | 'noSuchDay'
  | 'badCount'
  | 'anchorMissing'
  | 'badAnchor'
  | 'badOverride'
  | 'unknownDate'
  | 'circularDate'
  | 'unknownRuleKind'
  | 'noWorkingDay'
  | 'outOfRange'

/** A rule that gives no deadline: the code for programs, the detail (value, place, expected) for logs. */
export interface DueRefusal {
  readonly refused: DueRefusalCode
  readonly detail: string
}

/** Whether a result of this folder is a refusal; the type that is left is the answer. */
export function isRefusal<T extends object>(result: T): result is Extract<T, { readonly refused: string }> {
  return 'refused' in result
}

// What the checker has to say: a code for each kind of mistake, where it is, and the way of actions that leads there.
import type { BeforeReading } from '../time/due-rule.ts'
import type { HolidayCalendar } from '../time/calendar.ts'
import type { Procedure } from '../procedure.ts'

export const FINDING_CODES = [
  // The data contradicts itself.
  'duplicateId',
  'unknownStep',
  'unknownOutcome',
  'unknownDate',
  'unknownSetting',
  'unused',
  'noSource',
  'noPath',
  'pathShadowed',
  'pathEmpty',
  'roleNotSeated',
  'partiesMissing',
  'signingImpossible',
  'offerImpossible',
  'leadsNowhere',
  'noLeadsToGrant',
  'returnsNowhere',
  'apartFromItself',
  'judgeOfOwnLateness',
  'criteriaNeverInspected',
  'neverAssessed',
  'inspectionImpossible',
  'noSheet',
  'fieldImpossible',
  'certificateWithoutNumber',
  'paperImpossible',
  'batchImpossible',
  'lateWithoutDue',
  'outcomeMisused',
  'ownersMissing',
  'typeUnknown',
  'subjectImpossible',
  'childrenImpossible',
  'compareImpossible',
  'figureImpossible',
  'levelNeverGiven',
  'assignsImpossible',
  'forkImpossible',
  'unknownResult',
  'personRecord',
  // The dates don't fit the year.
  'dueUnresolvable',
  'dueOutsideCampaign',
  'dueOrder',
  'badReminder',
  'badCampaign',
  // The walk of all states.
  'cannotStart',
  'stepUnreachable',
  'outcomeUnreachable',
  'deadEnd',
  'dutiesCannotBeKeptApart',
  'grantUnreachable',
  'deadlineNeverFires',
  'noEndInTime',
  'afterUnusable',
  'batchUnusable',
  'walkTooLarge',
] as const
export type FindingCode = (typeof FINDING_CODES)[number]

export interface Finding {
  readonly code: FindingCode
  /** Path, step, outcome, date or setting at fault, from the outside in. */
  readonly where: readonly string[]
  /** Value, place and what was expected, in English. */
  readonly detail: string
  /** The actions that lead there, in order; empty where the data itself is wrong. */
  readonly way: readonly string[]
}

/** The year in which the dates are judged. */
export interface CheckContext {
  readonly year: number
  readonly calendar: HolidayCalendar
  /** Readings of "trước ngày" that a campaign may choose; all three when absent. */
  readonly readings?: readonly BeforeReading[]
  /** States after which a walk of one path gives up; 20,000 when absent. */
  readonly maxStates?: number
  /** The procedures that it may name beside itself; nothing is said of other procedures when absent. */
  readonly known?: readonly Procedure[]
}

export function finding(
  code: FindingCode,
  where: readonly string[],
  detail: string,
  way: readonly string[] = [],
): Finding {
  return { code, where, detail, way }
}

/** One line for a terminal. */
export function describeFinding({ code, where, detail, way }: Finding): string {
  const place = where.length === 0 ? '' : ` [${where.join(' / ')}]`
  return `${code}${place}: ${detail}${way.length === 0 ? '' : `\n    by way of: ${way.join(' → ')}`}`
}

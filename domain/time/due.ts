// How a due rule becomes an instant. Every answer explains itself: the rule, its source, the reading of
// "trước ngày", the days passed over, what was overridden, and what a person should be warned of. What doesn't
// make sense comes back as a refusal with a code. The explanation holds codes, never texts.
import {
  FIRST_YEAR,
  LAST_YEAR,
  addDays,
  civilDateOf,
  dateInYear,
  endOfDay,
  fromEpochDay,
  isCivilDate,
  isInstant,
  isMonthDay,
  toEpochDay,
  yearOf,
} from './civil.ts'
import type { CivilDate, Instant } from './civil.ts'
import { addWorkingDays, coverage, dayStatus, isWorkingDay, workingDayOnOrAfter } from './calendar.ts'
import type { HolidayCalendar, Territory } from './calendar.ts'
import { MAX_COUNT_DAYS, isRefusal } from './due-rule.ts'
import type {
  BeforeReading,
  BeforeRule,
  CalendarDaysRule,
  DueContext,
  DueExplanation,
  DueNote,
  DueRefusal,
  DueRefusalCode,
  DueRule,
  PassedOverDay,
  ThroughRule,
  WorkingDaysRule,
} from './due-rule.ts'

export * from './due-rule.ts'

function refuse(refused: DueRefusalCode, detail: string): DueRefusal {
  return { refused, detail }
}

// Far enough from the ends of the range that no count of a rule can leave it.
function inUse(year: number): boolean {
  return Number.isInteger(year) && year > FIRST_YEAR && year < LAST_YEAR - 20
}

interface Found {
  readonly basis: DueRule
  readonly key?: string
  readonly override?: CivilDate
}

// Follows named dates to the rule behind them; the first override met on the way wins.
function follow(rule: DueRule, context: DueContext): Found | DueRefusal {
  const seen: string[] = []
  let current = rule
  let overridden: { key: string; override: CivilDate } | null = null
  while (current.kind === 'campaignDate') {
    const { key } = current
    if (seen.includes(key))
      return refuse('circularDate', `named date "${key}": ${[...seen, key].join(' → ')}`)
    seen.push(key)
    const override = Object.hasOwn(context.dates ?? {}, key) ? context.dates?.[key] : undefined
    if (override !== undefined && overridden === null) {
      if (!isCivilDate(override) || !inUse(yearOf(override)))
        return refuse('badOverride', `date "${key}": ${String(override)}`)
      overridden = { key, override }
    }
    const next = Object.hasOwn(context.dateRules ?? {}, key) ? context.dateRules?.[key] : undefined
    if (next === undefined) {
      if (overridden === null) return refuse('unknownDate', `named date "${key}": no rule and no override`)
      // A date that only the campaign gives has no "trước" in it: it is the last day.
      return { basis: { ...current, kind: 'through', monthDay: overridden.override.slice(5) }, ...overridden }
    }
    current = next
  }
  return { basis: current, ...overridden }
}

interface Counted {
  readonly date: CivilDate
  readonly clock: DueExplanation['clock']
  readonly anchorAt?: Instant
}

function countFixed(
  rule: BeforeRule | ThroughRule,
  override: CivilDate | undefined,
  context: DueContext,
): Counted | DueRefusal {
  if (!isMonthDay(rule.monthDay)) return refuse('badMonthDay', `"${String(rule.monthDay)}": expected MM-DD`)
  const year = context.campaignYear + (rule.yearOffset ?? 0)
  const named = override ?? dateInYear(year, rule.monthDay)
  if (named === null) return refuse('noSuchDay', `${year}-${rule.monthDay}: no such day in that year`)
  const dayBefore = rule.kind === 'before' && context.reading !== 'throughDay'
  return { date: dayBefore ? addDays(named, -1) : named, clock: rule.pausable ? 'pausableDate' : 'fixed' }
}

function countRelative(rule: WorkingDaysRule | CalendarDaysRule, context: DueContext): Counted | DueRefusal {
  const { anchorAt, calendar, territory } = context
  if (!Number.isInteger(rule.count) || rule.count < 1 || rule.count > MAX_COUNT_DAYS) {
    return refuse(
      'badCount',
      `count ${String(rule.count)}: expected a whole number from 1 to ${MAX_COUNT_DAYS}`,
    )
  }
  if (anchorAt === undefined) return refuse('anchorMissing', `rule counts from "${rule.from}"`)
  if (!isInstant(anchorAt)) return refuse('badAnchor', `"${String(anchorAt)}": expected an instant`)
  const anchorDate = civilDateOf(anchorAt)
  if (!inUse(yearOf(anchorDate))) return refuse('outOfRange', `anchor ${anchorAt}`)
  if (rule.kind === 'calendarDays')
    return { date: addDays(anchorDate, rule.count), clock: 'calendarDays', anchorAt }
  const date = addWorkingDays(calendar, anchorDate, rule.count, territory)
  if (date === null) return refuse('noWorkingDay', `after ${anchorDate}: the holiday table leaves none`)
  return { date, clock: 'workingDays', anchorAt }
}

function count(found: Found, context: DueContext): Counted | DueRefusal {
  const { basis, override } = found
  switch (basis.kind) {
    case 'before':
    case 'through':
      return countFixed(basis, override, context)
    case 'workingDays':
    case 'calendarDays':
      // An overridden relative date has become a date: the campaign named its last day.
      return override === undefined
        ? countRelative(basis, context)
        : { date: override, clock: basis.pausable ? 'pausableDate' : 'fixed' }
    default:
      return refuse('unknownRuleKind', `kind "${String((basis as { kind?: unknown }).kind)}"`)
  }
}

/** A last day under a reading: where it rolls, the next working day; null when the table has none. */
export function rolledDate(
  date: CivilDate,
  reading: BeforeReading,
  calendar: HolidayCalendar,
  territory?: Territory,
): CivilDate | null {
  return reading === 'rollForward' ? workingDayOnOrAfter(calendar, date, territory) : date
}

// Days that were not counted, or not ended on, from one date (itself not looked at) to the due date.
function lookBack(
  from: CivilDate,
  to: CivilDate,
  context: DueContext,
): { passedOver: PassedOverDay[]; swapped: boolean } {
  const passedOver: PassedOverDay[] = []
  let swapped = false
  const first = toEpochDay(from)
  const last = toEpochDay(to)
  for (let day = first + 1; day <= last; day += 1) {
    const date = fromEpochDay(day)
    const { working, reason, name } = dayStatus(context.calendar, date, context.territory)
    if (!working && date !== to) passedOver.push({ date, name: name ?? '', reason })
    if (reason === 'swapWork') swapped = true
  }
  return { passedOver, swapped }
}

function explain(
  rule: DueRule,
  found: Found,
  counted: Counted,
  dueDate: CivilDate,
  context: DueContext,
): DueExplanation {
  const { calendar, territory, reading } = context
  const { anchorAt, clock, date: countedTo } = counted
  const countedFrom = clock === 'workingDays' && anchorAt !== undefined ? civilDateOf(anchorAt) : null
  const rolled = dueDate !== countedTo
  const { passedOver, swapped } = lookBack(countedFrom ?? addDays(countedTo, -1), dueDate, context)
  const known = coverage(
    calendar,
    anchorAt === undefined ? countedTo : civilDateOf(anchorAt),
    dueDate,
  ).covered
  const notes: DueNote[] = []
  if (!isWorkingDay(calendar, dueDate, territory)) notes.push('dueOnNonWorkingDay')
  if (rolled) notes.push('rolledForward')
  if (!known) notes.push('yearNotInCalendar')
  if (swapped && countedFrom !== null) notes.push('swappedWorkingDayCounted')
  if (rule.settingMark || found.basis.settingMark) notes.push('setting')
  if (found.override !== undefined) notes.push('overridden')
  return {
    dueAt: endOfDay(dueDate),
    dueDate,
    rule,
    basis: found.basis,
    source: found.basis.source,
    reading,
    clock: clock === 'fixed' && rule.pausable ? 'pausableDate' : clock,
    countedTo,
    passedOver,
    ...(anchorAt === undefined ? {} : { anchorAt }),
    ...(found.key === undefined ? {} : { overriddenBy: found.key }),
    notes,
  }
}

/**
 * The deadline that a rule gives in a campaign, with its explanation. Total: a rule or context that makes no
 * sense gives a refusal, never an exception.
 * @source BLDS 2015, Điều 147 (first day not counted) and Điều 148 (ends at 24:00 of the last day).
 */
export function resolveDue(rule: DueRule, context: DueContext): DueExplanation | DueRefusal {
  const { campaignYear } = context
  if (!inUse(campaignYear))
    return refuse('badCampaignYear', `${String(campaignYear)}: expected a calendar year`)
  const found = follow(rule, context)
  if (isRefusal(found)) return found
  const counted = count(found, context)
  if (isRefusal(counted)) return counted
  const dueDate = rolledDate(counted.date, context.reading, context.calendar, context.territory)
  if (dueDate === null) return refuse('noWorkingDay', `from ${counted.date}: the holiday table leaves none`)
  return explain(rule, found, counted, dueDate, context)
}

// What one day is by the holiday table, and why. A table is read once and its days are remembered, for every deadline of
// every dossier asks about the same few hundred of them.
import { weekday, yearOf } from './civil.ts'
import type { CivilDate } from './civil.ts'

/** What a line of the table makes of its day: a public holiday, a day off by swap, a working day by swap. */
export type HolidayKind = 'holiday' | 'swapOff' | 'swapWork'

/** One line of the holiday table. */
export interface HolidayDay {
  readonly date: CivilDate
  readonly kind: HolidayKind
  /** Name on screens, Vietnamese. */
  readonly name: string
  /** Where it is written, or what a setting rests on. */
  readonly source: string
  /** Code of the office whose territory it holds in; absent: the whole country. */
  readonly territory?: string
  /** Present where no source gives this day: an administrator has to confirm it. */
  readonly settingMark?: true
}

/** The holiday table that an administrator edits; every edit is a new version. */
export interface HolidayCalendar {
  readonly version: number
  /** Years for which the lines are complete, as far as is known. */
  readonly years: readonly number[]
  readonly days: readonly HolidayDay[]
}

/**
 * Where a day is asked for: an office's code, or the codes from the widest territory to the narrowest
 * (province, commune), since a commune shares its province's lines. The narrowest line decides.
 */
export type Territory = string | readonly string[]

/** Why a day is, or is not, a working day. */
export type DayReason = 'weekday' | 'weekend' | HolidayKind

/** What a day is, and why. */
export interface DayStatus {
  readonly working: boolean
  readonly reason: DayReason
  /** Name of the holiday or swap, or of the weekend's day; null on an ordinary weekday. */
  readonly name: string | null
  readonly source: string | null
  /** False where the table doesn't know the year, so that a holiday may be missing. */
  readonly covered: boolean
}

const WEEKEND_NAMES: Readonly<Record<6 | 7, string>> = { 6: 'Thứ Bảy', 7: 'Chủ nhật' }

/** A table with its lines by day, and what was found out from it. A calendar is a value: it never changes. */
interface Known {
  readonly lines: ReadonlyMap<CivilDate, readonly HolidayDay[]>
  readonly territories: ReadonlySet<string>
  /** What was found, by those codes of the asked territory that some line names. */
  readonly days: Map<string, Map<CivilDate, DayStatus>>
}

const KNOWN = new WeakMap<HolidayCalendar, Known>()

function read(calendar: HolidayCalendar): Known {
  const known = KNOWN.get(calendar)
  if (known !== undefined) return known
  const lines = new Map<CivilDate, HolidayDay[]>()
  for (const line of calendar.days) lines.set(line.date, [...(lines.get(line.date) ?? []), line])
  const territories = new Set(calendar.days.flatMap(({ territory }) => territory ?? []))
  const made = { lines, territories, days: new Map<string, Map<CivilDate, DayStatus>>() }
  KNOWN.set(calendar, made)
  return made
}

function daysOf({ territories, days }: Known, territory: Territory | undefined): Map<CivilDate, DayStatus> {
  const codes = territory === undefined ? [] : typeof territory === 'string' ? [territory] : territory
  const key = codes.filter((code) => territories.has(code)).join('/')
  const known = days.get(key) ?? new Map<CivilDate, DayStatus>()
  days.set(key, known)
  return known
}

function depthIn(line: HolidayDay, territory: Territory | undefined): number {
  if (line.territory === undefined) return 0
  if (territory === undefined) return -1
  if (typeof territory === 'string') return line.territory === territory ? 1 : -1
  const place = territory.lastIndexOf(line.territory)
  return place < 0 ? -1 : place + 1
}

// The narrowest line decides; among equals a day of rest does, for that never takes time from anybody.
function decidingLine(lines: readonly HolidayDay[], territory: Territory | undefined): HolidayDay | null {
  let best: HolidayDay | null = null
  let bestDepth = -1
  for (const line of lines) {
    const depth = depthIn(line, territory)
    if (depth < 0) continue
    const restWins = best !== null && depth === bestDepth && best.kind === 'swapWork'
    if (depth > bestDepth || restWins) {
      best = line
      bestDepth = depth
    }
  }
  return best
}

/** What a day is in a territory (whole country when none is given), with the reason and its source. */
export function dayStatus(calendar: HolidayCalendar, date: CivilDate, territory?: Territory): DayStatus {
  const known = read(calendar)
  const days = daysOf(known, territory)
  const found = days.get(date)
  if (found !== undefined) return found
  const line = decidingLine(known.lines.get(date) ?? [], territory)
  const status = statusBy(line, date, calendar.years.includes(yearOf(date)))
  days.set(date, status)
  return status
}

function statusBy(line: HolidayDay | null, date: CivilDate, covered: boolean): DayStatus {
  if (line !== null) {
    const { kind, name, source } = line
    return { working: kind === 'swapWork', reason: kind, name, source, covered }
  }
  const day = weekday(date)
  if (day === 6 || day === 7) {
    return { working: false, reason: 'weekend', name: WEEKEND_NAMES[day], source: null, covered }
  }
  return { working: true, reason: 'weekday', name: null, source: null, covered }
}

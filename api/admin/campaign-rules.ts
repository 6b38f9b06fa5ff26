// What a campaign may be given: dates, settings, sheets and a calendar that its procedure and the record know. And the
// deadlines that come of it, each with where it is from. What is wrong is said by the name of its field.
import { z } from 'zod'
import type { Client, Pool } from '../../activities/pool.ts'
import {
  DEFAULT_ESCALATION_DAYS,
  ESCALATION_DAYS_SETTING,
  SWEEP_TIME_SETTING,
} from '../../activities/campaign/plan.ts'
import { libraryOf } from '../../activities/record/cache.ts'
import { NO_CALENDAR } from '../../activities/record/facts.ts'
import type { CampaignFacts } from '../../domain/command.ts'
import type { Procedure } from '../../domain/procedure.ts'
import type { HolidayCalendar } from '../../domain/time/calendar.ts'
import { civilDateOf, compareInstants, isLocalTime } from '../../domain/time/civil.ts'
import type { CivilDate, Instant } from '../../domain/time/civil.ts'
import { isRefusal, resolveDue } from '../../domain/time/due.ts'
import type { BeforeReading } from '../../domain/time/due.ts'
import { DEFAULT_SWEEP_TIME } from '../../domain/time/notices.ts'
import { SUBJECT_KINDS } from '../../domain/vocabulary.ts'
import { Problem } from '../problems.ts'
import { civilDate, instant } from '../schemas.ts'
import { day } from './schemas.ts'

const name = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,59}$/u)
export const reading = z.enum(['strict', 'throughDay', 'rollForward'])
export const datesGiven = z.record(name, day)
const sheetVersion = z.strictObject({ id: name, version: z.int().min(1).max(100_000) })

/** What can be set of a campaign. */
export const campaignGiven = {
  dates: datesGiven,
  reading,
  settings: z.record(name, z.union([z.string().max(300), z.number(), z.boolean()])),
  sheets: z.partialRecord(z.enum(SUBJECT_KINDS), sheetVersion),
  /** The version of the holiday table that counts to the end; null follows the newest. */
  calendarVersion: z.int().min(1).max(100_000).nullable(),
} as const
export type CampaignGiven = z.output<z.ZodObject<typeof campaignGiven>>

export const deadline = z
  .object({
    key: z.string(),
    vi: z.string(),
    /** The last instant in time; null where it is counted from what happens to each dossier. */
    dueAt: instant.nullable(),
    lastDay: civilDate.nullable(),
    /** A row or article; where `setting` is true, the setting that stands in for one. */
    source: z.string(),
    setting: z.boolean(),
    overridden: z.boolean(),
    notes: z.array(z.string()),
  })
  .meta({ id: 'Deadline' })
export type Deadline = z.input<typeof deadline>

export interface DeadlineFacts {
  readonly year: number
  readonly reading: BeforeReading
  readonly dates: Readonly<Record<string, CivilDate>>
  readonly calendar: HolidayCalendar
  readonly territory: readonly string[]
}

/** Sorts behind every instant. */
const LAST = '9999'

/** The named dates of a procedure in a campaign, the first due first, then those that have no day of their own. */
export function deadlinesOf(procedure: Procedure, facts: DeadlineFacts): Deadline[] {
  const dateRules = Object.fromEntries(Object.entries(procedure.dates).map(([key, { rule }]) => [key, rule]))
  const { year: campaignYear, reading, dates, calendar, territory } = facts
  const context = { campaignYear, reading, dates, calendar, territory, dateRules }
  const deadlines = Object.entries(procedure.dates).map(([key, { vi, rule }]) => {
    const due = resolveDue({ kind: 'campaignDate', key, source: rule.source }, context)
    const resolved = isRefusal(due) ? null : due
    return {
      key,
      vi,
      dueAt: resolved?.dueAt ?? null,
      lastDay: resolved?.dueDate ?? null,
      source: rule.source,
      setting: rule.settingMark === true,
      overridden: dates[key] !== undefined,
      notes: [...(resolved?.notes ?? [])],
    }
  })
  return deadlines.sort((a, b) => compareInstants(a.dueAt ?? LAST, b.dueAt ?? LAST))
}

/** The holiday table of a version, or the newest; one that knows nothing where none is published. */
export async function calendarOf(pool: Pool, version: number | null): Promise<HolidayCalendar> {
  const { rows } = await pool.query<{ newest: number | null }>('SELECT max(version) AS newest FROM calendar')
  const wanted = version ?? rows[0]?.newest ?? null
  return (wanted === null ? null : await libraryOf(pool).calendar(wanted)) ?? NO_CALENDAR
}

export interface DateChange {
  readonly procedure: Procedure
  readonly before: DeadlineFacts
  readonly after: DeadlineFacts
  readonly opensAt: Instant
  readonly closesAt: Instant
  readonly at: Instant
}

/** Throws where a named date is unknown, or where a deadline was moved into the past or out of the campaign. */
export function checkDates({ procedure, before, after, opensAt, closesAt, at }: DateChange): void {
  for (const key of Object.keys(after.dates)) {
    if (!Object.hasOwn(procedure.dates, key)) throw new Problem('unknownName', { field: `dates.${key}` })
  }
  const old = new Map(deadlinesOf(procedure, before).map((one) => [one.key, one.dueAt]))
  const today = civilDateOf(at)
  for (const { key, dueAt, lastDay } of deadlinesOf(procedure, after)) {
    if (dueAt === null || lastDay === null || dueAt === old.get(key)) continue
    if (lastDay < today) throw new Problem('dateInPast', { field: `dates.${key}` })
    if (dueAt < opensAt || dueAt > closesAt) throw new Problem('invalid', { field: `dates.${key}` })
  }
}

/** Settings that every campaign has beside those of its procedure, with their defaults. */
const COMMON_SETTINGS = {
  [SWEEP_TIME_SETTING]: DEFAULT_SWEEP_TIME,
  [ESCALATION_DAYS_SETTING]: DEFAULT_ESCALATION_DAYS,
} as const

/** Throws where a setting is unknown, or its value not of the kind that it has. */
export function checkSettings(procedure: Procedure, settings: CampaignFacts['settings']): void {
  const known = new Map<string, string | number | boolean>([
    ...procedure.settings.map(({ id, value }) => [id, value] as const),
    ...Object.entries(COMMON_SETTINGS),
  ])
  for (const [id, value] of Object.entries(settings)) {
    const field = `settings.${id}`
    const standard = known.get(id)
    if (standard === undefined) throw new Problem('unknownName', { field })
    const wrong =
      typeof value !== typeof standard ||
      (id === SWEEP_TIME_SETTING && !isLocalTime(value)) ||
      (id === ESCALATION_DAYS_SETTING &&
        !(Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 366))
    if (wrong) throw new Problem('invalid', { field })
  }
}

/** Throws where a sheet is for a kind that the procedure doesn't have, or isn't published; so for the calendar. */
export async function checkReferences(
  client: Client,
  procedure: Procedure,
  { sheets, calendarVersion }: Pick<CampaignGiven, 'sheets' | 'calendarVersion'>,
): Promise<void> {
  for (const [kind, sheet] of Object.entries(sheets)) {
    const field = `sheets.${kind}`
    if (!(procedure.subjects as readonly string[]).includes(kind)) throw new Problem('unknownName', { field })
    const { rowCount } = await client.query(
      'SELECT 1 FROM criteria_sheet WHERE id = $1 AND version = $2 AND published_at IS NOT NULL',
      [sheet.id, sheet.version],
    )
    if (rowCount === 0) throw new Problem('notPublished', { field })
  }
  if (calendarVersion === null) return
  const { rowCount } = await client.query('SELECT 1 FROM calendar WHERE version = $1', [calendarVersion])
  if (rowCount === 0) throw new Problem('notPublished', { field: 'calendarVersion' })
}

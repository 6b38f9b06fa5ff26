// A campaign as its sweeps need it: its row, the procedure versions that its dossiers follow, the holiday table that
// counts, and when its mornings are. Read anew at each waking, for an administrator may have changed any of it.
import type { Procedure, StepRule } from '../../domain/procedure.ts'
import { stepById } from '../../domain/steps.ts'
import type { HolidayCalendar } from '../../domain/time/calendar.ts'
import { isLocalTime } from '../../domain/time/civil.ts'
import type { CivilDate, Instant } from '../../domain/time/civil.ts'
import type { BeforeReading, DueContext } from '../../domain/time/due.ts'
import { DEFAULT_SWEEP_TIME } from '../../domain/time/notices.ts'
import type { Mornings } from '../../domain/time/notices.ts'
import type { CampaignFacts } from '../../domain/command.ts'
import type { Pool, Queryable } from '../pool.ts'
import { libraryOf } from '../record/cache.ts'
import { NO_CALENDAR } from '../record/facts.ts'

/** Settings of a campaign that its sweeps read, beside those of its procedure. */
export const SWEEP_TIME_SETTING = 'sweepTime'
export const ESCALATION_DAYS_SETTING = 'escalationDays'
/** Working days from one level's telling to the next one's. No source gives a number: a setting. */
export const DEFAULT_ESCALATION_DAYS = 5
const MOST_ESCALATION_DAYS = 366

export interface CampaignPlan {
  readonly id: string
  readonly officeId: string
  readonly year: number
  readonly status: CampaignFacts['status']
  readonly opensAt: Instant
  readonly closesAt: Instant
  /** The last sweep; before the first one, the opening. */
  readonly sweptAt: Instant
  readonly procedureId: string
  /** The version that the campaign froze. */
  readonly procedureVersion: number
  readonly procedureHash: string
  readonly dates: Readonly<Record<string, CivilDate>>
  readonly reading: BeforeReading
  readonly settings: CampaignFacts['settings']
  readonly sheets: CampaignFacts['sheets']
  readonly calendar: HolidayCalendar
  readonly mornings: Mornings
  readonly escalationDays: number
}

interface PlanRow {
  readonly office_id: string
  readonly year: number
  readonly status: CampaignFacts['status']
  readonly opens_at: Date
  readonly closes_at: Date
  readonly swept_at: Date | null
  readonly procedure_id: string
  readonly procedure_version: number
  readonly procedure_hash: string
  readonly dates: Record<string, CivilDate>
  readonly reading: BeforeReading
  readonly settings: Record<string, string | number | boolean>
  readonly sheets: CampaignFacts['sheets']
  readonly calendar_version: number | null
}

/** Reads a campaign; null when there is none. */
export async function readPlan(pool: Pool, id: string, db: Queryable = pool): Promise<CampaignPlan | null> {
  const { rows } = await db.query<PlanRow>({
    name: 'campaign_plan',
    text: `SELECT office_id, year, status, opens_at, closes_at, swept_at, procedure_id, procedure_version, procedure_hash,
        dates, reading, settings, sheets, coalesce(calendar_version, (SELECT max(version) FROM calendar)) AS calendar_version
      FROM campaign WHERE id = $1`,
    values: [id],
  })
  const row = rows[0]
  if (row === undefined) return null
  const version = row.calendar_version
  const calendar = (version === null ? null : await libraryOf(pool).calendar(version)) ?? NO_CALENDAR
  return {
    id,
    officeId: row.office_id,
    year: row.year,
    status: row.status,
    opensAt: row.opens_at.toISOString(),
    closesAt: row.closes_at.toISOString(),
    sweptAt: (row.swept_at ?? row.opens_at).toISOString(),
    procedureId: row.procedure_id,
    procedureVersion: row.procedure_version,
    procedureHash: row.procedure_hash,
    dates: row.dates,
    reading: row.reading,
    settings: row.settings,
    sheets: row.sheets,
    calendar,
    mornings: { calendar, territory: row.office_id, sweepTime: sweepTimeOf(row.settings) },
    escalationDays: escalationDaysOf(row.settings),
  }
}

/** When a campaign's sweep is, by local clocks. */
export function sweepTimeOf(settings: CampaignFacts['settings']): string {
  const time = settings[SWEEP_TIME_SETTING]
  return typeof time === 'string' && isLocalTime(time) ? time : DEFAULT_SWEEP_TIME
}

function escalationDaysOf(settings: CampaignFacts['settings']): number {
  const days = settings[ESCALATION_DAYS_SETTING]
  const usable = typeof days === 'number' && Number.isInteger(days) && days >= 1
  return usable ? Math.min(days, MOST_ESCALATION_DAYS) : DEFAULT_ESCALATION_DAYS
}

/** The facts that deadlines of the campaign's dossiers count; `dates` with a commune's own ones put over them. */
export function timeFacts(plan: CampaignPlan, override: Readonly<Record<string, CivilDate>> = {}) {
  const { id, year, status, opensAt, closesAt, reading, settings, sheets, procedureHash, calendar } = plan
  const dates = { ...plan.dates, ...override }
  const campaign: CampaignFacts = {
    id,
    procedureHash,
    year,
    status,
    opensAt,
    closesAt,
    dates,
    reading,
    settings,
    sheets,
  }
  return { campaign, calendar }
}

type Dates = Readonly<Record<string, CivilDate>>

/** What a campaign's due rules are resolved against; for one commune with its own dates and days off, or for the others. */
export function dueContextOf(
  plan: Pick<CampaignPlan, 'year' | 'officeId' | 'calendar' | 'reading' | 'dates'>,
  procedure: Procedure,
  commune: { readonly id: string | null; readonly dates: Dates },
): Omit<DueContext, 'anchorAt'> {
  return {
    campaignYear: plan.year,
    calendar: plan.calendar,
    reading: plan.reading,
    territory: commune.id === null ? [plan.officeId] : [plan.officeId, commune.id],
    dateRules: Object.fromEntries(Object.entries(procedure.dates).map(([key, { rule }]) => [key, rule])),
    dates: { ...plan.dates, ...commune.dates },
  }
}

/** The communes that have dates of their own in the campaign, with these dates. */
export async function readOverrides(db: Queryable, campaignId: string): Promise<Map<string, Dates>> {
  const { rows } = await db.query<{ office_id: string; dates: Dates }>({
    name: 'campaign_overrides',
    text: `SELECT office_id, dates FROM campaign_override WHERE campaign_id = $1 AND dates <> '{}' ORDER BY office_id`,
    values: [campaignId],
  })
  return new Map(rows.map(({ office_id, dates }) => [office_id, dates]))
}

/** The communes whose deadlines may differ from the campaign's: by dates of their own, or by days off. */
export function communesApart(calendar: HolidayCalendar, overrides: Iterable<string>): string[] {
  const daysOff = calendar.days.flatMap(({ territory }) => territory ?? [])
  return [...new Set([...overrides, ...daysOff])]
}

/** The steps of a campaign's dossiers, by the version that each dossier follows. */
export interface StepBook {
  readonly versions: readonly number[]
  procedure(version: number): Procedure | null
  step(version: number, id: string): StepRule | null
  /** Every step of every version in use. */
  all(): readonly { readonly version: number; readonly rule: StepRule }[]
}

/** Reads the versions that the campaign's open dossiers follow, and the campaign's own. */
export async function readStepBook(pool: Pool, plan: CampaignPlan): Promise<StepBook> {
  const { rows } = await pool.query<{ version: number }>({
    name: 'campaign_versions',
    text: `SELECT DISTINCT procedure_version AS version FROM dossier WHERE campaign_id = $1 AND closed_at IS NULL
      UNION SELECT $2::int ORDER BY version`,
    values: [plan.id, plan.procedureVersion],
  })
  const versions = rows.map(({ version }) => version)
  const found = new Map<number, Procedure>()
  for (const version of versions) {
    const published = await libraryOf(pool).procedure(plan.procedureId, version)
    if (published === null) throw new Error(`procedure ${plan.procedureId} version ${version}: not published`)
    found.set(version, published.procedure)
  }
  return {
    versions,
    procedure: (version) => found.get(version) ?? null,
    step: (version, id) => {
      const procedure = found.get(version)
      return procedure === undefined ? null : stepById(procedure, id)
    },
    all: () =>
      [...found].flatMap(([version, procedure]) => procedure.steps.map((rule) => ({ version, rule }))),
  }
}

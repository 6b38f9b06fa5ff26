// Campaigns: made of a published procedure for an office and a year, changed, and given a commune's own dates. Opening,
// sweeping and closing are the campaign's run's; the record's line of each change stands in the deciding office's chain.
import type { Client } from '../../activities/pool.ts'
import { hashOf } from '../../activities/record/canonical.ts'
import { appendChainEvent } from '../../activities/record/chain.ts'
import { officeChain } from '../../activities/record/ids.ts'
import { campaignIdOf, createCampaign } from '../../activities/record/publish.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { dateInYear, endOfDay, startOfDay } from '../../domain/time/civil.ts'
import type { CivilDate, Instant } from '../../domain/time/civil.ts'
import type { BeforeReading } from '../../domain/time/due.ts'
import type { OfficeKind } from '../../domain/vocabulary.ts'
import { Problem } from '../problems.ts'
import { checkDates, checkReferences, checkSettings } from './campaign-rules.ts'
import type { CampaignGiven, DeadlineFacts } from './campaign-rules.ts'
import type { HolidayCalendar } from '../../domain/time/calendar.ts'
import type { Doing } from './offices.ts'

export interface NewCampaign extends Partial<CampaignGiven> {
  readonly officeId: string
  readonly officeKind: OfficeKind
  readonly year: number
}

/** Kinds of office that a campaign can belong to: whoever decides in it. */
const DECIDING_KINDS: readonly OfficeKind[] = ['ministry', 'province', 'commune']

/** Makes a planned campaign, all of it checked; gives its id. Its run is opened by the caller, after the commit. */
export async function planCampaign(
  client: Client,
  procedure: Procedure,
  campaign: NewCampaign,
  calendar: HolidayCalendar,
  doing: Doing,
): Promise<string> {
  const { officeId, officeKind, year, dates = {}, reading = 'strict', settings = {} } = campaign
  const { sheets, calendarVersion = null } = campaign
  if (!DECIDING_KINDS.includes(officeKind)) throw new Problem('invalid', { field: 'officeId' })
  const id = campaignIdOf(procedure.id, officeId, year)
  const span = spanOf(procedure, year)
  if (span.closesAt < doing.at) throw new Problem('dateInPast', { field: 'year' })
  const before = { year, reading, dates: {}, calendar, territory: [officeId] }
  checkDates({ procedure, before, after: { ...before, dates }, ...span, at: doing.at })
  checkSettings(procedure, settings)
  await checkReferences(client, procedure, { sheets: sheets ?? {}, calendarVersion })
  const there = await client.query('SELECT 1 FROM campaign WHERE id = $1', [id])
  if (there.rowCount !== 0) throw new Problem('duplicate', { field: 'year', params: { campaignId: id } })
  const made = { procedure, officeId, year, dates, reading, settings, calendarVersion }
  await createCampaign(client, { ...made, ...(sheets === undefined ? {} : { sheets }) }, doing.by, doing.at)
  return id
}

function spanOf(procedure: Procedure, year: number): { opensAt: Instant; closesAt: Instant } {
  const opens = dateInYear(year, procedure.opens)
  const closes = dateInYear(year, procedure.closes)
  if (opens === null || closes === null) throw new Problem('invalid', { field: 'year' })
  return { opensAt: startOfDay(opens), closesAt: endOfDay(closes) }
}

/** A campaign's row as it is changed. */
export interface CampaignRow {
  readonly id: string
  readonly procedureId: string
  readonly procedureVersion: number
  readonly procedureHash: string
  readonly officeId: string
  readonly officeName: string
  readonly officeKind: OfficeKind
  readonly year: number
  readonly status: 'planned' | 'open' | 'closed'
  readonly opensAt: Date
  readonly closesAt: Date
  readonly dates: Record<string, CivilDate>
  readonly reading: BeforeReading
  readonly settings: CampaignGiven['settings']
  readonly sheets: CampaignGiven['sheets']
  readonly calendarVersion: number | null
  readonly version: number
  readonly nextWakeAt: Date | null
}

export const CAMPAIGN_COLUMNS = `c.id, c.procedure_id AS "procedureId", c.procedure_version AS "procedureVersion",
  c.procedure_hash AS "procedureHash", c.office_id AS "officeId", o.name AS "officeName", o.kind AS "officeKind", c.year,
  c.status, c.opens_at AS "opensAt", c.closes_at AS "closesAt", c.dates, c.reading, c.settings, c.sheets,
  c.calendar_version AS "calendarVersion", c.version, c.next_wake_at AS "nextWakeAt"`

/** The facts that a campaign's deadlines come of; with a commune's own dates put over its own. */
export function factsOf(row: CampaignRow, calendar: HolidayCalendar): DeadlineFacts {
  const { year, reading, dates, officeId } = row
  return { year, reading, dates, calendar, territory: [officeId] }
}

export interface CampaignChange extends CampaignGiven {
  readonly version: number
}

const spanOfRow = (row: CampaignRow) => ({
  opensAt: row.opensAt.toISOString(),
  closesAt: row.closesAt.toISOString(),
})

/**
 * Changes a campaign that the caller has found and locked. Once it is open only dates and the calendar can change. The
 * same change again changes nothing; true where something did.
 */
export async function changeCampaign(
  client: Client,
  procedure: Procedure,
  row: CampaignRow,
  change: CampaignChange,
  calendars: { readonly before: HolidayCalendar; readonly after: HolidayCalendar },
  doing: Doing,
): Promise<boolean> {
  const { version, ...next } = change
  const { dates, reading, settings, sheets, calendarVersion } = row
  if (hashOf(next) === hashOf({ dates, reading, settings, sheets, calendarVersion })) return false
  if (version !== row.version) {
    throw new Problem('versionConflict', { field: 'version', current: { version: row.version } })
  }
  refuseFrozen(row, next)
  const before = factsOf(row, calendars.before)
  const after = { ...before, dates: next.dates, reading: next.reading, calendar: calendars.after }
  checkDates({ procedure, before, after, ...spanOfRow(row), at: doing.at })
  checkSettings(procedure, next.settings)
  await checkReferences(client, procedure, next)
  await client.query(
    `UPDATE campaign SET dates = $2, reading = $3, settings = $4, sheets = $5, calendar_version = $6, version = version + 1
     WHERE id = $1`,
    [
      row.id,
      JSON.stringify(next.dates),
      next.reading,
      JSON.stringify(next.settings),
      JSON.stringify(next.sheets),
      next.calendarVersion,
    ],
  )
  const data = { campaignId: row.id, version: row.version + 1, contentHash: hashOf(next) }
  await appendChainEvent(client, officeChain(row.officeId), 'campaignChanged', data, doing.by, doing.at)
  return true
}

/** Dossiers are under way by what an open campaign was opened with. */
function refuseFrozen(row: CampaignRow, next: CampaignGiven): void {
  if (row.status === 'closed') throw new Problem('campaignClosed')
  if (row.status === 'planned') return
  for (const field of ['reading', 'settings', 'sheets'] as const) {
    if (hashOf(next[field]) !== hashOf(row[field])) throw new Problem('notPlanned', { field })
  }
}

export interface Override {
  readonly officeId: string
  readonly dates: Record<string, CivilDate>
  /** The version that was read; 0 where there was none. */
  readonly version: number
}

/** Gives a commune dates of its own in a campaign that the caller has found and locked; none takes them back. */
export async function overrideDates(
  client: Client,
  procedure: Procedure,
  row: CampaignRow,
  override: Override,
  calendar: HolidayCalendar,
  doing: Doing,
): Promise<number> {
  const { officeId, dates, version } = override
  if (row.status === 'closed') throw new Problem('campaignClosed')
  const { rows } = await client.query<{ dates: Record<string, CivilDate>; version: number }>(
    'SELECT dates, version FROM campaign_override WHERE campaign_id = $1 AND office_id = $2 FOR UPDATE',
    [row.id, officeId],
  )
  const stands = rows[0] ?? { dates: {}, version: 0 }
  if (hashOf(stands.dates) === hashOf(dates)) return stands.version
  if (version !== stands.version) {
    throw new Problem('versionConflict', { field: 'version', current: { version: stands.version } })
  }
  const facts = { ...factsOf(row, calendar), territory: [row.officeId, officeId] }
  const before = { ...facts, dates: { ...row.dates, ...stands.dates } }
  checkDates({
    procedure,
    before,
    after: { ...facts, dates: { ...row.dates, ...dates } },
    ...spanOfRow(row),
    at: doing.at,
  })
  await client.query(
    `INSERT INTO campaign_override (campaign_id, office_id, dates, version) VALUES ($1, $2, $3, $4)
     ON CONFLICT (campaign_id, office_id) DO UPDATE SET dates = excluded.dates, version = excluded.version`,
    [row.id, officeId, JSON.stringify(dates), stands.version + 1],
  )
  const data = { campaignId: row.id, officeId, version: stands.version + 1, dates }
  await appendChainEvent(client, officeChain(row.officeId), 'datesOverridden', data, doing.by, doing.at)
  return stands.version + 1
}

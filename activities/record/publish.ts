// What an administrator publishes: procedures, holiday tables, criteria sheets; each a version that is never edited, each
// a line of the system's chain. And a campaign, which freezes one version of a procedure for a year and a territory.
import type { CriteriaSheet } from '../../domain/command.ts'
import type { Procedure } from '../../domain/procedure.ts'
import type { BeforeReading } from '../../domain/time/due.ts'
import type { HolidayCalendar } from '../../domain/time/calendar.ts'
import { dateInYear, endOfDay, startOfDay } from '../../domain/time/civil.ts'
import type { CivilDate, Instant } from '../../domain/time/civil.ts'
import type { SubjectKind } from '../../domain/vocabulary.ts'
import type { Queryable } from '../pool.ts'
import { hashOf } from './canonical.ts'
import { appendChainEvent } from './chain.ts'
import { SYSTEM_CHAIN, idFrom } from './ids.ts'

/** True: published now. False: this very version was there already. Throws when it is there with another text. */
export type Published = { readonly hash: string; readonly isNew: boolean }

/** Publishes a version of a procedure (checked by the caller); inside the caller's transaction. Idempotent. */
export async function publishProcedure(
  client: Queryable,
  procedure: Procedure,
  by: string,
  now: Instant,
): Promise<Published> {
  const { id, version } = procedure
  const hash = hashOf(procedure)
  const { rowCount } = await client.query(
    `INSERT INTO procedure_version (id, version, hash, definition, published_at, published_by)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [id, version, hash, JSON.stringify(procedure), now, by],
  )
  if (rowCount === 1) {
    await appendChainEvent(client, SYSTEM_CHAIN, 'procedurePublished', { id, version, hash }, by, now)
    return { hash, isNew: true }
  }
  const { rows } = await client.query<{ hash: string }>(
    'SELECT hash FROM procedure_version WHERE id = $1 AND version = $2',
    [id, version],
  )
  sameText(`procedure ${id} version ${version}`, rows[0]?.hash, hash)
  return { hash, isNew: false }
}

/** Publishes a holiday table (checked by the caller); inside the caller's transaction. Idempotent. */
export async function publishCalendar(
  client: Queryable,
  calendar: HolidayCalendar,
  by: string,
  now: Instant,
): Promise<Published> {
  const { version } = calendar
  const hash = hashOf(calendar)
  const { rowCount } = await client.query(
    'INSERT INTO calendar (version, data, published_at, published_by) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [version, JSON.stringify(calendar), now, by],
  )
  if (rowCount === 1) {
    await appendChainEvent(client, SYSTEM_CHAIN, 'calendarPublished', { version, hash }, by, now)
    return { hash, isNew: true }
  }
  const { rows } = await client.query<{ data: unknown }>('SELECT data FROM calendar WHERE version = $1', [
    version,
  ])
  sameText(`calendar version ${version}`, hashOf(rows[0]?.data), hash)
  return { hash, isNew: false }
}

/** Publishes a version of a criteria sheet (checked by the caller); inside the caller's transaction. Idempotent. */
export async function publishSheet(
  client: Queryable,
  sheet: CriteriaSheet,
  by: string,
  now: Instant,
): Promise<Published> {
  const { id, version } = sheet
  const hash = hashOf(sheet)
  const { rowCount } = await client.query(
    `INSERT INTO criteria_sheet AS s (id, version, data, sample, published_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (id, version) DO UPDATE SET data = excluded.data, sample = excluded.sample,
       published_at = excluded.published_at WHERE s.published_at IS NULL`,
    [id, version, JSON.stringify(sheet), sheet.sample, now],
  )
  if (rowCount === 1) {
    await appendChainEvent(client, SYSTEM_CHAIN, 'sheetPublished', { id, version, hash }, by, now)
    return { hash, isNew: true }
  }
  const { rows } = await client.query<{ data: unknown }>(
    'SELECT data FROM criteria_sheet WHERE id = $1 AND version = $2',
    [id, version],
  )
  sameText(`criteria sheet ${id} version ${version}`, hashOf(rows[0]?.data), hash)
  return { hash, isNew: false }
}

function sameText(what: string, stored: string | undefined, given: string): void {
  if (stored !== given)
    throw new Error(`${what}: published already with another text; give the new one a higher version`)
}

export interface NewCampaign {
  readonly procedure: Procedure
  /** The deciding office, mostly a province's. */
  readonly officeId: string
  readonly year: number
  readonly status?: 'planned' | 'open'
  readonly dates?: Readonly<Record<string, CivilDate>>
  readonly reading?: BeforeReading
  readonly settings?: Readonly<Record<string, string | number | boolean>>
  readonly sheets?: Readonly<Partial<Record<SubjectKind, { readonly id: string; readonly version: number }>>>
  /** The version that counts to the end; null follows the newest. */
  readonly calendarVersion?: number | null
}

/** The identifier of the one campaign that a procedure has in a year and an office. */
export function campaignIdOf(procedureId: string, officeId: string, year: number): string {
  return idFrom('campaign', procedureId, officeId, String(year))
}

/**
 * Makes a campaign of a published procedure, open from the procedure's day of opening to its day of closing, with the
 * newest published version of each criteria sheet; inside the caller's transaction. Idempotent; gives its id.
 */
export async function createCampaign(
  client: Queryable,
  campaign: NewCampaign,
  by: string,
  now: Instant,
): Promise<string> {
  const { procedure, officeId, year } = campaign
  const id = campaignIdOf(procedure.id, officeId, year)
  const opensAt = startOfDay(dayOf(year, procedure.opens))
  const closesAt = endOfDay(dayOf(year, procedure.closes))
  const hash = hashOf(procedure)
  const sheets = campaign.sheets ?? (await newestSheets(client, procedure))
  const { rowCount } = await client.query(
    `INSERT INTO campaign (id, procedure_id, procedure_version, procedure_hash, office_id, year, status, opens_at, closes_at,
       dates, reading, settings, sheets, calendar_version, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT DO NOTHING`,
    [
      id,
      procedure.id,
      procedure.version,
      hash,
      officeId,
      year,
      campaign.status ?? 'planned',
      opensAt,
      closesAt,
      JSON.stringify(campaign.dates ?? {}),
      campaign.reading ?? 'strict',
      JSON.stringify(campaign.settings ?? {}),
      JSON.stringify(sheets),
      campaign.calendarVersion ?? null,
      now,
    ],
  )
  if (rowCount === 1) {
    const about = {
      campaignId: id,
      procedure: { id: procedure.id, version: procedure.version, hash },
      officeId,
      year,
    }
    await appendChainEvent(client, SYSTEM_CHAIN, 'campaignCreated', about, by, now)
  }
  return id
}

function dayOf(year: number, monthDay: string): CivilDate {
  const day = dateInYear(year, monthDay)
  if (day === null) throw new Error(`${monthDay} of ${year}: no such day`)
  return day
}

async function newestSheets(
  client: Queryable,
  procedure: Procedure,
): Promise<NonNullable<NewCampaign['sheets']>> {
  const { rows } = await client.query<{ id: string; version: number }>(
    'SELECT id, max(version) AS version FROM criteria_sheet WHERE id = ANY($1) AND published_at IS NOT NULL GROUP BY id',
    [Object.values(procedure.sheets)],
  )
  const newest = new Map(rows.map((row) => [row.id, row.version]))
  return Object.fromEntries(
    Object.entries(procedure.sheets).flatMap(([kind, id]) => {
      const version = newest.get(id)
      return version === undefined ? [] : [[kind, { id, version }]]
    }),
  )
}

// Reading campaigns, and finding one that the actor may change. Whoever works under a campaign's office sees it.
import { z } from 'zod'
import type { Client, Pool, Queryable } from '../../activities/pool.ts'
import { libraryOf } from '../../activities/record/cache.ts'
import type { Procedure } from '../../domain/procedure.ts'
import type { CivilDate } from '../../domain/time/civil.ts'
import type { Actor } from '../auth/actor.ts'
import type { Cursor } from '../reads/cursor.ts'
import { id, instant, positive, queryNumber, sha256, year } from '../schemas.ts'
import { Values } from '../scope.ts'
import { administered, heldAs, within, worksWith } from '../territory.ts'
import { calendarOf, campaignGiven, datesGiven, deadline, deadlinesOf } from './campaign-rules.ts'
import type { Deadline } from './campaign-rules.ts'
import { CAMPAIGN_COLUMNS, factsOf } from './campaigns.ts'
import type { CampaignRow } from './campaigns.ts'

/** Who makes and changes the campaigns of an office: its administrators, a province's own staff, and the ministry its own. */
export const CAMPAIGN_KEEPERS = ['administrator', 'provinceStaff', 'ministry'] as const

/** The condition on `o` that the actor keeps the campaigns of that office. */
export function keepsCampaigns(actor: Actor, values: Values): string {
  return `(o.id = ANY(${values.add(heldAs(actor, ['provinceStaff', 'ministry']).offices)}::text[]) OR ${within(administered(actor), values)})`
}

export const campaignQuery = {
  procedure: id.optional(),
  year: queryNumber(2000, 2100).optional(),
  office: id.optional(),
  status: z.enum(['planned', 'open', 'closed']).optional(),
} as const
type Filters = z.output<z.ZodObject<typeof campaignQuery>>

export const campaignItem = z
  .object({
    id,
    procedure: z.object({ id, version: positive, hash: sha256, vi: z.string() }),
    officeId: id,
    officeName: z.string(),
    year,
    status: z.enum(['planned', 'open', 'closed']),
    opensAt: instant,
    closesAt: instant,
    ...campaignGiven,
    version: positive,
    /** When the campaign's run has something to do again; null before it has looked, and after the end. */
    nextWakeAt: instant.nullable(),
  })
  .meta({ id: 'CampaignItem' })
export type CampaignItem = z.input<typeof campaignItem>

export const campaignDetail = campaignItem
  .extend({
    /** The named dates as they come out, the first due first. */
    deadlines: z.array(deadline),
    overrides: z.array(
      z.object({ officeId: id, officeName: z.string(), dates: datesGiven, version: positive }),
    ),
  })
  .meta({ id: 'Campaign' })
export type CampaignDetail = z.input<typeof campaignDetail>

const FROM = 'FROM campaign c JOIN office o ON o.id = c.office_id'

/** The condition that the actor sees a campaign of the office `o`; those of the ministry are everybody's. */
const sees = (actor: Actor, values: Values): string => `(o.kind = 'ministry' OR ${worksWith(actor, values)})`

export interface CampaignRequest {
  readonly actor: Actor
  readonly filters: Filters
  readonly cursor: Cursor | null
  readonly limit: number
}

/** Rows of one page, the latest year first, and one more where there is a next page. */
export async function listCampaigns(db: Queryable, request: CampaignRequest): Promise<CampaignRow[]> {
  const { actor, filters: given, cursor, limit } = request
  const values = new Values()
  const equal = (column: string, value: string | number | undefined): string[] =>
    value === undefined ? [] : [`c.${column} = ${values.add(value)}`]
  const conditions = [
    sees(actor, values),
    ...equal('procedure_id', given.procedure),
    ...equal('year', given.year),
    ...equal('office_id', given.office),
    ...equal('status', given.status),
    ...(cursor === null
      ? []
      : [`(c.opens_at, c.id) < (${values.add(cursor[0])}::timestamptz, ${values.add(cursor[1])})`]),
  ]
  const { rows } = await db.query<CampaignRow>(
    `SELECT ${CAMPAIGN_COLUMNS} ${FROM} WHERE ${conditions.join(' AND ')}
     ORDER BY c.opens_at DESC, c.id DESC LIMIT ${values.add(limit + 1)}`,
    values.list,
  )
  return rows
}

export const campaignCursor = (row: CampaignRow): Cursor => [row.opensAt.toISOString(), row.id]

/** The frozen procedure of a campaign; every campaign has one that is published. */
export async function procedureOf(pool: Pool, row: CampaignRow): Promise<Procedure> {
  const published = await libraryOf(pool).procedure(row.procedureId, row.procedureVersion)
  if (published === null)
    throw new Error(`procedure ${row.procedureId} version ${row.procedureVersion}: not published`)
  return published.procedure
}

export function campaignItemOf(row: CampaignRow, procedure: Procedure): CampaignItem {
  const { procedureId, procedureVersion, procedureHash, officeKind: _, ...rest } = row
  return {
    ...rest,
    procedure: { id: procedureId, version: procedureVersion, hash: procedureHash, vi: procedure.vi },
    opensAt: row.opensAt.toISOString(),
    closesAt: row.closesAt.toISOString(),
    nextWakeAt: row.nextWakeAt?.toISOString() ?? null,
  }
}

/** One campaign that the actor sees; null where there is none. */
export async function findCampaign(
  db: Queryable,
  actor: Actor,
  campaignId: string,
): Promise<CampaignRow | null> {
  const values = new Values()
  const { rows } = await db.query<CampaignRow>(
    `SELECT ${CAMPAIGN_COLUMNS} ${FROM} WHERE c.id = ${values.add(campaignId)} AND ${sees(actor, values)}`,
    values.list,
  )
  return rows[0] ?? null
}

/** One campaign that the actor keeps, locked; null where there is none. */
export async function campaignToChange(
  client: Client,
  actor: Actor,
  campaignId: string,
): Promise<CampaignRow | null> {
  const values = new Values()
  const { rows } = await client.query<CampaignRow>(
    `SELECT ${CAMPAIGN_COLUMNS} ${FROM} WHERE c.id = ${values.add(campaignId)} AND ${keepsCampaigns(actor, values)}
     FOR NO KEY UPDATE OF c`,
    values.list,
  )
  return rows[0] ?? null
}

/** The campaign with its deadlines and the dates that communes have of their own. */
export async function campaignDetailOf(pool: Pool, row: CampaignRow): Promise<CampaignDetail> {
  const procedure = await procedureOf(pool, row)
  const { rows: overrides } = await pool.query<{
    officeId: string
    officeName: string
    dates: Record<string, CivilDate>
    version: number
  }>(
    `SELECT v.office_id AS "officeId", o.name AS "officeName", v.dates, v.version
     FROM campaign_override v JOIN office o ON o.id = v.office_id WHERE v.campaign_id = $1 ORDER BY o.search_key, o.id`,
    [row.id],
  )
  const calendar = await calendarOf(pool, row.calendarVersion)
  const deadlines: Deadline[] = deadlinesOf(procedure, factsOf(row, calendar))
  return { ...campaignItemOf(row, procedure), deadlines, overrides }
}

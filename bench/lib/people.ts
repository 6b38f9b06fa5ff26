// Who acts in a measurement: a commune with its police and chair, units with one head each, all with bearer tokens; and
// drafts ready to be submitted. Written straight into the database, for none of it is what is measured.
import { TOOL_CONNECT_TIMEOUT_MS, createPool } from '../../activities/pool.ts'
import type { Pool } from '../../activities/pool.ts'
import { dossierIdOf, idFrom } from '../../activities/record/ids.ts'
import { createCampaign, publishCalendar, publishProcedure } from '../../activities/record/publish.ts'
import { secretHash } from '../../api/auth/secrets.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { SHIPPED_CALENDAR } from '../../domain/time/holidays.ts'
import type { Role } from '../../domain/vocabulary.ts'

export const COMMUNE = 'C19405'
export const PROVINCE = 'P44'
const SINCE = '2025-07-01T00:00:00.000Z'

export interface Population {
  readonly pool: Pool
  readonly campaignId: string
  /** Bearer tokens. */
  readonly police: string
  readonly chair: string
  readonly provinceStaff: string
  /** Of the province: he alone adds units of its communes. */
  readonly administrator: string
  /** Makes so many units, each with a head of its own (`headOf`) and a draft; gives the future dossiers' ids. */
  drafts(count: number): Promise<readonly string[]>
}

/** Someone who holds a role in an office; gives his bearer token. */
export async function withToken(pool: Pool, name: string, role: Role, officeId: string): Promise<string> {
  const id = idFrom('person', name)
  await pool.query(
    'INSERT INTO person (id, name, search_key, created_at) VALUES ($1, $2, $2, $3) ON CONFLICT DO NOTHING',
    [id, name, SINCE],
  )
  await holding(pool, id, officeId, role)
  return giveToken(pool, id, name)
}

/** A bearer token for a person who is there. */
export async function giveToken(pool: Pool, id: string, name: string): Promise<string> {
  const token = `bench-${name}-${'x'.repeat(32)}`
  await pool.query(
    `INSERT INTO account (person_id, login, password_hash, must_change) VALUES ($1, $2, 'none', false) ON CONFLICT DO NOTHING`,
    [id, name],
  )
  await pool.query(
    `INSERT INTO machine_token (id, person_id, token_hash, label, created_at, expires_at)
     VALUES ($1, $2, $3, 'bench', $4, '2100-01-01') ON CONFLICT DO NOTHING`,
    [idFrom('token', name), id, secretHash(token), SINCE],
  )
  return token
}

async function holding(pool: Pool, personId: string, officeId: string, role: Role): Promise<void> {
  await pool.query(
    `INSERT INTO role_holding (id, person_id, office_id, role, valid_from, granted_by, created_at)
     VALUES ($1, $2, $3, $4, $5, 'system', $5) ON CONFLICT DO NOTHING`,
    [idFrom('holding', personId, officeId, role), personId, officeId, role, SINCE],
  )
}

const MAKE_UNITS = `INSERT INTO office (id, kind, name, short_name, parent_id, province_id, commune_id, search_key, valid_from, created_at)
  SELECT id, 'agency', 'Cơ quan ' || id, 'Cơ quan', $2, $3, $2, 'co quan ' || id, '2025-07-01', $4 FROM unnest($1::text[]) AS u (id) ON CONFLICT DO NOTHING`
const MAKE_DRAFTS = `INSERT INTO draft (dossier_id, campaign_id, subject_id, version, data, updated_by, updated_at)
  SELECT d, $3, s, 1, '{}', 'bench', $4 FROM unnest($1::text[], $2::text[]) AS x (d, s) ON CONFLICT DO NOTHING`

/** A campaign of this year under way, and people to act in it. */
export async function populate(databaseUrl: string, procedure: Procedure, year: number): Promise<Population> {
  const pool = createPool({
    ...{ connectionString: databaseUrl, name: 'bench' },
    ...{ statementTimeoutMs: 0, connectTimeoutMs: TOOL_CONNECT_TIMEOUT_MS },
  })
  await publishProcedure(pool, procedure, 'system', SINCE)
  await publishCalendar(pool, SHIPPED_CALENDAR, 'system', SINCE)
  const campaignId = await createCampaign(
    pool,
    { procedure, officeId: PROVINCE, year, status: 'open' },
    'system',
    SINCE,
  )
  const police = await withToken(pool, 'police', 'communePolice', COMMUNE)
  const chair = await withToken(pool, 'chair', 'communeChair', COMMUNE)
  const provinceStaff = await withToken(pool, 'staff', 'provinceStaff', PROVINCE)
  const administrator = await withToken(pool, 'administrator', 'administrator', PROVINCE)
  const seed = Date.now()
  let made = 0
  return {
    pool,
    campaignId,
    police,
    chair,
    provinceStaff,
    administrator,
    drafts: async (count) => {
      const units = Array.from({ length: count }, (_, index) =>
        idFrom('bench-unit', String(seed), String(made + index)),
      )
      made += count
      await pool.query(MAKE_UNITS, [units, COMMUNE, PROVINCE, SINCE])
      await giveHeads(pool, units)
      const dossiers = units.map((unit) => dossierIdOf(campaignId, unit))
      await pool.query(MAKE_DRAFTS, [dossiers, units, campaignId, SINCE])
      dossiers.forEach((dossier, index) => UNITS.set(dossier, units[index] ?? ''))
      return dossiers
    },
  }
}

const UNITS = new Map<string, string>()

/** The unit of a draft. */
export function unitOf(dossierId: string): string {
  return UNITS.get(dossierId) ?? ''
}

/** The bearer token of the head of a draft's unit. */
export function headOf(dossierId: string): string {
  return headToken(unitOf(dossierId))
}

const headToken = (unit: string): string => `head-${unit}-${'y'.repeat(16)}`

async function giveHeads(pool: Pool, units: readonly string[]): Promise<void> {
  const persons = units.map((unit) => idFrom('head', unit))
  const logins = units.map((unit) => `head-${unit}`)
  const hashes = units.map((unit) => secretHash(headToken(unit)))
  await pool.query(
    `INSERT INTO person (id, name, search_key, created_at) SELECT p, l, l, $3 FROM unnest($1::text[], $2::text[]) AS x (p, l) ON CONFLICT DO NOTHING`,
    [persons, logins, SINCE],
  )
  await pool.query(
    `INSERT INTO account (person_id, login, password_hash, must_change) SELECT p, l, 'none', false FROM unnest($1::text[], $2::text[]) AS x (p, l) ON CONFLICT DO NOTHING`,
    [persons, logins],
  )
  await pool.query(
    `INSERT INTO machine_token (id, person_id, token_hash, label, created_at, expires_at)
     SELECT 't' || p, p, h, 'bench', $3, '2100-01-01' FROM unnest($1::text[], $2::text[]) AS x (p, h) ON CONFLICT DO NOTHING`,
    [persons, hashes, SINCE],
  )
  await pool.query(
    `INSERT INTO role_holding (id, person_id, office_id, role, valid_from, granted_by, created_at)
     SELECT 'h' || p, p, u, 'unitHead', $3, 'system', $3 FROM unnest($1::text[], $2::text[]) AS x (p, u) ON CONFLICT DO NOTHING`,
    [persons, units, SINCE],
  )
}

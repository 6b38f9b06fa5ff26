// A campaign that takes up a newer version of its procedure: dossiers begun from then on follow it, those under way stay with
// theirs until each takes it up by an act of its own.
import { z } from 'zod'
import type { Client, Pool } from '../../activities/pool.ts'
import { readOverrides, readPlan, timeFacts } from '../../activities/campaign/plan.ts'
import { libraryOf } from '../../activities/record/cache.ts'
import { hashOf } from '../../activities/record/canonical.ts'
import { appendChainEvent } from '../../activities/record/chain.ts'
import { officeChain } from '../../activities/record/ids.ts'
import { ownDates } from '../../activities/record/subject.ts'
import type { DossierState } from '../../domain/dossier.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { refusalProblem, Problem } from '../problems.ts'
import { adoptionPreview, previewAdoption } from '../reads/adoption.ts'
import type { CampaignRow } from './campaigns.ts'
import type { Doing } from './offices.ts'

/** Dossiers whose change one answer tells; the rest is counted. */
const MOST_SHOWN = 200

interface Published {
  readonly procedure: Procedure
  readonly hash: string
}

/** The newest published version of a campaign's procedure; throws `wrongVersion` where another one was asked for. */
export async function newestFor(pool: Pool, row: CampaignRow, asked: number): Promise<Published> {
  const { rows } = await pool.query<{ version: number }>(
    'SELECT max(version) AS version FROM procedure_version WHERE id = $1',
    [row.procedureId],
  )
  const newest = rows[0]?.version ?? 0
  if (asked !== newest) throw refusalProblem('wrongVersion', { asked, current: newest })
  const published = await libraryOf(pool).procedure(row.procedureId, newest)
  if (published === null) throw new Problem('unknownProcedure')
  return published
}

export const namedPreview = adoptionPreview.extend({ subjectName: z.string() })
type NamedPreview = z.input<typeof namedPreview>

/** What each open dossier of the campaign would have otherwise, and how many there are. */
export async function previewCampaign(
  pool: Pool,
  row: CampaignRow,
  after: Procedure,
): Promise<{ readonly total: number; readonly dossiers: NamedPreview[] }> {
  const plan = await readPlan(pool, row.id)
  if (plan === null) throw new Problem('notFound')
  const overrides = await readOverrides(pool, row.id)
  const { rows } = await pool.query<{
    state: DossierState
    subjectName: string
    communeId: string | null
    dates: Record<string, string> | null
    total: number
  }>(
    `SELECT d.state, d.subject_name AS "subjectName", d.commune_id AS "communeId", s.dates, (count(*) OVER ())::int AS total
     FROM dossier d LEFT JOIN matter s ON s.id = d.subject_id
     WHERE d.campaign_id = $1 AND d.closed_at IS NULL AND d.procedure_version < $2 ORDER BY d.id LIMIT ${MOST_SHOWN}`,
    [row.id, after.version],
  )
  const dossiers: NamedPreview[] = []
  for (const { state, subjectName, communeId, dates } of rows) {
    const { id, version } = state.procedure
    const published = await libraryOf(pool).procedure(id, version)
    if (published === null) throw new Error(`procedure ${id} version ${version}: not published`)
    const ofCommune = communeId === null ? {} : overrides.get(communeId)
    const facts = timeFacts(plan, { ...ofCommune, ...ownDates(dates, plan.year) })
    dossiers.push({ ...previewAdoption(published.procedure, after, state, facts), subjectName })
  }
  return { total: rows[0]?.total ?? 0, dossiers }
}

/** The campaign's sheets, with those that the newer version names otherwise or besides in their newest version. */
async function sheetsFor(
  client: Client,
  row: CampaignRow,
  before: Procedure,
  after: Procedure,
): Promise<CampaignRow['sheets']> {
  const { rows } = await client.query<{ id: string; version: number }>(
    'SELECT id, max(version) AS version FROM criteria_sheet WHERE published_at IS NOT NULL GROUP BY id',
  )
  const newest = new Map(rows.map(({ id, version }) => [id, version]))
  const sheets: CampaignRow['sheets'] = {}
  for (const kind of after.subjects) {
    const id = after.sheets[kind]
    const stands = row.sheets[kind]
    if (id === undefined) continue
    const version = newest.get(id)
    if (stands !== undefined && before.sheets[kind] === id) sheets[kind] = stands
    else if (version !== undefined) sheets[kind] = { id, version }
  }
  return sheets
}

/**
 * Has a campaign that the caller has found and locked follow a newer version from now on. Dates and settings that only the
 * older one knows stay, for its dossiers count them. The version that it has already changes nothing; true where one did.
 */
export async function takeUpVersion(
  client: Client,
  row: CampaignRow,
  before: Procedure,
  { procedure: after, hash }: Published,
  { by, at }: Doing,
): Promise<boolean> {
  if (row.procedureVersion === after.version) return false
  if (row.status === 'closed') throw new Problem('campaignClosed')
  const sheets = await sheetsFor(client, row, before, after)
  await client.query(
    `UPDATE campaign SET procedure_version = $2, procedure_hash = $3, sheets = $4, version = version + 1 WHERE id = $1`,
    [row.id, after.version, hash, JSON.stringify(sheets)],
  )
  const procedure = { id: after.id, version: after.version, hash }
  const data = { campaignId: row.id, version: row.version + 1, procedure, sheetsHash: hashOf(sheets) }
  await appendChainEvent(client, officeChain(row.officeId), 'campaignVersionTaken', data, by, at)
  return true
}

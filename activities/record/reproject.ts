// Computes the columns that lists read, and the rows of open tasks, anew from the recorded states: after a campaign's
// dates or the holiday table changed, and in a rebuild. Page by page, each under the locks that commits take, so that a
// commit under way with the old dates is waited for, and one that begins later sees the new ones.
import type { CampaignFacts } from '../../domain/command.ts'
import type { DossierState } from '../../domain/dossier.ts'
import type { CivilDate, Instant } from '../../domain/time/civil.ts'
import type { BeforeReading } from '../../domain/time/due.ts'
import { inTransaction } from '../pool.ts'
import type { Client, Pool } from '../pool.ts'
import { libraryOf } from './cache.ts'
import type { Library } from './cache.ts'
import { NO_CALENDAR } from './facts.ts'
import { lockDossiers } from './lock.ts'
import { diffTasks, projectionOf, taskRows } from './position.ts'
import type { Projection, TaskRow } from './position.ts'
import { ownDates } from './subject.ts'
import type { MatterDates } from './subject.ts'

export interface ReprojectOptions {
  /** Only this campaign's dossiers. */
  readonly campaignId?: string
  /** Called after each page, with the ids whose wake instant moved. */
  readonly onPage?: (moved: readonly string[]) => Promise<void> | void
}

export interface Reprojected {
  readonly seen: number
  readonly changed: number
}

const PAGE = 200

/** Goes through all open dossiers, or a campaign's. Safe to repeat, and beside people at work. */
export async function reproject(pool: Pool, options: ReprojectOptions = {}): Promise<Reprojected> {
  const library = libraryOf(pool)
  let seen = 0
  let changed = 0
  for (let after = ''; ; ) {
    const ids = await pageOf(pool, after, options.campaignId)
    const last = ids.at(-1)
    if (last === undefined) return { seen, changed }
    after = last
    const page = await inTransaction(pool, (client) => reprojectPage(client, library, ids))
    seen += ids.length
    changed += page.changed
    await options.onPage?.(page.moved)
  }
}

async function pageOf(pool: Pool, after: string, campaignId: string | undefined): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM dossier WHERE closed_at IS NULL AND id > $1 AND ($2::text IS NULL OR campaign_id = $2)
     ORDER BY id LIMIT $3`,
    [after, campaignId ?? null, PAGE],
  )
  return rows.map(({ id }) => id)
}

interface Row {
  id: string
  state: DossierState
  due_at: Date | null
  lapse_at: Date | null
  wake_at: Date | null
  subject_name: string
  search_key: string
  present_name: string
  commune_name: string | null
  calendar_version: number | null
  campaign_id: string
  year: number
  procedure_hash: string
  status: CampaignFacts['status']
  opens_at: Date
  closes_at: Date
  dates: Record<string, CivilDate>
  override: Record<string, CivilDate> | null
  matter_dates: MatterDates | null
  reading: BeforeReading
  settings: CampaignFacts['settings']
  sheets: CampaignFacts['sheets']
  tasks: TaskRow[]
}

const ROWS_SQL = `
SELECT d.id, d.state, d.due_at, d.lapse_at, d.wake_at, d.subject_name, d.search_key, coalesce(s.name, o.name) AS present_name,
  s.dates AS matter_dates,
  m.name AS commune_name, coalesce(c.calendar_version, (SELECT max(version) FROM calendar)) AS calendar_version,
  c.id AS campaign_id, c.year, c.procedure_hash, c.status, c.opens_at, c.closes_at, c.dates, v.dates AS override, c.reading,
  c.settings, c.sheets, coalesce((SELECT jsonb_agg(to_jsonb(t) - 'dossier_id' - 'created_at') FROM task t
    WHERE t.dossier_id = d.id), '[]') AS tasks
FROM dossier d JOIN campaign c ON c.id = d.campaign_id LEFT JOIN matter s ON s.id = d.subject_id
JOIN office o ON o.id = coalesce(s.office_id, d.subject_id)
LEFT JOIN office m ON m.id = d.commune_id
LEFT JOIN campaign_override v ON v.campaign_id = c.id AND v.office_id = d.commune_id
WHERE d.id = ANY($1)`

interface Fresh {
  readonly row: Row
  readonly projection: Projection
  readonly tasks: readonly TaskRow[]
}

async function reprojectPage(
  client: Client,
  library: Library,
  ids: readonly string[],
): Promise<{ changed: number; moved: string[] }> {
  await lockDossiers(client, ids)
  const { rows } = await client.query<Row>(ROWS_SQL, [ids])
  const fresh = await Promise.all(rows.map((row) => compute(library, row)))
  const changed = fresh.filter(differs)
  if (changed.length === 0) return { changed: 0, moved: [] }
  await client.query(
    `UPDATE dossier d SET due_at = n.due, lapse_at = n.lapse, wake_at = n.wake, subject_name = n.name, search_key = n.key
     FROM jsonb_to_recordset($1::jsonb) AS n (id text, due timestamptz, lapse timestamptz, wake timestamptz, name text, key text)
     WHERE d.id = n.id`,
    [JSON.stringify(changed.map(({ row, projection }) => columnsOf(row.id, projection)))],
  )
  await writeTasks(client, changed)
  const moved = changed.filter(({ row, projection }) => instantOf(row.wake_at) !== projection.wakeAt)
  return { changed: changed.length, moved: moved.map(({ row }) => row.id) }
}

async function compute(library: Library, row: Row): Promise<Fresh> {
  const { state } = row
  const [published, calendar] = await Promise.all([
    library.procedure(state.procedure.id, state.procedure.version),
    row.calendar_version === null ? null : library.calendar(row.calendar_version),
  ])
  if (published === null)
    throw new Error(`procedure ${state.procedure.id}: version ${state.procedure.version} is not there`)
  const { procedure } = published
  const names = { subjectName: row.present_name, communeName: row.commune_name }
  const facts = { campaign: campaignOf(row), calendar: calendar ?? NO_CALENDAR }
  const projection = projectionOf(procedure, state, facts, names)
  return { row, projection, tasks: taskRows(state, projection.dueAt) }
}

function campaignOf(row: Row): CampaignFacts {
  const { year, status, reading, settings, sheets } = row
  return {
    id: row.campaign_id,
    procedureHash: row.procedure_hash,
    year,
    status,
    opensAt: row.opens_at.toISOString(),
    closesAt: row.closes_at.toISOString(),
    dates: { ...row.dates, ...row.override, ...ownDates(row.matter_dates, year) },
    reading,
    settings,
    sheets,
  }
}

function instantOf(date: Date | null): Instant | null {
  return date?.toISOString() ?? null
}

/** Task rows as JSON gives them back have instants of another spelling: compared as the instants they are. */
function comparable(task: TaskRow): string {
  const { id, step, round, kind, office_id, roles, person_id, claimed_by, due_at, opened, outside } = task
  const due = due_at === null ? null : new Date(due_at).toISOString()
  return JSON.stringify([
    id,
    step,
    round,
    kind,
    office_id,
    roles,
    person_id,
    claimed_by,
    due,
    opened,
    outside,
  ])
}

function differs({ row, projection, tasks }: Fresh): boolean {
  const before = [row.due_at, row.lapse_at, row.wake_at].map(instantOf)
  const after = [projection.dueAt, projection.lapseAt, projection.wakeAt]
  return (
    before.some((instant, index) => instant !== after[index]) ||
    row.subject_name !== projection.subjectName ||
    row.search_key !== projection.searchKey ||
    row.tasks.map(comparable).sort().join() !== tasks.map(comparable).sort().join()
  )
}

function columnsOf(id: string, projection: Projection) {
  const { dueAt, lapseAt, wakeAt, subjectName, searchKey } = projection
  return { id, due: dueAt, lapse: lapseAt, wake: wakeAt, name: subjectName, key: searchKey }
}

/** The tasks of a whole page in two statements. */
async function writeTasks(client: Client, page: readonly Fresh[]): Promise<void> {
  const diffs = page.map(({ row, tasks }) => ({ dossierId: row.id, ...diffTasks(row.tasks, tasks) }))
  const gone = diffs.flatMap((diff) => diff.gone.map((id) => ({ dossier_id: diff.dossierId, id })))
  const put = diffs.flatMap((diff) => diff.put.map((task) => ({ dossier_id: diff.dossierId, ...task })))
  await client.query(
    `DELETE FROM task t USING jsonb_to_recordset($1::jsonb) AS g (dossier_id text, id text)
     WHERE t.dossier_id = g.dossier_id AND t.id = g.id`,
    [JSON.stringify(gone)],
  )
  await client.query(
    `INSERT INTO task (dossier_id, id, step, round, kind, office_id, roles, person_id, claimed_by, due_at, opened, outside,
       created_at)
     SELECT t.dossier_id, t.id, t.step, t.round, t.kind, t.office_id, t.roles, t.person_id, t.claimed_by, t.due_at, t.opened, t.outside,
       d.updated_at
     FROM jsonb_to_recordset($1::jsonb) AS t (dossier_id text, id text, step text, round int, kind text, office_id text,
       roles text[], person_id text, claimed_by text, due_at timestamptz, opened boolean, outside boolean)
     JOIN dossier d ON d.id = t.dossier_id
     ON CONFLICT (dossier_id, id) DO UPDATE SET step = excluded.step, round = excluded.round, kind = excluded.kind,
       person_id = excluded.person_id, claimed_by = excluded.claimed_by, office_id = excluded.office_id,
       roles = excluded.roles, due_at = excluded.due_at, opened = excluded.opened, outside = excluded.outside`,
    [JSON.stringify(put)],
  )
}

// One office merged into another of its kind, as the law or a commune decides it: what belonged to it belongs to the other
// from that day on, its name leads there, and what was decided about it stays readable for whoever works there now. The
// record itself isn't touched: events, states and contents go on naming the office that there was.
import type { Client } from '../../activities/pool.ts'
import { appendChainEvent } from '../../activities/record/chain.ts'
import { officeChain } from '../../activities/record/ids.ts'
import { fold } from '../../domain/text.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import type { CivilDate } from '../../domain/time/civil.ts'
import { Problem } from '../problems.ts'
import type { OfficePlace } from '../territory.ts'
import type { Doing } from './offices.ts'

export interface Merger {
  readonly into: OfficePlace
  /** The first day on which the office is part of the other; not a day to come. */
  readonly on: CivilDate
  readonly version: number
}

interface Names {
  readonly name: string
  readonly code: string | null
  readonly search_key: string
  readonly valid_from: string
  readonly merged_into: string | null
  readonly province_name: string | null
}

/** Merges an office that the caller has found and locked, with the other one. Repeating it changes nothing. */
export async function mergeOffice(
  client: Client,
  office: OfficePlace,
  merger: Merger,
  doing: Doing,
): Promise<void> {
  const { into, on, version } = merger
  const [old, taker] = [await namesOf(client, office.id), await namesOf(client, into.id)]
  if (old.merged_into === into.id) return
  if (office.version !== version)
    throw new Problem('versionConflict', { field: 'version', current: { version: office.version } })
  if (into.id === office.id || into.kind !== office.kind) throw new Problem('invalid', { field: 'into' })
  if (!into.valid) throw new Problem('unknownOffice', { field: 'into' })
  if (!office.valid || on > civilDateOf(doing.at) || on < old.valid_from)
    throw new Problem('invalid', { field: 'on' })
  await refuseUsed(client, office.id)
  const units = await moveUnits(client, office, into, old, taker)
  await moveDossiers(client, office, into)
  const matters = await moveMatters(client, office, into)
  await leaveName(client, office.id, into.id, old)
  await client.query(
    'UPDATE office SET merged_into = $2, valid_to = $3, version = version + 1 WHERE id = $1',
    [office.id, into.id, on],
  )
  const { by, at } = doing
  const data = { officeId: office.id, into: into.id, on }
  const lines = [
    [office.id, 'officeMerged', data],
    [into.id, 'officeTookOver', matters.length === 0 ? data : { ...data, matters }],
    ...units.map((unit) => [unit, 'officeMoved', { officeId: unit, parentId: into.id, on }] as const),
  ] as const
  // In one order, so that two mergers never wait for each other.
  for (const [officeId, type, about] of [...lines].sort(([a], [b]) => (a < b ? -1 : 1)))
    await appendChainEvent(client, officeChain(officeId), type, about, by, at)
}

async function namesOf(client: Client, officeId: string): Promise<Names> {
  const { rows } = await client.query<Names>(
    `SELECT o.name, o.code, o.search_key, o.valid_from::text, o.merged_into, p.name AS province_name
     FROM office o LEFT JOIN office p ON p.id = o.province_id WHERE o.id = $1`,
    [officeId],
  )
  if (rows[0] === undefined) throw new Error(`office ${officeId}: found, then not there`)
  return rows[0]
}

/**
 * What is open names its offices in its state, which only its own acts may change: it has to end first, be it about the
 * office or about a matter of it or under it. A matter that nobody decides about at present hinders nothing: it moves.
 */
async function refuseUsed(client: Client, officeId: string): Promise<void> {
  const { rows } = await client.query<{ used: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM dossier d WHERE d.closed_at IS NULL AND d.subject_id = $1)
       OR EXISTS (SELECT 1 FROM dossier d WHERE d.closed_at IS NULL AND $1 IN (d.unit_id, d.commune_id, d.province_id))
       OR EXISTS (SELECT 1 FROM dossier d JOIN matter s ON s.id = d.subject_id
         WHERE d.closed_at IS NULL AND $1 IN (s.office_id, s.commune_id, s.province_id))
       OR EXISTS (SELECT 1 FROM task t WHERE t.office_id = $1)
       OR EXISTS (SELECT 1 FROM campaign c WHERE c.office_id = $1 AND c.status <> 'closed') AS used`,
    [officeId],
  )
  if (rows[0]?.used === true) throw new Problem('inUse')
}

/** What stands under the office stands under the other; gives the ids of those directly under it. */
async function moveUnits(
  client: Client,
  office: OfficePlace,
  into: OfficePlace,
  old: Names,
  taker: Names,
): Promise<string[]> {
  const { rows } = await client.query<{ id: string; direct: boolean }>(
    `UPDATE office o SET parent_id = CASE WHEN o.parent_id = $1 THEN $2 ELSE o.parent_id END,
       commune_id = CASE WHEN o.commune_id = $1 THEN $2 ELSE o.commune_id END,
       province_id = CASE WHEN o.province_id = $1 THEN $2 WHEN o.commune_id = $1 THEN $3 ELSE o.province_id END,
       search_key = CASE WHEN right(o.search_key, length($4)) = $4
         THEN left(o.search_key, length(o.search_key) - length($4)) || $5 ELSE o.search_key END,
       version = version + 1
     WHERE o.id <> $2 AND $1 IN (o.parent_id, o.commune_id, o.province_id)
     RETURNING o.id, o.parent_id = $2 AS direct`,
    [office.id, into.id, into.provinceId, old.search_key, taker.search_key],
  )
  return rows.filter(({ direct }) => direct).map(({ id }) => id)
}

/** In lists, dossiers of the office belong to those who work in the other one. */
async function moveDossiers(client: Client, office: OfficePlace, into: OfficePlace): Promise<void> {
  const isUnit = !['commune', 'province'].includes(office.kind)
  const commune = into.kind === 'commune' ? into.id : into.communeId
  const province = into.kind === 'province' ? into.id : into.provinceId
  await client.query(
    `UPDATE dossier d SET unit_id = CASE WHEN d.unit_id = $1 THEN $2 ELSE d.unit_id END,
       commune_id = CASE WHEN d.commune_id = $1 OR (d.unit_id = $1 AND $5) THEN $3 ELSE d.commune_id END,
       province_id = CASE WHEN d.province_id = $1 OR d.commune_id = $1 OR (d.unit_id = $1 AND $5) THEN $4 ELSE d.province_id END
     WHERE d.unit_id = $1 OR d.commune_id = $1 OR d.province_id = $1`,
    [office.id, into.id, commune, province, isUnit],
  )
}

/** Matters go with their owner, or with the place that it lies in; gives the ids of those that the other one owns now. */
async function moveMatters(client: Client, office: OfficePlace, into: OfficePlace): Promise<string[]> {
  const { rows } = await client.query<{ id: string; owned: boolean }>(
    `WITH moved AS (SELECT s.id, s.office_id = $1 AS owned FROM matter s
       WHERE $1 IN (s.office_id, s.commune_id, s.province_id) ORDER BY s.id FOR UPDATE)
     UPDATE matter s SET office_id = o.id, version = s.version + 1,
       commune_id = CASE WHEN o.kind = 'commune' THEN o.id ELSE o.commune_id END,
       province_id = CASE WHEN o.kind = 'province' THEN o.id ELSE o.province_id END
     FROM moved, office o
     WHERE s.id = moved.id AND o.id = CASE WHEN moved.owned THEN $2 ELSE s.office_id END
     RETURNING s.id, moved.owned`,
    [office.id, into.id],
  )
  return rows.flatMap(({ id, owned }) => (owned ? [id] : [])).sort()
}

/** Its name, and the names that led to it, lead to the other. */
async function leaveName(client: Client, officeId: string, into: string, old: Names): Promise<void> {
  await client.query('UPDATE office_alias SET office_id = $2 WHERE office_id = $1', [officeId, into])
  const province = old.province_name ?? old.name
  await client.query(
    `INSERT INTO office_alias (id, old_code, old_name, old_district, old_province, office_id, search_key)
     VALUES ($1, $2, $3, NULL, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [`merged-${officeId}`, old.code, old.name, province, into, fold(`${old.name} ${province}`)],
  )
}

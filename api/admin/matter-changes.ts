// Changing a matter after it was entered, as long as its procedures let it: a draft freely, one that stands only in who is
// in charge of it. Each change is a line of the owner's chain.
import { z } from 'zod'
import type { Client, Queryable } from '../../activities/pool.ts'
import { hashOf } from '../../activities/record/canonical.ts'
import { appendChainEvent } from '../../activities/record/chain.ts'
import { officeChain } from '../../activities/record/ids.ts'
import { fold } from '../../domain/text.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import type { MatterKind, MatterStatus } from '../../domain/vocabulary.ts'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import { civilDate, id } from '../schemas.ts'
import { Values } from '../scope.ts'
import { entersMatters, matterGiven, refuseStrangers } from './matters.ts'
import type { Doing } from './offices.ts'

export interface MatterRow {
  readonly id: string
  readonly kind: MatterKind
  readonly type: string | null
  readonly code: string | null
  readonly name: string
  readonly officeId: string
  readonly personId: string | null
  readonly dates: Record<string, string>
  readonly status: MatterStatus
  readonly version: number
}

const COLUMNS = `s.id, s.kind, s.type, s.code, s.name, s.office_id AS "officeId", s.person_id AS "personId", s.dates, s.status,
  s.version`

/** Whether the actor may change a matter and add parts to it: he enters matters for its owner, and it hasn't ended. */
export async function mayChangeMatter(db: Queryable, actor: Actor, matterId: string): Promise<boolean> {
  const values = new Values()
  const { rowCount } = await db.query(
    `SELECT 1 FROM matter s JOIN office o ON o.id = s.office_id
     WHERE s.id = ${values.add(matterId)} AND s.status <> 'ended' AND ${entersMatters(actor, values)}`,
    values.list,
  )
  return rowCount === 1
}

/** A matter for changing, locked; throws `notFound` where the actor doesn't enter matters for its office. */
export async function matterToChange(client: Client, actor: Actor, matterId: string): Promise<MatterRow> {
  const values = new Values()
  const { rows } = await client.query<MatterRow>(
    `SELECT ${COLUMNS} FROM matter s JOIN office o ON o.id = s.office_id
     WHERE s.id = ${values.add(matterId)} AND ${entersMatters(actor, values)} FOR NO KEY UPDATE OF s`,
    values.list,
  )
  if (rows[0] === undefined) throw new Problem('notFound')
  return rows[0]
}

/** What is changed of a matter; `version` is the one that was read. */
export const matterChange = {
  version: z.int().min(1).max(1_000_000),
  name: matterGiven.name,
  personId: id.nullable(),
  dates: matterGiven.dates.unwrap(),
} as const

async function hasOpenDossier(client: Client, matterId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'SELECT 1 FROM dossier WHERE subject_id = $1 AND closed_at IS NULL LIMIT 1',
    [matterId],
  )
  return rowCount === 1
}

/**
 * Changes a matter that was found and locked. Once it stands only the person in charge can change, and its dates only
 * while no dossier counts them. Repeating it changes nothing.
 */
export async function changeMatter(
  client: Client,
  row: MatterRow,
  { version, ...next }: z.output<z.ZodObject<typeof matterChange>>,
  doing: Doing,
): Promise<void> {
  const stands = { name: row.name, personId: row.personId, dates: row.dates }
  if (hashOf(next) === hashOf(stands)) return
  if (version !== row.version)
    throw new Problem('versionConflict', { field: 'version', current: { version: row.version } })
  if (row.status === 'ended') throw new Problem('inUse')
  if (row.status !== 'draft' && next.name !== row.name) throw new Problem('inUse', { field: 'name' })
  if (hashOf(next.dates) !== hashOf(row.dates) && (await hasOpenDossier(client, row.id)))
    throw new Problem('inUse', { field: 'dates' })
  const { officeId } = row
  const { personId } = next
  if (personId !== null && personId !== row.personId)
    await refuseStrangers(client, [{ personId, officeId }], doing.at, () => '')
  const search = [fold(next.name), row.code === null ? '' : fold(row.code)].join(' ').trim()
  await client.query(
    'UPDATE matter SET name = $2, person_id = $3, dates = $4, search_key = $5, version = version + 1 WHERE id = $1',
    [row.id, next.name, personId, JSON.stringify(next.dates), search],
  )
  const data = { matterId: row.id, version: row.version + 1, personId, contentHash: hashOf(next) }
  await appendChainEvent(client, officeChain(officeId), 'matterChanged', data, doing.by, doing.at)
}

/** Takes back a draft that nobody acts on; repeating it changes nothing. */
export async function dropMatter(client: Client, row: MatterRow, { by, at }: Doing): Promise<void> {
  if (row.status === 'ended') return
  if (row.status !== 'draft' || (await hasOpenDossier(client, row.id))) throw new Problem('inUse')
  await client.query(
    `UPDATE matter SET status = 'ended', ended_on = $2, version = version + 1 WHERE id = $1`,
    [row.id, civilDateOf(at)],
  )
  const data = { matterId: row.id, version: row.version + 1, status: 'ended' }
  await appendChainEvent(client, officeChain(row.officeId), 'matterChanged', data, by, at)
}

/** Kinds that stand until somebody says that their time is over: no procedure ends them. */
const ENDED_BY_HAND: readonly MatterKind[] = ['plan', 'commitment', 'coordination', 'committee']

/** Ending a matter: over the version that was read, with its last day. */
export const matterEnd = { version: matterChange.version, endedOn: civilDate } as const

/** Ends a matter whose time is over, as of a day between its beginning and today; repeating it changes nothing. */
export async function endMatter(
  client: Client,
  row: MatterRow,
  { version, endedOn }: z.output<z.ZodObject<typeof matterEnd>>,
  { by, at }: Doing,
): Promise<void> {
  if (row.status === 'ended') return
  if (version !== row.version)
    throw new Problem('versionConflict', { field: 'version', current: { version: row.version } })
  const stands = row.status === 'active' && ENDED_BY_HAND.includes(row.kind)
  if (!stands || (await hasOpenDossier(client, row.id))) throw new Problem('inUse')
  if (endedOn > civilDateOf(at)) throw new Problem('invalid', { field: 'endedOn' })
  const { rowCount } = await client.query(
    `UPDATE matter SET status = 'ended', ended_on = $2, version = version + 1 WHERE id = $1 AND begun_on <= $2::date`,
    [row.id, endedOn],
  )
  if (rowCount !== 1) throw new Problem('invalid', { field: 'endedOn' })
  const data = { matterId: row.id, version: row.version + 1, status: 'ended' }
  await appendChainEvent(client, officeChain(row.officeId), 'matterChanged', data, by, at)
}

// Legal holds: set and lifted with a reason, each a line in the chain of its office. Whoever sets one waits for erasures under
// way, and none begins before it stands: both take the same lock.
import type { Instant } from '../../domain/time/civil.ts'
import type { Client, Queryable } from '../pool.ts'
import { hashOf } from '../record/canonical.ts'
import { appendChainEvent } from '../record/chain.ts'
import { newId, officeChain } from '../record/ids.ts'

export type HoldScope = 'dossier' | 'office' | 'campaign'

export interface Hold {
  readonly id: string
  readonly scope: HoldScope
  readonly targetId: string
  /** The office in whose chain it stands. */
  readonly officeId: string
  readonly reason: string
  readonly setBy: string
  readonly setAt: Instant
  readonly liftedBy: string | null
  readonly liftedAt: Instant | null
  readonly liftReason: string | null
}

/** Any number, the same for every process. */
const HOLD_LOCK = 7_220_132

/** Taken by whatever archives or erases: no hold is set until the transaction ends, and those that are set are seen. */
export function lockAgainstHolds(client: Queryable): Promise<unknown> {
  return client.query('SELECT pg_advisory_xact_lock_shared($1)', [HOLD_LOCK])
}

/** The condition on a row `d` of dossier that a hold lies on it: its own, its campaign's, or that of one of its offices. */
export const HELD_SQL = `EXISTS (SELECT 1 FROM legal_hold h WHERE h.lifted_at IS NULL AND (
    (h.scope = 'dossier' AND h.target_id = d.id) OR (h.scope = 'campaign' AND h.target_id = d.campaign_id)
    OR (h.scope = 'office' AND h.target_id IN (d.unit_id, d.commune_id, d.province_id, d.subject_id))))`

/** The office in whose chain a dossier's erasures and holds stand: the nearest to it that stays. */
export const OFFICE_OF_SQL = 'coalesce(d.commune_id, d.province_id, d.unit_id)'

export interface NewHold {
  readonly scope: HoldScope
  readonly targetId: string
  readonly officeId: string
  readonly reason: string
}

/** Sets a hold, in the caller's transaction; waits for erasures under way. */
export async function setHold(client: Client, hold: NewHold, by: string, now: Instant): Promise<Hold> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [HOLD_LOCK])
  const id = newId()
  const { scope, targetId, officeId, reason } = hold
  await client.query(
    'INSERT INTO legal_hold (id, scope, target_id, office_id, reason, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [id, scope, targetId, officeId, reason, by, now],
  )
  const about = { holdId: id, scope, targetId, reasonHash: hashOf({ reason }) }
  await appendChainEvent(client, officeChain(officeId), 'holdSet', about, by, now)
  return { id, ...hold, setBy: by, setAt: now, liftedBy: null, liftedAt: null, liftReason: null }
}

/** Lifts a hold; gives it as it stands then, null where there is none. Lifting it again changes nothing. */
export async function liftHold(
  client: Client,
  holdId: string,
  reason: string,
  by: string,
  now: Instant,
): Promise<Hold | null> {
  const { rows } = await client.query<{ office_id: string }>(
    `UPDATE legal_hold SET lifted_by = $2, lifted_at = $3, lift_reason = $4 WHERE id = $1 AND lifted_at IS NULL
     RETURNING office_id`,
    [holdId, by, now, reason],
  )
  const [lifted] = rows
  if (lifted !== undefined) {
    const about = { holdId, reasonHash: hashOf({ reason }) }
    await appendChainEvent(client, officeChain(lifted.office_id), 'holdLifted', about, by, now)
  }
  return readHold(client, holdId)
}

/** A row as PostgreSQL gives it with `HOLD_COLUMNS`. */
export interface HoldRow {
  readonly id: string
  readonly scope: HoldScope
  readonly target_id: string
  readonly office_id: string
  readonly reason: string
  readonly set_by: string
  readonly set_at: Date
  readonly lifted_by: string | null
  readonly lifted_at: Date | null
  readonly lift_reason: string | null
}

/** Of a row `h`. */
export const HOLD_COLUMNS =
  'h.id, h.scope, h.target_id, h.office_id, h.reason, h.set_by, h.set_at, h.lifted_by, h.lifted_at, h.lift_reason'

export function holdOf(row: HoldRow): Hold {
  return {
    id: row.id,
    scope: row.scope,
    targetId: row.target_id,
    officeId: row.office_id,
    reason: row.reason,
    setBy: row.set_by,
    setAt: row.set_at.toISOString(),
    liftedBy: row.lifted_by,
    liftedAt: row.lifted_at?.toISOString() ?? null,
    liftReason: row.lift_reason,
  }
}

/** One hold; null when there is none of that id. */
export async function readHold(db: Queryable, holdId: string): Promise<Hold | null> {
  const { rows } = await db.query<HoldRow>(`SELECT ${HOLD_COLUMNS} FROM legal_hold h WHERE h.id = $1`, [
    holdId,
  ])
  return rows[0] === undefined ? null : holdOf(rows[0])
}

/** Holds whose office fulfils a condition on `o`, the latest first; one more than `limit` where there are more. */
export async function listHolds(
  db: Queryable,
  request: {
    readonly condition: string
    readonly values: readonly unknown[]
    readonly before: readonly [string, string] | null
    readonly limit: number
  },
): Promise<Hold[]> {
  const { condition, values, before, limit } = request
  const n = values.length
  const { rows } = await db.query<HoldRow>(
    `SELECT ${HOLD_COLUMNS} FROM legal_hold h JOIN office o ON o.id = h.office_id WHERE ${condition}
       AND ($${n + 1}::timestamptz IS NULL OR (h.set_at, h.id) < ($${n + 1}::timestamptz, $${n + 2}::text))
     ORDER BY h.set_at DESC, h.id DESC LIMIT $${n + 3}`,
    [...values, before?.[0] ?? null, before?.[1] ?? null, limit + 1],
  )
  return rows.map(holdOf)
}

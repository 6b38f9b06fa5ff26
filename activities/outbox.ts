// Taking lines out of the outbox: in the order in which they were written, by one process at a time for a topic, marked in
// the transaction that does what follows from them. A line that can't be dealt with is put aside and doesn't hold up others.
import type { Client, Pool } from './pool.ts'
import { inTransaction } from './pool.ts'
import type { Instant } from '../domain/time/civil.ts'
import { pauseAfter } from '../domain/notice-kinds.ts'

/** Topics that are taken out here; others have takers of their own. */
export type Topic = 'notice' | 'mail' | 'record'

export interface OutboxLine<P> {
  /** A bigint, as text. */
  readonly id: string
  readonly key: string
  /** When it was written, by the instance's clock. */
  readonly at: Instant
  readonly payload: P
}

/** Lines of a topic are taken under this lock: two at once could give them on in another order. */
const LOCK_SPACE = 7_220

/** The oldest lines that wait, marked as taken; none when another process is taking them. */
export async function takeLines<P>(client: Client, topic: Topic, limit: number): Promise<OutboxLine<P>[]> {
  const { rows: locked } = await client.query<{ mine: boolean }>(
    'SELECT pg_try_advisory_xact_lock($1, hashtext($2)) AS mine',
    [LOCK_SPACE, topic],
  )
  if (locked[0]?.mine !== true) return []
  const { rows } = await client.query<{ id: string; key: string; at: Date; payload: P }>({
    name: 'outbox_take',
    text: `WITH waiting AS (
        SELECT id FROM outbox WHERE topic = $1 AND sent_at IS NULL AND (attempts = 0 OR next_at <= clock_timestamp())
        ORDER BY id LIMIT $2
      ), taken AS (
        UPDATE outbox o SET sent_at = clock_timestamp(), error = NULL FROM waiting w WHERE o.id = w.id
        RETURNING o.id, o.key, o.created_at AS at, o.payload)
      SELECT id::text, key, at, payload FROM taken ORDER BY taken.id`,
    values: [topic, limit],
  })
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

/** The oldest line that waits is put aside for a while: it, or something that it led to, is broken. Gives its id. */
export async function putAside(pool: Pool, topic: Topic, error: unknown): Promise<string | null> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: string; attempts: number }>(
      `SELECT id::text, attempts FROM outbox WHERE topic = $1 AND sent_at IS NULL AND (attempts = 0 OR next_at <= clock_timestamp())
       ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`,
      [topic],
    )
    const row = rows[0]
    if (row === undefined) return null
    await client.query(
      `UPDATE outbox SET attempts = attempts + 1, next_at = clock_timestamp() + $2 * interval '1 millisecond', error = $3
       WHERE id = $1`,
      [
        row.id,
        pauseAfter(row.attempts + 1),
        (error instanceof Error ? error.message : String(error)).slice(0, 500),
      ],
    )
    return row.id
  })
}

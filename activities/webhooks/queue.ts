// Who is to be told of which line of the record, in which order: the queue of deliveries. Lines of one dossier go to one
// receiver one after another, however many processes send; one that was given up holds up those behind it until somebody
// decides, for a later one without it would be another story.
import { pauseAfter } from '../../domain/notice-kinds.ts'
import type { FannedOut } from '../notices/fan-out.ts'
import { takeLines } from '../outbox.ts'
import { inTransaction } from '../pool.ts'
import type { Pool } from '../pool.ts'

/** So often a receiver may say no before a line is parked: some two days. */
export const MOST_ATTEMPTS = 15
/** From so many failures in a row on, the receiver is left alone for a while: some seconds, then longer. */
const FAILURES_BEFORE_REST = 5
const REST_SECONDS = 5
const LONGEST_REST_SECONDS = 900
/** Lines that a replay puts in line in one transaction. */
const REPLAY_PAGE = 1_000

/** What a subscription is told of: its office's dossiers, and the kinds of lines that it named. */
const CONCERNS = `w.ended_at IS NULL
  AND (o.kind = 'ministry' OR w.office_id IN (l.payload#>>'{offices,province}', l.payload#>>'{offices,commune}', l.payload#>>'{offices,unit}'))
  AND (w.topics = '{}' OR EXISTS (SELECT 1 FROM jsonb_array_elements(l.payload->'events') AS e WHERE e->>'type' = ANY(w.topics)))`

// The same line has the same delivery id for a receiver, whenever and however often it is sent.
const DELIVERY = `w.id, l.id, 'whd_' || md5(w.id || '/' || l.id), l.payload->>'dossierId',
  ARRAY(SELECT DISTINCT e->>'type' FROM jsonb_array_elements(l.payload->'events') AS e
    WHERE w.topics = '{}' OR e->>'type' = ANY(w.topics) ORDER BY 1)`

/** Takes one page of the record's lines out of the outbox and puts them in line for those whom they concern. */
export function fanOutRecord(pool: Pool, limit: number): Promise<FannedOut> {
  return inTransaction(pool, async (client) => {
    const lines = await takeLines(client, 'record', limit)
    if (lines.length > 0) {
      await client.query({
        name: 'webhook_fan_out',
        text: `INSERT INTO webhook_delivery (webhook_id, outbox_id, id, dossier_id, topics)
          SELECT ${DELIVERY} FROM outbox l CROSS JOIN webhook w JOIN office o ON o.id = w.office_id
          WHERE l.id = ANY($1::bigint[]) AND ${CONCERNS}
          ON CONFLICT (webhook_id, outbox_id) DO NOTHING`,
        values: [lines.map(({ id }) => id)],
      })
    }
    return { lines: lines.length, personIds: [] }
  })
}

/** Puts one page of a replay in line; gives whether there may be more to do. */
export function replayPage(pool: Pool, page = REPLAY_PAGE): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ id: string; replay_at: string; replay_to: string }>(
      `SELECT id, replay_at::text, replay_to::text FROM webhook WHERE replay_at IS NOT NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED`,
    )
    const replay = rows[0]
    if (replay === undefined) return false
    const { rows: found } = await client.query<{ last: string | null; lines: number }>(
      `WITH l AS MATERIALIZED (SELECT id, payload FROM outbox WHERE topic = 'record' AND id > $2 AND id <= $3 ORDER BY id LIMIT $4),
       put AS (
         INSERT INTO webhook_delivery (webhook_id, outbox_id, id, dossier_id, topics)
         SELECT ${DELIVERY} FROM l CROSS JOIN webhook w JOIN office o ON o.id = w.office_id WHERE w.id = $1 AND ${CONCERNS}
         ON CONFLICT (webhook_id, outbox_id) DO UPDATE SET status = 'waiting', attempts = 0, next_at = clock_timestamp(),
           claimed_until = NULL, sent_at = NULL, answer_status = NULL, error = NULL)
       SELECT max(id)::text AS last, count(*)::int AS lines FROM l`,
      [replay.id, replay.replay_at, replay.replay_to, page],
    )
    const { last = null, lines = 0 } = found[0] ?? {}
    const done = lines < page
    await client.query(
      'UPDATE webhook SET replay_at = $2, replay_to = CASE WHEN $2::bigint IS NULL THEN NULL ELSE replay_to END WHERE id = $1',
      [replay.id, done ? null : last],
    )
    return true
  })
}

/** A delivery that this process may make until its lease ends. */
export interface Delivery {
  readonly webhookId: string
  readonly outboxId: string
  readonly id: string
  readonly attempts: number
  readonly claim: Date
  readonly url: string
  readonly topics: readonly string[]
  /** Null where the line has gone from the outbox. */
  readonly payload: RecordPayload | null
  readonly secrets: readonly { readonly id: string; readonly sealed: string }[]
}

/** What a line of the record says to others. */
export interface RecordPayload {
  readonly dossierId: string
  readonly events: readonly { readonly seq: number; readonly type: string; readonly action: string }[]
  readonly offices: unknown
  readonly [name: string]: unknown
}

/** Receivers that something may be due for. */
export async function receiversDue(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'webhook_receivers',
    text: `SELECT w.id FROM webhook w WHERE w.ended_at IS NULL AND w.paused_at IS NULL
        AND (w.resting_until IS NULL OR w.resting_until <= clock_timestamp())
        AND EXISTS (SELECT 1 FROM webhook_delivery v WHERE v.webhook_id = w.id AND v.status = 'waiting' AND v.next_at <= clock_timestamp())
      ORDER BY w.id`,
  })
  return rows.map(({ id }) => id)
}

const CLAIM_SQL = `
WITH due AS (
  SELECT v.webhook_id, v.outbox_id FROM webhook_delivery v JOIN webhook w ON w.id = v.webhook_id
  WHERE v.webhook_id = $1 AND v.status = 'waiting' AND v.next_at <= clock_timestamp()
    AND (v.claimed_until IS NULL OR v.claimed_until < clock_timestamp())
    AND (w.replay_at IS NULL OR v.outbox_id <= w.replay_at)
    AND NOT EXISTS (SELECT 1 FROM webhook_delivery e WHERE e.webhook_id = v.webhook_id AND e.dossier_id = v.dossier_id
      AND e.outbox_id < v.outbox_id AND e.status IN ('waiting', 'parked'))
  ORDER BY v.outbox_id LIMIT $2 FOR UPDATE OF v SKIP LOCKED
), claimed AS (
  UPDATE webhook_delivery v SET claimed_until = clock_timestamp() + $3 * interval '1 millisecond', attempts = v.attempts + 1
  FROM due WHERE v.webhook_id = due.webhook_id AND v.outbox_id = due.outbox_id RETURNING v.*)
SELECT c.webhook_id AS "webhookId", c.outbox_id::text AS "outboxId", c.id, c.attempts, c.claimed_until AS claim, c.topics, w.url,
  l.payload, (SELECT coalesce(json_agg(json_build_object('id', s.id, 'sealed', s.sealed) ORDER BY s.created_at DESC, s.id), '[]')
    FROM webhook_secret s WHERE s.webhook_id = w.id AND (s.valid_to IS NULL OR s.valid_to > clock_timestamp())) AS secrets
FROM claimed c JOIN webhook w ON w.id = c.webhook_id LEFT JOIN outbox l ON l.id = c.outbox_id`

/** Takes up to so many deliveries to one receiver, none of which has to wait for another. */
export async function claimDeliveries(
  pool: Pool,
  webhookId: string,
  limit: number,
  leaseMs: number,
): Promise<Delivery[]> {
  const { rows } = await pool.query<Delivery>({
    name: 'webhook_claim',
    text: CLAIM_SQL,
    values: [webhookId, limit, leaseMs],
  })
  return rows
}

/** What came of a delivery. */
export interface Delivered {
  readonly ok: boolean
  readonly status: number | null
  readonly error: string | null
  readonly durationMs: number
}

/** Marks a delivery; one whose lease ran out, or that a replay has put in line again, is left as it is. */
export async function markDelivery(
  pool: Pool,
  delivery: Delivery,
  outcome: Delivered,
  pause: (attempts: number) => number = pauseAfter,
): Promise<void> {
  const { webhookId, outboxId, attempts, claim } = delivery
  const { ok, status, error, durationMs } = outcome
  const next = ok ? 'sent' : attempts >= MOST_ATTEMPTS ? 'parked' : 'waiting'
  await pool.query({
    name: 'webhook_mark',
    text: `WITH marked AS (
        UPDATE webhook_delivery SET status = $4, answer_status = $5, error = $6, duration_ms = $7, claimed_until = NULL,
          sent_at = CASE WHEN $4 = 'sent' THEN clock_timestamp() END,
          next_at = clock_timestamp() + $8 * interval '1 millisecond'
        WHERE webhook_id = $1 AND outbox_id = $2 AND status = 'waiting' AND claimed_until = $3)
      UPDATE webhook SET failures = CASE WHEN $4 = 'sent' THEN 0 ELSE failures + 1 END,
        resting_until = CASE WHEN $4 = 'sent' OR failures + 1 < ${FAILURES_BEFORE_REST} THEN NULL
          ELSE clock_timestamp() + least(${LONGEST_REST_SECONDS},
            ${REST_SECONDS} * 2 ^ least(failures + 1 - ${FAILURES_BEFORE_REST}, 20)) * interval '1 second' END
      WHERE id = $1 AND ($4 <> 'sent' OR failures > 0)`,
    values: [webhookId, outboxId, claim, next, status, error, durationMs, ok ? 0 : pause(attempts)],
  })
}

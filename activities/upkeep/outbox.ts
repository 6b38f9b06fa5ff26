// What left the house long ago: lines of the outbox that were taken, deliveries in the log of webhooks, secrets that are
// over. The ledger of news and mails itself stays. A statement takes some thousands at a time, so that it holds nobody up.
import { addMs } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Pool } from '../pool.ts'

const DAY_MS = 86_400_000
/** How long a line of news or a letter is kept once it stands in the ledger, in days. */
export const NEWS_DAYS = 30
/** How long a line of the record can be replayed from the outbox, in days: over a year's campaigns. */
export const RECORD_DAYS = 400
/** How long the log of webhooks says what was sent, in days. */
export const DELIVERY_DAYS = 90
const PAGE = 5_000

/** Removes what is so old by the real clock; gives how many lines of the outbox and deliveries. */
export async function sweepOutbox(
  pool: Pool,
  real: Instant,
): Promise<{ readonly outbox: number; readonly deliveries: number }> {
  const before = (days: number): Instant => addMs(real, -days * DAY_MS)
  const deliveries = await inPages(
    pool,
    `DELETE FROM webhook_delivery WHERE (webhook_id, outbox_id) IN (
       SELECT webhook_id, outbox_id FROM webhook_delivery WHERE status = 'sent' AND sent_at < $1 LIMIT ${PAGE})`,
    before(DELIVERY_DAYS),
  )
  const news = await inPages(
    pool,
    `DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE topic IN ('notice', 'mail') AND sent_at < $1 LIMIT ${PAGE})`,
    before(NEWS_DAYS),
  )
  const record = await inPages(
    pool,
    `DELETE FROM outbox WHERE id IN (SELECT l.id FROM outbox l WHERE l.topic = 'record' AND l.sent_at < $1
       AND NOT EXISTS (SELECT 1 FROM webhook_delivery v JOIN webhook w ON w.id = v.webhook_id
         WHERE v.outbox_id = l.id AND v.status IN ('waiting', 'parked') AND w.ended_at IS NULL) LIMIT ${PAGE})`,
    before(RECORD_DAYS),
  )
  await pool.query('DELETE FROM webhook_secret WHERE valid_to < $1', [real])
  return { outbox: news + record, deliveries }
}

async function inPages(pool: Pool, statement: string, before: Instant): Promise<number> {
  let removed = 0
  for (;;) {
    const { rowCount } = await pool.query(statement, [before])
    removed += rowCount ?? 0
    if ((rowCount ?? 0) < PAGE) return removed
  }
}

// Lines that have served their purpose: sessions that are over, and receipts of commands that were decided or given up
// long ago. A statement takes some thousands at a time, so that it holds nobody up.
import { addMs } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Pool } from '../pool.ts'

const DAY_MS = 86_400_000
/** How long a session that is over is kept, for whoever asks who was logged in, in days. */
export const SESSION_DAYS = 30
/** How long a receipt is kept, in days: longer than anybody sends a request again. */
export const RECEIPT_DAYS = 30
const PAGE = 5_000

/** Removes sessions that ended or expired so long ago by the real clock, which they live by; gives how many. */
export async function sweepSessions(pool: Pool, at: Instant): Promise<number> {
  const { rowCount } = await pool.query('DELETE FROM session WHERE expires_at < $1 OR ended_at < $1', [
    addMs(at, -SESSION_DAYS * DAY_MS),
  ])
  return rowCount ?? 0
}

/** Removes receipts so old by the instance's clock; gives how many. */
export async function sweepReceipts(pool: Pool, now: Instant): Promise<number> {
  let removed = 0
  for (;;) {
    const { rowCount } = await pool.query(
      `DELETE FROM receipt WHERE command_id IN (
         SELECT command_id FROM receipt WHERE received_at < $1 ORDER BY received_at LIMIT ${PAGE})`,
      [addMs(now, -RECEIPT_DAYS * DAY_MS)],
    )
    removed += rowCount ?? 0
    if ((rowCount ?? 0) < PAGE) return removed
  }
}

// Campaigns whose run is missing: planned or changed while Temporal was away, so that nobody was told. The record shows it:
// never looked after, or past the instant at which it was to be woken.
import { addMs } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Queryable } from '../pool.ts'

/** A run that is there wakes by itself within moments; one that is this late is not there. Milliseconds. */
const PATIENCE_MS = 10 * 60_000

/** Ids of campaigns that nobody looks after at an instant of the instance's clock. */
export async function missedCampaigns(db: Queryable, now: Instant): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM campaign WHERE status <> 'closed' AND (ticked_at IS NULL OR next_wake_at < $1) ORDER BY id`,
    [addMs(now, -PATIENCE_MS)],
  )
  return rows.map(({ id }) => id)
}

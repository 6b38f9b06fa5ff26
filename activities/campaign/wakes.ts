// What the clock will wake next: lapses and reservations of dossiers, campaigns, the digest, batches that run out. The
// stepped clock goes from one of these instants to the next; nothing happens by the clock at any other.
import { addMs } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { lapseAt } from '../../domain/time/receipt.ts'
import type { Pool, Queryable } from '../pool.ts'
import { digestIsAwaited, newestCalendar, nextDigestAt } from './digest.ts'
import { nextWakeOf } from './tick.ts'
import { readPlan } from './plan.ts'

/** One thing to wake, and when. */
export interface Wake {
  readonly at: Instant
  readonly kind: 'dossiers' | 'campaign' | 'digest' | 'batch'
  /** Of the campaign or batch; empty for the others. */
  readonly id: string
}

/** What is to be woken at the earliest instant that is in sight, as the record stands; empty when nothing is. */
export async function nextWakes(pool: Pool, after: Instant): Promise<Wake[]> {
  const all = [
    ...(await dossierWakes(pool)),
    ...(await batchWakes(pool)),
    ...(await campaignWakes(pool, after)),
    ...(await digestWakes(pool, after)),
  ].map((wake) => (wake.at < after ? { ...wake, at: after } : wake))
  const first = all.reduce<Instant | null>((best, { at }) => (best === null || at < best ? at : best), null)
  return all.filter(({ at }) => at === first)
}

async function dossierWakes(db: Queryable): Promise<Wake[]> {
  const { rows } = await db.query<{ first: Date | null }>(
    'SELECT min(wake_at) AS first FROM dossier WHERE wake_at IS NOT NULL',
  )
  const first = rows[0]?.first?.toISOString()
  // A lapse waits for the grace; before it the record refuses.
  return first === undefined ? [] : [{ at: lapseAt(first), kind: 'dossiers', id: '' }]
}

async function batchWakes(db: Queryable): Promise<Wake[]> {
  const { rows } = await db.query<{ id: string; expires_at: Date }>(
    "SELECT id, expires_at FROM batch WHERE status IN ('collecting', 'frozen') AND expires_at IS NOT NULL",
  )
  return rows.map(({ id, expires_at }) => ({ at: addMs(expires_at.toISOString(), 1), kind: 'batch', id }))
}

async function campaignWakes(pool: Pool, after: Instant): Promise<Wake[]> {
  const { rows } = await pool.query<{ id: string }>(
    "SELECT id FROM campaign WHERE status <> 'closed' ORDER BY id",
  )
  const wakes: Wake[] = []
  for (const { id } of rows) {
    const plan = await readPlan(pool, id)
    const at = plan === null ? null : await nextWakeOf(pool, plan, after, 'stepped')
    if (at !== null) wakes.push({ at, kind: 'campaign', id })
  }
  return wakes
}

async function digestWakes(pool: Pool, after: Instant): Promise<Wake[]> {
  if (!(await digestIsAwaited(pool, after))) return []
  const at = nextDigestAt(await newestCalendar(pool), after)
  return at === null ? [] : [{ at, kind: 'digest', id: '' }]
}

// What happens to a batch as a whole beside its signature: its list is frozen, it is cancelled, runs out or is finished.
// Each is one transaction on the batch's row, which every reservation of it counts and holds while it is decided.
import type { BatchAnswer, BatchCommand, BatchView } from '../../workflows/messages.ts'
import type { Client, Pool, Queryable } from '../pool.ts'
import { inTransaction } from '../pool.ts'
import { hashOf } from '../record/canonical.ts'
import { readClock } from '../record/clock.ts'
import { readBatch, viewOf } from './row.ts'
import type { BatchRow } from './row.ts'

/** An item as the list's hash knows it. */
export interface ListedItem {
  readonly dossierId: string
  readonly step: string
  readonly round: number
  readonly contentHash: string | null
}

/** What is decided or done, and of which dossiers as they looked then: what the one who signs has seen. */
export function listHashOf(batch: BatchRow, items: readonly ListedItem[]): string {
  const { id, kind, step, args } = batch
  const { signature: _, ...asked } = args
  return hashOf({
    batch: id,
    kind,
    step,
    asked,
    items: items.map((item) => [item.dossierId, item.step, item.round, item.contentHash]),
  })
}

/** The items that the list holds: reserved for the decision, or found fit for the action; in their order. */
export async function readListed(db: Queryable, batchId: string): Promise<ListedItem[]> {
  const { rows } = await db.query<ListedItem>(
    `SELECT dossier_id AS "dossierId", step, round, content_hash AS "contentHash" FROM batch_item
     WHERE batch_id = $1 AND status IN ('ready', 'reserved') ORDER BY ord`,
    [batchId],
  )
  return rows
}

async function onBatch(
  pool: Pool,
  batchId: string,
  work: (client: Client, batch: BatchRow) => Promise<void>,
): Promise<BatchView | null> {
  return inTransaction(pool, async (client) => {
    const batch = await readBatch(client, batchId, { lock: true })
    if (batch === null) return null
    await work(client, batch)
    const after = await readBatch(client, batchId)
    return after === null ? null : viewOf(after)
  })
}

/** Ends the collecting: from here on the list is what will be signed, or nothing. */
export function freezeBatch(pool: Pool, batchId: string): Promise<BatchView | null> {
  return onBatch(pool, batchId, async (client, batch) => {
    if (batch.status !== 'collecting') return
    const listHash = listHashOf(batch, await readListed(client, batchId))
    await client.query(
      "UPDATE batch SET status = 'frozen', list_hash = $2, version = version + 1 WHERE id = $1",
      [batchId, listHash],
    )
  })
}

/** Ends a batch whose time ran out before anybody signed it. */
export async function expireBatch(pool: Pool, batchId: string): Promise<BatchView | null> {
  const { now } = await readClock(pool)
  return onBatch(pool, batchId, async (client, batch) => {
    const unsigned = batch.status === 'collecting' || batch.status === 'frozen'
    if (!unsigned || batch.expiresAt === null || now <= batch.expiresAt) return
    await client.query("UPDATE batch SET status = 'expired', version = version + 1 WHERE id = $1", [batchId])
  })
}

const UNSETTLED: Readonly<Record<BatchRow['status'], readonly string[]>> = {
  collecting: ['pending', 'ready', 'reserved', 'refused', 'applied', 'released', 'failed'],
  frozen: ['pending', 'ready', 'reserved', 'refused', 'applied', 'released', 'failed'],
  signed: ['pending', 'ready', 'reserved'],
  cancelled: ['pending', 'ready', 'reserved'],
  expired: ['pending', 'ready', 'reserved'],
}

/** Marks the batch as done, when every item is at the end of its way. */
export async function finishBatch(pool: Pool, batchId: string): Promise<BatchView | null> {
  const { now } = await readClock(pool)
  return onBatch(pool, batchId, async (client, batch) => {
    await client.query(
      `UPDATE batch SET finished_at = $2, version = version + 1
       WHERE id = $1 AND finished_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM batch_item WHERE batch_id = $1 AND status = ANY($3::text[]))`,
      [batchId, now, UNSETTLED[batch.status]],
    )
  })
}

/** Cancels a batch before it is signed; after that, never. Cancelling it again changes nothing. */
export async function cancelBatch(pool: Pool, batchId: string, command: BatchCommand): Promise<BatchAnswer> {
  return inTransaction(pool, async (client) => {
    const batch = await readBatch(client, batchId, { lock: true })
    if (batch === null) return refusedBatch('unknownTarget', { batchId })
    if (![batch.requestedBy, batch.signerId].includes(command.personId)) return refusedBatch('notAuthorised')
    if (batch.signedAt !== null) return refusedBatch('batchSigned', { signedAt: batch.signedAt })
    if (batch.status === 'collecting' || batch.status === 'frozen')
      await client.query("UPDATE batch SET status = 'cancelled', version = version + 1 WHERE id = $1", [
        batchId,
      ])
    return { ok: true, code: null, detail: {} }
  })
}

export function refusedBatch(
  code: NonNullable<BatchAnswer['code']>,
  detail: Readonly<Record<string, unknown>> = {},
): BatchAnswer {
  return { ok: false, code, detail }
}

// The receipts of what a batch is about to ask: all at the instant at which the person asked, before anything is sent, so
// that a lapse in between waits for them as it waits for a person's own action.
import type { Instant } from '../../domain/time/civil.ts'
import type { Action } from '../../domain/vocabulary.ts'
import type { BatchPhase } from '../../workflows/messages.ts'
import type { Queryable } from '../pool.ts'
import { itemCommandId } from './row.ts'

/** Stores a receipt for every item that is still to be asked; inside the caller's transaction. */
export function stampItems(
  client: Queryable,
  batchId: string,
  phase: BatchPhase,
  action: Action,
  at: Instant,
): Promise<unknown> {
  return client.query(
    `INSERT INTO receipt (command_id, received_at, request_hash, dossier_id, action)
     SELECT $2 || i.dossier_id, $3, $2 || i.dossier_id, i.dossier_id, $4 FROM batch_item i
     WHERE i.batch_id = $1 AND i.status IN ('pending', 'ready') ON CONFLICT DO NOTHING`,
    [batchId, itemCommandId(batchId, phase, ''), at, action],
  )
}

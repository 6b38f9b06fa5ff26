// The items of a batch: those that a phase has still to ask, page by page, and what became of each, written back in
// small heaps. An item is written once a phase; who comes second finds it settled.
import type { Instant } from '../../domain/time/civil.ts'
import type { BatchPhase, DossierInput } from '../../workflows/messages.ts'
import type { Queryable } from '../pool.ts'

export type ItemStatus = 'pending' | 'ready' | 'reserved' | 'refused' | 'applied' | 'released' | 'failed'

export interface Item {
  readonly dossierId: string
  readonly ord: number
  readonly step: string
  readonly round: number
  readonly contentHash: string | null
  readonly procedure: DossierInput['procedure']
  /** Whether a run should be open for the dossier. */
  readonly open: boolean
}

/** Which items each phase asks. */
export const ASKED: Readonly<Record<BatchPhase, readonly ItemStatus[]>> = {
  check: ['pending'],
  reserve: ['pending'],
  act: ['pending', 'ready'],
  apply: ['reserved'],
  release: ['pending', 'ready', 'reserved'],
}

export const ITEM_PAGE = 500

/** The items that a phase has still to ask, in the list's order, after one. */
export async function readItems(
  db: Queryable,
  batchId: string,
  phase: BatchPhase,
  afterOrd: number,
): Promise<Item[]> {
  const { rows } = await db.query<Item>({
    name: 'batch_items',
    text: `SELECT i.dossier_id AS "dossierId", i.ord, i.step, i.round, i.content_hash AS "contentHash",
        d.state->'procedure' AS procedure, d.closed_at IS NULL AS open
      FROM batch_item i JOIN dossier d ON d.id = i.dossier_id
      WHERE i.batch_id = $1 AND i.status = ANY($2::text[]) AND i.ord > $3 ORDER BY i.ord LIMIT ${ITEM_PAGE}`,
    values: [batchId, ASKED[phase], afterOrd],
  })
  return rows
}

/** What became of an item. A status among those that the phase asks keeps it on the list. */
export interface Settled {
  readonly dossierId: string
  readonly status: ItemStatus
  readonly code: string | null
  readonly detail: Readonly<Record<string, unknown>>
  readonly at: Instant | null
}

// $1 batch, $2 results, $3 statuses that the phase asks. Counts what is at the end of its way.
const SETTLE_SQL = `
WITH moved AS (
  UPDATE batch_item i SET status = r.status, code = r.code, detail = r.detail, at = coalesce(r.at, i.at)
  FROM jsonb_to_recordset($2::jsonb) AS r ("dossierId" text, status text, code text, detail jsonb, at timestamptz)
  WHERE i.batch_id = $1 AND i.dossier_id = r."dossierId" AND i.status = ANY($3::text[]) RETURNING i.status
)
UPDATE batch b SET version = b.version + 1,
  done = b.done + (SELECT count(*) FROM moved WHERE status IN ('applied', 'released', 'refused', 'failed')),
  failed = b.failed + (SELECT count(*) FROM moved WHERE status IN ('refused', 'failed'))
WHERE b.id = $1 RETURNING b.status`

/** Writes what became of items; gives the batch's status, for somebody may have cancelled it meanwhile. */
export async function settleItems(
  db: Queryable,
  batchId: string,
  phase: BatchPhase,
  settled: readonly Settled[],
): Promise<string> {
  const { rows } = await db.query<{ status: string }>({
    name: 'batch_settle',
    text: SETTLE_SQL,
    values: [batchId, JSON.stringify(settled), ASKED[phase]],
  })
  const row = rows[0]
  if (row === undefined) throw new Error(`batch ${batchId}: its row is not there`)
  return row.status
}

/** How many items a phase has still to ask. */
export async function countLeft(db: Queryable, batchId: string, phase: BatchPhase): Promise<number> {
  const { rows } = await db.query<{ left: number }>(
    'SELECT count(*)::int AS left FROM batch_item WHERE batch_id = $1 AND status = ANY($2::text[])',
    [batchId, ASKED[phase]],
  )
  return rows[0]?.left ?? 0
}

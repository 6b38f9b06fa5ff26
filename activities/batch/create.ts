// Makes a batch: its row, its items as they look now, what was written for them, and the receipts of what is about to be
// asked, all in one transaction. The batch's id follows from who asked and his Idempotency-Key: making it again finds it.
import type { Args, Body } from '../../domain/command.ts'
import type { Level, Action } from '../../domain/vocabulary.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Client, Pool } from '../pool.ts'
import { inTransaction } from '../pool.ts'
import { canonical, sha256Hex } from '../record/canonical.ts'
import { readBatch } from './row.ts'
import type { BatchArgs, BatchRow } from './row.ts'
import { stampItems } from './stamp.ts'

/** Items of one batch. */
export const MOST_ITEMS = 5_000

export interface NewItem {
  readonly dossierId: string
  /** What the person saw; null for what stands in the row now. */
  readonly basis: {
    readonly step: string
    readonly round: number
    readonly contentHash: string | null
  } | null
  /** False where the person can't see the dossier: the item is refused as if there were none. */
  readonly visible: boolean
}

interface Common {
  readonly id: string
  readonly requestHash: string
  readonly requestedBy: string
  readonly officeId: string
  readonly receivedAt: Instant
  readonly items: readonly NewItem[]
  readonly body: Body | null
}

/** One action asked of many dossiers. */
export interface NewActionBatch extends Common {
  readonly kind: 'action'
  readonly action: Action
  readonly args: Args
  /** Only looks which would be refused; nothing is done until it is confirmed, before `expiresAt`. */
  readonly dryRun: boolean
  readonly expiresAt: Instant
}

/** One legal act over many dossiers: they are reserved for it, and it is signed later. */
export interface NewDecisionBatch extends Common {
  readonly kind: 'decision'
  readonly campaignId: string
  readonly step: string
  /** The level whose office decides at the step. */
  readonly level: Level
  readonly signerId: string
  readonly verdict: 'approve' | 'reject'
  /** Until when the reservations hold. */
  readonly expiresAt: Instant
}

export type NewBatch = NewActionBatch | NewDecisionBatch

/** Makes the batch, or gives the one that this request made before. Another request's under the same id: null. */
export async function createBatch(pool: Pool, batch: NewBatch): Promise<BatchRow | null> {
  return inTransaction(pool, async (client) => {
    const made = await insertBatch(client, batch)
    if (made) await insertItems(client, batch)
    const row = await readBatch(client, batch.id)
    if (row === null) throw new Error(`batch ${batch.id}: neither made nor found`)
    return row.requestHash === batch.requestHash ? row : null
  })
}

async function insertBatch(client: Client, batch: NewBatch): Promise<boolean> {
  const { id, kind, requestHash, requestedBy, officeId, receivedAt, items, expiresAt } = batch
  const atOnce = kind === 'action' && !batch.dryRun
  const { rowCount } = await client.query(
    `INSERT INTO batch (id, kind, campaign_id, office_id, requested_by, signer_id, step, status, args, request_hash, total,
       created_at, signed_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING`,
    [
      id,
      kind,
      kind === 'decision' ? batch.campaignId : null,
      officeId,
      requestedBy,
      kind === 'decision' ? batch.signerId : requestedBy,
      kind === 'decision' ? batch.step : null,
      atOnce ? 'signed' : 'collecting',
      JSON.stringify(argsOf(batch)),
      requestHash,
      items.length,
      receivedAt,
      atOnce ? receivedAt : null,
      atOnce ? null : expiresAt,
    ],
  )
  return rowCount === 1
}

function argsOf(batch: NewBatch): BatchArgs {
  const bodyHash = batch.body === null ? null : sha256Hex(canonical(batch.body))
  return batch.kind === 'action'
    ? { action: batch.action, args: batch.args, bodyHash }
    : { verdict: batch.verdict, bodyHash }
}

// A decision is of one campaign, one step and one deciding office; what stands elsewhere is refused here, for the rule
// looks at one dossier at a time and knows nothing of the others.
const ITEMS_SQL = `
INSERT INTO batch_item (batch_id, dossier_id, ord, status, code, detail, step, round, content_hash, at)
SELECT $1, i.id, i.ord, CASE WHEN f.code IS NULL THEN 'pending' ELSE 'refused' END, f.code,
  CASE WHEN f.code = 'notAtStep' THEN jsonb_build_object('step', d.step) ELSE '{}' END,
  CASE WHEN f.code = 'notFound' THEN NULL ELSE coalesce(i.step, d.step) END,
  CASE WHEN f.code = 'notFound' THEN NULL WHEN i.step IS NULL THEN d.round ELSE i.round END,
  CASE WHEN f.code = 'notFound' THEN NULL WHEN i.step IS NULL THEN d.content_hash ELSE i.hash END,
  CASE WHEN f.code IS NULL THEN NULL ELSE $2::timestamptz END
FROM unnest($3::text[], $4::bool[], $5::text[], $6::int[], $7::text[])
  WITH ORDINALITY AS i (id, visible, step, round, hash, ord)
LEFT JOIN dossier d ON d.id = i.id
CROSS JOIN LATERAL (SELECT CASE
  WHEN d.id IS NULL OR NOT i.visible THEN 'notFound'
  WHEN $8::text IS NULL THEN NULL
  WHEN d.campaign_id <> $8 OR d.step <> $9 THEN 'notAtStep'
  WHEN CASE $10 WHEN 'unit' THEN d.unit_id WHEN 'commune' THEN d.commune_id ELSE d.province_id END IS DISTINCT FROM $11
    THEN 'notAuthorised'
  END AS code) f`

async function insertItems(client: Client, batch: NewBatch): Promise<void> {
  const { id, kind, items, receivedAt, officeId } = batch
  const decision = kind === 'decision' ? batch : null
  await client.query(ITEMS_SQL, [
    id,
    receivedAt,
    items.map(({ dossierId }) => dossierId),
    items.map(({ visible }) => visible),
    items.map(({ basis }) => basis?.step ?? null),
    items.map(({ basis }) => basis?.round ?? null),
    items.map(({ basis }) => basis?.contentHash ?? null),
    decision?.campaignId ?? null,
    decision?.step ?? null,
    decision?.level ?? null,
    officeId,
  ])
  await client.query(
    `UPDATE batch SET done = n, failed = n
     FROM (SELECT count(*)::int AS n FROM batch_item WHERE batch_id = $1 AND status = 'refused') f WHERE id = $1`,
    [id],
  )
  if (batch.body !== null) {
    const text = canonical(batch.body)
    await client.query(
      `INSERT INTO content (dossier_id, hash, body, created_at)
       SELECT dossier_id, $2, $3, $4 FROM batch_item WHERE batch_id = $1 AND status = 'pending' ON CONFLICT DO NOTHING`,
      [id, sha256Hex(text), text, receivedAt],
    )
  }
  if (decision !== null) await stampItems(client, id, 'reserve', 'reserve', receivedAt)
  else if (kind === 'action' && !batch.dryRun) await stampItems(client, id, 'act', batch.action, receivedAt)
}

// The receipt of a command: the instant at which it was first received, by the instance's clock, and what was written with
// it. Stored before the command is sent; every repeat uses the first one. The rule knows no other time. Nothing refers to
// a content whose action never came; it does no harm, for it can be reached only through its dossier.
import type { Id } from '../../domain/dossier.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Queryable } from '../pool.ts'
import { CLOCK_SQL } from './base.ts'
import type { Content } from './content.ts'

export interface ReceiptRequest {
  readonly commandId: string
  readonly requestHash: string
  readonly dossierId: Id
  readonly action: string
  readonly personId: Id | null
}

export interface Receipt {
  readonly receivedAt: Instant
  /** Of the first request under this id; another one means that the key was used again. */
  readonly requestHash: string
}

interface ReceiptRow {
  readonly received_at: Date
  readonly request_hash: string
}

// The commit of a receipt alone doesn't wait for the disk: when PostgreSQL itself is killed within that half second, the
// command was not acknowledged either, and its repeat is a first one. One with content does: the run that the command is
// sent to outlives PostgreSQL, and would find nothing written.
const STAMP_SQL = `
WITH off AS MATERIALIZED (SELECT set_config('synchronous_commit',
    CASE WHEN $6::text IS NULL THEN 'off' ELSE current_setting('synchronous_commit') END, true)), fresh AS (
  INSERT INTO receipt (command_id, received_at, request_hash, dossier_id, action, person_id)
  SELECT $1, ${CLOCK_SQL}, $2, $3, $4, $5 FROM off
  ON CONFLICT (command_id) DO NOTHING RETURNING received_at, request_hash
), written AS (
  INSERT INTO content (dossier_id, hash, body, created_at)
  SELECT $3, $6, $7::jsonb, ${CLOCK_SQL} FROM off WHERE $6::text IS NOT NULL ON CONFLICT DO NOTHING
)
SELECT received_at, request_hash FROM fresh
UNION ALL SELECT received_at, request_hash FROM receipt WHERE command_id = $1`

/** Stores the first receipt of a command id and gives it, or gives the one that is there; and stores the content. */
export async function stampReceipt(
  db: Queryable,
  request: ReceiptRequest,
  content: Content | null = null,
): Promise<Receipt> {
  const { commandId, requestHash, dossierId, action, personId } = request
  const { rows } = await db.query<ReceiptRow>({
    name: 'receipt_stamp',
    text: STAMP_SQL,
    values: [
      commandId,
      requestHash,
      dossierId,
      action,
      personId,
      content?.hash ?? null,
      content?.text ?? null,
    ],
  })
  // None: another request stored it after this statement's snapshot was taken.
  const row = rows[0] ?? (await readReceipt(db, commandId))
  if (row === undefined) throw new Error(`receipt of ${action}: neither stored nor found`)
  return { receivedAt: row.received_at.toISOString(), requestHash: row.request_hash }
}

async function readReceipt(db: Queryable, commandId: string): Promise<ReceiptRow | undefined> {
  const { rows } = await db.query<ReceiptRow>({
    name: 'receipt_read',
    text: 'SELECT received_at, request_hash FROM receipt WHERE command_id = $1',
    values: [commandId],
  })
  return rows[0]
}

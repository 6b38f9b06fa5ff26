// The row of a batch and what its JSON holds; read alike by everyone who works on it.
import type { Args } from '../../domain/command.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Action } from '../../domain/vocabulary.ts'
import type { BatchPhase, BatchView } from '../../workflows/messages.ts'
import type { Queryable } from '../pool.ts'

/** What is asked of each item, beside what every batch has. */
export interface BatchArgs {
  /** kind 'action': the action and its arguments. */
  readonly action?: Action
  readonly args?: Args
  /** kind 'decision': what is decided. */
  readonly verdict?: 'approve' | 'reject'
  /** Stored for every item. */
  readonly bodyHash: string | null
  /** Given with the signature. */
  readonly signature?: Signature
}

export interface Signature {
  readonly commandId: string
  readonly register: string | null
  readonly officeId: string | null
  readonly year: number
}

export interface BatchRow {
  readonly id: string
  readonly kind: BatchView['kind']
  readonly status: BatchView['status']
  readonly campaignId: string | null
  readonly officeId: string
  readonly requestedBy: string
  readonly signerId: string | null
  readonly step: string | null
  readonly args: BatchArgs
  readonly requestHash: string | null
  readonly listHash: string | null
  readonly decisionNumber: number | null
  readonly total: number
  readonly done: number
  readonly failed: number
  readonly version: number
  readonly createdAt: Instant
  readonly signedAt: Instant | null
  readonly expiresAt: Instant | null
  readonly finishedAt: Instant | null
}

type Raw = {
  [K in keyof BatchRow]: K extends 'createdAt'
    ? Date
    : K extends 'signedAt' | 'expiresAt' | 'finishedAt'
      ? Date | null
      : BatchRow[K]
}

/** Columns of a batch `b`, under the names of BatchRow. */
export const BATCH_COLUMNS = `b.id, b.kind, b.status, b.campaign_id AS "campaignId", b.office_id AS "officeId",
  b.requested_by AS "requestedBy", b.signer_id AS "signerId", b.step, b.args, b.request_hash AS "requestHash",
  b.list_hash AS "listHash", b.decision_number AS "decisionNumber", b.total, b.done, b.failed, b.version,
  b.created_at AS "createdAt", b.signed_at AS "signedAt", b.expires_at AS "expiresAt", b.finished_at AS "finishedAt"`

export type RawBatch = Raw

export function batchOf(raw: Raw): BatchRow {
  return {
    ...raw,
    createdAt: raw.createdAt.toISOString(),
    signedAt: raw.signedAt?.toISOString() ?? null,
    expiresAt: raw.expiresAt?.toISOString() ?? null,
    finishedAt: raw.finishedAt?.toISOString() ?? null,
  }
}

/** Reads a batch; null when there is none. `lock` holds the row, and with it all its reservations, until the transaction ends. */
export async function readBatch(
  db: Queryable,
  id: string,
  options: { readonly lock?: boolean } = {},
): Promise<BatchRow | null> {
  const { rows } = await db.query<Raw>(
    `SELECT ${BATCH_COLUMNS} FROM batch b WHERE b.id = $1${options.lock === true ? ' FOR UPDATE' : ''}`,
    [id],
  )
  return rows[0] === undefined ? null : batchOf(rows[0])
}

export function viewOf(row: BatchRow): BatchView {
  const { kind, status, expiresAt } = row
  return { kind, status, expiresAt, finished: row.finishedAt !== null }
}

/** The id of what is asked of one item in one phase, however often it is sent. */
export const itemCommandId = (batchId: string, phase: BatchPhase, dossierId: string): string =>
  `batch/${batchId}/${phase}/${dossierId}`

/** What is to be decided, for a no is not known at every step. */
export function verdictOf({ args: { verdict } }: BatchRow): Pick<Args, 'verdict'> {
  return verdict === undefined ? {} : { verdict }
}

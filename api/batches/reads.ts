// Batches as they are shown: to whoever asked for one, signs it, or works in its office.
import { z } from 'zod'
import { BATCH_COLUMNS, batchOf } from '../../activities/batch/row.ts'
import type { BatchRow, RawBatch } from '../../activities/batch/row.ts'
import type { Pool, Queryable } from '../../activities/pool.ts'
import type { Actor } from '../auth/actor.ts'
import type { Cursor } from '../reads/cursor.ts'
import { namesOf, namesSchema } from '../reads/detail.ts'
import { action, id, instant, positive, sha256, status } from '../schemas.ts'
import { Values } from '../scope.ts'

const ITEM_STATUSES = ['pending', 'ready', 'reserved', 'refused', 'applied', 'released', 'failed'] as const
type ItemStatus = (typeof ITEM_STATUSES)[number]
export const itemStatus = z.enum(ITEM_STATUSES)
export const batchStatus = z.enum(['collecting', 'frozen', 'signed', 'cancelled', 'expired'])
const count = z.int().min(0)

export const batchSummary = z
  .object({
    id,
    kind: z.enum(['action', 'decision']),
    /** 'signed' means: signed or confirmed, and being carried out until `finishedAt`. */
    status: batchStatus,
    /** Nothing is left to do for any item. */
    finished: z.boolean(),
    action: action.nullable(),
    verdict: z.enum(['approve', 'reject']).nullable(),
    campaignId: id.nullable(),
    step: z.string().nullable(),
    officeId: id,
    requestedBy: id,
    signerId: id.nullable(),
    total: count,
    /** Items at the end of their way, and how many of them came to nothing. */
    done: count,
    failed: count,
    /** What is signed: named by whoever signs. */
    listHash: sha256.nullable(),
    number: z
      .object({ number: positive, register: z.string().nullable(), officeId: id.nullable(), year: z.int() })
      .nullable(),
    createdAt: instant,
    signedAt: instant.nullable(),
    expiresAt: instant.nullable(),
    finishedAt: instant.nullable(),
    version: positive,
  })
  .meta({ id: 'BatchSummary' })
type Summary = z.input<typeof batchSummary>

export const batchDetail = batchSummary
  .extend({
    counts: z.object(
      Object.fromEntries(ITEM_STATUSES.map((one) => [one, count])) as Record<ItemStatus, typeof count>,
    ),
    /** Of who asked, who signs, and their office. */
    names: namesSchema,
  })
  .meta({ id: 'Batch' })
export type BatchDetail = z.input<typeof batchDetail>

export const batchItem = z
  .object({
    dossierId: id,
    ord: positive,
    status: itemStatus,
    /** Why it was refused, or what stands in the way. */
    code: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
    at: instant.nullable(),
    /** Null where the person who asked couldn't see it. */
    dossier: z
      .object({
        subjectName: z.string(),
        status,
        step: z.string(),
        procedureId: z.string(),
        procedureVersion: z.int(),
      })
      .nullable(),
  })
  .meta({ id: 'BatchItem' })
type Item = z.input<typeof batchItem>

function concerns(actor: Actor, values: Values): string {
  const me = values.add(actor.personId)
  const offices = values.add(
    actor.posts.filter(({ role }) => role !== 'administrator').map(({ officeId }) => officeId),
  )
  return `(b.requested_by = ${me} OR b.signer_id = ${me} OR b.office_id = ANY(${offices}::text[]))`
}

/** A batch that concerns the person; null where there is none. */
export async function findBatch(db: Queryable, actor: Actor, batchId: string): Promise<BatchRow | null> {
  const values = new Values()
  const { rows } = await db.query<RawBatch>(
    `SELECT ${BATCH_COLUMNS} FROM batch b WHERE b.id = ${values.add(batchId)} AND ${concerns(actor, values)}`,
    values.list,
  )
  return rows[0] === undefined ? null : batchOf(rows[0])
}

export interface BatchFilters {
  readonly status?: BatchRow['status'] | undefined
  /** Only what waits for this person's signature. */
  readonly toSign?: boolean | undefined
}

/** One page of the person's batches, the latest first, and one row more where there is another page. */
export async function listBatches(
  db: Queryable,
  actor: Actor,
  filters: BatchFilters,
  cursor: Cursor | null,
  limit: number,
): Promise<BatchRow[]> {
  const values = new Values()
  const conditions = [
    concerns(actor, values),
    ...(filters.status === undefined ? [] : [`b.status = ${values.add(filters.status)}`]),
    ...(filters.toSign === true
      ? [`b.status = 'frozen' AND b.signer_id = ${values.add(actor.personId)}`]
      : []),
    ...(cursor === null
      ? []
      : [`(b.created_at, b.id) < (${values.add(cursor[0])}::timestamptz, ${values.add(cursor[1])})`]),
  ]
  const { rows } = await db.query<RawBatch>(
    `SELECT ${BATCH_COLUMNS} FROM batch b WHERE ${conditions.join(' AND ')}
     ORDER BY b.created_at DESC, b.id DESC LIMIT ${values.add(limit + 1)}`,
    values.list,
  )
  return rows.map(batchOf)
}

export const batchCursor = ({ createdAt, id: batchId }: BatchRow): Cursor => [createdAt, batchId]

export function summaryOf(row: BatchRow): Summary {
  const { args, decisionNumber: number, requestHash: _, ...shown } = row
  const { action: asked = null, verdict = null, signature } = args
  const given =
    number === null || signature === undefined
      ? null
      : { number, register: signature.register, officeId: signature.officeId, year: signature.year }
  return { ...shown, finished: row.finishedAt !== null, action: asked, verdict, number: given }
}

/** The batch with how many of its items stand where. */
export async function batchDetailOf(pool: Pool, row: BatchRow): Promise<BatchDetail> {
  const { rows } = await pool.query<{ status: ItemStatus; n: number }>(
    'SELECT status, count(*)::int AS n FROM batch_item WHERE batch_id = $1 GROUP BY status',
    [row.id],
  )
  const counts = Object.fromEntries(ITEM_STATUSES.map((one) => [one, 0])) as Record<ItemStatus, number>
  for (const { status: one, n } of rows) counts[one] = n
  return { ...summaryOf(row), counts, names: await namesOfBatches(pool, [row]) }
}

/** Names of the people and offices of batches. */
export function namesOfBatches(db: Queryable, batches: readonly BatchRow[]): Promise<Record<string, string>> {
  const ids = batches.flatMap(({ requestedBy, signerId, officeId }) => [requestedBy, officeId, signerId])
  return namesOf(db, [...new Set(ids.filter((one) => one !== null))])
}

type ItemRow = Omit<Item, 'at' | 'dossier'> & {
  readonly at: Date | null
  readonly subject_name: string | null
  readonly dossier_status: NonNullable<Item['dossier']>['status']
  readonly dossier_step: string
  readonly procedure_id: string
  readonly procedure_version: number
}

/** One page of a batch's items in the list's order, and one more where there is another page. */
export async function listItems(
  db: Queryable,
  batchId: string,
  only: ItemStatus | undefined,
  cursor: Cursor | null,
  limit: number,
): Promise<Item[]> {
  const { rows } = await db.query<ItemRow>(
    `SELECT i.dossier_id AS "dossierId", i.ord, i.status, i.code, i.detail, i.at, d.subject_name,
       d.status AS dossier_status, d.step AS dossier_step, d.procedure_id, d.procedure_version
     FROM batch_item i LEFT JOIN dossier d ON d.id = i.dossier_id AND i.code IS DISTINCT FROM 'notFound'
     WHERE i.batch_id = $1 AND ($2::text IS NULL OR i.status = $2) AND i.ord > $3 ORDER BY i.ord LIMIT $4`,
    [batchId, only ?? null, Number(cursor?.[0] ?? 0), limit + 1],
  )
  return rows.map((row) => {
    const { subject_name, dossier_status, dossier_step, procedure_id, procedure_version, at, ...item } = row
    const dossier =
      subject_name === null
        ? null
        : {
            subjectName: subject_name,
            status: dossier_status,
            step: dossier_step,
            procedureId: procedure_id,
            procedureVersion: procedure_version,
          }
    return { ...item, at: at?.toISOString() ?? null, dossier }
  })
}

export const itemCursor = ({ ord, dossierId }: Item): Cursor => [String(ord), dossierId]

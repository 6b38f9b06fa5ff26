// Reading batches: the batch and its items as their people may see them, and what a new decision is about, taken from the
// dossiers that it names.
import { z } from 'zod'
import type { NewItem } from '../../activities/batch/create.ts'
import { readBatch } from '../../activities/batch/row.ts'
import type { BatchRow } from '../../activities/batch/row.ts'
import type { Pool } from '../../activities/pool.ts'
import { libraryOf } from '../../activities/record/cache.ts'
import { stepById } from '../../domain/steps.ts'
import type { Level } from '../../domain/vocabulary.ts'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import { action, id, instant, sha256 } from '../schemas.ts'
import { Values, scopeOf, seesDossier } from '../scope.ts'

export const batchView = z
  .object({
    id,
    kind: z.enum(['action', 'decision']),
    status: z.enum(['collecting', 'frozen', 'signed', 'cancelled', 'expired']),
    /** Nothing is left to do for any item. */
    finished: z.boolean(),
    campaignId: id.nullable(),
    officeId: id,
    requestedBy: id,
    signerId: id.nullable(),
    step: z.string().nullable(),
    action: action.nullable(),
    verdict: z.enum(['approve', 'reject']).nullable(),
    /** Of the list that a signature names; null until the list stands. */
    listHash: sha256.nullable(),
    decisionNumber: z.int().nullable(),
    total: z.int(),
    done: z.int(),
    failed: z.int(),
    createdAt: instant,
    signedAt: instant.nullable(),
    expiresAt: instant.nullable(),
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'Batch' })

export const batchItem = z
  .object({
    dossierId: id,
    ord: z.int(),
    status: z.enum(['pending', 'ready', 'reserved', 'refused', 'applied', 'released', 'failed']),
    /** Why not, where it was refused. */
    code: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
    at: instant.nullable(),
  })
  .meta({ id: 'BatchItem' })

export function viewOfBatch(row: BatchRow): z.input<typeof batchView> {
  const { args, requestHash: _, version: __, ...shown } = row
  return {
    ...shown,
    action: args.action ?? null,
    verdict: args.verdict ?? null,
    finished: row.finishedAt !== null,
  }
}

/** A batch for whoever asked for it, signs it, or works in the office that it is of; throws `notFound` for others. */
export async function seenBatch(pool: Pool, actor: Actor, batchId: string): Promise<BatchRow> {
  const row = await readBatch(pool, batchId)
  const { sees } = scopeOf(actor)
  const mine =
    row !== null &&
    ([row.requestedBy, row.signerId].includes(actor.personId) ||
      sees.everything ||
      actor.posts.some(({ officeId }) => officeId === row.officeId))
  if (row === null || !mine) throw new Problem('notFound')
  return row
}

interface ItemRow {
  readonly dossierId: string
  readonly ord: number
  readonly status: z.input<typeof batchItem>['status']
  readonly code: string | null
  readonly detail: Record<string, unknown> | null
  readonly at: Date | null
}

export async function listBatchItems(
  pool: Pool,
  batchId: string,
  after: number,
  limit: number,
): Promise<z.input<typeof batchItem>[]> {
  const { rows } = await pool.query<ItemRow>(
    `SELECT dossier_id AS "dossierId", ord, status, code, detail, at FROM batch_item
     WHERE batch_id = $1 AND ord > $2 ORDER BY ord LIMIT $3`,
    [batchId, after, limit],
  )
  return rows.map(({ detail, at, ...row }) => ({
    ...row,
    detail: detail ?? {},
    at: at?.toISOString() ?? null,
  }))
}

/** The dossiers asked for, with what stands in their rows; one that the actor can't see is marked and refused later. */
export async function visibleItems(pool: Pool, actor: Actor, ids: readonly string[]): Promise<NewItem[]> {
  const values = new Values()
  const list = values.add(ids)
  const { rows } = await pool.query<{ id: string }>(
    `SELECT d.id FROM dossier d WHERE d.id = ANY(${list}::text[]) AND ${seesDossier(scopeOf(actor), values)}`,
    values.list,
  )
  const seen = new Set(rows.map((row) => row.id))
  return ids.map((dossierId) => ({ dossierId, basis: null, visible: seen.has(dossierId) }))
}

/** The office for which somebody asks for a bulk action: that of his first own post. */
export function officeOfActor(actor: Actor): string {
  const post = actor.posts.find(({ delegation }) => delegation === null) ?? actor.posts[0]
  if (post === undefined) throw new Problem('forbidden')
  return post.officeId
}

/** Which campaign, step and office a decision is of: those of the first dossier that can be seen. */
export async function deciding(
  pool: Pool,
  items: readonly NewItem[],
): Promise<{ campaignId: string; step: string; level: Level; officeId: string }> {
  const first = items.find(({ visible }) => visible)
  if (first === undefined) throw new Problem('notFound', { field: 'dossierIds' })
  const { rows } = await pool.query<{
    campaignId: string
    step: string
    procedure: { id: string; version: number }
    offices: Record<Level, string | null>
  }>(
    `SELECT campaign_id AS "campaignId", step, state->'procedure' AS procedure, state->'offices' AS offices
     FROM dossier WHERE id = $1`,
    [first.dossierId],
  )
  const row = rows[0]
  if (row === undefined) throw new Problem('notFound', { field: 'dossierIds' })
  const published = await libraryOf(pool).procedure(row.procedure.id, row.procedure.version)
  const step = published === null ? null : stepById(published.procedure, row.step)
  const level = step?.parties[0]?.level
  const officeId = level === undefined ? null : row.offices[level]
  if (step?.batch !== true || level === undefined || officeId === null || officeId === undefined)
    throw new Problem('notAtStep', { field: 'dossierIds', params: { step: row.step } })
  return { campaignId: row.campaignId, step: row.step, level, officeId }
}

// Acting on many dossiers at once: a bulk action with a result for each, or one decision over them all. A batch is made
// with its list, its run asks each dossier, and the list is signed, confirmed or cancelled by its hash.
import { z } from 'zod'
import { createBatch } from '../../activities/batch/create.ts'
import type { BatchRow } from '../../activities/batch/row.ts'
import { sendToBatch, wakeBatch } from '../../activities/batch/start.ts'
import { hashOf } from '../../activities/record/canonical.ts'
import { stampReceipt } from '../../activities/record/receipts.ts'
import type { BatchCommand } from '../../workflows/messages.ts'
import { commandIdOf } from '../actions/perform.ts'
import { headers, keyOf, pendingReply } from '../actions/reply.ts'
import { orUnavailable } from '../admin/following.ts'
import { byId } from '../admin/schemas.ts'
import { batchOf, batchRequest } from '../batches/requests.ts'
import {
  batchCursor,
  batchDetail,
  batchDetailOf,
  batchItem,
  batchStatus,
  batchSummary,
  findBatch,
  itemCursor,
  itemStatus,
  listBatches,
  listItems,
  namesOfBatches,
  summaryOf,
} from '../batches/reads.ts'
import type { Actor } from '../auth/actor.ts'
import type { Deps } from '../deps.ts'
import { Problem, refusalProblem } from '../problems.ts'
import { pageOfRows, unpackCursor } from '../reads/cursor.ts'
import { namesSchema } from '../reads/detail.ts'
import { Answer, route } from '../route.ts'
import type { Call, Route } from '../route.ts'
import { PAGE_SIZE, flag, pageOf, pageQuery, sha256 } from '../schemas.ts'

const tag = 'batches'
const PENDING_AFTER_SECONDS = 1
const AWAY_AFTER_SECONDS = 5

async function seenBatch(deps: Deps, actor: Actor, id: string): Promise<BatchRow> {
  const row = await findBatch(deps.pool, actor, id)
  if (row === null) throw new Problem('notFound')
  return row
}

type SigningCall = Call<'person', { id: string }, Record<string, never>, unknown>

/** Brings a signature or a cancel to the batch's run, received once for a key, and answers with the batch. */
async function tell(call: SigningCall, what: 'sign' | 'cancel', listHash: string | null): Promise<Answer> {
  const { deps, actor, params } = call
  const { id: batchId } = await seenBatch(deps, actor, params.id)
  const { personId } = actor
  const commandId = commandIdOf(personId, keyOf(call.req))
  const requestHash = hashOf({ batchId, what, listHash })
  const stamp = { commandId, requestHash, dossierId: `batch/${batchId}`, action: what, personId }
  const receipt = await stampReceipt(deps.pool, stamp)
  if (receipt.requestHash !== requestHash) throw new Problem('keyReused', { field: 'Idempotency-Key' })
  const { receivedAt } = receipt
  const command: BatchCommand = { id: commandId, personId, receivedAt, listHash }
  const { clock, actionDeadlineMs: deadlineMs } = deps.settings
  const sent = await sendToBatch(deps.temporal, { batchId, clock }, what, command, { deadlineMs })
  switch (sent.kind) {
    case 'pending': {
      const pending = { status: 'outcome_pending', commandId, receivedAt }
      return new Answer(202, pending, { 'Retry-After': String(PENDING_AFTER_SECONDS) })
    }
    case 'unavailable':
      throw new Problem('unavailable', { retryAfterSeconds: AWAY_AFTER_SECONDS })
    case 'incident':
      deps.metrics.incidents.inc()
      throw new Problem('incident', { incident: sent.id })
    case 'validatorRefused':
      throw new Error(`batch ${batchId}: its run has no filter, and refused`)
    case 'result': {
      const { ok, code, detail } = sent.result
      if (!ok && code !== null) throw refusalProblem(code, detail)
      return new Answer(200, await batchDetailOf(deps.pool, await seenBatch(deps, actor, batchId)))
    }
  }
}

const alsoPending = { 202: { description: 'Not decided yet: send the same again', schema: pendingReply } }

export const batchRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/batches',
    id: 'createBatch',
    summary:
      'Ask for one action over many dossiers, or collect and reserve them for one decision; what can’t be is shown with why',
    tag,
    access: 'person',
    headers,
    body: batchRequest,
    status: 201,
    reply: batchDetail,
    handle: async ({ deps, req, actor, at, body }) => {
      const batch = await batchOf(deps, { actor, at, key: keyOf(req) }, body)
      const made = await createBatch(deps.pool, batch)
      if (made === null) throw new Problem('keyReused', { field: 'Idempotency-Key' })
      const input = { batchId: made.id, clock: deps.settings.clock }
      await orUnavailable(deps, input, () => wakeBatch(deps.temporal, input))
      return batchDetailOf(deps.pool, made)
    },
  }),
  route({
    method: 'get',
    path: '/batches',
    id: 'listBatches',
    summary: 'Batches that the reader asked for, signs, or that are of his offices; the latest first',
    tag,
    access: 'person',
    query: z.strictObject({ status: batchStatus.optional(), toSign: flag.optional(), ...pageQuery }),
    reply: pageOf(batchSummary).extend({ names: namesSchema }),
    handle: async ({ deps, actor, query }) => {
      const { limit = PAGE_SIZE, cursor, ...filters } = query
      const rows = await listBatches(deps.pool, actor, filters, unpackCursor(cursor), limit)
      const names = await namesOfBatches(deps.pool, rows.slice(0, limit))
      return { ...pageOfRows(rows, limit, batchCursor, summaryOf), names }
    },
  }),
  route({
    method: 'get',
    path: '/batches/{id}',
    id: 'getBatch',
    summary: 'One batch: how far it is, and the hash of its list once that stands',
    tag,
    access: 'person',
    params: byId,
    reply: batchDetail,
    handle: async ({ deps, actor, params }) =>
      batchDetailOf(deps.pool, await seenBatch(deps, actor, params.id)),
  }),
  route({
    method: 'get',
    path: '/batches/{id}/items',
    id: 'listBatchItems',
    summary: 'The dossiers of a batch in the list’s order, each with what became of it',
    tag,
    access: 'person',
    params: byId,
    query: z.strictObject({ status: itemStatus.optional(), ...pageQuery }),
    reply: pageOf(batchItem),
    handle: async ({ deps, actor, params, query }) => {
      const { id } = await seenBatch(deps, actor, params.id)
      const { limit = PAGE_SIZE, cursor, status } = query
      const from = unpackCursor(cursor, 'text')
      if (from !== null && !/^\d{1,6}$/u.test(from[0]))
        throw new Problem('invalidRequest', { field: 'cursor' })
      return pageOfRows(
        await listItems(deps.pool, id, status, from, limit),
        limit,
        itemCursor,
        (item) => item,
      )
    },
  }),
  route({
    method: 'post',
    path: '/batches/{id}/sign',
    id: 'signBatch',
    summary:
      'Sign the decision over the list that was seen, or confirm the bulk action that was only looked at',
    tag,
    access: 'person',
    params: byId,
    headers,
    body: z.strictObject({ listHash: sha256 }),
    reply: batchDetail,
    also: alsoPending,
    handle: (call) => tell(call, 'sign', call.body.listHash),
  }),
  route({
    method: 'post',
    path: '/batches/{id}/cancel',
    id: 'cancelBatch',
    summary: 'Cancel a batch before it is signed: everything that it holds is given back',
    tag,
    access: 'person',
    params: byId,
    headers,
    reply: batchDetail,
    also: alsoPending,
    handle: (call) => tell(call, 'cancel', null),
  }),
]

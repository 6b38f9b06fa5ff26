// Many dossiers at once: one action asked of each, with a result for each; or one decision over all, as one legal act in
// two phases: reserved and listed first, signed over the list that was seen.
import { z } from 'zod'
import { createBatch, MOST_ITEMS } from '../../activities/batch/create.ts'
import type { BatchRow } from '../../activities/batch/row.ts'
import { sendToBatch, wakeBatch } from '../../activities/batch/start.ts'
import { hashOf } from '../../activities/record/canonical.ts'
import { idFrom } from '../../activities/record/ids.ts'
import { addMs } from '../../domain/time/civil.ts'
import { headers, keyOf } from '../actions/reply.ts'
import { PERSON_ACTIONS, bodySchema, compact } from '../actions/requests.ts'
import { byId } from '../admin/schemas.ts'
import {
  batchItem,
  batchView,
  deciding,
  listBatchItems,
  officeOfActor,
  seenBatch,
  viewOfBatch,
  visibleItems,
} from '../reads/batches.ts'
import { packCursor, unpackCursor } from '../reads/cursor.ts'
import { Problem, refusalProblem } from '../problems.ts'
import { route } from '../route.ts'
import type { Call, Route } from '../route.ts'
import { PAGE_SIZE, id, pageOf, pageQuery, sha256 } from '../schemas.ts'

const tag = 'batches'
const HOUR_MS = 3_600_000
/** How long reservations hold, or a look at a bulk action can be confirmed, unless something else is asked for. */
const HOLDS_HOURS = 72

const dossierIds = z.array(id).min(1).max(MOST_ITEMS)
const holdsHours = z.int().min(1).max(336).optional()

const asked = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('action'),
    dossierIds,
    action: z.enum(PERSON_ACTIONS as [string, ...string[]]),
    body: bodySchema.optional(),
    /** Only says which would be refused; sign it to have it done. */
    dryRun: z.boolean().optional(),
    holdsHours,
  }),
  z.strictObject({
    kind: z.literal('decision'),
    dossierIds,
    verdict: z.enum(['approve', 'reject']).optional(),
    body: bodySchema.optional(),
    /** Who signs; whoever asks where it is left out. */
    signerId: id.optional(),
    holdsHours,
  }),
])

type Asked = z.output<typeof asked>
type AskCall = Call<'person', Record<string, never>, Record<string, never>, Asked>

async function make(call: AskCall): Promise<BatchRow> {
  const { deps, actor, at, body: request } = call
  const ids = [...new Set(request.dossierIds)]
  const items = await visibleItems(deps.pool, actor, ids)
  const common = {
    id: idFrom('batch', actor.personId, keyOf(call.req)),
    requestHash: hashOf(compact(request)),
    requestedBy: actor.personId,
    receivedAt: at,
    items,
    body: request.body === undefined ? null : compact(request.body as object),
    expiresAt: addMs(at, (request.holdsHours ?? HOLDS_HOURS) * HOUR_MS),
  }
  const made = await createBatch(
    deps.pool,
    request.kind === 'action'
      ? {
          ...common,
          kind: 'action',
          officeId: officeOfActor(actor),
          action: request.action as (typeof PERSON_ACTIONS)[number],
          args: {},
          dryRun: request.dryRun ?? false,
        }
      : {
          ...common,
          ...(await deciding(deps.pool, items)),
          kind: 'decision',
          verdict: request.verdict ?? 'approve',
          signerId: request.signerId ?? actor.personId,
        },
  )
  if (made === null) throw new Problem('keyReused')
  return made
}

type LifeCall = Call<'person', { id: string }, Record<string, never>, { listHash?: string | undefined }>

/** Brings a signature or a cancel to the batch's run, and answers with the batch as it then stands. */
async function bring(call: LifeCall, what: 'sign' | 'cancel') {
  const { deps, actor, at, params, body } = call
  await seenBatch(deps.pool, actor, params.id)
  const { clock, actionDeadlineMs: deadlineMs } = deps.settings
  const command = {
    id: idFrom('command', actor.personId, keyOf(call.req)),
    personId: actor.personId,
    receivedAt: at,
    listHash: body.listHash ?? null,
  }
  const sent = await sendToBatch(deps.temporal, { batchId: params.id, clock }, what, command, { deadlineMs })
  if (sent.kind === 'unavailable') throw new Problem('unavailable', { retryAfterSeconds: 5 })
  if (sent.kind === 'incident') throw new Problem('incident', { incident: sent.id })
  if (sent.kind === 'validatorRefused') throw refusalProblem(sent.code, {})
  if (sent.kind === 'result' && !sent.result.ok && sent.result.code !== null)
    throw refusalProblem(sent.result.code, sent.result.detail)
  return viewOfBatch(await seenBatch(deps.pool, actor, params.id))
}

export const batchRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/batches',
    id: 'makeBatch',
    summary: 'One action asked of many dossiers, or one decision over many: reserved first, then signed',
    tag,
    access: 'person',
    headers,
    body: asked,
    status: 201,
    reply: batchView,
    handle: async (call) => {
      const { deps, actor } = call
      const batch = await make(call)
      await wakeBatch(deps.temporal, { batchId: batch.id, clock: deps.settings.clock })
      return viewOfBatch(await seenBatch(deps.pool, actor, batch.id))
    },
  }),
  route({
    method: 'get',
    path: '/batches/{id}',
    id: 'getBatch',
    summary: 'A batch: how far it is, the hash of its list once that stands, the number of its decision',
    tag,
    access: 'person',
    params: byId,
    reply: batchView,
    handle: async ({ deps, actor, params }) => viewOfBatch(await seenBatch(deps.pool, actor, params.id)),
  }),
  route({
    method: 'get',
    path: '/batches/{id}/items',
    id: 'listBatchItems',
    summary: 'What became of each dossier of a batch, in the list’s order',
    tag,
    access: 'person',
    params: byId,
    query: z.strictObject(pageQuery),
    reply: pageOf(batchItem),
    handle: async ({ deps, actor, params, query }) => {
      await seenBatch(deps.pool, actor, params.id)
      const { limit = PAGE_SIZE } = query
      const cursor = unpackCursor(query.cursor, 'text')
      const after = cursor === null ? 0 : Number(cursor[0])
      if (!Number.isSafeInteger(after)) throw new Problem('invalidRequest', { field: 'cursor' })
      const rows = await listBatchItems(deps.pool, params.id, after, limit + 1)
      const items = rows.slice(0, limit)
      const last = items[items.length - 1]
      const more = rows.length > limit && last !== undefined
      return { items, nextCursor: more ? packCursor([String(last.ord), params.id]) : null }
    },
  }),
  route({
    method: 'post',
    path: '/batches/{id}/sign',
    id: 'signBatch',
    summary: 'Sign a decision over the list that was seen, or confirm a bulk action that was looked at',
    tag,
    access: 'person',
    params: byId,
    headers,
    body: z.strictObject({ listHash: sha256 }),
    reply: batchView,
    handle: (call) => bring(call, 'sign'),
  }),
  route({
    method: 'post',
    path: '/batches/{id}/cancel',
    id: 'cancelBatch',
    summary: 'Cancel a batch before it is signed: every dossier is given back',
    tag,
    access: 'person',
    params: byId,
    headers,
    body: z.strictObject({}),
    reply: batchView,
    handle: (call) => bring(call, 'cancel'),
  }),
]

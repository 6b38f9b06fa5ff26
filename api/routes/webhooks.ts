// Webhooks: which other systems are told of which lines of the record of an office's dossiers, and what came of it.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import type { Client } from '../../activities/pool.ts'
import { secretBoxOf } from '../../activities/webhooks/secrets.ts'
import { keyHeaders, once } from '../admin/once.ts'
import type { Doing } from '../admin/offices.ts'
import { byId, version } from '../admin/schemas.ts'
import {
  addWebhook,
  changeWebhook,
  endWebhook,
  refuseReceiver,
  replayWebhook,
  rotateSecret,
  settleDelivery,
  webhookToChange,
} from '../admin/webhooks.ts'
import { pageOfRows, unpackCursor } from '../reads/cursor.ts'
import {
  deliveryItem,
  deliveryQuery,
  listDeliveries,
  listWebhooks,
  topic,
  webhookItem,
} from '../reads/webhooks.ts'
import type { WebhookItem } from '../reads/webhooks.ts'
import { Problem } from '../problems.ts'
import { route } from '../route.ts'
import type { Call, Route } from '../route.ts'
import { PAGE_SIZE, id, instant, line, pageOf, pageQuery } from '../schemas.ts'
import { administered, overseen } from '../territory.ts'

const tag = 'webhooks'
const position = z.string().regex(/^(0|[1-9]\d{0,17})$/u)
const given = {
  label: line(120),
  url: z.string().max(2000),
  topics: z.array(topic).max(60).optional(),
}
const withSecret = webhookItem.extend({ secret: z.string().nullable() }).meta({ id: 'WebhookWithSecret' })

type AdminCall = Call<readonly ['administrator'], { id: string }, unknown, unknown>

/** Changes a subscription of the actor's territory, and gives it as it is then. */
function changed(
  { deps, actor, at, params }: AdminCall,
  change: (
    client: Client,
    held: Awaited<ReturnType<typeof webhookToChange>>,
    doing: Doing,
  ) => Promise<unknown>,
): Promise<WebhookItem> {
  return inTransaction(deps.pool, async (client) => {
    const held = await webhookToChange(client, actor, params.id)
    await change(client, held, { by: actor.personId, at })
    const [item] = await listWebhooks(client, administered(actor), { only: held.id, cursor: null, limit: 1 })
    if (item === undefined) throw new Error(`webhook ${held.id}: changed, then not there`)
    return item
  })
}

export const webhookRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/webhooks',
    id: 'listWebhooks',
    summary: 'Subscriptions of the offices that the reader administers or audits',
    tag,
    access: ['administrator', 'auditor'],
    query: z.strictObject(pageQuery),
    reply: pageOf(webhookItem),
    handle: async ({ deps, actor, query }) => {
      const { limit = PAGE_SIZE } = query
      const cursor = unpackCursor(query.cursor, 'text')
      const rows = await listWebhooks(deps.pool, overseen(actor), { cursor, limit })
      return pageOfRows(
        rows,
        limit,
        (row) => [row.id, row.id],
        (row) => row,
      )
    },
  }),
  route({
    method: 'post',
    path: '/webhooks',
    id: 'addWebhook',
    summary:
      'Have a system told of the dossiers in and under an office; the secret is shown by this answer only',
    tag,
    access: ['administrator'],
    headers: keyHeaders,
    body: z.strictObject({ officeId: id, ...given }),
    status: 201,
    reply: withSecret,
    handle: async (call) => {
      const { deps, actor, at, body } = call
      await refuseReceiver(body.url, deps.settings.webhookAllow)
      return once(
        call,
        'addWebhook',
        async (client) => {
          const wanted = { ...body, topics: body.topics ?? [] }
          const made = await addWebhook(client, actor, secretBoxOf(deps.keys), wanted, at)
          const [item] = await listWebhooks(client, administered(actor), {
            only: made.id,
            cursor: null,
            limit: 1,
          })
          if (item === undefined) throw new Error(`webhook ${made.id}: added, then not there`)
          return { ...item, secret: made.secret }
        },
        (reply) => ({ ...reply, secret: null }),
      )
    },
  }),
  route({
    method: 'put',
    path: '/webhooks/{id}',
    id: 'changeWebhook',
    summary: 'Change label, address and kinds, or pause: what happens meanwhile is sent afterwards',
    tag,
    access: ['administrator'],
    params: byId,
    body: z.strictObject({ ...given, topics: z.array(topic).max(60), paused: z.boolean(), version }),
    reply: webhookItem,
    handle: async (call) => {
      await refuseReceiver(call.body.url, call.deps.settings.webhookAllow)
      return changed(call, (client, held, doing) => changeWebhook(client, held, call.body, doing))
    },
  }),
  route({
    method: 'post',
    path: '/webhooks/{id}/end',
    id: 'endWebhook',
    summary: 'End a subscription for good',
    tag,
    access: ['administrator'],
    params: byId,
    reply: webhookItem,
    handle: (call) => changed(call, endWebhook),
  }),
  route({
    method: 'post',
    path: '/webhooks/{id}/secrets',
    id: 'rotateWebhookSecret',
    summary:
      'Make a new secret, shown by this answer only; the one before goes on signing beside it for some hours',
    tag,
    access: ['administrator'],
    params: byId,
    headers: keyHeaders,
    body: z.strictObject({ overlapHours: z.int().min(1).max(168).optional() }),
    status: 201,
    reply: z.object({ secret: z.string().nullable() }),
    handle: (call) =>
      once(
        call,
        'rotateWebhookSecret',
        async (client) => {
          const { deps, actor, at, params, body } = call
          const held = await webhookToChange(client, actor, params.id)
          const doing = { by: actor.personId, at }
          return {
            secret: await rotateSecret(client, secretBoxOf(deps.keys), held, body.overlapHours ?? 24, doing),
          }
        },
        () => ({ secret: null }),
      ),
  }),
  route({
    method: 'post',
    path: '/webhooks/{id}/replay',
    id: 'replayWebhook',
    summary:
      'Send everything again from a position or an instant on, each line under the delivery id that it had',
    tag,
    access: ['administrator'],
    params: byId,
    body: z.union([z.strictObject({ after: position }), z.strictObject({ from: instant })]),
    reply: webhookItem,
    handle: (call) => changed(call, (client, held, doing) => replayWebhook(client, held, call.body, doing)),
  }),
  route({
    method: 'get',
    path: '/webhooks/{id}/deliveries',
    id: 'listDeliveries',
    summary:
      'The log of a subscription: what was sent when, what was answered, what waits and what was given up',
    tag,
    access: ['administrator', 'auditor'],
    params: byId,
    query: z.strictObject({ ...pageQuery, ...deliveryQuery }),
    reply: pageOf(deliveryItem),
    handle: async ({ deps, actor, params, query }) => {
      const { limit = PAGE_SIZE, cursor: packed, ...filters } = query
      const cursor = unpackCursor(packed, 'text')
      if (cursor !== null && !position.safeParse(cursor[0]).success)
        throw new Problem('invalidRequest', { field: 'cursor' })
      const own = await listWebhooks(deps.pool, overseen(actor), { only: params.id, cursor: null, limit: 1 })
      if (own.length === 0) throw new Problem('notFound')
      const rows = await listDeliveries(deps.pool, params.id, filters, cursor, limit)
      return pageOfRows(
        rows,
        limit,
        (row) => [row.position, row.id],
        (row) => row,
      )
    },
  }),
  route({
    method: 'post',
    path: '/webhooks/{id}/deliveries/{delivery}/{how}',
    id: 'settleDelivery',
    summary: 'Try a parked delivery again, or leave it out for good; what waits behind it goes on',
    tag,
    access: ['administrator'],
    params: z.strictObject({ id, delivery: id, how: z.enum(['retry', 'skip']) }),
    reply: webhookItem,
    handle: (call) =>
      changed(call, (client, held, doing) =>
        settleDelivery(client, held, call.params.delivery, call.params.how, doing),
      ),
  }),
]

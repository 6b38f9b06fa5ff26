// The errands of webhooks: the record's lines into the queue, replays into the queue, and the queue to the receivers. Each
// receiver has slots of its own: one that answers slowly, or never, keeps those busy and nobody else's.
import { performance } from 'node:perf_hooks'
import { noteBug, pause } from '../courier.ts'
import type { Errand } from '../courier.ts'
import { takingErrand } from '../notices/errands.ts'
import type { Pool } from '../pool.ts'
import { Slots } from '../slots.ts'
import { callReceiver } from './call.ts'
import type { CallLimits } from './call.ts'
import { claimDeliveries, fanOutRecord, markDelivery, receiversDue, replayPage } from './queue.ts'
import type { Delivered, Delivery } from './queue.ts'
import { signedHeaders } from './secrets.ts'
import type { SecretBox } from './secrets.ts'

export interface WebhookDeps {
  readonly pool: Pool
  readonly secrets: SecretBox
  readonly publicUrl: string
  readonly limits: CallLimits
  /** Shorter pauses, in tests. */
  readonly pauseAfter?: (attempts: number) => number
}

/** Calls of one receiver under way at once in one process. */
const CALLS_AT_ONCE = 4
/** Longer than a call may take: who holds it longer is dead. Milliseconds. */
const LEASE_MS = 60_000
const STOP_LIMIT_MS = 8_000
/** How soon to look again while calls are under way, in milliseconds. */
const LOOK_MS = 250

/** What is sent: ids and kinds, a link, and nothing that anybody wrote. The same on every repeat. */
export function bodyOf(delivery: Delivery, publicUrl: string): string {
  const { payload, topics } = delivery
  if (payload === null) throw new Error(`delivery ${delivery.id}: its line is gone`)
  const { offices: _, events, ...rest } = payload
  return JSON.stringify({
    id: delivery.id,
    position: delivery.outboxId,
    ...rest,
    events: events.filter(({ type }) => topics.includes(type)),
    link: `${publicUrl}/ho-so/${encodeURIComponent(payload.dossierId)}`,
  })
}

/** Makes one delivery, and marks it. */
export async function deliver(deps: WebhookDeps, delivery: Delivery): Promise<Delivered> {
  const began = performance.now()
  const called = await attempt(deps, delivery)
  const outcome = { ...called, durationMs: Math.round(performance.now() - began) }
  await markDelivery(deps.pool, delivery, outcome, deps.pauseAfter)
  return outcome
}

async function attempt(
  { secrets, publicUrl, limits }: WebhookDeps,
  delivery: Delivery,
): Promise<Omit<Delivered, 'durationMs'>> {
  if (delivery.payload === null) return { ok: false, status: null, error: 'the line is no longer kept' }
  const body = bodyOf(delivery, publicUrl)
  const opened = openAll(secrets, delivery)
  if (opened === null)
    return { ok: false, status: null, error: 'the secret was sealed with another key: make a new one' }
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'User-Agent': 'Trinh-Webhook/1',
    'Trinh-Delivery': delivery.id,
    ...signedHeaders(opened, body, new Date()),
  }
  return callReceiver(delivery.url, body, headers, limits)
}

/** The secrets of a delivery; null where none can be opened: the signing key was changed since. */
function openAll(box: SecretBox, delivery: Delivery): { id: string; secret: string }[] | null {
  const opened = delivery.secrets.flatMap(({ id, sealed }) => {
    try {
      return [{ id, secret: box.open(sealed) }]
    } catch (error) {
      if (error instanceof Error && /authenticate|Invalid/u.test(error.message)) return []
      throw error
    }
  })
  return opened.length === 0 ? null : opened
}

/** The errand that calls receivers. */
function callingErrand(deps: WebhookDeps): Errand {
  const slots = new Map<string, Slots>()
  const one = async (delivery: Delivery): Promise<void> => {
    try {
      await deliver(deps, delivery)
    } catch (error) {
      await noteBug(deps.pool, 'webhooks', error)
    }
  }
  return {
    name: 'webhooks',
    run: async (stopping) => {
      let taken = 0
      for (const id of await receiversDue(deps.pool)) {
        const own = slots.get(id) ?? new Slots(CALLS_AT_ONCE)
        slots.set(id, own)
        if (own.free === 0) continue
        const deliveries = await claimDeliveries(deps.pool, id, own.free, LEASE_MS)
        taken += deliveries.length
        for (const delivery of deliveries) own.start(() => one(delivery))
      }
      const busy = [...slots.values()].filter((each) => each.busy > 0)
      for (const [id, each] of slots) if (each.busy === 0) slots.delete(id)
      if (stopping.aborted) await Promise.all(busy.map((each) => each.drained(STOP_LIMIT_MS)))
      else if (taken === 0 && busy.length > 0)
        await Promise.race([pause(LOOK_MS, stopping), ...busy.map((each) => each.oneFree(LOOK_MS, stopping))])
      return taken > 0 || busy.length > 0
    },
  }
}

/** All errands of webhooks. */
export function webhookErrands(deps: WebhookDeps): Errand[] {
  const { pool } = deps
  return [
    takingErrand('record', 'record', pool, (limit) => fanOutRecord(pool, limit)),
    { name: 'replay', run: () => replayPage(pool) },
    callingErrand(deps),
  ]
}

// Subscriptions of other systems: made, changed, ended, given a new secret, replayed. What is done to one is a line in the
// chain of its office; a secret is shown once and kept sealed.
import { randomBytes } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { ReceiverRefused, mayReach, receiverOf } from '../../activities/webhooks/guard.ts'
import { newWebhookSecret } from '../../activities/webhooks/secrets.ts'
import type { SecretBox } from '../../activities/webhooks/secrets.ts'
import type { Client } from '../../activities/pool.ts'
import { appendChainEvent } from '../../activities/record/chain.ts'
import { newId, officeChain } from '../../activities/record/ids.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import { Values } from '../scope.ts'
import { administered, officeWhere, within } from '../territory.ts'
import type { Doing } from './offices.ts'

/** Offices that dossiers lie in or under. */
const TELLABLE = ['ministry', 'province', 'commune', 'agency', 'enterprise', 'school', 'residentialArea']

/** Throws where a receiver's address is refused, as far as it shows now; it is judged again at every call. */
export async function refuseReceiver(url: string, allowed: readonly string[]): Promise<void> {
  try {
    const target = receiverOf(url, allowed)
    // Asked where it can be; a name that only the worker's network knows is judged there.
    const found = await lookup(target.hostname.replace(/^\[|\]$/gu, ''), { all: true }).catch(() => [])
    const bad = found.find(({ address }) => !mayReach(address, target.protocol === 'https:', allowed))
    if (bad !== undefined) throw new ReceiverRefused(`address ${bad.address} refused`)
  } catch (error) {
    if (error instanceof ReceiverRefused) throw new Problem('receiverRefused', { field: 'url' })
    throw error
  }
}

export interface NewWebhook {
  readonly officeId: string
  readonly label: string
  readonly url: string
  readonly topics: readonly string[]
}

/** Adds a subscription of an office that the actor administers; gives its id and its first secret. */
export async function addWebhook(
  client: Client,
  actor: Actor,
  box: SecretBox,
  given: NewWebhook,
  at: Instant,
): Promise<{ readonly id: string; readonly secret: string }> {
  const office = await officeWhere(client, given.officeId, civilDateOf(at), (values) =>
    within(administered(actor), values),
  )
  if (office === null || !office.valid || !TELLABLE.includes(office.kind))
    throw new Problem('unknownOffice', { field: 'officeId' })
  const id = newId()
  await client.query(
    `INSERT INTO webhook (id, office_id, label, url, topics, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, given.officeId, given.label, given.url, given.topics, actor.personId, at],
  )
  const secret = await addSecret(client, box, id, at)
  await noteChange(client, 'webhookAdded', { id, office_id: given.officeId }, { by: actor.personId, at })
  return { id, secret }
}

async function addSecret(client: Client, box: SecretBox, webhookId: string, at: Instant): Promise<string> {
  const secret = newWebhookSecret()
  const keyId = `whk_${randomBytes(8).toString('hex')}`
  await client.query(
    'INSERT INTO webhook_secret (id, webhook_id, sealed, created_at) VALUES ($1, $2, $3, $4)',
    [keyId, webhookId, box.seal(secret), at],
  )
  return secret
}

interface Held {
  readonly id: string
  readonly office_id: string
  readonly version: number
}

/** Locks a subscription of the actor's territory; throws `notFound` for others and for ended ones. */
export async function webhookToChange(client: Client, actor: Actor, webhookId: string): Promise<Held> {
  const values = new Values()
  const { rows } = await client.query<Held>(
    `SELECT w.id, w.office_id, w.version FROM webhook w JOIN office o ON o.id = w.office_id
     WHERE w.id = ${values.add(webhookId)} AND w.ended_at IS NULL AND ${within(administered(actor), values)} FOR UPDATE OF w`,
    values.list,
  )
  const held = rows[0]
  if (held === undefined) throw new Problem('notFound')
  return held
}

export interface WebhookChange {
  readonly label: string
  readonly url: string
  readonly topics: readonly string[]
  readonly paused: boolean
  readonly version: number
}

export async function changeWebhook(
  client: Client,
  held: Held,
  change: WebhookChange,
  doing: Doing,
): Promise<void> {
  if (held.version !== change.version)
    throw new Problem('versionConflict', { field: 'version', current: { version: held.version } })
  await client.query(
    `UPDATE webhook SET label = $2, url = $3, topics = $4, paused_at = CASE WHEN $5 THEN coalesce(paused_at, $6) END,
       failures = 0, resting_until = NULL, version = version + 1 WHERE id = $1`,
    [held.id, change.label, change.url, change.topics, change.paused, doing.at],
  )
  await noteChange(client, 'webhookChanged', held, doing)
}

export async function endWebhook(client: Client, held: Held, doing: Doing): Promise<void> {
  await client.query('UPDATE webhook SET ended_at = $2, version = version + 1 WHERE id = $1', [
    held.id,
    doing.at,
  ])
  await client.query('DELETE FROM webhook_secret WHERE webhook_id = $1', [held.id])
  await noteChange(client, 'webhookEnded', held, doing)
}

/**
 * Gives a new secret; the one before stays valid beside it for some hours, in which both sign, so that the receiver can
 * change over without a gap. A third one waits until the oldest is over.
 */
export async function rotateSecret(
  client: Client,
  box: SecretBox,
  held: Held,
  overlapHours: number,
  doing: Doing,
): Promise<string> {
  const { rowCount } = await client.query(
    'SELECT 1 FROM webhook_secret WHERE webhook_id = $1 AND valid_to > clock_timestamp()',
    [held.id],
  )
  if (rowCount !== 0) throw new Problem('secretsTwo')
  await client.query('DELETE FROM webhook_secret WHERE webhook_id = $1 AND valid_to IS NOT NULL', [held.id])
  await client.query(
    `UPDATE webhook_secret SET valid_to = clock_timestamp() + $2 * interval '1 hour' WHERE webhook_id = $1`,
    [held.id, overlapHours],
  )
  const secret = await addSecret(client, box, held.id, doing.at)
  await noteChange(client, 'webhookSecretChanged', held, doing)
  return secret
}

/** From where a replay begins: behind a position, or with the first line of an instant. */
export type ReplayPoint = { readonly after: string } | { readonly from: Instant }

/** Has everything from a point on sent again, each under the delivery id that it had. */
export async function replayWebhook(
  client: Client,
  held: Held,
  point: ReplayPoint,
  doing: Doing,
): Promise<void> {
  const [at, value] =
    'after' in point
      ? ['$2::bigint', point.after]
      : [
          `coalesce((SELECT min(id) - 1 FROM outbox WHERE topic = 'record' AND created_at >= $2::timestamptz),
             (SELECT coalesce(max(id), 0) FROM outbox))`,
          point.from,
        ]
  await client.query(
    `UPDATE webhook SET replay_at = ${at}, replay_to = (SELECT coalesce(max(id), 0) FROM outbox), failures = 0,
       resting_until = NULL, version = version + 1 WHERE id = $1`,
    [held.id, value],
  )
  await noteChange(client, 'webhookReplayed', held, doing)
}

/** A parked delivery is tried again, or left out for good; what waits behind it goes on. */
export async function settleDelivery(
  client: Client,
  held: Held,
  deliveryId: string,
  how: 'retry' | 'skip',
  doing: Doing,
): Promise<void> {
  const { rowCount } = await client.query(
    `UPDATE webhook_delivery SET status = $3, attempts = 0, next_at = clock_timestamp(), claimed_until = NULL
     WHERE webhook_id = $1 AND id = $2 AND status = 'parked'`,
    [held.id, deliveryId, how === 'retry' ? 'waiting' : 'skipped'],
  )
  if (rowCount === 0) throw new Problem('notFound')
  await client.query('UPDATE webhook SET failures = 0, resting_until = NULL WHERE id = $1', [held.id])
  await noteChange(client, how === 'retry' ? 'webhookRetried' : 'webhookSkipped', held, doing, { deliveryId })
}

function noteChange(
  client: Client,
  type: string,
  { id, office_id: officeId }: Pick<Held, 'id' | 'office_id'>,
  { by, at }: Doing,
  more: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  return appendChainEvent(client, officeChain(officeId), type, { webhookId: id, ...more }, by, at)
}

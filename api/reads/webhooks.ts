// What was sent to other systems, as people read it.
import { z } from 'zod'
import type { Queryable } from '../../activities/pool.ts'
import { EVENT_TYPES } from '../../domain/vocabulary.ts'
import { id, instant } from '../schemas.ts'
import { Values } from '../scope.ts'
import { within } from '../territory.ts'
import type { Territory } from '../territory.ts'
import type { Cursor } from './cursor.ts'

export const topic = z.enum(EVENT_TYPES)
const deliveryStatus = z.enum(['waiting', 'sent', 'parked', 'skipped'])

export const webhookItem = z
  .object({
    id,
    officeId: id,
    officeName: z.string(),
    label: z.string(),
    url: z.string(),
    /** Kinds of lines; none named: all. */
    topics: z.array(topic),
    createdAt: instant,
    paused: z.boolean(),
    endedAt: instant.nullable(),
    /** Failures in a row. */
    failures: z.int(),
    /** Left alone until then, because of them. */
    restingUntil: instant.nullable(),
    replaying: z.boolean(),
    waiting: z.int(),
    parked: z.int(),
    /** Keys that sign at present, the newest first. */
    keys: z.array(z.object({ id: z.string(), createdAt: instant, validTo: instant.nullable() })),
    version: z.int(),
  })
  .meta({ id: 'Webhook' })
export type WebhookItem = z.input<typeof webhookItem>

const iso = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
const counted = (status: string): string =>
  `(SELECT count(*)::int FROM webhook_delivery v WHERE v.webhook_id = w.id AND v.status = '${status}')`

const ITEM = `w.id, w.office_id AS "officeId", o.name AS "officeName", w.label, w.url, w.topics, ${iso('w.created_at')} AS "createdAt",
  w.paused_at IS NOT NULL AS paused, ${iso('w.ended_at')} AS "endedAt", w.failures,
  CASE WHEN w.resting_until > clock_timestamp() THEN ${iso('w.resting_until')} END AS "restingUntil",
  w.replay_at IS NOT NULL AS replaying, ${counted('waiting')} AS waiting, ${counted('parked')} AS parked, w.version,
  (SELECT coalesce(json_agg(json_build_object('id', s.id, 'createdAt', ${iso('s.created_at')}, 'validTo', ${iso('s.valid_to')})
    ORDER BY s.created_at DESC, s.id), '[]') FROM webhook_secret s
    WHERE s.webhook_id = w.id AND (s.valid_to IS NULL OR s.valid_to > clock_timestamp())) AS keys`

/** Subscriptions of a territory, by id; `only` for one. */
export async function listWebhooks(
  db: Queryable,
  territory: Territory,
  { only, cursor, limit }: { only?: string; cursor: Cursor | null; limit: number },
): Promise<WebhookItem[]> {
  const values = new Values()
  const conditions = [
    within(territory, values),
    ...(only === undefined ? ['w.ended_at IS NULL'] : [`w.id = ${values.add(only)}`]),
    ...(cursor === null ? [] : [`w.id > ${values.add(cursor[0])}`]),
  ]
  const { rows } = await db.query<WebhookItem>(
    `SELECT ${ITEM} FROM webhook w JOIN office o ON o.id = w.office_id WHERE ${conditions.join(' AND ')}
     ORDER BY w.id LIMIT ${values.add(limit + 1)}`,
    values.list,
  )
  return rows
}

export const deliveryItem = z
  .object({
    id,
    /** Where it stands in the order of everything that is sent. */
    position: z.string(),
    dossierId: id,
    topics: z.array(z.string()),
    status: deliveryStatus,
    attempts: z.int(),
    nextAt: instant.nullable(),
    sentAt: instant.nullable(),
    answerStatus: z.int().nullable(),
    error: z.string().nullable(),
    durationMs: z.int().nullable(),
  })
  .meta({ id: 'WebhookDelivery' })
export type DeliveryItem = z.input<typeof deliveryItem>

export const deliveryQuery = { status: deliveryStatus.optional(), dossier: id.optional() }

/** The log of one subscription, the newest line first. */
export async function listDeliveries(
  db: Queryable,
  webhookId: string,
  filters: { status?: string | undefined; dossier?: string | undefined },
  cursor: Cursor | null,
  limit: number,
): Promise<DeliveryItem[]> {
  const values = new Values()
  const conditions = [
    `v.webhook_id = ${values.add(webhookId)}`,
    ...(filters.status === undefined ? [] : [`v.status = ${values.add(filters.status)}`]),
    ...(filters.dossier === undefined ? [] : [`v.dossier_id = ${values.add(filters.dossier)}`]),
    ...(cursor === null ? [] : [`v.outbox_id < ${values.add(cursor[0])}::bigint`]),
  ]
  const { rows } = await db.query<DeliveryItem>(
    `SELECT v.id, v.outbox_id::text AS position, v.dossier_id AS "dossierId", v.topics, v.status, v.attempts,
       CASE WHEN v.status = 'waiting' THEN ${iso('v.next_at')} END AS "nextAt", ${iso('v.sent_at')} AS "sentAt",
       v.answer_status AS "answerStatus", v.error, v.duration_ms AS "durationMs"
     FROM webhook_delivery v WHERE ${conditions.join(' AND ')} ORDER BY v.outbox_id DESC LIMIT ${values.add(limit + 1)}`,
    values.list,
  )
  return rows
}

/** One delivery of a dossier's line to one system, in the proof of dispatch. */
export const dossierDelivery = z
  .object({
    id,
    label: z.string(),
    topics: z.array(z.string()),
    status: deliveryStatus,
    attempts: z.int(),
    sentAt: instant.nullable(),
    answerStatus: z.int().nullable(),
  })
  .meta({ id: 'DossierDelivery' })

/** Most deliveries that the proof of one dossier lists. */
const SHOWN = 500

export async function deliveriesOfDossier(
  db: Queryable,
  dossierId: string,
): Promise<z.input<typeof dossierDelivery>[]> {
  const { rows } = await db.query<{
    id: string
    label: string
    topics: string[]
    status: z.output<typeof deliveryStatus>
    attempts: number
    sent_at: Date | null
    answer_status: number | null
  }>(
    `SELECT v.id, w.label, v.topics, v.status, v.attempts, v.sent_at, v.answer_status
     FROM webhook_delivery v JOIN webhook w ON w.id = v.webhook_id WHERE v.dossier_id = $1
     ORDER BY v.outbox_id DESC, v.webhook_id LIMIT ${SHOWN}`,
    [dossierId],
  )
  return rows.map(({ sent_at, answer_status, ...row }) => ({
    ...row,
    sentAt: sent_at?.toISOString() ?? null,
    answerStatus: answer_status,
  }))
}

// How the system does, as its own tables tell it: what waits to leave the house and for how long, what was given up, what the
// upkeep last did, and how much room the database takes. Only what is measured; what can't be known is null.
import { z } from 'zod'
import type { Pool } from '../../activities/pool.ts'
import { CLOCK_SQL } from '../../activities/record/base.ts'
import { BACKUP_MARK } from '../../activities/upkeep/marks.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { instant } from '../schemas.ts'

/** Counts stop here: beyond it "more than" is all that anybody needs. */
const COUNTED_TO = 1_000
/** How long a campaign's run may be behind before it is said, by the instance's clock. */
const BEHIND = "interval '1 hour'"
const BIGGEST = 8
const INCIDENTS = 50

const QUEUES = ['news', 'letters', 'record', 'papers', 'mail', 'webhooks'] as const

export const queueItem = z
  .object({
    queue: z.enum(QUEUES),
    /** What could leave now and hasn't, up to a thousand. */
    waiting: z.int(),
    /** Since when the oldest waits: by the instance's clock, deliveries to other systems by the real one. */
    oldestAt: instant.nullable(),
    /** Of them, those that failed at least once. */
    failing: z.int(),
    /** What the last failure said. */
    error: z.string().nullable(),
  })
  .meta({ id: 'QueueHealth' })
type QueueItem = z.input<typeof queueItem>

interface QueueRow {
  readonly queue: QueueItem['queue']
  readonly waiting: number
  readonly oldest: Date | null
  readonly failing: number
  readonly error: string | null
}

const measured = (queue: QueueItem['queue'], rows: string): string =>
  `SELECT '${queue}' AS queue, count(*)::int AS waiting, min(since) AS oldest, (count(*) FILTER (WHERE failed))::int AS failing,
     (array_agg(error ORDER BY since DESC) FILTER (WHERE failed AND error IS NOT NULL))[1] AS error
   FROM (${rows} LIMIT ${COUNTED_TO}) q`

const outbox = (topic: string): string =>
  `SELECT created_at AS since, attempts > 0 AS failed, error FROM outbox WHERE topic = '${topic}' AND sent_at IS NULL ORDER BY id`

const QUEUES_SQL = [
  measured('news', outbox('notice')),
  measured('letters', outbox('mail')),
  measured('record', outbox('record')),
  measured(
    'papers',
    `SELECT p.created_at AS since, o.attempts > 1 AS failed, o.error FROM paper p JOIN outbox o ON o.key = 'paper/' || p.id
     WHERE p.made_at IS NULL ORDER BY p.created_at`,
  ),
  // What is held for its reader's quiet hours doesn't wait for us.
  measured(
    'mail',
    `SELECT created_at AS since, attempts > 0 AND answer IS NOT NULL AS failed, answer AS error FROM mail
     WHERE status = 'waiting' AND not_before <= ${CLOCK_SQL} ORDER BY next_at, id`,
  ),
  measured(
    'webhooks',
    `SELECT v.created_at AS since, v.error IS NOT NULL AS failed, v.error FROM webhook_delivery v JOIN webhook w ON w.id = v.webhook_id
     WHERE v.status = 'waiting' AND w.paused_at IS NULL AND w.ended_at IS NULL ORDER BY v.next_at`,
  ),
].join(' UNION ALL ')

/** Every queue, in the order of their names above. */
export async function readQueues(pool: Pool): Promise<QueueItem[]> {
  const { rows } = await pool.query<QueueRow>(QUEUES_SQL)
  return rows
    .map(({ oldest, ...row }) => ({ ...row, oldestAt: oldest?.toISOString() ?? null }))
    .sort((a, b) => QUEUES.indexOf(a.queue) - QUEUES.indexOf(b.queue))
}

export const failures = z
  .object({
    /** Mails given up, and those that came back, up to a thousand each. */
    mailsFailed: z.int(),
    mailsBounced: z.int(),
    /** Addresses to which nothing is sent any more. */
    badAddresses: z.int(),
    /** Deliveries that wait for an administrator. */
    deliveriesParked: z.int(),
    /** Campaigns whose run is more than an hour behind. */
    campaignsBehind: z.int(),
  })
  .meta({ id: 'SystemFailures' })

const upTo = (rows: string): string => `(SELECT count(*)::int FROM (SELECT 1 ${rows} LIMIT ${COUNTED_TO}) c)`

export async function readFailures(pool: Pool, now: Instant): Promise<z.input<typeof failures>> {
  const { rows } = await pool.query<z.input<typeof failures>>(
    `SELECT ${upTo("FROM mail WHERE status = 'failed'")} AS "mailsFailed", ${upTo("FROM mail WHERE status = 'bounced'")} AS "mailsBounced",
       ${upTo('FROM address_bounce')} AS "badAddresses", ${upTo("FROM webhook_delivery WHERE status = 'parked'")} AS "deliveriesParked",
       ${upTo(`FROM campaign WHERE status <> 'closed' AND next_wake_at < $1::timestamptz - ${BEHIND}`)} AS "campaignsBehind"`,
    [now],
  )
  const [row] = rows
  if (row === undefined) throw new Error('failures: no row')
  return row
}

/** How mail does, for whoever watches from outside; by the real clock. */
export interface MailFigures {
  readonly sentLastHour: number
  readonly failed: number
  readonly bounced: number
  readonly realNow: Instant
}

export async function readMailFigures(pool: Pool): Promise<MailFigures> {
  const { rows } = await pool.query<Omit<MailFigures, 'realNow'> & { readonly at: Date }>(
    `SELECT (SELECT count(*)::int FROM mail WHERE sent_at > clock_timestamp() - interval '1 hour') AS "sentLastHour",
       (SELECT count(*)::int FROM mail WHERE status = 'failed') AS failed,
       (SELECT count(*)::int FROM mail WHERE status = 'bounced') AS bounced, clock_timestamp() AS at`,
  )
  const [row] = rows
  if (row === undefined) throw new Error('mail figures: no row')
  const { at, ...counts } = row
  return { ...counts, realNow: at.toISOString() }
}

const duty = z.object({ lastAt: instant.nullable(), nextAt: instant.nullable() })

export const duties = z
  .object({
    /** The nightly sweep and the letter of the day, by the instance's clock. */
    upkeep: duty,
    digest: duty,
    /** The moment of the last whole backup, by the real clock; null where none was ever taken of this database. */
    backupAt: instant.nullable(),
    /** The last daily root over all chains. */
    anchor: z.object({ day: z.string(), heads: z.int(), at: instant }).nullable(),
  })
  .meta({ id: 'SystemDuties' })

export async function readDuties(pool: Pool): Promise<z.input<typeof duties>> {
  const [agenda, anchors] = await Promise.all([
    pool.query<{ name: string; last_at: Date | null; next_at: Date | null }>(
      'SELECT name, last_at, next_at FROM agenda WHERE name = ANY($1)',
      [['upkeep', 'digest', BACKUP_MARK]],
    ),
    pool.query<{ day: string; heads: number; at: Date }>(
      'SELECT day::text, heads, at FROM anchor ORDER BY day DESC LIMIT 1',
    ),
  ])
  const of = (name: string): z.input<typeof duty> => {
    const row = agenda.rows.find((one) => one.name === name)
    return { lastAt: row?.last_at?.toISOString() ?? null, nextAt: row?.next_at?.toISOString() ?? null }
  }
  const [anchor] = anchors.rows
  return {
    upkeep: of('upkeep'),
    digest: of('digest'),
    backupAt: of(BACKUP_MARK).lastAt,
    anchor: anchor === undefined ? null : { ...anchor, at: anchor.at.toISOString() },
  }
}

export const databaseSize = z
  .object({
    bytes: z.int(),
    connections: z.int(),
    maxConnections: z.int(),
    /** The largest tables with their indexes. */
    tables: z.array(z.object({ name: z.string(), bytes: z.int() })),
  })
  .meta({ id: 'DatabaseSize' })

export async function readDatabase(
  pool: Pool,
): Promise<z.input<typeof databaseSize> & { readonly version: string; readonly now: Instant }> {
  const [whole, tables] = await Promise.all([
    pool.query<{ bytes: string; connections: number; most: number; version: string; now: Date }>(
      `SELECT pg_database_size(current_database())::text AS bytes,
         (SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database()) AS connections,
         current_setting('max_connections')::int AS most, current_setting('server_version') AS version, clock_timestamp() AS now`,
    ),
    pool.query<{ name: string; bytes: string }>(
      `SELECT c.relname AS name, pg_total_relation_size(c.oid)::text AS bytes FROM pg_class c
       WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') ORDER BY pg_total_relation_size(c.oid) DESC
       LIMIT ${BIGGEST}`,
    ),
  ])
  const [row] = whole.rows
  if (row === undefined) throw new Error('database: no row')
  return {
    bytes: Number(row.bytes),
    connections: row.connections,
    maxConnections: row.most,
    tables: tables.rows.map(({ name, bytes }) => ({ name, bytes: Number(bytes) })),
    version: row.version,
    now: row.now.toISOString(),
  }
}

export const incidentItem = z
  .object({
    id: z.string(),
    at: instant,
    place: z.string(),
    /** The first line of what went wrong, in English. */
    error: z.string(),
  })
  .meta({ id: 'Incident' })

/** Incidents that nobody has looked at, the latest first, the first fifty of them; and how many there are, up to a thousand. */
export async function readIncidents(
  pool: Pool,
): Promise<{ readonly unseen: number; readonly items: z.input<typeof incidentItem>[] }> {
  const { rows } = await pool.query<{ id: string; at: Date; place: string; error: string }>(
    `SELECT id, at, place, split_part(error, E'\\n', 1) AS error FROM incident WHERE seen_at IS NULL ORDER BY at DESC, id LIMIT ${COUNTED_TO}`,
  )
  const items = rows.slice(0, INCIDENTS).map(({ at, ...row }) => ({ ...row, at: at.toISOString() }))
  return { unseen: rows.length, items }
}

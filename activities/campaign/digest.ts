// The letter of the day: one for each person, over all campaigns, of what the sweeps announced since the last one, and of
// other news that he wants to read in it. It is built in one transaction, so that an announcement is in its reader's letter
// and marked as sent, or neither; ../notices/letters.ts takes it on from the outbox.
import { addMs, atLocalTime, civilDateOf } from '../../domain/time/civil.ts'
import type { CivilDate, Instant } from '../../domain/time/civil.ts'
import { nextSweepAt } from '../../domain/time/notices.ts'
import type { HolidayCalendar } from '../../domain/time/calendar.ts'
import type { Client, Pool, Queryable } from '../pool.ts'
import { inTransaction } from '../pool.ts'
import { libraryOf } from '../record/cache.ts'
import { readClock } from '../record/clock.ts'
import { NO_CALENDAR } from '../record/facts.ts'
import { readPlan } from './plan.ts'

/** Local time of the digest, a quarter of an hour after the sweeps; a campaign that sweeps later waits for the next day. */
export const DIGEST_TIME = '07:45'
/** How long past its time the digest waits for sweeps that are still under way, and how often it asks. */
const PATIENCE_MS = 30 * 60_000
const PAUSE_MS = 60_000
/** Lines that a letter shows; the rest is counted. */
const LINES = 100
/** An announcement that nobody could be told of in so many days is told no more. */
const KEPT_DAYS = 14
const LIMIT = '10min'
/** Room to sort a morning's lines in; a hundred thousand take some thirty megabytes. */
const SORT_MEMORY = '64MB'
const NAME = 'digest'

export interface Digested {
  /** Letters built; null when none were due. */
  readonly letters: number | null
  /** When to ask again. */
  readonly nextWakeAt: Instant | null
}

/** Builds the day's letters if they are due by the instance's clock, once a day. */
export async function buildDigest(pool: Pool): Promise<Digested> {
  const { mode, now } = await readClock(pool)
  const calendar = await newestCalendar(pool)
  const dueAt = await dueDigest(pool, calendar, now)
  if (dueAt === null || dueAt > now) return { letters: null, nextWakeAt: dueAt }
  const patient = mode === 'real' && now < addMs(dueAt, PATIENCE_MS)
  if (patient && (await sweepsAreMissing(pool, now)))
    return { letters: null, nextWakeAt: addMs(now, PAUSE_MS) }
  const letters = await inTransaction(pool, (client) => write(client, now))
  const nextWakeAt = nextDigestAt(calendar, now)
  await pool.query('UPDATE agenda SET next_at = $2 WHERE name = $1', [NAME, nextWakeAt])
  return { letters, nextWakeAt }
}

/** The first digest after an instant, by the national holiday table. */
export function nextDigestAt(calendar: HolidayCalendar, after: Instant): Instant | null {
  return nextSweepAt(after, { calendar, sweepTime: DIGEST_TIME })
}

/** The digest that is owed, or the next one: none is owed twice a day, nor for days before the first. */
async function dueDigest(pool: Pool, calendar: HolidayCalendar, now: Instant): Promise<Instant | null> {
  const { rows } = await pool.query<{ last_at: Date | null }>(
    `INSERT INTO agenda AS a (name, next_at) VALUES ($1, $2)
     ON CONFLICT (name) DO UPDATE SET next_at = coalesce(a.next_at, excluded.next_at) RETURNING last_at`,
    [NAME, now],
  )
  const last = rows[0]?.last_at?.toISOString()
  const today = civilDateOf(now)
  const thisMorning = nextDigestAt(calendar, addMs(atLocalTime(today, DIGEST_TIME), -1))
  if (thisMorning !== null && thisMorning <= now && (last === undefined || last < thisMorning))
    return thisMorning
  return nextDigestAt(calendar, now)
}

export async function newestCalendar(pool: Pool): Promise<HolidayCalendar> {
  const { rows } = await pool.query<{ version: number | null }>(
    'SELECT max(version) AS version FROM calendar',
  )
  const version = rows[0]?.version ?? null
  return (version === null ? null : await libraryOf(pool).calendar(version)) ?? NO_CALENDAR
}

/** Whether an open campaign has not been swept this morning though its time has come. */
async function sweepsAreMissing(pool: Pool, now: Instant): Promise<boolean> {
  const { rows } = await pool.query<{ id: string }>(
    "SELECT id FROM campaign WHERE status = 'open' AND closes_at > $1",
    [now],
  )
  for (const { id } of rows) {
    const plan = await readPlan(pool, id)
    const sweepAt = plan === null ? null : nextSweepAt(plan.sweptAt, plan.mornings)
    if (sweepAt !== null && sweepAt <= now) return true
  }
  return false
}

// Who holds which roles in an office at the instant: each person once, so that nobody finds a line twice in his letter.
const HOLDERS = `
  SELECT office_id, person_id, array_agg(role) AS roles FROM role_holding
  WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1) GROUP BY 1, 2`

const WAITING = `sent_at IS NULL AND kind <> 'digest' AND day > $2::date - ${KEPT_DAYS} AND day <= $2::date`

// An announcement is read by the person whom it names, else by everyone who holds one of its roles in its office. Readers
// come in the order of bytes: text of ids is sorted faster by it than by any language's. What is sent is looked
// for in the order of the table: a morning's announcements may fill more than the memory that PostgreSQL keeps pages in, and
// found one by one by their keys each would be fetched and written by itself.
const WRITE_SQL = `
WITH holder AS MATERIALIZED (${HOLDERS}
), line AS (
  SELECT a.person_id COLLATE "C" AS reader, a.key, a.kind, a.campaign_id, a.dossier_id, a.step, a.level, a.payload->>'dueAt' AS due
  FROM announcement a WHERE ${WAITING} AND a.person_id IS NOT NULL
  UNION ALL
  SELECT h.person_id, a.key, a.kind, a.campaign_id, a.dossier_id, a.step, a.level, a.payload->>'dueAt'
  FROM announcement a JOIN holder h ON h.office_id = a.office_id AND h.roles && a.roles
  WHERE ${WAITING} AND a.person_id IS NULL
), placed AS (
  SELECT l.*, row_number() OVER (PARTITION BY reader ORDER BY
    CASE kind WHEN 'escalation' THEN 1 WHEN 'overdue' THEN 2 ELSE 3 END, due, key COLLATE "C") AS place FROM line l
), letter AS (
  SELECT 'digest/' || reader || '/' || $2 AS key, reader, count(*) AS total, jsonb_strip_nulls(jsonb_build_object(
      'escalation', nullif(count(*) FILTER (WHERE kind = 'escalation'), 0),
      'overdue', nullif(count(*) FILTER (WHERE kind = 'overdue'), 0),
      'reminder', nullif(count(*) FILTER (WHERE kind = 'reminder'), 0))) AS counts,
    jsonb_agg(jsonb_strip_nulls(jsonb_build_object('kind', kind, 'campaignId', campaign_id, 'dossierId', dossier_id,
      'step', step, 'level', level, 'dueAt', due)) ORDER BY place) FILTER (WHERE place <= ${LINES}) AS lines,
    jsonb_agg(key) AS keys
  FROM placed GROUP BY reader
  UNION ALL
  SELECT 'digest/' || n.person_id || '/' || $2, n.person_id, 0, '{}', '[]', '[]'
  FROM (SELECT DISTINCT person_id FROM notice WHERE mail = 'digest' AND mail_id IS NULL AND at <= $1) n
  WHERE n.person_id NOT IN (SELECT reader FROM line)
), put AS (
  INSERT INTO announcement (key, kind, person_id, day, at, payload, sent_at)
  SELECT key, 'digest', reader, $2::date, $1, jsonb_build_object('total', total, 'counts', counts), $1 FROM letter RETURNING 1
), posted AS (
  INSERT INTO outbox (topic, key, payload, created_at, next_at)
  SELECT 'mail', key, jsonb_build_object('letter', 'digest', 'messageId', key, 'personId', reader, 'day', $2,
    'total', total, 'counts', counts, 'lines', lines, 'keys', keys), $1, $1
  FROM letter RETURNING 1
), sent AS (
  UPDATE announcement SET sent_at = $1 WHERE ${WAITING} AND key IN (SELECT key FROM line) RETURNING 1
)
SELECT (SELECT count(*)::int FROM put) AS letters, (SELECT count(*)::int FROM posted) AS posted,
  (SELECT count(*)::int FROM sent) AS sent`

async function write(client: Client, now: Instant): Promise<number> {
  const day: CivilDate = civilDateOf(now)
  const { rows: agenda } = await client.query<{ last_at: Date | null }>(
    'SELECT last_at FROM agenda WHERE name = $1 FOR UPDATE',
    [NAME],
  )
  const last = agenda[0]?.last_at?.toISOString()
  if (last !== undefined && civilDateOf(last) >= day) return 0
  await client.query(
    // What was announced a moment ago is in no statistics yet: taken for a few rows, it would be looked through for each reader.
    `SELECT set_config('statement_timeout', '${LIMIT}', true), set_config('work_mem', '${SORT_MEMORY}', true),
       set_config('jit', 'off', true), set_config('enable_nestloop', 'off', true)`,
  )
  const { rows } = await client.query<{ letters: number }>(WRITE_SQL, [now, day])
  await client.query('UPDATE agenda SET last_at = $2 WHERE name = $1', [NAME, now])
  return rows[0]?.letters ?? 0
}

/** Whether anything waits for the next morning: a letter that somebody could read, or a changed basis that was not said yet. */
export async function digestIsAwaited(db: Queryable, now: Instant): Promise<boolean> {
  const { rows } = await db.query<{ awaited: boolean }>(
    `SELECT EXISTS (
       SELECT 1 FROM announcement a WHERE a.sent_at IS NULL AND a.kind <> 'digest' AND a.day > $2::date - ${KEPT_DAYS}
         AND (a.person_id IS NOT NULL OR EXISTS (SELECT 1 FROM role_holding h WHERE h.office_id = a.office_id
           AND h.role = ANY(a.roles) AND h.valid_from <= $1 AND (h.valid_to IS NULL OR h.valid_to > $1))))
       OR EXISTS (SELECT 1 FROM notice WHERE mail = 'digest' AND mail_id IS NULL)
       OR EXISTS (SELECT 1 FROM basis_change b JOIN dossier d ON d.id = b.dossier_id
         WHERE b.delivered_at IS NULL AND d.status <> 'reserved') AS awaited`,
    [now, civilDateOf(now)],
  )
  return rows[0]?.awaited ?? false
}

/** When the digest was last built, by the instance's clock. */
export async function lastDigestAt(db: Queryable): Promise<Instant | null> {
  const { rows } = await db.query<{ last_at: Date | null }>('SELECT last_at FROM agenda WHERE name = $1', [
    NAME,
  ])
  return rows[0]?.last_at?.toISOString() ?? null
}

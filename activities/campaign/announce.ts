// Writes what a sweep announces, set by set: one statement for a page of dossiers, whatever their number. A row's key
// says what it tells whom, once; a sweep that is repeated, or was killed half-way, writes what is missing and no more.
import type { CivilDate, Instant } from '../../domain/time/civil.ts'
import type { Queryable } from '../pool.ts'
import { ROOT_OFFICE_ID } from '../record/ids.ts'
import { offsetKey } from './owed.ts'
import type { OwedReminder, UpwardParty } from './owed.ts'

/** Dossiers in one statement: some hundred milliseconds of work, far below the limit of a statement. */
const PAGE = 2_000

/** Pages of the overdue that are written at once: people at work share the processors with them. */
const LANES = 2

/** Which sweep: the campaign, the instant at which its deadlines are looked at, and that day. */
export interface Sweep {
  readonly campaignId: string
  readonly at: Instant
  readonly day: CivilDate
}

/** How many rows a page wrote, and where the next one begins; null after the last. */
interface PageRow {
  readonly written: number
  readonly upward?: number
  readonly last_due: Date | null
  readonly last_id: string | null
  readonly size: number
}

// Whoever has something to do: the person who holds a task, else the roles of the office's queue, one row an office.
const RECIPIENTS = `
  SELECT t.office_id, coalesce(t.claimed_by, t.person_id) AS person_id, array_agg(DISTINCT r.role ORDER BY r.role) AS roles
  FROM task t CROSS JOIN LATERAL unnest(t.roles) AS r (role) WHERE t.dossier_id = p.id GROUP BY 1, 2`
const RECIPIENT_KEY = `coalesce('p:' || w.person_id, 'o:' || w.office_id || ':' || array_to_string(w.roles, '+'))`
const RULE = (of: string): string => `CASE WHEN ${of}.correction THEN 'correction' ELSE 'due' END`
const DUE_JSON = (of: string): string =>
  `to_char(${of}.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

const REMIND_SQL = `
WITH page AS (
  SELECT d.id, d.procedure_version AS version, d.step, d.round, d.due_at, d.status = 'returned' AS correction,
    CASE WHEN d.status = 'returned' THEN d.state->'returned'->>'at' ELSE d.state->'clocks'->d.step->>'enteredAt' END AS entered
  FROM dossier d
  WHERE d.campaign_id = $1 AND d.closed_at IS NULL AND d.due_at = $4 AND d.id > $5 AND d.status IN ('active', 'returned')
  ORDER BY d.id LIMIT ${PAGE}
), told AS (
  INSERT INTO announcement (key, kind, campaign_id, dossier_id, step, round, office_id, roles, person_id, day, at, payload)
  SELECT 'reminder/' || p.id || '/' || p.step || '/' || p.round || '/' || ${RULE('p')} || '/' || o.offset_key || '/' || ${RECIPIENT_KEY},
    'reminder', $1, p.id, p.step, p.round, w.office_id, w.roles, w.person_id, $3::date, $2,
    jsonb_build_object('dueAt', ${DUE_JSON('p')}, 'offset', o.offset_key)
  FROM page p
  JOIN unnest($6::int[], $7::text[], $8::bool[], $9::text[], $10::text[]) AS o (version, step, correction, offset_key, morning)
    ON o.version = p.version AND o.step = p.step AND o.correction = p.correction AND p.entered < o.morning
  CROSS JOIN LATERAL (${RECIPIENTS}) w
  ON CONFLICT (key) DO NOTHING RETURNING 1
)
SELECT (SELECT count(*)::int FROM told) AS written, (SELECT max(id) FROM page) AS last_id,
  (SELECT count(*)::int FROM page) AS size`

/** One page; before the next one people's actions get a quarter as long to themselves as this one took. */
async function onePage(
  db: Queryable,
  query: { readonly name: string; readonly text: string; readonly values: unknown[] },
): Promise<PageRow> {
  const began = performance.now()
  const { rows } = await db.query<PageRow>(query)
  const row = rows[0]
  if (row === undefined) throw new Error(`${query.name}: expected one row`)
  if (row.size === PAGE) await new Promise((resolve) => setTimeout(resolve, (performance.now() - began) / 4))
  return row
}

/** Reminds the holders of every group that is owed a reminder; gives how many rows are new. */
export async function announceReminders(
  db: Queryable,
  sweep: Sweep,
  owed: readonly OwedReminder[],
): Promise<number> {
  let written = 0
  for (const dueAt of new Set(owed.map((one) => one.dueAt))) {
    const groups = owed.filter((one) => one.dueAt === dueAt)
    let lastId: string | null = ''
    while (lastId !== null) {
      const page: PageRow = await onePage(db, {
        name: 'campaign_remind',
        text: REMIND_SQL,
        values: [
          sweep.campaignId,
          sweep.at,
          sweep.day,
          dueAt,
          lastId,
          groups.map(({ version }) => version),
          groups.map(({ step }) => step),
          groups.map(({ correction }) => correction),
          groups.map(({ offset }) => offsetKey(offset)),
          groups.map(({ morning }) => morning),
        ],
      })
      written += page.written
      lastId = page.size === PAGE ? page.last_id : null
    }
  }
  return written
}

const OVERDUE_SQL = `
WITH page AS (
  SELECT d.id, d.procedure_version AS version, d.step, d.round, d.due_at, d.status, d.status = 'returned' AS correction,
    d.lapse_at, d.unit_id, d.commune_id, d.province_id
  FROM dossier d
  WHERE d.campaign_id = $1 AND d.closed_at IS NULL AND d.due_at < $2 AND (d.due_at, d.id) > ($4, $5)
    AND abs(hashtext(d.id) % ${LANES}) = $12
  ORDER BY d.due_at, d.id LIMIT ${PAGE}
), late AS (
  SELECT p.*, coalesce(a.holder_told, false) AS holder_told, coalesce(a.told, 0) AS told, a.told_on
  FROM page p
  LEFT JOIN LATERAL (
    SELECT bool_or(kind = 'overdue') AS holder_told, max(level) FILTER (WHERE kind = 'escalation') AS told,
      max(day) FILTER (WHERE kind = 'escalation') AS told_on
    FROM announcement WHERE dossier_id = p.id AND step = p.step AND round = p.round) a ON true
  WHERE p.status IN ('active', 'returned') AND p.lapse_at IS NULL
), seat AS (
  SELECT p.id, p.step, p.round, p.correction, p.due_at, t.office_id, coalesce(t.claimed_by, t.person_id) AS person_id,
    array_agg(DISTINCT r.role ORDER BY r.role) AS roles
  FROM late p JOIN task t ON t.dossier_id = p.id CROSS JOIN LATERAL unnest(t.roles) AS r (role)
  WHERE NOT p.holder_told GROUP BY 1, 2, 3, 4, 5, 6, 7
), holder AS (
  INSERT INTO announcement (key, kind, campaign_id, dossier_id, step, round, office_id, roles, person_id, day, at, payload)
  SELECT 'overdue/' || w.id || '/' || w.step || '/' || w.round || '/' || ${RULE('w')} || '/' || ${RECIPIENT_KEY},
    'overdue', $1, w.id, w.step, w.round, w.office_id, w.roles, w.person_id, $3::date, $2, jsonb_build_object('dueAt', ${DUE_JSON('w')})
  FROM seat w
  ON CONFLICT (key) DO NOTHING RETURNING 1
), party AS (
  SELECT version, step, place, level, string_to_array(roles, ',') AS roles
  FROM unnest($6::int[], $7::text[], $8::int[], $9::text[], $10::text[]) AS u (version, step, place, level, roles)
), above AS (
  SELECT o.*, row_number() OVER (PARTITION BY o.id ORDER BY o.place) AS nth FROM (
    SELECT p.id, p.step, p.round, p.due_at, p.told, y.place, y.roles,
      CASE y.level WHEN 'unit' THEN p.unit_id WHEN 'commune' THEN p.commune_id WHEN 'ministry' THEN '${ROOT_OFFICE_ID}'
        ELSE p.province_id END AS office_id
    FROM late p JOIN party y ON y.version = p.version AND y.step = p.step
    WHERE p.told = 0 OR p.told_on <= $11::date) o
  WHERE o.office_id IS NOT NULL
), upward AS (
  INSERT INTO announcement (key, kind, campaign_id, dossier_id, step, round, level, office_id, roles, day, at, payload)
  SELECT 'escalation/' || u.id || '/' || u.step || '/' || u.round || '/' || u.nth,
    'escalation', $1, u.id, u.step, u.round, u.nth, u.office_id, u.roles, $3::date, $2,
    jsonb_build_object('dueAt', ${DUE_JSON('u')}, 'level', u.nth)
  FROM above u WHERE u.nth = u.told + 1
  ON CONFLICT (key) DO NOTHING RETURNING 1
)
SELECT (SELECT count(*)::int FROM holder) AS written, (SELECT count(*)::int FROM upward) AS upward,
  (SELECT due_at FROM page ORDER BY due_at DESC, id DESC LIMIT 1) AS last_due,
  (SELECT id FROM page ORDER BY due_at DESC, id DESC LIMIT 1) AS last_id, (SELECT count(*)::int FROM page) AS size`

const BEFORE_ALL = '-infinity'

/** What a sweep wrote about overdue dossiers: to those who hold them, and to the levels above. */
export interface OverdueWritten {
  readonly holders: number
  readonly escalations: number
}

/**
 * Tells the holders of overdue dossiers (not of those that the clock ends), once a step and round, and the levels above them one after another: the first at
 * once, each further one when the one before was told on or before the cutoff day.
 */
export async function announceOverdue(
  db: Queryable,
  sweep: Sweep,
  upward: readonly UpwardParty[],
  cutoff: CivilDate | null,
): Promise<OverdueWritten> {
  const lanes = await Promise.all(
    Array.from({ length: LANES }, (_, lane) => announceLane(db, sweep, upward, cutoff, lane)),
  )
  return {
    holders: lanes.reduce((sum, one) => sum + one.holders, 0),
    escalations: lanes.reduce((sum, one) => sum + one.escalations, 0),
  }
}

/** The share of one lane, page after page. */
async function announceLane(
  db: Queryable,
  sweep: Sweep,
  upward: readonly UpwardParty[],
  cutoff: CivilDate | null,
  lane: number,
): Promise<OverdueWritten> {
  let holders = 0
  let escalations = 0
  let from: { readonly due: string; readonly id: string } | null = { due: BEFORE_ALL, id: '' }
  while (from !== null) {
    const page: PageRow = await onePage(db, {
      name: 'campaign_escalate',
      text: OVERDUE_SQL,
      values: [
        sweep.campaignId,
        sweep.at,
        sweep.day,
        from.due,
        from.id,
        upward.map(({ version }) => version),
        upward.map(({ step }) => step),
        upward.map(({ order }) => order),
        upward.map(({ level }) => level),
        upward.map(({ roles }) => roles.join(',')),
        cutoff ?? BEFORE_ALL,
        lane,
      ],
    })
    holders += page.written
    escalations += page.upward ?? 0
    const { last_due: due, last_id: id } = page
    from = page.size === PAGE && due !== null && id !== null ? { due: due.toISOString(), id } : null
  }
  return { holders, escalations }
}

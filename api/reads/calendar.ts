// Puts together a calendar out of four sources, each read for the span alone. Entries are in order of time and, of one
// instant, of their keys; a page goes on behind the last key.
import { z } from 'zod'
import type { Pool } from '../../activities/pool.ts'
import { ownDates } from '../../activities/record/subject.ts'
import { civilDateOf, endOfDay, yearOf } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { listCampaigns, procedureOf } from '../admin/campaign-reads.ts'
import { calendarOf, deadlinesOf } from '../admin/campaign-rules.ts'
import { factsOf } from '../admin/campaigns.ts'
import type { Actor } from '../auth/actor.ts'
import { civilDate, id, instant } from '../schemas.ts'
import { Values, listArms, scopeOf, seesSubject } from '../scope.ts'
import { readAssigned } from './assigned.ts'
import type { Cursor } from './cursor.ts'
import { listDossiers } from './dossiers.ts'
import { filterConditions } from './filters.ts'

export const calendarEntry = z
  .object({
    at: instant,
    /** Unique in a calendar. */
    key: z.string(),
    /** A dossier's step is due; a campaign's named date; something handed out is to be begun; a matter's own date. */
    kind: z.enum(['dossier', 'campaign', 'assigned', 'matter']),
    procedureId: z.string().nullable(),
    campaignId: id.nullable(),
    dossierId: id.nullable(),
    subjectId: id.nullable(),
    /** Of the subject; of a campaign's date its own words. */
    name: z.string(),
    /** The step that is due, or the name of the date. */
    what: z.string().nullable(),
    overdue: z.boolean(),
  })
  .meta({ id: 'CalendarEntry' })
export type CalendarEntry = z.input<typeof calendarEntry>

/** Dossiers of one step that are due on one day, counted: of a province a day has more than anybody reads. */
export const calendarDay = z
  .object({
    day: civilDate,
    procedureId: z.string(),
    /** The newest of those that the dossiers follow. */
    procedureVersion: z.int(),
    step: z.string(),
    count: z.int(),
    overdue: z.int(),
  })
  .meta({ id: 'CalendarDay' })

export interface CalendarRequest {
  readonly actor: Actor
  readonly at: Instant
  /** The span, both included. */
  readonly from: Instant
  readonly to: Instant
  readonly office: string | undefined
  readonly person: string | undefined
  readonly cursor: Cursor | null
  readonly limit: number
  /** Whether single dossiers are among the entries. */
  readonly dossiers: boolean
}

/** Campaigns that one calendar looks at. */
const MOST_CAMPAIGNS = 500
/** Matters with dates of their own that one calendar looks at. */
const MOST_MATTERS = 5000
/** Dossiers are the last of one instant: the other sources are read whole. */
const DOSSIER = 'z/'

/** Entries of one page, and at least one more where there is a next page. */
export async function readCalendar(pool: Pool, request: CalendarRequest): Promise<CalendarEntry[]> {
  const { cursor, from, to, limit } = request
  const parts = await Promise.all([
    request.dossiers ? dossierEntries(pool, request) : [],
    campaignEntries(pool, request),
    assignedEntries(pool, request),
    matterEntries(pool, request),
  ])
  const order = ({ at, key }: Pick<CalendarEntry, 'at' | 'key'>): string => `${at} ${key}`
  const after = cursor === null ? '' : order({ at: cursor[0], key: cursor[1] })
  return parts
    .flat()
    .filter((entry) => entry.at >= from && entry.at <= to && order(entry) > after)
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
    .slice(0, limit + 1)
}

async function dossierEntries(pool: Pool, request: CalendarRequest): Promise<CalendarEntry[]> {
  const { actor, at, from, to, office, person, cursor, limit } = request
  const behind = cursor?.[1].startsWith(DOSSIER) === true ? cursor[1].slice(DOSSIER.length) : ''
  const rows = await listDossiers(pool, {
    scope: scopeOf(actor),
    filters: { territory: office, holder: person },
    at,
    sort: 'due',
    between: [from, to],
    cursor: cursor === null ? null : [cursor[0], behind],
    limit,
  })
  return rows.flatMap((row): CalendarEntry[] => {
    if (row.due_at === null) return []
    const dueAt = row.due_at.toISOString()
    const { id: dossierId, procedure_id: procedureId, campaign_id: campaignId, subject_id: subjectId } = row
    const about = { dossierId, procedureId, campaignId, subjectId, name: row.subject_name, what: row.step }
    return [{ at: dueAt, key: `${DOSSIER}${dossierId}`, kind: 'dossier', ...about, overdue: dueAt < at }]
  })
}

/** How many open dossiers are due on each day of the span, by step, in the order of days. */
export async function countDays(
  pool: Pool,
  request: Omit<CalendarRequest, 'cursor' | 'limit' | 'dossiers'>,
): Promise<z.input<typeof calendarDay>[]> {
  const { actor, at, from, to, office, person } = request
  const values = new Values()
  const scope = scopeOf(actor)
  const filtered = [
    'd.closed_at IS NULL',
    `d.due_at BETWEEN ${values.add(from)}::timestamptz AND ${values.add(to)}::timestamptz`,
    ...filterConditions({ territory: office, holder: person }, scope, at, values),
  ]
  const arms = listArms(scope, values).map(
    (arm) => `SELECT d.due_at, d.procedure_id, d.procedure_version, d.step FROM dossier d
      WHERE ${[arm, ...filtered].join(' AND ')}`,
  )
  const { rows } = await pool.query<z.input<typeof calendarDay>>(
    `SELECT to_char(due_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') AS day, procedure_id AS "procedureId",
       max(procedure_version) AS "procedureVersion", step, count(*)::int AS count,
       (count(*) FILTER (WHERE due_at < ${values.add(at)}::timestamptz))::int AS overdue
     FROM (${arms.join(' UNION ALL ')}) c GROUP BY 1, 2, 4 ORDER BY 1, count(*) DESC, 2, 4`,
    values.list,
  )
  return rows
}

/** Named dates are everybody's under the campaign's office, nobody's in person. */
async function campaignEntries(pool: Pool, request: CalendarRequest): Promise<CalendarEntry[]> {
  const { actor, from, to, office, person } = request
  if (person !== undefined) return []
  const above = office === undefined ? null : await officesAbove(pool, office)
  const tableOf = readOnce((version: number | null) => calendarOf(pool, version))
  const found: CalendarEntry[] = []
  const [first, last] = [yearOf(civilDateOf(from)), yearOf(civilDateOf(to))]
  for (let year = first - 1; year <= last; year += 1) {
    const asked = { actor, filters: { year }, cursor: null, limit: MOST_CAMPAIGNS }
    for (const row of await listCampaigns(pool, asked)) {
      if (row.status === 'closed' || (above !== null && !above.includes(row.officeId))) continue
      const procedure = await procedureOf(pool, row)
      const facts = factsOf(row, await tableOf(row.calendarVersion))
      for (const { key, vi, dueAt } of deadlinesOf(procedure, facts)) {
        if (dueAt === null) continue
        const about = { procedureId: procedure.id, campaignId: row.id, dossierId: null, subjectId: null }
        const entry = { at: dueAt, key: `campaign/${row.id}/${key}`, kind: 'campaign' as const }
        found.push({ ...entry, ...about, name: vi, what: key, overdue: false })
      }
    }
  }
  return found
}

/** Reads what hundreds of campaigns share only once. */
function readOnce<K, V>(read: (key: K) => Promise<V>): (key: K) => Promise<V> {
  const known = new Map<K, Promise<V>>()
  return (key) => {
    const before = known.get(key) ?? read(key)
    known.set(key, before)
    return before
  }
}

async function officesAbove(pool: Pool, officeId: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT unnest(ARRAY[o.id, o.parent_id, o.commune_id, o.province_id]) AS id FROM office o WHERE o.id = $1
     UNION SELECT id FROM office WHERE kind = 'ministry'`,
    [officeId],
  )
  return rows.map((row) => row.id)
}

/** The owner `o` lies in the office asked for, the person is the matter's, and the reader sees it. */
function chosen({ actor, office, person }: CalendarRequest): (values: Values) => string {
  return (values) => {
    const wanted = office === undefined ? null : values.add(office)
    return [
      seesSubject(scopeOf(actor), values),
      ...(wanted === null ? [] : [`${wanted} IN (o.id, o.commune_id, o.province_id)`]),
      ...(person === undefined ? [] : [`s.person_id = ${values.add(person)}`]),
    ].join(' AND ')
  }
}

async function assignedEntries(pool: Pool, request: CalendarRequest): Promise<CalendarEntry[]> {
  const own = scopeOf(request.actor).queues.map(({ officeId }) => officeId)
  // What everybody owes stands in the calendar once, as the campaign's date; of it only one's own is listed by name.
  const items = await readAssigned(
    pool,
    request.at,
    (values) =>
      `${chosen(request)(values)} AND (s.id IS NOT NULL OR f.updated_by <> 'system' OR o.id = ANY(${values.add(own)}::text[]))`,
  )
  return items.flatMap(({ dueAt, subject, title, step, ...item }): CalendarEntry[] => {
    if (dueAt === null) return []
    const { dossierId, procedureId, campaignId, overdue } = item
    const name = title === subject.name ? title : `${title}: ${subject.name}`
    const about = { dossierId, procedureId, campaignId, subjectId: subject.id, name }
    return [{ at: dueAt, key: `assigned/${dossierId}`, kind: 'assigned', ...about, what: step, overdue }]
  })
}

async function matterEntries(pool: Pool, request: CalendarRequest): Promise<CalendarEntry[]> {
  const { from, to } = request
  const values = new Values()
  const { rows } = await pool.query<{ id: string; name: string; dates: Record<string, string> }>(
    `SELECT s.id, s.name, s.dates FROM matter s JOIN office o ON o.id = s.office_id
     WHERE s.status <> 'ended' AND s.dates <> '{}' AND ${chosen(request)(values)} ORDER BY s.id LIMIT ${MOST_MATTERS}`,
    values.list,
  )
  const [first, last] = [yearOf(civilDateOf(from)), yearOf(civilDateOf(to))]
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  return rows.flatMap((row) =>
    years.flatMap((year) =>
      Object.entries(ownDates(row.dates, year)).map(([what, date]): CalendarEntry => {
        const about = {
          procedureId: null,
          campaignId: null,
          dossierId: null,
          subjectId: row.id,
          name: row.name,
        }
        const key = `matter/${row.id}/${what}/${date}`
        return { at: endOfDay(date), key, kind: 'matter', ...about, what, overdue: false }
      }),
    ),
  )
}

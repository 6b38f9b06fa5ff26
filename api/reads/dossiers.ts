// Lists of dossiers and counts by step, for a person's scope: keyset pages out of SQL, one part of the query for each
// index that can serve the scope, merged.
import { z } from 'zod'
import type { Queryable } from '../../activities/pool.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { id, instant, role, status, subjectKind } from '../schemas.ts'
import { Values, listArms } from '../scope.ts'
import type { Scope } from '../scope.ts'
import type { Cursor } from './cursor.ts'
import { archivedCondition, filterConditions } from './filters.ts'
import type { Filters } from './filters.ts'

/** Who has it now: a person, or an office's queue. */
const holder = z.object({
  taskId: z.string(),
  officeId: id,
  roles: z.array(role),
  personId: id.nullable(),
  claimedBy: id.nullable(),
})

export const dossierItem = z
  .object({
    id,
    campaignId: id,
    procedureId: z.string(),
    procedureVersion: z.int(),
    year: z.int(),
    subject: z.object({ id, kind: subjectKind, name: z.string() }),
    /** Type and code of a matter. */
    subjectType: z.string().nullable(),
    subjectCode: z.string().nullable(),
    communeId: id.nullable(),
    /** Two communes of a province have schools of one name. */
    communeName: z.string().nullable(),
    provinceId: id.nullable(),
    status,
    step: z.string(),
    round: z.int(),
    version: z.int(),
    dueAt: instant.nullable(),
    overdue: z.boolean(),
    outcome: z.string().nullable(),
    /** A result that the decision had counted changed since. */
    basisChanged: z.boolean(),
    createdAt: instant,
    updatedAt: instant,
    closedAt: instant.nullable(),
    /** Out of the working lists since; its content may have been erased later. */
    archivedAt: instant.nullable(),
    erasedAt: instant.nullable(),
    holders: z.array(holder),
  })
  .meta({ id: 'DossierItem' })
export type DossierItem = z.input<typeof dossierItem>

const COLUMNS = `d.id, d.campaign_id, d.procedure_id, d.procedure_version, d.year, d.subject_id, d.subject_kind, d.subject_name,
  d.commune_id, d.province_id, d.status, d.step, d.round, d.version, d.due_at, d.outcome, d.created_at, d.updated_at, d.closed_at,
  d.archived_at, d.erased_at`

/** Read of the rows of a page only: the state is large. */
const OF_STATE = `x.state->'subject'->>'type' AS subject_type, x.state->'subject'->>'code' AS subject_code,
  x.state ? 'basisChanged' AS basis_changed`

const HOLDERS = `(SELECT coalesce(json_agg(json_build_object('taskId', t.id, 'officeId', t.office_id, 'roles', t.roles,
  'personId', t.person_id, 'claimedBy', t.claimed_by) ORDER BY t.id), '[]') FROM task t WHERE t.dossier_id = p.id) AS holders`

export interface DossierRow {
  readonly id: string
  readonly campaign_id: string
  readonly procedure_id: string
  readonly procedure_version: number
  readonly year: number
  readonly subject_id: string
  readonly subject_kind: DossierItem['subject']['kind']
  readonly subject_name: string
  readonly commune_id: string | null
  readonly province_id: string | null
  readonly status: DossierItem['status']
  readonly step: string
  readonly round: number
  readonly version: number
  readonly due_at: Date | null
  readonly outcome: string | null
  readonly created_at: Date
  readonly updated_at: Date
  readonly closed_at: Date | null
  readonly archived_at: Date | null
  readonly erased_at: Date | null
  readonly subject_type: string | null
  readonly subject_code: string | null
  readonly basis_changed: boolean
  readonly holders: DossierItem['holders']
}

export type Sort = 'newest' | 'due'

const SORTS: Record<Sort, { column: string; order: string; compare: '<' | '>'; only: string[] }> = {
  newest: { column: 'created_at', order: 'DESC', compare: '<', only: [] },
  due: {
    column: 'due_at',
    order: 'ASC',
    compare: '>',
    only: ['d.closed_at IS NULL', 'd.due_at IS NOT NULL'],
  },
}

export interface ListRequest {
  readonly scope: Scope
  readonly filters: Filters
  readonly at: Instant
  readonly sort: Sort
  /** Only those due from one instant to another, both included. */
  readonly between?: readonly [Instant, Instant]
  readonly cursor: Cursor | null
  readonly limit: number
}

/** Rows of one page, and one more where there is a next page. */
export async function listDossiers(db: Queryable, request: ListRequest): Promise<DossierRow[]> {
  const { scope, filters, at, sort, cursor, limit } = request
  const values = new Values()
  const { column, order, compare, only } = SORTS[sort]
  // What has a due instant is open, and what is open is not archived.
  const archived = sort === 'newest' || filters.archived !== undefined ? archivedCondition(filters) : []
  const filtered = [...only, ...archived, ...filterConditions(filters, scope, at, values)]
  if (request.between !== undefined) {
    const [from, to] = request.between.map((one) => values.add(one))
    filtered.push(`d.due_at BETWEEN ${from}::timestamptz AND ${to}::timestamptz`)
  }
  if (cursor !== null) {
    filtered.push(
      `(d.${column}, d.id) ${compare} (${values.add(cursor[0])}::timestamptz, ${values.add(cursor[1])})`,
    )
  }
  const rows = values.add(limit + 1)
  const arms = listArms(scope, values).map(
    (arm) => `(SELECT ${COLUMNS} FROM dossier d WHERE ${[arm, ...filtered].join(' AND ')}
      ORDER BY d.${column} ${order}, d.id ${order} LIMIT ${rows})`,
  )
  const text = `SELECT p.*, ${OF_STATE}, ${HOLDERS} FROM (${arms.join(' UNION ALL ')}) p JOIN dossier x ON x.id = p.id
    ORDER BY p.${column} ${order}, p.id ${order} LIMIT ${rows}`
  return (await db.query<DossierRow>(text, values.list)).rows
}

/** The key by which a row is sorted. */
export function sortKey(sort: Sort, row: DossierRow): Cursor {
  const key = sort === 'newest' ? row.created_at : row.due_at
  if (key === null) throw new Error(`dossier ${row.id}: listed by its due instant without one`)
  return [key.toISOString(), row.id]
}

/** Names of the communes of some rows, by id: few of them, read beside the list and not with each row. */
export async function communeNames(db: Queryable, rows: readonly DossierRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ commune_id: commune }) => commune ?? []))]
  if (ids.length === 0) return new Map()
  const { rows: found } = await db.query<{ id: string; name: string }>({
    name: 'commune-names',
    text: 'SELECT id, name FROM office WHERE id = ANY($1)',
    values: [ids],
  })
  return new Map(found.map(({ id: one, name }) => [one, name]))
}

export function dossierItemOf(
  row: DossierRow,
  at: Instant,
  communes: ReadonlyMap<string, string> = new Map(),
): DossierItem {
  const dueAt = row.due_at?.toISOString() ?? null
  return {
    id: row.id,
    campaignId: row.campaign_id,
    procedureId: row.procedure_id,
    procedureVersion: row.procedure_version,
    year: row.year,
    subject: { id: row.subject_id, kind: row.subject_kind, name: row.subject_name },
    subjectType: row.subject_type,
    subjectCode: row.subject_code,
    communeId: row.commune_id,
    communeName: communes.get(row.commune_id ?? '') ?? null,
    provinceId: row.province_id,
    status: row.status,
    step: row.step,
    round: row.round,
    version: row.version,
    dueAt,
    overdue: row.closed_at === null && dueAt !== null && dueAt < at,
    outcome: row.outcome,
    basisChanged: row.basis_changed,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    archivedAt: row.archived_at?.toISOString() ?? null,
    erasedAt: row.erased_at?.toISOString() ?? null,
    holders: row.holders,
  }
}

export const stepCount = z
  .object({
    procedureId: z.string(),
    status,
    step: z.string(),
    count: z.int(),
    overdue: z.int(),
  })
  .meta({ id: 'StepCount' })
export type StepCount = z.input<typeof stepCount>

/** How many dossiers stand at each step, and how many of them are overdue at the instant. */
export async function countDossiers(
  db: Queryable,
  request: Pick<ListRequest, 'scope' | 'filters' | 'at'>,
): Promise<StepCount[]> {
  const { scope, filters, at } = request
  const values = new Values()
  const filtered = filterConditions(filters, scope, at, values)
  const now = values.add(at)
  const arms = listArms(scope, values)
  const part = (arm: string, more: readonly string[], columns: string): string =>
    `SELECT d.procedure_id, d.status, d.step, ${columns} FROM dossier d
     WHERE ${[arm, ...filtered, ...more].join(' AND ')} GROUP BY 1, 2, 3`
  const late = ['d.closed_at IS NULL', 'd.due_at IS NOT NULL', `d.due_at < ${now}`]
  // Counted apart: the first is answered from an index without the due instants, the second from the one of open ones.
  const parts = arms.flatMap((arm) => [
    part(arm, archivedCondition(filters), 'count(*) AS count, 0 AS overdue'),
    part(
      arm,
      [...late, ...(filters.archived === undefined ? [] : archivedCondition(filters))],
      '0 AS count, count(*) AS overdue',
    ),
  ])
  const { rows } = await db.query<StepCount>(
    `SELECT procedure_id AS "procedureId", status, step, sum(count)::int AS count, sum(overdue)::int AS overdue
     FROM (${parts.join(' UNION ALL ')}) c GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    values.list,
  )
  return rows
}

// Reading matters: the register of what is long-lived, a matter with its dossiers of all years, its parts and how far each
// has come, and a year's counts. Whoever sees an owner's dossiers sees its matters; a part's owner sees the whole's name.
import { z } from 'zod'
import type { Queryable } from '../../activities/pool.ts'
import { GONE } from '../../activities/record/counts.ts'
import { searchWords } from '../../domain/text.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { MATTER_STATUSES } from '../../domain/vocabulary.ts'
import { matterKind } from '../admin/matters.ts'
import { Problem } from '../problems.ts'
import { civilDate, id, instant, positive, queryNumber, status } from '../schemas.ts'
import { Values, seesDossier, seesSubject } from '../scope.ts'
import type { Scope } from '../scope.ts'
import type { Cursor } from './cursor.ts'

export const matterItem = z
  .object({
    id,
    kind: matterKind,
    type: z.string().nullable(),
    code: z.string().nullable(),
    name: z.string(),
    officeId: id,
    officeName: z.string(),
    communeId: id.nullable(),
    provinceId: id.nullable(),
    parentId: id.nullable(),
    personId: id.nullable(),
    personName: z.string().nullable(),
    dates: z.record(z.string(), z.string()),
    status: z.enum(MATTER_STATUSES),
    begunOn: civilDate.nullable(),
    endedOn: civilDate.nullable(),
    version: positive,
    createdAt: instant,
  })
  .meta({ id: 'Matter' })
export type MatterItem = z.input<typeof matterItem>

const shortDossier = z.object({
  id,
  procedureId: z.string(),
  procedureVersion: positive,
  campaignId: id,
  year: z.int(),
  status,
  step: z.string(),
  outcome: z.string().nullable(),
  dueAt: instant.nullable(),
  /** Overdue now, or handed in late at some step. */
  late: z.boolean(),
  closedAt: instant.nullable(),
})
export type ShortDossier = z.input<typeof shortDossier>

export const matterDetail = matterItem
  .extend({
    dossiers: z.array(shortDossier),
    /** Whether the reader may change it and add parts to it. */
    mayChange: z.boolean(),
  })
  .meta({ id: 'MatterDetail' })

export const matterQuery = {
  kind: matterKind.optional(),
  type: z.string().max(60).optional(),
  status: z.enum(MATTER_STATUSES).optional(),
  /** The owner. */
  office: id.optional(),
  /** Anywhere in this province, commune or unit. */
  territory: id.optional(),
  parent: id.optional(),
  /** A form of it points at this office, or one that became part of it, or at this person: the awards of a unit. */
  names: id.optional(),
  person: id.optional(),
  text: z.string().max(200).optional(),
  /** Standing at some time in this year; a draft in the year of its entry. */
  year: queryNumber(2000, 2100).optional(),
} as const
export type MatterFilters = z.output<z.ZodObject<typeof matterQuery>>

const DATE = (column: string): string => `to_char(${column}, 'YYYY-MM-DD')`
const COLUMNS = `s.id, s.kind, s.type, s.code, s.name, s.office_id AS "officeId", o.name AS "officeName",
  s.commune_id AS "communeId", s.province_id AS "provinceId", s.parent_id AS "parentId", s.person_id AS "personId",
  h.name AS "personName", s.dates, s.status, ${DATE('s.begun_on')} AS "begunOn", ${DATE('s.ended_on')} AS "endedOn",
  s.version, s.created_at AS "createdAt"`
/** Matters `s` with their owners `o` and those in charge `h`. */
export const MATTERS_FROM =
  'FROM matter s JOIN office o ON o.id = s.office_id LEFT JOIN person h ON h.id = s.person_id'

interface Row extends Omit<MatterItem, 'createdAt'> {
  readonly createdAt: Date
}

const itemOf = (row: Row): MatterItem => ({ ...row, createdAt: row.createdAt.toISOString() })

/** The condition on `s` of its owner `o`: the owner is seen, or that of a part that was handed out. */
function seesMatter(scope: Scope, values: Values): string {
  return `(${seesSubject(scope, values)} OR EXISTS (SELECT 1 FROM matter k JOIN office o ON o.id = k.office_id
    WHERE k.parent_id = s.id AND k.status <> 'draft' AND ${seesSubject(scope, values)}))`
}

/** Conditions on a matter `s` that a request's filters come to. */
export function matterConditions(given: MatterFilters, values: Values): string[] {
  const equal = (column: string, value: string | undefined): string[] =>
    value === undefined ? [] : [`s.${column} = ${values.add(value)}`]
  const territory = given.territory === undefined ? null : values.add(given.territory)
  const year = given.year === undefined ? null : values.add(given.year)
  return [
    ...equal('kind', given.kind),
    ...equal('type', given.type),
    ...equal('status', given.status),
    ...equal('office_id', given.office),
    ...equal('parent_id', given.parent),
    ...equal('person_id', given.person),
    ...(territory === null ? [] : [`${territory} IN (s.office_id, s.commune_id, s.province_id)`]),
    ...(year === null ? [] : [inYear(year)]),
    ...(given.names === undefined ? [] : [pointsAt(values.add(given.names))]),
    ...searchWords(given.text ?? '').map((word) => `s.search_key LIKE ${values.add(`%${word}%`)}`),
  ]
}

/** The condition on `s` that what stands in one of its dossiers points there. */
const pointsAt = (
  whom: string,
): string => `s.id IN (SELECT d.subject_id FROM content b JOIN dossier d ON d.id = b.dossier_id
  WHERE content_points(b.body) AND content_references(b.body) && ARRAY(
      WITH RECURSIVE came AS (SELECT ${whom}::text AS id UNION SELECT o.id FROM office o JOIN came ON o.merged_into = came.id)
      SELECT 'office/' || id FROM came UNION ALL SELECT 'person/' || ${whom}::text)
    AND b.hash IN (SELECT c.value FROM jsonb_each_text(d.state->'contents') AS c))`

const inYear = (year: string): string =>
  `coalesce(s.begun_on, s.created_at::date) < make_date(${year}::int + 1, 1, 1)
    AND CASE WHEN s.begun_on IS NULL THEN s.created_at >= make_date(${year}::int, 1, 1)
      ELSE coalesce(s.ended_on >= make_date(${year}::int, 1, 1), true) END`

export interface MatterRequest {
  readonly scope: Scope
  readonly filters: MatterFilters
  readonly cursor: Cursor | null
  readonly limit: number
}

/** Matters of one page, the last entered first, and one more where there is a next page. */
export async function listMatters(db: Queryable, request: MatterRequest): Promise<MatterItem[]> {
  const { scope, filters, cursor, limit } = request
  const values = new Values()
  const all = [seesSubject(scope, values), ...matterConditions(filters, values)]
  if (cursor !== null)
    all.push(`(s.created_at, s.id) < (${values.add(cursor[0])}::timestamptz, ${values.add(cursor[1])})`)
  const { rows } = await db.query<Row>(
    `SELECT ${COLUMNS} ${MATTERS_FROM} WHERE ${all.join(' AND ')} ORDER BY s.created_at DESC, s.id DESC LIMIT ${values.add(limit + 1)}`,
    values.list,
  )
  return rows.map(itemOf)
}

export const matterCursor = ({ createdAt, id: matterId }: MatterItem): Cursor => [createdAt, matterId]

/** One matter that the reader sees; throws `notFound`. */
export async function readMatter(db: Queryable, scope: Scope, matterId: string): Promise<MatterItem> {
  const values = new Values()
  const { rows } = await db.query<Row>(
    `SELECT ${COLUMNS} ${MATTERS_FROM} WHERE s.id = ${values.add(matterId)} AND ${seesMatter(scope, values)}`,
    values.list,
  )
  if (rows[0] === undefined) throw new Problem('notFound')
  return itemOf(rows[0])
}

interface DossierRow extends Omit<ShortDossier, 'dueAt' | 'closedAt'> {
  readonly subjectId: string
  readonly dueAt: Date | null
  readonly closedAt: Date | null
}

/** Dossiers about these matters that the reader sees, by matter, the latest year first; what came to nothing is last. */
export async function dossiersOf(
  db: Queryable,
  scope: Scope,
  matterIds: readonly string[],
  at: Instant,
): Promise<Map<string, ShortDossier[]>> {
  const values = new Values()
  const now = values.add(at)
  const { rows } = await db.query<DossierRow>(
    `SELECT d.subject_id AS "subjectId", d.id, d.procedure_id AS "procedureId",
       d.procedure_version AS "procedureVersion", d.campaign_id AS "campaignId", d.year, d.status,
       d.step, d.outcome, d.due_at AS "dueAt", d.closed_at AS "closedAt",
       coalesce(d.closed_at IS NULL AND d.due_at < ${now}, false) OR EXISTS (SELECT 1 FROM event e WHERE e.dossier_id = d.id
         AND e.action IN ('submit', 'approve') AND e.data->'late' = 'true') AS late
     FROM dossier d WHERE d.subject_id = ANY(${values.add(matterIds)}::text[]) AND ${seesDossier(scope, values)}
     ORDER BY d.status IN ${GONE}, d.year DESC, d.created_at DESC, d.id LIMIT 2000`,
    values.list,
  )
  const found = new Map<string, ShortDossier[]>()
  for (const { subjectId, dueAt, closedAt, ...row } of rows) {
    const shown = { ...row, dueAt: dueAt?.toISOString() ?? null, closedAt: closedAt?.toISOString() ?? null }
    found.set(subjectId, [...(found.get(subjectId) ?? []), shown])
  }
  return found
}

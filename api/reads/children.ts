// A campaign from above: every office below another with its dossier, and who has none; and the scores that each dossier was
// given by itself and by the committee.
import { z } from 'zod'
import { SUBJECT_PLACE, firstStep, subjectsOf } from '../../activities/campaign/drafts.ts'
import type { SubjectPlace } from '../../activities/campaign/drafts.ts'
import { communesApart, readOverrides } from '../../activities/campaign/plan.ts'
import type { CampaignPlan } from '../../activities/campaign/plan.ts'
import type { Queryable } from '../../activities/pool.ts'
import type { Procedure } from '../../domain/procedure.ts'
import type { CivilDate, Instant } from '../../domain/time/civil.ts'
import { OFFICE_SUBJECTS } from '../../domain/vocabulary.ts'
import { id, instant, officeKind, positive, status, subjectKind } from '../schemas.ts'
import { Values, readsDossier, seesSubject } from '../scope.ts'
import type { Scope } from '../scope.ts'
import type { Cursor } from './cursor.ts'

export const child = z
  .object({
    officeId: id,
    officeName: z.string(),
    kind: officeKind,
    dossierId: id.nullable(),
    status: status.nullable(),
    step: z.string().nullable(),
    outcome: z.string().nullable(),
    /** Of the step at hand; of who is missing, of the first step. */
    dueAt: instant.nullable(),
    /** Overdue now, or handed in late at some step; missing when the first step's day is over. */
    late: z.boolean(),
    /** Without a dossier in the campaign. */
    missing: z.boolean(),
    /** When it last was reminded, or told that it is late; null: never. */
    chasedAt: instant.nullable(),
  })
  .meta({ id: 'CampaignChild' })
export type Child = z.input<typeof child>

export interface ChildrenRequest {
  readonly scope: Scope
  readonly plan: CampaignPlan
  /** Whose offices right below are asked for. */
  readonly officeId: string
  readonly procedure: Procedure
  readonly at: Instant
  /** The day on which an office must be there. */
  readonly on: CivilDate
  readonly cursor: Cursor | null
  readonly limit: number
}

const AFTER = (column: string, cursor: Cursor | null, values: Values): string =>
  cursor === null ? 'true' : `(${column}) > (${values.add(cursor[0])}, ${values.add(cursor[1])})`

interface ChildRow extends Omit<Child, 'dueAt' | 'chasedAt'> {
  readonly dueAt: Date | null
  readonly chasedAt: Date | null
  readonly key: string
}

interface PlaceRow extends SubjectPlace {
  readonly id: string
}

/** When the first step is due for each of these offices; those without a way through the procedure aren't in it. */
async function firstDues(
  db: Queryable,
  plan: CampaignPlan,
  procedure: Procedure,
  officeIds: readonly string[],
): Promise<Map<string, Instant | null>> {
  if (officeIds.length === 0) return new Map()
  const overrides = await readOverrides(db, plan.id)
  // SUBJECT_PLACE reads its communes apart as $2.
  const { rows } = await db.query<PlaceRow>(
    `SELECT f.id, ${SUBJECT_PLACE} FROM unnest($1::text[]) AS f (id) ${subjectsOf('f.id')}`,
    [officeIds, communesApart(plan.calendar, overrides.keys())],
  )
  return new Map(
    rows.flatMap((row) => {
      const first = firstStep(procedure, plan, overrides, row)
      return first === null ? [] : [[row.id, first.dueAt] as const]
    }),
  )
}

/** Offices right below one, of the procedure's kinds, by name; one more than asked for where there is a next page. */
export async function listChildren(
  db: Queryable,
  request: ChildrenRequest,
): Promise<(Child & { key: string })[]> {
  const { scope, plan, officeId, procedure, at, on, cursor, limit } = request
  const kinds = OFFICE_SUBJECTS.filter((kind) => procedure.subjects.includes(kind))
  const values = new Values()
  const [now, today, campaign] = [values.add(at), values.add(on), values.add(plan.id)]
  const { rows } = await db.query<ChildRow>(
    `SELECT o.id AS "officeId", o.name AS "officeName", o.kind, d.id AS "dossierId", d.status, d.step, d.outcome,
       d.due_at AS "dueAt", d.id IS NULL AS missing, o.search_key AS key,
       coalesce(d.closed_at IS NULL AND d.due_at < ${now}, false) OR EXISTS (SELECT 1 FROM event e WHERE e.dossier_id = d.id
         AND e.action IN ('submit', 'approve') AND e.data->'late' = 'true') AS late,
       (SELECT max(a.at) FROM announcement a WHERE a.dossier_id = coalesce(d.id, f.dossier_id)
         AND a.kind IN ('reminder', 'overdue')) AS "chasedAt"
     FROM office o LEFT JOIN dossier d ON d.campaign_id = ${campaign} AND d.subject_id = o.id
       LEFT JOIN draft f ON f.campaign_id = ${campaign} AND f.subject_id = o.id
     WHERE o.parent_id = ${values.add(officeId)} AND o.kind = ANY(${values.add(kinds)}::text[])
       AND NOT o.marks && ${values.add(procedure.excludes ?? [])}::text[] AND o.merged_into IS NULL
       AND o.valid_from <= ${today}::date AND (o.valid_to IS NULL OR o.valid_to > ${today}::date)
       AND ${seesSubject(scope, values)} AND ${AFTER('o.search_key, o.id', cursor, values)}
     ORDER BY o.search_key, o.id LIMIT ${values.add(limit + 1)}`,
    values.list,
  )
  const missing = rows.flatMap((row) => (row.missing ? [row.officeId] : []))
  const dues = await firstDues(db, plan, procedure, missing)
  return rows.map((row) => {
    const dueAt = row.dueAt?.toISOString() ?? dues.get(row.officeId) ?? null
    const late = row.missing ? dueAt !== null && dueAt < at : row.late
    return { ...row, dueAt, late, chasedAt: row.chasedAt?.toISOString() ?? null }
  })
}

const given = z.object({ score: z.number().nullable(), level: z.string().nullable() }).nullable()

export const scored = z
  .object({
    dossierId: id,
    subject: z.object({ id, kind: subjectKind, name: z.string() }),
    status,
    outcome: z.string().nullable(),
    /** What the subject gave itself last; null where it gave nothing. */
    self: given,
    /** What the inspection came to last. */
    committee: given,
    /** The criteria sheet that both were made by: its levels and cut-offs; null before one is opened. */
    sheet: z.object({ id, version: positive }).nullable(),
  })
  .meta({ id: 'Scored' })
export type Scored = z.input<typeof scored>

/** How many dossiers the committee put into each level; null: into none yet. */
export const levelCount = z.object({ level: z.string().nullable(), count: z.int() })

export const scoreQuery = {
  /** What the committee gave. */
  level: z.string().max(60).optional(),
  /** `open`: without the committee's score; `apart`: the two differ in points or level. */
  only: z.enum(['open', 'apart']).optional(),
} as const
type ScoreFilters = z.output<z.ZodObject<typeof scoreQuery>>

interface ScoreRow {
  readonly id: string
  readonly subject_id: string
  readonly subject_kind: Scored['subject']['kind']
  readonly subject_name: string
  readonly status: Scored['status']
  readonly outcome: string | null
  readonly self: Scored['self']
  readonly committee: Scored['committee']
  readonly sheet: Scored['sheet']
}

const OPEN = `jsonb_array_length(coalesce(d.state->'inspections', '[]')) = 0`
const LAST = (list: string, key: string): string => `d.state->'${list}'->-1->'${key}'`
const BOTH = ['score', 'level'] as const
const ONLY = {
  open: OPEN,
  apart: `(NOT ${OPEN} AND d.state->'assessments'->-1 IS NOT NULL AND (${BOTH.map(
    (key) => `${LAST('assessments', key)} IS DISTINCT FROM ${LAST('inspections', key)}`,
  ).join(' OR ')}))`,
} as const satisfies Record<NonNullable<ScoreFilters['only']>, string>

const SCORE = (list: string): string => `CASE WHEN d.state->'${list}'->-1 IS NOT NULL THEN
  jsonb_build_object('score', d.state->'${list}'->-1->'score', 'level', d.state->'${list}'->-1->'level') END`

/** Dossiers of a campaign that the reader may read, by the subject's name, with both scores side by side. */
export async function listScores(
  db: Queryable,
  scope: Scope,
  campaignId: string,
  { cursor, limit, level, only }: ScoreFilters & { readonly cursor: Cursor | null; readonly limit: number },
): Promise<Scored[]> {
  const values = new Values()
  const wanted = [
    ...(level === undefined ? [] : [`d.state->'inspections'->-1->>'level' = ${values.add(level)}`]),
    ...(only === undefined ? [] : [ONLY[only]]),
    'true',
  ]
  const { rows } = await db.query<ScoreRow>(
    `SELECT d.id, d.subject_id, d.subject_kind, d.subject_name, d.status, d.outcome, ${SCORE('assessments')} AS self,
       ${SCORE('inspections')} AS committee, nullif(d.state->'sheet', 'null') AS sheet
     FROM dossier d WHERE d.campaign_id = ${values.add(campaignId)} AND ${readsDossier(scope, values)}
       AND ${wanted.join(' AND ')}
       AND ${AFTER('d.subject_name, d.id', cursor, values)}
     ORDER BY d.subject_name, d.id LIMIT ${values.add(limit + 1)}`,
    values.list,
  )
  return rows.map((row) => ({
    dossierId: row.id,
    subject: { id: row.subject_id, kind: row.subject_kind, name: row.subject_name },
    status: row.status,
    outcome: row.outcome,
    self: row.self,
    committee: row.committee,
    sheet: row.sheet,
  }))
}

/** How many of a campaign's dossiers that the reader may read stand in each level. */
export async function countLevels(
  db: Queryable,
  scope: Scope,
  campaignId: string,
): Promise<z.input<typeof levelCount>[]> {
  const values = new Values()
  const { rows } = await db.query<z.input<typeof levelCount>>(
    `SELECT d.state->'inspections'->-1->>'level' AS level, count(*)::int AS count
     FROM dossier d WHERE d.campaign_id = ${values.add(campaignId)} AND ${readsDossier(scope, values)}
     GROUP BY 1 ORDER BY 1 NULLS LAST`,
    values.list,
  )
  return rows
}

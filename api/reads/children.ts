// A campaign from above: every office below another with its dossier, and who has none; and the scores that each dossier was
// given by itself and by the committee.
import { z } from 'zod'
import type { Queryable } from '../../activities/pool.ts'
import type { Procedure } from '../../domain/procedure.ts'
import type { CivilDate, Instant } from '../../domain/time/civil.ts'
import { OFFICE_SUBJECTS } from '../../domain/vocabulary.ts'
import { id, instant, officeKind, status, subjectKind } from '../schemas.ts'
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
    dueAt: instant.nullable(),
    /** Overdue now, or handed in late at some step. */
    late: z.boolean(),
    /** Without a dossier in the campaign. */
    missing: z.boolean(),
  })
  .meta({ id: 'CampaignChild' })
export type Child = z.input<typeof child>

export interface ChildrenRequest {
  readonly scope: Scope
  readonly campaignId: string
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

interface ChildRow extends Omit<Child, 'dueAt'> {
  readonly dueAt: Date | null
  readonly key: string
}

/** Offices right below one, of the procedure's kinds, by name; one more than asked for where there is a next page. */
export async function listChildren(
  db: Queryable,
  request: ChildrenRequest,
): Promise<(Child & { key: string })[]> {
  const { scope, campaignId, officeId, procedure, at, on, cursor, limit } = request
  const kinds = OFFICE_SUBJECTS.filter((kind) => procedure.subjects.includes(kind))
  const values = new Values()
  const [now, today] = [values.add(at), values.add(on)]
  const { rows } = await db.query<ChildRow>(
    `SELECT o.id AS "officeId", o.name AS "officeName", o.kind, d.id AS "dossierId", d.status, d.step, d.outcome,
       d.due_at AS "dueAt", d.id IS NULL AS missing, o.search_key AS key,
       coalesce(d.closed_at IS NULL AND d.due_at < ${now}, false) OR EXISTS (SELECT 1 FROM event e WHERE e.dossier_id = d.id
         AND e.action IN ('submit', 'approve') AND e.data->'late' = 'true') AS late
     FROM office o LEFT JOIN dossier d ON d.campaign_id = ${values.add(campaignId)} AND d.subject_id = o.id
     WHERE o.parent_id = ${values.add(officeId)} AND o.kind = ANY(${values.add(kinds)}::text[])
       AND NOT o.marks && ${values.add(procedure.excludes ?? [])}::text[] AND o.merged_into IS NULL
       AND o.valid_from <= ${today}::date AND (o.valid_to IS NULL OR o.valid_to > ${today}::date)
       AND ${seesSubject(scope, values)} AND ${AFTER('o.search_key, o.id', cursor, values)}
     ORDER BY o.search_key, o.id LIMIT ${values.add(limit + 1)}`,
    values.list,
  )
  return rows.map((row) => ({ ...row, dueAt: row.dueAt?.toISOString() ?? null }))
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
  })
  .meta({ id: 'Scored' })
export type Scored = z.input<typeof scored>

interface ScoreRow {
  readonly id: string
  readonly subject_id: string
  readonly subject_kind: Scored['subject']['kind']
  readonly subject_name: string
  readonly status: Scored['status']
  readonly outcome: string | null
  readonly self: Scored['self']
  readonly committee: Scored['committee']
}

const SCORE = (list: string): string => `CASE WHEN d.state->'${list}'->-1 IS NOT NULL THEN
  jsonb_build_object('score', d.state->'${list}'->-1->'score', 'level', d.state->'${list}'->-1->'level') END`

/** Dossiers of a campaign that the reader may read, by the subject's name, with both scores side by side. */
export async function listScores(
  db: Queryable,
  scope: Scope,
  campaignId: string,
  { cursor, limit }: { readonly cursor: Cursor | null; readonly limit: number },
): Promise<Scored[]> {
  const values = new Values()
  const { rows } = await db.query<ScoreRow>(
    `SELECT d.id, d.subject_id, d.subject_kind, d.subject_name, d.status, d.outcome, ${SCORE('assessments')} AS self,
       ${SCORE('inspections')} AS committee
     FROM dossier d WHERE d.campaign_id = ${values.add(campaignId)} AND ${readsDossier(scope, values)}
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
  }))
}

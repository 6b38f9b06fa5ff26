// A person's queue: open tasks that are his to do, by name, by delegation or out of an office's queue, the first due first.
import { z } from 'zod'
import type { Queryable } from '../../activities/pool.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { id, instant, role, status, subjectKind } from '../schemas.ts'
import { Values, taskArms } from '../scope.ts'
import type { Scope } from '../scope.ts'
import type { Cursor } from './cursor.ts'

export const taskItem = z
  .object({
    dossierId: id,
    taskId: z.string(),
    kind: z.enum(['act', 'sign', 'vote', 'correct', 'opinion', 'settle']),
    procedureId: z.string(),
    procedureVersion: z.int(),
    year: z.int(),
    subject: z.object({ id, kind: subjectKind, name: z.string() }),
    communeId: id.nullable(),
    communeName: z.string().nullable(),
    status,
    step: z.string(),
    round: z.int(),
    contentHash: z.string().nullable(),
    officeId: id,
    roles: z.array(role),
    personId: id.nullable(),
    claimedBy: id.nullable(),
    opened: z.boolean(),
    dueAt: instant.nullable(),
    overdue: z.boolean(),
    since: instant,
  })
  .meta({ id: 'TaskItem' })
export type TaskItem = z.input<typeof taskItem>

export interface TaskRow {
  readonly dossier_id: string
  readonly task_id: string
  readonly kind: TaskItem['kind']
  readonly procedure_id: string
  readonly procedure_version: number
  readonly year: number
  readonly subject_id: string
  readonly subject_kind: TaskItem['subject']['kind']
  readonly subject_name: string
  readonly commune_id: string | null
  readonly commune_name: string | null
  readonly status: TaskItem['status']
  readonly step: string
  readonly round: number
  readonly content_hash: string | null
  readonly office_id: string
  readonly roles: TaskItem['roles']
  readonly person_id: string | null
  readonly claimed_by: string | null
  readonly opened: boolean
  readonly due_at: Date | null
  readonly created_at: Date
  readonly key: Date
}

/** How many tasks wait, and how many of them are late or due soon. */
export const taskCounts = z
  .object({ total: z.int(), overdue: z.int(), soon: z.int() })
  .meta({ id: 'TaskCounts' })

/** Counts a whole queue, of which a list shows the first pages; `soon` is due at the instant `until` at the latest, and not late. */
export async function countTasks(
  db: Queryable,
  scope: Scope,
  at: Instant,
  until: Instant,
): Promise<z.input<typeof taskCounts>> {
  const values = new Values()
  const [now, end] = [values.add(at), values.add(until)]
  const arms = taskArms(scope, values)
  const found = arms.map((arm) => `SELECT t.dossier_id, t.id, t.due_at FROM task t WHERE ${arm}`)
  const { rows } = await db.query<z.input<typeof taskCounts>>(
    `SELECT count(*)::int AS total, (count(*) FILTER (WHERE due_at < ${now}::timestamptz))::int AS overdue,
       (count(*) FILTER (WHERE due_at BETWEEN ${now}::timestamptz AND ${end}::timestamptz))::int AS soon
     FROM (${found.join(' UNION ')}) f`,
    values.list,
  )
  return rows[0] ?? { total: 0, overdue: 0, soon: 0 }
}

/** What stands for "no due instant" in the order: after everything that has one. */
const NEVER = "'9999-12-31T00:00:00Z'::timestamptz"

/** Rows of one page, and one more where there is a next page. */
export async function listTasks(
  db: Queryable,
  scope: Scope,
  cursor: Cursor | null,
  limit: number,
): Promise<TaskRow[]> {
  const values = new Values()
  const rows = values.add(limit + 1)
  const after =
    cursor === null
      ? 'true'
      : `(coalesce(t.due_at, ${NEVER}), t.dossier_id || '/' || t.id) > (${values.add(cursor[0])}::timestamptz, ${values.add(cursor[1])})`
  const arms = taskArms(scope, values)
  // A task can be in two queues of one person (two roles in two offices never, but by name and by queue): each once.
  const found = arms.map((arm) => `SELECT t.dossier_id, t.id FROM task t WHERE ${arm}`).join(' UNION ')
  const { rows: tasks } = await db.query<TaskRow>(
    `SELECT t.dossier_id, t.id AS task_id, t.kind, d.procedure_id, d.procedure_version, d.year, d.subject_id, d.subject_kind,
       d.subject_name, d.commune_id, (SELECT o.name FROM office o WHERE o.id = d.commune_id) AS commune_name, d.status, t.step, t.round, d.content_hash, t.office_id, t.roles, t.person_id, t.claimed_by, t.opened,
       t.due_at, t.created_at, coalesce(t.due_at, ${NEVER}) AS key
     FROM (${found}) f JOIN task t ON t.dossier_id = f.dossier_id AND t.id = f.id JOIN dossier d ON d.id = t.dossier_id
     WHERE ${after}
     ORDER BY coalesce(t.due_at, ${NEVER}), t.dossier_id || '/' || t.id LIMIT ${rows}`,
    values.list,
  )
  return tasks
}

export function taskKey(row: TaskRow): Cursor {
  return [row.key.toISOString(), `${row.dossier_id}/${row.task_id}`]
}

export function taskItemOf(row: TaskRow, at: Instant): TaskItem {
  const dueAt = row.due_at?.toISOString() ?? null
  return {
    dossierId: row.dossier_id,
    taskId: row.task_id,
    kind: row.kind,
    procedureId: row.procedure_id,
    procedureVersion: row.procedure_version,
    year: row.year,
    subject: { id: row.subject_id, kind: row.subject_kind, name: row.subject_name },
    communeId: row.commune_id,
    communeName: row.commune_name,
    status: row.status,
    step: row.step,
    round: row.round,
    contentHash: row.content_hash,
    officeId: row.office_id,
    roles: row.roles,
    personId: row.person_id,
    claimedBy: row.claimed_by,
    opened: row.opened,
    dueAt,
    overdue: dueAt !== null && dueAt < at,
    since: row.created_at.toISOString(),
  }
}

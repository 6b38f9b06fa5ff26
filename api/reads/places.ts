// A province's year seen from above: for each commune and kind of subject how many dossiers are open, late and done, and when
// the next of them is due. For the board; the lists behind each number are the usual ones, with the same filters.
import { z } from 'zod'
import type { Queryable } from '../../activities/pool.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { id, instant, subjectKind } from '../schemas.ts'
import { Values, listArms } from '../scope.ts'
import type { Scope } from '../scope.ts'
import { filterConditions } from './filters.ts'
import type { Filters } from './filters.ts'

export const placeCount = z
  .object({
    /** Null: subjects that belong to a province itself. */
    communeId: id.nullable(),
    communeName: z.string().nullable(),
    kind: subjectKind,
    open: z.int(),
    overdue: z.int(),
    closed: z.int(),
    /** The first due instant of those that are open, past or to come. */
    nextDueAt: instant.nullable(),
  })
  .meta({ id: 'PlaceCount' })
export type PlaceCount = z.input<typeof placeCount>

interface Row extends Omit<PlaceCount, 'nextDueAt'> {
  readonly nextDueAt: Date | null
}

interface Request {
  readonly scope: Scope
  readonly filters: Filters
  readonly at: Instant
}

/** Counts by commune and kind, what is late first. */
export async function countPlaces(db: Queryable, { scope, filters, at }: Request): Promise<PlaceCount[]> {
  const values = new Values()
  const filtered = filterConditions(filters, scope, at, values)
  const now = values.add(at)
  const parts = listArms(scope, values).map(
    (arm) => `SELECT d.commune_id, d.subject_kind, d.closed_at IS NULL AS open, d.due_at
      FROM dossier d WHERE ${[arm, ...filtered].join(' AND ')}`,
  )
  const { rows } = await db.query<Row>(
    `SELECT c.commune_id AS "communeId", o.name AS "communeName", c.subject_kind AS kind,
       (count(*) FILTER (WHERE c.open))::int AS open,
       (count(*) FILTER (WHERE c.open AND c.due_at < ${now}))::int AS overdue,
       (count(*) FILTER (WHERE NOT c.open))::int AS closed,
       min(c.due_at) FILTER (WHERE c.open) AS "nextDueAt"
     FROM (${parts.join(' UNION ALL ')}) c LEFT JOIN office o ON o.id = c.commune_id
     GROUP BY 1, 2, 3 ORDER BY overdue DESC, "nextDueAt" NULLS LAST, o.name, 3`,
    values.list,
  )
  return rows.map((row) => ({ ...row, nextDueAt: row.nextDueAt?.toISOString() ?? null }))
}

// How a year goes, month by month by the calendar of Vietnam: how many dossiers were begun and how many came to an end. For
// charts that hold one year beside another.
import { z } from 'zod'
import type { Queryable } from '../../activities/pool.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { Values, listArms } from '../scope.ts'
import type { Scope } from '../scope.ts'
import { filterConditions } from './filters.ts'
import type { Filters } from './filters.ts'

export const monthCount = z
  .object({
    /** YYYY-MM. */
    month: z.string(),
    begun: z.int(),
    closed: z.int(),
  })
  .meta({ id: 'MonthCount' })
export type MonthCount = z.input<typeof monthCount>

interface Request {
  readonly scope: Scope
  readonly filters: Filters
  readonly at: Instant
}

const month = (column: string): string => `to_char(${column} AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM')`

/** The months in which something began or ended, in their order. */
export async function countMonths(db: Queryable, { scope, filters, at }: Request): Promise<MonthCount[]> {
  const values = new Values()
  const filtered = filterConditions(filters, scope, at, values)
  const parts = listArms(scope, values).map(
    (arm) => `SELECT d.created_at, d.closed_at FROM dossier d WHERE ${[arm, ...filtered].join(' AND ')}`,
  )
  const { rows } = await db.query<MonthCount>(
    `WITH found AS (${parts.join(' UNION ALL ')})
     SELECT month, sum(begun)::int AS begun, sum(closed)::int AS closed FROM (
       SELECT ${month('created_at')} AS month, count(*) AS begun, 0 AS closed FROM found GROUP BY 1
       UNION ALL
       SELECT ${month('closed_at')}, 0, count(*) FROM found WHERE closed_at IS NOT NULL GROUP BY 1
     ) m GROUP BY 1 ORDER BY 1`,
    values.list,
  )
  return rows
}

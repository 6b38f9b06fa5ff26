// A year of the register in numbers: how many matters of each kind and type began, stood and ended, and what their forms say
// of their size, summed over those that stand. Whoever reads an owner's dossiers counts its matters.
import { z } from 'zod'
import type { Queryable } from '../../activities/pool.ts'
import { matterKind } from '../admin/matters.ts'
import { id, queryNumber } from '../schemas.ts'
import { Values, seesSubject } from '../scope.ts'
import type { Scope } from '../scope.ts'
import { MATTERS_FROM, matterConditions } from './matters.ts'

export const countQuery = {
  year: queryNumber(2000, 2100),
  territory: id.optional(),
  /** Names of number fields to be summed, with commas between: 'points,teams'. */
  sum: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9]{0,59}(,[A-Za-z][A-Za-z0-9]{0,59}){0,9}$/u)
    .optional(),
} as const
type Asked = z.output<z.ZodObject<typeof countQuery>>

export const matterCount = z
  .object({
    kind: matterKind,
    type: z.string().nullable(),
    /** Begun in the year, standing at its end (or now), ended in the year. */
    begun: z.int(),
    active: z.int(),
    ended: z.int(),
    /** Of those standing: each field asked for, as the last concluded dossier up to the year says that says a number. */
    sums: z.record(z.string(), z.number()),
  })
  .meta({ id: 'MatterCount' })
type MatterCount = z.input<typeof matterCount>

/** How many matters of each kind and type began, stood and ended in a year, of those that the reader sees; and their sums. */
export async function countMatters(db: Queryable, scope: Scope, asked: Asked): Promise<MatterCount[]> {
  const values = new Values()
  const { of, until, standing, from } = yearOf(scope, asked, values)
  const within = (column: string): string => `s.${column} >= ${from} AND s.${column} < ${until}`
  const { rows } = await db.query<Omit<MatterCount, 'sums'>>(
    `SELECT s.kind, s.type, (count(*) FILTER (WHERE ${within('begun_on')}))::int AS begun,
       (count(*) FILTER (WHERE ${standing}))::int AS active,
       (count(*) FILTER (WHERE s.begun_on IS NOT NULL AND ${within('ended_on')}))::int AS ended
     ${MATTERS_FROM} WHERE ${of} GROUP BY 1, 2 ORDER BY 1, 2`,
    values.list,
  )
  const sums = await sumFields(db, scope, asked)
  return rows.map((row) => ({ ...row, sums: sums.get(keyOf(row)) ?? {} }))
}

const keyOf = ({ kind, type }: { readonly kind: string; readonly type: string | null }): string =>
  JSON.stringify([kind, type])

function yearOf(scope: Scope, { year, territory }: Asked, values: Values) {
  const from = `make_date(${values.add(year)}::int, 1, 1)`
  const until = `make_date(${values.add(year + 1)}::int, 1, 1)`
  return {
    from,
    until,
    of: [seesSubject(scope, values), ...matterConditions({ territory }, values)].join(' AND '),
    standing: `s.begun_on < ${until} AND (s.ended_on IS NULL OR s.ended_on >= ${until})`,
  }
}

interface SumRow {
  readonly kind: string
  readonly type: string | null
  readonly field: string
  readonly sum: string
}

/** The sums of the fields asked for, by kind and type; where no form says a number, there is none. */
async function sumFields(
  db: Queryable,
  scope: Scope,
  asked: Asked,
): Promise<Map<string, Record<string, number>>> {
  const sums = new Map<string, Record<string, number>>()
  if (asked.sum === undefined) return sums
  const values = new Values()
  const { of, from, standing } = yearOf(scope, asked, values)
  // A step has contents of its own: the newest one that has the field counts.
  const { rows } = await db.query<SumRow>(
    `SELECT s.kind, s.type, f.field, sum(v.value) AS sum
     ${MATTERS_FROM} CROSS JOIN unnest(${values.add(asked.sum.split(','))}::text[]) AS f (field)
     CROSS JOIN LATERAL (SELECT (b.body->'fields'->>f.field)::numeric AS value FROM dossier d
       JOIN content b ON b.dossier_id = d.id
         AND (b.hash = d.content_hash OR b.hash IN (SELECT c.value FROM jsonb_each_text(d.state->'contents') AS c))
       WHERE d.subject_id = s.id AND d.status = 'concluded' AND make_date(d.year, 1, 1) <= ${from}
         AND jsonb_typeof(b.body->'fields'->f.field) = 'number'
       ORDER BY d.year DESC, d.closed_at DESC, d.id, b.hash = d.content_hash DESC, b.created_at DESC, b.hash LIMIT 1) v
     WHERE ${of} AND ${standing} GROUP BY 1, 2, 3`,
    values.list,
  )
  for (const { kind, type, field, sum } of rows) {
    const key = keyOf({ kind, type })
    sums.set(key, { ...sums.get(key), [field]: Number(sum) })
  }
  return sums
}

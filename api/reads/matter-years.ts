// What a matter's dossiers said of it from year to year: its numbers, dates and choices, named as their procedures name
// them. Only of concluded dossiers that the reader may read; what was written in free words stays on the dossier itself.
import { z } from 'zod'
import { libraryOf } from '../../activities/record/cache.ts'
import type { Pool } from '../../activities/pool.ts'
import { pathById, stepById } from '../../domain/steps.ts'
import type { Need, Procedure } from '../../domain/procedure.ts'
import { id, instant, positive } from '../schemas.ts'
import { Values, readsDossier } from '../scope.ts'
import type { Scope } from '../scope.ts'

const SHOWN = ['integer', 'money', 'date', 'choice', 'boolean'] as const
type Shown = (typeof SHOWN)[number]
type Field = Extract<Need, { kind: 'field' }> & { readonly type: Shown }

export const matterYear = z
  .object({
    dossierId: id,
    procedureId: z.string(),
    procedureVersion: positive,
    year: z.int(),
    outcome: z.string().nullable(),
    closedAt: instant,
    values: z.array(
      z.object({
        field: z.string(),
        vi: z.string(),
        type: z.enum(SHOWN),
        /** A choice in the procedure's own words. */
        value: z.union([z.string(), z.number(), z.boolean()]),
      }),
    ),
  })
  .meta({ id: 'MatterYear' })
type MatterYear = z.input<typeof matterYear>

interface Row {
  readonly id: string
  readonly procedure_id: string
  readonly procedure_version: number
  readonly year: number
  readonly path: string
  readonly outcome: string | null
  readonly closed_at: Date
  readonly fields: Readonly<Record<string, Readonly<Record<string, string | number | boolean | null>> | null>>
}

const isShown = (need: Need): need is Field =>
  need.kind === 'field' && SHOWN.some((type) => type === need.type)

/** One line a concluded dossier, the last first. */
export async function matterYears(pool: Pool, scope: Scope, matterId: string): Promise<MatterYear[]> {
  const values = new Values()
  const { rows } = await pool.query<Row>(
    `SELECT d.id, d.procedure_id, d.procedure_version, d.year, d.state->>'path' AS path, d.outcome, d.closed_at,
       coalesce((SELECT jsonb_object_agg(c.key, b.body->'fields') FROM jsonb_each_text(d.state->'contents') AS c
         JOIN content b ON b.dossier_id = d.id AND b.hash = c.value), '{}') AS fields
     FROM dossier d WHERE d.subject_id = ${values.add(matterId)} AND d.status = 'concluded' AND d.closed_at IS NOT NULL
       AND ${readsDossier(scope, values)}
     ORDER BY d.year DESC, d.closed_at DESC, d.id LIMIT 200`,
    values.list,
  )
  const found = rows.map(async (row): Promise<MatterYear[]> => {
    const published = await libraryOf(pool).procedure(row.procedure_id, row.procedure_version)
    return published === null ? [] : [yearOf(row, published.procedure)]
  })
  return (await Promise.all(found)).flat()
}

function yearOf(row: Row, procedure: Procedure): MatterYear {
  const steps = pathById(procedure, row.path)?.steps ?? []
  const said = new Map<string, MatterYear['values'][number]>()
  for (const step of steps) {
    const fields = row.fields[step] ?? {}
    for (const need of stepById(procedure, step)?.needs ?? []) {
      const value = isShown(need) ? (fields[need.id] ?? null) : null
      if (isShown(need) && value !== null) said.set(need.id, shownOf(need, value))
    }
  }
  return {
    dossierId: row.id,
    procedureId: row.procedure_id,
    procedureVersion: row.procedure_version,
    year: row.year,
    outcome: row.outcome,
    closedAt: row.closed_at.toISOString(),
    values: [...said.values()],
  }
}

function shownOf({ id: field, vi, type, choices }: Field, value: string | number | boolean) {
  const words = type === 'choice' ? choices?.find((one) => one.id === value)?.vi : undefined
  return { field, vi, type, value: words ?? value }
}

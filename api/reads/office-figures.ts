// What a procedure counts of an office's year, for whoever reads the office's dossiers: how much money was given out and
// spent, what a report would say today. Counted anew at each question, without a lock: nobody decides on this answer.
import { z } from 'zod'
import { libraryOf } from '../../activities/record/cache.ts'
import { readFigures } from '../../activities/record/figures.ts'
import type { Pool } from '../../activities/pool.ts'
import type { Figure } from '../../domain/counting.ts'
import { figureOrder } from '../../domain/figure-order.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { OfficeKind } from '../../domain/vocabulary.ts'
import { Problem } from '../problems.ts'
import { id, positive } from '../schemas.ts'
import { Values, seesSubject } from '../scope.ts'
import type { Scope } from '../scope.ts'

export const officeFigures = z
  .object({
    officeId: id,
    officeName: z.string(),
    procedureId: id,
    procedureVersion: positive,
    year: z.int(),
    /** In the order of the procedure; what is a matter of one dossier's parts isn't there. Null: too large to be exact. */
    figures: z.array(z.object({ key: z.string(), vi: z.string(), value: z.int().nullable() })),
  })
  .meta({ id: 'OfficeFigures' })

export interface FiguresAsked {
  readonly officeId: string
  readonly procedure: string
  readonly year: number
  readonly at: Instant
}

/** Whether a figure is about the office itself, not about the parts of one matter. */
function ofOffice(figure: Figure): boolean {
  if (figure.of === 'children') return figure.among.in !== 'parts'
  return figure.of === 'register' || figure.in !== 'parts'
}

interface OfficeRow {
  readonly name: string
  readonly kind: OfficeKind
}

/** Counts all figures of the procedure's newest version; throws `notFound` for an office or a procedure that isn't there. */
export async function readOfficeFigures(
  pool: Pool,
  scope: Scope,
  { officeId, procedure: procedureId, year, at: now }: FiguresAsked,
): Promise<z.input<typeof officeFigures>> {
  const values = new Values()
  const { rows: offices } = await pool.query<OfficeRow>(
    `SELECT o.name, o.kind FROM office o WHERE o.id = ${values.add(officeId)} AND ${seesSubject(scope, values)}`,
    values.list,
  )
  const office = offices[0]
  if (office === undefined) throw new Problem('notFound')
  const { rows: versions } = await pool.query<{ newest: number | null }>(
    'SELECT max(version) AS newest FROM procedure_version WHERE id = $1',
    [procedureId],
  )
  const newest = versions[0]?.newest ?? null
  const published = newest === null ? null : await libraryOf(pool).procedure(procedureId, newest)
  if (newest === null || published === null) throw new Problem('unknownProcedure', { field: 'procedure' })
  const { procedure } = published
  const order = figureOrder(procedure.steps)
  const at = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length)
  const defined = Object.entries(procedure.figures ?? {})
    .filter(([, { figure }]) => ofOffice(figure))
    .sort(([a, one], [b, other]) => at(a) - at(b) || one.vi.localeCompare(other.vi, 'vi'))
  const counting = { officeId, officeKind: office.kind, subjectId: officeId, year, on: civilDateOf(now) }
  const keys = defined.map(([key]) => key)
  const counted = await readFigures(pool, procedure, keys, counting, false)
  return {
    officeId,
    officeName: office.name,
    procedureId,
    procedureVersion: newest,
    year,
    figures: defined.map(([key, { vi }]) => ({ key, vi, value: counted[key] ?? null })),
  }
}

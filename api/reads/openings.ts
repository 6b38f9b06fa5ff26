// Where a matter can go next: the campaigns under which it lies and whose procedure has a way for it, each with the step that
// would begin its dossier and whose that is. By the same rule that lets people draft and begin, so nothing is offered in vain.
import { z } from 'zod'
import { subjectsOf } from '../../activities/campaign/drafts.ts'
import type { Queryable } from '../../activities/pool.ts'
import { libraryOf } from '../../activities/record/cache.ts'
import { rolesOf } from '../../domain/people.ts'
import { ROLES } from '../../domain/vocabulary.ts'
import type { Actor } from '../auth/actor.ts'
import { id, instant } from '../schemas.ts'
import { Values, draftsFor, scopeOf } from '../scope.ts'
import { BEGUN_PLACE, beginningOf, begins, begunIn } from './begins.ts'
import type { BegunPlace } from './begins.ts'
import { IN_TERRITORY } from './subjects.ts'

export const opening = z
  .object({
    campaignId: id,
    officeName: z.string(),
    year: z.int(),
    status: z.enum(['planned', 'open']),
    closesAt: instant,
    procedureVi: z.string(),
    /** The step that begins the dossier. */
    stepVi: z.string(),
    /** Roles that take this step. */
    roles: z.array(z.enum(ROLES)),
    /** What the reader can do: begin it, make it ready for a colleague of his office who begins it, or neither. */
    may: z.enum(['begin', 'prepare', 'none']),
  })
  .meta({ id: 'Opening' })
export type Opening = z.input<typeof opening>

interface Row extends BegunPlace {
  readonly campaign_id: string
  readonly office_name: string
  readonly year: number
  readonly campaign_status: 'planned' | 'open'
  readonly closes_at: Date
  readonly procedure_id: string
  readonly procedure_version: number
  readonly settings: Readonly<Record<string, string | number | boolean>>
  readonly standing: string
  /** Whether the actor's offices let him work on its draft. */
  readonly mine: boolean
}

/** The campaigns that are not closed and in which the matter has no dossier; the reader has been found to see the matter. */
export async function openingsOf(db: Queryable, actor: Actor, matterId: string): Promise<Opening[]> {
  const values = new Values()
  const subject = `${values.add(matterId)}::text`
  // BEGUN_PLACE wants the communes with deadlines of their own as its $2: none matter here.
  values.add([])
  const { rows } = await db.query<Row>({
    name: 'openings',
    text: `SELECT c.id AS campaign_id, t.name AS office_name, c.year, c.status AS campaign_status, c.closes_at, c.procedure_id,
        c.procedure_version, c.settings, ${BEGUN_PLACE}, s.status AS standing, ${draftsFor(scopeOf(actor), values)} IS TRUE AS mine
      FROM campaign c JOIN office t ON t.id = c.office_id ${subjectsOf(subject)}
      WHERE c.status <> 'closed' AND ${IN_TERRITORY}
        AND NOT EXISTS (SELECT 1 FROM dossier d WHERE d.campaign_id = c.id AND d.subject_id = ${subject})
      ORDER BY c.year DESC, c.id`,
    values: values.list,
  })
  const found = await Promise.all(rows.map((row) => openingOf(db, actor, row)))
  return found.flatMap((one) => one ?? [])
}

async function openingOf(db: Queryable, actor: Actor, row: Row): Promise<Opening | null> {
  const published = await libraryOf(db).procedure(row.procedure_id, row.procedure_version)
  if (published === null) return null
  const { procedure } = published
  const first = beginningOf(procedure, row, row)
  if (first === null || (procedure.begins !== undefined && procedure.begins !== row.standing)) return null
  const own = scopeOf(actor).queues.map(({ officeId }) => officeId)
  const prepares = row.mine && begunIn(procedure, row, own, row)
  return {
    campaignId: row.campaign_id,
    officeName: row.office_name,
    year: row.year,
    status: row.campaign_status,
    closesAt: row.closes_at.toISOString(),
    procedureVi: procedure.vi,
    stepVi: first.vi,
    roles: [...new Set(first.parties.flatMap(rolesOf))],
    may: begins(procedure, row, actor, row) ? 'begin' : prepares ? 'prepare' : 'none',
  }
}

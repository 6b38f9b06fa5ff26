// Who read a dossier from outside its own commune and unit, as the access log has it, with the roles that he held then: for
// auditors, and for administrators of the dossier's office. Whoever reads this is written down himself.
import { z } from 'zod'
import type { Pool } from '../../activities/pool.ts'
import { OFFICE_OF_SQL } from '../../activities/retention/holds.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import { id, instant, role } from '../schemas.ts'
import { Values } from '../scope.ts'
import { overseen, within } from '../territory.ts'
import type { Territory } from '../territory.ts'
import type { Cursor } from './cursor.ts'

export const accessItem = z
  .object({
    id: z.string(),
    personId: id,
    personName: z.string(),
    /** What he was at that instant. */
    posts: z.array(z.object({ role, officeName: z.string() })),
    /** The operation of this document that he read it by. */
    route: z.string(),
    at: instant,
  })
  .meta({ id: 'AccessLine' })
export type AccessItem = z.input<typeof accessItem>

interface Row extends Omit<AccessItem, 'at'> {
  readonly at: Date
}

/** Whether a dossier's office lies in a territory. */
export async function isOfTerritory(pool: Pool, territory: Territory, dossierId: string): Promise<boolean> {
  const values = new Values()
  const { rowCount } = await pool.query(
    `SELECT 1 FROM dossier d JOIN office o ON o.id = ${OFFICE_OF_SQL}
     WHERE d.id = ${values.add(dossierId)} AND ${within(territory, values)}`,
    values.list,
  )
  return rowCount === 1
}

/** Throws `notFound` unless the actor oversees the dossier's office; writes down that he looked who read it. */
export async function openAccessLog(pool: Pool, actor: Actor, dossierId: string, at: Instant): Promise<void> {
  if (!(await isOfTerritory(pool, overseen(actor), dossierId))) throw new Problem('notFound')
  await pool.query('INSERT INTO access_log (person_id, dossier_id, route, at) VALUES ($1, $2, $3, $4)', [
    actor.personId,
    dossierId,
    'listAccess',
    at,
  ])
}

export const accessCursor = ({ at, id: line }: Row): Cursor => [at.toISOString(), line]

export const accessItemOf = (row: Row): AccessItem => ({ ...row, at: row.at.toISOString() })

/** Lines about a dossier, the latest first; one more than `limit` where there are more. */
export async function listAccess(
  pool: Pool,
  dossierId: string,
  cursor: Cursor | null,
  limit: number,
): Promise<Row[]> {
  const { rows } = await pool.query<Row>(
    `SELECT l.id::text, l.person_id AS "personId", p.name AS "personName", l.route, l.at,
       (SELECT coalesce(json_agg(json_build_object('role', h.role, 'officeName', o.name) ORDER BY o.name, h.role), '[]')
        FROM role_holding h JOIN office o ON o.id = h.office_id
        WHERE h.person_id = l.person_id AND h.valid_from <= l.at AND (h.valid_to IS NULL OR h.valid_to > l.at)) AS posts
     FROM access_log l JOIN person p ON p.id = l.person_id
     WHERE l.dossier_id = $1 AND ($2::timestamptz IS NULL OR (l.at, l.id) < ($2::timestamptz, $3::bigint))
     ORDER BY l.at DESC, l.id DESC LIMIT $4`,
    [dossierId, cursor?.[0] ?? null, cursor?.[1] ?? null, limit + 1],
  )
  return rows
}

// Who holds which role in an office at an instant: what somebody needs who transfers, entrusts, asks or delegates.
import { z } from 'zod'
import type { Queryable } from '../../activities/pool.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Role } from '../../domain/vocabulary.ts'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import { id, role } from '../schemas.ts'
import { officeWhere, worksWith } from '../territory.ts'

export const officeMember = z
  .object({ personId: id, name: z.string(), roles: z.array(role) })
  .meta({ id: 'OfficeMember' })
export type OfficeMember = z.input<typeof officeMember>

/** The members of an office that the actor works with, without those whose account is locked; throws `notFound`. */
export async function readMembers(
  db: Queryable,
  actor: Actor,
  officeId: string,
  at: Instant,
): Promise<OfficeMember[]> {
  const office = await officeWhere(db, officeId, civilDateOf(at), (values) => worksWith(actor, values))
  if (office === null) throw new Problem('notFound')
  const { rows } = await db.query<{ personId: string; name: string; roles: Role[] }>(
    `SELECT p.id AS "personId", p.name, array_agg(DISTINCT h.role ORDER BY h.role) AS roles
     FROM role_holding h JOIN person p ON p.id = h.person_id JOIN account a ON a.person_id = p.id
     WHERE h.office_id = $1 AND h.valid_from <= $2 AND (h.valid_to IS NULL OR h.valid_to > $2) AND a.disabled_at IS NULL
     GROUP BY p.id, p.name ORDER BY p.name, p.id`,
    [officeId, at],
  )
  return rows
}

// A role as an administrator asks for it: the office must be one that he administers, the person one whom he sees.
import { z } from 'zod'
import type { Client, Queryable } from '../../activities/pool.ts'
import { newId } from '../../activities/record/ids.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import type { CivilDate, Instant } from '../../domain/time/civil.ts'
import type { Role } from '../../domain/vocabulary.ts'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import { id, role } from '../schemas.ts'
import type { Values } from '../scope.ts'
import { administered, officesWhere, within } from '../territory.ts'
import { periodOf } from './dates.ts'
import { grantRole } from './roles.ts'
import type { NewHolding } from './roles.ts'
import { day } from './schemas.ts'

/** An office and role with the first and last day; without a first day from now on, without a last one without end. */
export const roleGiven = z.strictObject({
  officeId: id,
  role,
  from: day.optional(),
  to: day.nullable().optional(),
})

export interface Grant {
  readonly personId: string
  readonly officeId: string
  readonly role: Role
  readonly from?: CivilDate | undefined
  readonly to?: CivilDate | null | undefined
}

/** The holdings that grants come to, by the offices that the actor administers and the days as given; or why not. */
export async function holdingsOf(
  db: Queryable,
  actor: Actor,
  grants: readonly Grant[],
  at: Instant,
): Promise<readonly (NewHolding | Problem)[]> {
  const ids = grants.map(({ officeId }) => officeId)
  const mine = (values: Values): string => within(administered(actor), values)
  const offices = await officesWhere(db, ids, civilDateOf(at), mine)
  return grants.map((grant) => {
    const office = offices.get(grant.officeId)
    try {
      const period = periodOf(grant, at)
      if (office === undefined) return new Problem('notFound', { field: 'officeId' })
      return { id: newId(), personId: grant.personId, office, role: grant.role, ...period }
    } catch (error) {
      if (error instanceof Problem) return error
      throw error
    }
  })
}

/** Grants it and gives the holding's id; `place` stands before the names of fields at fault. */
export async function grantGiven(
  client: Client,
  actor: Actor,
  grant: Grant,
  at: Instant,
  place = '',
): Promise<string> {
  try {
    const [holding] = await holdingsOf(client, actor, [grant], at)
    if (holding === undefined || holding instanceof Problem) throw holding ?? new Problem('notFound')
    await grantRole(client, holding, { by: actor.personId, at })
    return holding.id
  } catch (error) {
    if (!(error instanceof Problem) || place === '' || error.parts.field === undefined) throw error
    throw new Problem(error.code, { ...error.parts, field: `${place}${error.parts.field}` })
  }
}

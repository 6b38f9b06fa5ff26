// A role as an administrator asks for it: the office must be one that he administers, the person one whom he sees.
import { z } from 'zod'
import type { Client } from '../../activities/pool.ts'
import { newId } from '../../activities/record/ids.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import type { CivilDate, Instant } from '../../domain/time/civil.ts'
import type { Role } from '../../domain/vocabulary.ts'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import { id, role } from '../schemas.ts'
import { administered, officeWhere, within } from '../territory.ts'
import { periodOf } from './dates.ts'
import { grantRole } from './roles.ts'
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

/** Grants it and gives the holding's id; `place` stands before the names of fields at fault. */
export async function grantGiven(
  client: Client,
  actor: Actor,
  grant: Grant,
  at: Instant,
  place = '',
): Promise<string> {
  try {
    const { personId, officeId, role } = grant
    const period = periodOf(grant, at)
    const office = await officeWhere(client, officeId, civilDateOf(at), (values) =>
      within(administered(actor), values),
    )
    if (office === null) throw new Problem('notFound', { field: 'officeId' })
    const holdingId = newId()
    await grantRole(client, { id: holdingId, personId, office, role, ...period }, { by: actor.personId, at })
    return holdingId
  } catch (error) {
    if (!(error instanceof Problem) || place === '' || error.parts.field === undefined) throw error
    throw new Problem(error.code, { ...error.parts, field: `${place}${error.parts.field}` })
  }
}

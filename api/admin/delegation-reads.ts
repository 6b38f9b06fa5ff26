// Reading delegations: those that concern somebody, by pages, and one that was just given or ended.
import { z } from 'zod'
import type { Queryable } from '../../activities/pool.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Role } from '../../domain/vocabulary.ts'
import type { Actor } from '../auth/actor.ts'
import type { Cursor } from '../reads/cursor.ts'
import { flag, id, instant, role } from '../schemas.ts'
import { Values } from '../scope.ts'
import { overseen, within } from '../territory.ts'
import type { Territory } from '../territory.ts'

export const delegationQuery = {
  office: id.optional(),
  /** Given by, or to, this person. */
  person: id.optional(),
  /** Only those that hold now, or only those that don't. */
  current: flag.optional(),
} as const
type Filters = z.output<z.ZodObject<typeof delegationQuery>>

export const delegationItem = z
  .object({
    id,
    fromPersonId: id,
    fromName: z.string(),
    toPersonId: id,
    toName: z.string(),
    officeId: id,
    officeName: z.string(),
    role,
    from: instant,
    /** The first instant at which it no longer holds, unless ended before. */
    to: instant,
    endedAt: instant.nullable(),
    reason: z.string(),
    /** The one procedure that it is for; null for all. */
    procedureId: id.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Delegation' })
export type DelegationItem = z.input<typeof delegationItem>

export interface DelegationRow {
  readonly id: string
  readonly from_person: string
  readonly from_name: string
  readonly to_person: string
  readonly to_name: string
  readonly office_id: string
  readonly office_name: string
  readonly role: Role
  readonly valid_from: Date
  readonly valid_to: Date
  readonly ended_at: Date | null
  readonly reason: string
  readonly procedure_id: string | null
  readonly version: number
}

export const SELECT_DELEGATIONS = `SELECT d.id, d.from_person, f.name AS from_name, d.to_person, t.name AS to_name, d.office_id,
  o.name AS office_name, d.role, d.valid_from, d.valid_to, d.ended_at, d.reason, d.procedure_id, d.version
  FROM delegation d JOIN office o ON o.id = d.office_id JOIN person f ON f.id = d.from_person JOIN person t ON t.id = d.to_person`

/** Delegations that concern the actor: given by him, to him, or in an office that he oversees. */
export function concerns(actor: Actor, territory: Territory, values: Values): string {
  const me = values.add(actor.personId)
  return `(d.from_person = ${me} OR d.to_person = ${me} OR ${within(territory, values)})`
}

export interface DelegationRequest {
  readonly actor: Actor
  readonly filters: Filters
  readonly at: Instant
  readonly cursor: Cursor | null
  readonly limit: number
}

/** Rows of one page, the latest first, and one more where there is a next page. */
export async function listDelegations(db: Queryable, request: DelegationRequest): Promise<DelegationRow[]> {
  const { actor, filters: given, at, cursor, limit } = request
  const values = new Values()
  const person = given.person === undefined ? null : values.add(given.person)
  const holds = (now: string): string =>
    `d.valid_from <= ${now} AND d.valid_to > ${now} AND (d.ended_at IS NULL OR d.ended_at > ${now})`
  const conditions = [
    concerns(actor, overseen(actor), values),
    ...(given.office === undefined ? [] : [`d.office_id = ${values.add(given.office)}`]),
    ...(person === null ? [] : [`${person} IN (d.from_person, d.to_person)`]),
    ...(given.current === undefined ? [] : [`(${holds(values.add(at))}) = ${given.current}`]),
    ...(cursor === null
      ? []
      : [`(d.valid_from, d.id) < (${values.add(cursor[0])}::timestamptz, ${values.add(cursor[1])})`]),
  ]
  const text = `${SELECT_DELEGATIONS} WHERE ${conditions.join(' AND ')} ORDER BY d.valid_from DESC, d.id DESC LIMIT ${values.add(limit + 1)}`
  return (await db.query<DelegationRow>(text, values.list)).rows
}

export const delegationCursor = (row: DelegationRow): Cursor => [row.valid_from.toISOString(), row.id]

export function delegationItemOf(row: DelegationRow): DelegationItem {
  return {
    id: row.id,
    fromPersonId: row.from_person,
    fromName: row.from_name,
    toPersonId: row.to_person,
    toName: row.to_name,
    officeId: row.office_id,
    officeName: row.office_name,
    role: row.role,
    from: row.valid_from.toISOString(),
    to: row.valid_to.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    reason: row.reason,
    procedureId: row.procedure_id,
    version: row.version,
  }
}

/** One delegation that is there. */
export async function readDelegation(db: Queryable, delegationId: string): Promise<DelegationItem> {
  const { rows } = await db.query<DelegationRow>(`${SELECT_DELEGATIONS} WHERE d.id = $1`, [delegationId])
  if (rows[0] === undefined) throw new Error(`delegation ${delegationId}: not there`)
  return delegationItemOf(rows[0])
}

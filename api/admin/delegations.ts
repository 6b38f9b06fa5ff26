// Delegations: the holder of a role lets somebody of the same office act in it for a while, in writing. What one holds by
// delegation can't be delegated again, and administering and auditing can't be at all. Each is a line of the office's chain.
import { z } from 'zod'
import type { Client, Queryable } from '../../activities/pool.ts'
import { sha256Hex } from '../../activities/record/canonical.ts'
import { appendChainEvent } from '../../activities/record/chain.ts'
import { officeChain } from '../../activities/record/ids.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Role } from '../../domain/vocabulary.ts'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import type { Cursor } from '../reads/cursor.ts'
import { flag, id, instant, role } from '../schemas.ts'
import { Values } from '../scope.ts'
import { administered, overseen, within } from '../territory.ts'
import type { Territory } from '../territory.ts'
import type { Doing } from './offices.ts'

/** Powers over the system itself: held in person or not at all. */
const NEVER_DELEGATED: readonly Role[] = ['administrator', 'auditor']

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
    version: z.int(),
  })
  .meta({ id: 'Delegation' })
export type DelegationItem = z.input<typeof delegationItem>

export interface NewDelegation {
  readonly id: string
  readonly toPersonId: string
  readonly officeId: string
  readonly role: Role
  readonly from: Instant
  readonly to: Instant
  readonly reason: string
}

/** The actor's own holding of a role; throws where he has it by delegation only, or not at all. */
function ownHolding(actor: Actor, { officeId, role }: NewDelegation): string {
  const posts = actor.posts.filter((post) => post.officeId === officeId && post.role === role)
  const own = posts.find(({ delegation }) => delegation === null)
  if (own !== undefined && !NEVER_DELEGATED.includes(role)) return own.holdingId
  if (own === undefined && posts.length > 0) throw new Problem('delegationNotPassedOn', { field: 'role' })
  throw new Problem('forbidden', { field: 'role' })
}

/** Delegates a role that the actor himself holds. */
export async function delegate(
  client: Client,
  actor: Actor,
  delegation: NewDelegation,
  at: Instant,
): Promise<void> {
  const { id, toPersonId, officeId, role, from, to, reason } = delegation
  const holdingId = ownHolding(actor, delegation)
  if (toPersonId === actor.personId) throw new Problem('unknownTarget', { field: 'toPersonId' })
  // Against the role's being ended, and against the same delegation's being given twice, at this moment.
  const held = await client.query(
    'SELECT 1 FROM role_holding WHERE id = $1 AND (valid_to IS NULL OR valid_to > $2) FOR UPDATE',
    [holdingId, at],
  )
  if (held.rowCount === 0) throw new Problem('forbidden', { field: 'role' })
  await refuseStranger(client, delegation, at)
  await refuseSecond(client, actor.personId, delegation)
  await client.query(
    `INSERT INTO delegation (id, from_person, to_person, office_id, role, valid_from, valid_to, reason, created_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $2, $9)`,
    [id, actor.personId, toPersonId, officeId, role, from, to, reason, at],
  )
  const data = {
    delegationId: id,
    holdingId,
    fromPersonId: actor.personId,
    toPersonId,
    officeId,
    role,
    from,
    to,
    reasonHash: sha256Hex(reason),
  }
  await appendChainEvent(client, officeChain(officeId), 'roleDelegated', data, actor.personId, at)
}

/** @source NĐ 30/2020/NĐ-CP Đ.13: who signs under a delegation heads a part of the same body. */
async function refuseStranger(
  client: Client,
  { toPersonId, officeId }: NewDelegation,
  at: Instant,
): Promise<void> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM role_holding h JOIN account a ON a.person_id = h.person_id
     WHERE h.person_id = $1 AND h.office_id = $2 AND h.valid_from <= $3 AND (h.valid_to IS NULL OR h.valid_to > $3)
       AND a.disabled_at IS NULL LIMIT 1`,
    [toPersonId, officeId, at],
  )
  if (rowCount === 0) throw new Problem('unknownTarget', { field: 'toPersonId' })
}

async function refuseSecond(client: Client, fromPersonId: string, given: NewDelegation): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM delegation WHERE from_person = $1 AND to_person = $2 AND office_id = $3 AND role = $4
       AND valid_from < $6 AND least(valid_to, ended_at) > $5 LIMIT 1`,
    [fromPersonId, given.toPersonId, given.officeId, given.role, given.from, given.to],
  )
  const [second] = rows
  if (second !== undefined)
    throw new Problem('duplicate', { field: 'toPersonId', params: { delegationId: second.id } })
}

interface Row {
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
  readonly version: number
}

const SELECT = `SELECT d.id, d.from_person, f.name AS from_name, d.to_person, t.name AS to_name, d.office_id,
  o.name AS office_name, d.role, d.valid_from, d.valid_to, d.ended_at, d.reason, d.version
  FROM delegation d JOIN office o ON o.id = d.office_id JOIN person f ON f.id = d.from_person JOIN person t ON t.id = d.to_person`

/** Delegations that concern the actor: given by him, to him, or in an office that he oversees. */
function concerns(actor: Actor, territory: Territory, values: Values): string {
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
export async function listDelegations(db: Queryable, request: DelegationRequest): Promise<Row[]> {
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
  const text = `${SELECT} WHERE ${conditions.join(' AND ')} ORDER BY d.valid_from DESC, d.id DESC LIMIT ${values.add(limit + 1)}`
  return (await db.query<Row>(text, values.list)).rows
}

export const delegationCursor = (row: Row): Cursor => [row.valid_from.toISOString(), row.id]

export function delegationItemOf(row: Row): DelegationItem {
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
    version: row.version,
  }
}

/** One delegation that is there. */
export async function readDelegation(db: Queryable, delegationId: string): Promise<DelegationItem> {
  const { rows } = await db.query<Row>(`${SELECT} WHERE d.id = $1`, [delegationId])
  if (rows[0] === undefined) throw new Error(`delegation ${delegationId}: not there`)
  return delegationItemOf(rows[0])
}

/** Ends a delegation at once: by whoever gave it, or by an administrator of its office. Ending it again changes nothing. */
export async function endDelegation(
  client: Client,
  actor: Actor,
  delegationId: string,
  { by, at }: Doing,
): Promise<void> {
  const values = new Values()
  const { rows } = await client.query<Row>(
    `${SELECT} WHERE d.id = ${values.add(delegationId)} AND ${concerns(actor, administered(actor), values)} FOR UPDATE OF d`,
    values.list,
  )
  const row = rows[0]
  if (row === undefined) throw new Problem('notFound')
  // Whoever it was given to sees it, but doesn't end it.
  const mayEnd = row.from_person === by || (await administersOffice(client, actor, row.office_id))
  if (!mayEnd) throw new Problem('forbidden')
  if (row.ended_at !== null || row.valid_to.toISOString() <= at) return
  await client.query('UPDATE delegation SET ended_at = $2, version = version + 1 WHERE id = $1', [
    delegationId,
    at,
  ])
  const data = { delegationId, officeId: row.office_id, endedAt: at }
  await appendChainEvent(client, officeChain(row.office_id), 'delegationEnded', data, by, at)
}

async function administersOffice(client: Client, actor: Actor, officeId: string): Promise<boolean> {
  const values = new Values()
  const { rowCount } = await client.query(
    `SELECT 1 FROM office o WHERE o.id = ${values.add(officeId)} AND ${within(administered(actor), values)}`,
    values.list,
  )
  return rowCount === 1
}

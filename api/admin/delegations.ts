// Delegations: the holder of a role lets somebody of the same office act in it for a while, in writing. What one holds by
// delegation can't be delegated again, and administering and auditing can't be at all. Each is a line of the office's chain.
import type { Client } from '../../activities/pool.ts'
import { sha256Hex } from '../../activities/record/canonical.ts'
import { appendChainEvent } from '../../activities/record/chain.ts'
import { officeChain } from '../../activities/record/ids.ts'
import { givingRefused, receivingRefused } from '../../domain/delegation.ts'
import type { DelegationRefused, Seat } from '../../domain/delegation.ts'
import { tellPerson } from '../../activities/notices/tell.ts'
import { addMs } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Role } from '../../domain/vocabulary.ts'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import { Values } from '../scope.ts'
import { administered, within } from '../territory.ts'
import { SELECT_DELEGATIONS, concerns } from './delegation-reads.ts'
import type { DelegationRow } from './delegation-reads.ts'
import type { Doing } from './offices.ts'

export interface NewDelegation {
  readonly id: string
  readonly toPersonId: string
  readonly officeId: string
  readonly role: Role
  readonly from: Instant
  readonly to: Instant
  readonly reason: string
  /** For this procedure only: then somebody one level below may have it, too. */
  readonly procedureId: string | null
}

function refuse(refused: DelegationRefused | null): void {
  if (refused !== null) throw new Problem(refused.code, { field: refused.field })
}

/** The actor's own holding of a role; throws where the rulebook lets him give none away. */
function ownHolding(actor: Actor, { officeId, role }: NewDelegation): string {
  const posts = actor.posts.filter((post) => post.officeId === officeId && post.role === role)
  const own = posts.find(({ delegation }) => delegation === null)
  refuse(givingRefused(role, own !== undefined ? 'inPerson' : posts.length > 0 ? 'byDelegation' : 'notAtAll'))
  if (own === undefined) throw new Error('the rulebook lets somebody delegate what he does not hold')
  return own.holdingId
}

/** Delegates a role that the actor himself holds. */
export async function delegate(
  client: Client,
  actor: Actor,
  delegation: NewDelegation,
  at: Instant,
): Promise<void> {
  const { id, toPersonId, officeId, role, from, to, reason, procedureId } = delegation
  const holdingId = ownHolding(actor, delegation)
  // Against the role's being ended, and against the same delegation's being given twice, at this moment.
  const held = await client.query(
    'SELECT 1 FROM role_holding WHERE id = $1 AND (valid_to IS NULL OR valid_to > $2) FOR UPDATE',
    [holdingId, at],
  )
  if (held.rowCount === 0) throw new Problem('forbidden', { field: 'role' })
  await refuseStranger(client, actor.personId, delegation, at)
  await refuseSecond(client, actor.personId, delegation)
  await client.query(
    `INSERT INTO delegation (id, from_person, to_person, office_id, role, valid_from, valid_to, reason, created_by, created_at,
       procedure_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $2, $9, $10)`,
    [id, actor.personId, toPersonId, officeId, role, from, to, reason, at, procedureId],
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
    ...(procedureId === null ? {} : { procedureId }),
  }
  await appendChainEvent(client, officeChain(officeId), 'roleDelegated', data, actor.personId, at)
  const said = { fromPersonId: actor.personId, officeId, role, from, until: addMs(to, -1), delegationId: id }
  const news = { key: `delegated/${id}`, word: 'delegated', personId: toPersonId } as const
  await tellPerson(client, { ...news, by: actor.personId, data: said }, at)
}

/** The rulebook's question about the receiver, on where he sits at this moment. */
async function refuseStranger(
  client: Client,
  fromPersonId: string,
  { toPersonId, officeId, procedureId }: NewDelegation,
  at: Instant,
): Promise<void> {
  if (procedureId !== null) {
    const known = await client.query('SELECT 1 FROM procedure_version WHERE id = $1 LIMIT 1', [procedureId])
    if (known.rowCount === 0) throw new Problem('unknownProcedure', { field: 'procedureId' })
  }
  const { rows: seats } = await client.query<Seat>(
    `SELECT DISTINCT o.id AS "officeId", o.parent_id AS "parentId" FROM role_holding h
     JOIN account a ON a.person_id = h.person_id JOIN office o ON o.id = h.office_id
     WHERE h.person_id = $1 AND h.valid_from <= $2 AND (h.valid_to IS NULL OR h.valid_to > $2) AND a.disabled_at IS NULL`,
    [toPersonId, at],
  )
  refuse(
    receivingRefused({ officeId, fromPersonId, toPersonId, forOneProcedure: procedureId !== null, seats }),
  )
}

async function refuseSecond(client: Client, fromPersonId: string, given: NewDelegation): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM delegation WHERE from_person = $1 AND to_person = $2 AND office_id = $3 AND role = $4
       AND valid_from < $6 AND least(valid_to, ended_at) > $5 AND procedure_id IS NOT DISTINCT FROM $7 LIMIT 1`,
    [fromPersonId, given.toPersonId, given.officeId, given.role, given.from, given.to, given.procedureId],
  )
  const [second] = rows
  if (second !== undefined)
    throw new Problem('duplicate', { field: 'toPersonId', params: { delegationId: second.id } })
}

/** Ends a delegation at once: by whoever gave it, or by an administrator of its office. Ending it again changes nothing. */
export async function endDelegation(
  client: Client,
  actor: Actor,
  delegationId: string,
  { by, at }: Doing,
): Promise<void> {
  const values = new Values()
  const { rows } = await client.query<DelegationRow>(
    `${SELECT_DELEGATIONS} WHERE d.id = ${values.add(delegationId)} AND ${concerns(actor, administered(actor), values)} FOR UPDATE OF d`,
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
  const said = { fromPersonId: row.from_person, officeId: row.office_id, role: row.role, delegationId }
  const news = { key: `delegationEnded/${delegationId}`, word: 'delegationEnded' } as const
  await tellPerson(client, { ...news, personId: row.to_person, by, data: said }, at)
}

async function administersOffice(client: Client, actor: Actor, officeId: string): Promise<boolean> {
  const values = new Values()
  const { rowCount } = await client.query(
    `SELECT 1 FROM office o WHERE o.id = ${values.add(officeId)} AND ${within(administered(actor), values)}`,
    values.list,
  )
  return rowCount === 1
}

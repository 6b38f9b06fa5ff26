// Granting and ending roles. Each is a line in the chain of the office, in the transaction that makes it: who holds a role
// is what every decision rests upon. Nobody grants himself a role that signs or decides.
import type { Client } from '../../activities/pool.ts'
import { appendChainEvent } from '../../activities/record/chain.ts'
import { officeChain } from '../../activities/record/ids.ts'
import { ROLE_SEATS } from '../../domain/checker/seats.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { DECIDING_ROLES } from '../../domain/vocabulary.ts'
import type { OfficeKind, Role } from '../../domain/vocabulary.ts'
import { Problem } from '../problems.ts'
import type { OfficePlace } from '../territory.ts'
import type { Period } from './dates.ts'
import type { Doing } from './offices.ts'

/** Where a role can be held; an auditor reads everything, so he sits at the root alone. */
function seatsOf(role: Role): readonly OfficeKind[] {
  if (role === 'administrator') return ['ministry', 'province', 'commune']
  return role === 'auditor' ? ['ministry'] : ROLE_SEATS[role]
}

export interface NewHolding extends Period {
  readonly id: string
  readonly personId: string
  readonly office: OfficePlace
  readonly role: Role
}

/** Grants a role in an office that the caller has found; refuses what overlaps a holding that is there. */
export async function grantRole(client: Client, holding: NewHolding, doing: Doing): Promise<void> {
  const { id, personId, office, role, from, to } = holding
  const deciding: readonly Role[] = DECIDING_ROLES
  if (personId === doing.by && deciding.includes(role)) throw new Problem('selfGrant', { field: 'role' })
  if (!office.valid) throw new Problem('unknownOffice', { field: 'officeId' })
  if (!seatsOf(role).includes(office.kind)) throw new Problem('roleNotHere', { field: 'role' })
  // The person's row keeps two grants of one role from passing each other.
  await client.query('SELECT 1 FROM person WHERE id = $1 FOR NO KEY UPDATE', [personId])
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM role_holding WHERE person_id = $1 AND office_id = $2 AND role = $3
       AND (valid_to IS NULL OR valid_to > $4) AND ($5::timestamptz IS NULL OR valid_from < $5) LIMIT 1`,
    [personId, office.id, role, from, to],
  )
  if (rows[0] !== undefined)
    throw new Problem('duplicate', { field: 'role', params: { holdingId: rows[0].id } })
  await client.query(
    `INSERT INTO role_holding (id, person_id, office_id, role, valid_from, valid_to, granted_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, personId, office.id, role, from, to, doing.by, doing.at],
  )
  const data = { holdingId: id, personId, officeId: office.id, role, from, to }
  await appendChainEvent(client, officeChain(office.id), 'roleGranted', data, doing.by, doing.at)
}

export interface HoldingRow {
  readonly id: string
  readonly person_id: string
  readonly office_id: string
  readonly office_kind: OfficeKind
  readonly role: Role
  readonly valid_from: Date
  readonly valid_to: Date | null
}

/** Ends a holding that the caller has found and locked, at an instant. Ending it again, or later than it ends, changes nothing. */
export async function endRole(
  client: Client,
  holding: HoldingRow,
  end: Instant,
  doing: Doing,
): Promise<void> {
  const { id, person_id: personId, office_id: officeId, role } = holding
  if (holding.valid_to !== null && holding.valid_to.toISOString() <= end) return
  if (role === 'administrator' && holding.office_kind === 'ministry')
    await refuseLastAdministrator(client, personId, doing.at)
  // One that is to begin later never held: it ends where it begins.
  const from = holding.valid_from.toISOString()
  const to = from > end ? from : end
  await client.query(
    'UPDATE role_holding SET valid_to = $2, ended_by = $3, version = version + 1 WHERE id = $1',
    [id, to, doing.by],
  )
  const data = { holdingId: id, personId, officeId, role, to }
  await appendChainEvent(client, officeChain(officeId), 'roleEnded', data, doing.by, doing.at)
}

// Any number will do: two administrators who end each other's role at once must not both succeed.
const ADMINISTRATORS_LOCK = 7_220_128

/** Throws `lastAdministrator` unless somebody else administers the whole instance, now and without an end. */
export async function refuseLastAdministrator(client: Client, personId: string, at: Instant): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [ADMINISTRATORS_LOCK])
  const { rows } = await client.query<{ he: boolean; others: boolean }>(
    `SELECT coalesce(bool_or(h.person_id = $1), false) AS he, coalesce(bool_or(h.person_id <> $1), false) AS others
     FROM role_holding h JOIN office o ON o.id = h.office_id JOIN account a ON a.person_id = h.person_id
     WHERE h.role = 'administrator' AND o.kind = 'ministry' AND a.disabled_at IS NULL AND h.valid_from <= $2 AND h.valid_to IS NULL`,
    [personId, at],
  )
  if (rows[0]?.he === true && !rows[0].others) throw new Problem('lastAdministrator')
}

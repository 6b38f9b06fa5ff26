// Granting and ending roles. Each is a line in the chain of the office, in the transaction that makes it: who holds a role
// is what every decision rests upon. Nobody grants himself a role that signs or decides.
import type { Client, Queryable } from '../../activities/pool.ts'
import { appendChainEvent, appendChainEvents } from '../../activities/record/chain.ts'
import { officeChain } from '../../activities/record/ids.ts'
import { ROLE_SEATS } from '../../domain/checker/seats.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { DECIDING_ROLES } from '../../domain/vocabulary.ts'
import type { OfficeKind, Role } from '../../domain/vocabulary.ts'
import { Problem } from '../problems.ts'
import type { OfficePlace } from '../territory.ts'
import type { Period } from './dates.ts'
import type { Doing } from './doing.ts'

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
  const [refusal] = await grantRoles(client, [holding], doing)
  if (refusal instanceof Problem) throw refusal
}

/** Grants roles in offices that the caller has found, but those that are refused; each refusal in its place. */
export async function grantRoles(
  client: Client,
  holdings: readonly NewHolding[],
  doing: Doing,
): Promise<readonly (Problem | null)[]> {
  // The persons' rows keep two grants of one role from passing each other; in one order, whatever the list's.
  await client.query('SELECT 1 FROM person WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE', [
    holdings.map(({ personId }) => personId),
  ])
  const refusals = await grantRefusals(client, holdings, doing.by)
  const granted = holdings.filter((_, index) => refusals[index] === null)
  if (granted.length === 0) return refusals
  await client.query(
    `INSERT INTO role_holding (id, person_id, office_id, role, valid_from, valid_to, granted_by, created_at)
     SELECT id, person, office, role, "from", "to", $2, $3::timestamptz FROM jsonb_to_recordset($1::jsonb)
       AS h (id text, person text, office text, role text, "from" timestamptz, "to" timestamptz)`,
    [
      JSON.stringify(
        granted.map(({ personId, office, ...one }) => ({ ...one, person: personId, office: office.id })),
      ),
      doing.by,
      doing.at,
    ],
  )
  const lines = granted.map(({ id, personId, office, role, from, to }) => ({
    chainId: officeChain(office.id),
    type: 'roleGranted',
    data: { holdingId: id, personId, officeId: office.id, role, from, to },
    actor: doing.by,
  }))
  await appendChainEvents(client, lines, doing.at)
  return refusals
}

/** Why each of these roles could not be granted by a person, null where it could; also what overlaps another of them. */
export async function grantRefusals(
  db: Queryable,
  holdings: readonly NewHolding[],
  by: string,
): Promise<(Problem | null)[]> {
  const standing = await standingHoldings(db, holdings)
  const deciding: readonly Role[] = DECIDING_ROLES
  return holdings.map(({ id, personId, office, role, from, to }) => {
    if (personId === by && deciding.includes(role)) return new Problem('selfGrant', { field: 'role' })
    if (!office.valid) return new Problem('unknownOffice', { field: 'officeId' })
    if (!seatsOf(role).includes(office.kind)) return new Problem('roleNotHere', { field: 'role' })
    const key = `${personId} ${office.id} ${role}`
    const others = standing.get(key) ?? []
    const other = others.find((one) => (one.to === null || one.to > from) && (to === null || one.from < to))
    if (other !== undefined)
      return new Problem('duplicate', { field: 'role', params: { holdingId: other.id } })
    standing.set(key, [...others, { id, from, to }])
    return null
  })
}

/** Holdings of the same persons in the same offices and roles, by person, office and role. */
async function standingHoldings(
  db: Queryable,
  holdings: readonly NewHolding[],
): Promise<Map<string, readonly (Period & { readonly id: string })[]>> {
  const { rows } = await db.query<HoldingRow>(
    `SELECT DISTINCT h.id, h.person_id, h.office_id, h.role, h.valid_from, h.valid_to FROM role_holding h
     JOIN unnest($1::text[], $2::text[], $3::text[]) AS n (person_id, office_id, role)
       ON n.person_id = h.person_id AND n.office_id = h.office_id AND n.role = h.role ORDER BY h.valid_from, h.id`,
    [
      holdings.map(({ personId }) => personId),
      holdings.map(({ office }) => office.id),
      holdings.map(({ role }) => role),
    ],
  )
  const found = new Map<string, readonly (Period & { readonly id: string })[]>()
  for (const { id, person_id: personId, office_id: officeId, role, ...row } of rows) {
    const key = `${personId} ${officeId} ${role}`
    const period = { id, from: row.valid_from.toISOString(), to: row.valid_to?.toISOString() ?? null }
    found.set(key, [...(found.get(key) ?? []), period])
  }
  return found
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

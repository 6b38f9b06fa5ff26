// Erasures that officers decide: one proposes with a reason, another approves or refuses; what is then done is done in the same
// transaction. Of a dossier its contents go, of a person who has left his name and what leads to him.
import type { Instant } from '../../domain/time/civil.ts'
import type { Client } from '../pool.ts'
import { hashOf } from '../record/canonical.ts'
import { appendChainEvent } from '../record/chain.ts'
import { newId, officeChain } from '../record/ids.ts'
import { eraseDossier } from './erase.ts'
import type { EraseRefusal } from './erase.ts'
import { lockAgainstHolds } from './holds.ts'

export interface Erasure {
  readonly id: string
  readonly dossierId: string | null
  readonly personId: string | null
  readonly officeId: string
  readonly status: 'proposed' | 'refused' | 'done'
  readonly ruleId: string | null
  readonly reason: string
  readonly proposedBy: string
  readonly proposedAt: Instant
  readonly decidedBy: string | null
  readonly decidedAt: Instant | null
}

/** What stands in the place of a name that was erased. */
export const ERASED_NAME = 'Người đã được xóa tên'

export const ERASURE_COLUMNS = `x.id, x.dossier_id AS "dossierId", x.person_id AS "personId", x.office_id AS "officeId", x.status,
  x.rule_id AS "ruleId", x.reason, x.proposed_by AS "proposedBy", x.proposed_at AS "proposedAt", x.decided_by AS "decidedBy",
  x.decided_at AS "decidedAt"`

/** A row as PostgreSQL gives it with those columns. */
export interface ErasureRow extends Omit<Erasure, 'proposedAt' | 'decidedAt'> {
  readonly proposedAt: Date
  readonly decidedAt: Date | null
}

export function erasureOf(row: ErasureRow): Erasure {
  return { ...row, proposedAt: row.proposedAt.toISOString(), decidedAt: row.decidedAt?.toISOString() ?? null }
}

/** What is to be erased, and the office that answers for it. */
export type Subject = { readonly officeId: string } & (
  | { readonly dossierId: string }
  | { readonly personId: string }
)

/** Writes a proposal; null where one for the same is open. */
export async function propose(
  client: Client,
  subject: Subject,
  reason: string,
  by: string,
  now: Instant,
): Promise<Erasure | null> {
  const dossierId = 'dossierId' in subject ? subject.dossierId : null
  const personId = 'personId' in subject ? subject.personId : null
  const { rows } = await client.query<ErasureRow>(
    `INSERT INTO erasure AS x (id, dossier_id, person_id, office_id, status, reason, proposed_by, proposed_at)
     VALUES ($1, $2, $3, $4, 'proposed', $5, $6, $7) ON CONFLICT (coalesce(dossier_id, person_id)) WHERE status = 'proposed'
     DO NOTHING RETURNING ${ERASURE_COLUMNS}`,
    [newId(), dossierId, personId, subject.officeId, reason, by, now],
  )
  const [row] = rows
  if (row === undefined) return null
  const about = { erasureId: row.id, dossierId, personId, reasonHash: hashOf({ reason }) }
  await appendChainEvent(client, officeChain(subject.officeId), 'erasureProposed', about, by, now)
  return erasureOf(row)
}

/** Why a decision isn't taken. */
export type DecisionRefusal = EraseRefusal | 'ownProposal' | 'decidedAlready' | 'stillActive'

/** Decides a proposal that the caller has found; a refusal is a code, and then nothing is written. */
export async function decideErasure(
  client: Client,
  erasureId: string,
  decision: 'approve' | 'refuse',
  by: string,
  now: Instant,
): Promise<Erasure | DecisionRefusal> {
  // Before the row: a hold that is being set is waited for without keeping anybody from it.
  await lockAgainstHolds(client)
  const { rows } = await client.query<ErasureRow>(
    `SELECT ${ERASURE_COLUMNS} FROM erasure x WHERE x.id = $1 FOR UPDATE`,
    [erasureId],
  )
  const [row] = rows
  if (row === undefined || row.status !== 'proposed') return 'decidedAlready'
  if (row.proposedBy === by) return 'ownProposal'
  if (decision === 'refuse') await refuse(client, row, by, now)
  else {
    const refusal = await carryOut(client, row, by, now)
    if (refusal !== null) return refusal
  }
  const done = await client.query<ErasureRow>(`SELECT ${ERASURE_COLUMNS} FROM erasure x WHERE x.id = $1`, [
    erasureId,
  ])
  return erasureOf(done.rows[0] ?? row)
}

async function refuse(client: Client, row: ErasureRow, by: string, now: Instant): Promise<void> {
  await client.query(
    "UPDATE erasure SET status = 'refused', decided_by = $2, decided_at = $3 WHERE id = $1",
    [row.id, by, now],
  )
  await appendChainEvent(client, officeChain(row.officeId), 'erasureRefused', { erasureId: row.id }, by, now)
}

async function carryOut(
  client: Client,
  row: ErasureRow,
  by: string,
  now: Instant,
): Promise<DecisionRefusal | null> {
  const { id, dossierId, personId, reason, proposedBy } = row
  if (dossierId !== null) {
    const done = await eraseDossier(
      client,
      { id, dossierId, ruleId: null, reason, proposedBy, decidedBy: by },
      now,
    )
    return typeof done === 'string' ? done : null
  }
  return personId === null ? 'notConcluded' : erasePerson(client, { ...row, personId }, by, now)
}

const ACTIVE = `SELECT
  EXISTS (SELECT 1 FROM role_holding WHERE person_id = $1 AND (valid_to IS NULL OR valid_to > $2))
    OR EXISTS (SELECT 1 FROM account WHERE person_id = $1 AND disabled_at IS NULL)
    OR EXISTS (SELECT 1 FROM task WHERE person_id = $1 OR claimed_by = $1) AS active,
  EXISTS (SELECT 1 FROM legal_hold h JOIN role_holding r ON r.office_id = h.target_id
    WHERE h.scope = 'office' AND h.lifted_at IS NULL AND r.person_id = $1) AS held`

/** Takes the name of somebody who has left out of accounts; what he did stands in the chains under his id. */
async function erasePerson(
  client: Client,
  row: ErasureRow & { readonly personId: string },
  by: string,
  now: Instant,
): Promise<DecisionRefusal | null> {
  const { id, personId, officeId, reason, proposedBy } = row
  const { rows } = await client.query<{ active: boolean; held: boolean }>(ACTIVE, [personId, now])
  if (rows[0]?.active !== false) return 'stillActive'
  if (rows[0].held) return 'held'
  await client.query(
    "UPDATE person SET name = $2, search_key = '', email = NULL, phone = NULL, version = version + 1 WHERE id = $1",
    [personId, ERASED_NAME],
  )
  await client.query(
    `UPDATE account SET login = 'erased-' || person_id, password_hash = 'erased' WHERE person_id = $1`,
    [personId],
  )
  await client.query('DELETE FROM session WHERE person_id = $1', [personId])
  await client.query('DELETE FROM machine_token WHERE person_id = $1', [personId])
  const tombstone = { erasureId: id, personId, at: now, proposedBy, decidedBy: by, reason }
  const about = { erasureId: id, personId, tombstoneHash: hashOf(tombstone) }
  const line = await appendChainEvent(client, officeChain(officeId), 'personErased', about, by, now)
  await client.query(
    `UPDATE erasure SET status = 'done', decided_by = $2, decided_at = $3, tombstone = $4, chain_id = $5, chain_seq = $6
     WHERE id = $1`,
    [id, by, now, JSON.stringify(tombstone), line.event.chainId, line.event.seq],
  )
  return null
}

// Who a subject of an identity provider is here. A link is made once: by an administrator, or at the first sign-in through
// an address that the provider has verified and that one account alone has. It is a line in the system's chain.
import type { Client } from '../../activities/pool.ts'
import { sha256Hex } from '../../activities/record/canonical.ts'
import { appendChainEvent } from '../../activities/record/chain.ts'
import { SYSTEM_CHAIN, newId } from '../../activities/record/ids.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { Problem } from '../problems.ts'

/** What a provider has proved about somebody. */
export interface Proven {
  readonly issuer: string
  readonly subject: string
  /** Null unless the provider says that it has verified the address. */
  readonly verifiedEmail: string | null
}

interface Times {
  /** By the real clock. */
  readonly now: Instant
  /** By the instance's clock, for the chain. */
  readonly at: Instant
}

/** The person behind a proven identity, linked now where its first sign-in allows it; throws `identityNotLinked`. */
export async function personOf(client: Client, proven: Proven, times: Times): Promise<string> {
  const linked = await linkedPerson(client, proven, times.now)
  if (linked !== null) return linked
  if (proven.verifiedEmail === null) throw new Problem('identityNotLinked')
  const { rows } = await client.query<{ id: string }>(
    `SELECT p.id FROM person p JOIN account a ON a.person_id = p.id
     WHERE lower(p.email) = lower($1) AND a.disabled_at IS NULL LIMIT 2`,
    [proven.verifiedEmail],
  )
  const [only, second] = rows
  // An address that two accounts share says nothing about which of them it is.
  if (only === undefined || second !== undefined) throw new Problem('identityNotLinked')
  await link(client, { ...proven, personId: only.id }, 'system', times)
  return only.id
}

async function linkedPerson(
  client: Client,
  { issuer, subject }: Proven,
  now: Instant,
): Promise<string | null> {
  const { rows } = await client.query<{ person_id: string; disabled: boolean }>(
    `UPDATE identity i SET last_used_at = $3 FROM account a
     WHERE i.issuer = $1 AND i.subject = $2 AND a.person_id = i.person_id
     RETURNING i.person_id, a.disabled_at IS NOT NULL AS disabled`,
    [issuer, subject, now],
  )
  const row = rows[0]
  if (row === undefined) return null
  if (row.disabled) throw new Problem('identityNotLinked')
  return row.person_id
}

export interface Link {
  readonly issuer: string
  readonly subject: string
  readonly personId: string
}

/** Links a subject to a person; throws `duplicate` where it, or another of this issuer for him, is linked already. */
export async function link(
  client: Client,
  { issuer, subject, personId }: Link,
  by: string,
  times: Times,
): Promise<string> {
  const id = newId()
  const { rowCount } = await client.query(
    `INSERT INTO identity (id, issuer, subject, person_id, linked_at, linked_by, last_used_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
    [id, issuer, subject, personId, times.now, by, by === 'system' ? times.now : null],
  )
  if (rowCount === 0) {
    const { rows } = await client.query<{ id: string; person_id: string }>(
      'SELECT id, person_id FROM identity WHERE issuer = $1 AND subject = $2',
      [issuer, subject],
    )
    if (rows[0]?.person_id === personId) return rows[0].id
    if (by === 'system') throw new Problem('identityNotLinked')
    throw new Problem('duplicate', { field: rows[0] === undefined ? 'provider' : 'subject' })
  }
  // A subject may be a name or an address: the chain, from which nothing is ever taken, knows its hash.
  const data = { identityId: id, personId, issuer, subjectHash: sha256Hex(`${issuer}\n${subject}`) }
  await appendChainEvent(client, SYSTEM_CHAIN, 'identityLinked', data, by, times.at)
  return id
}

/** Takes a link away, and ends the sessions that began through a provider; throws `notFound`. */
export async function unlink(
  client: Client,
  personId: string,
  id: string,
  by: string,
  times: Times,
): Promise<void> {
  const { rowCount } = await client.query('DELETE FROM identity WHERE id = $1 AND person_id = $2', [
    id,
    personId,
  ])
  if (rowCount === 0) throw new Problem('notFound')
  await client.query(
    "UPDATE session SET ended_at = $2 WHERE person_id = $1 AND via = 'provider' AND ended_at IS NULL",
    [personId, times.now],
  )
  await appendChainEvent(client, SYSTEM_CHAIN, 'identityUnlinked', { identityId: id, personId }, by, times.at)
}

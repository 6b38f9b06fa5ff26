// Writing people and accounts: made with a random first password that is shown once, disabled, let in again, given a new
// password. What happens to an account is a line in the chain of each office that its person holds a role in.
import type { Client, Queryable } from '../../activities/pool.ts'
import { appendChainEvent, appendChainEvents } from '../../activities/record/chain.ts'
import { SYSTEM_CHAIN, officeChain } from '../../activities/record/ids.ts'
import { fold } from '../../domain/text.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Actor } from '../auth/actor.ts'
import { normalLogin } from '../auth/login.ts'
import { hashPassword } from '../auth/passwords.ts'
import { newPassword } from '../auth/secrets.ts'
import { Problem } from '../problems.ts'
import { Values } from '../scope.ts'
import { administered, personWithin, within } from '../territory.ts'
import type { Doing } from './doing.ts'

/** A random password and what is stored of it. */
export interface FirstPassword {
  readonly password: string
  readonly hash: string
}

export async function makePassword(): Promise<FirstPassword> {
  const password = newPassword()
  return { password, hash: await hashPassword(password) }
}

export interface NewPerson {
  readonly id: string
  readonly name: string
  readonly login: string
  readonly email?: string | null | undefined
  readonly phone?: string | null | undefined
  readonly passwordHash: string
  /** Whether the password has to be changed before anything else. */
  readonly mustChange: boolean
}

/** Adds a person with an account; refuses a login that is taken. */
export async function addPerson(client: Client, person: NewPerson, doing: Doing): Promise<void> {
  const [refusal] = await addPeople(client, [person], doing)
  if (refusal instanceof Problem) throw refusal
}

/** Adds people with accounts, but those whose login is taken; each refusal in its place. */
export async function addPeople(
  client: Client,
  people: readonly NewPerson[],
  doing: Doing,
): Promise<readonly (Problem | null)[]> {
  const logins = people.map(({ login }) => normalLogin(login))
  // Two who want the same login at once: the second waits for the first, then is refused. In one order, whatever the list's.
  await client.query(
    'SELECT pg_advisory_xact_lock(hashtextextended(l, 1)) FROM (SELECT DISTINCT l FROM unnest($1::text[]) AS l ORDER BY l) AS s',
    [logins],
  )
  const refusals = await personRefusals(client, people)
  const rows = people.flatMap((person, index) => {
    const { id, name, email = null, phone = null, passwordHash: hash, mustChange: must } = person
    const login = logins[index] ?? ''
    const key = `${fold(name)} ${fold(login)}`
    return refusals[index] === null ? [{ id, name, email, phone, hash, must, login, key }] : []
  })
  if (rows.length === 0) return refusals
  const list = JSON.stringify(rows)
  await client.query(
    `INSERT INTO person (id, name, search_key, email, phone, created_at)
     SELECT id, name, key, email, phone, $2::timestamptz FROM jsonb_to_recordset($1::jsonb)
       AS p (id text, name text, key text, email text, phone text)`,
    [list, doing.at],
  )
  await client.query(
    `INSERT INTO account (person_id, login, password_hash, must_change)
     SELECT id, login, hash, must FROM jsonb_to_recordset($1::jsonb) AS p (id text, login text, hash text, must boolean)`,
    [list],
  )
  const lines = rows.map(({ id }) => ({
    ...{ chainId: SYSTEM_CHAIN, type: 'personAdded', actor: doing.by },
    data: { personId: id },
  }))
  await appendChainEvents(client, lines, doing.at)
  return refusals
}

/** Why each of these people could not be added, null where he could; also one whose login another of them takes. */
export async function personRefusals(
  db: Queryable,
  people: readonly Pick<NewPerson, 'login'>[],
): Promise<(Problem | null)[]> {
  const logins = people.map(({ login }) => normalLogin(login))
  const { rows } = await db.query<{ login: string }>('SELECT login FROM account WHERE login = ANY($1)', [
    logins,
  ])
  const taken = new Set(rows.map(({ login }) => login))
  return logins.map((login) => {
    if (taken.has(login)) return new Problem('duplicate', { field: 'login' })
    taken.add(login)
    return null
  })
}

export interface PersonChange {
  readonly name: string
  readonly email: string | null
  readonly phone: string | null
  /** The version that was read. */
  readonly version: number
}

/** Writes name and contact of a person whom the caller has found and locked. The same again changes nothing. */
export async function changePerson(
  client: Client,
  personId: string,
  change: PersonChange,
  doing: Doing,
): Promise<void> {
  const { name, email, phone, version } = change
  const { rows } = await client.query<{ same: boolean; version: number; login: string }>(
    `SELECT (p.name, p.email, p.phone) IS NOT DISTINCT FROM ($2, $3, $4) AS same, p.version, a.login
     FROM person p JOIN account a ON a.person_id = p.id WHERE p.id = $1`,
    [personId, name, email, phone],
  )
  const stands = rows[0]
  if (stands === undefined) throw new Problem('notFound')
  if (stands.same) return
  if (stands.version !== version)
    throw new Problem('versionConflict', { field: 'version', current: { version: stands.version } })
  await client.query(
    'UPDATE person SET name = $2, email = $3, phone = $4, search_key = $5, version = version + 1 WHERE id = $1',
    [personId, name, email, phone, `${fold(name)} ${fold(stands.login)}`],
  )
  await recordChange(client, 'personChanged', personId, doing)
}

/** What may be done to an account. */
export type AccountChange = 'disable' | 'enable' | 'resetPassword'
const EVENT = {
  disable: 'accountDisabled',
  enable: 'accountEnabled',
  resetPassword: 'passwordReset',
} as const satisfies Record<AccountChange, string>

/** Ends sessions and tokens with the account; `realNow` is their clock. Repeating it changes nothing. */
export async function disableAccount(
  client: Client,
  personId: string,
  realNow: Instant,
  doing: Doing,
): Promise<void> {
  const { rowCount } = await client.query(
    'UPDATE account SET disabled_at = $2 WHERE person_id = $1 AND disabled_at IS NULL',
    [personId, doing.at],
  )
  if (rowCount === 0) return
  await endAccess(client, personId, realNow)
  await recordChange(client, EVENT.disable, personId, doing)
}

export async function enableAccount(client: Client, personId: string, doing: Doing): Promise<void> {
  const { rowCount } = await client.query(
    'UPDATE account SET disabled_at = NULL, failed_count = 0, locked_until = NULL WHERE person_id = $1 AND disabled_at IS NOT NULL',
    [personId],
  )
  if (rowCount === 1) await recordChange(client, EVENT.enable, personId, doing)
}

/** Stores a new first password, which its person has to change; whoever is logged in as him is not any more. */
export async function resetPassword(
  client: Client,
  personId: string,
  passwordHash: string,
  realNow: Instant,
  doing: Doing,
): Promise<void> {
  await client.query(
    `UPDATE account SET password_hash = $2, must_change = true, failed_count = 0, locked_until = NULL WHERE person_id = $1`,
    [personId, passwordHash],
  )
  await endAccess(client, personId, realNow)
  await recordChange(client, EVENT.resetPassword, personId, doing)
}

/** Ends whatever a person is signed in by: sessions, sign-ins under way, tokens. */
export async function endAccess(client: Client, personId: string, realNow: Instant): Promise<void> {
  await client.query('DELETE FROM sign_in_challenge WHERE person_id = $1', [personId])
  await client.query('UPDATE session SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL', [
    personId,
    realNow,
  ])
  await client.query('UPDATE machine_token SET revoked_at = $2 WHERE person_id = $1 AND revoked_at IS NULL', [
    personId,
    realNow,
  ])
}

async function recordChange(
  client: Client,
  type: (typeof EVENT)[AccountChange] | 'personChanged',
  personId: string,
  { by, at }: Doing,
): Promise<void> {
  const { rows } = await client.query<{ office_id: string }>(
    `SELECT DISTINCT office_id FROM role_holding WHERE person_id = $1 AND (valid_to IS NULL OR valid_to > $2) ORDER BY office_id`,
    [personId, at],
  )
  const chains = rows.length === 0 ? [SYSTEM_CHAIN] : rows.map(({ office_id }) => officeChain(office_id))
  // In one order, so that two changes never wait for each other.
  for (const chain of chains.sort()) await appendChainEvent(client, chain, type, { personId }, by, at)
}

/**
 * Locks a person whose account the actor may change: he administers every office in which that person holds a role.
 * Throws `notFound` for one whom he doesn't see, `forbidden` for one who also works elsewhere.
 */
export async function personToChange(
  client: Client,
  actor: Actor,
  personId: string,
  at: Instant,
): Promise<void> {
  const refusal = (await changeRefusals(client, actor, [personId], at, 'FOR NO KEY UPDATE OF p')).get(
    personId,
  )
  if (refusal instanceof Problem) throw refusal
}

/** The same for many: why the actor may not change each of them, null where he may; locked in one order when asked for. */
export async function changeRefusals(
  db: Queryable,
  actor: Actor,
  personIds: readonly string[],
  at: Instant,
  lock: '' | 'FOR NO KEY UPDATE OF p' = '',
): Promise<ReadonlyMap<string, Problem | null>> {
  const values = new Values()
  const territory = administered(actor)
  const { rows } = await db.query<{ id: string; elsewhere: boolean }>(
    `SELECT p.id, EXISTS (SELECT 1 FROM role_holding h JOIN office o ON o.id = h.office_id
        WHERE h.person_id = p.id AND (h.valid_to IS NULL OR h.valid_to > ${values.add(at)}) AND NOT ${within(territory, values)}) AS elsewhere
     FROM person p WHERE p.id = ANY(${values.add(personIds)}::text[]) AND ${personWithin(territory, values)} ORDER BY p.id ${lock}`,
    values.list,
  )
  const seen = new Map(rows.map(({ id, elsewhere }) => [id, elsewhere ? new Problem('forbidden') : null]))
  return new Map(personIds.map((id) => [id, seen.has(id) ? (seen.get(id) ?? null) : new Problem('notFound')]))
}

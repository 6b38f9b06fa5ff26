// Signing in with a password. Ten wrong ones in a row lock an account for a quarter of an hour; a login that doesn't exist
// is refused in the same words and after the same work. Where the account has a second factor, the right password begins
// no session yet but a challenge, known to this browser for some minutes.
import { addMs } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { inTransaction } from '../../activities/pool.ts'
import type { Client, Pool } from '../../activities/pool.ts'
import { Problem } from '../problems.ts'
import { isPassword, wasteACheck } from './passwords.ts'
import { FAILURES_ALLOWED, LOCK_MS, noteFailure, refuseLocked } from './presence.ts'
import type { AccountRow } from './presence.ts'
import type { Seals } from './seals.ts'
import { checkCode } from './second-factor.ts'
import type { GivenCode } from './second-factor.ts'
import { newSecret, secretHash } from './secrets.ts'
import { beginSession } from './sessions.ts'
import type { Device, NewSession } from './sessions.ts'

export { FAILURES_ALLOWED, LOCK_MS }

/** How long the second factor is waited for, in milliseconds. */
export const CHALLENGE_MS = 5 * 60_000

export interface LoginRequest {
  readonly login: string
  readonly password: string
  readonly device: Device
  readonly now: Instant
  readonly sessionHours: number
}

/** The password was right; the code is still to come. `secret` is the cookie's value. */
export interface Challenge {
  readonly secret: string
  readonly expiresAt: Instant
}

/** Checks a password and begins a session or a challenge; throws `badCredentials` or `tooManyAttempts`. */
export async function logIn(
  pool: Pool,
  request: LoginRequest,
): Promise<{ readonly session: NewSession } | { readonly challenge: Challenge }> {
  const { rows } = await pool.query<AccountRow & { readonly second: boolean }>(
    `SELECT a.person_id, a.password_hash, a.disabled_at, a.locked_until, f.secret IS NOT NULL AS second
     FROM account a LEFT JOIN second_factor f ON f.person_id = a.person_id WHERE a.login = $1`,
    [normalLogin(request.login)],
  )
  const account = rows[0]
  if (account === undefined) {
    await wasteACheck(request.password)
    throw new Problem('badCredentials')
  }
  refuseLocked(account.locked_until, request.now)
  const right = await isPassword(account.password_hash, request.password)
  if (!right || account.disabled_at !== null) {
    await noteFailure(pool, account.person_id, request.now)
    throw new Problem('badCredentials')
  }
  if (account.second) return { challenge: await challenge(pool, account.person_id, request.now) }
  return { session: await beginSession(pool, account.person_id, { ...request, via: 'password' }) }
}

async function challenge(pool: Pool, personId: string, now: Instant): Promise<Challenge> {
  const secret = newSecret()
  const expiresAt = addMs(now, CHALLENGE_MS)
  await pool.query(
    `WITH gone AS (DELETE FROM sign_in_challenge WHERE expires_at < $3)
     INSERT INTO sign_in_challenge (id_hash, person_id, created_at, expires_at) VALUES ($1, $2, $3, $4)`,
    [secretHash(secret), personId, now, expiresAt],
  )
  return { secret, expiresAt }
}

export interface SecondStage {
  /** The challenge's secret, from the browser's cookie. */
  readonly secret: string
  readonly given: GivenCode
  readonly device: Device
  readonly now: Instant
  readonly sessionHours: number
}

/**
 * Checks the code for a challenge and begins the session; the challenge ends with it. Throws `signInExpired` where there
 * is no such challenge, `badCode`, or `tooManyAttempts`.
 */
export async function finishLogIn(pool: Pool, seals: Seals, stage: SecondStage): Promise<NewSession> {
  const idHash = secretHash(stage.secret)
  const done = await inTransaction(pool, async (client) => {
    const personId = await challenged(client, idHash, stage.now)
    if (personId === null) return new Problem('signInExpired')
    const refusal = await checkCode(client, seals, personId, stage.given, stage.now)
    // As a value: the failure that was counted must not be rolled back.
    if (refusal !== null) return refusal
    await client.query('DELETE FROM sign_in_challenge WHERE person_id = $1', [personId])
    return beginSession(client, personId, { ...stage, via: 'password' })
  })
  if (done instanceof Problem) throw done
  return done
}

/**
 * Whose challenge it is, with his second factor locked: before his challenges, as everywhere, so that two who sign in for him
 * at once don't wait for each other in a circle. The second of them finds that his challenge has ended.
 */
async function challenged(client: Client, idHash: string, now: Instant): Promise<string | null> {
  const find = async (): Promise<string | null> => {
    const { rows } = await client.query<{ person_id: string }>(
      `SELECT c.person_id FROM sign_in_challenge c JOIN account a ON a.person_id = c.person_id
       WHERE c.id_hash = $1 AND c.expires_at > $2 AND a.disabled_at IS NULL`,
      [idHash, now],
    )
    return rows[0]?.person_id ?? null
  }
  const personId = await find()
  if (personId === null) return null
  await client.query('SELECT 1 FROM second_factor WHERE person_id = $1 FOR UPDATE', [personId])
  return find()
}

/** Logins are compared without regard to case and outer blanks. */
export function normalLogin(login: string): string {
  return login.trim().normalize('NFC').toLowerCase()
}

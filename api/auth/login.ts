// Beginning and ending a session. Ten wrong passwords in a row lock an account for a quarter of an hour; a login that
// doesn't exist is refused in the same words and after the same work.
import { addMs } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Pool } from '../../activities/pool.ts'
import { Problem } from '../problems.ts'
import { isPassword, wasteACheck } from './passwords.ts'
import { newSecret, secretHash } from './secrets.ts'

/** Wrong passwords in a row after which an account is locked, and for how long, in milliseconds. */
export const FAILURES_ALLOWED = 10
export const LOCK_MS = 15 * 60_000

interface AccountRow {
  readonly person_id: string
  readonly password_hash: string
  readonly disabled_at: Date | null
  readonly locked_until: Date | null
}

/** A session that has begun: the cookie's value, and what the browser sends back in X-CSRF-Token. */
export interface NewSession {
  readonly secret: string
  readonly csrf: string
  readonly personId: string
}

export interface LoginRequest {
  readonly login: string
  readonly password: string
  readonly userAgent: string | null
  readonly now: Instant
  readonly sessionHours: number
}

/** Checks a password and begins a session; throws `badCredentials` or `tooManyAttempts`. */
export async function logIn(pool: Pool, request: LoginRequest): Promise<NewSession> {
  const { rows } = await pool.query<AccountRow>(
    'SELECT person_id, password_hash, disabled_at, locked_until FROM account WHERE login = $1',
    [normalLogin(request.login)],
  )
  const account = rows[0]
  if (account === undefined) {
    await wasteACheck(request.password)
    throw new Problem('badCredentials')
  }
  const lockedMs = (account.locked_until?.getTime() ?? 0) - Date.parse(request.now)
  if (lockedMs > 0) throw new Problem('tooManyAttempts', { retryAfterSeconds: Math.ceil(lockedMs / 1000) })
  const right = await isPassword(account.password_hash, request.password)
  if (!right || account.disabled_at !== null) {
    await noteFailure(pool, account.person_id, request.now)
    throw new Problem('badCredentials')
  }
  return beginSession(pool, account.person_id, request)
}

/** Ends a session at once. */
export async function endSession(pool: Pool, idHash: string, now: Instant): Promise<void> {
  await pool.query('UPDATE session SET ended_at = $2 WHERE id_hash = $1 AND ended_at IS NULL', [idHash, now])
}

/** Logins are compared without regard to case and outer blanks. */
export function normalLogin(login: string): string {
  return login.trim().normalize('NFC').toLowerCase()
}

async function noteFailure(pool: Pool, personId: string, now: Instant): Promise<void> {
  await pool.query(
    `UPDATE account SET
       failed_count = CASE WHEN failed_count + 1 >= $2 THEN 0 ELSE failed_count + 1 END,
       locked_until = CASE WHEN failed_count + 1 >= $2 THEN $3::timestamptz ELSE locked_until END
     WHERE person_id = $1`,
    [personId, FAILURES_ALLOWED, addMs(now, LOCK_MS)],
  )
}

async function beginSession(pool: Pool, personId: string, request: LoginRequest): Promise<NewSession> {
  const secret = newSecret()
  const csrf = newSecret()
  const { now, userAgent, sessionHours } = request
  await pool.query(
    `WITH cleared AS (UPDATE account SET failed_count = 0, locked_until = NULL WHERE person_id = $2 AND failed_count > 0)
     INSERT INTO session (id_hash, person_id, csrf, created_at, last_seen_at, expires_at, user_agent)
     VALUES ($1, $2, $3, $4, $4, $5, $6)`,
    [
      secretHash(secret),
      personId,
      csrf,
      now,
      addMs(now, sessionHours * 3_600_000),
      userAgent?.slice(0, 200) ?? null,
    ],
  )
  return { secret, csrf, personId }
}

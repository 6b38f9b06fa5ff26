// Asking for the present password again, before what only its owner may change: counted and locked as signing in is, so
// that a browser left open is no place to guess it.
import type { Pool } from '../../activities/pool.ts'
import { addMs } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { Problem } from '../problems.ts'
import { isPassword } from './passwords.ts'

/** Wrong passwords in a row after which an account is locked, and for how long, in milliseconds. */
export const FAILURES_ALLOWED = 10
export const LOCK_MS = 15 * 60_000

export interface AccountRow {
  readonly person_id: string
  readonly password_hash: string
  readonly disabled_at: Date | null
  readonly locked_until: Date | null
}

/** Throws `tooManyAttempts` while an account, or its second factor, is locked. */
export function refuseLocked(lockedUntil: Date | null, now: Instant): void {
  const lockedMs = (lockedUntil?.getTime() ?? 0) - Date.parse(now)
  if (lockedMs > 0) throw new Problem('tooManyAttempts', { retryAfterSeconds: Math.ceil(lockedMs / 1000) })
}

/** Checks the password of a person who is signed in; throws `badCredentials` naming the field, or `tooManyAttempts`. */
export async function requirePassword(
  pool: Pool,
  personId: string,
  password: string,
  field: string,
  now: Instant,
): Promise<void> {
  const { rows } = await pool.query<AccountRow>(
    'SELECT person_id, password_hash, disabled_at, locked_until FROM account WHERE person_id = $1',
    [personId],
  )
  const account = rows[0]
  if (account === undefined) throw new Error(`account of ${personId}: not there while he is signed in`)
  refuseLocked(account.locked_until, now)
  if (await isPassword(account.password_hash, password)) return
  await noteFailure(pool, personId, now)
  throw new Problem('badCredentials', { field })
}

/** Counts a wrong password; the last one allowed locks the account. */
export async function noteFailure(pool: Pool, personId: string, now: Instant): Promise<void> {
  await pool.query(
    `UPDATE account SET
       failed_count = CASE WHEN failed_count + 1 >= $2 THEN 0 ELSE failed_count + 1 END,
       locked_until = CASE WHEN failed_count + 1 >= $2 THEN $3::timestamptz ELSE locked_until END
     WHERE person_id = $1`,
    [personId, FAILURES_ALLOWED, addMs(now, LOCK_MS)],
  )
}

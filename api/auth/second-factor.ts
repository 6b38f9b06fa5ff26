// The second factor of an account: codes that change every half minute (TOTP, RFC 6238), and recovery codes for the day
// when the telephone is gone. Each code counts once. Five wrong ones in a row lock the second factor for a quarter of an hour.
import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Client, Queryable } from '../../activities/pool.ts'
import { addMs } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { Problem } from '../problems.ts'
import { LOCK_MS } from './presence.ts'
import type { Seals } from './seals.ts'

export const CODE_FAILURES_ALLOWED = 5
/** How long a new secret waits to be confirmed, in milliseconds. */
export const PENDING_MS = 30 * 60_000
export const RECOVERY_CODES = 10

/** What authenticator applications take for granted; other values are ignored by some of them. */
const PARAMETERS = { algorithm: 'SHA1', digits: 6, period: 30 } as const
const PERIOD_MS = PARAMETERS.period * 1000
const ISSUER = 'Trình'
/** Letters and digits that nobody takes for one another. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A code of the telephone, or one of the recovery codes. */
export type GivenCode = { readonly code: string } | { readonly recoveryCode: string }

interface Row {
  readonly secret: string | null
  readonly last_step: string | null
  readonly locked_until: Date | null
}

const purpose = (personId: string): string => `second factor of ${personId}`
const totpOf = (secret: string, label = ''): TOTP =>
  new TOTP({ ...PARAMETERS, issuer: ISSUER, label, secret: Secret.fromBase32(secret) })

/** The step of time to which a code belongs, at most one off the present one; null where it belongs to none. */
export function stepOf(secret: string, code: string, now: Instant): number | null {
  const timestamp = Date.parse(now)
  const delta = totpOf(secret).validate({ token: code, timestamp, window: 1 })
  return delta === null ? null : Math.floor(timestamp / PERIOD_MS) + delta
}

/**
 * Checks a code of a person inside the caller's transaction, which must then commit: what is wrong is counted there.
 * Gives null where it is right, else the problem: `badCode`, `tooManyAttempts`.
 */
export async function checkCode(
  client: Client,
  seals: Seals,
  personId: string,
  given: GivenCode,
  now: Instant,
): Promise<Problem | null> {
  const { rows } = await client.query<Row>(
    'SELECT secret, last_step, locked_until FROM second_factor WHERE person_id = $1 FOR UPDATE',
    [personId],
  )
  const row = rows[0]
  if (row === undefined || row.secret === null) return new Problem('badCode')
  const lockedMs = (row.locked_until?.getTime() ?? 0) - Date.parse(now)
  if (lockedMs > 0) return new Problem('tooManyAttempts', { retryAfterSeconds: Math.ceil(lockedMs / 1000) })
  const right =
    'code' in given
      ? await useCode(client, seals.open(purpose(personId), row.secret), {
          personId,
          row,
          code: given.code,
          now,
        })
      : await useRecoveryCode(client, seals, personId, given.recoveryCode, now)
  if (right) return null
  await client.query(
    `UPDATE second_factor SET
       failed_count = CASE WHEN failed_count + 1 >= $2 THEN 0 ELSE failed_count + 1 END,
       locked_until = CASE WHEN failed_count + 1 >= $2 THEN $3::timestamptz ELSE locked_until END
     WHERE person_id = $1`,
    [personId, CODE_FAILURES_ALLOWED, addMs(now, LOCK_MS)],
  )
  return new Problem('badCode', { field: 'code' in given ? 'code' : 'recoveryCode' })
}

async function useCode(
  client: Client,
  secret: string,
  { personId, row, code, now }: { personId: string; row: Row; code: string; now: Instant },
): Promise<boolean> {
  const step = stepOf(secret, code, now)
  // A code that was used, and those before it, count no more.
  if (step === null || step <= Number(row.last_step ?? -1)) return false
  await client.query('UPDATE second_factor SET last_step = $2, failed_count = 0 WHERE person_id = $1', [
    personId,
    step,
  ])
  return true
}

async function useRecoveryCode(
  client: Client,
  seals: Seals,
  personId: string,
  code: string,
  now: Instant,
): Promise<boolean> {
  const { rowCount } = await client.query(
    'UPDATE recovery_code SET used_at = $3 WHERE person_id = $1 AND code_hash = ANY($2) AND used_at IS NULL',
    [personId, recoveryHashes(seals, personId, code), now],
  )
  if (rowCount === 0) return false
  await client.query('UPDATE second_factor SET failed_count = 0 WHERE person_id = $1', [personId])
  return true
}

const recoveryHashes = (seals: Seals, personId: string, code: string): readonly string[] =>
  seals.codes(`recovery code of ${personId}`, code.toLowerCase().replace(/[^a-z0-9]/gu, ''))

export interface Enrolment {
  /** In base32, for whoever types it. */
  readonly secret: string
  /** otpauth://, what the QR code says. */
  readonly uri: string
}

/** Makes a new secret that waits to be confirmed; the present one holds until then. */
export async function beginEnrolment(
  db: Queryable,
  seals: Seals,
  person: { readonly personId: string; readonly login: string },
  now: Instant,
): Promise<Enrolment> {
  const secret = new Secret({ size: 20 }).base32
  await db.query(
    `INSERT INTO second_factor (person_id, pending_secret, pending_at) VALUES ($1, $2, $3)
     ON CONFLICT (person_id) DO UPDATE SET pending_secret = excluded.pending_secret, pending_at = excluded.pending_at`,
    [person.personId, seals.seal(purpose(person.personId), secret), now],
  )
  return { secret, uri: totpOf(secret, person.login).toString() }
}

/**
 * Puts the waiting secret in force with a code of it, inside the caller's transaction; gives new recovery codes, or the
 * problem: `badCode`, or `signInExpired` where nothing waits. Wrong ones give nothing away: who asks has seen the secret.
 */
export async function confirmEnrolment(
  client: Client,
  seals: Seals,
  personId: string,
  code: string,
  now: Instant,
): Promise<readonly string[] | Problem> {
  const { rows } = await client.query<{ pending_secret: string | null; pending_at: Date | null }>(
    'SELECT pending_secret, pending_at FROM second_factor WHERE person_id = $1 FOR UPDATE',
    [personId],
  )
  const { pending_secret: sealed = null, pending_at: at = null } = rows[0] ?? {}
  if (sealed === null || at === null || at.toISOString() < addMs(now, -PENDING_MS))
    return new Problem('signInExpired')
  const step = stepOf(seals.open(purpose(personId), sealed), code, now)
  if (step === null) return new Problem('badCode', { field: 'code' })
  await client.query(
    `UPDATE second_factor SET secret = pending_secret, pending_secret = NULL, pending_at = NULL, confirmed_at = $2,
       last_step = $3, failed_count = 0, locked_until = NULL WHERE person_id = $1`,
    [personId, now, step],
  )
  return renewRecoveryCodes(client, seals, personId)
}

/** Ten new recovery codes in place of all there were; shown by this answer only. */
export async function renewRecoveryCodes(client: Client, seals: Seals, personId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
  await client.query('DELETE FROM recovery_code WHERE person_id = $1', [personId])
  await client.query('INSERT INTO recovery_code (person_id, code_hash) SELECT $1, unnest($2::text[])', [
    personId,
    codes.map((code) => recoveryHashes(seals, personId, code)[0]),
  ])
  return codes
}

/** Takes the second factor away with its recovery codes; gives whether there was one. */
export async function removeSecondFactor(client: Client, personId: string): Promise<boolean> {
  await client.query('DELETE FROM recovery_code WHERE person_id = $1', [personId])
  const { rows } = await client.query<{ secret: string | null }>(
    'DELETE FROM second_factor WHERE person_id = $1 RETURNING secret',
    [personId],
  )
  return rows[0] !== undefined && rows[0].secret !== null
}

/** Sixteen letters and digits in groups of four, about 79 bits. */
function newRecoveryCode(): string {
  const limit = 256 - (256 % LETTERS.length)
  const letters: string[] = []
  while (letters.length < 16) {
    for (const byte of randomBytes(32)) {
      if (byte < limit && letters.length < 16) letters.push(LETTERS.charAt(byte % LETTERS.length))
    }
  }
  return [0, 4, 8, 12].map((at) => letters.slice(at, at + 4).join('')).join('-')
}

// Changing one's own password: the present one must be given, and every other session of the account ends with it.
import type { Instant } from '../../domain/time/civil.ts'
import type { Pool } from '../../activities/pool.ts'
import { inTransaction } from '../../activities/pool.ts'
import { Problem } from '../problems.ts'
import type { Actor } from './actor.ts'
import { PASSWORD_MIN, hashPassword, isPassword } from './passwords.ts'

/** Throws `badCredentials` where the present password is wrong, `passwordTooWeak` where the next one won't do. */
export async function changePassword(
  pool: Pool,
  actor: Actor,
  request: { readonly present: string; readonly next: string },
  now: Instant,
): Promise<void> {
  const { rows } = await pool.query<{ password_hash: string }>(
    'SELECT password_hash FROM account WHERE person_id = $1',
    [actor.personId],
  )
  const stored = rows[0]?.password_hash
  if (stored === undefined || !(await isPassword(stored, request.present))) {
    throw new Problem('badCredentials', { field: 'present' })
  }
  if ([...request.next].length < PASSWORD_MIN || request.next === request.present) {
    throw new Problem('passwordTooWeak', { field: 'next' })
  }
  const passwordHash = await hashPassword(request.next)
  await inTransaction(pool, async (client) => {
    await client.query('UPDATE account SET password_hash = $2, must_change = false WHERE person_id = $1', [
      actor.personId,
      passwordHash,
    ])
    await client.query(
      'UPDATE session SET ended_at = $3 WHERE person_id = $1 AND id_hash <> $2 AND ended_at IS NULL',
      [actor.personId, actor.keyHash, now],
    )
  })
}

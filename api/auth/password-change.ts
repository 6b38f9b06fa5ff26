// Changing one's own password: the present one must be given, every other session of the account ends with it, and the
// present one goes on under a new secret.
import type { Instant } from '../../domain/time/civil.ts'
import type { Pool } from '../../activities/pool.ts'
import { inTransaction } from '../../activities/pool.ts'
import { Problem } from '../problems.ts'
import type { Actor } from './actor.ts'
import { PASSWORD_MIN, hashPassword } from './passwords.ts'
import { requirePassword } from './presence.ts'
import { endOtherSessions, renewSession } from './sessions.ts'

/**
 * Gives the session's new secret, null for a machine. Throws `badCredentials` where the present password is wrong,
 * `passwordTooWeak` where the next one won't do.
 */
export async function changePassword(
  pool: Pool,
  actor: Actor,
  request: { readonly present: string; readonly next: string },
  now: Instant,
): Promise<string | null> {
  await requirePassword(pool, actor.personId, request.present, 'present', now)
  if ([...request.next].length < PASSWORD_MIN || request.next === request.present) {
    throw new Problem('passwordTooWeak', { field: 'next' })
  }
  const passwordHash = await hashPassword(request.next)
  return inTransaction(pool, async (client) => {
    await client.query('UPDATE account SET password_hash = $2, must_change = false WHERE person_id = $1', [
      actor.personId,
      passwordHash,
    ])
    await endOtherSessions(client, actor.personId, actor.keyHash, now)
    return actor.via === 'session' ? renewSession(client, actor.keyHash) : null
  })
}

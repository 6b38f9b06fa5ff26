// From the request's cookie or Authorization header to the actor. A request that changes something and comes with a
// cookie must also bring the session's own token in a header, which another site's page can't read.
import type { Request } from 'express'
import { addMs } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problems.ts'
import { findActor } from './actor.ts'
import type { Actor, Found } from './actor.ts'
import { SESSION_COOKIE, cookieOf } from './cookies.ts'
import { sameSecret, secretHash } from './secrets.ts'

/** How often a session's last use is written down, in milliseconds: not at every request. */
const SEEN_EVERY_MS = 5 * 60_000
/** A session ends this long after it began, however busy it was, in milliseconds. */
const SESSION_LONGEST_MS = 7 * 86_400_000
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']

/** The real clock, for sessions and tokens only: they don't follow a stepped one. */
export function realNow(): Instant {
  return new Date().toISOString()
}

/** Who asks, and when the request was received; throws `unauthenticated` or `csrfMissing`. */
export async function authenticate(deps: Deps, req: Request): Promise<Found> {
  const { via, secret } = credentialOf(req)
  const now = realNow()
  const found = await findActor(deps.pool, via, secretHash(secret), now)
  if (found === null) throw new Problem('unauthenticated')
  checkCsrf(req, found.actor)
  if (found.lastSeenAt < addMs(now, -SEEN_EVERY_MS)) await noteUse(deps, found.actor, now)
  return found
}

function credentialOf(req: Request): { via: Actor['via']; secret: string } {
  const header = req.headers.authorization
  if (header !== undefined) {
    const bearer = /^Bearer ([\w.~+/-]{16,200})$/u.exec(header)?.[1]
    if (bearer === undefined) throw new Problem('unauthenticated')
    return { via: 'token', secret: bearer }
  }
  const secret = cookieOf(req.headers.cookie, SESSION_COOKIE)
  if (secret === null || secret === '') throw new Problem('unauthenticated')
  return { via: 'session', secret }
}

function checkCsrf(req: Request, { csrf }: Actor): void {
  if (csrf === null || SAFE_METHODS.includes(req.method)) return
  const given = req.headers['x-csrf-token']
  if (typeof given !== 'string' || !sameSecret(given, csrf)) throw new Problem('csrfMissing')
}

async function noteUse(deps: Deps, actor: Actor, now: Instant): Promise<void> {
  if (actor.via === 'token') {
    // Nobody misses the last seconds of it: not worth a wait for the disk.
    const text = `WITH off AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
      UPDATE machine_token SET last_used_at = $2 FROM off WHERE token_hash = $1`
    await deps.pool.query(text, [actor.keyHash, now])
    return
  }
  await deps.pool.query(
    `UPDATE session SET last_seen_at = $2,
       expires_at = greatest(expires_at, least($3::timestamptz, created_at + $4 * interval '1 millisecond'))
     WHERE id_hash = $1`,
    [actor.keyHash, now, addMs(now, deps.settings.sessionHours * 3_600_000), SESSION_LONGEST_MS],
  )
}

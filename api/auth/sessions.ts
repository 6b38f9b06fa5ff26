// Sessions of people: begun after whoever it is has proved it, given a new secret when the way of proof changes, listed for
// their owner and ended by him. They live by the real clock.
import { addMs } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Queryable } from '../../activities/pool.ts'
import { newSecret, secretHash } from './secrets.ts'

/** A session that has begun: the cookie's value, and what the browser sends back in X-CSRF-Token. */
export interface NewSession {
  readonly secret: string
  readonly csrf: string
  readonly personId: string
}

/** The browser at the other end. */
export interface Device {
  readonly userAgent: string | null
  readonly address: string | null
}

export interface SessionStart {
  readonly device: Device
  readonly now: Instant
  readonly sessionHours: number
  readonly via: 'password' | 'provider'
  readonly provider?: string
  /** Sealed. */
  readonly logoutHint?: string | null
}

/** Begins a session of a person who has proved who he is. */
export async function beginSession(
  db: Queryable,
  personId: string,
  start: SessionStart,
): Promise<NewSession> {
  const secret = newSecret()
  const csrf = newSecret()
  const { now, device, sessionHours } = start
  await db.query(
    `WITH cleared AS (UPDATE account SET failed_count = 0, locked_until = NULL WHERE person_id = $2 AND failed_count > 0)
     INSERT INTO session (id_hash, person_id, csrf, created_at, last_seen_at, expires_at, user_agent, address, via, provider, logout_hint)
     VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $10)`,
    [
      secretHash(secret),
      personId,
      csrf,
      now,
      addMs(now, sessionHours * 3_600_000),
      device.userAgent?.slice(0, 200) ?? null,
      device.address,
      start.via,
      start.provider ?? null,
      start.logoutHint ?? null,
    ],
  )
  return { secret, csrf, personId }
}

/** Ends a session at once. */
export async function endSession(db: Queryable, idHash: string, now: Instant): Promise<void> {
  await db.query('UPDATE session SET ended_at = $2 WHERE id_hash = $1 AND ended_at IS NULL', [idHash, now])
}

/** Ends all sessions of a person but one. */
export async function endOtherSessions(
  db: Queryable,
  personId: string,
  keptHash: string,
  now: Instant,
): Promise<void> {
  await db.query(
    'UPDATE session SET ended_at = $3 WHERE person_id = $1 AND id_hash <> $2 AND ended_at IS NULL',
    [personId, keptHash, now],
  )
  await db.query('DELETE FROM sign_in_challenge WHERE person_id = $1', [personId])
}

/** Gives a session another secret: whoever knows the old one is out. Its pages go on, for their token stays. */
export async function renewSession(db: Queryable, idHash: string): Promise<string> {
  const secret = newSecret()
  await db.query('UPDATE session SET id_hash = $2 WHERE id_hash = $1', [idHash, secretHash(secret)])
  return secret
}

export interface SessionRow {
  readonly id: string
  readonly current: boolean
  readonly user_agent: string | null
  readonly address: string | null
  readonly via: 'password' | 'provider'
  readonly provider: string | null
  readonly created_at: Date
  readonly last_seen_at: Date
  readonly expires_at: Date
}

/** The sessions of a person that go on, the one last used first. */
export async function sessionsOf(
  db: Queryable,
  personId: string,
  currentHash: string,
  now: Instant,
): Promise<SessionRow[]> {
  const { rows } = await db.query<SessionRow>(
    `SELECT id, id_hash = $2 AS current, user_agent, address, via, provider, created_at, last_seen_at, expires_at
     FROM session WHERE person_id = $1 AND ended_at IS NULL AND expires_at > $3
     ORDER BY last_seen_at DESC, id LIMIT 200`,
    [personId, currentHash, now],
  )
  return rows
}

/** Ends one of a person's sessions by its id; gives whether it was his and went on, and whether it is the present one. */
export async function endSessionById(
  db: Queryable,
  personId: string,
  id: string,
  currentHash: string,
  now: Instant,
): Promise<{ readonly current: boolean } | null> {
  const { rows } = await db.query<{ current: boolean }>(
    `UPDATE session SET ended_at = $4 WHERE id = $2 AND person_id = $1 AND ended_at IS NULL AND expires_at > $4
     RETURNING id_hash = $3 AS current`,
    [personId, id, currentHash, now],
  )
  return rows[0] ?? null
}

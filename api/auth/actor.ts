// Who is asking: the person behind a session cookie or a bearer token, with every role that he holds or was delegated.
// One statement reads it all, and the instant by the instance's clock with it: that is when the request was received.
import type { Capacity } from '../../domain/command.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { OfficeKind, Role } from '../../domain/vocabulary.ts'
import type { Queryable } from '../../activities/pool.ts'
import { CLOCK_SQL } from '../../activities/record/base.ts'

/** A role in an office that holds at present, with the office's place in the tree. */
export interface Post extends Capacity {
  readonly officeKind: OfficeKind
  readonly officeName: string
  readonly validTo: Instant | null
}

export interface Actor {
  readonly personId: string
  readonly name: string
  readonly login: string
  readonly mustChange: boolean
  /** 'session' is a person at a browser; 'token' is a machine. */
  readonly via: 'session' | 'token'
  /** How the session began; null for a machine. */
  readonly signedInBy: 'password' | 'provider' | null
  /** Whether the account has a second factor. */
  readonly hasSecondFactor: boolean
  /** Stored hash of the session or token. */
  readonly keyHash: string
  /** What a browser must send back in X-CSRF-Token; null for tokens. */
  readonly csrf: string | null
  /** Roles that hold at the request's instant, his own first, then those delegated to him. */
  readonly posts: readonly Post[]
}

interface PostRow {
  readonly role: Role
  readonly officeId: string
  readonly holdingId: string
  readonly officeKind: OfficeKind
  readonly officeName: string
  readonly from: Instant
  readonly to: Instant | null
  readonly delegationId: string | null
  readonly fromPersonId: string | null
  readonly procedureId: string | null
  readonly delegatedFrom: Instant | null
  readonly delegatedTo: Instant | null
}

interface ActorRow {
  readonly personId: string
  readonly name: string
  readonly login: string
  readonly mustChange: boolean
  readonly signedInBy: Actor['signedInBy']
  readonly hasSecondFactor: boolean
  readonly csrf: string | null
  readonly lastSeenAt: Date
  readonly expiresAt: Date | null
  readonly posts: readonly PostRow[]
  readonly now: Date
}

/** The actor, and the instant of receipt by the instance's clock. */
export interface Found {
  readonly actor: Actor
  readonly at: Instant
  /** By the real clock. */
  readonly lastSeenAt: Instant
}

const instant = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

// A delegation carries the role only while the one who gave it holds it himself.
const POSTS = `
  SELECT coalesce(json_agg(json_build_object(
    'role', h.role, 'officeId', h.office_id, 'holdingId', h.id, 'officeKind', o.kind, 'officeName', o.name,
    'from', ${instant('h.valid_from')}, 'to', ${instant('h.valid_to')},
    'delegationId', h.delegation_id, 'fromPersonId', h.from_person, 'procedureId', h.procedure_id,
    'delegatedFrom', ${instant('h.delegated_from')}, 'delegatedTo', ${instant('h.delegated_to')}
  ) ORDER BY h.delegation_id NULLS FIRST, h.valid_from, h.id), '[]')
  FROM (
    SELECT id, role, office_id, valid_from, valid_to, NULL AS delegation_id, NULL AS from_person,
      NULL AS procedure_id, NULL::timestamptz AS delegated_from, NULL::timestamptz AS delegated_to
    FROM role_holding WHERE person_id = p.id
    UNION ALL
    SELECT g.id, g.role, g.office_id, g.valid_from, g.valid_to, d.id, d.from_person,
      d.procedure_id, d.valid_from, least(d.valid_to, d.ended_at)
    FROM delegation d
    JOIN role_holding g ON g.person_id = d.from_person AND g.office_id = d.office_id AND g.role = d.role
    WHERE d.to_person = p.id
  ) h JOIN office o ON o.id = h.office_id`

const COLUMNS = `
  p.id AS "personId", p.name, a.login,
  EXISTS (SELECT 1 FROM second_factor f WHERE f.person_id = p.id AND f.secret IS NOT NULL) AS "hasSecondFactor",
  (${POSTS}) AS posts, ${CLOCK_SQL} AS now`

const BY_SESSION = {
  name: 'actor-by-session',
  text: `SELECT ${COLUMNS}, s.csrf, s.via AS "signedInBy", a.must_change AND s.via = 'password' AS "mustChange", s.last_seen_at AS "lastSeenAt", s.expires_at AS "expiresAt"
    FROM session s JOIN person p ON p.id = s.person_id JOIN account a ON a.person_id = p.id
    WHERE s.id_hash = $1 AND s.ended_at IS NULL AND s.expires_at > $2 AND a.disabled_at IS NULL`,
}

const BY_TOKEN = {
  name: 'actor-by-token',
  text: `SELECT ${COLUMNS}, NULL AS csrf, NULL AS "signedInBy", a.must_change AS "mustChange", coalesce(t.last_used_at, t.created_at) AS "lastSeenAt", t.expires_at AS "expiresAt"
    FROM machine_token t JOIN person p ON p.id = t.person_id JOIN account a ON a.person_id = p.id
    WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > $2)
      AND a.disabled_at IS NULL`,
}

/** Reads who is behind a session or token; null when it is unknown, ended or past its time (by the real clock). */
export async function findActor(
  db: Queryable,
  via: Actor['via'],
  keyHash: string,
  realNow: Instant,
): Promise<Found | null> {
  const statement = via === 'session' ? BY_SESSION : BY_TOKEN
  const { rows } = await db.query<ActorRow>({ ...statement, values: [keyHash, realNow] })
  const row = rows[0]
  if (row === undefined) return null
  const { now, lastSeenAt, expiresAt: _, posts, ...person } = row
  const at = now.toISOString()
  const actor = { ...person, via, keyHash, posts: posts.filter((post) => holdsAt(post, at)).map(postOf) }
  return { actor, at, lastSeenAt: lastSeenAt.toISOString() }
}

/** Whether a post is lent for one procedure only: it gives tasks of that one, and no sight or power beside them. */
export function isLimited({ delegation }: Post): boolean {
  return (delegation?.procedureId ?? null) !== null
}

/** Whether he holds one of the roles anywhere, in his own name or by delegation. */
export function holdsAny(actor: Actor, roles: readonly Role[]): boolean {
  return actor.posts.some((post) => roles.includes(post.role))
}

/** Whether he signed in with a password alone, and one of his roles needs more. */
export function lacksSecondFactor(
  actor: Actor,
  { secondFactorRoles }: { readonly secondFactorRoles: readonly Role[] },
): boolean {
  return actor.signedInBy === 'password' && !actor.hasSecondFactor && holdsAny(actor, secondFactorRoles)
}

const BY_PERSON = {
  name: 'actor-by-person',
  text: `SELECT ${COLUMNS}, NULL AS csrf, NULL AS "signedInBy", a.must_change AS "mustChange",
      NULL::timestamptz AS "lastSeenAt", NULL::timestamptz AS "expiresAt"
    FROM person p JOIN account a ON a.person_id = p.id WHERE p.id = $1 AND a.disabled_at IS NULL`,
}

/** A person for whom work that he asked for goes on, with the roles that he holds now; null where his account is locked. */
export async function findPerson(
  db: Queryable,
  personId: string,
): Promise<Pick<Found, 'actor' | 'at'> | null> {
  const { rows } = await db.query<ActorRow>({ ...BY_PERSON, values: [personId] })
  const row = rows[0]
  if (row === undefined) return null
  const { now, lastSeenAt: _, expiresAt: __, posts, ...person } = row
  const at = now.toISOString()
  const mine = posts.filter((post) => holdsAt(post, at)).map(postOf)
  return { actor: { ...person, via: 'token', keyHash: '', posts: mine }, at }
}

function holdsAt(post: PostRow, at: Instant): boolean {
  if (post.from > at || (post.to !== null && post.to <= at)) return false
  if (post.delegationId === null) return true
  return (
    post.delegatedFrom !== null &&
    post.delegatedFrom <= at &&
    (post.delegatedTo === null || post.delegatedTo > at)
  )
}

function postOf(post: PostRow): Post {
  const { role, officeId, holdingId, officeKind, officeName, delegationId, fromPersonId } = post
  const limited = post.procedureId === null ? {} : { procedureId: post.procedureId }
  const delegation =
    delegationId === null || fromPersonId === null ? null : { id: delegationId, fromPersonId, ...limited }
  const validTo = delegation === null ? post.to : post.delegatedTo
  return { role, officeId, holdingId, officeKind, officeName, delegation, validTo }
}

// Signing in with a password, in one stage or two, signing out, and who one is.
import { z } from 'zod'
import { lacksSecondFactor } from '../auth/actor.ts'
import { realNow } from '../auth/authenticate.ts'
import { deviceOf, isSecure, requireSeals } from '../auth/context.ts'
import {
  CHALLENGE_COOKIE,
  cookieOf,
  noPassingCookie,
  noSessionCookie,
  passingCookie,
  sessionCookie,
} from '../auth/cookies.ts'
import { finishLogIn, logIn } from '../auth/login.ts'
import { PASSWORD_MAX } from '../auth/passwords.ts'
import { changePassword } from '../auth/password-change.ts'
import { logoutUrl } from '../auth/provider-sign-in.ts'
import { endSession } from '../auth/sessions.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problems.ts'
import { Answer, route } from '../route.ts'
import type { Route } from '../route.ts'
import { instant, officeKind, role } from '../schemas.ts'

const tag = 'session'

const post = z
  .object({
    role,
    officeId: z.string(),
    officeName: z.string(),
    officeKind,
    delegation: z.object({ id: z.string(), fromPersonId: z.string() }).nullable(),
    validTo: instant.nullable(),
  })
  .meta({ id: 'Post' })

const me = z
  .object({
    personId: z.string(),
    name: z.string(),
    login: z.string(),
    mustChangePassword: z.boolean(),
    /** To be sent back as X-CSRF-Token; null for machines. */
    csrf: z.string().nullable(),
    /** How the session began; null for machines. */
    signedInBy: z.enum(['password', 'provider']).nullable(),
    secondFactor: z.object({
      enrolled: z.boolean(),
      /** Whether nothing else may be done before one is enrolled. */
      missing: z.boolean(),
      recoveryCodesLeft: z.int(),
    }),
    posts: z.array(post),
    now: instant,
  })
  .meta({ id: 'Me' })

const begun = z.object({ personId: z.string(), csrf: z.string() })

/** The password was right: the code of the second factor is the next thing to send. */
const needed = z.object({ secondFactor: z.literal('needed'), expiresAt: instant }).meta({ id: 'SecondStage' })

/** Six digits as the telephone shows them, or a recovery code. */
export const givenCode = z.union([
  z.strictObject({ code: z.string().regex(/^\d{6}$/u) }),
  z.strictObject({ recoveryCode: z.string().min(1).max(40) }),
])

export const sessionRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/session',
    id: 'logIn',
    summary: 'Log in: begins a session in a cookie, or asks for the second factor',
    tag,
    access: 'public',
    body: z.strictObject({
      login: z.string().min(1).max(100),
      password: z.string().min(1).max(PASSWORD_MAX),
    }),
    status: 201,
    reply: begun,
    also: { 202: { description: 'The password is right; the second factor is needed', schema: needed } },
    handle: async ({ deps, req, body }) => {
      const { sessionHours } = deps.settings
      const request = { ...body, device: deviceOf(req), now: realNow(), sessionHours }
      const done = await logIn(deps.pool, request)
      if ('challenge' in done) {
        const { secret, expiresAt } = done.challenge
        const cookie = passingCookie(CHALLENGE_COOKIE, secret, isSecure(deps))
        return new Answer(202, { secondFactor: 'needed', expiresAt }, {}, [cookie])
      }
      const { secret, csrf, personId } = done.session
      return new Answer(201, { personId, csrf }, { 'Set-Cookie': sessionCookie(secret, isSecure(deps)) })
    },
  }),
  route({
    method: 'post',
    path: '/session/second-factor',
    id: 'finishLogIn',
    summary: 'The second stage of logging in: a code of the telephone, or a recovery code',
    tag,
    access: 'public',
    body: givenCode,
    status: 201,
    reply: begun,
    handle: async ({ deps, req, body }) => {
      const secret = cookieOf(req.headers.cookie, CHALLENGE_COOKIE.name)
      if (secret === null || secret === '') throw new Problem('signInExpired')
      const { sessionHours } = deps.settings
      const stage = { secret, given: body, device: deviceOf(req), now: realNow(), sessionHours }
      const session = await finishLogIn(deps.pool, requireSeals(deps), stage)
      const cookies = [
        sessionCookie(session.secret, isSecure(deps)),
        noPassingCookie(CHALLENGE_COOKIE, isSecure(deps)),
      ]
      return new Answer(201, { personId: session.personId, csrf: session.csrf }, {}, cookies)
    },
  }),
  route({
    method: 'delete',
    path: '/session',
    id: 'logOut',
    summary: 'Log out; says where to end the session of an identity provider, too, where it began there',
    tag,
    access: 'person',
    status: 204,
    also: {
      200: { description: 'Over here; still to end there', schema: z.object({ logoutUrl: z.url() }) },
    },
    handle: async ({ deps, actor }) => {
      const headers = { 'Set-Cookie': noSessionCookie(isSecure(deps)) }
      if (actor.via !== 'session') return new Answer(204, undefined, headers)
      await endSession(deps.pool, actor.keyHash, realNow())
      const elsewhere = actor.signedInBy === 'provider' ? await elsewhereToo(deps, actor.keyHash) : null
      return elsewhere === null
        ? new Answer(204, undefined, headers)
        : new Answer(200, { logoutUrl: elsewhere }, headers)
    },
  }),
  route({
    method: 'get',
    path: '/me',
    id: 'getMe',
    summary: 'Who is logged in: roles that hold now, by right and by delegation, and the instance’s instant',
    tag,
    access: 'person',
    reply: me,
    handle: async ({ deps, actor, at }) => ({
      personId: actor.personId,
      name: actor.name,
      login: actor.login,
      mustChangePassword: actor.mustChange,
      csrf: actor.csrf,
      signedInBy: actor.signedInBy,
      secondFactor: {
        enrolled: actor.hasSecondFactor,
        missing: lacksSecondFactor(actor, deps.settings),
        recoveryCodesLeft: actor.hasSecondFactor ? await recoveryCodesLeft(deps, actor.personId) : 0,
      },
      posts: actor.posts.map(({ holdingId: _, ...shown }) => shown),
      now: at,
    }),
  }),
  route({
    method: 'post',
    path: '/me/password',
    id: 'changePassword',
    summary: 'Change the own password; all other sessions of the account end, and this one gets a new cookie',
    tag,
    access: 'person',
    body: z.strictObject({
      present: z.string().min(1).max(PASSWORD_MAX),
      next: z.string().min(1).max(PASSWORD_MAX),
    }),
    status: 204,
    handle: async ({ deps, actor, body }) => {
      const secret = await changePassword(deps.pool, actor, body, realNow())
      return new Answer(204, undefined, {}, secret === null ? [] : [sessionCookie(secret, isSecure(deps))])
    },
  }),
]

async function recoveryCodesLeft({ pool }: Deps, personId: string): Promise<number> {
  const { rows } = await pool.query<{ left: number }>(
    'SELECT count(*)::int AS left FROM recovery_code WHERE person_id = $1 AND used_at IS NULL',
    [personId],
  )
  return rows[0]?.left ?? 0
}

/** Where to end the provider's session; null where it can't be: the session here is over in any case. */
async function elsewhereToo(deps: Deps, keyHash: string): Promise<string | null> {
  const { rows } = await deps.pool.query<{ provider: string | null; logout_hint: string | null }>(
    'SELECT provider, logout_hint FROM session WHERE id_hash = $1',
    [keyHash],
  )
  const provider = deps.providers.find(rows[0]?.provider ?? '')
  if (provider === null || deps.seals === null) return null
  try {
    return await logoutUrl(provider, deps.seals, deps.settings.publicUrl, rows[0]?.logout_hint ?? null)
  } catch (error) {
    deps.log.warn({ provider: provider.settings.id, err: error }, 'no way to end the provider’s session')
    return null
  }
}

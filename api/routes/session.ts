// Logging in and out, and who one is.
import { z } from 'zod'
import { realNow } from '../auth/authenticate.ts'
import { noSessionCookie, sessionCookie } from '../auth/cookies.ts'
import { endSession, logIn } from '../auth/login.ts'
import { PASSWORD_MAX } from '../auth/passwords.ts'
import { changePassword } from '../auth/password-change.ts'
import type { Deps } from '../deps.ts'
import { Answer, route } from '../route.ts'
import type { Route } from '../route.ts'
import { instant, officeKind, role } from '../schemas.ts'

const isSecure = ({ settings }: Deps): boolean => settings.publicUrl.startsWith('https:')

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
    posts: z.array(post),
    now: instant,
  })
  .meta({ id: 'Me' })

export const sessionRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/session',
    id: 'logIn',
    summary: 'Log in: begins a session in a cookie',
    tag: 'session',
    access: 'public',
    body: z.strictObject({
      login: z.string().min(1).max(100),
      password: z.string().min(1).max(PASSWORD_MAX),
    }),
    status: 201,
    reply: z.object({ personId: z.string(), csrf: z.string() }),
    handle: async ({ deps, req, body }) => {
      const userAgent = req.headers['user-agent'] ?? null
      const { sessionHours } = deps.settings
      const session = await logIn(deps.pool, { ...body, userAgent, now: realNow(), sessionHours })
      const { secret, csrf, personId } = session
      return new Answer(201, { personId, csrf }, { 'Set-Cookie': sessionCookie(secret, isSecure(deps)) })
    },
  }),
  route({
    method: 'delete',
    path: '/session',
    id: 'logOut',
    summary: 'Log out: ends the session at once',
    tag: 'session',
    access: 'person',
    status: 204,
    handle: async ({ deps, actor }) => {
      if (actor.via === 'session') await endSession(deps.pool, actor.keyHash, realNow())
      return new Answer(204, undefined, { 'Set-Cookie': noSessionCookie(isSecure(deps)) })
    },
  }),
  route({
    method: 'get',
    path: '/me',
    id: 'getMe',
    summary: 'Who is logged in: roles that hold now, by right and by delegation, and the instance’s instant',
    tag: 'session',
    access: 'person',
    reply: me,
    handle: async ({ actor, at }) => ({
      personId: actor.personId,
      name: actor.name,
      login: actor.login,
      mustChangePassword: actor.mustChange,
      csrf: actor.csrf,
      posts: actor.posts.map(({ holdingId: _, ...shown }) => shown),
      now: at,
    }),
  }),
  route({
    method: 'post',
    path: '/me/password',
    id: 'changePassword',
    summary: 'Change the own password; all other sessions of the account end',
    tag: 'session',
    access: 'person',
    body: z.strictObject({
      present: z.string().min(1).max(PASSWORD_MAX),
      next: z.string().min(1).max(PASSWORD_MAX),
    }),
    status: 204,
    handle: async ({ deps, actor, body }) => {
      await changePassword(deps.pool, actor, body, realNow())
      return undefined
    },
  }),
]

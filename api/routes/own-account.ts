// What a person does with his own account in a session: his sessions listed and ended, his second factor enrolled, replaced
// and given up. Whatever weakens the account asks for the present password, and for a code where there is a second factor.
import QRCode from 'qrcode'
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import { appendChainEvent } from '../../activities/record/chain.ts'
import { SYSTEM_CHAIN } from '../../activities/record/ids.ts'
import { byId } from '../admin/schemas.ts'
import type { Actor } from '../auth/actor.ts'
import { holdsAny } from '../auth/actor.ts'
import { realNow } from '../auth/authenticate.ts'
import { isSecure, requireSeals } from '../auth/context.ts'
import { noSessionCookie, sessionCookie } from '../auth/cookies.ts'
import { PASSWORD_MAX } from '../auth/passwords.ts'
import { requirePassword } from '../auth/presence.ts'
import {
  beginEnrolment,
  checkCode,
  confirmEnrolment,
  removeSecondFactor,
  renewRecoveryCodes,
} from '../auth/second-factor.ts'
import { endOtherSessions, endSessionById, renewSession, sessionsOf } from '../auth/sessions.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problems.ts'
import { Answer, route } from '../route.ts'
import type { Route } from '../route.ts'
import { id, instant } from '../schemas.ts'
import { givenCode } from './session.ts'

const tag = 'session'

const sessionItem = z
  .object({
    id,
    /** The one that asks. */
    current: z.boolean(),
    /** As the browser names itself. */
    device: z.string().nullable(),
    address: z.string().nullable(),
    signedInBy: z.enum(['password', 'provider']),
    provider: z.string().nullable(),
    begunAt: instant,
    lastSeenAt: instant,
    expiresAt: instant,
  })
  .meta({ id: 'Session' })

const password = z.string().min(1).max(PASSWORD_MAX)
/** The present password, and a code where the account has a second factor. */
const proof = z.strictObject({ password, proof: givenCode.optional() })
const recoveryCodes = z.array(z.string())

/** Only a person at a browser sees to his account: a machine's token is no proof of him. */
function atBrowser(actor: Actor): void {
  if (actor.via !== 'session') throw new Problem('forbidden')
}

/** Checks password and, where there is one, the second factor; throws `badCredentials`, `badCode` or `tooManyAttempts`. */
async function requireProof(deps: Deps, actor: Actor, given: z.output<typeof proof>): Promise<void> {
  const now = realNow()
  await requirePassword(deps.pool, actor.personId, given.password, 'password', now)
  if (!actor.hasSecondFactor) return
  const code = given.proof
  if (code === undefined) throw new Problem('badCode', { field: 'proof' })
  const seals = requireSeals(deps)
  const refusal = await inTransaction(deps.pool, (client) =>
    checkCode(client, seals, actor.personId, code, now),
  )
  if (refusal !== null) throw refusal
}

export const ownAccountRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/me/sessions',
    id: 'listSessions',
    summary: 'The own sessions that go on, the one last used first',
    tag,
    access: 'person',
    reply: z.object({ items: z.array(sessionItem) }),
    handle: async ({ deps, actor }) => {
      atBrowser(actor)
      const rows = await sessionsOf(deps.pool, actor.personId, actor.keyHash, realNow())
      return {
        items: rows.map((row) => ({
          id: row.id,
          current: row.current,
          device: row.user_agent,
          address: row.address,
          signedInBy: row.via,
          provider: row.provider,
          begunAt: row.created_at.toISOString(),
          lastSeenAt: row.last_seen_at.toISOString(),
          expiresAt: row.expires_at.toISOString(),
        })),
      }
    },
  }),
  route({
    method: 'delete',
    path: '/me/sessions/{id}',
    id: 'endSession',
    summary: 'End one of the own sessions',
    tag,
    access: 'person',
    params: byId,
    status: 204,
    handle: async ({ deps, actor, params }) => {
      atBrowser(actor)
      const ended = await endSessionById(deps.pool, actor.personId, params.id, actor.keyHash, realNow())
      if (ended === null) throw new Problem('notFound')
      return new Answer(204, undefined, {}, ended.current ? [noSessionCookie(isSecure(deps))] : [])
    },
  }),
  route({
    method: 'delete',
    path: '/me/sessions',
    id: 'endOtherSessions',
    summary: 'End all own sessions but the one that asks',
    tag,
    access: 'person',
    status: 204,
    handle: async ({ deps, actor }) => {
      atBrowser(actor)
      await endOtherSessions(deps.pool, actor.personId, actor.keyHash, realNow())
      return undefined
    },
  }),
  route({
    method: 'post',
    path: '/me/second-factor',
    id: 'enrolSecondFactor',
    summary: 'Begin a second factor, or a new one in place of the present: a secret to scan, then to confirm',
    tag,
    access: 'person',
    body: proof,
    status: 201,
    reply: z.object({ secret: z.string(), uri: z.string(), qr: z.string() }),
    handle: async ({ deps, actor, body }) => {
      atBrowser(actor)
      const seals = requireSeals(deps)
      await requireProof(deps, actor, body)
      const { secret, uri } = await beginEnrolment(deps.pool, seals, actor, realNow())
      const qr = await QRCode.toDataURL(uri, { errorCorrectionLevel: 'M', margin: 4, width: 264 })
      return new Answer(201, { secret, uri, qr })
    },
  }),
  route({
    method: 'post',
    path: '/me/second-factor/confirm',
    id: 'confirmSecondFactor',
    summary: 'Put the new second factor in force with a code of it; shows the recovery codes, once',
    tag,
    access: 'person',
    body: z.strictObject({ code: z.string().regex(/^\d{6}$/u) }),
    status: 201,
    reply: z.object({ recoveryCodes }),
    handle: async ({ deps, actor, at, body }) => {
      atBrowser(actor)
      const seals = requireSeals(deps)
      const done = await inTransaction(deps.pool, async (client) => {
        const codes = await confirmEnrolment(client, seals, actor.personId, body.code, realNow())
        if (codes instanceof Problem) throw codes
        await endOtherSessions(client, actor.personId, actor.keyHash, realNow())
        await appendChainEvent(
          client,
          SYSTEM_CHAIN,
          'secondFactorSet',
          { personId: actor.personId },
          actor.personId,
          at,
        )
        return { codes, secret: await renewSession(client, actor.keyHash) }
      })
      return new Answer(201, { recoveryCodes: done.codes }, {}, [sessionCookie(done.secret, isSecure(deps))])
    },
  }),
  route({
    method: 'post',
    path: '/me/second-factor/recovery-codes',
    id: 'renewRecoveryCodes',
    summary: 'New recovery codes in place of all there were; shown by this answer only',
    tag,
    access: 'person',
    body: proof,
    status: 201,
    reply: z.object({ recoveryCodes }),
    handle: async ({ deps, actor, body }) => {
      atBrowser(actor)
      if (!actor.hasSecondFactor) throw new Problem('secondFactorMissing')
      const seals = requireSeals(deps)
      await requireProof(deps, actor, body)
      const codes = await inTransaction(deps.pool, (client) =>
        renewRecoveryCodes(client, seals, actor.personId),
      )
      return new Answer(201, { recoveryCodes: codes })
    },
  }),
  route({
    method: 'post',
    path: '/me/second-factor/remove',
    id: 'removeSecondFactor',
    summary: 'Give up the own second factor, where no role needs one; all other sessions end',
    tag,
    access: 'person',
    body: proof,
    status: 204,
    handle: async ({ deps, actor, at, body }) => {
      atBrowser(actor)
      if (!actor.hasSecondFactor) throw new Problem('secondFactorMissing')
      if (holdsAny(actor, deps.settings.secondFactorRoles)) throw new Problem('secondFactorRequired')
      await requireProof(deps, actor, body)
      const secret = await inTransaction(deps.pool, async (client) => {
        await removeSecondFactor(client, actor.personId)
        await endOtherSessions(client, actor.personId, actor.keyHash, realNow())
        const data = { personId: actor.personId }
        await appendChainEvent(client, SYSTEM_CHAIN, 'secondFactorRemoved', data, actor.personId, at)
        return renewSession(client, actor.keyHash)
      })
      return new Answer(204, undefined, {}, [sessionCookie(secret, isSecure(deps))])
    },
  }),
]

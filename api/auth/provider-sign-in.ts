// Signing in through an identity provider: authorization code with PKCE, state and nonce. What was sent is kept sealed in
// the browser's own cookie, so nothing is written here before somebody has proved who he is; then session and link are
// written at once or not at all.
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import type { Configuration } from 'openid-client'
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import type { Pool } from '../../activities/pool.ts'
import { readClock } from '../../activities/record/clock.ts'
import { addMs } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { Problem } from '../problems.ts'
import { PROVIDER_COOKIE } from './cookies.ts'
import { personOf } from './identities.ts'
import type { Proven } from './identities.ts'
import { providerProblem } from './providers.ts'
import type { Provider } from './providers.ts'
import type { Seals } from './seals.ts'
import { sameSecret } from './secrets.ts'
import { beginSession } from './sessions.ts'
import type { Device, NewSession } from './sessions.ts'

const PURPOSE = 'sign-in through a provider'
const HINT_PURPOSE = 'logout hint'

const underWay = z.object({
  provider: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  expiresAt: z.string(),
})

/** The address that a provider sends people back to; it has to be registered there. */
export function callbackUrl(publicUrl: string, providerId: string): string {
  return `${publicUrl}/api/v1/sign-in/${providerId}/callback`
}

/** A path on this site that a sign-in may lead to; anything else is refused. Throws `invalidRequest`. */
export function safeReturn(publicUrl: string, returnTo: string | undefined): string {
  if (returnTo === undefined) return '/'
  const problem = new Problem('invalidRequest', { field: 'returnTo' })
  if (!/^\/(?![/\\])/u.test(returnTo) || /[\p{Cc}\\]/u.test(returnTo)) throw problem
  const { origin } = new URL(publicUrl)
  const target = URL.canParse(returnTo, origin) ? new URL(returnTo, origin) : null
  if (target === null || target.origin !== origin) throw problem
  return `${target.pathname}${target.search}${target.hash}`
}

export interface Begun {
  /** Where the browser goes. */
  readonly url: string
  /** The cookie's value. */
  readonly sealed: string
}

/** What the browser takes to the provider. Throws `providerUnavailable` or `identityNotProven`. */
export async function beginAtProvider(
  provider: Provider,
  seals: Seals,
  { publicUrl, returnTo, now }: { publicUrl: string; returnTo: string; now: Instant },
): Promise<Begun> {
  const configuration = await provider.configuration()
  const { id, scopes } = provider.settings
  const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()]
  const expiresAt = addMs(now, PROVIDER_COOKIE.maxAgeSeconds * 1000)
  try {
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: callbackUrl(publicUrl, id),
      scope: scopes,
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    const sealed = seals.seal(
      PURPOSE,
      JSON.stringify({ provider: id, state, nonce, verifier, returnTo, expiresAt }),
    )
    return { url: url.href, sealed }
  } catch (error) {
    throw providerProblem(error)
  }
}

export interface Return {
  readonly provider: Provider
  readonly seals: Seals
  readonly publicUrl: string
  /** The cookie's value. */
  readonly sealed: string | null
  /** The query of the address that the provider sent the browser to. */
  readonly search: string
  readonly device: Device
  readonly now: Instant
  readonly sessionHours: number
}

/** Ends a sign-in at a provider: the session, and where the browser goes on. Throws a Problem that says why not. */
export async function finishAtProvider(
  pool: Pool,
  given: Return,
): Promise<{ readonly session: NewSession; readonly returnTo: string }> {
  const { provider, seals, now } = given
  const sent = openCookie(given)
  const configuration = await provider.configuration()
  const { proven, idToken } = await prove(configuration, given, sent)
  const session = await inTransaction(pool, async (client) => {
    const { now: at } = await readClock(client)
    const personId = await personOf(client, proven, { now, at })
    const logoutHint = idToken === undefined ? null : seals.seal(HINT_PURPOSE, idToken)
    return beginSession(client, personId, {
      ...given,
      via: 'provider',
      provider: provider.settings.id,
      logoutHint,
    })
  })
  return { session, returnTo: sent.returnTo }
}

function openCookie({ seals, sealed, provider, now, search }: Return): z.output<typeof underWay> {
  const expired = new Problem('signInExpired')
  if (sealed === null) throw expired
  let text: string
  try {
    text = seals.open(PURPOSE, sealed)
  } catch (cause) {
    // Of another key, or not ours: for its owner as good as none.
    throw Object.assign(expired, { cause })
  }
  const sent = underWay.parse(JSON.parse(text))
  const state = new URLSearchParams(search).get('state') ?? ''
  // The state tells whether this browser asked for this answer; without it nothing else is looked at.
  if (sent.provider !== provider.settings.id || sent.expiresAt <= now || !sameSecret(state, sent.state))
    throw expired
  return sent
}

async function prove(
  configuration: Configuration,
  { provider, publicUrl, search }: Return,
  sent: z.output<typeof underWay>,
): Promise<{ proven: Proven; idToken: string | undefined }> {
  const { id, issuer, subjectClaim, firstLink, emailClaim, emailVerifiedClaim } = provider.settings
  try {
    const url = new URL(`${callbackUrl(publicUrl, id)}${search}`)
    const tokens = await authorizationCodeGrant(configuration, url, {
      pkceCodeVerifier: sent.verifier,
      expectedState: sent.state,
      expectedNonce: sent.nonce,
      idTokenExpected: true,
    })
    const claims: Readonly<Record<string, unknown>> | undefined = tokens.claims()
    const subject = claims?.[subjectClaim]
    if (claims === undefined || typeof subject !== 'string' || subject === '' || subject.length > 255)
      throw new Problem('identityNotProven')
    const about =
      firstLink === 'verifiedEmail' && claims[emailClaim] === undefined
        ? await moreAbout(configuration, tokens.access_token, String(claims['sub']))
        : claims
    const email = about[emailClaim]
    const verified =
      firstLink === 'verifiedEmail' && about[emailVerifiedClaim] === true && typeof email === 'string'
    return {
      proven: { issuer, subject, verifiedEmail: verified ? email : null },
      idToken: tokens.id_token,
    }
  } catch (error) {
    throw providerProblem(error)
  }
}

/** What the provider tells beside the token, where it tells anything. */
async function moreAbout(
  configuration: Configuration,
  accessToken: string,
  subject: string,
): Promise<Readonly<Record<string, unknown>>> {
  if (configuration.serverMetadata().userinfo_endpoint === undefined) return {}
  return fetchUserInfo(configuration, accessToken, subject)
}

/** Where a browser goes to end the session at the provider, too; null where the provider has no such place. Throws a Problem. */
export async function logoutUrl(
  provider: Provider,
  seals: Seals,
  publicUrl: string,
  hint: string | null,
): Promise<string | null> {
  const configuration = await provider.configuration()
  if (configuration.serverMetadata().end_session_endpoint === undefined) return null
  return buildEndSessionUrl(configuration, {
    post_logout_redirect_uri: `${publicUrl}/`,
    ...(hint === null ? {} : { id_token_hint: seals.open(HINT_PURPOSE, hint) }),
  }).href
}

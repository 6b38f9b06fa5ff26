// Identity providers as OpenID Connect speaks to them: their published description, fetched when it is first needed and kept
// for a while; and what a failure of theirs means. A provider is given seconds and a small answer's room, no more.
import {
  AuthorizationResponseError,
  ClientError,
  ClientSecretPost,
  None,
  ResponseBodyError,
  allowInsecureRequests,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client'
import type { ClientMetadata, Configuration, CustomFetch } from 'openid-client'
import type { ProviderSettings } from '../../config-sign-in.ts'
import { Problem } from '../problems.ts'

/** How long a provider may take for one answer, in seconds. */
export const PROVIDER_SECONDS = 5
/** How long its description is kept, in milliseconds; its keys are fetched anew when one is unknown. */
const KEPT_MS = 10 * 60_000
/** The largest answer that is read, in bytes. */
const ANSWER_MAX_BYTES = 512 * 1024

export interface Provider {
  readonly settings: ProviderSettings
  /** Fetched once for all who ask at the same time; a failure is not kept. Throws a Problem. */
  configuration(): Promise<Configuration>
}

export interface IdentityProviders {
  readonly list: readonly ProviderSettings[]
  /** Null where there is none of this id. */
  find(id: string): Provider | null
}

/** The providers of the settings; asks none of them yet. */
export function createProviders(list: readonly ProviderSettings[]): IdentityProviders {
  const providers = new Map(list.map((settings) => [settings.id, createProvider(settings)]))
  return { list, find: (id) => providers.get(id) ?? null }
}

function createProvider(settings: ProviderSettings): Provider {
  let kept: { readonly until: number; readonly value: Promise<Configuration> } | null = null
  return {
    settings,
    configuration: () => {
      if (kept !== null && kept.until > performance.now()) return kept.value
      const value = discover(settings)
      const entry = { until: performance.now() + KEPT_MS, value }
      kept = entry
      value.catch(() => {
        if (kept === entry) kept = null
      })
      return value
    },
  }
}

async function discover(settings: ProviderSettings): Promise<Configuration> {
  const { clientId, clientSecret, signingAlgorithm } = settings
  const issuer = new URL(settings.issuer)
  const metadata: Partial<ClientMetadata> =
    signingAlgorithm === undefined ? {} : { id_token_signed_response_alg: signingAlgorithm }
  const authentication = clientSecret === undefined ? None() : ClientSecretPost(clientSecret)
  // Signatures of tokens are always checked: the library otherwise trusts what came over TLS.
  const checks = [enableNonRepudiationChecks]
  const execute = issuer.protocol === 'http:' ? [...checks, allowInsecureRequests] : checks
  try {
    const found = await discovery(issuer, clientId, metadata, authentication, {
      timeout: PROVIDER_SECONDS,
      execute,
      [customFetch]: boundedFetch,
    })
    const named = found.serverMetadata().issuer
    if (bare(named) !== bare(settings.issuer)) throw new Problem('identityNotProven')
    return found
  } catch (error) {
    throw providerProblem(error)
  }
}

const bare = (address: string): string => address.replace(/\/$/u, '')

/** fetch, but no answer is read beyond its room: the time limit of the request covers its body too. */
const boundedFetch: CustomFetch = async (url, options) => {
  const response = await fetch(url, options as RequestInit)
  const parts: Uint8Array[] = []
  let size = 0
  const body: AsyncIterable<Uint8Array> | null = response.body
  for await (const part of body ?? []) {
    size += part.length
    if (size > ANSWER_MAX_BYTES) throw new TooLarge(`an answer of more than ${ANSWER_MAX_BYTES} bytes`)
    parts.push(part)
  }
  const { status, statusText, headers } = response
  const whole = [101, 204, 205, 304].includes(status) ? null : Buffer.concat(parts)
  const read = new Response(whole, { status, statusText, headers })
  // The library compares where an answer came from.
  Object.defineProperty(read, 'url', { value: response.url })
  return read
}

class TooLarge extends Error {}

/** What a failure of a sign-in means: the provider is away, it refused, or what it says isn't proof of anything. */
export function providerProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (isAway(error)) return new Problem('providerUnavailable', { retryAfterSeconds: 30 })
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError)
    return new Problem('signInRefused')
  return new Problem('identityNotProven')
}

const AWAY_CODES = ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM']

function isAway(error: unknown): boolean {
  if (error instanceof TooLarge) return false
  if (error instanceof ClientError) {
    if (error.code !== undefined) return AWAY_CODES.includes(error.code)
    return error.cause instanceof Error && isAway(error.cause)
  }
  if (error instanceof DOMException) return ['TimeoutError', 'AbortError'].includes(error.name)
  // fetch says so where a connection can't be made or breaks; the library's own TypeErrors carry a code.
  return error instanceof TypeError && !('code' in error)
}

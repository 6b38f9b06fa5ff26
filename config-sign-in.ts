// The settings of signing in, parsed from the texts that config.ts read: keys that seal secrets, identity providers as
// data, and the roles that need a second factor. Reads no environment itself; a fault is a sentence that says what to set.
import { z } from 'zod'
import { DECIDING_ROLES, ROLES } from './domain/vocabulary.ts'
import type { Role } from './domain/vocabulary.ts'

/** An identity provider that people may sign in with (OpenID Connect). */
export interface ProviderSettings {
  /** Stands in addresses, among them the one that the provider sends people back to. */
  readonly id: string
  /** What people read on the button. */
  readonly label: string
  /** Exactly as the provider names itself; what it publishes and signs must name the same. */
  readonly issuer: string
  readonly clientId: string
  /** None for a client that the provider knows as public. */
  readonly clientSecret: string | undefined
  readonly scopes: string
  /** The claim that stays the same for a person for ever. */
  readonly subjectClaim: string
  /** How a person is found at his first sign-in: by an address that the provider has verified, or by nobody but an administrator. */
  readonly firstLink: 'verifiedEmail' | 'administrator'
  readonly emailClaim: string
  readonly emailVerifiedClaim: string
  readonly signingAlgorithm: string | undefined
}

/** A setting that can't be used, as the sentence that names it. */
export class SettingFault extends Error {}

const LOOPBACK = ['127.0.0.1', '[::1]', 'localhost']

const issuer = z.url().refine((text) => {
  const { protocol, hostname, search, hash } = new URL(text)
  // Without TLS anybody on the way could be the provider; on this machine there is no way.
  const safe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname))
  return safe && search === '' && hash === ''
}, 'must be an https address without query')

const provider = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be lower-case letters, digits and hyphens'),
  label: z.string().min(1).max(80),
  issuer,
  clientId: z.string().min(1),
  clientSecret: z.string().min(1).optional(),
  clientSecretFile: z.string().min(1).optional(),
  scopes: z
    .string()
    .default('openid email profile')
    .refine((scopes) => scopes.split(' ').includes('openid'), 'must name openid'),
  subjectClaim: z.string().min(1).default('sub'),
  firstLink: z.enum(['verifiedEmail', 'administrator']).default('verifiedEmail'),
  emailClaim: z.string().min(1).default('email'),
  emailVerifiedClaim: z.string().min(1).default('email_verified'),
  signingAlgorithm: z.string().min(1).optional(),
})

/** The identity providers of a JSON text; `readSecret` reads the files that it names. */
export function parseProviders(
  text: string | undefined,
  readSecret: (path: string) => string,
): ProviderSettings[] {
  if (text === undefined) return []
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new SettingFault('OIDC_PROVIDERS: must be a JSON list of providers; see docs/sign-in.md', { cause })
  }
  const parsed = z.array(provider).safeParse(json)
  if (!parsed.success) {
    const lines = parsed.error.issues.map(
      ({ path, message }) => `OIDC_PROVIDERS: ${path.join('.')}: ${message}`,
    )
    throw new SettingFault(lines.join('\n'))
  }
  const ids = parsed.data.map(({ id }) => id)
  if (new Set(ids).size < ids.length) throw new SettingFault('OIDC_PROVIDERS: every id may stand only once')
  return parsed.data.map(({ clientSecretFile, clientSecret, signingAlgorithm, ...rest }) => ({
    ...rest,
    signingAlgorithm,
    clientSecret: clientSecret ?? (clientSecretFile === undefined ? undefined : readSecret(clientSecretFile)),
  }))
}

/** Keys of 32 bytes from a text of base64 with commas: the first seals, all open. */
export function parseSealingKeys(text: string | undefined): Buffer[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const key = Buffer.from(part, 'base64')
      if (key.length !== 32)
        throw new SettingFault('SEALING_KEY: must be 32 random bytes in base64: openssl rand -base64 32')
      return key
    })
}

/** Roles with commas; `deciding` stands for all that sign or decide. */
export function parseSecondFactorRoles(text: string | undefined): Role[] {
  const known: readonly string[] = ROLES
  const named = (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part): readonly string[] => (part === 'deciding' ? DECIDING_ROLES : [part]))
  const unknown = named.filter((role) => !known.includes(role))
  if (unknown.length > 0)
    throw new SettingFault(
      `SECOND_FACTOR_ROLES: ${unknown.join(', ')} is no role; name roles with commas, or deciding`,
    )
  return ROLES.filter((role) => named.includes(role))
}

// Which algorithms of digests and signatures are taken (RSA from 2048 bits, elliptic curves from 256, SHA-2), and how Node's
// crypto is asked to check each. What is older or unknown gives no verdict but "weak".
import { constants, createHash, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

const DIGESTS: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}
const SIGNATURES: Readonly<Record<string, { readonly digest: string | null; readonly key: 'rsa' | 'ec' }>> = {
  '1.2.840.113549.1.1.1': { digest: null, key: 'rsa' },
  '1.2.840.113549.1.1.11': { digest: 'sha256', key: 'rsa' },
  '1.2.840.113549.1.1.12': { digest: 'sha384', key: 'rsa' },
  '1.2.840.113549.1.1.13': { digest: 'sha512', key: 'rsa' },
  '1.2.840.10045.2.1': { digest: null, key: 'ec' },
  '1.2.840.10045.4.3.2': { digest: 'sha256', key: 'ec' },
  '1.2.840.10045.4.3.3': { digest: 'sha384', key: 'ec' },
  '1.2.840.10045.4.3.4': { digest: 'sha512', key: 'ec' },
}
/** RSASSA-PSS: digest and salt stand in its parameters; the message's digest is used, as all programs do. */
const PSS = '1.2.840.113549.1.1.10'
const RSA_BITS = 2048
const CURVES = ['prime256v1', 'secp384r1', 'secp521r1']

/** Node's name of a digest; null where it isn't taken. */
export function digestName(oid: string): string | null {
  return DIGESTS[oid] ?? null
}

/** The digest of parts that follow each other. */
export function digestOf(name: string, parts: readonly Uint8Array[]): Buffer {
  const hash = createHash(name)
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** Whether a key is strong enough, and of a kind that is taken. */
export function isStrongKey(key: KeyObject): boolean {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {}
  if (key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'rsa-pss')
    return (modulusLength ?? 0) >= RSA_BITS
  return key.asymmetricKeyType === 'ec' && CURVES.includes(namedCurve ?? '')
}

export interface Signed {
  readonly key: KeyObject
  readonly data: Uint8Array
  readonly signature: Uint8Array
  readonly algorithm: string
  /** Of the message: what an algorithm that names no digest uses. */
  readonly digest: string
}

/** Whether a signature holds; null where its algorithm isn't taken. */
export function signatureHolds({ key, data, signature, algorithm, digest }: Signed): boolean | null {
  if (algorithm === PSS) {
    const padded = {
      key,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_AUTO,
    }
    return asked(() => verify(digest, data, padded, signature))
  }
  const rule = SIGNATURES[algorithm]
  if (rule === undefined) return null
  const fits = rule.key === 'ec' ? key.asymmetricKeyType === 'ec' : key.asymmetricKeyType === 'rsa'
  if (!fits) return false
  return asked(() => verify(rule.digest ?? digest, data, key, signature))
}

/** A signature that Node can't even read doesn't hold. */
function asked(check: () => boolean): boolean {
  try {
    return check()
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
}

// Whom a signature's certificate leads to: the chain from the signer through intermediates to an anchor that an
// administrator trusts, its dates at the time of signing, and what was revoked. Pure: anchors and instants are passed in.
import { X509Certificate } from 'node:crypto'
import { BasicConstraints, Certificate } from 'pkijs'
import type { Instant } from '../../domain/time/civil.ts'
import { isStrongKey } from './algorithms.ts'

/** A certificate that an administrator entered. */
export interface TrustEntry {
  readonly pem: string
  /** 'intermediate': helps to build chains, but ends none. */
  readonly role: 'anchor' | 'intermediate'
}

/** A certificate that an administrator was told is revoked: its serial number under the one who issued it. */
export interface Revocation {
  /** SHA-256 of the issuer's certificate, lower-case hexadecimal. */
  readonly issuer: string
  /** Upper-case hexadecimal without leading noughts. */
  readonly serial: string
  readonly revokedAt: Instant
}

export interface Trust {
  readonly entries: readonly TrustEntry[]
  readonly revocations: readonly Revocation[]
}

export interface ChainLink {
  readonly subject: string
  readonly fingerprint: string
}

export type ChainVerdict = 'valid' | 'untrusted' | 'expired' | 'notYetValid' | 'revoked'

export interface ChainReport {
  readonly verdict: ChainVerdict
  /** From the signer up to the anchor; as far as it led where there is none. */
  readonly chain: readonly ChainLink[]
  /** Which certificate is at fault, where one is. */
  readonly at?: string
}

export interface ChainTimes {
  /** The time of signing as far as it is believed. */
  readonly signedAt: Instant
  /** When the signature was first seen: what was revoked by then may have been signed afterwards. */
  readonly seenAt: Instant
}

const LONGEST = 8

/** A certificate with what Node's class doesn't tell. */
interface Node {
  readonly cert: X509Certificate
  readonly fingerprint: string
  readonly anchor: boolean
  readonly pathLength: number | null
  /** Carries a critical extension that isn't understood here. */
  readonly opaque: boolean
}

const BASIC_CONSTRAINTS = '2.5.29.19'
/** Critical extensions that are looked at, or that narrow nothing that is asked here. */
const UNDERSTOOD = [
  '2.5.29.14',
  '2.5.29.15',
  '2.5.29.17',
  BASIC_CONSTRAINTS,
  '2.5.29.32',
  '2.5.29.35',
  '2.5.29.37',
]

/** SHA-256 of a certificate in lower-case hexadecimal. */
export function fingerprintOf(cert: X509Certificate): string {
  return cert.fingerprint256.replaceAll(':', '').toLowerCase()
}

/** A serial number as it is compared. */
export function plainSerial(serial: string): string {
  return serial
    .toUpperCase()
    .replace(/[\s:]/gu, '')
    .replace(/^0+(?=.)/u, '')
}

function nodeOf(cert: X509Certificate, anchor: boolean): Node {
  const parsed = Certificate.fromBER(new Uint8Array(cert.raw))
  const extensions = parsed.extensions ?? []
  const opaque = extensions.some(({ critical, extnID }) => critical && !UNDERSTOOD.includes(extnID))
  const basic = extensions.find(({ extnID }) => extnID === BASIC_CONSTRAINTS)?.parsedValue as unknown
  const limit = basic instanceof BasicConstraints ? basic.pathLenConstraint : undefined
  const pathLength = limit === undefined ? null : Number(limit)
  return { cert, fingerprint: fingerprintOf(cert), anchor, pathLength, opaque }
}

/** Judges the chain of a signer's certificate with the certificates that came along with the signature. */
export function judgeChain(
  signer: X509Certificate,
  brought: readonly X509Certificate[],
  trust: Trust,
  times: ChainTimes,
): ChainReport {
  const known = trust.entries.map(({ pem, role }) => nodeOf(new X509Certificate(pem), role === 'anchor'))
  const first = nodeOf(
    signer,
    known.some((one) => one.anchor && one.fingerprint === fingerprintOf(signer)),
  )
  const others = [...known, ...brought.map((cert) => nodeOf(cert, false))]
  const unique = [...new Map(others.reverse().map((one) => [one.fingerprint, one])).values()]
  const paths = pathsFrom([first], unique)
  const whole = paths.filter((path) => path.at(-1)?.anchor === true)
  if (whole.length === 0) {
    const longest = paths.sort((a, b) => b.length - a.length)[0] ?? [first]
    return { verdict: 'untrusted', chain: longest.map(linkOf) }
  }
  const judged = whole.map((path) => judgePath(path, trust.revocations, times))
  // A signer may be reached by several ways (a certificate renewed for the same key): one that holds is enough.
  const order: readonly ChainVerdict[] = ['valid', 'expired', 'notYetValid', 'revoked', 'untrusted']
  const [best] = judged.sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
  const revoked = judged.find(({ verdict, at }) => verdict === 'revoked' && at === first.fingerprint)
  return revoked ?? best ?? { verdict: 'untrusted', chain: [linkOf(first)] }
}

const linkOf = ({ cert, fingerprint }: Node): ChainLink => ({ subject: subjectOf(cert), fingerprint })

/** Every way up from the last certificate, each ending at an anchor or where no issuer is known. */
function pathsFrom(path: readonly Node[], known: readonly Node[]): (readonly Node[])[] {
  const last = path.at(-1)
  if (last === undefined || last.anchor || path.length >= LONGEST) return [path]
  const issuers = known.filter(
    (one) => !path.some(({ fingerprint }) => fingerprint === one.fingerprint) && issued(one, last, path),
  )
  return issuers.length === 0 ? [path] : issuers.flatMap((one) => pathsFrom([...path, one], known))
}

function issued(issuer: Node, one: Node, path: readonly Node[]): boolean {
  // How many certificates stand between the issuer and the signer.
  const between = path.length - 1
  return (
    issuer.cert.ca &&
    !issuer.opaque &&
    !one.opaque &&
    (issuer.pathLength === null || between <= issuer.pathLength) &&
    isStrongKey(issuer.cert.publicKey) &&
    one.cert.checkIssued(issuer.cert) &&
    one.cert.verify(issuer.cert.publicKey)
  )
}

function judgePath(
  path: readonly Node[],
  revocations: readonly Revocation[],
  { signedAt, seenAt }: ChainTimes,
): ChainReport {
  const chain = path.map(linkOf)
  for (const [index, { cert, fingerprint }] of path.entries()) {
    const issuer = path[index + 1]
    const gone = revocations.some(
      ({ issuer: by, serial, revokedAt }) =>
        by === issuer?.fingerprint && serial === plainSerial(cert.serialNumber) && revokedAt <= seenAt,
    )
    if (gone) return { verdict: 'revoked', chain, at: fingerprint }
  }
  for (const { cert, fingerprint, anchor } of path) {
    // An anchor is trusted for being named, not for its own dates; a signer who is one has dates all the same.
    if (anchor && path.length > 1) continue
    if (Date.parse(signedAt) > Date.parse(cert.validTo)) return { verdict: 'expired', chain, at: fingerprint }
    if (Date.parse(signedAt) < Date.parse(cert.validFrom))
      return { verdict: 'notYetValid', chain, at: fingerprint }
  }
  return { verdict: 'valid', chain }
}

const SHORT: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'SERIALNUMBER',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'T',
  '0.9.2342.19200300.100.1.1': 'UID',
  '1.2.840.113549.1.9.1': 'E',
}

/** A subject as people read it, the common name first: 'CN=Nguyễn Văn An, O=UBND xã Vĩnh Thủy, C=VN'. */
export function subjectOf(cert: X509Certificate): string {
  const { typesAndValues } = Certificate.fromBER(new Uint8Array(cert.raw)).subject
  const parts = typesAndValues.map(({ type, value }) => {
    const text = String(value.valueBlock.value)
      .normalize('NFC')
      .replace(/\p{Cc}+/gu, ' ')
    return [SHORT[type] ?? type, text] as const
  })
  const first = parts.filter(([name]) => name === 'CN')
  const rest = parts.filter(([name]) => name !== 'CN')
  return [...first, ...rest].map(([name, text]) => `${name}=${text}`).join(', ')
}

/** The common name of a certificate's subject; null where it has none. */
export function commonNameOf(cert: X509Certificate): string | null {
  const { typesAndValues } = Certificate.fromBER(new Uint8Array(cert.raw)).subject
  const name = typesAndValues.find(({ type }) => type === '2.5.4.3')
  return name === undefined ? null : String(name.value.valueBlock.value).normalize('NFC')
}

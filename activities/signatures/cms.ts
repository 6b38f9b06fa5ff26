// One CMS signature over bytes (RFC 5652, CAdES): whether the message's digest is right, the signature over the signed
// attributes holds, the attribute that names the signing certificate is there and true, and the certificate may sign.
import { X509Certificate, createHash } from 'node:crypto'
import * as asn1js from 'asn1js'
import { Certificate, ContentInfo, IssuerAndSerialNumber, SignedData } from 'pkijs'
import type { SignerInfo } from 'pkijs'
import type { Instant } from '../../domain/time/civil.ts'
import { digestName, digestOf, isStrongKey, signatureHolds } from './algorithms.ts'
import { commonNameOf, fingerprintOf, plainSerial, subjectOf } from './trust.ts'

export type CmsVerdict =
  | 'holds'
  | 'unreadable'
  | 'weak'
  | 'wrongDigest'
  | 'badSignature'
  | 'noSigningCertificate'
  | 'notForSigning'

/** Who signed, by the certificate. */
export interface SignerCertificate {
  readonly subject: string
  readonly commonName: string | null
  readonly issuer: string
  readonly serial: string
  readonly fingerprint: string
  readonly validFrom: Instant
  readonly validTo: Instant
}

export interface CmsReport {
  readonly verdict: CmsVerdict
  /** What is worth saying beside the verdict. */
  readonly remarks: readonly 'signingCertificateMissing'[]
  readonly certificate: X509Certificate | null
  readonly brought: readonly X509Certificate[]
  /** The attribute of the time of signing, where there is one: claimed by the signer's machine. */
  readonly claimedAt: Instant | null
}

const MESSAGE_DIGEST = '1.2.840.113549.1.9.4'
const SIGNING_TIME = '1.2.840.113549.1.9.5'
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12'
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47'
const CONTENT_TYPE = '1.2.840.113549.1.9.3'
const DATA = '1.2.840.113549.1.7.1'
const SIGNED_DATA = '1.2.840.113549.1.7.2'
const KEY_USAGE = '2.5.29.15'
/** Bits of the first byte of a key's usage: digitalSignature, nonRepudiation. */
const SIGNS = 0b1100_0000

/** The signature proper, without the noughts that fill its room; null where there is none. */
export function trimmed(contents: Buffer): Buffer | null {
  const [tag, first] = contents
  if (tag !== 0x30 || first === undefined) return null
  if (first === 0x80) return contents
  const more = first < 0x80 ? 0 : first & 0x7f
  if (more > 4 || contents.length < 2 + more) return null
  const length = more === 0 ? first : contents.readUIntBE(2, more)
  const end = 2 + more + length
  return end <= contents.length ? contents.subarray(0, end) : null
}

const NOTHING = { remarks: [], certificate: null, brought: [], claimedAt: null } as const

/** Checks a detached signature over the parts of a message; `strict` wants the attribute of the signing certificate. */
export function checkCms(der: Buffer, parts: readonly Uint8Array[], strict: boolean): CmsReport {
  const signed = parsed(der)
  const [info] = signed?.signerInfos ?? []
  if (signed === null || info === undefined || signed.signerInfos.length !== 1)
    return { ...NOTHING, verdict: 'unreadable' }
  const certificates = (signed.certificates ?? []).flatMap((one) =>
    one instanceof Certificate ? certificateOf(one) : [],
  )
  const certificate = certificates.find((one) => isSigner(info, one)) ?? null
  if (certificate === null) return { ...NOTHING, brought: certificates, verdict: 'noSigningCertificate' }
  const attributes = new Map((info.signedAttrs?.attributes ?? []).map(({ type, values }) => [type, values]))
  const named = namesCertificate(attributes, certificate)
  const report = {
    remarks: named === null && !strict ? (['signingCertificateMissing'] as const) : [],
    certificate,
    brought: certificates.filter((one) => one !== certificate),
    claimedAt: timeOf(attributes.get(SIGNING_TIME)?.[0]),
  }
  const verdict = mathVerdict(info, certificate, attributes, parts)
  if (verdict !== 'holds') return { ...report, verdict }
  if (named === false || (named === null && strict)) return { ...report, verdict: 'noSigningCertificate' }
  return { ...report, verdict: maySign(certificate) ? 'holds' : 'notForSigning' }
}

type Attributes = ReadonlyMap<string, readonly unknown[]>

function parsed(der: Buffer): SignedData | null {
  try {
    const content = ContentInfo.fromBER(new Uint8Array(der))
    if (content.contentType !== SIGNED_DATA) return null
    return new SignedData({ schema: content.content as unknown as asn1js.Sequence })
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

function certificateOf(one: Certificate): X509Certificate[] {
  try {
    const certificate = new X509Certificate(Buffer.from(one.toSchema(false).toBER(false)))
    const dated = [certificate.validFrom, certificate.validTo].every((at) => !Number.isNaN(Date.parse(at)))
    // A key that can't be read throws here, not where it is first used.
    return dated && certificate.publicKey.type === 'public' ? [certificate] : []
  } catch (error) {
    if (error instanceof Error) return []
    throw error
  }
}

function isSigner(info: SignerInfo, certificate: X509Certificate): boolean {
  const sid: unknown = info.sid
  if (!(sid instanceof IssuerAndSerialNumber)) return false
  const own = Certificate.fromBER(new Uint8Array(certificate.raw))
  const serial = Buffer.from(sid.serialNumber.valueBlock.valueHexView).toString('hex')
  return sid.issuer.isEqual(own.issuer) && plainSerial(serial) === plainSerial(certificate.serialNumber)
}

function mathVerdict(
  info: SignerInfo,
  certificate: X509Certificate,
  attributes: Attributes,
  parts: readonly Uint8Array[],
): CmsVerdict {
  const digest = digestName(info.digestAlgorithm.algorithmId)
  if (digest === null || !isStrongKey(certificate.publicKey)) return 'weak'
  const told = attributes.get(MESSAGE_DIGEST)?.[0]
  const type = attributes.get(CONTENT_TYPE)?.[0]
  // Without signed attributes the signature could be taken for one over something else.
  if (!(told instanceof asn1js.OctetString) || info.signedAttrs === undefined) return 'badSignature'
  if (!(type instanceof asn1js.ObjectIdentifier) || type.valueBlock.toString() !== DATA) return 'badSignature'
  const holds = signatureHolds({
    key: certificate.publicKey,
    data: signedBytes(info),
    signature: new Uint8Array(info.signature.valueBlock.valueHexView),
    algorithm: info.signatureAlgorithm.algorithmId,
    digest,
  })
  if (holds === null) return 'weak'
  if (!holds) return 'badSignature'
  return digestOf(digest, parts).equals(Buffer.from(told.valueBlock.valueHexView)) ? 'holds' : 'wrongDigest'
}

/** The signed attributes as they are signed: as a SET, whatever tag they carry in the message. */
function signedBytes(info: SignerInfo): Uint8Array {
  const encoded = Buffer.from(info.signedAttrs?.encodedValue ?? new ArrayBuffer(0))
  encoded[0] = 0x31
  return encoded
}

/** Whether the attribute that names the signing certificate names this one; null where there is none. */
function namesCertificate(attributes: Attributes, certificate: X509Certificate): boolean | null {
  const v2 = attributes.get(SIGNING_CERTIFICATE_V2)?.[0]
  const v1 = attributes.get(SIGNING_CERTIFICATE)?.[0]
  const value = v2 ?? v1
  if (value === undefined) return null
  const first = childrenOf(childrenOf(childrenOf(value)[0])[0])
  const [head, next] = first
  const hash = head instanceof asn1js.OctetString ? head : next
  if (!(hash instanceof asn1js.OctetString)) return false
  const named = head instanceof asn1js.Sequence ? childrenOf(head)[0] : undefined
  const oid = named instanceof asn1js.ObjectIdentifier ? named.valueBlock.toString() : null
  const digest = v2 === undefined ? 'sha1' : oid === null ? 'sha256' : digestName(oid)
  if (digest === null) return false
  const own = createHash(digest).update(certificate.raw).digest()
  return own.equals(Buffer.from(hash.valueBlock.valueHexView))
}

function childrenOf(value: unknown): readonly unknown[] {
  return value instanceof asn1js.Sequence ? value.valueBlock.value : []
}

function timeOf(value: unknown): Instant | null {
  if (!(value instanceof asn1js.UTCTime || value instanceof asn1js.GeneralizedTime)) return null
  const at = value.toDate()
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}

/** A certificate whose usage is not named may sign; one whose usage leaves signing out may not. */
function maySign(certificate: X509Certificate): boolean {
  const { extensions = [] } = Certificate.fromBER(new Uint8Array(certificate.raw))
  const usage = extensions.find(({ extnID }) => extnID === KEY_USAGE)
  if (certificate.ca) return false
  if (usage === undefined) return true
  const bits: unknown = asn1js.fromBER(usage.extnValue.valueBlock.valueHexView).result
  return bits instanceof asn1js.BitString && ((bits.valueBlock.valueHexView[0] ?? 0) & SIGNS) !== 0
}

/** What is kept and shown of a signer's certificate. */
export function signerOf(certificate: X509Certificate): SignerCertificate {
  return {
    subject: subjectOf(certificate),
    commonName: commonNameOf(certificate),
    issuer: certificate.issuer.replaceAll('\n', ', '),
    serial: plainSerial(certificate.serialNumber),
    fingerprint: fingerprintOf(certificate),
    validFrom: new Date(certificate.validFrom).toISOString(),
    validTo: new Date(certificate.validTo).toISOString(),
  }
}

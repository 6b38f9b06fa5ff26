// Certificates of the tests' own: authorities, intermediates and signers, RSA or elliptic curves, made when asked for; and
// the signatures that a program outside would make with them (CMS, CAdES attributes, or without them as older ones do).
import { createHash, webcrypto } from 'node:crypto'
import * as asn1js from 'asn1js'
import {
  AttributeTypeAndValue,
  Attribute,
  BasicConstraints,
  Certificate,
  ContentInfo,
  CryptoEngine,
  EncapsulatedContentInfo,
  Extension,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs'

const engine = new CryptoEngine({ name: 'node', crypto: webcrypto as unknown as Crypto })

export type KeyKind = 'rsa' | 'ec' | 'rsa1024'

export interface Holder {
  readonly certificate: Certificate
  readonly pem: string
  readonly der: Buffer
  readonly serial: string
  readonly keys: CryptoKeyPair
  readonly kind: KeyKind
  readonly issuer: Holder | null
}

export interface Wanted {
  readonly name: string
  readonly organisation?: string
  readonly issuer?: Holder
  readonly kind?: KeyKind
  readonly ca?: boolean
  readonly pathLength?: number
  readonly from?: string
  readonly to?: string
  /** Bits of keyUsage: 0 digitalSignature, 1 nonRepudiation, 2 keyEncipherment, 5 keyCertSign. */
  readonly usage?: readonly number[]
  /** Takes the key of another holder: a renewed certificate. */
  readonly keysOf?: Holder
}

let serials = 1000

/** A certificate with its keys; signed by its issuer, or by itself. */
export async function aHolder(wanted: Wanted): Promise<Holder> {
  const { issuer = null, kind = 'ec', ca = false } = wanted
  const keys = wanted.keysOf?.keys ?? (await newKeys(kind))
  const certificate = new Certificate()
  certificate.version = 2
  serials += 1
  certificate.serialNumber = new asn1js.Integer({ value: serials })
  const subject = [
    ['2.5.4.6', new asn1js.PrintableString({ value: 'VN' })],
    ['2.5.4.10', new asn1js.Utf8String({ value: wanted.organisation ?? 'UBND xã Vĩnh Thủy' })],
    ['2.5.4.3', new asn1js.Utf8String({ value: wanted.name })],
  ] as const
  for (const [type, value] of subject)
    certificate.subject.typesAndValues.push(new AttributeTypeAndValue({ type, value }))
  certificate.issuer = issuer === null ? certificate.subject : issuer.certificate.subject
  certificate.notBefore.value = new Date(wanted.from ?? '2025-01-01T00:00:00Z')
  certificate.notAfter.value = new Date(wanted.to ?? '2030-01-01T00:00:00Z')
  certificate.extensions = extensionsOf(wanted, ca)
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey, engine)
  await certificate.sign((issuer?.keys ?? keys).privateKey, 'SHA-256', engine)
  const der = Buffer.from(certificate.toSchema(true).toBER(false))
  const lines = der.toString('base64').replace(/.{64}(?!$)/gu, '$&\n')
  const pem = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
  const serial = serials.toString(16).toUpperCase()
  return { certificate, pem, der, serial, keys, kind, issuer }
}

function newKeys(kind: KeyKind): Promise<CryptoKeyPair> {
  const rsa = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: kind === 'rsa1024' ? 1024 : 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  }
  return kind === 'ec'
    ? engine.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
    : engine.generateKey(rsa, true, ['sign', 'verify'])
}

function extensionsOf({ pathLength, usage }: Wanted, ca: boolean): Extension[] {
  const basic = new BasicConstraints({
    cA: ca,
    ...(pathLength === undefined ? {} : { pathLenConstraint: pathLength }),
  })
  const bits = usage ?? (ca ? [5, 6] : [0, 1])
  const byte = bits.reduce((sum, bit) => sum | (0x80 >> bit), 0)
  const keyUsage = new asn1js.BitString({ valueHex: new Uint8Array([byte]).buffer, unusedBits: 0 })
  return [
    new Extension({ extnID: '2.5.29.19', critical: true, extnValue: basic.toSchema().toBER(false) }),
    new Extension({ extnID: '2.5.29.15', critical: true, extnValue: keyUsage.toBER(false) }),
  ]
}

export interface HowSigned {
  /** The attribute that names the certificate; 'wrong' names another one. */
  readonly names?: 'own' | 'wrong' | 'none'
  readonly at?: string
  /** Certificates that come along beside the signer's own. */
  readonly along?: readonly Holder[]
  readonly withoutOwn?: boolean
  readonly hash?: 'SHA-256' | 'SHA-512' | 'SHA-1'
}

/** A detached signature over bytes, as a signing program makes it; DER. */
export async function cmsOver(holder: Holder, data: Buffer, how: HowSigned = {}): Promise<Buffer> {
  const { names = 'own', hash = 'SHA-256', along = chainAbove(holder) } = how
  const signed = new SignedData({
    version: 1,
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: '1.2.840.113549.1.7.1' }),
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({
          issuer: holder.certificate.issuer,
          serialNumber: holder.certificate.serialNumber,
        }),
      }),
    ],
    certificates: [
      ...(how.withoutOwn === true ? [] : [holder.certificate]),
      ...along.map(({ certificate }) => certificate),
    ],
  })
  const [info] = signed.signerInfos
  if (info === undefined) throw new Error('no signer')
  info.signedAttrs = new SignedAndUnsignedAttributes({
    type: 0,
    attributes: attributesOf(holder, data, hash, names, how.at),
  })
  await signed.sign(holder.keys.privateKey, 0, hash, exact(data), engine)
  const content = new ContentInfo({
    contentType: '1.2.840.113549.1.7.2',
    content: signed.toSchema(true),
  })
  return Buffer.from(content.toSchema().toBER(false))
}

function chainAbove(holder: Holder): Holder[] {
  return holder.issuer === null ? [] : [holder.issuer, ...chainAbove(holder.issuer)]
}

function attributesOf(
  holder: Holder,
  data: Buffer,
  hash: string,
  names: 'own' | 'wrong' | 'none',
  at: string | undefined,
): Attribute[] {
  const digest = createHash(hash.replace('-', '').toLowerCase()).update(data).digest()
  const own = createHash('sha256')
    .update(holder.der)
    .update(names === 'wrong' ? 'x' : '')
    .digest()
  const hashed = new asn1js.Sequence({ value: [new asn1js.OctetString({ valueHex: exact(own) })] })
  const certs = new asn1js.Sequence({ value: [new asn1js.Sequence({ value: [hashed] })] })
  const attribute = (type: string, value: unknown): Attribute => new Attribute({ type, values: [value] })
  return [
    attribute('1.2.840.113549.1.9.3', new asn1js.ObjectIdentifier({ value: '1.2.840.113549.1.7.1' })),
    attribute('1.2.840.113549.1.9.4', new asn1js.OctetString({ valueHex: exact(digest) })),
    ...(at === undefined
      ? []
      : [attribute('1.2.840.113549.1.9.5', new asn1js.UTCTime({ valueDate: new Date(at) }))]),
    ...(names === 'none' ? [] : [attribute('1.2.840.113549.1.9.16.2.47', certs)]),
  ]
}

function exact(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}

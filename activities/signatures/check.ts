// The check of a PDF that comes back signed: is it the document that was prepared, did nothing but signatures come to it,
// does each signature hold and cover what it must, and whose is it. One clear verdict; nothing is fetched from anywhere.
import { X509Certificate } from 'node:crypto'
import type { Instant } from '../../domain/time/civil.ts'
import { addMs } from '../../domain/time/civil.ts'
import { checkCms, signerOf, trimmed } from './cms.ts'
import type { CmsVerdict, SignerCertificate } from './cms.ts'
import { additions, signaturesOf } from './pdf-additions.ts'
import type { SignatureField } from './pdf-additions.ts'
import { openPdf } from './pdf-file.ts'
import type { PdfView } from './pdf-file.ts'
import { PdfFault, isArray, written } from './pdf-values.ts'
import { PADES, instantOfPdf } from './prepare.ts'
import { judgeChain } from './trust.ts'
import type { ChainLink, ChainVerdict, Trust } from './trust.ts'

/** What came of it, the worst first: of the document, then of its signatures. */
export const VERDICTS = [
  'unreadable', // no PDF, or one that needs repair
  'truncated', // the document, cut off
  'foreign', // another document
  'tampered', // the document, with something of it changed
  'additions', // more than signatures was added to it
  'unsigned', // nobody signed it
  'notCovered', // a signature that leaves bytes out
  'wrongDigest', // a signature over something else
  'badSignature', // a signature that doesn't hold
  'noSigningCertificate', // the certificate is missing, or isn't the one that the signature names
  'weak', // algorithms or keys that are no longer taken
  'notForSigning', // a certificate that may not sign
  'revoked',
  'expired',
  'notYetValid',
  'otherSigner', // it holds, but by a certificate in another name than that of who signs the paper
  'untrusted', // it holds, but leads to no anchor that is trusted here
  'valid',
] as const
export type Verdict = (typeof VERDICTS)[number]

/** Verdicts under which a file is kept: the document is the same, and its signatures hold as mathematics. */
export const KEPT_VERDICTS: readonly Verdict[] = VERDICTS.slice(VERDICTS.indexOf('revoked'))

/** Verdicts of single signatures that speak of something else than the mathematics or the certificate. */
export type Remark =
  | 'signingCertificateMissing' // not named by an attribute; asked for by PAdES only
  | 'timeImplausible' // claimed before the slot was made, or after the file came back
  | 'noTime' // claims no time
  | 'slotLeftEmpty' // signed beside the prepared slot
  | 'nameDiffers' // the certificate's name isn't the one on the document

export interface SignatureReport {
  readonly verdict: Verdict
  readonly remarks: readonly Remark[]
  readonly signer: SignerCertificate | null
  readonly subFilter: string
  readonly claimedAt: Instant | null
  /** The instant at which the certificate's dates were judged. */
  readonly judgedAt: Instant
  readonly chain: readonly ChainLink[]
}

export interface SignedPdfReport {
  readonly verdict: Verdict
  readonly remarks: readonly Remark[]
  /** In the order in which they were made. */
  readonly signatures: readonly SignatureReport[]
  /** Objects that were added or changed beyond signatures. */
  readonly added: readonly string[]
}

export interface Expected {
  /** The unsigned document. */
  readonly unsigned: Buffer
  /** The prepared one, with the place of its signature; null where only the plain document was handed out. */
  readonly prepared: {
    readonly bytes: Buffer
    readonly contents: { readonly start: number; readonly end: number }
    readonly slot: string
  } | null
  readonly preparedAt: Instant
  readonly seenAt: Instant
  readonly trust: Trust
}

/** How far a signer's clock may be off, in milliseconds. */
const SLACK_MS = 10 * 60_000

/** Checks an uploaded file; never throws for what is in it. */
export function checkSignedPdf(uploaded: Buffer, expected: Expected): SignedPdfReport {
  try {
    const base = baseOf(uploaded, expected)
    if (typeof base === 'string') return only(base)
    return checkParts(uploaded, base, expected)
  } catch (error) {
    if (error instanceof PdfFault) return only('unreadable')
    throw error
  }
}

const only = (verdict: Verdict, added: readonly string[] = []): SignedPdfReport => ({
  verdict,
  remarks: [],
  signatures: [],
  added,
})

interface Base {
  /** What of the uploaded file is the document: so many bytes from its beginning. */
  readonly length: number
  /** Whether its slot was handed out with it. */
  readonly withSlot: boolean
}

/** Which of the two handed-out files the uploaded one begins with; or what is wrong with it. */
function baseOf(uploaded: Buffer, { prepared, unsigned }: Expected): Base | Verdict {
  if (prepared !== null) {
    const { bytes, contents } = prepared
    const same =
      uploaded.length >= bytes.length &&
      sameBytes(uploaded, bytes, 0, contents.start + 1) &&
      sameBytes(uploaded, bytes, contents.end - 1, bytes.length)
    if (same) return { length: bytes.length, withSlot: true }
    if (uploaded.length < bytes.length && uploaded.length > unsigned.length) {
      const before = Math.min(uploaded.length, contents.start + 1)
      const behind = uploaded.length > contents.end ? contents.end : uploaded.length
      if (sameBytes(uploaded, bytes, 0, before) && sameBytes(uploaded, bytes, behind, uploaded.length))
        return 'truncated'
    }
  }
  const startsPlain = uploaded.length >= unsigned.length && sameBytes(uploaded, unsigned, 0, unsigned.length)
  const carriesSlot = prepared !== null && uploaded.includes(slotMark(prepared.slot))
  if (startsPlain && !carriesSlot) return { length: unsigned.length, withSlot: false }
  if (startsPlain || carriesSlot) return 'tampered'
  if (uploaded.length < unsigned.length && sameBytes(uploaded, unsigned, 0, uploaded.length))
    return 'truncated'
  return isKin(uploaded, unsigned) ? 'tampered' : strange(uploaded)
}

function sameBytes(a: Buffer, b: Buffer, from: number, to: number): boolean {
  return a.subarray(from, to).equals(b.subarray(from, to))
}

/** The slot's name as it stands in the file. */
function slotMark(slot: string): string {
  return `<${Buffer.from(slot, 'latin1').toString('hex')}>`
}

/** Whether a file carries the identity of the document: then it was made of it. */
function isKin(uploaded: Buffer, unsigned: Buffer): boolean {
  const id = identityOf(unsigned)
  return id !== null && identityOf(uploaded) === id
}

function identityOf(bytes: Buffer): string | null {
  try {
    const id = openPdf(bytes).trailer.entries.get('ID')
    const [first] = isArray(id) ? id : []
    return first === undefined ? null : written(first)
  } catch (error) {
    if (error instanceof PdfFault) return null
    throw error
  }
}

function strange(uploaded: Buffer): Verdict {
  openPdf(uploaded)
  return 'foreign'
}

function checkParts(uploaded: Buffer, base: Base, expected: Expected): SignedPdfReport {
  const view = openPdf(uploaded)
  const before = openPdf(uploaded.subarray(0, base.length))
  // A chain of sections that goes round the document's own newest one shows another document.
  if (!view.sections.some(({ offset }) => offset === before.sections[0]?.offset))
    return only('additions', ['sections'])
  const fields = signaturesOf(view).sort((a, b) => endOf(a) - endOf(b))
  const empty = fields.filter(({ contents }) => contents === null || isEmpty(contents.bytes))
  const signed = fields.filter((field) => !empty.includes(field))
  const faults = additionsOf(view, before, base, signed)
  if (faults.length > 0) return only('additions', faults.slice(0, 20))
  const last = signed.at(-1)
  const longer = uploaded.length > base.length
  if (last === undefined) return only(longer ? 'truncated' : 'unsigned')
  if (endOf(last) > uploaded.length) return only('truncated')
  if (endOf(last) < uploaded.length) return only('additions', ['bytes'])
  const signatures = signed.map((field) => checkField(uploaded, field, expected))
  const remarks: Remark[] = base.withSlot && empty.length > 0 ? ['slotLeftEmpty'] : []
  return { verdict: worst(signatures.map(({ verdict }) => verdict)), remarks, signatures, added: [] }
}

/** Additions to what the reader sees at the end, and to what each signer saw. */
function additionsOf(
  view: PdfView,
  before: PdfView,
  base: Base,
  signed: readonly SignatureField[],
): string[] {
  const stages = signed.map(endOf).filter((end) => end > base.length && end < view.bytes.length)
  const views = [view, ...stages.map((end) => view.upTo(end))]
  return [...new Set(views.flatMap((one) => additions(before, one)))]
}

const isEmpty = (contents: Buffer): boolean => contents.every((byte) => byte === 0)

function endOf({ byteRange }: SignatureField): number {
  return (byteRange[2] ?? 0) + (byteRange[3] ?? 0)
}

function worst(verdicts: readonly Verdict[]): Verdict {
  return VERDICTS.find((one) => verdicts.includes(one)) ?? 'unsigned'
}

/** Whether the byte range leaves out exactly the signature's own string, from the file's first byte on. */
function coversAllButItself(uploaded: Buffer, { byteRange, contents }: SignatureField): boolean {
  const [from, first, second, rest] = byteRange
  return (
    byteRange.length === 4 &&
    contents !== null &&
    from === 0 &&
    first === contents.start &&
    second === contents.end &&
    rest !== undefined &&
    uploaded[contents.start] === '<'.charCodeAt(0) &&
    contents.end + rest <= uploaded.length
  )
}

function checkField(uploaded: Buffer, field: SignatureField, expected: Expected): SignatureReport {
  const { contents, subFilter } = field
  const claimed = field.time === null ? null : instantOfPdf(field.time)
  const bare: SignatureReport = {
    verdict: 'notCovered',
    remarks: [],
    signer: null,
    subFilter,
    claimedAt: claimed,
    judgedAt: expected.seenAt,
    chain: [],
  }
  if (contents === null || !coversAllButItself(uploaded, field)) return bare
  const der = trimmed(contents.bytes)
  if (der === null) return { ...bare, verdict: 'badSignature' }
  const parts = [uploaded.subarray(0, contents.start), uploaded.subarray(contents.end, endOf(field))]
  const cms = checkCms(der, parts, subFilter === PADES)
  const times = believed(cms.claimedAt ?? claimed, expected)
  const report: SignatureReport = {
    ...bare,
    claimedAt: cms.claimedAt ?? claimed,
    judgedAt: times.at,
    remarks: [...cms.remarks, ...times.remarks],
    signer: cms.certificate === null ? null : signerOf(cms.certificate),
    verdict: CMS[cms.verdict],
  }
  if (cms.verdict !== 'holds' || cms.certificate === null) return report
  const chain = judgeChain(cms.certificate, cms.brought, expected.trust, {
    signedAt: times.at,
    seenAt: expected.seenAt,
  })
  return { ...report, verdict: CHAIN[chain.verdict], chain: chain.chain }
}

const CMS = {
  holds: 'valid',
  unreadable: 'badSignature',
  weak: 'weak',
  wrongDigest: 'wrongDigest',
  badSignature: 'badSignature',
  noSigningCertificate: 'noSigningCertificate',
  notForSigning: 'notForSigning',
} as const satisfies Record<CmsVerdict, Verdict>

const CHAIN = {
  valid: 'valid',
  untrusted: 'untrusted',
  expired: 'expired',
  notYetValid: 'notYetValid',
  revoked: 'revoked',
} as const satisfies Record<ChainVerdict, Verdict>

/** A claimed time counts between the making of the slot and the file's coming back; else the latter does. */
function believed(
  claimed: Instant | null,
  { preparedAt, seenAt }: Expected,
): { readonly at: Instant; readonly remarks: readonly Remark[] } {
  if (claimed === null) return { at: seenAt, remarks: ['noTime'] }
  const plausible = claimed >= addMs(preparedAt, -SLACK_MS) && claimed <= addMs(seenAt, SLACK_MS)
  return plausible ? { at: claimed, remarks: [] } : { at: seenAt, remarks: ['timeImplausible'] }
}

/** A certificate as an administrator pastes it (PEM); null for what is none. */
export function certificateFromPem(pem: string): X509Certificate | null {
  if (!/^-----BEGIN CERTIFICATE-----[\sA-Za-z0-9+/=]+-----END CERTIFICATE-----\s*$/u.test(pem.trim()))
    return null
  try {
    return new X509Certificate(pem)
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

// A PDF comes back signed: what holds, what doesn't, and what each kind of tampering is called. Certificates are the
// test's own; the signatures are made by another library than the one that checks them.
import { X509Certificate } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkSignedPdf } from '../../../activities/signatures/check.ts'
import type { Expected, SignedPdfReport } from '../../../activities/signatures/check.ts'
import type { SignatureFrame } from '../../../domain/signature-frame.ts'
import { preparePdf } from '../../../activities/signatures/prepare.ts'
import type { PreparedPdf } from '../../../activities/signatures/prepare.ts'
import { fingerprintOf } from '../../../activities/signatures/trust.ts'
import type { Trust } from '../../../activities/signatures/trust.ts'
import { aHolder } from '../../support/certificates.ts'
import type { Holder } from '../../support/certificates.ts'
import { aPdf, fillSlot, signBehind, withContents } from '../../support/signed-pdf.ts'

const PREPARED_AT = '2026-03-02T02:00:00.000Z'
const SIGNED_AT = '2026-03-02T02:30:00.000Z'
const SEEN_AT = '2026-03-02T03:00:00.000Z'

let root: Holder
let rsaRoot: Holder
let between: Holder
let signer: Holder
let rsaSigner: Holder
let trust: Trust
let unsigned: Buffer
let prepared: PreparedPdf

beforeAll(async () => {
  root = await aHolder({ name: 'Cơ quan chứng thực gốc', ca: true })
  rsaRoot = await aHolder({ name: 'Gốc RSA', ca: true, kind: 'rsa' })
  between = await aHolder({ name: 'Cơ quan chứng thực trung gian', issuer: root, ca: true, pathLength: 0 })
  signer = await aHolder({ name: 'Nguyễn Văn Ân', issuer: between })
  rsaSigner = await aHolder({ name: 'Trần Thị Bưởi', issuer: rsaRoot, kind: 'rsa' })
  trust = {
    entries: [
      { pem: root.pem, role: 'anchor' },
      { pem: rsaRoot.pem, role: 'anchor' },
    ],
    revocations: [],
  }
  unsigned = await aPdf('QUYẾT ĐỊNH công nhận', 3)
  prepared = preparePdf(unsigned, {
    name: 'Nguyễn Văn Ân',
    reason: 'Ký KT. 07/QĐ-UBND',
    location: 'Quảng Trị',
    at: PREPARED_AT,
  })
})

const check = (uploaded: Buffer, more: Partial<Expected> = {}): SignedPdfReport =>
  checkSignedPdf(uploaded, {
    unsigned,
    prepared,
    preparedAt: PREPARED_AT,
    seenAt: SEEN_AT,
    trust,
    ...more,
  })

describe('a prepared PDF', () => {
  it('begins with the unsigned bytes, and its byte range leaves out the signature’s room alone', () => {
    expect(prepared.bytes.subarray(0, unsigned.length).equals(unsigned)).toBe(true)
    const [zero, start, behind, rest] = prepared.byteRange
    expect([zero, behind + rest]).toEqual([0, prepared.bytes.length])
    expect(prepared.bytes.toString('latin1', start, behind)).toMatch(/^<0+>$/)
    expect(prepared.bytes.toString('latin1')).toContain('/SubFilter /ETSI.CAdES.detached')
  })

  it('shows a frame where one is wished, and refuses a page that is not there', () => {
    const wishes = { name: 'A', reason: '', location: '', at: PREPARED_AT }
    const visible = { page: 2, rect: [300, 80, 500, 160] as const }
    const framed = preparePdf(unsigned, { ...wishes, visible })
    expect(framed.bytes.toString('latin1')).toContain('/Rect [300 80 500 160]')
    expect(() => preparePdf(unsigned, { ...wishes, visible: { ...visible, page: 4 } })).toThrow(RangeError)
  })

  it('shows an office’s frame on the page that it named, measured on that page', () => {
    const wishes = { name: 'A', reason: '', location: '', at: PREPARED_AT }
    const size = { across: 0, along: 0, width: 72, height: 36 } as const
    const sidesOf = (frame: SignatureFrame): number[] => {
      const added = preparePdf(unsigned, { ...wishes, frame }).bytes.toString('latin1', unsigned.length)
      return (/\/Rect \[(.+?)\]/u.exec(added)?.[1] ?? '').split(' ').map(Number)
    }
    expect(sidesOf({ ...size, page: 'last', corner: 'bottomLeft' })).toEqual([0, 0, 204.09, 102.05])
    const box = /MediaBox \[(.+?)\]/u.exec(unsigned.toString('latin1'))?.[1]?.split(' ').map(Number) ?? []
    const [, , right = 0, top = 0] = sidesOf({ ...size, page: 'first', corner: 'topRight' })
    expect(right).toBeCloseTo(box[2] ?? 0, 1)
    expect(top).toBeCloseTo(box[3] ?? 0, 1)
  })

  it('is found unsigned when it comes back as it went', () => {
    expect(check(prepared.bytes)).toMatchObject({ verdict: 'unsigned', signatures: [] })
    expect(check(unsigned)).toMatchObject({ verdict: 'unsigned' })
  })
})

describe('a signature in the prepared slot', () => {
  it('is valid with a chain to a trusted anchor: elliptic curve, intermediate, named subject', async () => {
    const report = check(await fillSlot(prepared.bytes, signer, { at: SIGNED_AT }))
    expect(report).toMatchObject({ verdict: 'valid', remarks: [], added: [] })
    expect(report.signatures[0]).toMatchObject({
      verdict: 'valid',
      remarks: [],
      claimedAt: SIGNED_AT,
      judgedAt: SIGNED_AT,
      subFilter: 'ETSI.CAdES.detached',
      signer: { commonName: 'Nguyễn Văn Ân', serial: signer.serial, validTo: '2030-01-01T00:00:00.000Z' },
    })
    expect(report.signatures[0]?.signer?.subject).toBe('CN=Nguyễn Văn Ân, C=VN, O=UBND xã Vĩnh Thủy')
    expect(report.signatures[0]?.chain.map(({ subject }) => subject.split(',')[0])).toEqual([
      'CN=Nguyễn Văn Ân',
      'CN=Cơ quan chứng thực trung gian',
      'CN=Cơ quan chứng thực gốc',
    ])
  })

  it('is valid with RSA, and with a longer digest', async () => {
    expect(check(await fillSlot(prepared.bytes, rsaSigner)).verdict).toBe('valid')
    expect(check(await fillSlot(prepared.bytes, signer, { hash: 'SHA-512' })).verdict).toBe('valid')
  })

  it('is valid when the intermediate is known here instead of coming along', async () => {
    const alone = await fillSlot(prepared.bytes, signer, { along: [] })
    expect(check(alone).verdict).toBe('untrusted')
    const known: Trust = {
      ...trust,
      entries: [...trust.entries, { pem: between.pem, role: 'intermediate' }],
    }
    expect(check(alone, { trust: known }).verdict).toBe('valid')
  })

  it('is untrusted, not an error, where no anchor is known', async () => {
    const report = check(await fillSlot(prepared.bytes, signer), { trust: { entries: [], revocations: [] } })
    expect(report.verdict).toBe('untrusted')
    expect(report.signatures[0]?.signer?.commonName).toBe('Nguyễn Văn Ân')
    const only: Trust = { entries: [{ pem: between.pem, role: 'intermediate' }], revocations: [] }
    expect(check(await fillSlot(prepared.bytes, signer), { trust: only }).verdict).toBe('untrusted')
  })

  it('is untrusted where who issued the certificate may not, or not so far down', async () => {
    const noCa = await aHolder({ name: 'Người ký', issuer: signer })
    expect(check(await fillSlot(prepared.bytes, noCa)).verdict).toBe('untrusted')
    const tooDeep = await aHolder({ name: 'Cấp ba', issuer: between, ca: true })
    const below = await aHolder({ name: 'Người ký', issuer: tooDeep })
    expect(check(await fillSlot(prepared.bytes, below)).verdict).toBe('untrusted')
    const namesake = await aHolder({ name: 'Cơ quan chứng thực gốc', ca: true })
    const forged = await aHolder({ name: 'Nguyễn Văn Ân', issuer: namesake })
    expect(check(await fillSlot(prepared.bytes, forged)).verdict).toBe('untrusted')
  })

  it('is expired or not yet valid by the time of signing, not by the time of checking', async () => {
    const old = await aHolder({ name: 'Cũ', issuer: between, to: '2026-03-02T02:15:00Z' })
    const late = await fillSlot(prepared.bytes, old, { at: SIGNED_AT })
    expect(check(late).verdict).toBe('expired')
    const intime = await fillSlot(prepared.bytes, old, { at: '2026-03-02T02:10:00.000Z' })
    expect(check(intime).verdict).toBe('valid')
    const coming = await aHolder({ name: 'Mới', issuer: between, from: '2026-03-02T02:45:00Z' })
    expect(check(await fillSlot(prepared.bytes, coming, { at: SIGNED_AT })).verdict).toBe('notYetValid')
  })

  it('believes no claimed time before the slot was made', async () => {
    const old = await aHolder({ name: 'Cũ', issuer: between, to: '2026-03-01T00:00:00Z' })
    const backdated = await fillSlot(prepared.bytes, old, { at: '2026-02-20T00:00:00.000Z' })
    expect(check(backdated).signatures[0]).toMatchObject({
      verdict: 'expired',
      remarks: ['timeImplausible'],
      claimedAt: '2026-02-20T00:00:00.000Z',
      judgedAt: SEEN_AT,
    })
  })

  it('is revoked where the setting says so by the time it is seen, signer and intermediate alike', async () => {
    const signed = await fillSlot(prepared.bytes, signer, { at: SIGNED_AT })
    const by = (holder: Holder, serial: string, revokedAt: string): Trust => ({
      ...trust,
      revocations: [{ issuer: fingerprintOf(new X509Certificate(holder.pem)), serial, revokedAt }],
    })
    expect(check(signed, { trust: by(between, signer.serial, SIGNED_AT) }).verdict).toBe('revoked')
    expect(check(signed, { trust: by(root, between.serial, SIGNED_AT) }).verdict).toBe('revoked')
    expect(check(signed, { trust: by(between, signer.serial, '2026-03-03T00:00:00.000Z') }).verdict).toBe(
      'valid',
    )
    expect(check(signed, { trust: by(root, signer.serial, SIGNED_AT) }).verdict).toBe('valid')
  })

  it('needs the attribute that names the signing certificate, and the right one', async () => {
    for (const names of ['none', 'wrong'] as const)
      expect(check(await fillSlot(prepared.bytes, signer, { names })).verdict).toBe('noSigningCertificate')
    const without = await fillSlot(prepared.bytes, signer, { withoutOwn: true, along: [] })
    expect(check(without).verdict).toBe('noSigningCertificate')
  })

  it('does not hold with old digests, short keys, or a certificate that is not for signing', async () => {
    expect(check(await fillSlot(prepared.bytes, signer, { hash: 'SHA-1' })).verdict).toBe('weak')
    const short = await aHolder({ name: 'Khóa ngắn', issuer: rsaRoot, kind: 'rsa1024' })
    expect(check(await fillSlot(prepared.bytes, short)).verdict).toBe('weak')
    const enciphers = await aHolder({ name: 'Mã hóa', issuer: between, usage: [2] })
    expect(check(await fillSlot(prepared.bytes, enciphers)).verdict).toBe('notForSigning')
  })

  it('is told from one over another document, and from noise', async () => {
    const other = preparePdf(await aPdf('Khác'), {
      name: 'A',
      reason: '',
      location: '',
      at: PREPARED_AT,
    })
    const theirs = await fillSlot(other.bytes, signer)
    const taken = theirs.toString('latin1', other.contents.start + 1, other.contents.end - 1)
    const { start, end } = prepared.contents
    const pasted = withContents(prepared.bytes, start, end, Buffer.from(taken, 'hex'))
    expect(check(pasted).verdict).toBe('wrongDigest')
    const noise = withContents(prepared.bytes, start, end, Buffer.from('30820100deadbeef', 'hex'))
    expect(check(noise).verdict).toBe('badSignature')
  })
})

describe('a file that is not the prepared one', () => {
  it('is tampered with where a byte of the document or of its slot changed', async () => {
    const signed = await fillSlot(prepared.bytes, signer)
    for (const at of [unsigned.length - 300, 40, prepared.contents.start - 60, signed.length - 20]) {
      const bent = Buffer.from(signed)
      bent[at] = (bent[at] ?? 0) ^ 1
      expect(['tampered', 'unreadable'], String(at)).toContain(check(bent).verdict)
    }
  })

  it('does not hold where a byte of the signature changed', async () => {
    const signed = await fillSlot(prepared.bytes, signer)
    const whole = check(signed).signatures
    const from = prepared.contents.start + 1
    let refused = 0
    for (let at = from + 40; at < from + 2400; at += 118) {
      const bent = Buffer.from(signed)
      bent[at] = bent[at] === 0x30 ? 0x31 : 0x30
      if (bent.equals(signed)) continue
      // What comes along unsigned (a copy of the anchor) may change: then it says the same of the same signer.
      const { verdict, signatures } = check(bent)
      if (verdict === 'valid') expect(signatures, String(at - from)).toEqual(whole)
      else refused += 1
    }
    expect(refused).toBeGreaterThan(10)
  })

  it('is truncated wherever it was cut off', async () => {
    const signed = await fillSlot(prepared.bytes, signer)
    const lengths = [
      100,
      unsigned.length - 1,
      unsigned.length + 50,
      prepared.contents.start + 100,
      signed.length - 1,
    ]
    for (const length of lengths)
      expect(check(signed.subarray(0, length)).verdict, String(length)).toBe('truncated')
  })

  it('is foreign when it is another document, signed or not', async () => {
    const other = await aPdf('Văn bản khác')
    expect(check(other).verdict).toBe('foreign')
    expect(check(await signBehind(other, signer)).verdict).toBe('foreign')
  })

  it('is unreadable when it is no PDF, whatever it is', () => {
    for (const bytes of ['PK\u0003\u0004', 'x'.repeat(5000), '%PDF-9.9\nstartxref\n9\n%%EOF'])
      expect(check(Buffer.from(bytes)).verdict, bytes.slice(0, 12)).toBe('unreadable')
  })
})

describe('a signature by a revision of another program’s own', () => {
  it('is valid on the plain document, visible or not', async () => {
    expect(check(await signBehind(unsigned, signer)).verdict).toBe('valid')
    expect(check(await signBehind(unsigned, rsaSigner, { rect: [300, 80, 500, 160] })).verdict).toBe('valid')
  })

  it('is valid behind the prepared file, with a word about the slot left empty', async () => {
    const report = check(await signBehind(prepared.bytes, signer))
    expect(report).toMatchObject({ verdict: 'valid', remarks: ['slotLeftEmpty'] })
  })

  it('may lack the attribute of the certificate under the older sub-filter, and that is said', async () => {
    const report = check(await signBehind(unsigned, signer, { cades: false, names: 'none' }))
    expect(report.verdict).toBe('valid')
    expect(report.signatures[0]?.remarks).toContain('signingCertificateMissing')
  })

  it('is refused where it covers the page', async () => {
    const report = check(await signBehind(unsigned, signer, { rect: [0, 0, 595, 842] }))
    expect(report.verdict).toBe('additions')
  })
})

describe('a second signature', () => {
  it('over the first one’s file makes two that hold, in their order', async () => {
    const first = await fillSlot(prepared.bytes, signer)
    const both = check(await signBehind(first, rsaSigner))
    expect(both.verdict).toBe('valid')
    expect(both.signatures.map((one) => one.signer?.commonName)).toEqual(['Nguyễn Văn Ân', 'Trần Thị Bưởi'])
  })

  it('speaks for both: the worse verdict is the file’s', async () => {
    const stranger = await aHolder({ name: 'Người lạ' })
    const first = await fillSlot(prepared.bytes, signer)
    const both = check(await signBehind(first, stranger))
    expect(both.verdict).toBe('untrusted')
    expect(both.signatures.map(({ verdict }) => verdict)).toEqual(['valid', 'untrusted'])
  })
})

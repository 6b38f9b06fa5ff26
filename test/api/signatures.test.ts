// Signing outside over HTTP: the signer takes the prepared PDF, signs it with a certificate of the test's own, brings it
// back and reads the verdict; the office seals it; others may not; and what is trusted is an administrator's setting.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Test } from 'supertest'
import { sha256Hex } from '../../activities/record/canonical.ts'
import { SYSTEM_CHAIN, newId } from '../../activities/record/ids.ts'
import { pathOf } from '../../api/documents.ts'
import { MONDAY } from '../support/builders.ts'
import { aHolder } from '../support/certificates.ts'
import type { Holder } from '../support/certificates.ts'
import { aPdf, fillSlot, signBehind } from '../support/signed-pdf.ts'
import { fileOf } from './file-of.ts'
import { anAdminScene, create } from './admin-support.ts'
import type { AdminScene } from './admin-support.ts'
import { aVisitor } from './support.ts'
import type { Visitor } from './support.ts'

let api: AdminScene
let chair: Visitor
let clerk: Visitor
let stranger: Visitor
let root: Holder
let signer: Holder
let office: Holder
let pdf: Buffer
let paper: string

beforeAll(async () => {
  api = await anAdminScene()
  chair = await aVisitor(api, 'communeViceChair', api.commune, { name: 'Nguyễn Văn Ân' })
  clerk = await aVisitor(api, 'communeOffice', api.commune)
  stranger = await aVisitor(api, 'communeChair', api.elsewhere)
  root = await aHolder({ name: 'Gốc chứng thực', ca: true })
  signer = await aHolder({ name: 'NGUYEN VAN AN', issuer: root, kind: 'rsa' })
  office = await aHolder({ name: 'UBND xã Vĩnh Thủy', issuer: root })
  pdf = await aPdf('TỜ TRÌNH đề nghị công nhận', 2)
  paper = await aPaper(pdf, '03/TTr-UBND')
})
afterAll(() => api.close())

/** A paper as an act makes it, its PDF in the folder; unmade where there is none yet. */
async function aPaper(bytes: Buffer | null, symbol: string, status = 'issued'): Promise<string> {
  const id = newId()
  const hash = bytes === null ? null : sha256Hex(bytes)
  if (bytes !== null && hash !== null) {
    const place = pathOf(api.deps.settings.documentDir, hash)
    await mkdir(dirname(place), { recursive: true })
    await writeFile(place, bytes)
  }
  const { pool } = api.at
  await pool.query(
    `INSERT INTO paper_template (kind, version, docx, sha256, size, published_at, published_by)
     VALUES ('proposal', 1, 'x', 'x', 1, $1, 'system') ON CONFLICT DO NOTHING`,
    [MONDAY],
  )
  await pool.query(
    `INSERT INTO paper (id, act, kind, status, dossier_id, step, office_id, body, symbol, signed_by, signing_form, signed_at,
       created_at, template_version, data_sha256, docx_sha256, docx_size, pdf_sha256, pdf_size, pages, made_at)
     VALUES ($1, 'command/' || $1, 'proposal', $2, 'd' || $1, 'submit', $3, 'people', $4, $5, 'KT', $6, $6, $7, $8, $9, $10, $11,
       $12, $13, $14)`,
    [
      id,
      status,
      api.commune,
      symbol,
      chair.personId,
      MONDAY,
      ...(hash === null || bytes === null
        ? [null, null, null, null, null, null, null, null]
        : [1, 'd', 'w', 1, hash, bytes.length, 2, MONDAY]),
    ],
  )
  return id
}

const slot = (who: Visitor, of = paper, body: object = {}, key = newId()): Test =>
  create(who, `/papers/${of}/signing-slots`, body, key)
const download = async (who: Visitor, path: string): Promise<Buffer> => (await fileOf(who.get(path))).bytes
const bring = (who: Visitor, slotId: string, bytes: Buffer): Test =>
  who.post(`/signing-slots/${slotId}/signed`).attach('file', bytes, { filename: 'ky.pdf' })

describe('a paper to sign', () => {
  it('is prepared for the one who stands on it, with his name and form, and once for a key', async () => {
    const key = newId()
    const { body: made } = await slot(chair, paper, {}, key).expect(201)
    expect(made).toMatchObject({
      purpose: 'signature',
      signerName: 'Nguyễn Văn Ân',
      form: 'KT',
      paperId: paper,
    })
    expect((await slot(chair, paper, {}, key).expect(201)).body).toEqual(made)
    const prepared = await download(chair, `/signing-slots/${made.id}/pdf`)
    expect(sha256Hex(prepared)).toBe(made.preparedSha256)
    expect(prepared.subarray(0, pdf.length).equals(pdf)).toBe(true)
    expect((await download(chair, `/signing-slots/${made.id}/pdf?plain=true`)).equals(pdf)).toBe(true)
  })

  it('shows the frame that the office set, unless the signer says otherwise; set from the version that was read', async () => {
    const frame = { page: 'last', corner: 'bottomRight', across: 30, along: 50, width: 60, height: 30 }
    const set = (body: object): Test =>
      api.root.put(`/offices/${api.commune}/signature-frames/signature`, body)
    const shownOf = async (body: object): Promise<string> => {
      const { body: made } = await slot(chair, paper, body).expect(201)
      const bytes = await download(chair, `/signing-slots/${made.id}/pdf`)
      return /\/Rect \[(.+?)\]/u.exec(bytes.toString('latin1', pdf.length))?.[1] ?? ''
    }
    expect((await set({ frame, version: 0 }).expect(200)).body.items).toEqual([
      { purpose: 'signature', frame, version: 1 },
      { purpose: 'seal', frame: null, version: 0 },
    ])
    await set({ frame, version: 0 }).expect(409)
    await set({ frame: { ...frame, width: 400 }, version: 1 }).expect(400)
    await chair.put(`/offices/${api.commune}/signature-frames/signature`, { frame, version: 1 }).expect(403)
    const [left = 0, bottom, right = 0, top] = (await shownOf({})).split(' ').map(Number)
    expect([bottom, top]).toEqual([141.73, 226.77])
    expect(right - left).toBeCloseTo(170.08, 1)
    expect(await shownOf({ visible: null })).toBe('0 0 0 0')
    await set({ frame: null, version: 1 }).expect(200)
    expect(await shownOf({})).toBe('0 0 0 0')
  })

  it('is nobody else’s to prepare or bring back', async () => {
    await slot(stranger).expect(404)
    await slot(api.root).expect(404)
    const { body: made } = await slot(chair).expect(201)
    for (const who of [clerk, stranger]) {
      await who.get(`/signing-slots/${made.id}/pdf`).expect(404)
      await bring(who, made.id, pdf).expect(404)
    }
    const above = await aVisitor(api, 'provinceStaff', api.province)
    await slot(above).expect(403)
    expect((await above.get(`/papers/${paper}/signatures`).expect(200)).body.items).toEqual([])
  })

  it('is not prepared before its file is made, nor when it is no longer in force', async () => {
    expect((await slot(chair, await aPaper(null, '04/TTr-UBND')).expect(409)).body.code).toBe('notMade')
    for (const status of ['replaced', 'recalled']) {
      const gone = await aPaper(await aPdf(status), '05/TTr-UBND', status)
      expect((await slot(chair, gone).expect(409)).body.code).toBe('notInForce')
    }
    await slot(chair, paper, { visible: { page: 9, rect: [100, 100, 300, 180] } }).expect(422)
    await slot(chair, paper, { visible: { page: 1, rect: [0, 0, 595, 842] } }).expect(400)
  })

  it('comes back untrusted until an administrator trusts the root, then valid; the first result stands', async () => {
    const { body: made } = await slot(chair, paper, {
      visible: { page: 2, rect: [320, 90, 500, 170] },
    }).expect(201)
    const prepared = await download(chair, `/signing-slots/${made.id}/pdf`)
    const signed = await fillSlot(prepared, signer, { at: MONDAY })
    const { body: first } = await bring(chair, made.id, signed).expect(201)
    expect(first).toMatchObject({
      verdict: 'untrusted',
      kept: true,
      sha256: sha256Hex(signed),
      signatures: [{ verdict: 'untrusted', remarks: [], signer: { commonName: 'NGUYEN VAN AN' } }],
    })
    await api.root.post('/trusted-certificates', { pem: root.pem, role: 'anchor' }).expect(200)
    expect((await bring(chair, made.id, signed).expect(201)).body).toEqual(first)
    const { body: next } = await slot(chair).expect(201)
    const again = await fillSlot(await download(chair, `/signing-slots/${next.id}/pdf`), signer, {
      at: MONDAY,
    })
    const { body: second } = await bring(chair, next.id, again).expect(201)
    expect(second).toMatchObject({ verdict: 'valid', signatures: [{ judgedAt: MONDAY }] })
    const { body: all } = await clerk.get(`/papers/${paper}/signatures`).expect(200)
    expect(all.items.map(({ verdict }: { verdict: string }) => verdict).sort()).toEqual([
      'untrusted',
      'valid',
    ])
    const kept = await download(clerk, `/papers/${paper}/signatures/${second.sha256}`)
    expect(kept.equals(again)).toBe(true)
    await stranger.get(`/papers/${paper}/signatures`).expect(404)
  })

  it('is told apart from a changed, cut, foreign, unsigned or overwritten one, and none of these is kept', async () => {
    const { body: made } = await slot(chair).expect(201)
    const prepared = await download(chair, `/signing-slots/${made.id}/pdf`)
    const signed = await fillSlot(prepared, signer, { at: MONDAY })
    const bent = Buffer.from(signed)
    bent[bent.length - 30] = (bent[bent.length - 30] ?? 0) ^ 1
    const cases: [Buffer, string][] = [
      [prepared, 'unsigned'],
      [signed.subarray(0, signed.length - 40), 'truncated'],
      [bent, 'tampered'],
      [await signBehind(await aPdf('Văn bản khác'), signer), 'foreign'],
      [Buffer.concat([signed, Buffer.from('\n% thêm\n')]), 'additions'],
    ]
    for (const [bytes, verdict] of cases) {
      const { body } = await bring(chair, made.id, bytes).expect(201)
      expect(body).toMatchObject({ verdict, kept: false })
      await chair.get(`/papers/${paper}/signatures/${body.sha256}`).expect(404)
    }
    const other = await aHolder({ name: 'Lê Văn Khác', issuer: root })
    const { body: theirs } = await bring(chair, made.id, await fillSlot(prepared, other)).expect(201)
    expect(theirs).toMatchObject({
      verdict: 'otherSigner',
      kept: true,
      signatures: [
        { verdict: 'otherSigner', remarks: ['nameDiffers'], signer: { commonName: 'Lê Văn Khác' } },
      ],
    })
    await bring(chair, made.id, Buffer.alloc(300_000, 1)).expect(413)
  })

  it('is sealed by the office after its signer, and the file then carries both signatures', async () => {
    const fresh = await aPaper(await aPdf('TỜ TRÌNH có dấu'), '06/TTr-UBND')
    expect((await slot(clerk, fresh).expect(409)).body.code).toBe('notSigned')
    const { body: mine } = await slot(chair, fresh).expect(201)
    const signed = await fillSlot(await download(chair, `/signing-slots/${mine.id}/pdf`), signer, {
      at: MONDAY,
    })
    await bring(chair, mine.id, signed).expect(201)
    const { body: theirs } = await slot(clerk, fresh).expect(201)
    expect(theirs).toMatchObject({ purpose: 'seal', signerName: 'Xã Vĩnh Thủy', form: null })
    const toSeal = await download(clerk, `/signing-slots/${theirs.id}/pdf`)
    const sealed = await fillSlot(toSeal, office, { at: MONDAY })
    const { body } = await bring(clerk, theirs.id, sealed).expect(201)
    expect(body).toMatchObject({
      verdict: 'valid',
      signatures: [
        { verdict: 'valid', signer: { commonName: 'NGUYEN VAN AN' } },
        { verdict: 'valid', signer: { commonName: 'UBND xã Vĩnh Thủy' } },
      ],
    })
  })
})

describe('what waits for a signature', () => {
  const waits = async (who: Visitor, purpose = 'signature'): Promise<string[]> => {
    const { body } = await who.get(`/me/papers-to-sign?purpose=${purpose}`).expect(200)
    return (body.items as { id: string }[]).map(({ id }) => id)
  }

  it('is on its signer’s list until a file of his holds, then on the list of who seals for the office', async () => {
    const own = await aPaper(await aPdf('BÁO CÁO', 1), '09/BC-UBND')
    const recalled = await aPaper(await aPdf('BÁO CÁO cũ', 1), '08/BC-UBND', 'recalled')
    expect(await waits(chair)).toContain(own)
    expect(await waits(chair)).not.toContain(recalled)
    expect(await waits(clerk)).not.toContain(own)
    expect(await waits(clerk, 'seal')).not.toContain(own)
    expect((await chair.get(`/papers/${own}`).expect(200)).body).toMatchObject({
      symbol: '09/BC-UBND',
      signerName: 'Nguyễn Văn Ân',
      purpose: 'signature',
      ready: true,
      slot: null,
    })
    const { body: made } = await slot(chair, own).expect(201)
    expect((await chair.get(`/papers/${own}`).expect(200)).body.slot).toMatchObject({ id: made.id })
    const unsigned = await download(chair, `/signing-slots/${made.id}/pdf`)
    expect((await bring(chair, made.id, unsigned).expect(201)).body.verdict).toBe('unsigned')
    const other = await aHolder({ name: 'Lê Văn Khác', issuer: root })
    const byAnother = await fillSlot(unsigned, other, { at: MONDAY })
    expect((await bring(chair, made.id, byAnother).expect(201)).body.verdict).toBe('otherSigner')
    expect(await waits(chair)).toContain(own)
    expect((await slot(clerk, own).expect(409)).body.code).toBe('notSigned')
    await bring(chair, made.id, await fillSlot(unsigned, signer, { at: MONDAY })).expect(201)
    expect(await waits(chair)).not.toContain(own)
    expect(await waits(clerk, 'seal')).toContain(own)
    expect((await clerk.get(`/papers/${own}`).expect(200)).body).toMatchObject({ purpose: 'seal' })
    const { body: sealing } = await slot(clerk, own).expect(201)
    const sealed = await download(clerk, `/signing-slots/${sealing.id}/pdf`)
    await bring(clerk, sealing.id, await fillSlot(sealed, office, { at: MONDAY })).expect(201)
    expect(await waits(clerk, 'seal')).not.toContain(own)
  })

  it('is shown to whoever may read the paper, and to nobody else', async () => {
    await stranger.get(`/papers/${paper}`).expect(404)
    const above = await aVisitor(api, 'provinceStaff', api.province)
    expect((await above.get(`/papers/${paper}`).expect(200)).body).toMatchObject({ purpose: null })
    expect(await waits(stranger)).toEqual([])
  })
})

describe('trust', () => {
  it('is given by whoever administers everything, in a line of the system’s chain', async () => {
    const local = await aVisitor(api, 'administrator', api.province)
    await local.post('/trusted-certificates', { pem: root.pem, role: 'anchor' }).expect(403)
    await chair.get('/trusted-certificates').expect(403)
    const { body } = await api.root.get('/trusted-certificates').expect(200)
    expect(body.items).toMatchObject([{ role: 'anchor', removedAt: null }])
    expect(body.items[0].subject).toContain('CN=Gốc chứng thực')
    const lines = (await api.chain(SYSTEM_CHAIN)).filter(({ type }) => type === 'trustAdded')
    expect(lines).toHaveLength(1)
  })

  it('is not given to what is no certificate, or one that issues none', async () => {
    for (const pem of ['', 'xin chào', signer.pem, root.pem.slice(0, 200), `${root.pem}${root.pem}`])
      expect(
        (await api.root.post('/trusted-certificates', { pem, role: 'anchor' }).expect(422)).body.field,
      ).toBe('pem')
  })

  it('ends for a signer whose certificate is said to be revoked, and for all when the anchor goes', async () => {
    const { body: trusted } = await api.root.get('/trusted-certificates').expect(200)
    const { fingerprint } = trusted.items[0] as { fingerprint: string }
    const verdict = async (): Promise<string> => {
      const { body: made } = await slot(chair).expect(201)
      const signed = await fillSlot(await download(chair, `/signing-slots/${made.id}/pdf`), signer, {
        at: MONDAY,
      })
      return (await bring(chair, made.id, signed).expect(201)).body.verdict
    }
    const revocation = { serial: signer.serial.toLowerCase(), revokedAt: MONDAY }
    await api.root.post(`/trusted-certificates/${fingerprint}/revocations`, revocation).expect(200)
    expect(await verdict()).toBe('revoked')
    await api.root.delete(`/trusted-certificates/${fingerprint}`).expect(200)
    expect(await verdict()).toBe('untrusted')
  })
})

// Drafts and files before a dossier exists: versions, who may work on them, what is taken in and how it is handed out.
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256Hex } from '../../activities/record/canonical.ts'
import { dossierIdOf } from '../../activities/record/ids.ts'
import { aCampaign, aCommune, aUnit, mustAct, presentBasis } from '../support/builders.ts'
import { aVisitor, startApi } from './support.ts'
import type { ApiUnderTest, Visitor } from './support.ts'

const PDF = Buffer.from('%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n')

/** A PNG of one dot: file types are told by content, so a test needs real ones. */
function aPng(): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    // The checksum isn't looked at by whoever only tells the type.
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)])
  }
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(2)))])
}

describe('drafts and documents', () => {
  let api: ApiUnderTest
  let commune: string
  let campaign: string
  let unit: string
  let head: Visitor
  let officer: Visitor
  let police: Visitor
  let stranger: Visitor

  beforeAll(async () => {
    api = await startApi()
    commune = await aCommune(api.at.pool)
    const elsewhere = await aCommune(api.at.pool, { code: '19364', name: 'Xã Vĩnh Hoàng' })
    campaign = await aCampaign(api.at.pool, { officeId: 'P44' })
    unit = await aUnit(api.at.pool, { parent: commune })
    head = await aVisitor(api, 'unitHead', unit)
    officer = await aVisitor(api, 'unitOfficer', unit)
    police = await aVisitor(api, 'communePolice', commune)
    stranger = await aVisitor(api, 'communePolice', elsewhere)
  })
  afterAll(() => api.close())

  const draftPath = (subject = unit): string => `/campaigns/${campaign}/drafts/${subject}`

  it('are saved over the version that was edited; the second of two who save at once sees the first one’s', async () => {
    await head.get(draftPath()).expect(404)
    const first = await head
      .put(draftPath(), { version: 0, data: { fields: { grounds: 'bản một' } } })
      .expect(200)
    expect(first.body).toMatchObject({ version: 1, dossierId: dossierIdOf(campaign, unit), recorded: false })
    const clash = await officer
      .put(draftPath(), { version: 0, data: { fields: { grounds: 'bản hai' } } })
      .expect(409)
    expect(clash.body).toMatchObject({
      code: 'versionConflict',
      current: { version: 1, data: { fields: { grounds: 'bản một' } }, updatedBy: head.personId },
    })
    const second = await officer
      .put(draftPath(), { version: 1, data: { fields: { grounds: 'bản hai' } } })
      .expect(200)
    expect(second.body.version).toBe(2)
    await head.put(draftPath(), { version: 1, data: {} }).expect(409)
    const read = await head.get(draftPath()).expect(200)
    expect(read.body.actions).toContainEqual(expect.objectContaining({ action: 'submit', allowed: true }))
    const byOfficer = await officer.get(draftPath()).expect(200)
    expect(byOfficer.body.actions).toContainEqual(
      expect.objectContaining({ action: 'submit', allowed: false }),
    )
  })

  it('belong to the unit and its commune alone', async () => {
    await police.get(draftPath()).expect(200)
    await stranger.get(draftPath()).expect(404)
    await stranger.put(draftPath(), { version: 0, data: {} }).expect(404)
    const province = await aVisitor(api, 'provinceStaff', 'P44')
    await province.put(draftPath(), { version: 1, data: {} }).expect(404)
    await head.get(`/campaigns/none/drafts/${unit}`).expect(404)
    await head.get(draftPath(commune)).expect(404)
  })

  it.each([
    ['an unknown member', { version: 0, data: { status: 'concluded' } }],
    ['no version', { data: {} }],
    ['a version below zero', { version: -1, data: {} }],
    ['a document without its hash', { version: 0, data: { documents: [{ kind: 'a', name: 'b' }] } }],
    ['a field of a wrong kind', { version: 0, data: { fields: { grounds: ['x'] } } }],
  ])('refuse %s', async (_what, body) => {
    const reply = await head.put(draftPath(), body).expect(400)
    expect(reply.body.code).toBe('invalidRequest')
  })

  const upload = (who: Visitor, id: string, file: Buffer, name: string) =>
    who.post(`/dossiers/${id}/documents`).attach('file', file, name)

  it('take a file by its content, know it by its hash and hand it out as a download', async () => {
    const id = dossierIdOf(campaign, unit)
    const { body } = await upload(head, id, PDF, 'Bản đăng ký.pdf').expect(201)
    expect(body).toMatchObject({
      sha256: sha256Hex(PDF),
      mime: 'application/pdf',
      size: PDF.length,
      name: 'Bản đăng ký.pdf',
      uploadedBy: head.personId,
    })
    const again = await upload(officer, id, PDF, 'khac.pdf').expect(201)
    expect(again.body).toEqual(body)
    const listed = await police.get(`/dossiers/${id}/documents`).expect(200)
    expect(listed.body.items).toEqual([body])
    const file = await officer.get(`/dossiers/${id}/documents/${body.sha256}`).expect(200)
    expect(Buffer.from(file.body as Buffer)).toEqual(PDF)
    expect(file.headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'content-disposition': `attachment; filename="ban dang ky.pdf"; filename*=UTF-8''B%E1%BA%A3n%20%C4%91%C4%83ng%20k%C3%BD.pdf`,
    })
    expect(readdirSync(join(api.deps.settings.documentDir, 'incoming'))).toEqual([])
  })

  it('take a file in pieces, go on where it broke off, and keep it as one that came whole', async () => {
    const id = dossierIdOf(campaign, unit)
    const file = Buffer.concat([PDF, Buffer.alloc(5000, 'x')])
    const key = 'mot-khoa-cua-may-nay'
    const at = (offset: number, size = file.length): string =>
      `/dossiers/${id}/uploads/${key}?offset=${offset}&size=${size}&name=${encodeURIComponent('Báo cáo.pdf')}`
    const send = (path: string, piece: Buffer, who = head) =>
      who.put(path).type('application/octet-stream').send(piece)
    const first = await send(at(0), file.subarray(0, 2000)).expect(200)
    expect(first.body).toEqual({ arrived: 2000, document: null })
    // A piece from beyond what is there leaves no gap; one that comes twice changes nothing.
    expect((await send(at(4000), file.subarray(4000)).expect(200)).body.arrived).toBe(2000)
    expect((await send(at(0), file.subarray(0, 2000)).expect(200)).body.arrived).toBe(2000)
    const asked = await head.get(`/dossiers/${id}/uploads/${key}`).expect(200)
    expect(asked.body).toEqual({ arrived: 2000 })
    // Under the same key somebody else has sent nothing yet, and a stranger may not ask.
    expect((await officer.get(`/dossiers/${id}/uploads/${key}`).expect(200)).body.arrived).toBe(0)
    await stranger.get(`/dossiers/${id}/uploads/${key}`).expect(404)
    await send(at(2000, 2500), file.subarray(2000)).expect(400)
    const { body } = await send(at(2000), file.subarray(2000)).expect(200)
    expect(body.document).toMatchObject({ sha256: sha256Hex(file), name: 'Báo cáo.pdf', size: file.length })
    expect(readdirSync(join(api.deps.settings.documentDir, 'incoming'))).toEqual([])
    const large = api.deps.settings.uploadMaxBytes + 1
    await send(at(0, large), file).expect(413)
  })

  it('do not give a file by its hash through a dossier that does not hold it', async () => {
    const other = await aUnit(api.at.pool, { parent: commune, name: 'Trường khác' })
    const neighbour = await aVisitor(api, 'unitHead', other)
    await neighbour.put(draftPath(other), { version: 0, data: {} }).expect(200)
    await neighbour.get(`/dossiers/${dossierIdOf(campaign, other)}/documents/${sha256Hex(PDF)}`).expect(404)
    await neighbour.get(`/dossiers/${dossierIdOf(campaign, unit)}/documents/${sha256Hex(PDF)}`).expect(404)
    await stranger.get(`/dossiers/${dossierIdOf(campaign, unit)}/documents`).expect(404)
  })

  it.each([
    ['a page', Buffer.from('<html><script>alert(1)</script></html>'), 'a.pdf', 415, 'unsupportedType'],
    [
      'a program',
      Buffer.concat([Buffer.from([0x7f]), Buffer.from('ELF'), Buffer.alloc(100)]),
      'a.png',
      415,
      'unsupportedType',
    ],
    ['an empty file', Buffer.alloc(0), 'a.pdf', 400, 'invalidRequest'],
    [
      'a file that is too large',
      Buffer.concat([PDF, Buffer.alloc(300_000)]),
      'a.pdf',
      413,
      'payloadTooLarge',
    ],
  ])('refuse %s and keep nothing of it', async (_what, file, name, status, code) => {
    const id = dossierIdOf(campaign, unit)
    const before = await head.get(`/dossiers/${id}/documents`)
    const { body } = await upload(head, id, file, name).expect(status)
    expect(body.code).toBe(code)
    expect((await head.get(`/dossiers/${id}/documents`)).body).toEqual(before.body)
    expect(readdirSync(join(api.deps.settings.documentDir, 'incoming'))).toEqual([])
  })

  it('refuse a form without a file, with two, and one that is none', async () => {
    const id = dossierIdOf(campaign, unit)
    await head.post(`/dossiers/${id}/documents`).field('note', 'x').expect(400)
    await upload(head, id, PDF, 'a.pdf').attach('file', PDF, 'b.pdf').expect(400)
    await head.post(`/dossiers/${id}/documents`, { file: 'x' }).expect(400)
  })

  it('take pictures too, and keep them with the dossier that the draft becomes', async () => {
    mkdirSync(api.deps.settings.documentDir, { recursive: true })
    const school = await aUnit(api.at.pool, { parent: commune, name: 'Trường THCS' })
    const master = await aVisitor(api, 'unitHead', school)
    const { body } = await master.put(draftPath(school), { version: 0, data: {} }).expect(200)
    const id = String(body.dossierId)
    const picture = await upload(master, id, aPng(), 'anh/../../etc.png').expect(201)
    expect(picture.body).toMatchObject({ mime: 'image/png', name: 'etc.png' })
    await mustAct(api.at, {
      dossierId: id,
      action: 'submit',
      by: master.personId,
      body: { fields: { grounds: 'có' } },
    })
    const after = await master.get(`/dossiers/${id}/documents`).expect(200)
    expect(after.body.items).toEqual([picture.body])
    const detail = await master.get(`/dossiers/${id}`).expect(200)
    const hash = String(detail.body.state.contentHash)
    const content = await police.get(`/dossiers/${id}/contents/${hash}`).expect(200)
    expect(content.body).toEqual({ fields: { grounds: 'có' } })
    await police.get(`/dossiers/${id}/contents/${'0'.repeat(64)}`).expect(404)
    await stranger.get(`/dossiers/${id}/contents/${hash}`).expect(404)
  })

  it('show an administrator that a dossier is there, and nothing that was written in it', async () => {
    const shop = await aUnit(api.at.pool, { parent: commune, name: 'Cửa hàng' })
    const owner = await aVisitor(api, 'unitHead', shop)
    await owner.put(draftPath(shop), { version: 0, data: {} }).expect(200)
    const id = dossierIdOf(campaign, shop)
    await mustAct(api.at, {
      dossierId: id,
      action: 'submit',
      by: owner.personId,
      body: { fields: { grounds: 'có' } },
    })
    const basis = await presentBasis(api.at.pool, id)
    const administrator = await aVisitor(api, 'administrator', 'P44')
    const { body } = await administrator.get(`/dossiers/${id}`).expect(200)
    expect(body).toMatchObject({ readsContent: false, state: { step: 'look' } })
    await administrator.get(`/dossiers/${id}/contents/${basis?.contentHash}`).expect(404)
    await administrator.get(`/dossiers/${id}/documents`).expect(404)
  })
})

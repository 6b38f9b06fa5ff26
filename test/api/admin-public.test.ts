// What anybody may check: certificates by their code, anchors by their day; and the files that a verifier reads.
import { createPublicKey } from 'node:crypto'
import supertest from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeAnchor } from '../../activities/record/anchors.ts'
import type { Export } from '../../activities/record/export.ts'
import { checkSignature } from '../../activities/record/keys.ts'
import { verifyExport } from '../../activities/record/verify.ts'
import { ROOT_OFFICE_ID } from '../../activities/record/ids.ts'
import { MONDAY, aCampaign, aDraft, aPerson, aUnit, mustAct } from '../support/builders.ts'
import { GROUNDS } from '../support/scene.ts'
import { anAdminScene } from './admin-support.ts'
import type { AdminScene } from './admin-support.ts'
import { aVisitor } from './support.ts'
import type { Visitor } from './support.ts'

const NAME = 'Hợp tác xã <b>Thủy Ba</b> & "Con"'

let scene: AdminScene
let police: Visitor
let head: Visitor
let chair: string
let dossierId: string
let code: string
beforeAll(async () => {
  scene = await anAdminScene()
  const { pool } = scene.at
  const campaign = await aCampaign(pool, { officeId: 'P44' })
  police = await aVisitor(scene, 'communePolice', scene.commune)
  chair = await aPerson(pool, 'provinceChair', 'P44')
  const unit = await aUnit(pool, { parent: scene.commune, kind: 'enterprise', name: NAME })
  head = await aVisitor(scene, 'unitHead', unit)
  dossierId = await aDraft(pool, campaign, unit)
  await mustAct(scene.at, { dossierId, action: 'submit', by: head.personId, body: GROUNDS })
  await mustAct(scene.at, { dossierId, action: 'approve', by: police.personId })
  await mustAct(scene.at, { dossierId, action: 'approve', by: chair })
  const { rows } = await pool.query<{ code: string }>('SELECT code FROM certificate WHERE dossier_id = $1', [
    dossierId,
  ])
  code = rows[0]?.code ?? ''
})
afterAll(() => scene.close())

const anybody = (path: string) => supertest(scene.url).get(path)

describe('a certificate', () => {
  it('is checked by its code, under both addresses, and its signature holds offline', async () => {
    for (const path of [`/api/v1/verify/${code}`, `/verify/${code}`]) {
      const { body } = await anybody(path).expect(200)
      expect(body).toMatchObject({
        code,
        status: 'valid',
        revokedAt: null,
        signatureHolds: true,
        officeName: 'Tỉnh Quảng Trị',
        outcomeName: 'Được công nhận',
        data: { number: 1, year: 2026, subject: { kind: 'enterprise', name: NAME } },
      })
      const key = createPublicKey(String(body.publicKey))
      expect(checkSignature(key, body.data, String(body.signature))).toBe(true)
      expect(checkSignature(key, { ...body.data, number: 2 }, String(body.signature))).toBe(false)
    }
  })

  it('names no person', async () => {
    const { text } = await anybody(`/verify/${code}`).expect(200)
    const { rows } = await scene.at.pool.query<{ id: string; name: string }>('SELECT id, name FROM person')
    for (const { id, name } of rows) {
      expect(text).not.toContain(id)
      expect(text).not.toContain(name)
    }
  })

  it.each([
    (typed: string) => typed.toLowerCase(),
    (typed: string) => typed.replaceAll('-', ''),
    (typed: string) => typed.replaceAll('-', '%20'),
    (typed: string) => typed.replaceAll('0', 'O').replaceAll('1', 'l'),
  ])('is found as people type it (%#)', async (typing) => {
    expect((await anybody(`/verify/${typing(code)}`).expect(200)).body.code).toBe(code)
  })

  it.each(['0000-0000-0000-0000', 'x', 'U'.repeat(16), '%00', "';--"])(
    'under an unknown code %s is not found',
    async (unknown) => {
      const { body } = await anybody(`/api/v1/verify/${encodeURIComponent(unknown)}`).expect(404)
      expect(body).toMatchObject({ code: 'notFound', title: 'Không tìm thấy.' })
      const page = await anybody(`/verify/${encodeURIComponent(unknown)}`)
        .set('Accept', 'text/html')
        .expect(404)
      expect(page.headers['content-type']).toMatch(/^text\/html/)
      expect(page.text).toContain('Không có giấy công nhận nào mang mã này')
    },
  )

  it('is a page in Vietnamese for a browser, with every text escaped and no script', async () => {
    const page = await anybody(`/verify/${code}`)
      .set('Accept', 'text/html,application/xhtml+xml,*/*;q=0.8')
      .expect(200)
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(page.headers['vary']).toContain('Accept')
    expect(page.text).toContain('<html lang="vi">')
    expect(page.text).toContain('còn hiệu lực')
    expect(page.text).toContain('Hợp tác xã &lt;b&gt;Thủy Ba&lt;/b&gt; &amp; &quot;Con&quot;')
    expect(page.text).not.toMatch(/<b>|<script/)
    expect(page.text).toContain('02/03/2026')
  })

  it('that was revoked says so, with the date', async () => {
    const unit = await aUnit(scene.at.pool, { parent: scene.commune, name: 'Trạm Bảo vệ rừng' })
    const own = await aPerson(scene.at.pool, 'unitHead', unit)
    const { rows: campaigns } = await scene.at.pool.query<{ id: string }>('SELECT id FROM campaign')
    const revoked = await aDraft(scene.at.pool, campaigns[0]?.id ?? '', unit)
    await mustAct(scene.at, { dossierId: revoked, action: 'submit', by: own, body: GROUNDS })
    await mustAct(scene.at, { dossierId: revoked, action: 'approve', by: police.personId })
    await mustAct(scene.at, { dossierId: revoked, action: 'approve', by: chair })
    await mustAct(scene.at, { dossierId: revoked, action: 'revoke', by: chair, body: { reason: 'Khai sai' } })
    const { rows } = await scene.at.pool.query<{ code: string }>(
      'SELECT code FROM certificate WHERE dossier_id = $1',
      [revoked],
    )
    const path = `/verify/${rows[0]?.code ?? ''}`
    expect((await anybody(path).expect(200)).body).toMatchObject({ status: 'revoked', revokedAt: MONDAY })
    const page = await anybody(path).set('Accept', 'text/html').expect(200)
    expect(page.text).toContain('bị thu hồi ngày 02/03/2026')
    expect(page.text).not.toContain('còn hiệu lực')
    expect(page.text).not.toContain('Khai sai')
  })

  it('whose stored text was changed is shown as changed', async () => {
    const { pool } = scene.at
    await pool.query(`UPDATE certificate SET data = jsonb_set(data, '{number}', '7') WHERE code = $1`, [code])
    try {
      expect((await anybody(`/verify/${code}`).expect(200)).body.signatureHolds).toBe(false)
      const page = await anybody(`/verify/${code}`).set('Accept', 'text/html').expect(200)
      expect(page.text).toContain('Chữ ký số không khớp')
    } finally {
      await pool.query(`UPDATE certificate SET data = jsonb_set(data, '{number}', '1') WHERE code = $1`, [
        code,
      ])
    }
  })
})

describe('anchors and exports', () => {
  beforeAll(async () => {
    await makeAnchor(scene.at.pool, scene.at.keys, '2026-03-02', MONDAY)
  })

  it('the signed roots are there for anybody', async () => {
    const list = await anybody('/api/v1/anchors').expect(200)
    expect(list.body.items).toHaveLength(1)
    const { body } = await anybody('/api/v1/anchors/2026-03-02').expect(200)
    expect(body.anchor).toEqual(list.body.items[0])
    const { signature, ...statement } = body.anchor as { signature: string }
    expect(checkSignature(createPublicKey(String(body.publicKey)), statement, signature)).toBe(true)
    await anybody('/api/v1/anchors/2026-03-01').expect(404)
    await anybody('/api/v1/anchors/yesterday').expect(400)
  })

  it('a day’s file is for those who check the record', async () => {
    await anybody('/api/v1/anchors/2026-03-02/file').expect(401)
    await head.get('/anchors/2026-03-02/file').expect(403)
    const { text } = await scene.root
      .get('/anchors/2026-03-02/file')
      .buffer(true)
      .parse((res, done) => {
        let whole = ''
        res.setEncoding('utf8')
        res.on('data', (part: string) => (whole += part))
        res.on('end', () => done(null, whole))
      })
      .expect(200)
      .then(({ body }: { body: unknown }) => ({ text: String(body) }))
    const lines = text.trim().split('\n')
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ kind: 'anchor', anchor: { day: '2026-03-02' } })
    expect(lines.some((line) => line.includes(`dossier/${dossierId}`))).toBe(true)
  })

  it('a dossier’s file passes the verifier, and fails it once changed', async () => {
    const { body, headers } = await police.get(`/dossiers/${dossierId}/export`).expect(200)
    expect(headers['content-disposition']).toBe(`attachment; filename="dossier-${dossierId}.json"`)
    const file = body as Export
    const verdict = verifyExport(file, { trustedKeyId: scene.at.keys.keyId })
    expect(verdict).toMatchObject({ findings: [], unanchored: 0 })
    const changed = structuredClone(file) as unknown as { events: { event: { late: boolean } }[] }
    for (const line of changed.events.slice(1, 2)) line.event.late = true
    expect(verifyExport(changed as unknown as Export).findings[0]).toMatchObject({ line: 2 })
  })

  it('a dossier’s file is for those who may read all that was written in it', async () => {
    const stranger = await aVisitor(scene, 'communePolice', scene.elsewhere)
    await stranger.get(`/dossiers/${dossierId}/export`).expect(404)
    // Administers everything, and so sees that it is there, but not what was written.
    await scene.root.get(`/dossiers/${dossierId}`).expect(200)
    await scene.root.get(`/dossiers/${dossierId}/export`).expect(404)
    const auditor = await aVisitor(scene, 'auditor', ROOT_OFFICE_ID)
    await auditor.get(`/dossiers/${dossierId}/export`).expect(200)
    const { rows } = await scene.at.pool.query(
      'SELECT route FROM access_log WHERE person_id = $1 AND dossier_id = $2',
      [auditor.personId, dossierId],
    )
    expect(rows).toContainEqual({ route: 'exportDossier' })
  })

  it('the chains of an office and of the system pass the verifier', async () => {
    const office = await scene.root.get(`/offices/${scene.commune}/export`).expect(200)
    const system = await scene.root.get('/system/export').expect(200)
    for (const { body } of [office, system]) {
      expect(verifyExport(body as Export)).toMatchObject({ findings: [], unanchored: 0 })
    }
    const local = await aVisitor(scene, 'administrator', scene.commune)
    await local.get(`/offices/${scene.commune}/export`).expect(200)
    await local.get(`/offices/${scene.elsewhere}/export`).expect(404)
    await local.get('/system/export').expect(403)
    await police.get('/system/export').expect(403)
  })
})

// Papers that the acts of a dossier's year issue, on a real PostgreSQL: written with the act, made once, never altered.
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pathOf, sha256Of } from '../../activities/files.ts'
import { makePapers } from '../../activities/papers/make.ts'
import { Renderer } from '../../activities/papers/renderer.ts'
import { readTemplate } from '../../activities/papers/templates-store.ts'
import type { PaperData } from '../../domain/paper-tags.ts'
import type { PaperKind } from '../../domain/papers.ts'
import { inTransaction } from '../../activities/pool.ts'
import { exportDossier } from '../../activities/record/export.ts'
import { verifyExport } from '../../activities/record/verify.ts'
import { eraseDossier } from '../../activities/retention/erase.ts'
import { sweepFiles } from '../../activities/upkeep/uploads.ts'
import { KIEN_TOAN } from '../../procedures/so.ts'
import { aCampaign, aDraft, mustAct } from '../support/builders.ts'
import { aMatter } from '../support/matters.ts'
import { aPapersScene } from '../support/papers-scene.ts'
import type { PapersScene } from '../support/papers-scene.ts'
import { flat, pagesOf } from '../support/pdf-text.ts'

interface Row {
  readonly id: string
  readonly kind: PaperKind
  readonly symbol: string
  readonly number: number | null
  readonly signed_by: string
  readonly template_version: number
  readonly data: PaperData
  readonly docx_sha256: string
  readonly pdf_sha256: string
  readonly made_at: Date | null
}

describe('the papers of a dossier', () => {
  let scene: PapersScene
  let folder: string
  const renderer = new Renderer()

  beforeAll(async () => {
    scene = await aPapersScene()
    folder = await mkdtemp(join(tmpdir(), 'papers-'))
    await scene.until(null)
    await makePapers(deps())
  })
  afterAll(async () => {
    await renderer.close()
    await scene.drop()
    await rm(folder, { recursive: true, force: true })
  })

  const deps = () => ({ pool: scene.pool, renderer, documentDir: folder, publicUrl: 'https://trinh.example' })
  const rows = async (): Promise<Row[]> =>
    (await scene.pool.query<Row>('SELECT * FROM paper ORDER BY created_at, kind')).rows
  const row = async (kind: PaperKind, symbol = ''): Promise<Row> => {
    const found = (await rows()).find((one) => one.kind === kind && (one.symbol ?? '').includes(symbol))
    if (found === undefined) throw new Error(`no ${kind}`)
    return found
  }
  const text = async (one: Row): Promise<string> =>
    flat(await pagesOf(await readFile(pathOf(folder, one.pdf_sha256))))

  it('are one for each act and kind, with its number, and all are made', async () => {
    const { rows: errors } = await scene.pool.query('SELECT key, error FROM outbox WHERE error IS NOT NULL')
    expect(errors).toEqual([])
    expect((await rows()).map(({ kind, symbol }) => `${kind} ${symbol}`)).toEqual([
      'registration ĐK-TTHVTHCS',
      'inspectionMinutes BB-CAX',
      'selfAssessment TĐG-TTHVTHCS',
      'meetingMinutes BB-CAX',
      'proposal 01/TTr-UBND',
      'returnLetter CAT',
      'proposal 01/TTr-CAT',
      'certificate 01/GCN-UBND',
      'decision 01/QĐ-UBND',
      'notice TB-UBND',
    ])
    expect((await rows()).every(({ made_at: at }) => at !== null)).toBe(true)
  })

  it.each([
    ['proposal', 'CAT', 'Bùi Xuân Trường', 'GIÁM ĐỐC', 'Quảng Trị, ngày 01 tháng 12 năm 2026'],
    ['proposal', 'UBND', 'Đỗ Văn Nghĩa', 'CHỦ TỊCH', 'Vĩnh Thủy, ngày 20 tháng 10 năm 2026'],
    ['decision', 'UBND', 'Phan Thị Diễm Hằng', 'CHỦ TỊCH', 'Quảng Trị, ngày 09 tháng 12 năm 2026'],
    ['notice', 'UBND', 'Phan Thị Diễm Hằng', 'CHỦ TỊCH', 'Quảng Trị, ngày 09 tháng 12 năm 2026'],
  ] as const)(
    '%s of %s has the nine parts of NĐ 30/2020, letter for letter',
    async (kind, symbol, signer, title, date) => {
      const one = await row(kind, symbol)
      const said = await text(one)
      expect(said).toBe(said.normalize('NFC'))
      for (const part of [
        'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
        'Độc lập - Tự do - Hạnh phúc',
        symbol === 'CAT' ? 'CÔNG AN TỈNH QUẢNG TRỊ' : 'ỦY BAN NHÂN DÂN',
        'Số: ',
        one.symbol,
        date,
        { proposal: 'TỜ TRÌNH', decision: 'QUYẾT ĐỊNH', notice: 'THÔNG BÁO' }[kind],
        'công nhận điển hình về phong trào toàn dân bảo vệ an ninh Tổ quốc năm 2026',
        'Trường Tiểu học và Trung học cơ sở Vĩnh Thủy',
        title,
        signer,
        'Nơi nhận:',
      ])
        expect(said).toContain(part)
    },
  )

  it('name what stands behind them: the proposal on the decision, the decision on certificate and notice', async () => {
    expect(await text(await row('decision'))).toContain(
      'Theo đề nghị của Công an tỉnh Quảng Trị tại Tờ trình số 01/TTr-CAT ngày 01 tháng 12 năm 2026',
    )
    for (const kind of ['certificate', 'notice'] as const)
      expect(await text(await row(kind))).toContain('Quyết định số 01/QĐ-UBND ngày 09 tháng 12 năm 2026')
    const { rows: codes } = await scene.pool.query<{ code: string }>('SELECT code FROM certificate')
    expect(await text(await row('certificate'))).toContain(`https://trinh.example/verify/${codes[0]?.code}`)
  })

  it('say what was written in the act: reason and mistakes of a return, votes of a meeting, answers of an inspection', async () => {
    const letter = await text(await row('returnLetter'))
    expect(letter).toContain('Báo cáo thiếu số liệu năm 2026.')
    expect(letter).toContain('1. Báo cáo kết quả xây dựng điển hình')
    const minutes = await text(await row('meetingMinutes'))
    expect(minutes).toContain('Có mặt 2 trên tổng số 2 thành viên')
    expect(minutes).toContain('Hoàng Thị Mỹ Lệ')
    expect(minutes).toContain('Các thành viên thống nhất đề nghị công nhận.')
    expect(await text(await row('inspectionMinutes'))).toContain('Đã xem')
    expect(await text(await row('selfAssessment'))).toContain('Tự thấy đạt')
    expect(await text(await row('registration'))).toContain('có mô hình “Cổng trường an toàn”')
  })

  it('are the same bytes when rendered again from what was stored', async () => {
    for (const one of await rows()) {
      const template = await readTemplate(scene.pool, one.kind, one.template_version)
      if (template === null) throw new Error('no template')
      const again = await renderer.ask({
        do: 'render',
        template: template.docx,
        data: one.data,
        draft: false,
        pdf: true,
      })
      expect(sha256Of(Buffer.from(again.docx))).toBe(one.docx_sha256)
      expect(sha256Of(Buffer.from(again.pdf ?? []))).toBe(one.pdf_sha256)
    }
  })

  it('are never altered once made, not even by the running system', async () => {
    const one = await row('decision')
    for (const change of [
      "pdf_sha256 = repeat('0', 64)",
      'number = 2',
      "excerpt = 'khác'",
      "signed_by = 'x'",
    ])
      await expect(scene.pool.query(`UPDATE paper SET ${change} WHERE id = $1`, [one.id])).rejects.toThrow(
        /alter/u,
      )
    await expect(scene.pool.query('DELETE FROM paper WHERE id = $1', [one.id])).rejects.toThrow(/permission/u)
    expect(await makePapers(deps())).toBe(0)
    expect(await row('decision')).toEqual(one)
  })
})

describe('a signature for another', () => {
  let scene: PapersScene
  let folder: string
  const renderer = new Renderer()
  beforeAll(async () => {
    scene = await aPapersScene(undefined, null, true)
    folder = await mkdtemp(join(tmpdir(), 'papers-'))
    await scene.until(null)
    const [documentDir, publicUrl] = [folder, 'https://trinh.example']
    await makePapers({ pool: scene.pool, renderer, documentDir, publicUrl })
  })
  afterAll(async () => {
    await renderer.close()
    await scene.drop()
    await rm(folder, { recursive: true, force: true })
  })

  it.each([
    ['registration', null, 'TL. HIỆU TRƯỞNG', 'CÁN BỘ PHỤ TRÁCH', 'Cao Thị Hiền'],
    ['proposal', 'submissions', 'TUQ. CHỦ TỊCH', 'CHÁNH VĂN PHÒNG', 'Trương Minh Thư'],
    ['proposal', 'policeProposals', '', 'GIÁM ĐỐC', 'Bùi Xuân Trường'],
    ['returnLetter', null, 'TL. GIÁM ĐỐC', 'TRƯỞNG PHÒNG THAM MƯU', 'Võ Ngọc Ẩn'],
    ['decision', 'decisions', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH', 'Hồ Xuân Phúc'],
    ['certificate', 'certificates', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH', 'Hồ Xuân Phúc'],
    ['notice', null, 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH', 'Hồ Xuân Phúc'],
  ] as const)(
    'on %s of %s says for whom, and the signer’s own post',
    async (kind, register, prefix, title, signer) => {
      const said = [prefix, title, signer]
      const { rows } = await scene.pool.query<Row & { signing_form: string | null; line: string | null }>(
        `SELECT p.*, n.signing_form AS line FROM paper p LEFT JOIN number_given n
         ON n.office_id = p.office_id AND n.register = p.register AND n.year = p.year AND n.number = p.number
       WHERE p.kind = $1 AND p.register IS NOT DISTINCT FROM $2`,
        [kind, register],
      )
      const [one] = rows
      expect([one?.data.signPrefix, one?.data.signTitle, one?.data.signerName]).toEqual(said)
      const text = flat(await pagesOf(await readFile(pathOf(folder, one?.pdf_sha256 ?? ''))))
      for (const part of said) expect(text).toContain(part)
      // The register, and the room for a signature, say what the paper says.
      const form = prefix.split('.')[0] ?? ''
      expect(one?.signing_form ?? '').toBe(form)
      if (register !== null && kind !== 'certificate') expect(one?.line ?? '').toBe(form)
    },
  )

  it('stays on numbered papers when the dossier is erased; the others lose what was written, their files too', async () => {
    const { pool, dossier, keys } = scene
    const papers = async (): Promise<(Row & { register: string | null })[]> =>
      (await pool.query<Row & { register: string | null }>('SELECT * FROM paper ORDER BY id')).rows
    const before = await papers()
    const asked = { id: 'e1', dossierId: dossier, ruleId: null, reason: 'Hết hạn lưu giữ' }
    const gone = await inTransaction(pool, (client) =>
      eraseDossier(client, { ...asked, proposedBy: 'an', decidedBy: 'bình' }, '2040-01-02T03:00:00.000Z'),
    )
    if (typeof gone === 'string') throw new Error(gone)
    await sweepFiles(pool, folder, new Date(Date.now() + 3 * 86_400_000).toISOString())
    const there = (sha256: string): boolean => existsSync(pathOf(folder, sha256))
    const unnumbered = before.filter(({ register }) => register === null)
    expect(unnumbered.map(({ kind }) => kind)).toContain('selfAssessment')
    expect(gone.papers?.map(({ id, pdfSha256 }) => [id, pdfSha256])).toEqual(
      unnumbered.map(({ id, pdf_sha256: pdf }) => [id, pdf]),
    )
    for (const one of await papers()) {
      expect([one.kind, one.data === null]).toEqual([one.kind, one.register === null])
      expect([one.docx_sha256, one.pdf_sha256].map(there)).toEqual(Array(2).fill(one.register !== null))
      if (one.register === null) expect(JSON.stringify(one)).not.toContain('Cổng trường an toàn')
    }
    const file = await exportDossier(pool, dossier, keys.publicPem)
    if (file === null) throw new Error('no export')
    const verdict = verifyExport(JSON.parse(JSON.stringify(file)) as typeof file)
    expect(verdict.findings).toEqual([])
    expect(verdict.notes[0]).toContain(`${unnumbered.length} papers`)
    await expect(
      pool.query('UPDATE paper SET erased_at = NULL WHERE id = $1', [unnumbered[0]?.id]),
    ).rejects.toThrow('not altered')
  })

  it('is on a decision about members who come later, with them alone, under the next number', async () => {
    const { pool, commune, people } = scene
    const campaign = await aCampaign(pool, { officeId: 'P44', procedure: KIEN_TOAN, calendarVersion: 1 })
    const board = await aMatter(pool, { owner: commune, kind: 'committee', name: 'Ban Chỉ đạo xã' })
    const dossierId = await aDraft(pool, campaign, board)
    const member = (name: string) => ({ name, post: 'Trưởng thôn', seat: 'member', from: '2026-03-02' })
    const [police, chair] = [people.police ?? '', people.chair ?? '']
    const at = (day: string) => ({ at: `${day}T03:00:00.000Z` })
    const first = { rows: { memberList: [member('Lê Văn Trước')] }, fields: { members: 1 } }
    await mustAct(scene, { dossierId, action: 'submit', by: police, body: first, ...at('2026-12-14') })
    await mustAct(scene, { dossierId, action: 'approve', by: chair, ...at('2026-12-15') })
    const later = { memberChanges: [{ change: 'joins', ...member('Mai Thị Sau') }] }
    const body = { reason: 'Bổ sung', rows: later }
    await mustAct(scene, { dossierId, action: 'handOut', by: chair, body, ...at('2026-12-16') })
    await makePapers({ pool, renderer, documentDir: folder, publicUrl: 'https://trinh.example' })
    const { rows } = await pool.query<Row>(
      "SELECT * FROM paper WHERE dossier_id = $1 AND kind = 'decision' ORDER BY number",
      [dossierId],
    )
    const said = await Promise.all(
      rows.map(async (one) => flat(await pagesOf(await readFile(pathOf(folder, one.pdf_sha256))))),
    )
    expect(rows.map(({ symbol }) => symbol)).toEqual(['01/QĐ-UBND', '02/QĐ-UBND'])
    // What it gives to do, not the words of a recognition.
    for (const text of said) expect(text).toMatch(/phụ trách địa bàn được phân công/u)
    for (const text of said) expect(text).not.toContain('phát huy kết quả đạt được')
    const tables = rows.map(({ data }) => JSON.stringify(data.tables))
    expect(tables.map((text) => [text.includes('Lê Văn Trước'), text.includes('Mai Thị Sau')])).toEqual([
      [true, false],
      [false, true],
    ])
  })
})

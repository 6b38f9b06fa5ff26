// Papers that the acts of a dossier's year issue, on a real PostgreSQL: written with the act, made once, never altered.
import { readFile } from 'node:fs/promises'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pathOf, sha256Of } from '../../activities/files.ts'
import { makePapers } from '../../activities/papers/make.ts'
import { Renderer } from '../../activities/papers/renderer.ts'
import { readTemplate } from '../../activities/papers/templates-store.ts'
import type { PaperData } from '../../domain/paper-tags.ts'
import type { PaperKind } from '../../domain/papers.ts'
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

// Lists of units as people keep them: brought in over HTTP through a real worker.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fold } from '../../../domain/text.ts'
import { fileOf } from '../file-of.ts'
import { anAdminScene } from '../admin-support.ts'
import type { AdminScene } from '../admin-support.ts'
import { aVisitor } from '../support.ts'
import type { Visitor } from '../support.ts'
import { aSheet, aWorkbook, textsOf } from '../../support/workbooks.ts'
import { confirm, preview, rowsOf, upload } from './support.ts'

let scene: AdminScene
let police: Visitor
let staff: Visitor

beforeAll(async () => {
  scene = await anAdminScene({ withWorker: true, settings: { uploadMaxBytes: 2_000_000 } })
  police = await aVisitor(scene, 'communePolice', scene.commune)
  staff = await aVisitor(scene, 'provinceStaff', 'P44')
  await scene.at.pool.query(
    `INSERT INTO office_alias (id, old_name, old_district, old_province, office_id, search_key)
     VALUES ('a1', 'Xã Vĩnh Lâm', 'Huyện Vĩnh Linh', 'Tỉnh Quảng Trị', $1, $2)`,
    [scene.commune, fold('Xã Vĩnh Lâm')],
  )
})
afterAll(() => scene.close())

/** Everything at once that real lists do. */
const horrors = (): Promise<Buffer> =>
  aWorkbook((workbook) => {
    workbook.addWorksheet('Bìa').getCell('B2').value = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'
    const sheet = workbook.addWorksheet('Đơn vị')
    sheet.mergeCells('A1:G1')
    sheet.getCell('A1').value = 'DANH SÁCH ĐƠN VỊ NĂM 2026'
    sheet.mergeCells('B4:B5')
    sheet.getCell('B4').value = 'Tên  cơ quan,\u00a0đơn vị'
    sheet.mergeCells('D4:D5')
    sheet.getCell('D4').value = 'Loại hình'.normalize('NFD')
    sheet.mergeCells('E4:F4')
    sheet.getCell('E4').value = 'Địa bàn'
    sheet.getCell('E5').value = 'Xã'
    sheet.getCell('F5').value = 'Huyện'
    for (const [at, text] of ['(1)', '(2)', '', '(3)', '(4)', '(5)'].entries())
      sheet.getCell(6, at + 1).value = text
    const row = (at: number, values: readonly unknown[]): void => {
      for (const [index, value] of values.entries())
        if (value !== null) sheet.getCell(at, index + 1).value = value as string
    }
    row(8, [1, 'Trạm Y tế xã Vĩnh Thủy'.normalize('NFD'), null, 'Cơ quan'])
    sheet.mergeCells('E8:E10')
    sheet.getCell('E8').value = '\u00a0Xã Vĩnh Thủy '
    row(9, [2, 'Trường Tiểu học\u00a0 Vĩnh Lâm\u200b', null, 'trường học'])
    row(10, [3, 'Công ty Cổ phần Bến Hải', null, 'DN'])
    row(12, [4, 'Thôn Thủy Ba', null, 'Thôn', 'xã Vĩnh Lâm', 'Vĩnh Linh'])
    row(13, [5, 'TRẠM Y TẾ XÃ VĨNH THỦY', null, 'Cơ quan', 'Vĩnh Thủy'])
    row(14, [6, 'Trạm y tế xã vĩnh thủy', null, 'Trường', 'Vĩnh Thủy'])
    row(15, [7, { formula: 'B8&" 2"', result: 'Trạm 2' }, null, 'Cơ quan', 'Vĩnh Thủy'])
    row(16, [8, 'Đội thuế', null, 'Cục', 'Xã Không Có'])
    row(17, [9, null, null, 'Cơ quan', 'Vĩnh Thủy'])
    row(19, [null, 'Tổng cộng'])
    workbook.addWorksheet('Nháp', { state: 'hidden' }).addRow(['Tên đơn vị', 'Loại'])
  })

describe('a list of units as people keep it', () => {
  it('is read wherever its head is, shows each row’s fate, and writes nothing before it is confirmed', async () => {
    const seen = await preview(police, 'kind=units', await horrors())
    expect(seen).toMatchObject({ status: 'previewed', fault: null })
    expect(seen.sheets).toMatchObject([
      { name: 'Bìa', skipped: 'noHead' },
      { name: 'Đơn vị', headRow: 5, skipped: null },
      { name: 'Nháp', skipped: 'hidden' },
    ])
    const rows = await rowsOf(police, seen.id)
    expect(rows.map(({ row, fate }) => [row, fate])).toEqual([
      [6, 'skipped'],
      [8, 'new'],
      [9, 'new'],
      [10, 'new'],
      [12, 'new'],
      [13, 'same'],
      [14, 'mistake'],
      [15, 'mistake'],
      [16, 'mistake'],
      [17, 'mistake'],
      [19, 'skipped'],
    ])
    const wrong = rows.flatMap(({ mistakes }) => mistakes.map(({ cell, code }) => `${cell} ${code}`))
    expect(wrong).toEqual(['B14 repeated', 'B15 formula', 'D16 choice', 'E16 place', 'B17 missing'])
    expect(rows[5]?.notes).toEqual(['Lặp lại dòng 8 (trang Đơn vị).'])
    expect(rows[7]?.mistakes[0]?.vi).toContain('Dán đặc biệt')
    expect(rows[4]?.notes).toEqual([
      'Xã Vĩnh Lâm, Huyện Vĩnh Linh, Tỉnh Quảng Trị nay là Xã Vĩnh Thủy, Tỉnh Quảng Trị.',
    ])
    expect(rows[2]?.cells.find(({ column }) => column === 'name')?.text).toBe('Trường Tiểu học Vĩnh Lâm')
    const units = 'SELECT name FROM office WHERE parent_id = $1 ORDER BY search_key'
    expect((await scene.at.pool.query(units, [scene.commune])).rows).toEqual([])

    const done = await confirm(police, seen)
    expect(done).toMatchObject({
      status: 'done',
      results: { added: 4, same: 1, mistake: 4, skipped: 2 },
      done: 11,
    })
    const { rows: there } = await scene.at.pool.query<{ name: string }>(units, [scene.commune])
    expect(there.map(({ name }) => name)).toEqual([
      'Công ty Cổ phần Bến Hải',
      'Thôn Thủy Ba',
      'Trạm Y tế xã Vĩnh Thủy',
      'Trường Tiểu học Vĩnh Lâm',
    ])
  })

  it('comes back with what became of each row, at the row’s own number', async () => {
    const [{ id } = { id: '' }] = (
      (await police.get('/imports').expect(200)).body as { items: { id: string }[] }
    ).items
    const { bytes, headers } = await fileOf(police.get(`/imports/${id}/file`))
    expect(headers['content-disposition']).toContain('attachment')
    const rows = await textsOf(bytes)
    const said = rows.map((cells) => cells.slice(-2))
    expect(said[0]).toEqual(['Kết quả nạp', 'Giải thích'])
    expect(said).toContainEqual(['Đã thêm', expect.anything()])
    expect(said.find(([what]) => what === 'Có lỗi, không ghi')?.[1]).toMatch(/^B14: /u)
  })

  it('changes nothing when it comes twice, and says so', async () => {
    const before = await scene.at.pool.query('SELECT count(*) FROM chain_event')
    const again = await preview(police, 'kind=units', await horrors())
    expect(again).toMatchObject({ nothingNew: true, fates: { same: 5, mistake: 4 } })
    expect(await confirm(police, again)).toMatchObject({ status: 'done', results: { same: 5 } })
    expect((await scene.at.pool.query('SELECT count(*) FROM chain_event')).rows).toEqual(before.rows)
  })

  it('names the fields that differ, and writes over nothing that somebody changed meanwhile', async () => {
    const file = await aSheet(
      ['Tên đơn vị', 'Loại', 'Tên ngắn'],
      [
        ['Công ty Cổ phần Bến Hải', 'Doanh nghiệp', 'Bến Hải'],
        ['Thôn Thủy Ba', 'Thôn', 'Thủy Ba'],
      ],
    )
    const seen = await preview(police, 'kind=units', file)
    const rows = await rowsOf(police, seen.id)
    expect(rows[0]).toMatchObject({
      fate: 'changed',
      changes: [{ field: 'shortName', from: 'Công ty Cổ phần Bến Hải', to: 'Bến Hải' }],
    })
    const { rows: found } = await scene.at.pool.query<{ id: string; version: number }>(
      "SELECT id, version FROM office WHERE name = 'Thôn Thủy Ba'",
    )
    const [village] = found
    await police
      .put(`/offices/${village?.id}`, { name: 'Thôn Thủy Ba', shortName: 'TB', version: village?.version })
      .expect(200)
    expect(await confirm(police, seen)).toMatchObject({ results: { changed: 1, conflict: 1 } })
    const names = await scene.at.pool.query<{ short_name: string }>(
      "SELECT short_name FROM office WHERE name IN ('Công ty Cổ phần Bến Hải', 'Thôn Thủy Ba') ORDER BY name",
    )
    expect(names.rows.map((row) => row.short_name)).toEqual(['Bến Hải', 'TB'])
  })

  it('reaches no further than its reader, who alone sees it', async () => {
    const file = await aSheet(['Tên đơn vị', 'Loại', 'Xã'], [['Công ty A', 'Doanh nghiệp', 'Phường Sài Gòn']])
    const seen = await preview(staff, 'kind=units', file)
    expect((await rowsOf(staff, seen.id))[0]).toMatchObject({
      fate: 'mistake',
      mistakes: [{ cell: 'C2', code: 'notFound' }],
    })
    await police.get(`/imports/${seen.id}`).expect(404)
    await police.post(`/imports/${seen.id}/confirm`, { previewHash: seen.previewHash }).expect(404)
    const head = await aVisitor(scene, 'unitHead', scene.commune)
    expect((await upload(head, 'kind=units', file).expect(403)).body.code).toBe('forbidden')
  })
})

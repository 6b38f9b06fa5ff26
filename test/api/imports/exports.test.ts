// Lists as files: what the screen's list holds, whole; text that begins like a formula stays text; sums are right.
import http from 'node:http'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KHEN_THUONG } from '../../../procedures/khen-thuong.ts'
import { waitFor } from '../../../cli/servers/processes.ts'
import { aCampaign, aDraft, aPerson, aUnit, mustAct } from '../../support/builders.ts'
import { fileOf } from '../file-of.ts'
import { anAdminScene, create } from '../admin-support.ts'
import type { AdminScene } from '../admin-support.ts'
import { aVisitor } from '../support.ts'
import type { Visitor } from '../support.ts'

const NAMES = ['=HYPERLINK("http://x")', '+84 Công ty', '-1 Trạm', '@Trường', 'Đội “Ánh Sáng”, số 1']
let scene: AdminScene
let police: Visitor
let campaign: string
beforeAll(async () => {
  scene = await anAdminScene()
  const { pool } = scene.at
  campaign = await aCampaign(pool, { officeId: 'P44' })
  for (const name of NAMES) {
    const unit = await aUnit(pool, { parent: scene.commune, name })
    const by = await aPerson(pool, 'unitHead', unit)
    const dossierId = await aDraft(pool, campaign, unit)
    await mustAct(scene.at, { dossierId, action: 'submit', by, body: { fields: { grounds: 'có' } } })
  }
  police = await aVisitor(scene, 'communePolice', scene.commune)
})
afterAll(() => scene.close())

const bytesOf = async (by: Visitor, path: string): Promise<Buffer> => (await fileOf(by.get(path))).bytes

async function sheetOf(by: Visitor, path: string): Promise<ExcelJS.Worksheet> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load((await bytesOf(by, path)) as unknown as ArrayBuffer)
  const [sheet] = workbook.worksheets
  if (sheet === undefined) throw new Error(`${path}: no sheet`)
  return sheet
}

const columnOf = (sheet: ExcelJS.Worksheet, head: string): ExcelJS.Cell[] => {
  const heads = sheet.getRow(1).values as string[]
  const at = heads.indexOf(head)
  return Array.from({ length: sheet.rowCount - 1 }, (_, index) => sheet.getCell(index + 2, at))
}

describe('a list of dossiers as a file', () => {
  it('holds every row of the list with its words, dates as dates and no formula', async () => {
    const sheet = await sheetOf(police, '/exports/dossiers')
    const names = columnOf(sheet, 'Đối tượng')
    expect(names.map(({ value }) => value).sort()).toEqual([...NAMES].sort())
    expect(names.every(({ type }) => type === ExcelJS.ValueType.String)).toBe(true)
    expect(columnOf(sheet, 'Ngày tạo')[0]?.value).toBeInstanceOf(Date)
    expect(columnOf(sheet, 'Xã, phường, đặc khu')[0]?.value).toBe('Xã Vĩnh Thủy')
    expect(columnOf(sheet, 'Trạng thái')[0]?.value).toMatch(/^\p{Lu}/u)
  })

  it('as CSV begins with the mark of UTF-8, and guards text that begins like a formula', async () => {
    const text = (await bytesOf(police, '/exports/dossiers?format=csv&separator=semicolon')).toString('utf8')
    expect(text.startsWith('\ufeffSố TT;Đối tượng;')).toBe(true)
    const cells = text.split('\r\n').map((line) => line.split(';')[1])
    expect(cells).toContain("'+84 Công ty")
    expect(cells).toContain("'@Trường")
    expect(cells).toContain("'-1 Trạm")
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`)
    expect(text).toContain('Đội “Ánh Sáng”, số 1')
  })

  it('keeps to the list’s filters and to what its reader may see', async () => {
    expect((await sheetOf(police, '/exports/dossiers?text=anh%20sang')).rowCount).toBe(2)
    const other = await aVisitor(scene, 'communePolice', scene.elsewhere)
    expect((await sheetOf(other, '/exports/dossiers')).rowCount).toBe(1)
    await police.get('/exports/dossiers?year=no').expect(400)
    await other.get(`/exports/registers/${scene.commune}/2026`).expect(404)
  })

  it('counts by territory, kind and step, with the sum in the last row', async () => {
    const sheet = await sheetOf(police, '/exports/counts')
    const counts = columnOf(sheet, 'Số hồ sơ').map(({ value }) => Number(value))
    const { body } = await police.get('/dossiers/counts').expect(200)
    const listed = (body as { counts: { count: number }[] }).counts.reduce((sum, { count }) => sum + count, 0)
    expect(counts.at(-1)).toBe(listed)
    expect(counts.slice(0, -1).reduce((sum, count) => sum + count, 0)).toBe(NAMES.length)
  })

  it('gives results, the year’s sums, scores and numbers as files, too', async () => {
    const unit = await aUnit(scene.at.pool, { parent: scene.commune, name: 'Trạm Y tế' })
    const result = { value: 'achieved', source: 'Quyết định 1/QĐ-UBND' }
    await police.put(`/results/${unit}/2025/safety`, result).expect(200)
    const list = await sheetOf(police, '/exports/results?year=2025')
    expect(columnOf(list, 'Kết quả').map(({ value }) => value)).toEqual(['Đạt'])
    const year = await sheetOf(police, '/exports/years/2025')
    expect(columnOf(year, 'Số lượng').map(({ value }) => value)).toEqual([1, 1])
    expect((await sheetOf(police, `/exports/campaigns/${campaign}/scores`)).rowCount).toBe(NAMES.length + 1)
    expect((await sheetOf(police, `/exports/registers/${scene.commune}/2026`)).rowCount).toBe(1)
  })

  it('gives the registers of matters with the list’s filters, types in words and dates as dates', async () => {
    await aCampaign(scene.at.pool, { officeId: 'P44', procedure: KHEN_THUONG })
    for (const name of ['Thôn Đông', 'Thôn Tây']) {
      const given = { kind: 'award', type: 'sudden', name, officeId: scene.commune }
      await create(police, '/matters', given).expect(201)
    }
    const sheet = await sheetOf(police, '/exports/matters?kind=award')
    const { body } = await police.get('/matters?kind=award').expect(200)
    const listed = (body as { items: { name: string }[] }).items.map(({ name }) => name)
    expect(listed).toHaveLength(2)
    expect(columnOf(sheet, 'Tên').map(({ value }) => value)).toEqual(listed)
    expect(columnOf(sheet, 'Phân loại')[0]?.value).toBe('Đột xuất')
    expect(columnOf(sheet, 'Tình trạng')[0]?.value).toBe('Đang soạn')
    expect(columnOf(sheet, 'Cơ quan chủ trì')[0]?.value).toBe('Xã Vĩnh Thủy')
    expect(columnOf(sheet, 'Ghi vào sổ lúc')[0]?.value).toBeInstanceOf(Date)
    expect((await sheetOf(police, '/exports/matters?text=thon%20dong')).rowCount).toBe(2)
    const other = await aVisitor(scene, 'communePolice', scene.elsewhere)
    expect((await sheetOf(other, '/exports/matters')).rowCount).toBe(1)
  })

  it('ends its query when the reader hangs up', async () => {
    await new Promise<void>((resolve, reject) => {
      const headers = { authorization: police.authorization }
      const request = http.get(`${scene.url}/api/v1/exports/dossiers`, { headers }, (response) => {
        response.once('data', () => {
          response.destroy()
          resolve()
        })
        response.on('error', () => resolve())
      })
      request.on('error', reject)
    })
    const open = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'`
    await waitFor(
      async () => ((await scene.at.pool.query(open)).rowCount === 0 ? true : undefined),
      20_000,
      () => new Error('a transaction is still open'),
    )
  })
})

// Lists of people with their roles, and of past years' results, against what single entry says of the same.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { officeChain } from '../../../activities/record/ids.ts'
import { aUnit } from '../../support/builders.ts'
import { aSheet } from '../../support/workbooks.ts'
import { fileOf } from '../file-of.ts'
import { anAdminScene } from '../admin-support.ts'
import type { AdminScene } from '../admin-support.ts'
import { aVisitor } from '../support.ts'
import type { Visitor } from '../support.ts'
import { confirm, preview, rowsOf } from './support.ts'

let scene: AdminScene
let police: Visitor
let admin: Visitor
let station: string
beforeAll(async () => {
  scene = await anAdminScene({ withWorker: true, settings: { uploadMaxBytes: 2_000_000 } })
  police = await aVisitor(scene, 'communePolice', scene.commune)
  admin = await aVisitor(scene, 'administrator', scene.commune)
  station = await aUnit(scene.at.pool, { parent: scene.commune, name: 'Trạm Y tế' })
  await aUnit(scene.at.pool, { parent: scene.commune, name: 'Trường Tiểu học', kind: 'school' })
})
afterAll(() => scene.close())

const faults = (rows: Awaited<ReturnType<typeof rowsOf>>): string[] =>
  rows.flatMap(({ mistakes }) => mistakes.map(({ cell, code }) => `${cell} ${code}`))

describe('a list of results', () => {
  const HEADS = ['Tên đơn vị', 'Năm', 'Kết quả', 'Số quyết định', 'Ngày ký']

  it('takes dates in three ways and numbers as text, and points at every cell that is wrong', async () => {
    const day = new Date(Date.UTC(2025, 10, 15))
    const file = await aSheet(HEADS, [
      ['Trạm Y tế', '2025', 'Đạt', '12/QĐ-UBND', day],
      ['Trường Tiểu học', 2024, 'dat', '12/QĐ-UBND', '05/01/2025'],
      ['Trường Tiểu học', 2025, 'Chưa đạt', '13/QĐ-UBND', '5-1-26'],
      ['Trạm Y tế', 2024, 'Xuất sắc', '12/QĐ-UBND', '31/02/2025'],
      ['Trạm Y tế', 25, 'Đạt', null, '13/13/2025'],
      ['Trạm Thú y', 2025, 'Đạt', '12/QĐ-UBND', null],
      ['Trạm Y tế', 2027, 'Đạt', '12/QĐ-UBND', null],
    ])
    const seen = await preview(police, 'kind=results&resultKind=safety', file)
    const rows = await rowsOf(police, seen.id)
    expect(rows.map(({ fate }) => fate)).toEqual([
      'new',
      'new',
      'new',
      'mistake',
      'mistake',
      'mistake',
      'mistake',
    ])
    expect(faults(rows)).toEqual(['E5 date', 'B6 year', 'D6 missing', 'E6 date', 'A7 unknown', 'B8 invalid'])
    expect(await confirm(police, seen)).toMatchObject({ results: { added: 3, mistake: 4 } })
    const { rows: facts } = await scene.at.pool.query<{ source: string }>(
      'SELECT source FROM result_fact ORDER BY year, source',
    )
    expect(facts.map(({ source }) => source)).toEqual([
      '12/QĐ-UBND ngày 05/01/2025',
      '12/QĐ-UBND ngày 15/11/2025',
      '13/QĐ-UBND ngày 05/01/2026',
    ])
    const chain = await scene.chain(officeChain(scene.commune))
    expect(chain.filter(({ type }) => type === 'resultsRecorded')).toHaveLength(1)
  })

  it('shows what it would change, and changes it only once', async () => {
    const file = await aSheet(
      [...HEADS, 'Loại kết quả'],
      [['Trạm Y tế', 2025, 'Không đạt', '20/QĐ-UBND', null, 'ANTT']],
    )
    const seen = await preview(police, 'kind=results', file)
    const [row] = await rowsOf(police, seen.id)
    expect(row?.changes).toMatchObject([
      { field: 'value', from: 'Đạt', to: 'Chưa đạt' },
      { field: 'source', to: '20/QĐ-UBND' },
    ])
    expect(await confirm(police, seen)).toMatchObject({ results: { changed: 1 } })
    expect(await preview(police, 'kind=results', file)).toMatchObject({ nothingNew: true })
    const { rows } = await scene.at.pool.query<{ version: number }>(
      'SELECT version FROM result_fact WHERE subject_id = $1 AND year = 2025',
      [station],
    )
    expect(rows).toEqual([{ version: 2 }])
  })
})

describe('a list of people', () => {
  const HEADS = ['Họ tên', 'Tài khoản', 'Email', 'SĐT', 'Chức vụ', 'Đơn vị công tác', 'Từ ngày']

  it('makes accounts with roles; nobody can sign in to one before an administrator gave a password', async () => {
    const file = await aSheet(HEADS, [
      [
        'Nguyễn Văn An'.normalize('NFD'),
        'An.Nguyen',
        'an@example.vn',
        912345678,
        'Người đứng đầu đơn vị',
        'Trạm Y tế',
        null,
      ],
      ['Nguyễn Văn An', 'an.nguyen', 'an@example.vn', 912345678, 'Công an xã', null, '01/04/2026'],
      ['Trần Thị Bình', 'binh', 'không có', null, 'Công an xã', null, null],
      ['Lê Văn Cường', 'cuong', null, null, 'Chủ tịch UBND tỉnh', null, null],
      ['Người khác', 'an.nguyen', null, null, 'Cán bộ kiểm tra', null, null],
      ['Phạm Dũng', 'dung.pham', null, null, 'Cán bộ kiểm tra', null, '01/01/2026'],
    ])
    const seen = await preview(admin, 'kind=people', file)
    const rows = await rowsOf(admin, seen.id)
    expect(rows.map(({ fate }) => fate)).toEqual(['new', 'new', 'mistake', 'mistake', 'mistake', 'mistake'])
    expect(faults(rows)).toEqual(['C4 choice', 'E5 roleNotHere', 'B6 repeated', 'G7 dateInPast'])
    expect(await confirm(admin, seen)).toMatchObject({ status: 'done', results: { mistake: 4 } })
    const { rows: people } = await scene.at.pool.query<{ name: string; phone: string; must_change: boolean }>(
      `SELECT p.id, p.name, p.phone, a.must_change FROM person p JOIN account a ON a.person_id = p.id WHERE a.login = 'an.nguyen'`,
    )
    expect(people).toMatchObject([{ name: 'Nguyễn Văn An', phone: '0912345678', must_change: true }])
    const held = await scene.at.pool.query<{ role: string }>(
      `SELECT h.role FROM role_holding h JOIN account a ON a.person_id = h.person_id WHERE a.login = 'an.nguyen' ORDER BY h.role`,
    )
    expect(held.rows.map(({ role }) => role)).toEqual(['communePolice', 'unitHead'])
    const types = (await scene.chain(officeChain(scene.commune))).map(({ type }) => type)
    expect(types.filter((type) => type === 'roleGranted').length).toBeGreaterThan(0)
    expect(await preview(admin, 'kind=people', file)).toMatchObject({ nothingNew: true, fates: { same: 2 } })
  })

  it('lets nobody grant himself a deciding role, and nobody but administrators bring one in', async () => {
    const me = { login: admin.personId }
    const file = await aSheet(HEADS, [['Tôi', me.login, null, null, 'Công an xã', null, null]])
    const seen = await preview(admin, 'kind=people', file)
    expect(faults(await rowsOf(admin, seen.id))).toEqual(['E2 selfGrant'])
    const { body } = await police
      .post('/imports?kind=people')
      .set('Idempotency-Key', 'people-by-police-1')
      .attach('file', file, 'a.xlsx')
      .expect(403)
    expect((body as { code: string }).code).toBe('forbidden')
  })

  it('gives out a sheet to fill in whose example is not taken for an entry', async () => {
    const { bytes, headers } = await fileOf(admin.get('/imports/templates/people'))
    expect(headers['content-type']).toContain('spreadsheetml')
    const seen = await preview(admin, 'kind=people', bytes, 'mau.xlsx')
    expect(seen).toMatchObject({ status: 'refused', fault: { code: 'noRows' } })
  })
})

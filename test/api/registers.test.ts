// The register of papers sent out over HTTP: what dossiers' acts and papers made outside entered, found, printed and changed.
import type { Test } from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import exceljs from 'exceljs'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { newId, officeChain } from '../../activities/record/ids.ts'
import { MONDAY, aUnit, theClockStandsAt } from '../support/builders.ts'
import { aPdf } from '../support/signed-pdf.ts'
import { fileOf } from './file-of.ts'
import { anAdminScene, create } from './admin-support.ts'
import type { AdminScene } from './admin-support.ts'
import { aVisitor } from './support.ts'
import type { Visitor } from './support.ts'

let api: AdminScene
let commune: string
let clerk: Visitor
let police: Visitor
let head: Visitor
let stranger: Visitor
let above: Visitor

beforeAll(async () => {
  api = await anAdminScene()
  commune = api.commune
  clerk = await aVisitor(api, 'communeOffice', commune)
  police = await aVisitor(api, 'communePolice', commune)
  head = await aVisitor(api, 'unitHead', await aUnit(api.at.pool, { parent: commune, name: 'Trạm Y tế' }))
  stranger = await aVisitor(api, 'communeOffice', api.elsewhere)
  above = await aVisitor(api, 'provinceStaff', api.province)
})
afterAll(() => api.close())

const paper = (more: object = {}) => ({
  register: 'plans',
  excerpt: 'Kế hoạch xây dựng phong trào năm 2026',
  recipients: 'Công an tỉnh; các thôn',
  signer: 'Nguyễn Văn Ân',
  form: 'TM',
  datedOn: '2026-03-02',
  ...more,
})
const enter = (who: Visitor, more: object = {}, key = newId()): Test =>
  create(who, `/offices/${commune}/sent`, paper(more), key)
const lines = async (query: string): Promise<{ symbol: string; status: string; number: number }[]> =>
  (await clerk.get(`/offices/${commune}/sent?${query}`).expect(200)).body.items

describe('a paper made outside', () => {
  it('takes the next number of its register, once for a key, with its symbol and a line of the chain', async () => {
    const key = newId()
    const { body: first } = await enter(clerk, {}, key).expect(201)
    expect(first).toMatchObject({
      symbol: '01/KH-UBND',
      registerName: 'Kế hoạch',
      status: 'issued',
      signer: { personId: null, name: 'Nguyễn Văn Ân', form: 'TM' },
      datedOn: '2026-03-02',
      changedBy: [],
      changes: [],
    })
    expect((await enter(clerk, {}, key).expect(201)).body).toEqual(first)
    expect((await enter(clerk, { excerpt: 'Kế hoạch kiểm tra' }).expect(201)).body.symbol).toBe('02/KH-UBND')
    const chain = await api.chain(officeChain(commune))
    const entered = chain.filter(({ type }) => type === 'paperEntered')
    expect(entered).toHaveLength(2)
    expect(JSON.stringify(entered)).not.toContain('phong trào')
  })

  it('keeps its file, found by content, handed out as a download', async () => {
    const pdf = await aPdf('Kế hoạch số 3')
    const upload = () =>
      clerk.post(`/offices/${commune}/files`).attach('file', pdf, { filename: 'Kế hoạch số 3.pdf' })
    const { body: file } = await upload().expect(201)
    expect((await upload().expect(201)).body).toEqual(file)
    const { body: entered } = await enter(clerk, { sha256: file.sha256 }).expect(201)
    expect(entered.file).toMatchObject({ name: 'Kế hoạch số 3.pdf', mime: 'application/pdf' })
    expect((await fileOf(clerk.get(`/offices/${commune}/files/${file.sha256}`))).bytes.equals(pdf)).toBe(true)
    await stranger.get(`/offices/${commune}/files/${file.sha256}`).expect(404)
    const text = clerk
      .post(`/offices/${commune}/files`)
      .attach('file', Buffer.from('không phải'), { filename: 'a.pdf' })
    await text.expect(415)
  })

  it('is refused by name for what is wrong with it, and takes no number', async () => {
    const before = (await lines('register=plans&year=2026')).length
    const wrong: [object, number, string, string][] = [
      [{ register: 'noSuch' }, 422, 'unknownName', 'register'],
      [{ register: 'certificates' }, 422, 'unknownName', 'register'],
      [{ datedOn: '2026-03-03' }, 422, 'invalid', 'datedOn'],
      [{ datedOn: '2025-12-31' }, 422, 'invalid', 'datedOn'],
      [{ sha256: 'a'.repeat(64) }, 422, 'unknownName', 'sha256'],
      [{ register: 'toString' }, 422, 'unknownName', 'register'],
    ]
    for (const [more, status, code, field] of wrong)
      expect((await enter(clerk, more).expect(status)).body, JSON.stringify(more)).toMatchObject({
        code,
        field,
      })
    await enter(clerk, { excerpt: 'hai\ndòng' }).expect(400)
    expect(await lines('register=plans&year=2026')).toHaveLength(before)
  })

  it('is entered by those who keep the register: the police theirs, and nobody another office’s', async () => {
    await enter(police).expect(403)
    expect((await enter(police, { register: 'policeLetters' }).expect(201)).body.symbol).toBe('01/CAX')
    await enter(clerk, { register: 'policeLetters' }).expect(403)
    await enter(head).expect(404)
    await enter(stranger).expect(404)
    await enter(above).expect(403)
  })
})

describe('the register', () => {
  it('is read by the office and those above it, and by nobody else', async () => {
    for (const who of [clerk, police, above]) await who.get(`/offices/${commune}/sent`).expect(200)
    for (const who of [head, stranger, api.root]) await who.get(`/offices/${commune}/sent`).expect(404)
  })

  it('is found by words without diacritics, by symbol, by day, and read in pages', async () => {
    await enter(clerk, { register: 'notices', excerpt: 'Thông báo kết quả thẩm định' }).expect(201)
    expect((await lines('text=tham dinh ket qua')).map(({ symbol }) => symbol)).toEqual(['01/TB-UBND'])
    expect((await lines(`text=${encodeURIComponent('02/kh-ubnd')}`)).map(({ symbol }) => symbol)).toEqual([
      '02/KH-UBND',
    ])
    expect(await lines('to=2026-03-01')).toEqual([])
    expect((await lines('from=2026-03-02&to=2026-03-02')).length).toBeGreaterThan(3)
    for (const query of ['year=2026', 'year=2026&register=plans']) {
      const whole = (await lines(query)).map(({ symbol }) => symbol)
      const seen: string[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const { body } = await clerk
          .get(`/offices/${commune}/sent?${query}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
          .expect(200)
        seen.push(...(body.items as { symbol: string }[]).map(({ symbol }) => symbol))
        cursor = body.nextCursor as string | null
      }
      expect(seen, query).toEqual(whole)
    }
    await clerk.get(`/offices/${commune}/sent?cursor=xyz`).expect(400)
  })

  it('is printed as PDF across, its head on each page, letter for letter', async () => {
    for (let index = 0; index < 40; index += 1)
      await enter(clerk, { register: 'letters', excerpt: `Về việc đôn đốc thôn số ${index}` }).expect(201)
    const bytes = (await fileOf(clerk.get(`/offices/${commune}/sent-book?format=pdf`))).bytes
    const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
    expect(pdf.numPages).toBeGreaterThan(1)
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number)
      const { width, height } = page.getViewport({ scale: 1 })
      expect(width).toBeGreaterThan(height)
      const text = (await page.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join('')
      expect(text.normalize('NFC').replace(/\s+/gu, ' '), `page ${number}`).toContain('Tên loại và trích yếu')
      if (number === 1) expect(text.normalize('NFC')).toContain('SỔ VĂN BẢN ĐI NĂM 2026')
    }
    await pdf.destroy()
  })

  it('is printed as a sheet, across, its head repeated, and text stays text', async () => {
    await enter(clerk, { register: 'minutes', excerpt: '=1+1' }).expect(201)
    const bytes = (await fileOf(clerk.get(`/offices/${commune}/sent-book?format=xlsx&register=minutes`)))
      .bytes
    const book = new exceljs.Workbook()
    await book.xlsx.load(bytes as unknown as ArrayBuffer)
    const [sheet] = book.worksheets
    expect(sheet?.pageSetup).toMatchObject({ orientation: 'landscape', printTitlesRow: '3:3' })
    expect(sheet?.getRow(3).getCell(2).value).toBe('Số, ký hiệu')
    expect(sheet?.getRow(4).getCell(2).value).toBe('01/BB-UBND')
    expect(sheet?.getRow(4).getCell(4).value).toBe('Biên bản. =1+1')
  })
})

describe('a paper sent out', () => {
  const change = (of: string, body: object): Test =>
    create(clerk, `/offices/${commune}/sent/${of}/changes`, body)
  const next = { excerpt: 'Báo cáo (thay thế)', signer: 'Nguyễn Văn Ân', datedOn: '2026-03-02' }

  it('is replaced by one of the same register, linked both ways, and not twice', async () => {
    await enter(clerk, { register: 'reports', excerpt: 'Báo cáo quý I' }).expect(201)
    const { body: replaced } = await change('reports/2026/1', {
      kind: 'replace',
      reason: 'Sai số liệu',
      paper: next,
    }).expect(201)
    expect(replaced).toMatchObject({
      status: 'replaced',
      changedBy: [
        { kind: 'replace', reason: 'Sai số liệu', partial: false, paper: { symbol: '02/BC-UBND' } },
      ],
    })
    const { body: by } = await clerk.get(`/offices/${commune}/sent/reports/2026/2`).expect(200)
    expect(by).toMatchObject({
      status: 'issued',
      changes: [{ kind: 'replace', paper: { symbol: '01/BC-UBND' } }],
    })
    const again = await change('reports/2026/1', { kind: 'recall', reason: 'Nhầm' }).expect(409)
    expect(again.body.code).toBe('notInForce')
    expect(await lines('status=replaced')).toMatchObject([{ symbol: '01/BC-UBND' }])
  })

  it('is corrected by a letter and may be recalled afterwards, with a reason each', async () => {
    await change('reports/2026/2', { kind: 'correct', reason: '  ', paper: next }).expect(400)
    await change('reports/2026/2', { kind: 'correct', reason: 'Sai ngày' }).expect(400)
    const { body: corrected } = await change('reports/2026/2', {
      kind: 'correct',
      reason: 'Sai ngày',
      paper: { ...next, excerpt: 'Đính chính báo cáo' },
    }).expect(201)
    expect(corrected.status).toBe('corrected')
    expect(corrected.changedBy[0].paper.register).toBe('letters')
    const { body: recalled } = await change('reports/2026/2', {
      kind: 'recall',
      reason: 'Trái thẩm quyền',
    }).expect(201)
    expect(recalled).toMatchObject({
      status: 'recalled',
      changedBy: [{ kind: 'correct' }, { kind: 'recall' }],
    })
    await change('reports/2026/99', { kind: 'recall', reason: 'x' }).expect(404)
  })
})

describe('a series', () => {
  const start = (who: Visitor, register: string, body: object, office = commune): Test =>
    who.put(`/offices/${office}/registers/${register}/start`, body)

  it('goes on from paper with the number that an administrator says, once', async () => {
    await start(clerk, 'decisions', { year: 2026, first: 120 }).expect(403)
    const { body } = await start(api.root, 'decisions', { year: 2026, first: 120 }).expect(200)
    expect(body.items.find(({ register }: { register: string }) => register === 'decisions')).toMatchObject({
      last: 119,
      first: 120,
      tail: 'QĐ-UBND',
    })
    expect((await enter(clerk, { register: 'decisions' }).expect(201)).body.symbol).toBe('120/QĐ-UBND')
    expect((await start(api.root, 'decisions', { year: 2026, first: 300 }).expect(409)).body.code).toBe(
      'duplicate',
    )
    const chain = await api.chain(officeChain(commune))
    expect(chain.filter(({ type }) => type === 'seriesStarted')).toMatchObject([
      { actor: api.root.personId, data: { register: 'decisions', first: 120, year: 2026 } },
    ])
  })

  it('never begins below what was given, in another year, or with 01', async () => {
    expect((await start(api.root, 'plans', { year: 2026, first: 2 }).expect(409)).body.code).toBe(
      'numberGiven',
    )
    await start(api.root, 'awards', { year: 2025, first: 5 }).expect(422)
    await start(api.root, 'awards', { year: 2026, first: 1 }).expect(422)
    // What was refused said nothing: the right number can still be said.
    await start(api.root, 'plans', { year: 2026, first: 50 }).expect(200)
    expect((await enter(clerk).expect(201)).body.symbol).toBe('50/KH-UBND')
  })

  it('begins with 01 again in the new year', async () => {
    await theClockStandsAt(api.at.pool, '2026-12-31T17:00:00.000Z')
    const { body } = await enter(clerk, { datedOn: '2027-01-01' }).expect(201)
    expect(body).toMatchObject({ symbol: '01/KH-UBND', year: 2027 })
    await theClockStandsAt(api.at.pool, MONDAY)
  })
})

describe('short forms', () => {
  const set = (register: string, body: object): Test =>
    api.root.put(`/offices/${commune}/registers/${encodeURIComponent(register)}/short-form`, body)

  it('of an office stand in the symbols given from then on, and not in those given before', async () => {
    await set('invitations', { kindCode: null, issuerCode: 'UBND-VP', version: 0 }).expect(200)
    expect((await enter(clerk, { register: 'invitations' }).expect(201)).body.symbol).toBe('01/GM-UBND-VP')
    await set('invitations', { kindCode: 'GM', issuerCode: null, version: 0 }).expect(409)
    await set('invitations', { kindCode: 'GM', issuerCode: null, version: 1 }).expect(200)
    expect((await enter(clerk, { register: 'invitations' }).expect(201)).body.symbol).toBe('02/GM-UBND')
    expect((await lines('register=invitations&year=2026')).map(({ symbol }) => symbol)).toEqual([
      '01/GM-UBND-VP',
      '02/GM-UBND',
    ])
  })

  it('of all registers leave those of the police alone, and are read with what was set for one', async () => {
    await set('*', { kindCode: null, issuerCode: 'UBND-X', version: 0 }).expect(200)
    const { body } = await api.root.get(`/offices/${commune}/paper-settings`).expect(200)
    const tail = (register: string): unknown =>
      (body.registers as { register: string; tail: string }[]).find((one) => one.register === register)?.tail
    expect([tail('plans'), tail('policeLetters')]).toEqual(['KH-UBND-X', 'CAX'])
    expect(body.shortForms).toContainEqual({
      register: '*',
      kindCode: null,
      issuerCode: 'UBND-X',
      version: 1,
    })
    expect((await enter(clerk, { register: 'notices' }).expect(201)).body.symbol).toMatch(/\/TB-UBND-X$/u)
    await set('*', { kindCode: null, issuerCode: null, version: 1 }).expect(200)
    await clerk.get(`/offices/${commune}/paper-settings`).expect(403)
  })

  it('are refused where two registers would carry the same symbols, or for what is none', async () => {
    expect(
      (await set('awards', { kindCode: 'QĐ', issuerCode: null, version: 0 }).expect(409)).body,
    ).toMatchObject({
      code: 'duplicate',
      params: { register: 'decisions' },
    })
    for (const issuerCode of ['UB ND', 'A/B', ''])
      await set('*', { kindCode: null, issuerCode, version: 0 }).expect(400)
  })
})

// Templates that ship, and templates that somebody brings: every kind is sound and says what it is given; what can't be read,
// filled or drawn is refused by name; a list repeats its head on each page; a QR code leads where it says.
import PizZip from 'pizzip'
import { describe, expect, it } from 'vitest'
import { examineTemplate } from '../../activities/papers/examine.ts'
import { fill, pack } from '../../activities/papers/fill.ts'
import { buildDocx } from '../../activities/papers/layout.ts'
import { drawPdf } from '../../activities/papers/pdf.ts'
import { SHIPPED_TEMPLATES } from '../../activities/papers/templates/index.ts'
import { LIMITS, unpack } from '../../activities/papers/unpack.ts'
import { moneyData } from '../../activities/papers/fields.ts'
import { tablesOf } from '../../activities/papers/tables.ts'
import type { Parts } from '../../activities/papers/word/document.ts'
import { textOf } from '../../activities/papers/word/unsupported.ts'
import { readXml } from '../../activities/papers/word/xml.ts'
import type { Body } from '../../domain/body.ts'
import { tablesOfKind } from '../../domain/paper-tables.ts'
import { sampleData, tagsOf } from '../../domain/paper-tags.ts'
import { amountInWords, dateText, signBlock } from '../../domain/paper-words.ts'
import { PAPER_KINDS } from '../../domain/papers.ts'
import type { Procedure, RowsNeed, StepRule } from '../../domain/procedure.ts'
import { stepById } from '../../domain/steps.ts'
import { DU_TOAN } from '../../procedures/kinh-phi.ts'
import { KIEN_TOAN } from '../../procedures/so.ts'
import { decisionOver } from '../../bench/lib/papers-data.ts'
import { readQr } from '../support/qr.ts'
import { flat, pagesOf } from '../support/pdf-text.ts'

const shipped = (kind: (typeof PAPER_KINDS)[number]): Promise<Buffer> => buildDocx(SHIPPED_TEMPLATES[kind])

/** The decision's template with its document changed. */
async function changed(change: (xml: string) => string): Promise<Buffer> {
  const zip = new PizZip(await shipped('decision'))
  zip.file('word/document.xml', change(zip.file('word/document.xml')?.asText() ?? ''))
  return zip.generate({ type: 'nodebuffer', compression: 'DEFLATE' })
}
const findings = async (file: Buffer) => (await examineTemplate('decision', file)).findings

/** What stands in a Word file's body. */
const bodyOf = (parts: Parts): string =>
  textOf(readXml(parts.get('word/document.xml')?.toString('utf8') ?? '<none/>'))

/** The letters of a text that another one lacks, each as often as it is missing; neighbours in a table may come in any order. */
function missing(text: string, there: string): string {
  const left = new Map<string, number>()
  const letters = (of: string): string[] => [...of.replace(/\s/gu, '')]
  for (const letter of letters(there)) left.set(letter, (left.get(letter) ?? 0) + 1)
  return letters(text)
    .filter((letter) => {
      left.set(letter, (left.get(letter) ?? 0) - 1)
      return (left.get(letter) ?? 0) < 0
    })
    .join('')
}

const TRIPS: RowsNeed = {
  kind: 'rows',
  id: 'trips',
  vi: 'Bảng kê số km',
  columns: [
    { id: 'day', vi: 'Ngày đi', type: 'date', required: true },
    { id: 'way', vi: 'Nơi đi – nơi đến', type: 'text', required: true },
    { id: 'km', vi: 'Số km', type: 'integer', required: true, summed: true },
  ],
  least: 0,
  most: 200,
}

describe('tables that were filled in', () => {
  const step = { id: 'ask', needs: [TRIPS] } as unknown as StepRule
  const later = { ...step, id: 'approve', needs: [] }
  const steps = [step, later]
  const procedure = { steps, paths: [{ id: 'way', steps: ['ask', 'approve'] }] } as unknown as Procedure
  const trips = Array.from({ length: 60 }, (_, at) => ({
    day: '2026-03-02',
    way: at === 0 ? '<xã> & thôn' : 'xã – thôn',
    km: 1000,
  }))
  const tables = (body: Body | null, at: StepRule = later) =>
    tablesOf({ procedure, path: 'way', step: at }, (id) => Promise.resolve(id === 'ask' ? body : null))

  it('stand on a paper with numbers, dates and sums as they are written, their head on every page', async () => {
    const data = { ...sampleData(tagsOf('schedule')), tables: await tables({ rows: { trips } }) }
    const { bytes, pages } = await drawPdf(
      await fill(await unpack(await shipped('schedule')), data, false),
      false,
    )
    const said = flat(await pagesOf(bytes))
    expect(said).toContain('Bảng kê số km')
    expect(said).toContain('<xã> & thôn')
    expect(said).toContain('02/03/2026')
    expect(said).toMatch(/Cộng\s*60\.000/u)
    expect(pages).toBeGreaterThan(1)
    expect(said.split('Nơi đi – nơi đến')).toHaveLength(pages + 1)
  })

  it('are known by the way that a paper of a later step is on, and not of one that comes before them', () => {
    const way = [{ id: 'way', steps: ['earlier', 'ask', 'approve'] }]
    const of = (at: string) => {
      const given = (one: StepRule) => (one.id === at ? { ...one, papers: [{ kind: 'schedule' }] } : one)
      const before = { ...step, id: 'earlier', needs: [] }
      const all = [before, ...steps].map(given)
      return tablesOfKind({ ...procedure, steps: all, paths: way } as unknown as Procedure, 'schedule')
    }
    expect([of('earlier'), of('ask'), of('approve')]).toEqual([[], ['Bảng kê số km'], ['Bảng kê số km']])
  })

  it('are the estimate itself, their sum its last row; beside other sums they stand for themselves', async () => {
    const estimate = stepById(DU_TOAN, 'propose')
    const lines = [
      { content: 'Tuyên truyền', basis: '12 buổi', amount: 12_000_000 },
      { content: 'Hội nghị', basis: null, amount: 12_000_000 },
    ]
    const written: Body = { rows: { lines }, fields: { estimated: 24_000_000, models: 2 } }
    const money = moneyData(estimate?.needs ?? [], written)
    expect(money).toMatchObject({
      listed: false,
      lines: [{ no: '1', label: 'Tuyên truyền', amount: '12.000.000' }, { no: '2' }],
      total: '24.000.000',
    })
    const printed = await tablesOf({ procedure: DU_TOAN, path: 'commune', step: estimate ?? step }, () =>
      Promise.resolve(written),
    )
    const data = { ...sampleData(tagsOf('estimate')), ...money, tables: printed }
    const xml = await fill(await unpack(await shipped('estimate')), data, false)
    expect(xml.get('word/document.xml')?.toString('utf8').split('<w:tblHeader/>')).toHaveLength(2)
    expect(bodyOf(xml).match(/24\.000\.000/gu)).toHaveLength(1)
    const reserve = { kind: 'field', id: 'reserve', vi: 'Dự phòng', type: 'money', required: false } as const
    expect(
      moneyData([...(estimate?.needs ?? []), reserve], {
        ...written,
        fields: { estimated: 24_000_000, reserve: 1_000_000 },
      }),
    ).toMatchObject({
      listed: true,
      lines: [{ amount: '24.000.000' }, { label: 'Dự phòng' }],
      total: '25.000.000',
    })
  })

  it('are never wider than the page, however many columns they have', async () => {
    const changes = KIEN_TOAN.after.handOut?.needs?.find((need) => need.kind === 'rows')
    const at = { ...step, needs: [changes] } as unknown as StepRule
    const written: Body = { rows: { memberChanges: [{ change: 'joins', name: 'Mai Thị Sau' }] } }
    const [table] = await tablesOf({ procedure, path: null, step: at }, () => Promise.resolve(written))
    const columns = (table?.columns ?? []) as readonly { readonly width: string }[]
    expect(columns.length).toBeGreaterThan(6)
    expect(12 + columns.reduce((sum, { width }) => sum + Number(width), 0)).toBeLessThan(160.5)
  })

  it('leave nothing where there are none', async () => {
    const data = { ...sampleData(tagsOf('decision')), isList: false, tables: await tables(null, step) }
    const body = bodyOf(await fill(await unpack(await shipped('decision')), data, false))
    expect(body).not.toContain('DANH SÁCH')
    expect(body).not.toContain('\uE000')
  })
})

describe('templates that ship', () => {
  it.each(PAPER_KINDS)('%s is sound, and is drawn the same twice, with all its text', async (kind) => {
    const file = await shipped(kind)
    expect((await examineTemplate(kind, file)).findings).toEqual([])
    const data = { ...sampleData(tagsOf(kind)), verifyUrl: 'https://trinh.example/verify/ABCD' }
    const filled = await fill(await unpack(file), data, false)
    const [one, two] = [
      await drawPdf(filled, false),
      await drawPdf(await fill(await unpack(file), data, false), false),
    ]
    expect(one.bytes.equals(two.bytes)).toBe(true)
    expect(pack(filled).equals(pack(await fill(await unpack(file), data, false)))).toBe(true)
    const said = flat(await pagesOf(one.bytes))
    expect(missing(bodyOf(filled), said)).toBe('')
    expect(said).toContain('Độc lập - Tự do - Hạnh phúc')
    expect(said).not.toContain('{')
  })

  it('mark a draft so that nobody takes it for an issued one', async () => {
    const filled = await fill(await unpack(await shipped('notice')), sampleData(tagsOf('notice')), true)
    expect(flat(await pagesOf((await drawPdf(filled, true)).bytes))).toContain('DỰ THẢO')
  })

  it('repeat the head of a list on each page, and number the pages from the second on', async () => {
    const filled = await fill(await unpack(await shipped('decision')), decisionOver(68), false)
    const pages = await pagesOf((await drawPdf(filled, false)).bytes)
    expect(missing(bodyOf(filled), flat(pages))).toBe('')
    expect(flat(pages.slice(1, 2))).toContain('DANH SÁCH')
    const lists = pages.slice(1).filter((page) => page.includes('Cơ sở giáo dục') || page.includes('sở số'))
    expect(lists.length).toBeGreaterThan(2)
    for (const page of lists) expect(page).toContain('STT')
    expect(pages[0]?.startsWith('1')).toBe(false)
    expect(pages[1]?.startsWith('2')).toBe(true)
    expect(flat(pages)).toContain('Danh sách gồm 68 đơn vị')
  })

  it('carry a QR code that leads to the address of the check', async () => {
    const verifyUrl = 'https://trinh.example/verify/ABCD-EFGH-JKMN-PQRS'
    const filled = await fill(
      await unpack(await shipped('certificate')),
      { ...sampleData(tagsOf('certificate')), verifyUrl },
      false,
    )
    expect(readQr(filled.get('word/media/trinh-qr.png') ?? Buffer.alloc(0))).toBe(verifyUrl)
    expect((await drawPdf(filled, false)).bytes.toString('latin1')).toContain('/Subtype /Image')
  })
})

describe('a template that somebody brings', () => {
  it('is refused for a tag that does not exist, by its name, with the one that was meant', async () => {
    const [found] = await findings(await changed((xml) => xml.replace('{signerName}', '{signerNam}')))
    expect(found).toMatchObject({ code: 'unknownTag', name: 'signerNam' })
    expect(found?.vi).toContain('“signerName”')
  })

  it('is refused for a broken tag, with where it is', async () => {
    const [found] = await findings(await changed((xml) => xml.replace('{authority}', '{authority')))
    expect(found).toMatchObject({ code: 'brokenTag' })
    expect(`${found?.name} ${found?.near}`).toContain('authority')
  })

  it('is refused for a loop that is not closed', async () => {
    const [found] = await findings(await changed((xml) => xml.replace('{/recipients}', '')))
    expect(found).toMatchObject({ code: 'brokenTag', name: 'recipients' })
  })

  it.each([
    ['w:numPr', '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>một</w:t></w:r></w:p>'],
    ['mc:AlternateContent', '<w:p><w:r><mc:AlternateContent/></w:r></w:p>'],
    ['w:ins', '<w:p><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins></w:p>'],
    ['w:rFonts', '<w:p><w:r><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr><w:t>chữ</w:t></w:r></w:p>'],
    ['w:fldChar', '<w:p><w:fldSimple w:instr=" TOC "/></w:p>'],
  ])('is refused for what the PDF could not show: %s', async (what, xml) => {
    const found = await findings(await changed((text) => text.replace('<w:body>', `<w:body>${xml}`)))
    expect(found.map(({ code, name }) => `${code} ${name}`)).toContain(`unsupported ${what}`)
  })

  it('is refused when it is a zip bomb, no Word file, has macros or reaches outside', async () => {
    const bomb = new PizZip(await shipped('decision'))
    bomb.file('word/bomb.xml', 'a'.repeat(LIMITS.part + 1))
    const file = (zip: PizZip): Buffer => zip.generate({ type: 'nodebuffer', compression: 'DEFLATE' })
    const macros = new PizZip(await shipped('decision'))
    macros.file('word/vbaProject.bin', 'x')
    const outside = new PizZip(await shipped('decision'))
    outside.file(
      'word/_rels/document.xml.rels',
      '<Relationships><Relationship Id="r" Type="x/image" TargetMode="External" Target="http://127.0.0.1/"/></Relationships>',
    )
    const entities = await changed((xml) =>
      xml.replace('<w:document', '<!DOCTYPE x [<!ENTITY a "b">]><w:document'),
    )
    for (const bad of [file(bomb), Buffer.from('no zip'), file(macros), file(outside), entities])
      expect((await findings(bad)).map(({ code }) => code)).toEqual(['file'])
  })
})

describe('words of a paper', () => {
  it.each([
    ['2026-01-05T03:00:00.000Z', '05 tháng 01 năm 2026'],
    ['2026-03-09T03:00:00.000Z', '09 tháng 3 năm 2026'],
    ['2026-12-08T17:30:00.000Z', '09 tháng 12 năm 2026'],
  ])('the date of %s is %s', (at, text) => expect(dateText(at)).toBe(text))

  it.each([
    [0, 'Không đồng'],
    [1_205_000, 'Một triệu hai trăm linh năm nghìn đồng'],
    [21_000_015, 'Hai mươi mốt triệu không trăm mười lăm đồng'],
    [1_000_000_000, 'Một tỷ đồng'],
  ])('%i is written out', (amount, text) => expect(amountInWords(amount)).toBe(text))

  it('a signature stands for the collective, the head, who delegated or who ordered', () => {
    const office = {
      kind: 'province',
      name: 'Tỉnh Quảng Trị',
      shortName: 'Quảng Trị',
      communeKind: null,
    } as const
    expect(signBlock('TM', 'provinceChair', 'people', office)).toEqual({
      prefix: 'TM. ỦY BAN NHÂN DÂN',
      title: 'CHỦ TỊCH',
    })
    expect(signBlock('KT', 'provinceViceChair', 'people', office)).toEqual({
      prefix: 'KT. CHỦ TỊCH',
      title: 'PHÓ CHỦ TỊCH',
    })
    const post = { role: 'policeDirector', office } as const
    expect(signBlock('TUQ', 'provinceChair', 'people', office, post)).toEqual({
      prefix: 'TUQ. CHỦ TỊCH',
      title: 'GIÁM ĐỐC',
    })
    expect(signBlock('TM', 'provinceStaff', 'police', office).prefix).toBe('TL. GIÁM ĐỐC')
  })
})

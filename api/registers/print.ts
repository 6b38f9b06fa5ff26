// The register as it is printed and bound (sổ văn bản đi): landscape, its head on every page; as PDF, or as a sheet that is
// written line by line. What the columns are called is usual wording; the form of the book was not found and is a setting.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Writable } from 'node:stream'
import exceljs from 'exceljs'
import pdfmake from 'pdfmake'
import type { Content, TableCell } from 'pdfmake'
import { civilDateOf, formatDate } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { SentLine } from './lines.ts'

export interface PrintedRegister {
  readonly officeName: string
  readonly year: number
  /** The kind of paper, where one register alone is printed. */
  readonly registerName: string | null
  readonly printedAt: Instant
}

const HEAD = [
  'TT',
  'Số, ký hiệu',
  'Ngày, tháng',
  'Tên loại và trích yếu',
  'Người ký',
  'Nơi nhận',
  'Tình trạng',
] as const
const SHEET_WIDTHS = [6, 20, 12, 70, 28, 32, 34]

const STATUS = {
  issued: '',
  corrected: 'Đã đính chính',
  replaced: 'Đã thay thế',
  recalled: 'Đã thu hồi',
} as const satisfies Record<SentLine['status'], string>

const LINKED = {
  replace: 'Thay thế',
  correct: 'Đính chính',
  recall: 'Thu hồi',
} as const satisfies Record<SentLine['changes'][number]['kind'], string>

/** @vi What became of a paper, and what it did to others. */
export function standing(line: SentLine): string {
  const later = line.changedBy.map(({ kind, paper, partial, at }) => {
    const what = partial ? `${LINKED[kind]} một phần` : STATUS[statusOf(kind)]
    const by = paper?.symbol == null ? '' : ` bởi ${paper.symbol}`
    return `${what}${by} ngày ${formatDate(civilDateOf(at))}`
  })
  const earlier = line.changes.map(({ kind, paper }) => `${LINKED[kind]} ${paper?.symbol ?? ''}`.trim())
  return [...later, ...earlier].join('; ')
}

const statusOf = (kind: SentLine['changes'][number]['kind']): SentLine['status'] =>
  kind === 'replace' ? 'replaced' : kind === 'correct' ? 'corrected' : 'recalled'

function cells(line: SentLine, index: number): string[] {
  const { form, name } = line.signer
  const signer = [form === null ? null : `${form}.`, name].filter((part) => part !== null).join(' ')
  return [
    String(index + 1),
    line.symbol,
    formatDate(line.datedOn),
    `${line.registerName}. ${line.excerpt}`,
    signer,
    line.recipients ?? '',
    standing(line),
  ]
}

const titleOf = ({ year, registerName }: PrintedRegister): string =>
  registerName === null ? `SỔ VĂN BẢN ĐI NĂM ${year}` : `SỔ VĂN BẢN ĐI NĂM ${year} – ${registerName}`

const FONT_FOLDER = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'))
const font = (look: string): string => join(FONT_FOLDER, look, `Tinos_${look}.ttf`)

/** The register as a PDF on A4, across. */
export async function registerPdf(lines: readonly SentLine[], about: PrintedRegister): Promise<Buffer> {
  pdfmake.setFonts({
    Tinos: {
      normal: font('400Regular'),
      bold: font('700Bold'),
      italics: font('400Regular_Italic'),
      bolditalics: font('700Bold_Italic'),
    },
  })
  pdfmake.setLocalAccessPolicy((path) => path.startsWith(FONT_FOLDER))
  pdfmake.setUrlAccessPolicy(() => false)
  const head: TableCell[] = HEAD.map((text) => ({ text, bold: true, alignment: 'center' }))
  const body: TableCell[][] = lines.map((line, index) =>
    cells(line, index).map((text, column) => ({ text, alignment: column < 3 ? 'center' : 'left' })),
  )
  const content: Content = [
    { text: about.officeName.toLocaleUpperCase('vi'), bold: true, alignment: 'center' },
    { text: titleOf(about), bold: true, fontSize: 14, alignment: 'center', margin: [0, 4, 0, 8] },
    {
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: [24, 78, 58, '*', 110, 120, 120],
        body: [head, ...body],
      },
    },
    {
      text: `Tổng số: ${lines.length} văn bản. In ngày ${formatDate(civilDateOf(about.printedAt))}.`,
      italics: true,
      margin: [0, 8, 0, 0],
    },
  ]
  return pdfmake
    .createPdf({
      pageSize: 'A4',
      pageOrientation: 'landscape',
      pageMargins: [40, 36, 40, 36],
      defaultStyle: { font: 'Tinos', fontSize: 10 },
      info: { title: titleOf(about), creationDate: new Date(about.printedAt) },
      footer: (page, count) => ({ text: `${page}/${count}`, alignment: 'center', fontSize: 9 }),
      content,
    })
    .getBuffer()
}

/** The register as a sheet, written to a stream page by page of lines; memory does not grow with it. */
export async function registerSheet(
  out: Writable,
  pages: AsyncIterable<readonly SentLine[]>,
  about: PrintedRegister,
): Promise<void> {
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true })
  const sheet = book.addWorksheet(`${about.year}`, {
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '3:3',
    },
    views: [{ state: 'frozen', ySplit: 3 }],
  })
  sheet.columns = SHEET_WIDTHS.map((width) => ({
    width,
    style: { font: { name: 'Times New Roman', size: 11 } },
  }))
  sheet.addRow([about.officeName.toLocaleUpperCase('vi')]).commit()
  sheet.addRow([titleOf(about)]).commit()
  const head = sheet.addRow([...HEAD])
  head.font = { name: 'Times New Roman', size: 11, bold: true }
  head.commit()
  let index = 0
  for await (const page of pages)
    for (const line of page) {
      const row = sheet.addRow(cells(line, index))
      row.alignment = { wrapText: true, vertical: 'top' }
      row.commit()
      index += 1
    }
  await book.commit()
}

// The register as it is printed and bound (sổ văn bản đi): landscape, its head on every page; as PDF, or as a sheet that is
// written line by line. What the columns are called is usual wording; the form of the book was not found and is a setting.
import type { Writable } from 'node:stream'
import type { Book, BookColumn } from '../../activities/papers/book.ts'
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

const COLUMNS: readonly (BookColumn & { readonly sheetWidth: number })[] = [
  { head: 'TT', width: 24, centred: true, sheetWidth: 6 },
  { head: 'Số, ký hiệu', width: 78, centred: true, sheetWidth: 20 },
  { head: 'Ngày, tháng', width: 58, centred: true, sheetWidth: 12 },
  { head: 'Tên loại và trích yếu', width: '*', centred: false, sheetWidth: 70 },
  { head: 'Người ký', width: 110, centred: false, sheetWidth: 28 },
  { head: 'Nơi nhận', width: 120, centred: false, sheetWidth: 32 },
  { head: 'Tình trạng', width: 120, centred: false, sheetWidth: 34 },
]

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

/** The register as it is to be drawn. */
export function registerBook(lines: readonly SentLine[], about: PrintedRegister): Book {
  return {
    over: about.officeName,
    title: titleOf(about),
    columns: COLUMNS.map(({ head, width, centred }) => ({ head, width, centred })),
    rows: lines.map(cells),
    under: `Tổng số: ${lines.length} văn bản. In ngày ${formatDate(civilDateOf(about.printedAt))}.`,
    printedAt: about.printedAt,
  }
}

/** The register as a sheet, written to a stream page by page of lines; memory does not grow with it. */
export async function registerSheet(
  out: Writable,
  pages: AsyncIterable<readonly SentLine[]>,
  about: PrintedRegister,
): Promise<void> {
  const { default: excel } = await import('exceljs')
  const book = new excel.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true })
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
  sheet.columns = COLUMNS.map(({ sheetWidth }) => ({
    width: sheetWidth,
    style: { font: { name: 'Times New Roman', size: 11 } },
  }))
  sheet.addRow([about.officeName.toLocaleUpperCase('vi')]).commit()
  sheet.addRow([titleOf(about)]).commit()
  const head = sheet.addRow(COLUMNS.map(({ head }) => head))
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

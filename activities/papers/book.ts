// A list printed as a book: landscape, its head on every page, its pages counted; drawn in the process that makes papers.
import pdfmake from 'pdfmake'
import type { Content, TableCell } from 'pdfmake'
import { useFonts } from './fonts.ts'

/** A column of a book: its head, its width in points ('*' takes what is left), and how its text stands. */
export interface BookColumn {
  readonly head: string
  readonly width: number | '*'
  readonly centred: boolean
}

/** All that a book says. */
export interface Book {
  readonly over: string
  readonly title: string
  readonly columns: readonly BookColumn[]
  readonly rows: readonly (readonly string[])[]
  readonly under: string
  /** When it was printed. */
  readonly printedAt: string
}

/** The book as a PDF on A4, across. */
export async function drawBook({ over, title, columns, rows, under, printedAt }: Book): Promise<Buffer> {
  useFonts()
  const head: TableCell[] = columns.map((column) => ({ text: column.head, bold: true, alignment: 'center' }))
  const body: TableCell[][] = rows.map((row) =>
    columns.map(({ centred }, index) => ({
      text: row[index] ?? '',
      alignment: centred ? 'center' : 'left',
    })),
  )
  const content: Content = [
    { text: over.toLocaleUpperCase('vi'), bold: true, alignment: 'center' },
    { text: title, bold: true, fontSize: 14, alignment: 'center', margin: [0, 4, 0, 8] },
    {
      table: {
        headerRows: 1,
        dontBreakRows: true,
        widths: columns.map(({ width }) => width),
        body: [head, ...body],
      },
    },
    { text: under, italics: true, margin: [0, 8, 0, 0] },
  ]
  return pdfmake
    .createPdf({
      pageSize: 'A4',
      pageOrientation: 'landscape',
      pageMargins: [40, 36, 40, 36],
      defaultStyle: { font: 'Tinos', fontSize: 10 },
      info: { title, creationDate: new Date(printedAt) },
      footer: (page, count) => ({ text: `${page}/${count}`, alignment: 'center', fontSize: 9 }),
      content,
    })
    .getBuffer()
}

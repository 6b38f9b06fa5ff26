// A PDF of a filled Word file, drawn by pdfmake with Tinos, whose letters are as wide as those of Times New Roman. The same
// file gives the same bytes: the only date in it is a fixed one.
import pdfmake from 'pdfmake'
import { useFonts } from './fonts.ts'
import { readWord } from './word/document.ts'
import type { Parts } from './word/document.ts'

/** When a PDF says that it was made: the papers' own dates stand in their text. */
const MADE = new Date('2020-03-05T00:00:00.000Z')

export interface Pdf {
  readonly bytes: Buffer
  readonly pages: number
}

/** Draws a filled Word file; throws where it holds what can't be drawn, which no published template does. */
export async function drawPdf(parts: Parts, draft: boolean): Promise<Pdf> {
  const { definition, unsupported } = readWord(parts, MADE)
  const [first] = unsupported
  if (first !== undefined) throw new Error(`can't be drawn: ${first.what} near "${first.near}"`)
  useFonts()
  let pages = 0
  const header = definition.header
  const bytes = await pdfmake
    .createPdf({
      ...definition,
      header: (number, count, size) => {
        pages = count
        return typeof header === 'function' ? header(number, count, size) : ''
      },
      ...(draft
        ? { watermark: { text: 'DỰ THẢO', color: '#8c8c8c', opacity: 0.15, bold: true, font: 'Tinos' } }
        : {}),
    })
    .getBuffer()
  return { bytes, pages }
}

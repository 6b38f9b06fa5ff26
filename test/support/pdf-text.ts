// The text of a PDF as any reader finds it (pdfjs), page by page, in the order of lines; and a picture of it for QR codes.
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** The text of each page, one line of the paper a line. */
export async function pagesOf(pdf: Buffer | Uint8Array): Promise<string[]> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise
  const pages: string[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const content = await (await document.getPage(number)).getTextContent()
    const lines = new Map<number, { x: number; text: string }[]>()
    for (const item of content.items) {
      if (!('str' in item) || item.str === '') continue
      const [, , , , x = 0, y = 0] = item.transform as number[]
      const line = Math.round(y)
      lines.set(line, [...(lines.get(line) ?? []), { x, text: item.str }])
    }
    const ordered = [...lines].sort(([a], [b]) => b - a)
    pages.push(
      ordered
        .map(([, items]) =>
          items
            .sort((a, b) => a.x - b.x)
            .map(({ text }) => text)
            .join(''),
        )
        .join('\n'),
    )
  }
  await document.destroy()
  return pages
}

/** All text with every run of blanks as one, for a search across lines. */
export const flat = (pages: readonly string[]): string => pages.join('\n').replace(/\s+/gu, ' ')

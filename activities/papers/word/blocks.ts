// Paragraphs and tables one after another, in the body, in a cell, in a head of page: drawn, and those that are to stay with
// the next one put together with it.
import type { Content } from 'pdfmake/interfaces.js'
import { drawParagraph } from './paragraph.ts'
import type { Reading } from './reading.ts'
import { drawTable } from './table.ts'
import { textOf } from './unsupported.ts'
import { child } from './xml.ts'
import type { Element } from './xml.ts'

const UNSEEN = [
  'w:bookmarkStart',
  'w:bookmarkEnd',
  'w:proofErr',
  'w:permStart',
  'w:permEnd',
  'w:sdtPr',
  'w:sdtEndPr',
]
/** What stays with the next one is put on one page with it only while all of it is surely shorter than a page, in letters. */
const MOST_TOGETHER = 1_200

/** Draws blocks into a column so wide (points); `besides` names elements that are no blocks. */
export function drawBlocks(
  reading: Reading,
  elements: readonly Element[],
  width: number,
  besides: readonly string[] = [],
): Content[] {
  const drawn: Content[] = []
  let waiting: Content[] = []
  let letters = 0
  let newPage = false
  // A new page begins before the whole group: inside one that is kept together pdfmake would lose what stands there.
  const draw = (content: Content): void => {
    drawn.push(newPage ? { stack: [content], pageBreak: 'before' } : content)
    newPage = false
  }
  const drawWaiting = (): void => {
    const [only, ...others] = waiting
    if (only !== undefined) draw(others.length === 0 ? only : { stack: waiting, unbreakable: true })
    waiting = []
    letters = 0
  }
  const put = (element: Element, content: Content, stays: boolean): void => {
    const more = textOf(element).length
    // A group longer than a page would lose what doesn't fit.
    if (letters + more > MOST_TOGETHER) drawWaiting()
    waiting.push(content)
    letters += more
    if (!stays) drawWaiting()
  }
  for (const element of elements) {
    if (element.name === 'w:p') {
      const paragraph = drawParagraph(reading, element, width)
      if (paragraph.newPage) {
        drawWaiting()
        newPage = true
      }
      put(element, paragraph.content, paragraph.keepNext)
    } else if (element.name === 'w:tbl') {
      const long = element.children.filter(({ name }) => name === 'w:tr').length > 3
      // Too long to stay on one page with what stands before it.
      if (long) drawWaiting()
      put(element, drawTable(reading, element, width), false)
    } else if (element.name === 'w:sdt') {
      drawWaiting()
      for (const content of drawBlocks(reading, child(element, 'w:sdtContent')?.children ?? [], width))
        draw(content)
    } else if (![...UNSEEN, ...besides].includes(element.name)) reading.findings.add(element.name)
  }
  drawWaiting()
  return drawn
}

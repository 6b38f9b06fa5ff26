// Paragraphs and tables one after another, in the body, in a cell, in a head of page: drawn, and those that are to stay with
// the next one put together with it.
import type { Content } from 'pdfmake/interfaces.js'
import { drawParagraph } from './paragraph.ts'
import type { Reading } from './reading.ts'
import { drawTable } from './table.ts'
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
/** What stays with the next one is put on one page with it only while it is short. */
const MOST_TOGETHER = 8

/** Draws blocks into a column so wide (points); `besides` names elements that are no blocks. */
export function drawBlocks(
  reading: Reading,
  elements: readonly Element[],
  width: number,
  besides: readonly string[] = [],
): Content[] {
  const drawn: Content[] = []
  let waiting: Content[] = []
  const put = (content: Content, stays: boolean): void => {
    if (stays && waiting.length < MOST_TOGETHER) {
      waiting.push(content)
      return
    }
    drawn.push(waiting.length === 0 ? content : { stack: [...waiting, content], unbreakable: true })
    waiting = []
  }
  for (const element of elements) {
    if (element.name === 'w:p') {
      const { content, keepNext } = drawParagraph(reading, element, width)
      put(content, keepNext)
    } else if (element.name === 'w:tbl') {
      const long = element.children.filter(({ name }) => name === 'w:tr').length > 3
      if (long && waiting.length > 0) {
        // Too long to stay on one page with what stands before it.
        drawn.push({ stack: waiting, unbreakable: true })
        waiting = []
      }
      put(drawTable(reading, element, width), false)
    } else if (element.name === 'w:sdt') {
      for (const content of drawBlocks(reading, child(element, 'w:sdtContent')?.children ?? [], width))
        put(content, false)
    } else if (![...UNSEEN, ...besides].includes(element.name)) reading.findings.add(element.name)
  }
  return waiting.length === 0 ? drawn : [...drawn, { stack: waiting }]
}

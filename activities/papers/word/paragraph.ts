// A paragraph of a Word file as pdfmake draws one: runs of text, breaks, fields, lines above and below, and pictures that
// stand alone.
import type { Content, ContentText } from 'pdfmake/interfaces.js'
import type { Reading } from './reading.ts'
import { paragraphLook, runLook } from './properties.ts'
import type { ParagraphLook, RunLook } from './properties.ts'
import { textOf } from './unsupported.ts'
import { child, numberOf, valueOf } from './xml.ts'
import type { Element } from './xml.ts'

/** Height of a line of Tinos for a size of 1. */
const LINE = 1.149
const EMU_PER_POINT = 12_700
const TAB_POINTS = 36
const FONTS = /^(Times New Roman|Tinos|Liberation Serif)$/u

type Piece = ContentText & { readonly text: string }

export interface Drawn {
  readonly content: Content
  readonly keepNext: boolean
  /** It begins a page. */
  readonly newPage: boolean
}

interface Parts {
  pieces: Piece[]
  images: { data: string; width: number; height: number }[]
  breaks: number
  leadingTabs: number
}

/** Draws a paragraph into a column so wide (points). */
export function drawParagraph(reading: Reading, element: Element, width: number): Drawn {
  const { findings, styles } = reading
  findings.at(textOf(element))
  const pPr = child(element, 'w:pPr')
  const style = styles.paragraph(valueOf(pPr, 'w:pStyle'))
  const look = { ...style.paragraph, ...paragraphLook(pPr, findings) }
  const parts: Parts = { pieces: [], images: [], breaks: 0, leadingTabs: 0 }
  readRuns(reading, element, style.run, parts)
  const mark = { ...style.run, ...runLook(child(pPr, 'w:rPr'), findings) }
  // A line below stands right under the text, and the space after it.
  const inner = look.bottom === undefined ? look : { ...look, after: 0 }
  const content = parts.images.length > 0 ? picture(reading, parts, inner) : words(parts, inner, mark)
  const framed = withLines(content, look, width)
  return {
    content: framed,
    keepNext: look.keepNext === true,
    newPage: parts.breaks > 0 || look.pageBreakBefore === true,
  }
}

/** Elements between runs that change nothing of what is seen. */
const UNSEEN = new Set([
  'w:pPr',
  'w:proofErr',
  'w:bookmarkStart',
  'w:bookmarkEnd',
  'w:permStart',
  'w:permEnd',
  'w:sdtPr',
  'w:sdtEndPr',
  'w:smartTagPr',
])
const TRANSPARENT = new Set(['w:hyperlink', 'w:smartTag', 'w:sdt', 'w:sdtContent'])

function readRuns(reading: Reading, element: Element, look: RunLook, parts: Parts): void {
  const field: { code: string | null; shown: boolean } = { code: null, shown: true }
  const walk = (parent: Element): void => {
    for (const one of parent.children) {
      if (one.name === 'w:r') readRun(reading, one, look, parts, field)
      else if (one.name === 'w:fldSimple') addField(reading, one.attributes['w:instr'] ?? '', look, parts)
      else if (TRANSPARENT.has(one.name)) walk(one)
      else if (!UNSEEN.has(one.name)) reading.findings.add(one.name)
    }
  }
  walk(element)
}

/** Elements of a run that change nothing of what is seen. */
const RUN_UNSEEN = new Set(['w:rPr', 'w:lastRenderedPageBreak', 'w:softHyphen', 'w:annotationRef'])

function readRun(
  reading: Reading,
  run: Element,
  under: RunLook,
  parts: Parts,
  field: { code: string | null; shown: boolean },
): void {
  const rPr = child(run, 'w:rPr')
  const look = {
    ...under,
    ...reading.styles.character(valueOf(rPr, 'w:rStyle')),
    ...runLook(rPr, reading.findings),
  }
  for (const one of run.children) {
    if (one.name === 'w:fldChar') stepField(reading, one.attributes['w:fldCharType'], look, parts, field)
    else if (one.name === 'w:instrText') field.code = (field.code ?? '') + one.text
    else if (field.shown) readPiece(reading, one, look, parts)
  }
}

function stepField(
  reading: Reading,
  type: string | undefined,
  look: RunLook,
  parts: Parts,
  field: { code: string | null; shown: boolean },
): void {
  if (type === 'begin') Object.assign(field, { code: '', shown: false })
  if (type !== 'end') return
  addField(reading, field.code ?? '', look, parts)
  Object.assign(field, { code: null, shown: true })
}

/** Page numbers are known where headers and footers are drawn. */
function addField(reading: Reading, instruction: string, look: RunLook, parts: Parts): void {
  const [name = ''] = instruction.trim().split(/\s+/u)
  const value = { PAGE: reading.page?.number, NUMPAGES: reading.page?.count }[name]
  if (value === undefined) reading.findings.add('w:fldChar', `trường ${name || '(trống)'} trong thân văn bản`)
  else addText(reading, String(value), look, parts)
}

function readPiece(reading: Reading, one: Element, look: RunLook, parts: Parts): void {
  if (one.name === 'w:t') addText(reading, one.text, look, parts)
  else if (one.name === 'w:noBreakHyphen') addText(reading, '\u2011', look, parts)
  else if (one.name === 'w:cr') addText(reading, '\n', look, parts)
  else if (one.name === 'w:br') readBreak(reading, one, look, parts)
  else if (one.name === 'w:tab') readTab(reading, parts)
  else if (one.name === 'w:drawing') readDrawing(reading, one, parts)
  else if (!RUN_UNSEEN.has(one.name)) reading.findings.add(one.name)
}

function readBreak(reading: Reading, one: Element, look: RunLook, parts: Parts): void {
  const type = one.attributes['w:type'] ?? 'textWrapping'
  if (type === 'textWrapping') addText(reading, '\n', look, parts)
  else if (type !== 'page') reading.findings.add('w:cols')
  else if (parts.pieces.length === 0) parts.breaks += 1
  else reading.findings.add('w:br', 'ngắt trang ở giữa đoạn (đặt ở đầu đoạn)')
}

function readTab(reading: Reading, parts: Parts): void {
  if (parts.pieces.length === 0) parts.leadingTabs += 1
  else reading.findings.add('w:tab')
}

function addText(reading: Reading, text: string, look: RunLook, parts: Parts): void {
  if (text === '') return
  const font = look.font ?? 'Times New Roman'
  if (text.trim() !== '' && !FONTS.test(font)) reading.findings.add('w:rFonts', `phông chữ ${font}`)
  const shown = look.caps === true ? text.toLocaleUpperCase('vi') : text
  const decoration = [
    ...(look.underline === true ? (['underline'] as const) : []),
    ...(look.strike === true ? (['lineThrough'] as const) : []),
  ]
  parts.pieces.push({
    text: shown.normalize('NFC'),
    fontSize: look.size ?? 10,
    preserveLeadingSpaces: true,
    ...(look.bold === true ? { bold: true } : {}),
    ...(look.italics === true ? { italics: true } : {}),
    ...(decoration.length > 0 ? { decoration } : {}),
    ...(look.color === undefined ? {} : { color: look.color }),
    ...(look.background === undefined ? {} : { background: look.background }),
    ...(look.spacing === undefined ? {} : { characterSpacing: look.spacing }),
    ...(look.raised === 'superscript' ? { sup: true } : {}),
    ...(look.raised === 'subscript' ? { sub: true } : {}),
  })
}

function readDrawing(reading: Reading, drawing: Element, parts: Parts): void {
  const inline = child(drawing, 'wp:inline')
  if (inline === undefined) return reading.findings.add(drawing.children[0]?.name ?? 'w:drawing')
  const extent = child(inline, 'wp:extent')?.attributes
  const data = child(child(inline, 'a:graphic'), 'a:graphicData')
  const blip = child(child(child(data, 'pic:pic'), 'pic:blipFill'), 'a:blip')
  const image = reading.image(blip?.attributes['r:embed'] ?? '')
  if (image === null)
    return reading.findings.add(child(data, 'pic:pic') === undefined ? 'mc:AlternateContent' : 'imageType')
  const points = (text: string | undefined): number => (numberOf(text) ?? 0) / EMU_PER_POINT
  parts.images.push({ data: image, width: points(extent?.cx), height: points(extent?.cy) })
}

function picture(reading: Reading, parts: Parts, look: ParagraphLook): Content {
  if (parts.images.length > 1 || parts.pieces.some(({ text }) => text.trim() !== ''))
    reading.findings.add('image')
  const [image] = parts.images
  const alignment = look.align === 'justify' ? 'left' : (look.align ?? 'left')
  const margin: [number, number, number, number] = [
    look.left ?? 0,
    look.before ?? 0,
    look.right ?? 0,
    look.after ?? 0,
  ]
  return { image: image?.data ?? '', width: image?.width ?? 0, height: image?.height ?? 0, alignment, margin }
}

function words(parts: Parts, look: ParagraphLook, mark: RunLook): Content {
  const size = Math.max(...parts.pieces.map((piece) => Number(piece.fontSize)), 0) || (mark.size ?? 10)
  const line = look.line ?? { times: 1 }
  const indent = (look.firstLine ?? 0) + parts.leadingTabs * TAB_POINTS
  return {
    text: parts.pieces.length === 0 ? [{ text: ' ', fontSize: size }] : parts.pieces,
    fontSize: size,
    lineHeight: 'times' in line ? line.times : Math.max(line.points / (size * LINE), 0.1),
    alignment: look.align ?? 'left',
    margin: [look.left ?? 0, look.before ?? 0, look.right ?? 0, look.after ?? 0],
    ...(indent > 0 ? { leadingIndent: indent } : {}),
  }
}

function withLines(content: Content, look: ParagraphLook, width: number): Content {
  if (look.top === undefined && look.bottom === undefined) return content
  const line = (lineWidth: number, after: number): Content => ({
    canvas: [{ type: 'line', x1: look.left ?? 0, y1: 0, x2: width - (look.right ?? 0), y2: 0, lineWidth }],
    margin: [0, 0, 0, after],
  })
  return [
    ...(look.top === undefined ? [] : [line(look.top, 0)]),
    content,
    ...(look.bottom === undefined ? [] : [line(look.bottom, look.after ?? 0)]),
  ]
}

// A whole Word file as a document that pdfmake draws: body, head and foot of the pages, paper and margins. The one way from a
// filled template to its PDF.
import { extname } from 'node:path'
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { drawBlocks } from './blocks.ts'
import { fromTwips } from './properties.ts'
import type { Reading } from './reading.ts'
import { Styles } from './styles.ts'
import { Findings } from './unsupported.ts'
import type { Unsupported } from './unsupported.ts'
import { child, onOff, readXml } from './xml.ts'
import type { Element } from './xml.ts'

/** The parts of a Word file by their names. */
export type Parts = ReadonlyMap<string, Buffer>

export interface WordDocument {
  readonly definition: TDocumentDefinitions
  /** What the file holds and the PDF can't show. */
  readonly unsupported: readonly Unsupported[]
}

const A4 = { width: 595.3, height: 841.9 }
const SECTION_KNOWN = new Set(
  'headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid formProt'
    .split(' ')
    .map((name) => `w:${name}`),
)

function partOf(parts: Parts, name: string): Element | null {
  const bytes = parts.get(name)
  return bytes === undefined ? null : readXml(bytes.toString('utf8'))
}

/** Targets of a part's relations by their ids. */
function relationsOf(parts: Parts, part: string): ReadonlyMap<string, string> {
  const name = `word/_rels/${part}.rels`
  const found = new Map<string, string>()
  for (const { attributes } of partOf(parts, name)?.children ?? []) {
    const target = attributes.Target ?? ''
    found.set(attributes.Id ?? '', target.startsWith('/') ? target.slice(1) : `word/${target}`)
  }
  return found
}

const IMAGES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
}

function imagesOf(parts: Parts, part: string): Reading['image'] {
  const relations = relationsOf(parts, part)
  return (relation) => {
    const name = relations.get(relation)
    const bytes = name === undefined ? undefined : parts.get(name)
    const mime = IMAGES[extname(name ?? '').toLowerCase()]
    return bytes === undefined || mime === undefined
      ? null
      : `data:${mime};base64,${bytes.toString('base64')}`
  }
}

interface Page {
  readonly size: { readonly width: number; readonly height: number }
  readonly margins: readonly [number, number, number, number]
  readonly header: number
  readonly footer: number
}

function pageOf(section: Element | undefined): Page {
  const size = child(section, 'w:pgSz')?.attributes ?? {}
  const margin = child(section, 'w:pgMar')?.attributes ?? {}
  const points = (name: string, otherwise: number): number => Math.abs(fromTwips(margin[name]) ?? otherwise)
  return {
    size: { width: fromTwips(size['w:w']) ?? A4.width, height: fromTwips(size['w:h']) ?? A4.height },
    margins: [points('w:left', 85), points('w:top', 57), points('w:right', 57), points('w:bottom', 57)],
    header: points('w:header', 28),
    footer: points('w:footer', 28),
  }
}

/** Reads a file's parts; throws `XmlError` where a part isn't well formed. */
export function readWord(parts: Parts, creationDate: Date): WordDocument {
  const findings = new Findings()
  const root = partOf(parts, 'word/document.xml')
  const body = root === null ? undefined : child(root, 'w:body')
  const styles = new Styles(partOf(parts, 'word/styles.xml'), findings)
  const section = child(body, 'w:sectPr')
  findings.others(section, SECTION_KNOWN)
  if (Number(child(section, 'w:cols')?.attributes['w:num'] ?? '1') > 1) findings.add('w:cols')
  const settings = partOf(parts, 'word/settings.xml')
  if (settings !== null && onOff(settings, 'w:evenAndOddHeaders') === true) findings.add('evenPage')
  const page = pageOf(section)
  const [left, , right] = page.margins
  const width = page.size.width - left - right
  const reading: Reading = { styles, findings, image: imagesOf(parts, 'document.xml'), blocks: drawBlocks }
  const content = drawBlocks(reading, body?.children ?? [], width, ['w:sectPr'])
  const edge = edges({ parts, styles, findings, section, page, width })
  return {
    definition: {
      pageSize: page.size,
      pageMargins: [...page.margins],
      content,
      header: edge('header'),
      footer: edge('footer'),
      defaultStyle: { font: 'Tinos', fontSize: 13 },
      info: { creationDate, modDate: creationDate, producer: 'Trình', creator: 'Trình' },
      compress: true,
    },
    unsupported: findings.list,
  }
}

interface EdgeOf {
  readonly parts: Parts
  readonly styles: Styles
  readonly findings: Findings
  readonly section: Element | undefined
  readonly page: Page
  readonly width: number
}

/** Heads and feet of pages: the first page's own where the file says so, else the usual one. */
function edges({ parts, styles, findings, section, page, width }: EdgeOf) {
  const relations = relationsOf(parts, 'document.xml')
  const [left, , right] = page.margins
  const firstDiffers = section !== undefined && onOff(section, 'w:titlePg') === true
  const draw = (kind: 'header' | 'footer', type: string, number: number, count: number): Content => {
    const reference = section?.children.find(
      ({ name, attributes }) => name === `w:${kind}Reference` && (attributes['w:type'] ?? 'default') === type,
    )
    const name = relations.get(reference?.attributes['r:id'] ?? '')
    const root = name === undefined ? null : partOf(parts, name)
    if (root === null || name === undefined) return ''
    const image = imagesOf(parts, name.replace(/^word\//u, ''))
    const top = kind === 'header' ? page.header : Math.max(page.margins[3] - page.footer - 16, 0)
    const stack = drawBlocks(
      { styles, findings, image, blocks: drawBlocks, page: { number, count } },
      root.children,
      width,
    )
    return { margin: [left, top, right, 0], stack }
  }
  return (kind: 'header' | 'footer') => {
    // What can't be drawn in them is found when the file is read, not when a page comes.
    for (const type of ['default', 'first']) draw(kind, type, 1, 1)
    return (number: number, count: number): Content =>
      draw(kind, firstDiffers && number === 1 ? 'first' : 'default', number, count)
  }
}

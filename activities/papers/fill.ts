// Fills a template: the tags of a Word file are replaced by what a paper says (docxtemplater), the QR code is put in where its
// tag stands, and the file is packed so that the same template and data always give the same bytes.
import Docxtemplater from 'docxtemplater'
import type { DXT } from 'docxtemplater'
import PizZip from 'pizzip'
import QRCode from 'qrcode'
import type { PaperData } from '../../domain/paper-tags.ts'
import { TABLES_MARK, putTables } from './tables.ts'
import type { Parts } from './word/document.ts'

/** Stands in the text where the picture is to come; private letters that no keyboard writes. */
const QR_MARK = '\uE000QR\uE000'
const DOCUMENT = 'word/document.xml'
const QR_PART = 'word/media/trinh-qr.png'
const QR_RELATION = 'rIdTrinhQr'
/** Side of the QR code: 28 mm. */
const QR_EMU = 28 * 36_000
/** Every entry of a packed file is of this day. */
const PACKED = new Date('2020-03-05T00:00:00.000Z')

/** Puts parts into one Word file; the same parts give the same bytes. */
export function pack(parts: Parts): Buffer {
  const zip = new PizZip()
  const first = ['[Content_Types].xml', '_rels/.rels']
  const names = [
    ...first.filter((name) => parts.has(name)),
    ...[...parts.keys()].filter((name) => !first.includes(name)).sort(),
  ]
  for (const name of names)
    zip.file(name, parts.get(name) ?? Buffer.alloc(0), { date: PACKED, createFolders: false })
  return zip.generate({ type: 'nodebuffer', compression: 'DEFLATE', platform: 'DOS' })
}

/** Texts as a document can hold them: composed letters, no control characters, none of the mark's own. */
export function clean(data: PaperData): PaperData {
  return Object.fromEntries(
    Object.entries(data).map(([tag, value]) => [
      tag,
      typeof value === 'string'
        ? value
            .normalize('NFC')
            .replace(/\r\n?/gu, '\n')
            .replace(/\t/gu, ' ')
            .replace(/[\p{Cc}\uE000\uFFFE\uFFFF]/gu, (letter) => (letter === '\n' ? letter : ''))
            .replace(/\p{Cs}/gu, '')
        : typeof value === 'boolean'
          ? value
          : value.map(clean),
    ]),
  )
}

type Scope = Readonly<Record<string, unknown>>

/** A template opened by docxtemplater; throws its error where a tag is broken. */
export function openTemplate(parts: Parts, modules: DXT.Module[] = []): Docxtemplater {
  return new Docxtemplater(new PizZip(pack(parts)), {
    paragraphLoop: true,
    linebreaks: true,
    errorLogging: false,
    modules,
    parser: (tag) => ({ get: (scope: Scope) => (tag === '.' ? scope : scope[tag]) }),
    nullGetter: () => '',
  })
}

/** The parts of a filled template. `draft` marks it so that nobody takes it for an issued one. */
export async function fill(template: Parts, data: PaperData, draft: boolean): Promise<Parts> {
  const given = clean(data)
  const url = typeof given.verifyUrl === 'string' ? given.verifyUrl : ''
  const opened = openTemplate(template)
  const tables = Array.isArray(given.tables) ? (given.tables as readonly PaperData[]) : []
  opened.render({
    ...given,
    qr: url === '' ? '' : QR_MARK,
    tables: tables.length === 0 ? '' : TABLES_MARK,
  })
  // docxtemplater gives back the very kind of zip that it was given.
  const zip = opened.getZip() as PizZip
  const parts = new Map<string, Buffer>()
  for (const name of Object.keys(zip.files)) {
    const file = zip.file(name)
    if (file !== null && !name.endsWith('/')) parts.set(name, file.asNodeBuffer())
  }
  const document = parts.get(DOCUMENT)?.toString('utf8') ?? ''
  parts.set(DOCUMENT, Buffer.from(putTables(document, tables)))
  if (url !== '') await putQr(parts, url)
  if (draft) markDraft(parts)
  return parts
}

async function putQr(parts: Map<string, Buffer>, url: string): Promise<void> {
  const name = 'word/document.xml'
  const xml = parts.get(name)?.toString('utf8') ?? ''
  if (!xml.includes(QR_MARK)) return
  const png = await QRCode.toBuffer(url, { type: 'png', errorCorrectionLevel: 'M', margin: 1, scale: 8 })
  let id = 9000
  const marked = new RegExp(`<w:t(?: [^>]*)?>([^<]*)${QR_MARK}([^<]*)</w:t>`, 'gu')
  const drawn = xml.replace(marked, (_, before: string, after: string) => {
    id += 1
    const beside = (text: string): string => (text === '' ? '' : `<w:t xml:space="preserve">${text}</w:t>`)
    return `${beside(before)}${drawing(id)}${beside(after)}`
  })
  parts.set(name, Buffer.from(drawn))
  parts.set(QR_PART, png)
  amend(parts, 'word/_rels/document.xml.rels', '</Relationships>', relation())
  const types = parts.get('[Content_Types].xml')?.toString('utf8') ?? ''
  if (!/Extension="png"/iu.test(types))
    amend(parts, '[Content_Types].xml', '</Types>', '<Default Extension="png" ContentType="image/png"/>')
}

function amend(parts: Map<string, Buffer>, name: string, before: string, added: string): void {
  const text = parts.get(name)?.toString('utf8') ?? ''
  parts.set(name, Buffer.from(text.replace(before, `${added}${before}`)))
}

const relation = (): string =>
  `<Relationship Id="${QR_RELATION}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" ` +
  `Target="media/trinh-qr.png"/>`

function drawing(id: number): string {
  const size = `cx="${QR_EMU}" cy="${QR_EMU}"`
  const main = 'http://schemas.openxmlformats.org/drawingml/2006'
  return (
    `<w:drawing><wp:inline xmlns:wp="${main}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">` +
    `<wp:extent ${size}/><wp:docPr id="${id}" name="QR" descr="QR"/>` +
    `<a:graphic xmlns:a="${main}/main"><a:graphicData uri="${main}/picture"><pic:pic xmlns:pic="${main}/picture">` +
    `<pic:nvPicPr><pic:cNvPr id="${id}" name="QR"/><pic:cNvPicPr/></pic:nvPicPr>` +
    `<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="${QR_RELATION}"/>` +
    `<a:stretch><a:fillRect/></a:stretch></pic:blipFill>` +
    `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>` +
    `</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>`
  )
}

/** A first line that no template can leave out. */
function markDraft(parts: Map<string, Buffer>): void {
  const name = 'word/document.xml'
  const text = parts.get(name)?.toString('utf8') ?? ''
  const mark =
    '<w:p><w:pPr><w:spacing w:before="0" w:after="60"/><w:ind w:firstLine="0"/><w:jc w:val="left"/></w:pPr>' +
    '<w:r><w:rPr><w:b/><w:sz w:val="26"/></w:rPr><w:t>DỰ THẢO</w:t></w:r></w:p>'
  parts.set(name, Buffer.from(text.replace(/<w:body>/u, `<w:body>${mark}`)))
}

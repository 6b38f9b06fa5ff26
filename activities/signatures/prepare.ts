// A PDF prepared for a signature that is made outside: behind the unsigned bytes, which stay as they are, stands one more
// revision with the field of a signature and room for it (PAdES: ETSI.CAdES.detached). The byte range is final, so the
// signer's program computes the digest of exactly what will be checked, and writes nothing but the signature itself.
import { randomUUID } from 'node:crypto'
import type { SignatureFrame } from '../../domain/signature-frame.ts'
import { formatDate } from '../../domain/time/civil.ts'
import type { CivilDate, Instant } from '../../domain/time/civil.ts'
import { rectOf } from './frame.ts'
import type { Rect } from './frame.ts'
import { pageRefs } from './pdf-additions.ts'
import { openPdf, refNumber, refTo } from './pdf-file.ts'
import type { PdfView } from './pdf-file.ts'
import { PdfFault, dictOf, isArray, isDict, nameOf, textString, written } from './pdf-values.ts'
import type { PdfDict, PdfValue } from './pdf-values.ts'

/** Room for the signature with its certificates, in bytes. */
export const ROOM = 16_384
/** Sub-filter of PAdES signatures. */
export const PADES = 'ETSI.CAdES.detached'
const DIGITS = 10

export interface SlotWishes {
  /** Who signs, as it stands on the document. */
  readonly name: string
  /** In whose name and why: "KT. CHỦ TỊCH", the document's symbol. */
  readonly reason: string
  readonly location: string
  readonly at: Instant
  /** Where a frame is shown, in points from the page's lower left corner; invisible when absent. */
  readonly visible?: { readonly page: number; readonly rect: Rect }
  /** Where the office wants it, unless `visible` says so. */
  readonly frame?: SignatureFrame
}

export interface PreparedPdf {
  readonly bytes: Buffer
  /** Names the slot inside the file, so that a changed copy is known for what it was. */
  readonly slot: string
  /** Where the signature's hexadecimal string stands, with its brackets. */
  readonly contents: { readonly start: number; readonly end: number }
  readonly byteRange: readonly [number, number, number, number]
}

/** Prepares a PDF; throws PdfFault for a file that can't be read, and RangeError for a page that isn't there. */
export function preparePdf(unsigned: Buffer, wishes: SlotWishes): PreparedPdf {
  const view = openPdf(unsigned)
  if (view.trailer.entries.has('Encrypt')) throw new PdfFault('an encrypted file')
  const pages = pageRefs(view)
  const wanted = wishes.visible?.page ?? (wishes.frame?.page === 'first' ? 1 : pages.length)
  const page = pages[wanted - 1]
  if (page === undefined) throw new RangeError(`page ${wanted}: there are ${pages.length}`)
  const slot = randomUUID()
  const size = view.trailer.entries.get('Size')
  const free = Math.max(typeof size === 'number' ? size : 0, ...usedNumbers(view)) + 1
  const form = refNumber(view.root.entries.get('AcroForm')) ?? free + 3
  const numbers = { signature: free, widget: free + 1, look: free + 2, form, page }
  const objects = slotObjects(view, numbers, wishes, slot)
  return assembled(unsigned, view, objects, slot)
}

function usedNumbers(view: PdfView): number[] {
  return view.sections.flatMap(({ entries }) => Math.max(0, ...entries.keys()))
}

interface Numbers {
  readonly signature: number
  readonly widget: number
  readonly look: number
  readonly form: number
  readonly page: number
}

const PLACE = '/Contents '
const RANGE = '/ByteRange '

function slotObjects(view: PdfView, numbers: Numbers, wishes: SlotWishes, slot: string): Map<number, string> {
  const rect = wishes.visible?.rect ?? rectOf(view, numbers.page, wishes.frame)
  const widget = dictOf({
    Type: nameOf('Annot'),
    Subtype: nameOf('Widget'),
    FT: nameOf('Sig'),
    T: textString(`Signature ${slot.slice(0, 8)}`),
    F: 132,
    Rect: rect,
    P: refTo(numbers.page),
    V: refTo(numbers.signature),
    AP: dictOf({ N: refTo(numbers.look) }),
  })
  return new Map([
    [numbers.page, written(pageWith(view, numbers))],
    [rootNumber(view), written(changed(view.root, { AcroForm: refTo(numbers.form) }))],
    [numbers.form, formWith(view, numbers.widget)],
    [numbers.widget, written(widget)],
    [numbers.look, lookOf(rect)],
    [numbers.signature, signatureDict(wishes, slot)],
  ])
}

/** The signature's dictionary with room for byte range and signature: the last object, so that both stand near the end. */
function signatureDict(wishes: SlotWishes, slot: string): string {
  const told = written(
    dictOf({
      Type: nameOf('Sig'),
      Filter: nameOf('Adobe.PPKLite'),
      SubFilter: nameOf(PADES),
      Name: textString(wishes.name),
      Reason: textString(wishes.reason),
      Location: textString(wishes.location),
      M: textString(pdfTime(wishes.at)),
      TrinhSlot: textString(slot),
    }),
  )
  const range = `${RANGE}[${['0', ...Array<string>(3).fill('0'.padStart(DIGITS))].join(' ')}]`
  return `${told.slice(0, -2)} ${range} ${PLACE}<${'0'.repeat(ROOM * 2)}>>>`
}

/** A thin frame for the visible slot; a signing program draws its own seal over it or leaves it. */
function lookOf(rect: Rect): string {
  const width = Math.abs(rect[2] - rect[0])
  const height = Math.abs(rect[3] - rect[1])
  const drawn = width * height === 0 ? '' : `0.6 G 0.5 w 0.5 0.5 ${width - 1} ${height - 1} re S`
  const dict = dictOf({
    Type: nameOf('XObject'),
    Subtype: nameOf('Form'),
    BBox: [0, 0, width, height],
    Resources: dictOf({}),
    Length: drawn.length,
  })
  return `${written(dict)}\nstream\n${drawn}\nendstream`
}

function pageWith(view: PdfView, { page, widget }: Numbers): PdfDict {
  const dict = view.object(page)
  if (!isDict(dict)) throw new PdfFault(`page ${page}: not there`)
  const had = view.resolve(dict.entries.get('Annots'))
  return changed(dict, { Annots: [...(isArray(had) ? had : []), refTo(widget)] })
}

/** The form with the new field; spelled in lines, for signing programs that look for its words. */
function formWith(view: PdfView, widget: number): string {
  const form = view.resolve(view.root.entries.get('AcroForm'))
  const had = isDict(form) ? view.resolve(form.entries.get('Fields')) : null
  const fields = [...(isArray(had) ? had : []), refTo(widget)]
  const rest = [...(isDict(form) ? form.entries : [])].flatMap(([key, value]) =>
    ['Type', 'SigFlags', 'Fields'].includes(key) ? [] : [written(dictOf({ [key]: value })).slice(2, -2)],
  )
  const lines = ['/Type /AcroForm', '/SigFlags 3', `/Fields ${written(fields)}`, ...rest]
  return `<<\n${lines.join('\n')}\n>>`
}

function rootNumber(view: PdfView): number {
  const ref = view.trailer.entries.get('Root')
  if (typeof ref !== 'object' || ref === null || !('number' in ref)) throw new PdfFault('no catalogue')
  return ref.number
}

function changed(dict: PdfDict, by: Readonly<Record<string, PdfValue>>): PdfDict {
  return { kind: 'dict', entries: new Map([...dict.entries, ...Object.entries(by)]) }
}

function assembled(
  unsigned: Buffer,
  view: PdfView,
  objects: ReadonlyMap<number, string>,
  slot: string,
): PreparedPdf {
  const parts = ['\n']
  let at = unsigned.length + 1
  const offsets: [number, number][] = []
  for (const [number, body] of objects) {
    const text = `${number} 0 obj\n${body}\nendobj\n`
    offsets.push([number, at])
    parts.push(text)
    at += text.length
  }
  parts.push(sectionOf(view, offsets, at))
  const bytes = Buffer.concat([unsigned, Buffer.from(parts.join(''), 'latin1')])
  return ranged(bytes, unsigned.length, slot)
}

function sectionOf(view: PdfView, offsets: readonly [number, number][], at: number): string {
  const [newest] = view.sections
  if (newest === undefined) throw new PdfFault('no section')
  const size = Math.max(...offsets.map(([number]) => number), ...usedNumbers(view)) + 1
  const kept = ['Root', 'Info', 'ID'].flatMap((key) => {
    const value = view.trailer.entries.get(key)
    return value === undefined ? [] : [[key, value] as const]
  })
  const trailer = dictOf({ ...Object.fromEntries(kept), Size: size, Prev: newest.offset })
  // A file whose sections are streams takes a table at its end, too: every reader follows Prev to either kind.
  const table = [...offsets]
    .sort(([a], [b]) => a - b)
    .map(([number, offset]) => `${number} 1\n${String(offset).padStart(DIGITS, '0')} 00000 n \n`)
  return `xref\n${table.join('')}trailer\n${written(trailer)}\nstartxref\n${at}\n%%EOF\n`
}

/** Writes the byte range, which is everything but the signature itself, into its room. */
function ranged(bytes: Buffer, from: number, slot: string): PreparedPdf {
  const start = bytes.indexOf(`${PLACE}<000`, from) + PLACE.length
  const end = start + ROOM * 2 + 2
  const byteRange = [0, start, end, bytes.length - end] as const
  const place = bytes.indexOf(`${RANGE}[`, from) + RANGE.length
  const text = `[0 ${byteRange
    .slice(1)
    .map((one) => String(one).padStart(DIGITS))
    .join(' ')}]`
  bytes.write(text, place, 'latin1')
  return { bytes, slot, contents: { start, end }, byteRange }
}

/** An instant as PDF writes it, in Vietnamese time. */
function pdfTime(at: Instant): string {
  const shifted = new Date(Date.parse(at) + 7 * 3_600_000).toISOString()
  return `D:${shifted.slice(0, 19).replace(/[-T:]/gu, '')}+07'00'`
}

/** The instant of a time as PDF writes it; null for what is none. */
export function instantOfPdf(time: string): Instant | null {
  const match = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?'?)?/u.exec(time)
  if (match === null) return null
  const [
    ,
    year,
    month = '01',
    day = '01',
    hour = '00',
    minute = '00',
    second = '00',
    ,
    sign,
    off,
    offMinutes,
  ] = match
  const zone = sign === undefined ? 'Z' : `${sign}${off ?? '00'}:${offMinutes ?? '00'}`
  const at = Date.parse(`${year ?? ''}-${month}-${day}T${hour}:${minute}:${second}${zone}`)
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}

/** @vi What stands as the signature's reason: the form, the symbol and the day. */
export function slotReason(form: string | null, symbol: string | null, day: CivilDate): string {
  const parts = [form === null ? null : `Ký ${form}.`, symbol, `ngày ${formatDate(day)}`]
  return parts.filter((part) => part !== null).join(' ')
}

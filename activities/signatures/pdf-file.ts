// A PDF file as its cross-reference sections say it is: which object stands where, in which revision. Tables and streams
// are read, and objects inside object streams; a file that needs repair is not, for readers repair it each in their way.
import { inflateSync } from 'node:zlib'
import { PdfFault, PdfReader, isArray, isDict, isName, isRef, isStream } from './pdf-values.ts'
import type { PdfDict, PdfRef, PdfStream, PdfValue } from './pdf-values.ts'

type Entry =
  | { readonly kind: 'free' }
  | { readonly kind: 'at'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'in'; readonly stream: number; readonly index: number }

/** One cross-reference section with its trailer; a file that was added to has several, newest first. */
export interface Section {
  readonly offset: number
  readonly entries: ReadonlyMap<number, Entry>
  readonly trailer: PdfDict
}

const SECTIONS = 100
const OBJECTS = 1_000_000
/** Of one inflated stream of objects or references, in bytes. */
const INFLATED = 64 * 1024 * 1024

/** A file as it stood when only its sections before some offset were there. */
export class PdfView {
  readonly bytes: Buffer
  /** Newest first. */
  readonly sections: readonly Section[]
  private readonly known = new Map<number, PdfValue>()

  constructor(bytes: Buffer, sections: readonly Section[]) {
    this.bytes = bytes
    this.sections = sections
  }

  /** The file as its first `length` bytes say; throws where they have no section. */
  upTo(length: number): PdfView {
    const sections = this.sections.filter(({ offset }) => offset < length)
    if (sections.length === 0) throw new PdfFault('no section so early')
    return new PdfView(this.bytes, sections)
  }

  get trailer(): PdfDict {
    const [newest] = this.sections
    if (newest === undefined) throw new PdfFault('no section')
    return newest.trailer
  }

  get root(): PdfDict {
    const root = this.resolve(this.trailer.entries.get('Root'))
    if (!isDict(root)) throw new PdfFault('no catalogue')
    return root
  }

  entry(number: number): Entry | undefined {
    for (const { entries } of this.sections) {
      const entry = entries.get(number)
      if (entry !== undefined) return entry
    }
    return undefined
  }

  /** The value that a reference leads to, or the value itself; null where the object is not there. */
  resolve(value: PdfValue | undefined, depth = 0): PdfValue {
    if (value === undefined) return null
    if (!isRef(value)) return value
    if (depth > 20) throw new PdfFault('references that lead nowhere')
    return this.resolve(this.object(value.number), depth + 1)
  }

  /** The object of a number; null where there is none. */
  object(number: number): PdfValue {
    const known = this.known.get(number)
    if (known !== undefined) return known
    const entry = this.entry(number)
    const value =
      entry === undefined || entry.kind === 'free'
        ? null
        : entry.kind === 'at'
          ? objectAt(this.bytes, number, entry.offset)
          : this.packed(number, entry)
    this.known.set(number, value)
    return value
  }

  /** The bytes of a stream as they stand in the file. */
  raw(stream: PdfStream): Buffer {
    const length = this.resolve(stream.dict.entries.get('Length'))
    if (typeof length !== 'number' || length < 0 || stream.start + length > this.bytes.length)
      throw new PdfFault('a stream of unknown length')
    return this.bytes.subarray(stream.start, stream.start + length)
  }

  private packed(number: number, entry: { readonly stream: number; readonly index: number }): PdfValue {
    const at = this.entry(entry.stream)
    const stream = at?.kind === 'at' ? objectAt(this.bytes, entry.stream, at.offset) : null
    if (!isStream(stream) || !isName(stream.dict.entries.get('Type'), 'ObjStm'))
      throw new PdfFault(`object ${number}: not in a stream of objects`)
    const bytes = decoded(this.raw(stream), stream.dict)
    const first = stream.dict.entries.get('First')
    const count = stream.dict.entries.get('N')
    if (typeof first !== 'number' || typeof count !== 'number' || entry.index >= count)
      throw new PdfFault(`object ${number}: no such place in its stream`)
    const heads = new PdfReader(bytes, 0)
    for (let index = 0; index <= entry.index; index += 1) {
      const its = heads.integer()
      const offset = heads.integer()
      if (index < entry.index) continue
      if (its !== number) throw new PdfFault(`object ${number}: another one in its place`)
      return new PdfReader(bytes, first + offset).value()
    }
    return null
  }
}

function objectAt(bytes: Buffer, number: number, offset: number): PdfValue {
  const reader = new PdfReader(bytes, offset)
  if (reader.integer() !== number) throw new PdfFault(`object ${number}: another one in its place`)
  reader.integer()
  reader.must('obj')
  const value = reader.value()
  if (!isDict(value)) return value
  if (!reader.takes('stream')) return value
  if (bytes[reader.at] === 13) reader.at += 1
  if (bytes[reader.at] === 10) reader.at += 1
  return { kind: 'stream', dict: value, start: reader.at }
}

/** A stream's content where it is plain or deflated, with the predictor that such streams use. */
function decoded(raw: Buffer, dict: PdfDict): Buffer {
  const filter = dict.entries.get('Filter')
  const only = isArray(filter) && filter.length === 1 ? filter[0] : filter
  if (only === undefined || only === null) return raw
  if (!isName(only, 'FlateDecode')) throw new PdfFault('a stream in an unknown code')
  let inflated: Buffer
  try {
    inflated = inflateSync(raw, { maxOutputLength: INFLATED })
  } catch (error) {
    throw new PdfFault(`a stream that does not inflate: ${error instanceof Error ? error.message : ''}`)
  }
  const given = dict.entries.get('DecodeParms')
  const parms = isArray(given) ? given[0] : given
  if (!isDict(parms)) return inflated
  const predictor = parms.entries.get('Predictor') ?? 1
  const columns = parms.entries.get('Columns') ?? 1
  if (predictor === 1) return inflated
  if (typeof predictor !== 'number' || predictor < 10 || typeof columns !== 'number' || columns < 1)
    throw new PdfFault('a stream with an unknown predictor')
  return unpredicted(inflated, columns)
}

/** Takes the PNG predictors None, Sub and Up from rows of one byte a column. */
function unpredicted(bytes: Buffer, columns: number): Buffer {
  const rows = Math.floor(bytes.length / (columns + 1))
  const out = Buffer.alloc(rows * columns)
  for (let row = 0; row < rows; row += 1) {
    const kind = bytes[row * (columns + 1)] ?? 0
    if (kind > 2) throw new PdfFault('a stream with an unknown predictor')
    for (let column = 0; column < columns; column += 1) {
      const place = row * columns + column
      const before = kind === 1 ? (column === 0 ? 0 : out[place - 1]) : kind === 2 ? out[place - columns] : 0
      out[place] = ((bytes[row * (columns + 1) + 1 + column] ?? 0) + (before ?? 0)) & 0xff
    }
  }
  return out
}

/** Reads the sections of a file; throws PdfFault for what is no PDF or a broken one. */
export function openPdf(bytes: Buffer): PdfView {
  if (!bytes.subarray(0, 1024).includes('%PDF-')) throw new PdfFault('no PDF')
  const mark = bytes.lastIndexOf('startxref')
  if (mark < 0 || mark < bytes.length - 4096) throw new PdfFault('the end of the file is missing')
  const reader = new PdfReader(bytes, mark + 'startxref'.length)
  const sections: Section[] = []
  const seen = new Set<number>()
  const waiting = [reader.integer()]
  for (let offset = waiting.shift(); offset !== undefined; offset = waiting.shift()) {
    if (seen.has(offset) || seen.size > SECTIONS) throw new PdfFault('sections that lead in a circle')
    seen.add(offset)
    const section = readSection(bytes, offset)
    sections.push(section)
    const hybrid = section.trailer.entries.get('XRefStm')
    // A section that readers of two kinds read differently can show two documents.
    if (hybrid !== undefined) throw new PdfFault('a section of two kinds')
    const before = section.trailer.entries.get('Prev')
    if (typeof before === 'number') waiting.push(before)
  }
  return new PdfView(bytes, sections)
}

function readSection(bytes: Buffer, offset: number): Section {
  const reader = new PdfReader(bytes, offset)
  return reader.takes('xref') ? readTable(reader, offset) : readStream(bytes, offset)
}

function readTable(reader: PdfReader, offset: number): Section {
  const entries = new Map<number, Entry>()
  while (!reader.takes('trailer')) {
    const first = reader.integer()
    const count = reader.integer()
    if (first + count > OBJECTS) throw new PdfFault('too many objects')
    for (let index = 0; index < count; index += 1) {
      const place = reader.integer()
      const generation = reader.integer()
      const used = reader.takes('n')
      if (!used) reader.must('f')
      entries.set(first + index, used ? { kind: 'at', offset: place, generation } : { kind: 'free' })
    }
  }
  const trailer = reader.value()
  if (!isDict(trailer)) throw new PdfFault('no trailer')
  return { offset, entries, trailer }
}

function readStream(bytes: Buffer, offset: number): Section {
  const reader = new PdfReader(bytes, offset)
  const number = reader.integer()
  const stream = objectAt(bytes, number, offset)
  if (!isStream(stream) || !isName(stream.dict.entries.get('Type'), 'XRef')) throw new PdfFault('no section')
  const length = stream.dict.entries.get('Length')
  if (typeof length !== 'number') throw new PdfFault('a section of unknown length')
  const data = decoded(bytes.subarray(stream.start, stream.start + length), stream.dict)
  const numbers = (key: string): number[] => {
    const value = stream.dict.entries.get(key)
    return isArray(value) ? value.filter((one) => typeof one === 'number') : []
  }
  const widths = numbers('W')
  const size = stream.dict.entries.get('Size')
  if (widths.length !== 3 || widths.some((width) => width > 6) || typeof size !== 'number')
    throw new PdfFault('a section without its columns')
  const given = numbers('Index')
  const ranges = given.length > 0 ? given : [0, size]
  return { offset, entries: entriesOf(data, widths, ranges), trailer: stream.dict }
}

function entriesOf(data: Buffer, widths: readonly number[], ranges: readonly number[]): Map<number, Entry> {
  const [one = 0, two = 0, three = 0] = widths
  const row = one + two + three
  const entries = new Map<number, Entry>()
  let at = 0
  for (let range = 0; range + 1 < ranges.length; range += 2) {
    const first = ranges[range] ?? 0
    const count = ranges[range + 1] ?? 0
    if (first + count > OBJECTS) throw new PdfFault('too many objects')
    for (let index = 0; index < count; index += 1, at += row) {
      if (at + row > data.length) throw new PdfFault('a section that is too short')
      const kind = one === 0 ? 1 : data.readUIntBE(at, one)
      const second = two === 0 ? 0 : data.readUIntBE(at + one, two)
      const third = three === 0 ? 0 : data.readUIntBE(at + one + two, three)
      entries.set(
        first + index,
        kind === 1
          ? { kind: 'at', offset: second, generation: third }
          : kind === 2
            ? { kind: 'in', stream: second, index: third }
            : { kind: 'free' },
      )
    }
  }
  return entries
}

/** The number behind a reference, or null for a value that is none. */
export function refNumber(value: PdfValue | undefined): number | null {
  return isRef(value) ? value.number : null
}

/** A reference to an object of generation 0. */
export const refTo = (number: number): PdfRef => ({ kind: 'ref', number, generation: 0 })

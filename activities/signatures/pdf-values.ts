// Values of a PDF file (ISO 32000): read from bytes, compared, and written again. Knows nothing of documents; a text that
// can't be a value throws PdfFault, which whoever reads a whole file turns into "unreadable".

/** The bytes are no PDF, or one that is broken where it was read. */
export class PdfFault extends Error {
  override readonly name = 'PdfFault'
}

export interface PdfName {
  readonly kind: 'name'
  readonly name: string
}
export interface PdfString {
  readonly kind: 'string'
  readonly bytes: Buffer
  /** Where it stands in the file, with its brackets. */
  readonly start: number
  readonly end: number
}
export interface PdfRef {
  readonly kind: 'ref'
  readonly number: number
  readonly generation: number
}
export interface PdfDict {
  readonly kind: 'dict'
  readonly entries: ReadonlyMap<string, PdfValue>
}
export interface PdfStream {
  readonly kind: 'stream'
  readonly dict: PdfDict
  /** First byte after the line of the keyword. */
  readonly start: number
}
export type PdfValue =
  | null
  | boolean
  | number
  | PdfName
  | PdfString
  | PdfRef
  | PdfDict
  | PdfStream
  | readonly PdfValue[]

/** Nesting that no honest file comes near. */
const DEPTH = 60
const WHITE = new Set([0, 9, 10, 12, 13, 32])
const DELIMITERS = new Set([...'()<>[]{}/%'].map((one) => one.charCodeAt(0)))

const code = (text: string): number => text.charCodeAt(0)

/** Reads values one after another from a place in a file. */
export class PdfReader {
  readonly bytes: Buffer
  at: number

  constructor(bytes: Buffer, at: number) {
    this.bytes = bytes
    this.at = at
  }

  /** Over blanks and comments. */
  skip(): void {
    for (;;) {
      const byte = this.bytes[this.at]
      if (byte === undefined) return
      if (WHITE.has(byte)) this.at += 1
      else if (byte === code('%')) {
        while (this.at < this.bytes.length && ![10, 13].includes(this.bytes[this.at] ?? 10)) this.at += 1
      } else return
    }
  }

  /** Takes a keyword where it stands next. */
  takes(word: string): boolean {
    this.skip()
    const found = this.bytes.toString('latin1', this.at, this.at + word.length) === word
    if (found) this.at += word.length
    return found
  }

  must(word: string): void {
    if (!this.takes(word)) throw new PdfFault(`at ${this.at}: expected ${word}`)
  }

  integer(): number {
    const value = this.value()
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
      throw new PdfFault(`at ${this.at}: expected a whole number`)
    return value
  }

  /** The next value; a reference where two numbers and R stand. */
  value(depth = 0): PdfValue {
    if (depth > DEPTH) throw new PdfFault(`at ${this.at}: nested too deep`)
    this.skip()
    const byte = this.bytes[this.at]
    if (byte === undefined) throw new PdfFault('the file ends in a value')
    if (byte === code('/')) return this.name()
    if (byte === code('(')) return this.literal()
    if (byte === code('[')) return this.array(depth)
    if (byte === code('<'))
      return this.bytes[this.at + 1] === code('<') ? this.dict(depth) : this.hexadecimal()
    return this.word()
  }

  private token(): string {
    const start = this.at
    while (this.at < this.bytes.length) {
      const byte = this.bytes[this.at] ?? 0
      if (WHITE.has(byte) || DELIMITERS.has(byte)) break
      this.at += 1
    }
    return this.bytes.toString('latin1', start, this.at)
  }

  private name(): PdfName {
    this.at += 1
    const name = this.token().replace(/#([0-9a-f]{2})/giu, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
    return { kind: 'name', name }
  }

  private word(): PdfValue {
    const start = this.at
    const word = this.token()
    if (word === 'true') return true
    if (word === 'false') return false
    if (word === 'null') return null
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/u.test(word)) throw new PdfFault(`at ${start}: no value`)
    const number = Number(word)
    return /^\d+$/u.test(word) ? (this.reference(number) ?? number) : number
  }

  private reference(number: number): PdfRef | null {
    const match = /^[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/u.exec(
      this.bytes.toString('latin1', this.at, this.at + 40),
    )
    if (match === null) return null
    this.at += match[0].length
    return { kind: 'ref', number, generation: Number(match[1]) }
  }

  private array(depth: number): PdfValue[] {
    this.at += 1
    const items: PdfValue[] = []
    while (!this.takes(']')) items.push(this.value(depth + 1))
    return items
  }

  private dict(depth: number): PdfDict {
    this.at += 2
    const entries = new Map<string, PdfValue>()
    while (!this.takes('>>')) {
      const key = this.value(depth + 1)
      if (!isName(key)) throw new PdfFault(`at ${this.at}: a key that is no name`)
      // Readers differ in which of two they take: what means two things is not read at all.
      if (entries.has(key.name)) throw new PdfFault(`at ${this.at}: ${key.name} stands twice`)
      entries.set(key.name, this.value(depth + 1))
    }
    return { kind: 'dict', entries }
  }

  private hexadecimal(): PdfString {
    const start = this.at
    const close = this.bytes.indexOf('>', start)
    if (close < 0) throw new PdfFault(`at ${start}: a string without an end`)
    const digits = this.bytes.toString('latin1', start + 1, close).replace(/[\0\t\n\f\r ]+/gu, '')
    if (!/^[0-9a-f]*$/iu.test(digits)) throw new PdfFault(`at ${start}: no hexadecimal string`)
    this.at = close + 1
    const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex')
    return { kind: 'string', bytes, start, end: this.at }
  }

  private literal(): PdfString {
    const start = this.at
    const out: number[] = []
    let open = 1
    this.at += 1
    while (open > 0) {
      const byte = this.bytes[this.at]
      if (byte === undefined) throw new PdfFault(`at ${start}: a string without an end`)
      this.at += 1
      if (byte === code('\\')) out.push(...this.escaped())
      else {
        open += byte === code('(') ? 1 : byte === code(')') ? -1 : 0
        if (open > 0) out.push(byte)
      }
    }
    return { kind: 'string', bytes: Buffer.from(out), start, end: this.at }
  }

  private escaped(): number[] {
    const byte = this.bytes[this.at] ?? 0
    const octal = /^[0-7]{1,3}/u.exec(this.bytes.toString('latin1', this.at, this.at + 3))
    if (octal !== null) {
      this.at += octal[0].length
      return [Number.parseInt(octal[0], 8) & 0xff]
    }
    this.at += 1
    if (byte === 13) {
      if (this.bytes[this.at] === 10) this.at += 1
      return []
    }
    if (byte === 10) return []
    const meant = { n: 10, r: 13, t: 9, b: 8, f: 12 }[String.fromCharCode(byte)]
    return [meant ?? byte]
  }
}

export function isName(value: PdfValue | undefined, name?: string): value is PdfName {
  return isObject(value) && value.kind === 'name' && (name === undefined || value.name === name)
}
export function isRef(value: PdfValue | undefined): value is PdfRef {
  return isObject(value) && value.kind === 'ref'
}
export function isDict(value: PdfValue | undefined): value is PdfDict {
  return isObject(value) && value.kind === 'dict'
}
export function isStream(value: PdfValue | undefined): value is PdfStream {
  return isObject(value) && value.kind === 'stream'
}
export function isString(value: PdfValue | undefined): value is PdfString {
  return isObject(value) && value.kind === 'string'
}
export function isArray(value: PdfValue | undefined): value is readonly PdfValue[] {
  return Array.isArray(value)
}
function isObject(value: PdfValue | undefined): value is PdfName | PdfString | PdfRef | PdfDict | PdfStream {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether two values say the same, wherever they stand; streams by their dictionaries only. */
export function sameValue(a: PdfValue | undefined, b: PdfValue | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return written(a) === written(b)
}

/** A value as it may stand in a file, one spelling for each value; of a stream its dictionary. */
export function written(value: PdfValue): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return String(value)
  if (isArray(value)) return `[${value.map(written).join(' ')}]`
  switch (value.kind) {
    case 'name':
      return writtenName(value.name)
    case 'string':
      return `<${value.bytes.toString('hex')}>`
    case 'ref':
      return `${value.number} ${value.generation} R`
    case 'stream':
      return written(value.dict)
    case 'dict':
      return `<<${[...value.entries]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, one]) => `${writtenName(key)} ${written(one)}`)
        .join(' ')}>>`
  }
}

function writtenName(name: string): string {
  const escaped = [...name].map((one) =>
    /[A-Za-z0-9_.+:-]/u.test(one) ? one : `#${one.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
  return `/${escaped.join('')}`
}

/** A text string (UTF-16 where it isn't ASCII) as a value. */
export function textString(text: string): PdfString {
  const plain = /^[\x20-\x7e]*$/u.test(text)
  const bytes = plain
    ? Buffer.from(text, 'latin1')
    : Buffer.from(`\ufeff${text.normalize('NFC')}`, 'utf16le').swap16()
  return { kind: 'string', bytes, start: 0, end: 0 }
}

/** A dictionary of these entries. */
export function dictOf(entries: Readonly<Record<string, PdfValue>>): PdfDict {
  return { kind: 'dict', entries: new Map(Object.entries(entries)) }
}

export const nameOf = (name: string): PdfName => ({ kind: 'name', name })

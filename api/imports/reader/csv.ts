// Reads a CSV file row by row: UTF-8 (with or without its mark) or UTF-16 of Excel, comma, semicolon or tab, quoted cells
// with line ends and doubled quotes. Rows are counted as Excel counts them.
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Cell } from '../cells.ts'
import { FileRefused, MOST_COLUMNS } from './lines.ts'
import type { ReaderLine } from './lines.ts'

const LOOK_BYTES = 64 * 1024
const SEPARATORS = [',', ';', '\t'] as const
/** More in one cell is no list: a quote was opened and never closed. */
const MOST_CELL = 64 * 1024

/** The rows that have something in them; throws FileRefused. */
export async function* readCsv(path: string): AsyncGenerator<ReaderLine> {
  const start = await beginning(path)
  const encoding = start[0] === 0xff && start[1] === 0xfe ? 'utf-16le' : 'utf-8'
  const separator = separatorOf(new TextDecoder(encoding).decode(start))
  const strict = new TextDecoder(encoding, { fatal: true })
  const decoded = (piece: Uint8Array, stream: boolean): string => {
    try {
      return strict.decode(piece, { stream })
    } catch {
      throw new FileRefused('encoding')
    }
  }
  const rows = new CsvRows(separator)
  yield { sheet: 'CSV', hidden: false }
  for await (const piece of createReadStream(path)) {
    rows.take(decoded(piece as Buffer, true))
    yield* rows.give()
  }
  rows.take(decoded(new Uint8Array(), false))
  rows.end()
  yield* rows.give()
}

async function beginning(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOK_BYTES), 0, LOOK_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** The separator that stands most often in the first lines, outside quotes. */
function separatorOf(text: string): string {
  const plain = text
    .replace(/"[^"]*"/gu, '')
    .split(/\r?\n/u)
    .slice(0, 30)
    .join('\n')
  const counts = SEPARATORS.map((separator) => plain.split(separator).length)
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ','
}

/** The state machine of RFC 4180, fed piece by piece. */
class CsvRows {
  private readonly separator: string
  private row = 0
  private cells: Cell[] = []
  private cell = ''
  private quoted = false
  /** A quote was the last sign inside quotes: the end of them, or the first of two. */
  private closing = false
  private return = false
  private ready: ReaderLine[] = []

  constructor(separator: string) {
    this.separator = separator
  }

  take(text: string): void {
    for (const sign of text) this.sign(sign)
  }

  *give(): Generator<ReaderLine> {
    yield* this.ready
    this.ready = []
  }

  end(): void {
    if (this.quoted && !this.closing) throw new FileRefused('damaged')
    if (this.cell !== '' || this.cells.length > 0) this.endRow()
  }

  private sign(sign: string): void {
    if (this.quoted && !this.closing) {
      if (sign === '"') this.closing = true
      else this.add(sign)
      return
    }
    if (this.closing) {
      this.closing = false
      if (sign === '"') return this.add(sign)
      this.quoted = false
    }
    const afterReturn = this.return
    this.return = sign === '\r'
    if (sign === '\n' && afterReturn) return
    if (sign === '\n' || sign === '\r') return this.endRow()
    if (sign === this.separator) return this.endCell()
    if (sign === '"' && this.cell === '') this.quoted = true
    else this.add(sign)
  }

  private add(sign: string): void {
    this.cell += sign
    if (this.cell.length > MOST_CELL) throw new FileRefused('damaged')
  }

  private endCell(): void {
    if (this.cells.length < MOST_COLUMNS) this.cells.push(this.cell === '' ? null : this.cell)
    this.cell = ''
  }

  private endRow(): void {
    this.endCell()
    this.row += 1
    if (this.cells.some((cell) => cell !== null)) this.ready.push({ r: this.row, c: this.cells })
    this.cells = []
  }
}

// Writes XLSX files row by row to whoever listens: what was written is let go, so that a long list takes no more memory than
// a short one, and whoever hangs up ends it. Text is text, whatever it begins with: nothing here is ever a formula.
import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import type { Writable } from 'node:stream'
import type ExcelJS from 'exceljs'

export type Value = string | number | boolean | Date | null

export interface SheetColumn {
  readonly head: string
  /** In letters. */
  readonly width: number
  readonly type?: 'text' | 'whole' | 'decimal' | 'date' | 'instant'
}

const FORMATS = {
  text: '@',
  whole: '#,##0',
  decimal: '#,##0.0',
  date: 'dd/mm/yyyy',
  instant: 'dd/mm/yyyy hh:mm',
} as const
const HEAD_FILL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF7' } } as const
const FONT = { name: 'Times New Roman', size: 12 } as const
/** Bytes that may wait for a slow reader before no more rows are made. */
const HIGH_WATER = 256 * 1024

/** A longer one is cut: Excel refuses the whole file otherwise. */
const MOST_LETTERS = 32_000

/** What XML can't hold, and what Excel takes for more than a cell holds. */
export function safeText(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, ' ').slice(0, MOST_LETTERS)
}

/** One workbook on its way to a stream. */
export class XlsxFile {
  private readonly through = new PassThrough({ highWaterMark: HIGH_WATER })
  private readonly workbook: ExcelJS.stream.xlsx.WorkbookWriter
  private readonly target: Writable

  private constructor(target: Writable, Writer: typeof ExcelJS.stream.xlsx.WorkbookWriter) {
    this.target = target
    this.through.pipe(target)
    this.workbook = new Writer({ stream: this.through, useStyles: true, useSharedStrings: false })
    this.workbook.creator = 'Trình'
  }

  /** Begins a file; exceljs is loaded for the first one, for it would be a seventh of what an API loads when it starts. */
  static async to(target: Writable): Promise<XlsxFile> {
    const { default: excel } = await import('exceljs')
    return new XlsxFile(target, excel.stream.xlsx.WorkbookWriter)
  }

  /** A sheet with its head in the first row, which stays in sight. */
  sheet(name: string, columns: readonly SheetColumn[]): XlsxSheet {
    const sheet = this.workbook.addWorksheet(name.replace(/[\\/*?:[\]]/gu, ' ').slice(0, 31), {
      views: [{ state: 'frozen', ySplit: 1 }],
      pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, paperSize: 9 },
    })
    sheet.columns = columns.map(({ width, type = 'text' }) => ({
      width,
      style: { numFmt: FORMATS[type], font: FONT, alignment: { vertical: 'top', wrapText: type === 'text' } },
    }))
    const head = sheet.addRow(columns.map((column) => column.head))
    head.eachCell((cell) => {
      cell.font = { ...FONT, bold: true }
      cell.fill = HEAD_FILL
      cell.numFmt = FORMATS.text
      cell.alignment = { vertical: 'middle', horizontal: 'center', wrapText: true }
    })
    head.commit()
    return new XlsxSheet(sheet, () => this.room())
  }

  /** A sheet whose rows say themselves where they stand. */
  plainSheet(name: string, widths: readonly number[]): XlsxSheet {
    const sheet = this.workbook.addWorksheet(name.slice(0, 31))
    sheet.columns = widths.map((width) => ({ width, style: { font: FONT } }))
    return new XlsxSheet(sheet, () => this.room())
  }

  async end(): Promise<void> {
    await this.workbook.commit()
    if (!this.target.writableFinished && !this.target.destroyed) await once(this.target, 'finish')
  }

  /** Lets the reader catch up; throws where he has gone. */
  private async room(): Promise<void> {
    if (this.target.destroyed) throw new ReaderGone()
    // What exceljs packs goes out in turns of the event loop, and a list is made faster than it is packed.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.through.readableLength > HIGH_WATER / 2) {
      if (this.target.destroyed) throw new ReaderGone()
      await Promise.race([once(this.target, 'drain'), once(this.target, 'close')])
    }
  }
}

/** Whoever was to get the file has hung up: nothing is wrong. */
export class ReaderGone extends Error {
  override readonly name = 'ReaderGone'
}

export class XlsxSheet {
  private readonly sheet: ExcelJS.Worksheet
  private readonly room: () => Promise<void>

  constructor(sheet: ExcelJS.Worksheet, room: () => Promise<void>) {
    this.sheet = sheet
    this.room = room
  }

  /** Adds rows, then lets the reader catch up. */
  async add(rows: readonly (readonly Value[])[]): Promise<void> {
    for (const values of rows) this.sheet.addRow(values.map(held)).commit()
    await this.room()
  }

  /** Writes one row at its number, which must be behind those written before. */
  at(number: number, values: readonly Value[], bold = false): void {
    const row = this.sheet.getRow(number)
    for (const [index, value] of values.entries()) {
      const cell = row.getCell(index + 1)
      cell.value = held(value)
      if (value instanceof Date) cell.numFmt = FORMATS.date
      if (bold) cell.font = { ...FONT, bold: true }
    }
    row.commit()
  }

  rest(): Promise<void> {
    return this.room()
  }

  end(): void {
    this.sheet.commit()
  }
}

const held = (value: Value): Value => (typeof value === 'string' ? safeText(value) : value)

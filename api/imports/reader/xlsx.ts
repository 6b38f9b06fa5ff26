// Reads the sheets of an XLSX file row by row with exceljs's streaming reader, in an order of our own: what all sheets need
// (names, styles, shared texts) first, wherever the archive keeps it. Merged cells all bear the value of their first one.
import ExcelJS from 'exceljs'
import type { Readable } from 'node:stream'
import type { Cell } from '../cells.ts'
import { openArchive } from './archive.ts'
import type { Archive } from './archive.ts'
import { FileRefused, MOST_COLUMNS } from './lines.ts'
import type { ReaderLine } from './lines.ts'

/** The parts of exceljs's streaming reader that it uses itself and doesn't describe. */
interface Internals {
  sharedStrings: unknown[] | undefined
  _parseRels(entry: Readable): Promise<void>
  _parseWorkbook(entry: Readable): Promise<void>
  _parseStyles(entry: Readable): Promise<void>
  _parseSharedStrings(entry: Readable): AsyncIterable<unknown>
  _parseWorksheet(content: Readable, sheetNo: string): Iterable<{ readonly value: StreamedSheet }>
}

interface StreamedSheet extends AsyncIterable<ExcelJS.Row> {
  readonly name: string
  readonly state?: string
}

const OPTIONS = {
  worksheets: 'emit',
  sharedStrings: 'cache',
  styles: 'cache',
  hyperlinks: 'ignore',
  entries: 'ignore',
} as const
const SHEET = /^xl\/worksheets\/sheet(\d+)\.xml$/u

/** The rows of all sheets that have something in them; throws FileRefused. */
export async function* readXlsx(path: string): AsyncGenerator<ReaderLine> {
  const archive = await openArchive(path)
  try {
    if (!archive.names.includes('xl/workbook.xml')) throw new FileRefused('notASheet')
    const reader = await prepared(archive)
    const numbers = archive.names.flatMap((name) => SHEET.exec(name)?.[1] ?? [])
    for (const number of numbers.sort((a, b) => Number(a) - Number(b))) {
      const name = `xl/worksheets/sheet${number}.xml`
      const merges = await mergesOf(await archive.open(name))
      for (const { value: sheet } of reader._parseWorksheet(await archive.open(name), number)) {
        yield { sheet: sheet.name, hidden: sheet.state !== undefined && sheet.state !== 'visible' }
        yield* rowsOf(sheet, merges)
      }
    }
  } finally {
    archive.close()
  }
}

async function prepared(archive: Archive): Promise<Internals> {
  const reader = new ExcelJS.stream.xlsx.WorkbookReader('', OPTIONS) as unknown as Internals
  await reader._parseWorkbook(await archive.open('xl/workbook.xml'))
  const has = (name: string): boolean => archive.names.includes(name)
  if (has('xl/_rels/workbook.xml.rels'))
    await reader._parseRels(await archive.open('xl/_rels/workbook.xml.rels'))
  if (has('xl/styles.xml')) await reader._parseStyles(await archive.open('xl/styles.xml'))
  if (has('xl/sharedStrings.xml')) {
    for await (const _ of reader._parseSharedStrings(await archive.open('xl/sharedStrings.xml'))) continue
  } else reader.sharedStrings = []
  return reader
}

interface Merge {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

const MERGE = /<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/gu
const MOST_MERGES = 20_000
/** Longer than any tag that names merged cells. */
const OVERLAP = 200

/** The merged cells of a sheet, from the top down: they are named behind all rows, so the sheet is looked through once before. */
async function mergesOf(content: Readable): Promise<readonly Merge[]> {
  const merges: Merge[] = []
  let rest = ''
  for await (const piece of content) {
    const text = rest + (piece as Buffer).toString('utf8')
    let end = 0
    for (const match of text.matchAll(MERGE)) {
      const [, left = '', top, right = '', bottom] = match
      merges.push({
        ...{ top: Number(top), bottom: Number(bottom) },
        ...{ left: columnNumber(left), right: columnNumber(right) },
      })
      end = match.index + match[0].length
    }
    if (merges.length > MOST_MERGES) throw new FileRefused('tooHeavy')
    rest = text.slice(Math.max(end, text.length - OVERLAP))
  }
  return merges.sort((a, b) => a.top - b.top)
}

function columnNumber(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0)
}

async function* rowsOf(sheet: StreamedSheet, merges: readonly Merge[]): AsyncGenerator<ReaderLine> {
  let next = 0
  let under: { readonly merge: Merge; readonly value: Cell }[] = []
  for await (const row of sheet) {
    const cells = cellsOf(row)
    under = under.filter(({ merge }) => merge.bottom >= row.number)
    for (let merge = merges[next]; merge !== undefined && merge.top <= row.number; merge = merges[next]) {
      next += 1
      if (merge.top === row.number) under.push({ merge, value: cells[merge.left - 1] ?? null })
    }
    for (const { merge, value } of under)
      for (let at = merge.left; at <= Math.min(merge.right, MOST_COLUMNS); at += 1) cells[at - 1] = value
    for (let at = 0; at < cells.length; at += 1) cells[at] ??= null
    if (cells.some((cell) => cell !== null)) yield { r: row.number, c: cells }
  }
}

function cellsOf(row: ExcelJS.Row): Cell[] {
  const cells: Cell[] = []
  row.eachCell({ includeEmpty: false }, (cell, column) => {
    if (column <= MOST_COLUMNS) cells[column - 1] = valueOf(cell.value)
  })
  return cells
}

function valueOf(value: ExcelJS.CellValue): Cell {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : { d: value.toISOString() }
  if ('richText' in value) return value.richText.map(({ text }) => text).join('')
  if ('formula' in value || 'sharedFormula' in value)
    return { f: String('formula' in value ? value.formula : value.sharedFormula) }
  if ('error' in value) return { e: value.error }
  return 'text' in value ? value.text : null
}

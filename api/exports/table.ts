// A list on its way out as a file: its columns, and its rows heap by heap out of one snapshot of the database. It is written
// at the pace of whoever takes it; when he hangs up, the reading ends with him.
import { once } from 'node:events'
import type { Response } from 'express'
import { stringify } from 'csv-stringify'
import type { Client } from '../../activities/pool.ts'
import { rollback } from '../../activities/pool.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problems.ts'
import type { Cursor } from '../reads/cursor.ts'
import { CSV_TYPE, XLSX_TYPE, beginFile } from '../sheet-files/attachment.ts'
import { ReaderGone, XlsxFile, safeText } from '../sheet-files/xlsx.ts'
import type { SheetColumn, Value } from '../sheet-files/xlsx.ts'

export interface Table {
  /** The file's name, without its ending. */
  readonly name: string
  readonly columns: readonly SheetColumn[]
  /** Rows in heaps of some hundreds. */
  rows(client: Client): AsyncIterable<readonly (readonly Value[])[]>
}

/** Rows in a heap. */
export const HEAP = 500

/** A list heap by heap, in its keyset's order; `read` gives one row more than the limit where there are more. */
export async function* heapsOf<Row>(
  read: (cursor: Cursor | null, limit: number) => Promise<readonly Row[]>,
  cursorOf: (last: Row) => Cursor,
): AsyncGenerator<readonly Row[]> {
  for (let cursor: Cursor | null | undefined = null; cursor !== undefined; ) {
    const rows: readonly Row[] = await read(cursor, HEAP)
    const heap = rows.slice(0, HEAP)
    yield heap
    const last = heap.at(-1)
    cursor = rows.length > HEAP && last !== undefined ? cursorOf(last) : undefined
  }
}

export type Format = 'xlsx' | 'csv'
export type Separator = 'comma' | 'semicolon'

/** Lists that one process of the API writes at once: each holds a connection while it lasts. */
const MOST_AT_ONCE = 4
const BUSY_AFTER_SECONDS = 10
let underWay = 0

/** Sends a table as the whole reply. */
export async function sendTable(
  deps: Deps,
  res: Response,
  table: Table,
  format: Format,
  separator: Separator = 'comma',
): Promise<void> {
  if (underWay >= MOST_AT_ONCE) throw new Problem('unavailable', { retryAfterSeconds: BUSY_AFTER_SECONDS })
  underWay += 1
  try {
    await inSnapshot(deps, (client) =>
      format === 'xlsx' ? sendXlsx(res, table, client) : sendCsv(res, table, client, separator),
    )
  } catch (error) {
    if (!(error instanceof ReaderGone)) throw error
  } finally {
    underWay -= 1
  }
}

/** One moment of the database for the whole list, whoever writes meanwhile; a slow reader may take his time. */
async function inSnapshot(deps: Deps, work: (client: Client) => Promise<void>): Promise<void> {
  const client = await deps.pool.connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await client.query("SET LOCAL statement_timeout = '30s'")
    await client.query("SET LOCAL idle_in_transaction_session_timeout = '60s'")
    await work(client)
  } finally {
    broken = await rollback(client)
    client.release(broken)
  }
}

async function sendXlsx(res: Response, table: Table, client: Client): Promise<void> {
  beginFile(res, `${table.name}.xlsx`, XLSX_TYPE)
  const file = await XlsxFile.to(res)
  const sheet = file.sheet(table.name, table.columns)
  for await (const rows of table.rows(client)) await sheet.add(rows)
  sheet.end()
  await file.end()
}

async function sendCsv(res: Response, table: Table, client: Client, separator: Separator): Promise<void> {
  beginFile(res, `${table.name}.csv`, CSV_TYPE)
  // The mark by which Excel knows that it is UTF-8; and a cell that begins like a formula is made text.
  const csv = stringify({
    bom: true,
    escape_formulas: true,
    delimiter: separator === 'comma' ? ',' : ';',
    record_delimiter: 'windows',
  })
  csv.pipe(res)
  const write = async (values: readonly Value[], columns: readonly SheetColumn[] | null): Promise<void> => {
    if (res.destroyed) throw new ReaderGone()
    const cells = values.map((value, index) => csvText(value, columns?.[index]?.type))
    if (!csv.write(cells)) await Promise.race([once(csv, 'drain'), once(res, 'close')])
  }
  await write(
    table.columns.map(({ head }) => head),
    null,
  )
  for await (const rows of table.rows(client)) for (const row of rows) await write(row, table.columns)
  csv.end()
  if (!res.destroyed && !res.writableFinished) await Promise.race([once(res, 'finish'), once(res, 'close')])
}

/** As an office's Excel reads it: dates by day first, numbers bare. */
function csvText(value: Value, type: SheetColumn['type']): string {
  if (value === null) return ''
  if (value instanceof Date) {
    const iso = value.toISOString()
    const day = iso.slice(0, 10).split('-').reverse().join('/')
    return type === 'instant' ? `${day} ${iso.slice(11, 16)}` : day
  }
  return typeof value === 'string' ? safeText(value) : String(value)
}

const LOCAL_MS = 7 * 3_600_000

/** An instant as the clock on a Vietnamese wall shows it: sheets know no zones. */
export function wallClock(at: string | Date | null): Date | null {
  if (at === null) return null
  return new Date((typeof at === 'string' ? Date.parse(at) : at.getTime()) + LOCAL_MS)
}

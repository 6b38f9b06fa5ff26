// The file that came in, given back with what became of each of its rows: the same rows at the same numbers, two columns
// more. Read page by page, so that a long list takes no more memory than a short one.
import type { Writable } from 'node:stream'
import type { Queryable } from '../../activities/pool.ts'
import { XlsxFile } from '../sheet-files/xlsx.ts'
import type { Value, XlsxSheet } from '../sheet-files/xlsx.ts'
import { shownText } from './cells.ts'
import type { Cell } from './cells.ts'
import { readRows } from './jobs.ts'
import type { Job, JobRow } from './jobs.ts'

const PAGE = 500

export const RESULT_TEXTS = {
  added: 'Đã thêm',
  changed: 'Đã sửa',
  same: 'Giữ nguyên',
  mistake: 'Có lỗi, không ghi',
  skipped: 'Bỏ qua',
  conflict: 'Không ghi: đã có người khác sửa',
} as const
export const FATE_TEXTS = {
  new: 'Sẽ thêm',
  changed: 'Sẽ sửa',
  same: 'Đã có, giữ nguyên',
  mistake: 'Có lỗi',
  skipped: 'Bỏ qua',
} as const

interface Open {
  readonly sheet: XlsxSheet
  readonly width: number
  readonly index: number
}

/** Writes the file; throws ReaderGone where nobody listens any more. */
export async function writeResultFile(db: Queryable, job: Job, target: Writable): Promise<void> {
  const file = await XlsxFile.to(target)
  let open = null as Open | null
  for (let after = 0; ; ) {
    const rows = await readRows(db, job.id, { after, limit: PAGE })
    const last = rows.at(-1)
    if (last === undefined) break
    after = last.ord
    for (const row of rows) {
      if (open === null || open.index !== row.sheet) {
        open?.sheet.end()
        open = { ...begin(file, job, row.sheet), index: row.sheet }
      }
      open.sheet.at(row.row, lineOf(row, open.width))
    }
    await open?.sheet.rest()
  }
  open?.sheet.end()
  await file.end()
}

function begin(file: XlsxFile, job: Job, index: number): { sheet: XlsxSheet; width: number } {
  const found = job.layout[index]
  const head = found?.head ?? []
  const width = Math.max(head.length, ...Object.values(found?.layout?.columns ?? {}))
  const sheet = file.plainSheet(found?.name ?? 'Danh sách', [
    ...Array.from({ length: width }, () => 20),
    26,
    70,
  ])
  const heads: Value[] = Array.from({ length: width }, (_, at) => shownText(head[at] ?? null))
  sheet.at(found?.layout?.headRow ?? 1, [...heads, 'Kết quả nạp', 'Giải thích'], true)
  return { sheet, width }
}

function lineOf(row: JobRow, width: number): Value[] {
  const cells = Array.from({ length: width }, (_, at) => valueOf(row.cells[at] ?? null))
  const { mistakes = [], changes = [], notes = [] } = row.outcome ?? row.detail
  const said = [
    ...mistakes.map(({ cell, vi }) => `${cell}: ${vi}`),
    ...changes.map(({ vi, from, to }) => `${vi}: ${from ?? '(trống)'} → ${to ?? '(trống)'}`),
    ...notes,
  ]
  return [...cells, row.result === null ? FATE_TEXTS[row.fate] : RESULT_TEXTS[row.result], said.join('\n')]
}

function valueOf(cell: Cell): Value {
  if (cell === null || typeof cell === 'number' || typeof cell === 'boolean') return cell
  if (typeof cell === 'string') return cell
  return 'd' in cell ? new Date(cell.d) : shownText(cell)
}

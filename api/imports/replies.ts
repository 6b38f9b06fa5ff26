// How imports and their rows are shown.
import { z } from 'zod'
import { id, instant, sha256 } from '../schemas.ts'
import { shownText } from './cells.ts'
import { IMPORT_STATUSES, ROW_RESULTS, countRows } from './jobs.ts'
import type { Job, JobRow } from './jobs.ts'
import { FATES, IMPORT_KINDS } from './kind.ts'
import { addressOf } from './layout.ts'
import { FILE_FAULTS } from './reader/lines.ts'
import type { FileFault } from './reader/lines.ts'
import type { Queryable } from '../../activities/pool.ts'
import { problemText } from '../problem-texts.ts'

const counts = z.record(z.string(), z.int())

export const importReply = z
  .object({
    id,
    kind: z.enum(IMPORT_KINDS),
    fileName: z.string(),
    size: z.int(),
    sha256,
    status: z.enum(IMPORT_STATUSES),
    /** Why the whole file is not taken. */
    fault: z.object({ code: z.string(), vi: z.string() }).nullable(),
    /** The sheets of the file; `missing` names heads that were not found. */
    sheets: z.array(
      z.object({
        name: z.string(),
        headRow: z.int().nullable(),
        skipped: z.enum(['hidden', 'example', 'noHead']).nullable(),
        missing: z.array(z.string()),
      }),
    ),
    /** Rows found, and rows that have been read (while reading) or have their result (while writing). */
    total: z.int(),
    done: z.int(),
    /** How many rows would be new, same, changed, mistaken, skipped; and what became of them. */
    fates: counts,
    results: counts,
    /** Nothing in the file differs from what stands. */
    nothingNew: z.boolean(),
    /** To be sent with the confirmation. */
    previewHash: sha256.nullable(),
    createdAt: instant,
    confirmedAt: instant.nullable(),
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'Import' })

const mistake = z.object({ cell: z.string(), code: z.string(), vi: z.string() })
const change = z.object({
  field: z.string(),
  vi: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
})
const detail = z.object({ mistakes: z.array(mistake), changes: z.array(change), notes: z.array(z.string()) })

export const importRow = z
  .object({
    ord: z.int(),
    sheet: z.string(),
    row: z.int(),
    /** The cells that were read, as a reader sees them. */
    cells: z.array(z.object({ column: z.string(), cell: z.string(), text: z.string() })),
    fate: z.enum(FATES),
    ...detail.shape,
    result: z.enum(ROW_RESULTS).nullable(),
    /** What was found when it was written, where it was. */
    outcome: detail.nullable(),
  })
  .meta({ id: 'ImportRow' })

const faultText = (fault: string): string =>
  fault in FILE_FAULTS ? FILE_FAULTS[fault as FileFault] : problemText('incident')

interface FaultSheets {
  readonly sheets?: readonly { readonly name: string; readonly missing: readonly string[] }[]
}

export async function importReplyOf(db: Queryable, job: Job): Promise<z.input<typeof importReply>> {
  const { fates, results } = await countRows(db, job.id)
  const { sheets: faulty = [] } = job.faultDetail as FaultSheets
  const missing = faulty.filter((sheet) => sheet.missing.length > 0)
  const told = missing.map((sheet) => ` Trang “${sheet.name}” thiếu cột: ${sheet.missing.join(', ')}.`)
  const { id: importId, kind, fileName, size, sha256: hash, status, total, done, previewHash } = job
  return {
    ...{ id: importId, kind, fileName, size, sha256: hash, status, total, done, fates, results, previewHash },
    fault: job.fault === null ? null : { code: job.fault, vi: faultText(job.fault) + told.join('') },
    sheets: job.layout.map((sheet) => ({
      name: sheet.name,
      headRow: sheet.layout?.headRow ?? null,
      skipped: sheet.skipped,
      missing: [...sheet.missing],
    })),
    nothingNew: previewHash !== null && (fates['new'] ?? 0) + (fates['changed'] ?? 0) === 0,
    createdAt: job.createdAt.toISOString(),
    confirmedAt: job.confirmedAt?.toISOString() ?? null,
    finishedAt: job.finishedAt?.toISOString() ?? null,
  }
}

export function importRowOf(job: Job, one: JobRow): z.input<typeof importRow> {
  const sheet = job.layout[one.sheet]
  const columns = Object.entries(sheet?.layout?.columns ?? {})
  const { ord, row, fate, result } = one
  return {
    ...{ ord, sheet: sheet?.name ?? '', row, fate, result },
    cells: columns.map(([column, at]) => ({
      column,
      cell: addressOf(at, row),
      text: shownText(one.cells[at - 1] ?? null),
    })),
    ...detailOf(one.detail),
    outcome: one.outcome === null ? null : detailOf(one.outcome),
  }
}

function detailOf(given: Partial<JobRow['detail']>): z.input<typeof detail> {
  return {
    mistakes: [...(given.mistakes ?? [])],
    changes: [...(given.changes ?? [])],
    notes: [...(given.notes ?? [])],
  }
}

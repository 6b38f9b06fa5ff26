// The rows of imports: made once for a person and key, read for their owner only, and moved from one status to the next.
import type { Client, Queryable } from '../../activities/pool.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Cursor } from '../reads/cursor.ts'
import { Values } from '../scope.ts'
import type { Cell } from './cells.ts'
import type { Change, Fate, ImportKindId, ImportOptions, Mistake } from './kind.ts'
import type { Layout } from './layout.ts'

export const IMPORT_STATUSES = ['reading', 'previewed', 'refused', 'writing', 'done', 'cancelled'] as const
export type ImportStatus = (typeof IMPORT_STATUSES)[number]

/** One sheet of the file: read with a layout, or left out and why. */
export interface SheetFound {
  readonly name: string
  readonly layout: Layout | null
  /** The cells of the head's last row, as they stand. */
  readonly head: readonly Cell[]
  readonly skipped: 'hidden' | 'example' | 'noHead' | null
  /** Heads of required columns that are missing. */
  readonly missing: readonly string[]
}

export interface Job {
  readonly id: string
  readonly kind: ImportKindId
  readonly requestedBy: string
  readonly requestHash: string
  readonly fileName: string
  readonly sha256: string
  readonly size: number
  readonly format: 'xlsx' | 'csv'
  readonly options: ImportOptions
  readonly status: ImportStatus
  readonly fault: string | null
  readonly faultDetail: Readonly<Record<string, unknown>>
  readonly layout: readonly SheetFound[]
  readonly total: number
  readonly done: number
  readonly previewHash: string | null
  readonly createdAt: Date
  readonly confirmedAt: Date | null
  readonly finishedAt: Date | null
}

const COLUMNS = `i.id, i.kind, i.requested_by AS "requestedBy", i.request_hash AS "requestHash", i.file_name AS "fileName",
  i.sha256, i.size, i.format, i.options, i.status, i.fault, i.fault_detail AS "faultDetail", i.layout, i.total, i.done,
  i.preview_hash AS "previewHash", i.created_at AS "createdAt", i.confirmed_at AS "confirmedAt", i.finished_at AS "finishedAt"`

export type NewJob = Pick<
  Job,
  'id' | 'kind' | 'requestedBy' | 'requestHash' | 'fileName' | 'sha256' | 'size' | 'format' | 'options'
>

/** Makes it unless it is there; the caller compares the request hash. */
export async function insertJob(client: Client, job: NewJob, at: Instant): Promise<void> {
  const { id, kind, requestedBy, requestHash, fileName, sha256, size, format, options } = job
  await client.query(
    `INSERT INTO import_job (id, kind, requested_by, request_hash, file_name, sha256, size, format, options, status, created_at, touched_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'reading', $10, clock_timestamp()) ON CONFLICT DO NOTHING`,
    [id, kind, requestedBy, requestHash, fileName, sha256, size, format, JSON.stringify(options), at],
  )
}

/** Reads one; null when there is none. */
export async function readJob(db: Queryable, id: string, lock: '' | 'FOR UPDATE' = ''): Promise<Job | null> {
  const { rows } = await db.query<Job>(`SELECT ${COLUMNS} FROM import_job i WHERE i.id = $1 ${lock}`, [id])
  return rows[0] ?? null
}

/** A person's imports, the newest first: one page, and one more where there is a next. */
export async function listJobs(
  db: Queryable,
  personId: string,
  { cursor, limit }: { readonly cursor: Cursor | null; readonly limit: number },
): Promise<Job[]> {
  const values = new Values()
  const after =
    cursor === null
      ? 'true'
      : `(i.created_at, i.id) < (${values.add(cursor[0])}::timestamptz, ${values.add(cursor[1])})`
  const { rows } = await db.query<Job>(
    `SELECT ${COLUMNS} FROM import_job i WHERE i.requested_by = ${values.add(personId)} AND ${after}
     ORDER BY i.created_at DESC, i.id DESC LIMIT ${values.add(limit + 1)}`,
    values.list,
  )
  return rows
}

/** What a row would become, and at last what became of it. */
export interface JobRow {
  readonly ord: number
  readonly sheet: number
  readonly row: number
  readonly cells: readonly Cell[]
  readonly fate: Fate
  readonly detail: RowDetail
  readonly result: RowResult | null
  readonly outcome: Partial<RowDetail> | null
}

export interface RowDetail {
  readonly mistakes: readonly Mistake[]
  readonly changes: readonly Change[]
  readonly notes: readonly string[]
}

export const ROW_RESULTS = ['added', 'changed', 'same', 'mistake', 'skipped', 'conflict'] as const
export type RowResult = (typeof ROW_RESULTS)[number]

export interface RowsAsked {
  readonly fate?: Fate | undefined
  readonly result?: RowResult | undefined
  /** Behind this one. */
  readonly after: number
  readonly limit: number
}

/** Rows in the order of the file. */
export async function readRows(db: Queryable, importId: string, asked: RowsAsked): Promise<JobRow[]> {
  const values = new Values()
  const equal = (column: string, value: string | undefined): string[] =>
    value === undefined ? [] : [`${column} = ${values.add(value)}`]
  const conditions = [
    `import_id = ${values.add(importId)}`,
    `ord > ${values.add(asked.after)}`,
    ...equal('fate', asked.fate),
    ...equal('result', asked.result),
  ]
  const { rows } = await db.query<JobRow>(
    `SELECT ord, sheet, row, cells, fate, detail, result, outcome FROM import_row WHERE ${conditions.join(' AND ')}
     ORDER BY ord LIMIT ${values.add(asked.limit)}`,
    values.list,
  )
  return rows
}

/** How many rows there are of each fate and of each result. */
export async function countRows(
  db: Queryable,
  importId: string,
): Promise<{ fates: Record<string, number>; results: Record<string, number> }> {
  const { rows } = await db.query<{ fate: Fate; result: RowResult | null; count: number }>(
    'SELECT fate, result, count(*)::int AS count FROM import_row WHERE import_id = $1 GROUP BY fate, result',
    [importId],
  )
  const fates: Record<string, number> = {}
  const results: Record<string, number> = {}
  for (const { fate, result, count } of rows) {
    fates[fate] = (fates[fate] ?? 0) + count
    if (result !== null) results[result] = (results[result] ?? 0) + count
  }
  return { fates, results }
}

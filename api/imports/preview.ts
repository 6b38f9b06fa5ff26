// Reads an uploaded file and says of every row what it would become. Nothing is written but the import's own rows; begun
// again after a kill it starts from the first row, for nothing of it counts before it is whole.
import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import { inTransaction } from '../../activities/pool.ts'
import type { Pool } from '../../activities/pool.ts'
import { newId } from '../../activities/record/ids.ts'
import { importFile } from '../../activities/upkeep/imports.ts'
import { fold } from '../../domain/text.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import { findPerson } from '../auth/actor.ts'
import { readJob } from './jobs.ts'
import type { Job, SheetFound } from './jobs.ts'
import { Row, Seen, outcome } from './kind.ts'
import type { ImportKind, Outcome, Session } from './kind.ts'
import { kindOf } from './kinds.ts'
import { HEAD_WITHIN, findHead, notAnEntry } from './layout.ts'
import type { SheetRow } from './layout.ts'
import { Places } from './places.ts'
import { FileRefused } from './reader/lines.ts'
import type { FileFault } from './reader/lines.ts'
import { readFile } from './reader/read.ts'

/** Rows that are judged and stored at once. */
const HEAP = 300
/** Sheets of our own templates that are not meant to be read. */
const OWN_SHEETS = new Set(['huong dan', 'vi du', 'danh muc'])

const SKIPPED = {
  empty: 'Dòng trống.',
  numbering: 'Dòng đánh số cột.',
  foot: 'Dòng tổng cộng, ghi chú hoặc chữ ký.',
} as const

export interface ReadDeps {
  readonly pool: Pool
  readonly documentDir: string
}

/** Who asked, with the roles that he has now, and the places; null where his account is locked. */
export async function sessionFor(pool: Pool, job: Job): Promise<Session | null> {
  const found = await findPerson(pool, job.requestedBy)
  if (found === null) return null
  const at = (job.confirmedAt ?? job.createdAt).toISOString()
  const places = await Places.read(pool, civilDateOf(at))
  return { importId: job.id, actor: found.actor, at, places, options: job.options }
}

/** See the file's header. */
export async function previewImport({ pool, documentDir }: ReadDeps, importId: string): Promise<void> {
  const job = await readJob(pool, importId)
  if (job?.status !== 'reading') return
  const session = await sessionFor(pool, job)
  if (session === null) return refuse(pool, importId, 'incident', {})
  const attempt = await begin(pool, importId)
  const kind = await kindOf(pool, job, session.actor)
  if (kind === null) return refuse(pool, importId, 'noHead', {})
  const preview = new Preview(pool, job, kind, session, attempt)
  try {
    for await (const line of readFile(job.format, importFile(documentDir, importId))) {
      if ('sheet' in line) await preview.sheet(line.sheet, line.hidden)
      else if ('r' in line) await preview.row({ row: line.r, cells: line.c })
    }
    await preview.end()
  } catch (error) {
    // Cancelled, or somebody else reads it anew: nothing of this reading is wanted.
    if (error instanceof Superseded) return
    if (!(error instanceof FileRefused)) throw error
    await refuse(pool, importId, error.fault, {
      sheets: preview.sheets.map(({ name, missing }) => ({ name, missing })),
    })
  }
}

async function refuse(pool: Pool, id: string, fault: FileFault | 'incident', detail: object): Promise<void> {
  await pool.query(
    `UPDATE import_job SET status = 'refused', fault = $2, fault_detail = $3, touched_at = clock_timestamp()
     WHERE id = $1 AND status = 'reading'`,
    [id, fault, JSON.stringify(detail)],
  )
}

/** Another reading of the same file has begun since, or the import was given up. */
class Superseded extends Error {
  override readonly name = 'Superseded'
}

/** Begins anew, and takes the import away from whoever may still be reading it elsewhere. */
async function begin(pool: Pool, importId: string): Promise<string> {
  const attempt = newId()
  await inTransaction(pool, async (client) => {
    await client.query(
      `UPDATE import_job SET fault_detail = jsonb_build_object('attempt', $2::text), total = 0, done = 0,
         touched_at = clock_timestamp() WHERE id = $1 AND status = 'reading'`,
      [importId, attempt],
    )
    await client.query('DELETE FROM import_row WHERE import_id = $1', [importId])
  })
  return attempt
}

class Preview {
  readonly sheets: SheetFound[] = []
  private readonly pool: Pool
  private readonly job: Job
  private readonly kind: ImportKind
  private readonly session: Session
  private readonly attempt: string
  private readonly seen = new Seen()
  private readonly hash: Hash = createHash('sha256')
  /** The first rows of a sheet whose head isn't found yet. */
  private top: SheetRow[] = []
  private open: { readonly name: string; readonly hidden: boolean; read: boolean } | null = null
  private heap: { readonly row: Row; readonly skipped: keyof typeof SKIPPED | null }[] = []
  private total = 0

  constructor(pool: Pool, job: Job, kind: ImportKind, session: Session, attempt: string) {
    this.attempt = attempt
    this.pool = pool
    this.job = job
    this.kind = kind
    this.session = session
  }

  async sheet(name: string, hidden: boolean): Promise<void> {
    await this.closeSheet()
    this.open = { name, hidden, read: false }
  }

  async row(row: SheetRow): Promise<void> {
    if (this.open === null) return
    if (this.open.read) return this.entry(row)
    this.top.push(row)
    if (this.top.length >= HEAD_WITHIN) await this.lookForHead()
  }

  async end(): Promise<void> {
    await this.closeSheet()
    if (!this.sheets.some(({ layout }) => layout !== null)) throw new FileRefused('noHead')
    if (this.total === 0) throw new FileRefused('noRows')
    await this.pool.query(
      `UPDATE import_job SET status = 'previewed', layout = $2, total = $3, done = 0, preview_hash = $4, fault_detail = '{}',
         touched_at = clock_timestamp() WHERE id = $1 AND status = 'reading' AND fault_detail->>'attempt' = $5`,
      [this.job.id, JSON.stringify(this.sheets), this.total, this.hash.digest('hex'), this.attempt],
    )
  }

  private async closeSheet(): Promise<void> {
    if (this.open !== null && !this.open.read) await this.lookForHead()
    await this.flush()
    this.open = null
  }

  private async lookForHead(): Promise<void> {
    const { open, top } = this
    if (open === null) return
    this.top = []
    open.read = true
    const own = OWN_SHEETS.has(fold(open.name))
    const skipped = open.hidden ? 'hidden' : own ? 'example' : null
    const head = skipped === null ? findHead(top, this.kind.columns) : null
    const missing = head?.missing.map(({ vi }) => vi) ?? []
    const layout = head === null || missing.length > 0 ? null : head.layout
    const cells = top.find(({ row }) => row === layout?.headRow)?.cells ?? []
    this.sheets.push({
      ...{ name: open.name, layout, head: cells, missing },
      skipped: layout === null ? (skipped ?? 'noHead') : null,
    })
    if (layout === null) return
    for (const row of top) if (row.row > layout.headRow) await this.entry(row)
  }

  private async entry(row: SheetRow): Promise<void> {
    const sheet = this.sheets.at(-1)
    if (sheet === undefined || sheet.layout === null) return
    const skipped = notAnEntry(row, sheet.layout)
    if (skipped === 'empty') return
    this.heap.push({ row: new Row(sheet.name, row, sheet.layout), skipped })
    if (this.heap.length >= HEAP) await this.flush()
  }

  private async flush(): Promise<void> {
    const heap = this.heap
    if (heap.length === 0) return
    this.heap = []
    const rows = heap.flatMap(({ row, skipped }) => (skipped === null ? [row] : []))
    const judged = (await this.kind.preview(this.session, this.pool, rows, this.seen))[Symbol.iterator]()
    const lines = heap.map(({ row, skipped }) => {
      const one = skipped === null ? judged.next().value : outcome('skipped', { notes: [SKIPPED[skipped]] })
      if (one === undefined) throw new Error(`import ${this.job.id}: a row was not judged`)
      return this.line(row, one)
    })
    await this.store(lines)
  }

  private line(row: Row, { fate, ...detail }: Outcome): object {
    this.total += 1
    this.hash.update(JSON.stringify([this.total, fate, detail]))
    const { row: number, cells } = row.source
    return { ord: this.total, sheet: this.sheets.length - 1, row: number, cells, fate, detail }
  }

  private async store(lines: readonly object[]): Promise<void> {
    await inTransaction(this.pool, async (client) => {
      const { rowCount } = await client.query(
        `UPDATE import_job SET done = $2, touched_at = clock_timestamp()
         WHERE id = $1 AND status = 'reading' AND fault_detail->>'attempt' = $3`,
        [this.job.id, this.total, this.attempt],
      )
      if (rowCount === 0) throw new Superseded()
      await client.query(
        `INSERT INTO import_row (import_id, ord, sheet, row, cells, fate, detail)
         SELECT $1, ord, sheet, row, cells, fate, detail FROM jsonb_to_recordset($2::jsonb)
           AS r (ord int, sheet int, row int, cells jsonb, fate text, detail jsonb)`,
        [this.job.id, JSON.stringify(lines)],
      )
    })
  }
}

// Writes the rows of a confirmed import, some at a time, each heap in one transaction with the results of its rows: killed
// and begun again it goes on with the rows that have none. A heap that single entry refuses is written row by row, so that
// the refused one stands alone.
import { inTransaction } from '../../activities/pool.ts'
import type { Client, Queryable } from '../../activities/pool.ts'
import type { ActingDeps } from '../actions/basis.ts'
import type { Session } from './kind.ts'
import { Row, Seen, mistaken } from './kind.ts'
import type { Change, ImportKind, Outcome } from './kind.ts'
import { readJob } from './jobs.ts'
import type { Job, JobRow, RowResult } from './jobs.ts'
import { kindOf } from './kinds.ts'
import { sessionFor } from './preview.ts'
import { holdsAny } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import { problemText } from '../problem-texts.ts'

/** Rows in one transaction: some tenths of a second, so that nobody else waits long for a lock. */
const HEAP = 200
/** Acts whose results are stored together. */
const ACTS = 40

/** See the file's header. */
export async function writeRows(deps: ActingDeps, importId: string): Promise<void> {
  const { pool } = deps
  const job = await readJob(pool, importId)
  if (job?.status !== 'writing') return
  const session = await sessionFor(pool, job)
  const kind = session === null ? null : await kindOf(pool, job, session.actor)
  if (session !== null && kind?.act !== undefined) return actRows(deps, job, session, kind.act)
  // A heap that was refused is written row by row, then heaps again.
  for (let alone = 0; ; ) {
    const most = alone > 0 ? 1 : HEAP
    try {
      const left = await inTransaction(pool, (client) => writeHeap(client, job, kind, session, most))
      if (!left) return
      alone = Math.max(0, alone - 1)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (most === 1) await inTransaction(pool, (client) => settleRefused(client, job, error))
      else alone = HEAP
    }
  }
}

/** Acts on dossiers go through the dossiers' own runs; each is known by the import and row, and asked again has its answer. */
async function actRows(
  deps: ActingDeps,
  job: Job,
  session: Session,
  act: NonNullable<ImportKind['act']>,
): Promise<void> {
  for (;;) {
    const waiting = await waitingRows(deps.pool, job.id, ACTS)
    if (waiting.length === 0) {
      await inTransaction(deps.pool, (client) => finish(client, job.id))
      return
    }
    const made = await act(
      session,
      deps,
      waiting.map((one) => rowOf(job, one)),
    )
    const outcomes = made.map((one): Settled => ({ ...one, result: one.fate === 'new' ? 'added' : one.fate }))
    await inTransaction(deps.pool, (client) => settle(client, job.id, waiting, outcomes))
  }
}

async function waitingRows(client: Queryable, importId: string, most: number): Promise<JobRow[]> {
  const { rows } = await client.query<JobRow>(
    `SELECT ord, sheet, row, cells, fate, detail, result, outcome FROM import_row
     WHERE import_id = $1 AND result IS NULL AND fate IN ('new', 'changed') ORDER BY ord LIMIT $2`,
    [importId, most],
  )
  return rows
}

/** Writes the next rows; false where none is left, or the import is no longer to be written. */
async function writeHeap(
  client: Client,
  job: Job,
  kind: ImportKind | null,
  session: Session | null,
  most: number,
): Promise<boolean> {
  // Held to the end of the transaction: two who write at once do so one after the other.
  const now = await readJob(client, job.id, 'FOR UPDATE')
  if (now?.status !== 'writing') return false
  const waiting = await waitingRows(client, job.id, most)
  if (waiting.length === 0) return finish(client, job.id)
  const outcomes =
    session === null || kind === null || !holdsAny(session.actor, kind.roles)
      ? waiting.map(lockedOut)
      : await write(client, job, kind, session, waiting)
  await settle(client, job.id, waiting, outcomes)
  return true
}

function rowOf(job: Job, { sheet, row, cells }: JobRow): Row {
  const found = job.layout[sheet]
  if (found?.layout === null || found === undefined)
    throw new Error(`import ${job.id}: sheet ${sheet} has no layout`)
  return new Row(found.name, { row, cells }, found.layout)
}

interface Settled extends Outcome {
  readonly result: RowResult
}

const lockedOut = (): Settled => ({
  ...mistaken([], [problemText('forbidden')]),
  result: 'mistake',
})

async function write(
  client: Client,
  job: Job,
  kind: ImportKind,
  session: Session,
  waiting: readonly JobRow[],
): Promise<Settled[]> {
  const rows = waiting.map((one) => rowOf(job, one))
  const judged = await kind.preview(session, client, rows, new Seen())
  const conflicts = judged.map((one, index) => isConflict(waiting[index], one))
  const written = (
    await kind.write(
      session,
      client,
      rows.filter((_, index) => conflicts[index] === false),
    )
  )[Symbol.iterator]()
  return judged.map((one, index) => {
    if (conflicts[index] === true) return { ...one, notes: [...one.notes, CONFLICT], result: 'conflict' }
    const made = written.next().value
    if (made === undefined) throw new Error(`import ${job.id}: a row has no outcome`)
    return { ...made, result: made.fate === 'new' ? 'added' : made.fate }
  })
}

const CONFLICT =
  'Dữ liệu đã được người khác sửa sau khi bạn xem trước, nên dòng này không ghi. Hãy nạp lại tệp.'

/** Whether writing would replace something that the preview did not show. */
function isConflict(waiting: JobRow | undefined, now: Outcome): boolean {
  const shown = (waiting?.detail.changes ?? []).map(keyOf)
  return now.changes.some((change) => change.from !== null && !shown.includes(keyOf(change)))
}

const keyOf = ({ field, from, to }: Change): string => JSON.stringify([field, from, to])

async function settle(
  client: Client,
  importId: string,
  waiting: readonly JobRow[],
  outcomes: readonly Settled[],
): Promise<void> {
  const lines = waiting.map(({ ord }, index) => {
    const { mistakes = [], changes = [], notes = [], result } = outcomes[index] ?? lockedOut()
    return { ord, result, outcome: { mistakes, changes, notes } }
  })
  await client.query(
    `UPDATE import_row r SET result = n.result, outcome = n.outcome
     FROM jsonb_to_recordset($2::jsonb) AS n (ord int, result text, outcome jsonb) WHERE r.import_id = $1 AND r.ord = n.ord`,
    [importId, JSON.stringify(lines)],
  )
  await client.query('UPDATE import_job SET done = done + $2, touched_at = clock_timestamp() WHERE id = $1', [
    importId,
    lines.length,
  ])
}

/** The next row was refused by single entry alone, too: that is its result. */
async function settleRefused(client: Client, job: Job, problem: Problem): Promise<void> {
  const now = await readJob(client, job.id, 'FOR UPDATE')
  if (now?.status !== 'writing') return
  const waiting = await waitingRows(client, job.id, 1)
  const [first] = waiting
  if (first === undefined) return
  const row = rowOf(job, first)
  const one = mistaken([row.mistake('name', problem.code, problemText(problem.code))])
  await settle(client, job.id, waiting, [{ ...one, result: 'mistake' }])
}

async function finish(client: Client, importId: string): Promise<boolean> {
  await client.query(
    `UPDATE import_job SET status = 'done', touched_at = clock_timestamp(),
       finished_at = (SELECT date_trunc('milliseconds', coalesce(stands_at, clock_timestamp())) FROM clock WHERE id = 1)
     WHERE id = $1 AND status = 'writing'`,
    [importId],
  )
  return false
}

/** Confirms what was previewed, by its hash: rows that write nothing have their result at once. False: it is no longer so. */
export async function confirmImport(
  client: Client,
  job: Job,
  previewHash: string,
  at: string,
): Promise<boolean> {
  if (job.previewHash !== previewHash) return false
  if (job.status === 'writing' || job.status === 'done') return true
  if (job.status !== 'previewed') return false
  const { rowCount } = await client.query(
    `UPDATE import_row SET result = fate WHERE import_id = $1 AND fate NOT IN ('new', 'changed')`,
    [job.id],
  )
  await client.query(
    `UPDATE import_job SET status = 'writing', confirmed_at = $2, done = $3, touched_at = clock_timestamp() WHERE id = $1`,
    [job.id, at, rowCount ?? 0],
  )
  return true
}

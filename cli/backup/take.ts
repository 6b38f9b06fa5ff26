// Takes a backup: the rows of one moment on two connections, the files that they name, the keys; one archive, in one pass,
// with memory that doesn't grow with it. People go on working meanwhile; nothing that the moment names is removed by the
// nightly sweeps until the archive has it.
import { createHash } from 'node:crypto'
import pg from 'pg'
import { readAnchors } from '../../activities/record/anchors.ts'
import { readClock } from '../../activities/record/clock.ts'
import { KEEP_FILES_LOCK } from '../../activities/upkeep/uploads.ts'
import { ArchiveWriter, gzipHeader } from './archive.ts'
import { fileStream, namedFiles, wholeFile } from './files.ts'
import { BEGIN, END, FORMAT, partNames } from './manifest.ts'
import type { Begin, End, Tally } from './manifest.ts'
import {
  HEADS_SOURCE,
  appliedMigrations,
  copyOut,
  openSnapshot,
  sequencesOf,
  tableSource,
} from './snapshot.ts'
import type { Snapshot } from './snapshot.ts'

/** Connections that read tables side by side: the archive is packed by one processor, a second reader keeps it busy. */
const LANES = 2
/** So many missing files are named in the manifest. */
const MOST_NAMED = 100

export interface Source {
  /** As the tables' owner. */
  readonly ownerUrl: string
  readonly documentDir: string
  /** What is kept beside the database: name and content. */
  readonly keys: ReadonlyMap<string, Buffer>
  readonly release: string
}

export interface Taken {
  readonly begin: Begin
  readonly end: End
  /** Bytes of all parts before they were packed. */
  readonly bytes: number
  readonly seconds: { readonly rows: number; readonly files: number; readonly whole: number }
}

/** Does what the file's header says; `onFirst` is called when the moment is fixed, before its rows are read. */
export async function takeBackup(
  source: Source,
  to: { readonly path: string; readonly secret: string | null },
  onFirst: () => void = () => undefined,
): Promise<Taken> {
  const started = performance.now()
  const since = (from: number): number => (performance.now() - from) / 1000
  const archive = await ArchiveWriter.create(to.path, to.secret)
  const keeping = new pg.Client({ connectionString: source.ownerUrl, application_name: 'trinh backup' })
  keeping.on('error', () => undefined)
  let snapshot: Snapshot | undefined
  try {
    await keeping.connect()
    // Before the moment: whatever it names is still there when its turn comes.
    await keeping.query('SELECT pg_advisory_lock_shared($1)', [KEEP_FILES_LOCK])
    snapshot = await openSnapshot(source.ownerUrl, LANES)
    const begin = await beginOf(snapshot, source.release)
    const beginText = JSON.stringify(begin)
    await archive.add(BEGIN, beginText)
    onFirst()
    const { tables, heads } = await addRows(archive, snapshot)
    const rows = since(started)
    const filesFrom = performance.now()
    const files = await addFiles(archive, snapshot, source.documentDir)
    const keys = await addKeys(archive, source.keys)
    const [anchor] = await readAnchors(firstOf(snapshot), { last: 1 })
    const end: End = {
      format: FORMAT,
      begin: sha256Of(beginText),
      tables,
      heads,
      anchor:
        anchor === undefined
          ? null
          : { day: anchor.day, root: anchor.root, heads: anchor.heads, keyId: anchor.keyId },
      files,
      keys,
    }
    await archive.add(END, JSON.stringify(end))
    await archive.finish()
    const seconds = { rows, files: since(filesFrom), whole: since(started) }
    return { begin, end, bytes: archive.bytes, seconds }
  } catch (error) {
    await archive.abandon()
    throw error
  } finally {
    await snapshot?.end()
    await keeping.end()
  }
}

function firstOf(snapshot: Snapshot): pg.Client {
  const [first] = snapshot.clients
  if (first === undefined) throw new Error('snapshot: without a connection')
  return first
}

function sha256Of(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function beginOf(snapshot: Snapshot, release: string): Promise<Begin> {
  const client = firstOf(snapshot)
  const clock = await readClock(client)
  const { rows } = await client.query<{ at: Date; postgres: string }>(
    "SELECT transaction_timestamp() AS at, current_setting('server_version') AS postgres",
  )
  const [row] = rows
  if (row === undefined) throw new Error('snapshot: no row')
  return {
    format: FORMAT,
    release,
    at: row.at.toISOString(),
    clock,
    postgres: row.postgres,
    migrations: await appliedMigrations(client),
    tables: snapshot.tables,
    sequences: await sequencesOf(client),
    gzip: gzipHeader(),
  }
}

/** Every table once, whichever connection is free takes the next; their parts stand between each other in the archive. */
async function addRows(
  archive: ArchiveWriter,
  snapshot: Snapshot,
): Promise<{ tables: Record<string, Tally>; heads: Tally }> {
  const waiting = [...snapshot.tables]
  const tables: Record<string, Tally> = {}
  let failed = false
  const lane = async (client: pg.Client): Promise<void> => {
    for (let table = waiting.shift(); table !== undefined && !failed; table = waiting.shift()) {
      const { name } = table
      const tally = await copyOut(client, tableSource(client, table), (part, nth) =>
        archive.add(partNames.rows(name, nth), part),
      )
      tables[name] = tally
      await archive.add(partNames.tableEnd(name), JSON.stringify(tally))
    }
  }
  const lanes = snapshot.clients.map((client) =>
    lane(client).catch((error: unknown) => {
      failed = true
      throw error
    }),
  )
  const ended = await Promise.allSettled(lanes)
  for (const one of ended) if (one.status === 'rejected') throw one.reason
  const heads = await copyOut(firstOf(snapshot), HEADS_SOURCE, (part, nth) =>
    archive.add(partNames.heads(nth), part),
  )
  return { tables, heads }
}

async function addFiles(archive: ArchiveWriter, snapshot: Snapshot, folder: string): Promise<End['files']> {
  const all = createHash('sha256')
  const missed: string[] = []
  let [count, bytes, missing] = [0, 0, 0]
  for await (const sha256 of namedFiles(firstOf(snapshot))) {
    const file = await wholeFile(folder, sha256)
    if (file === null) {
      missing += 1
      if (missed.length < MOST_NAMED) missed.push(sha256)
      continue
    }
    await archive.addStream(partNames.file(sha256), file.size, fileStream(file.path))
    all.update(`${sha256}\n`)
    count += 1
    bytes += file.size
  }
  return { count, bytes, sha256: all.digest('hex'), missing, missed }
}

async function addKeys(archive: ArchiveWriter, keys: Source['keys']): Promise<End['keys']> {
  const added: { name: string; sha256: string }[] = []
  for (const [name, content] of keys) {
    await archive.add(partNames.key(name), content)
    added.push({ name, sha256: sha256Of(content) })
  }
  return added
}

// Restores a backup: tables by the migrations of its release, rows, sequences, files, keys; everything held against what the
// archive says before the place is opened; then the migrations that came since. What fails leaves the old rows where they
// stood, or a place that says that it is unfinished.
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { MigrationError, knownMigrations, migrate } from '../../prisma/migrate.ts'
import { bytesOf, headerOf, readArchive } from './archive.ts'
import type { Part } from './archive.ts'
import { BackupError, DamagedError } from './fault.ts'
import { putFile } from './files.ts'
import { Loader } from './load.ts'
import {
  BEGIN,
  END,
  MOST_MANIFEST_BYTES,
  PART_BYTES,
  namedPart,
  readBegin,
  readEnd,
  readTally,
} from './manifest.ts'
import type { Begin, End, Tally } from './manifest.ts'
import { preparePlace } from './place.ts'
import type { Place } from './place.ts'
import { HEADS_SOURCE, copyOut } from './snapshot.ts'

/** A row of COPY text may make its part longer than usual. */
const MOST_PART_BYTES = 1024 * 1024 * 1024
const MOST_KEY_BYTES = 1024 * 1024

/** Where the parts of an archive go as they are read. */
interface Taker {
  begin(begin: Begin): Promise<void>
  rows(table: string, part: Part): Promise<void>
  tableEnd(table: string, tally: Tally): Promise<void>
  file(sha256: string, part: Part): Promise<void>
  key(name: string, content: Buffer): Promise<void>
}

export interface Read {
  readonly begin: Begin
  readonly end: End
}

const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** Reads a whole archive into a taker and holds everything against its beginning and its end. */
async function readInto(path: string, secret: string | null, taker: Taker): Promise<Read> {
  const header = await headerOf(path)
  let begin: Begin | undefined
  let end: End | undefined
  let beginHash = ''
  const heads = createHash('sha256')
  const files = createHash('sha256')
  const [tallies, keys] = [new Map<string, Tally>(), new Map<string, string>()]
  let fileCount = 0
  await readArchive(path, secret, async (part) => {
    const named = namedPart(part.name)
    if (end !== undefined) throw new DamagedError(`${part.name}: stands after the end`)
    if ((named.kind === 'begin') !== (begin === undefined))
      throw new DamagedError(`${part.name}: not in its place`)
    if (named.kind === 'begin') {
      const bytes = await bytesOf(part, MOST_MANIFEST_BYTES)
      beginHash = sha256Of(bytes)
      begin = readBegin(bytes)
      if (header !== null && header !== begin.gzip)
        throw new DamagedError(`${path}: its first bytes were altered`)
      await taker.begin(begin)
    } else if (named.kind === 'rows') await taker.rows(named.table, part)
    else if (named.kind === 'tableEnd') {
      const tally = readTally(part.name, await bytesOf(part, PART_BYTES))
      tallies.set(named.table, tally)
      await taker.tableEnd(named.table, tally)
    } else if (named.kind === 'heads') heads.update(await bytesOf(part, MOST_PART_BYTES))
    else if (named.kind === 'file') {
      files.update(`${named.sha256}\n`)
      fileCount += 1
      await taker.file(named.sha256, part)
    } else if (named.kind === 'key') {
      const content = await bytesOf(part, MOST_KEY_BYTES)
      keys.set(named.name, sha256Of(content))
      await taker.key(named.name, content)
    } else end = readEnd(await bytesOf(part, MOST_MANIFEST_BYTES))
  })
  if (begin === undefined) throw new DamagedError(`${path}: cut off before ${BEGIN}`)
  if (end === undefined) throw new DamagedError(`${path}: cut off before ${END}`)
  const found = {
    begin: beginHash,
    heads: heads.digest('hex'),
    files: files.digest('hex'),
    fileCount,
    keys,
    tallies,
  }
  holdAgainst(path, begin, end, found)
  return { begin, end }
}

function holdAgainst(
  path: string,
  begin: Begin,
  end: End,
  found: {
    readonly begin: string
    readonly heads: string
    readonly files: string
    readonly fileCount: number
    readonly keys: ReadonlyMap<string, string>
    readonly tallies: ReadonlyMap<string, Tally>
  },
): void {
  const damaged = (what: string): never => {
    throw new DamagedError(`${path}: ${what}: not what ${END} says`)
  }
  if (end.begin !== found.begin) damaged(BEGIN)
  for (const { name } of begin.tables) {
    const [said, tally] = [end.tables[name], found.tallies.get(name)]
    if (said === undefined || tally?.sha256 !== said.sha256 || tally.rows !== said.rows)
      damaged(`tables/${name}`)
  }
  if (found.heads !== end.heads.sha256) damaged('heads')
  if (found.files !== end.files.sha256 || found.fileCount !== end.files.count) damaged('files')
  for (const { name, sha256 } of end.keys) if (found.keys.get(name) !== sha256) damaged(`keys/${name}`)
}

/** Reads a whole archive without writing anything; gives what it says, or throws the DamagedError of what is wrong. */
export async function checkArchive(path: string, secret: string | null): Promise<Read> {
  const hashes = new Map<string, ReturnType<typeof createHash>>()
  return readInto(path, secret, {
    begin: async () => undefined,
    rows: async (table, part) => {
      const hash = hashes.get(table) ?? createHash('sha256')
      hashes.set(table, hash)
      for await (const piece of part.body) hash.update(piece)
    },
    tableEnd: async (table, tally) => {
      const hash = hashes.get(table) ?? createHash('sha256')
      if (hash.digest('hex') !== tally.sha256)
        throw new DamagedError(`tables/${table}: its rows are not those of its end`)
    },
    file: async (sha256, part) => {
      const hash = createHash('sha256')
      for await (const piece of part.body) hash.update(piece)
      if (hash.digest('hex') !== sha256)
        throw new DamagedError(`${part.name}: its bytes are not those of its hash`)
    },
    key: async () => undefined,
  })
}

export interface Target {
  readonly ownerUrl: string
  readonly documentDir: string
  /** Puts a key where the instance looks for it. */
  readonly putKey: (name: string, content: Buffer) => Promise<void>
}

export interface Restored extends Read {
  /** Migrations that came since the backup's release and were applied now. */
  readonly migrated: readonly string[]
  /** The schema in which the rows of before are kept. */
  readonly kept: string | null
  readonly seconds: { readonly rows: number; readonly files: number; readonly whole: number }
}

/** Does what the file's header says. With `replace` what stands there is laid aside, after the archive was read once. */
export async function restoreBackup(
  target: Target,
  source: { readonly path: string; readonly secret: string | null },
  options: { readonly replace: boolean },
): Promise<Restored> {
  const started = performance.now()
  // Nothing is touched for an archive that isn't whole: the old rows go out of use only for a good one.
  if (options.replace) await checkArchive(source.path, source.secret)
  const place = await preparePlace(target.ownerUrl, { replace: options.replace, from: source.path })
  try {
    return await fill(place, target, source, started)
  } catch (error) {
    await place.giveBack()
    if (error instanceof MigrationError) throw new BackupError(error.message, { cause: error })
    throw error
  } finally {
    await place.release()
  }
}

async function fill(
  place: Place,
  target: Target,
  source: { readonly path: string; readonly secret: string | null },
  started: number,
): Promise<Restored> {
  const { client, kept } = place
  let loader: Loader | undefined
  const loaded = (): Loader => {
    if (loader === undefined) throw new DamagedError(`${source.path}: rows before ${BEGIN}`)
    return loader
  }
  let [filesFrom, rowsTo] = [0, 0]
  const keys = new Map<string, Buffer>()
  try {
    const read = await readInto(source.path, source.secret, {
      begin: async (begin) => {
        await makeTables(target.ownerUrl, begin)
        loader = await Loader.begin(client, target.ownerUrl, begin)
      },
      rows: async (table, part) => loaded().rows(table, await bytesOf(part, MOST_PART_BYTES)),
      tableEnd: (table, tally) => loaded().tableEnd(table, tally),
      file: async (sha256, part) => {
        if (filesFrom === 0) filesFrom = performance.now()
        await putFile(target.documentDir, sha256, part)
        rowsTo = performance.now()
      },
      key: async (name, content) => {
        keys.set(name, content)
      },
    })
    const files = filesFrom === 0 ? 0 : (rowsTo - filesFrom) / 1000
    await loaded().end(client)
    await setSequences(client, read.begin)
    await compareHeads(client, read.end)
    const migrated = await migrate(target.ownerUrl)
    for (const [name, content] of keys) await target.putKey(name, content)
    await place.open()
    const whole = (performance.now() - started) / 1000
    return { ...read, migrated, kept, seconds: { rows: whole - files, files, whole } }
  } finally {
    await loader?.close()
  }
}

/** The tables as the backup's release had them; refuses one that this release doesn't know. */
async function makeTables(ownerUrl: string, begin: Begin): Promise<void> {
  const known = new Map(knownMigrations().map(({ name, checksum }) => [name, checksum]))
  const strange = begin.migrations.filter(({ name, checksum }) => known.get(name) !== checksum)
  if (strange.length > 0) {
    const names = strange.map(({ name }) => name).join(', ')
    throw new BackupError(
      `the backup is of release ${begin.release}, whose tables this release doesn't know (${names}): restore it with that release or a newer one`,
    )
  }
  await migrate(ownerUrl, undefined, new Set(begin.migrations.map(({ name }) => name)))
}

async function setSequences(client: pg.Client, begin: Begin): Promise<void> {
  for (const { name, value, called } of begin.sequences) {
    await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [
      client.escapeIdentifier(name),
      value,
      called,
    ])
  }
}

/** Reads the heads of all chains out of the restored rows: through the new indexes, in the archive's order. */
async function compareHeads(client: pg.Client, end: End): Promise<void> {
  const found = await copyOut(client, HEADS_SOURCE, async () => undefined)
  if (found.sha256 !== end.heads.sha256)
    throw new DamagedError(
      `heads: the restored chains end otherwise (${found.rows} chains, ${end.heads.rows} said)`,
    )
}

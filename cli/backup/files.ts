// The files that a moment's rows name, the same that no sweep may remove: read and written under their hash, and never taken or given back with other bytes than it says.
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { FILE_COLUMNS } from '../../activities/upkeep/uploads.ts'
import { hashOfFile, incomingFolder, pathOf } from '../../api/documents.ts'
import { DamagedError } from './fault.ts'
import type { Part } from './archive.ts'

const FETCH = 1_000

/** Rows that name files, as far as the moment's tables have them: a backup may be taken before the migrations of this release. */
async function namedSql(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ column: string }>(
    `SELECT table_name || '.' || column_name AS column FROM information_schema.columns WHERE table_schema = current_schema()`,
  )
  const there = new Set(rows.map(({ column }) => column))
  const when = (kept: string): string =>
    kept.includes('erased_at') && !there.has('paper.erased_at') ? 'true' : kept
  const parts = FILE_COLUMNS.filter(([table, column]) => there.has(`${table}.${column}`)).map(
    ([table, column, kept]) =>
      `SELECT t.${column} COLLATE "C" AS sha256 FROM ${table} t WHERE t.${column} IS NOT NULL AND ${when(kept)}`,
  )
  return parts.length === 0 ? null : parts.join(' UNION ')
}

/** The hashes of all files that the moment names, each once, in order; inside the snapshot's transaction. */
export async function* namedFiles(client: pg.Client): AsyncGenerator<string> {
  const named = await namedSql(client)
  if (named === null) return
  await client.query(`DECLARE named NO SCROLL CURSOR FOR ${named} ORDER BY 1`)
  for (let more = true; more; ) {
    const { rows } = await client.query<{ sha256: string }>(`FETCH ${FETCH} FROM named`)
    for (const { sha256 } of rows) yield sha256
    more = rows.length === FETCH
  }
  await client.query('CLOSE named')
}

/** A file of the folder that is whole: where it stands and its size; null where it isn't there or its bytes are others. */
export async function wholeFile(
  folder: string,
  sha256: string,
): Promise<{ path: string; size: number } | null> {
  const path = pathOf(folder, sha256)
  try {
    const { size } = await stat(path)
    return (await hashOfFile(path)) === sha256 ? { path, size } : null
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** A file as a stream. */
export const fileStream = (path: string): ReturnType<typeof createReadStream> => createReadStream(path)

/** Writes a part under its hash, whole or not at all; throws DamagedError where its bytes are others. */
export async function putFile(folder: string, sha256: string, part: Part): Promise<void> {
  const incoming = incomingFolder(folder)
  await mkdir(incoming, { recursive: true })
  const arriving = join(incoming, randomUUID())
  const hash = createHash('sha256')
  try {
    await pipeline(
      part.body,
      async function* (pieces: AsyncIterable<Buffer>) {
        for await (const piece of pieces) {
          hash.update(piece)
          yield piece
        }
      },
      createWriteStream(arriving, { mode: 0o600, flush: true }),
    )
    if (hash.digest('hex') !== sha256)
      throw new DamagedError(`${part.name}: its bytes are not those of its hash`)
    const place = pathOf(folder, sha256)
    await mkdir(dirname(place), { recursive: true })
    await rename(arriving, place)
    await sync(dirname(place))
  } finally {
    await rm(arriving, { force: true })
  }
}

async function sync(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync()
  await handle.close()
}

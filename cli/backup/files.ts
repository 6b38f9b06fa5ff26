// The files that a moment's rows name: found by the columns that hold a file's SHA-256, read and written under their hash,
// and never taken or given back with other bytes than it says.
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { hashOfFile, incomingFolder, pathOf } from '../../api/documents.ts'
import { DamagedError } from './fault.ts'
import type { Part } from './archive.ts'

const FETCH = 1_000

// A table that keeps the bytes themselves needs no file.
const COLUMNS = `SELECT c.table_name, c.column_name FROM information_schema.columns c
  JOIN information_schema.tables t USING (table_schema, table_name)
  WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.data_type = 'text'
    AND (c.column_name = 'sha256' OR c.column_name LIKE '%\\_sha256') AND c.column_name <> 'data_sha256'
    AND NOT EXISTS (SELECT 1 FROM information_schema.columns b WHERE b.table_schema = c.table_schema
      AND b.table_name = c.table_name AND b.data_type = 'bytea')
  ORDER BY 1, 2`

/** The hashes of all files that the moment names, each once, in order; inside the snapshot's transaction. */
export async function* namedFiles(client: pg.Client): AsyncGenerator<string> {
  const { rows: columns } = await client.query<{ table_name: string; column_name: string }>(COLUMNS)
  if (columns.length === 0) return
  const parts = columns.map(({ table_name: table, column_name: column }) => {
    const name = client.escapeIdentifier(column)
    return `SELECT ${name} COLLATE "C" AS sha256 FROM ${client.escapeIdentifier(table)} WHERE ${name} ~ '^[0-9a-f]{64}$'`
  })
  await client.query(`DECLARE named NO SCROLL CURSOR FOR ${parts.join(' UNION ')} ORDER BY 1`)
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

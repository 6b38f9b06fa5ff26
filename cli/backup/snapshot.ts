// One moment of the database, held by as many connections as wanted: all see the rows that one of them saw first. Tables are
// read as COPY text, whose bytes are the same wherever the same rows stand in the same order.
import { createHash } from 'node:crypto'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { PART_BYTES } from './manifest.ts'
import type { Begin, Tally } from './manifest.ts'

/** Tables that belong to the running of migrations and restores, not to the record. */
export const NOT_COPIED: readonly string[] = ['_prisma_migrations', 'restore_unfinished']

/** Everything that changes how a value is written as text. */
const SETTINGS = `SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0;
  SET timezone = 'UTC'; SET datestyle = 'ISO, MDY'; SET intervalstyle = 'postgres'; SET bytea_output = 'hex';
  SET extra_float_digits = 1; SET synchronize_seqscans = off; SET client_encoding = 'UTF8'`

const HEADS = `SELECT chain_id, seq, hash FROM (
    SELECT 'dossier/' || id AS chain_id, head_seq AS seq, head_hash AS hash FROM dossier
    UNION ALL SELECT chain_id, seq, hash FROM chain_head WHERE seq > 0) h ORDER BY chain_id COLLATE "C"`

/** A connection on which values read the same everywhere. */
export async function plainClient(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, application_name: 'trinh backup' })
  // Whoever uses it hears of it from his query.
  client.on('error', () => undefined)
  await client.connect()
  await client.query(SETTINGS)
  return client
}

/** The tables that are copied, the largest first, each with its columns in order. */
export async function tablesOf(client: pg.Client): Promise<Begin['tables']> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> ALL($1)
     GROUP BY c.oid, c.relname ORDER BY pg_table_size(c.oid) DESC, c.relname`,
    [NOT_COPIED],
  )
  return rows
}

/** The sequences with where each stands. They stand outside transactions: read after the snapshot, never behind its rows. */
export async function sequencesOf(client: pg.Client): Promise<Begin['sequences']> {
  const { rows } = await client.query<{ name: string; value: string | null; start: string }>(
    `SELECT sequencename AS name, last_value::text AS value, start_value::text AS start FROM pg_sequences
     WHERE schemaname = current_schema() ORDER BY 1`,
  )
  return rows.map(({ name, value, start }) => ({ name, value: value ?? start, called: value !== null }))
}

/** A moment that several connections read. */
export interface Snapshot {
  /** The first connection's transaction holds the moment. */
  readonly clients: readonly pg.Client[]
  readonly tables: Begin['tables']
  end(): Promise<void>
}

/** Takes a moment: locks the tables against being changed in shape, then opens `lanes` connections on one snapshot. */
export async function openSnapshot(ownerUrl: string, lanes: number): Promise<Snapshot> {
  const clients: pg.Client[] = []
  const end = async (): Promise<void> => {
    await Promise.allSettled(clients.map((client) => client.end()))
  }
  try {
    const first = await plainClient(ownerUrl)
    clients.push(first)
    const tables = await tablesOf(first)
    const names = [...tables.map(({ name }) => name), '_prisma_migrations'].map((name) =>
      first.escapeIdentifier(name),
    )
    await first.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
    await first.query(`LOCK TABLE ${names.join(', ')} IN ACCESS SHARE MODE`)
    const { rows } = await first.query<{ id: string }>('SELECT pg_export_snapshot() AS id')
    for (let lane = 1; lane < lanes; lane += 1) {
      const client = await plainClient(ownerUrl)
      clients.push(client)
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
      await client.query(`SET TRANSACTION SNAPSHOT ${client.escapeLiteral(rows[0]?.id ?? '')}`)
    }
    return { clients, tables, end }
  } catch (error) {
    await end()
    throw error
  }
}

/** Reads rows as COPY text in parts of bounded size; gives what they add up to. */
export async function copyOut(
  client: pg.Client,
  source: string,
  take: (part: Buffer, nth: number) => Promise<void>,
): Promise<Tally> {
  const stream = client.query(copyTo(`COPY ${source} TO STDOUT`))
  const hash = createHash('sha256')
  let held: Buffer[] = []
  let size = 0
  let bytes = 0
  let nth = 0
  const pass = async (): Promise<void> => {
    nth += 1
    const part = Buffer.concat(held)
    held = []
    size = 0
    hash.update(part)
    bytes += part.length
    await take(part, nth)
  }
  for await (const piece of stream as AsyncIterable<Buffer>) {
    held.push(piece)
    size += piece.length
    if (size >= PART_BYTES) await pass()
  }
  if (size > 0) await pass()
  return { rows: stream.rowCount, bytes, sha256: hash.digest('hex') }
}

/** What COPY is told to read of a table. */
export function tableSource(client: pg.Client, { name, columns }: Begin['tables'][number]): string {
  return `${client.escapeIdentifier(name)} (${columns.map((column) => client.escapeIdentifier(column)).join(', ')})`
}

/** What COPY is told to read for the heads of all chains. */
export const HEADS_SOURCE = `(${HEADS})`

/** The applied migrations with their checksums. */
export async function appliedMigrations(client: pg.Client): Promise<Begin['migrations']> {
  const { rows } = await client.query<Begin['migrations'][number]>(
    `SELECT migration_name AS name, checksum FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1`,
  )
  return rows
}

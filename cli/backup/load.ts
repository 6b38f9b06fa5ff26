// Fills the tables of a place from the parts of an archive as they come: several tables at once, each on a connection of its
// own, its indexes built as soon as it has its rows. What a table then holds is held against what the archive says of it.
import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { CopyStreamQuery } from 'pg-copy-streams'
import { DamagedError, textOf } from './fault.ts'
import type { Begin, Tally } from './manifest.ts'
import { strip } from './shape.ts'
import type { Stripped } from './shape.ts'
import { plainClient, tableSource } from './snapshot.ts'

/** One more than tables come at once: the next begins while another's indexes are being built. */
const CONNECTIONS = 3
const SETTINGS = `SET synchronous_commit = off; SET maintenance_work_mem = '256MB'; SET max_parallel_maintenance_workers = 1`

interface Filling {
  readonly client: pg.Client
  readonly stream: CopyStreamQuery
  readonly ended: Promise<void>
  readonly hash: Hash
  bytes: number
}

export class Loader {
  private readonly ownerUrl: string
  private readonly tables: ReadonlyMap<string, Begin['tables'][number]>
  private readonly stripped: Stripped
  private readonly filling = new Map<string, Filling>()
  private readonly idle: pg.Client[] = []
  private readonly all: pg.Client[] = []
  private readonly finishing = new Set<Promise<void>>()
  private readonly tallies = new Map<string, Tally>()
  private failure: Error | undefined

  private constructor(ownerUrl: string, begin: Begin, stripped: Stripped) {
    this.ownerUrl = ownerUrl
    this.tables = new Map(begin.tables.map((table) => [table.name, table]))
    this.stripped = stripped
  }

  /** Prepares the tables, which must be there and of the archive's shape. */
  static async begin(client: pg.Client, ownerUrl: string, begin: Begin): Promise<Loader> {
    return new Loader(
      ownerUrl,
      begin,
      await strip(
        client,
        begin.tables.map(({ name }) => name),
      ),
    )
  }

  /** Takes the next rows of a table. */
  async rows(table: string, part: Buffer): Promise<void> {
    const filling = this.filling.get(table) ?? (await this.start(table))
    filling.hash.update(part)
    filling.bytes += part.length
    if (!filling.stream.write(part)) await Promise.race([once(filling.stream, 'drain'), filling.ended])
    if (this.failure !== undefined) throw this.failure
  }

  /** A table has all its rows: checks them, then builds its indexes beside whatever comes next. */
  async tableEnd(table: string, said: Tally): Promise<void> {
    const filling = this.filling.get(table) ?? (await this.start(table))
    filling.stream.end()
    await filling.ended
    const found: Tally = {
      rows: filling.stream.rowCount,
      bytes: filling.bytes,
      sha256: filling.hash.digest('hex'),
    }
    if (found.rows !== said.rows || found.sha256 !== said.sha256)
      throw new DamagedError(
        `tables/${table}: its rows are not those of its end (${found.rows} rows, ${said.rows} said)`,
      )
    this.filling.delete(table)
    this.tallies.set(table, found)
    const work = this.finish(table, filling.client).catch((error: unknown) => {
      this.failure ??= new DamagedError(`tables/${table}: ${textOf(error)}`, { cause: error })
    })
    this.finishing.add(work)
    void work.then(() => this.finishing.delete(work))
  }

  /** All parts have come: waits for the last indexes, then makes the foreign keys. Gives what every table holds. */
  async end(client: pg.Client): Promise<ReadonlyMap<string, Tally>> {
    await Promise.all(this.finishing)
    if (this.failure !== undefined) throw this.failure
    const [open] = this.filling.keys()
    const missing = open ?? [...this.tables.keys()].find((table) => !this.tallies.has(table))
    if (missing !== undefined) throw new DamagedError(`tables/${missing}: its end is missing`)
    for (const statement of this.stripped.last) await client.query(statement)
    return this.tallies
  }

  /** Ends all connections, whatever they are doing. */
  async close(): Promise<void> {
    for (const { stream } of this.filling.values()) stream.destroy()
    await Promise.allSettled(this.all.map((client) => client.end()))
    await Promise.allSettled(this.finishing)
  }

  private async start(table: string): Promise<Filling> {
    const known = this.tables.get(table)
    if (known === undefined)
      throw new DamagedError(`tables/${table}: the archive's beginning names no such table`)
    if (this.tallies.has(table)) throw new DamagedError(`tables/${table}: comes twice`)
    const client = await this.connection()
    await client.query('BEGIN')
    // Emptied in the transaction that fills it: what migrations put there goes, and rows may be frozen at once.
    await client.query(`TRUNCATE ${client.escapeIdentifier(table)}`)
    const stream = client.query(copyFrom(`COPY ${tableSource(client, known)} FROM STDIN WITH (FREEZE)`))
    const ended = finished(stream).catch((cause: unknown) => {
      throw new DamagedError(`tables/${table}: ${textOf(cause)}`, { cause })
    })
    // Whoever finishes the table hears of a failure; until then it must not count as unheard.
    ended.catch(() => undefined)
    const filling: Filling = { client, stream, ended, hash: createHash('sha256'), bytes: 0 }
    this.filling.set(table, filling)
    return filling
  }

  private async connection(): Promise<pg.Client> {
    while (this.idle.length === 0 && this.all.length >= CONNECTIONS && this.finishing.size > 0)
      await Promise.race(this.finishing)
    const idle = this.idle.pop()
    if (idle !== undefined) return idle
    const client = await plainClient(this.ownerUrl)
    this.all.push(client)
    await client.query(SETTINGS)
    return client
  }

  private async finish(table: string, client: pg.Client): Promise<void> {
    for (const statement of this.stripped.finishing.get(table) ?? []) await client.query(statement)
    await client.query('COMMIT')
    await analyse(client, table)
    this.idle.push(client)
  }
}

/** Statistics of all columns but documents: of those the planner asks nothing, and to read them costs more than all others. */
async function analyse(client: pg.Client, table: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped
       AND atttypid <> 'jsonb'::regtype ORDER BY attnum`,
    [client.escapeIdentifier(table)],
  )
  const columns = rows.map(({ name }) => client.escapeIdentifier(name)).join(', ')
  await client.query(`ANALYZE ${client.escapeIdentifier(table)} (${columns})`)
}

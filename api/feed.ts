// Hears which dossiers changed (PostgreSQL LISTEN, one connection a process), reads for all listeners at once what these
// dossiers are and whom they concern, and tells them. A hint only: what is missed while the connection is away is made
// good by `lost`, which asks listeners to read again.
import pg from 'pg'
import type { Logger } from 'pino'
import { NOTICED_CHANNEL } from '../activities/notices/channel.ts'
import type { Pool } from '../activities/pool.ts'
import { CHANGED_CHANNEL } from '../activities/record/changes.ts'
import { CONCERNED } from './scope.ts'
import type { Concerned } from './scope.ts'

/** A dossier that changed, as far as a screen needs it to know that it must read again. */
export interface Changed extends Concerned {
  readonly id: string
  readonly version: number
  readonly status: string
  readonly step: string
}

export interface FeedListener {
  readonly changed: (dossiers: readonly Changed[]) => void
  /** The list of news of some persons grew. */
  readonly noticed: (personIds: ReadonlySet<string>) => void
  /** Changes may have been missed. */
  readonly lost: () => void
  /** The process stops. */
  readonly closed: () => void
}

export interface ChangeFeed {
  /** Listens until the returned function is called. */
  listen(listener: FeedListener): () => void
  close(): Promise<void>
}

/** How long changes are gathered before they are read, in milliseconds. */
const GATHER_MS = 200
/** How long to wait before connecting again, in milliseconds. */
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 10_000

/** A feed over a connection of its own, opened at the first listener and kept open from then on. */
export function createFeed(connectionString: string, pool: Pool, log: Logger): ChangeFeed {
  return new PostgresFeed(connectionString, pool, log)
}

class PostgresFeed implements ChangeFeed {
  private readonly connectionString: string
  private readonly pool: Pool
  private readonly log: Logger
  private readonly listeners = new Set<FeedListener>()
  private readonly gathered = new Set<string>()
  private client: pg.Client | null = null
  private reconnect: NodeJS.Timeout | null = null
  private reading: NodeJS.Timeout | null = null
  private pause = FIRST_PAUSE_MS
  private closed = false

  constructor(connectionString: string, pool: Pool, log: Logger) {
    this.connectionString = connectionString
    this.pool = pool
    this.log = log
  }

  listen(listener: FeedListener): () => void {
    this.listeners.add(listener)
    if (this.client === null && this.reconnect === null) void this.connect()
    return () => this.listeners.delete(listener)
  }

  async close(): Promise<void> {
    this.closed = true
    for (const listener of [...this.listeners]) listener.closed()
    this.listeners.clear()
    if (this.reconnect !== null) clearTimeout(this.reconnect)
    if (this.reading !== null) clearTimeout(this.reading)
    await this.client?.end()
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.connectionString, keepAlive: true })
    this.client = client
    this.reconnect = null
    client.on('notification', ({ channel, payload }) => {
      if (channel === NOTICED_CHANNEL) this.notice(payload ?? '')
      else this.gather(payload ?? '')
    })
    client.on('error', (error) => this.log.warn({ error: error.message }, 'the feed lost its connection'))
    client.on('end', () => this.again(client))
    try {
      await client.connect()
      await client.query(`LISTEN ${CHANGED_CHANNEL}; LISTEN ${NOTICED_CHANNEL}`)
      this.pause = FIRST_PAUSE_MS
      this.tellLost()
    } catch (error) {
      this.log.warn(
        { error: String(error instanceof Error ? error.message : error) },
        'the feed cannot connect',
      )
      this.again(client)
    }
  }

  private again(client: pg.Client): void {
    if (this.closed || this.client !== client) return
    this.client = null
    this.reconnect = setTimeout(() => void this.connect(), this.pause)
    this.pause = Math.min(LONGEST_PAUSE_MS, this.pause * 2)
  }

  private notice(personIds: string): void {
    const ids = new Set(personIds.split(','))
    for (const listener of this.listeners) listener.noticed(ids)
  }

  private gather(dossierId: string): void {
    if (this.listeners.size === 0) return
    this.gathered.add(dossierId)
    this.reading ??= setTimeout(() => void this.read(), GATHER_MS)
  }

  private async read(): Promise<void> {
    const ids = [...this.gathered]
    this.gathered.clear()
    this.reading = null
    try {
      const { rows } = await this.pool.query<Changed>({
        name: 'feed',
        text: `SELECT d.id, d.version, d.status, d.step, ${CONCERNED} FROM dossier d WHERE d.id = ANY($1)`,
        values: [ids],
      })
      for (const listener of this.listeners) listener.changed(rows)
    } catch (error) {
      this.log.warn({ error: String(error instanceof Error ? error.message : error) }, 'the feed cannot read')
      this.tellLost()
    }
  }

  private tellLost(): void {
    for (const listener of this.listeners) listener.lost()
  }
}

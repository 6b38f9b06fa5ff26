// Hears which dossiers changed (PostgreSQL LISTEN, one connection a process) and tells whoever listens here. A hint only:
// what is missed while the connection is away is made good by `lost`, which asks listeners to read again.
import pg from 'pg'
import type { Logger } from 'pino'
import { CHANGED_CHANNEL } from '../activities/record/changes.ts'

export interface FeedListener {
  /** A dossier changed. */
  readonly changed: (dossierId: string) => void
  /** Changes may have been missed. */
  readonly lost: () => void
}

export interface ChangeFeed {
  /** Listens until the returned function is called. */
  listen(listener: FeedListener): () => void
  close(): Promise<void>
}

/** How long to wait before connecting again, in milliseconds. */
const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 10_000

/** A feed over a connection of its own, opened at the first listener and kept open from then on. */
export function createFeed(connectionString: string, log: Logger): ChangeFeed {
  return new PostgresFeed(connectionString, log)
}

class PostgresFeed implements ChangeFeed {
  private readonly connectionString: string
  private readonly log: Logger
  private readonly listeners = new Set<FeedListener>()
  private client: pg.Client | null = null
  private timer: NodeJS.Timeout | null = null
  private pause = FIRST_PAUSE_MS
  private closed = false

  constructor(connectionString: string, log: Logger) {
    this.connectionString = connectionString
    this.log = log
  }

  listen(listener: FeedListener): () => void {
    this.listeners.add(listener)
    if (this.client === null && this.timer === null) void this.connect()
    return () => this.listeners.delete(listener)
  }

  async close(): Promise<void> {
    this.closed = true
    this.listeners.clear()
    if (this.timer !== null) clearTimeout(this.timer)
    await this.client?.end()
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.connectionString, keepAlive: true })
    this.client = client
    this.timer = null
    client.on('notification', ({ payload }) => {
      if (payload !== undefined) for (const listener of this.listeners) listener.changed(payload)
    })
    client.on('error', (error) => this.log.warn({ error: error.message }, 'the feed lost its connection'))
    client.on('end', () => this.again(client))
    try {
      await client.connect()
      await client.query(`LISTEN ${CHANGED_CHANNEL}`)
      this.pause = FIRST_PAUSE_MS
      for (const listener of this.listeners) listener.lost()
    } catch (error) {
      this.log.warn(
        { error: error instanceof Error ? error.message : String(error) },
        'the feed cannot connect',
      )
      this.again(client)
    }
  }

  private again(client: pg.Client): void {
    if (this.closed || this.client !== client) return
    this.client = null
    this.timer = setTimeout(() => void this.connect(), this.pause)
    this.pause = Math.min(LONGEST_PAUSE_MS, this.pause * 2)
  }
}

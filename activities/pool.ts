// The one door to PostgreSQL: a pool of connections for all SQL, and the Prisma client over that same pool for the
// administrative nouns (docs/adr says why both). Tells an outage, which is tried again, from a bug, which is not.
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from '../prisma/generated/client.ts'

export type Pool = pg.Pool
export type Client = pg.PoolClient
/** Anything that a single statement can be sent to. */
export type Queryable = Pick<pg.Pool, 'query'>

export interface PoolOptions {
  readonly connectionString: string
  /** Most connections held at once. */
  readonly max?: number
  /** Shown in pg_stat_activity. */
  readonly name?: string
  /** A statement that runs longer is ended; 0 for tools that read everything. Milliseconds. */
  readonly statementTimeoutMs?: number
  /** How long a connection may take to be had; for tools that keep their own process busy. Milliseconds. */
  readonly connectTimeoutMs?: number
  /** How long a statement waits for somebody else's lock. Milliseconds. */
  readonly lockTimeoutMs?: number
  /** How long a transaction may wait for this process to go on with it. Milliseconds. */
  readonly idleInTransactionMs?: number
  /** Told of connections that break; they are replaced by themselves. */
  readonly onConnectionError?: (error: Error) => void
}

/** Shorter than the limit of the activity that commits (5 s), so that a waiting lock is given up by us, not over us. */
export const STATEMENT_TIMEOUT_MS = 4_000
export const LOCK_TIMEOUT_MS = 2_000
const CONNECT_TIMEOUT_MS = 3_000
/** For tools that nobody waits for at a screen, on a machine that they keep busy themselves. */
export const TOOL_CONNECT_TIMEOUT_MS = 60_000
/** How long a process that stands still in the middle of a transaction may hold its locks. */
export const IDLE_IN_TRANSACTION_MS = 10_000

/** A pool whose connections send queries without waiting for the answers before them (pipelining). */
export function createPool(options: PoolOptions): Pool {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.max ?? 16,
    application_name: options.name ?? 'trinh',
    pipeline: true,
    keepAlive: true,
    connectionTimeoutMillis: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: 60_000,
    statement_timeout: options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS,
    lock_timeout: options.lockTimeoutMs ?? LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: options.idleInTransactionMs ?? IDLE_IN_TRANSACTION_MS,
  })
  const onError = (error: Error): void => options.onConnectionError?.(error)
  // Without a listener a connection that breaks would end the process: one for those that lie idle, one for those in use
  // (whoever uses it gets the error from his query, too).
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  return pool
}

/** The Prisma client over an existing pool; ending the pool stays the caller's. */
export function createPrisma(pool: Pool): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg(pool) })
}

/** Puts the queries that `send` sends at once into one write to the socket; gives what it gives. */
export function together<T>(client: Client, send: () => T): T {
  const { stream } = client.connection
  stream.cork()
  try {
    return send()
  } finally {
    stream.uncork()
  }
}

/** Runs the work in one transaction; rolls back and frees the connection whatever it throws. */
export async function inTransaction<T>(pool: Pool, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    broken = await rollback(client)
    throw error
  } finally {
    client.release(broken)
  }
}

/** Rolls back; gives the error when the connection itself is broken and must not be used again. */
export async function rollback(client: Client): Promise<Error | undefined> {
  try {
    await client.query('ROLLBACK')
    return undefined
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

// Classes of SQLSTATE after which the same request may succeed: connection (08), resources such as a full disk (53),
// operator or crash (57), system error (58), and single codes for conflicts between transactions.
const OUTAGE_CLASSES = ['08', '53', '57', '58']
const OUTAGE_CODES = [
  '40001', // serialization failure
  '40P01', // deadlock
  '55P03', // lock not available in time
  '25P03', // idle in transaction too long
  '25006', // read-only: a standby that is just taking over
]
const SOCKET_CODES = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]
const DRIVER_TEXTS = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error',
  'Query read timeout',
  'Client was closed and is not queryable',
  'Cannot use a pool after calling end on the pool',
]

/** Whether an error means that the database couldn't be asked or couldn't finish, so that asking again is right. */
export function isOutage(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isOutage)
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (/^[0-9A-Z]{5}$/.test(code))
    return OUTAGE_CLASSES.includes(code.slice(0, 2)) || OUTAGE_CODES.includes(code)
  return SOCKET_CODES.includes(code) || DRIVER_TEXTS.some((text) => error.message.includes(text))
}

// Locks that a test takes in PostgreSQL to hold a commit at a known place: before it decides, or just before it writes,
// with its COMMIT already on the way behind the write.
import pg from 'pg'
import { until } from './system.ts'
import type { FaultSystem } from './system.ts'

/** A commit that waits. */
export interface Hold {
  /** Waits until so many transactions have come to the lock. */
  waiting(count?: number): Promise<void>
  /** Lets them go on. Idempotent. */
  release(): Promise<void>
}

/** Holds every transaction that is about to write: it has decided, and its write and COMMIT are sent. */
export function holdWrites(system: FaultSystem): Promise<Hold> {
  return hold(system, 'LOCK TABLE event IN SHARE MODE', "relation = 'event'::regclass")
}

/** Holds whoever is about to decide about one dossier: he has read nothing yet. */
export function holdDossier(system: FaultSystem, dossierId: string): Promise<Hold> {
  const key = `hashtextextended('dossier/' || '${dossierId}', 0)`
  return hold(system, `SELECT pg_advisory_xact_lock(${key})`, `locktype = 'advisory'`)
}

async function hold({ stack, pool }: FaultSystem, lock: string, where: string): Promise<Hold> {
  const client = new pg.Client({ connectionString: stack.databaseOwnerUrl })
  client.on('error', () => undefined)
  await client.connect()
  await client.query('BEGIN')
  await client.query(lock)
  let held = true
  return {
    waiting: async (count = 1) => {
      const text = `SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND ${where}
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
      await until(`${count} wait for the lock`, async () => {
        const { rows } = await pool.query<{ n: number }>(text)
        return (rows[0]?.n ?? 0) >= count
      })
    },
    release: async () => {
      if (!held) return
      held = false
      await client.query('COMMIT')
      await client.end()
    },
  }
}

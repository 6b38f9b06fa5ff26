// The process that makes open data anew, started for one refresh: counting, hiding and writing a whole country's files takes a
// second and more of pure computing, in which the process that serves people would answer nobody. It ends with its work, or
// with the process that asked.
import { createPool } from '../../activities/pool.ts'
import type { OpenDataSettings } from '../../config.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { refresh } from './refresh.ts'

/** What is asked of it; the only message that it reads. */
export interface Order {
  readonly connectionString: string
  readonly settings: OpenDataSettings
  /** By the real clock. */
  readonly now: Instant
}

/** Its answer: whether it was this process that made it anew, or what failed. */
export type Outcome = { readonly made: boolean } | { readonly error: string; readonly stack: string }

async function work({ connectionString, settings, now }: Order): Promise<Outcome> {
  const pool = createPool({ connectionString, max: 2, name: 'trinh open data' })
  try {
    return { made: await refresh(pool, settings, now) }
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error(String(cause))
    return { error: error.message, stack: error.stack ?? '' }
  } finally {
    await pool.end()
  }
}

// Whoever asked is gone: what is half made is rolled back with its connection.
process.once('disconnect', () => process.exit(1))
process.once('message', (order) => {
  void work(order as Order).then((outcome) => process.send?.(outcome, () => process.exit(0)))
})

// What leaves the house: loops of a worker process that take news out of the outbox, send mails and call webhooks. They hold
// nothing: every piece of work is a row, taken under a lock or a lease. One that is slow or broken holds up no other.
import type { Pool } from './pool.ts'
import { isOutage } from './pool.ts'
import { recordIncident } from './record/incidents.ts'

/** One kind of work, done again and again. */
export interface Errand {
  readonly name: string
  /** Does what waits; gives whether there may be more at once. */
  readonly run: (stopping: AbortSignal) => Promise<boolean>
}

export interface CourierOptions {
  readonly pool: Pool
  readonly errands: readonly Errand[]
  /** Pause when nothing waits, in milliseconds. */
  readonly idleMs?: number
  readonly onError?: (name: string, error: unknown) => void
}

export interface Courier {
  /** Ends the loops; what is under way is finished first. */
  stop(): Promise<void>
}

const IDLE_MS = 1_000
/** After an outage, and after a bug, which is written down: so long until it is tried again. */
const OUTAGE_MS = 2_000
const BUG_MS = 30_000

/** Starts the loops. */
export function startCourier({ pool, errands, idleMs = IDLE_MS, onError }: CourierOptions): Courier {
  const stopping = new AbortController()
  const loops = errands.map((errand) => repeat(pool, errand, idleMs, stopping.signal, onError))
  return {
    stop: async () => {
      stopping.abort()
      await Promise.all(loops)
    },
  }
}

async function repeat(
  pool: Pool,
  { name, run }: Errand,
  idleMs: number,
  stopping: AbortSignal,
  onError: CourierOptions['onError'],
): Promise<void> {
  while (!stopping.aborted) {
    try {
      if (!(await run(stopping))) await pause(idleMs, stopping)
    } catch (error) {
      onError?.(name, error)
      await noteBug(pool, name, error)
      await pause(isOutage(error) ? OUTAGE_MS : BUG_MS, stopping)
    }
  }
}

/** Writes a bug down, if the database can be reached; an outage is none. */
export async function noteBug(pool: Pool, name: string, error: unknown): Promise<void> {
  if (isOutage(error)) return
  await recordIncident(pool, error, { place: `courier.${name}`, context: {} }).catch((failed: unknown) => {
    if (!isOutage(failed)) throw failed
  })
}

/** Waits, or less when told to stop. */
export function pause(ms: number, stopping: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stopping.aborted) return resolve()
    const done = (): void => {
      clearTimeout(timer)
      stopping.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    stopping.addEventListener('abort', done)
  })
}

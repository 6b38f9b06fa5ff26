// Keeps one part of the system running: starts it, starts it again when it ends by itself, after a pause that grows
// while it keeps ending, and stops it for good when asked to.
import { setTimeout as pause } from 'node:timers/promises'
import type { Say } from '../servers/cache.ts'
import type { Ending } from '../servers/processes.ts'

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000
/** A part that lived this long had no lasting trouble: the next pause is a short one again. */
const HEALTHY_AFTER_MS = 60_000

/** A part that is running now. */
export interface Running {
  readonly pid: number
  readonly ended: Promise<Ending>
  stop(): Promise<void>
}

/** A part that is kept running until stop(). */
export interface Kept<T extends Running> {
  /** The part as it runs now; after a restart another one. */
  current(): T
  /** How often it had to be started again. */
  restarts(): number
  /** Ends it for good; waits for a start that is under way. Idempotent. */
  stop(): Promise<void>
}

/**
 * Starts a part and keeps it running. Throws when the first start fails; `start` gets what ran before, so that it can
 * take the same address again.
 */
export async function keepRunning<T extends Running>(
  name: string,
  start: (before: T | undefined) => Promise<T>,
  say: Say,
): Promise<Kept<T>> {
  let current = await start(undefined)
  let restarts = 0
  const stopping = new AbortController()

  const watch = async () => {
    let wait = FIRST_PAUSE_MS
    while (!stopping.signal.aborted) {
      const since = performance.now()
      const { code, signal } = await current.ended
      if (stopping.signal.aborted) return
      if (performance.now() - since > HEALTHY_AFTER_MS) wait = FIRST_PAUSE_MS
      say(`${name} ended by itself (${signal ?? `code ${code}`}); starting it again in ${wait / 1000} s`)
      wait = await startAgain(wait)
    }
  }

  /** Tries until it runs or we are stopped; gives the pause before the next restart. */
  const startAgain = async (firstWait: number): Promise<number> => {
    for (let wait = firstWait; ; ) {
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return wait
      wait = Math.min(wait * 2, LONGEST_PAUSE_MS)
      try {
        current = await start(current)
        restarts += 1
        say(`${name} runs again`)
        return wait
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        say(`${name} could not be started: ${reason}\n  next try in ${wait / 1000} s`)
      }
    }
  }

  const watching = watch()
  return {
    current: () => current,
    restarts: () => restarts,
    stop: async () => {
      stopping.abort()
      await current.stop()
      await watching
      // A start that was under way when we were asked to stop has put another one in its place.
      await current.stop()
    },
  }
}

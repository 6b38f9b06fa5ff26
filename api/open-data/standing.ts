// Which open data stands, for whoever asks: what is older than an hour is made anew by a process of its own, and whoever asks
// meanwhile gets what stands.
import type { Pool } from '../../activities/pool.ts'
import type { OpenDataSettings } from '../../config.ts'
import { addMs } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { realNow } from '../auth/authenticate.ts'
import type { Deps } from '../deps.ts'
import { incident } from '../faults.ts'
import { Problem } from '../problems.ts'
import { refreshElsewhere } from './elsewhere.ts'
import { readState, ruleOf } from './refresh.ts'

/** How old what stands may be, in milliseconds. */
export const FRESH_MS = 60 * 60_000
/** How long the very first asking waits, in milliseconds. */
const FIRST_WAIT_MS = 8_000
/** How soon after a failure it is tried again, in milliseconds. */
const AFTER_FAILURE_MS = 60_000

/** What this process knows of a pool's open data: a refresh under way, and when one failed. */
interface Local {
  running: Promise<boolean> | null
  failedAt: Instant | null
}
const locals = new WeakMap<Pool, Local>()

/**
 * When what stands was made; sees to it that it is made anew in time. Waits only where nothing stands yet, or what stands
 * was made by other settings: hidden cells of an older rule are not shown on. Throws `openDataNotReady`.
 */
export async function standing(deps: Deps, settings: OpenDataSettings): Promise<Instant> {
  const state = await readState(deps.pool)
  const usable = state.made_at !== null && state.rule === ruleOf(settings)
  const now = realNow()
  const due = !usable || (state.made_at?.toISOString() ?? '') <= addMs(now, -FRESH_MS)
  const refreshing = due ? inBackground(deps, settings, now) : null
  if (usable && state.made_at !== null) return state.made_at.toISOString()
  if (refreshing !== null) await within(refreshing, FIRST_WAIT_MS)
  const after = await readState(deps.pool)
  if (after.made_at === null || after.rule !== ruleOf(settings))
    throw new Problem('openDataNotReady', { retryAfterSeconds: 30 })
  return after.made_at.toISOString()
}

function inBackground(deps: Deps, settings: OpenDataSettings, now: Instant): Promise<boolean> | null {
  const local = locals.get(deps.pool) ?? { running: null, failedAt: null }
  locals.set(deps.pool, local)
  if (local.running !== null) return local.running
  if (local.failedAt !== null && local.failedAt > addMs(now, -AFTER_FAILURE_MS)) return null
  local.running = refreshElsewhere({ connectionString: connectionOf(deps.pool), settings, now })
    .catch(async (error: unknown) => {
      local.failedAt = now
      await incident(deps, error, 'open data')
      return false
    })
    .finally(() => {
      local.running = null
    })
  return local.running
}

function connectionOf({ options: { connectionString } }: Pool): string {
  if (connectionString === undefined) throw new Error('open data: a pool without an address')
  return connectionString
}

/** Waits for a promise that doesn't fail, no longer than a limit. */
async function within(promise: Promise<unknown>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([promise, limit])
  clearTimeout(timer)
}

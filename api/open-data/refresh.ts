// When open data is made: asked for and older than an hour, by a process of its own, one at a time, on one connection, in
// statements that are short. Whoever asks meanwhile gets what stands.
import { libraryOf } from '../../activities/record/cache.ts'
import type { Client, Pool } from '../../activities/pool.ts'
import type { OpenDataSettings } from '../../config.ts'
import { addMs } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { realNow } from '../auth/authenticate.ts'
import type { Deps } from '../deps.ts'
import { incident } from '../faults.ts'
import { Problem } from '../problems.ts'
import { collect } from './collect.ts'
import { refreshElsewhere } from './elsewhere.ts'
import { publishYear } from './publish.ts'

/** How old what stands may be, in milliseconds. */
export const FRESH_MS = 60 * 60_000
/** How long the very first asking waits, in milliseconds. */
const FIRST_WAIT_MS = 8_000
/** How soon after a failure it is tried again, in milliseconds. */
const AFTER_FAILURE_MS = 60_000
// Any number will do, as long as every process takes the same.
const LOCK_KEY = 7_220_141

interface State {
  readonly made_at: Date | null
  readonly rule: string | null
}

/** What this process knows of a pool's open data: a refresh under way, and when one failed. */
interface Local {
  running: Promise<boolean> | null
  failedAt: Instant | null
}
const locals = new WeakMap<Pool, Local>()

const ruleOf = ({ minimumCell, licence }: OpenDataSettings): string =>
  JSON.stringify({ minimumCell, licence })

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

async function readState(pool: Pool): Promise<State> {
  const { rows } = await pool.query<State>('SELECT made_at, rule FROM open_refresh WHERE id = 1')
  if (rows[0] === undefined) throw new Error('open_refresh: its row is not there')
  return rows[0]
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

/** Makes all that changed anew; gives whether it was this process that did. */
export async function refresh(pool: Pool, settings: OpenDataSettings, now: Instant): Promise<boolean> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [
      LOCK_KEY,
    ])
    if (rows[0]?.mine !== true) return false
    await refreshOn(client, pool, settings, now)
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK_KEY])
    return true
  } catch (error) {
    // Closed with its lock, whatever state it is in.
    broken = error instanceof Error ? error : new Error(String(error))
    throw error
  } finally {
    client.release(broken)
  }
}

async function refreshOn(
  client: Client,
  pool: Pool,
  settings: OpenDataSettings,
  now: Instant,
): Promise<void> {
  const { rows } = await client.query<State>('SELECT made_at, rule FROM open_refresh WHERE id = 1')
  const rule = ruleOf(settings)
  const whole = rows[0]?.rule !== rule
  const touched = await collect(client)
  const { rows: known } = await client.query<{ year: number }>(
    'SELECT DISTINCT year FROM open_fact ORDER BY year',
  )
  const years = whole ? known.map(({ year }) => year) : [...touched].sort()
  for (const year of years) await publishYear(client, year, { library: libraryOf(pool), settings, now })
  await client.query('UPDATE open_refresh SET made_at = $1, rule = $2 WHERE id = 1', [now, rule])
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

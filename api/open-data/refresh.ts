// Open data made anew: what changed is collected, and the years that it touches are published; one process at a time, on one
// connection, in statements that are short.
import { libraryOf } from '../../activities/record/cache.ts'
import type { Client, Pool, Queryable } from '../../activities/pool.ts'
import type { OpenDataSettings } from '../../config.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { collect } from './collect.ts'
import { publishYear } from './publish.ts'

// Any number will do, as long as every process takes the same.
const LOCK_KEY = 7_220_141

/** What stands: when it was made and by which rule; null where nothing was made yet. */
export interface State {
  readonly made_at: Date | null
  readonly rule: string | null
}

/** The settings that what is published depends on, as one word. */
export const ruleOf = ({ minimumCell, licence }: OpenDataSettings): string =>
  JSON.stringify({ minimumCell, licence })

/** What stands now. */
export async function readState(pool: Queryable): Promise<State> {
  const { rows } = await pool.query<State>('SELECT made_at, rule FROM open_refresh WHERE id = 1')
  if (rows[0] === undefined) throw new Error('open_refresh: its row is not there')
  return rows[0]
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
  const rule = ruleOf(settings)
  const whole = (await readState(client)).rule !== rule
  const touched = await collect(client)
  const { rows: known } = await client.query<{ year: number }>(
    'SELECT DISTINCT year FROM open_fact ORDER BY year',
  )
  const years = whole ? known.map(({ year }) => year) : [...touched].sort()
  for (const year of years) await publishYear(client, year, { library: libraryOf(pool), settings, now })
  await client.query('UPDATE open_refresh SET made_at = $1, rule = $2 WHERE id = 1', [now, rule])
}

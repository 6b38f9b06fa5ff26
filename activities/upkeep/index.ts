// The upkeep of the whole system: every hour the campaigns that nobody looks after are given their runs, and once a day what
// has served its purpose is removed. Repeating any of it changes nothing.
import { Context } from '@temporalio/activity'
import type { Client as TemporalClient } from '@temporalio/client'
import { addDays, addMs, civilDateOf, atLocalTime } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { DutyAnswer, UpkeepActivities } from '../../workflows/messages.ts'
import { wakeCampaign } from '../campaign/start.ts'
import type { Pool } from '../pool.ts'
import { withPulse } from '../pulse.ts'
import { sweepRetention } from '../retention/sweep.ts'
import { readClock } from '../record/clock.ts'
import { guarded } from '../record/incidents.ts'
import { unfinishedImports, wakeImport } from '../imports/index.ts'
import { sweepImports } from './imports.ts'
import { sweepReceipts, sweepSessions } from './leftovers.ts'
import { missedCampaigns } from './missed.ts'
import { sweepOfficeFiles } from './office-files.ts'
import { sweepOutbox } from './outbox.ts'
import { sweepFiles, sweepUploads } from './uploads.ts'

const EVERY_MS = 60 * 60_000
/** Local time of the daily part: nobody is at work. */
const SWEEP_TIME = '02:30'
const NAME = 'upkeep'
/** An import on which nobody has worked for so long has lost its run, or was uploaded while Temporal was away. */
const SILENT_MS = 5 * 60_000

export interface UpkeepDeps {
  readonly pool: Pool
  /** The folder of uploaded files, shared with the API; undefined where this process has none. */
  readonly documentDir?: string | undefined
}

/** Activities over one pool; they wake campaigns with the client of the worker that runs them. */
export function createUpkeepActivities(deps: UpkeepDeps): UpkeepActivities {
  return {
    keepUp: () =>
      guarded(deps.pool, { place: 'upkeep', context: {} }, () =>
        withPulse(() => keepUp(deps, Context.current().client)),
      ),
  }
}

/** Does what is due; gives when to ask again. */
export async function keepUp(deps: UpkeepDeps, client: TemporalClient): Promise<DutyAnswer> {
  const { pool } = deps
  const { mode, now } = await readClock(pool)
  for (const campaignId of await missedCampaigns(pool, now))
    await wakeCampaign(client, { campaignId, clock: mode })
  for (const importId of await unfinishedImports(pool, SILENT_MS)) await wakeImport(client, importId)
  if (await sweepIsDue(pool, now)) {
    await sweep(deps, now)
    await pool.query('UPDATE agenda SET last_at = $2 WHERE name = $1', [NAME, now])
  }
  return { nextWakeAt: addMs(now, EVERY_MS) }
}

/** Removes all that has served its purpose; gives how many of each. */
export async function sweep(
  { pool, documentDir }: UpkeepDeps,
  now: Instant,
): Promise<{
  uploads: number
  officeFiles: number
  files: number
  sessions: number
  receipts: number
  outbox: number
  deliveries: number
  archived: number
  erased: number
  imports: number
}> {
  const { rows } = await pool.query<{ real: Date }>('SELECT clock_timestamp() AS real')
  const real = rows[0]?.real.toISOString() ?? now
  const uploads = await sweepUploads(pool, now)
  const officeFiles = await sweepOfficeFiles(pool, now)
  // Before the files: those of what is erased tonight go as soon as nothing else names them.
  const retention = await sweepRetention(pool, now)
  return {
    ...retention,
    uploads,
    officeFiles,
    files: documentDir === undefined ? 0 : await sweepFiles(pool, documentDir, real),
    sessions: await sweepSessions(pool, real),
    receipts: await sweepReceipts(pool, now),
    ...(await sweepOutbox(pool, real)),
    imports: await sweepImports(pool, documentDir, now),
  }
}

async function sweepIsDue(pool: Pool, now: Instant): Promise<boolean> {
  const { rows } = await pool.query<{ last_at: Date | null }>(
    `INSERT INTO agenda AS a (name, last_at) VALUES ($1, NULL)
     ON CONFLICT (name) DO UPDATE SET name = a.name RETURNING last_at`,
    [NAME],
  )
  const today = civilDateOf(now)
  const thisNight = atLocalTime(today, SWEEP_TIME)
  const owed = thisNight <= now ? thisNight : atLocalTime(addDays(today, -1), SWEEP_TIME)
  const last = rows[0]?.last_at?.toISOString()
  return last === undefined || last < owed
}

// The anchor as a daily duty: made for the day that has just ended, by the instance's clock, and written to a second
// place where the settings name one. Repeating it changes nothing; a day that was slept through needs no anchor of its own.
import { addDays, addMs, civilDateOf, startOfDay } from '../../domain/time/civil.ts'
import type { CivilDate, Instant } from '../../domain/time/civil.ts'
import type { Pool } from '../pool.ts'
import { writeAnchorFile } from './anchor-file.ts'
import { makeAnchor, readAnchors } from './anchors.ts'
import { readClock } from './clock.ts'
import type { SigningKeys } from './keys.ts'

/** Past midnight, local time: late enough that no clock is still in the day before. */
const AFTER_MIDNIGHT_MS = 10 * 60_000

export interface DailyAnchorDeps {
  readonly pool: Pool
  readonly keys: SigningKeys
  /** The folder of the second place; undefined where there is none. */
  readonly anchorDir: string | undefined
}

export interface DailyAnchor {
  /** The newest anchored day. */
  readonly day: CivilDate
  readonly nextWakeAt: Instant
}

/** Anchors yesterday unless it is anchored; gives when to ask again. */
export async function anchorYesterday({ pool, keys, anchorDir }: DailyAnchorDeps): Promise<DailyAnchor> {
  const { now } = await readClock(pool)
  const today = civilDateOf(now)
  const yesterday = addDays(today, -1)
  const [newest] = await readAnchors(pool, { last: 1 })
  const day = newest !== undefined && newest.day >= yesterday ? newest.day : yesterday
  await makeAnchor(pool, keys, day, now)
  if (anchorDir !== undefined) await writeAnchorFile(pool, anchorDir, day, keys.publicPem)
  return { day, nextWakeAt: addMs(startOfDay(addDays(today, 1)), AFTER_MIDNIGHT_MS) }
}

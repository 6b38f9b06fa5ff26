// Moves the stepped clock of a rehearsal or training instance: from one instant at which something is due to the next, in
// order; at each it wakes what is due and goes on only when that is in the record. What hangs is named.
import type { Client } from '@temporalio/client'
import { isInstant } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { wakeBatch } from '../batch/start.ts'
import { sendLook } from '../dossier-updates.ts'
import type { Pool } from '../pool.ts'
import { readClock } from '../record/clock.ts'
import { lastDigestAt } from './digest.ts'
import { lookAtAll, overdueWakes } from './looks.ts'
import { wakeAnchor, wakeCampaign, wakeDigest } from './start.ts'
import { nextWakes } from './wakes.ts'
import type { Wake } from './wakes.ts'

export interface AdvanceDeps {
  readonly pool: Pool
  readonly client: Client
}

export interface Advanced {
  readonly ok: true
  readonly from: Instant
  readonly to: Instant
  /** The instants at which something was woken. */
  readonly stops: readonly Instant[]
}

/** Why the clock wasn't moved, or not all the way. */
export interface NotAdvanced {
  readonly ok: false
  readonly code: 'clockNotStepped' | 'clockGoesBack' | 'clockBusy' | 'clockStuck' | 'badInstant'
  /** Where it stands now; null when it is not a stepped one. */
  readonly standsAt: Instant | null
  /** For `clockStuck`: what was not recorded in time. */
  readonly waitsFor: readonly string[]
}

export interface AdvanceOptions {
  /** How long to wait at one stop, in real milliseconds. */
  readonly timeoutMs: number
}

/** Any number, as long as all who move the clock of this database take the same. */
const LOCK_KEY = 7_220_134
const POLL_MS = 20
const AGAIN_MS = 2_000
/** The agenda's line for a stop at which not all is recorded yet: a clock that was killed there goes on from it. */
const UNDER_WAY = 'clock'

/** Moves the stepped clock to an instant; see the file's header. Repeating it after a failure goes on where it hung. */
export async function advanceClock(
  deps: AdvanceDeps,
  to: Instant,
  options: AdvanceOptions,
): Promise<Advanced | NotAdvanced> {
  if (!isInstant(to)) return { ok: false, code: 'badInstant', standsAt: null, waitsFor: [] }
  const holder = await deps.pool.connect()
  try {
    const { rows } = await holder.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [
      LOCK_KEY,
    ])
    const { mode, now } = await readClock(deps.pool)
    if (rows[0]?.mine !== true) return { ok: false, code: 'clockBusy', standsAt: now, waitsFor: [] }
    try {
      if (mode !== 'stepped') return { ok: false, code: 'clockNotStepped', standsAt: null, waitsFor: [] }
      if (to < now) return { ok: false, code: 'clockGoesBack', standsAt: now, waitsFor: [] }
      return await goTo(deps, now, to, options)
    } finally {
      await holder.query('SELECT pg_advisory_unlock($1)', [LOCK_KEY])
    }
  } finally {
    holder.release()
  }
}

async function goTo(
  deps: AdvanceDeps,
  from: Instant,
  to: Instant,
  options: AdvanceOptions,
): Promise<Advanced | NotAdvanced> {
  const stops: Instant[] = []
  let standsAt = from
  let wakes = await unfinished(deps.pool, from)
  for (;;) {
    if (wakes.length > 0) {
      const waitsFor = await stopAt(deps, standsAt, wakes, options)
      if (waitsFor.length > 0) return { ok: false, code: 'clockStuck', standsAt, waitsFor }
      stops.push(standsAt)
    }
    await finish(deps.pool)
    wakes = await nextWakes(deps.pool, standsAt)
    const next = wakes[0]?.at
    if (next === undefined || next > to) break
    // The same instant again: what was woken there made something else due at once.
    if (next === standsAt && stops.filter((stop) => stop === next).length > MOST_AT_ONCE) {
      return { ok: false, code: 'clockStuck', standsAt, waitsFor: wakes.map(nameOf) }
    }
    standsAt = next
    await move(deps.pool, standsAt, true)
  }
  await move(deps.pool, to, false)
  // The chains are anchored where the clock comes to rest, not at each midnight that it passes.
  await wakeAnchor(deps.client, { clock: 'stepped' })
  return { ok: true, from, to, stops }
}

const MOST_AT_ONCE = 5

async function move(pool: Pool, at: Instant, underWay: boolean): Promise<void> {
  await pool.query(
    `WITH line AS (
       INSERT INTO agenda (name, next_at) VALUES ($2, $3) ON CONFLICT (name) DO UPDATE SET next_at = excluded.next_at)
     UPDATE clock SET stands_at = $1 WHERE id = 1 AND mode = 'stepped'`,
    [at, UNDER_WAY, underWay ? at : null],
  )
}

async function finish(pool: Pool): Promise<void> {
  await pool.query('UPDATE agenda SET next_at = NULL WHERE name = $1', [UNDER_WAY])
}

/** What to wake where a clock before this one was stopped in the middle; it may have told nobody, so everybody is told. */
async function unfinished(pool: Pool, standsAt: Instant): Promise<Wake[]> {
  const { rows } = await pool.query<{ next_at: Date | null }>('SELECT next_at FROM agenda WHERE name = $1', [
    UNDER_WAY,
  ])
  if ((rows[0]?.next_at ?? null) === null) return []
  const campaigns = await pool.query<{ id: string }>("SELECT id FROM campaign WHERE status <> 'closed'")
  return [
    ...campaigns.rows.map(({ id }): Wake => ({ at: standsAt, kind: 'campaign', id })),
    { at: standsAt, kind: 'dossiers', id: '' },
  ]
}

const nameOf = ({ kind, id }: Wake): string => (id === '' ? kind : `${kind} ${id}`)

/** Wakes what is due and waits for the record; gives the names of what was not there in time. */
async function stopAt(
  deps: AdvanceDeps,
  at: Instant,
  wakes: readonly Wake[],
  { timeoutMs }: AdvanceOptions,
): Promise<string[]> {
  const givesUpAt = performance.now() + timeoutMs
  for (;;) {
    for (const wake of wakes) await send(deps, wake, at)
    const againAt = Math.min(givesUpAt, performance.now() + AGAIN_MS)
    for (;;) {
      const missing = await stillMissing(deps.pool, at, wakes)
      if (missing.length === 0) return []
      const now = performance.now()
      if (now >= givesUpAt) return missing
      if (now >= againAt) break
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    }
  }
}

async function send({ pool, client }: AdvanceDeps, { kind, id }: Wake, at: Instant): Promise<void> {
  const clock = 'stepped'
  switch (kind) {
    case 'dossiers':
      await lookAtAll(pool, (input) => sendLook(client, input), clock, await overdueWakes(pool, at))
      return
    case 'campaign':
      return wakeCampaign(client, { campaignId: id, clock })
    case 'digest':
      return wakeDigest(client, { clock })
    case 'batch':
      return wakeBatch(client, { batchId: id, clock })
  }
}

async function stillMissing(pool: Pool, at: Instant, wakes: readonly Wake[]): Promise<string[]> {
  const missing: string[] = []
  for (const wake of wakes) {
    switch (wake.kind) {
      case 'dossiers':
        missing.push(...(await overdueWakes(pool, at)).map((id) => `dossier ${id}`))
        break
      case 'campaign':
        if (!(await isTrue(pool, 'SELECT ticked_at >= $2 AS yes FROM campaign WHERE id = $1', [wake.id, at])))
          missing.push(nameOf(wake))
        break
      case 'digest':
        if (((await lastDigestAt(pool)) ?? '') < at) missing.push(nameOf(wake))
        break
      case 'batch':
        if (
          !(await isTrue(pool, 'SELECT finished_at IS NOT NULL AS yes FROM batch WHERE id = $1', [wake.id]))
        )
          missing.push(nameOf(wake))
        break
    }
  }
  return missing
}

async function isTrue(pool: Pool, text: string, values: unknown[]): Promise<boolean> {
  const { rows } = await pool.query<{ yes: boolean | null }>(text, values)
  return rows[0]?.yes === true
}

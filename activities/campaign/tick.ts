// One waking of a campaign: opens it, sweeps it, closes it, as far as each is due by the instance's clock, and says when
// it is to be woken again. Everything is keyed or guarded by the row, so that a repeated waking changes nothing.
import type { Procedure } from '../../domain/procedure.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { nextSweepAt } from '../../domain/time/notices.ts'
import type { CampaignTick } from '../../workflows/messages.ts'
import type { Pool } from '../pool.ts'
import { inTransaction } from '../pool.ts'
import { libraryOf } from '../record/cache.ts'
import { appendChainEvent } from '../record/chain.ts'
import { readClock } from '../record/clock.ts'
import { officeChain } from '../record/ids.ts'
import { announceOverdue, announceReminders } from './announce.ts'
import { nextDraftMorning, announceDrafts } from './drafts.ts'
import { lookAtAll, overdueWakes } from './looks.ts'
import type { Look } from './looks.ts'
import {
  escalationCutoff,
  nextSweep,
  nextTellingSweep,
  owedReminders,
  readUpcoming,
  upwardParties,
} from './owed.ts'
import { readPlan, readStepBook } from './plan.ts'
import type { CampaignPlan } from './plan.ts'
import { openOwed } from './owed-drafts.ts'

export interface TickDeps {
  readonly pool: Pool
  readonly look: Look
}

/** How many rows a sweep wrote. */
export interface Swept {
  readonly reminders: number
  readonly overdue: number
  readonly escalations: number
  readonly looks: number
}

export interface Ticked extends CampaignTick {
  /** Null when no sweep was due. */
  readonly swept: Swept | null
}

/** A run that should have woken by itself is looked at only when its own timer, with its spread, must have fired. */
const OWN_TIMER_MS = 3 * 60_000

/** See the file's header. */
export async function tickCampaign(deps: TickDeps, campaignId: string): Promise<Ticked> {
  const { pool } = deps
  const { mode, now } = await readClock(pool)
  let plan = await readPlan(pool, campaignId)
  if (plan === null) return { status: null, nextWakeAt: null, swept: null }
  if (plan.status === 'planned' && now >= plan.opensAt) {
    await turn(pool, plan, 'planned', 'open', now)
    plan = { ...plan, status: 'open' }
  }
  let swept: Swept | null = null
  if (plan.status === 'open') {
    if (now < plan.closesAt) await openOwed(pool, plan, await frozenOf(pool, plan), now)
    // The last sweep is the one before the close; a campaign found open after it is swept up to then no more.
    const sweepAt = nextSweepAt(plan.sweptAt, plan.mornings)
    if (sweepAt !== null && sweepAt <= now && now < plan.closesAt) {
      swept = await sweep(deps, plan, now, mode)
      plan = { ...plan, sweptAt: now }
    }
    if (now >= plan.closesAt) {
      await turn(pool, plan, 'open', 'closed', now)
      plan = { ...plan, status: 'closed' }
    }
  }
  const nextWakeAt = await nextWakeOf(pool, plan, now, mode)
  await pool.query({
    name: 'campaign_ticked',
    text: `UPDATE campaign SET ticked_at = greatest(ticked_at, $2), next_wake_at = $3 WHERE id = $1`,
    values: [campaignId, now, nextWakeAt],
  })
  return { status: plan.status, nextWakeAt, swept }
}

async function frozenOf(pool: Pool, plan: CampaignPlan): Promise<Procedure> {
  const published = await libraryOf(pool).procedure(plan.procedureId, plan.procedureVersion)
  if (published === null) throw new Error(`campaign ${plan.id}: its procedure is not published`)
  return published.procedure
}

/** Opens or closes, and says so in the chain of the deciding office; not when another waking did it already. */
async function turn(
  pool: Pool,
  plan: CampaignPlan,
  from: 'planned' | 'open',
  to: 'open' | 'closed',
  now: Instant,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      'UPDATE campaign SET status = $3, version = version + 1 WHERE id = $1 AND status = $2',
      [plan.id, from, to],
    )
    if (rowCount !== 1) return
    const type = to === 'open' ? 'campaignOpened' : 'campaignClosed'
    const about = { campaignId: plan.id, procedureId: plan.procedureId, year: plan.year }
    await appendChainEvent(client, officeChain(plan.officeId), type, about, 'system', now)
  })
}

async function sweep(
  deps: TickDeps,
  plan: CampaignPlan,
  at: Instant,
  clock: 'real' | 'stepped',
): Promise<Swept> {
  const { pool, look } = deps
  const book = await readStepBook(pool, plan)
  const day = civilDateOf(at)
  const round = { campaignId: plan.id, at, day }
  const owed = owedReminders(plan, book, await readUpcoming(pool, plan.id, at), at)
  const reminders =
    (await announceReminders(pool, round, owed)) + (await announceDrafts(pool, round, plan, book))
  const late = await announceOverdue(pool, round, upwardParties(book), escalationCutoff(plan, day))
  const marginMs = clock === 'real' ? OWN_TIMER_MS : 0
  const asleep = await overdueWakes(pool, at, { campaignId: plan.id, marginMs })
  const looks = await lookAtAll(pool, look, clock, asleep)
  await pool.query('UPDATE campaign SET swept_at = greatest(swept_at, $2) WHERE id = $1', [plan.id, at])
  return { reminders, overdue: late.holders, escalations: late.escalations, looks }
}

/** When the campaign is to be woken next; by the stepped clock, which passes over mornings that say nothing, the next that does. */
export async function nextWakeOf(
  pool: Pool,
  plan: CampaignPlan,
  now: Instant,
  clock: 'real' | 'stepped',
): Promise<Instant | null> {
  if (plan.status === 'closed') return null
  if (plan.status === 'planned') return plan.opensAt
  const morning = clock === 'real' ? nextSweep(plan, now) : await nextTelling(pool, plan, now)
  return morning ?? plan.closesAt
}

async function nextTelling(pool: Pool, plan: CampaignPlan, now: Instant): Promise<Instant | null> {
  const book = await readStepBook(pool, plan)
  const found = [
    await nextTellingSweep(pool, plan, book, now),
    await nextDraftMorning(pool, plan, book, now),
  ].filter((at) => at !== null && at < plan.closesAt)
  return found.sort()[0] ?? null
}

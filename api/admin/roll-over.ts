// Next year's campaigns written down: what a roll-over worked out is planned with its communes' own dates, inside the
// caller's transaction. Used for one campaign, and for all of an office's year at once.
import { z } from 'zod'
import { rollOver } from '../../activities/campaign/roll-over.ts'
import type { RollOver } from '../../activities/campaign/roll-over.ts'
import type { CampaignPlan } from '../../activities/campaign/plan.ts'
import type { Client, Pool } from '../../activities/pool.ts'
import type { HolidayCalendar } from '../../domain/time/calendar.ts'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import { campaignToChange } from './campaign-reads.ts'
import { overrideDates, planCampaign } from './campaigns.ts'
import type { Doing } from './offices.ts'

export const rollOverDifference = z
  .object({
    field: z.string(),
    from: z.string(),
    /** Null where it was left out. */
    to: z.string().nullable(),
    why: z.enum([
      'yearLater',
      'noSuchDay',
      'newerVersion',
      'notInProcedure',
      'officeEnded',
      'followsNewest',
      'notPublished',
    ]),
    /** The commune whose own date it is. */
    officeName: z.string().optional(),
  })
  .meta({ id: 'RollOverDifference' })

/** Works out the campaign of a later year; throws where its procedure is gone, or the year is no later one. */
export async function nextOf(pool: Pool, plan: CampaignPlan, year: number): Promise<RollOver> {
  const next = await rollOver(pool, plan, year)
  if (next === null) throw new Problem('unknownProcedure')
  if (next.year <= plan.year) throw new Problem('dateInPast', { field: 'year' })
  return next
}

export interface RollingOver {
  readonly client: Client
  readonly actor: Actor
  readonly calendar: HolidayCalendar
  readonly doing: Doing
}

/** Plans what was worked out of a campaign that the actor keeps; gives the new one's id. */
export async function planNext(
  { client, actor, calendar, doing }: RollingOver,
  campaignId: string,
  next: RollOver,
): Promise<string> {
  const row = await campaignToChange(client, actor, campaignId)
  if (row === null) throw new Problem('forbidden')
  const { procedure, officeId, year, dates, reading, settings, sheets } = next
  const given = { dates: { ...dates }, reading, settings: { ...settings }, sheets: { ...sheets } }
  const campaign = { ...given, officeId, officeKind: row.officeKind, year }
  const nextId = await planCampaign(client, procedure, campaign, calendar, doing)
  const planned = await campaignToChange(client, actor, nextId)
  if (planned === null) throw new Error(`campaign ${nextId}: made and not found`)
  for (const one of next.overrides) {
    const override = { officeId: one.officeId, dates: { ...one.dates }, version: 0 }
    await overrideDates(client, procedure, planned, override, calendar, doing)
  }
  return nextId
}

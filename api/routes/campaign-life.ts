// A campaign before and after its year: what it will say and do, what other dates would change, and next year's out of it.
import { z } from 'zod'
import { readPlan } from '../../activities/campaign/plan.ts'
import type { CampaignPlan } from '../../activities/campaign/plan.ts'
import type { RollOver } from '../../activities/campaign/roll-over.ts'
import { simulateCampaign } from '../../activities/campaign/simulation.ts'
import { inTransaction } from '../../activities/pool.ts'
import {
  CAMPAIGN_KEEPERS,
  campaignDetail,
  campaignDetailOf,
  campaignToChange,
  findCampaign,
} from '../admin/campaign-reads.ts'
import { calendarOf, campaignGiven, datesGiven, reading } from '../admin/campaign-rules.ts'
import { wake } from '../admin/following.ts'
import { keyHeaders, once } from '../admin/once.ts'
import { nextOf, planNext, rollOverDifference } from '../admin/roll-over.ts'
import { byId } from '../admin/schemas.ts'
import {
  movedDate,
  movedDates,
  shownPart,
  simulated,
  simulationBody,
  whatIfOf,
} from '../admin/simulations.ts'
import type { Actor } from '../auth/actor.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problems.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { id, positive, year } from '../schemas.ts'

const tag = 'campaigns'

const rolledOver = z
  .object({
    /** Null in a dry run. */
    campaign: campaignDetail.nullable(),
    planned: z.object({
      procedure: z.object({ id, version: positive }),
      officeId: id,
      year,
      dates: datesGiven,
      reading,
      settings: campaignGiven.settings,
      sheets: campaignGiven.sheets,
      overrides: z.array(z.object({ officeId: id, dates: datesGiven })),
    }),
    differences: z.array(rollOverDifference),
    /** The campaign of that year, where there is one already. */
    exists: id.nullable(),
  })
  .meta({ id: 'RollOver' })

async function seenPlan(deps: Deps, actor: Actor, campaignId: string): Promise<CampaignPlan> {
  const seen = await findCampaign(deps.pool, actor, campaignId)
  const plan = seen === null ? null : await readPlan(deps.pool, campaignId)
  if (plan === null) throw new Problem('notFound')
  return plan
}

function shownRollOver({ procedure, exists, differences, ...planned }: RollOver) {
  const { id: procedureId, version } = procedure
  const { officeId, year: ofYear, dates, reading: read, settings, sheets, overrides } = planned
  return {
    planned: {
      procedure: { id: procedureId, version },
      officeId,
      year: ofYear,
      dates: { ...dates },
      reading: read,
      settings: { ...settings },
      sheets: { ...sheets },
      overrides: overrides.map((one) => ({ officeId: one.officeId, dates: { ...one.dates } })),
    },
    differences: differences.map((one) => ({ ...one })),
    exists,
  }
}

const rollOverBody = z.strictObject({
  /** The next one where it is left out. */
  year: year.optional(),
  /** Only says what would be made. */
  dryRun: z.boolean().optional(),
})

export const campaignLifeRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/campaigns/{id}/simulation',
    id: 'simulateCampaign',
    summary:
      'Foresee the campaign’s year if nobody acts: every reminder, escalation and lapse; and what other dates would change',
    tag,
    access: 'person',
    params: byId,
    body: simulationBody,
    reply: z.object({ parts: z.array(simulated), dates: z.array(movedDate) }),
    handle: async ({ deps, actor, params, body }) => {
      const plan = await seenPlan(deps, actor, params.id)
      const whatIf = await whatIfOf(deps, body)
      const parts = await simulateCampaign(deps.pool, plan, whatIf)
      return { parts: parts.map(shownPart), dates: await movedDates(deps, plan, whatIf) }
    },
  }),
  route({
    method: 'post',
    path: '/campaigns/{id}/roll-over',
    id: 'rollOverCampaign',
    summary:
      'Plan next year’s campaign from this one, on the newest versions; or, as a dry run, say what that would be',
    tag,
    access: CAMPAIGN_KEEPERS,
    params: byId,
    headers: keyHeaders,
    body: rollOverBody,
    status: 201,
    reply: rolledOver,
    handle: async (call) => {
      const { deps, actor, at, params, body } = call
      const plan = await seenPlan(deps, actor, params.id)
      const next = await nextOf(deps.pool, plan, body.year ?? plan.year + 1)
      const shown = shownRollOver(next)
      if (body.dryRun === true) return { ...shown, campaign: null }
      const calendar = await calendarOf(deps.pool, null)
      const doing = { by: actor.personId, at }
      const made = await once(call, 'rollOverCampaign', async (client) => ({
        campaignId: await planNext({ client, actor, calendar, doing }, plan.id, next),
      }))
      const { campaignId } = made.body as { campaignId: string }
      await wake(deps, campaignId)
      const row = await inTransaction(deps.pool, (client) => campaignToChange(client, actor, campaignId))
      if (row === null) throw new Problem('notFound')
      return { ...shown, exists: null, campaign: await campaignDetailOf(deps.pool, row) }
    },
  }),
]

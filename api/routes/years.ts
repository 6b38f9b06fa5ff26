// All campaigns of an office's year at once: everything that will be said and done in it, and next year's planned from it,
// all or none.
import { z } from 'zod'
import { readPlan } from '../../activities/campaign/plan.ts'
import type { CampaignPlan } from '../../activities/campaign/plan.ts'
import type { RollOver } from '../../activities/campaign/roll-over.ts'
import { simulateCampaign } from '../../activities/campaign/simulation.ts'
import { compareInstants } from '../../domain/time/civil.ts'
import { CAMPAIGN_KEEPERS, listCampaigns } from '../admin/campaign-reads.ts'
import { calendarOf } from '../admin/campaign-rules.ts'
import { wake } from '../admin/following.ts'
import { keyHeaders, once } from '../admin/once.ts'
import { nextOf, planNext, rollOverDifference } from '../admin/roll-over.ts'
import { notice, shownNotice, shownPart, simulated, simulationBody, whatIfOf } from '../admin/simulations.ts'
import type { Actor } from '../auth/actor.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problems.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { id, queryNumber } from '../schemas.ts'

const tag = 'years'
const byYear = z.strictObject({ year: queryNumber(2000, 2100) })
/** An office has one campaign of a procedure a year; more procedures than this aren't thought of. */
const MOST_CAMPAIGNS = 200

const ofCampaign = { campaignId: id, procedureId: z.string() }

const yearSimulation = z
  .object({
    /** Of all campaigns, the earliest first; `officeId` is the commune with dates of its own, null for all others. */
    notices: z.array(notice.extend({ ...ofCampaign, officeId: id.nullable() })),
    parts: z.array(simulated.omit({ notices: true }).extend(ofCampaign)),
  })
  .meta({ id: 'YearSimulation' })

const yearRollOver = z
  .object({
    campaigns: z.array(
      z.object({
        procedureId: z.string(),
        differences: z.array(rollOverDifference),
        /** The campaign of that year, where there was one already: it stays as it is. */
        exists: id.nullable(),
        /** The campaign that was planned; null in a dry run, and where there was one already. */
        campaignId: id.nullable(),
      }),
    ),
  })
  .meta({ id: 'YearRollOver' })
type RolledOver = z.input<typeof yearRollOver>['campaigns'][number]

/** The campaigns of an office in a year that the actor sees, by procedure; throws `notFound` where there are none. */
async function plansOf(deps: Deps, actor: Actor, office: string, year: number): Promise<CampaignPlan[]> {
  const request = { actor, filters: { office, year }, cursor: null, limit: MOST_CAMPAIGNS }
  const plans: CampaignPlan[] = []
  for (const row of await listCampaigns(deps.pool, request)) {
    const plan = await readPlan(deps.pool, row.id)
    if (plan !== null) plans.push(plan)
  }
  if (plans.length === 0) throw new Problem('notFound', { field: 'officeId' })
  return plans.sort((a, b) => (a.procedureId < b.procedureId ? -1 : 1))
}

const whatIfs = z.record(id, simulationBody)

async function simulateYear(
  deps: Deps,
  plans: readonly CampaignPlan[],
  asked: z.output<typeof whatIfs>,
): Promise<z.input<typeof yearSimulation>> {
  const unknown = Object.keys(asked).find((name) => !plans.some(({ procedureId }) => procedureId === name))
  if (unknown !== undefined) throw new Problem('unknownName', { field: `whatIf.${unknown}` })
  const year: z.input<typeof yearSimulation> = { notices: [], parts: [] }
  for (const plan of plans) {
    const whatIf = await whatIfOf(deps, asked[plan.procedureId] ?? {})
    const about = { campaignId: plan.id, procedureId: plan.procedureId }
    for (const part of await simulateCampaign(deps.pool, plan, whatIf)) {
      const { notices: _, ...shown } = shownPart(part)
      const { officeId } = part
      year.parts.push({ ...shown, ...about })
      year.notices.push(
        ...part.simulation.notices.map((one) => ({ ...shownNotice(one), ...about, officeId })),
      )
    }
  }
  // A stable sort: of one instant the campaigns stay in order.
  year.notices.sort((a, b) => compareInstants(a.at, b.at))
  return year
}

function shownRollOver(next: RollOver, campaignId: string | null): RolledOver {
  const { procedure, exists, differences } = next
  const shown = differences.map((one) => ({ ...one }))
  return { procedureId: procedure.id, differences: shown, exists, campaignId }
}

export const yearRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/years/{year}/simulation',
    id: 'simulateYear',
    summary:
      'Foresee all campaigns of an office’s year if nobody acts, in one line of time; and what other dates would change',
    tag,
    access: 'person',
    params: byYear,
    body: z.strictObject({ officeId: id, whatIf: whatIfs.optional() }),
    reply: yearSimulation,
    handle: async ({ deps, actor, params, body }) =>
      simulateYear(deps, await plansOf(deps, actor, body.officeId, params.year), body.whatIf ?? {}),
  }),
  route({
    method: 'post',
    path: '/years/{year}/roll-over',
    id: 'rollOverYear',
    summary:
      'Plan an office’s campaigns of this year from those of the year before, all or none; or say what that would be',
    tag,
    access: CAMPAIGN_KEEPERS,
    params: byYear,
    headers: keyHeaders,
    body: z.strictObject({ officeId: id, dryRun: z.boolean().optional() }),
    status: 201,
    reply: yearRollOver,
    handle: async (call) => {
      const { deps, actor, at, params, body } = call
      const plans = await plansOf(deps, actor, body.officeId, params.year - 1)
      const nexts: { readonly from: string; readonly next: RollOver }[] = []
      for (const plan of plans)
        nexts.push({ from: plan.id, next: await nextOf(deps.pool, plan, params.year) })
      if (body.dryRun === true) return { campaigns: nexts.map(({ next }) => shownRollOver(next, null)) }
      const calendar = await calendarOf(deps.pool, null)
      const doing = { by: actor.personId, at }
      const made = await once(call, 'rollOverYear', async (client) => {
        const campaigns: RolledOver[] = []
        for (const { from, next } of nexts) {
          const rolling = { client, actor, calendar, doing }
          const campaignId = next.exists === null ? await planNext(rolling, from, next) : null
          campaigns.push(shownRollOver(next, campaignId))
        }
        return { campaigns }
      })
      const { campaigns } = made.body as { readonly campaigns: readonly RolledOver[] }
      for (const { campaignId } of campaigns) if (campaignId !== null) await wake(deps, campaignId)
      return made
    },
  }),
]

// A campaign before and after its year: what it will say and do, what other dates would change, and next year's out of it.
import { z } from 'zod'
import { readPlan } from '../../activities/campaign/plan.ts'
import type { CampaignPlan } from '../../activities/campaign/plan.ts'
import { rollOver } from '../../activities/campaign/roll-over.ts'
import type { RollOver } from '../../activities/campaign/roll-over.ts'
import { simulateCampaign } from '../../activities/campaign/simulation.ts'
import type { PartSimulation, WhatIf } from '../../activities/campaign/simulation.ts'
import { inTransaction } from '../../activities/pool.ts'
import type { SimulatedNotice } from '../../domain/time/simulate.ts'
import {
  CAMPAIGN_KEEPERS,
  campaignDetail,
  campaignDetailOf,
  campaignToChange,
  findCampaign,
} from '../admin/campaign-reads.ts'
import { calendarOf, campaignGiven, datesGiven, reading } from '../admin/campaign-rules.ts'
import { overrideDates, planCampaign } from '../admin/campaigns.ts'
import { wake } from '../admin/following.ts'
import { keyHeaders, once } from '../admin/once.ts'
import { byId } from '../admin/schemas.ts'
import type { Actor } from '../auth/actor.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problems.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { id, instant, positive, year } from '../schemas.ts'

const tag = 'campaigns'
/** Communes that may be asked about in one simulation. */
const MOST_COMMUNES = 200

const notice = z
  .object({
    at: instant,
    kind: z.enum(['opens', 'reminder', 'due', 'escalation', 'lapse', 'closes']),
    step: z.string(),
    rule: z.string(),
    level: positive.optional(),
    offset: z.object({ days: z.int(), working: z.boolean() }).optional(),
    /** Level and role of who is told. */
    recipientKey: z.string(),
    count: z.int(),
  })
  .meta({ id: 'SimulatedNotice' })

const pairs = z.array(z.object({ before: notice, after: notice }))

const simulated = z
  .object({
    /** The commune that has dates of its own; null for all others. */
    officeId: id.nullable(),
    notices: z.array(notice),
    problems: z.array(z.object({ code: z.string(), step: z.string(), rule: z.string(), detail: z.string() })),
    difference: z
      .object({
        moved: pairs,
        appears: z.array(notice),
        disappears: z.array(notice),
        recounted: pairs,
        unchanged: z.int(),
      })
      .nullable(),
  })
  .meta({ id: 'CampaignSimulation' })

const shownNotice = (one: SimulatedNotice): z.input<typeof notice> => ({ ...one })
const shownPair = ({ before, after }: { before: SimulatedNotice; after: SimulatedNotice }) => ({
  before: shownNotice(before),
  after: shownNotice(after),
})

function shownPart({ officeId, simulation, difference }: PartSimulation): z.input<typeof simulated> {
  return {
    officeId,
    notices: simulation.notices.map(shownNotice),
    problems: simulation.problems.map((problem) => ({ ...problem })),
    difference: difference && {
      moved: difference.moved.map(shownPair),
      appears: difference.appears.map(shownNotice),
      disappears: difference.disappears.map(shownNotice),
      recounted: difference.recounted.map(shownPair),
      unchanged: difference.unchanged,
    },
  }
}

const difference = z
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
  })
  .meta({ id: 'RollOverDifference' })

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
    differences: z.array(difference),
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

const simulationBody = z.strictObject({
  dates: datesGiven.optional(),
  reading: reading.optional(),
  calendarVersion: positive.optional(),
  /** Dates of communes, in place of those that they have. */
  overrides: z
    .record(id, datesGiven)
    .refine((given) => Object.keys(given).length <= MOST_COMMUNES)
    .optional(),
})

async function whatIfOf(deps: Deps, asked: z.output<typeof simulationBody>): Promise<WhatIf | null> {
  const { calendarVersion, dates, reading: read, overrides } = asked
  if (Object.values(asked).every((value) => value === undefined)) return null
  const calendar = calendarVersion === undefined ? null : await calendarOf(deps.pool, calendarVersion)
  if (calendar?.version !== calendarVersion && calendarVersion !== undefined)
    throw new Problem('notPublished', { field: 'calendarVersion' })
  return {
    ...(dates === undefined ? {} : { dates }),
    ...(read === undefined ? {} : { reading: read }),
    ...(overrides === undefined ? {} : { overrides }),
    ...(calendar === null ? {} : { calendar }),
  }
}

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
    reply: z.object({ parts: z.array(simulated) }),
    handle: async ({ deps, actor, params, body }) => {
      const plan = await seenPlan(deps, actor, params.id)
      const parts = await simulateCampaign(deps.pool, plan, await whatIfOf(deps, body))
      return { parts: parts.map(shownPart) }
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
      const next = await rollOver(deps.pool, plan, body.year ?? plan.year + 1)
      if (next === null) throw new Problem('unknownProcedure')
      if (next.year <= plan.year) throw new Problem('dateInPast', { field: 'year' })
      const shown = shownRollOver(next)
      if (body.dryRun === true) return { ...shown, campaign: null }
      const calendar = await calendarOf(deps.pool, null)
      const doing = { by: actor.personId, at }
      const made = await once(call, 'rollOverCampaign', async (client) => {
        const row = await campaignToChange(client, actor, plan.id)
        if (row === null) throw new Problem('forbidden')
        const { procedure, officeId, year: ofYear, dates, reading: read, settings, sheets } = next
        const given = { dates: { ...dates }, reading: read, settings: { ...settings }, sheets: { ...sheets } }
        const campaign = { ...given, officeId, officeKind: row.officeKind, year: ofYear }
        const campaignId = await planCampaign(client, procedure, campaign, calendar, doing)
        const planned = await campaignToChange(client, actor, campaignId)
        if (planned === null) throw new Error(`campaign ${campaignId}: made and not found`)
        for (const one of next.overrides) {
          const override = { officeId: one.officeId, dates: { ...one.dates }, version: 0 }
          await overrideDates(client, procedure, planned, override, calendar, doing)
        }
        return { campaignId }
      })
      const { campaignId } = made.body as { campaignId: string }
      await wake(deps, campaignId)
      const row = await inTransaction(deps.pool, (client) => campaignToChange(client, actor, campaignId))
      if (row === null) throw new Problem('notFound')
      return { ...shown, exists: null, campaign: await campaignDetailOf(deps.pool, row) }
    },
  }),
]

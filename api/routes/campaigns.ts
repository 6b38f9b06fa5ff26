// Campaigns: made planned on a published procedure for an office and a year, with dates, settings, sheets and calendar.
// Their run opens them on their day; when deadlines move in an open one, it has all dossiers follow.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import { libraryOf } from '../../activities/record/cache.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import {
  CAMPAIGN_KEEPERS,
  campaignCursor,
  campaignDetail,
  campaignDetailOf,
  campaignItem,
  campaignItemOf,
  campaignQuery,
  campaignToChange,
  findCampaign,
  keepsCampaigns,
  listCampaigns,
  procedureOf,
} from '../admin/campaign-reads.ts'
import { calendarOf, campaignGiven, datesGiven } from '../admin/campaign-rules.ts'
import { changeCampaign, overrideDates, planCampaign } from '../admin/campaigns.ts'
import type { CampaignRow } from '../admin/campaigns.ts'
import { follow, followed, wake } from '../admin/following.ts'
import type { Followed } from '../admin/following.ts'
import { keyHeaders, once } from '../admin/once.ts'
import { byId, version } from '../admin/schemas.ts'
import type { Actor } from '../auth/actor.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problems.ts'
import { pageOfRows, unpackCursor } from '../reads/cursor.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { PAGE_SIZE, id, pageOf, pageQuery, positive, year } from '../schemas.ts'
import { officeWhere } from '../territory.ts'

const tag = 'campaigns'

async function seenCampaign(deps: Deps, actor: Actor, campaignId: string): Promise<CampaignRow> {
  const row = await findCampaign(deps.pool, actor, campaignId)
  if (row === null) throw new Problem('notFound')
  return row
}

/** Tells the run of a changed campaign: an open one has its dossiers follow, a planned one looks when it is to open. */
async function tell(deps: Deps, row: CampaignRow, cause: string): Promise<Followed | null> {
  if (row.status === 'open') return follow(deps, row.id, cause)
  await wake(deps, row.id)
  return null
}

/** Of the newest published version, or of the one asked for. */
async function publishedProcedure(deps: Deps, procedureId: string, asked: number | undefined) {
  const newest = await deps.prisma.procedureVersion.aggregate({
    where: { id: procedureId },
    _max: { version: true },
  })
  const wanted = asked ?? newest._max.version
  const published = wanted === null ? null : await libraryOf(deps.pool).procedure(procedureId, wanted)
  const field = newest._max.version === null ? 'procedureId' : 'procedureVersion'
  if (published === null) throw new Problem('unknownProcedure', { field })
  return published.procedure
}

const changedCampaign = z.object({ campaign: campaignDetail, followed: followed.nullable() })

export const campaignRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/campaigns',
    id: 'listCampaigns',
    summary: 'Campaigns of the offices that the reader works under, the latest first',
    tag,
    access: 'person',
    query: z.strictObject({ ...campaignQuery, ...pageQuery }),
    reply: pageOf(campaignItem),
    handle: async ({ deps, actor, query }) => {
      const { limit = PAGE_SIZE, cursor, ...filters } = query
      const request = { actor, filters, cursor: unpackCursor(cursor), limit }
      const page = pageOfRows(await listCampaigns(deps.pool, request), limit, campaignCursor, async (row) =>
        campaignItemOf(row, await procedureOf(deps.pool, row)),
      )
      return { ...page, items: await Promise.all(page.items) }
    },
  }),
  route({
    method: 'get',
    path: '/campaigns/{id}',
    id: 'getCampaign',
    summary:
      'One campaign with its deadlines as they come out, and the dates that communes have of their own',
    tag,
    access: 'person',
    params: byId,
    reply: campaignDetail,
    handle: async ({ deps, actor, params }) =>
      campaignDetailOf(deps.pool, await seenCampaign(deps, actor, params.id)),
  }),
  route({
    method: 'post',
    path: '/campaigns',
    id: 'planCampaign',
    summary: 'Plan a campaign of a published procedure for an office and a year; its run opens it on its day',
    tag,
    access: CAMPAIGN_KEEPERS,
    headers: keyHeaders,
    body: z.strictObject({
      procedureId: id,
      /** The newest published one where it is left out. */
      procedureVersion: positive.optional(),
      officeId: id,
      year,
      dates: campaignGiven.dates.optional(),
      reading: campaignGiven.reading.optional(),
      settings: campaignGiven.settings.optional(),
      /** The newest published version of each of the procedure's sheets where it is left out. */
      sheets: campaignGiven.sheets.optional(),
      calendarVersion: campaignGiven.calendarVersion.optional(),
    }),
    status: 201,
    reply: campaignDetail,
    handle: async (call) => {
      const { deps, actor, at, body } = call
      const { procedureId, procedureVersion, officeId, ...given } = body
      const procedure = await publishedProcedure(deps, procedureId, procedureVersion)
      const calendar = await calendarOf(deps.pool, given.calendarVersion ?? null)
      const made = await once(call, 'planCampaign', async (client) => {
        const office = await officeWhere(client, officeId, civilDateOf(at), (values) =>
          keepsCampaigns(actor, values),
        )
        if (office === null) throw new Problem('notFound', { field: 'officeId' })
        const campaign = { ...given, officeId, officeKind: office.kind }
        const doing = { by: actor.personId, at }
        return { id: await planCampaign(client, procedure, campaign, calendar, doing) }
      })
      const { id: campaignId } = made.body as { id: string }
      await wake(deps, campaignId)
      return campaignDetailOf(deps.pool, await seenCampaign(deps, actor, campaignId))
    },
  }),
  route({
    method: 'put',
    path: '/campaigns/{id}',
    id: 'changeCampaign',
    summary:
      'Change a planned campaign; of an open one its dates and calendar, which its dossiers then follow',
    tag,
    access: CAMPAIGN_KEEPERS,
    params: byId,
    body: z.strictObject({ version, ...campaignGiven }),
    reply: changedCampaign,
    handle: async ({ deps, actor, at, params, body }) => {
      const seen = await seenCampaign(deps, actor, params.id)
      const procedure = await procedureOf(deps.pool, seen)
      const calendars = {
        before: await calendarOf(deps.pool, seen.calendarVersion),
        after: await calendarOf(deps.pool, body.calendarVersion),
      }
      await inTransaction(deps.pool, async (client) => {
        const row = await campaignToChange(client, actor, params.id)
        if (row === null) throw new Problem('notFound')
        await changeCampaign(client, procedure, row, body, calendars, { by: actor.personId, at })
      })
      const row = await seenCampaign(deps, actor, params.id)
      const told = await tell(deps, row, `campaign/${row.version}`)
      return { campaign: await campaignDetailOf(deps.pool, row), followed: told }
    },
  }),
  route({
    method: 'put',
    path: '/campaigns/{id}/overrides/{officeId}',
    id: 'overrideDates',
    summary: 'Give a commune dates of its own in a campaign; no dates take them back',
    tag,
    access: CAMPAIGN_KEEPERS,
    params: z.strictObject({ id, officeId: id }),
    body: z.strictObject({ dates: datesGiven, version: z.int().min(0).max(1_000_000) }),
    reply: changedCampaign,
    handle: async ({ deps, actor, at, params, body }) => {
      const seen = await seenCampaign(deps, actor, params.id)
      const procedure = await procedureOf(deps.pool, seen)
      const calendar = await calendarOf(deps.pool, seen.calendarVersion)
      const now = await inTransaction(deps.pool, async (client) => {
        const row = await campaignToChange(client, actor, params.id)
        if (row === null) throw new Problem('notFound')
        const commune = await officeWhere(
          client,
          params.officeId,
          civilDateOf(at),
          () => `o.kind = 'commune'`,
        )
        const inside = row.officeKind === 'ministry' || commune?.provinceId === row.officeId
        if (commune === null || !inside) throw new Problem('notFound', { field: 'officeId' })
        const override = { ...body, officeId: commune.id }
        const doing = { by: actor.personId, at }
        return overrideDates(client, procedure, row, override, calendar, doing)
      })
      const row = await seenCampaign(deps, actor, params.id)
      const told = await tell(deps, row, `override/${params.officeId}/${now}`)
      return { campaign: await campaignDetailOf(deps.pool, row), followed: told }
    },
  }),
]

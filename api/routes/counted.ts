// What is counted, as screens show it before somebody acts: figures and children of one dossier or draft, and a campaign
// seen from above with who is missing and what each was scored.
import { z } from 'zod'
import { readPlan } from '../../activities/campaign/plan.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import { findCampaign, procedureOf } from '../admin/campaign-reads.ts'
import { byId } from '../admin/schemas.ts'
import { Problem } from '../problems.ts'
import {
  child,
  countLevels,
  levelCount,
  listChildren,
  listScores,
  scoreQuery,
  scored,
} from '../reads/children.ts'
import { pageOfRows, unpackCursor } from '../reads/cursor.ts'
import { openForReading } from '../reads/detail.ts'
import { countedItem, countedLists } from '../reads/counted.ts'
import { figuresOf, figuresReply } from '../reads/figures.ts'
import { officeFigures, readOfficeFigures } from '../reads/office-figures.ts'
import { placeOf } from '../reads/subjects.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { PAGE_SIZE, id, pageOf, pageQuery, queryNumber } from '../schemas.ts'
import { scopeOf } from '../scope.ts'

const tag = 'figures'

export const countedRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/campaigns/{id}/drafts/{subjectId}/figures',
    id: 'getDraftFigures',
    summary:
      'What the system knows for a draft’s first step: figures to fill in, and what is counted of children',
    tag,
    access: 'person',
    params: z.strictObject({ id, subjectId: id }),
    reply: figuresReply,
    handle: async ({ deps, actor, at, params }) => {
      const place = await placeOf(deps.pool, actor, params.id, params.subjectId, 'look')
      return figuresOf({ deps, actor, at }, place.dossierId)
    },
  }),
  route({
    method: 'get',
    path: '/dossiers/{id}/figures',
    id: 'getFigures',
    summary: 'What the system knows for the step that the dossier stands at',
    tag,
    access: 'person',
    params: byId,
    reply: figuresReply,
    handle: async ({ deps, actor, at, params }) => {
      const reading = { deps, actor, at }
      const seen = await openForReading(reading, params.id, 'getFigures')
      // Sums are made of what was written.
      if (!seen.readsContent) throw new Problem('notFound')
      return figuresOf(reading, params.id)
    },
  }),
  route({
    method: 'get',
    path: '/dossiers/{id}/counted',
    id: 'getCounted',
    summary: 'The lists that the dossier’s decisions counted, as they counted them',
    tag,
    access: 'person',
    params: byId,
    reply: z.object({ items: z.array(countedItem) }),
    handle: async ({ deps, actor, at, params }) => {
      const seen = await openForReading({ deps, actor, at }, params.id, 'getCounted')
      if (!seen.readsContent) throw new Problem('notFound')
      return { items: await countedLists(deps.pool, params.id) }
    },
  }),
  route({
    method: 'get',
    path: '/offices/{id}/figures',
    id: 'getOfficeFigures',
    summary: 'The figures of a procedure as they are counted now for an office and a year',
    tag,
    access: 'person',
    params: byId,
    query: z.strictObject({ procedure: id, year: queryNumber(2000, 2100) }),
    reply: officeFigures,
    handle: ({ deps, actor, at, params, query }) =>
      readOfficeFigures(deps.pool, scopeOf(actor), { officeId: params.id, ...query, at }),
  }),
  route({
    method: 'get',
    path: '/campaigns/{id}/children',
    id: 'listCampaignChildren',
    summary: 'Every office right below one with its dossier in the campaign, late or not, or missing',
    tag,
    access: 'person',
    params: byId,
    /** The campaign's own office where none is named. */
    query: z.strictObject({ office: id.optional(), ...pageQuery }),
    reply: pageOf(child),
    handle: async ({ deps, actor, at, params, query }) => {
      const campaign = await findCampaign(deps.pool, actor, params.id)
      if (campaign === null) throw new Problem('notFound')
      const { limit = PAGE_SIZE, office = campaign.officeId } = query
      const plan = await readPlan(deps.pool, campaign.id)
      if (plan === null) throw new Problem('notFound')
      const rows = await listChildren(deps.pool, {
        scope: scopeOf(actor),
        plan,
        officeId: office,
        procedure: await procedureOf(deps.pool, campaign),
        at,
        on: civilDateOf(at),
        cursor: unpackCursor(query.cursor, 'text'),
        limit,
      })
      return pageOfRows(
        rows,
        limit,
        (row) => [row.key, row.officeId],
        ({ key: _, ...row }) => row,
      )
    },
  }),
  route({
    method: 'get',
    path: '/campaigns/{id}/scores',
    id: 'listScores',
    summary: 'Self-assessed and inspected scores and levels of a campaign’s dossiers, side by side',
    tag,
    access: 'person',
    params: byId,
    query: z.strictObject({ ...scoreQuery, ...pageQuery }),
    /** The counts are of all of the campaign's dossiers that the reader may read, not of the page. */
    reply: pageOf(scored).extend({ counts: z.array(levelCount) }),
    handle: async ({ deps, actor, params, query }) => {
      const campaign = await findCampaign(deps.pool, actor, params.id)
      if (campaign === null) throw new Problem('notFound')
      const { limit = PAGE_SIZE, cursor, ...filters } = query
      const scope = scopeOf(actor)
      const asked = { ...filters, cursor: unpackCursor(cursor, 'text'), limit }
      const rows = await listScores(deps.pool, scope, campaign.id, asked)
      const page = pageOfRows(
        rows,
        limit,
        (row) => [row.subject.name, row.dossierId],
        (row) => row,
      )
      return { ...page, counts: await countLevels(deps.pool, scope, campaign.id) }
    },
  }),
]

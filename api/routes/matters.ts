// Matters: the registers of what is long-lived or handed out (models, plans, duties, events, expenses …), each owned by an
// office; and the parts of one, with how far each has come.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import {
  changeMatter,
  dropMatter,
  endMatter,
  matterChange,
  matterEnd,
  matterToChange,
  mayChangeMatter,
} from '../admin/matter-changes.ts'
import { MOST_PARTS, enterMatters, matterGiven } from '../admin/matters.ts'
import { keyHeaders, once } from '../admin/once.ts'
import { byId } from '../admin/schemas.ts'
import { Problem } from '../problems.ts'
import { pageOfRows, unpackCursor } from '../reads/cursor.ts'
import { countMatters, countQuery, matterCount } from '../reads/matter-counts.ts'
import {
  dossiersOf,
  listMatters,
  matterCursor,
  matterDetail,
  matterItem,
  matterQuery,
  readMatter,
} from '../reads/matters.ts'
import { matterYear, matterYears } from '../reads/matter-years.ts'
import { opening, openingsOf } from '../reads/openings.ts'
import { part, partsOf, progress, progressOf } from '../reads/parts.ts'
import { Answer, route } from '../route.ts'
import type { Route } from '../route.ts'
import { PAGE_SIZE, id, pageOf, pageQuery } from '../schemas.ts'
import { scopeOf } from '../scope.ts'

const tag = 'matters'

export const matterRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/matters',
    id: 'listMatters',
    summary: 'Matters of the offices that the reader sees, the last entered first',
    tag,
    access: 'person',
    query: z.strictObject({ ...matterQuery, ...pageQuery }),
    /** With how far its parts have come; null where it has none. */
    reply: pageOf(matterItem.extend({ parts: progress.nullable() }).meta({ id: 'ListedMatter' })),
    handle: async ({ deps, actor, at, query }) => {
      const { limit = PAGE_SIZE, cursor, ...filters } = query
      const scope = scopeOf(actor)
      const rows = await listMatters(deps.pool, { scope, filters, cursor: unpackCursor(cursor), limit })
      const wholes = rows.map((row) => row.id)
      const come = await progressOf(deps.pool, scope, wholes, at)
      return pageOfRows(rows, limit, matterCursor, (row) => ({ ...row, parts: come.get(row.id) ?? null }))
    },
  }),
  route({
    method: 'post',
    path: '/matters',
    id: 'enterMatter',
    summary: 'Enter a matter for an office that one works in or above; procedures give it its standing',
    tag,
    access: 'person',
    headers: keyHeaders,
    body: z.strictObject(matterGiven),
    status: 201,
    reply: matterItem,
    handle: (call) =>
      once(call, 'enterMatter', async (client) => {
        const { actor, at, body } = call
        const doing = { by: actor.personId, at }
        const [matterId] = await enterMatters({ client, actor, doing, parentId: null, place: () => '' }, [
          body,
        ])
        return readMatter(client, scopeOf(actor), matterId ?? '')
      }),
  }),
  route({
    method: 'get',
    path: '/matters/counts',
    id: 'countMatters',
    summary:
      'How many matters of each kind and type began, stood and ended in a year, and sums of number fields of their forms',
    tag,
    access: 'person',
    query: z.strictObject(countQuery),
    reply: z.object({ counts: z.array(matterCount) }),
    handle: async ({ deps, actor, query }) => ({
      counts: await countMatters(deps.pool, scopeOf(actor), query),
    }),
  }),
  route({
    method: 'get',
    path: '/matters/{id}',
    id: 'getMatter',
    summary: 'One matter with its dossiers of all years, and whether the reader may change it',
    tag,
    access: 'person',
    params: byId,
    reply: matterDetail,
    handle: async ({ deps, actor, at, params }) => {
      const scope = scopeOf(actor)
      const matter = await readMatter(deps.pool, scope, params.id)
      const dossiers = await dossiersOf(deps.pool, scope, [params.id], at)
      const mayChange = await mayChangeMatter(deps.pool, actor, params.id)
      return { ...matter, dossiers: dossiers.get(params.id) ?? [], mayChange }
    },
  }),
  route({
    method: 'put',
    path: '/matters/{id}',
    id: 'changeMatter',
    summary: 'Change a draft’s name and dates, and who is in charge, over the version that was read',
    tag,
    access: 'person',
    params: byId,
    body: z.strictObject(matterChange),
    reply: matterItem,
    handle: ({ deps, actor, at, params, body }) =>
      inTransaction(deps.pool, async (client) => {
        const row = await matterToChange(client, actor, params.id)
        await changeMatter(client, row, body, { by: actor.personId, at })
        return readMatter(client, scopeOf(actor), params.id)
      }),
  }),
  route({
    method: 'get',
    path: '/matters/{id}/openings',
    id: 'listMatterOpenings',
    summary:
      'The campaigns in which a dossier about the matter can be begun, by whom, and whether by the reader',
    tag,
    access: 'person',
    params: byId,
    reply: z.object({ items: z.array(opening) }),
    handle: async ({ deps, actor, params }) => {
      await readMatter(deps.pool, scopeOf(actor), params.id)
      return { items: await openingsOf(deps.pool, actor, params.id) }
    },
  }),
  route({
    method: 'get',
    path: '/matters/{id}/years',
    id: 'listMatterYears',
    summary: 'What the matter’s concluded dossiers said of it, year by year: numbers, dates and choices',
    tag,
    access: 'person',
    params: byId,
    reply: z.object({ items: z.array(matterYear) }),
    handle: async ({ deps, actor, params }) => {
      const scope = scopeOf(actor)
      await readMatter(deps.pool, scope, params.id)
      return { items: await matterYears(deps.pool, scope, params.id) }
    },
  }),
  route({
    method: 'post',
    path: '/matters/{id}/end',
    id: 'endMatter',
    summary: 'End what no procedure ends: a plan, commitment, programme or committee whose time is over',
    tag,
    access: 'person',
    params: byId,
    body: z.strictObject(matterEnd),
    reply: matterItem,
    handle: ({ deps, actor, at, params, body }) =>
      inTransaction(deps.pool, async (client) => {
        const row = await matterToChange(client, actor, params.id)
        await endMatter(client, row, body, { by: actor.personId, at })
        return readMatter(client, scopeOf(actor), params.id)
      }),
  }),
  route({
    method: 'delete',
    path: '/matters/{id}',
    id: 'dropMatter',
    summary: 'Take back a draft that no dossier is about; its lines stay',
    tag,
    access: 'person',
    params: byId,
    status: 204,
    handle: ({ deps, actor, at, params }) =>
      inTransaction(deps.pool, async (client) => {
        const row = await matterToChange(client, actor, params.id)
        await dropMatter(client, row, { by: actor.personId, at })
        return new Answer(204, undefined)
      }),
  }),
  route({
    method: 'post',
    path: '/matters/{id}/parts',
    id: 'enterParts',
    summary: 'Enter the parts of a matter: duties, lower plans, reports that it asks for; all or none',
    tag,
    access: 'person',
    params: byId,
    headers: keyHeaders,
    body: z.strictObject({ parts: z.array(z.strictObject(matterGiven)).min(1).max(MOST_PARTS) }),
    status: 201,
    reply: z.object({ ids: z.array(id) }),
    handle: (call) =>
      once(call, 'enterParts', async (client) => {
        const { actor, at, params, body } = call
        const whole = await matterToChange(client, actor, params.id)
        if (whole.status === 'ended') throw new Problem('inUse')
        const place = (index: number): string => `parts.${index}.`
        const entering = { client, actor, doing: { by: actor.personId, at }, parentId: params.id, place }
        return { ids: await enterMatters(entering, body.parts) }
      }),
  }),
  route({
    method: 'get',
    path: '/matters/{id}/parts',
    id: 'listParts',
    summary: 'The parts of a matter: who has each, by when, how far it is; and what is missing',
    tag,
    access: 'person',
    params: byId,
    query: z.strictObject(pageQuery),
    reply: pageOf(part).extend({
      /** Of all parts that the reader sees, not of the page. */
      counts: z.object({
        total: z.int(),
        handedOut: z.int(),
        begun: z.int(),
        closed: z.int(),
        late: z.int(),
      }),
    }),
    handle: async ({ deps, actor, at, params, query }) => {
      const scope = scopeOf(actor)
      await readMatter(deps.pool, scope, params.id)
      const { parts, counts } = await partsOf(deps.pool, scope, params.id, at)
      const { limit = PAGE_SIZE } = query
      const after = unpackCursor(query.cursor, 'text')?.[1]
      const from = after === undefined ? 0 : parts.findIndex((one) => one.id === after) + 1
      const page = pageOfRows(
        parts.slice(from, from + limit + 1),
        limit,
        (one) => [one.code ?? '', one.id],
        (one) => one,
      )
      return { ...page, counts }
    },
  }),
]

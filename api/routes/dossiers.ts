// Reading dossiers: lists, counts by step, one with all that may be done to it, its history and what was written in it.
import { z } from 'zod'
import { readContent } from '../../activities/record/outside.ts'
import { libraryOf } from '../../activities/record/cache.ts'
import { bodyVisible } from '../../domain/visibility.ts'
import { packCursor, pageOfRows, unpackCursor } from '../reads/cursor.ts'
import { detailOf, dossierDetail, namesOf, namesSchema, openForReading } from '../reads/detail.ts'
import {
  communeNames,
  countDossiers,
  dossierItem,
  dossierItemOf,
  listDossiers,
  sortKey,
  stepCount,
} from '../reads/dossiers.ts'
import { filterQuery } from '../reads/filters.ts'
import { historyLine, idsOfHistory, readHistory } from '../reads/history.ts'
import { Problem } from '../problems.ts'
import { countMonths, monthCount } from '../reads/months.ts'
import { countPlaces, placeCount } from '../reads/places.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { bodySchema } from '../actions/requests.ts'
import { PAGE_SIZE, id, instant, pageOf, pageQuery, sha256 } from '../schemas.ts'
import { scopeOf } from '../scope.ts'

const dossierId = z.strictObject({ id })

export const dossierRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/dossiers',
    id: 'listDossiers',
    summary: 'Dossiers that the reader may see, newest first or the first due first, by pages',
    tag: 'dossiers',
    access: 'person',
    query: z.strictObject({ ...filterQuery, ...pageQuery, sort: z.enum(['newest', 'due']).optional() }),
    reply: pageOf(dossierItem).extend({ now: instant }),
    handle: async ({ deps, actor, at, query }) => {
      const { limit = PAGE_SIZE, cursor, sort = 'newest', ...filters } = query
      const request = { scope: scopeOf(actor), filters, at, sort, cursor: unpackCursor(cursor), limit }
      const rows = await listDossiers(deps.pool, request)
      const communes = await communeNames(deps.pool, rows)
      const page = pageOfRows(
        rows,
        limit,
        (row) => sortKey(sort, row),
        (row) => dossierItemOf(row, at, communes),
      )
      return { ...page, now: at }
    },
  }),
  route({
    method: 'get',
    path: '/dossiers/counts',
    id: 'countDossiers',
    summary: 'How many dossiers stand at each step, and how many of them are overdue',
    tag: 'dossiers',
    access: 'person',
    query: z.strictObject(filterQuery),
    reply: z.object({ counts: z.array(stepCount), now: instant }),
    handle: async ({ deps, actor, at, query }) => ({
      counts: await countDossiers(deps.pool, { scope: scopeOf(actor), filters: query, at }),
      now: at,
    }),
  }),
  route({
    method: 'get',
    path: '/dossiers/places',
    id: 'countDossiersByPlace',
    summary: 'How many dossiers are open, late and done in each commune, by kind of subject',
    tag: 'dossiers',
    access: 'person',
    query: z.strictObject(filterQuery),
    reply: z.object({ items: z.array(placeCount), now: instant }),
    handle: async ({ deps, actor, at, query }) => ({
      items: await countPlaces(deps.pool, { scope: scopeOf(actor), filters: query, at }),
      now: at,
    }),
  }),
  route({
    method: 'get',
    path: '/dossiers/months',
    id: 'countDossiersByMonth',
    summary: 'How many dossiers were begun and how many ended in each month, by the calendar of Vietnam',
    tag: 'dossiers',
    access: 'person',
    query: z.strictObject(filterQuery),
    reply: z.object({ items: z.array(monthCount), now: instant }),
    handle: async ({ deps, actor, at, query }) => ({
      items: await countMonths(deps.pool, { scope: scopeOf(actor), filters: query, at }),
      now: at,
    }),
  }),
  route({
    method: 'get',
    path: '/dossiers/{id}',
    id: 'getDossier',
    summary: 'One dossier: state, deadline with its explanation, and what the reader may do now or why not',
    tag: 'dossiers',
    access: 'person',
    params: dossierId,
    reply: dossierDetail,
    handle: async ({ deps, actor, at, params }) => {
      const reading = { deps, actor, at }
      return detailOf(reading, await openForReading(reading, params.id, 'getDossier'))
    },
  }),
  route({
    method: 'get',
    path: '/dossiers/{id}/history',
    id: 'getHistory',
    summary: 'The lines of the dossier’s record in order',
    tag: 'dossiers',
    access: 'person',
    params: dossierId,
    query: z.strictObject(pageQuery),
    reply: pageOf(historyLine).extend({ names: namesSchema }),
    handle: async ({ deps, actor, at, params, query }) => {
      const { limit = 200 } = query
      const cursor = unpackCursor(query.cursor, 'text')
      const seen = await openForReading({ deps, actor, at }, params.id, 'getHistory')
      const after = cursor === null ? 0 : Number(cursor[0])
      if (!Number.isSafeInteger(after)) throw new Problem('invalidRequest', { field: 'cursor' })
      const lines = await readHistory(deps.pool, seen.state, actor.personId, after, limit)
      const items = lines.slice(0, limit)
      const last = items[items.length - 1]
      const nextCursor =
        lines.length > limit && last !== undefined ? packCursor([String(last.seq), params.id]) : null
      return { items, nextCursor, names: await namesOf(deps.pool, idsOfHistory(items)) }
    },
  }),
  route({
    method: 'get',
    path: '/dossiers/{id}/contents/{hash}',
    id: 'getContent',
    summary: 'What was written with one line of the record, known by its hash',
    tag: 'dossiers',
    access: 'person',
    params: z.strictObject({ id, hash: sha256 }),
    reply: bodySchema,
    handle: async ({ deps, actor, at, params }) => {
      const seen = await openForReading({ deps, actor, at }, params.id, 'getContent')
      const { procedure } = seen.state
      const published = await libraryOf(deps.pool).procedure(procedure.id, procedure.version)
      const hidden =
        published === null || !bodyVisible(published.procedure, seen.state, actor.personId, params.hash)
      if (hidden || !seen.readsContent) throw new Problem('notFound')
      // Stored before its action was sent: what no line of the record names is not shown.
      const { rowCount } = await deps.pool.query(
        "SELECT 1 FROM event WHERE dossier_id = $1 AND data->>'bodyHash' = $2 LIMIT 1",
        [params.id, params.hash],
      )
      const body = rowCount === 0 ? null : await readContent(deps.pool, params.id, params.hash)
      if (body === null) throw new Problem('notFound')
      return body as z.input<typeof bodySchema>
    },
  }),
]

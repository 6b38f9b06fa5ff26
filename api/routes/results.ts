// Results of earlier years, on which conditions of the rules rest: one by one, or as a list that is written whole or not.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import { tellBases } from '../actions/basis.ts'
import {
  RESULT_KEEPERS,
  listResults,
  recordResults,
  resultCursor,
  resultGiven,
  resultItem,
  resultItemOf,
  resultKind,
  resultQuery,
} from '../admin/results.ts'
import { Problem } from '../problems.ts'
import { pageOfRows, unpackCursor } from '../reads/cursor.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { PAGE_SIZE, id, pageOf, pageQuery, queryNumber, year } from '../schemas.ts'

const tag = 'results'
/** Entries in one list: a commune's units of some years, in one transaction of well under a second. */
const LIST_MAX = 300

export const resultRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/results',
    id: 'listResults',
    summary: 'Results of subjects that the reader has to do with, by subject, kind and year',
    tag,
    access: 'person',
    query: z.strictObject({ ...resultQuery, year: queryNumber(2000, 2100).optional(), ...pageQuery }),
    reply: pageOf(resultItem),
    handle: async ({ deps, actor, query }) => {
      const { limit = PAGE_SIZE, cursor, ...filters } = query
      const request = { actor, filters, cursor: unpackCursor(cursor, 'text'), limit }
      return pageOfRows(await listResults(deps.pool, request), limit, resultCursor, resultItemOf)
    },
  }),
  route({
    method: 'put',
    path: '/results/{subjectId}/{year}/{kind}',
    id: 'putResult',
    summary:
      'Enter a subject’s result of a year: the commune’s police for its units, the province’s staff for all',
    tag,
    access: RESULT_KEEPERS,
    params: z.strictObject({ subjectId: id, year: queryNumber(2000, 2100), kind: resultKind }),
    body: z.strictObject(resultGiven),
    reply: resultItem,
    handle: async ({ deps, actor, at, params, body }) => {
      const item = await inTransaction(deps.pool, async (client) => {
        const doing = { by: actor.personId, at }
        await recordResults(client, actor, [{ ...params, ...body }], doing, () => '')
        const { subjectId: subject, kind, year: of } = params
        const filters = { subject, kind, year: of }
        const [row] = await listResults(client, { actor, filters, cursor: null, limit: 1 })
        if (row === undefined) throw new Error(`result of ${subject}: written, then not there`)
        return resultItemOf(row)
      })
      tellBases(deps)
      return item
    },
  }),
  route({
    method: 'put',
    path: '/results',
    id: 'putResults',
    summary: 'Enter a list of results, all or none',
    tag,
    access: RESULT_KEEPERS,
    body: z.strictObject({
      results: z
        .array(z.strictObject({ subjectId: id, year, kind: resultKind, ...resultGiven }))
        .min(1)
        .max(LIST_MAX),
    }),
    reply: z.object({ written: z.int() }),
    handle: async ({ deps, actor, at, body }) => {
      const { results } = body
      const keys = results.map((one) => `${one.subjectId} ${one.kind} ${one.year}`)
      const twice = keys.findIndex((key, index) => keys.indexOf(key) !== index)
      if (twice >= 0) throw new Problem('duplicate', { field: `results.${twice}.subjectId` })
      await inTransaction(deps.pool, (client) =>
        recordResults(client, actor, results, { by: actor.personId, at }, (index) => `results.${index}.`),
      )
      tellBases(deps)
      return { written: results.length }
    },
  }),
]

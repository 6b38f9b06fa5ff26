// Names that a person gives to filters of the list of dossiers: his own only, kept here so that they are on every machine
// that he works at. Saving under a name that he has takes its place.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import type { Queryable } from '../../activities/pool.ts'
import { newId } from '../../activities/record/ids.ts'
import { byId } from '../admin/schemas.ts'
import { Problem } from '../problems.ts'
import { filterQuery } from '../reads/filters.ts'
import { Answer, route } from '../route.ts'
import type { Route } from '../route.ts'
import { id, instant, line } from '../schemas.ts'

const tag = 'dossiers'
const MOST_VIEWS = 50
const SEARCH_MAX = 1000

const filters = z.strictObject({ ...filterQuery, sort: z.enum(['newest', 'due']).optional() })

const savedView = z
  .object({
    id,
    name: z.string(),
    /** The list's query, without the question mark. */
    search: z.string(),
    savedAt: instant,
  })
  .meta({ id: 'SavedView' })

interface Row {
  readonly id: string
  readonly name: string
  readonly search: string
  readonly savedAt: Date
}

async function viewsOf(db: Queryable, personId: string): Promise<z.input<typeof savedView>[]> {
  const { rows } = await db.query<Row>(
    `SELECT id, name, search, saved_at AS "savedAt" FROM saved_view WHERE person_id = $1
     ORDER BY name COLLATE "vi-x-icu", id`,
    [personId],
  )
  return rows.map((row) => ({ ...row, savedAt: row.savedAt.toISOString() }))
}

/** The query as the list would read it, in one order; throws `invalidRequest` for what the list doesn't take. */
function normalSearch(search: string): string {
  const given = [...new URLSearchParams(search)].filter(([, value]) => value !== '')
  if (!filters.safeParse(Object.fromEntries(given)).success)
    throw new Problem('invalidRequest', { field: 'search' })
  return new URLSearchParams(given.sort(([a], [b]) => (a < b ? -1 : 1))).toString()
}

export const savedViewRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/me/views',
    id: 'listSavedViews',
    summary: 'Filters of the list of dossiers that one has named',
    tag,
    access: 'person',
    reply: z.object({ items: z.array(savedView) }),
    handle: async ({ deps, actor }) => ({ items: await viewsOf(deps.pool, actor.personId) }),
  }),
  route({
    method: 'put',
    path: '/me/views',
    id: 'saveView',
    summary: 'Name filters of the list of dossiers; a name that one has is given to the new ones',
    tag,
    access: 'person',
    body: z.strictObject({ name: line(80), search: z.string().max(SEARCH_MAX) }),
    reply: z.object({ items: z.array(savedView) }),
    handle: ({ deps, actor, at, body }) =>
      inTransaction(deps.pool, async (client) => {
        const search = normalSearch(body.search)
        // One after another: the limit is counted as it will be.
        await client.query('SELECT 1 FROM person WHERE id = $1 FOR NO KEY UPDATE', [actor.personId])
        await client.query(
          `INSERT INTO saved_view (id, person_id, name, search, saved_at) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (person_id, name) DO UPDATE SET search = EXCLUDED.search, saved_at = EXCLUDED.saved_at`,
          [newId(), actor.personId, body.name, search, at],
        )
        const items = await viewsOf(client, actor.personId)
        if (items.length > MOST_VIEWS)
          throw new Problem('payloadTooLarge', { field: 'name', params: { most: MOST_VIEWS } })
        return { items }
      }),
  }),
  route({
    method: 'delete',
    path: '/me/views/{id}',
    id: 'dropSavedView',
    summary: 'Forget a name given to filters',
    tag,
    access: 'person',
    params: byId,
    status: 204,
    handle: async ({ deps, actor, params }) => {
      const { rowCount } = await deps.pool.query('DELETE FROM saved_view WHERE id = $1 AND person_id = $2', [
        params.id,
        actor.personId,
      ])
      if (rowCount === 0) throw new Problem('notFound')
      return new Answer(204, undefined)
    },
  }),
]

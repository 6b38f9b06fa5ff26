// Roles: granted and ended with dates; each grant and end is an event in the chain of the office.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import { endOf } from '../admin/dates.ts'
import { grantGiven, roleGiven } from '../admin/grants.ts'
import {
  holdingCursor,
  holdingItem,
  holdingItemOf,
  holdingToEnd,
  listHoldings,
  readHolding,
  roleQuery,
} from '../admin/holdings.ts'
import { keyHeaders, once } from '../admin/once.ts'
import { readPerson } from '../admin/people-list.ts'
import { endRole } from '../admin/roles.ts'
import { byId, day } from '../admin/schemas.ts'
import { Problem } from '../problems.ts'
import { pageOfRows, unpackCursor } from '../reads/cursor.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { PAGE_SIZE, id, pageOf, pageQuery } from '../schemas.ts'
import { administered, overseen } from '../territory.ts'

const tag = 'roles'

export const roleRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/roles',
    id: 'listRoles',
    summary: 'Who holds, held or will hold which role in the reader’s offices, the latest grant first',
    tag,
    access: ['administrator', 'auditor'],
    query: z.strictObject({ ...roleQuery, ...pageQuery }),
    reply: pageOf(holdingItem),
    handle: async ({ deps, actor, at, query }) => {
      const { limit = PAGE_SIZE, cursor, ...filters } = query
      const request = { territory: overseen(actor), filters, at, cursor: unpackCursor(cursor), limit }
      return pageOfRows(await listHoldings(deps.pool, request), limit, holdingCursor, holdingItemOf)
    },
  }),
  route({
    method: 'post',
    path: '/roles',
    id: 'grantRole',
    summary: 'Grant a person a role in an office, from a day to a day; nobody grants himself a deciding one',
    tag,
    access: ['administrator'],
    headers: keyHeaders,
    body: z.strictObject({ personId: id, ...roleGiven.shape }),
    status: 201,
    reply: holdingItem,
    handle: (call) =>
      once(call, 'grantRole', async (client) => {
        const { actor, at, body } = call
        const person = await readPerson(client, administered(actor), body.personId, at)
        if (person === null) throw new Problem('unknownPerson', { field: 'personId' })
        return readHolding(client, await grantGiven(client, actor, body, at))
      }),
  }),
  route({
    method: 'post',
    path: '/roles/{id}/end',
    id: 'endRole',
    summary: 'End a role now, or after a day',
    tag,
    access: ['administrator'],
    params: byId,
    body: z.strictObject({ lastDay: day.optional() }),
    reply: holdingItem,
    handle: ({ deps, actor, at, params, body }) =>
      inTransaction(deps.pool, async (client) => {
        const holding = await holdingToEnd(client, administered(actor), params.id)
        if (holding === null) throw new Problem('notFound')
        await endRole(client, holding, endOf(body.lastDay, at), { by: actor.personId, at })
        return readHolding(client, holding.id)
      }),
  }),
]

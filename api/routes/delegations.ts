// Delegations: a holder lets another act in his own role for a while, with a written reason.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import { newId } from '../../activities/record/ids.ts'
import {
  delegationCursor,
  delegationItem,
  delegationItemOf,
  delegationQuery,
  listDelegations,
  readDelegation,
} from '../admin/delegation-reads.ts'
import { delegate, endDelegation } from '../admin/delegations.ts'
import { periodOf } from '../admin/dates.ts'
import { keyHeaders, once } from '../admin/once.ts'
import { byId, day } from '../admin/schemas.ts'
import { Problem } from '../problems.ts'
import { pageOfRows, unpackCursor } from '../reads/cursor.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { PAGE_SIZE, id, longText, pageOf, pageQuery, role } from '../schemas.ts'

const tag = 'delegations'

export const delegationRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/delegations',
    id: 'listDelegations',
    summary: 'Delegations given by or to the reader, and those of the offices that he oversees',
    tag,
    access: 'person',
    query: z.strictObject({ ...delegationQuery, ...pageQuery }),
    reply: pageOf(delegationItem),
    handle: async ({ deps, actor, at, query }) => {
      const { limit = PAGE_SIZE, cursor, ...filters } = query
      const request = { actor, filters, at, cursor: unpackCursor(cursor), limit }
      return pageOfRows(await listDelegations(deps.pool, request), limit, delegationCursor, delegationItemOf)
    },
  }),
  route({
    method: 'post',
    path: '/delegations',
    id: 'delegateRole',
    summary:
      'Delegate a role that one holds oneself to somebody of the same office, for one procedure also one level below; to a day, with a reason',
    tag,
    access: 'person',
    headers: keyHeaders,
    body: z.strictObject({
      toPersonId: id,
      officeId: id,
      role,
      from: day.optional(),
      to: day,
      reason: longText(2000),
      /** For this procedure only. */
      procedureId: id.optional(),
    }),
    status: 201,
    reply: delegationItem,
    handle: (call) =>
      once(call, 'delegateRole', async (client) => {
        const { actor, at, body } = call
        const { from: firstDay, to: lastDay, procedureId = null, ...given } = body
        if (given.reason.trim() === '') throw new Problem('reasonRequired', { field: 'reason' })
        const { from, to } = periodOf({ from: firstDay, to: lastDay }, at)
        if (to === null) throw new Error('a delegation without an end')
        const delegationId = newId()
        await delegate(client, actor, { ...given, procedureId, id: delegationId, from, to }, at)
        return readDelegation(client, delegationId)
      }),
  }),
  route({
    method: 'post',
    path: '/delegations/{id}/end',
    id: 'endDelegation',
    summary: 'End a delegation at once: by whoever gave it, or an administrator of the office',
    tag,
    access: 'person',
    params: byId,
    reply: delegationItem,
    handle: ({ deps, actor, at, params }) =>
      inTransaction(deps.pool, async (client) => {
        await endDelegation(client, actor, params.id, { by: actor.personId, at })
        return readDelegation(client, params.id)
      }),
  }),
]

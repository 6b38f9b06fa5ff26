// Legal holds: what is under one is neither archived nor erased. Set and lifted with a reason by who keeps the record of the
// office; auditors read them.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import { liftHold, listHolds, setHold } from '../../activities/retention/holds.ts'
import { keyHeaders, once } from '../admin/once.ts'
import { KEEPERS, READERS, holdItem, kept, namesOfRetention, officeOf, readable } from '../admin/retention.ts'
import { byId } from '../admin/schemas.ts'
import { Problem } from '../problems.ts'
import { pageOfRows, unpackCursor } from '../reads/cursor.ts'
import { namesSchema } from '../reads/detail.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { PAGE_SIZE, id, line, pageOf, pageQuery } from '../schemas.ts'
import { Values } from '../scope.ts'
import { within } from '../territory.ts'

const tag = 'retention'
const reason = line(500)

export const holdRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/retention/holds',
    id: 'listLegalHolds',
    summary: 'Holds on dossiers, offices and campaigns, the latest first',
    tag,
    access: READERS,
    query: z.strictObject({ ...pageQuery }),
    reply: pageOf(holdItem).extend({ names: namesSchema }),
    handle: async ({ deps, actor, query }) => {
      const { limit = PAGE_SIZE, cursor } = query
      const values = new Values()
      const condition = within(readable(actor), values)
      const request = { condition, values: values.list, before: unpackCursor(cursor), limit }
      const page = pageOfRows(
        await listHolds(deps.pool, request),
        limit,
        (hold) => [hold.setAt, hold.id],
        (hold) => hold,
      )
      return { ...page, names: await namesOfRetention(deps.pool, page.items) }
    },
  }),
  route({
    method: 'post',
    path: '/retention/holds',
    id: 'setLegalHold',
    summary:
      'Put a dossier, an office or a campaign under a hold: nothing of it is archived or erased until it is lifted',
    tag,
    access: KEEPERS,
    headers: keyHeaders,
    body: z.strictObject({ scope: z.enum(['dossier', 'office', 'campaign']), targetId: id, reason }),
    status: 201,
    reply: holdItem,
    handle: (call) =>
      once(call, 'setLegalHold', async (client) => {
        const { actor, at, body } = call
        const officeId = await officeOf(client, kept(actor), body.scope, body.targetId)
        return setHold(client, { ...body, officeId }, actor.personId, at)
      }),
  }),
  route({
    method: 'post',
    path: '/retention/holds/{id}/lift',
    id: 'liftLegalHold',
    summary: 'Lift a hold, with a reason',
    tag,
    access: KEEPERS,
    params: byId,
    body: z.strictObject({ reason }),
    reply: holdItem,
    handle: ({ deps, actor, at, params, body }) =>
      inTransaction(deps.pool, async (client) => {
        const { rows } = await client.query<{ office_id: string }>(
          'SELECT office_id FROM legal_hold WHERE id = $1',
          [params.id],
        )
        await officeOf(client, kept(actor), 'office', rows[0]?.office_id ?? '')
        const hold = await liftHold(client, params.id, body.reason, actor.personId, at)
        if (hold === null) throw new Problem('notFound')
        return hold
      }),
  }),
]

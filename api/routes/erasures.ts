// Erasures that two officers decide: one proposes with a reason, another approves or refuses. Auditors read them.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import { decideErasure, propose } from '../../activities/retention/requests.ts'
import type { DecisionRefusal } from '../../activities/retention/requests.ts'
import { keyHeaders, once } from '../admin/once.ts'
import {
  KEEPERS,
  READERS,
  erasureItem,
  erasureWithin,
  kept,
  listErasures,
  namesOfRetention,
  officeOf,
  readable,
} from '../admin/retention.ts'
import { byId } from '../admin/schemas.ts'
import { Problem } from '../problems.ts'
import type { ProblemCode } from '../problem-codes.ts'
import { pageOfRows, unpackCursor } from '../reads/cursor.ts'
import { namesSchema } from '../reads/detail.ts'
import { route } from '../route.ts'
import type { Call, Route } from '../route.ts'
import { PAGE_SIZE, id, line, pageOf, pageQuery } from '../schemas.ts'

const tag = 'retention'
const reason = line(500)

const REFUSED: Readonly<Record<DecisionRefusal, ProblemCode>> = {
  held: 'underHold',
  notConcluded: 'notConcluded',
  erasedAlready: 'erasedAlready',
  ownProposal: 'secondOfficerNeeded',
  decidedAlready: 'inUse',
  stillActive: 'stillActive',
}

function decide(
  call: Call<typeof KEEPERS, { id: string }, unknown, unknown>,
  decision: 'approve' | 'refuse',
) {
  const { deps, actor, at, params } = call
  return inTransaction(deps.pool, async (client) => {
    const erasure = await erasureWithin(client, kept(actor), params.id)
    const decided = await decideErasure(client, erasure.id, decision, actor.personId, at)
    if (typeof decided === 'string') throw new Problem(REFUSED[decided])
    return decided
  })
}

export const erasureRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/retention/erasures',
    id: 'listErasures',
    summary: 'What was erased or is proposed to be, by whom, when and why, the latest first',
    tag,
    access: READERS,
    query: z.strictObject({ ...pageQuery }),
    reply: pageOf(erasureItem).extend({ names: namesSchema }),
    handle: async ({ deps, actor, query }) => {
      const { limit = PAGE_SIZE, cursor } = query
      const rows = await listErasures(deps.pool, readable(actor), unpackCursor(cursor), limit)
      const page = pageOfRows(
        rows,
        limit,
        (one) => [one.proposedAt, one.id],
        (one) => one,
      )
      return { ...page, names: await namesOfRetention(deps.pool, page.items) }
    },
  }),
  route({
    method: 'post',
    path: '/retention/erasures',
    id: 'proposeErasure',
    summary: 'Propose to erase what was written in a concluded dossier, or the name of a person who has left',
    tag,
    access: KEEPERS,
    headers: keyHeaders,
    body: z.union([z.strictObject({ dossierId: id, reason }), z.strictObject({ personId: id, reason })]),
    status: 201,
    reply: erasureItem,
    handle: (call) =>
      once(call, 'proposeErasure', async (client) => {
        const { actor, at, body } = call
        const [what, target] =
          'dossierId' in body ? (['dossier', body.dossierId] as const) : (['person', body.personId] as const)
        const officeId = await officeOf(client, kept(actor), what, target)
        const subject = what === 'dossier' ? { officeId, dossierId: target } : { officeId, personId: target }
        const erasure = await propose(client, subject, body.reason, actor.personId, at)
        if (erasure === null) throw new Problem('duplicate')
        return erasure
      }),
  }),
  route({
    method: 'post',
    path: '/retention/erasures/{id}/approve',
    id: 'approveErasure',
    summary: 'Approve what another officer proposed: it is erased with this answer',
    tag,
    access: KEEPERS,
    params: byId,
    reply: erasureItem,
    handle: (call) => decide(call, 'approve'),
  }),
  route({
    method: 'post',
    path: '/retention/erasures/{id}/refuse',
    id: 'refuseErasure',
    summary: 'Refuse what another officer proposed',
    tag,
    access: KEEPERS,
    params: byId,
    reply: erasureItem,
    handle: (call) => decide(call, 'refuse'),
  }),
]

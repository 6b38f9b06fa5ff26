// Retention: the rules after which dossiers are archived and erased, what they ask for tonight, holds, and erasures that two
// officers decide. Auditors read all of it.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import { liftHold, listHolds, setHold } from '../../activities/retention/holds.ts'
import { decideErasure, propose } from '../../activities/retention/requests.ts'
import type { DecisionRefusal } from '../../activities/retention/requests.ts'
import { confirmRule, readRules, removeRule, setRule } from '../../activities/retention/rules.ts'
import type { KeptRule } from '../../activities/retention/rules.ts'
import { duePage } from '../../activities/retention/sweep.ts'
import {
  KEEPERS,
  READERS,
  dueItem,
  erasureItem,
  erasureWithin,
  holdItem,
  kept,
  kind,
  listErasures,
  officeOf,
  readable,
  requireEverything,
  ruleItem,
} from '../admin/retention.ts'
import { keyHeaders, once } from '../admin/once.ts'
import { byId, version } from '../admin/schemas.ts'
import { Problem } from '../problems.ts'
import type { ProblemCode } from '../problem-codes.ts'
import { packCursor, pageOfRows, unpackCursor } from '../reads/cursor.ts'
import { Answer, route } from '../route.ts'
import type { Call, Route } from '../route.ts'
import { PAGE_SIZE, id, line, pageOf, pageQuery } from '../schemas.ts'
import { Values } from '../scope.ts'
import { OFFICE_OF_SQL } from '../../activities/retention/holds.ts'
import { within } from '../territory.ts'

const tag = 'retention'
const reason = line(500)

const ruleItemOf = (rule: KeptRule) => {
  const { confirmed, ...rest } = rule
  return { ...rest, counts: rule.kind === 'archive' || confirmed }
}

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

const ruleRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/retention/rules',
    id: 'listRetentionRules',
    summary: 'After how many years what is archived and erased; where no rule is set nothing goes',
    tag,
    access: READERS,
    reply: z.object({ items: z.array(ruleItem) }),
    handle: async ({ deps }) => ({ items: (await readRules(deps.pool)).map(ruleItemOf) }),
  }),
  route({
    method: 'put',
    path: '/retention/rules',
    id: 'setRetentionRule',
    summary:
      'Set the rule of a kind for a procedure, or for all without one of their own; one that erases needs confirming',
    tag,
    access: KEEPERS,
    body: z.strictObject({
      procedureId: id.nullable(),
      kind,
      years: z.int().min(1).max(100),
      basis: reason,
    }),
    reply: ruleItem,
    handle: ({ deps, actor, at, body }) => {
      requireEverything(actor)
      return inTransaction(deps.pool, async (client) => {
        const rule = await setRule(client, body, actor.personId, at)
        if (rule === 'erasesBeforeArchiving') throw new Problem('erasesBeforeArchiving', { field: 'years' })
        return ruleItemOf(rule)
      })
    },
  }),
  route({
    method: 'post',
    path: '/retention/rules/{id}/confirm',
    id: 'confirmRetentionRule',
    summary: 'Confirm a rule that another officer set, in the version that was read',
    tag,
    access: KEEPERS,
    params: byId,
    body: z.strictObject({ version }),
    reply: ruleItem,
    handle: ({ deps, actor, at, params, body }) => {
      requireEverything(actor)
      return inTransaction(deps.pool, async (client) => {
        const rule = await confirmRule(client, params.id, body.version, actor.personId, at)
        if (rule === null) throw new Problem('versionConflict', { field: 'version' })
        if (rule === 'ownRule') throw new Problem('secondOfficerNeeded')
        return ruleItemOf(rule)
      })
    },
  }),
  route({
    method: 'delete',
    path: '/retention/rules/{id}',
    id: 'removeRetentionRule',
    summary: 'Take a rule away: nothing goes by it any more',
    tag,
    access: KEEPERS,
    params: byId,
    status: 204,
    handle: ({ deps, actor, at, params }) => {
      requireEverything(actor)
      return inTransaction(deps.pool, async (client) => {
        if (!(await removeRule(client, params.id, actor.personId, at))) throw new Problem('notFound')
        return new Answer(204, undefined)
      })
    },
  }),
  route({
    method: 'get',
    path: '/retention/due',
    id: 'listRetentionDue',
    summary:
      'What would go if the night came now, the longest concluded first; what is under a hold says so. Pages may be short',
    tag,
    access: READERS,
    query: z.strictObject({ cursor: z.string().max(400).optional() }),
    reply: z.object({ items: z.array(dueItem), nextCursor: z.string().nullable() }),
    handle: async ({ deps, actor, at, query }) => {
      const values = new Values()
      const condition = `EXISTS (SELECT 1 FROM office o WHERE o.id = ${OFFICE_OF_SQL} AND ${within(readable(actor), values)})`
      const after = unpackCursor(query.cursor)
      const rules = await readRules(deps.pool)
      const page = await duePage(deps.pool, rules, { now: at, condition, values: values.list, after })
      return { items: [...page.due], nextCursor: page.next === null ? null : packCursor(page.next) }
    },
  }),
]

const holdRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/retention/holds',
    id: 'listLegalHolds',
    summary: 'Holds on dossiers, offices and campaigns, the latest first',
    tag,
    access: READERS,
    query: z.strictObject({ ...pageQuery }),
    reply: pageOf(holdItem),
    handle: async ({ deps, actor, query }) => {
      const { limit = PAGE_SIZE, cursor } = query
      const values = new Values()
      const condition = within(readable(actor), values)
      const request = { condition, values: values.list, before: unpackCursor(cursor), limit }
      return pageOfRows(
        await listHolds(deps.pool, request),
        limit,
        (hold) => [hold.setAt, hold.id],
        (hold) => hold,
      )
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

const erasureRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/retention/erasures',
    id: 'listErasures',
    summary: 'What was erased or is proposed to be, by whom, when and why, the latest first',
    tag,
    access: READERS,
    query: z.strictObject({ ...pageQuery }),
    reply: pageOf(erasureItem),
    handle: async ({ deps, actor, query }) => {
      const { limit = PAGE_SIZE, cursor } = query
      const rows = await listErasures(deps.pool, readable(actor), unpackCursor(cursor), limit)
      return pageOfRows(
        rows,
        limit,
        (one) => [one.proposedAt, one.id],
        (one) => one,
      )
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

export const retentionRoutes: readonly Route[] = [...ruleRoutes, ...holdRoutes, ...erasureRoutes]

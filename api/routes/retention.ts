// Retention: the rules after which dossiers are archived and erased, and what they ask for tonight. Auditors read all of it.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import { confirmRule, readRules, removeRule, setRule } from '../../activities/retention/rules.ts'
import type { KeptRule } from '../../activities/retention/rules.ts'
import { duePage } from '../../activities/retention/sweep.ts'
import {
  KEEPERS,
  READERS,
  dueItem,
  kind,
  namesOfRetention,
  readable,
  requireEverything,
  ruleItem,
} from '../admin/retention.ts'
import { byId, version } from '../admin/schemas.ts'
import { Problem } from '../problems.ts'
import { packCursor, unpackCursor } from '../reads/cursor.ts'
import { Answer, route } from '../route.ts'
import type { Route } from '../route.ts'
import { namesSchema } from '../reads/detail.ts'
import { id, line } from '../schemas.ts'
import { Values } from '../scope.ts'
import { OFFICE_OF_SQL } from '../../activities/retention/holds.ts'
import { within } from '../territory.ts'

const tag = 'retention'
const reason = line(500)

const ruleItemOf = (rule: KeptRule) => {
  const { confirmed, ...rest } = rule
  return { ...rest, counts: rule.kind === 'archive' || confirmed }
}

/** Rules, and what they ask for tonight. */
export const retentionRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/retention/rules',
    id: 'listRetentionRules',
    summary: 'After how many years what is archived and erased; where no rule is set nothing goes',
    tag,
    access: READERS,
    reply: z.object({ items: z.array(ruleItem), names: namesSchema }),
    handle: async ({ deps }) => {
      const rules = await readRules(deps.pool)
      return { items: rules.map(ruleItemOf), names: await namesOfRetention(deps.pool, rules) }
    },
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

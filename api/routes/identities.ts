// What administrators do about the sign-in of others: identities linked to a person and unlinked, a second factor reset.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import type { Queryable } from '../../activities/pool.ts'
import { appendChainEvent } from '../../activities/record/chain.ts'
import { SYSTEM_CHAIN } from '../../activities/record/ids.ts'
import { endAccess, personToChange } from '../admin/people.ts'
import { readPerson } from '../admin/people-list.ts'
import { byId } from '../admin/schemas.ts'
import { realNow } from '../auth/authenticate.ts'
import { link, unlink } from '../auth/identities.ts'
import { removeSecondFactor } from '../auth/second-factor.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problems.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { id, instant, line } from '../schemas.ts'
import { overseen } from '../territory.ts'

const tag = 'people'

const identityItem = z
  .object({
    id,
    /** The provider's id and name here; null where the settings no longer hold it. */
    provider: z.string().nullable(),
    issuer: z.string(),
    subject: z.string(),
    linkedAt: instant,
    linkedBy: z.string(),
    lastUsedAt: instant.nullable(),
  })
  .meta({ id: 'Identity' })

interface Row {
  readonly id: string
  readonly issuer: string
  readonly subject: string
  readonly linked_at: Date
  readonly linked_by: string
  readonly last_used_at: Date | null
}

async function identitiesOf(
  db: Queryable,
  { providers }: Deps,
  personId: string,
): Promise<z.input<typeof identityItem>[]> {
  const { rows } = await db.query<Row>(
    'SELECT id, issuer, subject, linked_at, linked_by, last_used_at FROM identity WHERE person_id = $1 ORDER BY linked_at, id',
    [personId],
  )
  return rows.map((row) => ({
    id: row.id,
    provider: providers.list.find(({ issuer }) => issuer === row.issuer)?.id ?? null,
    issuer: row.issuer,
    subject: row.subject,
    linkedAt: row.linked_at.toISOString(),
    linkedBy: row.linked_by,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  }))
}

const list = z.object({ items: z.array(identityItem) })

export const identityRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/people/{id}/identities',
    id: 'listIdentities',
    summary: 'The identities by which a person signs in through providers',
    tag,
    access: ['administrator', 'auditor'],
    params: byId,
    reply: list,
    handle: async ({ deps, actor, at, params }) => {
      if ((await readPerson(deps.pool, overseen(actor), params.id, at)) === null)
        throw new Problem('notFound')
      return { items: await identitiesOf(deps.pool, deps, params.id) }
    },
  }),
  route({
    method: 'post',
    path: '/people/{id}/identities',
    id: 'linkIdentity',
    summary: 'Link a subject of an identity provider to a person; the same again changes nothing',
    tag,
    access: ['administrator'],
    params: byId,
    body: z.strictObject({ provider: z.string().max(31), subject: line(255) }),
    status: 201,
    reply: list,
    handle: ({ deps, actor, at, params, body }) =>
      inTransaction(deps.pool, async (client) => {
        await personToChange(client, actor, params.id, at)
        const issuer = deps.providers.find(body.provider)?.settings.issuer
        if (issuer === undefined) throw new Problem('unknownName', { field: 'provider' })
        const times = { now: realNow(), at }
        await link(client, { issuer, subject: body.subject, personId: params.id }, actor.personId, times)
        return { items: await identitiesOf(client, deps, params.id) }
      }),
  }),
  route({
    method: 'delete',
    path: '/people/{id}/identities/{identity}',
    id: 'unlinkIdentity',
    summary: 'Take a link away; sessions that began through a provider end',
    tag,
    access: ['administrator'],
    params: z.strictObject({ id, identity: id }),
    status: 204,
    handle: ({ deps, actor, at, params }) =>
      inTransaction(deps.pool, async (client) => {
        await personToChange(client, actor, params.id, at)
        await unlink(client, params.id, params.identity, actor.personId, { now: realNow(), at })
        return undefined
      }),
  }),
  route({
    method: 'delete',
    path: '/people/{id}/second-factor',
    id: 'resetSecondFactor',
    summary: 'Take away the second factor of somebody who lost it; his sessions and tokens end',
    tag,
    access: ['administrator'],
    params: byId,
    status: 204,
    handle: ({ deps, actor, at, params }) =>
      inTransaction(deps.pool, async (client) => {
        // One's own is given up with password and code: an open browser must not be enough.
        if (params.id === actor.personId) throw new Problem('forbidden')
        await personToChange(client, actor, params.id, at)
        if (!(await removeSecondFactor(client, params.id))) throw new Problem('secondFactorMissing')
        await endAccess(client, params.id, realNow())
        await appendChainEvent(
          client,
          SYSTEM_CHAIN,
          'secondFactorReset',
          { personId: params.id },
          actor.personId,
          at,
        )
        return undefined
      }),
  }),
]

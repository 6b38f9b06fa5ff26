// Bearer tokens for machines: a person makes one for himself in a session; it is shown once and acts with his roles. Their
// time is real time, as that of sessions, whatever clock the instance lives by.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import type { Queryable } from '../../activities/pool.ts'
import { newId } from '../../activities/record/ids.ts'
import { endOf } from '../admin/dates.ts'
import { keyHeaders, once } from '../admin/once.ts'
import { personToChange } from '../admin/people.ts'
import { readPerson } from '../admin/people-list.ts'
import { byId, day } from '../admin/schemas.ts'
import { realNow } from '../auth/authenticate.ts'
import { newSecret, secretHash } from '../auth/secrets.ts'
import { Problem } from '../problems.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { id, instant, line } from '../schemas.ts'
import { overseen } from '../territory.ts'

const tag = 'tokens'

const tokenItem = z
  .object({
    id,
    label: z.string(),
    createdAt: instant,
    expiresAt: instant.nullable(),
    revokedAt: instant.nullable(),
    lastUsedAt: instant.nullable(),
  })
  .meta({ id: 'Token' })
type TokenItem = z.input<typeof tokenItem>

interface Row {
  readonly id: string
  readonly label: string
  readonly created_at: Date
  readonly expires_at: Date | null
  readonly revoked_at: Date | null
  readonly last_used_at: Date | null
}

function tokenItemOf(row: Row): TokenItem {
  return {
    id: row.id,
    label: row.label,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  }
}

async function tokensOf(db: Queryable, personId: string): Promise<TokenItem[]> {
  const { rows } = await db.query<Row>(
    `SELECT id, label, created_at, expires_at, revoked_at, last_used_at FROM machine_token
     WHERE person_id = $1 ORDER BY created_at DESC, id LIMIT 200`,
    [personId],
  )
  return rows.map(tokenItemOf)
}

export const tokenRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/tokens',
    id: 'listTokens',
    summary: 'The reader’s own tokens; for administrators and auditors those of a person whom they oversee',
    tag,
    access: 'person',
    query: z.strictObject({ person: id.optional() }),
    reply: z.object({ items: z.array(tokenItem) }),
    handle: async ({ deps, actor, at, query }) => {
      const { person = actor.personId } = query
      const seen =
        person === actor.personId || (await readPerson(deps.pool, overseen(actor), person, at)) !== null
      if (!seen) throw new Problem('notFound')
      return { items: await tokensOf(deps.pool, person) }
    },
  }),
  route({
    method: 'post',
    path: '/tokens',
    id: 'addToken',
    summary: 'Make a token for oneself, shown by this answer only; not with a token',
    tag,
    access: 'person',
    headers: keyHeaders,
    body: z.strictObject({ label: line(100), lastDay: day.optional() }),
    status: 201,
    reply: tokenItem.extend({ token: z.string().nullable() }),
    handle: (call) => {
      if (call.actor.via !== 'session') throw new Problem('forbidden')
      const token = `trn_${newSecret()}`
      return once(
        call,
        'addToken',
        async (client) => {
          const { actor, body } = call
          const now = realNow()
          const expiresAt = body.lastDay === undefined ? null : endOf(body.lastDay, now)
          const { rows } = await client.query<Row>(
            `INSERT INTO machine_token (id, person_id, token_hash, label, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
             RETURNING id, label, created_at, expires_at, revoked_at, last_used_at`,
            [newId(), actor.personId, secretHash(token), body.label, now, expiresAt],
          )
          if (rows[0] === undefined) throw new Error('addToken: expected one row')
          return { ...tokenItemOf(rows[0]), token }
        },
        (reply) => ({ ...reply, token: null }),
      )
    },
  }),
  route({
    method: 'delete',
    path: '/tokens/{id}',
    id: 'revokeToken',
    summary: 'Revoke a token at once: one’s own, or one of a person whom one administers',
    tag,
    access: 'person',
    params: byId,
    status: 204,
    handle: ({ deps, actor, at, params }) =>
      inTransaction(deps.pool, async (client) => {
        const { rows } = await client.query<{ person_id: string }>(
          'SELECT person_id FROM machine_token WHERE id = $1',
          [params.id],
        )
        const owner = rows[0]?.person_id
        if (owner === undefined) throw new Problem('notFound')
        if (owner !== actor.personId) await personToChange(client, actor, owner, at)
        await client.query('UPDATE machine_token SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL', [
          params.id,
          realNow(),
        ])
        return undefined
      }),
  }),
]

// Requests that create something, made repeatable: the answer is kept under the person and his Idempotency-Key in the
// transaction that creates, so that the same request sent again gets the same answer, and another one is refused.
import type { Request } from 'express'
import { inTransaction } from '../../activities/pool.ts'
import type { Client, Pool } from '../../activities/pool.ts'
import { hashOf } from '../../activities/record/canonical.ts'
import { idFrom } from '../../activities/record/ids.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { headers, keyOf } from '../actions/reply.ts'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import { Answer } from '../route.ts'

/** What a creating route documents. */
export const keyHeaders = headers

interface CreatingCall {
  readonly deps: { readonly pool: Pool }
  readonly req: Request
  readonly actor: Actor
  readonly at: Instant
  readonly params: unknown
  readonly body: unknown
}

interface Stored {
  readonly request_hash: string
  readonly reply: object
}

/**
 * Runs the work once for a person and key, and answers 201 with what it gave; `kept` says what a repeat is told, where
 * the first answer shows a secret.
 */
export async function once<T extends object>(
  call: CreatingCall,
  route: string,
  work: (client: Client) => Promise<T>,
  kept: (reply: T) => object = (reply) => reply,
): Promise<Answer> {
  const { personId } = call.actor
  const id = idFrom('request', personId, keyOf(call.req))
  const requestHash = hashOf({ route, params: call.params, body: call.body ?? null })
  return inTransaction(call.deps.pool, async (client) => {
    // Two sendings at once: the second waits here, then finds the first one's answer.
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [id])
    const { rows } = await client.query<Stored>('SELECT request_hash, reply FROM request WHERE id = $1', [id])
    const stored = rows[0]
    if (stored !== undefined) {
      if (stored.request_hash !== requestHash) throw new Problem('keyReused', { field: 'Idempotency-Key' })
      return new Answer(201, stored.reply)
    }
    const reply = await work(client)
    await client.query(
      `INSERT INTO request (id, person_id, route, request_hash, reply, recorded_at) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, personId, route, requestHash, JSON.stringify(kept(reply)), call.at],
    )
    return new Answer(201, reply)
  })
}

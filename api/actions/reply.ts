// What the sender of an action is told: the receipt and the new state as he may see it; or pending, or why not.
import type { Request } from 'express'
import { z } from 'zod'
import { isOutage } from '../../activities/pool.ts'
import type { DossierState } from '../../domain/dossier.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { ActAnswer } from '../../workflows/messages.ts'
import type { Actor } from '../auth/actor.ts'
import type { Deps } from '../deps.ts'
import { Problem, refusalProblem } from '../problems.ts'
import { lookAt, shownState } from '../reads/detail.ts'
import { dossierState } from '../reads/state.ts'
import { Answer } from '../route.ts'
import { id, instant } from '../schemas.ts'
import { commandIdOf } from './perform.ts'
import type { Asked, Performed } from './perform.ts'

/** How soon to send a pending action again, and one that found the system away, in seconds. */
const PENDING_AFTER_SECONDS = 1
const AWAY_AFTER_SECONDS = 5

export const headers = {
  'Idempotency-Key': {
    description: '8 to 128 visible ASCII characters, new for each intention',
    required: true,
  },
} as const

const receipt = z
  .object({
    commandId: id,
    /** The instant that the rule and the receipt know. */
    receivedAt: instant,
    recordedAt: instant.nullable(),
    /** Whether this answer was recorded by an earlier sending. */
    repeated: z.boolean(),
  })
  .meta({ id: 'Receipt' })

export const actionReply = z
  .object({
    receipt,
    dossierId: id,
    /** The state after it, as the reader may see it; null where the action took it out of his sight. */
    state: dossierState.nullable(),
  })
  .meta({ id: 'ActionReply' })

export const pendingReply = z
  .object({ status: z.literal('outcome_pending'), commandId: id, receivedAt: instant })
  .meta({ id: 'OutcomePending' })

/** The key of a request; throws `keyRequired`. */
export function keyOf(req: Request): string {
  const key = req.headers['idempotency-key']
  if (typeof key !== 'string' || !/^[\x21-\x7e]{8,128}$/u.test(key)) {
    throw new Problem('keyRequired', { field: 'Idempotency-Key' })
  }
  return key
}

/** The reply to an action; a refusal is thrown as its problem. */
export async function replyTo(
  { deps, actor }: { readonly deps: Deps; readonly actor: Actor },
  asked: Asked,
  performed: Performed,
): Promise<Answer> {
  const { sent, receivedAt } = performed
  const { action, dossierId, personId, key } = asked
  const commandId = commandIdOf(personId, key)
  deps.metrics.actions.inc({ action, outcome: outcomeOf(sent) })
  switch (sent.kind) {
    case 'pending':
      return pending(commandId, receivedAt)
    case 'unavailable':
      throw new Problem('unavailable', { retryAfterSeconds: AWAY_AFTER_SECONDS })
    case 'incident':
      deps.metrics.incidents.inc()
      throw new Problem('incident', { incident: sent.id })
    case 'result': {
      if (!sent.result.ok) throw refusedProblem(sent.result)
      const { recordedAt, repeated } = sent.result
      const receipt = { commandId, receivedAt, recordedAt, repeated }
      try {
        return new Answer(200, { receipt, dossierId, state: await stateAfter(deps, actor, dossierId) })
      } catch (error) {
        // Accepted, but PostgreSQL went away before the state could be read: sent again, it will be shown.
        if (isOutage(error)) return pending(commandId, receivedAt)
        throw error
      }
    }
  }
}

function pending(commandId: string, receivedAt: Instant): Answer {
  const body = { status: 'outcome_pending', commandId, receivedAt }
  return new Answer(202, body, { 'Retry-After': String(PENDING_AFTER_SECONDS) })
}

async function stateAfter(deps: Deps, actor: Actor, dossierId: string): Promise<DossierState | null> {
  const seen = await lookAt(deps.pool, actor, dossierId)
  return seen === null ? null : shownState(deps, actor, seen.state)
}

function outcomeOf(sent: Performed['sent']): string {
  if (sent.kind !== 'result') return sent.kind
  return sent.result.ok ? 'accepted' : (sent.result.code ?? 'refused')
}

function refusedProblem({ code, detail, position }: ActAnswer): Problem {
  if (code === null) throw new Error('an answer that is neither accepted nor refused')
  return refusalProblem(code, detail, position ?? undefined)
}

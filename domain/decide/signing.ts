// Whether one decision over many may be signed: asked of every reserved dossier in the transaction that signs, so that
// afterwards nothing is left that could keep the decision from any of them.
import { refuse } from '../command.ts'
import type { Facts, Refused } from '../command.ts'
import type { DossierState, Id } from '../dossier.ts'
import type { Procedure } from '../procedure.ts'
import type { Instant } from '../time/civil.ts'
import { unfit } from './batch.ts'
import { contextOf, precheck } from './index.ts'

/**
 * Why this person can't sign the batch's decision over this dossier at this instant; null when he can.
 * `facts.capacities` are the signer's own.
 */
export function signingRefusal(
  procedure: Procedure,
  state: DossierState,
  signing: { readonly batchId: Id; readonly personId: Id; readonly at: Instant },
  facts: Facts,
): Refused | null {
  const { batchId, personId, at } = signing
  const { reservation } = state
  if (state.status !== 'reserved' || reservation?.batchId !== batchId)
    return refuse('notReserved', { batchId })
  if (at > reservation.expiresAt) return refuse('notReserved', { batchId, expiresAt: reservation.expiresAt })
  const { step, round, contentHash } = state
  const context = contextOf(
    procedure,
    { ...state, status: 'active', reservation: null },
    {
      id: '',
      dossierId: state.id,
      action: 'reserve',
      actor: { kind: 'batch', batchId },
      receivedAt: at,
      basis: { step, round, contentHash },
      bodyHash: null,
      args: { batchId, toPersonId: personId },
    },
    facts,
  )
  if ('ok' in context) return context
  const standing = precheck(context)
  return 'ok' in standing ? standing : unfit(context)
}

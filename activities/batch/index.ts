// The activities of batches, as their workflow knows them.
import { ApplicationFailure } from '@temporalio/common'
import { Context } from '@temporalio/activity'
import { INCIDENT } from '../../workflows/messages.ts'
import type { ActRequest, BatchActivities, DossierActivities } from '../../workflows/messages.ts'
import { sendAct } from '../dossier-updates.ts'
import type { Sent } from '../dossier-updates.ts'
import type { Pool } from '../pool.ts'
import { withPulse } from '../pulse.ts'
import { guarded } from '../record/incidents.ts'
import { cancelBatch, expireBatch, finishBatch, freezeBatch } from './life.ts'
import { PhaseInterrupted, runPhase } from './phase.ts'
import { readBatch, viewOf } from './row.ts'
import { signBatch } from './sign.ts'

/** How long one item may take before its outcome is called unknown, and asked for again. */
const ITEM_LIMIT_MS = 30_000

/** Activities over one pool; they ask dossiers with the client of the worker that runs them. */
export function createBatchActivities(
  { pool }: { readonly pool: Pool },
  record: Pick<DossierActivities, 'commit'>,
): BatchActivities {
  const watched = <T>(place: string, batchId: string, work: () => Promise<T>) =>
    guarded(pool, { place, context: { batchId } }, work)
  return {
    loadBatch: async (batchId) => {
      const row = await readBatch(pool, batchId)
      return row === null ? null : viewOf(row)
    },
    runPhase: (batchId, phase, pass) =>
      watched(`batch.${phase}`, batchId, () => withPulse(() => phaseOf(pool, record, batchId, phase, pass))),
    freezeBatch: (batchId) => watched('batch.freeze', batchId, () => freezeBatch(pool, batchId)),
    expireBatch: (batchId) => watched('batch.expire', batchId, () => expireBatch(pool, batchId)),
    finishBatch: (batchId) => watched('batch.finish', batchId, () => finishBatch(pool, batchId)),
    signBatch: (batchId, command) => watched('batch.sign', batchId, () => signBatch(pool, batchId, command)),
    cancelBatch: (batchId, command) =>
      watched('batch.cancel', batchId, () => cancelBatch(pool, batchId, command)),
  }
}

async function phaseOf(
  pool: Pool,
  record: Pick<DossierActivities, 'commit'>,
  batchId: string,
  phase: Parameters<BatchActivities['runPhase']>[1],
  pass: number,
): Promise<{ readonly left: number }> {
  const { client } = Context.current()
  try {
    return await runPhase(
      {
        pool,
        send: (request, input, running) =>
          phase === 'reserve'
            ? reserve(record, request)
            : sendAct(client, request, input, { deadlineMs: ITEM_LIMIT_MS, running }),
      },
      batchId,
      phase,
      pass,
    )
  } catch (error) {
    if (!(error instanceof PhaseInterrupted)) throw error
    throw ApplicationFailure.retryable(error.message, error.name)
  }
}

/**
 * A reservation moves nothing and waits for nothing that the dossier's run would have to do: the run learns of it from what
 * it is asked next, and until then the record alone refuses whoever acts, as it does for every action. Its expiry is the
 * batch's to see to.
 */
async function reserve(record: Pick<DossierActivities, 'commit'>, request: ActRequest): Promise<Sent> {
  try {
    return { kind: 'result', result: await record.commit(request) }
  } catch (error) {
    if (!(error instanceof ApplicationFailure) || error.type !== INCIDENT) throw error
    return { kind: 'incident', id: String(error.details?.[0]) }
  }
}

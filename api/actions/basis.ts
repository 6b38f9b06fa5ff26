// Right after an act that changed a subject's result: what other decisions had counted of it is said to them, beside the
// reply and never instead of it. What doesn't get through waits in the record for the next working morning.
import { deliverBasisChanges } from '../../activities/record/basis.ts'
import type { Action } from '../../domain/vocabulary.ts'
import { sendAct } from '../act.ts'
import type { Deps } from '../deps.ts'

/** Acts on a dossier that has ended which give its subject another result, or take it away. */
export const CHANGES_RESULTS: readonly Action[] = ['revoke', 'maintain', 'reopen']

/** Begins to send what waits, and comes back at once. */
export function tellBases({ pool, temporal, settings, log }: Deps): void {
  const options = { deadlineMs: settings.actionDeadlineMs }
  deliverBasisChanges({
    pool,
    send: (request, input, running) => sendAct(temporal, request, input, { ...options, running }),
  }).then(
    ({ left }) => {
      if (left > 0) log.warn({ left }, 'changed bases were not said to every decision; the morning will')
    },
    (error: unknown) => {
      log.error({ err: error }, 'changed bases were not said')
    },
  )
}

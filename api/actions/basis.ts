// Right after an act that changed a subject's result: what other decisions had counted of it is said to them, beside the
// reply and never instead of it. What doesn't get through waits in the record for the next working morning.
import { deliverBasisChanges } from '../../activities/record/basis.ts'
import type { Action } from '../../domain/vocabulary.ts'
import { sendAct } from '../act.ts'
import type { ApiSettings, Deps } from '../deps.ts'

/** Acts on a dossier that has ended which give its subject another result, or take it away. */
export const CHANGES_RESULTS: readonly Action[] = ['revoke', 'maintain', 'reopen']

/** What bringing an action to its outcome needs, for a person at the API as for one whose list a worker writes. */
export interface ActingDeps extends Pick<Deps, 'pool' | 'temporal'> {
  readonly log: Pick<Deps['log'], 'warn' | 'error'>
  readonly settings: Pick<ApiSettings, 'clock' | 'actionDeadlineMs'>
}

/** Begins to send what waits, and comes back at once. */
export function tellBases({ pool, temporal, settings, log }: ActingDeps): void {
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

// The one run that keeps the system in order: campaigns that nobody looks after get their runs, and what has served its
// purpose is removed.
import { proxyActivities } from '@temporalio/workflow'
import { repeatDuty } from './duty.ts'
import { INCIDENT } from './messages.ts'
import type { DutyInput, UpkeepActivities } from './messages.ts'

const { keepUp } = proxyActivities<UpkeepActivities>({
  startToCloseTimeout: '60 minutes',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1 minute', nonRetryableErrorTypes: [INCIDENT] },
})

/** The workflow of the upkeep; it never ends. */
export function upkeep(input: DutyInput): Promise<void> {
  return repeatDuty(input, () => keepUp())
}

// The one run that has the heads of all chains anchored, shortly after each midnight in Vietnam.
import { proxyActivities } from '@temporalio/workflow'
import { repeatDuty } from './duty.ts'
import { INCIDENT } from './messages.ts'
import type { AnchorActivities, DutyInput } from './messages.ts'

const { anchorDay } = proxyActivities<AnchorActivities>({
  startToCloseTimeout: '15 minutes',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1 minute', nonRetryableErrorTypes: [INCIDENT] },
})

/** The workflow of the daily anchor; it never ends. */
export function anchor(input: DutyInput): Promise<void> {
  return repeatDuty(input, () => anchorDay())
}

// The one run that has each recipient's letter of the day built, each working morning after the sweeps.
import { proxyActivities } from '@temporalio/workflow'
import { repeatDuty } from './duty.ts'
import { INCIDENT } from './messages.ts'
import type { DigestActivities, DutyInput } from './messages.ts'

const { buildDigest } = proxyActivities<DigestActivities>({
  startToCloseTimeout: '15 minutes',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1 minute', nonRetryableErrorTypes: [INCIDENT] },
})

/** The workflow of the digest; it never ends. */
export function digest(input: DutyInput): Promise<void> {
  return repeatDuty(input, () => buildDigest())
}

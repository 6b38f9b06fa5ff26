// The one run that has each recipient's letter of the day built, each working morning after the sweeps. It keeps nothing:
// what was sent stands in the record.
import { condition, continueAsNew, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import { incidentOf } from './incident.ts'
import { INCIDENT, lookSignal } from './messages.ts'
import type { DigestActivities, DigestInput } from './messages.ts'

const SHORTEST_SLEEP_MS = 1_000
const AFTER_INCIDENT_MS = 15 * 60_000
/** Where no working day is in sight the holiday table is broken: it is looked at again the next day. */
const NO_DAY_MS = 24 * 3_600_000

const { buildDigest } = proxyActivities<DigestActivities>({
  startToCloseTimeout: '15 minutes',
  retry: { initialInterval: '1s', maximumInterval: '1 minute', nonRetryableErrorTypes: [INCIDENT] },
})

/** The workflow of the digest; it never ends. */
export async function digest(input: DigestInput): Promise<void> {
  let looked = false
  setHandler(lookSignal, () => {
    looked = true
  })
  while (!workflowInfo().continueAsNewSuggested) {
    looked = false
    const wait = await build()
    if (input.clock === 'stepped') await condition(() => looked)
    else await condition(() => looked, wait)
  }
  await continueAsNew<typeof digest>(input)
}

async function build(): Promise<number> {
  try {
    const { nextWakeAt } = await buildDigest()
    return nextWakeAt === null ? NO_DAY_MS : Math.max(SHORTEST_SLEEP_MS, Date.parse(nextWakeAt) - Date.now())
  } catch (error) {
    if (incidentOf(error) === null) throw error
    // A bug; it is written down, and the letters are tried again.
    return AFTER_INCIDENT_MS
  }
}

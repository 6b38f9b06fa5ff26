// A duty of the whole system that comes again and again, such as the day's letters or the day's anchor: one run that asks
// its activity when to ask next. It keeps nothing, for what was done stands in the record.
import { condition, continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow'
import { incidentOf } from './incident.ts'
import { lookSignal } from './messages.ts'
import type { DutyAnswer, DutyInput } from './messages.ts'

const SHORTEST_SLEEP_MS = 1_000
const AFTER_INCIDENT_MS = 15 * 60_000
/** Where no next instant is in sight something is wrong with the holiday table: it is looked at again the next day. */
const NO_DAY_MS = 24 * 3_600_000

/** Does the duty whenever it is due, or looked at; never ends but to hand over to the next run. */
export async function repeatDuty(input: DutyInput, work: () => Promise<DutyAnswer>): Promise<void> {
  let looked = false
  setHandler(lookSignal, () => {
    looked = true
  })
  while (!workflowInfo().continueAsNewSuggested) {
    looked = false
    const wait = await waitAfter(work)
    if (input.clock === 'stepped') await condition(() => looked)
    else await condition(() => looked, wait)
  }
  await continueAsNew<(input: DutyInput) => Promise<void>>(input)
}

async function waitAfter(work: () => Promise<DutyAnswer>): Promise<number> {
  try {
    const { nextWakeAt } = await work()
    return nextWakeAt === null ? NO_DAY_MS : Math.max(SHORTEST_SLEEP_MS, Date.parse(nextWakeAt) - Date.now())
  } catch (error) {
    if (incidentOf(error) === null) throw error
    // A bug; it is written down, and the duty is tried again.
    return AFTER_INCIDENT_MS
  }
}

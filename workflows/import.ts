// One run per piece of work on an import: while it is read, and again while what was confirmed is written. Between them
// nothing runs. What was done stands in the record, row by row, so a run that begins anew goes on where the one before stopped.
import { condition, proxyActivities, setCurrentDetails, setHandler } from '@temporalio/workflow'
import { incidentOf } from './incident.ts'
import { INCIDENT, lookSignal } from './messages.ts'
import type { ImportActivities, ImportInput } from './messages.ts'

/** Before rows that could not be written (a bug, by its nature) are tried again; doubled up to an hour. */
const FIRST_PAUSE_MS = 60_000
const LONGEST_PAUSE_MS = 3_600_000
const MOST_TRIES = 10

const retry = { initialInterval: '1s', maximumInterval: '1 minute', nonRetryableErrorTypes: [INCIDENT] }
const record = proxyActivities<ImportActivities>({ startToCloseTimeout: '1 minute', retry })
// A killed worker is noticed by its silence; another then goes on with the rows that are left.
const work = proxyActivities<ImportActivities>({
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '30s',
  retry,
})

/** The workflow of an import; ends when there is nothing to do at present. */
export async function importSheet({ importId }: ImportInput): Promise<void> {
  let woken = true
  let pause = FIRST_PAUSE_MS
  setHandler(lookSignal, () => {
    woken = true
  })
  for (let tries = 0; tries < MOST_TRIES; ) {
    woken = false
    const due = await record.dueOfImport(importId)
    setCurrentDetails(due)
    if (due === 'nothing') {
      if (woken) continue
      return
    }
    try {
      await (due === 'read' ? work.readImport(importId) : work.writeImport(importId))
    } catch (error) {
      if (incidentOf(error) === null) throw error
      // A bug; the activity has raised the alarm.
      tries += 1
      if (due === 'read') await record.giveUpImport(importId)
      else await condition(() => woken, pause)
      pause = Math.min(LONGEST_PAUSE_MS, pause * 2)
    }
  }
}

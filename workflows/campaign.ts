// One run per campaign: it sleeps until the campaign is to be opened, swept or closed, and lets one activity do whatever is
// due then. It keeps nothing: what was done, and when to wake next, stands in the record.
import {
  allHandlersFinished,
  condition,
  continueAsNew,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow'
import { incidentOf, orIncident } from './incident.ts'
import { Lock } from './lock.ts'
import { INCIDENT, lookSignal, refreshUpdate } from './messages.ts'
import type { CampaignActivities, CampaignInput, CampaignTick } from './messages.ts'

/** The record's clock may lag a little behind the timer's: then it is asked again after this long. */
const SHORTEST_SLEEP_MS = 1_000
/** A waking that failed by a bug is tried again after so long; the alarm was raised by the activity. */
const AFTER_INCIDENT_MS = 15 * 60_000

const { tickCampaign, refreshDue } = proxyActivities<CampaignActivities>({
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '1 minute', nonRetryableErrorTypes: [INCIDENT] },
})

/** The workflow of a campaign, from its making to its close. */
export async function campaign(input: CampaignInput): Promise<void> {
  const { campaignId, clock } = input
  // A refresh and a waking exclude each other, so that a sweep never reads dates that are half changed.
  const lock = new Lock()
  let looked = false
  setHandler(lookSignal, () => {
    looked = true
  })
  setHandler(refreshUpdate, async () => {
    const done = await orIncident(() => lock.run(() => refreshDue(campaignId)))
    looked = true
    return done
  })
  for (;;) {
    looked = false
    const tick = await lock.run(() => tryTick(campaignId))
    setCurrentDetails(
      tick === null ? 'incident' : `${tick.status ?? 'unknown'} · ${tick.nextWakeAt ?? 'end'}`,
    )
    const over = tick !== null && tick.nextWakeAt === null
    if (over && !looked) break
    const wait = sleepOf(tick)
    const woken = (): boolean => looked || workflowInfo().continueAsNewSuggested
    if (clock === 'stepped') await condition(woken)
    else await condition(woken, wait)
    if (workflowInfo().continueAsNewSuggested) {
      await condition(() => lock.free && allHandlersFinished())
      await continueAsNew<typeof campaign>(input)
    }
  }
  await condition(allHandlersFinished)
}

async function tryTick(campaignId: string): Promise<CampaignTick | null> {
  try {
    return await tickCampaign(campaignId)
  } catch (error) {
    if (incidentOf(error) === null) throw error
    // A bug; it is written down. People's work goes on without the sweep, which is tried again.
    return null
  }
}

function sleepOf(tick: CampaignTick | null): number {
  if (tick === null) return AFTER_INCIDENT_MS
  const until = tick.nextWakeAt === null ? 0 : Date.parse(tick.nextWakeAt)
  return Math.max(SHORTEST_SLEEP_MS, until - Date.now())
}

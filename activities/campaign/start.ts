// How others reach the runs of campaigns and of the digest: opened where none is, woken, or told of changed dates.
import type { Client } from '@temporalio/client'
import {
  ANCHOR_WORKFLOW,
  ANCHOR_WORKFLOW_ID,
  CAMPAIGN_WORKFLOW,
  DIGEST_WORKFLOW,
  DIGEST_WORKFLOW_ID,
  UPKEEP_WORKFLOW,
  UPKEEP_WORKFLOW_ID,
  campaignWorkflowId,
  lookSignal,
  refreshUpdate,
} from '../../workflows/messages.ts'
import type { CampaignInput, DueRefreshed, DutyInput } from '../../workflows/messages.ts'
import { sendUpdate, startOptions } from '../updates.ts'
import type { Delivered, SendOptions } from '../updates.ts'

/** Opens the campaign's run where none is, and has it do what is due: after it was made or changed, and in a rebuild. */
export async function wakeCampaign(client: Client, input: CampaignInput): Promise<void> {
  const id = campaignWorkflowId(input.campaignId)
  await client.workflow.signalWithStart(CAMPAIGN_WORKFLOW, {
    ...startOptions(id, input),
    signal: lookSignal,
    signalArgs: [],
  })
}

/** Opens the digest's run where none is, and has it do what is due. */
export function wakeDigest(client: Client, input: DutyInput): Promise<void> {
  return wakeDuty(client, DIGEST_WORKFLOW, DIGEST_WORKFLOW_ID, input)
}

/** The same for the daily anchor. */
export function wakeAnchor(client: Client, input: DutyInput): Promise<void> {
  return wakeDuty(client, ANCHOR_WORKFLOW, ANCHOR_WORKFLOW_ID, input)
}

/** The same for the upkeep. */
export function wakeUpkeep(client: Client, input: DutyInput): Promise<void> {
  return wakeDuty(client, UPKEEP_WORKFLOW, UPKEEP_WORKFLOW_ID, input)
}

/** All duties of the whole system: at every start of a worker, so that an instance never is without them. */
export async function wakeDuties(client: Client, input: DutyInput): Promise<void> {
  await Promise.all([wakeDigest(client, input), wakeAnchor(client, input), wakeUpkeep(client, input)])
}

async function wakeDuty(client: Client, type: string, id: string, input: DutyInput): Promise<void> {
  await client.workflow.signalWithStart(type, {
    ...startOptions(id, input),
    signal: lookSignal,
    signalArgs: [],
  })
}

/**
 * Has every due instant of the campaign follow its dates, overrides and holidays as they stand now. `cause` names the
 * change: the same one sent again finds the first outcome.
 */
export function refreshCampaign(
  client: Client,
  input: CampaignInput,
  cause: string,
  options: SendOptions,
): Promise<Delivered<DueRefreshed>> {
  const call = {
    workflowType: CAMPAIGN_WORKFLOW,
    workflowId: campaignWorkflowId(input.campaignId),
    input,
    update: refreshUpdate,
    request: cause,
    updateId: `refresh/${cause}`,
  }
  return sendUpdate(client, call, options)
}

// The activities of campaigns and of the digest, as their workflows know them.
import { Context, heartbeat } from '@temporalio/activity'
import { ApplicationFailure } from '@temporalio/common'
import type { CampaignActivities, DigestActivities, DossierInput } from '../../workflows/messages.ts'
import { sendLook } from '../dossier-updates.ts'
import type { Pool } from '../pool.ts'
import { guarded } from '../record/incidents.ts'
import { buildDigest } from './digest.ts'
import { refreshDue } from './refresh.ts'
import { tickCampaign } from './tick.ts'

/** Activities over one pool; they send looks with the client of the worker that runs them. */
export function createCampaignActivities({
  pool,
}: {
  readonly pool: Pool
}): CampaignActivities & DigestActivities {
  const deps = {
    pool,
    look: lookFromHere,
    pulse: () => heartbeat(),
  }
  const watched = <T>(place: string, context: Readonly<Record<string, unknown>>, work: () => Promise<T>) =>
    guarded(pool, { place, context }, work)
  return {
    tickCampaign: (campaignId) =>
      watched('campaign.tick', { campaignId }, async () => {
        const { status, nextWakeAt } = await tickCampaign(deps, campaignId)
        return { status, nextWakeAt }
      }),
    refreshDue: (campaignId) =>
      watched('campaign.refresh', { campaignId }, () => refreshDue(deps, campaignId)),
    buildDigest: () =>
      watched('digest', {}, async () => ({ nextWakeAt: (await buildDigest(pool)).nextWakeAt })),
  }
}

/** A look that Temporal doesn't take is no bug of ours: the waking is repeated, and says nothing twice. */
async function lookFromHere(input: DossierInput): Promise<void> {
  try {
    await sendLook(Context.current().client, input)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw ApplicationFailure.create({ message: `look: ${reason}`, type: 'LookNotSent', nonRetryable: false })
  }
}

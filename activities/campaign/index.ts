// The activities of campaigns and of the digest, as their workflows know them.
import { Context } from '@temporalio/activity'
import { ApplicationFailure } from '@temporalio/common'
import type { CampaignActivities, DigestActivities, DossierInput } from '../../workflows/messages.ts'
import { sendAct, sendLook } from '../dossier-updates.ts'
import type { Pool } from '../pool.ts'
import { withPulse } from '../pulse.ts'
import { deliverBasisChanges } from '../record/basis.ts'
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
  }
  const watched = <T>(place: string, context: Readonly<Record<string, unknown>>, work: () => Promise<T>) =>
    guarded(pool, { place, context }, () => withPulse(work))
  return {
    tickCampaign: (campaignId) =>
      watched('campaign.tick', { campaignId }, async () => {
        const { status, nextWakeAt } = await tickCampaign(deps, campaignId)
        return { status, nextWakeAt }
      }),
    refreshDue: (campaignId) =>
      watched('campaign.refresh', { campaignId }, () => refreshDue(deps, campaignId)),
    buildDigest: async () => {
      const marking = watched('basis', {}, () => deliverFromHere(pool))
      await Promise.allSettled([marking])
      const { nextWakeAt } = await watched('digest', {}, () => buildDigest(pool))
      // What kept a mark from its dossier keeps no letter from its reader.
      await marking
      return { nextWakeAt }
    },
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

/** How long a dossier's run may take to be told of a changed basis, in real milliseconds. */
const MARK_LIMIT_MS = 30_000

/** Sends what waits with the client of the worker that runs this activity; what doesn't get through waits for the next morning. */
function deliverFromHere(pool: Pool): Promise<unknown> {
  const { client } = Context.current()
  return deliverBasisChanges({
    pool,
    send: (request, input, running) =>
      sendAct(client, request, input, { deadlineMs: MARK_LIMIT_MS, running }),
  })
}

// After a change that moves deadlines: the run of each campaign that it touches is told, and computes all due instants of
// its open dossiers anew. Sending the change again tells them again; a run that has done it answers with what it did.
import { ServiceError, isGrpcServiceError } from '@temporalio/client'
import { z } from 'zod'
import { refreshCampaign, wakeCampaign } from '../../activities/campaign/start.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problems.ts'
import { id } from '../schemas.ts'

/** How soon to send a change again whose campaign could not be told, in seconds. */
const AWAY_AFTER_SECONDS = 5

export const followed = z
  .object({
    campaignId: id,
    /** 'pending': under way; 'unavailable': not told, send the same again; 'incident': it failed and is written down. */
    outcome: z.enum(['done', 'pending', 'unavailable', 'incident']),
    /** Dossiers whose deadline moved; null unless done. */
    changed: z.int().nullable(),
  })
  .meta({ id: 'Followed' })
export type Followed = z.input<typeof followed>

/** Has an open campaign's dossiers follow a change; `cause` names it. */
export async function follow(deps: Deps, campaignId: string, cause: string): Promise<Followed> {
  const { clock, actionDeadlineMs: deadlineMs } = deps.settings
  const told = await refreshCampaign(deps.temporal, { campaignId, clock }, cause, { deadlineMs })
  switch (told.kind) {
    case 'result':
      return { campaignId, outcome: 'done', changed: told.result.changed }
    case 'incident':
    case 'unavailable':
    case 'pending':
      return { campaignId, outcome: told.kind, changed: null }
    case 'validatorRefused':
      throw new Error(`campaign ${campaignId}: its run has no filter, and refused a refresh`)
  }
}

/** Opens the campaign's run, or wakes it; throws `unavailable` where nobody could be told. */
export async function wake(deps: Deps, campaignId: string): Promise<void> {
  const input = { campaignId, clock: deps.settings.clock }
  await orUnavailable(deps, input, () => wakeCampaign(deps.temporal, input))
}

/** Sends a word to a run; throws `unavailable` where Temporal could not be told. `about` names the run in the log. */
export async function orUnavailable(deps: Deps, about: object, send: () => Promise<void>): Promise<void> {
  try {
    await send()
  } catch (error) {
    const cause = error instanceof ServiceError ? error.cause : error
    const away =
      isGrpcServiceError(cause) || (cause instanceof Error && /Failed to connect/u.test(cause.message))
    if (!away) throw error
    deps.log.warn({ ...about, error: String(cause) }, 'a run could not be told')
    throw new Problem('unavailable', { retryAfterSeconds: AWAY_AFTER_SECONDS })
  }
}

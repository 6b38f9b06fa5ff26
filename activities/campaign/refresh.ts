// After a change of a campaign's dates, of a commune's own ones or of the holiday table: every open dossier's due instants
// are computed anew, and the runs whose waking moved load their rows again.
import type { ClockMode, DueRefreshed } from '../../workflows/messages.ts'
import type { Pool } from '../pool.ts'
import { reproject } from '../record/reproject.ts'
import { readClock } from '../record/clock.ts'
import { lookAtAll } from './looks.ts'
import type { Look } from './looks.ts'

/** See the file's header; safe to repeat. */
export async function refreshDue(
  deps: { readonly pool: Pool; readonly look: Look },
  campaignId: string,
): Promise<DueRefreshed> {
  const { pool, look } = deps
  const { mode }: { mode: ClockMode } = await readClock(pool)
  let looked = 0
  const { seen, changed } = await reproject(pool, {
    campaignId,
    onPage: async (moved) => {
      looked += await lookAtAll(pool, look, mode, moved)
    },
  })
  return { seen, changed, looked }
}

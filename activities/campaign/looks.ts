// Sends `look` to dossiers: their run loads its row again, and asks for what the clock owes it. A safety net by the real
// clock, where runs wake by themselves; the only waking by the stepped one.
import { addMs } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { LAPSE_GRACE_MS } from '../../domain/time/receipt.ts'
import type { ClockMode, DossierInput } from '../../workflows/messages.ts'
import type { Queryable } from '../pool.ts'

const PAGE = 500
const IN_FLIGHT = 16

/** Opens a run where none is, and has it load its row. */
export type Look = (input: DossierInput) => Promise<void>

interface Row {
  readonly id: string
  readonly procedure: DossierInput['procedure']
}

/** Calls `look` for each of the dossiers, some at a time; the ids that are no dossiers are passed over. */
export async function lookAtAll(
  db: Queryable,
  look: Look,
  clock: ClockMode,
  ids: readonly string[],
): Promise<number> {
  let sent = 0
  for (let from = 0; from < ids.length; from += PAGE) {
    const { rows } = await db.query<Row>({
      name: 'looks_page',
      text: `SELECT id, state->'procedure' AS procedure FROM dossier WHERE id = ANY($1::text[])`,
      values: [ids.slice(from, from + PAGE)],
    })
    await someAtATime(rows, async ({ id, procedure }) => {
      await look({ dossierId: id, procedure, position: null, clock })
      sent += 1
    })
  }
  return sent
}

async function someAtATime<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items].reverse()
  const lane = async (): Promise<void> => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, items.length) }, lane))
}

/** Ids of dossiers, in a campaign or in all, that should have been woken by an instant and were not. */
export async function overdueWakes(
  db: Queryable,
  at: Instant,
  { campaignId = null, marginMs = 0 }: { campaignId?: string | null; marginMs?: number } = {},
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'looks_overdue',
    text: `SELECT id FROM dossier WHERE wake_at IS NOT NULL AND wake_at <= $1 AND ($2::text IS NULL OR campaign_id = $2)
      ORDER BY wake_at, id`,
    values: [addMs(at, -LAPSE_GRACE_MS - marginMs), campaignId],
  })
  return rows.map(({ id }) => id)
}

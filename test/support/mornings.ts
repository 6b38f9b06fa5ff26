// The mornings of a campaign in tests on the record: the clock is put at one, the campaign looks round, and what it announced
// of a dossier or draft is read back.
import { tickCampaign } from '../../activities/campaign/tick.ts'
import type { Ticked } from '../../activities/campaign/tick.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { DossierInput } from '../../workflows/messages.ts'
import { theClockStandsAt } from './builders.ts'
import type { TestRecord } from './builders.ts'

/** 07:30 in Vietnam. */
export const morning = (date: string): Instant => `${date}T00:30:00.000Z`

/** Puts the clock at an instant and lets the campaign look round; `look` is told of every dossier that it wakes. */
export async function tickAt(
  { pool }: TestRecord,
  campaign: string,
  when: Instant,
  look: (dossier: DossierInput) => void = () => undefined,
): Promise<Ticked> {
  await theClockStandsAt(pool, when)
  return tickCampaign(
    {
      pool,
      look: (dossier) => {
        look(dossier)
        return Promise.resolve()
      },
    },
    campaign,
  )
}

/** One announcement, to an office's roles or to a person. */
export interface Line {
  readonly kind: string
  readonly day: string
  readonly office: string | null
  readonly roles: string[]
  readonly person: string | null
  readonly level: number | null
  readonly offset: string | null
}

/** What was announced of a dossier or draft, the first first. */
export async function announced({ pool }: TestRecord, dossierId: string): Promise<Line[]> {
  const { rows } = await pool.query<Line>(
    `SELECT kind, day::text, office_id AS office, roles, person_id AS person, level, payload->>'offset' AS offset
     FROM announcement WHERE dossier_id = $1 ORDER BY at, kind DESC, level`,
    [dossierId],
  )
  return rows
}

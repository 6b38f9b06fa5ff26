// What the morning sweep owes: which reminders fall due for which group of dossiers, which levels are told of overdue
// ones, and on which morning there will be something to say again. Groups are the distinct (version, step, correction,
// due instant) of a campaign, so that working days are counted once for each, however many dossiers share it.
import { rolesOf } from '../../domain/people.ts'
import type { StepRule } from '../../domain/procedure.ts'
import { addWorkingDays } from '../../domain/time/calendar.ts'
import type { CivilDate, Instant } from '../../domain/time/civil.ts'
import { nextSweepAt, reminderMornings, reminderOwed, sweepOn } from '../../domain/time/notices.ts'
import type { DayOffset, Mornings } from '../../domain/time/notices.ts'
import type { Level, Role } from '../../domain/vocabulary.ts'
import { inTransaction } from '../pool.ts'
import type { Pool, Queryable } from '../pool.ts'
import type { CampaignPlan, StepBook } from './plan.ts'

/** Dossiers that stand under the same deadline. */
export interface DueGroup {
  readonly version: number
  readonly step: string
  /** The deadline is that of a correction. */
  readonly correction: boolean
  /** Passing it ends the dossier, so that nobody has to be told that it is overdue. */
  readonly lapses: boolean
  readonly dueAt: Instant
}

/** The groups of a campaign's open dossiers whose deadline is not over at an instant. */
export async function readUpcoming(db: Queryable, campaignId: string, at: Instant): Promise<DueGroup[]> {
  const { rows } = await db.query<Omit<DueGroup, 'dueAt'> & { due_at: Date }>({
    name: 'campaign_upcoming',
    text: `SELECT procedure_version AS version, step, status = 'returned' AS correction, lapse_at IS NOT NULL AS lapses, due_at
      FROM dossier WHERE campaign_id = $1 AND closed_at IS NULL AND due_at >= $2 AND status IN ('active', 'returned')
      GROUP BY 1, 2, 3, 4, 5`,
    values: [campaignId, at],
  })
  return rows.map(({ due_at, ...group }) => ({ ...group, dueAt: due_at.toISOString() }))
}

/** A reminder that a sweep owes to a group, and the morning for which it was foreseen. */
export interface OwedReminder extends DueGroup {
  readonly offset: DayOffset
  readonly morning: Instant
}

/** The reminders of the sweep at an instant, since the one before; at most one for a group. */
export function owedReminders(
  plan: CampaignPlan,
  book: StepBook,
  groups: readonly DueGroup[],
  at: Instant,
): OwedReminder[] {
  return groups.flatMap((group) => {
    const offsets = book.step(group.version, group.step)?.reminders ?? []
    const owed = reminderOwed(group.dueAt, offsets, plan.sweptAt, at, plan.mornings)
    return owed === null ? [] : [{ ...group, offset: owed.offset, morning: owed.at }]
  })
}

/** An offset as keys write it: `5w` five working days, `5d` five days. */
export const offsetKey = ({ days, working }: DayOffset): string => `${days}${working ? 'w' : 'd'}`

/** Whom a step's overdue dossiers are reported to, nearest first. */
export interface UpwardParty {
  readonly version: number
  readonly step: string
  readonly order: number
  readonly level: Level
  readonly roles: readonly Role[]
}

export function upwardParties(book: StepBook): UpwardParty[] {
  return book.all().flatMap(({ version, rule }) =>
    (rule.escalation ?? []).map((party, order) => ({
      version,
      step: rule.id,
      order,
      level: party.level,
      roles: rolesOf(party),
    })),
  )
}

/** The last day on which a level may have been told for the next one to be told on `today`; null: never. */
export function escalationCutoff(plan: CampaignPlan, today: CivilDate): CivilDate | null {
  const { calendar, territory } = plan.mornings
  return addWorkingDays(calendar, today, -plan.escalationDays, territory)
}

/** Overdue dossiers that have been told about alike. */
interface OverdueGroup {
  readonly version: number
  readonly step: string
  /** Levels of offices that the dossiers have. */
  readonly levels: readonly Level[]
  readonly holder_told: boolean
  /** The highest level that was told, and when. */
  readonly told: number
  readonly told_on: CivilDate | null
}

/** Read by whoever moves a stepped clock, who waits for it: a full campaign may take longer than other statements, and more room. */
const OVERDUE_LIMIT = '60s'
const OVERDUE_MEMORY = '64MB'

async function readOverdue(pool: Pool, campaignId: string, at: Instant): Promise<OverdueGroup[]> {
  return inTransaction(pool, async (client) => {
    await client.query(
      `SELECT set_config('statement_timeout', '${OVERDUE_LIMIT}', true), set_config('work_mem', '${OVERDUE_MEMORY}', true)`,
    )
    const { rows } = await client.query<OverdueGroup>({
      name: 'campaign_overdue',
      text: `WITH told AS (
          SELECT dossier_id, step, round, bool_or(kind = 'overdue') AS holder_told,
            max(level) FILTER (WHERE kind = 'escalation') AS told, max(day) FILTER (WHERE kind = 'escalation') AS told_on
          FROM announcement WHERE campaign_id = $1 AND kind IN ('overdue', 'escalation') GROUP BY 1, 2, 3)
        SELECT d.procedure_version AS version, d.step,
          array_remove(ARRAY[CASE WHEN d.unit_id IS NOT NULL THEN 'unit' END, CASE WHEN d.commune_id IS NOT NULL THEN 'commune' END,
            CASE WHEN d.province_id IS NOT NULL THEN 'province' END], NULL) AS levels,
          coalesce(a.holder_told, false) OR NOT EXISTS (SELECT 1 FROM task t WHERE t.dossier_id = d.id) AS holder_told,
          coalesce(a.told, 0) AS told, a.told_on::text AS told_on
        FROM dossier d LEFT JOIN told a ON a.dossier_id = d.id AND a.step = d.step AND a.round = d.round
        WHERE d.campaign_id = $1 AND d.closed_at IS NULL AND d.due_at < $2 AND d.status IN ('active', 'returned')
          AND d.lapse_at IS NULL
        GROUP BY 1, 2, 3, 4, 5, 6`,
      values: [campaignId, at],
    })
    return rows
  })
}

function morningOfReminders(
  plan: CampaignPlan,
  rule: StepRule,
  dueAt: Instant,
  after: Instant,
): Instant | null {
  const mornings = reminderMornings(dueAt, rule.reminders ?? [], plan.mornings)
  return mornings.find(({ at }) => at > after)?.at ?? null
}

function morningOfOverdue(
  plan: CampaignPlan,
  book: StepBook,
  group: OverdueGroup,
  after: Instant,
): Instant | null {
  const rule = book.step(group.version, group.step)
  if (rule === null) return null
  const next = nextSweepAt(after, plan.mornings)
  const reachable = (rule.escalation ?? []).filter(({ level }) => group.levels.includes(level)).length
  if (!group.holder_told || (group.told === 0 && reachable > 0)) return next
  if (group.told >= reachable || group.told_on === null) return null
  const { calendar, territory } = plan.mornings
  const day = addWorkingDays(calendar, group.told_on, plan.escalationDays, territory)
  if (day === null || next === null) return null
  return sweepOn(day, plan.mornings) > next ? sweepOn(day, plan.mornings) : next
}

function earliest(instants: readonly (Instant | null)[]): Instant | null {
  return instants.reduce((best, at) => (at !== null && (best === null || at < best) ? at : best), null)
}

/**
 * The next morning after an instant on which the sweep would say anything, as the record stands now; null when none is
 * in sight. What the stepped clock stops at: a real one sweeps every working morning and says nothing on the others.
 */
export async function nextTellingSweep(
  pool: Pool,
  plan: CampaignPlan,
  book: StepBook,
  after: Instant,
): Promise<Instant | null> {
  const [upcoming, overdue] = await Promise.all([
    readUpcoming(pool, plan.id, after),
    readOverdue(pool, plan.id, after),
  ])
  const found = earliest([
    ...upcoming.flatMap(({ version, step, lapses, dueAt }) => {
      const rule = book.step(version, step)
      if (rule === null) return []
      const late = lapses ? null : nextSweepAt(dueAt, plan.mornings)
      return [morningOfReminders(plan, rule, dueAt, after), late]
    }),
    ...overdue.map((group) => morningOfOverdue(plan, book, group, after)),
  ])
  return found !== null && found < plan.closesAt ? found : null
}

/** The next morning after an instant on which the campaign is swept, whether or not there is anything to say. */
export function nextSweep(
  plan: CampaignPlan,
  after: Instant,
  mornings: Mornings = plan.mornings,
): Instant | null {
  const at = nextSweepAt(after, mornings)
  return at !== null && at < plan.closesAt ? at : null
}

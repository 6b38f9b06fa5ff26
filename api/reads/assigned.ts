// Drafts that wait to be begun, each with the first step of its path and when that is due: what was handed out to an office
// and isn't taken up yet. By the same rules as the reminders to them.
import { z } from 'zod'
import { SUBJECT_PLACE, firstStep, subjectsOf } from '../../activities/campaign/drafts.ts'
import type { SubjectPlace } from '../../activities/campaign/drafts.ts'
import { communesApart, readOverrides, readPlan } from '../../activities/campaign/plan.ts'
import type { CampaignPlan } from '../../activities/campaign/plan.ts'
import type { Pool } from '../../activities/pool.ts'
import { libraryOf } from '../../activities/record/cache.ts'
import type { Procedure } from '../../domain/procedure.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { id, instant, subjectKind } from '../schemas.ts'
import { Values } from '../scope.ts'

export const assignedItem = z
  .object({
    dossierId: id,
    campaignId: id,
    procedureId: z.string(),
    year: z.int(),
    subject: z.object({ id, kind: subjectKind, name: z.string(), type: z.string().nullable() }),
    officeId: id,
    /** The matter's own person in charge. */
    personId: id.nullable(),
    /** The first step; null where the subject has no path. */
    step: z.string().nullable(),
    dueAt: instant.nullable(),
    overdue: z.boolean(),
  })
  .meta({ id: 'Assigned' })
export type AssignedItem = z.input<typeof assignedItem>

interface Row extends SubjectPlace {
  readonly dossier_id: string
  readonly subject_id: string
  readonly subject_name: string
  readonly office_id: string
  readonly person_id: string | null
}

/** Most drafts that one answer lists. */
const MOST = 1000

/** Drafts without a dossier in campaigns that aren't closed, where a condition on owner `o`, matter `s` and draft `f` holds. */
export async function readAssigned(
  pool: Pool,
  at: Instant,
  condition: (values: Values) => string,
): Promise<AssignedItem[]> {
  const values = new Values()
  const where = condition(values)
  const { rows: campaigns } = await pool.query<{ id: string }>(
    `SELECT DISTINCT f.campaign_id AS id FROM draft f JOIN campaign c ON c.id = f.campaign_id AND c.status <> 'closed'
     ${subjectsOf('f.subject_id')} WHERE ${where} AND NOT EXISTS (SELECT 1 FROM dossier d WHERE d.id = f.dossier_id)`,
    values.list,
  )
  const found: AssignedItem[] = []
  for (const campaign of campaigns) {
    const plan = await readPlan(pool, campaign.id)
    if (plan !== null) found.push(...(await ofCampaign(pool, plan, at, condition)))
  }
  return found.sort(byDue).slice(0, MOST)
}

/** The first due first; those without a day of their own last. */
const byDue = (a: AssignedItem, b: AssignedItem): number => {
  const [x, y] = [`${a.dueAt ?? '9999'} ${a.dossierId}`, `${b.dueAt ?? '9999'} ${b.dossierId}`]
  return x < y ? -1 : x > y ? 1 : 0
}

async function ofCampaign(
  pool: Pool,
  plan: CampaignPlan,
  at: Instant,
  condition: (values: Values) => string,
): Promise<AssignedItem[]> {
  const published = await libraryOf(pool).procedure(plan.procedureId, plan.procedureVersion)
  if (published === null) throw new Error(`campaign ${plan.id}: its procedure is not published`)
  const overrides = await readOverrides(pool, plan.id)
  const values = new Values()
  const campaign = values.add(plan.id)
  // SUBJECT_PLACE reads its communes apart as $2.
  values.add(communesApart(plan.calendar, overrides.keys()))
  const { rows } = await pool.query<Row>(
    `SELECT f.dossier_id, f.subject_id, coalesce(s.name, o.name) AS subject_name, o.id AS office_id, s.person_id, ${SUBJECT_PLACE}
     FROM draft f ${subjectsOf('f.subject_id')} WHERE f.campaign_id = ${campaign} AND ${condition(values)}
       AND NOT EXISTS (SELECT 1 FROM dossier d WHERE d.id = f.dossier_id) ORDER BY f.dossier_id LIMIT ${MOST}`,
    values.list,
  )
  return rows.flatMap((row) => itemOf(plan, published.procedure, overrides, row, at) ?? [])
}

function itemOf(
  plan: CampaignPlan,
  procedure: Procedure,
  overrides: Awaited<ReturnType<typeof readOverrides>>,
  row: Row,
  at: Instant,
): AssignedItem | null {
  const kind = subjectKind.safeParse(row.kind)
  if (!kind.success) return null
  const first = firstStep(procedure, plan, overrides, row)
  const dueAt = first?.dueAt ?? null
  return {
    dossierId: row.dossier_id,
    campaignId: plan.id,
    procedureId: plan.procedureId,
    year: plan.year,
    subject: { id: row.subject_id, kind: kind.data, name: row.subject_name, type: row.type },
    officeId: row.office_id,
    personId: row.person_id,
    step: first?.rule.id ?? null,
    dueAt,
    overdue: dueAt !== null && dueAt < at,
  }
}

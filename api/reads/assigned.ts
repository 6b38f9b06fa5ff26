// Drafts that wait to be begun, each with the first step of its path and when that is due: what was handed out to an office
// and isn't taken up yet, or is for the reader to begin. By the same rules as the reminders to them, and as the way in.
import { z } from 'zod'
import { firstStep, subjectsOf } from '../../activities/campaign/drafts.ts'
import { communesApart, readOverrides, readPlan } from '../../activities/campaign/plan.ts'
import type { CampaignPlan } from '../../activities/campaign/plan.ts'
import type { Pool } from '../../activities/pool.ts'
import { libraryOf } from '../../activities/record/cache.ts'
import { ROOT_OFFICE_ID } from '../../activities/record/ids.ts'
import type { Procedure } from '../../domain/procedure.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { id, instant, subjectKind } from '../schemas.ts'
import type { Actor } from '../auth/actor.ts'
import { Values, scopeOf } from '../scope.ts'
import { BEGUN_PLACE, begins, begunIn, mayBeginFromAbove } from './begins.ts'
import type { BegunPlace } from './begins.ts'

export const assignedItem = z
  .object({
    dossierId: id,
    campaignId: id,
    procedureId: z.string(),
    year: z.int(),
    subject: z.object({ id, kind: subjectKind, name: z.string(), type: z.string().nullable() }),
    /** What people know it by: a matter's name; what an office owes by its procedure's. */
    title: z.string(),
    officeId: id,
    /** The matter's own person in charge. */
    personId: id.nullable(),
    personName: z.string().nullable(),
    /** The first step; null where the subject has no path. */
    step: z.string().nullable(),
    dueAt: instant.nullable(),
    overdue: z.boolean(),
  })
  .meta({ id: 'Assigned' })
export type AssignedItem = z.input<typeof assignedItem>

interface Row extends BegunPlace {
  readonly dossier_id: string
  readonly subject_id: string
  readonly subject_name: string
  readonly office_id: string
  readonly person_id: string | null
  readonly person_name: string | null
}

/** Most drafts that one answer lists. */
const MOST = 1000

/** Which drafts of a campaign: a condition on owner `o`, matter `s` and draft `f`, and a question to each that it lets through. */
interface Wanted {
  readonly condition: (values: Values, procedure: Procedure) => string
  readonly fits: (row: Row, procedure: Procedure, plan: CampaignPlan) => boolean
}

/** Drafts without a dossier in campaigns that aren't closed, where a condition on owner `o`, matter `s` and draft `f` holds. */
export async function readAssigned(
  pool: Pool,
  at: Instant,
  condition: (values: Values) => string,
): Promise<AssignedItem[]> {
  return inCampaigns(pool, at, condition, { condition, fits: () => true })
}

/** What was handed out to the actor's own offices, and whatever else his roles begin: the first due first. */
export async function readAssignedTo(pool: Pool, at: Instant, actor: Actor): Promise<AssignedItem[]> {
  const own = scopeOf(actor).queues.map(({ officeId }) => officeId)
  // Nobody begins anything outside his offices and what lies under them.
  const under = (values: Values): string => {
    const [offices, all] = [values.add(own), values.add(own.includes(ROOT_OFFICE_ID))]
    return `(${all}::boolean OR o.id = ANY(${offices}::text[]) OR o.commune_id = ANY(${offices}::text[])
      OR o.province_id = ANY(${offices}::text[]))`
  }
  return inCampaigns(pool, at, under, {
    condition: (values, procedure) =>
      `(o.id = ANY(${values.add(own)}::text[]) OR ${mayBeginFromAbove(procedure, actor, values)})`,
    // What only others begin waits for them: an inspection of this office isn't its own to make.
    fits: (row, procedure, plan) =>
      (own.includes(row.unit_id) && begunIn(procedure, plan, own, row)) ||
      begins(procedure, plan, actor, row),
  })
}

async function inCampaigns(
  pool: Pool,
  at: Instant,
  territory: (values: Values) => string,
  wanted: Wanted,
): Promise<AssignedItem[]> {
  const values = new Values()
  const where = territory(values)
  const { rows: campaigns } = await pool.query<{ id: string }>(
    `SELECT DISTINCT f.campaign_id AS id FROM draft f JOIN campaign c ON c.id = f.campaign_id AND c.status <> 'closed'
     ${subjectsOf('f.subject_id')} WHERE ${where} AND NOT EXISTS (SELECT 1 FROM dossier d WHERE d.id = f.dossier_id)`,
    values.list,
  )
  const found: AssignedItem[] = []
  for (const campaign of campaigns) {
    const plan = await readPlan(pool, campaign.id)
    if (plan !== null) found.push(...(await ofCampaign(pool, plan, at, wanted)))
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
  { condition, fits }: Wanted,
): Promise<AssignedItem[]> {
  const published = await libraryOf(pool).procedure(plan.procedureId, plan.procedureVersion)
  if (published === null) throw new Error(`campaign ${plan.id}: its procedure is not published`)
  const { procedure } = published
  const overrides = await readOverrides(pool, plan.id)
  const values = new Values()
  const campaign = values.add(plan.id)
  // BEGUN_PLACE reads its communes apart as $2.
  values.add(communesApart(plan.calendar, overrides.keys()))
  const { rows } = await pool.query<Row>(
    `SELECT f.dossier_id, f.subject_id, coalesce(s.name, o.name) AS subject_name, o.id AS office_id, s.person_id,
       (SELECT p.name FROM person p WHERE p.id = s.person_id) AS person_name, ${BEGUN_PLACE}
     FROM draft f ${subjectsOf('f.subject_id')} WHERE f.campaign_id = ${campaign} AND ${condition(values, procedure)}
       AND NOT EXISTS (SELECT 1 FROM dossier d WHERE d.id = f.dossier_id) ORDER BY f.dossier_id LIMIT ${MOST}`,
    values.list,
  )
  return rows
    .filter((row) => fits(row, procedure, plan))
    .flatMap((row) => itemOf(plan, procedure, overrides, row, at) ?? [])
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
    title: row.subject_id === row.office_id ? procedure.vi : row.subject_name,
    officeId: row.office_id,
    personId: row.person_id,
    personName: row.person_name,
    step: first?.rule.id ?? null,
    dueAt,
    overdue: dueAt !== null && dueAt < at,
  }
}

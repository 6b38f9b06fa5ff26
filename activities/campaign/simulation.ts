// The year of a campaign as its data foresee it: how many dossiers will stand at which step at the most, and what will be
// said to whom, and when, if nobody acts; with the difference that other dates would make. Reads, and writes nothing.
import type { Party, Procedure, StepRule } from '../../domain/procedure.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import type { CivilDate } from '../../domain/time/civil.ts'
import type { HolidayCalendar } from '../../domain/time/calendar.ts'
import type { BeforeReading } from '../../domain/time/due.ts'
import { diffSimulations } from '../../domain/time/simulate-diff.ts'
import type { SimulationDifference } from '../../domain/time/simulate-diff.ts'
import { simulate } from '../../domain/time/simulate.ts'
import type { SimulatedStep, Simulation, SimulationInput } from '../../domain/time/simulate.ts'
import type { Pool, Queryable } from '../pool.ts'
import { libraryOf } from '../record/cache.ts'
import { SUBJECT_JOINS, SUBJECT_PLACE, stepsFor } from './drafts.ts'
import type { SubjectPlace } from './drafts.ts'
import { communesApart, dueContextOf, readOverrides } from './plan.ts'
import type { CampaignPlan } from './plan.ts'

type Dates = Readonly<Record<string, CivilDate>>

/** What might be changed: dates of the campaign and of communes (in place of those that stand), reading, holiday table. */
export interface WhatIf {
  readonly dates?: Dates
  readonly overrides?: Readonly<Record<string, Dates>>
  readonly reading?: BeforeReading
  readonly calendar?: HolidayCalendar
}

/** The simulation of all communes that share the campaign's dates (`officeId` null), or of one with its own. */
export interface PartSimulation {
  readonly officeId: string | null
  readonly simulation: Simulation
  /** Against the campaign as it stands; null where nothing was asked to be otherwise. */
  readonly difference: SimulationDifference | null
}

/** Simulates the campaign as it stands, or as it would be. */
export async function simulateCampaign(
  pool: Pool,
  plan: CampaignPlan,
  whatIf: WhatIf | null,
): Promise<PartSimulation[]> {
  const published = await libraryOf(pool).procedure(plan.procedureId, plan.procedureVersion)
  if (published === null) throw new Error(`campaign ${plan.id}: its procedure is not published`)
  const { procedure } = published
  const stands = await readOverrides(pool, plan.id)
  const asked = new Map([...stands, ...Object.entries(whatIf?.overrides ?? {})])
  const own = communesApart(plan.calendar, asked.keys())
  const counts = await countSteps(pool, plan, procedure, own)
  return [null, ...own].map((officeId) => {
    const steps = stepsOf(plan, procedure, counts, officeId)
    const dates = (base: Dates, overrides: ReadonlyMap<string, Dates>): Dates =>
      officeId === null ? base : { ...base, ...overrides.get(officeId) }
    const before = inputOf(plan, procedure, steps, officeId, { dates: dates(plan.dates, stands) })
    if (whatIf === null) return { officeId, simulation: simulate(before), difference: null }
    const after = inputOf(plan, procedure, steps, officeId, {
      ...whatIf,
      dates: dates(whatIf.dates ?? plan.dates, asked),
    })
    const simulation = simulate(after)
    return { officeId, simulation, difference: diffSimulations(simulate(before), simulation) }
  })
}

function inputOf(
  plan: CampaignPlan,
  procedure: Procedure,
  steps: readonly SimulatedStep[],
  officeId: string | null,
  { dates = plan.dates, reading = plan.reading, calendar = plan.calendar }: WhatIf,
): SimulationInput {
  return {
    opens: civilDateOf(plan.opensAt),
    closes: civilDateOf(plan.closesAt),
    // Opening and closing are seen by everybody in the campaign itself; no letter is sent about them.
    audience: [],
    context: dueContextOf({ ...plan, calendar, reading }, procedure, { id: officeId, dates }),
    ...(plan.mornings.sweepTime === undefined ? {} : { sweepTime: plan.mornings.sweepTime }),
    steps,
  }
}

const keyOf = ({ role, level }: Party): string => `${level}:${role}`

function stepsOf(
  plan: CampaignPlan,
  procedure: Procedure,
  counts: Counts,
  officeId: string | null,
): SimulatedStep[] {
  return procedure.steps.flatMap((step): SimulatedStep[] => {
    const count = counts.get(placeKey(officeId, step.id)) ?? 0
    const [holder] = step.parties
    if (step.due === undefined || holder === undefined || count === 0) return []
    const upward = (step.escalation ?? []).map(keyOf)
    return [
      {
        step: step.id,
        rule: 'due',
        due: step.due,
        reminders: step.reminders ?? [],
        // The first morning after the deadline, and so many working days after the level before.
        escalations: upward.map((_, level) => ({ days: 1 + level * plan.escalationDays, working: true })),
        late: lateOf(step),
        groups: [{ holder: keyOf(holder), count, upward }],
      },
    ]
  })
}

const lateOf = (step: StepRule): SimulatedStep['late'] => step.late.effect

/** Dossiers that may come to stand at a step, by commune with its own dates (or none) and step. */
type Counts = ReadonlyMap<string, number>
const placeKey = (officeId: string | null, step: string): string => `${officeId ?? ''} ${step}`

interface SubjectRow extends SubjectPlace {
  readonly count: number
}

interface DossierRow {
  readonly path: string
  readonly step: string
  readonly own: string | null
  readonly count: number
}

/** Open dossiers at their step and all that follow it; subjects without one from the first step on. */
async function countSteps(
  db: Queryable,
  plan: CampaignPlan,
  procedure: Procedure,
  own: readonly string[],
): Promise<Counts> {
  const counts = new Map<string, number>()
  const add = (officeId: string | null, steps: readonly string[], count: number): void => {
    for (const step of steps) {
      const key = placeKey(officeId, step)
      counts.set(key, (counts.get(key) ?? 0) + count)
    }
  }
  for (const row of await readDossiers(db, plan.id, own)) {
    const path = procedure.paths.find(({ id }) => id === row.path)
    const from = path?.steps.indexOf(row.step) ?? -1
    if (path !== undefined && from >= 0) add(row.own, path.steps.slice(from), row.count)
  }
  for (const row of await readSubjects(db, plan, procedure, own)) {
    add(row.own, stepsFor(procedure, plan, row), row.count)
  }
  return counts
}

async function readDossiers(
  db: Queryable,
  campaignId: string,
  own: readonly string[],
): Promise<DossierRow[]> {
  const { rows } = await db.query<DossierRow>(
    `SELECT state->>'path' AS path, step, CASE WHEN commune_id = ANY($2::text[]) THEN commune_id END AS own, count(*)::int AS count
     FROM dossier WHERE campaign_id = $1 AND closed_at IS NULL GROUP BY 1, 2, 3`,
    [campaignId, own],
  )
  return rows
}

const FROM_SUBJECTS = `FROM office o JOIN office d ON d.id = $3 ${SUBJECT_JOINS}
  WHERE o.kind = ANY($4::text[]) AND o.merged_into IS NULL AND (o.valid_to IS NULL OR o.valid_to > $5::date)
    AND (d.kind = 'ministry' OR o.province_id = d.id OR o.commune_id = d.id OR o.id = d.id)
    AND NOT EXISTS (SELECT 1 FROM dossier x WHERE x.campaign_id = $1 AND x.subject_id = o.id)`
const FROM_DRAFTS = `FROM draft f JOIN office o ON o.id = f.subject_id ${SUBJECT_JOINS}
  WHERE f.campaign_id = $1 AND NOT EXISTS (SELECT 1 FROM dossier x WHERE x.id = f.dossier_id)`

/** Before the opening everyone who could register; after it those who have begun to, for nobody else is told anything. */
async function readSubjects(
  db: Queryable,
  plan: CampaignPlan,
  procedure: Procedure,
  own: readonly string[],
): Promise<SubjectRow[]> {
  if (plan.status === 'closed') return []
  const planned = plan.status === 'planned'
  const text = `SELECT ${SUBJECT_PLACE}, count(*)::int AS count ${planned ? FROM_SUBJECTS : FROM_DRAFTS} GROUP BY 1, 2, 3, 4`
  const more = planned ? [plan.officeId, procedure.subjects, civilDateOf(plan.opensAt)] : []
  const { rows } = await db.query<SubjectRow>(text, [plan.id, own, ...more])
  return rows
}

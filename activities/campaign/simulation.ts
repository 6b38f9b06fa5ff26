// The year of a campaign as its data foresee it: how many dossiers will stand at which step at the most, and what will be
// said to whom, and when, if nobody acts; with the difference that other dates would make. Reads, and writes nothing.
import type { Party, Procedure, StepRule } from '../../domain/procedure.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import type { CivilDate } from '../../domain/time/civil.ts'
import type { HolidayCalendar } from '../../domain/time/calendar.ts'
import type { BeforeReading, DueRule } from '../../domain/time/due.ts'
import { diffSimulations } from '../../domain/time/simulate-diff.ts'
import type { SimulationDifference } from '../../domain/time/simulate-diff.ts'
import { simulate } from '../../domain/time/simulate.ts'
import type { SimulatedStep, Simulation, SimulationInput } from '../../domain/time/simulate.ts'
import type { Pool, Queryable } from '../pool.ts'
import { libraryOf } from '../record/cache.ts'
import { ownDates } from '../record/subject.ts'
import type { MatterDates } from '../record/subject.ts'
import { SUBJECT_GROUP, SUBJECT_PLACE, stepsFor, subjectsOf } from './drafts.ts'
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
    const [holder] = step.parties
    const { due } = step
    if (due === undefined || holder === undefined) return []
    const upward = (step.escalation ?? []).map(keyOf)
    return [...(counts.get(placeKey(officeId, step.id)) ?? [])].map(([key, { dates, count }]) => {
      const own = ownRule(due, procedure, ownDates(dates, plan.year))
      return {
        step: step.id,
        // Subjects with dates of their own stand under a rule of their own.
        rule: own === due ? 'due' : `due/${key}`,
        due: own,
        reminders: step.reminders ?? [],
        // The first morning after the deadline, and so many working days after the level before.
        escalations: upward.map((_, level) => ({ days: 1 + level * plan.escalationDays, working: true })),
        late: lateOf(step),
        groups: [{ holder: keyOf(holder), count, upward }],
      }
    })
  })
}

/** The rule with a subject's own date in the place of the one that it names, read as that rule is. */
function ownRule(due: DueRule, { dates: named }: Procedure, own: Dates): DueRule {
  if (due.kind !== 'campaignDate') return due
  const date = own[due.key]
  const basis = named[due.key]?.rule
  if (date === undefined || (basis?.kind !== 'before' && basis?.kind !== 'through')) return due
  const { yearOffset: _, ...rule } = basis
  return { ...rule, monthDay: date.slice(5) }
}

const lateOf = (step: StepRule): SimulatedStep['late'] => step.late.effect

/** Dossiers that may come to stand at a step, by commune with its own dates (or none) and step, and then by dates of their own. */
type Counts = ReadonlyMap<
  string,
  ReadonlyMap<string, { readonly dates: MatterDates | null; readonly count: number }>
>
const placeKey = (officeId: string | null, step: string): string => `${officeId ?? ''} ${step}`
const datesKey = (dates: MatterDates | null): string =>
  Object.entries(dates ?? {})
    .map(([key, date]) => `${key}=${date}`)
    .sort()
    .join(',')

interface SubjectRow extends SubjectPlace {
  readonly count: number
}

interface DossierRow {
  readonly path: string
  readonly step: string
  readonly own: string | null
  readonly dates: MatterDates | null
  readonly count: number
}

/** Open dossiers at their step and all that follow it; subjects without one from the first step on. */
async function countSteps(
  db: Queryable,
  plan: CampaignPlan,
  procedure: Procedure,
  own: readonly string[],
): Promise<Counts> {
  const counts = new Map<string, Map<string, { dates: MatterDates | null; count: number }>>()
  const add = ({ own: officeId, dates, count }: SubjectRow | DossierRow, steps: readonly string[]): void => {
    // Only dates of this year's are any dates at all.
    const placed = ownDates(dates, plan.year)
    const key = datesKey(placed)
    for (const step of steps) {
      const place = placeKey(officeId, step)
      const known = counts.get(place) ?? new Map<string, { dates: MatterDates | null; count: number }>()
      counts.set(place, known.set(key, { dates: placed, count: (known.get(key)?.count ?? 0) + count }))
    }
  }
  for (const row of await readDossiers(db, plan.id, own)) {
    const path = procedure.paths.find(({ id }) => id === row.path)
    const from = path?.steps.indexOf(row.step) ?? -1
    if (path !== undefined && from >= 0) add(row, path.steps.slice(from))
  }
  for (const row of await readSubjects(db, plan, procedure, own)) {
    add(row, stepsFor(procedure, plan, row))
  }
  return counts
}

async function readDossiers(
  db: Queryable,
  campaignId: string,
  own: readonly string[],
): Promise<DossierRow[]> {
  const { rows } = await db.query<DossierRow>(
    `SELECT x.state->>'path' AS path, x.step, CASE WHEN x.commune_id = ANY($2::text[]) THEN x.commune_id END AS own,
       nullif(s.dates, '{}') AS dates, count(*)::int AS count
     FROM dossier x LEFT JOIN matter s ON s.id = x.subject_id
     WHERE x.campaign_id = $1 AND x.closed_at IS NULL GROUP BY 1, 2, 3, 4`,
    [campaignId, own],
  )
  return rows
}

// Offices, and matters that have not ended and stand as the procedure wants them for their first act ($7; null: anyhow).
const FROM_SUBJECTS = `FROM (
    SELECT id FROM office WHERE kind = ANY($4::text[])
    UNION ALL SELECT id FROM matter WHERE kind = ANY($4::text[]) AND status <> 'ended' AND status = coalesce($7, status)
  ) AS w (id) JOIN office d ON d.id = $3 ${subjectsOf('w.id')}
  WHERE o.merged_into IS NULL AND (o.valid_to IS NULL OR o.valid_to > $5::date) AND NOT o.marks && $6::text[]
    AND (d.kind = 'ministry' OR o.province_id = d.id OR o.commune_id = d.id OR o.id = d.id)
    AND NOT EXISTS (SELECT 1 FROM dossier x WHERE x.campaign_id = $1 AND x.subject_id = w.id)`
const FROM_DRAFTS = `FROM draft f ${subjectsOf('f.subject_id')}
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
  const text = `SELECT ${SUBJECT_PLACE}, count(*)::int AS count ${planned ? FROM_SUBJECTS : FROM_DRAFTS} GROUP BY ${SUBJECT_GROUP}`
  const { subjects, excludes, begins } = procedure
  const more = [plan.officeId, subjects, civilDateOf(plan.opensAt), excludes ?? [], begins ?? null]
  const { rows } = await db.query<SubjectRow>(text, [plan.id, own, ...(planned ? more : [])])
  return rows
}

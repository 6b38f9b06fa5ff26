// The simulation of a campaign's year as it goes over HTTP: what may be asked otherwise, and the notices that come of it.
import { z } from 'zod'
import type { CampaignPlan } from '../../activities/campaign/plan.ts'
import type { PartSimulation, WhatIf } from '../../activities/campaign/simulation.ts'
import { libraryOf } from '../../activities/record/cache.ts'
import type { SimulatedNotice } from '../../domain/time/simulate.ts'
import type { Deps } from '../deps.ts'
import { Problem } from '../problems.ts'
import { civilDate, id, instant, positive } from '../schemas.ts'
import { calendarOf, datesGiven, deadlinesOf, reading } from './campaign-rules.ts'

/** Communes that may be asked about in one simulation. */
const MOST_COMMUNES = 200

export const notice = z
  .object({
    at: instant,
    kind: z.enum(['opens', 'reminder', 'due', 'escalation', 'lapse', 'closes']),
    step: z.string(),
    rule: z.string(),
    level: positive.optional(),
    offset: z.object({ days: z.int(), working: z.boolean() }).optional(),
    /** Level and role of who is told. */
    recipientKey: z.string(),
    count: z.int(),
  })
  .meta({ id: 'SimulatedNotice' })

const pairs = z.array(z.object({ before: notice, after: notice }))

export const simulated = z
  .object({
    /** The commune that has dates of its own; null for all others. */
    officeId: id.nullable(),
    notices: z.array(notice),
    problems: z.array(z.object({ code: z.string(), step: z.string(), rule: z.string(), detail: z.string() })),
    difference: z
      .object({
        moved: pairs,
        appears: z.array(notice),
        disappears: z.array(notice),
        recounted: pairs,
        unchanged: z.int(),
      })
      .nullable(),
  })
  .meta({ id: 'CampaignSimulation' })

/** A notice as the document has it. */
export const shownNotice = (one: SimulatedNotice): z.input<typeof notice> => ({ ...one })
const shownPair = ({ before, after }: { before: SimulatedNotice; after: SimulatedNotice }) => ({
  before: shownNotice(before),
  after: shownNotice(after),
})

/** One part of a campaign's simulation as the document has it. */
export function shownPart({ officeId, simulation, difference }: PartSimulation): z.input<typeof simulated> {
  return {
    officeId,
    notices: simulation.notices.map(shownNotice),
    problems: simulation.problems.map((problem) => ({ ...problem })),
    difference: difference && {
      moved: difference.moved.map(shownPair),
      appears: difference.appears.map(shownNotice),
      disappears: difference.disappears.map(shownNotice),
      recounted: difference.recounted.map(shownPair),
      unchanged: difference.unchanged,
    },
  }
}

/** What may be asked to be otherwise; nothing at all simulates the campaign as it stands. */
export const simulationBody = z.strictObject({
  dates: datesGiven.optional(),
  reading: reading.optional(),
  calendarVersion: positive.optional(),
  /** Dates of communes, in place of those that they have. */
  overrides: z
    .record(id, datesGiven)
    .refine((given) => Object.keys(given).length <= MOST_COMMUNES)
    .optional(),
})

/** What was asked, with its holiday table read; throws where that one isn't published. */
export async function whatIfOf(deps: Deps, asked: z.output<typeof simulationBody>): Promise<WhatIf | null> {
  const { calendarVersion, dates, reading: read, overrides } = asked
  if (Object.values(asked).every((value) => value === undefined)) return null
  const calendar = calendarVersion === undefined ? null : await calendarOf(deps.pool, calendarVersion)
  if (calendar?.version !== calendarVersion && calendarVersion !== undefined)
    throw new Problem('notPublished', { field: 'calendarVersion' })
  return {
    ...(dates === undefined ? {} : { dates }),
    ...(read === undefined ? {} : { reading: read }),
    ...(overrides === undefined ? {} : { overrides }),
    ...(calendar === null ? {} : { calendar }),
  }
}

export const movedDate = z
  .object({
    key: z.string(),
    vi: z.string(),
    /** The last day in time; null where it has none of its own. */
    before: civilDate.nullable(),
    after: civilDate.nullable(),
  })
  .meta({ id: 'MovedDate' })

/** Named dates of the campaign that would end on another day, the first due first. */
export async function movedDates(
  deps: Deps,
  plan: CampaignPlan,
  whatIf: WhatIf | null,
): Promise<z.input<typeof movedDate>[]> {
  const published = await libraryOf(deps.pool).procedure(plan.procedureId, plan.procedureVersion)
  if (whatIf === null || published === null) return []
  const { procedure } = published
  const { calendar = plan.calendar, reading: read = plan.reading, dates = plan.dates } = whatIf
  const lastDays = (asked: CampaignPlan) => deadlinesOf(procedure, { ...asked, territory: [asked.officeId] })
  const stands = new Map(lastDays(plan).map(({ key, lastDay }) => [key, lastDay]))
  return lastDays({ ...plan, calendar, reading: read, dates }).flatMap(({ key, vi, lastDay }) => {
    const before = stands.get(key) ?? null
    return before === lastDay ? [] : [{ key, vi, before, after: lastDay }]
  })
}

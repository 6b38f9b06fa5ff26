// What the system already knows for the step that a dossier or draft stands at: the figures that its form is prefilled from,
// what its conditions count of children, and the numbers that its comparisons rest on. The same facts that a decision counts.
import { z } from 'zod'
import type { Queryable } from '../../activities/pool.ts'
import { readFigures } from '../../activities/record/figures.ts'
import type { Situation } from '../../activities/record/facts.ts'
import type { Body, Facts } from '../../domain/command.ts'
import { fieldsOf, stepOf } from '../../domain/counting.ts'
import type { DossierState } from '../../domain/dossier.ts'
import type { Need } from '../../domain/procedure.ts'
import { pathFor, stepById } from '../../domain/steps.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import { id } from '../schemas.ts'
import { scopeOf } from '../scope.ts'
import { namesOf, situationOf } from './detail.ts'
import type { Reading } from './detail.ts'
import { comparedCondition, comparedOf, priorCondition, priorOf } from './prior.ts'

const field = z.object({
  /** The field's id in the form. */
  id: z.string(),
  vi: z.string(),
  figure: z.string(),
  counted: z.number(),
})

const counted = z.object({
  /** The need's id. */
  id: z.string(),
  vi: z.string(),
  total: z.int(),
  having: z.int(),
  atLeast: z.array(z.int()).length(2),
  minimum: z.int(),
  holds: z.boolean(),
  list: z.array(z.object({ subjectId: id, name: z.string().nullable(), value: z.string().nullable() })),
})

const written = z.union([z.string(), z.number(), z.boolean()])

export const figuresReply = z
  .object({
    dossierId: id,
    step: z.string(),
    fields: z.array(field),
    children: z.array(counted),
    /** Conditions on results of other procedures, each with where it is written. */
    results: z.array(priorCondition),
    /** Comparisons, with the sums and rates that are known. */
    compares: z.array(comparedCondition),
    /** Every figure that the step's needs name, by its key in the procedure; also of what waits beside it. */
    figures: z.record(z.string(), z.number().nullable()),
    /** The campaign's own values of settings that the comparisons take. */
    settings: z.record(z.string(), written),
    /** What earlier steps sent of what the comparisons take, by step and field. */
    earlier: z.record(z.string(), z.record(z.string(), written.nullable())),
  })
  .meta({ id: 'Figures' })

/** What stands in the form by now: the draft, or what the step sent before it was returned. */
async function filledIn(
  db: Queryable,
  dossierId: string,
  state: DossierState | null,
): Promise<NonNullable<Body['fields']>> {
  const { rows } = await db.query<{ fields: Body['fields'] | null }>(
    state === null
      ? {
          name: 'filled_draft',
          text: "SELECT data->'fields' AS fields FROM draft WHERE dossier_id = $1",
          values: [dossierId],
        }
      : {
          name: 'filled_content',
          text: "SELECT body->'fields' AS fields FROM content WHERE dossier_id = $1 AND hash = $2",
          values: [dossierId, state.contents[state.step] ?? ''],
        },
  )
  return rows[0]?.fields ?? {}
}

/** What others have asked for, as the comparisons say beside themselves: nobody decides on it, so it is read for readers only. */
async function readWaiting(
  { deps, at }: Reading,
  { base, procedure, facts }: Situation,
  needs: readonly Need[],
): Promise<NonNullable<Facts['figures']>> {
  const keys = needs.flatMap((need) => (need.kind === 'compare' ? (need.waiting ?? []) : []))
  if (keys.length === 0 || base.subject?.owner === undefined) return {}
  const { id: subjectId, owner: officeKind, offices } = base.subject
  const year = base.row?.state.year ?? facts.campaign.year
  const counting = { subjectId, officeId: offices.unit ?? '', officeKind, year, on: civilDateOf(at) }
  return readFigures(deps.pool, procedure, [...new Set(keys)], counting, false)
}

/** What the comparisons read besides form and figures, and nothing more of it. */
function takenBy(needs: readonly Need[], { campaign, earlier = {} }: Facts) {
  const amounts = needs.flatMap((need) => (need.kind === 'compare' ? [...need.left, ...need.right] : []))
  const settings = amounts.flatMap((one): [string, string | number | boolean][] => {
    const id = typeof one === 'object' && 'setting' in one ? one.setting : undefined
    const own = id === undefined ? undefined : campaign.settings[id]
    return id === undefined || own === undefined ? [] : [[id, own]]
  })
  const sent: Record<string, Record<string, string | number | boolean | null>> = {}
  for (const one of amounts) {
    const step = stepOf(one)
    for (const field of step === null ? [] : fieldsOf(one)) {
      const value = earlier[step ?? '']?.[field]
      if (step !== null && value !== undefined) sent[step] = { ...sent[step], [field]: value }
    }
  }
  return { settings: Object.fromEntries(settings), earlier: sent }
}

/** The figures of a dossier or draft that the caller has found to be in the reader's sight. */
export async function figuresOf(reading: Reading, dossierId: string): Promise<z.input<typeof figuresReply>> {
  const situation = await situationOf(reading, dossierId, 'submit')
  const { base, procedure, facts } = situation
  const state = base.row?.state ?? null
  const first = pathFor(procedure, facts.subject, facts.campaign.settings)?.steps[0]
  const step = stepById(procedure, state?.step ?? first ?? '')
  const figures = facts.figures ?? {}
  const needs = step?.needs ?? []
  const children = needs.flatMap((need) => {
    const found = need.kind === 'children' ? facts.counts?.[need.id] : undefined
    return need.kind === 'children' && found !== undefined ? [{ need, found }] : []
  })
  const ids = children.flatMap(({ found }) => found.list.map(({ subjectId }) => subjectId))
  const { deps, actor, at } = reading
  const holders = { subjectId: base.subject?.id ?? '', ownerId: base.subject?.offices.unit ?? '' }
  const year = state?.year ?? facts.campaign.year
  const [names, results, filled, waiting] = await Promise.all([
    namesOf(deps.pool, ids),
    priorOf(deps.pool, scopeOf(actor), needs, { ...holders, year, facts }),
    filledIn(deps.pool, dossierId, state),
    readWaiting(reading, situation, needs),
  ])
  const scope = {
    procedure,
    step: step?.id ?? '',
    campaign: facts.campaign,
    figures,
    fields: filled,
    earlier: facts.earlier ?? {},
    day: civilDateOf(at),
  }
  return {
    dossierId,
    results,
    compares: comparedOf(needs, scope),
    step: step?.id ?? '',
    fields: needs.flatMap((need) => {
      if (need.kind !== 'field' || need.figure === undefined) return []
      const known = figures[need.figure]
      return known === undefined || known === null
        ? []
        : [{ id: need.id, vi: need.vi, figure: need.figure, counted: known }]
    }),
    children: children.map(({ need, found: { total, having, list } }) => {
      const { atLeast, minimum = 0 } = need
      const [share, of] = atLeast
      return {
        id: need.id,
        vi: need.vi,
        total,
        having,
        atLeast: [...atLeast],
        minimum,
        holds: total >= minimum && having * of >= share * total,
        list: list.map((one) => ({ ...one, name: names[one.subjectId] ?? null })),
      }
    }),
    figures: { ...waiting, ...figures },
    ...takenBy(needs, facts),
  }
}

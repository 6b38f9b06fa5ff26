// What a step rests on besides its form: results of earlier procedures, each with where it is written, and the sums and
// rates that its comparisons are made with. Shown before somebody acts; the decision counts the same facts again.
import { z } from 'zod'
import type { Queryable } from '../../activities/pool.ts'
import type { CampaignFacts, Facts } from '../../domain/command.ts'
import type { Amount } from '../../domain/counting.ts'
import type { Need, Procedure, ResultRule } from '../../domain/procedure.ts'
import { resultHolds, resultRules, resultYears } from '../../domain/results.ts'
import { settingAt } from '../../domain/settings.ts'
import type { CivilDate } from '../../domain/time/civil.ts'
import { id, instant } from '../schemas.ts'
import { Values, seesDossier } from '../scope.ts'
import type { Scope } from '../scope.ts'
import { GIVER, resultGiver } from './given.ts'
import type { ResultGiver } from './given.ts'

/** A result as it stands in one year, or that there is none. */
const yearOfResult = z.object({
  year: z.int(),
  value: z.string().nullable(),
  /** Whether the rule counts this value. */
  accepted: z.boolean(),
  /** Where it is written, of a result that was entered; null of one that a dossier gave. */
  source: z.string().nullable(),
  /** The procedure whose dossier gave it, and the number of its decision. */
  given: resultGiver.nullable(),
  recordedAt: instant.nullable(),
  /** The dossier that gave it, where the reader sees that dossier. */
  dossierId: id.nullable(),
})

export const priorCondition = z.object({
  holds: z.boolean(),
  /** One of them is enough. */
  rules: z.array(
    z.object({
      result: z.string(),
      of: z.enum(['subject', 'owner']),
      accepted: z.array(z.string()).readonly(),
      /** In how many of the years it must be there. */
      atLeast: z.int(),
      holds: z.boolean(),
      years: z.array(yearOfResult),
    }),
  ),
})

export const comparedCondition = z.object({
  id: z.string(),
  vi: z.string(),
  /** What is known of both sides before anything is filled in. */
  amounts: z.array(
    z.object({
      kind: z.enum(['figure', 'setting']),
      vi: z.string(),
      value: z.number(),
    }),
  ),
})

interface Holders {
  readonly subjectId: string
  readonly ownerId: string
}

interface FoundRow {
  readonly subject_id: string
  readonly kind: string
  readonly year: number
  readonly value: string
  readonly source: string
  readonly recorded_at: Date
  readonly dossier_id: string | null
  readonly given: ResultGiver | null
}

/** The conditions on earlier results, each year as it stands now. */
export async function priorOf(
  db: Queryable,
  scope: Scope,
  needs: readonly Need[],
  { subjectId, ownerId, year, facts }: Holders & { readonly year: number; readonly facts: Facts },
): Promise<z.input<typeof priorCondition>[]> {
  const asked = needs.filter((need) => need.kind === 'priorResult')
  if (asked.length === 0) return []
  const holderOf = ({ of }: ResultRule): string => (of === 'owner' ? ownerId : subjectId)
  const rows = await standingResults(db, scope, asked.flatMap(resultRules), { subjectId, ownerId, year })
  return asked.map((need) => {
    const rules = resultRules(need).map((rule) => ({
      result: rule.result,
      of: rule.of ?? ('subject' as const),
      accepted: rule.accepted,
      atLeast: rule.over?.atLeast ?? 1,
      holds: resultHolds(rule, year, facts),
      years: resultYears(rule, year).map((one) => {
        const found = rows.find(
          (row) => row.subject_id === holderOf(rule) && row.kind === rule.result && row.year === one,
        )
        return {
          year: one,
          value: found?.value ?? null,
          accepted: found !== undefined && rule.accepted.includes(found.value),
          source: found?.given === null ? found.source : null,
          given: found?.given ?? null,
          recordedAt: found?.recorded_at.toISOString() ?? null,
          dossierId: found?.dossier_id ?? null,
        }
      }),
    }))
    return { holds: rules.some(({ holds }) => holds), rules }
  })
}

async function standingResults(
  db: Queryable,
  scope: Scope,
  rules: readonly ResultRule[],
  { subjectId, ownerId, year }: Holders & { readonly year: number },
): Promise<readonly FoundRow[]> {
  const values = new Values()
  const kinds = values.add([...new Set(rules.map(({ result }) => result))])
  const years = values.add([...new Set(rules.flatMap((rule) => resultYears(rule, year)))])
  const { rows } = await db.query<FoundRow>(
    `SELECT r.subject_id, r.kind, r.year, r.value, r.source, r.recorded_at,
       (SELECT d.id FROM dossier d WHERE d.id = r.dossier_id AND ${seesDossier(scope, values)}) AS dossier_id,
       ${GIVER} AS given
     FROM result_fact r WHERE r.subject_id = ANY(${values.add([subjectId, ownerId])}::text[])
       AND r.kind = ANY(${kinds}::text[]) AND r.year = ANY(${years}::int[])`,
    values.list,
  )
  return rows
}

interface Known {
  readonly procedure: Procedure
  readonly campaign: Pick<CampaignFacts, 'settings'>
  readonly figures: NonNullable<Facts['figures']>
  readonly on: CivilDate
}

/** The comparisons, with the figures and rates that they are made with as they stand on the day. */
export function comparedOf(
  needs: readonly Need[],
  { procedure, campaign, figures, on }: Known,
): z.input<typeof comparedCondition>[] {
  const known = (amount: Amount): z.input<typeof comparedCondition>['amounts'] => {
    if (typeof amount === 'number' || 'field' in amount) return []
    if ('figure' in amount) {
      const value = figures[amount.figure]
      const vi = procedure.figures?.[amount.figure]?.vi ?? amount.figure
      return value === undefined ? [] : [{ kind: 'figure', vi, value }]
    }
    const value = settingAt(procedure, campaign, amount.setting, on)
    const vi = procedure.settings.find((one) => one.id === amount.setting)?.vi ?? amount.setting
    const counted = amount.timesFigure === undefined ? [] : known({ figure: amount.timesFigure })
    return typeof value === 'number' ? [{ kind: 'setting', vi, value }, ...counted] : counted
  }
  return needs.flatMap((need) => {
    if (need.kind !== 'compare') return []
    return [{ id: need.id, vi: need.vi, amounts: [...need.left, ...need.right].flatMap(known) }]
  })
}

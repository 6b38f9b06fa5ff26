// What a step rests on besides its form: results of earlier procedures, each with where it is written, and the sums and
// rates that its comparisons are made with. Shown before somebody acts; the decision counts the same facts again.
import { z } from 'zod'
import type { Queryable } from '../../activities/pool.ts'
import { inMoney, rateOf } from '../../domain/amounts.ts'
import type { AmountScope, RateAmount } from '../../domain/amounts.ts'
import type { Facts } from '../../domain/command.ts'
import type { Amount } from '../../domain/counting.ts'
import type { Need, Procedure, ResultRule } from '../../domain/procedure.ts'
import { resultHolds, resultRules, resultYears } from '../../domain/results.ts'
import { stepById } from '../../domain/steps.ts'
import { civilDate, id, instant } from '../schemas.ts'
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
  /** What is known of both sides before the step is filled in. */
  amounts: z.array(
    z.object({
      /** A field is one that an earlier step sent. */
      kind: z.enum(['figure', 'setting', 'field']),
      vi: z.string(),
      /** In đồng; otherwise a number of things. */
      money: z.boolean(),
      /** A rate as it holds on `day`. */
      value: z.number(),
      /** The day on which a dated rate was looked up: what was filled in so far says it, else today. */
      day: civilDate.nullable(),
      /** The field of this step's form whose date moves that day, and the rate's dated values. */
      on: z.string().nullable(),
      history: z.array(z.object({ from: civilDate, value: z.number() })),
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

type Amounts = z.input<typeof comparedCondition>['amounts']

/** What a comparison is made with, and the procedure whose words name it. */
export interface ComparedScope extends AmountScope {
  readonly procedure: Procedure
  /** The step that asks. */
  readonly step: string
}

const UNDATED = { day: null, on: null, history: [] }

function figureKnown(id: string, { procedure, figures }: ComparedScope, inDong: boolean): Amounts {
  const value = figures[id] ?? null
  const known = procedure.figures?.[id]
  const money = inDong && known?.figure.of === 'sum'
  return value === null ? [] : [{ ...UNDATED, kind: 'figure', vi: known?.vi ?? id, money, value }]
}

/** A number that an earlier step sent. */
function fieldKnown(id: string, step: string, { procedure, earlier }: ComparedScope): Amounts {
  const value = earlier[step]?.[id]
  const field = stepById(procedure, step)?.needs.find((need) => need.kind === 'field' && need.id === id)
  if (field?.kind !== 'field' || typeof value !== 'number') return []
  return [{ ...UNDATED, kind: 'field', vi: field.vi, money: field.type === 'money', value }]
}

function rateKnown(amount: RateAmount, scope: ComparedScope, money: boolean): Amounts {
  const { procedure, campaign } = scope
  const { value, day } = rateOf(amount, scope)
  const setting = procedure.settings.find((one) => one.id === amount.setting)
  if (typeof value !== 'number') return []
  // What the campaign says for itself holds on every day.
  const dated = campaign.settings[amount.setting] === undefined ? (setting?.history ?? []) : []
  const history = dated.flatMap(({ from, value: one }) =>
    typeof one === 'number' ? [{ from, value: one }] : [],
  )
  // The day of a row, or of an earlier step, is none of the form's.
  const on = 'rows' in amount || amount.step !== undefined ? null : (amount.on ?? null)
  return [{ kind: 'setting', vi: setting?.vi ?? amount.setting, money, value, day, on, history }]
}

function amountKnown(amount: Amount, scope: ComparedScope, money: boolean): Amounts {
  if (typeof amount === 'number') return []
  if ('figure' in amount) return figureKnown(amount.figure, scope, money)
  if ('rows' in amount)
    return amount.setting === undefined ? [] : rateKnown({ ...amount, setting: amount.setting }, scope, money)
  const { step } = amount
  const field = (id: string | undefined): Amounts =>
    id === undefined || step === undefined ? [] : fieldKnown(id, step, scope)
  if ('field' in amount) return field(amount.field)
  const counted = amount.timesFigure === undefined ? [] : figureKnown(amount.timesFigure, scope, money)
  return [...rateKnown(amount, scope, money), ...field(amount.times), ...counted]
}

/** The comparisons, with the figures, rates and earlier fields that they are made with: the same that the rule takes. */
export function comparedOf(
  needs: readonly Need[],
  scope: ComparedScope,
): z.input<typeof comparedCondition>[] {
  return needs.flatMap((need) => {
    if (need.kind !== 'compare') return []
    const money = inMoney(need, scope.procedure.steps, scope.step)
    const amounts = [...need.left, ...need.right].flatMap((one) => amountKnown(one, scope, money))
    return [{ id: need.id, vi: need.vi, amounts }]
  })
}

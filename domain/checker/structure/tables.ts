// Whether tables can be filled in: columns that exist, once each, as many rows as asked for, dates in an order; and whether
// sums over them have something to sum.
import type { RowsAmount } from '../../counting.ts'
import { MOST_ROWS } from '../../rows-rule.ts'
import type { Column, RowsSum } from '../../rows-rule.ts'
import type { RowsNeed, StepRule } from '../../procedure.ts'
import { finding } from '../finding.ts'
import type { Finding } from '../finding.ts'
import { isReferenceType } from '../../reference.ts'
import { isNumberType } from '../../values.ts'
import type { Typed } from '../../values.ts'

type Needs = StepRule['needs']

/** What makes no sense of a value of its type; null where all does. */
export function typeProblem({ type, byHand, choices, min, max }: Typed): string | null {
  if (byHand !== undefined && !isReferenceType(type)) return 'is written by hand anyway'
  const bounded = choices ?? min ?? max
  return isReferenceType(type) && bounded !== undefined
    ? 'points at an office or person, within bounds'
    : null
}

function columnProblem(column: Column): string | null {
  const { id, type, choices, min, max, summed } = column
  const wrong = typeProblem(column)
  if (wrong !== null) return `column "${id}" ${wrong}`
  if (type === 'choice' && (choices ?? []).length === 0) return `column "${id}" is a choice among nothing`
  if (min !== undefined && max !== undefined && min > max)
    return `column "${id}" lies between ${min} and ${max}`
  return summed === true && !isNumberType(type) ? `column "${id}" is summed, but is no number` : null
}

function tableProblems({ columns, least, most, inOrder, requiredWith }: RowsNeed, needs: Needs): string[] {
  const ids = columns.map(({ id }) => id)
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  const dates = columns.flatMap(({ id, type }) => (type === 'date' ? [id] : []))
  const noDate = (inOrder ?? []).find((id) => !dates.includes(id))
  const there = needs.some((need) => need.kind === 'field' && need.id === requiredWith)
  return [
    ...(columns.length === 0 ? ['has no columns'] : []),
    ...(twice === undefined ? [] : [`column "${twice}" stands there twice`]),
    ...columns.flatMap((column) => columnProblem(column) ?? []),
    ...(least < 0 || most < 1 || least > most || most > MOST_ROWS
      ? [`from ${least} to ${most} rows; at most ${MOST_ROWS}`]
      : []),
    ...(noDate === undefined ? [] : [`"${noDate}" is no column of dates`]),
    ...(requiredWith === undefined || there
      ? []
      : [`is asked for with "${requiredWith}", which isn't there`]),
  ]
}

function tableOf(needs: Needs, id: string): RowsNeed | null {
  const found = needs.find((need) => need.kind === 'rows' && need.id === id)
  return found?.kind === 'rows' ? found : null
}

/** Why rows of this step can't be summed so; null where they can. */
export function sumProblem({ needs }: Pick<StepRule, 'needs'>, { rows, column }: RowsSum): string | null {
  const table = tableOf(needs, rows)
  if (table === null) return `"${rows}" is no table of this step`
  const found = table.columns.find(({ id }) => id === column)
  if (column === undefined) return null
  return found !== undefined && isNumberType(found.type) ? null : `"${column}" is no number of "${rows}"`
}

/** The same of an amount, whose rate may hold on the day of each row. */
export function rowsAmountProblem(step: Pick<StepRule, 'needs'>, amount: RowsAmount): string | null {
  const { rows, on, setting } = amount
  if (on !== undefined && setting === undefined)
    return `has a day, "${on}", but no rate that could hold on it`
  const dated = tableOf(step.needs, rows)?.columns.some(({ id, type }) => id === on && type === 'date')
  return sumProblem(step, amount) ?? (on === undefined || dated ? null : `"${on}" is no date of "${rows}"`)
}

/** Findings about the tables of a step, and fields that sum them up. */
export function checkTables(where: readonly string[], needs: Needs): Finding[] {
  return needs.flatMap((need) => {
    if (need.kind === 'rows')
      return tableProblems(need, needs).map((why) => finding('fieldImpossible', [...where, need.id], why))
    if (need.kind !== 'field' || need.sumOf === undefined) return []
    const why = !isNumberType(need.type)
      ? 'sums up rows, but is no number'
      : need.figure === undefined
        ? sumProblem({ needs }, need.sumOf)
        : 'sums up rows, and is prefilled from a figure'
    return why === null ? [] : [finding('fieldImpossible', [...where, need.id], why)]
  })
}

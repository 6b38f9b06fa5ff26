// Whether figures can be counted and amounts compared: fields that exist and are numbers, settings that are whole numbers.
// What names other procedures is checked where those are known.
import { figuresOf, stepOf } from '../../counting.ts'
import type { Amount, Figure } from '../../counting.ts'
import type { Path, Procedure, StepRule } from '../../procedure.ts'
import { isFilled } from '../../requirements.ts'
import { stepById } from '../../steps.ts'
import { finding } from '../finding.ts'
import type { Finding } from '../finding.ts'
import { amountsOf, isNumber, numberField } from './named.ts'
import { rowsAmountProblem } from './tables.ts'

/** Why the content of an earlier step can't be read at this one: on some way it isn't there by then. */
function earlierProblem(procedure: Procedure, step: StepRule, earlier: string): string | null {
  if (stepById(procedure, earlier) === null) return `there is no step "${earlier}"`
  const missed = procedure.paths.find(({ steps }) => {
    const [here, there] = [steps.indexOf(step.id), steps.indexOf(earlier)]
    return here >= 0 && (there < 0 || there >= here)
  })
  return missed === undefined ? null : `step "${earlier}" doesn't come before it on path "${missed.id}"`
}

function amountProblem(procedure: Procedure, here: StepRule, amount: Amount): string | null {
  if (typeof amount === 'number') return Number.isSafeInteger(amount) ? null : `${amount} is no whole number`
  if ('rows' in amount) return rowsAmountProblem(here, amount) ?? oddSetting(procedure, amount.setting)
  const named = stepOf(amount)
  const missing = named === null ? null : earlierProblem(procedure, here, named)
  if (missing !== null) return missing
  const step = named === null ? here : (stepById(procedure, named) ?? here)
  const whose = named === null ? 'this step' : `step "${named}"`
  if ('field' in amount)
    return numberField(step, amount.field) ? null : `"${amount.field}" is no number of ${whose}`
  if ('figure' in amount)
    return procedure.figures?.[amount.figure] === undefined ? `there is no figure "${amount.figure}"` : null
  if (amount.times !== undefined && !numberField(step, amount.times))
    return `"${amount.times}" is no number of ${whose}`
  const counted = figuresOf(amount).find((id) => procedure.figures?.[id] === undefined)
  if (counted !== undefined) return `there is no figure "${counted}"`
  if (amount.on !== undefined && !isDateField(step, amount.on)) return `"${amount.on}" is no date of ${whose}`
  return oddSetting(procedure, amount.setting)
}

/** One that doesn't exist is said already. */
function oddSetting({ settings }: Procedure, named: string | undefined): string | null {
  const setting = settings.find(({ id }) => id === named)
  const values =
    setting === undefined ? [] : [setting.value, ...(setting.history ?? []).map(({ value }) => value)]
  const odd = values.find((value) => !Number.isSafeInteger(value))
  return odd === undefined ? null : `setting "${named}" is ${String(odd)}: expected a whole number`
}

const isDateField = ({ needs }: StepRule, id: string): boolean =>
  needs.some((need) => need.kind === 'field' && need.id === id && need.type === 'date')

/** Findings about comparisons. */
export function checkCompares(procedure: Procedure): Finding[] {
  const bare = procedure.steps.flatMap((step) =>
    step.needs.flatMap((need) => {
      if (need.kind !== 'compare') return []
      const { left, right, share, id } = need
      const unknown = (need.waiting ?? []).find((key) => procedure.figures?.[key] === undefined)
      const problem =
        left.length === 0 || right.length === 0
          ? 'compares with nothing'
          : (share ?? [1]).some((one) => !Number.isSafeInteger(one) || one < 1)
            ? 'takes a share of nothing'
            : unknown !== undefined
              ? `there is no figure "${unknown}"`
              : null
      return problem === null ? [] : [finding('compareImpossible', [step.id, id], problem)]
    }),
  )
  const amounts = amountsOf(procedure).flatMap(({ amount, step, by }) => {
    const problem = amountProblem(procedure, step, amount)
    return problem === null ? [] : [finding('compareImpossible', by, problem)]
  })
  return [...bare, ...amounts]
}

function filledSteps(procedure: Procedure, path: Path): StepRule[] {
  return path.steps.flatMap((id) => stepById(procedure, id) ?? []).filter(({ needs }) => needs.some(isFilled))
}

/** Why a field can't be summed over a procedure's dossiers: it has none, or their last content hasn't got it. */
function sumProblem(procedure: Procedure, { field, step }: Extract<Figure, { of: 'sum' }>): string | null {
  if (step !== undefined)
    return numberField(stepById(procedure, step), field)
      ? null
      : `step "${step}" of "${procedure.id}" has no number "${field}"`
  const paths = procedure.paths.filter((path) =>
    filledSteps(procedure, path).some((one) => numberField(one, field)),
  )
  if (paths.length === 0) return `"${procedure.id}" has no number "${field}"`
  const overwritten = paths.find((path) => {
    const steps = filledSteps(procedure, path)
    return !numberField(steps[steps.length - 1] ?? null, field)
  })
  return overwritten === undefined
    ? null
    : `"${field}" isn't in the last content of "${procedure.id}" (${overwritten.id}): name its step`
}

function figureProblems(figure: Figure, known: readonly Procedure[] | undefined): string[] {
  if (figure.of === 'children') return figure.among.kinds.length === 0 ? ['counts children of no kind'] : []
  if (figure.of === 'register') return []
  if (figure.procedures.length === 0) return ['counts dossiers of no procedure']
  if (figure.of === 'sum' && figure.waiting === true && figure.outcomes !== undefined)
    return ['counts what waits, and asks how that ended']
  if (known === undefined) return []
  const named = figure.procedures.flatMap((id) => known.find((one) => one.id === id) ?? [])
  const missing = figure.procedures.filter((id) => !known.some((one) => one.id === id))
  const outcomes = named.flatMap((one) => one.outcomes.map(({ id }) => id))
  const strange = missing.length > 0 ? [] : (figure.outcomes ?? []).filter((id) => !outcomes.includes(id))
  return [
    ...missing.map((id) => `there is no procedure "${id}"`),
    ...strange.map((id) => `none of them ever ends as "${id}"`),
    ...(figure.of === 'sum' ? named.flatMap((one) => sumProblem(one, figure) ?? []) : []),
  ]
}

/** Findings about figures, and about fields that are prefilled from them. */
export function checkFigures(procedure: Procedure, known: readonly Procedure[] | undefined): Finding[] {
  const fields = procedure.steps.flatMap((step) =>
    step.needs.flatMap((need) => {
      if (need.kind !== 'field' || need.figure === undefined) return []
      const where = [step.id, need.id]
      if (!isNumber(need)) return [finding('figureImpossible', where, 'is prefilled, but is no number')]
      return procedure.figures?.[need.figure] === undefined
        ? [finding('figureImpossible', where, `there is no figure "${need.figure}"`)]
        : []
    }),
  )
  const wrong = Object.entries(procedure.figures ?? {}).flatMap(([id, { figure }]) =>
    figureProblems(figure, known).map((problem) => finding('figureImpossible', ['figures', id], problem)),
  )
  return [...fields, ...wrong]
}

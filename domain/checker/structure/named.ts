// Amounts and figures that the steps of a procedure name, with the place that names each.
import { figuresOf } from '../../counting.ts'
import type { Amount } from '../../counting.ts'
import type { Need, Procedure, StepRule } from '../../procedure.ts'
import { isNumberType } from '../../values.ts'

interface Named {
  readonly by: readonly string[]
}

/** Every amount that a comparison of a step counts. */
export function amountsOf({
  steps,
}: Pick<Procedure, 'steps'>): (Named & { readonly amount: Amount; readonly step: StepRule })[] {
  return steps.flatMap((step) =>
    step.needs.flatMap((need) =>
      need.kind === 'compare'
        ? [...need.left, ...need.right].map((amount) => ({ amount, step, by: [step.id, need.id] }))
        : [],
    ),
  )
}

/** Every figure that a field is prefilled from, a comparison counts, or says beside what it counts. */
export function figuresNamed(procedure: Pick<Procedure, 'steps'>): (Named & { readonly id: string })[] {
  const prefilled = procedure.steps.flatMap((step) =>
    step.needs.flatMap((need) =>
      need.kind === 'field' && need.figure !== undefined ? [{ id: need.figure, by: [step.id, need.id] }] : [],
    ),
  )
  const compared = amountsOf(procedure).flatMap(({ amount, by }) =>
    figuresOf(amount).map((id) => ({ id, by })),
  )
  const beside = procedure.steps.flatMap((step) =>
    step.needs.flatMap((need) =>
      need.kind === 'compare' ? (need.waiting ?? []).map((id) => ({ id, by: [step.id, need.id] })) : [],
    ),
  )
  return [...prefilled, ...compared, ...beside]
}

/** Whether a need is a field that holds a number. */
export const isNumber = (need: Need): boolean => need.kind === 'field' && isNumberType(need.type)

/** Whether the step has a number of this name. */
export function numberField(step: StepRule | null, id: string): boolean {
  return (step?.needs ?? []).some((need) => 'id' in need && need.id === id && isNumber(need))
}

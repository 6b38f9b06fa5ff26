// In which order figures are shown: that of the procedure. A table of them by key, as a database gives it back, has lost it.
import { figuresOf } from './counting.ts'
import type { Procedure } from './procedure.ts'

/** The figures that steps name, in the order of their needs. */
export function figureOrder(steps: Procedure['steps']): readonly string[] {
  const named = steps.flatMap(({ needs }) =>
    needs.flatMap((need) => {
      if (need.kind === 'field') return need.figure ?? []
      if (need.kind !== 'compare') return []
      return [...need.left.flatMap(figuresOf), ...(need.waiting ?? []), ...need.right.flatMap(figuresOf)]
    }),
  )
  return [...new Set(named)]
}

// What the counts by step come to: the open ones in the order of the ways that they go, and how many have yet to pass a
// date of the year. Pure.
import type { Procedure } from '../../../domain/procedure.ts'
import { OPEN_STATUSES } from '../../../domain/vocabulary.ts'
import type { Schemas } from '../../client/api.ts'

export type Counts = readonly Schemas['StepCount'][]

export interface StepSum {
  readonly step: string
  readonly count: number
  readonly overdue: number
  readonly returned: number
}

export const isOpen = ({ status }: { readonly status: string }): boolean =>
  (OPEN_STATUSES as readonly string[]).includes(status)

/** How many steps are still ahead at most: what the ways of different subjects have in common stands together. */
function ahead({ paths }: Procedure, step: string): number {
  return Math.max(
    0,
    ...paths.map(({ steps }) => (steps.includes(step) ? steps.length - steps.indexOf(step) : 0)),
  )
}

/** Open ones by step, in the order of the ways that they go; steps where nothing stands are left out. */
export function sumsOf(procedure: Procedure, counts: Counts): StepSum[] {
  const open = counts.filter(isOpen)
  const steps = new Set([...procedure.paths.flatMap((path) => path.steps), ...counts.map(({ step }) => step)])
  return [...steps]
    .sort((a, b) => ahead(procedure, b) - ahead(procedure, a))
    .flatMap((step) => {
      const here = open.filter((one) => one.step === step)
      const sum = (of: (one: Schemas['StepCount']) => number): number =>
        here.reduce((all, one) => all + of(one), 0)
      const count = sum((one) => one.count)
      if (count === 0) return []
      const returned = sum((one) => (one.status === 'returned' ? one.count : 0))
      return [{ step, count, overdue: sum((one) => one.overdue), returned }]
    })
}

/** How many open ones stand at a step that is done by a named date of the year, or before such a step on their way. */
export function stillBefore(procedure: Procedure, counts: Counts, dateKey: string): number {
  const dated = new Set(
    procedure.steps
      .filter(({ due }) => due?.kind === 'campaignDate' && due.key === dateKey)
      .map(({ id }) => id),
  )
  const before = new Set(
    procedure.paths.flatMap(({ steps }) => {
      const last = steps.reduce((found, step, index) => (dated.has(step) ? index : found), -1)
      return steps.slice(0, last + 1)
    }),
  )
  return counts
    .filter((one) => isOpen(one) && before.has(one.step))
    .reduce((sum, { count }) => sum + count, 0)
}

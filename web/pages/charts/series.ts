// A year's months as curves that only rise: what was begun and what had ended by the end of each. Months to come have no
// point yet. Pure.
import { civilDateOf } from '../../../domain/time/civil.ts'
import type { Instant } from '../../../domain/time/civil.ts'
import type { Schemas } from '../../client/api.ts'

export const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1))

export interface YearSeries {
  readonly year: string
  readonly total: number
  /** One for each month; null where it hasn't begun. */
  readonly begun: readonly (number | null)[]
  readonly closed: readonly (number | null)[]
}

/** Sums up to each month; what began before the year, or ended after it, stands in its first and last month. */
export function cumulated(year: string, items: readonly Schemas['MonthCount'][], now: Instant): YearSeries {
  const today = civilDateOf(now).slice(0, 7)
  const upTo = (of: 'begun' | 'closed'): (number | null)[] =>
    MONTHS.map((month, index) => {
      const key = `${year}-${month.padStart(2, '0')}`
      if (key > today) return null
      const isLast = index === MONTHS.length - 1
      return items.filter((one) => isLast || one.month <= key).reduce((sum, one) => sum + one[of], 0)
    })
  const total = items.reduce((sum, { begun }) => sum + begun, 0)
  return { year, total, begun: upTo('begun'), closed: upTo('closed') }
}

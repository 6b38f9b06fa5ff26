// From and to as people write them, in days: a thing holds from the beginning of its first day (or from now on, when that
// day is today) to the end of its last one.
import { addDays, civilDateOf, startOfDay } from '../../domain/time/civil.ts'
import type { CivilDate, Instant } from '../../domain/time/civil.ts'
import { Problem } from '../problems.ts'

/** When something holds; `to` is the first instant at which it no longer does. */
export interface Period {
  readonly from: Instant
  readonly to: Instant | null
}

/** The period of two days, both included; throws `dateInPast` for a past one, `invalid` where it would be empty. */
export function periodOf(
  days: { readonly from?: CivilDate | undefined; readonly to?: CivilDate | null | undefined },
  at: Instant,
): Period {
  const today = civilDateOf(at)
  const first = days.from ?? today
  if (first < today) throw new Problem('dateInPast', { field: 'from' })
  const last = days.to ?? null
  if (last !== null && last < today) throw new Problem('dateInPast', { field: 'to' })
  if (last !== null && last < first) throw new Problem('invalid', { field: 'to' })
  return {
    from: first === today ? at : startOfDay(first),
    to: last === null ? null : startOfDay(addDays(last, 1)),
  }
}

/** When something that ends after a day, or now, is over; throws `dateInPast`. */
export function endOf(lastDay: CivilDate | undefined, at: Instant): Instant {
  if (lastDay === undefined) return at
  if (lastDay < civilDateOf(at)) throw new Problem('dateInPast', { field: 'lastDay' })
  return startOfDay(addDays(lastDay, 1))
}

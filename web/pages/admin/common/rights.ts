// What the pages of administration need to know of whoever looks: the roles he holds, and when a time that ends before an
// instant has its last day.
import { useMe } from '../../../app/useSession.ts'
import type { Role } from '../../../../domain/vocabulary.ts'
import { addDays, civilDateOf } from '../../../../domain/time/civil.ts'
import type { CivilDate, Instant } from '../../../../domain/time/civil.ts'

/** Whether the reader holds one of the roles; the API decides, this only says which buttons make sense. */
export function useHolds(roles: readonly Role[]): boolean {
  return useMe().posts.some(({ role }) => roles.includes(role))
}

/** Whether the reader administers the whole instance, not only a province or commune. */
export function useKeepsAll(): boolean {
  return useMe().posts.some(({ role, officeKind }) => role === 'administrator' && officeKind === 'ministry')
}

/** The last day of a time that ends before an instant. */
export function lastDayOf(end: Instant): CivilDate {
  const day = civilDateOf(end)
  return end === startOf(day) ? addDays(day, -1) : day
}

const MIDNIGHT = 'T17:00:00.000Z'

/** The instant at which a day begins in Vietnam, as the API writes it. */
function startOf(day: CivilDate): Instant {
  return `${addDays(day, -1)}${MIDNIGHT}`
}

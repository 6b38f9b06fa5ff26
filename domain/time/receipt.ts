// The instant of an action is when it was received. Recording may take place after the deadline; the rule
// doesn't look at that. A lapse waits for what was received in time and is not decided yet.
import { addMs, latest } from './civil.ts'
import type { Instant } from './civil.ts'

/**
 * How long past its due instant a lapse waits. Five minutes: more than the longest that a command may take from
 * receipt to decision or answer (retries and time-outs together stay under two), with the two seconds by which
 * clocks may differ far within it. Nobody loses by it, for lateness itself is judged without any grace.
 */
export const LAPSE_GRACE_MS = 5 * 60_000

/** Whether something received at an instant is in time, whenever it comes to be recorded. */
export function isOnTime(receivedAt: Instant, dueAt: Instant): boolean {
  return receivedAt <= dueAt
}

/** The receipt of a command id: the first one stored holds for every repeat. */
export function receiptOf(stored: Instant | null, now: Instant): Instant {
  return stored ?? now
}

/** The earliest instant at which a deadline may end a dossier. */
export function lapseAt(dueAt: Instant): Instant {
  return addMs(dueAt, LAPSE_GRACE_MS)
}

/** Whether a dossier may lapse, and if not, what is waited for. */
export type LapseReadiness =
  | { readonly lapse: true }
  | { readonly lapse: false; readonly because: 'notDue' | 'grace'; readonly until: Instant }
  | { readonly lapse: false; readonly because: 'undecided'; readonly receivedAt: Instant }

/** Whether a dossier may lapse at an instant, given the receipts of its commands that are not decided yet. */
export function lapseReadiness(dueAt: Instant, at: Instant, undecided: readonly Instant[]): LapseReadiness {
  const until = lapseAt(dueAt)
  if (at <= dueAt) return { lapse: false, because: 'notDue', until }
  if (at < until) return { lapse: false, because: 'grace', until }
  const inTime = undecided.filter((receivedAt) => isOnTime(receivedAt, dueAt)).sort()[0]
  return inTime === undefined ? { lapse: true } : { lapse: false, because: 'undecided', receivedAt: inTime }
}

/** The instant to record with: now, but never before the last line of the chain (null: the chain is empty). */
export function nextRecordedAt(previous: Instant | null, now: Instant): Instant {
  return previous === null ? now : latest(previous, now)
}

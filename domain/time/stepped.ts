// The pure part of the stepped clock of a rehearsal or training instance: where it must stop on its way from
// one instant to another. Moving it, and waiting at each stop until all is recorded, is done elsewhere.
import { isInstant } from './civil.ts'
import type { Instant } from './civil.ts'

/** Why a stepped clock can't be moved as asked. */
export interface StepRefusal {
  readonly refused: 'clockGoesBack' | 'badInstant'
  readonly detail: string
}

/** Where to stop, in order; the last stop is the target. */
export interface SteppedWay {
  readonly stops: readonly Instant[]
}

/**
 * The stops from where the clock stands to a target: each due instant after the one and not after the other,
 * once, in order, then the target itself. What was due at or before the start has been woken already. A clock
 * that stands at its target has no stops.
 */
export function stepsTo(
  standsAt: Instant,
  target: Instant,
  dueInstants: readonly Instant[],
): SteppedWay | StepRefusal {
  const bad = [standsAt, target, ...dueInstants].find((instant) => !isInstant(instant))
  if (bad !== undefined) return { refused: 'badInstant', detail: `"${String(bad)}": expected an instant` }
  if (target < standsAt)
    return { refused: 'clockGoesBack', detail: `stands at ${standsAt}, asked for ${target}` }
  if (target === standsAt) return { stops: [] }
  const between = dueInstants.filter((due) => due > standsAt && due < target)
  return { stops: [...new Set([...between, target])].sort() }
}

/** The next stop on the way to a target; null when the clock stands there. Asked anew after each stop. */
export function nextStop(
  standsAt: Instant,
  target: Instant,
  dueInstants: readonly Instant[],
): Instant | null | StepRefusal {
  const way = stepsTo(standsAt, target, dueInstants)
  return 'refused' in way ? way : (way.stops[0] ?? null)
}

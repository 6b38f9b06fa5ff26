// What only an administrator of the whole instance may do: publish procedures, calendars and criteria sheets.
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import { administered } from '../territory.ts'

/** Throws `forbidden` for everybody else. */
export function requireRoot(actor: Actor): void {
  if (!administered(actor).everything) throw new Problem('forbidden')
}

// Who does something in administration, and when: what every function that writes is given.
import type { Instant } from '../../domain/time/civil.ts'

/** Who changes something, and when by the instance's clock. */
export interface Doing {
  readonly by: string
  readonly at: Instant
}

// Every kind of sheet that comes in, by its id.
import type { Pool } from '../../activities/pool.ts'
import type { Actor } from '../auth/actor.ts'
import type { ImportKind, ImportKindId, ImportOptions } from './kind.ts'
import { PEOPLE } from './kinds/people.ts'
import { RESULTS } from './kinds/results.ts'
import { scoresKind } from './kinds/scores.ts'
import { UNITS } from './kinds/units.ts'

/** The kind that an import is of; null where its columns come from a campaign that the actor doesn't see. */
export async function kindOf(
  pool: Pool,
  { kind, options }: { readonly kind: ImportKindId; readonly options: ImportOptions },
  actor: Actor,
): Promise<ImportKind | null> {
  switch (kind) {
    case 'units':
      return UNITS
    case 'people':
      return PEOPLE
    case 'results':
      return RESULTS
    case 'scores':
      return scoresKind(pool, actor, options)
  }
}

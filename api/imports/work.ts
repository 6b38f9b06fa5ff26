// What a worker does for imports, put together for whoever starts one.
import type { ImportWork } from '../../activities/imports/index.ts'
import { readClock } from '../../activities/record/clock.ts'
import type { ActingDeps } from '../actions/basis.ts'
import { previewImport } from './preview.ts'
import type { ReadDeps } from './preview.ts'
import { writeRows } from './write.ts'

/** Longer than one act takes on a busy machine. */
const ACT_LIMIT_MS = 30_000

export function createImportWork(deps: ReadDeps & Pick<ActingDeps, 'log'>): ImportWork {
  return {
    read: (importId) => previewImport(deps, importId),
    write: async (importId, temporal) => {
      const { pool, log } = deps
      const { mode: clock } = await readClock(pool)
      const settings = { clock, actionDeadlineMs: ACT_LIMIT_MS }
      await writeRows({ pool, log, temporal, settings }, importId)
    },
  }
}

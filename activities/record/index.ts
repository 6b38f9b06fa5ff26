// The record's activities, as the dossier workflow knows them: load a row's position, commit one command.
import type {
  ActRequest,
  ActResult,
  AnchorActivities,
  DossierActivities,
  Position,
} from '../../workflows/messages.ts'
import type { Pool } from '../pool.ts'
import { withPulse } from '../pulse.ts'
import { libraryOf } from './cache.ts'
import { createChanges } from './changes.ts'
import { commitCommand } from './commit.ts'
import { anchorYesterday } from './daily-anchor.ts'
import { guarded } from './incidents.ts'
import type { SigningKeys } from './keys.ts'
import { positionOf } from './position.ts'
import type { DossierState } from '../../domain/dossier.ts'

export interface RecordDeps {
  readonly pool: Pool
  readonly keys: SigningKeys
  /** A second place for the daily roots: a folder. */
  readonly anchorDir?: string | undefined
  /** Hears of what was not sent to listeners; nothing else is lost by it. */
  readonly onNotifyError?: (error: unknown) => void
}

/** Activities over one pool; cheap to make, but one for a process is enough. */
export function createRecordActivities({
  pool,
  keys,
  anchorDir,
  onNotifyError,
}: RecordDeps): DossierActivities & AnchorActivities {
  const deps = { pool, keys, library: libraryOf(pool) }
  const changes = createChanges(pool, onNotifyError ?? (() => undefined))
  return {
    load: (dossierId) =>
      guarded(pool, { place: 'record.load', context: { dossierId } }, () => load(pool, dossierId)),
    commit: async (request: ActRequest): Promise<ActResult> => {
      const { id, dossierId, action } = request.command
      const about = { place: 'record.commit', context: { commandId: id, dossierId, action } }
      const result = await guarded(pool, about, () => commitCommand(deps, request))
      if (result.ok && !result.repeated) changes.changed(dossierId)
      return result
    },
    anchorDay: () =>
      guarded(pool, { place: 'anchor', context: {} }, async () => {
        const { nextWakeAt } = await withPulse(() => anchorYesterday({ pool, keys, anchorDir }))
        return { nextWakeAt }
      }),
  }
}

/** The position of a dossier's row; null when there is none. */
export async function load(pool: Pool, dossierId: string): Promise<Position | null> {
  const { rows } = await pool.query<{ state: DossierState; state_hash: string; wake_at: Date | null }>({
    name: 'record_load',
    text: 'SELECT state, state_hash, wake_at FROM dossier WHERE id = $1',
    values: [dossierId],
  })
  const row = rows[0]
  return row === undefined ? null : positionOf(row.state, row.state_hash, row.wake_at?.toISOString() ?? null)
}

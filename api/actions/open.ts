// The one statement before an action is sent: is the dossier there for this person, where does it stand, and is this
// command id recorded already? Prepared once for each connection, for it runs before every action.
import type { StoredCommand } from '../../activities/record/base.ts'
import type { Queryable } from '../../activities/pool.ts'
import { OPEN_STATUSES } from '../../domain/vocabulary.ts'
import type { Refusal, Status } from '../../domain/vocabulary.ts'
import { Values, seesDossier } from '../scope.ts'
import type { Scope } from '../scope.ts'

/** What is known of a dossier before an action on it. */
export interface Opened {
  readonly procedureId: string
  readonly procedureVersion: number
  /** Whether a run should be open for it. */
  readonly running: boolean
  readonly stored: StoredCommand | null
}

interface OpenedRow {
  readonly procedure_id: string | null
  readonly procedure_version: number
  readonly status: Status
  readonly cmd_dossier: string | null
  readonly request_hash: string
  readonly ok: boolean
  readonly code: Refusal | null
  readonly detail: Record<string, unknown>
  readonly recorded_at: Date
}

/**
 * Looks before an action; null when the person can't see the dossier. One whose own command is recorded sees its answer
 * even where the action took the dossier out of his sight.
 */
export async function openDossier(
  db: Queryable,
  scope: Scope,
  dossierId: string,
  commandId: string,
): Promise<Opened | null> {
  const values = new Values()
  const dossier = values.add(dossierId)
  const command = values.add(commandId)
  const { rows } = await db.query<OpenedRow>({
    name: 'action-open',
    text: `SELECT d.procedure_id, d.procedure_version, d.status, k.dossier_id AS cmd_dossier, k.request_hash, k.ok, k.code,
        k.detail, k.recorded_at
      FROM dossier d LEFT JOIN command k ON k.id = ${command}
      WHERE d.id = ${dossier} AND (k.id IS NOT NULL OR ${seesDossier(scope, values)})`,
    values: values.list,
  })
  const row = rows[0]
  if (row === undefined || row.procedure_id === null) return null
  return {
    procedureId: row.procedure_id,
    procedureVersion: row.procedure_version,
    running: (OPEN_STATUSES as readonly Status[]).includes(row.status),
    stored: storedOf(row),
  }
}

function storedOf(row: OpenedRow): StoredCommand | null {
  if (row.cmd_dossier === null) return null
  return {
    dossierId: row.cmd_dossier,
    requestHash: row.request_hash,
    ok: row.ok,
    code: row.code,
    detail: row.detail,
    recordedAt: row.recorded_at.toISOString(),
  }
}

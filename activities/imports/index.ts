// The activities of imports, as their workflow knows them. Cells, words and rules are not theirs: whoever starts the worker
// passes in the work itself, which stands beside single entry (api/imports/).
import { Context } from '@temporalio/activity'
import { ApplicationFailure } from '@temporalio/common'
import type { Client as TemporalClient } from '@temporalio/client'
import { IMPORT_WORKFLOW, importWorkflowId, lookSignal } from '../../workflows/messages.ts'
import type { ImportActivities, ImportDue } from '../../workflows/messages.ts'
import { sendAct } from '../dossier-updates.ts'
import type { Pool, Queryable } from '../pool.ts'
import { withPulse } from '../pulse.ts'
import { deliverBasisChanges } from '../record/basis.ts'
import type { BasisDeps } from '../record/basis.ts'
import { guarded } from '../record/incidents.ts'
import { startOptions } from '../updates.ts'

/** How long one dossier may take to be told, in milliseconds. */
const SEND_LIMIT_MS = 15_000

/** What is to be done with a file and its rows; each goes on where one before it stopped. */
export interface ImportWork {
  read(importId: string): Promise<void>
  write(importId: string, client: TemporalClient): Promise<void>
}

/** The work can't go on at present: nothing is wrong with its rows, and it is to be tried again. */
export class ImportInterrupted extends Error {
  override readonly name = 'ImportInterrupted'
}

export interface ImportDeps {
  readonly pool: Pool
  /** Undefined in processes that read no sheets: their imports wait for another worker. */
  readonly importWork?: ImportWork | undefined
}

export function createImportActivities({ pool, importWork }: ImportDeps): ImportActivities {
  const watched = (place: string, importId: string, work: (with_: ImportWork) => Promise<void>) =>
    guarded(pool, { place, context: { importId } }, () => {
      if (importWork === undefined) throw ApplicationFailure.retryable('this worker reads no sheets')
      return withPulse(() => orAgain(() => work(importWork)))
    })
  return {
    dueOfImport: (importId) => dueOf(pool, importId),
    readImport: (importId) => watched('import.read', importId, (work) => work.read(importId)),
    writeImport: (importId) =>
      watched('import.write', importId, async (work) => {
        const { client } = Context.current()
        const send: BasisDeps['send'] = (request, input, running) =>
          sendAct(client, request, input, { deadlineMs: SEND_LIMIT_MS, running })
        await work.write(importId, client)
        // As after single entry: decisions that rested on another result are told.
        await deliverBasisChanges({ pool, send })
      }),
    giveUpImport: async (importId) => {
      await pool.query(
        `UPDATE import_job SET status = 'refused', fault = 'incident', touched_at = clock_timestamp()
         WHERE id = $1 AND status = 'reading'`,
        [importId],
      )
    },
  }
}

async function dueOf(db: Queryable, importId: string): Promise<ImportDue> {
  const { rows } = await db.query<{ status: string }>('SELECT status FROM import_job WHERE id = $1', [
    importId,
  ])
  const status = rows[0]?.status
  if (status === 'reading') return 'read'
  return status === 'writing' ? 'write' : 'nothing'
}

/** Opens the import's run where none is, and has it look at its row: after it was made or confirmed, and in a rebuild. */
export async function wakeImport(client: TemporalClient, importId: string): Promise<void> {
  await client.workflow.signalWithStart(IMPORT_WORKFLOW, {
    ...startOptions(importWorkflowId(importId), { importId }),
    signal: lookSignal,
    signalArgs: [],
  })
}

/** Ids of imports that somebody should be at work on. */
export async function unfinishedImports(db: Queryable, silentForMs = 0): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM import_job WHERE status IN ('reading', 'writing')
       AND touched_at <= clock_timestamp() - make_interval(secs => $1 / 1000.0) ORDER BY created_at, id`,
    [silentForMs],
  )
  return rows.map(({ id }) => id)
}

async function orAgain(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof ImportInterrupted)) throw error
    throw ApplicationFailure.retryable(error.message, error.name)
  }
}

// What must have a run, read from the record in pages: open dossiers, campaigns that are not closed, unfinished batches.
import type { Id } from '../../domain/dossier.ts'
import type { DossierInput } from '../../workflows/messages.ts'
import type { Queryable } from '../pool.ts'

const PAGE = 500

export interface OpenDossier {
  readonly id: Id
  readonly procedure: DossierInput['procedure']
}

/** Open dossiers in the order of their ids, a page at a time. */
export async function* openDossiers(db: Queryable): AsyncGenerator<readonly OpenDossier[]> {
  for (let after = ''; ; ) {
    const { rows } = await db.query<OpenDossier>(
      `SELECT id, state->'procedure' AS procedure FROM dossier WHERE closed_at IS NULL AND id > $1 ORDER BY id LIMIT $2`,
      [after, PAGE],
    )
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows
    after = last.id
  }
}

/** Ids of campaigns that still have something to do. */
export async function openCampaigns(db: Queryable): Promise<Id[]> {
  const { rows } = await db.query<{ id: Id }>("SELECT id FROM campaign WHERE status <> 'closed' ORDER BY id")
  return rows.map(({ id }) => id)
}

/** Ids of batches that are not at their end. */
export async function unfinishedBatches(db: Queryable): Promise<Id[]> {
  const { rows } = await db.query<{ id: Id }>(
    'SELECT id FROM batch WHERE finished_at IS NULL ORDER BY created_at, id',
  )
  return rows.map(({ id }) => id)
}

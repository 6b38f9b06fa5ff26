// Imports that have served their purpose: their rows and files go some weeks after they were made, whatever became of them,
// except one that is being written. What they wrote stands where single entry writes it.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { addMs } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Pool } from '../pool.ts'

const DAY_MS = 86_400_000
/** How long an import is kept, in days: its result can be downloaded until then. */
export const IMPORT_DAYS = 30
const PAGE = 20

/** The folder of uploaded sheets inside the folder of files. */
export const IMPORT_FOLDER = 'imports'

/** Where the file of an import stands. */
export function importFile(folder: string, importId: string): string {
  return join(folder, IMPORT_FOLDER, importId)
}

/** Removes imports so old by the instance's clock, with their rows and files; gives how many. */
export async function sweepImports(pool: Pool, folder: string | undefined, now: Instant): Promise<number> {
  const before = addMs(now, -IMPORT_DAYS * DAY_MS)
  let removed = 0
  for (;;) {
    const { rows } = await pool.query<{ id: string }>(
      `DELETE FROM import_job WHERE id IN (
         SELECT id FROM import_job WHERE created_at < $1 AND status <> 'writing' ORDER BY created_at LIMIT ${PAGE})
       RETURNING id`,
      [before],
    )
    if (folder !== undefined) for (const { id } of rows) await rm(importFile(folder, id), { force: true })
    removed += rows.length
    if (rows.length < PAGE) return removed
  }
}

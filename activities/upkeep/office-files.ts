// Files that an office uploaded for its register of papers and never entered there: their rows go after as many days as
// other uploads; the files themselves go with the next sweep of the folder. Entering a paper holds the file's lock.
import { addMs } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { inTransaction } from '../pool.ts'
import type { Pool } from '../pool.ts'
import { KEPT_DAYS, lockFile } from './uploads.ts'

const DAY_MS = 86_400_000
const PAGE = 200

const LEFT = `greatest(f.uploaded_at, f.again_at) < $1
  AND NOT EXISTS (SELECT 1 FROM outside_paper p WHERE p.office_id = f.office_id AND p.sha256 = f.sha256)`

interface Left {
  readonly office_id: string
  readonly sha256: string
}

/** Removes the rows of old files that no paper of their office names; gives how many. */
export async function sweepOfficeFiles(pool: Pool, now: Instant): Promise<number> {
  const before = addMs(now, -KEPT_DAYS * DAY_MS)
  let removed = 0
  for (let after: Left = { office_id: '', sha256: '' }; ; ) {
    const { rows } = await pool.query<Left>(
      `SELECT f.office_id, f.sha256 FROM office_file f WHERE ${LEFT} AND (f.office_id, f.sha256) > ($2, $3)
       ORDER BY f.office_id, f.sha256 LIMIT ${PAGE}`,
      [before, after.office_id, after.sha256],
    )
    for (const row of rows) removed += await sweepOne(pool, row, before)
    const last = rows.at(-1)
    if (last === undefined) return removed
    after = last
  }
}

function sweepOne(pool: Pool, { office_id: officeId, sha256 }: Left, before: Instant): Promise<number> {
  return inTransaction(pool, async (client) => {
    await lockFile(client, sha256)
    const { rowCount } = await client.query(
      `DELETE FROM office_file f WHERE f.office_id = $2 AND f.sha256 = $3 AND ${LEFT}`,
      [before, officeId, sha256],
    )
    return rowCount ?? 0
  })
}

// A restore that was begun and not finished: the mark that stands in the database until it is whole, and what refuses to
// start on one that has it.
import type pg from 'pg'
import { ConfigError } from '../config.ts'

/** The table that stands in a schema while a restore fills it. */
export const UNFINISHED = 'restore_unfinished'

export interface UnfinishedRestore {
  readonly begunAt: string
  readonly source: string
  /** The schema in which the rows of before are kept, if there were any. */
  readonly kept: string | null
}

/** The restore that was left unfinished in this database; null when there is none. */
export async function unfinishedRestore(db: Pick<pg.Pool, 'query'>): Promise<UnfinishedRestore | null> {
  const { rows: found } = await db.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
    UNFINISHED,
  ])
  if (found[0]?.there !== true) return null
  const { rows } = await db.query<{ begun_at: Date; source: string; kept: string | null }>(
    `SELECT begun_at, source, kept FROM ${UNFINISHED}`,
  )
  const [row] = rows
  // Killed between making the mark and filling it in.
  if (row === undefined) return { begunAt: '', source: '', kept: null }
  return { begunAt: row.begun_at.toISOString(), source: row.source, kept: row.kept }
}

/** The line that a program ends with instead of working on a half-restored database; null when it may start. */
export async function unfinishedLine(db: Pick<pg.Pool, 'query'>): Promise<string | null> {
  const left = await unfinishedRestore(db)
  if (left === null) return null
  const of = left.source === '' ? '' : ` of ${left.source}`
  return `a restore${of} into this database was begun ${left.begunAt} and not finished: run \`npm run restore -- --from FILE\` again`
}

/** Throws that line as a ConfigError; a database that can't be asked just now is for whoever works with it to say. */
export async function refuseUnfinished(
  db: Pick<pg.Pool, 'query'>,
  isAway: (error: unknown) => boolean,
): Promise<void> {
  const line = await unfinishedLine(db).catch((error: unknown) => {
    if (isAway(error)) return null
    throw error
  })
  if (line !== null) throw new ConfigError(line)
}

// Uploaded files that nothing refers to: their rows go after thirty days, under the lock that submitting takes; then files
// of the folder that no row knows. What a recorded content, a draft or an inspection that may still be sent names stays.
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { addMs } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { inTransaction } from '../pool.ts'
import type { Client, Pool, Queryable } from '../pool.ts'
import { lockDossier } from '../record/lock.ts'

const DAY_MS = 86_400_000
/** How long an upload that nothing refers to is kept, in days. */
export const KEPT_DAYS = 30
/** Dossiers looked at in one query. */
const PAGE = 200
/** A file that no row knows may have come this moment; one so old was left by a process that died. Milliseconds. */
const STRAY_MS = DAY_MS
const HASH = /^[0-9a-f]{64}$/

/** The folder in which files arrive, inside the folder of files; on the same disk, so that a rename moves them. */
export const INCOMING = 'incoming'

/** Held (shared) by a backup from before its moment until it has read the files: meanwhile none is removed. Any number. */
export const KEEP_FILES_LOCK = 7_220_130

/** Whether files may be removed in this transaction: no backup is reading them, and none begins until it ends. */
export async function mayRemoveFiles(client: Queryable): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS free', [
    KEEP_FILES_LOCK,
  ])
  return rows[0]?.free === true
}

/** Holds a file's hash until the transaction ends: against being removed while it is uploaded again, and the reverse. */
export function lockFile(client: Queryable, sha256: string): Promise<unknown> {
  return client.query("SELECT pg_advisory_xact_lock(hashtextextended('file/' || $1, 0))", [sha256])
}

// While an inspection may be sent, whatever was uploaded to the dossier may be its evidence.
const INSPECTED = `
  SELECT 1 FROM dossier d JOIN procedure_version p ON p.id = d.procedure_id AND p.version = d.procedure_version,
    jsonb_array_elements(p.definition->'steps') AS s
  WHERE d.id = $1 AND d.closed_at IS NULL AND s->>'id' = d.step AND s ? 'inspection'`

const named = (body: string): string => `
  (${body}->'documents') @> jsonb_build_array(jsonb_build_object('sha256', f.sha256))
  OR jsonb_path_exists(${body}, '$.answers.*.evidence[*] ? (@ == $hash)', jsonb_build_object('hash', f.sha256))`

const OLD = 'NOT f.referred AND greatest(f.uploaded_at, f.again_at) < $2'

/** Every column that names a file of the folder by its hash, and for which rows (`t`) the file is still there. */
export const FILE_COLUMNS = [
  ['document', 'sha256', 'true'],
  ['office_file', 'sha256', 'true'],
  ['paper', 'docx_sha256', 't.erased_at IS NULL'],
  ['paper', 'pdf_sha256', 't.erased_at IS NULL'],
  [
    'signing_slot',
    'prepared_sha256',
    'NOT EXISTS (SELECT 1 FROM paper p WHERE p.id = t.paper_id AND p.erased_at IS NOT NULL)',
  ],
  ['signed_paper', 'sha256', 't.kept'],
] as const

/** Whether some row needs the file of a hash `h.sha256`. */
const KNOWN = `(${FILE_COLUMNS.map(
  ([table, column, there]) => `EXISTS (SELECT 1 FROM ${table} t WHERE t.${column} = h.sha256 AND ${there})`,
).join(' OR ')})`

const MARK_SQL = `
UPDATE document f SET referred = true
WHERE f.dossier_id = $1 AND ${OLD}
  AND EXISTS (SELECT 1 FROM content c WHERE c.dossier_id = $1 AND c.body IS NOT NULL AND (${named('c.body')}))`

const REMOVE_SQL = `
DELETE FROM document f
WHERE f.dossier_id = $1 AND ${OLD} AND NOT EXISTS (${INSPECTED})
  AND NOT EXISTS (SELECT 1 FROM draft r WHERE r.dossier_id = $1 AND (${named('r.data')}))`

/** Removes the rows of old uploads that nothing refers to; gives how many. */
export async function sweepUploads(pool: Pool, now: Instant): Promise<number> {
  const before = addMs(now, -KEPT_DAYS * DAY_MS)
  let removed = 0
  for (let after = ''; ; ) {
    const { rows } = await pool.query<{ dossier_id: string }>(
      `SELECT DISTINCT dossier_id FROM document WHERE NOT referred AND greatest(uploaded_at, again_at) < $1 AND dossier_id > $2
       ORDER BY dossier_id LIMIT ${PAGE}`,
      [before, after],
    )
    for (const { dossier_id: id } of rows)
      removed += await inTransaction(pool, (client) => sweepOne(client, id, before))
    const last = rows.at(-1)
    if (last === undefined) return removed
    after = last.dossier_id
  }
}

async function sweepOne(client: Client, dossierId: string, before: Instant): Promise<number> {
  // As a submit does it: the dossier, then its draft.
  await lockDossier(client, dossierId)
  await client.query('SELECT 1 FROM draft WHERE dossier_id = $1 FOR UPDATE', [dossierId])
  await client.query(MARK_SQL, [dossierId, before])
  return (await client.query(REMOVE_SQL, [dossierId, before])).rowCount ?? 0
}

/** Removes files that no row knows, and what was left half arrived; gives how many. `at` is the real clock's instant. */
export async function sweepFiles(pool: Pool, folder: string, at: Instant): Promise<number> {
  const before = Date.parse(at) - STRAY_MS
  let removed = 0
  for (const part of await namesIn(folder)) {
    const names = await namesIn(join(folder, part))
    if (part === INCOMING) {
      for (const name of names) removed += await removeOld(join(folder, part, name), before)
      continue
    }
    const hashes = names.filter((name) => HASH.test(name) && name.startsWith(part))
    const { rows } = await pool.query<{ sha256: string }>(
      `SELECT h.sha256 FROM unnest($1::text[]) AS h (sha256) WHERE ${KNOWN}`,
      [hashes],
    )
    const known = new Set(rows.map(({ sha256 }) => sha256))
    for (const hash of hashes.filter((each) => !known.has(each)))
      removed += await inTransaction(pool, (client) =>
        removeFile(client, join(folder, part, hash), hash, before),
      )
  }
  return removed
}

async function removeFile(client: Client, path: string, sha256: string, before: number): Promise<number> {
  if (!(await mayRemoveFiles(client))) return 0
  await lockFile(client, sha256)
  const { rowCount } = await client.query(`SELECT 1 FROM (SELECT $1::text) AS h (sha256) WHERE ${KNOWN}`, [
    sha256,
  ])
  return rowCount === 0 ? removeOld(path, before) : 0
}

async function removeOld(path: string, before: number): Promise<number> {
  const { mtimeMs } = await stat(path)
  if (mtimeMs >= before) return 0
  await rm(path, { force: true })
  return 1
}

/** The names in a folder; none where there is no such folder. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw error
  }
}

// Procedures that are being changed: a copy of a published version, edited as plain data, compared with what it was made
// from, and published as the next version once nothing is found against it. Until then nothing follows it.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import type { Client, Pool, Queryable } from '../../activities/pool.ts'
import { hashOf } from '../../activities/record/canonical.ts'
import { newId } from '../../activities/record/ids.ts'
import { publishProcedure } from '../../activities/record/publish.ts'
import { diffData } from '../../domain/diff.ts'
import type { Difference } from '../../domain/diff.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { procedureSchema } from '../../procedures/schema.ts'
import { Problem } from '../problems.ts'
import { id, instant, positive } from '../schemas.ts'
import type { Doing } from './offices.ts'

/** Deeper than any procedure goes. */
const MOST_DEPTH = 30

/** Whether text can be stored: no zero character, no half of a pair. */
const isStorable = (text: string): boolean => !/[\0\p{Cs}]/u.test(text)

function isPlain(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return isStorable(value)
  if (typeof value !== 'object' || value === null) return true
  if (depth >= MOST_DEPTH) return false
  return Object.entries(value).every(([key, member]) => isStorable(key) && isPlain(member, depth + 1))
}

/** Ids of procedures, as the schema of procedures has them. */
export const procedureId = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]*$/u)
  .max(60)

/** The data of a draft: any object; what is wrong with it as a procedure, an examination says. */
export const draftData = z.record(z.string(), z.unknown()).refine((data) => isPlain(data))

export const procedureDraft = z
  .object({
    id,
    procedureId,
    /** The published version that it was made from; 0 for a procedure that has none yet. */
    baseVersion: z.int(),
    /** One more with each saving. */
    version: positive,
    data: z.record(z.string(), z.unknown()),
    updatedBy: id,
    updatedAt: instant,
  })
  .meta({ id: 'ProcedureDraft' })
export type ProcedureDraft = z.input<typeof procedureDraft>

export const draftItem = procedureDraft.omit({ data: true }).extend({ vi: z.string().nullable() })

export const difference = z
  .object({
    place: z.string(),
    /** Null where the place isn't there. */
    before: z.string().nullable(),
    after: z.string().nullable(),
  })
  .meta({ id: 'Difference' })

interface Row extends Omit<ProcedureDraft, 'updatedAt'> {
  readonly updatedAt: Date
}

const COLUMNS = `id, procedure_id AS "procedureId", base_version AS "baseVersion", version, updated_by AS "updatedBy",
  updated_at AS "updatedAt"`

const draftOf = (row: Row): ProcedureDraft => ({ ...row, updatedAt: row.updatedAt.toISOString() })

/** All drafts, without their data, the last saved first. */
export async function listProcedureDrafts(db: Queryable): Promise<z.input<typeof draftItem>[]> {
  const { rows } = await db.query<Omit<Row, 'data'> & { vi: string | null }>(
    `SELECT ${COLUMNS}, CASE WHEN jsonb_typeof(data->'vi') = 'string' THEN data->>'vi' END AS vi
     FROM procedure_draft ORDER BY updated_at DESC, id LIMIT 500`,
  )
  return rows.map((row) => ({ ...row, updatedAt: row.updatedAt.toISOString() }))
}

/** One draft; throws `notFound` where there is none. */
export async function readProcedureDraft(
  db: Queryable,
  draftId: string,
  lock: '' | 'FOR UPDATE' = '',
): Promise<ProcedureDraft> {
  const { rows } = await db.query<Row>(`SELECT ${COLUMNS}, data FROM procedure_draft WHERE id = $1 ${lock}`, [
    draftId,
  ])
  if (rows[0] === undefined) throw new Problem('notFound')
  return draftOf(rows[0])
}

/** A published version of a procedure, or its newest; null where there is none. */
export async function publishedVersion(
  db: Queryable,
  ofProcedure: string,
  version: number | null,
): Promise<Procedure | null> {
  const { rows } = await db.query<{ definition: Procedure }>(
    `SELECT definition FROM procedure_version WHERE id = $1 AND version = coalesce($2, version)
     ORDER BY version DESC LIMIT 1`,
    [ofProcedure, version],
  )
  return rows[0]?.definition ?? null
}

export interface Copying {
  readonly from: string
  /** The version to copy; the newest where it is null. */
  readonly version: number | null
  /** The id of the new procedure that the copy is to become; null for a next version of the same. */
  readonly as: string | null
}

/** Makes a draft out of a published version. */
export async function copyProcedure(client: Client, copying: Copying, doing: Doing): Promise<ProcedureDraft> {
  const source = await publishedVersion(client, copying.from, copying.version)
  if (source === null) throw new Problem('notFound')
  const target = copying.as ?? copying.from
  const newest = await publishedVersion(client, target, null)
  if (copying.as !== null && newest !== null) throw new Problem('duplicate', { field: 'as' })
  const data = { ...source, id: target, version: (newest?.version ?? 0) + 1 }
  const draftId = newId()
  await client.query(
    `INSERT INTO procedure_draft (id, procedure_id, base_version, data, updated_by, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [draftId, target, copying.as === null ? source.version : 0, JSON.stringify(data), doing.by, doing.at],
  )
  return readProcedureDraft(client, draftId)
}

function refuseOther(draft: ProcedureDraft, version: number): void {
  if (draft.version !== version)
    throw new Problem('versionConflict', { field: 'version', current: { version: draft.version } })
}

/** Saves over the version that was read; the very same data again changes nothing. */
export async function saveProcedureDraft(
  client: Client,
  draftId: string,
  given: { readonly version: number; readonly data: z.output<typeof draftData> },
  { by, at }: Doing,
): Promise<ProcedureDraft> {
  const draft = await readProcedureDraft(client, draftId, 'FOR UPDATE')
  if (hashOf(draft.data) === hashOf(given.data)) return draft
  refuseOther(draft, given.version)
  await client.query(
    `UPDATE procedure_draft SET data = $2, version = version + 1, updated_by = $3, updated_at = $4 WHERE id = $1`,
    [draftId, JSON.stringify(given.data), by, at],
  )
  return readProcedureDraft(client, draftId)
}

/** What is otherwise than in the version that the draft was made from; nothing for a procedure without one. */
export async function draftDifference(db: Queryable, draft: ProcedureDraft): Promise<readonly Difference[]> {
  const base = await publishedVersion(db, draft.procedureId, draft.baseVersion)
  return base === null ? [] : diffData(base, draft.data)
}

/** What stands as its publication already; null where it is yet to be. Throws where it can't be the next version. */
async function standingAs(db: Queryable, draft: ProcedureDraft, version: number): Promise<Procedure | null> {
  refuseOther(draft, version)
  const { id: named, version: next } = draft.data
  if (named !== draft.procedureId) throw new Problem('invalid', { field: 'data.id' })
  const newest = await publishedVersion(db, draft.procedureId, null)
  if (newest !== null && hashOf(newest) === hashOf(draft.data)) return newest
  const stands = newest?.version ?? 0
  if (next !== stands + 1)
    throw new Problem('versionConflict', { field: 'data.version', current: { version: stands } })
  return null
}

/**
 * Publishes a draft as the next version of its procedure once it is examined; a second time gives the same. Throws
 * `versionConflict` where the draft was saved, or another version published, meanwhile.
 */
export async function publishProcedureDraft(
  pool: Pool,
  draftId: string,
  version: number,
  { by, at }: Doing,
  refuseUnsound: (data: unknown) => Promise<void>,
): Promise<Procedure> {
  const seen = await readProcedureDraft(pool, draftId)
  const standing = await standingAs(pool, seen, version)
  if (standing !== null) return standing
  // Takes seconds: outside the transaction, which looks again.
  await refuseUnsound(seen.data)
  return inTransaction(pool, async (client) => {
    const draft = await readProcedureDraft(client, draftId, 'FOR UPDATE')
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 3))', [draft.procedureId])
    const other = await standingAs(client, draft, version)
    if (other !== null) return other
    const procedure = procedureSchema.parse(draft.data)
    await publishProcedure(client, procedure, by, at)
    await client.query('UPDATE procedure_draft SET base_version = $2 WHERE id = $1', [
      draftId,
      procedure.version,
    ])
    return procedure
  })
}

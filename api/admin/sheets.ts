// Criteria sheets: a draft beside the published versions, edited by administrators and known by its hash, so that of two
// who edit at once the second sees the first one's text; published, it is the next version and never changes.
import { z } from 'zod'
import type { Client, Queryable } from '../../activities/pool.ts'
import { hashOf } from '../../activities/record/canonical.ts'
import { publishSheet } from '../../activities/record/publish.ts'
import type { CriteriaSheet } from '../../domain/command.ts'
import { criteriaSheetSchema } from '../../procedures/schema.ts'
import { Problem } from '../problems.ts'
import { line, sha256 } from '../schemas.ts'
import type { Doing } from './offices.ts'

/** Ids of sheets as procedures name them. */
export const sheetId = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]*$/u)
  .max(60)

/** A sheet's text as it is edited; `sample` marks one that stands in for a text not found in public. */
export const sheetGiven = z.strictObject({
  vi: line(300),
  sample: z.boolean(),
  source: line(500),
  criteria: criteriaSheetSchema.unwrap().shape.criteria.refine((all) => all.length <= 300),
  /** Levels that the points come to, best first. */
  levels: criteriaSheetSchema.unwrap().shape.levels,
})

/** The hash of the draft that was read; null where there was none. */
export const draftBasis = sha256.nullable()

/** A sheet as it stands: its newest published version, and the draft of the next. */
export interface SheetState {
  readonly newest: CriteriaSheet | null
  readonly draft: CriteriaSheet | null
}

export interface SheetRow {
  readonly data: CriteriaSheet
  readonly published_at: Date | null
}

export async function readSheet(db: Queryable, id: string): Promise<SheetState> {
  const { rows } = await db.query<SheetRow>(
    'SELECT data, published_at FROM criteria_sheet WHERE id = $1 ORDER BY version DESC LIMIT 2',
    [id],
  )
  return {
    newest: rows.find((row) => row.published_at !== null)?.data ?? null,
    draft: rows.find((row) => row.published_at === null)?.data ?? null,
  }
}

/** The hash of a draft, as `basis` names it. */
export const draftHash = (draft: CriteriaSheet | null): string | null =>
  draft === null ? null : hashOf(draft)

async function lockSheet(client: Client, id: string): Promise<SheetState> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 2))', [id])
  return readSheet(client, id)
}

function refuseOther(draft: CriteriaSheet | null, basis: string | null): void {
  if (draftHash(draft) !== basis) {
    throw new Problem('versionConflict', { field: 'basis', current: { basis: draftHash(draft) } })
  }
}

/** Saves the draft of the next version over the one that was read; the very same text again changes nothing. */
export async function saveDraft(
  client: Client,
  id: string,
  given: z.output<typeof sheetGiven>,
  basis: string | null,
): Promise<CriteriaSheet> {
  const { newest, draft } = await lockSheet(client, id)
  const { levels, ...text } = given
  const cutOffs = levels === undefined ? {} : { levels }
  const sheet: CriteriaSheet = { id, version: (newest?.version ?? 0) + 1, ...text, ...cutOffs }
  if (draft !== null && hashOf(draft) === hashOf(sheet)) return draft
  refuseOther(draft, basis)
  await client.query(
    `INSERT INTO criteria_sheet (id, version, data, sample) VALUES ($1, $2, $3, $4)
     ON CONFLICT (id, version) DO UPDATE SET data = excluded.data, sample = excluded.sample
     WHERE criteria_sheet.published_at IS NULL`,
    [id, sheet.version, JSON.stringify(sheet), sheet.sample],
  )
  return sheet
}

/** Throws the draft away; repeating it changes nothing. */
export async function dropDraft(client: Client, id: string): Promise<void> {
  await lockSheet(client, id)
  await client.query('DELETE FROM criteria_sheet WHERE id = $1 AND published_at IS NULL', [id])
}

/** Publishes the draft that was read; the same one again gives the version that it became. */
export async function publishDraft(
  client: Client,
  id: string,
  basis: string,
  { by, at }: Doing,
): Promise<CriteriaSheet> {
  const { newest, draft } = await lockSheet(client, id)
  if (newest !== null && hashOf(newest) === basis) return newest
  if (draft === null) throw new Problem('notFound')
  refuseOther(draft, basis)
  await publishSheet(client, draft, by, at)
  return draft
}

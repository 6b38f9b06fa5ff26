// Results of subjects by kind and year: what one procedure's outcome is worth to another. Written by the acts of
// dossiers here, and by officers for the years before this system (with where it is written).
import type { FactNeeds, Facts } from '../../domain/command.ts'
import { resultsKey } from '../../domain/command.ts'
import type { Id } from '../../domain/dossier.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Queryable } from '../pool.ts'
import { share } from './outside.ts'
import type { ReadOptions } from './outside.ts'

export interface ResultFact {
  readonly subjectId: string
  readonly kind: string
  readonly year: number
  /** Null takes the result back. */
  readonly value: string | null
  /** Where it is written: a decision's number, or the dossier. */
  readonly source: string
  readonly dossierId: string | null
  readonly recordedBy: string
}

/**
 * Writes a result over what was there, and notes whose decision rested on another one; inside the caller's transaction.
 * Two statements: the second must see what was committed by the one for whom the first had to wait.
 */
export async function recordResult(client: Queryable, fact: ResultFact, now: Instant): Promise<void> {
  if (fact.value === null) await Promise.all([removeResult(client, fact), noteChanges(client, [fact], now)])
  else await recordResults(client, [fact], now)
}

/** The same for many, none of which is to be taken back; each subject, kind and year once. */
export async function recordResults(
  client: Queryable,
  facts: readonly ResultFact[],
  now: Instant,
): Promise<void> {
  if (facts.length === 0) return
  await Promise.all([writeResults(client, facts, now), noteChanges(client, facts, now)])
}

function removeResult(client: Queryable, { subjectId, kind, year }: ResultFact): Promise<unknown> {
  return client.query({
    name: 'record_result_gone',
    text: 'DELETE FROM result_fact WHERE subject_id = $1 AND kind = $2 AND year = $3',
    values: [subjectId, kind, year],
  })
}

const FACTS = `jsonb_to_recordset($1::jsonb) AS f
  ("subjectId" text, kind text, year int, value text, source text, "dossierId" text, "recordedBy" text)`

function writeResults(client: Queryable, facts: readonly ResultFact[], now: Instant): Promise<unknown> {
  return client.query({
    name: 'record_results',
    text: `INSERT INTO result_fact AS r (subject_id, kind, year, value, source, dossier_id, recorded_at, recorded_by)
      SELECT "subjectId", kind, year, value, source, "dossierId", $2::timestamptz, "recordedBy" FROM ${FACTS}
      ON CONFLICT (subject_id, kind, year) DO UPDATE SET value = excluded.value, source = excluded.source,
        dossier_id = excluded.dossier_id, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by,
        version = r.version + 1`,
    values: [JSON.stringify(facts), now],
  })
}

/** Whoever counted another value of these results than the new one is to be told; see basis.ts. */
function noteChanges(client: Queryable, facts: readonly ResultFact[], now: Instant): Promise<unknown> {
  return client.query({
    name: 'record_basis_changes',
    text: `INSERT INTO basis_change (id, dossier_id, subject_id, result, year, value, at)
      SELECT gen_random_uuid()::text, n.dossier_id, n.subject_id, n.kind, n.year, n.value, $2::timestamptz FROM (
        SELECT DISTINCT k.dossier_id, f."subjectId" AS subject_id, f.kind, f.year, f.value FROM ${FACTS}
        JOIN counted k ON k.subject_id = f."subjectId" AND k.result = f.kind AND k.year = f.year
        WHERE k.value IS NOT NULL AND k.value IS DISTINCT FROM f.value AND k.dossier_id IS DISTINCT FROM f."dossierId") AS n`,
    values: [JSON.stringify(facts), now],
  })
}

/** Results of the subject, and of the office that owns it, as far as they are asked for. */
export async function readResults(
  client: Queryable,
  { subjectId, ownerId }: { readonly subjectId: Id; readonly ownerId: Id },
  wanted: FactNeeds['results'],
  options: ReadOptions,
): Promise<Facts['results']> {
  if (wanted.length === 0) return {}
  const { suffix, clause } = share(options, ' OF r')
  const { rows } = await client.query<{ subject_id: Id; kind: string; year: number; value: string }>({
    name: `facts_results${suffix}`,
    text: `SELECT r.subject_id, r.kind, r.year, r.value FROM result_fact r
      JOIN unnest($1::text[], $2::text[], $3::int[]) AS n (subject_id, kind, year)
        ON n.subject_id = r.subject_id AND n.kind = r.kind AND n.year = r.year
      ORDER BY r.subject_id, r.kind, r.year${clause}`,
    values: [
      wanted.map(({ of }) => (of === 'owner' ? ownerId : subjectId)),
      wanted.map(({ kind }) => kind),
      wanted.map(({ year }) => year),
    ],
  })
  const results: Record<string, Record<number, string>> = {}
  for (const { kind, year, of } of wanted) {
    const holder = of === 'owner' ? ownerId : subjectId
    const found = rows.find((row) => row.subject_id === holder && row.kind === kind && row.year === year)
    const key = resultsKey(kind, of)
    if (found !== undefined) results[key] = { ...results[key], [year]: found.value }
  }
  return results
}

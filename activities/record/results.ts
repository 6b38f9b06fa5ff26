// Results of subjects by kind and year: what one procedure's outcome is worth to another. Written by the acts of
// dossiers here, and by officers for the years before this system (with where it is written).
import type { Instant } from '../../domain/time/civil.ts'
import type { Queryable } from '../pool.ts'

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

/** Writes a result over what was there; inside the caller's transaction. */
export function recordResult(client: Queryable, fact: ResultFact, now: Instant): Promise<unknown> {
  const { subjectId, kind, year, value, source, dossierId, recordedBy } = fact
  if (value === null) {
    return client.query({
      name: 'record_result_gone',
      text: 'DELETE FROM result_fact WHERE subject_id = $1 AND kind = $2 AND year = $3',
      values: [subjectId, kind, year],
    })
  }
  return client.query({
    name: 'record_result',
    text: `INSERT INTO result_fact AS r (subject_id, kind, year, value, source, dossier_id, recorded_at, recorded_by)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      ON CONFLICT (subject_id, kind, year) DO UPDATE SET value = excluded.value, source = excluded.source,
        dossier_id = excluded.dossier_id, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by,
        version = r.version + 1`,
    values: [subjectId, kind, year, value, source, dossierId, now, recordedBy],
  })
}

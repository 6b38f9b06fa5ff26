// The lists that decisions counted: rows of their own, which no state holds and nothing can compute again, so they belong to
// every backup and are never made anew. What can be done is to hold them against the record: each line that counted carries
// the hash of its list.
import type { Id } from '../../domain/dossier.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Queryable } from '../pool.ts'
import { hashOf } from './canonical.ts'

/** What a need of a decision counted, when it was asked last. */
export interface CountedList {
  readonly need: string
  /** The kind of result that was looked for; null where it was dossiers or the children themselves. */
  readonly result: string | null
  readonly year: number
  readonly at: Instant
  /** In the order in which the record's hash was made of it. */
  readonly list: readonly { readonly subjectId: Id; readonly value: string | null }[]
}

interface Row {
  readonly dossier_id: Id
  readonly need: string
  readonly result: string | null
  readonly year: number
  readonly at: Date
  readonly list: CountedList['list']
}

const LISTS = `
  SELECT dossier_id, need, result, year, max(at) AS at,
    jsonb_agg(jsonb_build_object('subjectId', subject_id, 'value', value) ORDER BY subject_id) AS list
  FROM counted`

/** Every list that a dossier's decisions counted, by need. */
export async function readCounted(db: Queryable, dossierId: Id): Promise<CountedList[]> {
  const { rows } = await db.query<Row>(
    `${LISTS} WHERE dossier_id = $1 GROUP BY dossier_id, need, result, year ORDER BY need`,
    [dossierId],
  )
  return rows.map(({ need, result, year, at, list }) => ({
    need,
    result,
    year,
    at: at.toISOString(),
    list,
  }))
}

/** A list that isn't what the record vouches for. */
export interface CountedApart {
  readonly dossierId: Id
  readonly need: string
}

/**
 * Lists that are lost or altered: those whose hash isn't the one that the last line about them carries. Reads every line
 * that counted: for a rebuild after a restore, not for a request.
 */
export async function countedApart(db: Queryable): Promise<CountedApart[]> {
  const { rows: lines } = await db.query<{ dossier_id: Id; need: string; hash: string }>(
    `SELECT DISTINCT ON (e.dossier_id, c.key) e.dossier_id, c.key AS need, c.value->>'listHash' AS hash
     FROM event e CROSS JOIN LATERAL jsonb_each(e.data->'data'->'counted') AS c
     WHERE e.data->'data' ? 'counted' ORDER BY e.dossier_id, c.key, e.seq DESC`,
  )
  const { rows } = await db.query<Row>(`${LISTS} GROUP BY dossier_id, need, result, year`)
  const found = new Map(rows.map(({ dossier_id, need, list }) => [`${dossier_id} ${need}`, hashOf(list)]))
  const nothing = hashOf([])
  return lines
    .filter(({ dossier_id, need, hash }) => (found.get(`${dossier_id} ${need}`) ?? nothing) !== hash)
    .map(({ dossier_id, need }) => ({ dossierId: dossier_id, need }))
}

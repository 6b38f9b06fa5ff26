// The lock of a dossier: held by every transaction that decides about it, from before it reads until it ends. Not the
// row's own lock, for a first act has no row yet.
import type { Queryable } from '../pool.ts'

const KEY = "hashtextextended('dossier/' || id, 0)"

/** Locks one dossier until the transaction ends. */
export function lockDossier(client: Queryable, dossierId: string): Promise<unknown> {
  return client.query({
    name: 'record_lock',
    text: `SELECT pg_advisory_xact_lock(${KEY}) FROM (VALUES ($1::text)) AS d (id)`,
    values: [dossierId],
  })
}

/** Locks several at once, in the order of their ids. For a page of some hundreds: each takes room in shared memory. */
export function lockDossiers(client: Queryable, dossierIds: readonly string[]): Promise<unknown> {
  return client.query({
    name: 'record_locks',
    text: `SELECT count(pg_advisory_xact_lock(${KEY}))
      FROM (SELECT id FROM unnest($1::text[]) AS d (id) ORDER BY id) AS d`,
    values: [[...dossierIds].sort()],
  })
}

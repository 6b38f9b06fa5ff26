// What people write, stored once under its hash before the action that names it is sent. Nothing refers to a content
// whose action never came; it does no harm, for it can be reached only through its dossier.
import type { Body } from '../../domain/command.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Queryable } from '../pool.ts'
import { canonical, sha256Hex } from './canonical.ts'

/** SHA-256 of a body's canonical JSON: what commands and events know it by. */
export function bodyHashOf(body: Body): string {
  return sha256Hex(canonical(body))
}

/** Stores a body for a dossier and gives its hash; storing it again changes nothing. */
export async function storeContent(
  db: Queryable,
  dossierId: string,
  body: Body,
  now: Instant,
): Promise<string> {
  const text = canonical(body)
  const hash = sha256Hex(text)
  await db.query({
    name: 'content_store',
    text: 'INSERT INTO content (dossier_id, hash, body, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    values: [dossierId, hash, text, now],
  })
  return hash
}

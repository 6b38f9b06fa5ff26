// What retention has to say about one dossier. What was erased concerns everybody who sees it; why it is held, and what is only
// proposed, concerns those who keep or audit the record of its office.
import { z } from 'zod'
import type { Pool } from '../../activities/pool.ts'
import type { Tombstone } from '../../activities/retention/erase.ts'
import { HELD_SQL, HOLD_COLUMNS, holdOf } from '../../activities/retention/holds.ts'
import type { HoldRow } from '../../activities/retention/holds.ts'
import { ERASURE_COLUMNS, erasureOf } from '../../activities/retention/requests.ts'
import type { ErasureRow } from '../../activities/retention/requests.ts'
import type { Actor } from '../auth/actor.ts'
import { isOfTerritory } from '../reads/access.ts'
import { namesSchema } from '../reads/detail.ts'
import { instant } from '../schemas.ts'
import { erasureItem, holdItem, kept, namesOfRetention, readable } from './retention.ts'

export const retentionOfDossier = z
  .object({
    archivedAt: instant.nullable(),
    erasedAt: instant.nullable(),
    /** Erasures of it, the latest first: with how much is gone, and where its tombstone's line stands. */
    erasures: z.array(
      erasureItem.extend({
        contents: z.int().nullable(),
        documents: z.int().nullable(),
        /** Papers without a number. */
        papers: z.int().nullable(),
        chainId: z.string().nullable(),
        chainSeq: z.int().nullable(),
      }),
    ),
    /** Null where the reader needn't know. */
    held: z.boolean().nullable(),
    /** Holds on itself; those of its office and campaign stand in the list of holds. */
    holds: z.array(holdItem),
    /** The reader may hold it and propose or decide its erasure. */
    keeps: z.boolean(),
    names: namesSchema,
  })
  .meta({ id: 'DossierRetention' })

/** What the reader may know of it and do with it, by the dossier's office. */
export interface Reads {
  readonly keeps: boolean
  readonly audits: boolean
}

export async function readsHere(pool: Pool, actor: Actor, dossierId: string): Promise<Reads> {
  const keeps = await isOfTerritory(pool, kept(actor), dossierId)
  return { keeps, audits: keeps || (await isOfTerritory(pool, readable(actor), dossierId)) }
}

interface DossierRow {
  readonly archived_at: Date | null
  readonly erased_at: Date | null
  readonly held: boolean
}

interface ErasedRow extends ErasureRow {
  readonly tombstone: Tombstone | null
  readonly chain_id: string | null
  readonly chain_seq: number | null
}

/** All of it for a dossier that the caller has found. */
export async function retentionOf(
  pool: Pool,
  dossierId: string,
  { keeps, audits }: Reads,
): Promise<z.input<typeof retentionOfDossier>> {
  const [dossier, erasures, holds] = await Promise.all([
    pool.query<DossierRow>(
      `SELECT d.archived_at, d.erased_at, ${HELD_SQL} AS held FROM dossier d WHERE d.id = $1`,
      [dossierId],
    ),
    pool.query<ErasedRow>(
      `SELECT ${ERASURE_COLUMNS}, x.tombstone, x.chain_id, x.chain_seq FROM erasure x
       WHERE x.dossier_id = $1 AND (x.status = 'done' OR $2) ORDER BY x.proposed_at DESC, x.id DESC LIMIT 50`,
      [dossierId, audits],
    ),
    pool.query<HoldRow>(
      `SELECT ${HOLD_COLUMNS} FROM legal_hold h WHERE h.scope = 'dossier' AND h.target_id = $1 AND $2
       ORDER BY h.set_at DESC, h.id DESC LIMIT 50`,
      [dossierId, audits],
    ),
  ])
  const row = dossier.rows[0]
  const shown = {
    erasures: erasures.rows.map(erasedOf),
    holds: holds.rows.map(holdOf),
  }
  return {
    archivedAt: row?.archived_at?.toISOString() ?? null,
    erasedAt: row?.erased_at?.toISOString() ?? null,
    held: audits ? (row?.held ?? false) : null,
    keeps,
    ...shown,
    names: await namesOfRetention(pool, [...shown.erasures, ...shown.holds]),
  }
}

function erasedOf({ tombstone, chain_id, chain_seq, ...row }: ErasedRow) {
  return {
    ...erasureOf(row),
    contents: tombstone?.contents.length ?? null,
    documents: tombstone?.documents.length ?? null,
    papers: tombstone === null ? null : (tombstone.papers?.length ?? 0),
    chainId: chain_id,
    chainSeq: chain_seq,
  }
}

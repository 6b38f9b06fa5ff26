// Erasing what was written in a dossier: its contents lose their bodies, its files, papers without a number and what is left of a
// draft go, and a tombstone with the hashes stays, bound to a line in the chain of its office. The dossier's own chain isn't touched: it holds hashes.
import type { Instant } from '../../domain/time/civil.ts'
import type { Client } from '../pool.ts'
import { hashOf } from '../record/canonical.ts'
import { appendChainEvent } from '../record/chain.ts'
import type { ChainLine, OfficeChainEvent } from '../record/chain.ts'
import { officeChain } from '../record/ids.ts'
import { lockDossier } from '../record/lock.ts'
import { HELD_SQL, OFFICE_OF_SQL, lockAgainstHolds } from './holds.ts'

/** What remains of what was erased. */
export interface Tombstone {
  readonly erasureId: string
  readonly dossierId: string
  readonly at: Instant
  readonly proposedBy: string
  readonly decidedBy: string
  /** The rule that asked for it; null where officers decided it. */
  readonly ruleId: string | null
  readonly reason: string
  /** Hashes of the contents whose bodies are gone. */
  readonly contents: readonly string[]
  /** Files that are gone, by their SHA-256. */
  readonly documents: readonly { readonly sha256: string; readonly size: number }[]
  /** Papers without a number that are gone, by what their hashes were; not told by tombstones of before they went. */
  readonly papers?: readonly ErasedPaper[]
}

export interface ErasedPaper {
  readonly id: string
  readonly kind: string
  /** Null where it wasn't made yet. */
  readonly dataSha256: string | null
  readonly docxSha256: string | null
  readonly pdfSha256: string | null
}

/** Why a dossier isn't erased. */
export type EraseRefusal = 'held' | 'notConcluded' | 'erasedAlready'

export interface ErasureAsked {
  readonly id: string
  readonly dossierId: string
  readonly ruleId: string | null
  readonly reason: string
  readonly proposedBy: string
  readonly decidedBy: string
}

interface DossierRow {
  readonly closed_at: Date | null
  readonly erased_at: Date | null
  readonly held: boolean
  readonly office_id: string | null
}

/**
 * Erases in the caller's transaction, under the dossier's lock and against holds; gives the tombstone, or why not. The row of
 * `erasure` is written here where it isn't there yet.
 */
export async function eraseDossier(
  client: Client,
  asked: ErasureAsked,
  now: Instant,
): Promise<Tombstone | EraseRefusal> {
  await lockAgainstHolds(client)
  await lockDossier(client, asked.dossierId)
  const { rows } = await client.query<DossierRow>(
    `SELECT d.closed_at, d.erased_at, ${HELD_SQL} AS held, ${OFFICE_OF_SQL} AS office_id FROM dossier d WHERE d.id = $1`,
    [asked.dossierId],
  )
  const [row] = rows
  if (row === undefined || row.closed_at === null || row.office_id === null) return 'notConcluded'
  if (row.erased_at !== null) return 'erasedAlready'
  if (row.held) return 'held'
  const tombstone = await tombstoneOf(client, asked, now)
  const about = {
    erasureId: asked.id,
    dossierId: asked.dossierId,
    ruleId: asked.ruleId,
    contents: tombstone.contents.length,
    documents: tombstone.documents.length,
    papers: tombstone.papers?.length ?? 0,
    tombstoneHash: hashOf(tombstone),
  }
  const chain = officeChain(row.office_id)
  const line = await appendChainEvent(client, chain, 'contentErased', about, asked.decidedBy, now)
  await writeErasure(client, asked, row.office_id, { tombstone, line, now })
  await client.query('SELECT erase_content($1, $2), erase_papers($1, $2)', [asked.id, now])
  await client.query('DELETE FROM document WHERE dossier_id = $1', [asked.dossierId])
  await client.query('DELETE FROM draft WHERE dossier_id = $1', [asked.dossierId])
  await client.query(
    'UPDATE dossier SET erased_at = $2, archived_at = coalesce(archived_at, $2) WHERE id = $1',
    [asked.dossierId, now],
  )
  return tombstone
}

async function tombstoneOf(client: Client, asked: ErasureAsked, at: Instant): Promise<Tombstone> {
  const contents = await client.query<{ hash: string }>(
    'SELECT hash FROM content WHERE dossier_id = $1 AND body IS NOT NULL ORDER BY hash',
    [asked.dossierId],
  )
  const documents = await client.query<{ sha256: string; size: number }>(
    'SELECT sha256, size FROM document WHERE dossier_id = $1 ORDER BY sha256',
    [asked.dossierId],
  )
  const papers = await client.query<ErasedPaper>(
    `SELECT id, kind, data_sha256 AS "dataSha256", docx_sha256 AS "docxSha256", pdf_sha256 AS "pdfSha256" FROM paper
     WHERE dossier_id = $1 AND register IS NULL AND erased_at IS NULL ORDER BY id FOR UPDATE`,
    [asked.dossierId],
  )
  const { id, dossierId, proposedBy, decidedBy, ruleId, reason } = asked
  return {
    ...{ erasureId: id, dossierId, at, proposedBy, decidedBy, ruleId, reason },
    contents: contents.rows.map(({ hash }) => hash),
    documents: documents.rows,
    papers: papers.rows,
  }
}

async function writeErasure(
  client: Client,
  asked: ErasureAsked,
  officeId: string,
  done: { readonly tombstone: Tombstone; readonly line: ChainLine<OfficeChainEvent>; readonly now: Instant },
): Promise<void> {
  const { tombstone, line, now } = done
  const { id, dossierId, ruleId, reason, proposedBy, decidedBy } = asked
  await client.query(
    `INSERT INTO erasure (id, dossier_id, office_id, status, rule_id, reason, proposed_by, proposed_at, decided_by, decided_at,
       tombstone, chain_id, chain_seq)
     VALUES ($1, $2, $3, 'done', $4, $5, $6, $7, $8, $7, $9, $10, $11)
     ON CONFLICT (id) DO UPDATE SET status = 'done', decided_by = $8, decided_at = $7, tombstone = $9, chain_id = $10,
       chain_seq = $11`,
    [
      ...[id, dossierId, officeId, ruleId, reason, proposedBy, now, decidedBy],
      ...[JSON.stringify(tombstone), line.event.chainId, line.event.seq],
    ],
  )
}

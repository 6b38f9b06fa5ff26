// A dossier, or a chain of an office or of the system, as one JSON file that carries all that is needed to check it
// offline: its lines, the state, the contents that they name, its certificates, and its place in the newest anchor.
import type { Body } from '../../domain/command.ts'
import type { DossierState } from '../../domain/dossier.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { inTransaction } from '../pool.ts'
import type { Client, Pool, Queryable } from '../pool.ts'
import type { Tombstone } from '../retention/erase.ts'
import { proveChain } from './anchors.ts'
import type { AnchorProof } from './anchors.ts'
import type { CertificateData } from './certificates.ts'
import type { ChainLine, ChainedEvent, OfficeChainEvent } from './chain.ts'
import { readClock } from './clock.ts'
import { EXPORT_SCHEMA } from './export-schema.ts'
import { dossierChain } from './ids.ts'

export { EXPORT_SCHEMA }

interface ExportCommon {
  readonly schema: typeof EXPORT_SCHEMA
  readonly exportedAt: Instant
  /** Null while no anchor covers the chain. */
  readonly anchor: AnchorProof | null
  /** The instance's public key (SPKI, PEM). Compare it with one from elsewhere: a file can't vouch for itself. */
  readonly publicKey: string
}

export interface DossierExport extends ExportCommon {
  readonly kind: 'dossier'
  readonly dossierId: string
  readonly state: DossierState
  readonly events: readonly ChainLine<ChainedEvent>[]
  /** The body is null where it was erased; its hash stays. */
  readonly contents: readonly {
    readonly hash: string
    readonly body: Body | null
    readonly erasedAt: Instant | null
  }[]
  readonly documents: readonly {
    readonly sha256: string
    readonly size: number
    readonly mime: string
    readonly name: string
  }[]
  /** What was erased of it, each with the line of the office's chain that says so. Older exports have none. */
  readonly erasures?: readonly ErasureProof[]
  readonly certificates: readonly {
    readonly data: CertificateData
    readonly signature: string
    readonly revokedAt: Instant | null
  }[]
}

/** Who erased what, when and why; its hash stands in the line. */
export interface ErasureProof {
  readonly tombstone: Tombstone
  readonly line: ChainLine<OfficeChainEvent>
}

export interface ChainExport extends ExportCommon {
  readonly kind: 'chain'
  readonly chainId: string
  readonly events: readonly ChainLine<OfficeChainEvent>[]
}

export type Export = DossierExport | ChainExport

/** The export of a dossier in one snapshot; null when there is none. */
export async function exportDossier(
  pool: Pool,
  dossierId: string,
  publicPem: string,
): Promise<DossierExport | null> {
  return inSnapshot(pool, async (client) => {
    const { rows } = await client.query<{ state: DossierState }>('SELECT state FROM dossier WHERE id = $1', [
      dossierId,
    ])
    const state = rows[0]?.state
    if (state === undefined) return null
    const events = await client.query<{ data: ChainedEvent; hash: string }>(
      'SELECT data, hash FROM event WHERE dossier_id = $1 ORDER BY seq',
      [dossierId],
    )
    return {
      schema: EXPORT_SCHEMA,
      kind: 'dossier',
      dossierId,
      exportedAt: (await readClock(client)).now,
      publicKey: publicPem,
      state,
      events: events.rows.map(({ data, hash }) => ({ event: data, hash })),
      contents: await readContents(client, dossierId),
      erasures: (await readErasures(client, [dossierId])).get(dossierId) ?? [],
      documents: await readDocuments(client, dossierId),
      certificates: await readCertificates(client, dossierId),
      anchor: await proveChain(client, dossierChain(dossierId)),
    }
  })
}

/** The export of a chain of an office or of the system; null when it has no line. */
export async function exportChain(
  pool: Pool,
  chainId: string,
  publicPem: string,
): Promise<ChainExport | null> {
  return inSnapshot(pool, async (client) => {
    const { rows } = await client.query<OfficeChainRow>(
      'SELECT seq, type, data, actor, recorded_at, prev_hash, hash FROM chain_event WHERE chain_id = $1 ORDER BY seq',
      [chainId],
    )
    if (rows.length === 0) return null
    return {
      schema: EXPORT_SCHEMA,
      kind: 'chain',
      chainId,
      exportedAt: (await readClock(client)).now,
      publicKey: publicPem,
      events: rows.map((row) => ({ event: chainEventOf(chainId, row), hash: row.hash })),
      anchor: await proveChain(client, chainId),
    }
  })
}

interface OfficeChainRow {
  seq: number
  type: string
  data: Record<string, unknown>
  actor: string
  recorded_at: Date
  prev_hash: string
  hash: string
}

function chainEventOf(chainId: string, row: OfficeChainRow): OfficeChainEvent {
  const { seq, type, data, actor, prev_hash: prevHash } = row
  return { chainId, seq, prevHash, type, actor, recordedAt: row.recorded_at.toISOString(), data }
}

function inSnapshot<T>(pool: Pool, read: (client: Client) => Promise<T>): Promise<T> {
  return inTransaction(pool, async (client) => {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY')
    return read(client)
  })
}

async function readContents(client: Client, dossierId: string): Promise<DossierExport['contents']> {
  const { rows } = await client.query<{ hash: string; body: Body | null; erased_at: Date | null }>(
    'SELECT hash, body, erased_at FROM content WHERE dossier_id = $1 ORDER BY created_at, hash',
    [dossierId],
  )
  return rows.map(({ hash, body, erased_at }) => ({ hash, body, erasedAt: erased_at?.toISOString() ?? null }))
}

interface ErasureRow extends OfficeChainRow {
  readonly dossier_id: string
  readonly tombstone: Tombstone
  readonly chain_id: string
}

/** What was erased of dossiers, each with its line; by dossier. */
export async function readErasures(
  db: Queryable,
  dossierIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ErasureProof[]>> {
  const { rows } = await db.query<ErasureRow>(
    `SELECT x.dossier_id, x.tombstone, x.chain_id, e.seq, e.type, e.data, e.actor, e.recorded_at, e.prev_hash, e.hash
     FROM erasure x JOIN chain_event e ON e.chain_id = x.chain_id AND e.seq = x.chain_seq
     WHERE x.dossier_id = ANY($1) AND x.status = 'done' ORDER BY x.decided_at, x.id`,
    [dossierIds],
  )
  const found = new Map<string, ErasureProof[]>()
  for (const row of rows) {
    const proof = {
      tombstone: row.tombstone,
      line: { event: chainEventOf(row.chain_id, row), hash: row.hash },
    }
    found.set(row.dossier_id, [...(found.get(row.dossier_id) ?? []), proof])
  }
  return found
}

async function readDocuments(client: Client, dossierId: string): Promise<DossierExport['documents']> {
  const { rows } = await client.query<DossierExport['documents'][number]>(
    'SELECT sha256, size, mime, name FROM document WHERE dossier_id = $1 ORDER BY uploaded_at, sha256',
    [dossierId],
  )
  return rows
}

async function readCertificates(client: Client, dossierId: string): Promise<DossierExport['certificates']> {
  const { rows } = await client.query<{ data: CertificateData; signature: string; revoked_at: Date | null }>(
    'SELECT data, signature, revoked_at FROM certificate WHERE dossier_id = $1 ORDER BY issued_at, code',
    [dossierId],
  )
  return rows.map(({ data, signature, revoked_at }) => ({
    data,
    signature,
    revokedAt: revoked_at?.toISOString() ?? null,
  }))
}

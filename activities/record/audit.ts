// Checks the whole record where it stands: every chain, state, content and certificate as an export of it would be
// checked, the row's head against the last line, and the newest anchored head of each. Pages of dossiers, bounded memory.
import type { Id } from '../../domain/dossier.ts'
import type { Pool, Queryable } from '../pool.ts'
import type { DossierExport } from './export.ts'
import { EXPORT_SCHEMA } from './export-schema.ts'
import { dossierChain } from './ids.ts'
import type { SigningKeys } from './keys.ts'
import type { Leaf } from './merkle.ts'
import { verifyExport } from './verify.ts'
import { exportChain, readErasures } from './export.ts'

export interface AuditFinding {
  readonly chainId: string
  readonly line: number | null
  readonly says: string
}

export interface Audit {
  readonly chains: number
  readonly lines: number
  /** At most so many as asked for; the first of each broken chain. */
  readonly findings: readonly AuditFinding[]
}

const PAGE = 100

/** Checks every dossier, and the chains of offices and of the system. */
export async function auditRecord(
  pool: Pool,
  keys: Pick<SigningKeys, 'publicPem'>,
  { limit = 100 }: { readonly limit?: number } = {},
): Promise<Audit> {
  const tally = { chains: 0, lines: 0, findings: [] as AuditFinding[] }
  const note = (chainId: string, found: readonly Omit<AuditFinding, 'chainId'>[]): void => {
    const [first] = found
    if (first !== undefined && tally.findings.length < limit) tally.findings.push({ chainId, ...first })
  }
  for await (const page of dossierPages(pool)) {
    const sound: Id[] = []
    for (const { file, row, known } of await readPage(pool, keys, page)) {
      const options = known === undefined ? {} : { known: new Map([[known.chainId, known]]) }
      const verdict = verifyExport(file, options)
      tally.chains += 1
      tally.lines += verdict.lines
      const found = [...verdict.findings, ...headFindings(file, row)]
      if (found.length === 0) sound.push(row.id)
      note(verdict.chainId, found)
    }
    for (const { id, line } of await columnsApart(pool, sound))
      note(dossierChain(id), [{ line, says: 'its columns are not what its line says' }])
  }
  const { rows } = await pool.query<{ chain_id: string }>(
    'SELECT chain_id FROM chain_head WHERE seq > 0 ORDER BY chain_id',
  )
  for (const { chain_id: chainId } of rows) {
    const file = await exportChain(pool, chainId, keys.publicPem)
    const verdict = file === null ? null : verifyExport(file)
    tally.chains += 1
    tally.lines += verdict?.lines ?? 0
    note(chainId, verdict?.findings ?? [{ line: null, says: 'has a head, but no lines' }])
  }
  return tally
}

interface HeadRow {
  id: Id
  state: DossierExport['state']
  state_hash: string
  head_seq: number
  head_hash: string
  leaf_seq: number | null
  leaf_hash: string | null
}

function headFindings(file: DossierExport, row: HeadRow): Omit<AuditFinding, 'chainId'>[] {
  const last = file.events.at(-1)
  const same =
    last?.event.seq === row.head_seq && last.hash === row.head_hash && last.event.stateHash === row.state_hash
  return same ? [] : [{ line: row.head_seq, says: "the row's head is not the last line" }]
}

/**
 * The first line of each dossier whose columns, which screens and searches read, say something else than the line that
 * the hash was taken of. Only for chains that hold: what a broken line says may not even be an instant.
 */
async function columnsApart(db: Queryable, ids: readonly Id[]): Promise<readonly { id: Id; line: number }[]> {
  const { rows } = await db.query<{ id: Id; line: number }>(
    `SELECT dossier_id AS id, min(seq)::int AS line FROM event
     WHERE dossier_id = ANY($1) AND (seq, type, action, actor, prev_hash, received_at, recorded_at) IS DISTINCT FROM
       ((data->>'seq')::int, data->>'type', data->>'action', data->'actor', data->>'prevHash',
         (data->>'receivedAt')::timestamptz, (data->>'recordedAt')::timestamptz)
     GROUP BY dossier_id ORDER BY dossier_id`,
    [ids],
  )
  return rows
}

async function* dossierPages(db: Queryable): AsyncGenerator<readonly HeadRow[]> {
  for (let after = ''; ; ) {
    const { rows } = await db.query<HeadRow>(
      `SELECT d.id, d.state, d.state_hash, d.head_seq, d.head_hash, l.seq AS leaf_seq, l.hash AS leaf_hash FROM dossier d
       LEFT JOIN LATERAL (SELECT seq, hash FROM anchor_leaf WHERE chain_id = 'dossier/' || d.id ORDER BY day DESC LIMIT 1) l
         ON true
       WHERE d.id > $1 ORDER BY d.id LIMIT $2`,
      [after, PAGE],
    )
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows
    after = last.id
  }
}

interface Audited {
  readonly file: DossierExport
  readonly row: HeadRow
  readonly known: Leaf | undefined
}

async function readPage(
  db: Queryable,
  keys: Pick<SigningKeys, 'publicPem'>,
  page: readonly HeadRow[],
): Promise<Audited[]> {
  const ids = page.map(({ id }) => id)
  const grouped = async <T>(text: string): Promise<Map<Id, T[]>> => {
    const { rows } = await db.query<{ dossier_id: Id; item: T }>(text, [ids])
    const groups = new Map<Id, T[]>()
    for (const { dossier_id: id, item } of rows) groups.set(id, [...(groups.get(id) ?? []), item])
    return groups
  }
  const [events, contents, certificates] = await Promise.all([
    grouped<DossierExport['events'][number]>(
      `SELECT dossier_id, jsonb_build_object('event', data, 'hash', hash) AS item FROM event
       WHERE dossier_id = ANY($1) ORDER BY dossier_id, seq`,
    ),
    grouped<DossierExport['contents'][number]>(
      `SELECT dossier_id, jsonb_build_object('hash', hash, 'body', body, 'erasedAt', erased_at) AS item FROM content
       WHERE dossier_id = ANY($1)`,
    ),
    grouped<DossierExport['certificates'][number]>(
      `SELECT dossier_id, jsonb_build_object('data', data, 'signature', signature, 'revokedAt', revoked_at) AS item
       FROM certificate WHERE dossier_id = ANY($1)`,
    ),
  ])
  const erasures = await readErasures(db, ids)
  return page.map((row) => ({
    row,
    known: leafOf(row),
    file: {
      schema: EXPORT_SCHEMA,
      kind: 'dossier',
      dossierId: row.id,
      exportedAt: '',
      publicKey: keys.publicPem,
      state: row.state,
      events: events.get(row.id) ?? [],
      contents: contents.get(row.id) ?? [],
      documents: [],
      erasures: erasures.get(row.id) ?? [],
      certificates: certificates.get(row.id) ?? [],
      anchor: null,
    },
  }))
}

function leafOf({ id, leaf_seq: seq, leaf_hash: hash }: HeadRow): Leaf | undefined {
  return seq === null || hash === null ? undefined : { chainId: dossierChain(id), seq, hash }
}

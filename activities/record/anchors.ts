// The daily anchor: one signed root over the heads of all chains, read in one snapshot, chained over the day before.
// What was once a leaf stays one: a dossier that is gone, or whose tail was cut, keeps its old leaf and raises the alarm.
import type { CivilDate, Instant } from '../../domain/time/civil.ts'
import { inTransaction } from '../pool.ts'
import type { Client, Pool, Queryable } from '../pool.ts'
import { GENESIS } from './chain.ts'
import { recordIncident } from './incidents.ts'
import { signValue } from './keys.ts'
import type { SigningKeys } from './keys.ts'
import { MerkleBuilder, dayRoot } from './merkle.ts'
import type { Leaf, ProofStep } from './merkle.ts'

/** What is signed, in canonical JSON. */
export interface AnchorStatement {
  readonly day: CivilDate
  readonly root: string
  readonly prevRoot: string
  /** How many chains it covers. */
  readonly heads: number
  readonly at: Instant
  readonly keyId: string
}
export interface Anchor extends AnchorStatement {
  readonly signature: string
}

export interface AnchorMade {
  readonly anchor: Anchor
  readonly isNew: boolean
  /** Chains whose last anchored line is not in the record any more: at most ten are named. */
  readonly broken: readonly string[]
}

/** Any number, the same for every process. */
const ANCHOR_LOCK = 7_220_127
const FETCH = 10_000

const HEADS = `SELECT 'dossier/' || id AS chain_id, head_seq AS seq, head_hash AS hash FROM dossier
  UNION ALL SELECT chain_id, seq, hash FROM chain_head WHERE seq > 0`

const ADD_LEAVES = `INSERT INTO anchor_leaf (day, chain_id, seq, hash)
  SELECT $1::date, h.chain_id, h.seq, h.hash FROM (${HEADS}) h
  LEFT JOIN (SELECT chain_id, max(seq) AS seq FROM anchor_leaf GROUP BY chain_id) l ON l.chain_id = h.chain_id
  WHERE l.seq IS NULL OR h.seq > l.seq`

// A leaf that no line of the record has any more, by number and hash.
const BROKEN = `SELECT l.chain_id FROM anchor_leaf l
  LEFT JOIN event e ON l.chain_id LIKE 'dossier/%' AND e.dossier_id = substr(l.chain_id, 9) AND e.seq = l.seq AND e.hash = l.hash
  LEFT JOIN chain_event c ON c.chain_id = l.chain_id AND c.seq = l.seq AND c.hash = l.hash
  WHERE e.seq IS NULL AND c.seq IS NULL ORDER BY l.chain_id LIMIT 10`

const LEAVES_ON = `SELECT DISTINCT ON (chain_id COLLATE "C") chain_id, seq, hash FROM anchor_leaf WHERE day <= $1::date
  ORDER BY chain_id COLLATE "C", day DESC`

/**
 * Makes the day's anchor, or gives the one that is there. Broken chains become one incident, and the anchor is made all
 * the same: it keeps what was known of them.
 */
export async function makeAnchor(
  pool: Pool,
  keys: SigningKeys,
  day: CivilDate,
  now: Instant,
): Promise<AnchorMade> {
  const made = await inTransaction(pool, async (client) => {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ')
    await client.query('SET LOCAL statement_timeout = 0')
    // Both sides of each join here are whole tables, whatever old statistics say of them.
    await client.query('SET LOCAL enable_nestloop = off')
    await client.query('SELECT pg_advisory_xact_lock($1)', [ANCHOR_LOCK])
    const [latest] = await readAnchors(client, { last: 1 })
    if (latest !== undefined && latest.day >= day)
      return { anchor: await anchorOf(client, day), isNew: false, broken: [] }
    const broken = await client.query<{ chain_id: string }>(BROKEN)
    await client.query(ADD_LEAVES, [day])
    const tree = await buildTree(client, day, null)
    const prevRoot = latest?.root ?? GENESIS
    const root = dayRoot(prevRoot, tree.merkleRoot)
    const statement: AnchorStatement = { day, root, prevRoot, heads: tree.heads, at: now, keyId: keys.keyId }
    const anchor = { ...statement, signature: signValue(keys, statement) }
    await client.query(
      `INSERT INTO anchor (day, root, prev_root, heads, at, key_id, signature) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [day, root, prevRoot, tree.heads, now, keys.keyId, anchor.signature],
    )
    return { anchor, isNew: true, broken: broken.rows.map(({ chain_id }) => chain_id) }
  })
  if (made.broken.length > 0) {
    const error = new Error(`anchor of ${day}: lines that were anchored are not in the record`)
    await recordIncident(pool, error, { place: 'record.anchor', context: { chains: made.broken } })
  }
  return made
}

async function anchorOf(db: Queryable, day: CivilDate): Promise<Anchor> {
  const [anchor] = await readAnchors(db, { day })
  if (anchor === undefined) throw new Error(`anchor of ${day}: there is a later one, but none of this day`)
  return anchor
}

interface AnchorRow {
  day: string
  root: string
  prev_root: string
  heads: number
  at: Date
  key_id: string
  signature: string
}

/** Anchors, newest first: the last so many, or that of one day. */
export async function readAnchors(
  db: Queryable,
  wanted: { readonly last: number } | { readonly day: CivilDate },
): Promise<Anchor[]> {
  const [limit, day] = 'day' in wanted ? [1, wanted.day] : [wanted.last, null]
  const { rows } = await db.query<AnchorRow>(
    `SELECT day::text, root, prev_root, heads, at, key_id, signature FROM anchor
     WHERE $2::date IS NULL OR day = $2::date ORDER BY day DESC LIMIT $1`,
    [limit, day],
  )
  return rows.map((row) => ({
    day: row.day,
    root: row.root,
    prevRoot: row.prev_root,
    heads: row.heads,
    at: row.at.toISOString(),
    keyId: row.key_id,
    signature: row.signature,
  }))
}

interface Tree {
  readonly merkleRoot: string
  readonly heads: number
  readonly proof: { readonly leaf: Leaf; readonly path: readonly ProofStep[] } | null
}

/** Reads all leaves up to a day through a cursor, so that a million of them need little memory. */
async function buildTree(client: Client, day: CivilDate, proveChain: string | null): Promise<Tree> {
  const builder = new MerkleBuilder(proveChain)
  await client.query(`DECLARE leaves NO SCROLL CURSOR FOR ${LEAVES_ON.replace('$1', `'${day}'`)}`)
  for (let more = true; more; ) {
    const { rows } = await client.query<{ chain_id: string; seq: number; hash: string }>(
      `FETCH ${FETCH} FROM leaves`,
    )
    for (const { chain_id, seq, hash } of rows) builder.add({ chainId: chain_id, seq, hash })
    more = rows.length === FETCH
  }
  await client.query('CLOSE leaves')
  const merkleRoot = builder.root()
  return { merkleRoot, heads: builder.count, proof: builder.proof() }
}

/** An anchor with the proof that a chain's head of that day is in it. */
export interface AnchorProof {
  readonly anchor: Anchor
  readonly leaf: Leaf
  readonly path: readonly ProofStep[]
}

/** The newest anchor and the chain's place in it; null while the chain isn't anchored. Inside a transaction. */
export async function proveChain(client: Client, chainId: string): Promise<AnchorProof | null> {
  const [anchor] = await readAnchors(client, { last: 1 })
  if (anchor === undefined) return null
  const { rowCount } = await client.query('SELECT 1 FROM anchor_leaf WHERE chain_id = $1 LIMIT 1', [chainId])
  if (rowCount === 0) return null
  await client.query('SET LOCAL statement_timeout = 0')
  const { proof } = await buildTree(client, anchor.day, chainId)
  if (proof === null)
    throw new Error(`chain ${chainId}: has a leaf, but no proof in the anchor of ${anchor.day}`)
  return { anchor, leaf: proof.leaf, path: proof.path }
}

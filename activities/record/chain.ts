// How a line of the record is chained: its number, the hash before it and all that it says, hashed together. A dossier
// has a chain, each office and the system have theirs; a check of any of them needs nothing but the lines.
import type { EventDraft } from '../../domain/command.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Queryable } from '../pool.ts'
import { hashOf } from './canonical.ts'

/** What stands before the first line. */
export const GENESIS = '0'.repeat(64)

export interface Head {
  readonly seq: number
  readonly hash: string
}

export const EMPTY_HEAD: Head = { seq: 0, hash: GENESIS }

/** One line of a dossier's chain, whole: what the hash is taken of. */
export interface ChainedEvent extends EventDraft {
  readonly seq: number
  readonly prevHash: string
  readonly dossierId: string
  readonly commandId: string
  readonly recordedAt: Instant
  /** Hash of the state that the line's command led to. */
  readonly stateHash: string
}

export interface ChainLine<T> {
  readonly event: T
  readonly hash: string
}

interface Common {
  readonly dossierId: string
  readonly commandId: string
  readonly recordedAt: Instant
  readonly stateHash: string
}

/** The lines that one command adds after a head, in order. */
export function chainEvents(
  head: Head,
  drafts: readonly EventDraft[],
  common: Common,
): ChainLine<ChainedEvent>[] {
  let { seq, hash } = head
  return drafts.map((draft) => {
    seq += 1
    const event: ChainedEvent = { ...draft, ...common, seq, prevHash: hash }
    hash = hashOf(event)
    return { event, hash }
  })
}

/** One line of an office's chain or the system's. */
export interface OfficeChainEvent {
  readonly chainId: string
  readonly seq: number
  readonly prevHash: string
  readonly type: string
  readonly actor: string
  readonly recordedAt: Instant
  readonly data: Readonly<Record<string, unknown>>
}

interface HeadRow {
  readonly chain_id: string
  readonly seq: number
  readonly hash: string
  readonly recorded_at: Date | null
}

/** A line to be added to an office's chain or the system's. Ids only, no names or free text. */
export interface NewChainLine {
  readonly chainId: string
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
  /** A person's id, or 'system'. */
  readonly actor: string
}

/**
 * Adds a line to an office's chain or the system's, inside the caller's transaction; the head stays locked until it
 * ends. Ids only, no names or free text. `actor` is a person's id, or 'system'.
 */
export async function appendChainEvent(
  client: Queryable,
  chainId: string,
  type: string,
  data: Readonly<Record<string, unknown>>,
  actor: string,
  now: Instant,
): Promise<ChainLine<OfficeChainEvent>> {
  const [line] = await appendChainEvents(client, [{ chainId, type, data, actor }], now)
  if (line === undefined) throw new Error(`chain ${chainId}: no line was added`)
  return line
}

/** Adds lines to any number of chains, in the order given, as one by one would; the heads are locked in one order. */
export async function appendChainEvents(
  client: Queryable,
  lines: readonly NewChainLine[],
  now: Instant,
): Promise<ChainLine<OfficeChainEvent>[]> {
  if (lines.length === 0) return []
  const heads = await lockHeads(client, [...new Set(lines.map(({ chainId }) => chainId))].sort())
  const added = lines.map(({ chainId, type, data, actor }) => {
    const head = heads.get(chainId)
    if (head === undefined) throw new Error(`chain ${chainId}: its head is not there`)
    const recordedAt = head.at > now ? head.at : now
    const event = { chainId, seq: head.seq + 1, prevHash: head.hash, type, actor, recordedAt, data }
    const hash = hashOf(event)
    heads.set(chainId, { seq: event.seq, hash, at: recordedAt })
    return { event, hash }
  })
  await client.query(
    `INSERT INTO chain_event (chain_id, seq, type, data, actor, recorded_at, prev_hash, hash)
     SELECT chain_id, seq, type, data, actor, recorded_at, prev_hash, hash FROM jsonb_to_recordset($1::jsonb) AS l
       (chain_id text, seq int, type text, data jsonb, actor text, recorded_at timestamptz, prev_hash text, hash text)`,
    [
      JSON.stringify(
        added.map(({ event: { chainId, recordedAt, prevHash, ...event }, hash }) => ({
          ...event,
          chain_id: chainId,
          recorded_at: recordedAt,
          prev_hash: prevHash,
          hash,
        })),
      ),
    ],
  )
  await client.query(
    `UPDATE chain_head h SET seq = n.seq, hash = n.hash
     FROM unnest($1::text[], $2::int[], $3::text[]) AS n (chain_id, seq, hash) WHERE h.chain_id = n.chain_id`,
    [
      [...heads.keys()],
      [...heads.values()].map(({ seq }) => seq),
      [...heads.values()].map(({ hash }) => hash),
    ],
  )
  return added
}

/** The heads of chains, made where there are none, locked until the transaction ends. */
async function lockHeads(
  client: Queryable,
  chainIds: readonly string[],
): Promise<Map<string, { seq: number; hash: string; at: Instant }>> {
  await client.query(
    `INSERT INTO chain_head (chain_id, seq, hash) SELECT c, 0, $2 FROM unnest($1::text[]) AS c ORDER BY c
     ON CONFLICT DO NOTHING`,
    [chainIds, GENESIS],
  )
  await client.query('SELECT 1 FROM chain_head WHERE chain_id = ANY($1) ORDER BY chain_id FOR UPDATE', [
    chainIds,
  ])
  // Another statement: it must see what was committed by the one for whom the lock had to wait.
  const { rows } = await client.query<HeadRow>(
    `SELECT h.chain_id, h.seq, h.hash, e.recorded_at FROM chain_head h
     LEFT JOIN chain_event e ON e.chain_id = h.chain_id AND e.seq = h.seq WHERE h.chain_id = ANY($1)`,
    [chainIds],
  )
  return new Map(
    rows.map(({ chain_id, seq, hash, recorded_at: at }) => [
      chain_id,
      { seq, hash, at: at?.toISOString() ?? '' },
    ]),
  )
}

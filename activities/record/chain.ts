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
  readonly seq: number
  readonly hash: string
  readonly recorded_at: Date | null
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
  await client.query(
    'INSERT INTO chain_head (chain_id, seq, hash) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING',
    [chainId, GENESIS],
  )
  await client.query('SELECT 1 FROM chain_head WHERE chain_id = $1 FOR UPDATE', [chainId])
  const { rows } = await client.query<HeadRow>(
    `SELECT h.seq, h.hash, e.recorded_at FROM chain_head h
     LEFT JOIN chain_event e ON e.chain_id = h.chain_id AND e.seq = h.seq WHERE h.chain_id = $1`,
    [chainId],
  )
  const head = rows[0]
  if (head === undefined) throw new Error(`chain ${chainId}: its head is not there`)
  const last = head.recorded_at?.toISOString() ?? now
  const recordedAt = last > now ? last : now
  const event: OfficeChainEvent = {
    chainId,
    seq: head.seq + 1,
    prevHash: head.hash,
    type,
    actor,
    recordedAt,
    data,
  }
  const hash = hashOf(event)
  await client.query(
    `INSERT INTO chain_event (chain_id, seq, type, data, actor, recorded_at, prev_hash, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [chainId, event.seq, type, data, actor, recordedAt, event.prevHash, hash],
  )
  await client.query('UPDATE chain_head SET seq = $2, hash = $3 WHERE chain_id = $1', [
    chainId,
    event.seq,
    hash,
  ])
  return { event, hash }
}

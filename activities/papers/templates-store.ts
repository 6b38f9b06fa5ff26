// Templates as they are kept: versions that never change, the newest of each kind in use, each publication a line of the
// system's chain. What ships is published where nothing is yet, and again when a newer program ships a better one, unless
// an administrator has brought his own.
import { PAPER_KINDS } from '../../domain/papers.ts'
import type { PaperKind } from '../../domain/papers.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { sha256Of } from '../files.ts'
import { inTransaction } from '../pool.ts'
import type { Client, Pool, Queryable } from '../pool.ts'
import { appendChainEvent } from '../record/chain.ts'
import { readClock } from '../record/clock.ts'
import { SYSTEM_CHAIN } from '../record/ids.ts'
import type { Renderer } from './renderer.ts'

export interface TemplateVersion {
  readonly kind: PaperKind
  readonly version: number
  readonly sha256: string
  readonly size: number
  readonly shipped: boolean
  readonly publishedAt: Instant
  readonly publishedBy: string
}

interface Row extends Omit<TemplateVersion, 'publishedAt'> {
  readonly publishedAt: Date
}

const COLUMNS = `kind, version, sha256, size, shipped, published_at AS "publishedAt", published_by AS "publishedBy"`

/** All versions of a kind, or of all kinds, the newest first. */
export async function listTemplates(db: Queryable, kind: PaperKind | null): Promise<TemplateVersion[]> {
  const { rows } = await db.query<Row>(
    `SELECT ${COLUMNS} FROM paper_template WHERE $1::text IS NULL OR kind = $1 ORDER BY kind, version DESC LIMIT 2000`,
    [kind],
  )
  return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() }))
}

/** A version's Word file, the newest where none is named; null where there is none. */
export async function readTemplate(
  db: Queryable,
  kind: PaperKind,
  version: number | null,
): Promise<{ readonly version: number; readonly docx: Buffer } | null> {
  const { rows } = await db.query<{ version: number; docx: Buffer }>(
    `SELECT version, docx FROM paper_template WHERE kind = $1 AND version = coalesce($2, version) ORDER BY version DESC LIMIT 1`,
    [kind, version],
  )
  return rows[0] ?? null
}

/** The template in use; what ships is published first where the kind has none. */
export async function templateInUse(
  pool: Pool,
  renderer: Renderer,
  kind: PaperKind,
): Promise<{ version: number; docx: Buffer }> {
  const found = await readTemplate(pool, kind, null)
  if (found !== null) return found
  await publishShipped(pool, renderer, [kind])
  const made = await readTemplate(pool, kind, null)
  if (made === null) throw new Error(`template ${kind}: published and not there`)
  return made
}

/** Publishes what ships, where a kind has no version or its newest one shipped with an earlier program. */
export async function publishShipped(
  pool: Pool,
  renderer: Renderer,
  kinds: readonly PaperKind[] = PAPER_KINDS,
): Promise<number> {
  let published = 0
  for (const kind of kinds) {
    const docx = Buffer.from(await renderer.ask({ do: 'build', kind }))
    const { now } = await readClock(pool)
    published += await inTransaction(pool, async (client) => {
      const newest = await lockNewest(client, kind)
      if (newest !== null && (!newest.shipped || newest.sha256 === sha256Of(docx))) return 0
      await insert(client, { kind, version: (newest?.version ?? 0) + 1, docx, shipped: true }, 'system', now)
      return 1
    })
  }
  return published
}

/** The version that stands is not the one that was seen. */
export class TemplateMoved extends Error {
  override readonly name = 'TemplateMoved'
  readonly current: number

  constructor(current: number) {
    super(`version ${current} is the newest`)
    this.current = current
  }
}

/**
 * Publishes an examined file as the version after `base`; the same file again gives the version that it is. Throws
 * `TemplateMoved` where another version came meanwhile.
 */
export async function publishTemplate(
  pool: Pool,
  given: { readonly kind: PaperKind; readonly base: number; readonly docx: Buffer },
  by: string,
  at: Instant,
): Promise<number> {
  return inTransaction(pool, async (client) => {
    const newest = await lockNewest(client, given.kind)
    const stands = newest?.version ?? 0
    if (newest !== null && newest.sha256 === sha256Of(given.docx)) return stands
    if (stands !== given.base) throw new TemplateMoved(stands)
    await insert(client, { kind: given.kind, version: stands + 1, docx: given.docx, shipped: false }, by, at)
    return stands + 1
  })
}

async function lockNewest(client: Client, kind: PaperKind): Promise<TemplateVersion | null> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended('template/' || $1, 4))", [kind])
  return (await listTemplates(client, kind))[0] ?? null
}

async function insert(
  client: Client,
  { kind, version, docx, shipped }: { kind: PaperKind; version: number; docx: Buffer; shipped: boolean },
  by: string,
  at: Instant,
): Promise<void> {
  const sha256 = sha256Of(docx)
  await client.query(
    `INSERT INTO paper_template (kind, version, docx, sha256, size, shipped, published_at, published_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [kind, version, docx, sha256, docx.length, shipped, at, by],
  )
  await appendChainEvent(client, SYSTEM_CHAIN, 'templatePublished', { kind, version, hash: sha256 }, by, at)
}

// Anchors as a file, for a second place and for whoever checks the record from outside: lines of JSON, each day's signed
// statement followed by the heads that moved since the day before. All days one after another are the whole list.
import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { CivilDate } from '../../domain/time/civil.ts'
import type { Pool } from '../pool.ts'
import { readAnchors } from './anchors.ts'
import type { Anchor } from './anchors.ts'
import type { Leaf } from './merkle.ts'

export type AnchorLine =
  | { readonly kind: 'anchor'; readonly anchor: Anchor; readonly publicKey: string }
  | ({ readonly kind: 'leaf' } & Leaf)

const PAGE = 5_000

/** The lines of one day's file, in pages. */
export async function* anchorLines(pool: Pool, day: CivilDate, publicPem: string): AsyncGenerator<string> {
  const [anchor] = await readAnchors(pool, { day })
  if (anchor === undefined) return
  yield line({ kind: 'anchor', anchor, publicKey: publicPem })
  for (let after = ''; ; ) {
    const { rows } = await pool.query<{ chain_id: string; seq: number; hash: string }>(
      `SELECT chain_id, seq, hash FROM anchor_leaf WHERE day = $1 AND chain_id COLLATE "C" > $2
       ORDER BY chain_id COLLATE "C" LIMIT $3`,
      [day, after, PAGE],
    )
    yield rows.map(({ chain_id, seq, hash }) => line({ kind: 'leaf', chainId: chain_id, seq, hash })).join('')
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return
    after = last.chain_id
  }
}

function line(value: AnchorLine): string {
  return `${JSON.stringify(value)}\n`
}

/** Writes the day's file into a folder, whole or not at all, and on the disk before it returns; gives its path. */
export async function writeAnchorFile(
  pool: Pool,
  folder: string,
  day: CivilDate,
  publicPem: string,
): Promise<string> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${day}.jsonl`)
  const file = await open(`${path}.part`, 'w')
  try {
    for await (const page of anchorLines(pool, day, publicPem)) await file.write(page)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.part`, path)
  return path
}

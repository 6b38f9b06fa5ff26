// Checks a list of anchors (activities/record/anchor-file.ts) without a database: signatures, the chain of the days, and
// the tree of the last day. What comes out are the heads that any export of the record must reach. Pure.
import { createPublicKey } from 'node:crypto'
import type { AnchorLine } from './anchor-file.ts'
import type { Anchor } from './anchors.ts'
import { GENESIS } from './chain.ts'
import { keyIdOf } from './keys.ts'
import { MerkleBuilder, dayRoot } from './merkle.ts'
import type { Leaf } from './merkle.ts'
import { checkSigned } from './verify.ts'

export interface AnchorList {
  readonly days: number
  readonly newest: Anchor | null
  /** The newest anchored head of each chain. */
  readonly heads: ReadonlyMap<string, Leaf>
  /** The first fault; null when the list holds. */
  readonly fault: string | null
}

/**
 * Takes the lines of one or several days in order. A list that doesn't begin with the first anchor holds what it holds:
 * its tree can't be checked then, and the fault says so.
 */
export async function verifyAnchors(
  lines: AsyncIterable<AnchorLine> | Iterable<AnchorLine>,
  trustedKeyId?: string,
): Promise<AnchorList> {
  const heads = new Map<string, Leaf>()
  let newest: Anchor | null = null
  let days = 0
  for await (const line of lines) {
    if (line.kind === 'leaf') {
      const { chainId, seq, hash } = line
      const known = heads.get(chainId)
      if (known !== undefined && known.seq >= seq) {
        return {
          days,
          newest,
          heads,
          fault: `${chainId}: anchored with ${seq} lines after it had ${known.seq}`,
        }
      }
      heads.set(chainId, { chainId, seq, hash })
      continue
    }
    const fault = checkDay(line, newest, trustedKeyId) ?? (newest === null ? null : checkTree(newest, heads))
    if (fault !== null) return { days, newest, heads, fault }
    newest = line.anchor
    days += 1
  }
  const fault = newest === null ? 'no anchor in the list' : checkTree(newest, heads)
  return { days, newest, heads, fault }
}

function checkDay(
  { anchor, publicKey }: Extract<AnchorLine, { kind: 'anchor' }>,
  before: Anchor | null,
  trustedKeyId: string | undefined,
): string | null {
  const key = createPublicKey(publicKey)
  if (trustedKeyId !== undefined && keyIdOf(key) !== trustedKeyId) {
    return `anchor of ${anchor.day}: signed by key ${keyIdOf(key)}, not by the trusted key ${trustedKeyId}`
  }
  const expected = before?.root ?? GENESIS
  if (anchor.prevRoot !== expected) return `anchor of ${anchor.day}: not chained to the anchor before it`
  if (before !== null && before.day >= anchor.day) return `anchor of ${anchor.day}: out of order`
  return checkSigned(anchor, key)[0]?.says ?? null
}

function checkTree(anchor: Anchor, heads: ReadonlyMap<string, Leaf>): string | null {
  const tree = new MerkleBuilder()
  const order = [...heads.values()]
    .map((leaf) => ({ leaf, key: Buffer.from(leaf.chainId) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
  for (const { leaf } of order) tree.add(leaf)
  if (tree.count !== anchor.heads)
    return `anchor of ${anchor.day}: covers ${anchor.heads} chains, the list has ${tree.count}`
  return dayRoot(anchor.prevRoot, tree.root()) === anchor.root
    ? null
    : `anchor of ${anchor.day}: its root is not that of the heads listed`
}

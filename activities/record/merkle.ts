// A Merkle tree over the heads of all chains, built in one pass and in little memory (RFC 6962's shape): the root that is
// signed once a day, and the path with which one chain proves that it is in it. Pure; used by the record and offline.
import { createHash } from 'node:crypto'
import { canonical } from './canonical.ts'

/** The head of a chain as an anchor knows it. */
export interface Leaf {
  readonly chainId: string
  readonly seq: number
  readonly hash: string
}

/** One level of a proof: the hash beside the way up, and on which side it stands. */
export interface ProofStep {
  readonly side: 'left' | 'right'
  readonly hash: string
}

// What is hashed begins with a byte that says what it is, so that no node can pass for a leaf.
const LEAF = Buffer.from([0])
const NODE = Buffer.from([1])
const DAY = Buffer.from([2])

function sha256(...parts: readonly (Buffer | string)[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

function leafHash({ chainId, seq, hash }: Leaf): Buffer {
  return sha256(LEAF, canonical({ chainId, seq, hash }))
}

/** The root of no leaves at all. */
const EMPTY = sha256('')

interface Subtree {
  readonly size: number
  readonly hash: Buffer
  /** Whether the leaf to be proved is below. */
  readonly holds: boolean
}

/** Takes leaves in the order of their chain ids (bytes); gives the root, and the proof of one chain if asked for. */
export class MerkleBuilder {
  count = 0
  private readonly stack: Subtree[] = []
  private readonly path: ProofStep[] = []
  private last = ''
  private readonly proveChain: string | null
  private proved: Leaf | null = null

  constructor(proveChain: string | null = null) {
    this.proveChain = proveChain
  }

  add(leaf: Leaf): void {
    if (this.count > 0 && Buffer.compare(Buffer.from(leaf.chainId), Buffer.from(this.last)) <= 0) {
      throw new Error(`chain ${leaf.chainId}: expected after ${this.last}, each once`)
    }
    this.last = leaf.chainId
    this.count += 1
    const holds = leaf.chainId === this.proveChain
    if (holds) this.proved = leaf
    let tree: Subtree = { size: 1, hash: leafHash(leaf), holds }
    for (
      let left = this.stack.at(-1);
      left !== undefined && left.size === tree.size;
      left = this.stack.at(-1)
    ) {
      this.stack.pop()
      tree = this.join(left, tree)
    }
    this.stack.push(tree)
  }

  /** The root in hexadecimal. Call once, after the last leaf. */
  root(): string {
    let tree = this.stack.pop()
    for (let left = this.stack.pop(); left !== undefined && tree !== undefined; left = this.stack.pop()) {
      tree = this.join(left, tree)
    }
    return (tree?.hash ?? EMPTY).toString('hex')
  }

  /** The proof of the chain asked for, after `root`; null when it has no leaf. */
  proof(): { readonly leaf: Leaf; readonly path: readonly ProofStep[] } | null {
    return this.proved === null ? null : { leaf: this.proved, path: this.path }
  }

  private join(left: Subtree, right: Subtree): Subtree {
    if (left.holds) this.path.push({ side: 'right', hash: right.hash.toString('hex') })
    if (right.holds) this.path.push({ side: 'left', hash: left.hash.toString('hex') })
    return {
      size: left.size + right.size,
      hash: sha256(NODE, left.hash, right.hash),
      holds: left.holds || right.holds,
    }
  }
}

/** The root that a leaf and its path lead to. */
export function rootOfProof(leaf: Leaf, path: readonly ProofStep[]): string {
  return path
    .reduce((hash, step) => {
      const beside = Buffer.from(step.hash, 'hex')
      return step.side === 'left' ? sha256(NODE, beside, hash) : sha256(NODE, hash, beside)
    }, leafHash(leaf))
    .toString('hex')
}

/** The day's root, chained over the day before: nobody can change an old one without changing all that follow. */
export function dayRoot(previousRoot: string, merkleRoot: string): string {
  return sha256(DAY, Buffer.from(previousRoot, 'hex'), Buffer.from(merkleRoot, 'hex')).toString('hex')
}

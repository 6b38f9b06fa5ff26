// What an archive says about itself: at its beginning what a restore has to know first, at its end what everything in it must
// add up to. Parts are named here, for the writer and the reader alike.
import { z } from 'zod'
import { DamagedError } from './fault.ts'

export const FORMAT = 'trinh-backup/1'
export const BEGIN = 'begin.json'
export const END = 'manifest.json'
/** Neither is longer than this. */
export const MOST_MANIFEST_BYTES = 16 * 1024 * 1024
/** A table's rows come in parts of about this size, so that nothing larger is ever held. */
export const PART_BYTES = 1024 * 1024

const sha256 = z.string().regex(/^[0-9a-f]{64}$/u)
const identifier = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/u)

const beginSchema = z.object({
  format: z.literal(FORMAT),
  release: z.string(),
  /** The moment of the snapshot by the database's real clock, and by the instance's own. */
  at: z.string(),
  clock: z.object({ mode: z.enum(['real', 'stepped']), now: z.string() }),
  postgres: z.string(),
  /** Applied ones, in the order of their names. */
  migrations: z.array(z.object({ name: z.string(), checksum: sha256 })).min(1),
  tables: z.array(z.object({ name: identifier, columns: z.array(identifier).min(1) })).min(1),
  sequences: z.array(z.object({ name: identifier, value: z.string().regex(/^\d+$/u), called: z.boolean() })),
  /** The gzip header's bytes: no checksum covers them. */
  gzip: z.string(),
})
export type Begin = z.infer<typeof beginSchema>

/** What the rows of a table, or the heads of all chains, add up to: SHA-256 over their COPY text in order. */
const tallySchema = z.object({ rows: z.int().min(0), bytes: z.int().min(0), sha256 })
export type Tally = z.infer<typeof tallySchema>

const endSchema = z.object({
  format: z.literal(FORMAT),
  /** SHA-256 of the first part. */
  begin: sha256,
  tables: z.record(identifier, tallySchema),
  /** Chain, number and hash of the last line of every chain. */
  heads: tallySchema,
  /** The newest signed root, if there is one yet. */
  anchor: z.object({ day: z.string(), root: z.string(), heads: z.int(), keyId: z.string() }).nullable(),
  files: z.object({
    count: z.int().min(0),
    bytes: z.int().min(0),
    /** SHA-256 over the hashes of the files, one a line, in order. */
    sha256,
    /** Named by a row, but not in the folder, or there with other bytes: how many, and the first of them. */
    missing: z.int().min(0),
    missed: z.array(sha256),
  }),
  keys: z.array(z.object({ name: z.string(), sha256 })),
})
export type End = z.infer<typeof endSchema>

/** Reads the first part; throws DamagedError where it isn't one of this format. */
export function readBegin(bytes: Buffer): Begin {
  return read(BEGIN, beginSchema, bytes)
}

/** Reads the last part. */
export function readEnd(bytes: Buffer): End {
  return read(END, endSchema, bytes)
}

function read<T>(name: string, schema: z.ZodType<T>, bytes: Buffer): T {
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch (cause) {
    throw new DamagedError(`${name}: not what it was: no JSON`, { cause })
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new DamagedError(
    `${name}: not of this format: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
  )
}

/** Names of parts. */
export const partNames = {
  rows: (table: string, nth: number): string => `tables/${table}/${String(nth).padStart(6, '0')}`,
  tableEnd: (table: string): string => `tables/${table}/end.json`,
  heads: (nth: number): string => `heads/${String(nth).padStart(6, '0')}`,
  file: (hash: string): string => `files/${hash.slice(0, 2)}/${hash}`,
  key: (name: string): string => `keys/${name}`,
} as const

export type Named =
  | { readonly kind: 'begin' | 'end' | 'heads' }
  | { readonly kind: 'rows' | 'tableEnd'; readonly table: string }
  | { readonly kind: 'file'; readonly sha256: string }
  | { readonly kind: 'key'; readonly name: string }

const PATTERNS: readonly (readonly [RegExp, (found: RegExpExecArray) => Named])[] = [
  [/^begin\.json$/u, () => ({ kind: 'begin' })],
  [/^manifest\.json$/u, () => ({ kind: 'end' })],
  [/^heads\/\d{6,}$/u, () => ({ kind: 'heads' })],
  [/^tables\/([a-z_][a-z0-9_]*)\/\d{6,}$/u, (found) => ({ kind: 'rows', table: found[1] ?? '' })],
  [/^tables\/([a-z_][a-z0-9_]*)\/end\.json$/u, (found) => ({ kind: 'tableEnd', table: found[1] ?? '' })],
  [/^files\/[0-9a-f]{2}\/([0-9a-f]{64})$/u, (found) => ({ kind: 'file', sha256: found[1] ?? '' })],
  [/^keys\/([\w-][\w.-]{0,99})$/u, (found) => ({ kind: 'key', name: found[1] ?? '' })],
]

/** What a part is by its name; throws DamagedError for a name that no archive of ours has. */
export function namedPart(name: string): Named {
  for (const [pattern, made] of PATTERNS) {
    const found = pattern.exec(name)
    if (found !== null) return made(found)
  }
  throw new DamagedError(`${name}: no part of a backup has this name`)
}

/** Reads what stands at a table's end. */
export function readTally(name: string, bytes: Buffer): Tally {
  return read(name, tallySchema, bytes)
}

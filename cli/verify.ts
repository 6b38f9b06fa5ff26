// `npm run verify -- FILE…`: checks exported dossiers and chains offline, without a database. Exit 0: everything holds;
// 1: something doesn't, and the first broken line of each file is named; 2: a file can't be read.
import { createReadStream } from 'node:fs'
import { readFile, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import type { AnchorLine } from '../activities/record/anchor-file.ts'
import { EXPORT_SCHEMA } from '../activities/record/export-schema.ts'
import type { Export } from '../activities/record/export.ts'
import type { Leaf } from '../activities/record/merkle.ts'
import { chainIdOf, verifyExport } from '../activities/record/verify.ts'
import type { Verdict } from '../activities/record/verify.ts'
import { verifyAnchors } from '../activities/record/verify-anchors.ts'

const USAGE = `Usage: npm run verify -- FILE… [--anchors FILE-OR-FOLDER] [--key KEY-ID] [--all]
  FILE       an export of a dossier or a chain, or a folder of them
  --anchors  the published list of anchors (lines of JSON), or the folder of its days: finds a tail cut off together
             with its proof
  --key      the key id that must have signed (published with the anchors)
  --all      the files are the whole record: a chain of the anchors without a file is named as missing`

/** Something that can't be checked at all: a path, a file that isn't an export. */
class Unreadable extends Error {}

interface Asked {
  readonly files: readonly string[]
  readonly anchors: string | undefined
  readonly key: string | undefined
  readonly all: boolean
}

/** Runs the command; gives its exit code. `print` takes one line. */
export async function verifyCommand(args: readonly string[], print: (line: string) => void): Promise<number> {
  try {
    const asked = readArgs(args)
    return (await verifyAll(asked, print)) ? 0 : 1
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    print(error.message)
    return 2
  }
}

function readArgs(args: readonly string[]): Asked {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        anchors: { type: 'string' },
        key: { type: 'string' },
        all: { type: 'boolean', default: false },
      },
    })
    if (positionals.length === 0 && values.anchors === undefined) throw new Unreadable(USAGE)
    return { files: positionals, anchors: values.anchors, key: values.key, all: values.all }
  } catch (error) {
    if (error instanceof Unreadable) throw error
    throw new Unreadable(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`)
  }
}

async function verifyAll(asked: Asked, print: (line: string) => void): Promise<boolean> {
  let sound = true
  let known: ReadonlyMap<string, Leaf> | undefined
  if (asked.anchors !== undefined) {
    const list = await verifyAnchors(readAnchorLines(asked.anchors), asked.key)
    known = list.heads
    sound = list.fault === null
    print(
      list.fault === null
        ? `anchors: ${list.days} days, ${list.heads.size} chains, newest ${list.newest?.day ?? ''}: hold`
        : `anchors: BROKEN: ${list.fault}`,
    )
  }
  const missing = new Map(known)
  for (const path of await filesOf(asked.files)) {
    const file = await readExport(path)
    const options = { ...(known && { known }), ...(asked.key !== undefined && { trustedKeyId: asked.key }) }
    const verdict = verifyFile(path, file, options)
    missing.delete(chainIdOf(file))
    for (const line of describe(path, verdict, asked.key !== undefined)) print(line)
    sound &&= verdict.findings.length === 0
  }
  if (!asked.all) return sound
  for (const chainId of missing.keys()) print(`MISSING: ${chainId} is anchored, but there is no file of it`)
  return sound && missing.size === 0
}

function verifyFile(path: string, file: Export, options: Parameters<typeof verifyExport>[1]): Verdict {
  try {
    return verifyExport(file, options)
  } catch (cause) {
    // Not the shape that an export has: something was cut out of it, or it never was one.
    throw new Unreadable(
      `${path}: not a whole export: ${cause instanceof Error ? cause.message : String(cause)}`,
    )
  }
}

function describe(path: string, verdict: Verdict, pinned: boolean): string[] {
  const { chainId, lines, findings, unanchored, anchor, keyId, notes } = verdict
  const [first] = findings
  if (first !== undefined) {
    const where = first.line === null ? '' : `line ${first.line}: `
    const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : ''
    return [`${path}: BROKEN: ${chainId}: ${where}${first.says}${more}`]
  }
  const anchored = anchor === null ? 'no anchor covers it yet' : `anchored on ${anchor.day}`
  const newer = unanchored === 0 ? '' : `; unanchored: the last ${unanchored} of ${lines} lines are newer`
  const key = pinned ? '' : `; key ${keyId ?? ''} as the file names it, not compared with a trusted one`
  return [
    `${path}: holds: ${chainId}, ${lines} lines, ${anchored}${newer}${key}`,
    ...notes.map((note) => `${path}: ${note}`),
  ]
}

async function filesOf(paths: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const path of paths) {
    if (await isFolder(path)) {
      const names = (await readdir(path)).filter((name) => name.endsWith('.json')).sort()
      found.push(...names.map((name) => join(path, name)))
    } else found.push(path)
  }
  return found
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch (cause) {
    throw new Unreadable(`${path}: can't be read: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

async function readExport(path: string): Promise<Export> {
  try {
    const file = JSON.parse(await readFile(path, 'utf8')) as Partial<Export> | null
    if (file?.schema === EXPORT_SCHEMA && Array.isArray(file.events)) return file as Export
  } catch (cause) {
    throw new Unreadable(`${path}: can't be read: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
  throw new Unreadable(`${path}: not an export (expected "schema": "${EXPORT_SCHEMA}")`)
}

async function* readAnchorLines(path: string): AsyncGenerator<AnchorLine> {
  const files = (await isFolder(path))
    ? (await readdir(path))
        .filter((name) => name.endsWith('.jsonl'))
        .sort()
        .map((name) => join(path, name))
    : [path]
  for (const file of files) {
    for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
      if (line.trim() !== '') yield anchorLine(file, line)
    }
  }
}

function anchorLine(file: string, text: string): AnchorLine {
  try {
    const line = JSON.parse(text) as AnchorLine
    if (line.kind === 'anchor' || line.kind === 'leaf') return line
  } catch (cause) {
    throw new Unreadable(
      `${file}: not a list of anchors: ${cause instanceof Error ? cause.message : String(cause)}`,
    )
  }
  throw new Unreadable(`${file}: not a list of anchors`)
}

if (import.meta.filename === process.argv[1]) {
  process.exitCode = await verifyCommand(process.argv.slice(2), (line) => console.log(line))
}

// Checks exported chains without a database: every hash, link and number, the state, contents and certificates, the
// anchor's signature and the proof of inclusion. Pure: files are read by cli/verify.ts.
import { createPublicKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Anchor, AnchorProof } from './anchors.ts'
import { hashOf } from './canonical.ts'
import { GENESIS } from './chain.ts'
import type { ChainLine } from './chain.ts'
import type { ChainExport, DossierExport, ErasureProof, Export } from './export.ts'
import { dossierChain } from './ids.ts'
import { checkSignature, keyIdOf } from './keys.ts'
import { dayRoot, rootOfProof } from './merkle.ts'
import type { Leaf } from './merkle.ts'

export interface Finding {
  /** The line's number in its chain; null where the fault is not in a line. */
  readonly line: number | null
  readonly says: string
}

export interface Verdict {
  readonly chainId: string
  readonly lines: number
  /** The first is the first broken place in the order of the record. Empty: sound. */
  readonly findings: readonly Finding[]
  /** Lines newer than the anchor, which nothing outside vouches for yet. */
  readonly unanchored: number
  readonly anchor: Anchor | null
  readonly keyId: string | null
  /** What holds, and yet should be said: what was erased, by whom, when and why. */
  readonly notes: readonly string[]
}

/** What every line of any chain has. */
interface AnyEvent {
  readonly seq: number
  readonly prevHash: string
  readonly recordedAt: string
}

export function chainIdOf(file: Export): string {
  return file.kind === 'dossier' ? dossierChain(file.dossierId) : file.chainId
}

/**
 * Checks one export. `known` are heads that were anchored, by chain, from a list that was checked itself; with them a
 * tail that was cut off together with its own proof is found, too. `trustedKeyId` pins the key.
 */
export function verifyExport(
  file: Export,
  options: { readonly known?: ReadonlyMap<string, Leaf>; readonly trustedKeyId?: string } = {},
): Verdict {
  const chainId = chainIdOf(file)
  const key = readKey(file.publicKey)
  const chain =
    file.kind === 'dossier'
      ? checkLines(file, 'dossierId', file.dossierId)
      : checkLines(file, 'chainId', chainId)
  const known = options.known?.get(chainId)
  const findings = [
    ...chain,
    ...(file.kind === 'dossier' ? checkDossier(file, key) : []),
    ...checkAnchor(file, chainId, key, options.trustedKeyId),
    ...(known === undefined ? [] : checkLeaf(file.events, known, 'the list of anchors')),
  ]
  const anchoredTo = Math.max(file.anchor?.leaf.seq ?? 0, known?.seq ?? 0)
  return {
    chainId,
    lines: file.events.length,
    findings,
    unanchored: Math.max(0, file.events.length - anchoredTo),
    anchor: file.anchor?.anchor ?? null,
    keyId: key === null ? null : keyIdOf(key),
    notes: file.kind === 'dossier' ? (file.erasures ?? []).map(noteOf) : [],
  }
}

function noteOf({ tombstone, line }: ErasureProof): string {
  const { at, proposedBy, decidedBy, ruleId, reason, contents, documents, papers = [] } = tombstone
  const by = ruleId === null ? `${proposedBy} and ${decidedBy}` : `a rule of ${proposedBy} and ${decidedBy}`
  const gone = `${contents.length} contents, ${documents.length} files, ${papers.length} papers`
  return `erased on ${at} by ${by} because "${reason}": ${gone} (${line.event.chainId}, line ${line.event.seq})`
}

function readKey(pem: string): KeyObject | null {
  try {
    const key = createPublicKey(pem)
    return key.asymmetricKeyType === 'ed25519' ? key : null
  } catch {
    return null // Said by checkAnchor, which needs it.
  }
}

/** The first line that doesn't hold: what comes after it proves nothing. */
function checkLines(file: Export, idField: string, id: string): Finding[] {
  let previous: { hash: string; recordedAt: string } = { hash: GENESIS, recordedAt: '' }
  const lines: readonly ChainLine<AnyEvent>[] = file.events
  for (const [index, { event, hash }] of lines.entries()) {
    const line = index + 1
    const owner = (event as unknown as Record<string, unknown>)[idField]
    if (event.seq !== line)
      return [{ line, says: `numbered ${event.seq}: a line is missing, or out of its place` }]
    if (owner !== id) return [{ line, says: `belongs to ${String(owner)}, not to ${id}` }]
    if (hashOf(event) !== hash) return [{ line, says: 'its hash is not that of what it says' }]
    if (event.prevHash !== previous.hash) return [{ line, says: 'not linked to the line before it' }]
    if (event.recordedAt < previous.recordedAt) return [{ line, says: 'recorded before the line before it' }]
    previous = { hash, recordedAt: event.recordedAt }
  }
  return lines.length === 0 ? [{ line: null, says: 'no lines at all' }] : []
}

function checkDossier(file: DossierExport, key: KeyObject | null): Finding[] {
  const last = file.events.at(-1)
  const findings: Finding[] = []
  if (
    last !== undefined &&
    (hashOf(file.state) !== last.event.stateHash || file.state.id !== file.dossierId)
  ) {
    findings.push({ line: last.event.seq, says: 'the state is not the one that the last line names' })
  }
  return [...findings, ...checkContents(file), ...checkErasures(file), ...checkCertificates(file, key)]
}

/** A tombstone is what its line in the office's chain says of it, and every body that is gone has one. */
function checkErasures(file: DossierExport): Finding[] {
  const findings: Finding[] = []
  const named = new Set<string>()
  for (const { tombstone, line } of file.erasures ?? []) {
    for (const hash of tombstone.contents) named.add(hash)
    const { dossierId, tombstoneHash } = line.event.data
    const says =
      hashOf(line.event) !== line.hash || line.event.type !== 'contentErased'
        ? 'its line is not one of a chain'
        : dossierId !== file.dossierId || tombstone.dossierId !== file.dossierId
          ? 'it is that of another dossier'
          : tombstoneHash !== hashOf(tombstone)
            ? 'who, when or why is not what its line says'
            : null
    if (says !== null) findings.push({ line: null, says: `erasure ${tombstone.erasureId}: ${says}` })
  }
  // Exports of before there were tombstones have no list of them.
  const untold = file.contents.filter(({ hash, body }) => body === null && !named.has(hash))
  if (file.erasures === undefined) return findings
  return [
    ...findings,
    ...untold.map(({ hash }) => ({ line: null, says: `content ${hash}: erased, and nothing says why` })),
  ]
}

function checkContents(file: DossierExport): Finding[] {
  const findings: Finding[] = []
  const held = new Set<string>()
  for (const { hash, body, erasedAt } of file.contents) {
    held.add(hash)
    if (body === null ? erasedAt === null : hashOf(body) !== hash) {
      findings.push({ line: null, says: `content ${hash}: not what its hash says` })
    }
  }
  for (const { event } of file.events) {
    for (const hash of [event.bodyHash, event.sawHash]) {
      if (hash !== null && !held.has(hash))
        findings.push({ line: event.seq, says: `content ${hash} is not in the file` })
    }
  }
  return findings
}

function checkCertificates(file: DossierExport, key: KeyObject | null): Finding[] {
  const issued = file.events.flatMap(({ event }) =>
    event.type === 'certificateIssued' ? [{ line: event.seq, hash: event.data.certificateHash }] : [],
  )
  const held = new Set(file.certificates.map(({ data }) => hashOf(data)))
  const missing = issued.filter(({ hash }) => typeof hash !== 'string' || !held.has(hash))
  const named = new Set(issued.map(({ hash }) => hash))
  const findings: Finding[] = missing.map(({ line }) => ({
    line,
    says: 'its certificate is not in the file',
  }))
  for (const { data, signature } of file.certificates) {
    if (!named.has(hashOf(data)))
      findings.push({ line: null, says: `certificate ${data.code}: no line issued it` })
    // One signed by a key that was replaced since can't be checked with the present one.
    const ours = key !== null && data.keyId === keyIdOf(key)
    if (ours && !checkSignature(key, data, signature)) {
      findings.push({ line: null, says: `certificate ${data.code}: its signature is not the instance's` })
    }
  }
  return findings
}

function checkAnchor(
  file: Export,
  chainId: string,
  key: KeyObject | null,
  trusted: string | undefined,
): Finding[] {
  if (key === null) return [{ line: null, says: 'the public key can not be read' }]
  if (trusted !== undefined && keyIdOf(key) !== trusted) {
    return [{ line: null, says: `signed by key ${keyIdOf(key)}, not by the trusted key ${trusted}` }]
  }
  if (file.anchor === null) return []
  return [
    ...checkSigned(file.anchor.anchor, key),
    ...checkProof(file.anchor, chainId),
    ...checkLeaf(file.events, file.anchor.leaf, 'the anchor'),
  ]
}

/** Whether the day's statement is signed by the key. */
export function checkSigned(anchor: Anchor, key: KeyObject): Finding[] {
  const { signature, ...statement } = anchor
  if (anchor.keyId !== keyIdOf(key)) {
    return [{ line: null, says: `the anchor of ${anchor.day} is signed by another key (${anchor.keyId})` }]
  }
  return checkSignature(key, statement, signature)
    ? []
    : [{ line: null, says: `the anchor of ${anchor.day}: its signature does not hold` }]
}

function checkProof({ anchor, leaf, path }: AnchorProof, chainId: string): Finding[] {
  if (leaf.chainId !== chainId) return [{ line: null, says: `the proof is that of ${leaf.chainId}` }]
  return dayRoot(anchor.prevRoot, rootOfProof(leaf, path)) === anchor.root
    ? []
    : [{ line: null, says: `the proof does not lead to the anchor of ${anchor.day}` }]
}

function checkLeaf(
  events: ChainExport['events'] | DossierExport['events'],
  leaf: Leaf,
  where: string,
): Finding[] {
  const line = events[leaf.seq - 1]
  if (line === undefined) {
    const says = `the tail is cut off: ${where} knows ${leaf.seq} lines, the file has ${events.length}`
    return [{ line: events.length, says }]
  }
  return line.hash === leaf.hash ? [] : [{ line: leaf.seq, says: `not the line that ${where} knows` }]
}

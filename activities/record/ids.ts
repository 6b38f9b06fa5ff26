// Identifiers of the record: random ones, and the dossier's, which follows from its campaign and subject, so that a
// draft, an upload and the first action all know it before the dossier exists.
import { createHash, randomUUID } from 'node:crypto'

/** A fresh identifier (random UUID). */
export function newId(): string {
  return randomUUID()
}

/** The same text in, the same identifier out: a UUID of version 8 made of the SHA-256 of the parts. */
export function idFrom(...parts: readonly string[]): string {
  // The length before each part keeps ('ab','c') and ('a','bc') apart.
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}`)
  const bytes = hash.digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** The identifier of the one dossier that a subject can have in a campaign. */
export function dossierIdOf(campaignId: string, subjectId: string): string {
  return idFrom('dossier', campaignId, subjectId)
}

/** The chain of an office's roles and delegations. */
export const officeChain = (officeId: string): string => `office/${officeId}`
/** The chain of calendars, criteria sheets and published procedures. */
export const SYSTEM_CHAIN = 'system'
/** A dossier's chain, as anchors name it. */
export const dossierChain = (dossierId: string): string => `dossier/${dossierId}`

/** The root of the tree of offices: the ministry. */
export const ROOT_OFFICE_ID = 'M01'

// Canonical JSON (RFC 8785) and SHA-256: what every hash of the record is made with.
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** One text for one value, whatever the order of its keys. Throws for what is not JSON: a bug, never a person's input. */
export function canonical(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('canonical JSON: undefined has none')
  return text
}

/** SHA-256 in lower-case hexadecimal. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/** SHA-256 of the canonical JSON. */
export function hashOf(value: unknown): string {
  return sha256Hex(canonical(value))
}

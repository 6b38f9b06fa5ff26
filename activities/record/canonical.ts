// Canonical JSON (RFC 8785) and SHA-256: what every hash of the record is made with. Written out here, for each commit
// makes some kilobytes of it: JavaScript's own JSON text with the keys in order is what the RFC asks for (a test holds it
// against the library of its author).
import { createHash } from 'node:crypto'

const LONE_SURROGATE = /\p{Surrogate}/u

/** One text for one value, whatever the order of its keys. Throws for what is not JSON: a bug, never a person's input. */
export function canonical(value: unknown): string {
  switch (typeof value) {
    case 'string':
      if (LONE_SURROGATE.test(value)) throw new TypeError('canonical JSON: a lone surrogate')
      return JSON.stringify(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`canonical JSON: ${value}`)
      // Minus zero, too, is written 0.
      return String(value)
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value)
    default:
      throw new TypeError(`canonical JSON: a ${typeof value} has none`)
  }
}

function canonicalArray(items: readonly unknown[]): string {
  let text = '['
  for (let index = 0; index < items.length; index += 1) {
    if (index > 0) text += ','
    // As JSON.stringify has it: a hole in a list is null.
    text += items[index] === undefined ? 'null' : canonical(items[index])
  }
  return `${text}]`
}

function canonicalObject(object: object): string {
  const prototype: unknown = Object.getPrototypeOf(object)
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError('canonical JSON: only plain objects have one')
  }
  const record = object as Readonly<Record<string, unknown>>
  let text = '{'
  // The order of UTF-16 code units, which is also that of sort().
  for (const key of Object.keys(record).sort()) {
    const item = record[key]
    if (item === undefined) continue
    text += `${text.length > 1 ? ',' : ''}${canonical(key)}:${canonical(item)}`
  }
  return `${text}}`
}

/** SHA-256 in lower-case hexadecimal. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/** SHA-256 of the canonical JSON. */
export function hashOf(value: unknown): string {
  return sha256Hex(canonical(value))
}

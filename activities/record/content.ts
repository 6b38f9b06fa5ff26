// What people write, as it is stored and known: once, under its hash, with the receipt of the action that names it.
import type { Body } from '../../domain/command.ts'
import { canonical, sha256Hex } from './canonical.ts'

/** SHA-256 of a body's canonical JSON: what commands and events know it by. */
export function bodyHashOf(body: Body): string {
  return contentOf(body).hash
}

/** A body as it is stored: its hash and its canonical JSON. */
export interface Content {
  readonly hash: string
  readonly text: string
}

/** What is stored of a body. */
export function contentOf(body: Body): Content {
  const text = canonical(body)
  return { hash: sha256Hex(text), text }
}

// Random keys, and where a page keeps small things of one person on the device: one prefix, so that all of it goes when the
// person signs out. A device that gives no storage (a private window) keeps them for as long as the page is open.
import { currentSession } from './session.ts'

const PREFIX = 'trinh'
const memory = new Map<string, string>()

/** A new random key of 32 hexadecimal digits; works on plain HTTP too, where randomUUID doesn't. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function owner(): string {
  const session = currentSession()
  return session.kind === 'in' || session.kind === 'expired' ? session.me.personId : 'nobody'
}

const placeOf = (name: string): string => `${PREFIX}/${owner()}/${name}`

function device(): Storage | null {
  try {
    return window.localStorage
  } catch (error) {
    if (error instanceof DOMException) return null
    throw error
  }
}

/** What was kept under a name for the person who is signed in. */
export function kept(name: string): unknown {
  const text = device()?.getItem(placeOf(name)) ?? memory.get(placeOf(name)) ?? null
  if (text === null) return null
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Keeps a value on the device; null takes it away. */
export function keep(name: string, value: unknown): void {
  const place = placeOf(name)
  if (value === null) {
    memory.delete(place)
    device()?.removeItem(place)
    return
  }
  const text = JSON.stringify(value)
  try {
    device()?.setItem(place, text)
  } catch (error) {
    // The device is full: what is typed lasts at least as long as the page.
    if (!(error instanceof DOMException)) throw error
  }
  memory.set(place, text)
}

/** Names of everything kept for this person that begins so. */
export function keptNames(start: string): string[] {
  const place = placeOf(start)
  const stored = device()
  const names = stored === null ? [...memory.keys()] : Object.keys(stored)
  return names.filter((name) => name.startsWith(place)).map((name) => name.slice(placeOf('').length))
}

/** Takes away everything that was kept for this person. */
export function keepNothing(): void {
  for (const name of keptNames('')) keep(name, null)
}

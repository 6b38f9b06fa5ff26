// Who works on this device without a network, and who left something unsent on it: a few letters in the browser's storage, so
// that a page knows it before anything of web/offline is loaded. Most people never have any.
export interface Device {
  /** The person for whom the application opens without a network. */
  readonly current: string | null
  /** Persons whose unsent work is on this device. */
  readonly unsent: readonly string[]
}

const PLACE = 'trinh-device'
const NOBODY: Device = { current: null, unsent: [] }
const listeners = new Set<() => void>()
let known: Device | null = null

function read(): Device {
  try {
    const value = JSON.parse(window.localStorage.getItem(PLACE) ?? 'null') as Device | null
    return value ?? NOBODY
  } catch (error) {
    if (error instanceof DOMException || error instanceof SyntaxError) return NOBODY
    throw error
  }
}

function tell(): void {
  for (const listener of [...listeners]) listener()
}

// Somebody may have left, or come, in another window.
window.addEventListener('storage', ({ key }) => {
  if (key !== PLACE) return
  known = null
  tell()
})

/** What is known of this device. */
export function deviceNow(): Device {
  known ??= read()
  return known
}

export function setDevice(next: Device): void {
  known = next
  try {
    if (next.current === null && next.unsent.length === 0) window.localStorage.removeItem(PLACE)
    else window.localStorage.setItem(PLACE, JSON.stringify(next))
  } catch (error) {
    // A browser without storage has kept nothing else either.
    if (!(error instanceof DOMException)) throw error
  }
  tell()
}

/** Calls back at each change; gives what ends that. */
export function onDevice(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

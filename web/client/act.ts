// Sending something that must happen exactly once: one Idempotency-Key for an intention, kept on the device until the
// answer is known, sent again while the outcome is open, the server is away or the device is offline.
import type { Schemas } from './api.ts'
import { apiFetch } from './api.ts'
import { keep, kept, newKey } from './keys.ts'
import { isPassing, problemFrom } from './problem.ts'

/** What a waiting screen says meanwhile. */
export type Waiting = 'sending' | 'pending' | 'away'

export interface Intention {
  /** Names the intention on this device, such as `act/<dossier>/approve`. */
  readonly name: string
  readonly method?: 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly body: unknown
  /** The key of an intention that is kept elsewhere, with everything that belongs to it. */
  readonly key?: string
}

export interface SendOptions {
  readonly onWaiting?: (state: Waiting) => void
  readonly signal?: AbortSignal
}

interface KeptKey {
  readonly key: string
  readonly body: string
}

const PENDING_MS = 1_000
const AWAY_MS = 3_000

/** The key of an intention: the same as long as exactly the same is sent and nobody has answered. */
function keyFor(name: string, body: string): string {
  const before = kept(`key/${name}`) as KeptKey | null
  if (before?.body === body) return before.key
  const key = newKey()
  keep(`key/${name}`, { key, body } satisfies KeptKey)
  return key
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new DOMException('left', 'AbortError'))
    })
  })
}

function retryAfter(response: Response | null, otherwise: number): number {
  const seconds = Number(response?.headers.get('Retry-After'))
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(30, seconds) * 1000 : otherwise
}

/** Sends an intention until it is decided; throws the problem when it is refused, AbortError when the person leaves. */
export async function sendOnce<T>(intention: Intention, options: SendOptions = {}): Promise<T> {
  const { name, path, method = 'POST', body } = intention
  const text = JSON.stringify(body ?? {})
  const key = intention.key ?? keyFor(name, text)
  options.onWaiting?.('sending')
  for (;;) {
    const outcome = await attempt(path, method, text, key, options)
    if ('again' in outcome) {
      options.onWaiting?.(outcome.state)
      await pause(outcome.again, options.signal)
      continue
    }
    keep(`key/${name}`, null)
    if (outcome.ok) return outcome.data as T
    throw outcome.error
  }
}

type Attempt =
  | { readonly again: number; readonly state: Waiting }
  | { readonly ok: true; readonly data: unknown }
  | { readonly ok: false; readonly error: Error }

async function attempt(
  path: string,
  method: string,
  text: string,
  key: string,
  { signal }: SendOptions,
): Promise<Attempt> {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key }
  try {
    const init = { method, headers, body: text, ...(signal === undefined ? {} : { signal }) }
    const response = await apiFetch(new Request(new URL(path, location.origin), init))
    if (response.status === 202) return { again: retryAfter(response, PENDING_MS), state: 'pending' }
    if (response.ok) return { ok: true, data: response.status === 204 ? null : await response.json() }
    const error = problemFrom(await bodyOf(response), response.status)
    if (isPassing(error)) return { again: retryAfter(response, AWAY_MS), state: 'away' }
    return { ok: false, error }
  } catch (error) {
    if (isPassing(error)) return { again: AWAY_MS, state: 'away' }
    throw error
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** What a dossier looked like to the person who acts on it. */
export type SeenBasis = Schemas['Basis']

export interface Act {
  readonly dossierId: string
  readonly action: Schemas['AllowedAction']['action']
  readonly basis: SeenBasis | null
  readonly args?: Readonly<Record<string, unknown>>
  readonly body?: Schemas['ActionBody']
}

/** Acts on a dossier. */
export function act(asked: Act, options: SendOptions = {}): Promise<Schemas['ActionReply']> {
  const { dossierId, action, basis, args, body } = asked
  return sendOnce(
    {
      name: `act/${dossierId}/${action}`,
      path: `/api/v1/dossiers/${encodeURIComponent(dossierId)}/actions/${action}`,
      body: { basis, ...(args === undefined ? {} : { args }), ...(body === undefined ? {} : { body }) },
    },
    options,
  )
}

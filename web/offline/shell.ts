// The page's side of the service worker: putting it on the device for those who work without a network, and noticing that a
// newer release waits. Nothing is exchanged under somebody's hands: the person says when.
import { DeviceError } from './store.ts'

const WORKER = '/sw.js'

/** Puts the application's own files on the device; comes back when it opens without a network. Throws DeviceError. */
export async function installShell(): Promise<void> {
  if (!window.isSecureContext) throw new DeviceError('insecure')
  if (!('serviceWorker' in navigator)) throw new DeviceError('closed')
  try {
    const registration = await navigator.serviceWorker.register(WORKER, { updateViaCache: 'none' })
    const worker = registration.active ?? registration.waiting ?? registration.installing
    if (worker !== null) await settled(worker)
  } catch (error) {
    if (error instanceof DeviceError) throw error
    throw new DeviceError('noShell', { cause: error })
  }
}

/** Waits until a worker is ready to serve; throws where it can't be. */
function settled(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (worker.state === 'activated') resolve()
      if (worker.state === 'redundant') reject(new DeviceError('noShell'))
    }
    worker.addEventListener('statechange', look)
    look()
  })
}

/** The program that this page runs. */
function ownEntry(): string {
  const script = document.querySelector<HTMLScriptElement>('script[type="module"][src]')
  return script === null ? '' : new URL(script.src).pathname
}

function entryOf(worker: ServiceWorker): Promise<unknown> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => resolve(data)
    worker.postMessage('entry', [port2])
  })
}

/** Loads the page anew with the release that waits. */
function exchange(waiting: ServiceWorker): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  waiting.postMessage('activate')
}

/**
 * Watches for a newer release, and asks for one at once; `onNewer` gets what loads it. Where this page already runs the newer
 * one, only its files are exchanged, unseen. Gives what ends the watching.
 */
export function watchShell(onNewer: (load: () => void) => void): () => void {
  const control = new AbortController()
  const { signal } = control
  const offer = async (waiting: ServiceWorker): Promise<void> => {
    const entry = await entryOf(waiting)
    if (signal.aborted) return
    if (entry === ownEntry()) waiting.postMessage('activate')
    else onNewer(() => exchange(waiting))
  }
  const watch = async (): Promise<void> => {
    const registration = await navigator.serviceWorker.getRegistration()
    if (registration === undefined || signal.aborted) return
    if (registration.waiting !== null) void offer(registration.waiting)
    registration.addEventListener('updatefound', () => follow(registration), { signal })
    const look = (): void => void registration.update().catch(offline)
    window.addEventListener('online', look, { signal })
    look()
  }
  const follow = ({ installing, active }: ServiceWorkerRegistration): void => {
    // The first of all takes over by itself.
    if (installing === null || active === null) return
    installing.addEventListener('statechange', () => {
      if (installing.state === 'installed') void offer(installing)
    })
  }
  if ('serviceWorker' in navigator) void watch()
  return () => control.abort()
}

/** Looking for a newer release fails without a network, and is done again with it. */
function offline(error: unknown): void {
  if (!(error instanceof TypeError) && !(error instanceof DOMException)) throw error
}

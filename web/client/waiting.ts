// A file on its way: what a screen is told of it, and waiting for a connection that broke.

export interface UploadWatch {
  /** Share that has gone out, from 0 to 1. */
  readonly onProgress: (share: number) => void
  /** The connection is away; the file is sent again when it is back. */
  readonly onWaiting: (waiting: boolean) => void
  readonly signal: AbortSignal
}

const AGAIN_MS = 3_000

/** A while, or until the browser says that the network is back; throws AbortError when the file is given up. */
export function online(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, AGAIN_MS)
    function done(): void {
      clearTimeout(timer)
      window.removeEventListener('online', done)
      resolve()
    }
    window.addEventListener('online', done)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      window.removeEventListener('online', done)
      reject(new DOMException('given up', 'AbortError'))
    })
  })
}

// A large file goes to a dossier piece by piece. When the connection breaks, or the page was closed and the same file is chosen
// again, the API is asked how much has arrived, and the rest is sent from there.
import { api, read } from './api.ts'
import type { Schemas } from './api.ts'
import { keep, kept, newKey } from './keys.ts'
import { NoAnswer, StrangeAnswer, isPassing, problemFrom } from './problem.ts'
import { csrfToken, isUnproven, sessionEnded } from './session.ts'
import { online } from './waiting.ts'
import type { UploadWatch } from './waiting.ts'

/** Files up to here go in one request, larger ones in pieces of this size: some seconds on a slow line. */
export const PIECE_BYTES = 1_000_000

/** Bytes at either end that tell apart files of the same name and size. */
const SAMPLE_BYTES = 4_096

/** Where the key of a file on its way is kept: the same for the same file as long as it hasn't arrived. */
async function placeOf(dossierId: string, file: File): Promise<string> {
  const ends = [file.slice(0, SAMPLE_BYTES), file.slice(-SAMPLE_BYTES)]
  // FNV-1a: no hash that browsers have works over plain HTTP.
  let print = 0x811c9dc5
  for (const part of ends)
    for (const byte of new Uint8Array(await part.arrayBuffer())) print = Math.imul(print ^ byte, 0x01000193)
  return `upload/${dossierId}/${file.name}/${file.size}/${file.lastModified}/${(print >>> 0).toString(16)}`
}

interface Sent {
  readonly arrived: number
  readonly document: Schemas['Document'] | null
}

/** Uploads until the whole file has arrived; throws the problem when it is refused, AbortError when it is given up. */
export async function uploadInPieces(
  dossierId: string,
  file: File,
  watch: UploadWatch,
): Promise<Schemas['Document']> {
  const place = await placeOf(dossierId, file)
  const before = kept(place)
  const key = typeof before === 'string' ? before : newKey()
  if (before === null) keep(place, key)
  const path = { id: dossierId, key }
  const asked = (): Promise<number> =>
    read(api.GET('/api/v1/dossiers/{id}/uploads/{key}', { params: { path }, signal: watch.signal })).then(
      ({ arrived }) => arrived,
    )
  let offset: number | null = before === null ? 0 : null
  for (;;) {
    try {
      offset ??= await asked()
      const sent = await sendPiece(dossierId, key, file, Math.min(offset, file.size - 1), watch)
      if (sent.document !== null) {
        keep(place, null)
        return sent.document
      }
      offset = sent.arrived
    } catch (error) {
      if (!isPassing(error)) {
        keep(place, null)
        throw error
      }
      offset = null
      watch.onWaiting(true)
      await online(watch.signal)
      watch.onWaiting(false)
    }
  }
}

async function sendPiece(
  dossierId: string,
  key: string,
  file: File,
  offset: number,
  watch: UploadWatch,
): Promise<Sent> {
  const query = new URLSearchParams({ offset: String(offset), size: String(file.size), name: file.name })
  const address = `/api/v1/dossiers/${encodeURIComponent(dossierId)}/uploads/${key}?${query.toString()}`
  for (;;) {
    if (isUnproven()) throw new NoAnswer('not asked yet who is signed in')
    const { status, body } = await put(address, file.slice(offset, offset + PIECE_BYTES), watch, (gone) =>
      watch.onProgress((offset + gone) / file.size),
    )
    if (status === 200) return body as Sent
    if (status !== 401) throw problemFrom(body, status)
    await sessionEnded()
  }
}

function put(
  address: string,
  piece: Blob,
  { signal }: UploadWatch,
  onGone: (bytes: number) => void,
): Promise<{ status: number; body: unknown }> {
  return new Promise((resolve, reject) => {
    // The only way a browser tells how much of a request has gone out.
    const request = new XMLHttpRequest()
    request.open('PUT', address)
    request.responseType = 'json'
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    const token = csrfToken()
    if (token !== null) request.setRequestHeader('X-CSRF-Token', token)
    request.upload.onprogress = ({ loaded }) => onGone(loaded)
    request.onload = () => resolve({ status: request.status, body: request.response as unknown })
    request.onerror = () => reject(new NoAnswer('no answer came'))
    request.ontimeout = () => reject(new StrangeAnswer(504))
    request.onabort = () => reject(new DOMException('given up', 'AbortError'))
    signal.addEventListener('abort', () => request.abort())
    request.send(piece)
  })
}

// Bringing a file to a dossier, or elsewhere, with progress. A connection that breaks is waited for and the file sent again by
// itself; what the API refuses (size, kind) is told and can be tried again by hand. The API knows a file by its hash: a file
// that arrives twice is one.
import type { Schemas } from './api.ts'
import { PIECE_BYTES, uploadInPieces } from './pieces.ts'
import { NoAnswer, StrangeAnswer, isPassing, problemFrom } from './problem.ts'
import { csrfToken, isUnproven, sessionEnded } from './session.ts'
import { online } from './waiting.ts'
import type { UploadWatch } from './waiting.ts'

/** Uploads to a dossier until the file has arrived; throws the problem when it is refused, AbortError when it is given up. */
export function upload(dossierId: string, file: File, watch: UploadWatch): Promise<Schemas['Document']> {
  if (file.size > PIECE_BYTES) return uploadInPieces(dossierId, file, watch)
  return uploadTo(`/api/v1/dossiers/${encodeURIComponent(dossierId)}/documents`, file, watch)
}

/** Uploads to any address that takes one file; `key` where it must happen exactly once. Throws as `upload` does. */
export async function uploadTo<T>(path: string, file: File, watch: UploadWatch, key?: string): Promise<T> {
  for (;;) {
    try {
      return await once<T>(path, file, watch, key)
    } catch (error) {
      if (!isPassing(error)) throw error
      watch.onWaiting(true)
      await online(watch.signal)
      watch.onWaiting(false)
    }
  }
}

async function once<T>(path: string, file: File, watch: UploadWatch, key: string | undefined): Promise<T> {
  for (;;) {
    if (isUnproven()) throw new NoAnswer('not asked yet who is signed in')
    const { status, text } = await send(path, file, watch, key)
    if (status === 401) {
      await sessionEnded()
      continue
    }
    const body = parsed(text)
    if (status >= 200 && status < 300 && body !== null) return body as T
    throw problemFrom(body, status)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function send(
  path: string,
  file: File,
  { onProgress, signal }: UploadWatch,
  key: string | undefined,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    // The only way a browser tells how much of a request has gone out.
    const request = new XMLHttpRequest()
    request.open('POST', path)
    const token = csrfToken()
    if (token !== null) request.setRequestHeader('X-CSRF-Token', token)
    if (key !== undefined) request.setRequestHeader('Idempotency-Key', key)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total)
    request.onload = () => resolve({ status: request.status, text: request.responseText })
    request.onerror = () => reject(new NoAnswer('no answer came'))
    request.ontimeout = () => reject(new StrangeAnswer(504))
    request.onabort = () => reject(new DOMException('given up', 'AbortError'))
    signal.addEventListener('abort', () => request.abort())
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })
}

/** Where a file of a dossier is downloaded from. */
export function documentUrl(dossierId: string, sha256: string): string {
  return `/api/v1/dossiers/${encodeURIComponent(dossierId)}/documents/${sha256}`
}

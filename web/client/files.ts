// Files that the API makes on the spot: fetched, so that a refusal is told on the page instead of in the browser's list of
// downloads, and then given to the browser under the name that the API gives them.
import { apiFetch } from './api.ts'
import { problemFrom } from './problem.ts'

const OLD_URL_MS = 60_000

export interface MadeFile {
  readonly blob: Blob
  readonly name: string
}

function nameIn(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/iu.exec(disposition ?? '')?.[1]
  if (encoded !== undefined) return decodeURIComponent(encoded)
  return /filename="([^"]+)"/u.exec(disposition ?? '')?.[1] ?? 'trinh'
}

async function problemOf(response: Response): Promise<Error> {
  try {
    return problemFrom(await response.json(), response.status)
  } catch (error) {
    if (error instanceof SyntaxError) return problemFrom(null, response.status)
    throw error
  }
}

/** Fetches a file; with a form where one is sent to have it made. Throws what the API objects to. */
export async function fetchFile(path: string, form?: FormData): Promise<MadeFile> {
  const init = form === undefined ? {} : { method: 'POST', body: form }
  const response = await apiFetch(new Request(new URL(path, location.origin), init))
  if (!response.ok) throw await problemOf(response)
  return { blob: await response.blob(), name: nameIn(response.headers.get('Content-Disposition')) }
}

/** The form that carries one file. */
export function fileForm(file: File): FormData {
  const form = new FormData()
  form.append('file', file)
  return form
}

/** Sends a form with a file and gives the API's answer; throws what it objects to. */
export async function sendForm<T>(path: string, form: FormData): Promise<T> {
  const response = await apiFetch(new Request(new URL(path, location.origin), { method: 'POST', body: form }))
  if (!response.ok) throw await problemOf(response)
  return (await response.json()) as T
}

/** Hands a file to the browser as a download. */
export function saveFile({ blob, name }: MadeFile): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(url), OLD_URL_MS)
}

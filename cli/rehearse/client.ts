// A person at a browser, as the rehearsal plays him: logs in over HTTP, acts with what he saw as his basis, sends again
// what is pending. Anything that isn't expected stops the rehearsal with the answer in full.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

/** An answer of the API: its status and parsed JSON body. */
export interface Reply {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** What the rehearsal reads of a dossier's state. */
export interface SeenState {
  readonly id: string
  readonly status: string
  readonly step: string
  readonly round: number
  readonly contentHash: string | null
  readonly outcome: string | null
  readonly year: number
  readonly sheet: { readonly id: string; readonly version: number } | null
  readonly signatures: readonly { readonly step: string; readonly form: string }[]
  readonly numbers: readonly { readonly register: string; readonly number: number }[]
  readonly certificate: { readonly number: number } | null
  readonly maintained: readonly { readonly year: number; readonly result: string }[]
}

export interface Given {
  readonly args?: Readonly<Record<string, unknown>>
  readonly body?: Readonly<Record<string, unknown>>
}

/** A rehearsal that doesn't go as the rules say. */
export class RehearsalError extends Error {
  override readonly name = 'RehearsalError'
}

const PENDING_PAUSE_MS = 300
/** Under way; a proxy whose API process died under the request; the system away for a moment. */
const AGAIN = [202, 502, 503]
const PENDING_TRIES = 100

export class Person {
  readonly name: string
  readonly personId: string
  readonly #url: string
  #headers: Readonly<Record<string, string>>

  private constructor(
    url: string,
    name: string,
    personId: string,
    headers: Readonly<Record<string, string>>,
  ) {
    this.#url = url
    this.name = name
    this.personId = personId
    this.#headers = headers
  }

  /** Logs in; a first password is changed at once, as everybody has to. */
  static async logIn(
    url: string,
    name: string,
    login: string,
    password: string,
    change: boolean,
  ): Promise<Person> {
    const response = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password }),
    })
    const body = (await response.json()) as { personId: string; csrf: string }
    if (response.status !== 201)
      throw new RehearsalError(`${login}: log-in answered ${response.status} ${JSON.stringify(body)}`)
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
    const person = new Person(url, name, body.personId, { cookie, 'x-csrf-token': body.csrf })
    if (change) await person.#changePassword(password)
    return person
  }

  /** A session goes on under another secret once its password has changed. */
  async #changePassword(present: string): Promise<void> {
    const response = await fetch(`${this.#url}/api/v1/me/password`, {
      method: 'POST',
      headers: { ...this.#headers, 'content-type': 'application/json' },
      body: JSON.stringify({ present, next: `${present}-${randomUUID()}` }),
    })
    const cookie = response.headers.get('set-cookie')?.split(';')[0]
    if (response.status !== 204 || cookie === undefined)
      throw new RehearsalError(`${this.name}: the change of the password answered ${response.status}`)
    this.#headers = { ...this.#headers, cookie }
  }

  async send(method: string, path: string, body?: unknown, key: string = randomUUID()): Promise<Reply> {
    const sending = {
      method,
      headers: {
        ...this.#headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': key } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }
    for (let tries = 1; ; tries += 1) {
      const response = await fetch(`${this.#url}/api/v1${path}`, sending)
      const text = await response.text()
      const reply = { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Reply['body'] }
      // The same again, with the same key.
      if (!AGAIN.includes(reply.status) || tries === PENDING_TRIES) return reply
      await pause(PENDING_PAUSE_MS)
    }
  }

  /** Sends and expects success. */
  async must(method: string, path: string, body?: unknown): Promise<Reply['body']> {
    const reply = await this.send(method, path, body)
    if (reply.status >= 400)
      throw new RehearsalError(
        `${this.name}: ${method} ${path} answered ${reply.status} ${JSON.stringify(reply.body)}`,
      )
    return reply.body
  }

  async look(dossierId: string): Promise<SeenState> {
    const body = await this.must('GET', `/dossiers/${dossierId}`)
    return body['state'] as SeenState
  }

  /** Acts on what he sees now. */
  async act(dossierId: string, action: string, given: Given = {}): Promise<SeenState> {
    const reply = await this.try(dossierId, action, given)
    if (reply.status !== 200)
      throw new RehearsalError(
        `${this.name}: ${action} answered ${reply.status} ${JSON.stringify(reply.body)}`,
      )
    return reply.body['state'] as SeenState
  }

  /** Acts, whatever comes of it. */
  async try(dossierId: string, action: string, given: Given = {}): Promise<Reply> {
    const { step, round, contentHash } = await this.look(dossierId)
    return this.send('POST', `/dossiers/${dossierId}/actions/${action}`, {
      basis: { step, round, contentHash },
      ...given,
    })
  }

  /** Acts and expects to be refused with this code; that nothing changed is the record's business. */
  async refused(dossierId: string, action: string, code: string, given: Given = {}): Promise<void> {
    const reply = await this.try(dossierId, action, given)
    if (reply.body['code'] !== code) {
      throw new RehearsalError(
        `${this.name}: ${action} should be refused as ${code}; answered ${reply.status} ${JSON.stringify(reply.body)}`,
      )
    }
  }

  /** Uploads a small PDF and gives the reference that a body names it by. */
  async upload(
    dossierId: string,
    kind: string,
    about: string,
  ): Promise<{ kind: string; sha256: string; name: string }> {
    const response = await this.#sendFile(dossierId, `${kind}.pdf`, about)
    const body = (await response.json()) as { sha256: string; name: string }
    if (response.status !== 201)
      throw new RehearsalError(`${this.name}: upload answered ${response.status} ${JSON.stringify(body)}`)
    return { kind, sha256: body.sha256, name: `${kind}.pdf` }
  }

  /** One file, as a download. */
  async download(path: string): Promise<Buffer> {
    const response = await fetch(`${this.#url}/api/v1${path}`, { headers: { ...this.#headers } })
    if (!response.ok) throw new RehearsalError(`${this.name}: GET ${path} answered ${response.status}`)
    return Buffer.from(await response.arrayBuffer())
  }

  async #sendFile(dossierId: string, name: string, about: string): Promise<Response> {
    for (let tries = 1; ; tries += 1) {
      const form = new FormData()
      form.append('file', new Blob([pdf(about)], { type: 'application/pdf' }), name)
      const response = await fetch(`${this.#url}/api/v1/dossiers/${dossierId}/documents`, {
        method: 'POST',
        headers: { ...this.#headers },
        body: form,
      })
      if (!AGAIN.includes(response.status) || tries === PENDING_TRIES) return response
      await pause(PENDING_PAUSE_MS)
    }
  }
}

/** The smallest file that is a PDF, with a line of its own so that no two are alike. */
function pdf(about: string): string {
  return [
    '%PDF-1.4',
    `% ${about}`,
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj',
    'trailer<</Root 1 0 R>>',
    '%%EOF',
    '',
  ].join('\n')
}

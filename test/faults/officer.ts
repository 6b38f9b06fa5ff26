// A person who acts over HTTP with a machine's token, on what he sees in the record; and sends the same again, with the
// same key, while the system is away or the outcome is open.
import { randomUUID } from 'node:crypto'
import { isOutage } from '../../activities/pool.ts'
import type { Pool } from '../../activities/pool.ts'
import { waitFor } from '../../cli/servers/processes.ts'
import { presentBasis } from '../support/builders.ts'

const DECIDED_LIMIT_MS = 150_000
/** Longer than the API lets an action take. */
const ANSWER_LIMIT_MS = 30_000

export interface Answer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

export interface Given {
  readonly args?: object
  readonly body?: object
}

/** One intention: the same key and the same body, however often it is sent. */
export interface Intention {
  readonly key: string
  readonly path: string
  readonly body: object
}

export class Officer {
  readonly personId: string
  readonly #url: string
  readonly #pool: Pool
  readonly #token: string

  constructor(url: string, pool: Pool, personId: string, token: string) {
    this.#url = url
    this.#pool = pool
    this.personId = personId
    this.#token = token
  }

  /** What he means to do, on what he sees now. */
  async means(dossierId: string, action: string, given: Given = {}): Promise<Intention> {
    const { basis } = await waitFor(
      () =>
        presentBasis(this.#pool, dossierId).then(
          (seen) => ({ basis: seen }),
          (error: unknown) => {
            if (!isOutage(error)) throw error
            return undefined
          },
        ),
      DECIDED_LIMIT_MS,
      () => new Error(`${dossierId}: the database did not come back`),
    )
    return {
      key: randomUUID(),
      path: `/api/v1/dossiers/${dossierId}/actions/${action}`,
      body: { basis, ...given },
    }
  }

  /** Sends it once; null when no answer came. */
  async once({ key, path, body }: Intention): Promise<Answer | null> {
    try {
      const response = await fetch(`${this.#url}${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${this.#token}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
      })
      return { status: response.status, body: (await response.json()) as Answer['body'] }
    } catch (error) {
      // A connection that was refused or broke, or an answer cut in the middle.
      if (error instanceof TypeError || error instanceof SyntaxError || isTimeout(error)) return null
      throw error
    }
  }

  /** Sends it until it is decided, as a browser does. */
  async decided(intention: Intention): Promise<Answer> {
    let last: Answer | null = null
    return waitFor(
      async () => {
        last = await this.once(intention)
        return last === null || [202, 503].includes(last.status) ? undefined : last
      },
      DECIDED_LIMIT_MS,
      () => new Error(`${intention.path}: never decided; last ${JSON.stringify(last)}`),
    )
  }

  /** Acts on what he sees now, and is told what came of it. */
  async act(dossierId: string, action: string, given: Given = {}): Promise<Answer> {
    return this.decided(await this.means(dossierId, action, given))
  }

  /** Acts; throws unless it was accepted. */
  async must(dossierId: string, action: string, given: Given = {}): Promise<Answer> {
    const answer = await this.act(dossierId, action, given)
    if (answer.status !== 200)
      throw new Error(`${action} answered ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError'
}

// One person's action over HTTP, as a careful client sends it: with a key of its own, on the basis that was seen, and again
// with the same key while the outcome is pending.
import { randomUUID } from 'node:crypto'
import type { HttpUser } from './http.ts'

export interface Basis {
  readonly step: string
  readonly round: number
  readonly contentHash: string | null
}

export interface Asked {
  readonly token: string
  readonly dossierId: string
  readonly action: string
  readonly basis: Basis | null
  readonly body?: Readonly<Record<string, unknown>>
  readonly args?: Readonly<Record<string, unknown>>
}

/** Acts and gives the basis of what is next; throws when it is refused. */
export async function act(http: HttpUser, asked: Asked): Promise<Basis & { readonly status: string }> {
  const { token, dossierId, action, basis, body, args = {} } = asked
  const headers = { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() }
  for (;;) {
    const reply = await http.send(
      'POST',
      `/api/v1/dossiers/${dossierId}/actions/${action}`,
      { basis: basis === null ? null : basisOf(basis), ...(body === undefined ? {} : { body }), ...args },
      headers,
    )
    if (reply.status === 202) continue
    if (reply.status !== 200) throw new Error(`${action}: ${reply.status} ${JSON.stringify(reply.body)}`)
    const { state } = reply.body as { state: Basis & { status: string } }
    return { ...basisOf(state), status: state.status }
  }
}

const basisOf = ({ step, round, contentHash }: Basis): Basis => ({ step, round, contentHash })

/** A read that has to answer 200. */
export async function read<T>(http: HttpUser, token: string, path: string): Promise<T> {
  const reply = await http.send('GET', path, undefined, { authorization: `Bearer ${token}` })
  if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${JSON.stringify(reply.body)}`)
  return reply.body as T
}

// The typed client: every path, parameter and reply comes from the OpenAPI document. It adds the session's token, waits
// out an ended session, and turns what isn't a reply into one of the errors of problem.ts.
import createClient from 'openapi-fetch'
import type { components, paths } from './generated/api.ts'
import { NoAnswer, problemFrom } from './problem.ts'
import { csrfToken, isUnproven, sessionEnded } from './session.ts'

export type Schemas = components['schemas']

const SIGN_IN = '/api/v1/session'

function isSignIn({ url, method }: Request): boolean {
  return new URL(url).pathname.startsWith(SIGN_IN) && method !== 'DELETE'
}

async function send(request: Request): Promise<Response> {
  const changes = request.method !== 'GET' && !isSignIn(request)
  if (changes && isUnproven()) throw new NoAnswer('not asked yet who is signed in')
  const token = csrfToken()
  if (token !== null && request.method !== 'GET') request.headers.set('X-CSRF-Token', token)
  try {
    return await fetch(request)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new NoAnswer('no answer came', { cause: error })
  }
}

/** Sends a request; one that finds the session ended is sent again when the person is back. */
export async function apiFetch(request: Request): Promise<Response> {
  for (;;) {
    // A request's body can be sent once: a copy is kept for the time after signing in again.
    const response = await send(request.clone())
    if (response.status !== 401 || isSignIn(request)) return response
    await sessionEnded()
  }
}

export const api = createClient<paths>({ baseUrl: location.origin, fetch: apiFetch })

interface Answered<T> {
  readonly data?: T | undefined
  readonly error?: unknown
  readonly response: Response
}

/** The data of an answer; throws an ApiProblem, or another error of problem.ts. */
export async function read<T>(answer: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await answer
  if (!response.ok) throw problemFrom(error, response.status)
  return data as T
}

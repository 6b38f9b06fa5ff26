// One call of a receiver: a POST with a limit to everything. What it answers beyond its status is thrown away.
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { guardedLookup, receiverOf } from './guard.ts'

export interface CallLimits {
  /** Private networks that may be reached nevertheless. */
  readonly allowed: readonly string[]
  /** From the first byte to the last, in milliseconds. */
  readonly timeoutMs: number
}

export type Called =
  | { readonly ok: boolean; readonly status: number; readonly error: string | null }
  | { readonly ok: false; readonly status: null; readonly error: string }

/** Bytes of an answer that are listened to before the line is cut. */
const ANSWER_MAX_BYTES = 64 * 1024

/** Posts a body; any 2xx is a yes, a redirect is not followed and is a no. Never throws. */
export async function callReceiver(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  { allowed, timeoutMs }: CallLimits,
): Promise<Called> {
  try {
    return await post(receiverOf(url, allowed), body, headers, allowed, timeoutMs)
  } catch (error) {
    return { ok: false, status: null, error: textOf(error) }
  }
}

function post(
  target: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  allowed: readonly string[],
  timeoutMs: number,
): Promise<Called> {
  const secure = target.protocol === 'https:'
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => req.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
    const end = (called: Called): void => {
      clearTimeout(limit)
      resolve(called)
    }
    const req = (secure ? requestHttps : requestHttp)(target, {
      method: 'POST',
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
      lookup: guardedLookup(secure, allowed),
      agent: false,
      maxHeaderSize: 16 * 1024,
    })
    let said: Called | null = null
    req.on('response', (res) => {
      const status = res.statusCode ?? 0
      const called = judged(status)
      said = called
      let bytes = 0
      res.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > ANSWER_MAX_BYTES) req.destroy()
      })
      res.on('error', () => end(called))
      res.on('close', () => end(called))
    })
    req.on('error', (error) => {
      clearTimeout(limit)
      // The status has been said: how the rest of the answer ends changes nothing.
      if (said === null) reject(error)
      else resolve(said)
    })
    req.end(body)
  })
}

function judged(status: number): Called {
  if (status >= 200 && status < 300) return { ok: true, status, error: null }
  const redirect = status >= 300 && status < 400
  return { ok: false, status, error: redirect ? 'a redirect is not followed' : `answered ${status}` }
}

function textOf(error: unknown): string {
  const inner = error instanceof AggregateError ? (error.errors[0] as unknown) : error
  return (inner instanceof Error ? inner.message : String(inner)).slice(0, 300)
}

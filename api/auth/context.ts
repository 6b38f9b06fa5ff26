// What the routes of signing in take from a request: the browser at the other end, and the keys without which there is
// no second factor.
import type { Request } from 'express'
import type { Deps } from '../deps.ts'
import { Problem } from '../problems.ts'
import type { Seals } from './seals.ts'
import type { Device } from './sessions.ts'

/** Whether cookies are sent over TLS only. */
export const isSecure = ({ settings }: Deps): boolean => settings.publicUrl.startsWith('https:')

/** The browser of a request; behind proxies its address is the one that the trusted ones name. */
export function deviceOf(req: Request): Device {
  return { userAgent: req.headers['user-agent'] ?? null, address: req.ip ?? null }
}

/** The keys; throws `secondFactorUnavailable` where the instance has none. */
export function requireSeals({ seals }: Deps): Seals {
  if (seals === null) throw new Problem('secondFactorUnavailable')
  return seals
}

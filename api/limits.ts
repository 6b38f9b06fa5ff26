// How often one address may try to log in, and read public pages. Counted in each process; an account's own lock
// (auth/login.ts) stands in the database and holds for all of them.
import type { Express, Request, Response } from 'express'
import { rateLimit } from 'express-rate-limit'
import type { Deps } from './deps.ts'
import { sendProblem } from './mount.ts'
import { Problem } from './problems.ts'

const QUARTER_HOUR_MS = 15 * 60_000
const MINUTE_MS = 60_000

/** Puts the limits in front of the routes that anybody can reach. */
export function limitAddresses(app: Express, { settings }: Deps): void {
  const shared = { standardHeaders: 'draft-8', legacyHeaders: false } as const
  app.use(
    ['/api/v1/session', '/api/v1/sign-in'],
    rateLimit({
      ...shared,
      windowMs: QUARTER_HOUR_MS,
      limit: settings.loginFailuresPerAddress,
      skipSuccessfulRequests: true,
      handler: tooMany('tooManyAttempts', QUARTER_HOUR_MS),
    }),
  )
  app.use(
    ['/api/v1/verify', '/api/v1/anchors', '/api/v1/open-data', '/verify'],
    rateLimit({
      ...shared,
      windowMs: MINUTE_MS,
      limit: settings.publicPerMinute,
      handler: tooMany('tooManyRequests', MINUTE_MS),
    }),
  )
}

function tooMany(code: 'tooManyAttempts' | 'tooManyRequests', windowMs: number) {
  return (_req: Request, res: Response): void => {
    sendProblem(res, new Problem(code, { retryAfterSeconds: windowMs / 1000 }))
  }
}

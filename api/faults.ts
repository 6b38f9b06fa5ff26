// What is thrown while a request is handled, turned into a problem: the request's own faults, outages, and bugs. A bug
// gets an incident id; it is logged and recorded under it, and the reply says no more than the id.
import { ServiceError, isGrpcServiceError } from '@temporalio/client'
import multer from 'multer'
import { isOutage } from '../activities/pool.ts'
import { newId } from '../activities/record/ids.ts'
import type { Deps } from './deps.ts'
import { Problem } from './problems.ts'

/** How long to wait before asking again after an outage, in seconds. */
const RETRY_AFTER_SECONDS = 5

// SQLSTATE codes that only a request's own text or number can cause: a NUL, a lone surrogate, a number out of range.
const DATA_ERRORS = ['22021', '22P05', '22003', '22008']

interface HttpFault {
  readonly type?: string
  readonly status: number
}

/** The problem that an error means; a bug is logged and recorded on the way. */
export async function problemOf(deps: Deps, error: unknown, place: string): Promise<Problem> {
  if (error instanceof Problem) return error
  if (isOutage(error) || isTemporalAway(error)) {
    deps.log.warn({ place, error: textOf(error) }, 'outage')
    return new Problem('unavailable', { retryAfterSeconds: RETRY_AFTER_SECONDS })
  }
  const own = requestFault(error)
  return own ?? incident(deps, error, place)
}

/** gRPC codes of a call that may be repeated: deadline, too much at once, unavailable. */
const AWAY_CODES = [4, 8, 14]

/** Whether Temporal couldn't be reached, for calls that may simply be repeated (actions have their own way: act.ts). */
function isTemporalAway(error: unknown): boolean {
  const cause = error instanceof ServiceError ? error.cause : error
  if (isGrpcServiceError(cause)) return AWAY_CODES.includes(cause.code)
  return cause instanceof Error && /Failed to connect before the deadline/u.test(cause.message)
}

function requestFault(error: unknown): Problem | null {
  if (error instanceof multer.MulterError) {
    if (error.code === 'LIMIT_FILE_SIZE')
      return new Problem('payloadTooLarge', { field: error.field ?? 'file' })
    return new Problem('invalidRequest', error.field === undefined ? {} : { field: error.field })
  }
  if (error instanceof URIError) return new Problem('invalidRequest')
  if (!(error instanceof Error)) return null
  if ('code' in error && typeof error.code === 'string' && DATA_ERRORS.includes(error.code)) {
    return new Problem('invalidRequest')
  }
  // The parts of Express that read a request throw errors with a status of their own.
  if (!('status' in error) || typeof error.status !== 'number') return null
  const { status } = error as HttpFault
  if (status === 413) return new Problem('payloadTooLarge')
  if (status === 415) return new Problem('unsupportedType')
  return status >= 400 && status < 500 ? new Problem('invalidRequest') : null
}

/** Logs and records a bug and gives the problem that names its incident id. */
export async function incident(deps: Deps, error: unknown, place: string): Promise<Problem> {
  const id = newId()
  deps.metrics.incidents.inc()
  deps.log.error({ incident: id, place, err: error }, 'incident')
  try {
    await deps.pool.query('INSERT INTO incident (id, at, place, error) VALUES ($1, $2, $3, $4)', [
      id,
      new Date().toISOString(),
      place,
      textOf(error).slice(0, 4000),
    ])
  } catch (second) {
    // The log line above has it all; a database that is away must not hide the first error.
    deps.log.error({ incident: id, err: second }, 'the incident could not be recorded')
  }
  return new Problem('incident', { incident: id })
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** Whatever was handed to a callback as an error, as one. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(`not an Error was thrown: ${typeof thrown}`)
}

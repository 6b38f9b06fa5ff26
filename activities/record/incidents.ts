// Incidents: an error that is no outage is a bug. It is written down on a connection of its own (the failed transaction
// is gone), and people are told its number; what it says stays inside.
import { ApplicationFailure } from '@temporalio/common'
import type { Instant } from '../../domain/time/civil.ts'
import { INCIDENT } from '../../workflows/messages.ts'
import { isOutage } from '../pool.ts'
import type { Pool } from '../pool.ts'
import { newId } from './ids.ts'

export interface IncidentContext {
  readonly place: string
  /** Ids and codes only. */
  readonly context: Readonly<Record<string, unknown>>
}

/** Writes an incident and gives its id. */
export async function recordIncident(pool: Pool, error: unknown, about: IncidentContext): Promise<string> {
  const id = newId()
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  await pool.query(
    'INSERT INTO incident (id, at, place, error, context) VALUES ($1, clock_timestamp(), $2, $3, $4)',
    [
      id,
      about.place,
      // PostgreSQL's text can't hold a zero character.
      text.replaceAll('\u0000', '␀').slice(0, 8_000),
      JSON.stringify(about.context).replaceAll('\\u0000', '␀'),
    ],
  )
  return id
}

/**
 * Runs the work; an outage is thrown on as it is, to be tried again, and any other error becomes an incident and an
 * ApplicationFailure of type INCIDENT that is not tried again.
 */
export async function guarded<T>(pool: Pool, about: IncidentContext, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isOutage(error) || error instanceof ApplicationFailure) throw error
    const id = await recordIncident(pool, error, about)
    throw ApplicationFailure.create({
      message: `incident ${id}`,
      type: INCIDENT,
      nonRetryable: true,
      details: [id],
    })
  }
}

/** Incidents that nobody has looked at, newest first. */
export async function unseenIncidents(
  pool: Pool,
): Promise<{ readonly id: string; readonly at: Instant; readonly place: string }[]> {
  const { rows } = await pool.query<{ id: string; at: Date; place: string }>(
    'SELECT id, at, place FROM incident WHERE seen_at IS NULL ORDER BY at DESC LIMIT 200',
  )
  return rows.map(({ id, at, place }) => ({ id, at: at.toISOString(), place }))
}

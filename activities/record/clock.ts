// The instance's clock as the record sees it: PostgreSQL's, or the stepped one of a rehearsal; and the question whether
// what the clock asks for may be done yet.
import type { Command, Refused } from '../../domain/command.ts'
import { lapseReadiness } from '../../domain/time/receipt.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { ClockMode } from '../../workflows/messages.ts'
import type { Queryable } from '../pool.ts'
import { CLOCK_SQL } from './base.ts'

/** Now, by the clock of this instance, in whole milliseconds. */
export async function readClock(db: Queryable): Promise<{ readonly mode: ClockMode; readonly now: Instant }> {
  const { rows } = await db.query<{ mode: ClockMode; now: Date }>(
    `SELECT mode, ${CLOCK_SQL} AS now FROM clock WHERE id = 1`,
  )
  const row = rows[0]
  if (row === undefined) throw new Error('clock: its row is not there')
  return { mode: row.mode, now: row.now.toISOString() }
}

/** How long past a due instant an undecided receipt is waited for: its sender gave up long before. Milliseconds. */
const UNDECIDED_LIMIT = '1 hour'

/**
 * Why the clock's command can't be decided yet: the due instant and its grace have not passed, or something received
 * before it is undecided. Passing: the clock asks again. Null for everybody else, and when the time has come.
 */
export async function clockRefusal(
  client: Queryable,
  command: Command,
  now: Instant,
): Promise<Refused | null> {
  const { dueAt } = command.args
  if (command.actor.kind !== 'clock' || dueAt === undefined) return null
  const { rows } = await client.query<{ received_at: Date }>({
    name: 'record_undecided',
    text: `SELECT r.received_at FROM receipt r LEFT JOIN command c ON c.id = r.command_id
      WHERE r.dossier_id = $1 AND r.received_at <= $2 AND c.id IS NULL AND $3::timestamptz < $2::timestamptz + $4::interval
      ORDER BY r.received_at LIMIT 10`,
    values: [command.dossierId, dueAt, now, UNDECIDED_LIMIT],
  })
  const ready = lapseReadiness(
    dueAt,
    now,
    rows.map((row) => row.received_at.toISOString()),
  )
  if (ready.lapse) return null
  const { lapse: _, ...detail } = ready
  return { ok: false, code: 'factsChanged', detail }
}

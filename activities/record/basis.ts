// Says to a dossier that a result which its decision had counted became another one: a command of the clock, sent to its
// run like any other, which puts a mark on the decision and changes nothing of it. What waits stands in `basis_change`;
// it is sent right after the act that caused it where that is possible, and each working morning for what was left.
import type { Command } from '../../domain/command.ts'
import { isPassing } from '../../domain/decide/index.ts'
import type { Id } from '../../domain/dossier.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { ActRequest, DossierInput } from '../../workflows/messages.ts'
import type { Sent } from '../dossier-updates.ts'
import type { Pool } from '../pool.ts'
import { hashOf } from './canonical.ts'
import { readClock } from './clock.ts'
import { idFrom } from './ids.ts'

export interface BasisDeps {
  readonly pool: Pool
  /** Brings a request to the dossier's run; `running` as the row says. */
  readonly send: (request: ActRequest, input: DossierInput, running: boolean) => Promise<Sent>
}

/** Changes sent and decided, and those tried in vain, which wait on. */
export interface BasisDelivered {
  readonly delivered: number
  readonly left: number
}

interface ChangeRow {
  readonly id: Id
  readonly dossier_id: Id
  readonly subject_id: Id
  readonly result: string
  readonly year: number
  readonly value: string | null
  readonly procedure: DossierInput['procedure']
  readonly open: boolean
}

const PAGE = 200

// A dossier whose decision is being signed with others is told when it has it.
const WAITING_SQL = `
SELECT b.id, b.dossier_id, b.subject_id, b.result, b.year, b.value, d.state->'procedure' AS procedure,
  d.closed_at IS NULL AS open
FROM basis_change b JOIN dossier d ON d.id = b.dossier_id
WHERE b.delivered_at IS NULL AND b.id > $1 AND d.status <> 'reserved' ORDER BY b.id LIMIT ${PAGE}`

/** Sends what waits, each change once; the same change sent twice by two senders is one command, and decided once. */
export async function deliverBasisChanges(deps: BasisDeps): Promise<BasisDelivered> {
  const { pool } = deps
  const { mode: clock, now } = await readClock(pool)
  let delivered = 0
  let left = 0
  for (let after = ''; ; ) {
    const { rows } = await pool.query<ChangeRow>({
      name: 'basis_waiting',
      text: WAITING_SQL,
      values: [after],
    })
    const last = rows.at(-1)
    if (last === undefined) return { delivered, left }
    after = last.id
    for (const change of rows) {
      const { dossier_id: dossierId, procedure } = change
      const request = requestFor(change, now)
      const sent = await deps.send(request, { dossierId, procedure, position: null, clock }, change.open)
      if (isSettled(sent)) {
        await pool.query({
          name: 'basis_delivered',
          text: 'UPDATE basis_change SET delivered_at = $2 WHERE id = $1 AND delivered_at IS NULL',
          values: [change.id, now],
        })
        delivered += 1
      } else left += 1
      // Nobody can be reached at present: the others wait, too.
      if (sent.kind === 'unavailable') return { delivered, left }
    }
  }
}

/** What a refusal that stays leaves is nothing to mark: the decision was taken away, or is being made anew. */
function isSettled(sent: Sent): boolean {
  if (sent.kind !== 'result') return false
  const { ok, code } = sent.result
  return ok || code === null || !isPassing(code)
}

function requestFor(change: ChangeRow, now: Instant): ActRequest {
  const { id, dossier_id: dossierId, subject_id: subjectId, result: resultKind, year, value } = change
  const command: Command = {
    id: idFrom('basis', id),
    dossierId,
    action: 'markBasis',
    actor: { kind: 'clock' },
    receivedAt: now,
    basis: null,
    bodyHash: null,
    args: { subjectId, resultKind, year, value },
  }
  const requestHash = hashOf({ dossierId, action: command.action, args: command.args })
  // Decided on the row itself: what a run believes of its dossier filters nothing here.
  return { command, requestHash, checked: true, attempt: 1 }
}

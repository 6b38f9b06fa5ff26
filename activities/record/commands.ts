// Recorded commands: looked up by their id, and the same questions that the commit point asks, asked without writing.
import type { Command, Decision } from '../../domain/command.ts'
import { decide } from '../../domain/decide/index.ts'
import type { ActRequest, ActResult, Position } from '../../workflows/messages.ts'
import type { Pool } from '../pool.ts'
import { libraryOf } from './cache.ts'
import { storedResult } from './commit.ts'
import { readSituation } from './facts.ts'
import type { Situation } from './facts.ts'
import { positionOf } from './position.ts'
import type { Base } from './base.ts'
import { readBase } from './base.ts'
import { civilDateOf } from '../../domain/time/civil.ts'

/** The stored answer of a request's command id, with the row's present position; null when it isn't recorded. */
export async function findCommand(pool: Pool, request: ActRequest): Promise<ActResult | null> {
  const { command } = request
  const { dossierId, id, receivedAt } = command
  const base = await readBase(pool, { dossierId, commandId: id, bodyHash: null, on: civilDateOf(receivedAt) })
  return base.stored === null ? null : storedResult(base.stored, request, rowPosition(base))
}

export interface Check {
  /** The stored answer, when the command id is recorded already; then nothing else was asked. */
  readonly found: ActResult | null
  /** What the rule says on the row now; null when there is no such dossier, or an answer was found. */
  readonly decision: Decision | null
  readonly position: Position | null
  readonly situation: Situation | null
}

/** Asks the rule on the row as it stands, without locks and without writing anything. */
export async function checkCommand(pool: Pool, request: ActRequest): Promise<Check> {
  const client = await pool.connect()
  try {
    const { base, situation } = await readSituation(client, libraryOf(pool), request.command, { lock: false })
    const position = rowPosition(base)
    const found = base.stored === null ? null : storedResult(base.stored, request, position)
    if (situation === null) return { found, decision: null, position, situation }
    const { procedure, facts } = situation
    const decision = decide(procedure, base.row?.state ?? null, request.command, facts)
    return { found, decision, position, situation }
  } finally {
    client.release()
  }
}

/** Base and facts for a command that is only thought of: what screens and `allowedActions` need. */
export async function readFacts(pool: Pool, command: Command): Promise<Situation | null> {
  const client = await pool.connect()
  try {
    const { situation } = await readSituation(client, libraryOf(pool), command, { lock: false })
    return situation
  } finally {
    client.release()
  }
}

function rowPosition({ row }: Base): Position | null {
  return row === null ? null : positionOf(row.state, row.stateHash, row.wakeAt)
}

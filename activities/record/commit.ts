// The commit point: one command, one transaction. Locks the dossier, gives a recorded command its stored answer, reads
// and locks what the rule counts, asks the rule on the row's own state, gives numbers last, and writes it all at once.
// Three round trips to PostgreSQL, a fourth where numbers are given; the run that sent the command recomputes nothing.
import type { Accepted, Command, Refused } from '../../domain/command.ts'
import { decide, isPassing } from '../../domain/decide/index.ts'
import { applyNumbers } from '../../domain/numbers.ts'
import { papersGiven } from '../../domain/papers-given.ts'
import { isMatter } from '../../domain/steps.ts'
import type { DossierState } from '../../domain/dossier.ts'
import { excerptOf } from '../../domain/papers-sent.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { nextRecordedAt } from '../../domain/time/receipt.ts'
import type { ActRequest, ActResult, Position } from '../../workflows/messages.ts'
import { issuePapers } from '../papers/issue.ts'
import { rollback, together } from '../pool.ts'
import type { Client, Pool } from '../pool.ts'
import type { Base, StoredCommand } from './base.ts'
import type { Library } from './cache.ts'
import { hashOf } from './canonical.ts'
import { EMPTY_HEAD, chainEvents } from './chain.ts'
import { clockRefusal } from './clock.ts'
import { certificatesOf, performEffects, vouchFor } from './effects.ts'
import { readSituation } from './facts.ts'
import type { Situation } from './facts.ts'
import type { SigningKeys } from './keys.ts'
import { lockDossier } from './lock.ts'
import { giveNumbers } from './numbers.ts'
import type { RegisterLine, WantedNumber } from './numbers.ts'
import { changePapers } from './paper-changes.ts'
import { diffTasks, positionOf, projectionOf, taskRows } from './position.ts'
import { lettersOf, recordLine, writeChange, writeRefusal } from './write.ts'

export interface CommitDeps {
  readonly pool: Pool
  readonly library: Library
  readonly keys: SigningKeys
}

/** Commits one command; see the file's header. Throws only for outages and bugs, and then nothing is written. */
export async function commitCommand(deps: CommitDeps, request: ActRequest): Promise<ActResult> {
  const client = await deps.pool.connect()
  let broken: Error | undefined
  try {
    return await commitOn(client, deps, request)
  } catch (error) {
    broken = await rollback(client)
    throw error
  } finally {
    client.release(broken)
  }
}

async function commitOn(client: Client, deps: CommitDeps, request: ActRequest): Promise<ActResult> {
  const { command } = request
  const { base, situation } = await together(client, () => {
    const opening = [client.query('BEGIN'), lockDossier(client, command.dossierId)]
    return readSituation(client, deps.library, command, { lock: true }, opening)
  })
  const position = positionOfRow(base)
  if (base.stored !== null) return end(client, storedResult(base.stored, request, position))
  if (situation === null) return end(client, refusedResult(NO_DOSSIER, position, null))
  const waiting = await clockRefusal(client, command, base.now)
  if (waiting !== null) return end(client, refusedResult(waiting, position, null))
  const { procedure, facts } = situation
  const decision =
    base.row?.erased === true ? ERASED : decide(procedure, base.row?.state ?? null, command, facts)
  return decision.ok
    ? accept(client, deps, request, situation, decision)
    : refuseFor(client, request, base, position, decision)
}

const NO_DOSSIER: Refused = { ok: false, code: 'notInStatus', detail: { dossier: 'unknown' } }

const ERASED: Refused = { ok: false, code: 'notInStatus', detail: { dossier: 'erased' } }

function positionOfRow({ row }: Base): Position | null {
  return row === null ? null : positionOf(row.state, row.stateHash, row.wakeAt)
}

/** Ends a transaction that wrote nothing. */
async function end(client: Client, result: ActResult): Promise<ActResult> {
  await client.query('ROLLBACK')
  return result
}

/** The answer that was recorded, with the row's present position; another request under the same id is refused. */
export function storedResult(
  stored: StoredCommand,
  request: ActRequest,
  position: Position | null,
): ActResult {
  const same = stored.requestHash === request.requestHash && stored.dossierId === request.command.dossierId
  if (!same)
    return { ...refusedResult({ ok: false, code: 'keyReused', detail: {} }, position, null), repeated: true }
  const { ok, code, detail, recordedAt } = stored
  return { ok, code, detail, repeated: true, position, recordedAt }
}

function refusedResult(refused: Refused, position: Position | null, recordedAt: Instant | null): ActResult {
  const { code, detail } = refused
  return { ok: false, code, detail, repeated: false, position, recordedAt }
}

/**
 * A refusal that stays is recorded under the command's id. A passing one is not, nor what the clock is refused: its ids
 * name step, round and due instant, and the same question may well be right later.
 */
async function refuseFor(
  client: Client,
  request: ActRequest,
  base: Base,
  position: Position | null,
  refused: Refused,
): Promise<ActResult> {
  const { command, requestHash } = request
  if (isPassing(refused.code) || command.actor.kind === 'clock')
    return end(client, refusedResult(refused, position, null))
  const { code, detail } = refused
  const recordedAt = base.now
  await Promise.all([
    writeRefusal(client, { command, requestHash, code, detail, position, recordedAt }),
    client.query('COMMIT'),
  ])
  return refusedResult(refused, position, recordedAt)
}

async function accept(
  client: Client,
  deps: CommitDeps,
  request: ActRequest,
  situation: Situation,
  decided: Accepted,
): Promise<ActResult> {
  const { command, requestHash } = request
  const { base, procedure, facts } = situation
  const recordedAt = nextRecordedAt(base.row?.recordedAt ?? null, base.now)
  const numbered = await withNumbers(client, situation, command, decided)
  const certificates = certificatesOf(deps.keys, numbered, base.subjectName)
  const { next: state, events: drafts, effects } = vouchFor(numbered, certificates)
  const stateHash = hashOf(state)
  const { dossierId } = command
  const events = chainEvents(base.row?.head ?? EMPTY_HEAD, drafts, {
    dossierId,
    commandId: command.id,
    recordedAt,
    stateHash,
  })
  const last = events[events.length - 1]
  if (last === undefined) throw new Error(`command ${command.action}: accepted without an event`)
  const projection = projectionOf(procedure, state, facts, base)
  const position = positionOf(state, stateHash, projection.wakeAt)
  const before = base.row === null ? [] : taskRows(base.row.state, base.row.dueAt)
  const papers = papersGiven(procedure, base.row?.state ?? null, command, numbered)
  const writing = together(client, () => [
    ...performEffects(client, command, numbered, certificates),
    ...issuePapers(client, paperAct(command, state), papers),
    ...changePapers(client, command, numbered.next),
    writeChange(client, {
      command,
      requestHash,
      isNew: base.row === null,
      state,
      stateHash,
      head: { seq: last.event.seq, hash: last.hash },
      projection,
      position,
      events,
      tasks: diffTasks(before, taskRows(state, projection.dueAt)),
      letters: [
        ...lettersOf(command, state, effects, projection.dueAt),
        recordLine(state, events, recordedAt),
      ],
      recordedAt,
    }),
    // Sent behind the writing without waiting for it: after an error PostgreSQL turns it into a rollback.
    client.query('COMMIT'),
  ])
  await Promise.all(writing)
  return { ok: true, code: null, detail: {}, repeated: false, position, recordedAt }
}

function paperAct({ id, dossierId, receivedAt: at }: ActRequest['command'], { subject }: DossierState) {
  const matterId = isMatter(subject.kind) ? subject.id : null
  return { act: `command/${id}`, dossierId, batchId: null, matterId, at }
}

async function withNumbers(
  client: Client,
  { procedure, base }: Situation,
  command: Command,
  decided: Accepted,
): Promise<Accepted> {
  const wanted = decided.effects.filter((effect) => effect.kind === 'giveNumber')
  if (wanted.length === 0) return decided
  const { dossierId, receivedAt, actor } = command
  const main = decided.events[0]
  const lineOf = ({ step }: WantedNumber): RegisterLine => ({
    excerpt: excerptOf(procedure, step, base.subjectName),
    recipients: base.subjectName,
    signedBy: actor.kind === 'person' ? actor.personId : null,
    form: main?.form ?? null,
  })
  const owner = { dossierId, batchId: null }
  return applyNumbers(decided, await giveNumbers(client, wanted, owner, receivedAt, lineOf))
}

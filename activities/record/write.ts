// Writes what a command led to, in one statement: the dossier's row, its events, its open tasks, letters to send and the
// command with its result. Nothing here decides; a conflict (an event number that is taken) is an error, never ignored.
import type { Command, Effect } from '../../domain/command.ts'
import type { DossierState } from '../../domain/dossier.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Position } from '../../workflows/messages.ts'
import type { Queryable } from '../pool.ts'
import type { ChainLine, ChainedEvent, Head } from './chain.ts'
import type { Projection, TaskDiff } from './position.ts'

export interface RecordedChange {
  readonly command: Command
  readonly requestHash: string
  readonly isNew: boolean
  readonly state: DossierState
  readonly stateHash: string
  readonly head: Head
  readonly projection: Projection
  readonly position: Position
  readonly events: readonly ChainLine<ChainedEvent>[]
  readonly tasks: TaskDiff
  readonly letters: readonly Letter[]
  readonly recordedAt: Instant
}

/** A row of the outbox. */
export interface Letter {
  readonly topic: string
  /** Unique: the same letter is queued once. */
  readonly key: string
  readonly payload: Readonly<Record<string, unknown>>
}

// $1 dossier, $2 events, $3 tasks put, $4 tasks gone, $5 letters, $6 recorded at, $7–$11 the command.
const COMMON_SQL = `
WITH line AS (
  INSERT INTO event (dossier_id, seq, type, action, actor, data, received_at, recorded_at, prev_hash, hash)
  SELECT $1, (e.event->>'seq')::int, e.event->>'type', e.event->>'action', e.event->'actor', e.event,
    (e.event->>'receivedAt')::timestamptz, $6::timestamptz, e.event->>'prevHash', e.hash
  FROM jsonb_to_recordset($2::jsonb) AS e (event jsonb, hash text)
), put AS (
  INSERT INTO task (dossier_id, id, step, round, kind, office_id, roles, person_id, claimed_by, due_at, opened, outside,
    created_at)
  SELECT $1, t.id, t.step, t.round, t.kind, t.office_id, t.roles, t.person_id, t.claimed_by, t.due_at, t.opened, t.outside, $6
  FROM jsonb_to_recordset($3::jsonb) AS t (id text, step text, round int, kind text, office_id text, roles text[],
    person_id text, claimed_by text, due_at timestamptz, opened boolean, outside boolean)
  ON CONFLICT (dossier_id, id) DO UPDATE SET person_id = excluded.person_id, claimed_by = excluded.claimed_by,
    office_id = excluded.office_id, roles = excluded.roles, due_at = excluded.due_at, opened = excluded.opened,
    outside = excluded.outside
), gone AS (
  DELETE FROM task WHERE dossier_id = $1 AND id = ANY($4::text[])
), letter AS (
  INSERT INTO outbox (topic, key, payload, created_at, next_at)
  SELECT l.topic, l.key, l.payload, $6, $6 FROM jsonb_to_recordset($5::jsonb) AS l (topic text, key text, payload jsonb)
), done AS (
  INSERT INTO command (id, dossier_id, action, request_hash, ok, code, detail, position, recorded_at, received_at)
  VALUES ($7, $1, $8, $9, true, NULL, '{}', $10::jsonb, $6, $11::timestamptz)
)`

const UPDATE_SQL = `${COMMON_SQL}
UPDATE dossier SET status = $12, step = $13, round = $14, version = $15, content_hash = $16, due_at = $17, lapse_at = $18,
  wake_at = $19, outcome = $20, state = $21::jsonb, state_hash = $22, head_seq = $23, head_hash = $24, search_key = $25,
  closed_at = $26, archived_at = CASE WHEN $26::timestamptz IS NULL THEN NULL ELSE archived_at END, subject_name = $27, procedure_version = $28, updated_at = $6
WHERE id = $1`

const INSERT_SQL = `${COMMON_SQL}
INSERT INTO dossier (id, status, step, round, version, content_hash, due_at, lapse_at, wake_at, outcome, state, state_hash,
  head_seq, head_hash, search_key, closed_at, subject_name, procedure_version, updated_at, created_at, campaign_id,
  procedure_id, year, subject_id, subject_kind, unit_id, commune_id, province_id)
VALUES ($1, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21::jsonb, $22, $23, $24, $25, $26, $27, $28, $6, $6, $29, $30,
  $31, $32, $33, $34, $35, $36)`

/** Sends the one statement; the caller holds the transaction and the dossier's lock. */
export function writeChange(client: Queryable, change: RecordedChange): Promise<unknown> {
  const values = [...commonValues(change), ...rowValues(change)]
  return change.isNew
    ? client.query({
        name: 'record_insert',
        text: INSERT_SQL,
        values: [...values, ...identityValues(change.state)],
      })
    : client.query({ name: 'record_update', text: UPDATE_SQL, values })
}

function commonValues(change: RecordedChange): unknown[] {
  const { command, events, tasks, letters, recordedAt, requestHash, position } = change
  return [
    command.dossierId,
    JSON.stringify(events),
    JSON.stringify(tasks.put),
    tasks.gone,
    JSON.stringify(letters),
    recordedAt,
    command.id,
    command.action,
    requestHash,
    JSON.stringify(position),
    command.receivedAt,
  ]
}

function rowValues({ state, stateHash, head, projection }: RecordedChange): unknown[] {
  return [
    state.status,
    state.step,
    state.round,
    state.version,
    state.contentHash,
    projection.dueAt,
    projection.lapseAt,
    projection.wakeAt,
    state.outcome,
    JSON.stringify(state),
    stateHash,
    head.seq,
    head.hash,
    projection.searchKey,
    state.closedAt,
    projection.subjectName,
    state.procedure.version,
  ]
}

function identityValues(state: DossierState): unknown[] {
  const { campaignId, procedure, year, subject, offices } = state
  return [
    campaignId,
    procedure.id,
    year,
    subject.id,
    subject.kind,
    offices.unit,
    offices.commune,
    offices.province,
  ]
}

/** A refusal that stays: the same command id gets the same answer from now on. */
export function writeRefusal(
  client: Queryable,
  refusal: {
    readonly command: Command
    readonly requestHash: string
    readonly code: string
    readonly detail: Readonly<Record<string, unknown>>
    readonly position: Position | null
    readonly recordedAt: Instant
  },
): Promise<unknown> {
  const { command, requestHash, code, detail, position, recordedAt } = refusal
  return client.query({
    name: 'record_refusal',
    text: `INSERT INTO command (id, dossier_id, action, request_hash, ok, code, detail, position, recorded_at, received_at)
      VALUES ($1, $2, $3, $4, false, $5, $6, $7, $8, $9)`,
    values: [
      command.id,
      command.dossierId,
      command.action,
      requestHash,
      code,
      JSON.stringify(detail),
      position === null ? null : JSON.stringify(position),
      recordedAt,
      command.receivedAt,
    ],
  })
}

/**
 * The line that other systems are told by: ids, places and kinds of the record's new lines, no names, nothing written. It is
 * written by every act, whether or not anybody listens, so that whoever asks later can be told from any point.
 */
export function recordLine(
  state: DossierState,
  events: readonly ChainLine<ChainedEvent>[],
  recordedAt: Instant,
): Letter {
  const last = events[events.length - 1]
  return {
    topic: 'record',
    key: `record/${state.id}/${last?.event.seq ?? 0}`,
    payload: {
      dossierId: state.id,
      campaignId: state.campaignId,
      procedureId: state.procedure.id,
      year: state.year,
      version: state.version,
      status: state.status,
      step: state.step,
      round: state.round,
      offices: state.offices,
      at: recordedAt,
      events: events.map(({ event: { seq, type, action } }) => ({ seq, type, action })),
    },
  }
}

/** The letters that a command's effects ask for, each under a key of its own. */
export function lettersOf(
  command: Command,
  state: DossierState,
  effects: readonly Effect[],
  dueAt: Instant | null,
): Letter[] {
  return effects.flatMap((effect, index) =>
    effect.kind !== 'notify'
      ? []
      : {
          topic: 'notice',
          key: `${command.id}/${index}`,
          payload: {
            notice: effect.notice,
            to: effect.to,
            dossierId: state.id,
            campaignId: state.campaignId,
            step: state.step,
            round: state.round,
            commandId: command.id,
            procedureId: state.procedure.id,
            ...(dueAt === null ? {} : { data: { dueAt } }),
            // Nobody is told of what he did himself.
            by: command.actor.kind === 'person' ? command.actor.personId : null,
          },
        },
  )
}

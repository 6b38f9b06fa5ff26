// The one statement with which every command begins: the dossier's row, the stored result of the command id, campaign
// and subject as they stand, the command's own content, and the instant by the instance's clock.
import type { Body, CampaignFacts, SubjectFacts } from '../../domain/command.ts'
import type { DossierState, Id } from '../../domain/dossier.ts'
import type { BeforeReading } from '../../domain/time/due.ts'
import type { CivilDate, Instant } from '../../domain/time/civil.ts'
import type { Refusal } from '../../domain/vocabulary.ts'
import type { Queryable } from '../pool.ts'
import type { Head } from './chain.ts'
import { SUBJECT_COLUMNS, ownDates, subjectFacts, subjectJoins } from './subject.ts'
import type { SubjectRow } from './subject.ts'

/** A dossier as it stands in the record. */
export interface DossierRow {
  readonly state: DossierState
  readonly stateHash: string
  readonly head: Head
  /** When its last line was recorded. */
  readonly recordedAt: Instant
  readonly dueAt: Instant | null
  readonly wakeAt: Instant | null
  /** What was written in it is gone: nothing can rest on it any more. */
  readonly erased: boolean
}

/** The recorded result of a command id. */
export interface StoredCommand {
  readonly dossierId: Id
  readonly requestHash: string
  readonly ok: boolean
  readonly code: Refusal | null
  readonly detail: Readonly<Record<string, unknown>>
  readonly recordedAt: Instant
}

export interface Base {
  /** By the clock of the instance: PostgreSQL's, or where the stepped one stands. */
  readonly now: Instant
  readonly row: DossierRow | null
  readonly stored: StoredCommand | null
  /** Whether a draft names this dossier; without one, and without a row, there is nothing to act on. */
  readonly drafted: boolean
  readonly campaign: CampaignFacts | null
  readonly campaignProcedure: { readonly id: string; readonly version: number } | null
  /** The holiday table that counts: the campaign's own version, or the newest. */
  readonly calendarVersion: number | null
  readonly subject: SubjectFacts | null
  readonly subjectName: string
  readonly communeName: string | null
  readonly body: Body | null
}

interface BaseRow extends SubjectRow {
  now: Date
  state: DossierState | null
  state_hash: string
  head_seq: number
  head_hash: string
  updated_at: Date
  due_at: Date | null
  wake_at: Date | null
  erased: boolean
  cmd_dossier: string | null
  cmd_hash: string
  cmd_ok: boolean
  cmd_code: Refusal | null
  cmd_detail: Record<string, unknown>
  cmd_at: Date
  drafted: boolean
  campaign_id: string | null
  campaign_year: number
  campaign_status: CampaignFacts['status']
  opens_at: Date
  closes_at: Date
  dates: Record<string, CivilDate>
  override: Record<string, CivilDate> | null
  reading: BeforeReading
  settings: Record<string, string | number | boolean>
  sheets: CampaignFacts['sheets']
  procedure_id: string
  procedure_version: number
  procedure_hash: string
  calendar_version: number | null
  commune_name: string | null
  body: Body | null
}

/** The clock of the instance as an SQL expression, in whole milliseconds. */
export const CLOCK_SQL = `(SELECT date_trunc('milliseconds', coalesce(stands_at, clock_timestamp())) FROM clock WHERE id = 1)`

const BASE_SQL = `
SELECT ${CLOCK_SQL} AS now,
  d.state, d.state_hash, d.head_seq, d.head_hash, d.updated_at, d.due_at, d.wake_at,
  d.erased_at IS NOT NULL AS erased,
  k.dossier_id AS cmd_dossier, k.request_hash AS cmd_hash, k.ok AS cmd_ok, k.code AS cmd_code, k.detail AS cmd_detail,
  k.recorded_at AS cmd_at, f.dossier_id IS NOT NULL AS drafted,
  c.id AS campaign_id, c.year AS campaign_year, c.status AS campaign_status, c.opens_at, c.closes_at, c.dates,
  v.dates AS override, c.reading, c.settings, c.sheets, c.procedure_id, c.procedure_version, c.procedure_hash,
  coalesce(c.calendar_version, (SELECT max(version) FROM calendar)) AS calendar_version,
  ${SUBJECT_COLUMNS}, m.id AS commune_id, m.name AS commune_name, m.has_police, b.body
FROM (VALUES ($1::text)) AS w (id)
LEFT JOIN dossier d ON d.id = w.id
LEFT JOIN command k ON k.id = $2
LEFT JOIN draft f ON f.dossier_id = w.id
LEFT JOIN campaign c ON c.id = coalesce(d.campaign_id, f.campaign_id)
${subjectJoins('coalesce(d.subject_id, f.subject_id)')}
LEFT JOIN office m ON m.id = CASE WHEN o.kind = 'commune' THEN o.id ELSE coalesce(d.commune_id, o.commune_id) END
LEFT JOIN campaign_override v ON v.campaign_id = c.id AND v.office_id = m.id
LEFT JOIN content b ON b.dossier_id = w.id AND b.hash = $3`

export interface BaseQuery {
  readonly dossierId: Id
  readonly commandId: string | null
  readonly bodyHash: string | null
  /** The civil date on which the subject must be valid. */
  readonly on: CivilDate
}

/** Sends the statement and gives what it found; takes no locks itself. */
export async function readBase(db: Queryable, query: BaseQuery): Promise<Base> {
  const { rows } = await db.query<BaseRow>({
    name: 'record_base',
    text: BASE_SQL,
    values: [query.dossierId, query.commandId, query.bodyHash, query.on],
  })
  const row = rows[0]
  if (row === undefined) throw new Error('record_base: expected one row')
  return {
    now: row.now.toISOString(),
    row: dossierRow(row),
    stored: storedCommand(row),
    drafted: row.drafted,
    campaign: campaignFacts(row),
    campaignProcedure:
      row.campaign_id === null ? null : { id: row.procedure_id, version: row.procedure_version },
    calendarVersion: row.calendar_version,
    subject: subjectFacts(row),
    subjectName: row.subject_name,
    communeName: row.provincial ? null : row.commune_name,
    body: row.body,
  }
}

function dossierRow(row: BaseRow): DossierRow | null {
  if (row.state === null) return null
  return {
    state: row.state,
    stateHash: row.state_hash,
    head: { seq: row.head_seq, hash: row.head_hash },
    recordedAt: row.updated_at.toISOString(),
    dueAt: row.due_at?.toISOString() ?? null,
    wakeAt: row.wake_at?.toISOString() ?? null,
    erased: row.erased,
  }
}

function storedCommand(row: BaseRow): StoredCommand | null {
  if (row.cmd_dossier === null) return null
  return {
    dossierId: row.cmd_dossier,
    requestHash: row.cmd_hash,
    ok: row.cmd_ok,
    code: row.cmd_code,
    detail: row.cmd_detail,
    recordedAt: row.cmd_at.toISOString(),
  }
}

function campaignFacts(row: BaseRow): CampaignFacts | null {
  if (row.campaign_id === null) return null
  return {
    id: row.campaign_id,
    procedureHash: row.procedure_hash,
    year: row.campaign_year,
    status: row.campaign_status,
    opensAt: row.opens_at.toISOString(),
    closesAt: row.closes_at.toISOString(),
    dates: { ...row.dates, ...row.override, ...ownDates(row.matter_dates, row.campaign_year) },
    reading: row.reading,
    settings: row.settings,
    sheets: row.sheets,
  }
}

// The nightly work of retention, in small steps: what the rules ask for is archived a page at a time and erased one dossier a
// transaction, so many in a night; and what was done is a line of the system's chain.
import { retentionDue } from '../../domain/retention.ts'
import type { RetentionDue, RetentionRule } from '../../domain/retention.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { inTransaction } from '../pool.ts'
import type { Client, Pool, Queryable } from '../pool.ts'
import { appendChainEvent } from '../record/chain.ts'
import { SYSTEM_CHAIN, idFrom } from '../record/ids.ts'
import { lockDossiers } from '../record/lock.ts'
import { eraseDossier } from './erase.ts'
import { HELD_SQL, OFFICE_OF_SQL, lockAgainstHolds } from './holds.ts'
import { readRules } from './rules.ts'
import type { KeptRule } from './rules.ts'

/** Dossiers looked at in one query, and archived in one transaction. */
const PAGE = 200
/** Erased in one night at most: the rest follows in the next ones. */
const ERASED_A_NIGHT = 2_000

/** A concluded dossier that a rule asks for. */
export interface DueDossier extends RetentionDue {
  readonly dossierId: string
  readonly subjectName: string
  readonly procedureId: string
  readonly officeId: string | null
  readonly closedAt: Instant
}

interface Row {
  readonly id: string
  readonly subject_name: string
  readonly procedure_id: string
  readonly office_id: string | null
  readonly closed_at: Date
  readonly updated_at: Date
  readonly archived_at: Date | null
  readonly erased_at: Date | null
  readonly held: boolean
}

export interface DueRequest {
  readonly now: Instant
  /** A condition on `d`, with its values. */
  readonly condition: string
  readonly values: readonly unknown[]
  /** Closing instant and id of the last one looked at. */
  readonly after: readonly [Instant, string] | null
}

export interface DuePage {
  readonly due: readonly DueDossier[]
  /** Where the next page begins; null after the last. */
  readonly next: readonly [Instant, string] | null
}

/** A page of concluded dossiers, the longest concluded first, of which the rules ask for some: the dry run, and what a night does. */
export async function duePage(
  db: Queryable,
  rules: readonly RetentionRule[],
  request: DueRequest,
): Promise<DuePage> {
  const shortest = Math.min(...rules.map(({ years }) => years))
  if (rules.length === 0) return { due: [], next: null }
  const { now, condition, values, after } = request
  const n = values.length
  const { rows } = await db.query<Row>(
    `SELECT d.id, d.subject_name, d.procedure_id, ${OFFICE_OF_SQL} AS office_id, d.closed_at, d.updated_at, d.archived_at, d.erased_at,
       ${HELD_SQL} AS held FROM dossier d
     WHERE d.closed_at IS NOT NULL AND d.erased_at IS NULL AND d.closed_at < $${n + 1}::timestamptz - make_interval(years => $${n + 2})
       AND ($${n + 3}::timestamptz IS NULL OR (d.closed_at, d.id) > ($${n + 3}::timestamptz, $${n + 4}::text)) AND ${condition}
     ORDER BY d.closed_at, d.id LIMIT ${PAGE}`,
    [...values, now, shortest, after?.[0] ?? null, after?.[1] ?? null],
  )
  const today = civilDateOf(now)
  const last = rows.length < PAGE ? undefined : rows.at(-1)
  return {
    due: rows.flatMap((row) => {
      const due = retentionDue(rules, retainedOf(row), today)
      return due === null ? [] : [{ ...due, ...identityOf(row) }]
    }),
    next: last === undefined ? null : [last.closed_at.toISOString(), last.id],
  }
}

function retainedOf(row: Row) {
  return {
    procedureId: row.procedure_id,
    closedAt: row.closed_at.toISOString(),
    lastActAt: row.updated_at.toISOString(),
    archived: row.archived_at !== null,
    erased: row.erased_at !== null,
    held: row.held,
  }
}

function identityOf(row: Row): Omit<DueDossier, keyof RetentionDue> {
  return {
    dossierId: row.id,
    subjectName: row.subject_name,
    procedureId: row.procedure_id,
    officeId: row.office_id,
    closedAt: row.closed_at.toISOString(),
  }
}

/** What a night did. */
export interface Retention {
  readonly archived: number
  readonly erased: number
}

/** Does what the rules ask for; safe to break off and to repeat. */
export async function sweepRetention(pool: Pool, now: Instant): Promise<Retention> {
  const rules = await readRules(pool)
  let [archived, erased] = [0, 0]
  let after: DueRequest['after'] = null
  do {
    const page = await duePage(pool, rules, { now, condition: 'true', values: [], after })
    const free = page.due.filter(({ held }) => !held)
    archived += await archivePage(pool, rules, free, now)
    for (const due of free.filter(({ kind }) => kind === 'erase').slice(0, ERASED_A_NIGHT - erased))
      erased += await eraseByRule(pool, rules, due, now)
    after = page.next
  } while (after !== null)
  if (archived + erased > 0) {
    const about = { archived, erased, rules: rules.map(({ id, version }) => ({ id, version })) }
    await inTransaction(pool, (client) =>
      appendChainEvent(client, SYSTEM_CHAIN, 'retentionSwept', about, 'system', now),
    )
  }
  return { archived, erased }
}

/** Archives what a page names, each looked at once more under its lock. */
async function archivePage(
  pool: Pool,
  rules: readonly KeptRule[],
  page: readonly DueDossier[],
  now: Instant,
): Promise<number> {
  const ids = page.filter(({ kind }) => kind === 'archive').map(({ dossierId }) => dossierId)
  if (ids.length === 0) return 0
  return inTransaction(pool, async (client) => {
    await lockAgainstHolds(client)
    await lockDossiers(client, ids)
    const still = (await stillDue(client, rules, ids, now)).filter(({ kind }) => kind === 'archive')
    const { rowCount } = await client.query('UPDATE dossier SET archived_at = $2 WHERE id = ANY($1)', [
      still.map(({ dossierId }) => dossierId),
      now,
    ])
    return rowCount ?? 0
  })
}

/** Which of these the rules still ask for, as they stand now under their locks. */
async function stillDue(
  client: Client,
  rules: readonly RetentionRule[],
  ids: readonly string[],
  now: Instant,
): Promise<readonly DueDossier[]> {
  const { due } = await duePage(client, rules, {
    now,
    condition: 'd.id = ANY($1)',
    values: [ids],
    after: null,
  })
  return due.filter(({ held }) => !held)
}

async function eraseByRule(
  pool: Pool,
  rules: readonly KeptRule[],
  due: DueDossier,
  now: Instant,
): Promise<number> {
  const rule = rules.find(({ id }) => id === due.ruleId)
  if (rule === undefined || rule.confirmedBy === null) return 0
  const { dossierId } = due
  const asked = {
    id: idFrom('erasure', rule.id, dossierId),
    ...{
      dossierId,
      ruleId: rule.id,
      reason: rule.basis,
      proposedBy: rule.setBy,
      decidedBy: rule.confirmedBy,
    },
  }
  return inTransaction(pool, async (client) => {
    await lockAgainstHolds(client)
    await lockDossiers(client, [dossierId])
    if ((await stillDue(client, rules, [dossierId], now)).every(({ kind }) => kind !== 'erase')) return 0
    return typeof (await eraseDossier(client, asked, now)) === 'string' ? 0 : 1
  })
}

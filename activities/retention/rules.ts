// The rules of retention as they are kept: set by one officer, and where they erase confirmed by another; each change a line of
// the system's chain.
import { ruleRefusal } from '../../domain/retention.ts'
import type { RetentionKind, RetentionRule } from '../../domain/retention.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Client, Queryable } from '../pool.ts'
import { hashOf } from '../record/canonical.ts'
import { appendChainEvent } from '../record/chain.ts'
import { SYSTEM_CHAIN, newId } from '../record/ids.ts'

export interface KeptRule extends RetentionRule {
  /** Why so long: in words. No public text was found, so it is a setting. */
  readonly basis: string
  readonly setBy: string
  readonly setAt: Instant
  readonly confirmedBy: string | null
  readonly version: number
}

interface RuleRow {
  readonly id: string
  readonly procedure_id: string | null
  readonly kind: RetentionKind
  readonly years: number
  readonly basis: string
  readonly set_by: string
  readonly set_at: Date
  readonly confirmed_by: string | null
  readonly version: number
}

/** All rules, the general ones first. */
export async function readRules(db: Queryable): Promise<KeptRule[]> {
  const { rows } = await db.query<RuleRow>(
    `SELECT id, procedure_id, kind, years, basis, set_by, set_at, confirmed_by, version FROM retention_rule
     ORDER BY procedure_id NULLS FIRST, kind`,
  )
  return rows.map((row) => ({
    id: row.id,
    procedureId: row.procedure_id,
    kind: row.kind,
    years: row.years,
    confirmed: row.confirmed_by !== null,
    basis: row.basis,
    setBy: row.set_by,
    setAt: row.set_at.toISOString(),
    confirmedBy: row.confirmed_by,
    version: row.version,
  }))
}

export interface WantedRule {
  readonly procedureId: string | null
  readonly kind: RetentionKind
  readonly years: number
  readonly basis: string
}

/** Sets a rule in the place of the one for the same procedure and kind; a refusal is a code. The same again changes nothing. */
export async function setRule(
  client: Client,
  wanted: WantedRule,
  by: string,
  now: Instant,
): Promise<KeptRule | 'erasesBeforeArchiving'> {
  await client.query('LOCK TABLE retention_rule IN SHARE ROW EXCLUSIVE MODE')
  const rules = await readRules(client)
  const same = rules.find(
    ({ procedureId, kind }) => procedureId === wanted.procedureId && kind === wanted.kind,
  )
  if (same?.years === wanted.years && same.basis === wanted.basis) return same
  const refusal = ruleRefusal(rules, wanted)
  if (refusal !== null) return refusal
  const { procedureId, kind, years, basis } = wanted
  const id = same?.id ?? newId()
  await client.query(
    `INSERT INTO retention_rule (id, procedure_id, kind, years, basis, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (id) DO UPDATE SET years = $4, basis = $5, set_by = $6, set_at = $7, confirmed_by = NULL,
       confirmed_at = NULL, version = retention_rule.version + 1`,
    [id, procedureId, kind, years, basis, by, now],
  )
  const about = { ruleId: id, procedureId, kind, years, basisHash: hashOf({ basis }) }
  await appendChainEvent(client, SYSTEM_CHAIN, 'retentionRuleSet', about, by, now)
  return ruleOf(await readRules(client), id)
}

function ruleOf(rules: readonly KeptRule[], id: string): KeptRule {
  const rule = rules.find((one) => one.id === id)
  if (rule === undefined) throw new Error(`retention rule ${id}: written, then not there`)
  return rule
}

/** A second officer confirms a rule as it stands in that version; null where it is another by now. */
export async function confirmRule(
  client: Client,
  ruleId: string,
  version: number,
  by: string,
  now: Instant,
): Promise<KeptRule | 'ownRule' | null> {
  await client.query('LOCK TABLE retention_rule IN SHARE ROW EXCLUSIVE MODE')
  const rule = (await readRules(client)).find((one) => one.id === ruleId && one.version === version)
  if (rule === undefined) return null
  if (rule.confirmed) return rule
  if (rule.setBy === by) return 'ownRule'
  await client.query('UPDATE retention_rule SET confirmed_by = $2, confirmed_at = $3 WHERE id = $1', [
    ruleId,
    by,
    now,
  ])
  await appendChainEvent(client, SYSTEM_CHAIN, 'retentionRuleConfirmed', { ruleId, version }, by, now)
  return ruleOf(await readRules(client), ruleId)
}

/** Takes a rule away; false where there is none of that id. */
export async function removeRule(client: Client, ruleId: string, by: string, now: Instant): Promise<boolean> {
  const { rowCount } = await client.query('DELETE FROM retention_rule WHERE id = $1', [ruleId])
  if (rowCount === 0) return false
  await appendChainEvent(client, SYSTEM_CHAIN, 'retentionRuleRemoved', { ruleId }, by, now)
  return true
}

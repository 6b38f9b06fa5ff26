// What routes of retention ask of the database under a person's territory: whose dossiers, campaigns, offices and people he may
// put under a hold or propose to erase, and the schemas of what they answer.
import { z } from 'zod'
import type { Client, Queryable } from '../../activities/pool.ts'
import { OFFICE_OF_SQL } from '../../activities/retention/holds.ts'
import type { HoldScope } from '../../activities/retention/holds.ts'
import { ERASURE_COLUMNS, erasureOf } from '../../activities/retention/requests.ts'
import type { Erasure, ErasureRow } from '../../activities/retention/requests.ts'
import { RETENTION_KINDS } from '../../domain/retention.ts'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import { namesOf } from '../reads/detail.ts'
import { id, instant } from '../schemas.ts'
import { Values } from '../scope.ts'
import { heldAs, isAuditor, within } from '../territory.ts'
import type { Territory } from '../territory.ts'

/** Who keeps the record of an office: its administrators and its records officers (văn thư). */
export const KEEPERS = ['administrator', 'recordsOfficer'] as const
export const READERS = [...KEEPERS, 'auditor'] as const

/** Where the actor keeps the record. */
export const kept = (actor: Actor): Territory => heldAs(actor, KEEPERS)

/** Where he may read about it: there, and everywhere as auditor. */
export function readable(actor: Actor): Territory {
  const territory = kept(actor)
  return { ...territory, everything: territory.everything || isAuditor(actor) }
}

/** Rules count for the whole instance: only who keeps all of it may change them. */
export function requireEverything(actor: Actor): void {
  if (!kept(actor).everything) throw new Problem('forbidden')
}

export const kind = z.enum(RETENTION_KINDS)

export const ruleItem = z
  .object({
    id,
    procedureId: z.string().nullable(),
    kind,
    years: z.int(),
    /** Why so long. No public text sets these times: every one is a setting. */
    basis: z.string(),
    setBy: id,
    setAt: instant,
    confirmedBy: id.nullable(),
    /** One that erases doesn't count before a second officer has confirmed it. */
    counts: z.boolean(),
    version: z.int(),
  })
  .meta({ id: 'RetentionRule' })

export const dueItem = z
  .object({
    dossierId: id,
    subjectName: z.string(),
    procedureId: z.string(),
    officeId: id.nullable(),
    closedAt: instant,
    kind,
    ruleId: id,
    since: z.string(),
    held: z.boolean(),
  })
  .meta({ id: 'RetentionDue' })

export const holdItem = z
  .object({
    id,
    scope: z.enum(['dossier', 'office', 'campaign']),
    targetId: id,
    officeId: id,
    reason: z.string(),
    setBy: id,
    setAt: instant,
    liftedBy: id.nullable(),
    liftedAt: instant.nullable(),
    liftReason: z.string().nullable(),
  })
  .meta({ id: 'LegalHold' })

export const erasureItem = z
  .object({
    id,
    dossierId: id.nullable(),
    personId: id.nullable(),
    officeId: id,
    status: z.enum(['proposed', 'refused', 'done']),
    ruleId: id.nullable(),
    reason: z.string(),
    proposedBy: id,
    proposedAt: instant,
    decidedBy: id.nullable(),
    decidedAt: instant.nullable(),
  })
  .meta({ id: 'Erasure' })

const OFFICES: Readonly<Record<HoldScope | 'person', string>> = {
  dossier: `SELECT ${OFFICE_OF_SQL} AS id FROM dossier d WHERE d.id = `,
  campaign: 'SELECT c.office_id AS id FROM campaign c WHERE c.id = ',
  office: 'SELECT f.id FROM office f WHERE f.id = ',
  person: 'SELECT r.office_id AS id FROM role_holding r WHERE r.person_id = ',
}

/** The office that answers for something, where it lies in the territory; throws `notFound` where there is none. */
export async function officeOf(
  db: Queryable,
  territory: Territory,
  what: HoldScope | 'person',
  targetId: string,
): Promise<string> {
  const values = new Values()
  const { rows } = await db.query<{ id: string }>(
    `SELECT o.id FROM (${OFFICES[what]}${values.add(targetId)}) w JOIN office o ON o.id = w.id
     WHERE ${within(territory, values)} ORDER BY o.id LIMIT 1`,
    values.list,
  )
  const [row] = rows
  if (row === undefined) throw new Problem('notFound')
  return row.id
}

/** An erasure whose office lies in the territory; throws `notFound` where there is none. */
export async function erasureWithin(
  client: Client,
  territory: Territory,
  erasureId: string,
): Promise<Erasure> {
  const values = new Values()
  const { rows } = await client.query<ErasureRow>(
    `SELECT ${ERASURE_COLUMNS} FROM erasure x JOIN office o ON o.id = x.office_id
     WHERE x.id = ${values.add(erasureId)} AND ${within(territory, values)}`,
    values.list,
  )
  if (rows[0] === undefined) throw new Problem('notFound')
  return erasureOf(rows[0])
}

type Named = { readonly [key in (typeof NAMED)[number]]?: string | null | undefined }
const NAMED = [
  'officeId',
  'dossierId',
  'personId',
  'targetId',
  'setBy',
  'confirmedBy',
  'liftedBy',
  'proposedBy',
  'decidedBy',
] as const

/** Names of everything that items of retention point to: people, offices, matters, dossiers by subject, campaigns by year. */
export async function namesOfRetention(
  db: Queryable,
  items: readonly Named[],
): Promise<Record<string, string>> {
  const ids = [...new Set(items.flatMap((item) => NAMED.flatMap((key) => item[key] ?? [])))]
  const { rows } = await db.query<{ id: string; name: string }>(
    `SELECT d.id, d.subject_name || ', năm ' || d.year AS name FROM dossier d WHERE d.id = ANY($1)
     UNION ALL SELECT c.id, (v.definition->>'vi') || ', năm ' || c.year FROM campaign c
       JOIN procedure_version v ON v.id = c.procedure_id AND v.version = c.procedure_version WHERE c.id = ANY($1)`,
    [ids],
  )
  return { ...(await namesOf(db, ids)), ...Object.fromEntries(rows.map(({ id: one, name }) => [one, name])) }
}

/** Erasures of a territory, the latest first; one more than `limit` where there are more. */
export async function listErasures(
  db: Queryable,
  territory: Territory,
  before: readonly [string, string] | null,
  limit: number,
): Promise<Erasure[]> {
  const values = new Values()
  const condition = within(territory, values)
  const from =
    before === null
      ? 'true'
      : `(x.proposed_at, x.id) < (${values.add(before[0])}::timestamptz, ${values.add(before[1])}::text)`
  const { rows } = await db.query<ErasureRow>(
    `SELECT ${ERASURE_COLUMNS} FROM erasure x JOIN office o ON o.id = x.office_id WHERE ${condition} AND ${from}
     ORDER BY x.proposed_at DESC, x.id DESC LIMIT ${values.add(limit + 1)}`,
    values.list,
  )
  return rows.map(erasureOf)
}

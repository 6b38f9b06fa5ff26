// The statements that read the facts outside a dossier, one a kind of fact: roles and delegations, holders, results,
// documents, target office, batch, content, newer version. In which order they lock is written in facts.ts.
import type { Body, Capacity, Facts, FactNeeds } from '../../domain/command.ts'
import { holdersKey } from '../../domain/command.ts'
import type { Id } from '../../domain/dossier.ts'
import type { Procedure } from '../../domain/procedure.ts'
import type { CivilDate, Instant } from '../../domain/time/civil.ts'
import type { OfficeKind, Role } from '../../domain/vocabulary.ts'
import type { Queryable } from '../pool.ts'
import type { Base } from './base.ts'

export interface ReadOptions {
  /** FOR SHARE on every row that counts; only inside a transaction. */
  readonly lock: boolean
}

/** How a statement's name and text differ where its rows are locked; `of` names the table to lock. */
export function share(options: ReadOptions, of = ''): { readonly suffix: string; readonly clause: string } {
  return options.lock ? { suffix: '_locked', clause: ` FOR SHARE${of}` } : { suffix: '', clause: '' }
}

interface HoldingRow {
  id: string
  office_id: string
  role: Role
}
interface DelegationRow extends HoldingRow {
  from_person: string
  holding_id: string
  procedure_id: string | null
}

/**
 * The roles in which a person may act at an instant: his own, and those that others delegated to him in writing while
 * they hold them themselves. What was delegated is never passed on: only a holding can stand behind a delegation.
 */
export async function readCapacities(
  client: Queryable,
  personId: Id,
  at: Instant,
  options: ReadOptions,
): Promise<Capacity[]> {
  const { suffix, clause } = share(options)
  const [own, delegated] = await Promise.all([
    client.query<HoldingRow>({
      name: `facts_roles${suffix}`,
      text: `SELECT id, office_id, role FROM role_holding
        WHERE person_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2) ORDER BY id${clause}`,
      values: [personId, at],
    }),
    client.query<DelegationRow>({
      name: `facts_delegations${suffix}`,
      text: `SELECT d.id, d.from_person, d.office_id, d.role, d.procedure_id, h.id AS holding_id FROM delegation d
        JOIN role_holding h ON h.person_id = d.from_person AND h.office_id = d.office_id AND h.role = d.role
        WHERE d.to_person = $1 AND d.valid_from <= $2 AND d.valid_to > $2 AND (d.ended_at IS NULL OR d.ended_at > $2)
          AND h.valid_from <= $2 AND (h.valid_to IS NULL OR h.valid_to > $2) ORDER BY d.id, h.id${clause}`,
      values: [personId, at],
    }),
  ])
  return [
    ...own.rows.map((row) => ({
      role: row.role,
      officeId: row.office_id,
      holdingId: row.id,
      delegation: null,
    })),
    ...delegated.rows.map((row) => ({
      role: row.role,
      officeId: row.office_id,
      holdingId: row.holding_id,
      delegation: {
        id: row.id,
        fromPersonId: row.from_person,
        ...(row.procedure_id === null ? {} : { procedureId: row.procedure_id }),
      },
    })),
  ]
}

export async function readHolders(
  client: Queryable,
  wanted: FactNeeds['holders'],
  at: Instant,
  options: ReadOptions,
): Promise<Facts['holders']> {
  if (wanted.length === 0) return {}
  const { suffix, clause } = share(options, ' OF h')
  const { rows } = await client.query<{ office_id: string; role: Role; person_id: string }>({
    name: `facts_holders${suffix}`,
    text: `SELECT h.office_id, h.role, h.person_id FROM role_holding h
      JOIN unnest($1::text[], $2::text[]) AS n (office_id, role) ON n.office_id = h.office_id AND n.role = h.role
      WHERE h.valid_from <= $3 AND (h.valid_to IS NULL OR h.valid_to > $3) ORDER BY h.id${clause}`,
    values: [wanted.map(({ officeId }) => officeId), wanted.map(({ role }) => role), at],
  })
  const holders: Record<string, Id[]> = {}
  for (const { officeId, role } of wanted) holders[holdersKey(officeId, role)] = []
  for (const row of rows) {
    const list = holders[holdersKey(row.office_id, row.role)]
    if (list !== undefined && !list.includes(row.person_id)) list.push(row.person_id)
  }
  return holders
}

/** Every stored file that a body names: its documents and the evidence of its answers. */
export function documentHashes(body: Body | null): string[] {
  if (body === null) return []
  const named = (body.documents ?? []).map(({ sha256 }) => sha256)
  const evidence = Object.values(body.answers ?? {}).flatMap((answer) => answer.evidence ?? [])
  return [...new Set([...named, ...evidence])].sort()
}

export async function readDocuments(
  client: Queryable,
  dossierId: Id,
  hashes: readonly string[],
  options: ReadOptions,
): Promise<string[]> {
  const { suffix, clause } = share(options)
  const { rows } = await client.query<{ sha256: string }>({
    name: `facts_documents${suffix}`,
    text: `SELECT sha256 FROM document WHERE dossier_id = $1 AND sha256 = ANY($2) ORDER BY sha256${clause}`,
    values: [dossierId, hashes],
  })
  return rows.map(({ sha256 }) => sha256)
}

export async function readTargetOffice(
  client: Queryable,
  officeId: Id,
  on: CivilDate,
  options: ReadOptions,
): Promise<Facts['targetOffice']> {
  const { suffix, clause } = share(options)
  const { rows } = await client.query<{ id: string; kind: OfficeKind }>({
    name: `facts_target${suffix}`,
    text: `SELECT id, kind FROM office WHERE id = $1 AND merged_into IS NULL
      AND valid_from <= $2::date AND (valid_to IS NULL OR valid_to > $2::date)${clause}`,
    values: [officeId, on],
  })
  return rows[0] ?? null
}

type BatchFact = NonNullable<Facts['batch']>

// Whatever follows the signing (applying, finished) is 'signed' to the rule.
export async function readBatch(
  client: Queryable,
  batchId: Id,
  options: ReadOptions,
): Promise<BatchFact | null> {
  const { suffix, clause } = share(options)
  const { rows } = await client.query<BatchFact>({
    name: `facts_batch${suffix}`,
    text: `SELECT id, CASE WHEN signed_at IS NOT NULL THEN 'signed' WHEN status IN ('collecting', 'frozen') THEN status
      ELSE 'cancelled' END AS status FROM batch WHERE id = $1${clause}`,
    values: [batchId],
  })
  return rows[0] ?? null
}

/** A stored content; null when there is none, or when it was erased. */
export async function readContent(client: Queryable, dossierId: Id, hash: string): Promise<Body | null> {
  const { rows } = await client.query<{ body: Body | null }>({
    name: 'facts_content',
    text: 'SELECT body FROM content WHERE dossier_id = $1 AND hash = $2',
    values: [dossierId, hash],
  })
  return rows[0]?.body ?? null
}

/** The fields that earlier steps sent, by step; nothing of what was erased. */
export async function readEarlier(
  client: Queryable,
  dossierId: Id,
  wanted: FactNeeds['earlier'],
): Promise<NonNullable<Facts['earlier']>> {
  const { rows } = await client.query<{ step: string; fields: NonNullable<Body['fields']> | null }>({
    name: 'facts_earlier',
    text: `SELECT w.step, c.body->'fields' AS fields FROM unnest($2::text[], $3::text[]) AS w (step, hash)
      JOIN content c ON c.dossier_id = $1 AND c.hash = w.hash`,
    values: [dossierId, wanted.map(({ step }) => step), wanted.map(({ hash }) => hash)],
  })
  return Object.fromEntries(rows.map(({ step, fields }) => [step, fields ?? {}]))
}

/** The version asked for, if it is the newest published one of the dossier's procedure. */
export async function readNewest(
  client: Queryable,
  base: Base,
  version: number,
): Promise<{ procedure: Procedure; hash: string } | null> {
  const id = base.row?.state.procedure.id ?? base.campaignProcedure?.id
  const { rows } = await client.query<{ version: number; definition: Procedure; hash: string }>({
    name: 'facts_newest',
    text: 'SELECT version, definition, hash FROM procedure_version WHERE id = $1 ORDER BY version DESC LIMIT 1',
    values: [id],
  })
  const newest = rows[0]
  return newest === undefined || newest.version !== version
    ? null
    : { procedure: newest.definition, hash: newest.hash }
}

// Builders of nouns for tests on a real database: offices, people, procedures, campaigns, drafts, bodies, actions. Each is
// idempotent (the same arguments give the same row and id) and uses the functions that the running system uses.
import { createPool, inTransaction } from '../../activities/pool.ts'
import type { Pool, Queryable } from '../../activities/pool.ts'
import { hashOf, sha256Hex } from '../../activities/record/canonical.ts'
import { appendChainEvent } from '../../activities/record/chain.ts'
import { contentOf } from '../../activities/record/content.ts'
import { dossierIdOf, idFrom, newId, officeChain } from '../../activities/record/ids.ts'
import { generateKeyPem, keysFromPem } from '../../activities/record/keys.ts'
import type { SigningKeys } from '../../activities/record/keys.ts'
import {
  createCampaign,
  publishCalendar,
  publishProcedure,
  publishSheet,
} from '../../activities/record/publish.ts'
import type { NewCampaign } from '../../activities/record/publish.ts'
import { createRecordActivities } from '../../activities/record/index.ts'
import type { Actor, Args, Basis, Body } from '../../domain/command.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { fold } from '../../domain/text.ts'
import { SHIPPED_CALENDAR } from '../../domain/time/holidays.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Action, OfficeKind, Role } from '../../domain/vocabulary.ts'
import { SHEETS } from '../../procedures/sheets.ts'
import type { ActRequest, ActResult, DossierActivities } from '../../workflows/messages.ts'
import { freshDatabase } from './postgres.ts'
import { SMALL_PROCEDURE } from './small-procedure.ts'

/** Before everything that the tests do. */
export const LONG_AGO = '2025-07-01T00:00:00.000Z'
/** A Monday in the morning, Vietnamese time, while campaigns of 2026 are open. */
export const MONDAY = '2026-03-02T02:00:00.000Z'

/** For a machine that stands still now and then: how soon the product gives up is not what these tests are about. */
const PATIENT = { connectTimeoutMs: 60_000, statementTimeoutMs: 60_000, lockTimeoutMs: 60_000 }

/** A database of one's own with the record's activities over it; `drop` ends it. */
export interface TestRecord {
  readonly pool: Pool
  readonly ownerUrl: string
  readonly appUrl: string
  /** As the superuser, on this database. */
  readonly adminUrl: string
  readonly keys: SigningKeys
  readonly record: DossierActivities
  drop(): Promise<void>
}

export async function aRecord(): Promise<TestRecord> {
  const database = await freshDatabase()
  const pool = createPool({ connectionString: database.appUrl, max: 24, name: 'test', ...PATIENT })
  const keys = keysFromPem(generateKeyPem())
  return {
    pool,
    keys,
    ownerUrl: database.ownerUrl,
    appUrl: database.appUrl,
    adminUrl: database.adminUrl,
    record: createRecordActivities({ pool, keys }),
    drop: async () => {
      await pool.end()
      await database.drop()
    },
  }
}

/** The clock of the instance stands at an instant until it is moved on. */
export async function theClockStandsAt(pool: Pool, at: Instant): Promise<void> {
  await pool.query("UPDATE clock SET mode = 'stepped', stands_at = $1 WHERE id = 1", [at])
}

interface OfficeRow {
  readonly id: string
  readonly kind: OfficeKind
  readonly code: string | null
  readonly name: string
  readonly parentId: string | null
  readonly provinceId: string | null
  readonly communeId: string | null
  readonly hasPolice?: boolean
}

async function anOffice(pool: Pool, office: OfficeRow): Promise<string> {
  const { id, kind, code, name, parentId, provinceId, communeId } = office
  await pool.query(
    `INSERT INTO office (id, kind, code, name, short_name, has_police, parent_id, province_id, commune_id, search_key,
       valid_from, created_at)
     VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, '2025-07-01', $10) ON CONFLICT DO NOTHING`,
    [id, kind, code, name, office.hasPolice ?? true, parentId, provinceId, communeId, fold(name), LONG_AGO],
  )
  return id
}

/** A province's office, `P` and its code of two digits. */
export function aProvince(pool: Pool, { code = '44', name = 'Tỉnh Quảng Trị' } = {}): Promise<string> {
  return anOffice(pool, {
    id: `P${code}`,
    kind: 'province',
    code,
    name,
    parentId: null,
    provinceId: null,
    communeId: null,
  })
}

/** A commune's office, `C` and its code of five digits; makes its province. */
export async function aCommune(
  pool: Pool,
  { code = '19363', name = 'Xã Vĩnh Thủy', provinceCode = '44', hasPolice = true } = {},
): Promise<string> {
  const provinceId = await aProvince(
    pool,
    provinceCode === '44' ? {} : { code: provinceCode, name: `Tỉnh ${provinceCode}` },
  )
  return anOffice(pool, {
    id: `C${code}`,
    kind: 'commune',
    code,
    name,
    parentId: provinceId,
    provinceId,
    communeId: null,
    hasPolice,
  })
}

export type UnitKind = 'agency' | 'enterprise' | 'school' | 'residentialArea' | 'department'

/** A unit of a commune, or of a province itself when `parent` is a province's office. */
export async function aUnit(
  pool: Pool,
  {
    parent,
    kind = 'agency',
    name = 'Trạm Y tế xã Vĩnh Thủy',
  }: { parent: string; kind?: UnitKind; name?: string },
): Promise<string> {
  const { rows } = await pool.query<{ kind: OfficeKind; province_id: string | null }>(
    'SELECT kind, province_id FROM office WHERE id = $1',
    [parent],
  )
  const above = rows[0]
  if (above === undefined) throw new Error(`office ${parent}: make it before its unit`)
  const inCommune = above.kind === 'commune'
  return anOffice(pool, {
    id: idFrom('unit', parent, name),
    kind,
    code: null,
    name,
    parentId: parent,
    provinceId: above.province_id ?? parent,
    communeId: inCommune ? parent : null,
  })
}

/** A person who holds a role in an office; the same name, role and office are the same person and holding. */
export async function aPerson(
  pool: Pool,
  role: Role,
  officeId: string,
  {
    name = `${role} ${officeId}`,
    from = LONG_AGO,
    to = null,
  }: { name?: string; from?: Instant; to?: Instant | null } = {},
): Promise<string> {
  const id = idFrom('person', name)
  await pool.query(
    'INSERT INTO person (id, name, search_key, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [id, name, fold(name), LONG_AGO],
  )
  const holdingId = idFrom('holding', id, officeId, role, from)
  const { rowCount } = await pool.query(
    `INSERT INTO role_holding (id, person_id, office_id, role, valid_from, valid_to, granted_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, 'system', $5) ON CONFLICT DO NOTHING`,
    [holdingId, id, officeId, role, from, to],
  )
  if (rowCount === 1) {
    // In a transaction, for the head is locked until it ends: tests make several people at once.
    await inTransaction(pool, (client) =>
      appendChainEvent(
        client,
        officeChain(officeId),
        'roleGranted',
        { holdingId, personId: id, role },
        'system',
        LONG_AGO,
      ),
    )
  }
  return id
}

/** A dated delegation of a role, which the one who gives it holds in the office. */
export async function aDelegation(
  pool: Pool,
  {
    from,
    to,
    officeId,
    role,
    validFrom = LONG_AGO,
    validTo = '2027-01-01T00:00:00.000Z',
  }: {
    from: string
    to: string
    officeId: string
    role: Role
    validFrom?: Instant
    validTo?: Instant
  },
): Promise<string> {
  const id = idFrom('delegation', from, to, officeId, role, validFrom)
  await pool.query(
    `INSERT INTO delegation (id, from_person, to_person, office_id, role, valid_from, valid_to, reason, created_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'đi công tác', $2, $6) ON CONFLICT DO NOTHING`,
    [id, from, to, officeId, role, validFrom, validTo],
  )
  return id
}

/** An open campaign with its procedure, holiday table and criteria sheets published. */
export async function aCampaign(
  pool: Pool,
  campaign: Partial<NewCampaign> & { readonly officeId: string },
): Promise<string> {
  const procedure: Procedure = campaign.procedure ?? SMALL_PROCEDURE
  await publishProcedure(pool, procedure, 'system', LONG_AGO)
  await publishCalendar(pool, SHIPPED_CALENDAR, 'system', LONG_AGO)
  for (const sheet of SHEETS) await publishSheet(pool, sheet, 'system', LONG_AGO)
  return createCampaign(pool, { year: 2026, status: 'open', ...campaign, procedure }, 'system', LONG_AGO)
}

/** The draft of a subject's dossier in a campaign; gives the dossier's id. */
export async function aDraft(
  pool: Pool,
  campaignId: string,
  subjectId: string,
  by = 'someone',
): Promise<string> {
  const id = dossierIdOf(campaignId, subjectId)
  await pool.query(
    `INSERT INTO draft (dossier_id, campaign_id, subject_id, version, data, updated_by, updated_at)
     VALUES ($1, $2, $3, 1, '{}', $4, $5) ON CONFLICT DO NOTHING`,
    [id, campaignId, subjectId, by, LONG_AGO],
  )
  return id
}

/** An uploaded document of a dossier (its row; no file on disk); gives its hash. */
export async function aDocument(
  pool: Pool,
  dossierId: string,
  name: string,
  by = 'someone',
): Promise<string> {
  const sha256 = sha256Hex(`${dossierId}/${name}`)
  await pool.query(
    `INSERT INTO document (dossier_id, sha256, size, mime, name, uploaded_by, uploaded_at)
     VALUES ($1, $2, 1000, 'application/pdf', $3, $4, $5) ON CONFLICT DO NOTHING`,
    [dossierId, sha256, name, by, LONG_AGO],
  )
  return sha256
}

export interface ActionAsked {
  readonly dossierId: string
  readonly action: Action
  /** A person's id, or the whole actor. */
  readonly by: string | Actor
  readonly at?: Instant
  readonly body?: Body
  readonly args?: Args
  /** Where the person saw the dossier; null for a first act. Left out: where it stands now. */
  readonly basis?: Basis | null
  /** Left out: a fresh one. */
  readonly commandId?: string
}

/** What somebody wrote for a dossier, stored as the API stores it with the receipt; gives its hash. */
export async function aContent(
  db: Queryable,
  dossierId: string,
  body: Body,
  at: Instant = MONDAY,
): Promise<string> {
  const { hash, text } = contentOf(body)
  await db.query(
    'INSERT INTO content (dossier_id, hash, body, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [dossierId, hash, text, at],
  )
  return hash
}

/** The request that the API would send for an action; stores its body. */
export async function aRequest(pool: Pool, asked: ActionAsked): Promise<ActRequest> {
  const { dossierId, action, by, at = MONDAY, args = {}, commandId = newId() } = asked
  const bodyHash = asked.body === undefined ? null : await aContent(pool, dossierId, asked.body, at)
  const basis = asked.basis === undefined ? await presentBasis(pool, dossierId) : asked.basis
  const actor: Actor = typeof by === 'string' ? { kind: 'person', personId: by } : by
  const requestHash = hashOf({ dossierId, action, basis, bodyHash, args })
  const command = { id: commandId, dossierId, action, actor, receivedAt: at, basis, bodyHash, args }
  return { command, requestHash, checked: false, attempt: 1 }
}

/** The basis of somebody who looks at the dossier now; null while it is a draft. */
export async function presentBasis(pool: Pool, dossierId: string): Promise<Basis | null> {
  const { rows } = await pool.query<Basis>(
    'SELECT step, round, content_hash AS "contentHash" FROM dossier WHERE id = $1',
    [dossierId],
  )
  return rows[0] ?? null
}

/** Commits an action; see `aRequest`. */
export async function act({ pool, record }: TestRecord, asked: ActionAsked): Promise<ActResult> {
  return record.commit(await aRequest(pool, asked))
}

/** Like `act`, and throws unless it was accepted: for the way to what a test is about. */
export async function mustAct(at: TestRecord, asked: ActionAsked): Promise<ActResult> {
  const result = await act(at, asked)
  if (!result.ok) throw new Error(`${asked.action}: ${result.code ?? ''} ${JSON.stringify(result.detail)}`)
  return result
}

// Matters: what a dossier can be about beside an office. They are entered by whoever works in the office that owns them or
// above it; from then on procedures give them their standing. Each entry and change is a line of the owner's chain.
import { z } from 'zod'
import type { Client } from '../../activities/pool.ts'
import { sha256Hex } from '../../activities/record/canonical.ts'
import { appendChainEvent } from '../../activities/record/chain.ts'
import { newId, officeChain } from '../../activities/record/ids.ts'
import { fold } from '../../domain/text.ts'
import { civilDateOf, isMonthDay } from '../../domain/time/civil.ts'
import { MATTER_KINDS } from '../../domain/vocabulary.ts'
import type { MatterKind } from '../../domain/vocabulary.ts'
import { isLimited } from '../auth/actor.ts'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import { id, line } from '../schemas.ts'
import { Values } from '../scope.ts'
import type { Doing } from './offices.ts'
import { day } from './schemas.ts'

const name = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,59}$/u)
const ownDate = z.union([day, z.string().refine(isMonthDay)])
/** Named dates of one matter: more than any procedure has. */
const MOST_DATES = 40
/** Parts in one request: a plan's duties, a province's communes. */
export const MOST_PARTS = 200

export const matterKind = z.enum(MATTER_KINDS)

/** What can be said of a matter. */
export const matterGiven = {
  kind: matterKind,
  /** As the procedures that take this kind name their types. */
  type: name.optional(),
  name: line(300),
  officeId: id,
  /** A row's or a duty's number; of one parent's parts no two have the same. */
  code: line(60).optional(),
  /** Who is in charge: somebody of the office. */
  personId: id.optional(),
  /** Dates of its own, by the names of the procedure's: YYYY-MM-DD, or MM-DD of every year. */
  dates: z
    .record(name, ownDate)
    .refine((dates) => Object.keys(dates).length <= MOST_DATES)
    .optional(),
} as const
export type MatterGiven = z.output<z.ZodObject<typeof matterGiven>>

/** The condition on a row `o` of office that the actor enters matters for it: he works there, or above it. */
export function entersMatters(actor: Actor, values: Values): string {
  const working = actor.posts.filter(
    (post) => post.role !== 'administrator' && post.role !== 'auditor' && !isLimited(post),
  )
  const offices = values.add([...new Set(working.map(({ officeId }) => officeId))])
  const under = ['o.id', 'o.parent_id', 'o.commune_id', 'o.province_id']
  return `((${under.map((column) => `${column} = ANY(${offices}::text[])`).join(' OR ')}) IS TRUE)`
}

interface Owner {
  readonly id: string
  readonly communeId: string | null
  readonly provinceId: string | null
}

/** The owners that are there on the day and that the actor enters matters for, locked against being ended meanwhile. */
async function ownersOf(
  client: Client,
  actor: Actor,
  ids: readonly string[],
  at: string,
): Promise<Map<string, Owner>> {
  const values = new Values()
  const { rows } = await client.query<Owner>(
    `SELECT o.id, CASE WHEN o.kind = 'commune' THEN o.id ELSE o.commune_id END AS "communeId",
       CASE WHEN o.kind = 'province' THEN o.id ELSE o.province_id END AS "provinceId"
     FROM office o WHERE o.id = ANY(${values.add(ids)}::text[]) AND ${entersMatters(actor, values)} AND o.merged_into IS NULL
       AND (o.valid_to IS NULL OR o.valid_to > ${values.add(civilDateOf(at))}::date) ORDER BY o.id FOR SHARE OF o`,
    values.list,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** Types that published procedures have for each kind; a kind that isn't there has none to be checked by. */
async function typesOf(client: Client): Promise<Map<string, Set<string>>> {
  const { rows } = await client.query<{ kinds: MatterKind[]; types: Record<string, string> | null }>(
    `SELECT DISTINCT ON (id) definition->'subjects' AS kinds, definition->'types' AS types FROM procedure_version
     ORDER BY id, version DESC`,
  )
  const types = new Map<string, Set<string>>()
  for (const { kinds, types: named } of rows) {
    if (named === null) continue
    for (const kind of kinds) types.set(kind, new Set([...(types.get(kind) ?? []), ...Object.keys(named)]))
  }
  return types
}

/** Refuses people in charge who hold no role in the owner's office at present. */
export async function refuseStrangers(
  client: Client,
  given: readonly Pick<MatterGiven, 'personId' | 'officeId'>[],
  at: string,
  place: (index: number) => string,
): Promise<void> {
  const named = given.flatMap(({ personId, officeId }) =>
    personId === undefined ? [] : [{ personId, officeId }],
  )
  if (named.length === 0) return
  const { rows } = await client.query<{ key: string }>(
    `SELECT h.person_id || ' ' || h.office_id AS key FROM role_holding h
     WHERE h.person_id = ANY($1::text[]) AND h.office_id = ANY($2::text[]) AND h.valid_from <= $3
       AND (h.valid_to IS NULL OR h.valid_to > $3)`,
    [named.map(({ personId }) => personId), named.map(({ officeId }) => officeId), at],
  )
  const holders = new Set(rows.map(({ key }) => key))
  const stranger = given.findIndex(
    ({ personId, officeId }) => personId !== undefined && !holders.has(`${personId} ${officeId}`),
  )
  if (stranger >= 0) throw new Problem('unknownPerson', { field: `${place(stranger)}personId` })
}

interface Entering {
  readonly client: Client
  readonly actor: Actor
  readonly doing: Doing
  readonly parentId: string | null
  /** What stands before the names of a matter's fields at fault. */
  readonly place: (index: number) => string
}

/** Enters matters, all or none, in standing 'draft'; gives their ids in the order given. */
export async function enterMatters(
  { client, actor, doing, parentId, place }: Entering,
  given: readonly MatterGiven[],
): Promise<string[]> {
  const owners = await ownersOf(client, actor, [...new Set(given.map(({ officeId }) => officeId))], doing.at)
  const types = await typesOf(client)
  given.forEach(({ officeId, kind, type }, index) => {
    if (!owners.has(officeId)) throw new Problem('notFound', { field: `${place(index)}officeId` })
    if (type !== undefined && types.get(kind)?.has(type) === false)
      throw new Problem('unknownName', { field: `${place(index)}type` })
  })
  await refuseStrangers(client, given, doing.at, place)
  const rows = given.map((one) => {
    const owner = owners.get(one.officeId)
    const { kind, type = null, code = null, personId = null, dates = {}, officeId } = one
    const more = { commune_id: owner?.communeId ?? null, province_id: owner?.provinceId ?? null }
    const search_key = [fold(one.name), code === null ? '' : fold(code)].join(' ').trim()
    const person_id = personId
    return {
      id: newId(),
      kind,
      type,
      code,
      name: one.name,
      office_id: officeId,
      person_id,
      dates,
      search_key,
      ...more,
    }
  })
  const { rowCount } = await client.query(
    `INSERT INTO matter (id, kind, type, code, name, office_id, commune_id, province_id, parent_id, person_id, dates, status,
       search_key, created_by, created_at)
     SELECT id, kind, type, code, name, office_id, commune_id, province_id, $2, person_id, dates, 'draft', search_key, $3, $4
     FROM jsonb_to_recordset($1::jsonb) AS r (id text, kind text, type text, code text, name text, office_id text,
       commune_id text, province_id text, person_id text, dates jsonb, search_key text) ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows), parentId, doing.by, doing.at],
  )
  if (rowCount !== rows.length) throw new Problem('duplicate', { field: `${place(0)}code` })
  await addLines(client, rows, parentId, doing)
  return rows.map((row) => row.id)
}

interface Entered {
  readonly id: string
  readonly kind: string
  readonly type: string | null
  readonly name: string
  readonly office_id: string
}

/** One line for each owner, in one order, so that two requests never wait for each other. */
async function addLines(
  client: Client,
  rows: readonly Entered[],
  parentId: string | null,
  { by, at }: Doing,
): Promise<void> {
  for (const officeId of [...new Set(rows.map(({ office_id }) => office_id))].sort()) {
    const matters = rows
      .filter(({ office_id }) => office_id === officeId)
      .map(({ id: matterId, kind, type, name: said }) => ({
        matterId,
        kind,
        type,
        nameHash: sha256Hex(said),
      }))
    await appendChainEvent(client, officeChain(officeId), 'matterAdded', { parentId, matters }, by, at)
  }
}

// Adding units, one or many at once: which kinds may stand where, and that no two of one parent bear the same name. Each
// is a line of the new office's chain, in the transaction that makes it.
import type { Client, Queryable } from '../../activities/pool.ts'
import { sha256Hex } from '../../activities/record/canonical.ts'
import { appendChainEvents } from '../../activities/record/chain.ts'
import { officeChain } from '../../activities/record/ids.ts'
import { fold } from '../../domain/text.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import type { CivilDate, Instant } from '../../domain/time/civil.ts'
import type { OfficeKind } from '../../domain/vocabulary.ts'
import { Problem } from '../problems.ts'
import type { OfficePlace } from '../territory.ts'
import type { Doing } from './doing.ts'

/** Kinds of office that are added here, and under which kinds of office each may stand. */
const PARENT_KINDS = {
  department: ['province'],
  agency: ['commune', 'province', 'department', 'ministry'],
  enterprise: ['commune', 'province', 'ministry'],
  school: ['commune', 'province', 'department', 'ministry'],
  residentialArea: ['commune'],
} as const satisfies Partial<Record<OfficeKind, readonly OfficeKind[]>>
export const UNIT_KINDS = ['department', 'agency', 'enterprise', 'school', 'residentialArea'] as const
export type UnitKind = (typeof UNIT_KINDS)[number]

export interface NewUnit {
  readonly id: string
  readonly kind: UnitKind
  readonly name: string
  readonly shortName?: string | undefined
}

/** Adds a unit under a parent that the caller has found and locked; refuses a name that is there already. */
export async function addUnit(
  client: Client,
  unit: NewUnit,
  parent: OfficePlace,
  doing: Doing,
): Promise<void> {
  const [refusal] = await addUnits(client, [{ ...unit, parent }], doing)
  if (refusal instanceof Problem) throw refusal
}

export interface NewUnitUnder extends NewUnit {
  readonly parent: OfficePlace
}

/** Adds units under parents that the caller has found and locked, but those that are refused; each refusal in its place. */
export async function addUnits(
  client: Client,
  units: readonly NewUnitUnder[],
  doing: Doing,
): Promise<readonly (Problem | null)[]> {
  const refusals = await unitRefusals(client, units, doing.at)
  const added = units.filter((_, index) => refusals[index] === null)
  if (added.length === 0) return refusals
  const keys = await searchKeys(
    client,
    added.map(({ parent }) => parent.id),
  )
  const rows = added.map(({ id, kind, name, shortName, parent }) => ({
    ...{ id, kind, name, short_name: shortName ?? name, parent_id: parent.id },
    province_id: parent.kind === 'province' ? parent.id : parent.provinceId,
    commune_id: parent.kind === 'commune' ? parent.id : parent.communeId,
    search_key: keyUnder(name, keys.get(parent.id)),
  }))
  await client.query(
    `INSERT INTO office (id, kind, name, short_name, parent_id, province_id, commune_id, search_key, valid_from, created_at)
     SELECT id, kind, name, short_name, parent_id, province_id, commune_id, search_key, $2::date, $3::timestamptz
     FROM jsonb_to_recordset($1::jsonb) AS u (id text, kind text, name text, short_name text, parent_id text,
       province_id text, commune_id text, search_key text)`,
    [JSON.stringify(rows), civilDateOf(doing.at), doing.at],
  )
  const lines = added.map(({ id, kind, name, parent }) => ({
    chainId: officeChain(id),
    type: 'officeAdded',
    data: { officeId: id, kind, parentId: parent.id, nameHash: sha256Hex(name) },
    actor: doing.by,
  }))
  await appendChainEvents(client, lines, doing.at)
  return refusals
}

/** Why each of these units could not be added, null where it could; also one that would bear the name of another of them. */
export async function unitRefusals(
  db: Queryable,
  units: readonly NewUnitUnder[],
  at: Instant,
): Promise<(Problem | null)[]> {
  const taken = await namesUnder(
    db,
    units.map(({ parent }) => parent.id),
    civilDateOf(at),
  )
  return units.map(({ id, kind, name, parent }) => {
    const parents: readonly OfficeKind[] = PARENT_KINDS[kind]
    if (!parents.includes(parent.kind)) return new Problem('invalid', { field: 'parentId' })
    if (!parent.valid) return new Problem('unknownOffice', { field: 'parentId' })
    const key = nameKey(parent.id, name)
    const same = taken.get(key)
    if (same !== undefined) return sameNameAs(same)
    taken.set(key, id)
    return null
  })
}

function keyUnder(name: string, parentKey: string | undefined): string {
  return [fold(name), parentKey ?? ''].join(' ').trim()
}

async function searchKeys(db: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; search_key: string }>(
    'SELECT id, search_key FROM office WHERE id = ANY($1)',
    [[...new Set(ids)]],
  )
  return new Map(rows.map(({ id, search_key }) => [id, search_key]))
}

/** The search key of an office: its folded name and that of everything above it. */
export async function searchKey(client: Client, name: string, parentId: string | null): Promise<string> {
  return keyUnder(name, parentId === null ? undefined : (await searchKeys(client, [parentId])).get(parentId))
}

/** Two units of one parent must not look the same to whoever reads their names without diacritics. */
const nameKey = (parentId: string, name: string): string => `${parentId} ${fold(name)}`
const sameNameAs = (officeId: string): Problem =>
  new Problem('duplicate', { field: 'name', params: { officeId } })

/** Which office bears a name under each of these parents, by `nameKey`. */
async function namesUnder(
  db: Queryable,
  parents: readonly string[],
  today: CivilDate,
): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; name: string; parent_id: string }>(
    'SELECT id, name, parent_id FROM office WHERE parent_id = ANY($1) AND (valid_to IS NULL OR valid_to > $2)',
    [[...new Set(parents)], today],
  )
  return new Map(rows.map(({ id, name, parent_id }) => [nameKey(parent_id, name), id]))
}

/** Refuses a name that another office under the same parent bears. */
export async function refuseSameName(
  client: Client,
  unit: { readonly id: string; readonly name: string; readonly parentId: string | null },
  today: CivilDate,
): Promise<void> {
  if (unit.parentId === null) return
  const { rows } = await client.query<{ id: string; name: string }>(
    `SELECT id, name FROM office WHERE parent_id = $1 AND id <> $2 AND (valid_to IS NULL OR valid_to > $3)`,
    [unit.parentId, unit.id, today],
  )
  const same = rows.find(({ name }) => fold(name) === fold(unit.name))
  if (same !== undefined) throw sameNameAs(same.id)
}

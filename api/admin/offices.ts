// Writing offices that are there: units that a commune or a province renames, marks and ends, and whether a commune has
// police of its own (adding units: units.ts). Each change is a line of the office's chain, in the transaction that makes it.
import type { Client } from '../../activities/pool.ts'
import { sha256Hex } from '../../activities/record/canonical.ts'
import { appendChainEvent } from '../../activities/record/chain.ts'
import { officeChain } from '../../activities/record/ids.ts'
import { lockDossiers } from '../../activities/record/lock.ts'
import { fold } from '../../domain/text.ts'
import { addDays, civilDateOf } from '../../domain/time/civil.ts'
import type { CivilDate, Instant } from '../../domain/time/civil.ts'
import type { OfficeKind, Role } from '../../domain/vocabulary.ts'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import type { Values } from '../scope.ts'
import { administered, heldAs, officeWhere, within } from '../territory.ts'
import type { OfficePlace } from '../territory.ts'
import type { Doing } from './doing.ts'
import type { OfficeMark } from './office-search.ts'
import { refuseSameName, searchKey } from './units.ts'

export type { Doing } from './doing.ts'

/** Who keeps the units of a commune, and those that belong to a province itself. */
const COMMUNE_KEEPERS: readonly Role[] = [
  'communePolice',
  'communeOffice',
  'communeChair',
  'communeViceChair',
]
const PROVINCE_KEEPERS: readonly Role[] = ['provinceStaff']
export const UNIT_KEEPERS = ['administrator', ...COMMUNE_KEEPERS, ...PROVINCE_KEEPERS] as const

/** The condition on `o` that the actor keeps the units under it, or keeps it where it is a unit. */
export function keepsUnits(actor: Actor, values: Values): string {
  const offices = (roles: readonly Role[]): string => values.add(heldAs(actor, roles).offices)
  const communes = offices(COMMUNE_KEEPERS)
  const provinces = offices(PROVINCE_KEEPERS)
  // A province's own units are those without a commune; a commune is neither added nor ended by anybody here.
  return `(o.id = ANY(${communes}::text[]) OR o.commune_id = ANY(${communes}::text[]) OR o.id = ANY(${provinces}::text[])
    OR (o.kind <> 'commune' AND o.commune_id IS NULL AND o.province_id = ANY(${provinces}::text[]))
    OR ${within(administered(actor), values)})`
}

export interface Renaming {
  readonly name: string
  readonly shortName?: string | undefined
  readonly version: number
}

/** Renames an office that the caller has found and locked. Repeating it changes nothing. */
export async function renameOffice(
  client: Client,
  office: OfficePlace,
  renaming: Renaming,
  doing: Doing,
): Promise<void> {
  const { name, version } = renaming
  const shortName = renaming.shortName ?? name
  const same = await client.query('SELECT 1 FROM office WHERE id = $1 AND name = $2 AND short_name = $3', [
    office.id,
    name,
    shortName,
  ])
  if (same.rowCount === 1) return
  refuseOtherVersion(office, version)
  await refuseSameName(client, { id: office.id, name, parentId: office.parentId }, civilDateOf(doing.at))
  await client.query(
    `UPDATE office SET name = $2, short_name = $3, search_key = $4, version = version + 1 WHERE id = $1`,
    [office.id, name, shortName, await searchKey(client, name, office.parentId)],
  )
  await renameInLists(client, office.id, name)
  const data = { officeId: office.id, nameHash: sha256Hex(name) }
  await appendChainEvent(client, officeChain(office.id), 'officeRenamed', data, doing.by, doing.at)
}

/** Open dossiers about the office bear its new name in every list at once; whoever acts on one waits for it. */
async function renameInLists(client: Client, officeId: string, name: string): Promise<void> {
  const open = await client.query<{ id: string }>(
    'SELECT id FROM dossier WHERE subject_id = $1 AND closed_at IS NULL',
    [officeId],
  )
  if (open.rows.length === 0) return
  const ids = open.rows.map(({ id }) => id)
  await lockDossiers(client, ids)
  const { rows } = await client.query<{ id: string; commune: string | null }>(
    'SELECT d.id, m.name AS commune FROM dossier d LEFT JOIN office m ON m.id = d.commune_id WHERE d.id = ANY($1)',
    [ids],
  )
  const keys = rows.map(({ id, commune }) => ({ id, key: fold(`${name} ${commune ?? ''}`) }))
  await client.query(
    `UPDATE dossier d SET subject_name = $2, search_key = k.key
     FROM jsonb_to_recordset($1::jsonb) AS k (id text, key text) WHERE d.id = k.id`,
    [JSON.stringify(keys), name],
  )
}

/** Ends a unit that the caller has found and locked, after its last day; refused while a dossier or a unit of it is open. */
export async function endOffice(
  client: Client,
  office: OfficePlace,
  lastDay: CivilDate | undefined,
  doing: Doing,
): Promise<void> {
  const today = civilDateOf(doing.at)
  if (lastDay !== undefined && lastDay < today) throw new Problem('dateInPast', { field: 'lastDay' })
  const over = lastDay === undefined ? today : addDays(lastDay, 1)
  const { rows } = await client.query<{ used: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM dossier WHERE subject_id = $1 AND closed_at IS NULL)
       OR EXISTS (SELECT 1 FROM office WHERE parent_id = $1 AND (valid_to IS NULL OR valid_to > $2)) AS used`,
    [office.id, over],
  )
  if (rows[0]?.used === true) throw new Problem('inUse')
  await client.query('UPDATE office SET valid_to = $2, version = version + 1 WHERE id = $1', [
    office.id,
    over,
  ])
  const data = { officeId: office.id, validTo: over }
  await appendChainEvent(client, officeChain(office.id), 'officeEnded', data, doing.by, doing.at)
}

/** Says whether a commune has police of its own: where not, the province stands in on the path of new dossiers. */
export async function setPolice(
  client: Client,
  commune: OfficePlace,
  change: { readonly hasPolice: boolean; readonly version: number },
  doing: Doing,
): Promise<void> {
  if (commune.kind !== 'commune') throw new Problem('invalid', { field: 'id' })
  const same = await client.query('SELECT 1 FROM office WHERE id = $1 AND has_police = $2', [
    commune.id,
    change.hasPolice,
  ])
  if (same.rowCount === 1) return
  refuseOtherVersion(commune, change.version)
  await client.query('UPDATE office SET has_police = $2, version = version + 1 WHERE id = $1', [
    commune.id,
    change.hasPolice,
  ])
  const data = { officeId: commune.id, hasPolice: change.hasPolice }
  await appendChainEvent(client, officeChain(commune.id), 'policeSet', data, doing.by, doing.at)
}

/** Which kind of office a mark is for. */
const MARKED_KINDS: Readonly<Record<OfficeMark, OfficeKind>> = {
  smallEnterprise: 'enterprise',
  preSecondary: 'school',
}

/** Whether marks are for this kind of office. */
export function marksFit(kind: OfficeKind, marks: readonly OfficeMark[]): boolean {
  return marks.every((mark) => MARKED_KINDS[mark] === kind)
}

/** Says what an office that the caller has found and locked is besides its kind; all marks at once, none where none hold. */
export async function markOffice(
  client: Client,
  office: OfficePlace,
  change: { readonly marks: readonly OfficeMark[]; readonly version: number },
  doing: Doing,
): Promise<void> {
  const marks = [...new Set(change.marks)].sort()
  if (!marksFit(office.kind, marks)) throw new Problem('invalid', { field: 'marks' })
  const same = await client.query('SELECT 1 FROM office WHERE id = $1 AND marks = $2', [office.id, marks])
  if (same.rowCount === 1) return
  refuseOtherVersion(office, change.version)
  await client.query('UPDATE office SET marks = $2, version = version + 1 WHERE id = $1', [office.id, marks])
  const data = { officeId: office.id, marks }
  await appendChainEvent(client, officeChain(office.id), 'officeMarked', data, doing.by, doing.at)
}

function refuseOtherVersion(office: OfficePlace, version: number): void {
  if (office.version !== version) {
    throw new Problem('versionConflict', { field: 'version', current: { version: office.version } })
  }
}

/** An office for changing, locked; throws `notFound` where the condition on `o` leaves it out. */
export async function officeToChange(
  client: Client,
  officeId: string,
  at: Instant,
  condition: (values: Values) => string,
): Promise<OfficePlace> {
  const today = civilDateOf(at)
  const office = await officeWhere(client, officeId, today, condition, 'FOR NO KEY UPDATE OF o')
  if (office === null) throw new Problem('notFound')
  return office
}

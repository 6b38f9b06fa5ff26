// The other half of scope.ts, for what isn't a dossier: which offices a person sees, administers, or works for. It turns
// his posts into conditions on a row `o` of office that every query of administration carries; what they leave out
// answers 404. The registry itself (ministry, provinces, departments, communes) is public knowledge and seen by everybody.
import type { Queryable } from '../activities/pool.ts'
import { isCivilDate } from '../domain/time/civil.ts'
import type { CivilDate } from '../domain/time/civil.ts'
import type { OfficeKind, Role } from '../domain/vocabulary.ts'
import { isLimited } from './auth/actor.ts'
import type { Actor, Post } from './auth/actor.ts'
import { Values } from './scope.ts'

/** Offices with all that lies under them. */
export interface Territory {
  readonly everything: boolean
  readonly offices: readonly string[]
}

function territoryOf(all: readonly Post[]): Territory {
  // What is lent for one procedure gives its tasks and nothing else.
  const posts = all.filter((post) => !isLimited(post))
  return {
    everything: posts.some(({ officeKind }) => officeKind === 'ministry'),
    offices: [...new Set(posts.map(({ officeId }) => officeId))],
  }
}

/** Where the actor is administrator. */
export function administered(actor: Actor): Territory {
  return territoryOf(actor.posts.filter(({ role }) => role === 'administrator'))
}

/** Where the actor may look at people, roles and accounts: as administrator, or everywhere as auditor. */
export function overseen(actor: Actor): Territory {
  const territory = administered(actor)
  return { ...territory, everything: territory.everything || isAuditor(actor) }
}

/** Where the actor holds one of the roles. */
export function heldAs(actor: Actor, roles: readonly Role[]): Territory {
  return territoryOf(actor.posts.filter(({ role }) => roles.includes(role)))
}

export function isAuditor(actor: Actor): boolean {
  return actor.posts.some(({ role }) => role === 'auditor')
}

/** The condition on a row `o` of office that it lies in a territory: one of its offices, or under one. */
export function within(territory: Territory, values: Values): string {
  const offices = values.add(territory.offices)
  // IS TRUE: a province has no province above it, and unknown must not pass for no where the condition is negated.
  return `((${values.add(territory.everything)}::boolean OR o.id = ANY(${offices}::text[])
    OR o.commune_id = ANY(${offices}::text[]) OR o.province_id = ANY(${offices}::text[])) IS TRUE)`
}

/** The condition on a row `o` of office that the actor may see that it is there. */
export function seesOffice(actor: Actor, values: Values): string {
  const own = territoryOf(actor.posts)
  const territory = { ...own, everything: own.everything || isAuditor(actor) }
  return `(o.kind IN ('ministry', 'province', 'department', 'commune') OR ${within(territory, values)})`
}

/** The condition on a row `o` of office that the actor has to do with who works there: under his offices, or above them. */
export function worksWith(actor: Actor, values: Values): string {
  const own = territoryOf(actor.posts)
  const territory = { ...own, everything: own.everything || isAuditor(actor) }
  return `(${within(territory, values)} OR o.id IN (
    SELECT unnest(ARRAY[u.parent_id, u.commune_id, u.province_id]) FROM office u WHERE u.id = ANY(${values.add(own.offices)}::text[])))`
}

/** The condition on a row `p` of person with his account `a` that he works now where the actor has to do with who works there. */
export function worksWithPerson(actor: Actor, now: string, values: Values): string {
  return `(a.disabled_at IS NULL AND EXISTS (SELECT 1 FROM role_holding h JOIN office o ON o.id = h.office_id
    WHERE h.person_id = p.id AND h.valid_from <= ${now} AND (h.valid_to IS NULL OR h.valid_to > ${now}) AND ${worksWith(actor, values)}))`
}

/** Who a person manages: everybody in a territory, and whoever has never held a role where he manages everything. */
export function personWithin(territory: Territory, values: Values): string {
  return `(${values.add(territory.everything)}::boolean OR EXISTS (
    SELECT 1 FROM role_holding h JOIN office o ON o.id = h.office_id WHERE h.person_id = p.id AND ${within(territory, values)}))`
}

/** An office as the rules of administration need it. */
export interface OfficePlace {
  readonly id: string
  readonly kind: OfficeKind
  readonly parentId: string | null
  readonly provinceId: string | null
  readonly communeId: string | null
  readonly version: number
  /** Whether it exists on the day asked for. */
  readonly valid: boolean
}

/** The office where a condition on `o` holds, else null; locked against changes when asked for. */
export async function officeWhere(
  db: Queryable,
  officeId: string,
  today: CivilDate,
  condition: (values: Values) => string,
  lock: '' | 'FOR NO KEY UPDATE OF o' = '',
): Promise<OfficePlace | null> {
  return (await officesWhere(db, [officeId], today, condition, lock)).get(officeId) ?? null
}

/** Those of the offices where a condition on `o` holds, by id; locked in one order when asked for. */
export async function officesWhere(
  db: Queryable,
  officeIds: readonly string[],
  today: CivilDate,
  condition: (values: Values) => string,
  lock: '' | 'FOR NO KEY UPDATE OF o' = '',
): Promise<ReadonlyMap<string, OfficePlace>> {
  if (!isCivilDate(today)) throw new RangeError(`day "${today}": expected a civil date`)
  const values = new Values()
  const ids = values.add([...new Set(officeIds)])
  const day = values.add(today)
  const { rows } = await db.query<OfficePlace>(
    `SELECT o.id, o.kind, o.parent_id AS "parentId", o.province_id AS "provinceId", o.commune_id AS "communeId", o.version,
       o.merged_into IS NULL AND o.valid_from <= ${day}::date AND (o.valid_to IS NULL OR o.valid_to > ${day}::date) AS valid
     FROM office o WHERE o.id = ANY(${ids}::text[]) AND ${condition(values)} ORDER BY o.id ${lock}`,
    values.list,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

// THE one place that knows what a person may see. It turns his posts into conditions for SQL that every query about
// dossiers carries; what a condition leaves out answers 404, as if it weren't there.
//
//   unit, department   its own dossiers      province, commune   everything under it
//   ministry, auditor  everything            administrator       everything under his office, but nothing written
//   whoever holds a task, a copy or a question in a dossier of another office: that dossier
//   a role lent for one procedure only: the tasks of its queue, no office
import { isLimited } from './auth/actor.ts'
import type { Actor, Post } from './auth/actor.ts'
import type { Id } from '../domain/dossier.ts'
import type { Role } from '../domain/vocabulary.ts'

interface Offices {
  readonly everything: boolean
  readonly provinces: readonly Id[]
  readonly communes: readonly Id[]
  readonly units: readonly Id[]
}

/** What a person may see, as plain lists. */
export interface Scope {
  readonly personId: Id
  /** Offices whose dossiers he may read, with all that was written. */
  readonly reads: Offices
  /** The same, and where he may see that a dossier is there and its course, but nothing that was written. */
  readonly sees: Offices
  /** Roles in offices whose queues he works. */
  readonly queues: readonly { readonly officeId: Id; readonly roles: readonly Role[] }[]
  /** He, and those who delegated to him: whose named tasks he may do. */
  readonly persons: readonly Id[]
}

/** Collects values for the placeholders of one statement. */
export class Values {
  readonly list: unknown[] = []

  /** The placeholder of a value. */
  add(value: unknown): string {
    this.list.push(value)
    return `$${this.list.length}`
  }
}

/** The scope of an actor at the instant at which his posts were read. */
export function scopeOf(actor: Actor): Scope {
  const reading = actor.posts.filter((post) => post.role !== 'administrator')
  const officeIds = unique(reading.map(({ officeId }) => officeId))
  return {
    personId: actor.personId,
    reads: officesOf(reading.filter((post) => !isLimited(post))),
    sees: officesOf(actor.posts.filter((post) => !isLimited(post))),
    queues: officeIds.map((officeId) => ({
      officeId,
      roles: unique(reading.filter((post) => post.officeId === officeId).map(({ role }) => role)),
    })),
    persons: unique([actor.personId, ...reading.flatMap(({ delegation }) => delegation?.fromPersonId ?? [])]),
  }
}

function officesOf(posts: readonly Post[]): Offices {
  const ids = (fits: (post: Post) => boolean): Id[] =>
    unique(posts.filter(fits).map(({ officeId }) => officeId))
  return {
    everything: posts.some((post) => post.role === 'auditor' || post.officeKind === 'ministry'),
    provinces: ids((post) => post.officeKind === 'province'),
    communes: ids((post) => post.officeKind === 'commune'),
    units: ids(({ officeKind }) => !['ministry', 'province', 'commune'].includes(officeKind)),
  }
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)]
}

/** The condition on a row `d` of dossier that the person may see it. Of one shape for everybody: it can be prepared. */
export function seesDossier(scope: Scope, values: Values): string {
  return oneDossier(scope, scope.sees, values)
}

/** The condition that he may also read what was written in it: forms, reasons, verdicts, files. */
export function readsDossier(scope: Scope, values: Values): string {
  return oneDossier(scope, scope.reads, values)
}

function oneDossier(scope: Scope, offices: Offices, values: Values): string {
  const me = values.add(scope.personId)
  const persons = values.add(scope.persons)
  const queues = values.add(scope.queues.map(({ officeId }) => officeId))
  const pairs = values.add(
    scope.queues.flatMap(({ officeId, roles }) => roles.map((role) => `${officeId}:${role}`)),
  )
  return `(${ofOffices(offices, values)} OR EXISTS (SELECT 1 FROM task t WHERE t.dossier_id = d.id AND (t.claimed_by = ${me} OR t.person_id = ANY(${persons}::text[])
      OR (t.person_id IS NULL AND EXISTS (SELECT 1 FROM unnest(t.roles) AS r (role)
        WHERE t.office_id || ':' || r.role = ANY(${pairs}::text[])))))
    OR EXISTS (SELECT 1 FROM jsonb_array_elements(d.state->'copies') AS c (copy) WHERE copy->>'officeId' = ANY(${queues}::text[]))
    OR EXISTS (SELECT 1 FROM jsonb_array_elements(d.state->'questions') AS q (question)
      WHERE ${me}::text IN (question->>'to', question->>'by')))`
}

/** The condition on `d` that its offices are among those whose dossiers he sees: what `readsDossier` may leave to ask. */
export function seesOfOffices(scope: Scope, values: Values): string {
  return ofOffices(scope.sees, values)
}

function ofOffices(offices: Offices, values: Values): string {
  return `(${values.add(offices.everything)}::boolean
    OR d.province_id = ANY(${values.add(offices.provinces)}::text[])
    OR d.commune_id = ANY(${values.add(offices.communes)}::text[])
    OR d.unit_id = ANY(${values.add(offices.units)}::text[]))`
}

/**
 * A list's conditions on `d`, one for each index that can serve it, without overlap: the query runs once for each and the
 * results are merged, for an OR over different columns would make PostgreSQL read and sort everything.
 */
export function listArms(scope: Scope, values: Values): string[] {
  const { sees } = scope
  if (sees.everything) return ['true']
  const own = [
    ...among('d.province_id', sees.provinces, values),
    ...among('d.commune_id', sees.communes, values),
    ...among('d.unit_id', sees.units, values),
  ]
  const arms = [...own, `d.id IN (SELECT t.dossier_id FROM task t WHERE ${taskElsewhere(scope, values)})`]
  return arms.map((arm, at) =>
    [arm, ...arms.slice(0, at).map((before) => `(${before}) IS NOT TRUE`)].join(' AND '),
  )
}

function among(column: string, ids: readonly Id[], values: Values): string[] {
  if (ids.length === 0) return []
  return [
    ids.length === 1 ? `${column} = ${values.add(ids[0])}` : `${column} = ANY(${values.add(ids)}::text[])`,
  ]
}

/** The condition on a row `t` of task that it may be his without the dossier's being of his offices. */
function taskElsewhere(scope: Scope, values: Values): string {
  const me = values.add(scope.personId)
  const persons = values.add(scope.persons)
  const inQueue = taskQueues(scope, values).map((queue) => `(t.outside AND ${queue})`)
  return [`t.claimed_by = ${me}`, `t.person_id = ANY(${persons}::text[])`, ...inQueue].join(' OR ')
}

/** Conditions on a row `t` of task, one for each office, that it waits in a queue of his. */
function taskQueues(scope: Scope, values: Values): string[] {
  return scope.queues.map(
    ({ officeId, roles }) =>
      `t.office_id = ${values.add(officeId)} AND t.person_id IS NULL AND t.roles && ${values.add(roles)}::text[]`,
  )
}

/** Conditions on a row `t` of task that it is his to do now, one for each index that can serve it, without overlap. */
export function taskArms(scope: Scope, values: Values): string[] {
  const me = values.add(scope.personId)
  const persons = values.add(scope.persons)
  const free = `(t.claimed_by IS NULL OR t.claimed_by = ${me})`
  return [
    `t.person_id = ANY(${persons}::text[]) AND ${free}`,
    ...taskQueues(scope, values).map((queue) => `${queue} AND ${free}`),
  ]
}

/** Whom a dossier concerns: what the condition on its row looks at, read for many listeners at once. */
export interface Concerned {
  readonly provinceId: Id | null
  readonly communeId: Id | null
  readonly unitId: Id | null
  readonly tasks: readonly {
    readonly officeId: Id
    readonly roles: readonly Role[]
    readonly personId: Id | null
    readonly claimedBy: Id | null
  }[]
  readonly copies: readonly { readonly officeId: Id }[]
  readonly questions: readonly { readonly by: Id; readonly to: Id }[]
}

/** Columns of a row `d` of dossier that make a `Concerned`. */
export const CONCERNED = `d.province_id AS "provinceId", d.commune_id AS "communeId", d.unit_id AS "unitId",
  d.state->'copies' AS copies, d.state->'questions' AS questions,
  (SELECT coalesce(json_agg(json_build_object('officeId', t.office_id, 'roles', t.roles, 'personId', t.person_id,
    'claimedBy', t.claimed_by)), '[]') FROM task t WHERE t.dossier_id = d.id) AS tasks`

/** The same question as `seesDossier`, answered in memory; a test holds the two together. */
export function isSeenBy(scope: Scope, dossier: Concerned): boolean {
  const { sees, personId, persons, queues } = scope
  const has = (ids: readonly Id[], one: Id | null): boolean => one !== null && ids.includes(one)
  return (
    sees.everything ||
    has(sees.provinces, dossier.provinceId) ||
    has(sees.communes, dossier.communeId) ||
    has(sees.units, dossier.unitId) ||
    dossier.tasks.some((task) => {
      if (task.claimedBy === personId || has(persons, task.personId)) return true
      const queue = queues.find(({ officeId }) => officeId === task.officeId)
      return task.personId === null && task.roles.some((one) => queue?.roles.includes(one) === true)
    }) ||
    dossier.copies.some(({ officeId }) => queues.some((queue) => queue.officeId === officeId)) ||
    dossier.questions.some(({ by, to }) => personId === by || personId === to)
  )
}

/**
 * The condition on a row `o` of office that the person may work on a draft about it, or about a matter that it owns: it is
 * his own office, it lies in his commune, or it belongs to his province itself.
 */
export function draftsFor(scope: Scope, values: Values): string {
  const { provinces, communes, units } = scope.reads
  const own = values.add([...units, ...communes, ...provinces])
  return `(o.id = ANY(${own}::text[]) OR o.commune_id = ANY(${values.add(communes)}::text[])
    OR (o.commune_id IS NULL AND o.kind <> 'commune' AND o.province_id = ANY(${values.add(provinces)}::text[])))`
}

/** The condition on a row `o` of office that it is one of the offices that the person may see the dossiers of. */
export function seesSubject(scope: Scope, values: Values): string {
  const { everything, provinces, communes, units } = scope.reads
  const own = values.add([...units, ...communes, ...provinces])
  return `(${values.add(everything)}::boolean OR o.id = ANY(${own}::text[])
    OR o.commune_id = ANY(${values.add(communes)}::text[]) OR o.province_id = ANY(${values.add(provinces)}::text[]))`
}

/** Whether a dossier lies outside the person's own commune and unit: reading it is then written to the access log. */
export function readsFromOutside(
  actor: Actor,
  dossier: { readonly unitId: Id | null; readonly communeId: Id | null },
): boolean {
  return !actor.posts.some(({ officeId }) => officeId === dossier.communeId || officeId === dossier.unitId)
}

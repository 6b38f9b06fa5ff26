// Who begins a dossier that isn't there yet: the one place that asks it, for the way to a draft and for lists of what waits.
// Whoever its first step names, whoever owns its subject: an inspection is begun by the inspector, not by who is inspected.
import { COMMUNE_OF, PROVINCE_OF } from '../../activities/record/subject.ts'
import { SUBJECT_PLACE, stepsFor } from '../../activities/campaign/drafts.ts'
import type { SubjectPlace } from '../../activities/campaign/drafts.ts'
import { ROOT_OFFICE_ID } from '../../activities/record/ids.ts'
import type { Offices } from '../../domain/dossier.ts'
import { capacityOfAny, officeAt, rolesOf } from '../../domain/people.ts'
import type { Procedure, StepRule } from '../../domain/procedure.ts'
import { stepById } from '../../domain/steps.ts'
import { isLimited } from '../auth/actor.ts'
import type { Actor, Post } from '../auth/actor.ts'
import type { Values } from '../scope.ts'

/** A subject's place with the offices that its parties sit in. */
export interface BegunPlace extends SubjectPlace {
  readonly unit_id: string
  readonly commune_id: string | null
  readonly province_id: string | null
}

/** The columns of a `BegunPlace`; $2 as SUBJECT_PLACE wants it. */
export const BEGUN_PLACE = `${SUBJECT_PLACE}, o.id AS unit_id, ${COMMUNE_OF} AS commune_id, ${PROVINCE_OF} AS province_id`

type Campaign = Parameters<typeof stepsFor>[1]

/** What is lent for another procedure doesn't count here. */
const postsFor = (actor: Actor, procedureId: string): readonly Post[] =>
  actor.posts.filter((post) => !isLimited(post) || post.delegation?.procedureId === procedureId)

/** Where the parties of a subject's steps sit. */
const officesOf = (place: BegunPlace): Offices => ({
  unit: place.unit_id,
  commune: place.provincial ? null : place.commune_id,
  province: place.province_id,
  ministry: ROOT_OFFICE_ID,
})

/** The step that begins such a subject's dossier; null where the procedure has no way for it. */
export function beginningOf(procedure: Procedure, campaign: Campaign, place: BegunPlace): StepRule | null {
  return stepById(procedure, stepsFor(procedure, campaign, place)[0] ?? '')
}

/** Whether the actor is a party of the step that begins such a subject's dossier. */
export function begins(procedure: Procedure, campaign: Campaign, actor: Actor, place: BegunPlace): boolean {
  const parties = beginningOf(procedure, campaign, place)?.parties ?? []
  return capacityOfAny(parties, officesOf(place), postsFor(actor, procedure.id)) !== null
}

/** Whether somebody of one of these offices begins it, so that a colleague there may make it ready for him. */
export function begunIn(
  procedure: Procedure,
  campaign: Campaign,
  officeIds: readonly string[],
  place: BegunPlace,
): boolean {
  const offices = officesOf(place)
  const parties = beginningOf(procedure, campaign, place)?.parties ?? []
  return parties.some(({ level }) => officeIds.includes(officeAt(offices, level) ?? ''))
}

/**
 * The condition on an owner `o` that the actor may begin dossiers about it from an office above: never leaves out one that
 * `begins` says yes to, and is false where no first step of the procedure is begun from above by a role of his.
 */
export function mayBeginFromAbove(procedure: Procedure, actor: Actor, values: Values): string {
  const firsts = new Set(procedure.paths.flatMap(({ steps }) => steps[0] ?? []))
  const parties = [...firsts].flatMap((id) => stepById(procedure, id)?.parties ?? [])
  const posts = postsFor(actor, procedure.id)
  const officesAt = (level: string): readonly string[] =>
    posts
      .filter(({ role }) => parties.some((one) => one.level === level && rolesOf(one).includes(role)))
      .map(({ officeId }) => officeId)
  const everywhere = officesAt('ministry').includes(ROOT_OFFICE_ID)
  return `(${values.add(everywhere)}::boolean OR ${COMMUNE_OF} = ANY(${values.add(officesAt('commune'))}::text[])
    OR ${PROVINCE_OF} = ANY(${values.add(officesAt('province'))}::text[]))`
}

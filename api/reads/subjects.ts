// A subject in a campaign before its dossier exists: may the actor work on its draft, is the campaign open to it, and
// what is the dossier's id going to be? Beside those in whose offices the subject lies, whoever its first step names.
import { SUBJECT_PLACE, stepsFor, subjectsOf } from '../../activities/campaign/drafts.ts'
import type { SubjectPlace } from '../../activities/campaign/drafts.ts'
import type { Queryable } from '../../activities/pool.ts'
import { libraryOf } from '../../activities/record/cache.ts'
import { ROOT_OFFICE_ID, dossierIdOf } from '../../activities/record/ids.ts'
import { COMMUNE_OF, PROVINCE_OF } from '../../activities/record/subject.ts'
import { capacityFor } from '../../domain/people.ts'
import { stepById } from '../../domain/steps.ts'
import { isLimited } from '../auth/actor.ts'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import { Values, draftsFor, scopeOf, seesSubject } from '../scope.ts'

export interface Place {
  readonly dossierId: string
  readonly campaignId: string
  readonly subjectId: string
  readonly procedureId: string
  readonly procedureVersion: number
  /** Whether the dossier is recorded already. */
  readonly recorded: boolean
}

interface PlaceRow extends SubjectPlace {
  readonly procedure_id: string
  readonly procedure_version: number
  readonly settings: Readonly<Record<string, string | number | boolean>>
  readonly unit_id: string
  readonly commune_id: string | null
  readonly province_id: string | null
  readonly recorded: boolean
  /** Whether the actor's offices give him the subject, whatever the procedure says. */
  readonly mine: boolean
}

// A campaign belongs to an office and is for everything under it: itself, its communes, their units, its own units; and for
// the matters of all these.
const IN_TERRITORY = `(c.office_id IN (o.id, o.commune_id, o.province_id, o.parent_id)
  OR EXISTS (SELECT 1 FROM office top WHERE top.id = c.office_id AND top.kind = 'ministry'))`

/** Whether the actor is a party of the step that begins such a subject's dossier, by the campaign's version. */
async function begins(db: Queryable, actor: Actor, row: PlaceRow): Promise<boolean> {
  const published = await libraryOf(db).procedure(row.procedure_id, row.procedure_version)
  if (published === null) return false
  const { procedure } = published
  const first = stepById(procedure, stepsFor(procedure, row, row)[0] ?? '')
  const offices = {
    unit: row.unit_id,
    commune: row.provincial ? null : row.commune_id,
    province: row.province_id,
    ministry: ROOT_OFFICE_ID,
  }
  // What is lent for another procedure doesn't count here.
  const posts = actor.posts.filter(
    (post) => !isLimited(post) || post.delegation?.procedureId === row.procedure_id,
  )
  return (first?.parties ?? []).some((party) => capacityFor(party, offices, posts) !== null)
}

/** The place of a subject in a campaign, to look at or to work on; null where the actor may not, or where the two don't meet. */
export async function findPlace(
  db: Queryable,
  actor: Actor,
  campaignId: string,
  subjectId: string,
  purpose: 'look' | 'work',
): Promise<Place | null> {
  const values = new Values()
  const condition = purpose === 'look' ? seesSubject : draftsFor
  const subject = `${values.add(subjectId)}::text`
  // SUBJECT_PLACE wants the communes with deadlines of their own as its $2: none matter here.
  values.add([])
  const { rows } = await db.query<PlaceRow>({
    name: `place-${purpose}`,
    text: `SELECT c.procedure_id, c.procedure_version, c.settings, ${SUBJECT_PLACE}, o.id AS unit_id,
        ${COMMUNE_OF} AS commune_id, ${PROVINCE_OF} AS province_id,
        EXISTS (SELECT 1 FROM dossier d WHERE d.campaign_id = c.id AND d.subject_id = ${subject}) AS recorded,
        ${condition(scopeOf(actor), values)} IS TRUE AS mine
      FROM campaign c ${subjectsOf(subject)}
      WHERE c.id = ${values.add(campaignId)} AND ${IN_TERRITORY}`,
    values: values.list,
  })
  const row = rows[0]
  if (row === undefined || !(row.mine || (await begins(db, actor, row)))) return null
  return {
    dossierId: dossierIdOf(campaignId, subjectId),
    campaignId,
    subjectId,
    procedureId: row.procedure_id,
    procedureVersion: row.procedure_version,
    recorded: row.recorded,
  }
}

/** As `findPlace`; throws `notFound` where that gives none. */
export async function placeOf(
  db: Queryable,
  actor: Actor,
  campaignId: string,
  subjectId: string,
  purpose: 'look' | 'work',
): Promise<Place> {
  const place = await findPlace(db, actor, campaignId, subjectId, purpose)
  if (place === null) throw new Problem('notFound')
  return place
}

/** The place of a draft that is known by its dossier's id, for the purpose named; null where there is none for the actor. */
export async function placeOfDraft(
  db: Queryable,
  actor: Actor,
  dossierId: string,
  purpose: 'look' | 'work' = 'look',
): Promise<Place | null> {
  const { rows } = await db.query<{ campaign_id: string; subject_id: string }>({
    name: 'place-of-draft',
    text: 'SELECT campaign_id, subject_id FROM draft WHERE dossier_id = $1',
    values: [dossierId],
  })
  const draft = rows[0]
  return draft === undefined ? null : findPlace(db, actor, draft.campaign_id, draft.subject_id, purpose)
}

// A subject in a campaign before its dossier exists: may the actor work on its draft, is the campaign open to it, and
// what is the dossier's id going to be? Beside those in whose offices the subject lies, whoever its first step names.
import { subjectsOf } from '../../activities/campaign/drafts.ts'
import type { Queryable } from '../../activities/pool.ts'
import { libraryOf } from '../../activities/record/cache.ts'
import { dossierIdOf } from '../../activities/record/ids.ts'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import { Values, draftsFor, scopeOf, seesSubject } from '../scope.ts'
import { BEGUN_PLACE, begins } from './begins.ts'
import type { BegunPlace } from './begins.ts'

export interface Place {
  readonly dossierId: string
  readonly campaignId: string
  readonly subjectId: string
  readonly procedureId: string
  readonly procedureVersion: number
  /** Whether the dossier is recorded already. */
  readonly recorded: boolean
}

interface PlaceRow extends BegunPlace {
  readonly procedure_id: string
  readonly procedure_version: number
  readonly settings: Readonly<Record<string, string | number | boolean>>
  readonly recorded: boolean
  /** Whether the actor's offices give him the subject, whatever the procedure says. */
  readonly mine: boolean
}

// A campaign belongs to an office and is for everything under it: itself, its communes, their units, its own units; and for
// the matters of all these.
export const IN_TERRITORY = `(c.office_id IN (o.id, o.commune_id, o.province_id, o.parent_id)
  OR EXISTS (SELECT 1 FROM office top WHERE top.id = c.office_id AND top.kind = 'ministry'))`

/** By the version that the campaign runs on. */
async function beginsHere(db: Queryable, actor: Actor, row: PlaceRow): Promise<boolean> {
  const published = await libraryOf(db).procedure(row.procedure_id, row.procedure_version)
  return published !== null && begins(published.procedure, row, actor, row)
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
  // BEGUN_PLACE wants the communes with deadlines of their own as its $2: none matter here.
  values.add([])
  const { rows } = await db.query<PlaceRow>({
    name: `place-${purpose}`,
    text: `SELECT c.procedure_id, c.procedure_version, c.settings, ${BEGUN_PLACE},
        EXISTS (SELECT 1 FROM dossier d WHERE d.campaign_id = c.id AND d.subject_id = ${subject}) AS recorded,
        ${condition(scopeOf(actor), values)} IS TRUE AS mine
      FROM campaign c ${subjectsOf(subject)}
      WHERE c.id = ${values.add(campaignId)} AND ${IN_TERRITORY}`,
    values: values.list,
  })
  const row = rows[0]
  if (row === undefined || !(row.mine || (await beginsHere(db, actor, row)))) return null
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

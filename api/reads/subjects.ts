// A subject in a campaign before its dossier exists: may the actor work on its draft, is the campaign open to it, and
// what is the dossier's id going to be?
import type { Queryable } from '../../activities/pool.ts'
import { dossierIdOf } from '../../activities/record/ids.ts'
import { subjectJoins } from '../../activities/record/subject.ts'
import { Values, draftsFor, seesSubject } from '../scope.ts'
import type { Scope } from '../scope.ts'
import { Problem } from '../problems.ts'

export interface Place {
  readonly dossierId: string
  readonly campaignId: string
  readonly subjectId: string
  readonly procedureId: string
  readonly procedureVersion: number
  /** Whether the dossier is recorded already. */
  readonly recorded: boolean
}

interface PlaceRow {
  readonly procedure_id: string
  readonly procedure_version: number
  readonly recorded: boolean
}

// A campaign belongs to an office and is for everything under it: itself, its communes, their units, its own units; and for
// the matters of all these.
const IN_TERRITORY = `(c.office_id IN (o.id, o.commune_id, o.province_id, o.parent_id)
  OR EXISTS (SELECT 1 FROM office top WHERE top.id = c.office_id AND top.kind = 'ministry'))`

/**
 * The place of a subject in a campaign, to look at or to work on; throws `notFound` where the actor may not, or where
 * the two don't meet.
 */
export async function placeOf(
  db: Queryable,
  scope: Scope,
  campaignId: string,
  subjectId: string,
  purpose: 'look' | 'work',
): Promise<Place> {
  const values = new Values()
  const condition = purpose === 'look' ? seesSubject : draftsFor
  const subject = `${values.add(subjectId)}::text`
  const { rows } = await db.query<PlaceRow>({
    name: `place-${purpose}`,
    text: `SELECT c.procedure_id, c.procedure_version,
        EXISTS (SELECT 1 FROM dossier d WHERE d.campaign_id = c.id AND d.subject_id = ${subject}) AS recorded
      FROM campaign c ${subjectJoins(subject, 'JOIN')}
      WHERE c.id = ${values.add(campaignId)} AND ${IN_TERRITORY} AND ${condition(scope, values)}`,
    values: values.list,
  })
  const row = rows[0]
  if (row === undefined) throw new Problem('notFound')
  return {
    dossierId: dossierIdOf(campaignId, subjectId),
    campaignId,
    subjectId,
    procedureId: row.procedure_id,
    procedureVersion: row.procedure_version,
    recorded: row.recorded,
  }
}

/** The place of a draft that is known by its dossier's id and lies in the actor's scope; null where there is none. */
export async function placeOfDraft(db: Queryable, scope: Scope, dossierId: string): Promise<Place | null> {
  const { rows } = await db.query<{ campaign_id: string; subject_id: string }>({
    name: 'place-of-draft',
    text: 'SELECT campaign_id, subject_id FROM draft WHERE dossier_id = $1',
    values: [dossierId],
  })
  const draft = rows[0]
  return draft === undefined ? null : placeOf(db, scope, draft.campaign_id, draft.subject_id, 'look')
}

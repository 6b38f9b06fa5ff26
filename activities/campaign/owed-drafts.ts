// What everybody owes: where the procedure says so (a report that every place hands in), a draft is opened for each office
// of the campaign's territory that has none yet. From then on it waits on that office's list, is reminded, and told late.
import { stepById } from '../../domain/steps.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { OFFICE_SUBJECTS } from '../../domain/vocabulary.ts'
import type { Queryable } from '../pool.ts'
import { ROOT_OFFICE_ID, dossierIdOf } from '../record/ids.ts'
import { SUBJECT_PLACE, stepsFor, subjectsOf } from './drafts.ts'
import type { SubjectPlace } from './drafts.ts'
import type { CampaignPlan } from './plan.ts'

/** Drafts that one statement writes. */
const PORTION = 2_000

interface Row extends SubjectPlace {
  readonly id: string
}

// $1 the campaign, $2 as SUBJECT_PLACE wants it (nobody's dates count here), $3 its office, $4 kinds, $5 the day, $6 marks
// that don't owe it, $7 procedure, $8 year. What another campaign of the same procedure and year has is not asked for twice;
// a campaign of the ministry's is for what stands right below it.
const WITHOUT = `SELECT w.id, ${SUBJECT_PLACE}
  FROM (SELECT id FROM office WHERE kind = ANY($4::text[])) AS w (id) ${subjectsOf('w.id')}
  WHERE o.merged_into IS NULL AND o.valid_from <= $5::date AND (o.valid_to IS NULL OR o.valid_to > $5::date)
    AND NOT o.marks && $6::text[]
    AND ($3 = o.id OR $3 = o.parent_id OR ($3 <> '${ROOT_OFFICE_ID}' AND $3 IN (o.commune_id, o.province_id)))
    AND NOT EXISTS (SELECT 1 FROM draft f JOIN campaign c ON c.id = f.campaign_id
      WHERE f.subject_id = w.id AND (c.id = $1 OR (c.procedure_id = $7 AND c.year = $8)))
    AND NOT EXISTS (SELECT 1 FROM dossier d WHERE d.subject_id = w.id AND (d.campaign_id = $1 OR (d.procedure_id = $7 AND d.year = $8)))
  ORDER BY w.id`

// Of whoever is gone, or doesn't owe it any more, what nobody wrote in.
const FORGIVEN = `DELETE FROM draft f USING office o WHERE f.campaign_id = $1 AND o.id = f.subject_id
  AND f.updated_by = 'system' AND f.version = 1 AND NOT EXISTS (SELECT 1 FROM dossier d WHERE d.id = f.dossier_id)
  AND (o.merged_into IS NOT NULL OR o.valid_to <= $2::date OR o.marks && $3::text[])`

/** Opens what isn't open yet, and forgets what an office that ended had lying; gives how many drafts are new. Repeating it changes nothing. */
export async function openOwed(
  db: Queryable,
  plan: CampaignPlan,
  procedure: Procedure,
  at: Instant,
): Promise<number> {
  const kinds = OFFICE_SUBJECTS.filter((kind) => procedure.subjects.includes(kind))
  if (procedure.owed === undefined || kinds.length === 0) return 0
  const { rows } = await db.query<Row>({
    name: 'owed_without',
    text: WITHOUT,
    values: [
      plan.id,
      [],
      plan.officeId,
      kinds,
      civilDateOf(at),
      procedure.excludes ?? [],
      procedure.id,
      plan.year,
    ],
  })
  await db.query({
    name: 'owed_forgiven',
    text: FORGIVEN,
    values: [plan.id, civilDateOf(at), procedure.excludes ?? []],
  })
  // Whoever has no way through the procedure owes nothing.
  const owing = rows.filter((row) => stepById(procedure, stepsFor(procedure, plan, row)[0] ?? '') !== null)
  for (let from = 0; from < owing.length; from += PORTION) {
    const ids = owing.slice(from, from + PORTION).map(({ id }) => id)
    await db.query({
      name: 'owed_open',
      text: `INSERT INTO draft (dossier_id, campaign_id, subject_id, version, data, updated_by, updated_at)
        SELECT dossier_id, $3, subject_id, 1, '{}', 'system', $4 FROM unnest($1::text[], $2::text[]) AS w (dossier_id, subject_id)
        ON CONFLICT DO NOTHING`,
      values: [ids.map((id) => dossierIdOf(plan.id, id)), ids, plan.id, at],
    })
  }
  return owing.length
}

// The parts of a matter that wait to be handed out (duties of a plan, reports of a request), each with the campaign that
// would take it; and handing them out: they become active, and a draft of each waits for its owner.
import type { Facts } from '../../domain/command.ts'
import type { Id } from '../../domain/dossier.ts'
import type { StepRule } from '../../domain/procedure.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { MatterKind } from '../../domain/vocabulary.ts'
import type { Queryable } from '../pool.ts'
import { ROOT_OFFICE_ID, dossierIdOf } from './ids.ts'
import type { ReadOptions } from './outside.ts'

interface PartRow {
  readonly id: Id
  readonly kind: MatterKind
  readonly campaign_id: Id | null
}

/** The parts still in draft, by id; the campaign is that of the year which is nearest above the part's owner. */
export async function readParts(
  client: Queryable,
  parentId: Id,
  assigns: NonNullable<StepRule['assigns']>,
  year: number,
  options: ReadOptions,
): Promise<NonNullable<Facts['parts']>> {
  const pairs = assigns.flatMap(({ kinds, procedure }) => kinds.map((kind) => ({ kind, procedure })))
  const { rows } = await client.query<PartRow>({
    name: `facts_parts${options.lock ? '_locked' : ''}`,
    text: `SELECT s.id, s.kind, (
        SELECT c.id FROM unnest($2::text[], $3::text[]) AS a (kind, procedure_id)
        JOIN campaign c ON c.procedure_id = a.procedure_id AND c.year = $4 AND c.status <> 'closed'
        JOIN office o ON o.id = c.office_id
        WHERE a.kind = s.kind AND o.id IN (s.office_id, s.commune_id, s.province_id, $5)
        ORDER BY array_position(ARRAY['commune', 'province', 'ministry'], o.kind) NULLS FIRST, c.id LIMIT 1) AS campaign_id
      FROM matter s WHERE s.parent_id = $1 AND s.status = 'draft' AND s.kind = ANY($2::text[])
      ORDER BY s.id${options.lock ? ' FOR NO KEY UPDATE OF s' : ''}`,
    values: [
      parentId,
      pairs.map(({ kind }) => kind),
      pairs.map(({ procedure }) => procedure),
      year,
      ROOT_OFFICE_ID,
    ],
  })
  return rows.map(({ id, kind, campaign_id }) => ({ id, kind, campaignId: campaign_id }))
}

/** Makes the parts active, and a draft of each one's dossier; inside the caller's transaction. */
export function assignParts(
  client: Queryable,
  parts: readonly { readonly id: Id; readonly campaignId: Id }[],
  by: string,
  at: Instant,
): Promise<unknown> {
  return client.query({
    name: 'record_parts',
    text: `WITH part AS (
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) AS p (id, campaign_id, dossier_id)
      ), begun AS (
        UPDATE matter m SET status = 'active', begun_on = coalesce(m.begun_on, $4::date), version = m.version + 1
        FROM part p WHERE m.id = p.id)
      INSERT INTO draft (dossier_id, campaign_id, subject_id, version, data, updated_by, updated_at)
      SELECT dossier_id, campaign_id, id, 1, '{}', $5, $6 FROM part ON CONFLICT DO NOTHING`,
    values: [
      parts.map(({ id }) => id),
      parts.map(({ campaignId }) => campaignId),
      parts.map(({ id, campaignId }) => dossierIdOf(campaignId, id)),
      civilDateOf(at),
      by,
      at,
    ],
  })
}

// The parts of a matter, each with its dossier, or while it has none the draft that waits; and what they come to. A whole
// has a few hundred parts at the most: they are read together.
import { z } from 'zod'
import type { Pool, Queryable } from '../../activities/pool.ts'
import { GONE } from '../../activities/record/counts.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { Values, seesSubject } from '../scope.ts'
import type { Scope } from '../scope.ts'
import { readAssigned } from './assigned.ts'
import { MATTERS_FROM, dossiersOf, listMatters, matterDetail } from './matters.ts'
import type { MatterItem, ShortDossier } from './matters.ts'
import { id, instant } from '../schemas.ts'

/** More parts than these are not read in one answer. */
const MOST = 2000

/** How far a whole's parts have come. */
export const progress = z.object({ total: z.int(), closed: z.int(), late: z.int() })
type Progress = z.output<typeof progress>

/** How far the parts of these wholes have come, of those that the reader sees; wholes without parts are left out. */
export async function progressOf(
  db: Queryable,
  scope: Scope,
  wholeIds: readonly string[],
  at: Instant,
): Promise<Map<string, Progress>> {
  if (wholeIds.length === 0) return new Map()
  const values = new Values()
  const { rows } = await db.query<Progress & { readonly id: string }>(
    `SELECT s.parent_id AS id, count(*)::int AS total, (count(*) FILTER (WHERE d.closed_at IS NOT NULL))::int AS closed,
       (count(*) FILTER (WHERE d.closed_at IS NULL AND d.due_at < ${values.add(at)}))::int AS late
     ${MATTERS_FROM} LEFT JOIN LATERAL (SELECT x.closed_at, x.due_at FROM dossier x WHERE x.subject_id = s.id
       AND x.status NOT IN ${GONE} ORDER BY x.year DESC, x.created_at DESC LIMIT 1) d ON true
     WHERE s.parent_id = ANY(${values.add(wholeIds)}::text[]) AND ${seesSubject(scope, values)} GROUP BY 1`,
    values.list,
  )
  return new Map(rows.map(({ id: wholeId, ...come }) => [wholeId, come]))
}

export const part = matterDetail
  .omit({ dossiers: true, mayChange: true })
  .extend({
    /** The dossier that goes on, or that was the last; null while nobody has begun. */
    dossier: matterDetail.shape.dossiers.element.nullable(),
    /** Handed out, and not begun. */
    missing: z.boolean(),
    /** When it is due as it stands: the dossier's step, or the first step of one that is to be begun. */
    dueAt: instant.nullable(),
    late: z.boolean(),
    /** Of a part that is a whole itself, such as the lower plan that answers: how far its own parts have come. */
    below: progress.nullable(),
    /** Who was reminded of it and told that it is late, when and as what; the last first. */
    chased: z.array(
      z.object({
        at: instant,
        kind: z.enum(['reminder', 'overdue', 'escalation']),
        officeId: id.nullable(),
        personId: id.nullable(),
      }),
    ),
  })
  .meta({ id: 'Part' })
export type Part = z.input<typeof part>

/** All parts that the reader sees, in the order of their codes, and what they come to. */
export async function partsOf(pool: Pool, scope: Scope, wholeId: string, at: Instant) {
  const request = { scope, filters: { parent: wholeId }, cursor: null, limit: MOST }
  const matters = await listMatters(pool, request)
  const ids = matters.map(({ id }) => id)
  const dossiers = await dossiersOf(pool, scope, ids, at)
  const waiting = await readAssigned(pool, at, (values: Values) => {
    return `s.parent_id = ${values.add(wholeId)} AND ${seesSubject(scope, values)}`
  })
  const waits = new Map(waiting.map((one) => [one.subject.id, one]))
  const told = await chasedOf(pool, ids)
  const below = await progressOf(pool, scope, ids, at)
  const parts = matters.map((matter): Part => {
    const dueAt = waits.get(matter.id)?.dueAt ?? null
    const standing = partOf(matter, dossiers.get(matter.id)?.[0] ?? null, dueAt, at)
    return { ...standing, below: below.get(matter.id) ?? null, chased: told.get(matter.id) ?? [] }
  })
  parts.sort((a, b) => keyOf(a).localeCompare(keyOf(b), 'vi', { numeric: true }))
  const count = (fits: (one: Part) => boolean): number => parts.filter(fits).length
  const counts = {
    total: parts.length,
    handedOut: count((one) => one.status !== 'draft' || one.dossier !== null),
    begun: count(({ dossier }) => dossier !== null),
    closed: count(({ dossier }) => dossier !== null && dossier.closedAt !== null),
    late: count(({ late }) => late),
  }
  return { parts, counts }
}

const keyOf = (one: Part): string => `${one.code ?? ''} ${one.name} ${one.id}`

/** Most announcements of one part that are shown. */
const MOST_CHASED = 20

/** What sweeps announced of the matters, while their dossiers were drafts and after, by matter. */
async function chasedOf(pool: Pool, matterIds: readonly string[]): Promise<Map<string, Part['chased']>> {
  const { rows } = await pool.query<{ id: string; chased: Part['chased'] }>(
    `SELECT f.subject_id AS id, jsonb_agg(jsonb_build_object('kind', a.kind, 'officeId', a.office_id, 'personId', a.person_id,
       'at', to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY a.at DESC, a.key) AS chased
     FROM (SELECT dossier_id, subject_id FROM draft UNION SELECT id, subject_id FROM dossier) f
     CROSS JOIN LATERAL (SELECT * FROM announcement a WHERE a.dossier_id = f.dossier_id
       AND a.kind IN ('reminder', 'overdue', 'escalation') ORDER BY a.at DESC, a.key LIMIT ${MOST_CHASED}) a
     WHERE f.subject_id = ANY($1) GROUP BY 1`,
    [matterIds],
  )
  return new Map(rows.map(({ id: matterId, chased }) => [matterId, chased]))
}

type Standing = Omit<Part, 'chased' | 'below'>

function partOf(
  matter: MatterItem,
  dossier: ShortDossier | null,
  waits: Instant | null,
  at: Instant,
): Standing {
  const dueAt = dossier === null ? waits : dossier.closedAt === null ? dossier.dueAt : null
  const missing = dossier === null && matter.status === 'active'
  const late = dossier === null ? missing && dueAt !== null && dueAt < at : dossier.late
  return { ...matter, dossier, missing, dueAt, late }
}

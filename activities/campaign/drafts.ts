// What a sweep says about drafts: a draft is no dossier yet, so its deadline is that of its path's first step, found for each
// kind of subject at once. Whoever has one is reminded before; of what was handed out and isn't begun when that is over, the
// holder and the first level above are told, once: a lower plan or report that is missing is chased, a registration that nobody
// owes isn't.
import type { Party, Procedure, StepRule } from '../../domain/procedure.ts'
import { rolesOf } from '../../domain/people.ts'
import { pathFor, stepById } from '../../domain/steps.ts'
import { latest, startOfDay } from '../../domain/time/civil.ts'
import type { CivilDate, Instant } from '../../domain/time/civil.ts'
import { isRefusal, resolveDue } from '../../domain/time/due.ts'
import { nextSweepAt, reminderMornings, reminderOwed } from '../../domain/time/notices.ts'
import { SUBJECT_KINDS } from '../../domain/vocabulary.ts'
import type { OfficeKind, SubjectKind } from '../../domain/vocabulary.ts'
import type { Queryable } from '../pool.ts'
import { ROOT_OFFICE_ID } from '../record/ids.ts'
import {
  COMMUNE_OF,
  MINISTERIAL,
  PROVINCE_OF,
  PROVINCIAL,
  SINCE,
  ownDates,
  subjectJoins,
} from '../record/subject.ts'
import type { MatterDates } from '../record/subject.ts'
import type { Sweep } from './announce.ts'
import { offsetKey } from './owed.ts'
import { communesApart, dueContextOf, readOverrides } from './plan.ts'
import type { CampaignPlan, StepBook } from './plan.ts'

const PAGE = 2_000

/**
 * Kind and place of a subject (see subject.ts) with its commune `m`: what its path follows from; and the dates of its own.
 * $2 are communes apart. Its columns are grouped by as `SUBJECT_GROUP`.
 */
export const SUBJECT_PLACE = `coalesce(s.kind, o.kind) AS kind, o.kind AS owner, s.type, ${PROVINCIAL} AS provincial,
  ${MINISTERIAL} AS ministerial, coalesce(m.has_police, true) AS has_police,
  CASE WHEN m.id = ANY($2::text[]) THEN m.id END AS own, nullif(s.dates, '{}') AS dates, ${SINCE} AS since`
export const SUBJECT_GROUP = '1, 2, 3, 4, 5, 6, 7, 8, 9'
const COMMUNE_JOIN = `LEFT JOIN office m ON m.id = ${COMMUNE_OF}`
/** The subjects of a table's rows, by its column of their ids. */
export const subjectsOf = (column: string): string => `${subjectJoins(column, 'JOIN')} ${COMMUNE_JOIN}`

export interface SubjectPlace {
  readonly kind: OfficeKind | SubjectKind
  readonly owner: OfficeKind
  readonly type: string | null
  readonly provincial: boolean
  readonly ministerial: boolean
  readonly has_police: boolean
  /** The commune, where its deadlines may differ from the campaign's. */
  readonly own: string | null
  /** A matter's own dates; null where it has none. */
  readonly dates: MatterDates | null
  /** Since when a matter is there; null for an office. */
  readonly since: CivilDate | null
}

/** The steps that a subject of such a kind and place goes through, first to last; none where it has no path. */
export function stepsFor(
  procedure: Procedure,
  plan: Pick<CampaignPlan, 'settings'>,
  place: SubjectPlace,
): readonly string[] {
  const kind = SUBJECT_KINDS.find((one) => one === place.kind)
  if (kind === undefined) return []
  const defaults = Object.fromEntries(procedure.settings.map(({ id, value }) => [id, value]))
  const { owner, type, provincial, ministerial, has_police: communeHasPolice } = place
  const subject = { kind, owner, type, provincial, ministerial, communeHasPolice }
  return pathFor(procedure, subject, { ...defaults, ...plan.settings })?.steps ?? []
}

/** The first step of such a subject, and when that is due while nobody has begun; null where it has no path. */
export function firstStep(
  procedure: Procedure,
  plan: CampaignPlan,
  overrides: ReadonlyMap<string, Readonly<Record<string, CivilDate>>>,
  place: SubjectPlace,
): { readonly rule: StepRule; readonly dueAt: Instant | null } | null {
  const rule = stepById(procedure, stepsFor(procedure, plan, place)[0] ?? '')
  if (rule === null) return null
  if (rule.due === undefined) return { rule, dueAt: null }
  const ofCommune = place.own === null ? {} : (overrides.get(place.own) ?? {})
  const dates = { ...ofCommune, ...ownDates(place.dates, plan.year) }
  const anchorAt = place.since === null ? plan.opensAt : latest(plan.opensAt, startOfDay(place.since))
  const due = resolveDue(rule.due, { ...dueContextOf(plan, procedure, { id: place.own, dates }), anchorAt })
  return { rule, dueAt: isRefusal(due) ? null : due.dueAt }
}

interface DraftGroup extends SubjectPlace {
  readonly rule: StepRule
  readonly dueAt: Instant
  /** Whether some of them are parts of a matter that were handed out. */
  readonly handed: boolean
  /** Whether everybody owes one. */
  readonly owed: boolean
}

/** The deadlines under which the campaign's drafts stand. */
async function readGroups(
  db: Queryable,
  plan: CampaignPlan,
  book: StepBook,
): Promise<{ readonly apart: readonly string[]; readonly groups: readonly DraftGroup[] }> {
  const overrides = await readOverrides(db, plan.id)
  const apart = communesApart(plan.calendar, overrides.keys())
  const { rows } = await db.query<SubjectPlace & { readonly handed: boolean }>({
    name: 'drafts_groups',
    text: `SELECT ${SUBJECT_PLACE}, bool_or(s.parent_id IS NOT NULL) AS handed FROM draft f ${subjectsOf('f.subject_id')}
      WHERE f.campaign_id = $1 AND NOT EXISTS (SELECT 1 FROM dossier d WHERE d.id = f.dossier_id) GROUP BY ${SUBJECT_GROUP}`,
    values: [plan.id, apart],
  })
  const procedure = book.procedure(plan.procedureVersion)
  if (procedure === null) return { apart, groups: [] }
  const owed = procedure.owed !== undefined
  const groups = rows.flatMap((place): DraftGroup[] => {
    const first = firstStep(procedure, plan, overrides, place)
    return first === null || first.dueAt === null
      ? []
      : [{ ...place, owed, rule: first.rule, dueAt: first.dueAt }]
  })
  return { apart, groups }
}

const ANNOUNCE_SQL = `
WITH page AS (
  SELECT f.dossier_id AS id, ${SUBJECT_PLACE}, s.parent_id, s.person_id, o.id AS unit_id, m.id AS commune_id, coalesce(${PROVINCE_OF}, m.province_id) AS province_id
  FROM draft f ${subjectsOf('f.subject_id')}
  WHERE f.campaign_id = $1 AND f.dossier_id > $3 AND NOT EXISTS (SELECT 1 FROM dossier d WHERE d.id = f.dossier_id)
  ORDER BY f.dossier_id LIMIT ${PAGE}
), told AS (
  INSERT INTO announcement (key, kind, campaign_id, dossier_id, step, round, level, office_id, roles, person_id, day, at, payload)
  SELECT g.tells || '/' || p.id || '/' || g.step || '/0/' || g.offset_key || '/' ||
      coalesce('p:' || w.person_id, 'o:' || w.office_id || ':' || array_to_string(w.roles, '+')),
    g.tells, $1, p.id, g.step, 0, g.level, w.office_id, w.roles, w.person_id, $4::date, $5,
    jsonb_strip_nulls(jsonb_build_object('dueAt', g.due, 'offset', g.remind_offset, 'level', g.level, 'draft', true))
  FROM page p
  JOIN jsonb_to_recordset($6::jsonb) AS g (kind text, owner text, type text, provincial bool, ministerial bool, has_police bool,
      own text, dates jsonb, since text, owed bool, step text, tells text, offset_key text, remind_offset text, level int, due text, parties jsonb)
    ON g.kind = p.kind AND g.owner = p.owner AND g.provincial = p.provincial AND g.ministerial = p.ministerial
      AND g.has_police = p.has_police AND g.type IS NOT DISTINCT FROM p.type AND g.own IS NOT DISTINCT FROM p.own
      AND g.dates IS NOT DISTINCT FROM p.dates AND g.since IS NOT DISTINCT FROM p.since
      AND (g.tells = 'reminder' OR g.owed OR p.parent_id IS NOT NULL)
  CROSS JOIN LATERAL (
    SELECT a.office_id, a.person_id, array_agg(DISTINCT r.role ORDER BY r.role) AS roles FROM (
      SELECT CASE y.level WHEN 'unit' THEN p.unit_id WHEN 'commune' THEN p.commune_id
          WHEN 'ministry' THEN '${ROOT_OFFICE_ID}' ELSE p.province_id END AS office_id,
        CASE WHEN y.named THEN p.person_id END AS person_id, y.roles
      FROM jsonb_to_recordset(g.parties) AS y (level text, named bool, roles text[])) a
    CROSS JOIN LATERAL unnest(a.roles) AS r (role) WHERE a.office_id IS NOT NULL GROUP BY 1, 2) w
  ON CONFLICT (key) DO NOTHING RETURNING 1
)
SELECT (SELECT count(*)::int FROM told) AS written, (SELECT max(id) FROM page) AS last, (SELECT count(*)::int FROM page) AS size`

const partyOf = (party: Party) => ({
  level: party.level,
  named: party.named === true,
  roles: rolesOf(party),
})

/** The first sweep after what was handed out is due, or was handed out too late for that. */
function morningAfter({ dueAt, since }: DraftGroup, plan: CampaignPlan): Instant | null {
  return nextSweepAt(since === null ? dueAt : latest(dueAt, startOfDay(since)), plan.mornings)
}

/** What the sweep says of a group: whom it tells, as what, and under which key. */
function tellsOf(group: DraftGroup, sweep: Sweep, plan: CampaignPlan) {
  const { rule, dueAt } = group
  const parties = rule.parties.map(partyOf)
  const reminder = reminderOwed(dueAt, rule.reminders ?? [], plan.sweptAt, sweep.at, plan.mornings)
  const offset = reminder === null ? null : offsetKey(reminder.offset)
  const reminded =
    offset === null
      ? []
      : [{ tells: 'reminder', offset_key: `due/${offset}`, remind_offset: offset, level: null, parties }]
  const morning = group.handed || group.owed ? morningAfter(group, plan) : null
  if (morning === null || morning > sweep.at || morning <= plan.sweptAt) return reminded
  // What belongs to the province has no commune above it.
  const above = (rule.escalation ?? []).find(({ level }) => level !== 'commune' || !group.provincial)
  const late = { offset_key: 'due', remind_offset: null }
  return [
    ...reminded,
    { ...late, tells: 'overdue', level: null, parties },
    ...(above === undefined ? [] : [{ ...late, tells: 'escalation', level: 1, parties: [partyOf(above)] }]),
  ]
}

/** Tells everybody whom the sweep owes something about a draft; gives how many rows are new. */
export async function announceDrafts(
  db: Queryable,
  sweep: Sweep,
  plan: CampaignPlan,
  book: StepBook,
): Promise<number> {
  const { apart, groups } = await readGroups(db, plan, book)
  const owed = groups.flatMap((group) => {
    const { rule, dueAt: due, handed: _handed, ...place } = group
    return tellsOf(group, sweep, plan).map((one) => ({ ...place, step: rule.id, due, ...one }))
  })
  let written = 0
  for (let last: string | null = owed.length === 0 ? null : ''; last !== null; ) {
    const values: unknown[] = [sweep.campaignId, apart, last, sweep.day, sweep.at, JSON.stringify(owed)]
    const found = await db.query<{ written: number; last: string | null; size: number }>({
      name: 'drafts_announce',
      text: ANNOUNCE_SQL,
      values,
    })
    const page: { written: number; last: string | null; size: number } | undefined = found.rows[0]
    written += page?.written ?? 0
    last = page?.size === PAGE ? page.last : null
  }
  return written
}

/** The next morning after an instant on which something is to be said of a draft; null when none is in sight. */
export async function nextDraftMorning(
  db: Queryable,
  plan: CampaignPlan,
  book: StepBook,
  after: Instant,
): Promise<Instant | null> {
  const { groups } = await readGroups(db, plan, book)
  const mornings = groups.flatMap((group) => {
    const reminders = reminderMornings(group.dueAt, group.rule.reminders ?? [], plan.mornings)
    const late = group.handed || group.owed ? morningAfter(group, plan) : null
    return [...reminders.map(({ at }) => at), ...(late === null ? [] : [late])]
  })
  return mornings.filter((at) => at > after).sort()[0] ?? null
}

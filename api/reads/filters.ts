// The filters that lists and counts of dossiers share, as query parameters and as conditions on a row `d` of dossier.
import { z } from 'zod'
import { searchWords } from '../../domain/text.ts'
import { endOfDay, startOfDay } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { civilDate, flag, id, queryNumber, status, subjectKind } from '../schemas.ts'
import { taskArms } from '../scope.ts'
import type { Scope, Values } from '../scope.ts'

export const filterQuery = {
  procedure: id.optional(),
  campaign: id.optional(),
  year: queryNumber(2000, 2100).optional(),
  /** Id of a province's, commune's or unit's office. */
  territory: id.optional(),
  /** Only subjects that belong to a province itself, under none of its communes; or only those of communes. */
  direct: flag.optional(),
  kind: subjectKind.optional(),
  status: status.optional(),
  /** Only those that are not closed, or only those that are. */
  open: flag.optional(),
  /** Archived ones only, or none of them; left out: none, unless words of the name are searched for. */
  archived: flag.optional(),
  step: z
    .string()
    .regex(/^\w{1,60}$/u)
    .optional(),
  outcome: z
    .string()
    .regex(/^\w{1,60}$/u)
    .optional(),
  /** Id of the person or office that it waits for; `me` for the reader's own queue, `others` for what waits for somebody, but not for the reader. */
  holder: id.optional(),
  overdue: flag.optional(),
  /** Only those that are due on this day. */
  due: civilDate.optional(),
  /** Only decisions of which a counted result changed since. */
  basis: z.literal('changed').optional(),
  /** Words of the name, with or without diacritics. */
  text: z.string().max(200).optional(),
} as const

export type Filters = z.output<z.ZodObject<typeof filterQuery>>

/** Ids of the hierarchy name their kind: P44, C19363; every other id is a unit's. */
function territoryColumn(officeId: string): 'province_id' | 'commune_id' | 'unit_id' {
  if (/^P\d+$/u.test(officeId)) return 'province_id'
  return /^C\d+$/u.test(officeId) ? 'commune_id' : 'unit_id'
}

/** Conditions joined with AND. Lateness is by the instant given: right in the very second, for every list. */
export function filterConditions(given: Filters, scope: Scope, at: Instant, values: Values): string[] {
  const equal = (column: string, value: string | number | undefined): string[] =>
    value === undefined ? [] : [`d.${column} = ${values.add(value)}`]
  return [
    ...equal('procedure_id', given.procedure),
    ...equal('campaign_id', given.campaign),
    ...equal('year', given.year),
    ...(given.territory === undefined ? [] : equal(territoryColumn(given.territory), given.territory)),
    ...(given.direct === undefined ? [] : [`d.commune_id IS ${given.direct ? '' : 'NOT '}NULL`]),
    ...equal('subject_kind', given.kind),
    ...equal('status', given.status),
    ...equal('step', given.step),
    ...equal('outcome', given.outcome),
    ...(given.open === undefined ? [] : [`d.closed_at IS ${given.open ? '' : 'NOT '}NULL`]),
    ...(given.basis === undefined ? [] : [`d.state ? 'basisChanged'`]),
    ...holderCondition(given.holder, scope, values),
    ...overdueCondition(given.overdue, at, values),
    ...dueCondition(given.due, values),
    ...searchWords(given.text ?? '').map((word) => `d.search_key LIKE ${values.add(`%${word}%`)}`),
  ]
}

/** Archived ones stay out of lists and counts unless asked for; where only open ones are read there are none. */
export function archivedCondition({ archived, text, open }: Filters): string[] {
  if (archived !== undefined) return [`d.archived_at IS ${archived ? 'NOT ' : ''}NULL`]
  return open === true || searchWords(text ?? '').length > 0 ? [] : ['d.archived_at IS NULL']
}

function holderCondition(holder: string | undefined, scope: Scope, values: Values): string[] {
  if (holder === undefined) return []
  if (holder === 'me' || holder === 'others') {
    const his = taskArms(scope, values).join(' OR ')
    const mine = `EXISTS (SELECT 1 FROM task t WHERE t.dossier_id = d.id AND (${his}))`
    return holder === 'me'
      ? [mine]
      : ['EXISTS (SELECT 1 FROM task h WHERE h.dossier_id = d.id)', `NOT ${mine}`]
  }
  const whom = values.add(holder)
  return [
    `EXISTS (SELECT 1 FROM task h WHERE h.dossier_id = d.id
      AND (h.claimed_by = ${whom} OR (h.claimed_by IS NULL AND h.person_id = ${whom}) OR h.office_id = ${whom}))`,
  ]
}

function overdueCondition(overdue: boolean | undefined, at: Instant, values: Values): string[] {
  if (overdue === undefined) return []
  const late = `d.closed_at IS NULL AND d.due_at IS NOT NULL AND d.due_at < ${values.add(at)}`
  return [overdue ? late : `(${late}) IS NOT TRUE`]
}

function dueCondition(due: string | undefined, values: Values): string[] {
  if (due === undefined) return []
  const [from, to] = [startOfDay(due), endOfDay(due)].map((one) => values.add(one))
  return ['d.closed_at IS NULL', `d.due_at BETWEEN ${from}::timestamptz AND ${to}::timestamptz`]
}

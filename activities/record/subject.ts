// What a dossier can be about, as SQL finds it: an office, or a matter with the office that owns it; the facts that follow
// from its place in the tree; and the dates of its own that a matter brings to its deadlines.
import type { SubjectFacts } from '../../domain/command.ts'
import { dateInYear, isCivilDate, isMonthDay, startOfDay, yearOf } from '../../domain/time/civil.ts'
import type { CivilDate } from '../../domain/time/civil.ts'
import { SUBJECT_KINDS } from '../../domain/vocabulary.ts'
import type { MatterStatus, OfficeKind, SubjectKind } from '../../domain/vocabulary.ts'
import { ROOT_OFFICE_ID } from './ids.ts'

/**
 * Joins what a subject's id (an SQL expression) names: `s` its matter, if it is one, `o` the office itself or the matter's
 * owner, and `p` the office above that. Only the tables before it in the FROM may be named.
 */
export function subjectJoins(id: string, office: 'JOIN' | 'LEFT JOIN' = 'LEFT JOIN'): string {
  return `LEFT JOIN matter s ON s.id = ${id}
${office} office o ON o.id = coalesce(s.office_id, ${id})
LEFT JOIN office p ON p.id = o.parent_id`
}

/** The commune that an office lies in, or is. */
export const COMMUNE_OF = `CASE WHEN o.kind = 'commune' THEN o.id ELSE o.commune_id END`
/** The province that an office lies in, or is. */
export const PROVINCE_OF = `CASE WHEN o.kind = 'province' THEN o.id ELSE o.province_id END`
// Whatever hangs under a province or a department, not under a commune, belongs to the province itself.
export const PROVINCIAL = `(o.kind <> 'commune' AND coalesce(p.kind <> 'commune', true))`
export const MINISTERIAL = `(o.kind <> 'province' AND coalesce(p.kind = 'ministry', false))`

/** The day since which a matter is there: when it was handed out or began, else when it was written down. */
export const SINCE = `coalesce(s.begun_on, (s.created_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)::text`

/** Columns of `SubjectRow`; $4 is the civil date on which the subject must be valid. */
export const SUBJECT_COLUMNS = `coalesce(s.id, o.id) AS subject_id, coalesce(s.kind, o.kind) AS subject_kind,
  coalesce(s.name, o.name) AS subject_name, o.id AS owner_id, o.kind AS owner_kind, ${PROVINCE_OF} AS subject_province,
  ${PROVINCIAL} AS provincial, ${MINISTERIAL} AS ministerial, o.marks, s.type AS matter_type, s.code AS matter_code,
  s.status AS matter_status, s.person_id AS matter_person, s.dates AS matter_dates, ${SINCE} AS matter_since,
  o.merged_into IS NULL AND o.valid_from <= $4::date AND (o.valid_to IS NULL OR o.valid_to > $4::date)
    AND s.status IS DISTINCT FROM 'ended' AS subject_valid`

/** A subject as the statement of the base gives it. */
export interface SubjectRow {
  readonly subject_id: string | null
  readonly subject_kind: OfficeKind | SubjectKind
  readonly subject_name: string
  readonly owner_id: string
  readonly owner_kind: OfficeKind
  readonly subject_province: string | null
  readonly subject_valid: boolean
  readonly provincial: boolean
  readonly ministerial: boolean
  readonly marks: string[]
  readonly matter_type: string | null
  readonly matter_code: string | null
  readonly matter_status: MatterStatus | null
  readonly matter_person: string | null
  readonly matter_dates: MatterDates | null
  readonly matter_since: CivilDate | null
  readonly commune_id: string | null
  readonly has_police: boolean | null
}

/** What rules know of a subject; null where the id names nothing that a dossier can be about. */
export function subjectFacts(row: SubjectRow): SubjectFacts | null {
  const kind = SUBJECT_KINDS.find((one) => one === row.subject_kind)
  if (row.subject_id === null || kind === undefined) return null
  return {
    id: row.subject_id,
    kind,
    // A commune that is itself the subject stands in both seats, and so does a province.
    offices: {
      unit: row.owner_id,
      commune: row.provincial ? null : row.commune_id,
      province: row.subject_province,
      ministry: ROOT_OFFICE_ID,
    },
    provincial: row.provincial,
    communeHasPolice: row.has_police ?? true,
    valid: row.subject_valid,
    owner: row.owner_kind,
    type: row.matter_type,
    code: row.matter_code,
    personId: row.matter_person,
    ...(row.matter_status === null ? {} : { status: row.matter_status }),
    ...(row.matter_since === null ? {} : { since: startOfDay(row.matter_since) }),
    ministerial: row.ministerial,
    marks: row.marks,
  }
}

/** Named dates of a matter's own: a whole date, or a month and day that comes back every year. */
export type MatterDates = Readonly<Record<string, string>>

/** A matter's own dates in a campaign's year; a whole date of another year says nothing about this one. */
export function ownDates(dates: MatterDates | null, year: number): Record<string, CivilDate> {
  const placed = Object.entries(dates ?? {}).flatMap(([key, date]): [string, CivilDate][] => {
    if (isMonthDay(date)) {
      const day = dateInYear(year, date)
      return day === null ? [] : [[key, day]]
    }
    return isCivilDate(date) && yearOf(date) === year ? [[key, date]] : []
  })
  return Object.fromEntries(placed)
}

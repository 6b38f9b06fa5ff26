// Words and small rules that the pages about matters share.
import { rolesOf } from '../../../domain/people.ts'
import { MATTER_KINDS } from '../../../domain/vocabulary.ts'
import type { OfficeKind, Role } from '../../../domain/vocabulary.ts'
import type { NamedDate, Procedure } from '../../../domain/procedure.ts'
import { stepsForKind, takesKind } from '../../../domain/steps.ts'
import type { Me } from '../../client/session.ts'
import { formatDay } from '../../i18n/format.ts'
import { subjectKindLabel } from '../../i18n/vi.ts'
import type { Option } from '../../components/forms/fields.tsx'
import type { Matter, MatterKind } from './queries.ts'

export const STANDING_TONES = { draft: '', active: 'good', ended: 'info' } as const satisfies Record<
  Matter['status'],
  string
>

export const KIND_OPTIONS: readonly Option[] = MATTER_KINDS.map((kind) => ({
  value: kind,
  label: subjectKindLabel(kind),
}))

export const isMatterKind = (value: string): value is MatterKind =>
  (MATTER_KINDS as readonly string[]).includes(value)

const YEARS = 6

/** The years that can be chosen: next year and some before. */
export function yearOptions(now: string): readonly Option[] {
  const next = Number(now.slice(0, 4)) + 1
  return Array.from({ length: YEARS }, (_, index) => String(next - index)).map((year) => ({
    value: year,
    label: `Năm ${year}`,
  }))
}

/** Offices in which somebody works, and for which he may therefore enter matters. */
export function workingOffices(me: Me): Me['posts'] {
  const working = me.posts.filter(({ role }) => role !== 'administrator' && role !== 'auditor')
  return [...new Map(working.map((post) => [post.officeId, post])).values()]
}

/** 31/10/2026 of a date, 31/10 of a day of every year. */
export function formatOwnDate(value: string): string {
  return value.length > 5 ? formatDay(value) : value.split('-').reverse().join('/')
}

/** Dates that a matter can have of its own, the day of the thing itself before what is due around it. */
export function ownDates(procedures: readonly Procedure[]): readonly (readonly [string, NamedDate])[] {
  const named = new Map<string, NamedDate>()
  // Of two with one name the first counts.
  for (const { dates } of procedures)
    for (const [key, date] of Object.entries(dates ?? {})) if (!named.has(key)) named.set(key, date)
  return [...named].sort(([, a], [, b]) => Number(b.isDay === true) - Number(a.isDay === true))
}

/** What procedures call these dates, by key. */
export function dateNames(procedures: readonly Procedure[]): Readonly<Record<string, string>> {
  return Object.fromEntries(ownDates(procedures).map(([key, { vi }]) => [key, vi]))
}

/** The dates that steps on the ways of a type are due by. */
export function datesOfType(
  of: { readonly kind: MatterKind; readonly type: string },
  procedures: readonly Procedure[],
): ReadonlySet<string> {
  const steps = procedures.flatMap((procedure) => stepsForKind(procedure, of))
  const due = steps.flatMap((step) => [step.due, step.returns?.due])
  return new Set(due.flatMap((rule) => (rule?.kind === 'campaignDate' ? [rule.key] : [])))
}

/** What a whole hands out by its procedures, such as duties of a plan, the usual kind first; none: it has no parts. */
export function partKindsOf(
  whole: Pick<Matter, 'kind' | 'type'>,
  procedures: readonly Procedure[],
): readonly MatterKind[] {
  const steps = procedures.flatMap((procedure) => stepsForKind(procedure, whole))
  return [...new Set(steps.flatMap(({ assigns }) => assigns ?? []).flatMap(({ kinds }) => kinds))]
}

const PROVINCES: readonly OfficeKind[] = ['province', 'department']

/** Roles above an owner that begin the dossier of such a matter, where nobody of the owner's own office does. */
export function beginnersAbove(
  of: { readonly kind: MatterKind; readonly type: string; readonly owner: OfficeKind },
  procedures: readonly Procedure[],
): readonly Role[] {
  const firsts = procedures.flatMap(({ paths, steps }) => {
    const path = paths.find(
      (one) =>
        takesKind(one, of) &&
        one.owners?.includes(of.owner) !== false &&
        (one.traits?.includes('provincial') !== true || PROVINCES.includes(of.owner)),
    )
    return steps.filter(({ id }) => id === path?.steps[0])
  })
  const parties = firsts.flatMap((step) => step.parties)
  const own = parties.some(({ level }) => level === 'unit' || level === of.owner)
  return own ? [] : [...new Set(parties.flatMap(rolesOf))]
}

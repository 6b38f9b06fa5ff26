// When a concluded dossier leaves the working lists, and when what was written in it is erased. No public text was found that
// sets these times: they are settings of the instance, and where none is set nothing ever goes.
import { addDays, civilDateOf } from './time/civil.ts'
import type { CivilDate, Instant } from './time/civil.ts'

export const RETENTION_KINDS = ['archive', 'erase'] as const
export type RetentionKind = (typeof RETENTION_KINDS)[number]

export interface RetentionRule {
  readonly id: string
  /** Null: for every procedure without a rule of its own. */
  readonly procedureId: string | null
  readonly kind: RetentionKind
  /** Whole years after the last act on a concluded dossier; from 1 to 100. */
  readonly years: number
  /** Erasing by rule counts when a second officer has confirmed it. */
  readonly confirmed: boolean
}

/** What the rules ask of a dossier. */
export interface Retained {
  readonly procedureId: string
  /** Null while it is open. */
  readonly closedAt: Instant | null
  /** The last line of its chain: a result that is kept each year keeps the dossier at hand. */
  readonly lastActAt: Instant
  readonly archived: boolean
  readonly erased: boolean
  readonly held: boolean
}

/** What is to be done with a dossier on a day, by which rule and since when. */
export interface RetentionDue {
  readonly kind: RetentionKind
  readonly ruleId: string
  /** The first day on which the rule asks for it. */
  readonly since: CivilDate
  /** Under a hold: it waits. */
  readonly held: boolean
}

/** The rule of a kind for a procedure: its own before the general one; null where none is set or it isn't confirmed yet. */
export function ruleFor(
  rules: readonly RetentionRule[],
  procedureId: string,
  kind: RetentionKind,
): RetentionRule | null {
  const ofKind = rules.filter((rule) => rule.kind === kind)
  const rule =
    ofKind.find((one) => one.procedureId === procedureId) ?? ofKind.find((one) => one.procedureId === null)
  if (rule === undefined) return null
  return kind === 'erase' && !rule.confirmed ? null : rule
}

/** The first day on which a rule of so many years asks for a dossier: the day after its years are full. */
export function dueSince(lastActAt: Instant, years: number): CivilDate {
  const day = civilDateOf(lastActAt)
  const wanted = `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`
  // 29/02 has its day only in a leap year: the years are full at the end of 28/02 then.
  const full =
    day.slice(5) === '02-29' && !isLeap(Number(wanted.slice(0, 4))) ? `${wanted.slice(0, 4)}-02-28` : wanted
  return addDays(full, 1)
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

/** What the rules ask for on a day: erasing before archiving, nothing for what is open or done already. */
export function retentionDue(
  rules: readonly RetentionRule[],
  dossier: Retained,
  today: CivilDate,
): RetentionDue | null {
  if (dossier.closedAt === null) return null
  const lastActAt = dossier.lastActAt > dossier.closedAt ? dossier.lastActAt : dossier.closedAt
  const dueBy = (kind: RetentionKind): RetentionDue | null => {
    const rule = ruleFor(rules, dossier.procedureId, kind)
    if (rule === null) return null
    const since = dueSince(lastActAt, rule.years)
    return since <= today ? { kind, ruleId: rule.id, since, held: dossier.held } : null
  }
  if (!dossier.erased) {
    const due = dueBy('erase')
    if (due !== null) return due
  }
  return dossier.archived ? null : dueBy('archive')
}

/** Why a rule can't be set beside the others: null when it can. Nothing is erased before it is archived. */
export function ruleRefusal(
  rules: readonly RetentionRule[],
  wanted: Pick<RetentionRule, 'procedureId' | 'kind' | 'years'>,
): 'erasesBeforeArchiving' | null {
  const others = rules.filter((one) => one.kind !== wanted.kind || one.procedureId !== wanted.procedureId)
  const all = [...others, { ...wanted, id: '', confirmed: true }]
  const procedures = new Set(all.map(({ procedureId }) => procedureId ?? ''))
  for (const procedure of procedures) {
    const confirmed = all.map((rule) => ({ ...rule, confirmed: true }))
    const [archive, erase] = [
      ruleFor(confirmed, procedure, 'archive'),
      ruleFor(confirmed, procedure, 'erase'),
    ]
    if (archive !== null && erase !== null && erase.years < archive.years) return 'erasesBeforeArchiving'
  }
  return null
}

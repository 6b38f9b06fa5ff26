// What lies outside the dossiers of a walk: the sheet that is answered, children counted, figures of the territory, as
// good or bad as the world says.
import { figuresOf } from '../../counting.ts'
import type { CriteriaSheet, Facts } from '../../command.ts'
import type { Need, Procedure } from '../../procedure.ts'

/** Which earlier results the subject has: all that any step asks for, none of last year's, none of this year's. */
export const WORLDS = ['good', 'lastYearBad', 'thisYearBad'] as const
export type WorldKind = (typeof WORLDS)[number]

/** The sheet of a path that asks for no points. */
export const SHEET: CriteriaSheet = {
  id: 'checked',
  version: 1,
  vi: 'Phiếu kiểm thử',
  sample: true,
  source: 'checker',
  criteria: [{ id: 'c1', vi: 'Tiêu chí', group: 'Nhóm', mustMeet: true, allowsNotApplicable: false }],
}

/** A level that every score asked for accepts; null where no points are asked for. */
function levelAsked(needs: readonly Need[]): string | null {
  const scored = needs.filter((need) => need.kind === 'scored')
  const named = scored.flatMap(({ accepted }) => accepted ?? [])
  const common = named.find((level) => scored.every(({ accepted }) => accepted?.includes(level) ?? true))
  return scored.length === 0 ? null : (common ?? 'checked')
}

/** The sheet that is answered: with points and one level, where the path asks for a score. */
export function sheetFor(needs: readonly Need[]): CriteriaSheet {
  const level = levelAsked(needs)
  if (level === null) return SHEET
  const criteria = SHEET.criteria.map((one) => ({ ...one, points: 1 }))
  return { ...SHEET, criteria, levels: [{ id: level, vi: 'Mức', min: 1 }] }
}

/** Children of whom all have what is asked for, or, in a bad year, none. */
export function countsIn(kind: WorldKind, needs: readonly Need[]): NonNullable<Facts['counts']> {
  const counted = needs.flatMap((need) => {
    if (need.kind !== 'children') return []
    const last = need.having !== undefined && 'result' in need.having && need.having.yearOffset === -1
    const bad = last ? kind === 'lastYearBad' : kind === 'thisYearBad'
    const total = Math.max(1, need.minimum ?? 0)
    return [[need.id, { total, having: bad ? 0 : total, list: [] }] as const]
  })
  return Object.fromEntries(counted)
}

const MANY = 1_000_000_000_000

/** Figures as comparisons like them: much on the side that allows, nothing on the other; turned round in a bad year. */
export function figuresIn(
  kind: WorldKind,
  { figures }: Procedure,
  needs: readonly Need[],
): NonNullable<Facts['figures']> {
  const allowing = needs.flatMap((need) => {
    if (need.kind !== 'compare') return []
    const side = need.op === 'atMost' ? need.right : need.left
    return side.flatMap(figuresOf)
  })
  const much = (id: string): boolean => allowing.includes(id) === (kind !== 'thisYearBad')
  return Object.fromEntries(Object.keys(figures ?? {}).map((id) => [id, much(id) ? MANY : 0]))
}

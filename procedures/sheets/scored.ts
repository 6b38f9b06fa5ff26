// How a sheet with points is written down: groups of criteria, each with the most that can be given, and the levels
// that a share of all points reaches. Where tables and cut-offs were not found, the sheet is marked a sample.
import type { CriteriaSheet, Criterion } from '../../domain/command.ts'

/** A criterion with its points; `veto`: unmet, no points lift the subject to any level. */
export interface Scored {
  readonly vi: string
  readonly points: number
  readonly veto?: true
}

/** A group of criteria. */
export interface ScoredGroup {
  readonly name: string
  readonly lines: readonly Scored[]
}

/** A criterion with its most points. */
export const scored = (points: number, vi: string): Scored => ({ vi, points })
/** A criterion with points whose failing bars every level. */
export const veto = (points: number, vi: string): Scored => ({ vi, points, veto: true })

/** Levels seen in use (xuất sắc, khá, trung bình) and a lowest one; per cent of all points, a default. */
export const FOUR_LEVELS = [
  { id: 'excellent', vi: 'Xuất sắc', min: 90 },
  { id: 'good', vi: 'Khá', min: 70 },
  { id: 'average', vi: 'Trung bình', min: 50 },
  { id: 'weak', vi: 'Yếu', min: 0 },
] as const

/** One level: reached or not. */
export const ACHIEVED_FROM = (min: number) => [{ id: 'achieved', vi: 'Đạt', min }] as const

function criteriaOf({ name, lines }: ScoredGroup, place: number): Criterion[] {
  return lines.map(({ vi, points, veto: must }, index) => ({
    id: `${place + 1}.${index + 1}`,
    vi,
    group: name,
    mustMeet: must === true,
    allowsNotApplicable: false,
    points,
  }))
}

/** A sample sheet with points in its first version. */
export function scoredSheet(
  id: string,
  vi: string,
  source: string,
  levels: NonNullable<CriteriaSheet['levels']>,
  groups: readonly ScoredGroup[],
): CriteriaSheet {
  return {
    id,
    version: 1,
    vi: `${vi} (mẫu)`,
    sample: true,
    source: `Phiếu mẫu: ${source}`,
    criteria: groups.flatMap(criteriaOf),
    levels,
  }
}

// How a sheet that follows an article of a Thông tư is written down: one group a clause, and in it the clause's
// points by letter (3.dd is khoản 3 điểm đ) or, where a clause asks several things at once, by a running part (1-2).
import type { CriteriaSheet, Criterion } from '../../domain/command.ts'

/** One thing that a clause asks for; `optional` where it may be answered "không áp dụng". */
export interface Point {
  readonly id: string
  readonly vi: string
  readonly optional?: true
}

/** A clause of an article, with what it asks. */
export interface Clause {
  readonly name: string
  readonly points: readonly Point[]
}

/** A point of a clause, told from a running part by its letter. */
export const point = (id: string, vi: string): Point => ({ id, vi })
/** A point that not every subject has (no guard force, no sub-units, no Party cell). */
export const optional = (id: string, vi: string): Point => ({ id, vi, optional: true })

function criteriaOf({ name, points }: Clause): Criterion[] {
  return points.map(({ id, vi, optional: may }) => ({
    id,
    vi,
    group: name,
    mustMeet: true,
    allowsNotApplicable: may === true,
  }))
}

/** A sheet in its first version that carries the text of an article, in short words. */
export function articleSheet(
  id: string,
  vi: string,
  source: string,
  clauses: readonly Clause[],
): CriteriaSheet {
  return { id, version: 1, vi, sample: false, source, criteria: clauses.flatMap(criteriaOf) }
}

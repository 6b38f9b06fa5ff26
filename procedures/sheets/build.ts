// How a sample sheet is written down: groups of criteria, numbered as officials cite them (2.3 is the third
// criterion of the second group). Everything ships as a sample, to be replaced by the annex of Quyết định 3554.
import type { CriteriaSheet, Criterion } from '../../domain/command.ts'

/** A criterion's text; `optional` where it may be answered "không áp dụng" (no sub-units, no guard force). */
export type Line = string | { readonly optional: string }

export interface Group {
  readonly name: string
  readonly lines: readonly Line[]
}

const SAMPLE = 'Phiếu mẫu, chờ thay bằng Bộ tiêu chí kèm theo QĐ 3554/QĐ-BCA-V05'

function criteriaOf({ name, lines }: Group, place: number): Criterion[] {
  return lines.map((line, index) => ({
    id: `${place + 1}.${index + 1}`,
    vi: typeof line === 'string' ? line : line.optional,
    group: name,
    mustMeet: true,
    allowsNotApplicable: typeof line !== 'string',
  }))
}

/** A sample sheet in its first version; `basis` names what its themes were drawn from. */
export function sampleSheet(id: string, vi: string, basis: string, groups: readonly Group[]): CriteriaSheet {
  return {
    id,
    version: 1,
    vi: `${vi} (mẫu)`,
    sample: true,
    source: `${SAMPLE}; nội dung gợi ý theo ${basis}`,
    criteria: groups.flatMap(criteriaOf),
  }
}

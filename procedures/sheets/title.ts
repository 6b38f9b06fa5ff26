// How a sample sheet of a title is written down: all criteria must be met, none is sourced.
import type { CriteriaSheet } from '../../domain/command.ts'

type Group = readonly [name: string, lines: readonly string[]]

/** A sample sheet in its first version; `source` names the row that asks for the title. */
export function sampleTitle(id: string, vi: string, source: string, groups: readonly Group[]): CriteriaSheet {
  return {
    id,
    version: 1,
    vi: `${vi} (mẫu)`,
    sample: true,
    source: `Phiếu mẫu: ${source}`,
    criteria: groups.flatMap(([group, lines], place) =>
      lines.map((line, index) => ({
        id: `${place + 1}.${index + 1}`,
        vi: line,
        group,
        mustMeet: true,
        allowsNotApplicable: false,
      })),
    ),
  }
}

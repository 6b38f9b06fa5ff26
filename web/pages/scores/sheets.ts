// The criteria sheets behind a list of scores: names and order of their levels, their cut-offs, and the most points.
import { useQueries } from '@tanstack/react-query'
import type { CriteriaSheet } from '../../../domain/body.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { RESULT_WORDS } from '../../components/act/unmet.ts'
import { formatNumber } from '../../i18n/format.ts'

export type Scored = Schemas['Scored']

export interface SheetNames {
  readonly level: (level: string) => string
  /** The place of a level, the best first; without one last. */
  readonly rank: (level: string | null) => number
  /** All points that a row's sheet gives; null where it is unknown or has none. */
  readonly most: (row: Scored) => number | null
  /** Each level with the share of points from which it is reached. */
  readonly cutOffs: (row: Scored) => string
}

const keyOf = ({ id, version }: { readonly id: string; readonly version: number }): string =>
  `${id}/${version}`

/** The sheets of some rows, each read once. */
export function useScoreSheets(rows: readonly Scored[]): SheetNames {
  const wanted = [
    ...new Map(
      rows.flatMap(({ sheet }) => (sheet === null ? [] : [[keyOf(sheet), sheet] as const])),
    ).values(),
  ]
  const found = useQueries({
    queries: wanted.map(({ id, version }) => ({
      queryKey: ['sheet', id, version],
      staleTime: Infinity,
      queryFn: async (): Promise<CriteriaSheet> => {
        const params = { path: { id, version: String(version) } }
        return (await read(api.GET('/api/v1/sheets/{id}/versions/{version}', { params }))).sheet
      },
    })),
  })
  const sheets = found.flatMap(({ data }) => (data === undefined ? [] : [data]))
  const levels = sheets.flatMap((sheet) => sheet.levels ?? [])
  const sheetOf = (row: Scored): CriteriaSheet | undefined =>
    row.sheet === null ? undefined : sheets.find((sheet) => keyOf(sheet) === keyOf(row.sheet ?? sheet))
  return {
    level: (level) => levels.find(({ id }) => id === level)?.vi ?? RESULT_WORDS[level] ?? level,
    rank: (level) => {
      const place = levels.findIndex(({ id }) => id === level)
      return level === null ? Number.MAX_SAFE_INTEGER : place < 0 ? levels.length : place
    },
    most: (row) => {
      const sum = (sheetOf(row)?.criteria ?? []).reduce((all, { points = 0 }) => all + points, 0)
      return sum === 0 ? null : sum
    },
    cutOffs: (row) =>
      (sheetOf(row)?.levels ?? []).map(({ vi, min }) => `${vi} từ ${formatNumber(min)}%`).join(', '),
  }
}

// Reading what is published for anybody: the description, and the rows of one table of a year.
import { useQuery } from '@tanstack/react-query'
import { api, apiFetch, read } from '../../client/api.ts'
import { ApiProblem, isPassing, problemFrom } from '../../client/problem.ts'

/** The first asking of all may be answered that it is being made. */
const TRIES = 20
const AGAIN_MS = 3_000

export function useOpenData() {
  return useQuery({
    queryKey: ['open-data'],
    staleTime: 600_000,
    retry: (failures, error) => {
      const isBeingMade = error instanceof ApiProblem && error.code === 'openDataNotReady'
      return isBeingMade ? failures < TRIES : isPassing(error) && failures < 2
    },
    retryDelay: AGAIN_MS,
    queryFn: () => read(api.GET('/api/v1/open-data')),
  })
}

/** One row, with the fields that both shown tables have and those of either. */
export interface OpenRow {
  readonly procedure: string
  readonly procedureName: string
  readonly level: 'country' | 'province' | 'commune'
  readonly provinceCode: string
  readonly provinceName: string
  readonly kind?: string
  readonly kindName?: string
  readonly count?: number | null
  readonly step?: string
  readonly stepName?: string
  readonly visits?: number | null
  readonly shareLate?: number | null
  readonly medianDays?: number | null
  readonly p90Days?: number | null
}

/** The rows of a file, by the address that the description gives. */
export function useOpenRows(url: string | undefined) {
  return useQuery({
    queryKey: ['open-data', url ?? ''],
    staleTime: 600_000,
    enabled: url !== undefined,
    queryFn: async () => {
      const response = await apiFetch(new Request(new URL(url ?? '', location.origin)))
      const body: unknown = await response.json()
      if (!response.ok) throw problemFrom(body, response.status)
      return (body as { readonly rows: readonly OpenRow[] }).rows
    },
  })
}

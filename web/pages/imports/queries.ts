// Reading imports: while one is read or written it is looked at again every second, for the work goes on whether somebody
// looks or not.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'
import { isMoving } from './words.ts'
import type { Fate, Import, RowResult } from './words.ts'

const LOOK_MS = 1_000
const PAGE = '100'

export const importKeys = {
  list: ['imports', 'list'] as const,
  one: (id: string) => ['imports', id] as const,
} as const

export function useImport(id: string) {
  return useQuery({
    queryKey: importKeys.one(id),
    queryFn: () => read(api.GET('/api/v1/imports/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data !== undefined && isMoving(state.data) ? LOOK_MS : false),
  })
}

/** Rows of one fate or result, or all, a page at a time; read again when the import went on. */
export function useImportRows(job: Import, only: { readonly fate?: Fate; readonly result?: RowResult }) {
  return useInfiniteQuery({
    queryKey: ['import-rows', job.id, job.status, only],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) => {
      const query = { limit: PAGE, ...only, ...(pageParam === '' ? {} : { cursor: pageParam }) }
      return read(api.GET('/api/v1/imports/{id}/rows', { params: { path: { id: job.id }, query } }))
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
}

// A list of any length: read by keyset pages as somebody scrolls on.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'
import type { Filters } from './filters.ts'

const PAGE = '200'

export function useDossiers(filters: Filters) {
  return useInfiniteQuery({
    queryKey: ['dossiers', 'list', filters],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) => {
      const query = { ...filters, limit: PAGE, ...(pageParam === '' ? {} : { cursor: pageParam }) }
      return read(api.GET('/api/v1/dossiers', { params: { query } }))
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
}

/** How many there are by step, of the same filters. */
export function useCounts({ sort: _, ...filters }: Filters) {
  return useQuery({
    queryKey: ['counts', filters],
    placeholderData: keepPreviousData,
    queryFn: () => read(api.GET('/api/v1/dossiers/counts', { params: { query: filters } })),
  })
}

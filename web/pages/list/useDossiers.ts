// A list of any length: read by keyset pages as somebody scrolls on. Only its counts are live by themselves: a list of which
// hundreds of pages were read is not read again at every change elsewhere, it says that there is something new.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import type { Filters } from './filters.ts'

export type Item = Schemas['DossierItem']

/** The API gives no more at once. */
const PAGE = '200'
/** So many pages are read again without being asked. */
const FEW_PAGES = 2

export function useDossiers(filters: Filters) {
  return useInfiniteQuery({
    queryKey: ['pages', filters],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) => pageFrom(filters, pageParam),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
}

function pageFrom(filters: Filters, cursor: string) {
  const query = { ...filters, limit: PAGE, ...(cursor === '' ? {} : { cursor }) }
  return read(api.GET('/api/v1/dossiers', { params: { query } }))
}

/** How many there are by step, of the same filters. */
export function useCounts({ sort: _, ...filters }: Filters) {
  return useQuery({
    queryKey: ['counts', filters],
    placeholderData: keepPreviousData,
    queryFn: () => read(api.GET('/api/v1/dossiers/counts', { params: { query: filters } })),
  })
}

type List = ReturnType<typeof useDossiers>

/** Reads a short list again when its counts were; gives whether a long one may be old. */
export function useFreshness(list: List, countedAt: number): boolean {
  const pages = list.data?.pages.length ?? 0
  const old = pages > 0 && !list.isFetching && countedAt > list.dataUpdatedAt
  const short = pages <= FEW_PAGES
  useEffect(() => {
    if (old && short) void list.refetch()
  }, [old, short])
  return old && !short
}

/** All rows read so far, and of each procedure's version one row: for their names. */
export function useRows(list: List): { readonly items: readonly Item[]; readonly kinds: readonly Item[] } {
  return useMemo(() => {
    const items = list.data?.pages.flatMap((page) => page.items) ?? []
    const kinds = new Map(items.map((item) => [`${item.procedureId}/${item.procedureVersion}`, item]))
    return { items, kinds: [...kinds.values()] }
  }, [list.data])
}

/** Ids of all that the filters find, as many as may be taken at once; `onRead` hears how many were read so far. */
export async function allIds(
  filters: Filters,
  most: number,
  onRead: (count: number) => void,
): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = ''
  while (cursor !== null && ids.length < most) {
    const page: Awaited<ReturnType<typeof pageFrom>> = await pageFrom(filters, cursor)
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
    onRead(ids.length)
  }
  return ids.slice(0, most)
}

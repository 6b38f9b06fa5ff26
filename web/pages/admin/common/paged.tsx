// Lists of administration: read page by page, shown with all their states and a button for more.
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { Failed, Loading } from '../../../components/States.tsx'

interface PageOf<T> {
  readonly items: readonly T[]
  readonly nextCursor: string | null
}

type Paged<P> = UseInfiniteQueryResult<InfiniteData<P>>

/** How soon a list is read again in which something is under way, in milliseconds. */
const LOOK_MS = 5_000

/**
 * A keyset list; `readPage` gets the cursor as the query has it, nothing for the first page. While some item is under way, the
 * list is read again by itself.
 */
export function usePaged<P extends PageOf<unknown>>(
  queryKey: readonly unknown[],
  readPage: (at: { readonly cursor?: string }) => Promise<P>,
  underWay: (item: P['items'][number]) => boolean = () => false,
): Paged<P> {
  return useInfiniteQuery({
    queryKey,
    initialPageParam: '',
    queryFn: ({ pageParam }) => readPage(pageParam === '' ? {} : { cursor: pageParam }),
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(underWay)) === true ? LOOK_MS : false,
  })
}

interface Props<T> {
  readonly query: Paged<PageOf<T>>
  readonly empty: ReactNode
  readonly children: (items: readonly T[]) => ReactNode
}

export function PagedList<T>({ query, empty, children }: Props<T>) {
  if (query.data === undefined) {
    return query.isError ? (
      <Failed error={query.error} again={() => void query.refetch()} />
    ) : (
      <Loading lines={6} />
    )
  }
  const items = query.data.pages.flatMap((page) => page.items)
  return (
    <>
      {items.length === 0 ? empty : children(items)}
      {query.hasNextPage ? (
        <p>
          <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
            Xem thêm
          </Button>
        </p>
      ) : null}
    </>
  )
}

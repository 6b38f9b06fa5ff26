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

/** A keyset list; `readPage` gets the cursor as the query has it, nothing for the first page. */
export function usePaged<P extends PageOf<unknown>>(
  queryKey: readonly unknown[],
  readPage: (at: { readonly cursor?: string }) => Promise<P>,
): Paged<P> {
  return useInfiniteQuery({
    queryKey,
    initialPageParam: '',
    queryFn: ({ pageParam }) => readPage(pageParam === '' ? {} : { cursor: pageParam }),
    getNextPageParam: ({ nextCursor }) => nextCursor,
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

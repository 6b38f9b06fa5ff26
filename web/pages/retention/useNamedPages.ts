// A keyset list whose pages bring the names that their items need.
import type { UseInfiniteQueryResult, InfiniteData } from '@tanstack/react-query'
import { usePaged } from '../admin/common/paged.tsx'

interface NamedPage<T> {
  readonly items: readonly T[]
  readonly nextCursor: string | null
  readonly names: Readonly<Record<string, string>>
}

interface Named<T> {
  readonly query: UseInfiniteQueryResult<InfiniteData<NamedPage<T>>>
  /** Of all pages that were read. */
  readonly names: Readonly<Record<string, string>>
}

export function useNamedPages<T>(
  queryKey: readonly unknown[],
  readPage: (at: { readonly cursor?: string }) => Promise<NamedPage<T>>,
): Named<T> {
  const query = usePaged<NamedPage<T>>(queryKey, readPage)
  const names = Object.assign({}, ...(query.data?.pages ?? []).map((page) => page.names)) as Named<T>['names']
  return { query, names }
}

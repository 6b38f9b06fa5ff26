// News of the person who is signed in: its list by pages, how much is unread, and marking it as read.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, read } from './api.ts'
import type { Schemas } from './api.ts'

export type Notice = Schemas['Notice']

const FIRST_FEW = '8'
const PAGE = '50'

/** The newest news, and how much isn't read yet; read again when the event stream says that something came. */
export function useNewest() {
  return useQuery({
    queryKey: ['notices', 'newest'],
    queryFn: () => read(api.GET('/api/v1/me/notices', { params: { query: { limit: FIRST_FEW } } })),
  })
}

export function useNotices(unread: boolean) {
  return useInfiniteQuery({
    queryKey: ['notices', 'list', unread],
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const query = {
        limit: PAGE,
        ...(unread ? { unread: 'true' as const } : {}),
        ...(pageParam === '' ? {} : { cursor: pageParam }),
      }
      return read(api.GET('/api/v1/me/notices', { params: { query } }))
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
}

type Marked = { readonly ids: string[] } | { readonly upTo: string }

export function useMarkRead() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (body: Marked) => {
      await read(api.POST('/api/v1/me/notices/read', { body }))
      await client.invalidateQueries({ queryKey: ['notices'] })
    },
  })
}

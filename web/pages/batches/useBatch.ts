// Reading batches: while one is on its way it is read again every second, for its progress comes from a run that goes on
// whether somebody looks or not.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'
import type { Batch, BatchItem } from './words.ts'

const LOOK_MS = 1_000
const PAGE = '200'

/** Whether the run has something to do without anybody's acting. */
export const isMoving = ({ status, finished }: Batch): boolean =>
  status === 'collecting' || (status === 'signed' && !finished)

export function useBatch(id: string) {
  return useQuery({
    queryKey: ['batches', id],
    queryFn: () => read(api.GET('/api/v1/batches/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data !== undefined && isMoving(state.data) ? LOOK_MS : false),
  })
}

/** Items of one state, or all; `version` makes them be read again when the batch went on. */
export function useItems(id: string, status: BatchItem['status'] | '', version: string) {
  return useInfiniteQuery({
    queryKey: ['batch-items', id, status, version],
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) => {
      const query = {
        limit: PAGE,
        ...(status === '' ? {} : { status }),
        ...(pageParam === '' ? {} : { cursor: pageParam }),
      }
      return read(api.GET('/api/v1/batches/{id}/items', { params: { path: { id }, query } }))
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
}

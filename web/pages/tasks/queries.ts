// What waits: the person's own tasks, what was handed to his office and isn't begun, and what waits for others.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'

export type Task = Schemas['TaskItem']
export type Waiting = Schemas['DossierItem']
export type AssignedItem = Schemas['Assigned']
export type Counts = Schemas['TaskCounts']

const PAGE = '100'
/** What others hold is only looked at here: the list of dossiers has the rest. */
const MOST_WAITING = '25'

export function useTasks() {
  return useInfiniteQuery({
    queryKey: ['tasks'],
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const query = { limit: PAGE, ...(pageParam === '' ? {} : { cursor: pageParam }) }
      return read(api.GET('/api/v1/me/tasks', { params: { query } }))
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
}

/** How many wait in all: the list is read by pages. */
export function useTaskCounts(days: number) {
  return useQuery({
    queryKey: ['tasks', 'counts', days],
    queryFn: () => read(api.GET('/api/v1/me/tasks/counts', { params: { query: { days: String(days) } } })),
  })
}

export function useWaiting() {
  return useQuery({
    queryKey: ['dossiers', 'waiting'],
    queryFn: () =>
      read(
        api.GET('/api/v1/dossiers', {
          params: { query: { open: 'true', holder: 'others', sort: 'due', limit: MOST_WAITING } },
        }),
      ),
  })
}

export function useAssigned() {
  return useQuery({
    queryKey: ['assigned'],
    queryFn: () => read(api.GET('/api/v1/assigned')),
  })
}

// The names of all published procedures, for choosing one.
import { useQuery } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'

const FRESH_MS = 60_000

export function useProcedures() {
  return useQuery({
    queryKey: ['procedures'],
    staleTime: FRESH_MS,
    queryFn: () => read(api.GET('/api/v1/procedures')),
  })
}

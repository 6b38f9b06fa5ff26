// Reading the registers of papers sent out, single papers, and what came back signed.
import { useQuery } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'
import type { paths } from '../../client/generated/api.ts'

export type SentFilters = Omit<
  NonNullable<paths['/api/v1/offices/{id}/sent']['get']['parameters']['query']>,
  'limit' | 'cursor'
>

export const sentKeys = {
  all: ['sent'] as const,
  list: (office: string, filters: SentFilters) => ['sent', office, 'list', filters] as const,
  registers: (office: string, year: string) => ['sent', office, 'registers', year] as const,
} as const

export const paperKey = (id: string) => ['paper', id] as const

export function useRegisters(office: string, year: string) {
  return useQuery({
    queryKey: sentKeys.registers(office, year),
    enabled: office !== '',
    queryFn: () =>
      read(api.GET('/api/v1/offices/{id}/registers', { params: { path: { id: office }, query: { year } } })),
  })
}

export interface NumberInPath {
  readonly id: string
  readonly register: string
  readonly year: string
  readonly number: string
}

export function useSentLine(path: NumberInPath) {
  return useQuery({
    queryKey: [...sentKeys.all, path.id, 'line', path],
    queryFn: () =>
      read(api.GET('/api/v1/offices/{id}/sent/{register}/{year}/{number}', { params: { path } })),
  })
}

export function usePaper(id: string) {
  return useQuery({
    queryKey: paperKey(id),
    queryFn: () => read(api.GET('/api/v1/papers/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.ready === false ? 2_000 : false),
  })
}

export function useSignatures(id: string) {
  return useQuery({
    queryKey: [...paperKey(id), 'signatures'],
    queryFn: async () =>
      (await read(api.GET('/api/v1/papers/{id}/signatures', { params: { path: { id } } }))).items,
  })
}

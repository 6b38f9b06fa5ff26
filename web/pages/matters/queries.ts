// What pages about matters read: the register by filters, a year's counts, one matter, its parts, and which procedures and
// campaigns take matters of a kind.
import { keepPreviousData, useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query'
import type { Procedure } from '../../../domain/procedure.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import type { paths } from '../../client/generated/api.ts'
import { procedureQuery } from '../../client/queries.ts'

export type Matter = Schemas['Matter']
export type ListedMatter = Schemas['ListedMatter']
export type MatterKind = Matter['kind']
export type Part = Schemas['Part']
export type ShortDossier = Schemas['MatterDetail']['dossiers'][number]
export type MatterFilters = Omit<
  NonNullable<paths['/api/v1/matters']['get']['parameters']['query']>,
  'limit' | 'cursor'
>

const PAGE = '100'
/** A whole has a few hundred parts at the most. */
const PARTS_PAGE = '200'
const FRESH_MS = 60_000

export const matterKeys = {
  all: ['matters'] as const,
  list: (filters: MatterFilters) => ['matters', 'list', filters] as const,
  counts: (year: string, sum: string) => ['matters', 'counts', year, sum] as const,
  years: (id: string) => ['matters', 'years', id] as const,
  one: (id: string) => ['matters', 'one', id] as const,
  parts: (id: string) => ['matters', 'parts', id] as const,
  openings: (id: string) => ['matters', 'openings', id] as const,
} as const

export function useMatters(filters: MatterFilters) {
  return useInfiniteQuery({
    queryKey: matterKeys.list(filters),
    initialPageParam: '',
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) => {
      const query = { ...filters, limit: PAGE, ...(pageParam === '' ? {} : { cursor: pageParam }) }
      return read(api.GET('/api/v1/matters', { params: { query } }))
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })
}

/** A year in numbers; with the sums of these number fields where there are any. */
export function useMatterCounts(year: string, fields: readonly string[]) {
  const sum = fields.join(',')
  return useQuery({
    queryKey: matterKeys.counts(year, sum),
    placeholderData: keepPreviousData,
    queryFn: () => {
      const query = { year, ...(sum === '' ? {} : { sum }) }
      return read(api.GET('/api/v1/matters/counts', { params: { query } }))
    },
  })
}

/** What the matter's dossiers said of it, year by year. */
export function useMatterYears(id: string) {
  return useQuery({
    queryKey: matterKeys.years(id),
    queryFn: () => read(api.GET('/api/v1/matters/{id}/years', { params: { path: { id } } })),
  })
}

/** The campaigns in which a dossier about it can be begun, and by whom. */
export function useOpenings(id: string, enabled: boolean) {
  return useQuery({
    queryKey: matterKeys.openings(id),
    enabled,
    queryFn: () => read(api.GET('/api/v1/matters/{id}/openings', { params: { path: { id } } })),
  })
}

export function useMatter(id: string) {
  return useQuery({
    queryKey: matterKeys.one(id),
    queryFn: () => read(api.GET('/api/v1/matters/{id}', { params: { path: { id } } })),
  })
}

type Parts = Awaited<ReturnType<typeof partsPage>>
const partsPage = (id: string, cursor: string | null) =>
  read(
    api.GET('/api/v1/matters/{id}/parts', {
      params: { path: { id }, query: { limit: PARTS_PAGE, ...(cursor === null ? {} : { cursor }) } },
    }),
  )

/** All parts of a whole, however many pages they take, with what they come to. */
export function useParts(id: string) {
  return useQuery({
    queryKey: matterKeys.parts(id),
    queryFn: async (): Promise<Pick<Parts, 'items' | 'counts'>> => {
      const first = await partsPage(id, null)
      const items = [...first.items]
      for (let cursor = first.nextCursor; cursor !== null; ) {
        const next = await partsPage(id, cursor)
        items.push(...next.items)
        cursor = next.nextCursor
      }
      return { items, counts: first.counts }
    },
  })
}

export function useProcedureList() {
  return useQuery({
    queryKey: ['procedures'],
    staleTime: FRESH_MS,
    queryFn: () => read(api.GET('/api/v1/procedures')),
  })
}

/** Words for the types of matters, of all procedures that name any. */
export function useTypeNames(): (kind: MatterKind, type: string | null) => string {
  const list = useProcedureList()
  return (kind, type) => {
    if (type === null) return ''
    const named = (list.data?.items ?? []).filter(({ subjects }) => subjects.includes(kind))
    return named.map(({ types }) => types[type]).find((vi) => vi !== undefined) ?? type
  }
}

/** The newest versions of the procedures that take matters of a kind. */
export function useProceduresOf(kind: MatterKind): readonly Procedure[] {
  const list = useProcedureList()
  const wanted = (list.data?.items ?? []).filter(({ subjects }) => subjects.includes(kind))
  const found = useQueries({
    queries: wanted.map(({ id, versions }) => procedureQuery(id, versions[0]?.version ?? 0)),
  })
  return found.flatMap(({ data }) => (data === undefined ? [] : [data]))
}

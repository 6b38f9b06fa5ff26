// What pages read, each with its key: one place, so that what is done in one page refreshes all that show it.
import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import type { Need, Procedure } from '../../domain/procedure.ts'
import type { CriteriaSheet } from '../../domain/body.ts'
import { api, read } from './api.ts'
import type { Schemas } from './api.ts'
import { isPassing } from './problem.ts'
import { signedIn, signedOut } from './session.ts'
import type { Me } from './session.ts'

const STALE_MS = 5_000
/** Published versions never change. */
const FOREVER = Number.POSITIVE_INFINITY

export const queryKeys = {
  me: ['me'] as const,
  dossier: (id: string) => ['dossier', id] as const,
  /** Whatever shows many dossiers: refreshed by any change. */
  lists: [['tasks'], ['dossiers'], ['counts'], ['calendar'], ['assigned'], ['batches']] as const,
} as const

/** The page's one cache. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        networkMode: 'always',
        retry: (failures, error) => isPassing(error) && failures < 2,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}

/** Reads who is signed in and tells the page; throws when the API can't be asked. */
export async function loadMe(): Promise<Me | null> {
  const { data, response, error } = await api.GET('/api/v1/me').catch((failure: unknown) => {
    if (failure instanceof Error && failure.name === 'SessionLeft')
      return { data: undefined, error: undefined, response: null }
    throw failure
  })
  if (response === null || data === undefined) {
    if (response !== null && response.status >= 500) await read(Promise.resolve({ data, error, response }))
    signedOut()
    return null
  }
  signedIn(data)
  return data
}

export function useDossier(id: string): UseQueryResult<Schemas['DossierDetail']> {
  return useQuery({
    queryKey: queryKeys.dossier(id),
    queryFn: () => read(api.GET('/api/v1/dossiers/{id}', { params: { path: { id } } })),
  })
}

export interface History {
  readonly items: readonly Schemas['HistoryLine'][]
  readonly names: Readonly<Record<string, string>>
}

export function useHistory(id: string): UseQueryResult<History> {
  return useQuery({ queryKey: [...queryKeys.dossier(id), 'history'], queryFn: () => history(id) })
}

/** All lines of a dossier's record with the names that they need, however many pages they take. */
async function history(id: string): Promise<History> {
  const items: Schemas['HistoryLine'][] = []
  const names: Record<string, string> = {}
  let cursor: string | undefined
  do {
    const query = cursor === undefined ? {} : { cursor }
    const page = await read(api.GET('/api/v1/dossiers/{id}/history', { params: { path: { id }, query } }))
    items.push(...page.items)
    Object.assign(names, page.names)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return { items, names }
}

/** What was written with a line of the record, or stands in the dossier, by its hash. */
export function useContent(
  id: string,
  hash: string | null | undefined,
): UseQueryResult<Schemas['ActionBody'] | null> {
  return useQuery({
    queryKey: ['content', id, hash ?? ''],
    staleTime: FOREVER,
    enabled: hash !== null && hash !== undefined,
    queryFn: () =>
      read(api.GET('/api/v1/dossiers/{id}/contents/{hash}', { params: { path: { id, hash: hash ?? '' } } })),
  })
}

/** One published version of a procedure, which never changes. */
export function procedureQuery(id: string, version: number) {
  return queryOptions({
    queryKey: ['procedure', id, version],
    staleTime: FOREVER,
    gcTime: FOREVER,
    enabled: id !== '',
    queryFn: async (): Promise<Procedure> => {
      const params = { path: { id, version: String(version) } }
      const found = await read(api.GET('/api/v1/procedures/{id}/versions/{version}', { params }))
      // The document can't say that a list has exactly two members; the rulebook's type does.
      return found.procedure as Procedure
    },
  })
}

export function useProcedure(id: string, version: number): UseQueryResult<Procedure> {
  return useQuery(procedureQuery(id, version))
}

export function useSheet(
  sheet: { readonly id: string; readonly version: number } | null | undefined,
): UseQueryResult<CriteriaSheet> {
  return useQuery({
    queryKey: ['sheet', sheet?.id ?? '', sheet?.version ?? 0],
    staleTime: FOREVER,
    enabled: sheet !== null && sheet !== undefined,
    queryFn: async () => {
      const params = { path: { id: sheet?.id ?? '', version: String(sheet?.version ?? 0) } }
      const found = await read(api.GET('/api/v1/sheets/{id}/versions/{version}', { params }))
      return found.sheet
    },
  })
}

export function useDocuments(id: string): UseQueryResult<Schemas['Document'][]> {
  return useQuery({
    queryKey: [...queryKeys.dossier(id), 'documents'],
    queryFn: async () =>
      (await read(api.GET('/api/v1/dossiers/{id}/documents', { params: { path: { id } } }))).items,
  })
}

export function useCampaign(id: string): UseQueryResult<Schemas['Campaign']> {
  return useQuery({
    queryKey: ['campaign', id],
    staleTime: 60_000,
    enabled: id !== '',
    queryFn: () => read(api.GET('/api/v1/campaigns/{id}', { params: { path: { id } } })),
  })
}

/** What the system knows for the form of the present step; only asked for where a field is prefilled or something is counted. */
export function useFigures(id: string, needs: readonly Need[]): UseQueryResult<Schemas['Figures']> {
  const counts = needs.some(
    (need) =>
      need.kind === 'children' ||
      need.kind === 'compare' ||
      need.kind === 'priorResult' ||
      (need.kind === 'field' && need.figure !== undefined),
  )
  return useQuery({
    queryKey: [...queryKeys.dossier(id), 'figures'],
    enabled: counts,
    queryFn: () => read(api.GET('/api/v1/dossiers/{id}/figures', { params: { path: { id } } })),
  })
}

// Names of procedures by id, for pages that have only the id.
import { useQuery } from '@tanstack/react-query'
import { api, read } from '../../client/api.ts'

interface Names {
  (id: string): string
  /** Every procedure. */
  readonly all: readonly { readonly id: string; readonly vi: string }[]
}

export function useProcedures(): Names {
  const { data } = useQuery({ queryKey: ['procedures'], queryFn: () => read(api.GET('/api/v1/procedures')) })
  const all = data?.items ?? []
  return Object.assign((id: string) => all.find((one) => one.id === id)?.vi ?? id, { all })
}

// The filters of the list as the address holds them: a list that somebody looks at can be sent to a colleague, and the way
// back leads to the same one.
import { useMemo } from 'react'
import { useSearch } from '../../app/useSearch.ts'
import type { paths } from '../../client/generated/api.ts'

export type Query = NonNullable<paths['/api/v1/dossiers']['get']['parameters']['query']>
export type Filters = Omit<Query, 'limit' | 'cursor'>

const NAMES = [
  'procedure',
  'campaign',
  'year',
  'territory',
  'direct',
  'kind',
  'status',
  'open',
  'step',
  'outcome',
  'holder',
  'overdue',
  'due',
  'basis',
  'text',
  'sort',
] as const satisfies readonly (keyof Filters)[]

/** Names of the filters that narrow the list, without its order. */
export function changedFilters(filters: Filters): (keyof Filters)[] {
  return NAMES.filter((name) => name !== 'sort' && filters[name] !== undefined)
}

/** The address of the list with these filters. */
export function listAddress(filters: Filters): string {
  const query = new URLSearchParams(
    NAMES.flatMap((name) => {
      const value = filters[name]
      return value === undefined || value === '' ? [] : [[name, value]]
    }),
  )
  return `/ho-so?${query.toString()}`
}

/** The filters of the address, and how to change some of them; an empty value takes one away. */
export function useFilters(): readonly [Filters, (change: Partial<Record<keyof Filters, string>>) => void] {
  const [, change, text] = useSearch()
  const filters = useMemo(() => {
    const given = new URLSearchParams(text)
    // What the API doesn't know under these names it refuses, with a text that names the filter.
    return Object.fromEntries(
      NAMES.flatMap((name) => {
        const value = given.get(name)
        return value === null || value === '' ? [] : [[name, value]]
      }),
    )
  }, [text])
  return [filters, change]
}

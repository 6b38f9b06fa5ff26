// Filters that live in the address: a list that somebody looks at can be sent on, and the way back leads to it.
import { useCallback } from 'react'
import { useSearchParams } from 'react-router'

export type Change = (changes: Readonly<Record<string, string>>) => void

/** The value of each name, empty where there is none; how to change some, an empty value takes one away; all as text. */
export function useSearch(): readonly [(name: string) => string, Change, string] {
  const [search, setSearch] = useSearchParams()
  const change: Change = useCallback(
    (changes) => {
      setSearch(
        () => {
          // From the address itself: what is drawn may still be the list before it.
          const next = new URLSearchParams(window.location.search)
          for (const [name, value] of Object.entries(changes)) {
            if (value === '') next.delete(name)
            else next.set(name, value)
          }
          return next
        },
        { replace: true },
      )
    },
    [setSearch],
  )
  return [(name) => search.get(name) ?? '', change, search.toString()]
}

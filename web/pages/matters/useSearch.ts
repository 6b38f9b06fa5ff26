// Filters that live in the address: a list that somebody looks at can be sent on, and the way back leads to it.
import { useSearchParams } from 'react-router'

export type Change = (changes: Readonly<Record<string, string>>) => void

/** The value of each name, empty where there is none; and how to change some, an empty value takes one away. */
export function useSearch(): readonly [(name: string) => string, Change] {
  const [search, setSearch] = useSearchParams()
  const change: Change = (changes) => {
    setSearch(
      (before) => {
        const next = new URLSearchParams(before)
        for (const [name, value] of Object.entries(changes)) {
          if (value === '') next.delete(name)
          else next.set(name, value)
        }
        return next
      },
      { replace: true },
    )
  }
  return [(name) => search.get(name) ?? '', change]
}

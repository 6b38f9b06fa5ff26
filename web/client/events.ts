// What changes elsewhere, as it changes: the API's event stream marks what the page has read as old, a little at a time, so
// that a busy hour doesn't make every screen read without a pause.
import { useEffect } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { queryKeys } from './queries.ts'

/** Changes are gathered this long before anything is read again, in milliseconds. */
const GATHER_MS = 600
/** How long to wait before opening a stream that the browser has given up, in milliseconds. */
const REOPEN_MS = 10_000

function refresh(client: QueryClient, dossiers: ReadonlySet<string>): void {
  for (const id of dossiers) void client.invalidateQueries({ queryKey: queryKeys.dossier(id) })
  for (const list of queryKeys.lists) void client.invalidateQueries({ queryKey: list })
}

/** Listens while the component is there. */
export function useLiveEvents(): void {
  const client = useQueryClient()
  useEffect(() => {
    let source: EventSource | null = null
    let reopen: ReturnType<typeof setTimeout> | undefined
    let gathering: ReturnType<typeof setTimeout> | undefined
    const changed = new Set<string>()
    const later = (): void => {
      gathering ??= setTimeout(() => {
        gathering = undefined
        refresh(client, changed)
        changed.clear()
      }, GATHER_MS)
    }
    const open = (): void => {
      source = new EventSource('/api/v1/events')
      source.addEventListener('dossier', (event: MessageEvent<string>) => {
        changed.add((JSON.parse(event.data) as { id: string }).id)
        later()
      })
      source.addEventListener('notice', () => void client.invalidateQueries({ queryKey: ['notices'] }))
      source.addEventListener('resync', () => void client.invalidateQueries())
      source.addEventListener('error', () => {
        if (source?.readyState !== EventSource.CLOSED) return
        reopen = setTimeout(open, REOPEN_MS)
      })
    }
    open()
    return () => {
      clearTimeout(reopen)
      clearTimeout(gathering)
      source?.close()
    }
  }, [client])
}

// What is on the device, for components: read anew at each change, made in this window or another.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import type { UseQueryResult } from '@tanstack/react-query'
import { useMe } from '../app/useSession.ts'
import { currentProgress, onProgress } from './outbox.ts'
import type { Progress } from './outbox.ts'
import { entriesOf, entryOf, othersUnsent } from './records.ts'
import type { Entry } from './records.ts'
import { onDeviceChange } from './store.ts'

const DEVICE = 'device'
/** Never out of a cache: what is on the device is what a form begins with. */
const ALWAYS = { staleTime: 0, gcTime: 0 } as const

function useLive(): void {
  const client = useQueryClient()
  useEffect(() => onDeviceChange(() => void client.invalidateQueries({ queryKey: [DEVICE] })), [client])
}

/** Everything that the person keeps here. */
export function useKept(): UseQueryResult<Entry[]> {
  const { personId } = useMe()
  useLive()
  return useQuery({ ...ALWAYS, queryKey: [DEVICE, personId, 'all'], queryFn: () => entriesOf(personId) })
}

/** One dossier on this device; null where it isn't. */
export function useEntry(dossierId: string): UseQueryResult<Entry | null> {
  const { personId } = useMe()
  useLive()
  return useQuery({
    ...ALWAYS,
    queryKey: [DEVICE, personId, 'one', dossierId],
    queryFn: () => entryOf(personId, dossierId),
  })
}

export function useOthersUnsent(): number {
  const { personId } = useMe()
  const others = useQuery({ queryKey: [DEVICE, personId, 'others'], queryFn: () => othersUnsent(personId) })
  return others.data ?? 0
}

/** What is being sent in this window now. */
export function useProgress(): Progress | null {
  return useSyncExternalStore(onProgress, currentProgress)
}

/** Whether the browser knows of no network. */
export function useIsOffline(): boolean {
  return useSyncExternalStore(onNetwork, () => !navigator.onLine)
}

function onNetwork(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

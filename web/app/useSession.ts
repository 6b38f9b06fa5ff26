// The session for components, and leaving it.
import { useSyncExternalStore } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../client/api.ts'
import { keepNothing } from '../client/keys.ts'
import { currentSession, onSessionChange, signedOut } from '../client/session.ts'
import type { Me, Session } from '../client/session.ts'
import { leaveDevice } from './device.ts'

export function useSession(): Session {
  return useSyncExternalStore(onSessionChange, currentSession)
}

/** Who is signed in; only inside pages that need somebody. */
export function useMe(): Me {
  const session = useSession()
  if (session.kind !== 'in' && session.kind !== 'expired') throw new Error('useMe: nobody is signed in')
  return session.me
}

/** Ends the session, here and at the API, and takes everything of the person off the device but for inspections that weren't sent. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    await api.DELETE('/api/v1/session')
    await leaveDevice()
    keepNothing()
    client.clear()
    signedOut()
  }
}

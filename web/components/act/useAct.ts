// Acting on a dossier from a screen: sends, says what it waits for, and has the new state on the screen before it says that
// it is done.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Action } from '../../../domain/vocabulary.ts'
import { act } from '../../client/act.ts'
import type { Act, Waiting } from '../../client/act.ts'
import type { Schemas } from '../../client/api.ts'
import { queryKeys } from '../../client/queries.ts'
import { formatSecond } from '../../i18n/format.ts'
import { actionLabel } from '../../i18n/vi.ts'
import { say } from '../toast.tsx'

export interface Acting {
  readonly waiting: Waiting | null
  readonly error: unknown
  /** Gives the reply, or null when it was refused (then `error` says why) or left. */
  readonly run: (asked: Act, quiet?: boolean) => Promise<Schemas['ActionReply'] | null>
  readonly forget: () => void
}

/** Reads again everything that an action on a dossier may have changed. */
export function useRefresh(): (dossierId: string) => Promise<void> {
  const client = useQueryClient()
  return async (dossierId) => {
    for (const list of queryKeys.lists) void client.invalidateQueries({ queryKey: list })
    await client.invalidateQueries({ queryKey: queryKeys.dossier(dossierId) })
  }
}

export function useAct(): Acting {
  const refresh = useRefresh()
  const [waiting, setWaiting] = useState<Waiting | null>(null)
  const [error, setError] = useState<unknown>(null)
  const control = useRef<AbortController | null>(null)
  useEffect(() => () => control.current?.abort(), [])
  const run: Acting['run'] = async (asked, quiet = false) => {
    const own = new AbortController()
    control.current = own
    setError(null)
    setWaiting('sending')
    try {
      const reply = await act(asked, { onWaiting: setWaiting, signal: own.signal })
      await refresh(asked.dossierId)
      if (!quiet) say(doneText(asked.action, reply.receipt.receivedAt))
      return reply
    } catch (failure) {
      if (failure instanceof DOMException && failure.name === 'AbortError') return null
      setError(failure)
      await refresh(asked.dossierId)
      return null
    } finally {
      if (!own.signal.aborted) setWaiting(null)
    }
  }
  return { waiting, error, run, forget: () => setError(null) }
}

function doneText(action: Action, receivedAt: string): string {
  return `${actionLabel(action)}: đã ghi nhận lúc ${formatSecond(receivedAt)}.`
}

/** What a person sees when acting: to be sent back, so that nothing is done on an older picture. */
export function basisOf(
  state: Pick<Schemas['DossierState'], 'step' | 'round' | 'contentHash'>,
  taskId: string | null,
): Schemas['Basis'] {
  const { step, round, contentHash } = state
  return { step, round, contentHash, ...(taskId === null ? {} : { taskId }) }
}

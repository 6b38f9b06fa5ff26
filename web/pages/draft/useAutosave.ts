// Keeps a draft at the API while somebody types: saved some moments after the last key, over the version that was read. Where
// a colleague has saved meanwhile, nothing is overwritten: both texts are shown, and the person chooses.
import { useCallback, useEffect, useRef, useState } from 'react'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { ApiProblem, isPassing } from '../../client/problem.ts'
import type { Filled } from '../../components/forms/NeedFields.tsx'

const QUIET_MS = 1_200
const AGAIN_MS = 5_000

export type Saving =
  | { readonly kind: 'saved'; readonly at: string | null }
  | { readonly kind: 'typing' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'away' }
  | { readonly kind: 'conflict'; readonly theirs: Schemas['Draft'] }
  | { readonly kind: 'failed'; readonly error: unknown }

export interface Autosave {
  readonly saving: Saving
  /** To be called at each change. */
  readonly changed: (data: Filled) => void
  /** Goes on over the version that a colleague saved. */
  readonly over: (theirs: Schemas['Draft'], data: Filled) => void
}

interface Place {
  readonly campaignId: string
  readonly subjectId: string
}

export function useAutosave(place: Place, first: Pick<Schemas['Draft'], 'version'> | null): Autosave {
  const { campaignId, subjectId } = place
  const [saving, setSaving] = useState<Saving>({ kind: 'saved', at: null })
  const version = useRef(first?.version ?? 0)
  const latest = useRef<Filled | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const busy = useRef(false)
  useEffect(() => () => clearTimeout(timer.current), [])

  const save = useCallback(async (): Promise<void> => {
    const data = latest.current
    if (data === null) return
    if (busy.current) {
      timer.current = setTimeout(() => void save(), QUIET_MS)
      return
    }
    busy.current = true
    latest.current = null
    setSaving({ kind: 'saving' })
    try {
      const saved = await put(campaignId, subjectId, version.current, data)
      version.current = saved.version
      setSaving(latest.current === null ? { kind: 'saved', at: saved.updatedAt } : { kind: 'typing' })
    } catch (error) {
      latest.current ??= data
      const theirs = conflictOf(error)
      if (theirs !== null) setSaving({ kind: 'conflict', theirs })
      else if (isPassing(error)) {
        setSaving({ kind: 'away' })
        timer.current = setTimeout(() => void save(), AGAIN_MS)
      } else setSaving({ kind: 'failed', error })
    } finally {
      busy.current = false
    }
  }, [campaignId, subjectId])

  const changed = useCallback(
    (data: Filled): void => {
      latest.current = data
      setSaving((before) => (before.kind === 'conflict' ? before : { kind: 'typing' }))
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void save(), QUIET_MS)
    },
    [save],
  )
  const over = useCallback(
    (theirs: Schemas['Draft'], data: Filled): void => {
      version.current = theirs.version
      latest.current = data
      clearTimeout(timer.current)
      void save()
    },
    [save],
  )
  return { saving, changed, over }
}

async function put(
  id: string,
  subjectId: string,
  version: number,
  { fields = {}, rows = {}, documents = [] }: Filled,
): Promise<Schemas['Draft']> {
  const tables = Object.entries(rows).map(([id, table]) => [id, table.map((row) => ({ ...row }))] as const)
  const data = { fields, rows: Object.fromEntries(tables), documents: [...documents] }
  const body = { version, data }
  return read(
    api.PUT('/api/v1/campaigns/{id}/drafts/{subjectId}', { params: { path: { id, subjectId } }, body }),
  )
}

/** The draft that stands, where a save was refused because of it. */
function conflictOf(error: unknown): Schemas['Draft'] | null {
  if (!(error instanceof ApiProblem) || error.code !== 'versionConflict') return null
  return (error.body.current ?? null) as Schemas['Draft'] | null
}

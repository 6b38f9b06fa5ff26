// Tells listeners which dossiers changed (server-sent events): one NOTIFY an id, gathered for a moment after
// the commits. Not inside them: a transaction that notifies makes all others that do wait for its disk write.
import type { Queryable } from '../pool.ts'

export const CHANGED_CHANNEL = 'dossier_changed'
/** So that the acts of a busy second share few messages, each of which is a transaction of its own. */
const GATHER_MS = 100

export interface Changes {
  /** Called after a commit; never throws and never waits. */
  changed(dossierId: string): void
  /** Sends what is gathered. */
  flush(): Promise<void>
}

/** `onError` hears of what couldn't be sent: a listener may have missed a hint, nothing else is lost. */
export function createChanges(db: Queryable, onError: (error: unknown) => void): Changes {
  let gathered = new Set<string>()
  let timer: NodeJS.Timeout | null = null
  const flush = async (): Promise<void> => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (gathered.size === 0) return
    const ids = [...gathered]
    gathered = new Set()
    try {
      await db.query({
        name: 'changes_notify',
        text: `SELECT count(pg_notify('${CHANGED_CHANNEL}', id)), set_config('synchronous_commit', 'off', true)
          FROM unnest($1::text[]) AS id`,
        values: [ids],
      })
    } catch (error) {
      onError(error)
    }
  }
  return {
    changed: (dossierId) => {
      gathered.add(dossierId)
      timer ??= setTimeout(() => void flush(), GATHER_MS)
    },
    flush,
  }
}

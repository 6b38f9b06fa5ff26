// A lock that is a file with the process id of its holder: a holder that was killed does not hold it.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { isAlive } from './processes.ts'

/** Either the lock is ours and `release` gives it back, or another living process holds it. */
export type LockAttempt = { readonly release: () => void } | { readonly heldBy: number }

/**
 * Takes the lock unless a living holder has it. `isHolder` says whether the process that now has the id in the file is
 * of our kind (numbers are used again); a process that only exists is believed unless told otherwise.
 */
export function tryLockFile(path: string, isHolder: (pid: number) => boolean = isAlive): LockAttempt {
  for (;;) {
    try {
      writeFileSync(path, `${process.pid}\n`, { flag: 'wx', mode: 0o600 })
      return { release: () => rmSync(path, { force: true }) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const pid = holderOf(path)
    if (pid !== undefined && isAlive(pid) && isHolder(pid)) return { heldBy: pid }
    removeStale(path, pid)
  }
}

/** Several may see the same stale file: each moves it to a name of its own, and puts a living holder's back. */
function removeStale(path: string, seen: number | undefined): void {
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  if (holderOf(aside) === seen) rmSync(aside, { force: true })
  else renameSync(aside, path)
}

function holderOf(path: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(path, 'utf8'), 10)
    return Number.isInteger(pid) && pid > 0 ? pid : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

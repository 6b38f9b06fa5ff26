// The user's cache folder for servers that are downloaded or built once: what is in it is whole (made elsewhere, then
// renamed), and two processes that need the same thing at once make it once.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { tryLockFile } from './lockFile.ts'
import { waitFor } from './processes.ts'

/** Building from source on a slow machine; whoever waits longer than this is told so. */
const WAIT_LIMIT_MS = 60 * 60_000

/** Says one line of progress. */
export type Say = (line: string) => void

/**
 * The folder `name` in the cache, made by `make` if it is not there; undefined when `make` could not (it returns
 * false). `make` fills an empty folder; only a finished one gets the name.
 */
export async function cachedFolder(
  cacheDir: string,
  name: string,
  say: Say,
  make: (folder: string) => Promise<boolean>,
): Promise<string | undefined> {
  const target = join(cacheDir, name)
  if (existsSync(target)) return target
  mkdirSync(cacheDir, { recursive: true })
  const release = await takeLock(`${target}.lock`, say)
  try {
    if (existsSync(target)) return target
    const partial = mkdtempSync(`${target}.partial-`)
    try {
      if (!(await make(partial))) return undefined
      renameSync(partial, target)
      return target
    } finally {
      rmSync(partial, { recursive: true, force: true })
    }
  } finally {
    release()
  }
}

async function takeLock(path: string, say: Say): Promise<() => void> {
  let told = false
  return waitFor(
    () => {
      const attempt = tryLockFile(path)
      if ('release' in attempt) return attempt.release
      if (!told)
        say(`another process (${attempt.heldBy}) is fetching the same into ${dirname(path)}: waiting for it`)
      told = true
      return undefined
    },
    WAIT_LIMIT_MS,
    () =>
      new Error(
        `${path} has been held for ${WAIT_LIMIT_MS / 60_000} minutes: remove it if no other process is at work`,
      ),
  )
}

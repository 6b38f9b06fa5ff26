// The user's cache folder for servers that are downloaded or built once: what is in it is whole (made elsewhere, then
// renamed), and two processes that need the same thing at once make it once.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isAlive, waitFor } from './processes.ts'

/** Building from source on a slow machine; whoever waits longer than this is told so. */
const WAIT_LIMIT_MS = 30 * 60_000

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
  await waitFor(
    () => {
      if (tryLock(path)) return true
      if (!told) say(`another process is fetching the same into ${dirname(path)}: waiting for it`)
      told = true
      return undefined
    },
    WAIT_LIMIT_MS,
    () =>
      new Error(
        `${path} has been held for ${WAIT_LIMIT_MS / 60_000} minutes: remove it if no other process is at work`,
      ),
  )
  return () => rmSync(path, { force: true })
}

/** Takes the lock unless a living process holds it. */
function tryLock(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const holder = holderOf(path)
  if (holder === undefined || isAlive(holder)) return false
  // Its holder was killed. Only one of those who see this succeeds in renaming the file away.
  try {
    renameSync(path, `${path}.${process.pid}`)
    rmSync(`${path}.${process.pid}`)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  return false
}

function holderOf(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(path, 'utf8'))
    return Number.isInteger(pid) && pid > 0 ? pid : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

// Lets the Temporal SDK download a server the way it does for its own tests. That call neither ends nor can be stopped
// on a network that swallows packets, so it runs in a process of its own, which is ended when nothing arrives any more.
import { spawn } from 'node:child_process'
import { readdirSync, renameSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { childEnvironment } from '../../config.ts'
import type { Say } from './cache.ts'

/** Without a byte for this long, the download is given up. */
const SILENCE_LIMIT_MS = 10_000
const CHECK_MS = 500
const MEGABYTE = 1024 * 1024

export type DownloadKind = 'dev-server' | 'time-skipping'

/** Downloads a server into `folder` under the name `program`; false when this network does not give it. */
export async function downloadThroughSdk(
  kind: DownloadKind,
  version: string,
  folder: string,
  program: string,
  say: Say,
): Promise<boolean> {
  await runDownload([kind, version, folder], folder, say)
  const found = readdirSync(folder).find((name) => !name.endsWith('.downloading'))
  if (found === undefined) return false
  renameSync(join(folder, found), join(folder, program))
  return true
}

function runDownload(args: readonly string[], folder: string, say: Say): Promise<void> {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  const program = fileURLToPath(new URL('./sdkDownloadProcess.ts', import.meta.url))
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', tsx, program, ...args], {
      stdio: 'ignore',
      env: childEnvironment({}),
    })
    let size = 0
    let said = 0
    let lastChange = performance.now()
    const timer = setInterval(() => {
      const now = sizeOf(folder)
      if (now !== size) lastChange = performance.now()
      size = now
      const megabytes = Math.floor(size / MEGABYTE)
      if (megabytes >= said + 10) say(`  ${(said = megabytes)} MB`)
      if (performance.now() - lastChange > SILENCE_LIMIT_MS) child.kill('SIGKILL')
    }, CHECK_MS)
    child.once('error', (error) => {
      clearInterval(timer)
      reject(error)
    })
    child.once('exit', () => {
      clearInterval(timer)
      resolve()
    })
  })
}

function sizeOf(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => {
    const stat = statSync(join(folder, name), { throwIfNoEntry: false })
    return sum + (stat?.size ?? 0)
  }, 0)
}

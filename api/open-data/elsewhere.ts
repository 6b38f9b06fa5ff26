// Has open data made anew in a process of its own, which is ended when it takes too long.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { compiled } from '../../compiled.ts'
import type { Compiled } from '../../compiled.ts'
import { bareEnvironment } from '../../config.ts'
import type { Order, Outcome } from './process.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** Many times what a whole country takes, in milliseconds. */
const LONGEST_MS = 5 * 60_000
const MEMORY_MB = 1_000

/** The process ended without an answer, or said that it failed. */
export class OpenDataFailed extends Error {
  override readonly name = 'OpenDataFailed'
}

/** Gives whether that process made it anew, or found another one at it; throws OpenDataFailed. */
export async function refreshElsewhere(order: Order): Promise<boolean> {
  return madeBy(await compiled('api/open-data/process.ts'), order)
}

function madeBy({ flags, file }: Compiled, order: Order): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = fork(file, {
      cwd: ROOT,
      execArgv: [...flags, `--max-old-space-size=${MEMORY_MB}`],
      // What it needs is told; what reaches the database here has to reach it there.
      env: bareEnvironment('database'),
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const limit = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS)
    // Whoever stops needn't wait for it.
    child.unref()
    child.channel?.unref()
    limit.unref()
    let outcome: Outcome | undefined
    child.once('message', (message) => {
      outcome = message as Outcome
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      clearTimeout(limit)
      if (outcome !== undefined && 'made' in outcome) return resolve(outcome.made)
      const said = outcome === undefined ? `ended by ${signal ?? String(code)}` : outcome.error
      reject(new OpenDataFailed(`open data: ${said}`, { cause: outcome?.stack }))
    })
    child.send(order, (error) => {
      if (error !== null) reject(error)
    })
  })
}

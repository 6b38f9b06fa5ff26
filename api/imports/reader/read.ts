// Has a file read by a process of its own and gives what it says line by line. The process has a limit of memory and of
// time: a file that is too much for it is refused, and nothing but that process ends.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { commandOf } from '../../../compiled.ts'
import { bareEnvironment } from '../../../config.ts'
import { FileRefused } from './lines.ts'
import type { ReaderLine } from './lines.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
/** Heap of the reading process, MiB: room for the shared texts of the largest file that is taken. */
const HEAP_MIB = 512
/** Longer than the largest file takes on a busy machine. */
const LIMIT_MS = 5 * 60_000

/** What the file holds, in order; throws FileRefused. Leaving early ends the process. */
export async function* readFile(format: 'xlsx' | 'csv', path: string): AsyncGenerator<ReaderLine> {
  const command = await commandOf('api/imports/reader/program.ts')
  const child = spawn(
    process.execPath,
    [`--max-old-space-size=${HEAP_MIB}`, ...command, format, path],
    // It needs none of the settings, and no secret of this process.
    {
      cwd: ROOT,
      env: bareEnvironment('nothing'),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LIMIT_MS,
      killSignal: 'SIGKILL',
    },
  )
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code))
  })
  const complaints = text(child.stderr)
  try {
    for await (const line of createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY })) {
      const said = JSON.parse(line) as ReaderLine
      if ('refused' in said) throw new FileRefused(said.refused)
      if ('end' in said) return
      yield said
    }
    const code = await ended
    // Ended without a word: out of memory or of time, both the file's doing. A program that never began is a fault of ours.
    if (code === 1) throw new Error(`reading process: ${(await complaints).slice(0, 2000)}`)
    throw new FileRefused('tooHeavy')
  } finally {
    child.kill('SIGKILL')
    await ended
  }
}

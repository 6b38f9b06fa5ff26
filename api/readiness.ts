// Whether this process can work: each part that it needs is asked within a limit, and says what is wrong with it.
import { constants } from 'node:fs'
import { access, statfs } from 'node:fs/promises'
import { z } from 'zod'
import { readClock } from '../activities/record/clock.ts'
import type { Deps } from './deps.ts'

/** How far PostgreSQL's clock may be from this machine's before instances would disagree on what is late. */
const CLOCK_OFFSET_LIMIT_MS = 2_000
/** How long a part may take to answer. */
const PART_LIMIT_MS = 3_000

/** Whether a part answers; `detail` says in English why not. */
export const part = z.object({ ok: z.boolean(), detail: z.string().optional() })
export const readiness = z
  .object({ ready: z.boolean(), database: part, temporal: part, clock: part })
  .meta({ id: 'Readiness' })
export type Part = z.input<typeof part>

/** Runs a check within the limit. */
export async function check(work: () => Promise<string | undefined>): Promise<Part> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PART_LIMIT_MS} ms`)), PART_LIMIT_MS)
  })
  try {
    const fault = await Promise.race([work(), limit])
    return fault === undefined ? { ok: true } : { ok: false, detail: fault }
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message.split('\n')[0] : String(error) }
  } finally {
    clearTimeout(timer)
  }
}

export async function checkDatabase({ pool }: Deps): Promise<string | undefined> {
  await pool.query('SELECT 1')
  return undefined
}

export async function checkTemporal({ temporal }: Deps): Promise<string | undefined> {
  const { namespace } = temporal.options
  await temporal.withDeadline(Date.now() + PART_LIMIT_MS, () =>
    temporal.workflowService.describeNamespace({ namespace }),
  )
  return undefined
}

/** The offset of PostgreSQL's clock from this machine's, half the way there and back taken off; and the clock's kind. */
export async function checkClock({ pool, settings }: Deps): Promise<string | undefined> {
  const { mode } = await readClock(pool)
  if (mode !== settings.clock)
    return `the record's clock is ${mode}, this process is set to ${settings.clock}`
  const sent = Date.now()
  const { rows } = await pool.query<{ now: Date }>('SELECT clock_timestamp() AS now')
  const offset = (rows[0]?.now.getTime() ?? 0) - (sent + Date.now()) / 2
  return Math.abs(offset) <= CLOCK_OFFSET_LIMIT_MS ? undefined : `off by ${Math.round(offset)} ms`
}

/** Room on the disk that holds the folder of files, in bytes; null where it can't be told. */
export interface Room {
  readonly freeBytes: number
  readonly totalBytes: number
}

/** The folder of files is there and can be written to; it is made with the first upload. */
export async function checkFiles({ settings }: Deps): Promise<string | undefined> {
  try {
    await access(settings.documentDir, constants.W_OK)
    return undefined
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** How much room is left for files. */
export async function roomForFiles({ settings }: Deps): Promise<Room | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(settings.documentDir)
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'

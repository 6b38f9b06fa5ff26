// For whoever runs the system: is the process alive, can it work, and how it does. Outside /api/v1, without a session.
import { z } from 'zod'
import { readClock } from '../../activities/record/clock.ts'
import type { Deps } from '../deps.ts'
import { Answer, WRITTEN, route } from '../route.ts'
import type { Route } from '../route.ts'

/** How far PostgreSQL's clock may be from this machine's before instances would disagree on what is late. */
const CLOCK_OFFSET_LIMIT_MS = 2_000
/** How long a part may take to answer. */
const PART_LIMIT_MS = 3_000

const part = z.object({ ok: z.boolean(), detail: z.string().optional() })
const readiness = z
  .object({ ready: z.boolean(), database: part, temporal: part, clock: part })
  .meta({ id: 'Readiness' })
type Part = z.input<typeof part>

async function check(work: () => Promise<string | undefined>): Promise<Part> {
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

async function checkDatabase({ pool }: Deps): Promise<string | undefined> {
  await pool.query('SELECT 1')
  return undefined
}

async function checkTemporal({ temporal }: Deps): Promise<string | undefined> {
  const { namespace } = temporal.options
  await temporal.withDeadline(Date.now() + PART_LIMIT_MS, () =>
    temporal.workflowService.describeNamespace({ namespace }),
  )
  return undefined
}

/** The offset of PostgreSQL's clock from this machine's, half the way there and back taken off; and the clock's kind. */
async function checkClock({ pool, settings }: Deps): Promise<string | undefined> {
  const { mode } = await readClock(pool)
  if (mode !== settings.clock)
    return `the record's clock is ${mode}, this process is set to ${settings.clock}`
  const sent = Date.now()
  const { rows } = await pool.query<{ now: Date }>('SELECT clock_timestamp() AS now')
  const offset = (rows[0]?.now.getTime() ?? 0) - (sent + Date.now()) / 2
  return Math.abs(offset) <= CLOCK_OFFSET_LIMIT_MS ? undefined : `off by ${Math.round(offset)} ms`
}

export const healthRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '//healthz',
    id: 'healthz',
    summary: 'The process is alive',
    tag: 'operation',
    access: 'public',
    reply: z.object({ ok: z.literal(true) }),
    handle: async () => ({ ok: true as const }),
  }),
  route({
    method: 'get',
    path: '//readyz',
    id: 'readyz',
    summary: 'The process can work: database, Temporal and clock',
    tag: 'operation',
    access: 'public',
    reply: readiness,
    also: { 503: { description: 'A part is away', schema: readiness } },
    handle: async ({ deps }) => {
      const [database, temporal, clock] = await Promise.all([
        check(() => checkDatabase(deps)),
        check(() => checkTemporal(deps)),
        check(() => checkClock(deps)),
      ])
      const ready = database.ok && temporal.ok && clock.ok
      return new Answer(ready ? 200 : 503, { ready, database, temporal, clock })
    },
  }),
  route({
    method: 'get',
    path: '//metrics',
    id: 'metrics',
    summary: 'Figures in the Prometheus text format',
    tag: 'operation',
    access: 'public',
    replyType: 'text/plain',
    handle: async ({ deps, res }) => {
      res.setHeader('Content-Type', deps.metrics.registry.contentType)
      res.send(await deps.metrics.registry.metrics())
      return WRITTEN
    },
  }),
]

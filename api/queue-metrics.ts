// What /metrics tells of the queues and of mail, read from the database when somebody asks. The address is open, so that it
// is read anew only after some seconds, whoever asks; while the database is away the figures are missing, not old.
import { Gauge } from 'prom-client'
import type { Registry } from 'prom-client'
import { isOutage } from '../activities/pool.ts'
import type { Pool } from '../activities/pool.ts'
import { readClock } from '../activities/record/clock.ts'
import { readMailFigures, readQueues } from './reads/system.ts'

/** How long figures are told on, in milliseconds of the process. */
const FRESH_MS = 5_000

export interface QueueMetrics {
  /** Reads the figures anew if they are due; throws what is no outage. */
  readonly refresh: (pool: Pool) => Promise<void>
}

interface Gauges {
  readonly waiting: Gauge<'queue'>
  readonly failing: Gauge<'queue'>
  readonly oldest: Gauge<'queue'>
  readonly mails: Gauge<'status'>
  readonly sent: Gauge
}

/** Adds the figures to a registry. */
export function queueMetrics(registry: Registry): QueueMetrics {
  const registers = [registry]
  const labelNames = ['queue'] as const
  const gauges: Gauges = {
    waiting: new Gauge({
      ...{ name: 'trinh_queue_waiting', help: 'What could leave the house now and has not, up to 1000' },
      ...{ labelNames, registers },
    }),
    failing: new Gauge({
      ...{ name: 'trinh_queue_failing', help: 'Of what waits, what failed at least once' },
      ...{ labelNames, registers },
    }),
    oldest: new Gauge({
      ...{ name: 'trinh_queue_oldest_seconds', help: 'How long the oldest has been waiting; 0 with none' },
      ...{ labelNames, registers },
    }),
    mails: new Gauge({
      ...{
        name: 'trinh_mails_undelivered',
        help: 'Mails given up (failed) and mails that came back (bounced)',
      },
      ...{ labelNames: ['status'], registers },
    }),
    sent: new Gauge({
      ...{ name: 'trinh_mails_sent_last_hour', help: 'Mails that a server took within the last hour' },
      registers,
    }),
  }
  let readAt = -Infinity
  let reading: Promise<void> | null = null
  return {
    refresh: async (pool) => {
      if (performance.now() - readAt < FRESH_MS) return
      reading ??= read(pool, gauges).finally(() => {
        readAt = performance.now()
        reading = null
      })
      await reading
    },
  }
}

async function read(pool: Pool, gauges: Gauges): Promise<void> {
  try {
    const [{ now }, queues, mail] = await Promise.all([
      readClock(pool),
      readQueues(pool),
      readMailFigures(pool),
    ])
    for (const { queue, waiting, failing, oldestAt } of queues) {
      // Deliveries to other systems stand under the real clock, everything else under the instance's.
      const at = queue === 'webhooks' ? mail.realNow : now
      gauges.waiting.set({ queue }, waiting)
      gauges.failing.set({ queue }, failing)
      gauges.oldest.set(
        { queue },
        oldestAt === null ? 0 : Math.max(0, (Date.parse(at) - Date.parse(oldestAt)) / 1000),
      )
    }
    gauges.mails.set({ status: 'failed' }, mail.failed)
    gauges.mails.set({ status: 'bounced' }, mail.bounced)
    gauges.sent.set(mail.sentLastHour)
  } catch (error) {
    for (const gauge of [gauges.waiting, gauges.failing, gauges.oldest, gauges.mails]) gauge.reset()
    gauges.sent.set(Number.NaN)
    if (!isOutage(error)) throw error
  }
}

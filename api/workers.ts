// Which workers ask Temporal for work at present, and how much of it waits for one.
import { TASK_QUEUE } from '../workflows/messages.ts'
import type { Deps } from './deps.ts'

/** Longest that the question may take, in milliseconds. */
const LIMIT_MS = 3_000
const TASK_QUEUE_KINDS = { workflows: 1, activities: 2 } as const

export interface Poller {
  /** Process and machine, as the worker names itself. */
  readonly identity: string
  readonly seenAt: string | null
  readonly workflows: boolean
  readonly activities: boolean
}

export interface Workers {
  readonly pollers: readonly Poller[]
  /** Tasks that wait for a worker, as Temporal estimates it. */
  readonly backlog: number
}

interface Seconds {
  readonly seconds?: { toNumber(): number } | null
}

/** Asks Temporal; null where it doesn't answer. Pollers stand in its list for some minutes after their last question. */
export async function readWorkers({ temporal, log }: Deps): Promise<Workers | null> {
  try {
    const [workflows, activities] = await Promise.all([
      queue(temporal, TASK_QUEUE_KINDS.workflows),
      queue(temporal, TASK_QUEUE_KINDS.activities),
    ])
    const identities = [...new Set([...workflows.seen.keys(), ...activities.seen.keys()])].sort()
    return {
      pollers: identities.map((identity) => ({
        identity,
        seenAt: latest(workflows.seen.get(identity), activities.seen.get(identity)),
        workflows: workflows.seen.has(identity),
        activities: activities.seen.has(identity),
      })),
      backlog: workflows.backlog + activities.backlog,
    }
  } catch (error) {
    log.warn({ error: error instanceof Error ? error.message : String(error) }, 'the workers are not known')
    return null
  }
}

async function queue(
  temporal: Deps['temporal'],
  kind: 1 | 2,
): Promise<{ readonly seen: ReadonlyMap<string, string | null>; readonly backlog: number }> {
  const { pollers, stats } = await temporal.withDeadline(Date.now() + LIMIT_MS, () =>
    temporal.workflowService.describeTaskQueue({
      namespace: temporal.options.namespace,
      taskQueue: { name: TASK_QUEUE },
      taskQueueType: kind,
      reportStats: true,
    }),
  )
  const seen = new Map<string, string | null>()
  for (const { identity, lastAccessTime } of pollers) {
    if (identity) seen.set(identity, latest(seen.get(identity), instantOf(lastAccessTime)))
  }
  return { seen, backlog: Number(stats?.approximateBacklogCount ?? 0) }
}

function instantOf(time: Seconds | null | undefined): string | null {
  const seconds = time?.seconds?.toNumber()
  return seconds === undefined ? null : new Date(seconds * 1000).toISOString()
}

function latest(first: string | null | undefined, second: string | null | undefined): string | null {
  const known = [first, second].flatMap((one) => one ?? []).sort()
  return known.at(-1) ?? null
}

/** Version of the Temporal server; null where it doesn't answer. */
export async function temporalVersion({ temporal, log }: Deps): Promise<string | null> {
  try {
    const { serverVersion } = await temporal.withDeadline(Date.now() + LIMIT_MS, () =>
      temporal.workflowService.getSystemInfo({}),
    )
    return serverVersion
  } catch (error) {
    log.warn(
      { error: error instanceof Error ? error.message : String(error) },
      'the version of Temporal is not known',
    )
    return null
  }
}

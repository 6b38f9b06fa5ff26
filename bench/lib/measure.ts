// Running users side by side for a while, and what the times of their actions come to.
import { performance } from 'node:perf_hooks'

export interface Measured {
  readonly users: number
  readonly seconds: number
  readonly lifecycles: number
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly failures: number
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return percentile(sorted, 0.5)
}

/** One user's turn: acts through a whole lifecycle, timing each action with `timed`. */
export type Lifecycle = (user: number, timed: <T>(work: () => Promise<T>) => Promise<T>) => Promise<void>

/**
 * Lets so many users live lifecycles for so long. A lifecycle under way at the end is finished but counts only by the
 * share that fell into the time, so that slow ones weigh as much as fast ones.
 */
export async function measure(users: number, seconds: number, lifecycle: Lifecycle): Promise<Measured> {
  const times: number[] = []
  let failures = 0
  let lived = 0
  const start = performance.now()
  const end = start + seconds * 1000
  const timed = async <T>(work: () => Promise<T>): Promise<T> => {
    const from = performance.now()
    const result = await work()
    if (performance.now() <= end) times.push(performance.now() - from)
    return result
  }
  await Promise.all(
    Array.from({ length: users }, async (_, user) => {
      while (performance.now() < end) {
        const from = performance.now()
        try {
          await lifecycle(user, timed)
        } catch (error) {
          failures += 1
          if (failures === 1) process.stderr.write(`first failure: ${String(error)}\n`)
          if (failures > 50) throw error
          continue
        }
        const to = performance.now()
        lived += to <= end ? 1 : Math.max(0, (end - from) / (to - from))
      }
    }),
  )
  const sorted = [...times].sort((a, b) => a - b)
  return {
    users,
    seconds,
    lifecycles: lived,
    perSecond: lived / seconds,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    failures,
  }
}

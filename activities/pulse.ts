// The sign of life of activities that may take long: a worker that was killed in the middle of one is noticed within the
// heartbeat's limit of its workflow, and another goes on, instead of after the longest time that the work may take.
import { heartbeat } from '@temporalio/activity'

const PULSE_MS = 1_000

/** Says while the work lasts that this worker is alive; only within an activity. */
export async function withPulse<T>(work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => heartbeat(), PULSE_MS)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}

// What /metrics shows: requests by route and status, how actions ended, what waits to leave, and the process itself.
import { Counter, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import { queueMetrics } from './queue-metrics.ts'
import type { QueueMetrics } from './queue-metrics.ts'

export interface Metrics {
  readonly registry: Registry
  readonly requests: Histogram<'route' | 'method' | 'status'>
  readonly actions: Counter<'action' | 'outcome'>
  readonly incidents: Counter
  /** What waits to leave the house. */
  readonly queues: QueueMetrics
  /** Stops what samples the process; for tests that make many. */
  readonly stop: () => void
}

/** Upper bounds in seconds: a page of a list stands near the left, an action near the middle, a pending one at the right. */
const SECONDS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20]

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    requests: new Histogram({
      name: 'trinh_http_request_seconds',
      help: 'Time from receipt to reply',
      labelNames: ['route', 'method', 'status'],
      buckets: SECONDS,
      registers,
    }),
    actions: new Counter({
      name: 'trinh_actions_total',
      help: 'Actions on dossiers by how they ended: accepted, a refusal code, pending, unavailable, incident',
      labelNames: ['action', 'outcome'],
      registers,
    }),
    incidents: new Counter({ name: 'trinh_incidents_total', help: 'Replies with status 500', registers }),
    queues: queueMetrics(registry),
    stop: () => registry.clear(),
  }
}

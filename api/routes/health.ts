// For whoever runs the system: is the process alive, can it work, and how it does. Outside /api/v1, without a session.
import { z } from 'zod'
import { check, checkClock, checkDatabase, checkTemporal, readiness } from '../readiness.ts'
import { Answer, WRITTEN, route } from '../route.ts'
import type { Route } from '../route.ts'

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
      await deps.metrics.queues.refresh(deps.pool)
      res.setHeader('Content-Type', deps.metrics.registry.contentType)
      res.send(await deps.metrics.registry.metrics())
      return WRITTEN
    },
  }),
]

// How the whole instance does, for its administrators and auditors, on one page; and taking note of an incident.
import { z } from 'zod'
import { readClock } from '../../activities/record/clock.ts'
import { requireRoot } from '../admin/root.ts'
import { byId } from '../admin/schemas.ts'
import { Problem } from '../problems.ts'
import {
  check,
  checkClock,
  checkDatabase,
  checkFiles,
  checkTemporal,
  part,
  roomForFiles,
} from '../readiness.ts'
import {
  databaseSize,
  duties,
  failures,
  incidentItem,
  queueItem,
  readDatabase,
  readDuties,
  readFailures,
  readIncidents,
  readQueues,
} from '../reads/system.ts'
import { Answer, route } from '../route.ts'
import type { Route } from '../route.ts'
import { instant } from '../schemas.ts'
import { overseen } from '../territory.ts'
import { readWorkers, temporalVersion } from '../workers.ts'

const tag = 'operation'

const poller = z.object({
  identity: z.string(),
  seenAt: instant.nullable(),
  workflows: z.boolean(),
  activities: z.boolean(),
})

const systemHealth = z
  .object({
    /** By the instance's clock, and by the real one. */
    now: instant,
    realNow: instant,
    clock: z.enum(['real', 'stepped']),
    parts: z.object({ database: part, temporal: part, clock: part, files: part }),
    /** Null while Temporal is away. */
    workers: z.object({ pollers: z.array(poller), backlog: z.int() }).nullable(),
    queues: z.array(queueItem),
    failures,
    duties,
    database: databaseSize,
    /** Room on the disk with the files; null before the first upload. */
    files: z.object({ freeBytes: z.int(), totalBytes: z.int() }).nullable(),
    incidents: z.object({ unseen: z.int(), items: z.array(incidentItem) }),
    versions: z.object({
      release: z.string(),
      node: z.string(),
      postgres: z.string(),
      temporal: z.string().nullable(),
    }),
    /** How long the process that answered has been running, in seconds. */
    uptimeSeconds: z.int(),
  })
  .meta({ id: 'SystemHealth' })

export const systemRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/admin/health',
    id: 'getSystemHealth',
    summary:
      'Readiness of the parts, workers, queues with their lag, failures, last upkeep, backup and anchor, sizes and versions',
    tag,
    access: ['administrator', 'auditor'],
    reply: systemHealth,
    handle: async ({ deps, actor }) => {
      if (!overseen(actor).everything) throw new Problem('forbidden')
      const { pool, settings } = deps
      const { now } = await readClock(pool)
      const [database, temporal, clock, files] = await Promise.all([
        check(() => checkDatabase(deps)),
        check(() => checkTemporal(deps)),
        check(() => checkClock(deps)),
        check(() => checkFiles(deps)),
      ])
      const [workers, temporalIs] = temporal.ok
        ? await Promise.all([readWorkers(deps), temporalVersion(deps)])
        : [null, null]
      const { version, now: realNow, ...size } = await readDatabase(pool)
      return {
        ...{ now, realNow, clock: settings.clock, parts: { database, temporal, clock, files } },
        workers: workers === null ? null : { ...workers, pollers: [...workers.pollers] },
        queues: await readQueues(pool),
        failures: await readFailures(pool, now),
        duties: await readDuties(pool),
        database: size,
        files: await roomForFiles(deps),
        incidents: await readIncidents(pool),
        versions: {
          release: settings.release,
          node: process.version,
          postgres: version,
          temporal: temporalIs,
        },
        uptimeSeconds: Math.floor(process.uptime()),
      }
    },
  }),
  route({
    method: 'post',
    path: '/admin/incidents/{id}/seen',
    id: 'markIncidentSeen',
    summary: 'Take note of an incident: it is no longer listed as new',
    tag,
    access: ['administrator'],
    params: byId,
    status: 204,
    handle: async ({ deps, actor, at, params }) => {
      requireRoot(actor)
      const { rowCount } = await deps.pool.query(
        'UPDATE incident SET seen_at = coalesce(seen_at, $2) WHERE id = $1',
        [params.id, at],
      )
      if (rowCount === 0) throw new Problem('notFound')
      return new Answer(204, undefined)
    },
  }),
]

// What changes, as it changes: a stream of server-sent events about the dossiers that the reader may see. It carries ids
// and positions; the screen reads the rest the usual way. A stream that breaks is taken up again by the browser, and is
// told to read everything again, since what happened meanwhile is not kept.
import type { Response } from 'express'
import { findActor } from '../auth/actor.ts'
import type { Actor } from '../auth/actor.ts'
import { realNow } from '../auth/authenticate.ts'
import type { Deps } from '../deps.ts'
import { WRITTEN, route } from '../route.ts'
import type { Route } from '../route.ts'
import { isSeenBy, scopeOf } from '../scope.ts'

/** Below the idle time of usual proxies, in milliseconds; at each beat roles and session are looked at again. */
const BEAT_MS = 20_000
/** How soon a browser is to come back, in milliseconds. */
const RETRY_MS = 2_000

function write(res: Response, event: string, data: unknown): void {
  // The id only says that there was something before: see the file's header.
  res.write(`id: ${Date.now()}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
}

function stream(deps: Deps, first: Actor, res: Response): void {
  let scope = scopeOf(first)
  const stop = deps.feed.listen({
    changed: (dossiers) => {
      for (const dossier of dossiers) {
        if (!isSeenBy(scope, dossier)) continue
        const { id, version, status, step } = dossier
        write(res, 'dossier', { id, version, status, step })
      }
    },
    noticed: (personIds) => {
      if (personIds.has(first.personId)) write(res, 'notice', {})
    },
    lost: () => write(res, 'resync', {}),
    closed: () => res.end(),
  })
  const beat = async (): Promise<void> => {
    const found = await findActor(deps.pool, first.via, first.keyHash, realNow())
    if (found === null) {
      res.end()
      return
    }
    scope = scopeOf(found.actor)
    res.write(': beat\n\n')
  }
  const timer = setInterval(() => {
    beat().catch((error: unknown) => {
      deps.log.warn({ error: error instanceof Error ? error.message : String(error) }, 'a beat failed')
    })
  }, BEAT_MS)
  res.once('close', () => {
    clearInterval(timer)
    stop()
  })
}

export const eventRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/events',
    id: 'listenToEvents',
    summary:
      'Server-sent events: `dossier` for each change that the reader may see, `notice` when he was told something, `resync` when some may be missed',
    tag: 'dossiers',
    access: 'person',
    replyType: 'text/event-stream',
    headers: { 'Last-Event-ID': { description: 'Sent by a browser that comes back', required: false } },
    handle: async ({ deps, actor, req, res }) => {
      res.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no',
      })
      res.write(`retry: ${RETRY_MS}\n\n`)
      if (req.headers['last-event-id'] !== undefined) write(res, 'resync', {})
      stream(deps, actor, res)
      return WRITTEN
    },
  }),
]

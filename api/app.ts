// The whole HTTP server as a value: `createApp(deps)` gives an Express application that listens nowhere yet.
import express from 'express'
import type { Express, NextFunction, Request, Response } from 'express'
import { z } from 'zod'
import type { Deps } from './deps.ts'
import { mountDocs } from './docs.ts'
import { problemOf } from './faults.ts'
import { frontOf } from './front.ts'
import { limitAddresses } from './limits.ts'
import { mountRoutes, sendProblem } from './mount.ts'
import { openApiDocument } from './openapi.ts'
import { Problem } from './problems.ts'
import { ROUTES } from './routes/index.ts'
import { mountWeb } from './web.ts'

/** Builds the server from its parts; the caller listens, and closes. */
export function createApp(deps: Deps): Express {
  z.config(z.locales.vi())
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('trust proxy', deps.settings.trustProxyHops)
  app.set('query parser', 'simple')
  app.use(frontOf(deps.log))
  limitAddresses(app, deps)
  // Built when it is first asked for: the start has more urgent things to do.
  let document: string | null = null
  app.get('/api/v1/openapi.json', (_req, res) => {
    document ??= JSON.stringify(openApiDocument(ROUTES, deps.settings.publicUrl))
    res.type('json').send(document)
  })
  mountDocs(app)
  mountRoutes(app, deps, ROUTES)
  if (deps.settings.webDir !== undefined) mountWeb(app, deps.settings.webDir)
  app.use((_req: Request, res: Response) => sendProblem(res, new Problem('notFound')))
  // Express knows an error handler by its four parameters.
  app.use((error: unknown, req: Request, res: Response, _next: NextFunction) => {
    void problemOf(deps, error, `${req.method} ${req.path}`).then((problem) => sendProblem(res, problem))
  })
  return app
}

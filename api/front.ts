// What every request passes first: the headers that protect a browser, and its line in the log. Both are made as cheap as
// they can be, for they are paid by each request: helmet is asked once, and a line that nobody writes isn't put together.
import type { RequestHandler } from 'express'
import helmet from 'helmet'
import { randomUUID } from 'node:crypto'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { Logger } from 'pino'

/** Sets the headers, and writes a line when the reply is over: errors always, the rest where the level asks for it. */
export function frontOf(log: Logger): RequestHandler {
  const headers = protectingHeaders()
  return (req, res, next) => {
    res.setHeaders(headers)
    const began = performance.now()
    res.once('close', () => {
      const { statusCode: status } = res
      const level = status >= 500 ? 'error' : 'debug'
      if (!log.isLevelEnabled(level)) return
      // Nothing that names a person: no path, no query, no headers, no body.
      const responseTime = Math.round(performance.now() - began)
      log[level](
        { req: { id: randomUUID(), method: req.method }, res: { status }, responseTime },
        'request ended',
      )
    })
    next()
  }
}

/** What helmet sets; the same for every request, since no directive of ours looks at one. */
function protectingHeaders(): Map<string, string> {
  const asked = new ServerResponse(new IncomingMessage(new Socket()))
  const ask = helmet({ contentSecurityPolicy: { directives: { 'upgrade-insecure-requests': null } } })
  ask(asked.req, asked, (error) => {
    if (error !== undefined) throw new Error('helmet has no headers', { cause: error })
  })
  return new Map(asked.getHeaderNames().map((name) => [name, String(asked.getHeader(name))]))
}

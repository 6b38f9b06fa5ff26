// Puts routes on the server. Every request goes the same way: who asks, may he, is the input right, the handler, the
// reply. Input is parsed strictly: what a schema doesn't name is refused, in the path, the query and the body.
import express from 'express'
import type { Express, Request, Response } from 'express'
import type { z } from 'zod'
import { holdsAny, lacksSecondFactor } from './auth/actor.ts'
import type { Found } from './auth/actor.ts'
import { authenticate } from './auth/authenticate.ts'
import type { Deps } from './deps.ts'
import { asError, problemOf } from './faults.ts'
import { Problem, problemBody } from './problems.ts'
import { Answer, WRITTEN, expressPath } from './route.ts'
import type { Route } from './route.ts'

/** Largest JSON body in bytes: a filled-in form with room for long texts; files go another way. */
export const JSON_MAX_BYTES = 512 * 1024

const parseJson = express.json({ limit: JSON_MAX_BYTES, strict: true })

/** Adds all routes to the server; paths with fixed words come before those with parameters of the same length. */
export function mountRoutes(app: Express, deps: Deps, routes: readonly Route[]): void {
  for (const route of [...routes].sort(fixedFirst)) {
    const path = expressPath(route.path)
    app[route.method](path, (req, res) => serve(deps, route, req, res))
  }
}

function fixedFirst(a: Route, b: Route): number {
  const parameters = (route: Route): number => (route.path.match(/\{/gu) ?? []).length
  return parameters(a) - parameters(b)
}

/** Writes a problem as the reply, unless one is on its way. */
export function sendProblem(res: Response, problem: Problem): void {
  if (res.headersSent) {
    res.destroy()
    return
  }
  const { retryAfterSeconds } = problem.parts
  if (retryAfterSeconds !== undefined) res.setHeader('Retry-After', String(retryAfterSeconds))
  res
    .status(problem.status)
    .type('application/problem+json')
    .send(JSON.stringify(problemBody(problem)))
}

async function serve(deps: Deps, route: Route, req: Request, res: Response): Promise<void> {
  const began = performance.now()
  res.once('close', () => {
    const labels = { route: route.id, method: route.method, status: String(res.statusCode) }
    deps.metrics.requests.observe(labels, (performance.now() - began) / 1000)
  })
  try {
    await answer(deps, route, req, res)
  } catch (error) {
    sendProblem(res, await problemOf(deps, error, route.id))
  }
}

async function answer(deps: Deps, route: Route, req: Request, res: Response): Promise<void> {
  const found = route.access === 'public' ? null : await authenticate(deps, req)
  if (found !== null) authorise(deps, route, found)
  const params = parsePart(route.params, req.params, 'params')
  const query = parsePart(route.query, req.query, 'query')
  if (route.rawBody === undefined) await readJson(req, res)
  const body = route.rawBody === undefined ? parseBody(route, req) : undefined
  const call = { deps, req, res, actor: found?.actor ?? null, at: found?.at ?? null, params, query, body }
  // Who asks is there for every route but public ones, whose handlers are typed to get null.
  const result = await route.handle(call)
  if (result !== WRITTEN) reply(deps, route, res, result)
}

/** May these change their password and leave, before they do what must come first. */
const BEFORE_PASSWORD_CHANGE = ['getMe', 'changePassword', 'logOut']
/** The same for those whose role needs a second factor that they don't have yet. */
const BEFORE_SECOND_FACTOR = [...BEFORE_PASSWORD_CHANGE, 'enrolSecondFactor', 'confirmSecondFactor']

function authorise(deps: Deps, route: Route, { actor }: Found): void {
  if (actor.mustChange && !BEFORE_PASSWORD_CHANGE.includes(route.id))
    throw new Problem('passwordChangeRequired')
  if (lacksSecondFactor(actor, deps.settings) && !BEFORE_SECOND_FACTOR.includes(route.id))
    throw new Problem('secondFactorRequired')
  if (typeof route.access === 'object' && !holdsAny(actor, route.access)) throw new Problem('forbidden')
}

function readJson(req: Request, res: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    parseJson(req, res, (error: unknown) => {
      if (error === undefined || error === null) resolve()
      else reject(asError(error))
    })
  })
}

function parseBody(route: Route, req: Request): unknown {
  const given: unknown = req.body
  if (route.body === undefined) {
    const empty = given === undefined || (typeof given === 'object' && Object.keys(given ?? {}).length === 0)
    if (!empty) throw new Problem('invalidRequest', { field: 'body' })
    return undefined
  }
  if (given === undefined) {
    const length = Number(req.headers['content-length'] ?? 0)
    const sent = length > 0 || req.headers['transfer-encoding'] !== undefined
    throw new Problem(sent ? 'unsupportedType' : 'invalidRequest', { field: 'body' })
  }
  return parsePart(route.body, given, 'body')
}

function parsePart(schema: z.ZodType | undefined, given: unknown, part: string): unknown {
  if (schema === undefined) {
    const [unknown] = Object.keys(given ?? {})
    if (unknown !== undefined) throw new Problem('invalidRequest', { field: unknown })
    return {}
  }
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  throw invalid(parsed.error, part)
}

function invalid(error: z.ZodError, part: string): Problem {
  const errors = error.issues.flatMap((issue) => {
    const path = issue.path.map(String)
    const fields = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path]
    return fields.map((field) => ({
      field: field.join('.') || part,
      code: issue.code,
      message: issue.message,
    }))
  })
  return new Problem('invalidRequest', { field: errors[0]?.field ?? part, errors: errors.slice(0, 20) })
}

function reply(deps: Deps, route: Route, res: Response, result: unknown): void {
  const usual = route.status ?? 200
  const made = result instanceof Answer ? result : new Answer(usual, result)
  if (deps.settings.checkReplies) checkReply(route, made, usual)
  for (const [name, value] of Object.entries(made.headers)) res.setHeader(name, value)
  for (const cookie of made.cookies) res.append('Set-Cookie', cookie)
  res.setHeader('Cache-Control', 'no-store')
  if (made.body === undefined) res.status(made.status).end()
  else res.status(made.status).json(made.body)
}

/** Fails where a reply isn't what the document says it is. */
function checkReply(route: Route, made: Answer, usual: number): void {
  const schema = made.status === usual ? route.reply : route.also?.[made.status]?.schema
  const documented = made.status === usual || route.also?.[made.status] !== undefined
  if (!documented) throw new Error(`${route.id}: replies ${made.status}, which the document doesn't name`)
  // Through JSON, for that is what leaves: undefined members are gone and dates are text.
  const body: unknown = made.body === undefined ? undefined : JSON.parse(JSON.stringify(made.body))
  const parsed =
    schema === undefined ? { success: body === undefined, error: 'no body' } : schema.safeParse(body)
  if (!parsed.success)
    throw new Error(`${route.id}: the reply differs from the document: ${String(parsed.error)}`)
}

// Signing in through identity providers: which there are, on the way to one, and back. These are addresses that a browser
// goes to, so a refusal is a page for whoever asks for one.
import type { Request, Response } from 'express'
import { z } from 'zod'
import { realNow } from '../auth/authenticate.ts'
import { deviceOf, isSecure } from '../auth/context.ts'
import { PROVIDER_COOKIE, cookieOf, noPassingCookie, passingCookie, sessionCookie } from '../auth/cookies.ts'
import { beginAtProvider, finishAtProvider, safeReturn } from '../auth/provider-sign-in.ts'
import type { Provider } from '../auth/providers.ts'
import type { Seals } from '../auth/seals.ts'
import type { Deps } from '../deps.ts'
import { Problem, problemBody } from '../problems.ts'
import { WRITTEN, route } from '../route.ts'
import type { Route } from '../route.ts'
import { problemPage } from '../problem-page.ts'

const tag = 'session'
const byProvider = z.strictObject({ provider: z.string().max(31) })

interface BrowserCall {
  readonly deps: Deps
  readonly req: Request
  readonly res: Response
  readonly params: { readonly provider: string }
}

/** Does what a browser came for; a refusal becomes a page with the way back, where a page is what is asked for. */
async function forBrowser(
  { deps, req, res, params }: BrowserCall,
  work: (provider: Provider, seals: Seals) => Promise<void>,
): Promise<typeof WRITTEN> {
  res.setHeader('Cache-Control', 'no-store')
  res.setHeader('Referrer-Policy', 'no-referrer')
  try {
    const provider = deps.providers.find(params.provider)
    if (provider === null || deps.seals === null) throw new Problem('notFound')
    await work(provider, deps.seals)
    return WRITTEN
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    deps.log.warn({ provider: params.provider, code: error.code }, 'sign-in through a provider was refused')
    if (req.accepts(['application/json', 'text/html']) !== 'text/html') throw error
    const { retryAfterSeconds } = error.parts
    if (retryAfterSeconds !== undefined) res.setHeader('Retry-After', String(retryAfterSeconds))
    res
      .status(error.status)
      .type('html')
      .send(problemPage(String(problemBody(error)['title'])))
    return WRITTEN
  }
}

export const signInRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/sign-in',
    id: 'listSignIns',
    summary: 'The ways to sign in beside a password: a button for each, and where it leads',
    tag,
    access: 'public',
    reply: z.object({
      providers: z.array(z.object({ id: z.string(), label: z.string(), url: z.string() })),
    }),
    handle: async ({ deps }) => ({
      providers: deps.providers.list.map(({ id, label }) => ({ id, label, url: `/api/v1/sign-in/${id}` })),
    }),
  }),
  route({
    method: 'get',
    path: '/sign-in/{provider}',
    id: 'beginSignIn',
    summary: 'For a browser: leads to the identity provider; `returnTo` is a path on this site',
    tag,
    access: 'public',
    params: byProvider,
    query: z.strictObject({ returnTo: z.string().max(1000).optional() }),
    also: { 302: { description: 'To the provider' } },
    handle: (call) =>
      forBrowser(call, async (provider, seals) => {
        const { deps, res, query } = call
        const { publicUrl } = deps.settings
        const returnTo = safeReturn(publicUrl, query.returnTo)
        const { url, sealed } = await beginAtProvider(provider, seals, {
          publicUrl,
          returnTo,
          now: realNow(),
        })
        res.append('Set-Cookie', passingCookie(PROVIDER_COOKIE, sealed, isSecure(deps)))
        res.redirect(302, url)
      }),
  }),
  route({
    method: 'get',
    path: '/sign-in/{provider}/callback',
    id: 'finishSignIn',
    summary:
      'For a browser: back from the identity provider; begins a session and goes on to where it was asked for',
    tag,
    access: 'public',
    params: byProvider,
    query: z.looseObject({}),
    also: { 303: { description: 'Signed in; on to `returnTo`' } },
    handle: (call) =>
      forBrowser(call, async (provider, seals) => {
        const { deps, req, res } = call
        const { publicUrl, sessionHours } = deps.settings
        // Whatever comes of it, what was sent is answered.
        res.append('Set-Cookie', noPassingCookie(PROVIDER_COOKIE, isSecure(deps)))
        const { session, returnTo } = await finishAtProvider(deps.pool, {
          provider,
          seals,
          publicUrl,
          sealed: cookieOf(req.headers.cookie, PROVIDER_COOKIE.name),
          search: new URL(req.originalUrl, publicUrl).search,
          device: deviceOf(req),
          now: realNow(),
          sessionHours,
        })
        res.append('Set-Cookie', sessionCookie(session.secret, isSecure(deps)))
        res.redirect(303, returnTo)
      }),
  }),
]

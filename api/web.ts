// The web application out of its built files, from the same origin as the API: hashed files may be kept for ever, the page
// itself never. The page's policy lets only its own files run; styles that the interface makes carry a nonce, new for each
// answer. Addresses of pages all get the page; an address of the API or of a file that isn't there stays a 404.
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import express from 'express'
import type { Express, Request, Response } from 'express'

const YEAR_SECONDS = 31_536_000
const NONCE_PLACE = /__CSP_NONCE__/gu
/** Ways to send a file that the build made beside it, the smaller first. */
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const
const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css' }

/** Prefixes of everything that isn't a page. */
const NOT_PAGES = /^\/(?:api|verify|assets|healthz|readyz|metrics)(?:\/|$)/u

/** What the service worker may do: its own file, and requests to this origin. */
const WORKER_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'"

/** What a page may load, run and talk to. Attributes of styles are set by charts and lists; they can't run anything. */
function policy(nonce: string): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Serves the built files of a folder; without them every page is a 404, and the API works all the same. */
export function mountWeb(app: Express, folder: string): void {
  const index = join(folder, 'index.html')
  app.use('/assets', sendCompressed(folder))
  app.use('/assets', express.static(join(folder, 'assets'), { index: false, immutable: true, maxAge: '1y' }))
  app.use(express.static(folder, { index: false, maxAge: '1h', setHeaders: freshWorker }))
  app.get('/{*path}', (req, res, next) => {
    if (!isPage(req) || !existsSync(index)) {
      next()
      return
    }
    const page = readFileSync(index, 'utf8')
    const nonce = randomBytes(16).toString('base64')
    res.setHeader('Content-Security-Policy', policy(nonce))
    res.setHeader('Permissions-Policy', 'camera=(self), geolocation=(), microphone=()')
    res.setHeader('Cache-Control', 'no-store')
    res.type('html').send(page.replace(NONCE_PLACE, nonce))
  })
}

/** A page is asked for by somebody who wants to look at one, under an address without an ending. */
function isPage(req: Request): boolean {
  if (NOT_PAGES.test(req.path) || /\.\w+$/u.test(req.path)) return false
  return req.accepts(['html', 'json']) === 'html'
}

/** A service worker is looked for anew at each visit, and may do nothing but fetch from here. */
function freshWorker(res: Response, path: string): void {
  if (/(?:sw|webmanifest|manifest)\.\w+$/u.test(path)) res.setHeader('Cache-Control', 'no-cache')
  if (/[\\/]sw\.js$/u.test(path)) res.setHeader('Content-Security-Policy', WORKER_POLICY)
}

/** Sends the copy of a text file that was compressed at build, where the browser takes it. */
function sendCompressed(folder: string) {
  return (req: Request, res: Response, next: () => void): void => {
    const name = /^\/([\w.-]+\.(js|css))$/u.exec(req.path)
    const type = TYPES[name?.[2] ?? '']
    if (name === null || type === undefined || (req.method !== 'GET' && req.method !== 'HEAD')) {
      next()
      return
    }
    res.vary('Accept-Encoding')
    const found = ENCODINGS.find(
      ([encoding, ending]) =>
        req.acceptsEncodings(encoding) === encoding &&
        existsSync(join(folder, 'assets', `${name[1] ?? ''}${ending}`)),
    )
    if (found === undefined) {
      next()
      return
    }
    res.sendFile(`${name[1] ?? ''}${found[1]}`, {
      root: join(folder, 'assets'),
      headers: {
        'Content-Type': `${type}; charset=utf-8`,
        'Content-Encoding': found[0],
        'Cache-Control': `public, max-age=${YEAR_SECONDS}, immutable`,
      },
    })
  }
}

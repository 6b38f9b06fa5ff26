// The service worker: keeps the files that the application needs to open without a network, in one version at a time. With a
// network the page always comes from the server, so that nobody works with an old release; what the API answers is never kept
// here, for who may see it differs from person to person.
interface ShellFiles {
  /** Changes whenever one of the files does. */
  readonly version: string
  /** The page's own program: a page that runs another one is of another release. */
  readonly entry: string
  readonly files: readonly string[]
}

interface LastingEvent extends Event {
  readonly waitUntil: (work: Promise<unknown>) => void
}

interface AskedEvent extends LastingEvent {
  readonly request: Request
  readonly respondWith: (answer: Promise<Response>) => void
}

interface ToldEvent extends LastingEvent {
  readonly data: unknown
  readonly ports: readonly MessagePort[]
}

/** As much of a worker's surroundings as this one uses; TypeScript's own description of them excludes a page's. */
interface Surroundings {
  readonly TRINH_SHELL: ShellFiles
  readonly clients: { readonly claim: () => Promise<void> }
  readonly skipWaiting: () => Promise<void>
  addEventListener(type: 'install' | 'activate', listener: (event: LastingEvent) => void): void
  addEventListener(type: 'fetch', listener: (event: AskedEvent) => void): void
  addEventListener(type: 'message', listener: (event: ToldEvent) => void): void
}

const worker = self as unknown as Surroundings
const shell = worker.TRINH_SHELL

const PREFIX = 'trinh-shell-'
const CACHE = `${PREFIX}${shell.version}`
const PAGE = '/'
/** How long a page is waited for before the kept one is shown, in milliseconds: a weak signal is worse than none. */
const PATIENCE_MS = 5_000
const AWAY = [502, 503, 504]
/** Addresses that are not pages of the application. */
const NOT_PAGES = /^\/(?:api|verify|assets|healthz|readyz|metrics|anchors)(?:\/|$)|\.\w+$/u
const FILES = /^\/assets\/|^\/icon\.svg$/u

async function install(): Promise<void> {
  const cache = await caches.open(CACHE)
  await cache.addAll(shell.files)
  const page = await fetch(PAGE, { cache: 'no-store', headers: { accept: 'text/html' } })
  if (!page.ok) throw new Error(`the page answered ${page.status}`)
  await cache.put(PAGE, page)
}

async function activate(): Promise<void> {
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE)
  await Promise.all(old.map((name) => caches.delete(name)))
  await worker.clients.claim()
}

async function keptPage(): Promise<Response | undefined> {
  return (await caches.open(CACHE)).match(PAGE)
}

const patience = (): Promise<null> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(null), PATIENCE_MS)
  })

/** The server's page; the kept one where none comes in time. */
async function page(request: Request): Promise<Response> {
  const asked = fetch(request)
  const answer = await Promise.race([asked.catch(() => null), patience()])
  if (answer !== null && !AWAY.includes(answer.status)) return answer
  return (await keptPage()) ?? asked
}

/** A file of the build never changes under its name: kept once, it is not asked for again. */
async function file(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  const kept = await cache.match(request, { ignoreVary: true })
  if (kept !== undefined) return kept
  const answer = await fetch(request)
  if (answer.status === 200) await cache.put(request, answer.clone())
  return answer
}

worker.addEventListener('install', (event) => event.waitUntil(install()))
worker.addEventListener('activate', (event) => event.waitUntil(activate()))

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  if (request.mode === 'navigate' && !NOT_PAGES.test(pathname)) event.respondWith(page(request))
  else if (FILES.test(pathname)) event.respondWith(file(request))
})

worker.addEventListener('message', (event) => {
  if (event.data === 'entry') event.ports[0]?.postMessage(shell.entry)
  if (event.data === 'activate') event.waitUntil(worker.skipWaiting())
})

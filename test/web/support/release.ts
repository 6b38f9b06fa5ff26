// The site behind an address of its own, at which a newer release can be brought out: its service worker is then another one,
// of a page with another program. All else goes through to the site as it is.
import { createServer, request } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Releases {
  readonly url: string
  /** From now on the worker is that of a newer release. */
  readonly bringOut: () => void
  readonly stop: () => Promise<void>
}

interface ShellFiles {
  readonly version: string
  readonly entry: string
}

/** The version under which a newer release keeps its files. */
export const NEWER = 'newer'

/** The worker's source as a build of changed sources would have it. */
async function newerWorker(site: string): Promise<string> {
  const source = await (await fetch(new URL('/sw.js', site))).text()
  const [line = ''] = source.split('\n', 1)
  const shell = JSON.parse(line.slice(line.indexOf('{'), line.lastIndexOf('}') + 1)) as ShellFiles
  const newer: ShellFiles = { ...shell, version: NEWER, entry: '/assets/index-newer.js' }
  return `self.TRINH_SHELL=${JSON.stringify(newer)};${source.slice(line.length)}`
}

export async function serveReleases(site: string): Promise<Releases> {
  let worker: string | null = null
  const newer = await newerWorker(site)
  const through = (asked: IncomingMessage, answer: ServerResponse): void => {
    const onward = request(new URL(asked.url ?? '/', site), { method: asked.method, headers: asked.headers })
    onward.on('response', (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers)
      given.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    answer.on('close', () => onward.destroy())
    asked.pipe(onward)
  }
  const server = createServer((asked, answer) => {
    if (worker === null || asked.url !== '/sw.js') through(asked, answer)
    else answer.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-cache' }).end(worker)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bringOut: () => {
      worker = newer
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

// The proxy's part in the trial: hands each request to one of the API processes in turn. One that can't be reached is
// passed over, for the request was not sent yet; one that dies under a request makes a 502, as the real proxy does.
import { Agent, createServer, request } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Proxy {
  readonly url: string
  /** How many requests each API process answered, by port. */
  readonly answered: ReadonlyMap<number, number>
  close(): Promise<void>
}

/** Starts the proxy on a free port in front of the ports that `ports()` names at each request. */
export async function startProxy(ports: () => readonly number[]): Promise<Proxy> {
  const answered = new Map<number, number>()
  // No connection is kept: a dead process is found when connecting, before anything of the request is sent.
  const agent = new Agent({ keepAlive: false })
  let turn = 0

  const forward = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const body = await bodyOf(req)
    const all = ports()
    turn += 1
    for (let tried = 0; tried < all.length; tried += 1) {
      const port = all[(turn + tried) % all.length] ?? 0
      const outcome = await passOn(agent, port, req, body, res)
      if (outcome === 'answered') {
        answered.set(port, (answered.get(port) ?? 0) + 1)
        return
      }
      if (outcome === 'broken') break
    }
    if (!res.headersSent)
      res.writeHead(502, { 'content-type': 'application/json' }).end('{"code":"badGateway"}')
    else res.destroy()
  }

  const server = createServer((req, res) => {
    void forward(req, res).catch((error: unknown) => {
      res.destroy(error instanceof Error ? error : new Error(String(error)))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, answered, close: () => closed(server) }
}

function passOn(
  agent: Agent,
  port: number,
  req: IncomingMessage,
  body: Buffer,
  res: ServerResponse,
): Promise<'answered' | 'unreachable' | 'broken'> {
  return new Promise((resolve) => {
    const headers = { ...req.headers, 'x-forwarded-for': req.socket.remoteAddress ?? '', connection: 'close' }
    const options = { host: '127.0.0.1', port, method: req.method, path: req.url, headers, agent }
    const sending = request(options, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(res)
      answer.once('end', () => resolve('answered'))
      answer.once('error', () => resolve('broken'))
    })
    sending.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'ECONNREFUSED' ? 'unreachable' : 'broken'),
    )
    sending.end(body)
  })
}

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of req) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

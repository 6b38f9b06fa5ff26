// A real HTTP receiver for tests of webhooks: what it answers is asked of the test, what it got is kept as it came.
import { createServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface Got {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Receiver {
  readonly url: string
  readonly port: number
  readonly got: Got[]
  /** How a request is answered; 204 unless told. */
  answer: (got: Got, res: ServerResponse) => void
  close(): Promise<void>
}

export async function aReceiver(): Promise<Receiver> {
  const got: Got[] = []
  const state: { answer: Receiver['answer'] } = { answer: (_, res) => res.writeHead(204).end() }
  const take = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const one = { path: req.url ?? '', headers: req.headers, body: await text(req) }
    got.push(one)
    state.answer(one, res)
  }
  const server = createServer((req, res) => void take(req, res))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  return Object.defineProperty(
    {
      url: `http://127.0.0.1:${port}/hook`,
      port,
      got,
      answer: state.answer,
      close: async () => {
        server.closeAllConnections()
        await new Promise<void>((resolve) => server.close(() => resolve()))
      },
    },
    'answer',
    {
      get: () => state.answer,
      set: (answer: Receiver['answer']) => {
        state.answer = answer
      },
    },
  )
}

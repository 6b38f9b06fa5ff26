// A wire between the system and PostgreSQL that can be cut in one direction: requests still arrive, and their answers
// are lost.
import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

export interface Wire {
  /** The same database through the wire. */
  through(url: string): string
  /** From now on no answer comes through on the connections that are open. */
  loseAnswers(): void
  /** Breaks those connections; new ones are whole. */
  breakOff(): void
  end(): Promise<void>
}

/** Lays a wire to the server of a database URL. */
export async function aWire(databaseUrl: string): Promise<Wire> {
  const target = new URL(databaseUrl)
  const open = new Set<Socket>()
  const deaf = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    open.add(near)
    near.on('data', (chunk) => far.write(chunk))
    far.on('data', (chunk) => {
      if (!deaf.has(near)) near.write(chunk)
    })
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(near)
        deaf.delete(near)
        other.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  return {
    through: (url) => Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).toString(),
    loseAnswers: () => {
      for (const socket of open) deaf.add(socket)
    },
    breakOff: () => {
      for (const socket of [...deaf]) socket.destroy()
    },
    end: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

// The load driver's HTTP: one kept-alive connection a user, JSON in and out, nothing retried unless the caller says so.
import http from 'node:http'

export interface Reply {
  readonly status: number
  readonly body: unknown
  readonly headers: http.IncomingHttpHeaders
}

export class HttpUser {
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  private readonly base: URL
  private readonly headers: Readonly<Record<string, string>>

  constructor(base: string, headers: Readonly<Record<string, string>> = {}) {
    this.base = new URL(base)
    this.headers = headers
  }

  /** Sends a request and reads the whole answer; rejects when the connection breaks. */
  send(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Reply> {
    const text = body === undefined ? undefined : JSON.stringify(body)
    return new Promise((resolve, reject) => {
      const request = http.request(
        {
          agent: this.agent,
          host: this.base.hostname,
          port: this.base.port,
          method,
          path,
          headers: {
            ...this.headers,
            ...headers,
            ...(text === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
          },
        },
        (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('error', reject)
          response.on('end', () => {
            const raw = Buffer.concat(parts).toString('utf8')
            const json = String(response.headers['content-type'] ?? '').includes('json')
            resolve({
              status: response.statusCode ?? 0,
              body: json && raw !== '' ? JSON.parse(raw) : raw,
              headers: response.headers,
            })
          })
        },
      )
      request.on('error', reject)
      request.end(text)
    })
  }

  close(): void {
    this.agent.destroy()
  }
}

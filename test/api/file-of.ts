// A file as the API sends it.
import type { Test } from 'supertest'

export interface Sent {
  readonly bytes: Buffer
  readonly headers: Readonly<Record<string, string>>
}

/** Sends a request that must be answered with 200 and a file. */
export async function fileOf(test: Test): Promise<Sent> {
  const { body, headers } = await test
    .buffer(true)
    .parse((res, done) => {
      const parts: Buffer[] = []
      res.on('data', (part: Buffer) => parts.push(part))
      res.on('end', () => done(null, Buffer.concat(parts)))
    })
    .expect(200)
  return { bytes: body as Buffer, headers }
}

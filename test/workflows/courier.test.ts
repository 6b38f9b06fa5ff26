// A real worker process, killed while a mail server and a receiver have what it sent and haven't answered: the next process
// sends both again under the same ids, once, and nothing else.
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { generateKeyPem, keysFromPem } from '../../activities/record/keys.ts'
import { newWebhookSecret, secretBoxOf } from '../../activities/webhooks/secrets.ts'
import { LONG_AGO, MONDAY, theClockStandsAt } from '../support/builders.ts'
import { aPostOffice } from '../support/post-office.ts'
import type { PostOffice } from '../support/post-office.ts'
import { aReceiver } from '../support/receiver.ts'
import type { Receiver } from '../support/receiver.ts'
import { aScene } from '../support/scene.ts'
import type { Scene } from '../support/scene.ts'
import { devServer } from '../support/temporal.ts'
import { startWorkerProcess, workerFolder } from '../support/worker-process.ts'

const LIMIT = { timeout: 90_000, interval: 50 }
const signingKey = generateKeyPem()

let at: Scene
let env: TestWorkflowEnvironment
let office: PostOffice
let receiver: Receiver
let dataDir: string
let child: ChildProcess | null = null

beforeAll(async () => {
  at = await aScene()
  env = await devServer()
  office = await aPostOffice()
  receiver = await aReceiver()
  dataDir = workerFolder()
  await theClockStandsAt(at.pool, MONDAY)
})
afterAll(async () => {
  await receiver.close()
  await office.close()
  await env.teardown()
  await at.drop()
  rmSync(dataDir, { recursive: true, force: true })
})
afterEach(() => {
  child?.kill('SIGKILL')
  child = null
})

async function aWorker(): Promise<ChildProcess> {
  child = await startWorkerProcess({
    databaseUrl: at.appUrl,
    namespace: env.namespace ?? 'default',
    dataDir,
    environment: {
      SIGNING_KEY: signingKey,
      SMTP_URL: office.url,
      MAIL_FROM: 'trinh@example.vn',
      WEBHOOK_ALLOW: '127.0.0.0/8',
      PUBLIC_URL: 'https://trinh.example.vn',
      TRINH_CLOCK: 'stepped',
    },
  })
  return child
}

const one = async <T>(text: string): Promise<T | undefined> =>
  (await at.pool.query<T & Record<string, unknown>>(text)).rows[0]

it('loses nothing and repeats under the same ids', async () => {
  await at.pool.query("UPDATE person SET email = 'canbo@example.vn' WHERE id = $1", [at.police])
  const hook = randomUUID()
  await at.pool.query(
    `INSERT INTO webhook (id, office_id, label, url, created_by, created_at) VALUES ($1, $2, 'test', $3, 'me', $4)`,
    [hook, at.commune, receiver.url, LONG_AGO],
  )
  await at.pool.query(
    'INSERT INTO webhook_secret (id, webhook_id, sealed, created_at) VALUES ($1, $2, $3, $4)',
    ['whk_test', hook, secretBoxOf(keysFromPem(signingKey)).seal(newWebhookSecret()), LONG_AGO],
  )
  office.onData = () => 'hang'
  receiver.answer = () => undefined
  const first = await aWorker()
  const { id } = await at.submitted('Trạm Y tế')
  await vi.waitFor(() => {
    expect(office.taken).toHaveLength(1)
    expect(receiver.got).toHaveLength(1)
  }, LIMIT)
  first.kill('SIGKILL')
  await once(first, 'exit')
  expect(await one('SELECT status, attempts FROM mail')).toEqual({ status: 'waiting', attempts: 1 })
  expect(await one('SELECT status, attempts FROM webhook_delivery')).toEqual({
    status: 'waiting',
    attempts: 1,
  })
  // The leases of the dead end.
  await at.pool.query('UPDATE mail SET claimed_until = clock_timestamp()')
  await at.pool.query('UPDATE webhook_delivery SET claimed_until = clock_timestamp()')
  office.onData = () => 'accept'
  receiver.answer = (_, res) => res.writeHead(204).end()
  const second = await aWorker()
  await vi.waitFor(async () => {
    expect(await one('SELECT status, attempts FROM mail')).toEqual({ status: 'sent', attempts: 2 })
    expect(await one('SELECT status, attempts FROM webhook_delivery')).toEqual({
      status: 'sent',
      attempts: 2,
    })
  }, LIMIT)
  expect(new Set(office.taken.map(({ messageId }) => messageId)).size).toBe(1)
  expect(new Set(receiver.got.map(({ headers }) => headers['trinh-delivery'])).size).toBe(1)
  expect(office.taken).toHaveLength(2)
  expect(receiver.got).toHaveLength(2)
  expect(receiver.got[0]?.body).toBe(receiver.got[1]?.body)
  expect(await one(`SELECT count(*)::int AS n FROM notice WHERE dossier_id = '${id}'`)).toEqual({ n: 1 })
  // Told to stop, it ends by itself.
  second.kill('SIGTERM')
  const [code] = (await once(second, 'exit')) as [number | null]
  expect(code).toBe(0)
  child = null
})

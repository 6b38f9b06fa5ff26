// An API under test: a real application over a database of its own, listening on a free port; with a real Temporal server
// and a worker in this process where actions are tested. People log in as they do in a browser.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client, Connection } from '@temporalio/client'
import { DefaultLogger, Worker, bundleWorkflowCode } from '@temporalio/worker'
import { pino } from 'pino'
import supertest from 'supertest'
import type { Test } from 'supertest'
import { createActivities } from '../../activities/index.ts'
import { createPrisma } from '../../activities/pool.ts'
import { newId } from '../../activities/record/ids.ts'
import { CONNECTION_OPTIONS } from '../../api/act.ts'
import { createApp } from '../../api/app.ts'
import { createProviders } from '../../api/auth/providers.ts'
import { createSeals } from '../../api/auth/seals.ts'
import { createImportWork } from '../../api/imports/work.ts'
import { hashPassword } from '../../api/auth/passwords.ts'
import { newSecret, secretHash } from '../../api/auth/secrets.ts'
import type { ApiSettings, Deps } from '../../api/deps.ts'
import { createFeed } from '../../api/feed.ts'
import { createMetrics } from '../../api/metrics.ts'
import type { ProviderSettings } from '../../config-sign-in.ts'
import type { Role } from '../../domain/vocabulary.ts'
import { TASK_QUEUE } from '../../workflows/messages.ts'
import { MONDAY, aPerson, aRecord, theClockStandsAt } from '../support/builders.ts'
import type { TestRecord } from '../support/builders.ts'
import { devServer } from '../support/temporal.ts'

/** Every account of the tests has this password; hashed once, for hashing is slow on purpose. */
export const PASSWORD = 'mot-mat-khau-du-dai'
export const SEALING_KEY = Buffer.alloc(32, 7)
let hashed: Promise<string> | null = null

export interface ApiUnderTest {
  readonly at: TestRecord
  readonly deps: Deps
  readonly url: string
  readonly server: Server
  close(): Promise<void>
}

export interface ApiOptions {
  readonly settings?: Partial<ApiSettings>
  /** Start a Temporal server's namespace and a worker: needed for actions to be decided. */
  readonly withWorker?: boolean
  readonly providers?: readonly ProviderSettings[]
  /** As an instance without a sealing key. */
  readonly withoutSeals?: boolean
}

/** Starts an API; its clock is stepped and stands on MONDAY. */
export async function startApi({
  settings = {},
  withWorker = false,
  providers = [],
  withoutSeals = false,
}: ApiOptions = {}): Promise<ApiUnderTest> {
  const at = await aRecord()
  await theClockStandsAt(at.pool, MONDAY)
  const folder = mkdtempSync(join(tmpdir(), 'trinh-api-'))
  const documentDir = join(folder, 'documents')
  const temporal = withWorker ? await startWorker(at, documentDir) : await nobody()
  const log = pino({ level: 'silent' })
  const deps: Deps = {
    pool: at.pool,
    prisma: createPrisma(at.pool),
    temporal: temporal.client,
    keys: at.keys,
    seals: createSeals(withoutSeals ? [] : [SEALING_KEY]),
    providers: createProviders(providers),
    feed: createFeed(at.appUrl, at.pool, log),
    log,
    metrics: createMetrics(),
    settings: {
      publicUrl: 'http://trinh.test',
      documentDir,
      uploadMaxBytes: 200_000,
      sessionHours: 12,
      trustProxyHops: 0,
      clock: 'stepped',
      mailFrom: 'trinh@example.vn',
      webhookAllow: [],
      actionDeadlineMs: 10_000,
      loginFailuresPerAddress: 1000,
      publicPerMinute: 10_000,
      secondFactorRoles: [],
      openData: null,
      release: 'test',
      checkReplies: true,
      ...settings,
    },
  }
  const server = createServer(createApp(deps))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  return {
    at,
    deps,
    server,
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      await deps.feed.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await temporal.end()
      await deps.prisma.$disconnect()
      await at.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface TestTemporal {
  readonly client: Client
  end(): Promise<void>
}

/** A client of a port where nothing listens. */
async function nobody(): Promise<TestTemporal> {
  const connection = Connection.lazy({ address: '127.0.0.1:9', ...CONNECTION_OPTIONS, interceptors: [] })
  return { client: new Client({ connection }), end: () => connection.close() }
}

async function startWorker(at: TestRecord, documentDir: string): Promise<TestTemporal> {
  const environment = await devServer()
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: new URL('../../workflows/index.ts', import.meta.url).pathname,
    logger: new DefaultLogger('ERROR'),
  })
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    namespace: environment.namespace ?? 'default',
    taskQueue: TASK_QUEUE,
    workflowBundle,
    activities: createActivities({
      pool: at.pool,
      keys: at.keys,
      importWork: createImportWork({ pool: at.pool, documentDir, log: pino({ level: 'silent' }) }),
    }),
  })
  const running = worker.run()
  const connection = Connection.lazy({
    address: environment.address,
    ...CONNECTION_OPTIONS,
    interceptors: [],
  })
  return {
    client: new Client({ connection, namespace: environment.namespace ?? 'default' }),
    end: async () => {
      worker.shutdown()
      await running
      await connection.close()
      await environment.teardown()
    },
  }
}

/** Gives a person of the builders an account; his login is his id. */
export async function anAccount(api: ApiUnderTest, personId: string): Promise<string> {
  hashed ??= hashPassword(PASSWORD)
  await api.at.pool.query(
    'INSERT INTO account (person_id, login, password_hash) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [personId, personId, await hashed],
  )
  return personId
}

/** Somebody logged in, through the cookie of a browser or the token of a machine. */
export interface Visitor {
  readonly personId: string
  /** What he sends in the Authorization header. */
  readonly authorization: string
  get(path: string): Test
  post(path: string, body?: unknown): Test
  put(path: string, body?: unknown): Test
  delete(path: string): Test
  /** Asks for an action under a fresh key, or under the one given. */
  act(dossierId: string, action: string, input?: ActInput, key?: string): Test
  register(campaignId: string, body: object, key?: string): Test
}

export interface ActInput {
  readonly basis?: unknown
  readonly args?: object
  readonly body?: object
}

/** A person in a role of an office, with an account and a machine's token. */
export async function aVisitor(
  api: ApiUnderTest,
  role: Role,
  officeId: string,
  options: { name?: string; from?: string; to?: string | null } = {},
): Promise<Visitor> {
  return visitorFor(api, await aPerson(api.at.pool, role, officeId, options))
}

export async function visitorFor(api: ApiUnderTest, personId: string): Promise<Visitor> {
  await anAccount(api, personId)
  const token = `trn_${newSecret()}`
  await api.at.pool.query(
    'INSERT INTO machine_token (id, person_id, token_hash, label, created_at) VALUES ($1, $2, $3, $4, $5)',
    [newId(), personId, secretHash(token), 'test', new Date().toISOString()],
  )
  const authorization = `Bearer ${token}`
  const by = (test: Test): Test => test.set('Authorization', authorization)
  const v1 = (path: string): string => (path.startsWith('//') ? path.slice(1) : `/api/v1${path}`)
  const visitor: Visitor = {
    personId,
    authorization,
    get: (path) => by(supertest(api.url).get(v1(path))),
    post: (path, body) => send(by(supertest(api.url).post(v1(path))), body),
    put: (path, body) => send(by(supertest(api.url).put(v1(path))), body),
    delete: (path) => by(supertest(api.url).delete(v1(path))),
    act: (dossierId, action, input = {}, key = newId()) =>
      visitor
        .post(`/dossiers/${dossierId}/actions/${action}`, { basis: null, ...input })
        .set('Idempotency-Key', key),
    register: (campaignId, body, key = newId()) =>
      visitor.post(`/campaigns/${campaignId}/registrations`, body).set('Idempotency-Key', key),
  }
  return visitor
}

function send(test: Test, body: unknown): Test {
  return body === undefined ? test : test.send(body as object)
}

/** Where the visitor sees the dossier now: the basis of his next action. */
export async function basisOf(visitor: Visitor, dossierId: string) {
  const { body } = await visitor.get(`/dossiers/${dossierId}`).expect(200)
  const { step, round, contentHash } = body.state
  return { step, round, contentHash }
}

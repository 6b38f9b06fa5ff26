// The API as a process: settings, connections, server; says 'ready' to whoever started it, and stops when told to by a
// signal or by the end of the channel to its parent: no new requests, the ones under way finish, connections close.
import { Client, Connection } from '@temporalio/client'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { pino } from 'pino'
import { createPool, isOutage, createPrisma } from '../activities/pool.ts'
import { keysFromPem } from '../activities/record/keys.ts'
import { ConfigError, readConfig, requireSettings } from '../config.ts'
import { refuseUnfinished } from '../prisma/unfinished.ts'
import { CONNECTION_OPTIONS } from './act.ts'
import { createApp } from './app.ts'
import type { Deps } from './deps.ts'
import { createProviders } from './auth/providers.ts'
import { createSeals } from './auth/seals.ts'
import { createFeed } from './feed.ts'
import { createMetrics } from './metrics.ts'

/** Shorter than a proxy's usual limit of 60 s: an action that takes longer is answered as pending. */
const ACTION_DEADLINE_MS = 15_000
/** Longer than a proxy keeps its connections, so that none is closed under a request on its way. */
const KEEP_ALIVE_MS = 65_000
/** What is still under way after this long is cut off when stopping, in milliseconds. */
const STOP_LIMIT_MS = 20_000
const LOGIN_FAILURES_PER_ADDRESS = 100
const PUBLIC_PER_MINUTE = 120

async function main(): Promise<void> {
  const config = requireSettings(readConfig(), 'databaseUrl', 'temporalAddress', 'signingKeyPem')
  if (
    config.sealingKeys.length === 0 &&
    config.identityProviders.length + config.secondFactorRoles.length > 0
  )
    throw new ConfigError(
      'SEALING_KEY is not set: identity providers and second factors need it (openssl rand -base64 32)',
    )
  const log = pino({ level: config.logLevel, base: { process: 'api' } })
  const onConnectionError = (error: Error): void =>
    log.warn({ error: error.message }, 'a database connection broke')
  const pool = createPool({
    connectionString: config.databaseUrl,
    max: config.databasePoolMax,
    name: 'trinh-api',
    onConnectionError,
  })
  await refuseUnfinished(pool, isOutage)
  // Lazy: the API starts, and answers what it can, while Temporal is away.
  const connection = Connection.lazy({
    address: config.temporalAddress,
    ...CONNECTION_OPTIONS,
    interceptors: [],
  })
  const feed = createFeed(config.databaseUrl, pool, log)
  const prisma = createPrisma(pool)
  const deps: Deps = {
    pool,
    prisma,
    temporal: new Client({ connection, namespace: config.temporalNamespace }),
    keys: keysFromPem(config.signingKeyPem),
    seals: createSeals(config.sealingKeys),
    providers: createProviders(config.identityProviders),
    feed,
    log,
    metrics: createMetrics(),
    settings: {
      publicUrl: config.publicUrl,
      documentDir: config.documentDir,
      uploadMaxBytes: config.uploadMaxBytes,
      webDir: config.webDir,
      sessionHours: config.sessionHours,
      trustProxyHops: config.trustProxyHops,
      clock: config.clock,
      mailFrom: config.mailFrom,
      webhookAllow: config.webhookAllow,
      actionDeadlineMs: ACTION_DEADLINE_MS,
      loginFailuresPerAddress: LOGIN_FAILURES_PER_ADDRESS,
      publicPerMinute: PUBLIC_PER_MINUTE,
      secondFactorRoles: config.secondFactorRoles,
      openData: config.openData ?? null,
      release: config.release,
      checkReplies: false,
    },
  }
  const server = createServer(createApp(deps))
  server.keepAliveTimeout = KEEP_ALIVE_MS
  server.headersTimeout = KEEP_ALIVE_MS + 1_000
  await listen(server, config.port, config.host)
  log.info({ address: server.address() }, 'ready')
  process.send?.('ready')
  await told()
  await feed.close()
  await stopServing(server)
  await prisma.$disconnect()
  await pool.end()
  await connection.close()
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve())
  })
}

/** Resolves when the process is told to stop: by a signal, or because its parent is gone. */
function told(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
    process.once('disconnect', () => resolve())
  })
}

/** Lets requests under way finish, within a limit; event streams were closed with the feed. */
function stopServing(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => server.closeAllConnections(), STOP_LIMIT_MS)
    server.close(() => {
      clearTimeout(limit)
      resolve()
    })
    server.closeIdleConnections()
  })
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const expected = error instanceof ConfigError
    process.stderr.write(
      `${expected ? error.message : String(error instanceof Error ? error.stack : error)}\n`,
    )
    process.exit(1)
  },
)

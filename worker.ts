// A worker process: runs workflows and activities against one Temporal server and one PostgreSQL, as many beside each
// other as wanted. Holds no state. Ends gently on SIGTERM, SIGINT or the end of its parent: what runs is finished first.
import { join } from 'node:path'
import { Client } from '@temporalio/client'
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import type { LogEntry, WorkerOptions } from '@temporalio/worker'
import { pino } from 'pino'
import type { Logger } from 'pino'
import { wakeDuties } from './activities/campaign/start.ts'
import { startCourier } from './activities/courier.ts'
import type { Courier } from './activities/courier.ts'
import { createActivities } from './activities/index.ts'
import { createMailTransport } from './activities/mail/transport.ts'
import { noticeErrands } from './activities/notices/errands.ts'
import { webhookErrands } from './activities/webhooks/errands.ts'
import { secretBoxOf } from './activities/webhooks/secrets.ts'
import type { Pool } from './activities/pool.ts'
import { createPool, isOutage } from './activities/pool.ts'
import { startPaperMaker } from './activities/papers/loop.ts'
import { Renderer } from './activities/papers/renderer.ts'
import { keysFromPem } from './activities/record/keys.ts'
import type { SigningKeys } from './activities/record/keys.ts'
import { bundleOnce } from './activities/workflow-bundle.ts'
import { createImportWork } from './api/imports/work.ts'
import { ConfigError, readConfig, requireSettings } from './config.ts'
import type { Config } from './config.ts'
import { refuseUnfinished } from './prisma/unfinished.ts'
import { TASK_QUEUE } from './workflows/messages.ts'

/** How long to go on asking for a server that isn't there yet before giving up: whoever started us starts us again. */
const CONNECT_LIMIT_MS = 120_000
const CONNECT_PAUSE_MS = 500
/** The same line again within this time is counted and not printed: an outage fails hundreds of activities alike. */
const REPEAT_PAUSE_MS = 60_000

/** How long a mail server may keep silent, and a receiver of webhooks may take in all. */
const SMTP_TIMEOUT_MS = 30_000
const WEBHOOK_TIMEOUT_MS = 10_000

/**
 * Measured with 64 people at once: with the defaults a dossier's first action waits seconds, its task starving in the
 * common queue behind those of runs that this worker already holds. Half of many pollers for that queue cure it.
 */
const TUNING = {
  maxConcurrentWorkflowTaskExecutions: 200,
  maxConcurrentLocalActivityExecutions: 200,
  maxConcurrentWorkflowTaskPolls: 64,
  nonStickyToStickyPollRatio: 0.5,
  // When a worker is killed, the runs that it held come to the others after this long.
  stickyQueueScheduleToStartTimeout: '5s',
  shutdownGraceTime: '8s',
  shutdownForceTime: '15s',
} as const satisfies Partial<WorkerOptions>

async function main(): Promise<void> {
  const config = requireSettings(readConfig(), 'databaseUrl', 'temporalAddress', 'signingKeyPem')
  const log = pino({ name: 'worker', level: config.logLevel })
  installRuntime(config, log)
  const [workflowBundle, connection] = await Promise.all([
    bundleOnce(join(config.dataDir, 'workflow-bundles')),
    connect(config.temporalAddress, log),
  ])
  const pool = createPool({
    connectionString: config.databaseUrl,
    max: config.databasePoolMax,
    name: 'trinh worker',
    onConnectionError: (error) => log.warn({ error: error.message }, 'a database connection broke'),
  })
  const papers = startPaperMaker(
    { pool, renderer: new Renderer(), documentDir: config.documentDir, publicUrl: config.publicUrl },
    (error) => log.warn({ error: textOf(error) }, 'papers were not made'),
  )
  try {
    await refuseUnfinished(pool, isOutage)
    const worker = await Worker.create({
      ...TUNING,
      connection,
      namespace: config.temporalNamespace,
      taskQueue: TASK_QUEUE,
      workflowBundle: { codePath: workflowBundle.codePath },
      // Stands in every workflow task's history: short.
      buildId: workflowBundle.hash,
      maxCachedWorkflows: config.maxCachedWorkflows,
      activities: createActivities({
        pool,
        keys: keysFromPem(config.signingKeyPem),
        anchorDir: config.anchorDir,
        documentDir: config.documentDir,
        importWork: createImportWork({ pool, log, documentDir: config.documentDir }),
        onNotifyError: (error) => log.warn({ error: textOf(error) }, 'listeners were not told of a change'),
      }),
    })
    await wakeDuties(new Client({ connection, namespace: config.temporalNamespace }), { clock: config.clock })
    const running = worker.run()
    const courier = courierOf(config, pool, keysFromPem(config.signingKeyPem), log)
    for (const ending of ['SIGTERM', 'SIGINT', 'disconnect'] as const)
      process.once(ending, () => void courier.stop())
    process.once('disconnect', () => {
      if (worker.getState() === 'RUNNING') worker.shutdown()
    })
    // Listening must not keep the process alive when all is done.
    process.channel?.unref()
    // The SDK itself listens for SIGTERM and SIGINT and shuts its workers down.
    process.send?.('ready')
    log.info({ taskQueue: TASK_QUEUE, workflows: workflowBundle.hash }, 'worker ready')
    await running
    await courier.stop()
    log.info('worker ended')
  } finally {
    await papers.stop()
    await pool.end()
    await connection.close()
  }
}

/** News, mails and webhooks leave from here, beside the workflows and without them. */
function courierOf(config: Config, pool: Pool, keys: SigningKeys, log: Logger): Courier {
  const { smtpUrl, mailFrom: from, mailDir: folder, publicUrl } = config
  const transport = createMailTransport({ smtpUrl, from, folder, timeoutMs: SMTP_TIMEOUT_MS })
  return startCourier({
    pool,
    errands: [
      ...noticeErrands({ pool, transport, publicUrl }),
      ...webhookErrands({
        pool,
        publicUrl,
        secrets: secretBoxOf(keys),
        limits: { allowed: config.webhookAllow, timeoutMs: WEBHOOK_TIMEOUT_MS },
      }),
    ],
    onError: (errand, error) => log.warn({ errand, error: textOf(error) }, 'what leaves the house waits'),
  })
}

function installRuntime(config: Config, log: Logger): void {
  const { workerMetricsAddress } = config
  Runtime.install({
    logger: new DefaultLogger('WARN', oncePerMinute(log)),
    telemetryOptions: {
      logging: { filter: { core: 'ERROR', other: 'ERROR' }, forward: {} },
      ...(workerMetricsAddress === undefined
        ? {}
        : { metrics: { prometheus: { bindAddress: workerMetricsAddress } } }),
    },
  })
}

/** Writes the SDK's log entries; a message that was written within the last minute is only counted. */
function oncePerMinute(log: Logger): (entry: LogEntry) => void {
  const written = new Map<string, { readonly at: number; repeats: number }>()
  return ({ level, message, meta }) => {
    const known = written.get(message)
    const now = Date.now()
    if (known !== undefined && now - known.at < REPEAT_PAUSE_MS) {
      known.repeats += 1
      return
    }
    written.set(message, { at: now, repeats: 0 })
    const { error, workflowId, activityType, sdkComponent }: Readonly<Record<string, unknown>> = meta ?? {}
    const about = { workflowId, activityType, sdkComponent, repeats: known?.repeats || undefined }
    const severity = (
      { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const
    )[level]
    log[severity](error === undefined ? about : { ...about, error: textOf(error) }, message)
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Connects as soon as the server answers; it may still be starting. */
async function connect(address: string, log: Logger): Promise<NativeConnection> {
  const givesUpAt = Date.now() + CONNECT_LIMIT_MS
  for (let said = false; ; said = true) {
    try {
      return await NativeConnection.connect({ address })
    } catch (error) {
      if (Date.now() > givesUpAt) throw error
      if (!said) log.warn({ address, error: textOf(error) }, 'waiting for the Temporal server')
      await new Promise((resolve) => setTimeout(resolve, CONNECT_PAUSE_MS))
    }
  }
}

main().catch((error: unknown) => {
  const text =
    error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error)
  process.stderr.write(`worker: ${text}\n`)
  process.exit(1)
})

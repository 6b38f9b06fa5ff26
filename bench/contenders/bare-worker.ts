// The bare rival's worker process: `tuned` takes the product's own worker settings, else the SDK's defaults.
import { NativeConnection, Runtime, Worker } from '@temporalio/worker'
import pg from 'pg'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { BareAction, BareState } from './bare-types.ts'
import { storeRows } from './bare-rows.ts'

const { values } = parseArgs({
  options: {
    address: { type: 'string' },
    namespace: { type: 'string' },
    database: { type: 'string' },
    queue: { type: 'string', default: 'bare' },
    port: { type: 'string' },
    tuned: { type: 'boolean', default: false },
  },
})

const PRELOAD = fileURLToPath(new URL('../../workflows/preload.ts', import.meta.url))
const WORKFLOWS = fileURLToPath(new URL('./bare-workflow.ts', import.meta.url))

const TUNED = {
  maxConcurrentWorkflowTaskExecutions: 200,
  maxConcurrentLocalActivityExecutions: 200,
  maxConcurrentWorkflowTaskPolls: 64,
  nonStickyToStickyPollRatio: 0.5,
} as const

Runtime.install({ telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' }, forward: {} } } })
const pool = new pg.Pool({ connectionString: values.database, max: 16 })
const connection = await NativeConnection.connect({ address: values.address })
const worker = await Worker.create({
  connection,
  namespace: values.namespace,
  taskQueue: values.queue,
  workflowsPath: WORKFLOWS,
  maxCachedWorkflows: 300,
  activities: { store: (state: BareState, action: BareAction) => storeRows(pool, state, action) },
  ...(values.tuned ? { ...TUNED, bundlerOptions: { preloadModules: [PRELOAD, WORKFLOWS] } } : {}),
})
process.once('disconnect', () => worker.shutdown())
process.send?.('ready')
await worker.run()
await pool.end()
await connection.close()

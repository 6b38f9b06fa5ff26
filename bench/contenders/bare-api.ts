// The bare rival's HTTP process: parses JSON, leaves receipt and content, sends the update, answers with its result.
// `plain` leaves Temporal out: the rows are written straight away, the floor that one would write by hand.
import { Client, Connection, WithStartWorkflowOperation } from '@temporalio/client'
import express from 'express'
import pg from 'pg'
import { parseArgs } from 'node:util'
import { STEPS } from './bare-types.ts'
import type { BareAction, BareState } from './bare-types.ts'
import { storeReceipt, storeRows } from './bare-rows.ts'
import { bare, bareAct } from './bare-workflow.ts'

const { values } = parseArgs({
  options: {
    address: { type: 'string' },
    namespace: { type: 'string' },
    database: { type: 'string' },
    tuned: { type: 'boolean', default: false },
    plain: { type: 'boolean', default: false },
    port: { type: 'string', default: '0' },
    queue: { type: 'string', default: 'bare' },
  },
})

const pool = new pg.Pool({ connectionString: values.database, max: 16 })
const connection = values.plain ? null : await Connection.connect({ address: values.address ?? '' })
const client =
  connection === null ? null : new Client({ connection, namespace: values.namespace ?? 'default' })

async function act(id: string, action: BareAction): Promise<BareState> {
  if (client === null) {
    const state = { id, step: action.step, version: action.step }
    await storeRows(pool, state, action)
    return state
  }
  const update = { args: [action] as [BareAction], updateId: action.commandId }
  if (action.step > 1) return client.workflow.getHandle(id).executeUpdate(bareAct, update)
  const start = {
    workflowId: id,
    taskQueue: values.queue,
    args: [id, STEPS, !values.tuned] as [string, number, boolean],
  }
  if (!values.tuned) {
    // Untuned: two calls, as one writes it first.
    const handle = await client.workflow.start(bare, start)
    return handle.executeUpdate(bareAct, update)
  }
  const startWorkflowOperation = new WithStartWorkflowOperation(bare, {
    ...start,
    workflowIdConflictPolicy: 'USE_EXISTING',
  })
  return client.workflow.executeUpdateWithStart(bareAct, { ...update, startWorkflowOperation })
}

const app = express()
app.use(express.json())
app.post('/dossiers/:id/actions/:step', async (req, res) => {
  const action: BareAction = {
    commandId: String(req.headers['idempotency-key']),
    step: Number(req.params.step),
    actor: String(req.headers.authorization ?? ''),
    body: req.body as Record<string, unknown>,
  }
  await storeReceipt(pool, req.params.id, action)
  res.json(await act(req.params.id, action))
})
const server = app.listen(Number(values.port), '127.0.0.1', () => process.send?.('ready'))
process.once('disconnect', () => {
  server.close()
  server.closeAllConnections()
  void connection?.close()
  void pool.end()
})

// What a caller is told when things go wrong between the API and the run: only what is certainly not done is called
// unavailable; what nobody knows is pending, and the same request sent again finds out.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { Client, Connection } from '@temporalio/client'
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { NativeConnection, Worker } from '@temporalio/worker'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { CONNECTION_OPTIONS, sendAct } from '../../api/act.ts'
import { freePort } from '../../cli/servers/processes.ts'
import { startTemporal } from '../../cli/servers/temporal.ts'
import { TASK_QUEUE } from '../../workflows/messages.ts'
import type { ActRequest, DossierInput } from '../../workflows/messages.ts'
import { devServer, temporalProgram } from '../support/temporal.ts'
import {
  FakeRecord,
  Gate,
  aCommand,
  aPosition,
  aRequest,
  anInput,
  withWorker,
  workflowBundle,
} from '../support/workflow-fakes.ts'

const accepted = { kind: 'result', result: { ok: true } }
const until = (holds: () => unknown) => vi.waitFor(holds, { timeout: 20_000, interval: 50 })

let env: TestWorkflowEnvironment
let connection: Connection
let client: Client
let record: FakeRecord
let input: DossierInput
let request: ActRequest

beforeAll(async () => {
  env = await devServer()
  connection = Connection.lazy({ address: inject('temporalAddress'), ...CONNECTION_OPTIONS })
  client = new Client({ connection, namespace: env.client.options.namespace })
})
afterAll(async () => {
  await connection.close()
  await env.teardown()
})
beforeEach(() => {
  record = new FakeRecord()
  input = anInput(randomUUID())
  record.rows.set(input.dossierId, aPosition())
  request = aRequest(aCommand(input.dossierId, 'approve'))
})

describe('an action on its way', () => {
  it('is unavailable when there is no server: nothing was sent', async () => {
    const nowhere = Connection.lazy({ address: `127.0.0.1:${await freePort()}`, ...CONNECTION_OPTIONS })
    try {
      const sent = await sendAct(new Client({ connection: nowhere }), request, input, { deadlineMs: 5_000 })
      expect(sent).toEqual({ kind: 'unavailable' })
    } finally {
      await nowhere.close()
    }
  })

  it('is pending while no worker runs, and done once when one does, however often it is sent', async () => {
    for (let i = 0; i < 2; i += 1) {
      expect(await sendAct(client, request, input, { deadlineMs: 700, running: false })).toEqual({
        kind: 'pending',
      })
    }
    await withWorker(env, record, async () => {
      expect(await sendAct(client, request, input, { deadlineMs: 20_000 })).toMatchObject(accepted)
    })
    expect(record.decided).toEqual([request.command.id])
  })

  it('survives a server that is killed while it is under way: pending, then done once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'trinh-act-'))
    const start = async (port?: number) =>
      startTemporal({
        dbFilename: join(folder, 'temporal.db'),
        namespace: 'test-act',
        port,
        uiPort: false,
        executable: temporalProgram(),
      })
    let server = await start()
    const { address, namespace } = server
    const ours = Connection.lazy({ address, ...CONNECTION_OPTIONS })
    const its = new Client({ connection: ours, namespace })
    const native = await NativeConnection.connect({ address })
    const gate = new Gate()
    record.gate = () => gate.pass()
    const worker = await Worker.create({
      connection: native,
      namespace,
      taskQueue: TASK_QUEUE,
      workflowBundle: await workflowBundle(),
      activities: { load: record.load, commit: record.commit },
    })
    try {
      await worker.runUntil(async () => {
        const sent = sendAct(its, request, input, { deadlineMs: 3_000, running: false })
        await gate.reached
        process.kill(server.pid, 'SIGKILL')
        await server.ended
        expect(await sent).toEqual({ kind: 'pending' })
        const other = aRequest(aCommand(input.dossierId, 'urge'))
        await until(async () =>
          expect(await sendAct(its, other, input, { deadlineMs: 2_000 })).toEqual({ kind: 'unavailable' }),
        )
        server = await start(Number(address.split(':')[1]))
        gate.open()
        await until(async () =>
          expect(await sendAct(its, request, input, { deadlineMs: 5_000 })).toMatchObject(accepted),
        )
        expect(await sendAct(its, other, input, { deadlineMs: 15_000 })).toMatchObject(accepted)
      })
    } finally {
      await ours.close()
      await native.close()
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    }
    expect(record.decided).toHaveLength(2)
  }, 90_000)
})

// Batches the whole way on the real server: the batch's run has every dossier asked through its own run, waits for the
// signature, and goes on after a worker was killed without asking anything twice.
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { Worker } from '@temporalio/worker'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBatch } from '../../activities/batch/create.ts'
import { readBatch } from '../../activities/batch/row.ts'
import { sendToBatch, wakeBatch } from '../../activities/batch/start.ts'
import { advanceClock } from '../../activities/campaign/advance.ts'
import { createActivities } from '../../activities/index.ts'
import { TASK_QUEUE, batchWorkflowId } from '../../workflows/messages.ts'
import type { BatchInput } from '../../workflows/messages.ts'
import { BatchScene, EVENING, NOON } from '../support/batch-scene.ts'
import { theClockStandsAt } from '../support/builders.ts'
import { devServer } from '../support/temporal.ts'
import { startWorkerProcess, workerFolder } from '../support/worker-process.ts'
import { workflowBundle } from '../support/workflow-fakes.ts'

const LIMIT = { timeout: 90_000, interval: 50 }

let scene: BatchScene
let env: TestWorkflowEnvironment
let dataDir: string
let child: ChildProcess | null = null

beforeAll(async () => {
  scene = await BatchScene.make()
  env = await devServer()
  dataDir = workerFolder()
})
afterAll(async () => {
  await env.teardown()
  await scene.at.drop()
  rmSync(dataDir, { recursive: true, force: true })
})
beforeEach(() => theClockStandsAt(scene.at.pool, NOON))
afterEach(() => {
  child?.kill('SIGKILL')
  child = null
})

const input = (batchId: string): BatchInput => ({ batchId, clock: 'stepped' })
const row = async (id: string) => readBatch(scene.at.pool, id)
const until = (holds: () => Promise<unknown>) => vi.waitFor(holds, LIMIT)
const untilStatus = (id: string, status: string) =>
  until(async () => expect(await row(id)).toMatchObject({ status }))
const untilFinished = (id: string) => until(async () => expect((await row(id))?.finishedAt).not.toBeNull())

async function withWorker<T>(work: () => Promise<T>): Promise<T> {
  const worker = await Worker.create({
    connection: env.nativeConnection,
    namespace: env.namespace ?? 'default',
    taskQueue: TASK_QUEUE,
    workflowBundle: await workflowBundle(),
    activities: createActivities({ pool: scene.at.pool, keys: scene.at.keys }),
    // As a worker that was killed would leave its runs: the next one does not wait long for them.
    stickyQueueScheduleToStartTimeout: '1s',
  })
  return worker.runUntil(work)
}

async function send(id: string, what: 'sign' | 'cancel', more = {}) {
  const command = await scene.signature(id, more)
  return sendToBatch(env.client, input(id), what, command, { deadlineMs: 20_000 })
}

describe('the run of a batch', () => {
  it('reserves, waits for the signature, applies to every last one, and ends', async () => {
    const ids = await scene.dossiers(12)
    const batch = scene.decisionOver(ids)
    await createBatch(scene.at.pool, batch)
    await withWorker(async () => {
      await wakeBatch(env.client, input(batch.id))
      await untilStatus(batch.id, 'frozen')
      expect(await scene.statuses(ids)).toEqual(ids.map(() => 'reserved decide'))
      expect(await send(batch.id, 'sign')).toMatchObject({ kind: 'result', result: { ok: true } })
      await untilFinished(batch.id)
      await env.client.workflow.getHandle(batchWorkflowId(batch.id)).result()
    })
    expect(await scene.statuses(ids)).toEqual(ids.map(() => 'concluded decide'))
    expect(await row(batch.id)).toMatchObject({ total: 12, done: 12, failed: 0, status: 'signed' })
  })

  it('carries out a bulk action at once', async () => {
    const ids = await scene.dossiers(6, 'look')
    const batch = scene.actionOver(ids)
    await createBatch(scene.at.pool, batch)
    await withWorker(async () => {
      await wakeBatch(env.client, input(batch.id))
      await untilFinished(batch.id)
    })
    expect(await scene.items(batch.id)).toEqual(ids.map(() => 'applied'))
  })

  it('gives everything back when it is cancelled', async () => {
    const ids = await scene.dossiers(4)
    const batch = scene.decisionOver(ids)
    await createBatch(scene.at.pool, batch)
    await withWorker(async () => {
      await wakeBatch(env.client, input(batch.id))
      await untilStatus(batch.id, 'frozen')
      expect(await send(batch.id, 'cancel')).toMatchObject({ kind: 'result', result: { ok: true } })
      await untilFinished(batch.id)
      // The run has ended; asking again opens one that finds the batch ended, and says so.
      expect(await send(batch.id, 'sign')).toMatchObject({ kind: 'result', result: { code: 'notInStatus' } })
    })
    expect(await scene.statuses(ids)).toEqual(ids.map(() => 'active decide'))
  })

  it('ends by the clock when nobody signs it', async () => {
    const ids = await scene.dossiers(3)
    const batch = scene.decisionOver(ids)
    await createBatch(scene.at.pool, batch)
    await withWorker(async () => {
      await wakeBatch(env.client, input(batch.id))
      await untilStatus(batch.id, 'frozen')
      const moved = await advanceClock(
        { pool: scene.at.pool, client: env.client },
        '2026-03-02T12:00:00.000Z',
        { timeoutMs: 30_000 },
      )
      expect(moved).toMatchObject({ ok: true })
    })
    expect(await row(batch.id)).toMatchObject({ status: 'expired', expiresAt: EVENING })
    expect(await scene.statuses(ids)).toEqual(ids.map(() => 'active decide'))
  })
})

describe('a worker killed in the middle', () => {
  const aWorker = async (): Promise<ChildProcess> => {
    child = await startWorkerProcess({
      databaseUrl: scene.at.appUrl,
      namespace: env.namespace ?? 'default',
      dataDir,
    })
    return child
  }
  const kill = async (worker: ChildProcess) => {
    worker.kill('SIGKILL')
    await once(worker, 'exit')
  }
  const reserved = async (ids: readonly string[]) =>
    (await scene.statuses(ids)).filter((status) => status === 'reserved decide').length
  const concluded = async (ids: readonly string[]) =>
    (await scene.statuses(ids)).filter((status) => status === 'concluded decide').length

  it('is resumed by another without a repeat, while it reserves and while it applies', async () => {
    const ids = await scene.dossiers(90)
    const batch = scene.decisionOver(ids)
    await createBatch(scene.at.pool, batch)
    const first = await aWorker()
    await wakeBatch(env.client, input(batch.id))
    await until(async () => expect(await reserved(ids)).toBeGreaterThan(10))
    await kill(first)
    const before = await reserved(ids)
    expect(before).toBeLessThan(90)
    const second = await aWorker()
    await untilStatus(batch.id, 'frozen')
    expect(await send(batch.id, 'sign', { id: randomUUID() })).toMatchObject({ result: { ok: true } })
    await until(async () => expect(await concluded(ids)).toBeGreaterThan(10))
    await kill(second)
    expect(await concluded(ids)).toBeLessThan(90)
    await aWorker()
    await untilFinished(batch.id)
    expect(await concluded(ids)).toBe(90)
    const { rows } = await scene.at.pool.query(
      `SELECT type, count(*)::int AS n, count(DISTINCT dossier_id)::int AS dossiers FROM event
       WHERE dossier_id = ANY($1) AND type IN ('reserved', 'decisionApplied', 'unreserved') GROUP BY 1 ORDER BY 1`,
      [ids],
    )
    expect(rows).toEqual([
      { type: 'decisionApplied', n: 90, dossiers: 90 },
      { type: 'reserved', n: 90, dossiers: 90 },
    ])
    const { rows: numbers } = await scene.at.pool.query(
      'SELECT count(*)::int AS n FROM number_given WHERE batch_id = $1',
      [batch.id],
    )
    expect(numbers).toEqual([{ n: 1 }])
  }, 300_000)
})

// The worker as people run it: a process of its own, with the real record, that is ready, acts, and ends when told to.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { generateKeyPem } from '../../activities/record/keys.ts'
import { sendAct } from '../../api/act.ts'
import { commandOf } from '../../compiled.ts'
import { childEnvironment } from '../../config.ts'
import { aCampaign, aCommune, aDraft, aPerson, aRecord, aRequest, aUnit } from '../support/builders.ts'
import type { TestRecord } from '../support/builders.ts'
import { devServer } from '../support/temporal.ts'
import { anInput } from '../support/workflow-fakes.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

let at: TestRecord
let env: TestWorkflowEnvironment
let dataDir: string
let child: ChildProcess | null = null

beforeAll(async () => {
  at = await aRecord()
  env = await devServer()
  dataDir = mkdtempSync(join(tmpdir(), 'trinh-worker-'))
})
afterAll(async () => {
  await env.teardown()
  await at.drop()
  rmSync(dataDir, { recursive: true, force: true })
})
afterEach(() => {
  child?.kill('SIGKILL')
  child = null
})

/** Starts a worker and waits until it says that it is ready. */
async function aWorker(): Promise<ChildProcess> {
  const started = spawn(process.execPath, await commandOf('worker.ts'), {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: childEnvironment({
      DATABASE_URL: at.appUrl,
      TEMPORAL_ADDRESS: inject('temporalAddress'),
      TEMPORAL_NAMESPACE: env.namespace ?? 'default',
      SIGNING_KEY: generateKeyPem(),
      DATA_DIR: dataDir,
      MAX_CACHED_WORKFLOWS: '50',
    }),
  })
  child = started
  const [message] = (await once(started, 'message')) as unknown[]
  expect(message).toBe('ready')
  return started
}

describe('the worker process', () => {
  it('commits what people ask for, and ends with 0 on SIGTERM', async () => {
    const worker = await aWorker()
    const commune = await aCommune(at.pool)
    const campaignId = await aCampaign(at.pool, { officeId: 'P44' })
    const unit = await aUnit(at.pool, { parent: commune })
    const head = await aPerson(at.pool, 'unitHead', unit)
    const dossierId = await aDraft(at.pool, campaignId, unit)
    const body = { fields: { grounds: 'Đạt kết quả tốt năm trước' } }
    const request = await aRequest(at.pool, { dossierId, action: 'submit', by: head, body })
    const sent = await sendAct(env.client, request, anInput(dossierId), {
      deadlineMs: 20_000,
      running: false,
    })
    expect(sent).toMatchObject({ kind: 'result', result: { ok: true, position: { version: 1 } } })
    worker.kill('SIGTERM')
    expect(await once(worker, 'exit')).toEqual([0, null])
  })

  it('ends by itself when its parent is gone, and keeps the bundle of its workflows for the next start', async () => {
    const made = () => {
      const folder = join(dataDir, 'workflow-bundles')
      return readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs])
    }
    const before = made()
    expect(before).toHaveLength(1)
    const worker = await aWorker()
    expect(made()).toEqual(before)
    worker.disconnect()
    expect(await once(worker, 'exit')).toEqual([0, null])
  })
})

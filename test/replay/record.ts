// Plays every scene and saves the histories that later versions must be able to replay (see record.config.ts). A file
// that exists is left alone; to record a scene again under new behaviour, give it a new name.
import { TestWorkflowEnvironment } from '@temporalio/testing'
import { expect, it, vi } from 'vitest'
import { sendAct, sendLook } from '../../api/act.ts'
import { startTemporal } from '../../cli/servers/temporal.ts'
import type { Action } from '../../domain/vocabulary.ts'
import { dossierWorkflowId } from '../../workflows/messages.ts'
import { aScene } from '../support/scene.ts'
import { devServer, quietRuntime, temporalProgram, timeSkipping } from '../support/temporal.ts'
import {
  FakeRecord,
  aCommand,
  aPosition,
  aRequest,
  anInput,
  simpleRule,
  withWorker,
} from '../support/workflow-fakes.ts'
import { saveHistory } from './files.ts'
import { SCENES } from './scenes.ts'

const DAY = 24 * 60 * 60_000
const until = (holds: () => unknown) => vi.waitFor(holds, { timeout: 15_000, interval: 20 })

/** Saves the history of a run of a dossier's workflow: the newest, unless one is named. */
async function save(
  env: TestWorkflowEnvironment,
  name: string,
  dossierId: string,
  runId?: string,
): Promise<void> {
  saveHistory(name, await env.client.workflow.getHandle(dossierWorkflowId(dossierId), runId).fetchHistory())
}

it('plays the scenes with the real record', async () => {
  const [at, env] = await Promise.all([aScene(), devServer()])
  try {
    for (const [name, play] of Object.entries(SCENES)) {
      await save(env, `dossier-${name}`, (await play({ at, env })).dossierId)
    }
  } finally {
    await env.teardown()
    await at.drop()
  }
})

it('plays a run whose timer is armed, fires too early, is brought forward and asks for a lapse until it is taken', async () => {
  const env = await timeSkipping()
  const record = new FakeRecord()
  const input = anInput('00000000-0000-8000-8000-000000000001')
  const { dossierId } = input
  const start = await env.currentTimeMs()
  const day = (n: number) => new Date(start + n * DAY).toISOString()
  const wakes: Partial<Record<Action, string>> = { extend: day(40), return: day(20) }
  let refusals = 2
  record.rule = (row, command) => {
    if (command.action === 'lapse' && refusals > 0) return ((refusals -= 1), 'factsChanged')
    const next = simpleRule(row, command)
    return typeof next === 'string' ? next : { ...next, wakeAt: wakes[command.action] ?? next.wakeAt }
  }
  record.rows.set(dossierId, aPosition({ wakeAt: day(10) }))
  const act = (action: Action) =>
    sendAct(env.client, aRequest(aCommand(dossierId, action)), input, { deadlineMs: 20_000 })
  try {
    await withWorker(env, record, async () => {
      await sendLook(env.client, input)
      await act('urge')
      await act('extend')
      await env.sleep(11 * DAY)
      await act('return')
      await env.sleep(10 * DAY)
      await until(() => expect(record.rows.get(dossierId)?.status).toBe('lapsed'))
    })
    await save(env, 'dossier-timers', dossierId)
  } finally {
    await env.teardown()
  }
})

it('plays a run that hands over to the next', async () => {
  quietRuntime()
  const server = await startTemporal({
    namespace: 'record',
    uiPort: false,
    executable: temporalProgram(),
    extraArgs: ['--dynamic-config-value', 'limit.historyCount.suggestContinueAsNew=40'],
  })
  const { address, namespace } = server
  const env = await TestWorkflowEnvironment.createFromExistingServer({ address, namespace })
  const record = new FakeRecord()
  const input = anInput('00000000-0000-8000-8000-000000000002')
  record.rows.set(input.dossierId, aPosition({ wakeAt: '2060-01-19T16:59:59.999Z' }))
  try {
    await withWorker(env, record, async () => {
      for (let i = 0; i < 12; i += 1) {
        const request = aRequest(aCommand(input.dossierId, 'urge'))
        await sendAct(env.client, request, input, { deadlineMs: 20_000, running: i > 0 })
      }
    })
    const handle = env.client.workflow.getHandle(dossierWorkflowId(input.dossierId))
    const { events } = await handle.fetchHistory()
    const before = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId
    if (before == null || before === '') throw new Error('no run handed over')
    await save(env, 'dossier-handing-over', input.dossierId, before)
    await save(env, 'dossier-taken-over', input.dossierId)
  } finally {
    await env.teardown()
    await server.stop()
  }
})

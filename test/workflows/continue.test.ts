// A run whose history has grown hands over to a fresh one, between actions, and nobody notices.
import { TestWorkflowEnvironment } from '@temporalio/testing'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendAct } from '../../api/act.ts'
import type { Sent } from '../../api/act.ts'
import { startTemporal } from '../../cli/servers/temporal.ts'
import type { TemporalServer } from '../../cli/servers/temporal.ts'
import { dossierWorkflowId, positionQuery } from '../../workflows/messages.ts'
import { quietRuntime, temporalProgram } from '../support/temporal.ts'
import { FakeRecord, aCommand, aPosition, aRequest, anInput, withWorker } from '../support/workflow-fakes.ts'

/** The real server suggests it at 4,096 events; here much sooner, so that it happens several times in one test. */
const SUGGEST_AT = 60

let server: TemporalServer
let env: TestWorkflowEnvironment

beforeAll(async () => {
  quietRuntime()
  server = await startTemporal({
    namespace: 'test-continue',
    uiPort: false,
    executable: temporalProgram(),
    extraArgs: ['--dynamic-config-value', `limit.historyCount.suggestContinueAsNew=${SUGGEST_AT}`],
  })
  const { address, namespace } = server
  env = await TestWorkflowEnvironment.createFromExistingServer({ address, namespace })
})
afterAll(async () => {
  await env.teardown()
  await server.stop()
})

describe('continuing as new', () => {
  it('loses no action of six people at once, does none twice, and takes position and timer along', async () => {
    const record = new FakeRecord()
    const input = anInput(randomUUID())
    record.rows.set(input.dossierId, aPosition({ wakeAt: '2060-01-19T16:59:59.999Z' }))
    const person = async (): Promise<Sent[]> => {
      const sent = []
      for (let i = 0; i < 15; i += 1) {
        const request = aRequest(aCommand(input.dossierId, 'urge'))
        sent.push(await sendAct(env.client, request, input, { deadlineMs: 20_000, running: i > 0 }))
      }
      return sent
    }
    const handle = env.client.workflow.getHandle(dossierWorkflowId(input.dossierId))
    await withWorker(env, record, async () => {
      const sent = (await Promise.all(Array.from({ length: 6 }, person))).flat()
      expect(sent).toMatchObject(Array(90).fill({ kind: 'result', result: { ok: true } }))
      expect((await handle.query(positionQuery))?.version).toBe(91)
    })
    expect(record.decided).toHaveLength(90)
    // Only the first run may have had to load its row: the others were handed its position.
    expect(record.loads).toBeLessThanOrEqual(1)
    const { events = [] } = await handle.fetchHistory()
    const input0 = events?.[0]?.workflowExecutionStartedEventAttributes
    expect(input0?.continuedExecutionRunId).not.toBe('')
    expect(events?.filter((event) => event.timerStartedEventAttributes != null)).toHaveLength(1)
    expect(events?.length).toBeLessThan(2 * SUGGEST_AT)
  })
})

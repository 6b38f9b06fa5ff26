// How a run treats actions, on the real server: one at a time and in order, through outages and bugs, across the end of
// a run and into the next one, with little left in the history.
import { temporal } from '@temporalio/proto'
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { sendAct, sendLook, updateIdOf } from '../../api/act.ts'
import type { Command } from '../../domain/command.ts'
import type { Action } from '../../domain/vocabulary.ts'
import { dossierWorkflowId, positionQuery } from '../../workflows/messages.ts'
import type { ActRequest, DossierInput } from '../../workflows/messages.ts'
import { devServer } from '../support/temporal.ts'
import {
  FakeRecord,
  Gate,
  aCommand,
  aPosition,
  aRequest,
  anInput,
  incident,
  withWorker,
} from '../support/workflow-fakes.ts'

/** UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_ADMITTED of the server's API. */
const ADMITTED = 1

const { EventType } = temporal.api.enums.v1
const TASKS: readonly number[] = [
  EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED,
  EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED,
  EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED,
  EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT,
]

let env: TestWorkflowEnvironment
let record: FakeRecord
let input: DossierInput

beforeAll(async () => {
  env = await devServer()
})
afterAll(async () => {
  await env.teardown()
})
beforeEach(() => {
  record = new FakeRecord()
  input = anInput(randomUUID())
  record.rows.set(input.dossierId, aPosition())
})

const handle = () => env.client.workflow.getHandle(dossierWorkflowId(input.dossierId))
const request = (action: Action, overrides: Partial<Command> = {}) =>
  aRequest(aCommand(input.dossierId, action, overrides))
const send = (what: ActRequest, running = true) =>
  sendAct(env.client, what, input, { deadlineMs: 60_000, running })
const until = (holds: () => unknown) => vi.waitFor(holds, { timeout: 60_000, interval: 20 })
const accepted = { kind: 'result', result: { ok: true } }

/** Waits until the server has taken the update in, whether or not a worker has seen it. */
async function admitted(what: ActRequest): Promise<void> {
  await until(() =>
    env.client.workflowService.pollWorkflowExecutionUpdate({
      namespace: env.client.options.namespace,
      updateRef: {
        workflowExecution: { workflowId: dossierWorkflowId(input.dossierId) },
        updateId: updateIdOf(what),
      },
      waitPolicy: {
        lifecycleStage: ADMITTED,
      },
    }),
  )
}

describe('actions of a dossier', () => {
  it('commits four updates that came in one workflow task in the order in which they were accepted', async () => {
    const first = request('open')
    const gate = new Gate()
    record.gate = (committing) => (committing.command.id === first.command.id ? gate.pass() : undefined)
    const four = [request('claim'), request('urge'), request('entrust'), request('approve')]
    await withWorker(env, record, async () => {
      const opening = send(first, false)
      await gate.reached
      const sent = []
      for (const each of four) {
        sent.push(send(each))
        await admitted(each)
      }
      gate.open()
      expect(await Promise.all([opening, ...sent])).toMatchObject(Array(5).fill(accepted))
    })
    const { events } = await handle().fetchHistory()
    const byTask = (events ?? []).flatMap(({ workflowExecutionUpdateAcceptedEventAttributes: update }) =>
      update == null
        ? []
        : [
            {
              id: update.acceptedRequest?.meta?.updateId,
              task: String(update.acceptedRequestSequencingEventId),
            },
          ],
    )
    const later = byTask.slice(1)
    expect(new Set(later.map(({ task }) => task)).size).toBe(1)
    const order = later.map(({ id }) => four.find((each) => updateIdOf(each) === id)?.command.id)
    expect(order).toEqual(four.map(({ command }) => command.id))
    expect(record.decided).toEqual([first.command.id, ...order])
  })

  it('frees the lock after a bug: its caller learns the incident, the next officer acts', async () => {
    const [broken, next] = [request('approve'), request('urge')]
    const gate = new Gate()
    record.gate = async ({ command }) => {
      if (command.id !== broken.command.id) return
      await gate.pass()
      throw incident('I-7')
    }
    await withWorker(env, record, async () => {
      const first = send(broken, false)
      await gate.reached
      const second = send(next)
      await admitted(next)
      gate.open()
      expect(await first).toEqual({ kind: 'incident', id: 'I-7' })
      expect(await second).toMatchObject(accepted)
      expect(record.commits.filter(({ command }) => command.id === broken.command.id)).toHaveLength(1)
    })
  })

  it('waits through an outage: three short tries, then for as long as it takes, and it is done once', async () => {
    let failures = 0
    record.gate = () => {
      failures += 1
      if (failures <= 4) throw new Error('connection refused')
    }
    await withWorker(env, record, async () => {
      expect(await send(request('approve'), false)).toMatchObject(accepted)
    })
    expect(record.decided).toHaveLength(1)
    const { events } = await handle().fetchHistory()
    expect(events?.filter((event) => event.activityTaskCompletedEventAttributes != null)).toHaveLength(1)
  })

  it('answers pending while the outage lasts, and the repeat finds the outcome', async () => {
    let away = true
    record.gate = () => {
      if (away) throw new Error('connection refused')
    }
    const approve = request('approve')
    await withWorker(env, record, async () => {
      const soon = await sendAct(env.client, approve, input, { deadlineMs: 1_500, running: false })
      expect(soon).toEqual({ kind: 'pending' })
      away = false
      expect(await send(approve)).toMatchObject(accepted)
    })
    expect(record.decided).toEqual([approve.command.id])
  })

  it('gives the same request its first outcome, and refuses another one under the same command id', async () => {
    const approve = request('approve')
    await withWorker(env, record, async () => {
      const first = await send(approve, false)
      expect(await send(approve)).toEqual(first)
      const other = { ...approve, requestHash: 'f'.repeat(64) }
      expect(await send(other)).toMatchObject({ kind: 'result', result: { ok: false, code: 'keyReused' } })
    })
    expect(record.decided).toHaveLength(1)
  })

  it('takes the position that a refusal carries, and the row again when it is told to look', async () => {
    record.rule = () => 'needsUnmet'
    await withWorker(env, record, async () => {
      await send(request('urge'), false)
      record.rows.set(input.dossierId, aPosition({ step: 'provinceIntake', version: 9 }))
      await send(request('urge'))
      expect((await handle().query(positionQuery))?.version).toBe(9)
      record.rows.set(input.dossierId, aPosition({ step: 'proposal', version: 12 }))
      await sendLook(env.client, input)
      await until(async () => expect((await handle().query(positionQuery))?.version).toBe(12))
    })
  })
})

describe('the filter before the history', () => {
  /** Lines of actions: whether the server keeps its own task of a refused one depends on how fast the machine answers. */
  const historyLength = async () =>
    ((await handle().fetchHistory()).events ?? []).filter(
      ({ eventType }) => eventType == null || !TASKS.includes(eventType),
    ).length

  it('refuses what is not open or was seen elsewhere, and leaves no trace', async () => {
    await withWorker(env, record, async () => {
      await send(request('urge'), false)
      const before = await historyLength()
      const elsewhere = { step: 'screen', round: 1, contentHash: null }
      expect(await send(request('maintain'))).toEqual({ kind: 'validatorRefused', code: 'notAtStep' })
      expect(await send(request('approve', { basis: elsewhere }))).toEqual({
        kind: 'validatorRefused',
        code: 'basisChanged',
      })
      // An urge stands beside the chain: what its sender saw doesn't matter.
      expect(await send(request('urge', { basis: elsewhere }))).toMatchObject(accepted)
      expect(await historyLength()).toBe(before + 3)
    })
    expect(record.commits).toHaveLength(2)
  })

  it('lets through what the rule itself has checked on the row', async () => {
    record.rule = (row) => row ?? 'notInStatus'
    await withWorker(env, record, async () => {
      await send(request('urge'), false)
      const checked = aRequest(aCommand(input.dossierId, 'maintain'), { checked: true })
      expect(await send(checked)).toMatchObject(accepted)
    })
  })
})

describe('the end of a run and the beginning of the next', () => {
  it('ends with the dossier, and an action on a closed one opens a short run that ends again', async () => {
    await withWorker(env, record, async () => {
      expect(await send(request('withdraw'), false)).toMatchObject(accepted)
      await handle().result()
      expect(await send(request('reopen', { basis: null }), false)).toMatchObject(accepted)
      expect((await handle().describe()).status.name).toBe('RUNNING')
      expect(await send(request('terminate'))).toMatchObject(accepted)
      await handle().result()
      // The sender believes that a run is open: there is none, so one is opened.
      expect(await send(request('copy', { basis: null }))).toMatchObject(accepted)
      await handle().result()
    })
    expect(record.decided).toHaveLength(4)
  })

  it('loses none of many actions that reach a closed dossier at once, however the runs end between them', async () => {
    record.rows.set(input.dossierId, aPosition({ status: 'concluded' }))
    const many = Array.from({ length: 40 }, () => request('copy', { basis: null }))
    await withWorker(env, record, async () => {
      const sent = await Promise.all(many.map((each, i) => send(each, i % 2 === 0)))
      expect(sent).toMatchObject(Array(40).fill(accepted))
      await until(async () => expect((await handle().describe()).status.name).toBe('COMPLETED'))
    })
    expect(new Set(record.decided)).toEqual(new Set(many.map(({ command }) => command.id)))
    expect(record.decided).toHaveLength(40)
  })

  it('ends at once where no such dossier exists, be it by a refused first act or a look', async () => {
    record.rows.clear()
    await withWorker(env, record, async () => {
      const refused = await send(request('urge', { basis: null }), false)
      expect(refused).toMatchObject({ kind: 'result', result: { ok: false, position: null } })
      await handle().result()
      await sendLook(env.client, input)
      await handle().result()
    })
  })

  it('ends when an operator cancels it, but only after what is under way', async () => {
    const approve = request('approve')
    const gate = new Gate()
    await withWorker(env, record, async () => {
      await send(request('urge'), false)
      record.gate = () => gate.pass()
      const sent = send(approve)
      await gate.reached
      await handle().cancel()
      gate.open()
      expect(await sent).toMatchObject(accepted)
      await expect(handle().result()).rejects.toThrow('cancelled')
      expect(await send(request('urge'))).toMatchObject(accepted)
    })
    expect(record.decided).toHaveLength(3)
  })
})

// The clock of a run: when a lapse is asked for, how few timers that takes, and what happens when the record says no.
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { sendAct, sendLook } from '../../api/act.ts'
import { LAPSE_GRACE_MS } from '../../domain/time/receipt.ts'
import type { Action } from '../../domain/vocabulary.ts'
import { clockCommandId, dossierWorkflowId } from '../../workflows/messages.ts'
import type { DossierInput, Position } from '../../workflows/messages.ts'
import { timeSkipping } from '../support/temporal.ts'
import {
  FakeRecord,
  aCommand,
  aPosition,
  aRequest,
  anInput,
  incident,
  simpleRule,
  withWorker,
} from '../support/workflow-fakes.ts'
import type { Rule } from '../support/workflow-fakes.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** Grace and the longest spread together. */
const PATIENCE = LAPSE_GRACE_MS + 2 * MINUTE + 1_000

let env: TestWorkflowEnvironment
let record: FakeRecord
let input: DossierInput

beforeAll(async () => {
  env = await timeSkipping()
})
afterAll(async () => {
  await env.teardown()
})
beforeEach(() => {
  record = new FakeRecord()
  input = anInput(randomUUID())
})
afterEach(async () => {
  await env.client.workflow
    .getHandle(dossierWorkflowId(input.dossierId))
    .terminate()
    .catch(() => undefined)
})

const inDays = async (days: number) => new Date((await env.currentTimeMs()) + days * DAY).toISOString()
/** How often something stands in the run's history. */
const count = async (what: 'timerStarted' | 'timerFired' | 'timerCanceled') => {
  const { events } = await env.client.workflow.getHandle(dossierWorkflowId(input.dossierId)).fetchHistory()
  return (events ?? []).filter((event) => event[`${what}EventAttributes`] != null).length
}
const until = (holds: () => unknown) => vi.waitFor(holds, { timeout: 15_000, interval: 20 })
const armed = (times: number) => until(async () => expect(await count('timerStarted')).toBe(times))
const act = (action: Action) =>
  sendAct(env.client, aRequest(aCommand(input.dossierId, action)), input, { deadlineMs: 10_000 })
const recordIs = (position: Position) => record.rows.set(input.dossierId, position)
/** A rule by which an action moves the wake instant. */
const moving =
  (action: Action, wakeAt: string): Rule =>
  (row, command) => {
    const next = simpleRule(row, command)
    return typeof next === 'string' || command.action !== action ? next : { ...next, wakeAt }
  }

describe('the clock of a dossier', () => {
  it('asks for the lapse some minutes past the due instant, under an id that says what it was set for', async () => {
    const dueAt = await inDays(30)
    recordIs(aPosition({ wakeAt: dueAt, step: 'register', round: 2 }))
    await withWorker(env, record, async () => {
      await sendLook(env.client, input)
      await armed(1)
      await env.sleep(30 * DAY + LAPSE_GRACE_MS - 1_000)
      expect(record.commits).toEqual([])
      await env.sleep(3 * MINUTE)
      await until(() => expect(record.decided).toHaveLength(1))
    })
    const [request] = record.commits
    const id = clockCommandId('lapse', input.dossierId, 'register', 2, dueAt)
    expect(request?.command).toMatchObject({ id, action: 'lapse', actor: { kind: 'clock' }, args: { dueAt } })
    expect(request?.command.basis).toMatchObject({ step: 'register', round: 2 })
    // Received in the first instant that is late, so that the rule finds it late and everything received by then on time.
    expect(Date.parse(request?.command.receivedAt ?? '')).toBe(Date.parse(dueAt) + 1)
  })

  it('ends the run when the lapse has closed the dossier', async () => {
    recordIs(aPosition({ wakeAt: await inDays(1) }))
    await withWorker(env, record, async () => {
      await sendLook(env.client, input)
      await env.client.workflow.getHandle(dossierWorkflowId(input.dossierId)).result()
    })
    expect(record.rows.get(input.dossierId)?.status).toBe('lapsed')
  })

  it('moves no timer at an ordinary action', async () => {
    recordIs(aPosition({ wakeAt: await inDays(30) }))
    await withWorker(env, record, async () => {
      await sendLook(env.client, input)
      await armed(1)
      for (const action of ['open', 'claim', 'urge', 'approve'] as const) {
        expect(await act(action)).toMatchObject({ kind: 'result', result: { ok: true } })
      }
    })
    expect(await count('timerStarted')).toBe(1)
    expect(await count('timerCanceled')).toBe(0)
  })

  it('lets a timer that fires too early look at the state and go back to sleep', async () => {
    const [dueAt, extendedTo] = [await inDays(10), await inDays(40)]
    recordIs(aPosition({ wakeAt: dueAt }))
    record.rule = moving('extend', extendedTo)
    await withWorker(env, record, async () => {
      await sendLook(env.client, input)
      await armed(1)
      await act('extend')
      await env.sleep(10 * DAY + PATIENCE)
      await armed(2)
      expect(record.decided).toHaveLength(1)
      await env.sleep(30 * DAY)
      await until(() => expect(record.decided).toHaveLength(2))
    })
    expect(await count('timerCanceled')).toBe(0)
    expect(record.commits.at(-1)?.command.args.dueAt).toBe(extendedTo)
  })

  it('sleeps on without a timer when the step no longer lapses', async () => {
    recordIs(aPosition({ wakeAt: await inDays(10) }))
    record.rule = (row, command) => {
      const next = simpleRule(row, command)
      return typeof next === 'string' ? next : { ...next, wakeAt: null }
    }
    await withWorker(env, record, async () => {
      await sendLook(env.client, input)
      await armed(1)
      await act('approve')
      await env.sleep(40 * DAY)
      await until(async () => expect(await count('timerFired')).toBe(1))
      expect((await act('urge')).kind).toBe('result')
    })
    expect(await count('timerStarted')).toBe(1)
    expect(record.commits.map(({ command }) => command.action)).toEqual(['approve', 'urge'])
  })

  it('brings the timer forward when something is due earlier than it would fire', async () => {
    const sooner = await inDays(5)
    recordIs(aPosition({ wakeAt: await inDays(30) }))
    record.rule = moving('return', sooner)
    await withWorker(env, record, async () => {
      await sendLook(env.client, input)
      await armed(1)
      await act('return')
      await armed(2)
      await env.sleep(5 * DAY + PATIENCE)
      await until(() => expect(record.decided).toHaveLength(2))
    })
    expect(await count('timerCanceled')).toBe(1)
    expect(record.commits.at(-1)?.command.args.dueAt).toBe(sooner)
  })

  it('gives a reservation back when it has expired', async () => {
    const expiresAt = await inDays(1)
    recordIs(aPosition({ status: 'reserved', wakeAt: expiresAt, open: 'ffffffffff' }))
    record.rule = (row) => (row === null ? 'notInStatus' : { ...row, status: 'active', wakeAt: null })
    await withWorker(env, record, async () => {
      await sendLook(env.client, input)
      await env.sleep(DAY + PATIENCE)
      await until(() => expect(record.decided).toHaveLength(1))
    })
    expect(record.commits[0]?.command).toMatchObject({ action: 'unreserve', args: { dueAt: expiresAt } })
  })

  it('asks again, with growing pauses, while something received in time is undecided', async () => {
    recordIs(aPosition({ wakeAt: await inDays(1) }))
    let undecided = true
    const askedAt: number[] = []
    record.gate = async () => void askedAt.push(await env.currentTimeMs())
    record.rule = (row, command) =>
      command.action === 'lapse' && undecided ? 'factsChanged' : simpleRule(row, command)
    await withWorker(env, record, async () => {
      await sendLook(env.client, input)
      await env.sleep(DAY + 10 * MINUTE)
      await until(() => expect(askedAt.length).toBeGreaterThanOrEqual(3))
      undecided = false
      await env.sleep(10 * MINUTE)
      await until(() => expect(record.decided).toHaveLength(1))
    })
    const pauses = askedAt.slice(1).map((at, i) => Math.round((at - (askedAt[i] ?? 0)) / MINUTE))
    expect(pauses.slice(0, 2)).toEqual([1, 2])
    expect(new Set(record.commits.map(({ command }) => command.id)).size).toBe(1)
    expect(record.rows.get(input.dossierId)?.status).toBe('lapsed')
  })

  it('survives a bug in the lapse: people go on acting, and the clock tries again', async () => {
    recordIs(aPosition({ wakeAt: await inDays(1) }))
    let broken = true
    record.gate = ({ command }) => {
      if (command.action === 'lapse' && broken) throw incident('I-1')
    }
    await withWorker(env, record, async () => {
      await sendLook(env.client, input)
      await env.sleep(DAY + PATIENCE)
      await until(() => expect(record.commits.length).toBeGreaterThan(0))
      expect(await act('urge')).toMatchObject({ kind: 'result', result: { ok: true } })
      broken = false
      await env.sleep(10 * MINUTE)
      await until(() => expect(record.decided).toHaveLength(2))
    })
    expect(record.rows.get(input.dossierId)?.status).toBe('lapsed')
  })
})

describe('the clock of a dossier in a rehearsal', () => {
  it('arms no timer: each look asks the record, which alone knows the stepped clock', async () => {
    input = anInput(randomUUID(), { clock: 'stepped' })
    recordIs(aPosition({ wakeAt: '2031-01-19T16:59:59.999Z' }))
    let due = false
    record.rule = (row, command) => (command.action === 'lapse' && !due ? 'notDue' : simpleRule(row, command))
    await withWorker(env, record, async () => {
      await sendLook(env.client, input)
      await until(() => expect(record.commits).toHaveLength(1))
      expect(record.decided).toEqual([])
      due = true
      await sendLook(env.client, input)
      await until(() => expect(record.decided).toHaveLength(1))
    })
    expect(await count('timerStarted')).toBe(0)
    expect(record.rows.get(input.dossierId)?.status).toBe('lapsed')
  })

  it('asks for nothing where nothing is waited for', async () => {
    input = anInput(randomUUID(), { clock: 'stepped' })
    recordIs(aPosition())
    await withWorker(env, record, async () => {
      await sendLook(env.client, input)
      await until(() => expect(record.loads).toBeGreaterThan(0))
      expect((await act('urge')).kind).toBe('result')
    })
    expect(record.commits.map(({ command }) => command.action)).toEqual(['urge'])
  })
})

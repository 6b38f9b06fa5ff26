// The runs of campaigns and of the digest. By skipped time: when they wake, and what they do about bugs. On the real server,
// by the stepped clock: a whole year of a small commune, in order and without a race.
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { ApplicationFailure } from '@temporalio/common'
import { Worker } from '@temporalio/worker'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { advanceClock } from '../../activities/campaign/advance.ts'
import { refreshCampaign, wakeCampaign } from '../../activities/campaign/start.ts'
import { createActivities } from '../../activities/index.ts'
import { recordResult } from '../../activities/record/results.ts'
import type { Instant } from '../../domain/time/civil.ts'
import {
  CAMPAIGN_WORKFLOW,
  INCIDENT,
  TASK_QUEUE,
  campaignWorkflowId,
  refreshUpdate,
} from '../../workflows/messages.ts'
import type { CampaignActivities, CampaignTick } from '../../workflows/messages.ts'
import {
  aCampaign,
  aCommune,
  aDraft,
  aPerson,
  aRecord,
  aUnit,
  act,
  mustAct,
  theClockStandsAt,
} from '../support/builders.ts'
import type { TestRecord } from '../support/builders.ts'
import { TITLES } from '../support/matters.ts'
import { devServer, timeSkipping } from '../support/temporal.ts'
import { WATCHED_PROCEDURE, aDossierAt } from '../support/watched-procedure.ts'
import { workflowBundle } from '../support/workflow-fakes.ts'

const HOUR = 3_600_000

async function workerFor(env: TestWorkflowEnvironment, activities: object): Promise<Worker> {
  return Worker.create({
    connection: env.nativeConnection,
    ...(env.namespace === undefined ? {} : { namespace: env.namespace }),
    taskQueue: TASK_QUEUE,
    workflowBundle: await workflowBundle(),
    activities,
  })
}

describe('the run of a campaign, by skipped time', () => {
  let env: TestWorkflowEnvironment

  beforeAll(async () => {
    env = await timeSkipping()
  })
  afterAll(() => env.teardown())

  /** Runs a campaign over a script of wakings; gives the hours at which it woke, counted from the first. */
  async function wakings(script: readonly (CampaignTick | 'bug' | number)[]): Promise<number[]> {
    const at: number[] = []
    const activities: CampaignActivities = {
      tickCampaign: async () => {
        const now = await env.currentTimeMs()
        const step = script[Math.min(at.length, script.length - 1)]
        at.push(now)
        if (step === 'bug') throw ApplicationFailure.nonRetryable('bug', INCIDENT, 'i1')
        if (typeof step !== 'number') return step ?? { status: null, nextWakeAt: null }
        return { status: 'open', nextWakeAt: new Date(now + step * HOUR).toISOString() }
      },
      refreshDue: async () => ({ seen: 0, changed: 0, looked: 0 }),
    }
    const worker = await workerFor(env, activities)
    await worker.runUntil(
      env.client.workflow.execute(CAMPAIGN_WORKFLOW, {
        workflowId: `campaign/${randomUUID()}`,
        taskQueue: TASK_QUEUE,
        args: [{ campaignId: 'c', clock: 'real' }],
      }),
    )
    return at.map((ms) => Math.round((ms - (at[0] ?? 0)) / HOUR))
  }

  it('wakes when the record says, and ends with the campaign', async () => {
    expect(await wakings([24, 72, 24 * 200, { status: 'closed', nextWakeAt: null }])).toEqual([
      0, 24, 96, 4896,
    ])
  })

  it('ends at once where there is no such campaign', async () => {
    expect(await wakings([{ status: null, nextWakeAt: null }])).toEqual([0])
  })

  it('tries again after a bug, a quarter of an hour later', async () => {
    expect(await wakings(['bug', 'bug', 'bug', 'bug', { status: 'closed', nextWakeAt: null }])).toEqual([
      0, 0, 1, 1, 1,
    ])
  })
})

describe('by the stepped clock, on the real server', () => {
  let env: TestWorkflowEnvironment
  let at: TestRecord
  let commune: string
  let police: string

  beforeAll(async () => {
    env = await devServer()
    at = await aRecord()
    commune = await aCommune(at.pool)
    police = await aPerson(at.pool, 'communePolice', commune)
    await aPerson(at.pool, 'communeChair', commune)
    await aPerson(at.pool, 'provinceStaff', 'P44')
  })
  afterAll(async () => {
    await env.teardown()
    await at.drop()
  })
  beforeEach(() => at.pool.query("UPDATE campaign SET status = 'closed'"))

  const withWorker = async <T>(work: () => Promise<T>): Promise<T> =>
    (await workerFor(env, createActivities({ pool: at.pool, keys: at.keys }))).runUntil(work)
  const go = (to: Instant, timeoutMs = 120_000) =>
    advanceClock({ pool: at.pool, client: env.client }, to, { timeoutMs })

  let made = 0
  async function planned(): Promise<string> {
    made += 1
    const procedure = { ...WATCHED_PROCEDURE, id: `stepped${made}` }
    return aCampaign(at.pool, { officeId: 'P44', procedure, status: 'planned', calendarVersion: 1 })
  }

  const told = async (campaign: string) => {
    const { rows } = await at.pool.query<{ line: string }>(
      `SELECT a.day || ' ' || a.kind || coalesce(' ' || a.level, '') || ' ' || d.subject_name AS line
       FROM announcement a JOIN dossier d ON d.id = a.dossier_id WHERE a.campaign_id = $1
       ORDER BY a.at, a.kind DESC, a.level, d.subject_name`,
      [campaign],
    )
    return rows.map(({ line }) => line)
  }

  it('lives a year: opens, reminds, escalates, sends letters and closes, each at its own instant', async () => {
    await theClockStandsAt(at.pool, '2025-12-30T00:00:00.000Z')
    const campaign = await planned()
    const began = performance.now()
    await withWorker(async () => {
      expect(await go('2026-03-02T02:00:00.000Z')).toMatchObject({
        ok: true,
        stops: ['2025-12-31T17:00:00.000Z'],
      })
      const slow = await aDossierAt(at, { campaign, commune, name: 'Chậm' })
      expect(await go('2026-07-10T00:00:00.000Z')).toMatchObject({ ok: true })
      const { rows } = await at.pool.query('SELECT count(*)::int AS n FROM outbox WHERE topic = $1', ['mail'])
      expect(rows).toEqual([{ n: 5 }])
      await mustAct(at, { dossierId: slow, action: 'approve', by: police, at: '2026-07-10T00:00:00.000Z' })
      expect(await go('2027-01-01T00:00:00.000Z')).toMatchObject({ ok: true })
      // While a worker is there: the record is closed a workflow task before the run is.
      await env.client.workflow.getHandle(campaignWorkflowId(campaign)).result()
    })
    expect(await told(campaign)).toEqual([
      '2026-06-23 reminder Chậm',
      '2026-06-29 reminder Chậm',
      '2026-07-01 overdue Chậm',
      '2026-07-01 escalation 1 Chậm',
      '2026-07-08 escalation 2 Chậm',
      '2026-12-10 overdue Chậm',
    ])
    const { rows } = await at.pool.query('SELECT status, swept_at FROM campaign WHERE id = $1', [campaign])
    expect(rows).toMatchObject([{ status: 'closed' }])
    expect(performance.now() - began).toBeLessThan(60_000)
  })

  it('lets a dossier lapse at its grace, and moves on only then', async () => {
    await theClockStandsAt(at.pool, '2026-03-02T00:00:00.000Z')
    const campaign = await planned()
    const unit = await aUnit(at.pool, { parent: commune, name: `Tự hết ${made}` })
    const head = await aPerson(at.pool, 'unitHead', unit)
    await withWorker(async () => {
      await go('2026-03-02T01:00:00.000Z')
      const id = await aDraft(at.pool, campaign, unit)
      const body = { fields: { grounds: 'x' } }
      await mustAct(at, { dossierId: id, action: 'submit', by: head, body, at: '2026-03-02T01:00:00.000Z' })
      await mustAct(at, {
        dossierId: id,
        action: 'takeBack',
        by: head,
        body: { reason: 'sửa' },
        at: '2026-03-02T02:00:00.000Z',
      })
      expect(await go('2026-11-01T00:00:00.000Z')).toMatchObject({ ok: true })
      const { rows } = await at.pool.query('SELECT status, closed_at FROM dossier WHERE id = $1', [id])
      expect(rows).toEqual([{ status: 'lapsed', closed_at: new Date('2026-10-31T17:00:00.000Z') }])
      expect(await act(at, { dossierId: id, action: 'submit', by: head, body })).toMatchObject({ ok: false })
    })
  })

  it('says to a decision on the next morning that what it had counted was taken away', async () => {
    await theClockStandsAt(at.pool, '2026-03-02T02:00:00.000Z')
    // The tests before this one were further on in the year; this one's mornings have had no letters yet.
    await at.pool.query('UPDATE agenda SET last_at = NULL, next_at = NULL')
    const campaign = await aCampaign(at.pool, { officeId: 'P44', procedure: TITLES, calendarVersion: 1 })
    const unit = await aUnit(at.pool, { parent: commune, kind: 'school', name: 'Trường được đếm' })
    await at.pool.query("UPDATE office SET marks = '{smallEnterprise}' WHERE parent_id = $1 AND id <> $2", [
      commune,
      unit,
    ])
    const result = {
      subjectId: unit,
      kind: 'safety',
      year: 2026,
      source: 'test',
      dossierId: null,
      recordedBy: 'x',
    }
    await recordResult(at.pool, { ...result, value: 'achieved' }, '2026-03-02T02:00:00.000Z')
    const dossierId = await aDraft(at.pool, campaign, commune)
    const by = await aPerson(at.pool, 'provinceChair', 'P44')
    const state = async () =>
      (await at.pool.query('SELECT status, state FROM dossier WHERE id = $1', [dossierId])).rows[0]
    await withWorker(async () => {
      await mustAct(at, { dossierId, action: 'submit', by: police })
      await mustAct(at, { dossierId, action: 'approve', by })
      await recordResult(at.pool, { ...result, value: null }, '2026-03-02T03:00:00.000Z')
      expect((await state()).state.basisChanged).toBeUndefined()
      expect(await go('2026-03-03T02:00:00.000Z')).toMatchObject({ ok: true })
    })
    expect(await state()).toMatchObject({
      status: 'concluded',
      state: { outcome: 'achieved', basisChanged: [{ subjectId: unit, kind: 'safety', year: 2026 }] },
    })
  })

  it('says what hangs when nothing answers, and goes on from there later', async () => {
    await theClockStandsAt(at.pool, '2025-12-30T00:00:00.000Z')
    const campaign = await planned()
    expect(await go('2026-01-05T00:00:00.000Z', 300)).toEqual({
      ok: false,
      code: 'clockStuck',
      standsAt: '2025-12-31T17:00:00.000Z',
      waitsFor: [`campaign ${campaign}`],
    })
    const moved = await withWorker(() => go('2026-01-05T00:00:00.000Z'))
    expect(moved).toMatchObject({
      ok: true,
      from: '2025-12-31T17:00:00.000Z',
      to: '2026-01-05T00:00:00.000Z',
    })
    const { rows } = await at.pool.query('SELECT status FROM campaign WHERE id = $1', [campaign])
    expect(rows).toEqual([{ status: 'open' }])
  })

  it('does not go back, moves a real clock nowhere, and has one mover at a time', async () => {
    await theClockStandsAt(at.pool, '2026-03-02T00:00:00.000Z')
    expect(await go('2026-03-01T00:00:00.000Z')).toMatchObject({ code: 'clockGoesBack' })
    expect(await go('yesterday')).toMatchObject({ code: 'badInstant' })
    await planned()
    const both = await withWorker(() =>
      Promise.all([go('2026-03-03T00:00:00.000Z'), go('2026-03-03T00:00:00.000Z')]),
    )
    expect(both.map((one) => (one.ok ? 'moved' : one.code)).sort()).toEqual(['clockBusy', 'moved'])
    await at.pool.query("UPDATE clock SET mode = 'real', stands_at = NULL")
    expect(await go('2027-01-01T00:00:00.000Z')).toMatchObject({ code: 'clockNotStepped' })
  })

  it('follows a date that was changed: due instants, open tasks, and the runs whose waking moved', async () => {
    await theClockStandsAt(at.pool, '2026-03-02T02:00:00.000Z')
    const campaign = await planned()
    await withWorker(async () => {
      await go('2026-03-02T03:00:00.000Z')
      const id = await aDossierAt(at, { campaign, commune, name: `Đổi hạn ${made}` })
      await at.pool.query(
        `INSERT INTO campaign_override (campaign_id, office_id, dates) VALUES ($1, $2, '{"looking": "2026-05-01"}')`,
        [campaign, commune],
      )
      const input = { campaignId: campaign, clock: 'stepped' } as const
      const sent = await refreshCampaign(env.client, input, 'override 1', { deadlineMs: 20_000 })
      expect(sent).toMatchObject({ kind: 'result', result: { seen: 1, changed: 1 } })
      const { rows } = await at.pool.query(
        'SELECT d.due_at AS dossier, t.due_at AS task FROM dossier d JOIN task t ON t.dossier_id = d.id WHERE d.id = $1',
        [id],
      )
      const due = new Date('2026-04-30T16:59:59.999Z')
      expect(rows).toEqual([{ dossier: due, task: due }])
      // The same cause again is the same change.
      expect(await refreshCampaign(env.client, input, 'override 1', { deadlineMs: 20_000 })).toEqual(sent)
      expect(await go('2026-05-06T00:00:00.000Z')).toMatchObject({ ok: true })
      expect((await told(campaign)).map((line) => line.slice(0, 21))).toEqual([
        '2026-04-22 reminder Đ',
        '2026-04-29 reminder Đ',
        '2026-05-04 overdue Đổ',
        '2026-05-04 escalation',
      ])
    })
  })

  it('answers a refresh that met a bug with its incident, and lives on', async () => {
    const campaignId = randomUUID()
    const activities = {
      tickCampaign: async () => ({ status: 'planned', nextWakeAt: '2030-01-01T00:00:00.000Z' }),
      refreshDue: async () => {
        throw ApplicationFailure.nonRetryable('bug', INCIDENT, 'i7')
      },
    }
    await (
      await workerFor(env, activities)
    ).runUntil(async () => {
      const input = { campaignId, clock: 'stepped' } as const
      await wakeCampaign(env.client, input)
      expect(await refreshCampaign(env.client, input, 'x', { deadlineMs: 20_000 })).toEqual({
        kind: 'incident',
        id: 'i7',
      })
      const handle = env.client.workflow.getHandle(campaignWorkflowId(campaignId))
      await expect(handle.executeUpdate(refreshUpdate, { args: ['y'] })).rejects.toThrow()
      expect((await handle.describe()).status.name).toBe('RUNNING')
    })
  })
})

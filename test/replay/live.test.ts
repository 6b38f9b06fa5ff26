// Run and record agree: after lives on the real server with the real record, a worker that holds nothing in memory
// replays each history from its first event, and the position it arrives at is the record's row, by hash.
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dossierWorkflowId, positionQuery } from '../../workflows/messages.ts'
import { aScene } from '../support/scene.ts'
import type { Scene } from '../support/scene.ts'
import { devServer } from '../support/temporal.ts'
import { withWorker } from '../support/workflow-fakes.ts'
import { SCENES, aLife, liveTheYear } from './scenes.ts'

const KIB = 1024

let at: Scene
let env: TestWorkflowEnvironment

beforeAll(async () => {
  ;[at, env] = await Promise.all([aScene(), devServer()])
})
afterAll(async () => {
  await env.teardown()
  await at.drop()
})

describe('a run replayed from its first event', () => {
  it.each(Object.keys(SCENES))('%s: arrives at the state that the record holds', async (name) => {
    const play = SCENES[name]
    const input = await play?.({ at, env })
    if (input === undefined) throw new Error(`scene ${name}: not played`)
    const replayed = await withWorker(
      env,
      at.record,
      () => env.client.workflow.getHandle(dossierWorkflowId(input.dossierId)).query(positionQuery),
      { maxCachedWorkflows: 0 },
    )
    const row = await at.row(input.dossierId)
    expect(replayed?.stateHash).toBe(row.state_hash)
    expect(replayed).toMatchObject({ status: row.status, step: row.step, version: row.version })
  })
})

describe('the history of a dossier', () => {
  it('of a whole year stays within 200 events, 100 KiB, and 2 KiB an action', async () => {
    const life = await aLife(at, env, 'Đo lịch sử')
    const actions = await withWorker(env, at.record, () => liveTheYear(life))
    const info = await env.client.workflow.getHandle(dossierWorkflowId(life.input.dossierId)).describe()
    const { rows } = await at.pool.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM command WHERE dossier_id = $1 AND ok',
      [life.input.dossierId],
    )
    expect(rows[0]?.n).toBe(actions)
    expect(actions).toBeGreaterThanOrEqual(25)
    expect(info.historyLength).toBeLessThanOrEqual(200)
    expect(info.historySize).toBeLessThanOrEqual(100 * KIB)
    expect((info.historySize ?? Infinity) / actions).toBeLessThanOrEqual(2 * KIB)
  })
})

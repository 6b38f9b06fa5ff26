// The upkeep as a run of the real server: a campaign that was planned while Temporal was away gets its run.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { wakeDuties } from '../../activities/campaign/start.ts'
import { campaignWorkflowId } from '../../workflows/messages.ts'
import { MONDAY, aCampaign, aCommune } from '../support/builders.ts'
import { startApi } from './support.ts'
import type { ApiUnderTest } from './support.ts'

describe('the upkeep', () => {
  let api: ApiUnderTest
  beforeAll(async () => {
    api = await startApi({ withWorker: true })
  })
  afterAll(() => api.close())

  it('gives a campaign its run that nobody could be told of', async () => {
    const { pool } = api.at
    await aCommune(pool)
    const campaign = await aCampaign(pool, { officeId: 'P44', status: 'planned' })
    const run = api.deps.temporal.workflow.getHandle(campaignWorkflowId(campaign))
    await expect(run.describe()).rejects.toThrow(/not found/i)
    await wakeDuties(api.deps.temporal, { clock: 'stepped' })
    await vi.waitFor(
      async () => {
        const { rows } = await pool.query('SELECT status FROM campaign WHERE id = $1', [campaign])
        expect(rows).toEqual([{ status: 'open' }])
      },
      { timeout: 60_000, interval: 50 },
    )
    expect((await run.describe()).status.name).toBe('RUNNING')
    await vi.waitFor(
      async () => {
        const { rows } = await pool.query("SELECT last_at FROM agenda WHERE name = 'upkeep'")
        expect(rows).toEqual([{ last_at: new Date(MONDAY) }])
      },
      { timeout: 60_000, interval: 50 },
    )
  })
})

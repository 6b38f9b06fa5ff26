// Matters as subjects of dossiers, on real PostgreSQL: their place and dates, their standing, and parts handed out.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPlan } from '../../activities/campaign/plan.ts'
import { simulateCampaign } from '../../activities/campaign/simulation.ts'
import { tickCampaign } from '../../activities/campaign/tick.ts'
import { exportDossier } from '../../activities/record/export.ts'
import { dossierIdOf } from '../../activities/record/ids.ts'
import { reproject } from '../../activities/record/reproject.ts'
import { ownDates } from '../../activities/record/subject.ts'
import { verifyExport } from '../../activities/record/verify.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
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
import { DUTIES, PLANS, aMatter } from '../support/matters.ts'

let at: TestRecord
let commune: string
let unit: string
let police: string
let chair: string
let head: string
let plans: string
let duties: string

beforeAll(async () => {
  at = await aRecord()
  commune = await aCommune(at.pool)
  unit = await aUnit(at.pool, { parent: commune })
  police = await aPerson(at.pool, 'communePolice', commune)
  chair = await aPerson(at.pool, 'communeChair', commune)
  head = await aPerson(at.pool, 'unitHead', unit)
  plans = await aCampaign(at.pool, { officeId: 'P44', procedure: PLANS, calendarVersion: 1 })
  duties = await aCampaign(at.pool, { officeId: 'P44', procedure: DUTIES, calendarVersion: 1 })
})
afterAll(() => at.drop())

interface MatterColumns {
  readonly status: string
  readonly version: number
  readonly begun_on: string | null
  readonly ended_on: string | null
}

async function matter(id: string): Promise<MatterColumns | undefined> {
  const { rows } = await at.pool.query<MatterColumns>(
    'SELECT status, version, begun_on::text, ended_on::text FROM matter WHERE id = $1',
    [id],
  )
  return rows[0]
}

async function dossier(id: string): Promise<Record<string, unknown> | undefined> {
  const { rows } = await at.pool.query<Record<string, unknown>>('SELECT * FROM dossier WHERE id = $1', [id])
  return rows[0]
}

/** A plan of the commune with its draft. */
async function aPlan(name: string): Promise<{ id: string; plan: string }> {
  const plan = await aMatter(at.pool, { owner: commune, kind: 'plan', name })
  return { plan, id: await aDraft(at.pool, plans, plan) }
}

const duty = (name: string, more: Partial<Parameters<typeof aMatter>[1]> = {}): Promise<string> =>
  aMatter(at.pool, { owner: unit, kind: 'duty', name, ...more })

describe('a dossier about a matter', () => {
  it('stands in the offices of its owner, under the matter’s own name, and gives the matter its standing', async () => {
    const { id, plan } = await aPlan('Kế hoạch năm')
    await mustAct(at, { dossierId: id, action: 'submit', by: police })
    expect(await dossier(id)).toMatchObject({
      subject_id: plan,
      subject_kind: 'plan',
      subject_name: 'Kế hoạch năm',
      search_key: 'ke hoach nam xa vinh thuy',
      unit_id: commune,
      commune_id: commune,
      province_id: 'P44',
    })
    expect(await matter(plan)).toMatchObject({ status: 'draft', version: 1 })
    await mustAct(at, { dossierId: id, action: 'approve', by: chair })
    expect(await matter(plan)).toEqual({
      status: 'active',
      version: 2,
      begun_on: '2026-03-02',
      ended_on: null,
    })
    await mustAct(at, {
      dossierId: id,
      action: 'revoke',
      by: chair,
      body: { reason: 'Ban hành sai thẩm quyền' },
    })
    expect(await matter(plan)).toEqual({
      status: 'ended',
      version: 3,
      begun_on: '2026-03-02',
      ended_on: '2026-03-02',
    })
  })

  it('is refused while the matter doesn’t stand as the procedure wants, and for owners of another kind', async () => {
    const waiting = await aDraft(at.pool, duties, await duty('chưa giao'))
    expect(await act(at, { dossierId: waiting, action: 'submit', by: head })).toMatchObject({
      code: 'notEligible',
      detail: { status: 'draft', begins: 'active' },
    })
    const ended = await aDraft(at.pool, duties, await duty('đã thôi', { status: 'ended' }))
    expect((await act(at, { dossierId: ended, action: 'submit', by: head })).code).toBe('notEligible')
    const strange = await aMatter(at.pool, { owner: commune, kind: 'duty', name: 'của xã', status: 'active' })
    const other = await aDraft(at.pool, duties, strange)
    expect((await act(at, { dossierId: other, action: 'submit', by: police })).code).toBe('notEligible')
  })

  it('goes to the person whom the matter names, and to nobody else', async () => {
    const second = await aPerson(at.pool, 'unitHead', unit, { name: 'người thứ hai' })
    const id = await aDraft(at.pool, duties, await duty('có tên', { status: 'active', person: second }))
    expect((await act(at, { dossierId: id, action: 'submit', by: head })).ok).toBe(false)
    await mustAct(at, { dossierId: id, action: 'submit', by: second })
    expect(await dossier(id)).toMatchObject({ step: 'confirm' })
  })

  it('is due on the matter’s own date, which a reprojection follows when it is changed', async () => {
    const one = await duty('có hạn', { status: 'active', dates: { due: '2026-04-15' } })
    const id = await aDraft(at.pool, duties, one)
    await mustAct(at, { dossierId: id, action: 'submit', by: head })
    const due = async () => ((await dossier(id))?.['due_at'] as Date).toISOString()
    expect(await due()).toBe('2026-04-15T16:59:59.999Z')
    await at.pool.query(`UPDATE matter SET dates = '{"due":"05-20"}', name = 'đổi hạn' WHERE id = $1`, [one])
    await reproject(at.pool, { campaignId: duties })
    expect(await due()).toBe('2026-05-20T16:59:59.999Z')
    expect(await dossier(id)).toMatchObject({ subject_name: 'đổi hạn' })
    expect((await reproject(at.pool, { campaignId: duties })).changed).toBe(0)
  })

  it('counts the days of its first step from when it was handed out, not from the opening of the year', async () => {
    const due = { kind: 'workingDays', count: 5, from: 'stepEntered', source: 'test' } as const
    const steps = DUTIES.steps.map((step) => (step.id === 'ask' ? { ...step, due } : step))
    const campaign = await aCampaign(at.pool, {
      officeId: 'P44',
      procedure: { ...DUTIES, id: 'counted-days', steps },
      calendarVersion: 1,
    })
    const submitted = async (name: string, since: string): Promise<unknown> => {
      const one = await duty(name, { status: 'active' })
      await at.pool.query('UPDATE matter SET begun_on = $2 WHERE id = $1', [one, since])
      const id = await aDraft(at.pool, campaign, one)
      await mustAct(at, { dossierId: id, action: 'submit', by: head })
      const { rows } = await at.pool.query(
        "SELECT late FROM (SELECT data->>'late' AS late, seq FROM event WHERE dossier_id = $1) AS e WHERE seq = 1",
        [id],
      )
      return rows[0]?.late
    }
    expect(await submitted('giao đầu năm', '2026-01-05')).toBe('true')
    expect(await submitted('giao hôm trước', '2026-02-27')).toBe('false')
  })

  it('takes from dates of its own only those that are in the campaign’s year', () => {
    const dates = { a: '2026-02-03', b: '2027-02-03', c: '12-31', d: '02-29', e: 'ngày mai' }
    expect(ownDates(dates, 2026)).toEqual({ a: '2026-02-03', c: '2026-12-31' })
    expect(ownDates(dates, 2028)).toEqual({ c: '2028-12-31', d: '2028-02-29' })
    expect(ownDates(null, 2026)).toEqual({})
  })
})

describe('parts of a plan', () => {
  it('are handed out with it: active, each with a draft in the campaign that takes it', async () => {
    const { id, plan } = await aPlan('Kế hoạch có việc')
    const parts = [await duty('việc một', { parent: plan }), await duty('việc hai', { parent: plan })]
    await mustAct(at, { dossierId: id, action: 'submit', by: police })
    for (const part of parts) expect(await matter(part)).toMatchObject({ status: 'draft' })
    await mustAct(at, { dossierId: id, action: 'approve', by: chair })
    for (const part of parts) {
      expect(await matter(part)).toMatchObject({ status: 'active', begun_on: '2026-03-02' })
      const { rows } = await at.pool.query(
        'SELECT campaign_id, subject_id, updated_by FROM draft WHERE dossier_id = $1',
        [dossierIdOf(duties, part)],
      )
      expect(rows).toEqual([{ campaign_id: duties, subject_id: part, updated_by: chair }])
    }
    const { rows } = await at.pool.query<{ n: string }>(
      "SELECT data->'data'->>'assigned' AS n FROM event WHERE dossier_id = $1 AND type = 'approved'",
      [id],
    )
    expect(rows).toEqual([{ n: '2' }])
    const first = dossierIdOf(duties, parts[0] ?? '')
    await mustAct(at, { dossierId: first, action: 'submit', by: head })
    await mustAct(at, { dossierId: first, action: 'approve', by: police })
    expect(await matter(parts[0] ?? '')).toMatchObject({ status: 'ended', ended_on: '2026-03-02' })
  })

  it('are not lost where no campaign takes them: then the plan is not issued', async () => {
    const { id, plan } = await aPlan('Kế hoạch năm sau')
    await at.pool.query("UPDATE campaign SET status = 'closed' WHERE id = $1", [duties])
    const part = await duty('việc không nơi nhận', { parent: plan })
    await mustAct(at, { dossierId: id, action: 'submit', by: police })
    const refused = await act(at, { dossierId: id, action: 'approve', by: chair })
    expect(refused).toMatchObject({ ok: false, code: 'needsUnmet' })
    expect(JSON.stringify(refused.detail)).toContain('noCampaign')
    expect(await matter(part)).toMatchObject({ status: 'draft', version: 1 })
    expect(await matter(plan)).toMatchObject({ status: 'draft' })
    await at.pool.query("UPDATE campaign SET status = 'open' WHERE id = $1", [duties])
    await mustAct(at, { dossierId: id, action: 'approve', by: chair })
    expect(await matter(part)).toMatchObject({ status: 'active' })
  })

  it('are reminded of by the date of each, as long as nobody acted', async () => {
    const named = await duty('nhắc riêng', { status: 'active', dates: { due: '2026-04-20' } })
    const other = await duty('nhắc chung', { status: 'active' })
    const ids = [await aDraft(at.pool, duties, named), await aDraft(at.pool, duties, other)]
    const reminded = async (day: string): Promise<string[]> => {
      await theClockStandsAt(at.pool, `${day}T00:30:00.000Z`)
      await tickCampaign({ pool: at.pool, look: async () => undefined }, duties)
      const { rows } = await at.pool.query<{ dossier_id: string }>(
        "SELECT dossier_id FROM announcement WHERE kind = 'reminder' AND day = $1 AND dossier_id = ANY($2)",
        [day, ids],
      )
      return rows.map(({ dossier_id }) => dossier_id)
    }
    expect(await reminded('2026-04-17')).toEqual([ids[0]])
    expect(await reminded('2026-11-27')).toEqual([ids[1]])
    await theClockStandsAt(at.pool, '2026-03-02T02:00:00.000Z')
  })

  it('are foreseen in the year’s simulation on the days of their own', async () => {
    const procedure = { ...DUTIES, id: 'foreseen' }
    const campaign = await aCampaign(at.pool, {
      officeId: 'P44',
      procedure,
      status: 'planned',
      calendarVersion: 1,
    })
    await at.pool.query("UPDATE matter SET status = 'ended' WHERE kind = 'duty'")
    await duty('dự báo một', { status: 'active', dates: { due: '2026-08-14' } })
    await duty('dự báo hai', { status: 'active' })
    await duty('dự báo ba', { status: 'active', dates: { due: '2031-01-01' } })
    await duty('còn là nháp')
    const plan = await readPlan(at.pool, campaign)
    if (plan === null) throw new Error(campaign)
    const [part] = await simulateCampaign(at.pool, plan, null)
    const dues = part?.simulation.notices.flatMap(({ at: when, kind, step, count }) =>
      kind === 'due' && step === 'ask' ? `${civilDateOf(when)} ${count}` : [],
    )
    expect(dues).toEqual(['2026-08-14 1', '2026-11-30 2'])
  })

  it('leave exports that hold when they are verified', async () => {
    const { rows } = await at.pool.query<{ id: string }>('SELECT id FROM dossier ORDER BY id')
    expect(rows.length).toBeGreaterThan(3)
    for (const { id } of rows) {
      const file = await exportDossier(at.pool, id, at.keys.publicPem)
      if (file === null) throw new Error(id)
      expect(verifyExport(file).findings).toEqual([])
    }
  })
})

// All campaigns of an office's year at once: foreseen in one line of time, and rolled over whole or not at all.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../activities/record/ids.ts'
import { aCampaign, aCommune, aUnit } from '../support/builders.ts'
import { SMALL_PROCEDURE } from '../support/small-procedure.ts'
import { WATCHED_PROCEDURE } from '../support/watched-procedure.ts'
import { aVisitor, startApi } from './support.ts'
import type { ApiUnderTest, Visitor } from './support.ts'

let api: ApiUnderTest
let commune: string
let staff: Visitor
let police: Visitor

interface Notice {
  readonly at: string
  readonly kind: string
  readonly procedureId: string
  readonly officeId: string | null
}
interface Rolled {
  readonly procedureId: string
  readonly exists: string | null
  readonly campaignId: string | null
  readonly differences: readonly { readonly field: string; readonly why: string }[]
}

beforeAll(async () => {
  api = await startApi({ withWorker: true })
  commune = await aCommune(api.at.pool)
  await aUnit(api.at.pool, { parent: commune, name: 'Trạm Y tế' })
  await aCampaign(api.at.pool, { officeId: 'P44', status: 'planned' })
  const watched = await aCampaign(api.at.pool, {
    officeId: 'P44',
    procedure: WATCHED_PROCEDURE,
    status: 'planned',
    dates: { looking: '2026-07-03' },
  })
  await api.at.pool.query(
    `INSERT INTO campaign_override (campaign_id, office_id, dates) VALUES ($1, $2, '{"looking": "2026-08-04"}')`,
    [watched, commune],
  )
  staff = await aVisitor(api, 'provinceStaff', 'P44')
  police = await aVisitor(api, 'communePolice', commune)
})
afterAll(() => api.close())

const rollOver = (who: Visitor, year: number, body: object, key = newId()) =>
  who.post(`/years/${year}/roll-over`, { officeId: 'P44', ...body }).set('Idempotency-Key', key)

const campaignsOf = async (year: number): Promise<number> => {
  const { rows } = await api.at.pool.query('SELECT 1 FROM campaign WHERE year = $1', [year])
  return rows.length
}

describe('the simulation of a year', () => {
  it('puts the notices of all campaigns into one line of time', async () => {
    const { body } = await police.post('/years/2026/simulation', { officeId: 'P44' }).expect(200)
    const notices: readonly Notice[] = body.notices
    const times = notices.map(({ at }) => at)
    expect(times).toEqual([...times].sort())
    expect(new Set(notices.map(({ procedureId }) => procedureId))).toEqual(new Set(['small', 'watched']))
    expect(notices).toContainEqual(
      expect.objectContaining({
        kind: 'due',
        procedureId: 'watched',
        at: '2026-08-03T16:59:59.999Z',
        officeId: commune,
      }),
    )
    expect(body.parts.map(({ procedureId, officeId }: Notice) => [procedureId, officeId])).toEqual([
      ['small', null],
      ['watched', null],
      ['watched', commune],
    ])
  })

  it('shows by procedure what another date would move', async () => {
    const whatIf = { watched: { overrides: { [commune]: { looking: '2026-08-05' } } } }
    const { body } = await staff.post('/years/2026/simulation', { officeId: 'P44', whatIf }).expect(200)
    const [small, , own] = body.parts
    expect(small.difference).toBeNull()
    expect(own.difference.moved).not.toHaveLength(0)
  })

  it.each([
    ['a procedure without a campaign', 2026, { officeId: 'P44', whatIf: { other: {} } }, 422],
    ['an unknown member', 2026, { officeId: 'P44', procedureId: 'small' }, 400],
    ['a year without campaigns', 2025, { officeId: 'P44' }, 404],
    ['a year that is none', 26, { officeId: 'P44' }, 400],
  ])('refuses %s', async (_, year, body, status) => {
    await staff.post(`/years/${year}/simulation`, body).expect(status)
  })

  it('is not found for whoever has nothing to do with the office', async () => {
    const place = await aCommune(api.at.pool, { code: '00003', provinceCode: '01' })
    const other = await aVisitor(api, 'communePolice', place)
    await other.post('/years/2026/simulation', { officeId: 'P44' }).expect(404)
  })
})

describe('the roll-over of a year', () => {
  it('says in a dry run what it would make, and makes nothing', async () => {
    const { body } = await rollOver(staff, 2027, { dryRun: true }).expect(201)
    const campaigns: readonly Rolled[] = body.campaigns
    expect(campaigns.map(({ procedureId, exists, campaignId }) => [procedureId, exists, campaignId])).toEqual(
      [
        ['small', null, null],
        ['watched', null, null],
      ],
    )
    expect(campaigns[1]?.differences).toContainEqual(
      expect.objectContaining({ field: 'dates.looking', why: 'yearLater' }),
    )
    expect(await campaignsOf(2027)).toBe(0)
  })

  it('makes none when one of them can’t be made', async () => {
    await api.at.pool.query(
      `UPDATE campaign SET settings = '{"sweepTime": "25:99"}' WHERE procedure_id = 'watched' AND year = 2026`,
    )
    await rollOver(staff, 2027, {}).expect(422)
    expect(await campaignsOf(2027)).toBe(0)
    await api.at.pool.query(
      `UPDATE campaign SET settings = '{}' WHERE procedure_id = 'watched' AND year = 2026`,
    )
  })

  it('plans all of them, once', async () => {
    const key = newId()
    const { body } = await rollOver(staff, 2027, {}, key).expect(201)
    const { body: again } = await rollOver(staff, 2027, {}, key).expect(201)
    expect(again).toEqual(body)
    expect(await campaignsOf(2027)).toBe(2)
    const made: readonly Rolled[] = body.campaigns
    const { body: watched } = await staff.get(`/campaigns/${made[1]?.campaignId ?? ''}`).expect(200)
    expect(watched).toMatchObject({
      year: 2027,
      status: 'planned',
      dates: { looking: '2027-07-03' },
      overrides: [{ officeId: commune, dates: { looking: '2027-08-04' } }],
    })
  })

  it('leaves a campaign alone that is there already', async () => {
    const { body: first } = await rollOver(staff, 2028, { dryRun: true }).expect(201)
    expect(first.campaigns).toHaveLength(2)
    await aCampaign(api.at.pool, {
      officeId: 'P44',
      procedure: SMALL_PROCEDURE,
      year: 2028,
      status: 'planned',
    })
    const { body } = await rollOver(staff, 2028, {}).expect(201)
    const [small, watched]: readonly Rolled[] = body.campaigns
    expect([small?.exists === null, small?.campaignId]).toEqual([false, null])
    expect([watched?.exists, watched?.campaignId === null]).toEqual([null, false])
    expect(await campaignsOf(2028)).toBe(2)
  })

  it('is the province’s own', async () => {
    await rollOver(police, 2029, {}).expect(403)
    await aCommune(api.at.pool, { code: '26734', provinceCode: '79' })
    await rollOver(await aVisitor(api, 'provinceStaff', 'P79'), 2029, {}).expect(404)
    await staff.post('/years/2029/roll-over', { officeId: 'P44' }).expect(400)
  })
})

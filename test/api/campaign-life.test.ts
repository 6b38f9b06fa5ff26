// A campaign's year foreseen, and next year's campaign planned from it, over HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../activities/record/ids.ts'
import { aCampaign, aCommune, aUnit } from '../support/builders.ts'
import { WATCHED_PROCEDURE } from '../support/watched-procedure.ts'
import { aVisitor, startApi } from './support.ts'
import type { ApiUnderTest, Visitor } from './support.ts'

let api: ApiUnderTest
let commune: string
let campaign: string
let staff: Visitor
let police: Visitor

beforeAll(async () => {
  api = await startApi({ withWorker: true })
  commune = await aCommune(api.at.pool)
  await aUnit(api.at.pool, { parent: commune, name: 'Trạm Y tế' })
  campaign = await aCampaign(api.at.pool, {
    officeId: 'P44',
    procedure: WATCHED_PROCEDURE,
    status: 'planned',
    dates: { looking: '2026-07-03' },
  })
  await api.at.pool.query(
    `INSERT INTO campaign_override (campaign_id, office_id, dates) VALUES ($1, $2, '{"looking": "2026-08-04"}')`,
    [campaign, commune],
  )
  staff = await aVisitor(api, 'provinceStaff', 'P44')
  police = await aVisitor(api, 'communePolice', commune)
})
afterAll(() => api.close())

const rollOver = (who: Visitor, body: object, key = newId()) =>
  who.post(`/campaigns/${campaign}/roll-over`, body).set('Idempotency-Key', key)

describe('the simulation', () => {
  it('is there for everybody in the campaign, a part for each commune with its own dates', async () => {
    const { body } = await police.post(`/campaigns/${campaign}/simulation`, {}).expect(200)
    const [all, own] = body.parts
    expect([all.officeId, own.officeId]).toEqual([null, commune])
    expect(all.notices).toEqual([])
    expect(
      own.notices.find(({ kind, step }: { kind: string; step: string }) => kind === 'due' && step === 'look'),
    ).toMatchObject({ at: '2026-08-03T16:59:59.999Z', count: 1, recipientKey: 'commune:communePolice' })
    expect(own.difference).toBeNull()
    expect(body.dates).toEqual([])
  })

  it('shows what a date would move, and changes nothing', async () => {
    const asked = { overrides: { [commune]: { looking: '2026-08-05' } } }
    const { body } = await staff.post(`/campaigns/${campaign}/simulation`, asked).expect(200)
    expect(body.parts[1].difference.moved).not.toHaveLength(0)
    const { rows } = await api.at.pool.query('SELECT dates FROM campaign_override WHERE campaign_id = $1', [
      campaign,
    ])
    expect(rows).toEqual([{ dates: { looking: '2026-08-04' } }])
    // "Before" the sixth is through the fifth.
    const common = { dates: { looking: '2026-08-06' } }
    const { body: moved } = await staff.post(`/campaigns/${campaign}/simulation`, common).expect(200)
    expect(moved.dates).toEqual([expect.objectContaining({ key: 'looking', after: '2026-08-05' })])
  })

  it.each([
    ['an unknown field', { year: 2026 }, 400],
    ['a date that is none', { dates: { looking: '2026-02-30' } }, 400],
    ['a holiday table that is none', { calendarVersion: 99 }, 422],
  ])('refuses %s', async (_, body, status) => {
    await staff.post(`/campaigns/${campaign}/simulation`, body).expect(status)
  })

  it('is not found where the campaign is out of sight', async () => {
    const other = await aVisitor(
      api,
      'communePolice',
      await aCommune(api.at.pool, { code: '00003', provinceCode: '01' }),
    )
    await other.post(`/campaigns/${campaign}/simulation`, {}).expect(404)
  })
})

describe('the roll-over', () => {
  it('says in a dry run what it would make, and makes nothing', async () => {
    const { body } = await rollOver(staff, { dryRun: true }).expect(201)
    expect(body).toMatchObject({
      campaign: null,
      exists: null,
      planned: {
        year: 2027,
        dates: { looking: '2027-07-03' },
        overrides: [{ officeId: commune, dates: { looking: '2027-08-04' } }],
      },
    })
    const { rows } = await api.at.pool.query('SELECT 1 FROM campaign WHERE year = 2027')
    expect(rows).toEqual([])
  })

  it('plans next year’s campaign with its overrides, once', async () => {
    const key = newId()
    const { body } = await rollOver(staff, {}, key).expect(201)
    expect(body.campaign).toMatchObject({
      year: 2027,
      status: 'planned',
      dates: { looking: '2027-07-03' },
      overrides: [{ officeId: commune, dates: { looking: '2027-08-04' } }],
    })
    const { body: again } = await rollOver(staff, {}, key).expect(201)
    expect(again.campaign.id).toBe(body.campaign.id)
    const { body: twice } = await rollOver(staff, {}).expect(409)
    expect(twice.code).toBe('duplicate')
    const { body: dry } = await rollOver(staff, { dryRun: true }).expect(201)
    expect(dry.exists).toBe(body.campaign.id)
  })

  it('is for those who keep campaigns, and goes forward only', async () => {
    await rollOver(police, {}).expect(403)
    await rollOver(staff, { year: 2026 }).expect(422)
    await staff.post(`/campaigns/${campaign}/roll-over`, {}).expect(400)
  })
})

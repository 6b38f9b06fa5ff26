// The register in numbers over HTTP: what the forms of standing models say of their size (điểm, tổ), by type, year and place.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MO_HINH, MO_HINH_RA_SOAT } from '../../procedures/mo-hinh.ts'
import { aCampaign, aCommune, aDraft, aPerson, aUnit, mustAct } from '../support/builders.ts'
import { aMatter } from '../support/matters.ts'
import { aVisitor, startApi } from './support.ts'
import type { ApiUnderTest, Visitor } from './support.ts'

let api: ApiUnderTest
let commune: string
let unit: string
let school: string
let campaign: string
let police: Visitor
let chair: string

beforeAll(async () => {
  api = await startApi()
  const { pool } = api.at
  commune = await aCommune(pool)
  unit = await aUnit(pool, { parent: commune, name: 'Trạm Y tế' })
  school = await aUnit(pool, { parent: commune, name: 'Trường Tiểu học', kind: 'school' })
  campaign = await aCampaign(pool, { officeId: 'P44', procedure: MO_HINH, calendarVersion: 1 })
  police = await aVisitor(api, 'communePolice', commune)
  chair = await aPerson(pool, 'communeChair', commune)
})
afterAll(() => api.close())

interface Model {
  readonly owner: string
  readonly name: string
  readonly type: string
  readonly fields: object
}

/** A model that its owner registers; appraised, and recognised unless it is to be declined. */
async function registered({ owner, name, type, fields }: Model, verdict: 'approve' | 'reject' = 'approve') {
  const { pool } = api.at
  const matter = await aMatter(pool, { owner, kind: 'model', name, type })
  const head = await aPerson(pool, 'unitHead', owner)
  const dossierId = await aDraft(pool, campaign, matter)
  const body = { fields: { purpose: 'Tự quản', ...fields } }
  await mustAct(api.at, { dossierId, action: 'submit', by: head, body })
  await mustAct(api.at, { dossierId, action: 'approve', by: police.personId })
  const end = verdict === 'approve' ? {} : { body: { reason: 'Hình thức' } }
  await mustAct(api.at, { dossierId, action: verdict, by: chair, ...end })
  return matter
}

const counts = async (query: string, who = police): Promise<unknown> =>
  (await who.get(`/matters/counts?${query}`).expect(200)).body.counts

describe('sums over the register', () => {
  let camera: string
  beforeAll(async () => {
    camera = await registered({
      owner: unit,
      name: 'Camera an ninh',
      type: 'security',
      fields: { points: 3, teams: 2, members: 9 },
    })
    await registered({
      owner: school,
      name: 'Tiếng kẻng',
      type: 'security',
      fields: { points: 4, teams: 1, members: 5 },
    })
    await registered({
      owner: school,
      name: 'Cổng trường an toàn',
      type: 'school',
      fields: { points: 1, teams: 6, members: 8 },
    })
    await registered(
      { owner: unit, name: 'Bị từ chối', type: 'fire', fields: { points: 100, teams: 100, members: 9 } },
      'reject',
    )
  })

  it('add điểm and tổ by type, of those that stand', async () => {
    const found = await counts(`year=2026&territory=${commune}&sum=points,teams`)
    expect(found).toEqual([
      { kind: 'model', type: 'fire', begun: 0, active: 0, ended: 0, sums: {} },
      { kind: 'model', type: 'school', begun: 1, active: 1, ended: 0, sums: { points: 1, teams: 6 } },
      { kind: 'model', type: 'security', begun: 2, active: 2, ended: 0, sums: { points: 7, teams: 3 } },
    ])
  })

  it('are of a territory, of a year, of what the reader sees and of number fields alone', async () => {
    expect(await counts(`year=2026&territory=${unit}&sum=points,purpose,nothing`)).toContainEqual(
      expect.objectContaining({ type: 'security', active: 1, sums: { points: 3 } }),
    )
    expect(await counts('year=2025&sum=points')).toContainEqual(
      expect.objectContaining({ type: 'security', active: 0, sums: {} }),
    )
    expect(await counts('year=2027&sum=points')).toContainEqual(
      expect.objectContaining({ type: 'security', active: 2, sums: { points: 7 } }),
    )
    const head = await aVisitor(api, 'unitHead', unit, { name: 'người khác' })
    expect(await counts('year=2026&sum=teams', head)).toContainEqual(
      expect.objectContaining({ type: 'security', sums: { teams: 2 } }),
    )
    const stranger = await aVisitor(
      api,
      'communePolice',
      await aCommune(api.at.pool, { code: '26734', provinceCode: '79' }),
    )
    expect(await counts('year=2026&sum=points', stranger)).toEqual([])
    for (const wrong of ['points,', 'a-b', '1x'])
      await police.get(`/matters/counts?year=2026&sum=${wrong}`).expect(400)
  })

  it('follow the yearly review once it is concluded, and not before', async () => {
    const { pool } = api.at
    const reviews = await aCampaign(pool, { officeId: 'P44', procedure: MO_HINH_RA_SOAT, calendarVersion: 1 })
    const dossierId = await aDraft(pool, reviews, camera)
    const head = await aPerson(pool, 'unitHead', unit)
    const fields = { results: 'Tốt', points: 10, teams: 2, members: 9 }
    await mustAct(api.at, { dossierId, action: 'submit', by: head, body: { fields } })
    const sums = () => counts(`year=2026&territory=${unit}&sum=points`)
    expect(await sums()).toContainEqual(expect.objectContaining({ type: 'security', sums: { points: 3 } }))
    await mustAct(api.at, {
      dossierId,
      action: 'approve',
      by: police.personId,
      body: { fields: { class: 'effective' } },
    })
    await mustAct(api.at, {
      dossierId,
      action: 'approve',
      by: chair,
      at: '2026-11-20T02:00:00.000Z',
      body: { fields: { verdict: 'kept' } },
    })
    expect(await sums()).toContainEqual(expect.objectContaining({ type: 'security', sums: { points: 10 } }))
  })
})

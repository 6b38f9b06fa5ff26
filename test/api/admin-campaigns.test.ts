// Publishing what ships, planning a campaign on it, and what a change of dates does to the dossiers of an open one; on the
// real server, for a campaign lives in its run.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId, officeChain } from '../../activities/record/ids.ts'
import { DIEN_HINH } from '../../procedures/dien-hinh.ts'
import { PROCEDURES } from '../../procedures/index.ts'
import { SHEETS } from '../../procedures/sheets.ts'
import { SHIPPED_CALENDAR } from '../../domain/time/holidays.ts'
import { MONDAY, aDraft, aUnit, theClockStandsAt } from '../support/builders.ts'
import { anAdminScene, create, seen } from './admin-support.ts'
import type { AdminScene } from './admin-support.ts'
import { aVisitor } from './support.ts'
import type { Visitor } from './support.ts'

/** In the first days of the campaign's year: every deadline still lies ahead. */
const NEW_YEAR = '2026-01-05T02:00:00.000Z'

interface Campaign {
  readonly id: string
  readonly status: string
  readonly version: number
  readonly dates: Record<string, string>
  readonly reading: string
  readonly settings: Record<string, unknown>
  readonly sheets: Record<string, { id: string; version: number }>
  readonly calendarVersion: number | null
  readonly deadlines: { key: string; dueAt: string; overridden: boolean }[]
}

let scene: AdminScene
let staff: Visitor
beforeAll(async () => {
  scene = await anAdminScene({ withWorker: true })
  await theClockStandsAt(scene.at.pool, NEW_YEAR)
  staff = await aVisitor(scene, 'provinceStaff', 'P44')
  await scene.root.put('/shipped').expect(200)
})
afterAll(() => scene.close())

const dienHinh = (more: object = {}) => ({ procedureId: 'dien-hinh', officeId: 'P44', year: 2026, ...more })

function settable({ dates, reading, settings, sheets, calendarVersion, version }: Campaign) {
  return { dates, reading, settings, sheets, calendarVersion, version }
}

/** Waits until a campaign stands as it should: its run turns it. */
async function standing(id: string, status: string): Promise<Campaign> {
  const limit = Date.now() + 20_000
  for (;;) {
    const campaign = await seen<Campaign>(staff.get(`/campaigns/${id}`).expect(200))
    if (campaign.status === status) return campaign
    if (Date.now() > limit) throw new Error(`campaign ${id}: ${campaign.status}, expected ${status}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const due = (campaign: Campaign, key: string) => campaign.deadlines.find((one) => one.key === key)?.dueAt

describe('what ships', () => {
  it('is published once, and stands in the system’s chain', async () => {
    const { body } = await scene.root.put('/shipped').expect(200)
    expect(body.items).toHaveLength(PROCEDURES.length + SHEETS.length + 1)
    expect(body.items).toContainEqual({
      kind: 'procedure',
      id: 'dien-hinh',
      version: 1,
      vi: DIEN_HINH.vi,
      state: 'published',
    })
    const types = (await scene.chain('system')).map(({ type }) => type)
    expect(types.filter((type) => type === 'procedurePublished')).toHaveLength(PROCEDURES.length)
    expect(types.filter((type) => type === 'sheetPublished')).toHaveLength(SHEETS.length)
    expect(types.filter((type) => type === 'calendarPublished')).toHaveLength(1)
    await scene.root.put('/procedures/dien-hinh/versions/1').expect(200)
    await scene.root.put('/procedures/dien-hinh/versions/2').expect(404)
    await scene.root.put('/procedures/khong-co/versions/1').expect(404)
  })

  it('is published by nobody but an administrator of everything', async () => {
    const local = await aVisitor(scene, 'administrator', scene.commune)
    await local.put('/shipped').expect(403)
    await staff.put('/shipped').expect(403)
    await local.put('/procedures/dien-hinh/versions/1').expect(403)
  })

  it('is read with its steps and dates', async () => {
    const list = await staff.get('/procedures').expect(200)
    expect(list.body.items).toHaveLength(PROCEDURES.length)
    expect(list.body.items).toContainEqual(expect.objectContaining({ id: 'dien-hinh', vi: DIEN_HINH.vi }))
    const { body } = await staff.get('/procedures/dien-hinh/versions/1').expect(200)
    expect(body.procedure).toEqual(JSON.parse(JSON.stringify(DIEN_HINH)))
    await staff.get('/procedures/dien-hinh/versions/9').expect(404)
    await staff.get('/procedures/dien-hinh/versions/one').expect(400)
  })
})

describe('a campaign', () => {
  it('is planned by the province’s staff, and its run opens it on its day', async () => {
    const key = newId()
    const first = await create(staff, '/campaigns', dienHinh(), key).expect(201)
    expect(first.body).toMatchObject({
      officeId: 'P44',
      procedure: { id: 'dien-hinh', version: 1 },
      opensAt: '2025-12-31T17:00:00.000Z',
      closesAt: '2026-12-31T16:59:59.999Z',
      reading: 'strict',
      sheets: { school: { id: 'sample-school', version: 1 } },
    })
    const again = await create(staff, '/campaigns', dienHinh(), key).expect(201)
    expect(again.body.id).toBe(first.body.id)
    const open = await standing(String(first.body.id), 'open')
    expect(due(open, 'registration')).toBe('2026-01-19T16:59:59.999Z')
    expect(due(open, 'dossier')).toBe('2026-10-31T16:59:59.999Z')
    const second = await create(staff, '/campaigns', dienHinh()).expect(409)
    expect(second.body).toMatchObject({ code: 'duplicate', params: { campaignId: first.body.id } })
  })

  it('of next year stays planned, and can be changed in everything', async () => {
    const planned = await seen<Campaign>(create(staff, '/campaigns', dienHinh({ year: 2027 })).expect(201))
    expect(planned.status).toBe('planned')
    const change = {
      ...settable(planned),
      reading: 'throughDay',
      dates: { registration: '2027-01-25' },
      settings: { residentialAreas: true, sweepTime: '08:15', escalationDays: 3 },
    }
    const { body } = await staff.put(`/campaigns/${planned.id}`, change).expect(200)
    expect(due(body.campaign as Campaign, 'registration')).toBe('2027-01-25T16:59:59.999Z')
    expect(body.followed).toBeNull()
    await staff.put(`/campaigns/${planned.id}`, change).expect(200)
    const other = { ...change, reading: 'strict' }
    const stale = await staff.put(`/campaigns/${planned.id}`, other).expect(409)
    expect(stale.body).toMatchObject({
      code: 'versionConflict',
      current: { version: planned.version + 1 },
    })
    const lines = (await scene.chain(officeChain('P44'))).filter(
      ({ type, data }) => type === 'campaignChanged' && data['campaignId'] === planned.id,
    )
    expect(lines).toHaveLength(1)
  })

  it.each([
    [{ procedureId: 'khong-co' }, 422, 'unknownProcedure', 'procedureId'],
    [{ procedureVersion: 7 }, 422, 'unknownProcedure', 'procedureVersion'],
    [{ year: 2025 }, 422, 'dateInPast', 'year'],
    [{ officeId: 'P79' }, 404, 'notFound', 'officeId'],
    [{ dates: { birthday: '2028-02-01' } }, 422, 'unknownName', 'dates.birthday'],
    [{ dates: { registration: '2027-12-31' } }, 422, 'invalid', 'dates.registration'],
    [{ dates: { registration: '2028-02-30' } }, 400, 'invalidRequest', 'dates.registration'],
    [{ settings: { colour: 'red' } }, 422, 'unknownName', 'settings.colour'],
    [{ settings: { residentialAreas: 'yes' } }, 422, 'invalid', 'settings.residentialAreas'],
    [{ settings: { sweepTime: '25:00' } }, 422, 'invalid', 'settings.sweepTime'],
    [{ settings: { escalationDays: 0 } }, 422, 'invalid', 'settings.escalationDays'],
    [{ sheets: { school: { id: 'sample-school', version: 9 } } }, 422, 'notPublished', 'sheets.school'],
    [{ sheets: { ship: { id: 'sample-school', version: 1 } } }, 400, 'invalidRequest', 'sheets.ship'],
    [{ calendarVersion: 9 }, 422, 'notPublished', 'calendarVersion'],
    [{ reading: 'loose' }, 400, 'invalidRequest', 'reading'],
    [{ status: 'open' }, 400, 'invalidRequest', 'status'],
  ])('is refused with %j by %i %s', async (wrong, status, code, field) => {
    const { body } = await create(staff, '/campaigns', dienHinh({ year: 2028, ...wrong })).expect(status)
    expect(body).toMatchObject({ code, field })
  })

  it('can’t be given a date that has passed', async () => {
    const { body } = await create(
      scene.root,
      '/campaigns',
      dienHinh({ officeId: 'P79', dates: { registration: '2026-01-05' } }),
    ).expect(422)
    expect(body).toMatchObject({ code: 'dateInPast', field: 'dates.registration' })
  })

  it('is seen under its office, and not elsewhere', async () => {
    const { id } = await seen<Campaign>(
      create(scene.root, '/campaigns', dienHinh({ officeId: 'P79' })).expect(201),
    )
    const near = await aVisitor(scene, 'communePolice', scene.elsewhere)
    await near.get(`/campaigns/${id}`).expect(200)
    await staff.get(`/campaigns/${id}`).expect(404)
    const campaign = await seen<Campaign>(near.get(`/campaigns/${id}`).expect(200))
    await staff.put(`/campaigns/${id}`, settable(campaign)).expect(404)
    await near.put(`/campaigns/${id}`, settable(campaign)).expect(403)
    const list = await seen(near.get('/campaigns?year=2026').expect(200))
    expect(list.items.map((one) => one.id)).toEqual([id])
  })
})

describe('an open campaign', () => {
  let campaign: Campaign
  let dossierId: string
  let police: Visitor

  const dueOf = async (): Promise<string> =>
    String((await police.get(`/dossiers/${dossierId}`).expect(200)).body.due.dueAt)

  beforeAll(async () => {
    const { items } = await seen(staff.get('/campaigns?year=2026&office=P44').expect(200))
    campaign = await standing(items[0]?.id ?? '', 'open')
    const unit = await aUnit(scene.at.pool, {
      parent: scene.commune,
      kind: 'school',
      name: 'Trường Vĩnh Thủy',
    })
    const head = await aVisitor(scene, 'unitHead', unit)
    police = await aVisitor(scene, 'communePolice', scene.commune)
    dossierId = await aDraft(scene.at.pool, campaign.id, unit)
    const file = await scene.at.pool.query(
      `INSERT INTO document (dossier_id, sha256, size, mime, name, uploaded_by, uploaded_at)
       VALUES ($1, $2, 10, 'application/pdf', 'don.pdf', $3, $4) RETURNING sha256`,
      [dossierId, 'a'.repeat(64), head.personId, NEW_YEAR],
    )
    expect(file.rowCount).toBe(1)
    await head
      .register(campaign.id, {
        subjectId: unit,
        fields: { grounds: 'Đạt kết quả năm trước' },
        documents: [{ kind: 'registration', sha256: 'a'.repeat(64), name: 'don.pdf' }],
      })
      .expect(201)
  })

  it('takes new dates, which its dossiers follow before the answer comes', async () => {
    expect(await dueOf()).toBe('2026-01-31T16:59:59.999Z')
    const change = { ...settable(campaign), dates: { screening: '2026-02-10' } }
    const { body } = await staff.put(`/campaigns/${campaign.id}`, change).expect(200)
    expect(body.followed).toMatchObject({ outcome: 'done', changed: 1 })
    expect(await dueOf()).toBe('2026-02-10T16:59:59.999Z')
  })

  it('gives a commune dates of its own, and takes them back', async () => {
    const path = `/campaigns/${campaign.id}/overrides/${scene.commune}`
    await staff.put(path, { dates: { screening: '2026-02-20' }, version: 0 }).expect(200)
    expect(await dueOf()).toBe('2026-02-20T16:59:59.999Z')
    await staff.put(path, { dates: { screening: '2026-02-20' }, version: 0 }).expect(200)
    const stale = await staff.put(path, { dates: { screening: '2026-02-21' }, version: 0 }).expect(409)
    expect(stale.body).toMatchObject({ code: 'versionConflict', current: { version: 1 } })
    const past = await staff.put(path, { dates: { screening: '2026-01-04' }, version: 1 }).expect(422)
    expect(past.body).toMatchObject({ code: 'dateInPast', field: 'dates.screening' })
    await staff.put(path, { dates: {}, version: 1 }).expect(200)
    expect(await dueOf()).toBe('2026-02-10T16:59:59.999Z')
    await staff
      .put(`/campaigns/${campaign.id}/overrides/${scene.elsewhere}`, { dates: {}, version: 0 })
      .expect(404)
  })

  it('keeps what its dossiers are under way by', async () => {
    const now = await standing(campaign.id, 'open')
    const change = { ...settable(now), reading: 'throughDay' }
    const { body } = await staff.put(`/campaigns/${campaign.id}`, change).expect(409)
    expect(body).toMatchObject({ code: 'notPlanned', field: 'reading' })
  })

  it('follows a new version of the holiday table, which is published whole or not at all', async () => {
    const { years, days } = SHIPPED_CALENDAR
    const faulty = [
      ...days,
      { date: '2031-01-01', kind: 'holiday', name: 'Tết', source: 'thử' },
      { date: '2026-05-06', kind: 'swapWork', name: 'Làm bù', source: 'thử' },
    ]
    const refused = await scene.root.put('/calendars/2', { years, days: faulty }).expect(422)
    expect(refused.body).toMatchObject({
      code: 'calendarFaulty',
      errors: [
        { field: `days.${days.length}.date`, code: 'yearNotListed' },
        { field: `days.${days.length + 1}.date`, code: 'swapWorkOnWeekday' },
      ],
    })
    const more = [...days, { date: '2026-11-24', kind: 'holiday', name: 'Ngày Văn hóa', source: 'thử' }]
    await scene.root.put('/calendars/3', { years, days: more }).expect(409)
    const { body } = await scene.root.put('/calendars/2', { years, days: more }).expect(200)
    expect(body.followed).toContainEqual({ campaignId: campaign.id, outcome: 'done', changed: 0 })
    await scene.root.put('/calendars/2', { years, days: more }).expect(200)
    await scene.root.put('/calendars/2', { years, days }).expect(409)
    const newest = await staff.get('/calendars/newest').expect(200)
    expect(newest.body).toMatchObject({ version: 2, publishedAt: NEW_YEAR, publishedBy: scene.root.personId })
    expect((await staff.get('/calendars').expect(200)).body.items).toHaveLength(2)
    await staff.put('/calendars/3', { years, days }).expect(403)
  })
})

describe('planning while the server of runs is away', () => {
  it('says so and keeps the campaign; sent again it is not made twice', async () => {
    const away = await anAdminScene()
    try {
      await theClockStandsAt(away.at.pool, MONDAY)
      await away.root.put('/shipped').expect(200)
      const key = newId()
      const { body } = await create(away.root, '/campaigns', dienHinh(), key).expect(503)
      expect(body).toMatchObject({ code: 'unavailable', retryAfter: 5 })
      const { rows } = await away.at.pool.query('SELECT status FROM campaign')
      expect(rows).toEqual([{ status: 'planned' }])
      await create(away.root, '/campaigns', dienHinh(), key).expect(503)
      expect((await away.at.pool.query('SELECT 1 FROM campaign')).rowCount).toBe(1)
    } finally {
      await away.close()
    }
  })
})

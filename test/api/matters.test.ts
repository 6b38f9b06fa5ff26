// Matters over HTTP: who enters and sees them, what may be changed of them, and a plan whose parts are handed out and
// followed; on the real server, for the handing out is an action.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId, officeChain } from '../../activities/record/ids.ts'
import { referenceValue } from '../../domain/reference.ts'
import { MONDAY, aCampaign, aCommune, aPerson, aUnit, theClockStandsAt } from '../support/builders.ts'
import { AWARDS, DUTIES, PLANS } from '../support/matters.ts'
import { aVisitor, basisOf, startApi, visitorFor } from './support.ts'
import type { ApiUnderTest, Visitor } from './support.ts'

let api: ApiUnderTest
let commune: string
let unit: string
let school: string
let police: Visitor
let chair: Visitor
let head: Visitor
let stranger: Visitor
let plans: string
let duties: string

interface Part {
  readonly id: string
  readonly code: string
  readonly status: string
  readonly missing: boolean
  readonly late: boolean
  readonly dueAt: string | null
  readonly dossier: { readonly id: string; readonly step: string } | null
}

beforeAll(async () => {
  api = await startApi({ withWorker: true })
  const { pool } = api.at
  commune = await aCommune(pool)
  unit = await aUnit(pool, { parent: commune, name: 'Trạm Y tế' })
  school = await aUnit(pool, { parent: commune, name: 'Trường Tiểu học', kind: 'school' })
  plans = await aCampaign(pool, { officeId: 'P44', procedure: PLANS })
  duties = await aCampaign(pool, { officeId: 'P44', procedure: DUTIES })
  police = await aVisitor(api, 'communePolice', commune)
  chair = await aVisitor(api, 'communeChair', commune)
  head = await aVisitor(api, 'unitHead', unit)
  stranger = await aVisitor(api, 'communePolice', await aCommune(pool, { code: '26734', provinceCode: '79' }))
})
afterAll(() => api.close())

const enter = (who: Visitor, body: object, key = newId()) =>
  who.post('/matters', body).set('Idempotency-Key', key)
const model = (more: object = {}) => ({
  kind: 'model',
  type: 'security',
  name: 'Camera an ninh',
  officeId: unit,
  ...more,
})

describe('a matter', () => {
  it('is entered once, as a draft, with a line of its owner’s chain', async () => {
    const key = newId()
    const body = model({ dates: { review: '10-15' }, personId: head.personId, code: 'M1' })
    const { body: made } = await enter(police, body, key).expect(201)
    expect(made).toMatchObject({
      kind: 'model',
      status: 'draft',
      officeName: 'Trạm Y tế',
      communeId: commune,
      provinceId: 'P44',
      begunOn: null,
      dates: { review: '10-15' },
    })
    expect((await enter(police, body, key).expect(201)).body.id).toBe(made.id)
    const { rows } = await api.at.pool.query<{ data: { matters: { matterId: string }[] } }>(
      `SELECT data FROM chain_event WHERE chain_id = $1 AND type = 'matterAdded'`,
      [officeChain(unit)],
    )
    expect(rows.map(({ data }) => data.matters.map(({ matterId }) => matterId))).toEqual([[made.id]])
    expect(JSON.stringify(rows)).not.toContain('Camera')
  })

  it('is found by its words, kind and territory, by whoever sees its owner', async () => {
    const { body } = await police.get(`/matters?text=camera an&kind=model&territory=${commune}`).expect(200)
    expect(body.items).toHaveLength(1)
    expect((await head.get('/matters?text=camera').expect(200)).body.items).toHaveLength(1)
    expect((await stranger.get('/matters?text=camera').expect(200)).body.items).toEqual([])
    const { id } = body.items[0]
    await stranger.get(`/matters/${id}`).expect(404)
    const open = { id, dossiers: [], mayChange: true }
    expect((await head.get(`/matters/${id}`).expect(200)).body).toMatchObject(open)
    await stranger.put(`/matters/${id}`, { version: 1, name: 'x', personId: null, dates: {} }).expect(404)
  })

  it.each([
    ['an unknown member', { person: 'x' }, 400, undefined],
    ['a kind for persons', { kind: 'person' }, 400, undefined],
    ['a date that is none', { dates: { review: '02-30' } }, 400, undefined],
    ['somebody from elsewhere', { personId: 'nobody' }, 422, 'unknownPerson'],
    ['an office that is not his', { officeId: 'C26734' }, 404, 'notFound'],
    ['a type that the kind doesn’t have', { kind: 'duty', type: 'other' }, 422, 'unknownName'],
  ])('is refused with %s', async (_, more, status, code) => {
    const { body } = await enter(police, model(more)).expect(status)
    if (code !== undefined) expect(body.code).toBe(code)
  })

  it('is not entered by an administrator, nor for an office above one’s own', async () => {
    await enter(await aVisitor(api, 'administrator', commune), model()).expect(404)
    await enter(head, model({ officeId: commune })).expect(404)
    await enter(head, model({ name: 'Tự quản' })).expect(201)
  })

  it('changes over the version that was read, and is taken back while nobody acts on it', async () => {
    const { body: made } = await enter(police, model({ name: 'Sai tên' })).expect(201)
    const change = { version: 1, name: 'Đúng tên', personId: null, dates: { review: '2026-10-01' } }
    const { body: changed } = await police.put(`/matters/${made.id}`, change).expect(200)
    expect(changed).toMatchObject({ name: 'Đúng tên', version: 2, dates: { review: '2026-10-01' } })
    expect((await police.put(`/matters/${made.id}`, change).expect(200)).body.version).toBe(2)
    await police.put(`/matters/${made.id}`, { ...change, name: 'Khác' }).expect(409)
    await police.delete(`/matters/${made.id}`).expect(204)
    await police.delete(`/matters/${made.id}`).expect(204)
    const { body: ended } = await police.get(`/matters/${made.id}`).expect(200)
    expect(ended).toMatchObject({ status: 'ended', mayChange: false })
    await police.put(`/matters/${made.id}`, { ...change, version: 3, name: 'Khác' }).expect(409)
  })
})

describe('a plan', () => {
  let plan: string

  it('has parts for offices under it, all or none, numbered without doubles', async () => {
    const { body } = await enter(police, {
      kind: 'plan',
      name: 'Kế hoạch 2026',
      officeId: commune,
      code: 'S2',
    }).expect(201)
    plan = body.id
    const parts = (items: object[]) =>
      police.post(`/matters/${plan}/parts`, { parts: items }).set('Idempotency-Key', newId())
    const duty = (code: string, officeId: string, more: object = {}) => ({
      kind: 'duty',
      type: 'task',
      name: `Việc ${code}`,
      code,
      officeId,
      ...more,
    })
    const refused = await parts([duty('1', unit), duty('2', 'C26734')]).expect(404)
    expect(refused.body.field).toBe('parts.1.officeId')
    await parts([duty('1', unit), duty('1', school)]).expect(409)
    const due = { dates: { due: '2026-04-15' } }
    const { body: made } = await parts([
      duty('2', school),
      duty('1', unit, { ...due, personId: head.personId }),
    ]).expect(201)
    expect(made.ids).toHaveLength(2)
    await parts(Array.from({ length: 201 }, (_, index) => duty(`x${index}`, unit))).expect(400)
    const { body: listed } = await police.get(`/matters/${plan}/parts`).expect(200)
    expect(listed.items.map(({ code }: Part) => code)).toEqual(['1', '2'])
    expect(listed.counts).toEqual({ total: 2, handedOut: 0, begun: 0, closed: 0, late: 0 })
    await head.get(`/matters/${plan}`).expect(404)
  })

  it('hands them out when it is signed; each is chased until it is begun', async () => {
    await police.put(`/campaigns/${plans}/drafts/${plan}`, { version: 0, data: {} }).expect(200)
    const { body } = await police.register(plans, { subjectId: plan }).expect(201)
    const basis = await basisOf(chair, body.dossierId)
    await chair.act(body.dossierId, 'approve', { basis }).expect(200)
    expect((await chair.get(`/matters/${plan}`).expect(200)).body).toMatchObject({
      status: 'active',
      dossiers: [{ procedureId: 'plans', outcome: 'issued', late: false }],
    })
    const { body: listed } = await chair.get(`/matters/${plan}/parts`).expect(200)
    expect(listed.counts).toEqual({ total: 2, handedOut: 2, begun: 0, closed: 0, late: 0 })
    expect(listed.items[0]).toMatchObject({
      code: '1',
      status: 'active',
      missing: true,
      dueAt: '2026-04-15T16:59:59.999Z',
    })
    // Whoever has a part sees the whole, and of its parts his own.
    expect((await head.get(`/matters/${plan}`).expect(200)).body.name).toBe('Kế hoạch 2026')
    expect((await head.get(`/matters/${plan}/parts`).expect(200)).body.items).toHaveLength(1)
    const { body: mine } = await head.get('/assigned').expect(200)
    expect(mine.items).toMatchObject([
      {
        campaignId: duties,
        subject: { name: 'Việc 1' },
        step: 'ask',
        dueAt: '2026-04-15T16:59:59.999Z',
        overdue: false,
      },
    ])
  })

  it('shows how far each part is, and which is late', async () => {
    const { body: mine } = await head.get('/assigned').expect(200)
    const [first] = mine.items
    await theClockStandsAt(api.at.pool, '2026-04-20T02:00:00.000Z')
    await head.register(duties, { subjectId: first.subject.id }).expect(201)
    const { body: listed } = await chair.get(`/matters/${plan}/parts?limit=1`).expect(200)
    expect(listed.counts).toEqual({ total: 2, handedOut: 2, begun: 1, closed: 0, late: 1 })
    expect(listed.items[0]).toMatchObject({
      code: '1',
      missing: false,
      late: true,
      dossier: { step: 'confirm' },
      below: null,
    })
    const { body: plansOf } = await chair.get('/matters?kind=plan&year=2026').expect(200)
    expect(plansOf.items).toMatchObject([{ id: plan, parts: { total: 2, closed: 0, late: 1 } }])
    const { body: next } = await chair
      .get(`/matters/${plan}/parts?limit=1&cursor=${listed.nextCursor}`)
      .expect(200)
    expect(next.items.map(({ code }: Part) => code)).toEqual(['2'])
    expect(next.nextCursor).toBeNull()
    const change = { version: 2, name: 'Việc 1', personId: head.personId, dates: {} }
    const refused = await police.put(`/matters/${first.subject.id}`, change).expect(409)
    expect(refused.body).toMatchObject({ code: 'inUse', field: 'dates' })
    await theClockStandsAt(api.at.pool, MONDAY)
  })

  it('takes a duty that arises later, which its signer hands out under a number; it stays in force', async () => {
    const dossierId = (await chair.get(`/matters/${plan}`).expect(200)).body.dossiers[0].id as string
    const handOut = async (who: Visitor) =>
      who.act(dossierId, 'handOut', { basis: await basisOf(who, dossierId), body: { reason: 'phát sinh' } })
    const empty = await handOut(chair)
    expect(empty.status).toBe(422)
    expect(empty.body).toMatchObject({ code: 'needsUnmet' })
    const later = { kind: 'duty', type: 'task', name: 'Việc phát sinh', code: '9', officeId: school }
    const { body: made } = await police
      .post(`/matters/${plan}/parts`, { parts: [later] })
      .set('Idempotency-Key', newId())
      .expect(201)
    const { body: waiting } = await chair.get(`/matters/${plan}/parts`).expect(200)
    expect(waiting.counts).toMatchObject({ total: 3, handedOut: 2 })
    expect((await handOut(police)).status).toBe(403)
    const { body: done } = await handOut(chair)
    expect(done.state).toMatchObject({ status: 'concluded', outcome: 'issued' })
    expect(done.state.numbers).toMatchObject([{ register: 'assignments', number: 1 }])
    const { body: listed } = await chair.get(`/matters/${plan}/parts`).expect(200)
    expect(listed.counts).toMatchObject({ total: 3, handedOut: 3 })
    expect(listed.items.find(({ id }: { id: string }) => id === made.ids[0])).toMatchObject({
      status: 'active',
      missing: true,
    })
    const { body: history } = await chair.get(`/dossiers/${dossierId}/history`).expect(200)
    expect(history.items.map(({ type }: { type: string }) => type)).toContain('handedOut')
  })

  it('is counted in its year', async () => {
    const { body } = await police.get(`/matters/counts?year=2026&territory=${commune}`).expect(200)
    expect(body.counts).toContainEqual({ kind: 'plan', type: null, begun: 1, active: 1, ended: 0, sums: {} })
    expect(body.counts).toContainEqual({
      kind: 'duty',
      type: 'task',
      begun: 3,
      active: 3,
      ended: 0,
      sums: {},
    })
    const { body: before } = await stranger.get('/matters/counts?year=2026').expect(200)
    expect(before.counts).toEqual([])
  })

  it('is nothing to a person of another office of the same commune', async () => {
    const other = await visitorFor(
      api,
      await aPerson(api.at.pool, 'unitHead', await aUnit(api.at.pool, { parent: commune, name: 'Khác' })),
    )
    await other.get(`/matters/${plan}`).expect(404)
    await other.get(`/matters/${plan}/parts`).expect(404)
  })

  it('shows how far the plan has come that answers another one', async () => {
    const whole = { kind: 'plan', name: 'Kế hoạch của tỉnh', officeId: 'P44' }
    const staff = await aVisitor(api, 'provinceStaff', 'P44')
    const { body: upper } = await enter(staff, whole).expect(201)
    await api.at.pool.query('UPDATE matter SET parent_id = $2 WHERE id = $1', [plan, upper.id])
    const { body } = await staff.get(`/matters/${upper.id}/parts`).expect(200)
    expect(body.items).toMatchObject([{ id: plan, below: { total: 3, closed: 0 } }])
    await api.at.pool.query('UPDATE matter SET parent_id = NULL WHERE id = $1', [plan])
  })

  it('ends when somebody of its owner says that its time is over, as of a day that has been', async () => {
    const { body: stands } = await chair.get(`/matters/${plan}`).expect(200)
    const { version } = stands
    const end = (who: Visitor, id: string, body: object) => who.post(`/matters/${id}/end`, body)
    await end(stranger, plan, { version, endedOn: stands.begunOn }).expect(404)
    const tomorrow = await end(chair, plan, { version, endedOn: '2099-01-01' })
    expect(tomorrow.body).toMatchObject({ code: 'invalid', field: 'endedOn' })
    const before = await end(chair, plan, { version, endedOn: '2020-01-01' })
    expect(before.body).toMatchObject({ code: 'invalid', field: 'endedOn' })
    await end(chair, plan, { version: version + 1, endedOn: stands.begunOn }).expect(409)
    const ended = { status: 'ended', endedOn: stands.begunOn, version: version + 1 }
    expect((await end(chair, plan, { version, endedOn: stands.begunOn }).expect(200)).body).toMatchObject(
      ended,
    )
    await end(chair, plan, { version: version + 1, endedOn: stands.begunOn }).expect(200)
    // What a procedure ends, nobody ends by hand; nor what only is a draft.
    const { body: listed } = await chair.get(`/matters/${plan}/parts`).expect(200)
    const [duty] = listed.items
    await end(chair, duty.id, { version: duty.version, endedOn: stands.begunOn }).expect(409)
    const { body: draft } = await enter(police, { kind: 'commitment', name: 'x', officeId: unit }).expect(201)
    await end(police, draft.id, { version: 1, endedOn: stands.begunOn }).expect(409)
  })
})

describe('a form that points at offices and people', () => {
  const office = (id: string, name: string) => referenceValue({ kind: 'office', id, name })
  const named = async (who: Visitor, whom: string): Promise<string[]> =>
    (await who.get(`/matters?names=${whom}`).expect(200)).body.items.map(({ id }: { id: string }) => id)
  let campaign: string
  let award: string
  let dossierId: string
  let clinic: string
  let keeper: string
  beforeAll(async () => {
    campaign = await aCampaign(api.at.pool, { officeId: 'P44', procedure: AWARDS })
    clinic = office(unit, 'Trạm Y tế')
    const { body } = await enter(police, { kind: 'award', name: 'Khen', officeId: commune }).expect(201)
    award = body.id
    const { body: found } = await police.get(`/colleagues?text=unithead ${unit}`).expect(200)
    expect(found.items).toMatchObject([{ personId: head.personId, offices: ['Trạm Y tế'] }])
    keeper = referenceValue({ kind: 'person', id: head.personId, name: found.items[0].name })
    expect((await stranger.get(`/colleagues?text=unithead ${unit}`).expect(200)).body.items).toEqual([])
  })

  it('is refused by field and cell where it points at what its writer doesn’t see, or by another name', async () => {
    const far = await aUnit(api.at.pool, { parent: 'C26734', name: 'Trạm xa' })
    const body = {
      subjectId: award,
      fields: {
        to: office(unit, 'Trạm Y Tế'),
        by: referenceValue({ kind: 'person', id: stranger.personId, name: 'communePolice C26734' }),
      },
      rows: {
        with: [
          { office: office(far, 'Trạm xa') },
          { office: office('nowhere', 'Không có') },
          { office: clinic },
        ],
      },
    }
    const { body: refused } = await police.register(campaign, body).expect(422)
    expect(refused).toMatchObject({ code: 'needsUnmet' })
    expect(refused.params.needs).toEqual([
      { field: 'to', why: 'unknown' },
      { field: 'by', why: 'unknown' },
      { rows: 'with', row: 1, column: 'office', why: 'unknown' },
      { rows: 'with', row: 2, column: 'office', why: 'unknown' },
    ])
  })

  it('is found by whom it points at, as it was last sent, and keeps the name that it was sent with', async () => {
    const school1 = { with: [{ office: office(school, 'Trường Tiểu học') }] }
    const sent = { subjectId: award, fields: { to: clinic, by: keeper }, rows: school1 }
    dossierId = (await police.register(campaign, sent).expect(201)).body.dossierId
    for (const whom of [unit, school, head.personId]) expect(await named(police, whom)).toEqual([award])
    expect(await named(police, commune)).toEqual([])
    expect(await named(stranger, unit)).toEqual([])
    await api.at.pool.query(`UPDATE office SET name = 'Trạm Y tế mới' WHERE id = $1`, [unit])
    const basis = await basisOf(chair, dossierId)
    await chair
      .act(dossierId, 'return', { basis, args: { toStep: 'ask' }, body: { reason: 'bổ sung' } })
      .expect(200)
    const again = async (to: string) =>
      police.act(dossierId, 'submit', { basis: await basisOf(police, dossierId), body: { fields: { to } } })
    expect((await again(office(school, 'Trường cũ'))).body.params.needs).toEqual([
      { field: 'to', why: 'unknown' },
    ])
    expect((await again(clinic)).status).toBe(200)
    expect(await named(police, school)).toEqual([])
    await chair.act(dossierId, 'approve', { basis: await basisOf(chair, dossierId) }).expect(200)
    const { body: content } = await police.get(`/dossiers/${dossierId}`).expect(200)
    const hash = content.state.contents.ask as string
    const { body: written } = await police.get(`/dossiers/${dossierId}/contents/${hash}`).expect(200)
    expect(written.fields.to).toBe(clinic)
  })

  it('is found by the office that what it points at became part of', async () => {
    await api.at.pool.query('UPDATE office SET merged_into = $2 WHERE id = $1', [unit, school])
    expect(await named(police, school)).toEqual([award])
    await api.at.pool.query('UPDATE office SET merged_into = NULL WHERE id = $1', [unit])
  })
})

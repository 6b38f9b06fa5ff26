// Acting over HTTP on the real server: from the first submit to the certificate; repeats, staleness, scope, bad input.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../activities/record/ids.ts'
import { aCampaign, aCommune, aUnit, MONDAY, theClockStandsAt } from '../support/builders.ts'
import { aVisitor, basisOf, startApi } from './support.ts'
import type { ApiUnderTest, Visitor } from './support.ts'

const GROUNDS = { fields: { grounds: 'Đạt kết quả tốt năm trước' } }

describe('an action', () => {
  let api: ApiUnderTest
  let commune: string
  let campaign: string
  let police: Visitor
  let chair: Visitor
  let stranger: Visitor

  beforeAll(async () => {
    api = await startApi({ withWorker: true })
    commune = await aCommune(api.at.pool)
    const elsewhere = await aCommune(api.at.pool, { code: '19364', name: 'Xã Vĩnh Hoàng' })
    campaign = await aCampaign(api.at.pool, { officeId: 'P44' })
    police = await aVisitor(api, 'communePolice', commune)
    chair = await aVisitor(api, 'provinceChair', 'P44')
    stranger = await aVisitor(api, 'communePolice', elsewhere)
  })
  afterAll(() => api.close())

  async function aUnitWithHead(name: string): Promise<{ unit: string; head: Visitor }> {
    const unit = await aUnit(api.at.pool, { parent: commune, name })
    return { unit, head: await aVisitor(api, 'unitHead', unit) }
  }

  async function aDossier(name: string): Promise<{ id: string; head: Visitor; unit: string }> {
    const { unit, head } = await aUnitWithHead(name)
    const { body } = await head.register(campaign, { subjectId: unit, ...GROUNDS }).expect(201)
    return { id: String(body.dossierId), head, unit }
  }

  const count = async (table: string, id: string): Promise<number> => {
    const { rows } = await api.at.pool.query(
      `SELECT count(*)::int AS n FROM ${table} WHERE dossier_id = $1`,
      [id],
    )
    return Number(rows[0].n)
  }

  it('goes from the first submit to the certificate, each answer carrying receipt and new state', async () => {
    const { unit, head } = await aUnitWithHead('Trường Mầm non Vĩnh Thủy')
    const first = await head.register(campaign, { subjectId: unit, ...GROUNDS }).expect(201)
    expect(first.body).toMatchObject({
      receipt: { receivedAt: MONDAY, repeated: false },
      state: { status: 'active', step: 'look', subject: { id: unit } },
    })
    const id = String(first.body.dossierId)
    await police.act(id, 'approve', { basis: await basisOf(police, id) }).expect(200)
    const last = await chair.act(id, 'approve', { basis: await basisOf(chair, id) }).expect(200)
    expect(last.body.state).toMatchObject({
      status: 'concluded',
      outcome: 'granted',
      certificate: { number: 1 },
    })
    const history = await head.get(`/dossiers/${id}/history`).expect(200)
    expect(history.body.items).toContainEqual(expect.objectContaining({ type: 'certificateIssued' }))
    expect(history.body.names[police.personId]).toBe('communePolice C19363')
  })

  it('repeated with the same key gives the stored answer and does nothing again', async () => {
    const { id, head, unit } = await aDossier('Hợp tác xã Thủy Ba')
    const key = newId()
    const input = { basis: await basisOf(police, id) }
    const first = await police.act(id, 'approve', input, key).expect(200)
    const events = await count('event', id)
    const again = await police.act(id, 'approve', input, key).expect(200)
    expect(again.body.receipt).toEqual({ ...first.body.receipt, repeated: true })
    expect(await count('event', id)).toBe(events)
    const twice = newId()
    await head.register(campaign, { subjectId: unit, ...GROUNDS }, twice).expect(409)
  })

  it('makes one dossier of a registration that is sent twice under one key', async () => {
    const { unit, head } = await aUnitWithHead('Công ty Cao su')
    const key = newId()
    const [one, two] = await Promise.all([
      head.register(campaign, { subjectId: unit, ...GROUNDS }, key),
      head.register(campaign, { subjectId: unit, ...GROUNDS }, key),
    ])
    expect([one.status, two.status]).toEqual([201, 201])
    expect(two.body.dossierId).toBe(one.body.dossierId)
    const { rows } = await api.at.pool.query('SELECT version FROM dossier WHERE id = $1', [
      one.body.dossierId,
    ])
    expect(rows[0].version).toBe(1)
  })

  it('refuses the key of another request', async () => {
    const { id } = await aDossier('Hội Nông dân')
    const key = newId()
    const basis = await basisOf(police, id)
    await police.act(id, 'claim', { basis }, key).expect(200)
    const { body } = await police.act(id, 'release', { basis }, key).expect(422)
    expect(body.code).toBe('keyReused')
    expect((await police.get(`/dossiers/${id}`)).body.state.tasks[0].claimedBy).toBe(police.personId)
  })

  it('refuses what was decided on another basis, and says where the dossier stands now', async () => {
    const { id, head } = await aDossier('Trạm Y tế')
    const basis = await basisOf(police, id)
    await police
      .act(id, 'return', {
        basis,
        args: { toStep: 'ask' },
        body: { reason: 'Thiếu căn cứ', mendFields: ['grounds'] },
      })
      .expect(200)
    const { body } = await police.act(id, 'approve', { basis }).expect(409)
    expect(body).toMatchObject({ code: 'basisChanged', current: { status: 'returned', step: 'ask' } })
    await head
      .act(id, 'submit', {
        basis: await basisOf(head, id),
        body: { fields: { grounds: 'Đã bổ sung căn cứ' } },
      })
      .expect(200)
    expect(await basisOf(police, id)).toMatchObject({ step: 'look', round: 2 })
  })

  it('of two officers at once decides one; the other sees what changed', async () => {
    const { id } = await aDossier('Bưu điện xã')
    const colleague = await aVisitor(api, 'communePolice', commune, { name: 'đồng chí thứ hai' })
    const basis = await basisOf(police, id)
    const replies = await Promise.all([
      police.act(id, 'approve', { basis }),
      colleague.act(id, 'reject', { basis, body: { reason: 'Không đủ điều kiện' } }),
    ])
    const statuses = replies.map(({ status }) => status).sort()
    expect(statuses).toEqual([200, 409])
    const { rows } = await api.at.pool.query(
      "SELECT type FROM event WHERE dossier_id = $1 AND type IN ('approved', 'rejected')",
      [id],
    )
    expect(rows).toHaveLength(1)
  })

  it('reads its own writes in queue, list and counts at once', async () => {
    const { id } = await aDossier('Ngân hàng chính sách')
    const queue = async (who: Visitor): Promise<unknown> =>
      (await who.get('/me/tasks').expect(200)).body.items
    const counted = async (step: string): Promise<number> => {
      const { body } = await police.get(`/dossiers/counts?step=${step}&text=ngan%20hang`).expect(200)
      return Number(body.counts[0]?.count ?? 0)
    }
    const task: unknown = expect.objectContaining({ dossierId: id })
    expect(await queue(police)).toContainEqual(task)
    expect([await counted('look'), await counted('decide')]).toEqual([1, 0])
    await police.act(id, 'approve', { basis: await basisOf(police, id) }).expect(200)
    expect(await queue(police)).not.toContainEqual(task)
    expect(await queue(chair)).toContainEqual(task)
    expect([await counted('look'), await counted('decide')]).toEqual([0, 1])
    const listed = await police.get('/dossiers?step=decide&text=ngan%20hang').expect(200)
    expect(listed.body.items).toMatchObject([{ id }])
  })

  it('is not there for somebody from elsewhere', async () => {
    const { id, unit } = await aDossier('Quỹ tín dụng')
    const basis = await basisOf(police, id)
    for (const path of ['', '/history', '/documents'])
      await stranger.get(`/dossiers/${id}${path}`).expect(404)
    await stranger.act(id, 'approve', { basis }).expect(404)
    await stranger.register(campaign, { subjectId: unit, ...GROUNDS }).expect(404)
    expect(await count('receipt', id)).toBe(1)
    expect(await count('command', id)).toBe(1)
  })

  it('is refused to the wrong role with the rule’s own code', async () => {
    const { id, head } = await aDossier('Điện lực')
    const { body } = await head.act(id, 'approve', { basis: await basisOf(head, id) }).expect(403)
    expect(body).toMatchObject({ code: 'notYourTask', status: 403 })
    expect(body.title).toMatch(/giao cho bạn/u)
  })

  it('repeated after a refusal gives the same refusal', async () => {
    const { id } = await aDossier('Chợ xã')
    const key = newId()
    const input = { basis: await basisOf(police, id) }
    await police.act(id, 'reject', input, key).expect(422)
    const { body } = await police.act(id, 'reject', input, key).expect(422)
    expect(body.code).toBe('reasonRequired')
  })

  it('counts lateness by the instant of receipt, by the instance’s clock', async () => {
    const { id } = await aDossier('Bến xe')
    await theClockStandsAt(api.at.pool, '2026-07-01T02:00:00.000Z')
    try {
      const late = await police.get('/dossiers?overdue=true&text=ben%20xe').expect(200)
      expect(late.body.items).toMatchObject([{ id, overdue: true }])
      const { body } = await police.act(id, 'approve', { basis: await basisOf(police, id) }).expect(409)
      expect(body.code).toBe('late')
    } finally {
      await theClockStandsAt(api.at.pool, MONDAY)
    }
  })

  it.each([
    ['an unknown field', 'approve', { basis: null, force: true }, 400, 'invalidRequest'],
    [
      'an argument of another action',
      'approve',
      { basis: null, args: { toStep: 'ask' } },
      400,
      'invalidRequest',
    ],
    ['a wrong type', 'return', { basis: null, args: { toStep: 7 } }, 400, 'invalidRequest'],
    ['a basis of half', 'approve', { basis: { step: 'look' } }, 400, 'invalidRequest'],
    ['a zero character', 'reject', { basis: null, body: { reason: 'a\u0000b' } }, 400, 'invalidRequest'],
    [
      'a step that is none',
      'return',
      { basis: null, args: { toStep: 'nowhere' }, body: { reason: 'x' } },
      422,
      null,
    ],
    ['an action of the clock', 'lapse', { basis: null }, 404, 'notFound'],
    ['an action that is none', 'bless', { basis: null }, 404, 'notFound'],
    ['no basis', 'approve', { basis: null }, 422, 'invalid'],
  ])('refuses %s with a 4xx and changes nothing', async (what, action, input, status, code) => {
    const { id } = await aDossier(`Đơn vị thử: ${what}`)
    const before = await count('event', id)
    const { body } = await police.act(id, action, input as object).expect(status)
    if (code !== null) expect(body.code).toBe(code)
    expect(await count('event', id)).toBe(before)
  })

  it('needs an Idempotency-Key', async () => {
    const { id } = await aDossier('Nhà văn hóa')
    const { body } = await police
      .post(`/dossiers/${id}/actions/approve`, { basis: await basisOf(police, id) })
      .expect(400)
    expect(body.code).toBe('keyRequired')
  })

  it('refuses a body that is too large or not JSON', async () => {
    const { id } = await aDossier('Thư viện')
    const large = await police.act(id, 'reject', { body: { reason: 'x'.repeat(600_000) } }).expect(413)
    expect(large.body.code).toBe('payloadTooLarge')
    const text = await police
      .post(`/dossiers/${id}/actions/reject`)
      .set('Idempotency-Key', newId())
      .type('text/plain')
      .send('lý do')
      .expect(415)
    expect(text.body.code).toBe('unsupportedType')
    const broken = await police
      .post(`/dossiers/${id}/actions/reject`)
      .set('Idempotency-Key', newId())
      .type('application/json')
      .send('{"basis":')
      .expect(400)
    expect(broken.body.code).toBe('invalidRequest')
  })
})

// Delegations and tokens over HTTP: what one holds oneself can be lent in writing, for a time, and no further.
import supertest from 'supertest'
import type { Test } from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { officeChain } from '../../activities/record/ids.ts'
import { LONG_AGO, MONDAY, aCampaign, aCommune, aDelegation, aUnit } from '../support/builders.ts'
import { anAdminScene, create, seen } from './admin-support.ts'
import type { AdminScene } from './admin-support.ts'
import { PASSWORD, anAccount, aVisitor } from './support.ts'
import type { Visitor } from './support.ts'

let scene: AdminScene
let chair: Visitor
let vice: Visitor
beforeAll(async () => {
  scene = await anAdminScene()
  chair = await aVisitor(scene, 'communeChair', scene.commune)
  vice = await aVisitor(scene, 'communeViceChair', scene.commune)
})
afterAll(() => scene.close())

const lent = (more: object = {}) => ({
  toPersonId: vice.personId,
  officeId: scene.commune,
  role: 'communeChair',
  to: '2026-03-15',
  reason: 'Đi công tác tại Hà Nội',
  ...more,
})

const rolesOf = async (person: Visitor): Promise<string[]> =>
  (await seen(person.get('/me').expect(200))).posts.map(({ role }) => role)

describe('a delegation', () => {
  it('lets another act in the role until it is ended, each a line of the office’s chain', async () => {
    const { body } = await create(chair, '/delegations', lent()).expect(201)
    expect(body).toMatchObject({
      fromPersonId: chair.personId,
      toPersonId: vice.personId,
      from: MONDAY,
      to: '2026-03-15T17:00:00.000Z',
      endedAt: null,
    })
    expect(await rolesOf(vice)).toContain('communeChair')
    const ended = await chair.post(`/delegations/${body.id}/end`).expect(200)
    expect(ended.body).toMatchObject({ endedAt: MONDAY, version: 2 })
    await chair.post(`/delegations/${body.id}/end`).expect(200)
    expect(await rolesOf(vice)).not.toContain('communeChair')
    const lines = (await scene.chain(officeChain(scene.commune))).filter(
      ({ data }) => data['delegationId'] === body.id,
    )
    expect(lines.map(({ type, actor }) => [type, actor])).toEqual([
      ['roleDelegated', chair.personId],
      ['delegationEnded', chair.personId],
    ])
    expect(JSON.stringify(lines)).not.toContain('Hà Nội')
  })

  it('may be for one procedure, then also for somebody one level below, whom it gives no sight of the office', async () => {
    const { pool } = scene.at
    await aCampaign(pool, { officeId: 'P44' })
    const below = await aVisitor(scene, 'communePolice', scene.commune)
    const director = await aVisitor(scene, 'provinceChair', 'P44')
    const given = { ...lent(), toPersonId: below.personId, officeId: 'P44', role: 'provinceChair' }
    const refused = await create(director, '/delegations', given).expect(422)
    expect(refused.body).toMatchObject({ code: 'unknownTarget', field: 'toPersonId' })
    const unknown = await create(director, '/delegations', { ...given, procedureId: 'khong-co' }).expect(422)
    expect(unknown.body).toMatchObject({ code: 'unknownProcedure', field: 'procedureId' })
    const far = await aVisitor(scene, 'communePolice', scene.elsewhere)
    const other = { ...given, procedureId: 'small', toPersonId: far.personId }
    await create(director, '/delegations', other).expect(422)
    const { body } = await create(director, '/delegations', { ...given, procedureId: 'small' }).expect(201)
    expect(body).toMatchObject({ procedureId: 'small', toPersonId: below.personId })
    expect(await rolesOf(below)).toContain('provinceChair')
    const neighbour = await aCommune(pool, { code: '19405', name: 'Xã bên' })
    const unit = await aUnit(pool, { parent: neighbour, name: 'Đơn vị xã bên' })
    await below.get(`/offices/${unit}`).expect(404)
    await director.get(`/offices/${unit}`).expect(200)
  })

  it('is never passed on', async () => {
    const deputy = await aVisitor(scene, 'communeOffice', scene.commune)
    await aDelegation(scene.at.pool, {
      from: chair.personId,
      to: deputy.personId,
      officeId: scene.commune,
      role: 'communeChair',
    })
    const { body } = await create(deputy, '/delegations', lent()).expect(403)
    expect(body).toMatchObject({ code: 'delegationNotPassedOn', field: 'role' })
  })

  it('is given by whoever holds the role, and by nobody for him', async () => {
    for (const other of [vice, await aVisitor(scene, 'administrator', scene.commune), scene.root]) {
      const { body } = await create(other, '/delegations', lent({ toPersonId: chair.personId })).expect(403)
      expect(body).toMatchObject({ code: 'forbidden', field: 'role' })
    }
  })

  it('is not of the power to administer', async () => {
    const admin = await aVisitor(scene, 'administrator', scene.commune, { name: 'Quản trị xã' })
    await create(admin, '/delegations', lent({ role: 'administrator' })).expect(403)
  })

  it.each([
    [{ to: undefined }, 400, 'invalidRequest', 'to'],
    [{ reason: '   ' }, 422, 'reasonRequired', 'reason'],
    [{ to: '2026-03-01' }, 422, 'dateInPast', 'to'],
    [{ from: '2026-03-01' }, 422, 'dateInPast', 'from'],
    [{ from: '2026-03-10', to: '2026-03-09' }, 422, 'invalid', 'to'],
    [{ toPersonId: 'nobody' }, 422, 'unknownTarget', 'toPersonId'],
    [{ officeId: 'C26734' }, 403, 'forbidden', 'role'],
    [{ role: 'king' }, 400, 'invalidRequest', 'role'],
    [{ passOn: true }, 400, 'invalidRequest', 'passOn'],
  ])('is refused with %j by %i %s', async (wrong, status, code, field) => {
    const { body } = await create(chair, '/delegations', lent(wrong)).expect(status)
    expect(body).toMatchObject({ code, field })
  })

  it('goes to somebody of the same office, other than oneself', async () => {
    const stranger = await aVisitor(scene, 'communePolice', scene.elsewhere)
    for (const toPersonId of [stranger.personId, chair.personId]) {
      const { body } = await create(chair, '/delegations', lent({ toPersonId })).expect(422)
      expect(body.code).toBe('unknownTarget')
    }
  })

  it('is not given twice for the same time', async () => {
    const first = await seen(
      create(chair, '/delegations', lent({ from: '2026-05-01', to: '2026-05-31' })).expect(201),
    )
    const { body } = await create(
      chair,
      '/delegations',
      lent({ from: '2026-05-31', to: '2026-06-10' }),
    ).expect(409)
    expect(body).toMatchObject({ code: 'duplicate', params: { delegationId: first.id } })
    await create(chair, '/delegations', lent({ from: '2026-06-01', to: '2026-06-10' })).expect(201)
  })

  it('is listed for those whom it concerns, and ended by its giver or an administrator of the office', async () => {
    const made = await seen(
      create(chair, '/delegations', lent({ from: '2026-07-01', to: '2026-07-02' })).expect(201),
    )
    const idsFor = async (reader: Visitor): Promise<string[]> =>
      (await seen(reader.get('/delegations?limit=200').expect(200))).items.map(({ id }) => id)
    const stranger = await aVisitor(scene, 'communePolice', scene.elsewhere)
    const admin = await aVisitor(scene, 'administrator', scene.commune, { name: 'Quản trị xã' })
    expect(await idsFor(chair)).toContain(made.id)
    expect(await idsFor(vice)).toContain(made.id)
    expect(await idsFor(admin)).toContain(made.id)
    expect(await idsFor(stranger)).not.toContain(made.id)
    await stranger.post(`/delegations/${made.id}/end`).expect(404)
    await vice.post(`/delegations/${made.id}/end`).expect(403)
    await admin.post(`/delegations/${made.id}/end`).expect(200)
    const current = await seen(chair.get(`/delegations?current=true&person=${vice.personId}`).expect(200))
    expect(current.items.map(({ id }) => id)).not.toContain(made.id)
  })
})

describe('a token', () => {
  /** A person at a browser: tokens are made in a session. */
  async function atBrowser(): Promise<{ call: (test: Test) => Test; personId: string }> {
    const { personId } = await aVisitor(scene, 'finance', scene.commune, { name: 'Máy của phòng tài chính' })
    const login = await anAccount(scene, personId)
    const session = await supertest(scene.url).post('/api/v1/session').send({ login, password: PASSWORD })
    const cookie = String(session.headers['set-cookie']?.[0]).split(';')[0] ?? ''
    return {
      personId,
      call: (test) => test.set('Cookie', cookie).set('X-CSRF-Token', String(session.body.csrf)),
    }
  }
  const api = () => supertest(scene.url)

  it('is shown once, acts as its person, and is gone when it is revoked', async () => {
    const { call, personId } = await atBrowser()
    const made = await call(api().post('/api/v1/tokens'))
      .set('Idempotency-Key', 'mot-khoa-cho-may-1')
      .send({ label: 'Máy quét' })
      .expect(201)
    const again = await call(api().post('/api/v1/tokens'))
      .set('Idempotency-Key', 'mot-khoa-cho-may-1')
      .send({ label: 'Máy quét' })
      .expect(201)
    expect(again.body).toEqual({ ...made.body, token: null })
    const byToken = (test: Test): Test => test.set('Authorization', `Bearer ${String(made.body.token)}`)
    expect((await byToken(api().get('/api/v1/me')).expect(200)).body.personId).toBe(personId)
    await byToken(api().post('/api/v1/tokens'))
      .set('Idempotency-Key', 'mot-khoa-cho-may-2')
      .send({ label: 'Máy khác' })
      .expect(403)
    const list = await call(api().get('/api/v1/tokens')).expect(200)
    expect(JSON.stringify(list.body)).not.toContain(made.body.token)
    await call(api().delete(`/api/v1/tokens/${made.body.id}`)).expect(204)
    await byToken(api().get('/api/v1/me')).expect(401)
  })

  it('ends after its last day, by the real clock', async () => {
    const { call } = await atBrowser()
    const { body } = await call(api().post('/api/v1/tokens'))
      .set('Idempotency-Key', 'mot-khoa-cho-may-3')
      .send({ label: 'Máy cũ', lastDay: '2020-01-01' })
      .expect(422)
    expect(body).toMatchObject({ code: 'dateInPast', field: 'lastDay' })
  })

  it('of another person is listed and revoked by his administrators only', async () => {
    const { personId } = await atBrowser()
    const admin = await aVisitor(scene, 'administrator', scene.commune, { name: 'Quản trị xã' })
    const { items } = await seen(admin.get(`/tokens?person=${personId}`).expect(200))
    expect(items.length).toBeGreaterThan(0)
    await vice.get(`/tokens?person=${personId}`).expect(404)
    const token = items[0]?.id ?? ''
    await vice.delete(`/tokens/${token}`).expect(404)
    await admin.delete(`/tokens/${token}`).expect(204)
    await admin.delete('/tokens/no-such-token').expect(404)
  })
})

it('a delegation holds only as long as its giver holds the role himself', async () => {
  const police = await aVisitor(scene, 'communePolice', scene.commune, { from: LONG_AGO })
  const stand = await aVisitor(scene, 'cultureSocial', scene.commune)
  await create(police, '/delegations', lent({ role: 'communePolice', toPersonId: stand.personId })).expect(
    201,
  )
  expect(await rolesOf(stand)).toContain('communePolice')
  const holdings = await seen(scene.root.get(`/roles?person=${police.personId}`).expect(200))
  await scene.root.post(`/roles/${holdings.items[0]?.id ?? ''}/end`, {}).expect(200)
  expect(await rolesOf(stand)).not.toContain('communePolice')
})

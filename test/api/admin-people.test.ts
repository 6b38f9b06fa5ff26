// People, accounts and roles over HTTP: who may make whom what, and what it leaves in the chains.
import supertest from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId, officeChain } from '../../activities/record/ids.ts'
import { ROOT_OFFICE_ID } from '../../activities/record/ids.ts'
import { DECIDING_ROLES } from '../../domain/vocabulary.ts'
import { MONDAY } from '../support/builders.ts'
import { anAdminScene, create, seen } from './admin-support.ts'
import type { AdminScene, Seen } from './admin-support.ts'
import { PASSWORD, aVisitor, visitorFor } from './support.ts'
import type { Visitor } from './support.ts'

let scene: AdminScene
let local: Visitor
beforeAll(async () => {
  scene = await anAdminScene()
  local = await aVisitor(scene, 'administrator', scene.commune)
})
afterAll(() => scene.close())

let logins = 0
const aNewcomer = (roles: object[] = []) => {
  logins += 1
  return { name: 'Trần Thị Bình', login: `binh${logins}`, roles }
}
const inCommune = (role: string) => ({ officeId: scene.commune, role })

function added(roles: object[], by: Visitor = scene.root): Promise<Seen> {
  return seen(create(by, '/people', aNewcomer(roles)).expect(201))
}

describe('a new person', () => {
  it('logs in with the password that was shown once, and must change it first', async () => {
    const person = await added([inCommune('communePolice')])
    expect(person).toMatchObject({ mustChangePassword: true, disabledAt: null })
    expect(person.roles).toEqual([
      expect.objectContaining({ officeId: scene.commune, role: 'communePolice', from: MONDAY, to: null }),
    ])
    const credentials = { login: person.login.toUpperCase(), password: person.firstPassword }
    const session = await supertest(scene.url).post('/api/v1/session').send(credentials).expect(201)
    let cookie = String(session.headers['set-cookie']?.[0]).split(';')[0] ?? ''
    const asHim = (test: supertest.Test) =>
      test.set('Cookie', cookie).set('X-CSRF-Token', String(session.body.csrf))
    const before = await asHim(supertest(scene.url).get('/api/v1/offices')).expect(403)
    expect(before.body.code).toBe('passwordChangeRequired')
    const change = { present: person.firstPassword, next: PASSWORD }
    const changed = await asHim(supertest(scene.url).post('/api/v1/me/password')).send(change).expect(204)
    // The session goes on under another secret.
    cookie = String(changed.headers['set-cookie']).split(';')[0] ?? ''
    await asHim(supertest(scene.url).get('/api/v1/offices')).expect(200)
    const seen = await scene.root.get(`/people/${person.id}`).expect(200)
    expect(seen.body.mustChangePassword).toBe(false)
    expect(seen.body.firstPassword).toBeUndefined()
  })

  it('is added once under one key; the repeat doesn’t show the password again', async () => {
    const key = newId()
    const newcomer = aNewcomer([inCommune('cultureSocial')])
    const first = await create(scene.root, '/people', newcomer, key).expect(201)
    const again = await create(scene.root, '/people', newcomer, key).expect(201)
    expect(again.body).toEqual({ ...first.body, firstPassword: null })
    const { rows } = await scene.at.pool.query('SELECT reply FROM request WHERE reply->>$1 = $2', [
      'id',
      first.body.id,
    ])
    expect(JSON.stringify(rows)).not.toContain(first.body.firstPassword)
  })

  it('can’t take a login that is there, whatever its letters', async () => {
    const person = await added([])
    const same = { ...aNewcomer(), login: person.login.toUpperCase() }
    const { body } = await create(scene.root, '/people', same).expect(409)
    expect(body).toMatchObject({ code: 'duplicate', field: 'login' })
  })

  it('gets a role from whoever administers less than everything', async () => {
    const bare = await create(local, '/people', aNewcomer()).expect(403)
    expect(bare.body).toMatchObject({ code: 'forbidden', field: 'roles' })
    await added([inCommune('communeOffice')], local)
  })

  it('isn’t added at all when one of his roles is refused, and the field says which', async () => {
    const newcomer = aNewcomer([inCommune('communeOffice'), { officeId: 'P44', role: 'provinceStaff' }])
    const { body } = await create(local, '/people', newcomer).expect(404)
    expect(body.field).toBe('roles.1.officeId')
    const { rowCount } = await scene.at.pool.query('SELECT 1 FROM account WHERE login = $1', [newcomer.login])
    expect(rowCount).toBe(0)
  })

  it.each([
    [{ name: 'Bình' }, 'login'],
    [{ name: 'Bình', login: 'a b' }, 'login'],
    [{ name: 'Bình', login: 'binh@', roles: [] }, 'login'],
    [{ name: 'Bình', login: 'binh-x', email: 'không phải' }, 'email'],
    [{ name: 'Bình', login: 'binh-x', phone: 'abc' }, 'phone'],
    [{ name: 'Bình', login: 'binh-x', password: 'tu-chon-mat-khau' }, 'password'],
    [{ name: 'Bình', login: 'binh-x', roles: [{ officeId: 'P44', role: 'king' }] }, 'roles.0.role'],
  ])('is refused by the field that is wrong: %j', async (person, field) => {
    const { body } = await create(scene.root, '/people', person).expect(400)
    expect(body).toMatchObject({ code: 'invalidRequest', field })
  })
})

describe('changing a person', () => {
  const contact = { name: 'Đỗ Khánh Vy', email: 'binhan@example.vn', phone: '0912 345 678' }

  it('is written over the version that was read, is found by the new name, and leaves ids in the chain', async () => {
    const { id } = await added([inCommune('communeOffice')])
    const change = { ...contact, version: 1 }
    const { body } = await local.put(`/people/${id}`, change).expect(200)
    expect(body).toMatchObject({ ...contact, version: 2 })
    expect((await local.put(`/people/${id}`, change).expect(200)).body.version).toBe(2)
    const late = await local.put(`/people/${id}`, { ...change, name: 'Khác' }).expect(409)
    expect(late.body).toMatchObject({ code: 'versionConflict', current: { version: 2 } })
    const cleared = { name: contact.name, email: null, phone: null, version: 2 }
    expect((await local.put(`/people/${id}`, cleared).expect(200)).body).toMatchObject({
      email: null,
      phone: null,
    })
    const { items } = await seen(local.get('/people?text=khanh%20vy').expect(200))
    expect(items.map((item) => item.id)).toEqual([id])
    const lines = (await scene.chain(officeChain(scene.commune))).filter(
      ({ data }) => data['personId'] === id,
    )
    expect(lines.slice(-2)).toEqual([
      { type: 'personChanged', actor: local.personId, data: { personId: id } },
      { type: 'personChanged', actor: local.personId, data: { personId: id } },
    ])
  })

  it('is refused outside the territory, for whoever also works elsewhere, and by the field that is wrong', async () => {
    const foreign = await added([{ officeId: scene.elsewhere, role: 'finance' }])
    await local.put(`/people/${foreign.id}`, { ...contact, version: 1 }).expect(404)
    const both = await added([inCommune('finance'), { officeId: scene.elsewhere, role: 'finance' }])
    await local.put(`/people/${both.id}`, { ...contact, version: 1 }).expect(403)
    const mine = await added([inCommune('finance')])
    for (const [field, value] of [
      ['name', ' '],
      ['email', 'không phải'],
      ['phone', 'abc'],
      ['version', 0],
      ['login', 'khac'],
    ] as const) {
      const { body } = await local
        .put(`/people/${mine.id}`, { ...contact, version: 1, [field]: value })
        .expect(400)
      expect(body).toMatchObject({ code: 'invalidRequest', field })
    }
  })
})

describe('the list of people', () => {
  it('holds those of the reader’s offices only', async () => {
    const mine = await added([inCommune('finance')])
    const foreign = await added([{ officeId: scene.elsewhere, role: 'finance' }])
    const { items } = await seen(local.get('/people?text=binh&limit=200').expect(200))
    const ids = items.map((item) => item.id)
    expect(ids).toContain(mine.id)
    expect(ids).not.toContain(foreign.id)
    await local.get(`/people/${foreign.id}`).expect(404)
    const auditor = await aVisitor(scene, 'auditor', ROOT_OFFICE_ID)
    await auditor.get(`/people/${foreign.id}`).expect(200)
    const officer = await aVisitor(scene, 'communePolice', scene.commune)
    await officer.get('/people').expect(403)
  })

  it('is filtered by role, office and lock, and read in pages', async () => {
    await added([{ officeId: scene.commune, role: 'partyCell' }])
    await added([{ officeId: scene.commune, role: 'partyCell' }])
    const first = await local.get('/people?role=partyCell&disabled=false&limit=1').expect(200)
    expect(first.body.items).toHaveLength(1)
    const rest = await local
      .get(`/people?role=partyCell&disabled=false&cursor=${String(first.body.nextCursor)}`)
      .expect(200)
    expect(rest.body.items).toHaveLength(1)
    expect(rest.body.items[0].id).not.toBe(first.body.items[0].id)
  })
})

describe('an account', () => {
  it('is disabled at once, in sessions and tokens, and enabled again', async () => {
    const person = await added([inCommune('communePolice')])
    const him = await visitorFor(scene, person.id)
    await scene.at.pool.query('UPDATE account SET must_change = false WHERE person_id = $1', [person.id])
    await him.get('/me').expect(200)
    const disabled = await local.post(`/people/${person.id}/disable`).expect(200)
    expect(disabled.body.disabledAt).toBe(MONDAY)
    await him.get('/me').expect(401)
    await local.post(`/people/${person.id}/disable`).expect(200)
    await local.post(`/people/${person.id}/enable`).expect(200)
    // The token was revoked with the account: a new one is needed.
    await him.get('/me').expect(401)
    await (await visitorFor(scene, person.id)).get('/me').expect(200)
    const lines = (await scene.chain(officeChain(scene.commune))).filter(
      ({ data }) => data['personId'] === person.id && data['role'] === undefined,
    )
    expect(lines.map(({ type }) => type)).toEqual(['accountDisabled', 'accountEnabled'])
  })

  it('gets a new first password from another administrator, never from itself', async () => {
    const person = await added([inCommune('communePolice')])
    const body = await seen(create(local, `/people/${person.id}/password`).expect(201))
    const login = (password: string) =>
      supertest(scene.url).post('/api/v1/session').send({ login: person.login, password })
    await login(person.firstPassword).expect(401)
    await login(body.firstPassword).expect(201)
    await create(local, `/people/${local.personId}/password`).expect(403)
  })

  it('of somebody who also works elsewhere is not the commune’s to change', async () => {
    const both = await added([inCommune('finance'), { officeId: 'P44', role: 'provinceStaff' }])
    await local.get(`/people/${both.id}`).expect(200)
    await local.post(`/people/${both.id}/disable`).expect(403)
    await create(local, `/people/${both.id}/password`).expect(403)
    const foreign = await added([{ officeId: scene.elsewhere, role: 'finance' }])
    await local.post(`/people/${foreign.id}/disable`).expect(404)
  })

  it('of the last administrator stays', async () => {
    const { body } = await scene.root.post(`/people/${scene.root.personId}/disable`).expect(409)
    expect(body.code).toBe('lastAdministrator')
  })
})

describe('a role', () => {
  const grant = (by: Visitor, personId: string, role: string, more: object = {}) =>
    create(by, '/roles', { personId, officeId: scene.commune, role, ...more })

  it('is granted and ended by lines in the chain of the office, and holds between them', async () => {
    const person = await added([inCommune('finance')])
    const him = await visitorFor(scene, person.id)
    await scene.at.pool.query('UPDATE account SET must_change = false WHERE person_id = $1', [person.id])
    const granted = await grant(local, person.id, 'inspector', { to: '2026-06-30' }).expect(201)
    expect(granted.body).toMatchObject({ from: MONDAY, to: '2026-06-30T17:00:00.000Z', version: 1 })
    const posts = async () => (await seen(him.get('/me').expect(200))).posts.map((post) => post.role)
    expect(await posts()).toContain('inspector')
    const ended = await local.post(`/roles/${granted.body.id}/end`, {}).expect(200)
    expect(ended.body).toMatchObject({ to: MONDAY, endedBy: local.personId, version: 2 })
    await local.post(`/roles/${granted.body.id}/end`, {}).expect(200)
    expect(await posts()).not.toContain('inspector')
    const lines = (await scene.chain(officeChain(scene.commune))).filter(
      ({ data }) => data['holdingId'] === granted.body.id,
    )
    expect(lines).toEqual([
      expect.objectContaining({ type: 'roleGranted', actor: local.personId }),
      expect.objectContaining({ type: 'roleEnded', actor: local.personId }),
    ])
    expect(JSON.stringify(lines)).not.toContain('Bình')
  })

  it('from a day to come begins then', async () => {
    const person = await added([inCommune('finance')])
    const { body } = await grant(local, person.id, 'cultureSocial', { from: '2026-04-01' }).expect(201)
    expect(body.from).toBe('2026-03-31T17:00:00.000Z')
    const now = await seen(local.get(`/roles?person=${person.id}&current=true`).expect(200))
    expect(now.items.map((item) => item.role)).toEqual(['finance'])
    const all = await local.get(`/roles?person=${person.id}`).expect(200)
    expect(all.body.items).toHaveLength(2)
  })

  it.each(DECIDING_ROLES)('%s is never granted by an administrator to himself', async (role) => {
    const { body } = await grant(scene.root, scene.root.personId, role).expect(403)
    expect(body).toMatchObject({ code: 'selfGrant', field: 'role' })
  })

  it.each([
    [{ from: '2026-03-01' }, 422, 'dateInPast', 'from'],
    [{ to: '2026-03-01' }, 422, 'dateInPast', 'to'],
    [{ from: '2026-05-01', to: '2026-04-01' }, 422, 'invalid', 'to'],
    [{ from: '2026-02-30' }, 400, 'invalidRequest', 'from'],
    [{ role: 'provinceChair' }, 422, 'roleNotHere', 'role'],
    [{ role: 'auditor' }, 422, 'roleNotHere', 'role'],
    [{ officeId: 'C26734' }, 404, 'notFound', 'officeId'],
    [{ personId: 'nobody' }, 422, 'unknownPerson', 'personId'],
    [{ colour: 'đỏ' }, 400, 'invalidRequest', 'colour'],
  ])('is refused with %j by %i %s', async (wrong, status, code, field) => {
    const person = await added([inCommune('finance')])
    const { body } = await create(local, '/roles', {
      personId: person.id,
      officeId: scene.commune,
      role: 'communeOffice',
      ...wrong,
    }).expect(status)
    expect(body).toMatchObject({ code, field })
    expect(String(body.title)).toMatch(/\p{Lu}\p{L}+ /u)
  })

  it('that is held already is not granted a second time, not even by two at once', async () => {
    const person = await added([inCommune('finance')])
    const two = await Promise.all([
      grant(local, person.id, 'inspector'),
      grant(scene.root, person.id, 'inspector'),
    ])
    expect(two.map(({ status }) => status).sort()).toEqual([201, 409])
  })

  it('of another commune is neither seen nor ended', async () => {
    const foreign = await added([{ officeId: scene.elsewhere, role: 'finance' }])
    const holding = foreign.roles[0]?.holdingId ?? ''
    await local.post(`/roles/${holding}/end`, {}).expect(404)
    expect((await local.get(`/roles?person=${foreign.id}`).expect(200)).body.items).toEqual([])
  })

  it('of the last administrator of everything doesn’t end', async () => {
    const { items } = await seen(scene.root.get(`/roles?person=${scene.root.personId}`).expect(200))
    const refused = await scene.root.post(`/roles/${items[0]?.id ?? ''}/end`, {}).expect(409)
    expect(refused.body.code).toBe('lastAdministrator')
  })
})

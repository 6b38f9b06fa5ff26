// Logging in, sessions, tokens, passwords: who may come in, and what closes the door.
import supertest from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FAILURES_ALLOWED } from '../../api/auth/login.ts'
import { aCommune, aPerson } from '../support/builders.ts'
import { PASSWORD, aVisitor, anAccount, startApi, visitorFor } from './support.ts'
import type { ApiUnderTest } from './support.ts'

describe('a session', () => {
  let api: ApiUnderTest
  let commune: string

  beforeAll(async () => {
    api = await startApi()
    commune = await aCommune(api.at.pool)
  })
  afterAll(() => api.close())

  const logIn = (login: string, password: string) =>
    supertest(api.url).post('/api/v1/session').send({ login, password })

  /** Logs in as a browser does and gives its cookie and what goes into X-CSRF-Token. */
  async function browser(login: string) {
    const { headers, body } = await logIn(login, PASSWORD).expect(201)
    const cookie = String(headers['set-cookie']).split(';')[0] ?? ''
    return { cookie, csrf: String(body.csrf) }
  }

  it('begins with the right password, in a cookie that no script can read', async () => {
    const police = await anAccount(api, await aPerson(api.at.pool, 'communePolice', commune))
    const { headers } = await logIn(` ${police.toUpperCase()} `, PASSWORD).expect(201)
    expect(String(headers['set-cookie'])).toMatch(
      /^trinh_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    const { cookie } = await browser(police)
    const { body } = await supertest(api.url).get('/api/v1/me').set('Cookie', cookie).expect(200)
    expect(body).toMatchObject({ personId: police, posts: [{ role: 'communePolice', officeId: commune }] })
    const { rows } = await api.at.pool.query('SELECT id_hash FROM session WHERE person_id = $1', [police])
    expect(rows.map(({ id_hash: hash }) => String(hash))).not.toContain(cookie.split('=')[1])
  })

  it('is refused in the same words for a wrong password and for a login that does not exist', async () => {
    const person = await anAccount(api, await aPerson(api.at.pool, 'communeChair', commune))
    const wrong = await logIn(person, 'khong-phai-mat-khau').expect(401)
    const nobody = await logIn('khong-co-ai', 'khong-phai-mat-khau').expect(401)
    expect(wrong.body).toEqual(nobody.body)
    expect(wrong.body.code).toBe('badCredentials')
  })

  it('locks the account after so many wrong passwords in a row, even for the right one', async () => {
    const person = await anAccount(api, await aPerson(api.at.pool, 'communeOffice', commune))
    for (let time = 0; time < FAILURES_ALLOWED; time += 1) await logIn(person, 'sai-mat-khau').expect(401)
    const { body, headers } = await logIn(person, PASSWORD).expect(429)
    expect(body.code).toBe('tooManyAttempts')
    expect(Number(headers['retry-after'])).toBeGreaterThan(800)
  })

  it('changes nothing without the token that only its own pages know', async () => {
    const person = await anAccount(api, await aPerson(api.at.pool, 'inspector', commune))
    const { cookie, csrf } = await browser(person)
    const ask = () => supertest(api.url).delete('/api/v1/session').set('Cookie', cookie)
    const { body } = await ask().expect(403)
    expect(body.code).toBe('csrfMissing')
    await ask().set('X-CSRF-Token', `${csrf}x`).expect(403)
    await ask().set('X-CSRF-Token', csrf).expect(204)
    await supertest(api.url).get('/api/v1/me').set('Cookie', cookie).expect(401)
  })

  it('ends by the real clock, and with the account', async () => {
    const person = await anAccount(api, await aPerson(api.at.pool, 'finance', commune))
    const first = await browser(person)
    await api.at.pool.query("UPDATE session SET expires_at = '2020-01-01' WHERE person_id = $1", [person])
    await supertest(api.url).get('/api/v1/me').set('Cookie', first.cookie).expect(401)
    const second = await browser(person)
    await api.at.pool.query('UPDATE account SET disabled_at = $2 WHERE person_id = $1', [
      person,
      new Date().toISOString(),
    ])
    await supertest(api.url).get('/api/v1/me').set('Cookie', second.cookie).expect(401)
    await logIn(person, PASSWORD).expect(401)
  })

  it('changes the password with the present one, ends the other sessions, and insists where it must', async () => {
    const person = await anAccount(api, await aPerson(api.at.pool, 'cultureSocial', commune))
    await api.at.pool.query('UPDATE account SET must_change = true WHERE person_id = $1', [person])
    const [one, other] = [await browser(person), await browser(person)]
    const change = (present: string, next: string) =>
      supertest(api.url)
        .post('/api/v1/me/password')
        .set('Cookie', one.cookie)
        .set('X-CSRF-Token', one.csrf)
        .send({ present, next })
    const early = await supertest(api.url).get('/api/v1/dossiers').set('Cookie', one.cookie).expect(403)
    expect(early.body.code).toBe('passwordChangeRequired')
    expect((await change('sai', 'mot-mat-khau-khac').expect(401)).body.field).toBe('present')
    expect((await change(PASSWORD, 'ngan').expect(422)).body.code).toBe('passwordTooWeak')
    const done = await change(PASSWORD, 'mot-mat-khau-khac').expect(204)
    const renewed = String(done.headers['set-cookie']).split(';')[0] ?? ''
    await supertest(api.url).get('/api/v1/dossiers').set('Cookie', renewed).expect(200)
    await supertest(api.url).get('/api/v1/me').set('Cookie', one.cookie).expect(401)
    await supertest(api.url).get('/api/v1/me').set('Cookie', other.cookie).expect(401)
    await logIn(person, PASSWORD).expect(401)
    await logIn(person, 'mot-mat-khau-khac').expect(201)
  })

  it('is not needed by a machine with a token, until that is revoked', async () => {
    const machine = await aVisitor(api, 'communePolice', commune, { name: 'máy' })
    const { body } = await machine.get('/me').expect(200)
    expect(body.csrf).toBeNull()
    await api.at.pool.query('UPDATE machine_token SET revoked_at = $2 WHERE person_id = $1', [
      machine.personId,
      new Date().toISOString(),
    ])
    await machine.get('/me').expect(401)
  })

  it('shows only the posts that hold at the instance’s instant, and delegations while both hold', async () => {
    const chair = await aPerson(api.at.pool, 'communeChair', commune, { name: 'chủ tịch đi công tác' })
    const vice = await aVisitor(api, 'communeViceChair', commune, { name: 'phó chủ tịch' })
    await aPerson(api.at.pool, 'communePolice', commune, {
      name: 'phó chủ tịch',
      to: '2026-01-01T00:00:00.000Z',
    })
    await api.at.pool.query(
      `INSERT INTO delegation (id, from_person, to_person, office_id, role, valid_from, valid_to, reason, created_by, created_at)
       VALUES ('g1', $1, $2, $3, 'communeChair', '2026-03-01Z', '2026-03-05Z', 'đi công tác', $1, '2026-03-01Z')`,
      [chair, vice.personId, commune],
    )
    const posts = async (): Promise<unknown> => {
      const { body } = await (await visitorFor(api, vice.personId)).get('/me').expect(200)
      return body.posts
    }
    expect(await posts()).toMatchObject([
      { role: 'communeViceChair', delegation: null },
      { role: 'communeChair', delegation: { id: 'g1', fromPersonId: chair } },
    ])
    await api.at.pool.query("UPDATE delegation SET ended_at = '2026-03-01T12:00:00Z' WHERE id = 'g1'")
    expect(await posts()).toMatchObject([{ role: 'communeViceChair', delegation: null }])
  })

  it.each([
    ['no body', undefined, 400],
    ['an unknown field', { login: 'a', password: 'b', role: 'administrator' }, 400],
    ['a wrong type', { login: 5, password: 'b' }, 400],
    ['a list', [], 400],
  ])('refuses %s', async (_what, body, status) => {
    const test = supertest(api.url).post('/api/v1/session')
    const reply = await (body === undefined ? test : test.send(body)).expect(status)
    expect(reply.headers['content-type']).toContain('application/problem+json')
    expect(reply.body.code).toBe('invalidRequest')
  })
})

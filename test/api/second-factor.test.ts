// The second factor of an account and the sessions of a person: enrolled, asked for, each code once, recovered, reset;
// codes by fixed instants where time is the matter.
import { Secret, TOTP } from 'otpauth'
import jsQR from 'jsqr'
import supertest from 'supertest'
import type { Test } from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTransaction } from '../../activities/pool.ts'
import { SYSTEM_CHAIN } from '../../activities/record/ids.ts'
import { CHALLENGE_MS, finishLogIn, logIn } from '../../api/auth/login.ts'
import { createSeals } from '../../api/auth/seals.ts'
import {
  CODE_FAILURES_ALLOWED,
  beginEnrolment,
  confirmEnrolment,
  stepOf,
} from '../../api/auth/second-factor.ts'
import { addMs } from '../../domain/time/civil.ts'
import { aPerson } from '../support/builders.ts'
import { pixelsOf } from '../support/png.ts'
import { anAdminScene, seen } from './admin-support.ts'
import type { AdminScene } from './admin-support.ts'
import { PASSWORD, SEALING_KEY, anAccount, visitorFor } from './support.ts'

const NOON = '2026-05-04T05:00:00.000Z'
const STEP_MS = 30_000
const NEXT = 'mot-mat-khau-khac'
const seals = createSeals([SEALING_KEY])

/** What the telephone shows at an instant. */
function shown(secret: string, at: string | number): string {
  const timestamp = typeof at === 'number' ? at : Date.parse(at)
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp })
}

describe('seals', () => {
  it('open with the keys that were there when they were made, for the same purpose and unchanged only', () => {
    const [old, next] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
    const sealed = createSeals([old])?.seal('a', 'bí mật') ?? ''
    expect(sealed).not.toContain('bí mật')
    const both = createSeals([next, old])
    expect(both?.open('a', sealed)).toBe('bí mật')
    expect(() => both?.open('b', sealed)).toThrow()
    expect(() => createSeals([next])?.open('a', sealed)).toThrow(/key that is not here/u)
    const changed = sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA')
    expect(() => both?.open('a', changed)).toThrow()
    expect(both?.codes('a', 'x')).toContain(createSeals([old])?.codes('a', 'x')[0])
    expect(createSeals([])).toBeNull()
  })
})

describe('codes by the clock', () => {
  const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

  it.each([
    [-2, null],
    [-1, -1],
    [0, 0],
    [1, 1],
    [2, null],
  ])('a code of %i steps away belongs to the step %j away, or to none', (steps, delta) => {
    const now = Date.parse(NOON) / STEP_MS
    expect(stepOf(secret, shown(secret, addMs(NOON, steps * STEP_MS)), NOON)).toBe(
      delta === null ? null : now + delta,
    )
  })
})

describe('a second factor', () => {
  let scene: AdminScene

  beforeAll(async () => {
    scene = await anAdminScene({ settings: { secondFactorRoles: ['communeChair'] } })
  })
  afterAll(() => scene.close())

  /** A browser in which somebody signs in; it keeps its cookies. */
  class Desk {
    cookie = ''
    csrf = ''

    async signIn(login: string, password = PASSWORD): Promise<{ status: number; code?: string }> {
      const reply = await this.keep(this.send('post', '/session', { login, password }))
      this.csrf = String(reply.body.csrf ?? '')
      return { status: reply.status, code: reply.body.code }
    }

    async second(given: object): Promise<{ status: number; code?: string; retryAfter?: string }> {
      const reply = await this.keep(this.send('post', '/session/second-factor', given))
      this.csrf = String(reply.body.csrf ?? this.csrf)
      return { status: reply.status, code: reply.body.code }
    }

    send(method: 'get' | 'post' | 'delete', path: string, body?: object): Test {
      const test = supertest(scene.url)[method](`/api/v1${path}`).set('Cookie', this.cookie)
      return (body === undefined ? test : test.send(body)).set('X-CSRF-Token', this.csrf)
    }

    async keep(test: Test): Promise<Awaited<Test>> {
      const reply = await test
      const jar = new Map(this.cookie.split('; ').map((pair) => pair.split('=') as [string, string]))
      const lines: string[] = [reply.headers['set-cookie'] ?? []].flat()
      for (const line of lines) {
        const [name = '', value = ''] = line.split(';')[0]?.split('=') ?? []
        jar.set(name, value)
      }
      this.cookie = [...jar]
        .filter(([, value]) => value !== '')
        .map((pair) => pair.join('='))
        .join('; ')
      return reply
    }
  }

  const account = async (
    name: string,
    role: 'communePolice' | 'communeChair' = 'communePolice',
  ): Promise<string> => anAccount(scene, await aPerson(scene.at.pool, role, scene.commune, { name }))

  /** Enrols over HTTP; gives the secret, the recovery codes and the desk that did it. */
  async function enrolled(name: string) {
    const login = await account(name)
    const desk = new Desk()
    expect((await desk.signIn(login)).status).toBe(201)
    const { body } = await desk.send('post', '/me/second-factor', { password: PASSWORD }).expect(201)
    const before = desk.cookie
    const confirm = { code: shown(body.secret, Date.now()) }
    const { body: done } = await desk.keep(
      desk.send('post', '/me/second-factor/confirm', confirm).expect(201),
    )
    expect(desk.cookie).not.toBe(before)
    return {
      login,
      desk,
      ...body,
      secret: String(body.secret),
      recoveryCodes: done.recoveryCodes as string[],
    }
  }

  /** The telephone's next code: the present one may have been used by enrolling. */
  const nextCode = (secret: string): string => shown(secret, Date.now() + STEP_MS)

  it('is enrolled by a picture that a telephone can read, with the password and a code of it', async () => {
    const login = await account('đăng ký hai lớp')
    const desk = new Desk()
    await desk.signIn(login)
    const wrong = await desk.send('post', '/me/second-factor', { password: 'sai' }).expect(401)
    expect(wrong.body).toMatchObject({ code: 'badCredentials', field: 'password' })
    const { body } = await desk.send('post', '/me/second-factor', { password: PASSWORD }).expect(201)
    const { data, width, height } = pixelsOf(Buffer.from(String(body.qr).split(',')[1] ?? '', 'base64'))
    const read = jsQR.default(data, width, height)
    expect(read?.data).toBe(body.uri)
    expect(new URL(body.uri).searchParams.get('secret')).toBe(body.secret)
    const stored = await scene.at.pool.query<{ pending_secret: string }>(
      'SELECT pending_secret FROM second_factor WHERE person_id = $1',
      [login],
    )
    expect(stored.rows[0]?.pending_secret).not.toContain(body.secret)
    const code = await desk.send('post', '/me/second-factor/confirm', { code: '000000' }).expect(401)
    expect(code.body.code).toBe('badCode')
    expect((await desk.send('get', '/me').expect(200)).body.secondFactor.enrolled).toBe(false)
    const other = new Desk()
    await other.signIn(login)
    const right = { code: shown(body.secret, Date.now()) }
    const { body: done } = await desk.keep(desk.send('post', '/me/second-factor/confirm', right).expect(201))
    expect(new Set(done.recoveryCodes).size).toBe(10)
    await other.send('get', '/me').expect(401)
    const { body: me } = await desk.send('get', '/me').expect(200)
    expect(me.secondFactor).toEqual({ enrolled: true, missing: false, recoveryCodesLeft: 10 })
    const lines = (await scene.chain(SYSTEM_CHAIN)).filter(({ type }) => type === 'secondFactorSet')
    expect(lines[lines.length - 1]).toMatchObject({ actor: login, data: { personId: login } })
  })

  it('is asked for after the password, in the same browser, and a code counts once', async () => {
    const { login, secret } = await enrolled('hai giai đoạn')
    const desk = new Desk()
    expect((await desk.signIn(login)).status).toBe(202)
    await desk.send('get', '/me').expect(401)
    const stranger = new Desk()
    const code = nextCode(secret)
    expect(await stranger.second({ code })).toEqual({ status: 401, code: 'signInExpired' })
    expect((await desk.second({ code })).status).toBe(201)
    await desk.send('get', '/me').expect(200)
    expect(desk.cookie).not.toContain('trinh_challenge')
    const again = new Desk()
    expect((await again.signIn(login)).status).toBe(202)
    expect(await again.second({ code })).toMatchObject({ status: 401, code: 'badCode' })
  })

  it('lets a recovery code in once, and says how many are left', async () => {
    const { login, recoveryCodes } = await enrolled('mất điện thoại')
    const [first = '', second = ''] = recoveryCodes
    const desk = new Desk()
    await desk.signIn(login)
    expect((await desk.second({ recoveryCode: ` ${first.toUpperCase()} ` })).status).toBe(201)
    const { body } = await desk.send('get', '/me').expect(200)
    expect(body.secondFactor.recoveryCodesLeft).toBe(9)
    const again = new Desk()
    await again.signIn(login)
    expect((await again.second({ recoveryCode: first })).code).toBe('badCode')
    expect((await again.second({ recoveryCode: second })).status).toBe(201)
  })

  it('is locked for its account after so many wrong codes, even for the right one and in other browsers', async () => {
    const { login, secret } = await enrolled('đoán mã')
    const desk = new Desk()
    await desk.signIn(login)
    for (let time = 0; time < CODE_FAILURES_ALLOWED; time += 1)
      expect((await desk.second({ code: '000000' })).code).toBe('badCode')
    expect(await desk.second({ code: nextCode(secret) })).toMatchObject({
      status: 429,
      code: 'tooManyAttempts',
    })
    const other = new Desk()
    await other.signIn(login)
    expect((await other.second({ code: nextCode(secret) })).status).toBe(429)
  })

  it('accepts one code once when two send it at the same instant', async () => {
    const { login, secret } = await enrolled('hai nơi một lúc')
    const desks = [new Desk(), new Desk()]
    for (const desk of desks) await desk.signIn(login)
    const code = nextCode(secret)
    const done = await Promise.all(desks.map((desk) => desk.second({ code })))
    // The one that won ended the other's challenge, or was there before its code counted.
    expect(done.map(({ status }) => status).sort()).toEqual([201, 401])
  })

  it('is replaced with password and code, and the old one holds until the new one is confirmed', async () => {
    const { desk, secret, login } = await enrolled('đổi điện thoại')
    const bare = await desk.send('post', '/me/second-factor', { password: PASSWORD }).expect(401)
    expect(bare.body).toMatchObject({ code: 'badCode', field: 'proof' })
    const proof = { password: PASSWORD, proof: { code: nextCode(secret) } }
    const { body } = await desk.send('post', '/me/second-factor', proof).expect(201)
    const visitor = new Desk()
    expect((await visitor.signIn(login)).status).toBe(202)
    const code = { code: shown(body.secret, Date.now()) }
    expect((await visitor.second(code)).code).toBe('badCode')
    await desk.keep(desk.send('post', '/me/second-factor/confirm', code).expect(201))
    expect((await visitor.second({ code: nextCode(body.secret) })).code).toBe('signInExpired')
    await visitor.signIn(login)
    expect((await visitor.second({ code: nextCode(body.secret) })).status).toBe(201)
  })

  it('gets new recovery codes, and is given up, with password and code', async () => {
    const { desk, recoveryCodes, login } = await enrolled('bỏ hai lớp')
    const [one = '', two = ''] = recoveryCodes
    const renew = { password: PASSWORD, proof: { recoveryCode: one } }
    const { body } = await desk.send('post', '/me/second-factor/recovery-codes', renew).expect(201)
    const remove = (recoveryCode: string): Test =>
      desk.send('post', '/me/second-factor/remove', { password: PASSWORD, proof: { recoveryCode } })
    await remove(two).expect(401)
    await desk.keep(remove(String(body.recoveryCodes[0])).expect(204))
    expect((await desk.send('get', '/me').expect(200)).body.secondFactor.enrolled).toBe(false)
    expect((await new Desk().signIn(login)).status).toBe(201)
  })

  it('keeps whoever has a role that needs it from everything else until it is there', async () => {
    const login = await account('chủ tịch phải có', 'communeChair')
    const desk = new Desk()
    await desk.signIn(login)
    expect((await desk.send('get', '/dossiers').expect(403)).body.code).toBe('secondFactorRequired')
    expect((await desk.send('get', '/me').expect(200)).body.secondFactor.missing).toBe(true)
    const { body } = await desk.send('post', '/me/second-factor', { password: PASSWORD }).expect(201)
    const code = shown(body.secret, Date.now())
    const done = await desk.keep(desk.send('post', '/me/second-factor/confirm', { code }).expect(201))
    await desk.send('get', '/dossiers').expect(200)
    const proof = { password: PASSWORD, proof: { recoveryCode: done.body.recoveryCodes[0] } }
    const given = await desk.send('post', '/me/second-factor/remove', proof).expect(403)
    expect(given.body.code).toBe('secondFactorRequired')
  })

  it('is reset by an administrator, who records it; not by himself, nor by one of another commune', async () => {
    const { login, desk } = await enrolled('nhờ quản trị')
    await scene.root.delete(`/people/${scene.root.personId}/second-factor`).expect(403)
    const elsewhere = await aPerson(scene.at.pool, 'administrator', scene.elsewhere, {
      name: 'quản trị nơi khác',
    })
    await (await visitorFor(scene, elsewhere)).delete(`/people/${login}/second-factor`).expect(404)
    expect((await scene.root.get(`/people/${login}`).expect(200)).body.secondFactor).toBe(true)
    await scene.root.delete(`/people/${login}/second-factor`).expect(204)
    const missing = await seen(scene.root.delete(`/people/${login}/second-factor`).expect(409))
    expect(missing.code).toBe('secondFactorMissing')
    await desk.send('get', '/me').expect(401)
    expect((await new Desk().signIn(login)).status).toBe(201)
    const [line] = (await scene.chain(SYSTEM_CHAIN)).filter(({ type }) => type === 'secondFactorReset')
    expect(line).toMatchObject({ actor: scene.root.personId, data: { personId: login } })
  })

  it('is refused in words where the instance has no key', async () => {
    const bare = await anAdminScene({ withoutSeals: true })
    try {
      const login = await anAccount(bare, await aPerson(bare.at.pool, 'finance', bare.commune))
      const { body, headers } = await supertest(bare.url)
        .post('/api/v1/session')
        .send({ login, password: PASSWORD })
      const refused = await supertest(bare.url)
        .post('/api/v1/me/second-factor')
        .set('Cookie', String(headers['set-cookie']).split(';')[0] ?? '')
        .set('X-CSRF-Token', String(body.csrf))
        .send({ password: PASSWORD })
        .expect(503)
      expect(refused.body.code).toBe('secondFactorUnavailable')
    } finally {
      await bare.close()
    }
  })

  it('waits for its code some minutes only, by the instant it is given', async () => {
    const login = await account('chậm tay')
    if (seals === null) throw new Error('the tests have a key')
    const { secret } = await beginEnrolment(scene.at.pool, seals, { personId: login, login }, NOON)
    const confirmed = await inTransaction(scene.at.pool, (client) =>
      confirmEnrolment(client, seals, login, shown(secret, NOON), NOON),
    )
    expect(confirmed).toHaveLength(10)
    const device = { userAgent: 'thử', address: '10.0.0.1' }
    const begin = async (): Promise<string> => {
      const request = { login, password: PASSWORD, device, now: NOON, sessionHours: 1 }
      const done = await logIn(scene.at.pool, request)
      if (!('challenge' in done)) throw new Error('no second stage')
      return done.challenge.secret
    }
    const finish = (challenge: string, now: string): Promise<unknown> =>
      finishLogIn(scene.at.pool, seals, {
        secret: challenge,
        given: { code: shown(secret, now) },
        device,
        now,
        sessionHours: 1,
      })
    await expect(finish(await begin(), addMs(NOON, CHALLENGE_MS))).rejects.toMatchObject({
      code: 'signInExpired',
    })
    await expect(finish(await begin(), addMs(NOON, 10_000))).rejects.toMatchObject({ code: 'badCode' })
    const challenge = await begin()
    expect(await finish(challenge, addMs(NOON, STEP_MS))).toMatchObject({ personId: login })
    await expect(finish(challenge, addMs(NOON, 2 * STEP_MS))).rejects.toMatchObject({ code: 'signInExpired' })
  })

  describe('sessions of a person', () => {
    it('are listed with device and address, ended one by one or all others; another’s are not there', async () => {
      const login = await account('nhiều phiên')
      const [one, two, three] = [new Desk(), new Desk(), new Desk()]
      for (const desk of [one, two, three]) await desk.signIn(login)
      const { body } = await one.send('get', '/me/sessions').expect(200)
      expect(body.items).toHaveLength(3)
      const current = body.items.filter((item: { current: boolean }) => item.current)
      expect(current).toEqual([
        expect.objectContaining({ signedInBy: 'password', address: expect.stringContaining('127.0.0.1') }),
      ])
      const { rows } = await scene.at.pool.query('SELECT id_hash FROM session WHERE person_id = $1', [login])
      for (const { id_hash: hash } of rows) expect(JSON.stringify(body)).not.toContain(hash)
      const stranger = new Desk()
      await stranger.signIn(await account('người lạ'))
      await stranger.send('delete', `/me/sessions/${current[0].id}`).expect(404)
      const others = body.items.filter((item: { current: boolean }) => !item.current)
      await one.send('delete', `/me/sessions/${others[0].id}`).expect(204)
      await one.send('delete', `/me/sessions/${others[0].id}`).expect(404)
      const alive = await Promise.all(
        [two, three].map(async (desk) => (await desk.send('get', '/me')).status),
      )
      expect(alive.sort()).toEqual([200, 401])
      await one.send('delete', '/me/sessions').expect(204)
      for (const desk of [two, three]) await desk.send('get', '/me').expect(401)
      const left = await one.send('get', '/me/sessions').expect(200)
      expect(left.body.items).toHaveLength(1)
      await scene.root.get('/me/sessions').expect(403)
      await one.send('delete', `/me/sessions/${current[0].id}`).expect(204)
      await one.send('get', '/me').expect(401)
    })

    it('can’t be used to guess the password: asking for it locks as signing in does', async () => {
      const desk = new Desk()
      await desk.signIn(await account('đoán mật khẩu'))
      const change = (present: string): Test => desk.send('post', '/me/password', { present, next: NEXT })
      for (let time = 0; time < 10; time += 1) await change('sai').expect(401)
      await change(PASSWORD).expect(429)
    })
  })
})

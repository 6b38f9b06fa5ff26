// Signing in through identity providers: a real one, and one that lies. Whatever a provider does, signing in with a
// password goes on, and a refusal leaves nothing behind.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import supertest from 'supertest'
import { SYSTEM_CHAIN, newId } from '../../activities/record/ids.ts'
import { safeReturn } from '../../api/auth/provider-sign-in.ts'
import { aPerson } from '../support/builders.ts'
import { Browser, leadsTo } from '../support/browser.ts'
import { signInThere, startLyingProvider, startProvider } from '../support/identity-provider.ts'
import type { Lies, LyingProvider, RunningProvider } from '../support/identity-provider.ts'
import { anAdminScene } from './admin-support.ts'
import type { AdminScene } from './admin-support.ts'
import { PASSWORD, anAccount } from './support.ts'

const PUBLIC = 'http://trinh.test'

describe('signing in through an identity provider', () => {
  let scene: AdminScene
  let real: RunningProvider
  let strict: RunningProvider
  let liar: LyingProvider

  beforeAll(async () => {
    const accounts = {
      'công an xã': { email: 'CongAn@Trinh.Test', email_verified: true },
      'chưa xác minh': { email: 'chutich@trinh.test', email_verified: false },
      'chung thư': { email: 'chung@trinh.test', email_verified: true },
      'người lạ': { email: 'nguoila@trinh.test', email_verified: true },
      'được gắn': {},
    }
    real = await startProvider('that', PUBLIC, accounts)
    strict = await startProvider('chat', PUBLIC, accounts, { firstLink: 'administrator' })
    liar = await startLyingProvider('doi')
    scene = await anAdminScene({ providers: [real.settings, strict.settings, liar.settings] })
  })
  afterAll(async () => {
    await scene.close()
    await Promise.all([real.close(), strict.close(), liar.close()])
  })

  /** The address on the API under test of one under its public name. */
  const local = (url: string): string => url.replace(PUBLIC, scene.url)

  async function person(name: string, email: string | null): Promise<string> {
    const id = await anAccount(scene, await aPerson(scene.at.pool, 'communePolice', scene.commune, { name }))
    await scene.at.pool.query('UPDATE person SET email = $2 WHERE id = $1', [id, email])
    return id
  }

  /** Begins here, signs in there, comes back; gives the last reply. */
  async function through(
    browser: Browser,
    id: string,
    login: string,
    returnTo = '/viec-cua-toi',
  ): Promise<Response> {
    const start = `${scene.url}/api/v1/sign-in/${id}?returnTo=${encodeURIComponent(returnTo)}`
    const begun = leadsTo(await browser.get(start), start)
    const back = await signInThere(browser, begun, login, PUBLIC)
    return browser.get(local(back))
  }

  const me = async (browser: Browser): Promise<Response> => browser.get(`${scene.url}/api/v1/me`)
  /** The members of a reply that the tests look at. */
  const said = async (reply: Response): Promise<{ code?: string; csrf?: string; logoutUrl?: string }> =>
    (await reply.json()) as { code?: string; csrf?: string; logoutUrl?: string }
  const written = async (): Promise<unknown> => {
    const { rows } = await scene.at.pool.query<Record<string, number>>(
      `SELECT (SELECT count(*) FROM session)::int AS sessions, (SELECT count(*) FROM identity)::int AS identities,
         (SELECT count(*) FROM chain_event)::int AS lines, (SELECT count(*) FROM incident)::int AS incidents`,
    )
    return rows[0]
  }

  it('lists the providers for whoever wants to sign in', async () => {
    const { body } = await supertest(scene.url).get('/api/v1/sign-in').expect(200)
    expect(body.providers).toContainEqual({ id: 'that', label: 'Danh tính thử', url: '/api/v1/sign-in/that' })
  })

  it('finds the person by a verified address once, links the subject, and then needs the address no more', async () => {
    const police = await person('công an có thư', 'congan@trinh.test')
    const browser = new Browser()
    const done = await through(browser, 'that', 'công an xã')
    expect(done.status).toBe(303)
    expect(done.headers.get('location')).toBe('/viec-cua-toi')
    expect(await (await me(browser)).json()).toMatchObject({ personId: police, signedInBy: 'provider' })
    const [line] = (await scene.chain(SYSTEM_CHAIN)).filter(({ type }) => type === 'identityLinked')
    expect(line).toMatchObject({ actor: 'system', data: { personId: police, issuer: real.settings.issuer } })
    expect(JSON.stringify(line)).not.toContain('công an xã')
    await scene.at.pool.query("UPDATE person SET email = 'khac@trinh.test' WHERE id = $1", [police])
    await person('người khác lấy thư', 'congan@trinh.test')
    const again = new Browser()
    await through(again, 'that', 'công an xã')
    expect(await (await me(again)).json()).toMatchObject({ personId: police })
  })

  it('never takes an address that isn’t verified, is shared by two accounts, or belongs to nobody', async () => {
    await person('chủ tịch', 'chutich@trinh.test')
    await person('một', 'chung@trinh.test')
    await person('hai', 'chung@trinh.test')
    const before = await written()
    for (const login of ['chưa xác minh', 'chung thư', 'người lạ', 'được gắn']) {
      const browser = new Browser()
      const done = await through(browser, 'that', login)
      expect([login, done.status, (await said(done)).code]).toEqual([login, 403, 'identityNotLinked'])
      expect((await me(browser)).status).toBe(401)
    }
    expect(await written()).toEqual(before)
  })

  it('by an administrator’s link only, where the settings say so; the link can be taken away', async () => {
    const id = await person('người được gắn', 'nguoila@trinh.test')
    expect((await through(new Browser(), 'chat', 'người lạ')).status).toBe(403)
    const link = { provider: 'chat', subject: 'được gắn' }
    const { body } = await scene.root.post(`/people/${id}/identities`, link).expect(201)
    await scene.root.post(`/people/${id}/identities`, link).expect(201)
    const other = await person('người khác', null)
    expect((await scene.root.post(`/people/${other}/identities`, link).expect(409)).body.code).toBe(
      'duplicate',
    )
    await scene.root.post(`/people/${id}/identities`, { provider: 'khong', subject: 'x' }).expect(422)
    const browser = new Browser()
    expect((await through(browser, 'chat', 'được gắn')).status).toBe(303)
    expect(await (await me(browser)).json()).toMatchObject({ personId: id })
    await scene.root.delete(`/people/${id}/identities/${body.items[0].id}`).expect(204)
    expect((await me(browser)).status).toBe(401)
    expect((await through(new Browser(), 'chat', 'được gắn')).status).toBe(403)
    const types = (await scene.chain(SYSTEM_CHAIN)).map(({ type }) => type)
    expect(types.slice(-2)).toEqual(['identityLinked', 'identityUnlinked'])
  })

  it('is closed to an account that is disabled', async () => {
    const id = await person('bị khóa', null)
    await scene.root.post(`/people/${id}/identities`, { provider: 'that', subject: 'được gắn' }).expect(201)
    await scene.at.pool.query('UPDATE account SET disabled_at = now() WHERE person_id = $1', [id])
    expect((await through(new Browser(), 'that', 'được gắn')).status).toBe(403)
  })

  it('ends at the provider, too', async () => {
    const browser = new Browser()
    await through(browser, 'that', 'công an xã')
    const { csrf } = await said(await me(browser))
    const done = await browser.send(`${scene.url}/api/v1/session`, {
      method: 'DELETE',
      headers: { 'X-CSRF-Token': String(csrf) },
    })
    const { logoutUrl } = await said(done)
    const url = new URL(String(logoutUrl))
    expect(`${url.origin}${url.pathname}`).toBe(`${real.settings.issuer}/session/end`)
    expect(url.searchParams.get('post_logout_redirect_uri')).toBe(`${PUBLIC}/`)
    expect((await browser.get(url.href)).status).toBe(200)
    expect((await me(browser)).status).toBe(401)
  })

  it.each([
    ['/viec-cua-toi?loai=moi#dau', '/viec-cua-toi?loai=moi#dau'],
    [undefined, '/'],
    ['/a/../b', '/b'],
  ])('goes on to %s on this site', (given, expected) => {
    expect(safeReturn(PUBLIC, given)).toBe(expected)
  })

  it.each([
    'https://xau.test/',
    '//xau.test',
    '/\\xau.test',
    '\\\\xau.test',
    'xau',
    '/\t/xau.test',
    '/%0a\n/x',
    '',
  ])('never goes on to %j', async (returnTo) => {
    const path = `/api/v1/sign-in/that?returnTo=${encodeURIComponent(returnTo)}`
    const { body } = await supertest(scene.url).get(path).expect(400)
    expect(body).toMatchObject({ code: 'invalidRequest', field: 'returnTo' })
  })

  describe('that lies', () => {
    beforeEach(() => liar.lie({}))

    async function begin(browser: Browser): Promise<string> {
      const start = `${scene.url}/api/v1/sign-in/doi`
      return leadsTo(await browser.get(start), start)
    }

    const LIES: readonly (readonly [string, Lies, string])[] = [
      ['another nonce', { claims: { nonce: 'khác' } }, 'identityNotProven'],
      ['no nonce', { claims: { nonce: undefined } }, 'identityNotProven'],
      ['another audience', { claims: { aud: 'ung-dung-khac' } }, 'identityNotProven'],
      ['another issuer in the token', { claims: { iss: 'https://khac.test' } }, 'identityNotProven'],
      ['an expired token', { claims: { exp: Math.floor(Date.now() / 1000) - 120 } }, 'identityNotProven'],
      ['no subject', { claims: { sub: undefined } }, 'identityNotProven'],
      ['a signature of another key', { otherKey: true }, 'identityNotProven'],
      ['no signature', { unsigned: true }, 'identityNotProven'],
      ['an answer without an end', { token: 'endless' }, 'identityNotProven'],
      ['a page for an answer', { token: 'html' }, 'identityNotProven'],
      ['an error of its own', { token: 'error' }, 'providerUnavailable'],
      ['no answer', { token: 'silent' }, 'providerUnavailable'],
    ]

    it.each(LIES)('is refused with %s, and nothing is written', async (_what, lies, code) => {
      await person('cán bộ', 'canbo@trinh.test')
      const browser = new Browser()
      const begun = await begin(browser)
      const before = await written()
      liar.lie(lies)
      const done = await browser.get(local(liar.back(begun)))
      expect((await said(done)).code).toBe(code)
      expect(await written()).toEqual(before)
      expect((await me(browser)).status).toBe(401)
    })

    it('is refused where the answer isn’t to what this browser asked, before it is asked for a token', async () => {
      const browser = new Browser()
      const begun = await begin(browser)
      const asked = liar.tokensAsked()
      const code = async (reply: Response): Promise<unknown> => (await said(reply)).code
      expect(await code(await new Browser().get(local(liar.back(begun))))).toBe('signInExpired')
      expect(await code(await browser.get(local(liar.back(begun, { state: 'khác' }))))).toBe('signInExpired')
      const again = new Browser()
      const sealed = 's1.00000000.AAAA'
      again.take(scene.url, 'trinh_sign_in', sealed)
      expect(await code(await again.get(local(liar.back(begun))))).toBe('signInExpired')
      expect(liar.tokensAsked()).toBe(asked)
    })

    it('is believed once: the same answer again is an answer to nothing', async () => {
      const browser = new Browser()
      const back = local(liar.back(await begin(browser)))
      expect((await browser.get(back)).status).toBe(303)
      const [before, asked] = [await written(), liar.tokensAsked()]
      expect((await said(await browser.get(back))).code).toBe('signInExpired')
      expect(await written()).toEqual(before)
      expect(liar.tokensAsked()).toBe(asked)
    })

    it('is refused where it says no, or the person cancels', async () => {
      const browser = new Browser()
      const begun = await begin(browser)
      const back = new URL(local(liar.back(begun, { error: 'access_denied' })))
      back.searchParams.delete('code')
      const page = await browser.get(back.href, { Accept: 'text/html' })
      expect(page.status).toBe(401)
      expect(await page.text()).toContain('đã từ chối, hoặc bạn đã hủy đăng nhập')
    })

    it('accepts what is in order, so that the refusals above are for their lies alone', async () => {
      const browser = new Browser()
      const done = await browser.get(local(liar.back(await begin(browser))))
      expect(done.status).toBe(303)
      expect((await me(browser)).status).toBe(200)
    })

    it.each([
      ['another issuer', { issuer: 'https://khac.test' }, 'identityNotProven'],
      ['a page', { discovery: 'html' }, 'identityNotProven'],
      ['an error', { discovery: 'error' }, 'providerUnavailable'],
      ['nothing', { discovery: 'silent' }, 'providerUnavailable'],
    ] as const)('gives %s for a description: refused, while passwords go on', async (_what, lies, code) => {
      // A provider that was not asked before has nothing kept.
      const id = `doi-${newId()
        .slice(-6)
        .toLowerCase()
        .replaceAll(/[^a-z0-9]/gu, '0')}`
      const fresh = await startLyingProvider(id)
      const other = await anAdminScene({ providers: [fresh.settings] })
      try {
        fresh.lie(lies)
        const waiting = supertest(other.url).get(`/api/v1/sign-in/${id}`)
        const refused = waiting.then(({ body }) => String(body.code))
        const login = await anAccount(other, await aPerson(other.at.pool, 'finance', other.commune))
        await supertest(other.url).post('/api/v1/session').send({ login, password: PASSWORD }).expect(201)
        expect(await refused).toBe(code)
        fresh.lie({})
        await supertest(other.url).get(`/api/v1/sign-in/${id}`).expect(302)
      } finally {
        await other.close()
        await fresh.close()
      }
    })
  })

  it('is refused while the provider is away, as a page for a browser', async () => {
    const gone = await startLyingProvider('mat')
    await gone.close()
    const other = await anAdminScene({ providers: [gone.settings] })
    try {
      const { text, headers } = await supertest(other.url)
        .get('/api/v1/sign-in/mat')
        .set('Accept', 'text/html')
        .expect(503)
      expect(text).toContain('Không kết nối được nhà cung cấp danh tính')
      expect(headers['retry-after']).toBe('30')
    } finally {
      await other.close()
    }
  })
})

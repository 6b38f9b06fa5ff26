// What surrounds the nouns: the document and its page, health and figures, the stream of changes, the stepped clock, and
// how the API answers while Temporal is away.
import { connect } from 'node:net'
import { Registry } from 'prom-client'
import supertest from 'supertest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool } from '../../activities/pool.ts'
import { createChanges } from '../../activities/record/changes.ts'
import { readClock } from '../../activities/record/clock.ts'
import { API_STATUS, REFUSAL_STATUS } from '../../api/problem-codes.ts'
import { problemText } from '../../api/problem-texts.ts'
import { queueMetrics } from '../../api/queue-metrics.ts'
import { findActor } from '../../api/auth/actor.ts'
import { secretHash } from '../../api/auth/secrets.ts'
import { replyTo } from '../../api/actions/reply.ts'
import { PERSON_ACTIONS } from '../../api/actions/requests.ts'
import { documentPath } from '../../api/route.ts'
import { ROUTES } from '../../api/routes/index.ts'
import { waitFor } from '../../cli/servers/processes.ts'
import { REFUSALS } from '../../domain/vocabulary.ts'
import { aCampaign, aCommune, aDraft, aPerson, aUnit, mustAct } from '../support/builders.ts'
import { aVisitor, startApi } from './support.ts'
import type { ApiUnderTest, Visitor } from './support.ts'

describe('every problem', () => {
  it('has a status of its kind and a Vietnamese sentence', () => {
    for (const code of [...REFUSALS, ...(Object.keys(API_STATUS) as (keyof typeof API_STATUS)[])]) {
      expect(problemText(code)).toMatch(/^\p{Lu}.*[.]$/u)
    }
    expect(Object.values(REFUSAL_STATUS).every((status) => [403, 409, 422].includes(status))).toBe(true)
  })
})

describe('the service', () => {
  let api: ApiUnderTest
  let police: Visitor
  let stranger: Visitor
  let dossierId: string
  let head: string

  beforeAll(async () => {
    api = await startApi()
    const commune = await aCommune(api.at.pool)
    const elsewhere = await aCommune(api.at.pool, { code: '19364', name: 'Xã Vĩnh Hoàng' })
    const campaign = await aCampaign(api.at.pool, { officeId: 'P44' })
    const unit = await aUnit(api.at.pool, { parent: commune })
    head = await aPerson(api.at.pool, 'unitHead', unit)
    dossierId = await aDraft(api.at.pool, campaign, unit)
    const body = { fields: { grounds: 'có' } }
    await mustAct(api.at, { dossierId, action: 'submit', by: head, body })
    police = await aVisitor(api, 'communePolice', commune)
    stranger = await aVisitor(api, 'communePolice', elsewhere)
  })
  afterAll(() => api.close())

  it('documents each route that it serves, and serves each that it documents', async () => {
    const { body } = await supertest(api.url).get('/api/v1/openapi.json').expect(200)
    expect(body.openapi).toBe('3.1.0')
    const documented = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    )
    const served = ROUTES.map((route) => `${route.method} ${documentPath(route.path)}`)
    expect(documented.sort()).toEqual(served.sort())
    expect(new Set(ROUTES.map(({ id }) => id)).size).toBe(ROUTES.length)
    for (const action of PERSON_ACTIONS)
      expect(served).toContain(`post /api/v1/dossiers/{id}/actions/${action}`)
  })

  it('refers in its document to nothing that is not there', async () => {
    const { text, body } = await supertest(api.url).get('/api/v1/openapi.json')
    const named = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/gu)].map(([, name]) => name)
    const known = Object.keys(body.components.schemas as object)
    expect(named.filter((name) => !known.includes(name ?? ''))).toEqual([])
    expect(text).not.toContain('#/$defs')
    expect(known).toEqual(expect.arrayContaining(['Problem', 'DossierState', 'ActionReply']))
  })

  it('asks for a session on every route but the public ones', async () => {
    const open = ROUTES.filter(({ access }) => access === 'public').map(({ id }) => id)
    for (const route of ROUTES.filter(({ access }) => access !== 'public')) {
      const path = documentPath(route.path).replace(/\{\w+\}/gu, 'x')
      const reply = await supertest(api.url)[route.method](path)
      expect([route.id, reply.status, reply.body.code]).toEqual([route.id, 401, 'unauthenticated'])
    }
    expect(open).toEqual(expect.arrayContaining(['logIn', 'healthz', 'readyz', 'metrics']))
  })

  it('serves its documentation page and all that the page needs by itself', async () => {
    const page = await supertest(api.url).get('/api/docs').expect(200)
    const needed = [...page.text.matchAll(/(?:src|href)="([^"]+)"/gu)].map(([, path]) => path ?? '')
    expect(needed).toHaveLength(3)
    for (const path of needed) {
      expect(path.startsWith('/')).toBe(true)
      await supertest(api.url).get(path).expect(200)
    }
  })

  it('says that it is alive, and that it is not ready while Temporal is away', async () => {
    await supertest(api.url).get('/healthz').expect(200, { ok: true })
    const { body } = await supertest(api.url).get('/readyz').expect(503)
    expect(body).toMatchObject({
      ready: false,
      database: { ok: true },
      clock: { ok: true },
      temporal: { ok: false },
    })
    const figures = await supertest(api.url).get('/metrics').expect(200)
    expect(figures.text).toMatch(
      /trinh_http_request_seconds_count\{route="healthz",method="get",status="200"\} \d+/u,
    )
  })

  it('says to whoever watches what waits to leave, since when, and which mails went out or came back', async () => {
    const { pool } = api.at
    const { now } = await readClock(pool)
    await pool.query(
      `INSERT INTO mail (key, letter, person_id, created_at, not_before, status, attempts, answer, sent_at)
       SELECT k, 'notices', 'nobody', $1::timestamptz - interval '90 seconds', $1, s, 1, 'a', t
       FROM (VALUES ('m1', 'waiting', NULL), ('m2', 'failed', NULL), ('m3', 'bounced', clock_timestamp()),
         ('m4', 'sent', clock_timestamp()), ('m5', 'sent', clock_timestamp() - interval '2 hours')) AS v (k, s, t)`,
      [now],
    )
    const registry = new Registry()
    await queueMetrics(registry).refresh(pool)
    const text = await registry.metrics()
    for (const line of [
      'trinh_queue_waiting{queue="mail"} 1',
      'trinh_queue_failing{queue="mail"} 1',
      'trinh_queue_oldest_seconds{queue="mail"} 90',
      'trinh_queue_oldest_seconds{queue="webhooks"} 0',
      'trinh_mails_undelivered{status="failed"} 1',
      'trinh_mails_undelivered{status="bounced"} 1',
      'trinh_mails_sent_last_hour 2',
    ])
      expect(text).toContain(line)
    await pool.query("UPDATE mail SET status = 'sent' WHERE person_id = 'nobody'")
    // Without a database the rest is told on.
    const away = createPool({ connectionString: 'postgresql://nobody@127.0.0.1:1/none' })
    const dark = new Registry()
    await queueMetrics(dark).refresh(away)
    await away.end()
    expect(await dark.metrics()).not.toContain('trinh_queue_waiting{')
  })

  it('goes on reading while Temporal is away, and refuses to act with when to come back', async () => {
    await police.get('/dossiers').expect(200)
    const { body: detail } = await police.get(`/dossiers/${dossierId}`).expect(200)
    const { step, round, contentHash } = detail.state as Record<string, unknown>
    const key = 'khi-temporal-vang'
    const input = { basis: { step, round, contentHash } }
    const away = await police.act(dossierId, 'approve', input, key).expect(503)
    expect(away.body.code).toBe('unavailable')
    expect(Number(away.headers['retry-after'])).toBeGreaterThan(0)
    const { rows } = await api.at.pool.query('SELECT step FROM dossier WHERE id = $1', [dossierId])
    expect(rows).toEqual([{ step: 'look' }])
  })

  it('calls an accepted action pending when its new state can’t be read any more', async () => {
    const away = createPool({ connectionString: api.at.appUrl })
    await away.end()
    const found = await findActor(
      api.at.pool,
      'token',
      secretHash(police.authorization.replace('Bearer ', '')),
      new Date().toISOString(),
    )
    if (found === null) throw new Error('the visitor is not there')
    const { actor, at } = found
    const asked = {
      dossierId,
      at,
      action: 'approve',
      personId: actor.personId,
      key: 'k',
      basis: null,
      args: {},
    } as const
    const result = { ok: true, code: null, detail: {}, repeated: false, position: null, recordedAt: at }
    const performed = { receivedAt: at, sent: { kind: 'result', result } } as const
    const answer = await replyTo(
      { deps: { ...api.deps, pool: away }, actor },
      { ...asked, body: null },
      performed,
    )
    expect(answer).toMatchObject({ status: 202, body: { status: 'outcome_pending', receivedAt: at } })
  })

  it('moves no clock while Temporal is away, and says when to come back', async () => {
    await api.at.pool.query("UPDATE dossier SET wake_at = '2026-03-03T00:00:00Z' WHERE id = $1", [dossierId])
    const administrator = await aVisitor(api, 'administrator', 'P44')
    const { body } = await administrator
      .post('/clock/advance', { to: '2026-03-04T00:00:00.000Z' })
      .expect(503)
    expect(body.code).toBe('unavailable')
  })

  it('answers a path that is none, and one that cannot be decoded, with a problem', async () => {
    const { body } = await supertest(api.url).get('/api/v1/nothing').expect(404)
    expect(body.code).toBe('notFound')
    await police.get('/dossiers/%E0%A4%A').expect(400)
    await police.get('/dossiers/a%00b').expect(400)
    await police.get(`/dossiers/${'x'.repeat(200)}`).expect(400)
  })

  /** Reads the stream of a visitor until it is closed; gives what has come so far. */
  async function listen(authorization: string, lastEventId?: string) {
    const { port } = new URL(api.url)
    const socket = connect(Number(port), '127.0.0.1')
    let text = ''
    socket.setEncoding('utf8').on('data', (part) => (text += String(part)))
    const last = lastEventId === undefined ? '' : `Last-Event-ID: ${lastEventId}\r\n`
    socket.write(
      `GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n${last}Connection: keep-alive\r\n\r\n`,
    )
    const until = (part: string): Promise<true> =>
      waitFor(
        async () => text.includes(part) || undefined,
        10_000,
        () => new Error(`${part} did not come; this did: ${text}`),
      )
    await until('retry: ')
    return { text: () => text, until, close: () => socket.destroy() }
  }

  it('tells of a change to those who may see it, and to nobody else', async () => {
    const mine = await listen(police.authorization)
    // The feed's connection to PostgreSQL stands from then on.
    await mine.until('event: resync')
    const other = await listen(stranger.authorization)
    try {
      await mustAct(api.at, { dossierId, action: 'claim', by: police.personId })
      const changes = createChanges(api.at.pool, (error) => {
        throw error
      })
      changes.changed(dossierId)
      await changes.flush()
      await mine.until(`"id":"${dossierId}"`)
      // Both were told in the same breath, so what has not come by now does not come.
      expect(other.text()).not.toContain(dossierId)
    } finally {
      mine.close()
      other.close()
    }
  })

  it('tells a stream that comes back to read everything again', async () => {
    const stream = await listen(police.authorization, '12345')
    await stream.until('event: resync')
    stream.close()
  })
})

describe('the stepped clock', () => {
  let api: ApiUnderTest
  let administrator: Visitor

  beforeAll(async () => {
    api = await startApi({ withWorker: true })
    await aCommune(api.at.pool)
    administrator = await aVisitor(api, 'administrator', 'P44')
  })
  afterAll(() => api.close())

  it('goes through what is due, one instant after the other, and waits until it is recorded', async () => {
    const commune = 'C19363'
    const campaign = await aCampaign(api.at.pool, { officeId: 'P44' })
    const unit = await aUnit(api.at.pool, { parent: commune })
    const head = await aVisitor(api, 'unitHead', unit)
    const { body } = await head.register(campaign, { subjectId: unit, fields: { grounds: 'có' } }).expect(201)
    const moved = await administrator.post('/clock/advance', { to: '2026-07-02T00:00:00.000Z' }).expect(200)
    expect(moved.body.to).toBe('2026-07-02T00:00:00.000Z')
    expect(moved.body.stops.length).toBeGreaterThan(0)
    const { body: detail } = await head.get(`/dossiers/${body.dossierId}`).expect(200)
    expect(detail).toMatchObject({
      now: '2026-07-02T00:00:00.000Z',
      state: { status: 'lapsed', outcome: 'lapsed' },
    })
  })

  it('never goes back, and is moved by an administrator alone', async () => {
    const { body } = await administrator
      .post('/clock/advance', { to: '2026-01-01T00:00:00.000Z' })
      .expect(422)
    expect(body.code).toBe('clockGoesBack')
    await administrator.post('/clock/advance', { to: '2026-13-01' }).expect(400)
    const police = await aVisitor(api, 'communePolice', 'C19363')
    const refused = await police.post('/clock/advance', { to: '2026-08-01T00:00:00.000Z' }).expect(403)
    expect(refused.body.code).toBe('forbidden')
    const now = await police.get('/clock').expect(200)
    expect(now.body).toEqual({ mode: 'stepped', now: '2026-07-02T00:00:00.000Z' })
  })
})

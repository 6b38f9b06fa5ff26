// Webhooks on a real receiver: signed, in order for each dossier, tried again, parked, replayed; slow, endless and misleading
// receivers; and the way inside that nobody gets to go.
import { createHmac, randomUUID } from 'node:crypto'
import type { LookupAddress } from 'node:dns'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startCourier } from '../../activities/courier.ts'
import { inTransaction } from '../../activities/pool.ts'
import { callReceiver } from '../../activities/webhooks/call.ts'
import { guardedLookup, mayReach, receiverOf } from '../../activities/webhooks/guard.ts'
import { deliver, webhookErrands } from '../../activities/webhooks/errands.ts'
import type { WebhookDeps } from '../../activities/webhooks/errands.ts'
import { MOST_ATTEMPTS, claimDeliveries, fanOutRecord, replayPage } from '../../activities/webhooks/queue.ts'
import { newWebhookSecret, secretBoxOf } from '../../activities/webhooks/secrets.ts'
import { generateKeyPem, keysFromPem } from '../../activities/record/keys.ts'
import { LONG_AGO, aCommune, mustAct } from '../support/builders.ts'
import { aReceiver } from '../support/receiver.ts'
import type { Receiver } from '../support/receiver.ts'
import { aScene } from '../support/scene.ts'
import type { Scene } from '../support/scene.ts'

const ALLOWED = ['127.0.0.0/8']

let at: Scene
let receiver: Receiver
let hook: string
let secret: string
let round = 0

beforeAll(async () => {
  at = await aScene()
})
afterAll(() => at.drop())
beforeEach(async () => {
  round += 1
  receiver = await aReceiver()
  await at.pool.query('UPDATE webhook SET ended_at = created_at WHERE ended_at IS NULL')
  while ((await fanOutRecord(at.pool, 500)).lines > 0);
  ;({ id: hook, secret } = await aHook(receiver.url))
})
afterEach(() => receiver.close())

async function aHook(url: string, { office = at.commune, topics = [] as string[] } = {}) {
  const id = randomUUID()
  await at.pool.query(
    `INSERT INTO webhook (id, office_id, label, url, topics, created_by, created_at) VALUES ($1, $2, 'test', $3, $4, 'me', $5)`,
    [id, office, url, topics, LONG_AGO],
  )
  return { id, secret: await aSecret(id, `whk_${id.slice(0, 8)}`) }
}

async function aSecret(webhook: string, key: string, validTo: Date | null = null): Promise<string> {
  const made = newWebhookSecret()
  await at.pool.query(
    'INSERT INTO webhook_secret (id, webhook_id, sealed, created_at, valid_to) VALUES ($1, $2, $3, $4, $5)',
    [key, webhook, secretBoxOf(at.keys).seal(made), new Date(), validTo],
  )
  return made
}

const deps = (timeoutMs = 5_000): WebhookDeps => ({
  pool: at.pool,
  secrets: secretBoxOf(at.keys),
  publicUrl: 'https://trinh.example.vn',
  limits: { allowed: ALLOWED, timeoutMs },
  pauseAfter: () => 0,
})

/** One pass: everything in the outbox into the queue, then what may go at once is sent; gives how many went. */
async function pass(id = hook, timeoutMs?: number): Promise<number> {
  while ((await fanOutRecord(at.pool, 500)).lines > 0);
  const deliveries = await claimDeliveries(at.pool, id, 50, 60_000)
  await Promise.all(deliveries.map((one) => deliver(deps(timeoutMs), one)))
  return deliveries.length
}

const kinds = (got: Receiver['got']): string[] =>
  got.map(({ body }) => (JSON.parse(body) as { events: { type: string }[] }).events[0]?.type ?? '')

async function log(id = hook) {
  const { rows } = await at.pool.query<{
    id: string
    status: string
    attempts: number
    error: string | null
  }>('SELECT id, status, attempts, error FROM webhook_delivery WHERE webhook_id = $1 ORDER BY outbox_id', [
    id,
  ])
  return rows
}

describe('a webhook', () => {
  it('says ids and kinds, signed over time and body, and nothing that anybody wrote', async () => {
    const { id } = await at.submitted(`Trạm Y tế ${round}`)
    expect(await pass()).toBe(1)
    const [got] = receiver.got
    const body = got?.body ?? ''
    const [, key, signature] =
      /^(whk_\w+)=([0-9a-f]{64})$/u.exec(String(got?.headers['trinh-signature'])) ?? []
    expect(key).toBe(`whk_${hook.slice(0, 8)}`)
    const stamp = String(got?.headers['trinh-timestamp'])
    expect(createHmac('sha256', secret).update(`${stamp}.${body}`).digest('hex')).toBe(signature)
    expect(Math.abs(Number(stamp) * 1000 - Date.now())).toBeLessThan(60_000)
    const said = JSON.parse(body) as Record<string, unknown>
    expect(said).toMatchObject({
      id: got?.headers['trinh-delivery'],
      dossierId: id,
      procedureId: 'small',
      step: 'look',
      link: `https://trinh.example.vn/ho-so/${id}`,
    })
    expect(said['events']).toMatchObject([
      { seq: 1, type: 'submitted' },
      { seq: 2, type: 'stepEntered' },
    ])
    expect(body).not.toMatch(/Trạm|personId|Đạt/u)
    expect(await log()).toMatchObject([{ status: 'sent', attempts: 1 }])
  })

  it('tells an office of what lies in or under it, and of the kinds that it named', async () => {
    const elsewhere = await aHook(receiver.url, {
      office: await aCommune(at.pool, { code: '19999', name: 'Xã khác' }),
    })
    const province = await aHook(receiver.url, { office: at.province, topics: ['concluded'] })
    await at.granted(`Hợp tác xã ${round}`)
    while ((await fanOutRecord(at.pool, 500)).lines > 0);
    expect(await log(elsewhere.id)).toEqual([])
    expect(await log(province.id)).toHaveLength(1)
    expect(await log()).toHaveLength(3)
    await pass(province.id)
    expect(kinds(receiver.got)).toEqual(['concluded'])
  })

  it('keeps the order of a dossier, whatever fails, and holds up no other dossier', async () => {
    const first = await at.granted(`Một ${round}`)
    const second = await at.submitted(`Hai ${round}`)
    let refusals = 2
    receiver.answer = ({ body }, res) => {
      const bad = body.includes(first.id) && refusals > 0
      if (bad) refusals -= 1
      res.writeHead(bad ? 500 : 200).end()
    }
    expect(await pass()).toBe(2)
    expect(await pass()).toBe(1)
    while ((await pass()) > 0);
    const of = (id: string) => kinds(receiver.got.filter(({ body }) => body.includes(id)))
    expect(of(second.id)).toEqual(['submitted'])
    expect(of(first.id)).toEqual(['submitted', 'submitted', 'submitted', 'approved', 'approved'])
    const ids = receiver.got
      .filter(({ body }) => body.includes(first.id))
      .map(({ headers }) => headers['trinh-delivery'])
    expect(new Set(ids.slice(0, 3)).size).toBe(1)
    expect(receiver.got[0]?.body).toBe(
      receiver.got.filter(({ body }) => body.includes(first.id))[1]?.body ?? receiver.got[0]?.body,
    )
  })

  it('is sent once and in order by many senders at once', async () => {
    const dossiers = await Promise.all([1, 2, 3].map((n) => at.granted(`Nhiều ${n} ${round}`)))
    const couriers = [1, 2, 3].map(() =>
      startCourier({ pool: at.pool, errands: webhookErrands(deps()), idleMs: 20 }),
    )
    try {
      await expect
        .poll(async () => (await log()).filter(({ status }) => status === 'sent').length, { timeout: 30_000 })
        .toBe(9)
    } finally {
      await Promise.all(couriers.map((courier) => courier.stop()))
    }
    expect(receiver.got).toHaveLength(9)
    for (const { id } of dossiers)
      expect(kinds(receiver.got.filter(({ body }) => body.includes(id)))).toEqual([
        'submitted',
        'approved',
        'approved',
      ])
  })

  it('of a sender killed before it marked goes again when the lease ends, under the same id', async () => {
    await at.submitted(`Chết ${round}`)
    while ((await fanOutRecord(at.pool, 500)).lines > 0);
    const [taken] = await claimDeliveries(at.pool, hook, 1, 0)
    if (taken === undefined) throw new Error('nothing to send')
    await callReceiver(
      receiver.url,
      '{}',
      { 'Trinh-Delivery': taken.id },
      { allowed: ALLOWED, timeoutMs: 5_000 },
    )
    expect(await pass()).toBe(1)
    expect(new Set(receiver.got.map(({ headers }) => headers['trinh-delivery'])).size).toBe(1)
    expect(await log()).toMatchObject([{ status: 'sent', attempts: 2 }])
  })

  it('is parked after a limit and holds up its dossier until it is settled', async () => {
    const { id } = await at.granted(`Đỗ ${round}`)
    receiver.answer = (_, res) => res.writeHead(500).end()
    for (let n = 0; n < MOST_ATTEMPTS; n += 1) expect(await pass()).toBe(1)
    expect((await log()).map(({ status }) => status)).toEqual(['parked', 'waiting', 'waiting'])
    expect(await pass()).toBe(0)
    receiver.answer = (_, res) => res.writeHead(204).end()
    await at.pool.query(
      "UPDATE webhook_delivery SET status = 'skipped' WHERE webhook_id = $1 AND status = 'parked'",
      [hook],
    )
    receiver.got.length = 0
    while ((await pass()) > 0);
    expect(kinds(receiver.got.filter(({ body }) => body.includes(id)))).toEqual(['approved', 'approved'])
  })

  it('is replayed from a point under the same ids, in order, also to who subscribed later', async () => {
    const { id } = await at.granted(`Lại ${round}`)
    while ((await pass()) > 0);
    const before = receiver.got.map(({ headers }) => headers['trinh-delivery'])
    const { rows } = await at.pool.query<{ first: string; last: string }>(
      "SELECT min(id)::text AS first, max(id)::text AS last FROM outbox WHERE topic = 'record' AND payload->>'dossierId' = $1",
      [id],
    )
    const replay = async (webhook: string, after: string) => {
      await at.pool.query('UPDATE webhook SET replay_at = $2, replay_to = $3 WHERE id = $1', [
        webhook,
        after,
        rows[0]?.last,
      ])
      while (await replayPage(at.pool, 1));
    }
    receiver.got.length = 0
    await replay(hook, rows[0]?.first ?? '')
    while ((await pass()) > 0);
    expect(receiver.got.map(({ headers }) => headers['trinh-delivery'])).toEqual(before.slice(1))
    const late = await aHook(receiver.url)
    receiver.got.length = 0
    await replay(late.id, String(Number(rows[0]?.first) - 1))
    while ((await pass(late.id)) > 0);
    expect(kinds(receiver.got)).toEqual(['submitted', 'approved', 'approved'])
  })

  it('signs with two secrets while one takes over, and with none that was sealed elsewhere', async () => {
    await aSecret(hook, `whk_old${round}`, new Date(Date.now() + 60_000))
    await aSecret(hook, `whk_gone${round}`, new Date(Date.now() - 60_000))
    await at.submitted(`Khóa ${round}`)
    await pass()
    const keys = String(receiver.got[0]?.headers['trinh-signature']).split(', ')
    expect(keys.map((one) => one.split('=')[0]).sort()).toEqual(
      [`whk_${hook.slice(0, 8)}`, `whk_old${round}`].sort(),
    )
    const elsewhere = secretBoxOf(keysFromPem(generateKeyPem()))
    expect(() => elsewhere.open(secretBoxOf(at.keys).seal('s'))).toThrow()
    await at.submitted(`Khóa khác ${round}`)
    while ((await fanOutRecord(at.pool, 500)).lines > 0);
    const [taken] = await claimDeliveries(at.pool, hook, 1, 60_000)
    if (taken === undefined) throw new Error('nothing to send')
    expect(await deliver({ ...deps(), secrets: elsewhere }, taken)).toMatchObject({ ok: false, status: null })
    expect(receiver.got).toHaveLength(1)
  })
})

describe('a receiver that misbehaves', () => {
  it('answers never, for ever or too much: cut off, and others go on', async () => {
    const limits = { allowed: ALLOWED, timeoutMs: 400 }
    receiver.answer = () => undefined
    expect(await callReceiver(receiver.url, '{}', {}, limits)).toMatchObject({
      ok: false,
      status: null,
      error: 'no answer within 400 ms',
    })
    let sent = 0
    receiver.answer = (_, res) => {
      res.writeHead(200)
      const more = (): void => {
        sent += 1
        if (!res.destroyed) res.write(Buffer.alloc(16_384), () => setImmediate(more))
      }
      more()
    }
    expect(await callReceiver(receiver.url, '{}', {}, { ...limits, timeoutMs: 20_000 })).toMatchObject({
      ok: true,
    })
    expect(sent).toBeLessThan(1_000)
    receiver.answer = (_, res) => {
      res.writeHead(200)
      res.write('.')
    }
    expect(await callReceiver(receiver.url, '{}', {}, limits)).toMatchObject({ ok: true, status: 200 })
    const slow = await aReceiver()
    slow.answer = () => undefined
    const held = await aHook(slow.url)
    for (let n = 0; n < 6; n += 1) await at.submitted(`Chậm ${n} ${round}`)
    receiver.answer = (_, res) => res.writeHead(204).end()
    receiver.got.length = 0
    const courier = startCourier({ pool: at.pool, errands: webhookErrands(deps(60_000)), idleMs: 20 })
    await expect.poll(() => receiver.got.length, { timeout: 30_000 }).toBe(6)
    expect(slow.got.length).toBeLessThanOrEqual(4)
    expect((await log(held.id)).filter(({ status }) => status === 'sent')).toEqual([])
    await slow.close()
    await courier.stop()
  })

  it('redirects to the inside: not followed', async () => {
    const inside = await aReceiver()
    receiver.answer = (_, res) => res.writeHead(307, { Location: inside.url }).end()
    await at.submitted(`Chuyển hướng ${round}`)
    await pass()
    expect(inside.got).toEqual([])
    expect(await log()).toMatchObject([{ status: 'waiting', error: 'a redirect is not followed' }])
    await inside.close()
  })

  it('is left alone for a while after some failures in a row', async () => {
    receiver.answer = (_, res) => res.writeHead(503).end()
    for (let n = 0; n < 5; n += 1) await at.submitted(`Nghỉ ${n} ${round}`)
    await pass()
    const { rows } = await at.pool.query(
      'SELECT failures, resting_until > clock_timestamp() AS rests FROM webhook WHERE id = $1',
      [hook],
    )
    expect(rows).toEqual([{ failures: 5, rests: true }])
  })
})

describe('the way inside', () => {
  it.each([
    ['http://169.254.169.254/latest/meta-data', []],
    ['https://127.0.0.1/', []],
    ['https://[::1]/', []],
    ['https://[::ffff:10.0.0.1]/', []],
    ['https://2130706433/', []],
    ['https://0x7f.1/', []],
    ['https://10.1.2.3/', ['10.2.0.0/16']],
    ['https://[fd00:ec2::254]/', []],
    ['https://[64:ff9b::a00:1]/', []],
    ['http://example.vn/', []],
    ['http://8.8.8.8/', ['10.0.0.0/8']],
    ['ftp://example.vn/', []],
    ['https://user:pass@example.vn/', []],
    ['nowhere', []],
  ])('%s is refused', (url, allowed) => {
    expect(() => receiverOf(url, allowed)).toThrow(/refused|needed|not an address|password/u)
  })

  it('is open to networks that the settings name, and the outside over https', () => {
    expect(receiverOf('http://10.2.3.4:8080/x', ['10.2.0.0/16']).host).toBe('10.2.3.4:8080')
    expect(receiverOf('https://hook.example.vn/', []).host).toBe('hook.example.vn')
    expect(mayReach('8.8.8.8', true, [])).toBe(true)
    expect(mayReach('8.8.8.8', false, [])).toBe(false)
  })

  it('isn’t found by a name that says one thing when asked and another when called', async () => {
    const answers: LookupAddress[][] = [
      [{ address: '93.184.216.34', family: 4 }],
      [
        { address: '93.184.216.34', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ],
    ]
    const ask = ((_: string, __: unknown, done: (error: null, found: LookupAddress[]) => void) =>
      done(null, answers.shift() ?? [])) as never
    const lookup = guardedLookup(true, [], ask)
    const found = (): Promise<unknown> =>
      new Promise((resolve) =>
        lookup('rebind.example.vn', { all: true }, (error, addresses) => resolve(error ?? addresses)),
      )
    expect(await found()).toEqual([{ address: '93.184.216.34', family: 4 }])
    expect(await found()).toMatchObject({ name: 'ReceiverRefused' })
    // And over a real call: a name of this machine is refused at the connection.
    const called = await callReceiver(
      `http://localhost:${receiver.port}/`,
      '{}',
      {},
      { allowed: ['192.0.2.0/24'], timeoutMs: 5_000 },
    )
    expect(called).toMatchObject({ ok: false, status: null })
    expect(called.error).toMatch(/refused/u)
    expect(receiver.got).toEqual([])
  })
})

describe('the line of the record that webhooks live by', () => {
  it('is written by the act’s own transaction: rolled back with it, and once for a repeat', async () => {
    const { id } = await at.submitted(`Dòng ${round}`)
    const count = async () =>
      (
        await at.pool.query("SELECT 1 FROM outbox WHERE topic = 'record' AND payload->>'dossierId' = $1", [
          id,
        ])
      ).rowCount
    expect(await count()).toBe(1)
    await mustAct(at, { dossierId: id, action: 'approve', by: at.police })
    expect(await count()).toBe(2)
    await expect(
      inTransaction(at.pool, async (client) => {
        await client.query("UPDATE outbox SET sent_at = clock_timestamp() WHERE payload->>'dossierId' = $1", [
          id,
        ])
        throw new Error('killed')
      }),
    ).rejects.toThrow('killed')
    while ((await pass()) > 0);
    expect(await log()).toHaveLength(2)
  })
})

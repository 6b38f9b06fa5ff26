// News over HTTP: one's own list and choices, the ledger and the proof for whoever may see them, bounces, webhooks.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fanOutNotices } from '../../activities/notices/fan-out.ts'
import { takingErrand } from '../../activities/notices/errands.ts'
import { tellPerson } from '../../activities/notices/tell.ts'
import { claimMails, sendMail } from '../../activities/mail/send.ts'
import { createMailTransport } from '../../activities/mail/transport.ts'
import { fanOutRecord } from '../../activities/webhooks/queue.ts'
import { MONDAY, aCampaign, aDraft, aPerson, aUnit, mustAct } from '../support/builders.ts'
import { GROUNDS } from '../support/scene.ts'
import { aPostOffice } from '../support/post-office.ts'
import { anAdminScene, create, seen } from './admin-support.ts'
import type { AdminScene } from './admin-support.ts'
import { aVisitor, visitorFor } from './support.ts'
import type { Visitor } from './support.ts'

interface Line {
  readonly id: string
  readonly word: string
  readonly text: string
  readonly personId: string
  readonly subjectName: string | null
  readonly mail: {
    readonly result: string
    readonly address: string | null
    readonly answer: string | null
    readonly messageId: string
  }
}
interface List {
  readonly items: readonly Line[]
  readonly unread: number
  readonly nextCursor: string | null
  readonly webhooks: readonly { readonly status: string; readonly label: string }[]
}

const ADDRESS = 'canbo@vinhthuy.example.vn'
let at: AdminScene
let police: Visitor
let head: string
let dossierId: string

beforeAll(async () => {
  at = await anAdminScene()
  const { pool, record } = at.at
  police = await aVisitor(at, 'communePolice', at.commune)
  await pool.query('UPDATE person SET email = $2 WHERE id = $1', [police.personId, ADDRESS])
  const campaign = await aCampaign(pool, { officeId: 'P44' })
  const unit = await aUnit(pool, { parent: at.commune })
  head = await aPerson(pool, 'unitHead', unit)
  dossierId = await aDraft(pool, campaign, unit)
  await mustAct({ ...at.at, record }, { dossierId, action: 'submit', by: head, body: GROUNDS })
  await fanOutNotices(pool, 100)
})
afterAll(() => at.close())

describe('one’s own news', () => {
  it('is listed with how much of it is unread, and read once', async () => {
    const list = await seen<List>(police.get('/me/notices').expect(200))
    expect(list).toMatchObject({
      unread: 1,
      items: [{ word: 'toAct', text: 'Việc cần xử lý', subjectName: 'Trạm Y tế xã Vĩnh Thủy' }],
    })
    const [line] = list.items
    const other = await aVisitor(at, 'communeChair', at.commune)
    await seen(other.post('/me/notices/read', { ids: [line?.id] }).expect(200))
    expect(await seen<List>(police.get('/me/notices?unread=true').expect(200))).toMatchObject({ unread: 1 })
    expect(await seen<List>(police.post('/me/notices/read', { upTo: line?.id }).expect(200))).toMatchObject({
      unread: 0,
    })
    expect(await seen<List>(police.get('/me/notices?unread=true').expect(200))).toMatchObject({ items: [] })
    await police.get('/me/notices?cursor=abc').expect(400)
  })

  it('comes as one chooses; what must be told can’t be switched off', async () => {
    const refused = await seen(
      police.put('/me/notices/preferences', { kinds: { decision: 'off' } }).expect(422),
    )
    expect(refused).toMatchObject({ code: 'mustBeTold', field: 'kinds.decision' })
    await police.put('/me/notices/preferences', { kinds: { nonsense: 'off' } }).expect(400)
    await police.put('/me/notices/preferences', { quiet: { from: '25:00', to: '06:00' } }).expect(400)
    await police.put('/me/notices/preferences', { quiet: { from: '06:00', to: '06:00' } }).expect(400)
    const chosen = await seen<{ kinds: { kind: string; delivery: string; must: boolean }[]; quiet: unknown }>(
      police
        .put('/me/notices/preferences', { kinds: { copy: 'off', task: 'digest' }, quiet: null })
        .expect(200),
    )
    expect(chosen.quiet).toBeNull()
    expect(chosen.kinds).toContainEqual(
      expect.objectContaining({ kind: 'copy', delivery: 'off', must: false }),
    )
    expect(chosen.kinds).toContainEqual(
      expect.objectContaining({ kind: 'decision', delivery: 'atOnce', must: true }),
    )
    const back = await seen<typeof chosen>(
      police.put('/me/notices/preferences', { kinds: { task: null } }).expect(200),
    )
    expect(back.kinds).toContainEqual(expect.objectContaining({ kind: 'task', delivery: 'atOnce' }))
  })
})

describe('the ledger', () => {
  it('says to administrators what became of it, and to nobody else; within their territory', async () => {
    const [mail] = await claimMails(at.at.pool, 1)
    if (mail === undefined) throw new Error('nothing to send')
    const answer = `250 2.0.0 <${ADDRESS}> queued`
    const transport = {
      send: async () => ({ kind: 'sent' as const, code: 250, answer }),
      close: () => undefined,
    }
    await sendMail({ pool: at.at.pool, transport, publicUrl: 'https://t.vn' }, mail)
    const list = await seen<List>(at.root.get(`/notices?dossier=${dossierId}&result=sent`).expect(200))
    expect(list.items).toMatchObject([
      { personId: police.personId, mail: { result: 'sent', address: ADDRESS, answer } },
    ])
    expect(await seen<List>(at.root.get('/notices?result=bounced').expect(200))).toMatchObject({ items: [] })
    const elsewhere = await aVisitor(at, 'administrator', at.elsewhere)
    expect(await seen<List>(elsewhere.get('/notices').expect(200))).toMatchObject({ items: [] })
    await police.get('/notices').expect(403)
  })

  it('goes by pages', async () => {
    for (const n of [1, 2, 3])
      await tellPerson(
        at.at.pool,
        { key: `page/${n}`, word: 'delegated', personId: head, by: 'x', data: { officeId: at.commune } },
        MONDAY,
      )
    await fanOutNotices(at.at.pool, 100)
    const first = await seen<List>(at.root.get(`/notices?person=${head}&limit=2`).expect(200))
    expect(first.items).toHaveLength(2)
    const second = await seen<List>(
      at.root.get(`/notices?person=${head}&limit=2&cursor=${first.nextCursor ?? ''}`).expect(200),
    )
    expect(second.items).toHaveLength(1)
    expect(second.nextCursor).toBeNull()
  })

  it('proves for a dossier who was told, with masked addresses; out of sight it isn’t there', async () => {
    const hook = await seen<{ id: string }>(
      create(at.root, '/webhooks', {
        officeId: at.commune,
        label: 'Hệ thống khác',
        url: 'https://hook.example.vn/in',
      }).expect(201),
    )
    await fanOutRecord(at.at.pool, 100)
    const proof = await seen<List>(police.get(`/dossiers/${dossierId}/dispatches`).expect(200))
    expect(proof.items).toMatchObject([
      {
        personId: police.personId,
        word: 'toAct',
        mail: { result: 'sent', address: 'c***@vinhthuy.example.vn' },
      },
    ])
    expect(proof.items[0]?.mail.answer).not.toContain('canbo')
    expect(proof.webhooks).toMatchObject([{ label: 'Hệ thống khác', status: 'waiting' }])
    const stranger = await aVisitor(at, 'communePolice', at.elsewhere)
    await stranger.get(`/dossiers/${dossierId}/dispatches`).expect(404)
    await seen(at.root.post(`/webhooks/${hook.id}/end`).expect(200))
  })

  it('takes a bounce from the mail server only, and only as a report', async () => {
    const post = (who: Visitor, type: string, body: string) =>
      who.post('/mail/bounces').set('Content-Type', type).send(body)
    await post(police, 'message/rfc822', 'x').expect(403)
    await post(at.root, 'message/rfc822', 'Subject: holiday\n\nI am away').expect(400)
    await post(at.root, 'text/plain', 'x').expect(415)
    const [line] = (await seen<List>(at.root.get(`/notices?dossier=${dossierId}`).expect(200))).items
    const report = [
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; x',
      '',
      `Final-Recipient: rfc822; ${ADDRESS}`,
      'Action: failed',
      'Status: 5.1.1',
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: ${line?.mail.messageId ?? ''}`,
      '',
      '--b--',
    ].join('\r\n')
    expect(await seen(post(at.root, 'message/rfc822', report).expect(200))).toEqual({ recorded: 1 })
    expect(await seen(post(at.root, 'message/rfc822', report).expect(200))).toEqual({ recorded: 0 })
    expect(await seen(police.get('/me/notices/preferences').expect(200))).toMatchObject({
      address: ADDRESS,
      addressBounced: true,
    })
    await police.post(`/notices/${line?.id ?? ''}/resend`).expect(403)
    const again = await seen(at.root.post(`/notices/${line?.id ?? ''}/resend`).expect(200))
    expect(again).toMatchObject({ mail: { result: 'waiting', messageId: line?.mail.messageId } })
    await at.root.post(`/notices/${line?.id ?? ''}/resend`).expect(404)
    // To the same address, which is no longer marked.
    expect(await seen(police.get('/me/notices/preferences').expect(200))).toMatchObject({
      address: ADDRESS,
      addressBounced: false,
    })
    const [mail] = await claimMails(at.at.pool, 1)
    if (mail === undefined) throw new Error('nothing to send')
    const office = await aPostOffice()
    const settings = { smtpUrl: office.url, from: at.deps.settings.mailFrom, folder: '', timeoutMs: 6_000 }
    const transport = createMailTransport(settings)
    expect(await sendMail({ pool: at.at.pool, transport, publicUrl: 'https://t.vn' }, mail)).toMatchObject({
      kind: 'sent',
    })
    transport.close()
    await office.close()
    expect(office.taken.map(({ messageId }) => messageId)).toEqual([line?.mail.messageId])
  })

  it('takes no address with a line break', async () => {
    const body = { name: 'A', login: 'a.b.c', email: 'a@example.vn\r\nBcc: all@example.vn' }
    expect(await seen(create(at.root, '/people', body).expect(400))).toMatchObject({ field: 'email' })
  })
})

describe('webhooks', () => {
  const wanted = () => ({
    officeId: at.commune,
    label: 'Một cửa',
    url: 'https://hook.example.vn/in',
    topics: ['approved'],
  })

  it('are made by whoever administers the office; the secret is shown once', async () => {
    const key = 'mot-khoa-du-dai'
    const made = await seen<{ id: string; secret: string; keys: unknown[] }>(
      create(at.root, '/webhooks', wanted(), key).expect(201),
    )
    expect(made.secret).toMatch(/^whs_/u)
    expect(made.keys).toHaveLength(1)
    expect(await seen(create(at.root, '/webhooks', wanted(), key).expect(201))).toMatchObject({
      id: made.id,
      secret: null,
    })
    const stranger = await aVisitor(at, 'administrator', at.elsewhere)
    expect(await seen(create(stranger, '/webhooks', wanted()).expect(422))).toMatchObject({
      code: 'unknownOffice',
    })
    await stranger.post(`/webhooks/${made.id}/end`).expect(404)
    await create(police, '/webhooks', wanted()).expect(403)
    expect((await at.chain(`office/${at.commune}`)).map(({ type }) => type)).toContain('webhookAdded')
  })

  it.each([
    'http://hook.example.vn/',
    'https://127.0.0.1/',
    'https://localhost/',
    'https://169.254.169.254/',
    'x',
  ])('don’t go to %s', async (url) => {
    expect(await seen(create(at.root, '/webhooks', { ...wanted(), url }).expect(422))).toMatchObject({
      code: 'receiverRefused',
      field: 'url',
    })
  })

  it('change, rest, get a second secret and no third, are replayed and ended', async () => {
    const made = await seen<{ id: string; version: number }>(
      create(at.root, '/webhooks', wanted()).expect(201),
    )
    const change = {
      label: 'Khác',
      url: 'https://hook.example.vn/2',
      topics: [],
      paused: true,
      version: made.version,
    }
    expect(await seen(at.root.put(`/webhooks/${made.id}`, change).expect(200))).toMatchObject({
      paused: true,
      topics: [],
    })
    await at.root.put(`/webhooks/${made.id}`, change).expect(409)
    expect(await seen(create(at.root, `/webhooks/${made.id}/secrets`, {}).expect(201))).toMatchObject({
      secret: expect.stringMatching(/^whs_/u),
    })
    expect(await seen(create(at.root, `/webhooks/${made.id}/secrets`, {}).expect(409))).toMatchObject({
      code: 'secretsTwo',
    })
    expect(
      await seen(
        at.root.post(`/webhooks/${made.id}/replay`, { from: '2020-01-01T00:00:00.000Z' }).expect(200),
      ),
    ).toMatchObject({
      replaying: true,
      keys: expect.arrayContaining([
        expect.objectContaining({ validTo: null }),
        expect.objectContaining({ validTo: expect.any(String) }),
      ]),
    })
    await at.root.post(`/webhooks/${made.id}/replay`, { after: '-1' }).expect(400)
    expect(await seen<List>(at.root.get(`/webhooks/${made.id}/deliveries`).expect(200))).toMatchObject({
      items: [],
    })
    await at.root.post(`/webhooks/${made.id}/deliveries/whd_none/skip`).expect(404)
    expect(await seen(at.root.post(`/webhooks/${made.id}/end`).expect(200))).toMatchObject({
      endedAt: MONDAY,
    })
    await at.root.post(`/webhooks/${made.id}/end`).expect(404)
  })
})

describe('a listener', () => {
  it('hears that he was told something, and of nobody else’s news', async () => {
    const listening = new AbortController()
    const res = await fetch(`${at.url}/api/v1/events`, {
      headers: { Authorization: police.authorization },
      signal: listening.signal,
    })
    let heard = ''
    const reading = (async () => {
      for await (const chunk of res.body ?? []) heard += Buffer.from(chunk as Uint8Array).toString('utf8')
    })().catch(() => undefined)
    const errand = takingErrand('notices', 'notice', at.at.pool, (limit) => fanOutNotices(at.at.pool, limit))
    const tell = async (key: string, personId: string) => {
      await tellPerson(at.at.pool, { key, word: 'delegated', personId, by: 'x', data: {} }, MONDAY)
      while (await errand.run(listening.signal));
    }
    await expect.poll(() => heard, { timeout: 20_000 }).toContain('event: resync')
    await tell('heard/1', head)
    await tell('heard/2', police.personId)
    await expect.poll(() => heard, { timeout: 20_000 }).toContain('event: notice')
    expect(heard.split('event: notice')).toHaveLength(2)
    listening.abort()
    await reading
  })
})

describe('a delegation', () => {
  it('is told to whom it is given', async () => {
    const { items: before } = await seen<List>(police.get('/me/notices').expect(200))
    const other = await visitorFor(
      at,
      await aPerson(at.at.pool, 'communeOffice', at.commune, { name: 'Phó' }),
    )
    await create(police, '/delegations', {
      toPersonId: other.personId,
      officeId: at.commune,
      role: 'communePolice',
      to: '2026-03-20',
      reason: 'đi công tác',
    }).expect(201)
    await fanOutNotices(at.at.pool, 100)
    expect(await seen<List>(other.get('/me/notices').expect(200))).toMatchObject({
      items: [{ word: 'delegated' }],
      unread: 1,
    })
    const { items } = await seen<List>(police.get('/me/notices').expect(200))
    expect(items.filter(({ id }) => before.every((one) => one.id !== id))).toEqual([])
  })
})

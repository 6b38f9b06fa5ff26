// Mails on a real mail server: accepted, refused for now, refused for good, silent, dead after the message was taken; one
// Message-ID whatever happens, and a ledger that says what the server said.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readBounce } from '../../activities/mail/dsn.ts'
import { recordBounce } from '../../activities/mail/bounces.ts'
import { claimMails, sendMail } from '../../activities/mail/send.ts'
import type { SendDeps } from '../../activities/mail/send.ts'
import { createMailTransport } from '../../activities/mail/transport.ts'
import type { MailTransport } from '../../activities/mail/transport.ts'
import { fanOutNotices } from '../../activities/notices/fan-out.ts'
import { mailErrand } from '../../activities/notices/errands.ts'
import { startCourier } from '../../activities/courier.ts'
import { MONDAY, theClockStandsAt } from '../support/builders.ts'
import { aPostOffice } from '../support/post-office.ts'
import type { PostOffice } from '../support/post-office.ts'
import { aScene } from '../support/scene.ts'
import type { Scene } from '../support/scene.ts'

const FROM = 'trinh@quangtri.example.vn'
const POLICE = 'canbo@vinhthuy.example.vn'

let at: Scene
let office: PostOffice
let transport: MailTransport
let round = 0

beforeAll(async () => {
  at = await aScene()
  office = await aPostOffice()
  await theClockStandsAt(at.pool, MONDAY)
})
afterAll(async () => {
  await office.close()
  await at.drop()
})
beforeEach(async () => {
  await at.pool.query('TRUNCATE notice, mail, address_bounce RESTART IDENTITY').catch(async () => {
    // The running system may not empty the ledger: the tests leave what is there and look at what is new.
    await at.pool.query("UPDATE mail SET status = 'failed' WHERE status = 'waiting'")
    await at.pool.query('DELETE FROM address_bounce')
  })
  await at.pool.query('UPDATE person SET email = NULL')
  await at.pool.query('UPDATE person SET email = $2 WHERE id = $1', [at.police, POLICE])
  office.taken.length = 0
  office.onRecipient = () => 'accept'
  office.onData = () => 'accept'
  transport = createMailTransport({ smtpUrl: office.url, from: FROM, folder: '/nowhere', timeoutMs: 6_000 })
  round += 1
})
afterEach(() => transport.close())

const deps = (): SendDeps => ({
  pool: at.pool,
  transport,
  publicUrl: 'https://trinh.example.vn',
  pauseAfter: () => 0,
})

/** A dossier lies with the commune's police: news for her, and a mail that waits. */
async function news(name = `Trạm Y tế ${round}`): Promise<string> {
  const { id } = await at.submitted(name)
  while ((await fanOutNotices(at.pool, 100)).lines > 0);
  return id
}

async function sendOnce(): Promise<string[]> {
  const mails = await claimMails(at.pool, 10)
  return Promise.all(mails.map(async (mail) => (await sendMail(deps(), mail)).kind))
}

async function lastMail() {
  const { rows } = await at.pool.query<{
    id: string
    status: string
    attempts: number
    code: number | null
    answer: string | null
    address: string | null
  }>('SELECT id::text, status, attempts, code, answer, address FROM mail ORDER BY mail.id DESC LIMIT 1')
  const [mail] = rows
  if (mail === undefined) throw new Error('no mail')
  return mail
}

const marked = async (): Promise<number> =>
  (await at.pool.query('SELECT 1 FROM address_bounce WHERE person_id = $1', [at.police])).rowCount ?? 0

describe('a mail', () => {
  it('says in text and HTML what there is to do, with a link to the dossier, and keeps the answer', async () => {
    const id = await news('Trạm Y tế "Số <1> & 2"')
    expect(await sendOnce()).toEqual(['sent'])
    const [mail, ...others] = office.taken
    expect(others).toEqual([])
    expect(mail?.subject).toBe('[Trình] Việc cần xử lý: Trạm Y tế "Số <1> & 2"')
    expect(mail?.from?.text).toBe(`"Trình" <${FROM}>`)
    expect(mail?.text).toContain('Thủ tục thử nghiệm năm 2026 · bước Xem xét · hạn 30/06/2026')
    expect(mail?.text).toContain(`https://trinh.example.vn/ho-so/${id}`)
    expect(mail?.html).toContain('Trạm Y tế &quot;Số &lt;1&gt; &amp; 2&quot;')
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated')
    expect(await lastMail()).toMatchObject({ status: 'sent', attempts: 1, code: 250, address: POLICE })
    expect((await lastMail()).answer).toContain('queued as 4711')
    expect(await sendOnce()).toEqual([])
  })

  it('refused for now goes again under the same Message-ID', async () => {
    await news()
    const seen: (string | undefined)[] = []
    office.onData = (mail) => {
      seen.push(mail.messageId)
      return seen.length === 1 ? { code: 451, text: '4.3.0 try again later' } : 'accept'
    }
    expect(await sendOnce()).toEqual(['later'])
    expect(await lastMail()).toMatchObject({ status: 'waiting', attempts: 1, code: 451 })
    expect(await sendOnce()).toEqual(['sent'])
    expect(seen).toHaveLength(2)
    expect(seen[0]).toMatch(/^<[0-9a-f]{40}@quangtri\.example\.vn>$/u)
    expect(seen[1]).toBe(seen[0])
  })

  it('refused for good is a bounce, and its address isn’t written to again until it is another one', async () => {
    await news()
    office.onRecipient = () => ({ code: 550, text: '5.1.1 no such user' })
    expect(await sendOnce()).toEqual(['bounced'])
    expect(await lastMail()).toMatchObject({ status: 'bounced', code: 550, address: POLICE })
    expect(await marked()).toBe(1)
    const id = await news(`Trường ${round}`)
    const { rows } = await at.pool.query('SELECT mail, mail_id FROM notice WHERE dossier_id = $1', [id])
    expect(rows).toEqual([{ mail: 'badAddress', mail_id: null }])
    await at.pool.query('UPDATE person SET email = $2 WHERE id = $1', [at.police, 'moi@vinhthuy.example.vn'])
    office.onRecipient = () => 'accept'
    await news(`Trường nữa ${round}`)
    expect(await sendOnce()).toEqual(['sent'])
  })

  it('refused for what it says, or for our own settings, marks nobody’s address', async () => {
    await news()
    office.onData = () => ({ code: 554, text: '5.7.1 message refused by policy' })
    expect(await sendOnce()).toEqual(['bounced'])
    expect(await marked()).toBe(0)
    const wrong = createMailTransport({
      smtpUrl: office.url,
      from: FROM,
      folder: '/nowhere',
      timeoutMs: 6_000,
    })
    await news(`Trường ${round}`)
    await office.close()
    expect(await sendOnce()).toEqual(['later'])
    expect(await lastMail()).toMatchObject({ status: 'waiting', code: null })
    wrong.close()
    const port = Number(new URL(office.url).port)
    office = await aPostOffice()
    expect(port).toBeGreaterThan(0)
  })

  it('taken by a server that dies before it says so goes again as the same message', async () => {
    await news()
    office.onData = () => (office.taken.length === 0 ? 'die' : 'accept')
    expect(await sendOnce()).toEqual(['later'])
    expect(await sendOnce()).toEqual(['sent'])
    expect(office.taken).toHaveLength(2)
    expect(new Set(office.taken.map(({ messageId }) => messageId)).size).toBe(1)
  })

  it('of a sender killed before it marked goes again when the lease ends, as the same message', async () => {
    await news()
    const [mail] = await claimMails(at.pool, 1, 0)
    if (mail === undefined) throw new Error('nothing to send')
    const killed: SendDeps = {
      ...deps(),
      transport: {
        ...transport,
        send: async (message) => {
          await transport.send(message)
          throw new Error('killed')
        },
      },
    }
    await expect(sendMail(killed, mail)).rejects.toThrow('killed')
    expect(await sendOnce()).toEqual(['sent'])
    expect(office.taken).toHaveLength(2)
    expect(new Set(office.taken.map(({ messageId }) => messageId)).size).toBe(1)
    expect(await lastMail()).toMatchObject({ status: 'sent', attempts: 2 })
  })

  it('is taken by one of two senders at once', async () => {
    for (const name of ['một', 'hai', 'ba', 'bốn']) {
      await news(`${name} ${round}`)
      // Sent alone: what comes while a mail waits would join it.
      await at.pool.query('UPDATE mail SET attempts = 1 WHERE attempts = 0')
    }
    const [one, two] = await Promise.all([claimMails(at.pool, 10), claimMails(at.pool, 10)])
    const ids = [...one, ...two].map(({ id }) => id)
    expect(ids).toHaveLength(4)
    expect(new Set(ids).size).toBe(4)
  })

  it('that hangs at the server holds up neither the taking of news nor another mail', async () => {
    await at.pool.query('UPDATE person SET email = $2 WHERE id = $1', [at.chair, 'chu.tich@example.vn'])
    office.onRecipient = (address) => (address === POLICE ? 'hang' : 'accept')
    await news()
    const courier = startCourier({ pool: at.pool, errands: [mailErrand(deps())], idleMs: 20 })
    try {
      await at.granted(`Hợp tác xã ${round}`)
      while ((await fanOutNotices(at.pool, 100)).lines > 0);
      await expect
        .poll(() => office.taken.map(({ to }) => [to].flat()[0]?.text), { timeout: 30_000 })
        .toContain('"provinceChair P44" <chu.tich@example.vn>')
      office.onRecipient = () => 'accept'
      await expect.poll(async () => (await lastMail()).status, { timeout: 30_000 }).toBe('sent')
    } finally {
      await courier.stop()
    }
  })

  it('to an address with a line break never gets as far as the server, nor into the record', async () => {
    const bad = 'a@example.vn\r\nBcc: everybody@example.vn'
    await expect(
      at.pool.query('UPDATE person SET email = $2 WHERE id = $1', [at.police, bad]),
    ).rejects.toThrow(/person_email_is_one_address/)
    await news()
    const [mail] = await claimMails(at.pool, 1)
    if (mail === undefined) throw new Error('nothing to send')
    expect(await sendMail(deps(), { ...mail, email: bad })).toMatchObject({ kind: 'failed' })
    expect(office.taken).toEqual([])
  })

  it('goes into a folder where no server is set, once however often it is sent', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'trinh-mail-'))
    const files = createMailTransport({ smtpUrl: undefined, from: FROM, folder, timeoutMs: 6_000 })
    await news()
    const [mail] = await claimMails(at.pool, 1, 0)
    if (mail === undefined) throw new Error('nothing to send')
    await sendMail({ ...deps(), transport: files }, mail)
    await sendMail({ ...deps(), transport: files }, mail)
    const [name, ...more] = readdirSync(folder)
    expect(more).toEqual([])
    const parsed = await simpleParser(readFileSync(join(folder, name ?? '')))
    expect(parsed.messageId).toBe(`<${name?.replace('.eml', '')}@quangtri.example.vn>`)
    expect(await lastMail()).toMatchObject({ status: 'sent', answer: `file ${name}` })
    rmSync(folder, { recursive: true })
  })
})

describe('a bounce that comes later', () => {
  const report = (messageId: string, address: string, action = 'failed', status = '5.1.1') =>
    [
      'From: MAILER-DAEMON@relay.example.vn',
      'To: trinh@quangtri.example.vn',
      'Content-Type: multipart/report; report-type=delivery-status;',
      ' boundary="b1"',
      '',
      '--b1',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'Your message could not be delivered.',
      '--b1',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; relay.example.vn',
      '',
      `Final-Recipient: rfc822; ${address}`,
      `Action: ${action}`,
      `Status: ${status}`,
      'Diagnostic-Code: smtp; 550 5.1.1 <x>: user',
      ' unknown',
      '--b1',
      'Content-Type: text/rfc822-headers',
      '',
      'Subject: =?UTF-8?Q?x?=',
      `Message-ID: ${messageId}`,
      '',
      '--b1--',
      '',
    ].join('\r\n')

  it('is recorded at its mail and marks the address; again, or about somebody else, it changes nothing', async () => {
    await news()
    await sendOnce()
    const messageId = office.taken[0]?.messageId ?? ''
    const read = (text: string) => readBounce(text) ?? { messageId: null, envelopeId: null, failed: [] }
    expect(await recordBounce(at.pool, read(report(messageId, 'nobody@example.vn')), FROM)).toBe(0)
    expect(await recordBounce(at.pool, read(report(messageId, POLICE, 'delayed', '4.4.1')), FROM)).toBe(0)
    expect(await recordBounce(at.pool, read(report('<other@x>', POLICE)), FROM)).toBe(0)
    expect(await marked()).toBe(0)
    expect(await recordBounce(at.pool, read(report(messageId, POLICE.toUpperCase())), FROM)).toBe(1)
    expect(await recordBounce(at.pool, read(report(messageId, POLICE)), FROM)).toBe(0)
    expect(await lastMail()).toMatchObject({ status: 'bounced', answer: '5.1.1 550 5.1.1 <x>: user unknown' })
    expect(await marked()).toBe(1)
  })

  /** As Postfix writes one: the passed-on address beside ours, our message's head behind, fields folded. */
  const postfix = (messageId: string, status: string, said: string): string =>
    [
      'Return-Path: <>',
      'From: MAILER-DAEMON@relay.example.vn (Mail Delivery System)',
      'Subject: Undelivered Mail Returned to Sender',
      'Auto-Submitted: auto-replied',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status;',
      '\tboundary="4XyZ.1769/relay.example.vn"',
      '',
      'This is a MIME-encapsulated message.',
      '',
      '--4XyZ.1769/relay.example.vn',
      'Content-Description: Notification',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'Status: 5.1.1 stands in words for people, too.',
      '',
      '--4XyZ.1769/relay.example.vn',
      'Content-Description: Delivery report',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; relay.example.vn',
      'X-Postfix-Queue-ID: 4XyZ',
      'Arrival-Date: Mon,  2 Mar 2026 09:00:00 +0700 (+07)',
      '',
      'Final-Recipient: rfc822; hopthu@kho.example.vn',
      `Original-Recipient: rfc822;${POLICE}`,
      'Action: failed',
      `Status: ${status}`,
      'Remote-MTA: dns; kho.example.vn',
      `Diagnostic-Code: ${said}`,
      '',
      '--4XyZ.1769/relay.example.vn',
      'Content-Description: Undelivered Message Headers',
      'Content-Type: text/rfc822-headers',
      'Content-Transfer-Encoding: 8bit',
      '',
      'Return-Path: <trinh@quangtri.example.vn>',
      'Message-ID:',
      ` ${messageId}`,
      '',
      '--4XyZ.1769/relay.example.vn--',
      '',
    ].join('\r\n')

  it.each([
    ['4.4.1', 'X-Postfix; connect to kho.example.vn[192.0.2.1]:25: Connection timed', false],
    ['5.7.1', 'smtp; 554 5.7.1 message refused by policy', false],
    ['5.2.2', 'smtp; 552 5.2.2 mailbox full', true],
  ])(
    'with %s says that the mail never came, and marks the address only for its own fault',
    async (status, said, marks) => {
      await news()
      await sendOnce()
      const bounce = readBounce(postfix(office.taken[0]?.messageId ?? '', status, said))
      if (bounce === null) throw new Error('no report')
      expect(await recordBounce(at.pool, bounce, FROM)).toBe(1)
      expect(await lastMail()).toMatchObject({ status: 'bounced', address: POLICE })
      expect((await lastMail()).answer).toContain(status)
      expect(await marked()).toBe(marks ? 1 : 0)
    },
  )

  it('that isn’t a report is none', () => {
    expect(readBounce('Subject: hello\n\nI am on holiday.')).toBeNull()
    expect(readBounce('')).toBeNull()
  })
})

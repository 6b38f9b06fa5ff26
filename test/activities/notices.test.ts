// The ledger on real PostgreSQL: who is told of what, once, how by what he chose and when, and the letter of the day.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startCourier } from '../../activities/courier.ts'
import { buildDigest } from '../../activities/campaign/digest.ts'
import { tickCampaign } from '../../activities/campaign/tick.ts'
import { claimMails } from '../../activities/mail/send.ts'
import { readLines } from '../../activities/mail/read.ts'
import { compose } from '../../activities/mail/compose.ts'
import { takingErrand } from '../../activities/notices/errands.ts'
import { fanOutNotices } from '../../activities/notices/fan-out.ts'
import { fanOutLetters } from '../../activities/notices/letters.ts'
import { tellPerson } from '../../activities/notices/tell.ts'
import type { Instant } from '../../domain/time/civil.ts'
import {
  LONG_AGO,
  MONDAY,
  aCampaign,
  aCommune,
  aDelegation,
  aPerson,
  mustAct,
  theClockStandsAt,
} from '../support/builders.ts'
import { aScene } from '../support/scene.ts'
import type { Scene } from '../support/scene.ts'
import { WATCHED_PROCEDURE, aDossierAt } from '../support/watched-procedure.ts'

const NIGHT = '2026-03-02T15:30:00.000Z' // 22:30
const MORNING = '2026-03-02T23:30:00.000Z' // 06:30 of the next day

let at: Scene
let round = 0

beforeAll(async () => {
  at = await aScene()
})
afterAll(() => at.drop())
beforeEach(async () => {
  round += 1
  await theClockStandsAt(at.pool, MONDAY)
  await drain()
  await at.pool.query("UPDATE mail SET status = 'failed' WHERE status = 'waiting'")
  await at.pool.query('DELETE FROM notice_preference')
  await at.pool.query('DELETE FROM quiet_hours')
  await at.pool.query('UPDATE person SET email = NULL')
  await withMail(at.police)
})

async function drain(): Promise<void> {
  while ((await fanOutNotices(at.pool, 100)).lines > 0);
  while ((await fanOutLetters(at.pool, 100)).lines > 0);
}

const withMail = (person: string) =>
  at.pool.query("UPDATE person SET email = id || '@example.vn' WHERE id = $1", [person])

const prefer = (person: string, kind: string, delivery: string) =>
  at.pool.query('INSERT INTO notice_preference (person_id, kind, delivery) VALUES ($1, $2, $3)', [
    person,
    kind,
    delivery,
  ])

async function told(dossierId: string) {
  const { rows } = await at.pool.query<{
    person_id: string
    word: string
    kind: string
    mail: string
    mail_id: string | null
    for_person: string | null
  }>(
    'SELECT person_id, word, kind, mail, mail_id::text, for_person FROM notice WHERE dossier_id = $1 ORDER BY id',
    [dossierId],
  )
  return rows
}

async function mailsOf(person: string) {
  const { rows } = await at.pool.query<{
    id: string
    key: string
    letter: string
    not_before: Date
    lines: number
  }>(
    `SELECT id::text, key, letter, not_before, (SELECT count(*)::int FROM notice WHERE mail_id = mail.id) AS lines FROM mail
     WHERE person_id = $1 AND status = 'waiting' ORDER BY mail.id`,
    [person],
  )
  return rows
}

describe('who is told', () => {
  it('is whoever has the task, then whose dossier was decided; nobody of what he did himself', async () => {
    const { id, head } = await at.granted(`Trạm ${round}`)
    await drain()
    expect(await told(id)).toMatchObject([
      { person_id: at.police, word: 'toAct', kind: 'task', mail: 'mail' },
      { person_id: at.chair, word: 'toAct', kind: 'task', mail: 'noAddress', mail_id: null },
      { person_id: head, word: 'concluded', kind: 'decision', mail: 'noAddress' },
    ])
  })

  it('is also whoever acts by delegation, and says for whom; once, however often the page is taken', async () => {
    const deputy = await aPerson(at.pool, 'communeOffice', at.commune, { name: 'Người được ủy quyền' })
    await aDelegation(at.pool, { from: at.police, to: deputy, officeId: at.commune, role: 'communePolice' })
    const { id } = await at.submitted(`Trạm ${round}`)
    await drain()
    await at.pool.query(
      "UPDATE outbox SET sent_at = NULL WHERE topic = 'notice' AND payload->>'dossierId' = $1",
      [id],
    )
    await drain()
    const lines = await told(id)
    expect(lines).toHaveLength(2)
    expect(lines).toContainEqual(expect.objectContaining({ person_id: deputy, for_person: at.police }))
    await at.pool.query('DELETE FROM delegation')
  })

  it('is not an account that is locked', async () => {
    await at.pool.query(
      "INSERT INTO account (person_id, login, password_hash, disabled_at) VALUES ($1, 'khoa', 'x', $2)",
      [at.police, LONG_AGO],
    )
    const { id } = await at.submitted(`Trạm ${round}`)
    await drain()
    expect(await told(id)).toEqual([])
    await at.pool.query('DELETE FROM account')
  })

  it('is whoever has to mend a return, and to whom a role was lent', async () => {
    const { id, head } = await at.submitted(`Trạm ${round}`)
    await mustAct(at, {
      dossierId: id,
      action: 'return',
      by: at.police,
      args: { toStep: 'ask' },
      body: { reason: 'thiếu' },
    })
    await tellPerson(
      at.pool,
      {
        key: `delegated/x${round}`,
        word: 'delegated',
        personId: head,
        by: at.police,
        data: { officeId: at.commune },
      },
      MONDAY,
    )
    await drain()
    expect((await told(id)).at(-1)).toMatchObject({ person_id: head, word: 'toCorrect', kind: 'returned' })
    const { rows } = await at.pool.query(
      "SELECT word FROM notice WHERE person_id = $1 AND kind = 'delegation'",
      [head],
    )
    expect(rows).toEqual([{ word: 'delegated' }])
  })

  it('is told once by any number of workers at once, and none of a line that can’t be read holds up the rest', async () => {
    await at.pool.query(
      `INSERT INTO outbox (topic, key, payload, created_at, next_at)
       VALUES ('notice', $1, '{"notice": "nonsense", "to": {"officeId": null, "role": null, "personId": null}}', $2, $2)`,
      [`broken/${round}`, MONDAY],
    )
    const made = await Promise.all([1, 2, 3, 4].map((n) => at.submitted(`Nhiều ${n} ${round}`)))
    const couriers = [1, 2].map(() =>
      startCourier({
        pool: at.pool,
        errands: [takingErrand('notices', 'notice', at.pool, (limit) => fanOutNotices(at.pool, limit))],
        idleMs: 20,
      }),
    )
    try {
      for (const { id } of made) await expect.poll(() => told(id), { timeout: 30_000 }).toHaveLength(1)
    } finally {
      await Promise.all(couriers.map((one) => one.stop()))
    }
    const { rows } = await at.pool.query(
      'SELECT sent_at, attempts > 0 AS tried, error FROM outbox WHERE key = $1',
      [`broken/${round}`],
    )
    expect(rows).toEqual([{ sent_at: null, tried: true, error: expect.stringContaining('nonsense') }])
    await at.pool.query('DELETE FROM outbox WHERE key = $1', [`broken/${round}`])
  })
})

describe('how', () => {
  it('by one mail for all that comes before it is sent', async () => {
    for (const n of [1, 2, 3]) await at.submitted(`Cùng ${n} ${round}`)
    await drain()
    await at.submitted(`Cùng 4 ${round}`)
    await drain()
    const [mail, ...more] = await mailsOf(at.police)
    expect(more).toEqual([])
    expect(mail).toMatchObject({ letter: 'notices', lines: 4 })
    await claimMails(at.pool, 1)
    await at.submitted(`Sau ${round}`)
    await drain()
    expect((await mailsOf(at.police)).map(({ lines }) => lines)).toEqual([4, 1])
  })

  it('not in the quiet hours: what comes at night waits for the morning in one mail', async () => {
    await theClockStandsAt(at.pool, NIGHT)
    await at.submitted(`Đêm 1 ${round}`)
    await at.submitted(`Đêm 2 ${round}`)
    await drain()
    expect(await mailsOf(at.police)).toMatchObject([{ not_before: new Date(MORNING), lines: 2 }])
    expect(await claimMails(at.pool, 5)).toEqual([])
    await theClockStandsAt(at.pool, MORNING)
    expect(await claimMails(at.pool, 5)).toHaveLength(1)
  })

  it('at once by whoever wants no quiet hours', async () => {
    await at.pool.query('INSERT INTO quiet_hours VALUES ($1, NULL, NULL)', [at.police])
    await theClockStandsAt(at.pool, NIGHT)
    await at.submitted(`Đêm ${round}`)
    await drain()
    expect(await claimMails(at.pool, 5)).toHaveLength(1)
  })

  it('not by mail where it is switched off, but always where it must be told', async () => {
    await prefer(at.police, 'task', 'off')
    const { id, head } = await at.submitted(`Tắt ${round}`)
    await withMail(head)
    await prefer(head, 'decision', 'off')
    await mustAct(at, { dossierId: id, action: 'approve', by: at.police })
    await mustAct(at, { dossierId: id, action: 'approve', by: at.chair })
    await drain()
    expect(await told(id)).toMatchObject([
      { person_id: at.police, mail: 'off', mail_id: null },
      { person_id: at.chair },
      { person_id: head, word: 'concluded', mail: 'mail' },
    ])
  })
})

describe('the letter of the day', () => {
  const sweepAt = (day: string): Instant => `${day}T00:30:00.000Z`
  const digestAt = (day: string): Instant => `${day}T00:45:00.000Z`
  let campaign: string
  let commune: string
  let officer: string

  async function morning(day: string): Promise<number | null> {
    await theClockStandsAt(at.pool, sweepAt(day))
    await tickCampaign({ pool: at.pool, look: async () => undefined }, campaign)
    await theClockStandsAt(at.pool, digestAt(day))
    const { letters } = await buildDigest(at.pool)
    await drain()
    return letters
  }

  beforeEach(async () => {
    await at.pool.query("UPDATE campaign SET status = 'closed'")
    await at.pool.query('UPDATE announcement SET sent_at = at WHERE sent_at IS NULL')
    await at.pool.query('UPDATE agenda SET last_at = NULL, next_at = NULL')
    await at.pool.query("UPDATE notice SET mail = 'off' WHERE mail = 'digest' AND mail_id IS NULL")
    commune = await aCommune(at.pool, {
      code: `300${round.toString().padStart(2, '0')}`,
      name: `Xã ${round}`,
    })
    officer = await aPerson(at.pool, 'communePolice', commune)
    await withMail(officer)
    const procedure = { ...WATCHED_PROCEDURE, id: `letters-${round}` }
    campaign = await aCampaign(at.pool, { officeId: 'P44', procedure, calendarVersion: 1 })
  })

  it('takes the reminders of the morning and the news that its reader wants in it', async () => {
    await prefer(officer, 'task', 'digest')
    const ids = await Promise.all(
      ['một', 'hai'].map((name) => aDossierAt(at, { campaign, commune, name: `${name} ${round}` })),
    )
    await drain()
    expect(await mailsOf(officer)).toEqual([])
    expect(await morning('2026-06-23')).toBe(1)
    const [letter, ...more] = await mailsOf(officer)
    expect(more).toEqual([])
    expect(letter).toMatchObject({ letter: 'digest', key: `digest/${officer}/2026-06-23`, lines: 4 })
    const words = (await Promise.all(ids.map(told))).flat().map(({ word, mail }) => `${word} ${mail}`)
    expect(words.sort()).toEqual(['reminder digest', 'reminder digest', 'toAct digest', 'toAct digest'])
    const { lines, total } = await readLines(at.pool, letter?.id ?? '')
    const { subject, text } = compose({
      letter: 'digest',
      name: 'A',
      createdAt: digestAt('2026-06-23'),
      lines,
      total,
      publicUrl: 'https://t.vn',
    })
    expect(subject).toBe('[Trình] Tổng hợp ngày 23/06/2026: 4 mục')
    expect(text).toContain(
      `Sắp đến hạn: một ${round} · Thủ tục thử nghiệm năm 2026 · bước Xem xét · hạn 30/06/2026`,
    )
  })

  it('is built for news alone, where no deadline has anything to say', async () => {
    await prefer(officer, 'task', 'digest')
    await aDossierAt(at, { campaign, commune, name: `riêng ${round}` })
    await drain()
    expect(await morning('2026-05-05')).toBe(1)
    expect(await mailsOf(officer)).toMatchObject([{ letter: 'digest', lines: 1 }])
    expect(await morning('2026-05-06')).toBe(0)
  })

  it('leaves out what a person wants at once, or not by mail', async () => {
    await prefer(officer, 'deadline', 'atOnce')
    await prefer(officer, 'task', 'off')
    await aDossierAt(at, { campaign, commune, name: `ngay ${round}` })
    await morning('2026-06-23')
    expect(await mailsOf(officer)).toMatchObject([{ letter: 'notices', lines: 1 }])
    await at.pool.query("UPDATE notice_preference SET delivery = 'off' WHERE person_id = $1", [officer])
    await at.pool.query("UPDATE mail SET status = 'failed' WHERE status = 'waiting'")
    const id = await aDossierAt(at, { campaign, commune, name: `tắt ${round}` })
    await morning('2026-06-29')
    expect(await mailsOf(officer)).toEqual([])
    expect((await told(id)).map(({ word, mail }) => `${word} ${mail}`)).toEqual(['toAct off', 'reminder off'])
  })
})

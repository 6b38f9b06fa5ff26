// A campaign's mornings on real PostgreSQL: opening, reminders, escalation, closing; said once, whatever is repeated.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Ticked } from '../../activities/campaign/tick.ts'
import { nextSweepAt } from '../../domain/time/notices.ts'
import { SHIPPED_CALENDAR } from '../../domain/time/holidays.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Procedure } from '../../domain/procedure.ts'
import type { DossierInput } from '../../workflows/messages.ts'
import {
  aCampaign,
  aCommune,
  aDelegation,
  aDraft,
  aPerson,
  aRecord,
  aUnit,
  mustAct,
} from '../support/builders.ts'
import type { TestRecord } from '../support/builders.ts'
import { DUTIES, aMatter } from '../support/matters.ts'
import { announced as announcedOf, morning, tickAt } from '../support/mornings.ts'
import type { Line } from '../support/mornings.ts'
import { WATCHED_PROCEDURE, aDossierAt } from '../support/watched-procedure.ts'

let at: TestRecord
let commune: string
let police: string
let year = 2026
let campaign: string
let looked: DossierInput[]

beforeAll(async () => {
  at = await aRecord()
  commune = await aCommune(at.pool)
  police = await aPerson(at.pool, 'communePolice', commune)
})
afterAll(() => at.drop())
beforeEach(async () => {
  looked = []
  await at.pool.query("UPDATE campaign SET status = 'closed'")
  campaign = await aCampaign(at.pool, {
    officeId: 'P44',
    procedure: { ...WATCHED_PROCEDURE, id: `watched${(year += 1)}` },
    calendarVersion: 1,
  })
})

const tick = (when: Instant): Promise<Ticked> => tickAt(at, campaign, when, (one) => looked.push(one))
const announced = (dossierId: string): Promise<Line[]> => announcedOf(at, dossierId)

const short = (lines: readonly Line[]): string[] =>
  lines.map(({ kind, day, level, offset }) => [day, kind, level ?? offset ?? ''].join(' ').trim())

const dossier = (name: string, when: Instant = morning('2026-03-02')): Promise<string> =>
  aDossierAt(at, { campaign, commune, name: `${name} ${campaign}`, when })

describe('opening and closing', () => {
  it('opens on the day, with a line in the chain of the deciding office, and only once', async () => {
    await at.pool.query("UPDATE campaign SET status = 'planned' WHERE id = $1", [campaign])
    expect(await tick('2025-12-31T16:59:59.999Z')).toMatchObject({
      status: 'planned',
      nextWakeAt: '2025-12-31T17:00:00.000Z',
    })
    expect(await tick('2025-12-31T17:00:00.000Z')).toMatchObject({ status: 'open' })
    await tick('2025-12-31T17:00:00.000Z')
    const { rows } = await at.pool.query(
      "SELECT type, actor FROM chain_event WHERE chain_id = 'office/P44' AND data->>'campaignId' = $1",
      [campaign],
    )
    expect(rows).toEqual([{ type: 'campaignOpened', actor: 'system' }])
  })

  it('closes at its end, and is swept no more', async () => {
    const id = await dossier('đóng')
    const closing = await tick('2026-12-31T16:59:59.999Z')
    expect(closing).toEqual({ status: 'closed', nextWakeAt: null, swept: null })
    expect(await tick(morning('2027-01-04'))).toEqual({ status: 'closed', nextWakeAt: null, swept: null })
    expect(await announced(id)).toEqual([])
  })

  it('knows no campaign that is not there', async () => {
    campaign = 'nobody'
    expect(await tick(morning('2026-06-23'))).toEqual({ status: null, nextWakeAt: null, swept: null })
  })
})

describe('the morning sweep', () => {
  it('reminds the office that holds the dossier, on the working mornings that the step names', async () => {
    const id = await dossier('nhắc')
    // Due on Tuesday 30/06 at midnight; five working days before it is Tuesday 23/06.
    for (const day of ['2026-06-22', '2026-06-23', '2026-06-24', '2026-06-29', '2026-06-30'])
      await tick(morning(day))
    expect(await announced(id)).toEqual([
      {
        kind: 'reminder',
        day: '2026-06-23',
        office: commune,
        roles: ['communePolice'],
        person: null,
        level: null,
        offset: '5w',
      },
      expect.objectContaining({ kind: 'reminder', day: '2026-06-29', offset: '1w' }),
    ])
  })

  it('reminds the one who claimed the task by name', async () => {
    const id = await dossier('nhận việc')
    await mustAct(at, { dossierId: id, action: 'claim', by: police })
    await tick(morning('2026-06-23'))
    expect(await announced(id)).toMatchObject([{ kind: 'reminder', person: police }])
  })

  it('does not remind of what came only after that morning', async () => {
    await tick(morning('2026-06-22'))
    const id = await dossier('đến sau', '2026-06-23T03:00:00.000Z')
    await tick(morning('2026-06-24'))
    expect(await announced(id)).toEqual([])
  })

  it('makes up for missed mornings with one reminder, the latest', async () => {
    const id = await dossier('bỏ lỡ')
    await tick(morning('2026-06-19'))
    await tick(morning('2026-06-30'))
    expect(short(await announced(id))).toEqual(['2026-06-30 reminder 1w'])
  })

  it('tells the holder and the first level on the first morning after the deadline, the next one five working days later', async () => {
    const id = await dossier('quá hạn')
    await tick(morning('2026-06-30'))
    for (const day of ['07-01', '07-02', '07-03', '07-06', '07-07', '07-08', '07-09', '07-15', '07-22'])
      await tick(morning(`2026-${day}`))
    const lines = (await announced(id)).filter(({ kind }) => kind !== 'reminder')
    expect(short(lines)).toEqual(['2026-07-01 overdue', '2026-07-01 escalation 1', '2026-07-08 escalation 2'])
    expect(lines.map(({ office, roles }) => [office, roles])).toEqual([
      [commune, ['communePolice']],
      [commune, ['communeChair']],
      ['P44', ['provinceStaff']],
    ])
  })

  it('takes another number of days between the levels from the campaign', async () => {
    await at.pool.query(`UPDATE campaign SET settings = '{"escalationDays": 1}' WHERE id = $1`, [campaign])
    const id = await dossier('sớm hơn')
    for (const day of ['06-30', '07-01', '07-02']) await tick(morning(`2026-${day}`))
    expect(short((await announced(id)).filter(({ kind }) => kind === 'escalation'))).toEqual([
      '2026-07-01 escalation 1',
      '2026-07-02 escalation 2',
    ])
  })

  it('reports one level at a time after an outage', async () => {
    const id = await dossier('sau sự cố')
    await tick(morning('2026-08-03'))
    expect(short(await announced(id))).toEqual(['2026-08-03 overdue', '2026-08-03 escalation 1'])
  })

  it('goes silent when the dossier moves on', async () => {
    const id = await dossier('đi tiếp')
    await tick(morning('2026-07-01'))
    await mustAct(at, { dossierId: id, action: 'approve', by: police, at: '2026-07-02T02:00:00.000Z' })
    await tick(morning('2026-07-08'))
    expect(short(await announced(id))).toEqual(['2026-07-01 overdue', '2026-07-01 escalation 1'])
  })

  it('writes nothing twice, however often and however far a sweep is repeated', async () => {
    const ids = [await dossier('một'), await dossier('hai')]
    const first = await tick(morning('2026-07-01'))
    expect(first.swept).toMatchObject({ overdue: 2, escalations: 2 })
    // A sweep that was killed before it could say that it was done begins again from the one before.
    await at.pool.query('UPDATE campaign SET swept_at = NULL WHERE id = $1', [campaign])
    const again = await tick(morning('2026-07-01'))
    expect(again.swept).toMatchObject({ reminders: 0, overdue: 0, escalations: 0 })
    await at.pool.query("DELETE FROM announcement WHERE dossier_id = $1 AND kind = 'escalation'", [ids[0]])
    await at.pool.query('UPDATE campaign SET swept_at = NULL WHERE id = $1', [campaign])
    expect((await tick(morning('2026-07-01'))).swept).toMatchObject({ overdue: 0, escalations: 1 })
  })

  it('is not held on days off, and sweeps once a morning', async () => {
    await tick(morning('2026-07-03'))
    expect((await tick(morning('2026-07-04'))).swept).toBeNull()
    expect((await tick(morning('2026-07-05'))).swept).toBeNull()
    expect((await tick(morning('2026-07-06'))).swept).not.toBeNull()
    expect((await tick('2026-07-06T08:00:00.000Z')).swept).toBeNull()
  })

  it('leaves a dossier that lapses to the clock, and looks at one whose clock has slept', async () => {
    const id = await dossier('hết hạn')
    await mustAct(at, {
      dossierId: id,
      action: 'return',
      by: police,
      body: { reason: 'bổ sung' },
      args: { toStep: 'ask' },
    })
    await at.pool.query("UPDATE dossier SET wake_at = '2026-05-31T16:59:59.999Z' WHERE id = $1", [id])
    await tick(morning('2026-06-01'))
    expect(looked.map(({ dossierId }) => dossierId)).toEqual([id])
    expect(looked[0]).toMatchObject({ clock: 'stepped', position: null, procedure: { version: 1 } })
  })
})

describe('whoever has begun to register', () => {
  it('is reminded of the first deadline until it is handed in, and no longer', async () => {
    const unit = await aUnit(at.pool, { parent: commune, name: `bản nháp ${campaign}` })
    const draft = await aDraft(at.pool, campaign, unit)
    // Due on Saturday 31/10; three working days before it is Wednesday 28/10.
    expect((await tick(morning('2026-10-27'))).nextWakeAt).toBe(morning('2026-10-28'))
    await tick(morning('2026-10-28'))
    await tick(morning('2026-10-28'))
    expect(await announced(draft)).toMatchObject([
      { kind: 'reminder', day: '2026-10-28', office: unit, roles: ['unitHead'], offset: '3w' },
    ])
    const other = await aUnit(at.pool, { parent: commune, name: `đã nộp ${campaign}` })
    const submitted = await aDraft(at.pool, campaign, other)
    await mustAct(at, {
      dossierId: submitted,
      action: 'submit',
      by: await aPerson(at.pool, 'unitHead', other),
      body: { fields: { grounds: 'x' } },
    })
    await at.pool.query("UPDATE campaign SET swept_at = '2026-10-27T00:30:00Z' WHERE id = $1", [campaign])
    await tick(morning('2026-10-28'))
    expect((await announced(submitted)).filter(({ day }) => day === '2026-10-28')).not.toContainEqual(
      expect.objectContaining({ offset: '3w' }),
    )
  })
})

/** Duties that the commune's police are told of when they lie. */
const OWED: Procedure = {
  ...DUTIES,
  steps: DUTIES.steps.map((step) => ({
    ...step,
    escalation: [{ role: 'communePolice', level: 'commune' } as const],
  })),
}

describe('what was handed out and isn’t begun', () => {
  it('is told to the holder and to the level above on the first morning after, once; a registration isn’t', async () => {
    const unit = await aUnit(at.pool, { parent: commune, name: `nợ việc ${campaign}` })
    const head = await aPerson(at.pool, 'unitHead', unit)
    const duties = await aCampaign(at.pool, { officeId: 'P44', procedure: OWED, calendarVersion: 1 })
    campaign = duties
    const plan = await aMatter(at.pool, { owner: commune, kind: 'plan', name: 'Kế hoạch', status: 'active' })
    const about = { owner: unit, kind: 'duty' as const, type: 'task', status: 'active' as const }
    const part = await aMatter(at.pool, { ...about, name: 'Việc giao', parent: plan, person: head })
    const own = await aMatter(at.pool, { ...about, name: 'Việc tự nhận' })
    const [handed, free] = [await aDraft(at.pool, duties, part), await aDraft(at.pool, duties, own)]
    await at.pool.query("UPDATE campaign SET swept_at = '2026-11-30T00:30:00Z' WHERE id = $1", [duties])
    expect((await tick(morning('2026-11-30'))).nextWakeAt).toBe(morning('2026-12-01'))
    await tick(morning('2026-12-01'))
    await tick(morning('2026-12-02'))
    expect((await announced(handed)).filter(({ kind }) => kind !== 'reminder')).toMatchObject([
      { kind: 'overdue', day: '2026-12-01', office: unit, person: head },
      { kind: 'escalation', day: '2026-12-01', office: commune, roles: ['communePolice'] },
    ])
    expect((await announced(free)).filter(({ kind }) => kind !== 'reminder')).toEqual([])
  })
})

describe('stepping from one telling morning to the next', () => {
  it('says the same as sweeping every working morning of the year', async () => {
    const build = async () => {
      const first = await dossier('năm một')
      const second = await dossier('năm hai', morning('2026-06-24'))
      // Another commune's own date falls among the days off of early September.
      const other = await aCommune(at.pool, { code: '19366', name: 'Xã Vĩnh Linh' })
      await at.pool.query(
        `INSERT INTO campaign_override (campaign_id, office_id, dates) VALUES ($1, $2, '{"looking": "2026-09-03"}')`,
        [campaign, other],
      )
      const third = await aDossierAt(at, { campaign, commune: other, name: `năm ba ${campaign}` })
      return [first, second, third]
    }
    const daily = await build()
    let sweeps = 0
    for (let now = morning('2026-03-02'); now < '2026-12-31'; sweeps += 1) {
      await tick(now)
      now = nextSweepAt(now, { calendar: SHIPPED_CALENDAR }) ?? '2027'
    }
    const every = (await Promise.all(daily.map(announced))).map(short)
    campaign = await aCampaign(at.pool, {
      officeId: 'P44',
      procedure: { ...WATCHED_PROCEDURE, id: `watched${(year += 1)}` },
      calendarVersion: 1,
    })
    const stepped = await build()
    let stops = 0
    for (let now: Instant | null = morning('2026-03-02'); now !== null && now < '2026-12-31'; stops += 1)
      now = (await tick(now)).nextWakeAt
    expect((await Promise.all(stepped.map(announced))).map(short)).toEqual(every)
    expect(every[0]).toHaveLength(5)
    expect(every[2]).toEqual([
      '2026-08-25 reminder 5w',
      '2026-08-31 reminder 1w',
      '2026-09-03 overdue',
      '2026-09-03 escalation 1',
      '2026-09-10 escalation 2',
    ])
    expect(sweeps).toBeGreaterThan(200)
    expect(stops).toBeLessThan(14)
  })
})

describe('whom an announcement reaches', () => {
  it('names the office and role of the level, not whoever holds it when it is written', async () => {
    const id = await dossier('cấp trên')
    const chair = await aPerson(at.pool, 'communeChair', commune)
    await aDelegation(at.pool, { from: chair, to: police, officeId: commune, role: 'communeChair' })
    await tick(morning('2026-07-01'))
    expect((await announced(id)).find(({ kind }) => kind === 'escalation')).toMatchObject({
      person: null,
      office: commune,
      roles: ['communeChair'],
    })
  })
})

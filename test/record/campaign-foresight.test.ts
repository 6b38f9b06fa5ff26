// What is said of a campaign before it happens: its simulated year, held against the year that then comes; the difference
// that a date makes; and next year's campaign out of this year's.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPlan } from '../../activities/campaign/plan.ts'
import type { CampaignPlan } from '../../activities/campaign/plan.ts'
import { rollOver } from '../../activities/campaign/roll-over.ts'
import { simulateCampaign } from '../../activities/campaign/simulation.ts'
import { tickCampaign } from '../../activities/campaign/tick.ts'
import { publishProcedure, publishSheet } from '../../activities/record/publish.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { DIEN_HINH } from '../../procedures/dien-hinh.ts'
import { SHEETS } from '../../procedures/sheets.ts'
import {
  LONG_AGO,
  aCampaign,
  aCommune,
  aPerson,
  aRecord,
  aUnit,
  theClockStandsAt,
} from '../support/builders.ts'
import type { TestRecord } from '../support/builders.ts'
import { WATCHED_PROCEDURE, aDossierAt } from '../support/watched-procedure.ts'

let at: TestRecord
let commune: string
let other: string

beforeAll(async () => {
  at = await aRecord()
  commune = await aCommune(at.pool)
  other = await aCommune(at.pool, { code: '19366', name: 'Xã Vĩnh Linh' })
  for (const parent of [commune, other]) await aPerson(at.pool, 'communePolice', parent)
})
afterAll(() => at.drop())

const campaignOf = (procedure: Procedure, status: 'planned' | 'open'): Promise<string> =>
  aCampaign(at.pool, { officeId: 'P44', procedure, status, calendarVersion: 1 })

async function planOf(id: string): Promise<CampaignPlan> {
  const plan = await readPlan(at.pool, id)
  if (plan === null) throw new Error(id)
  return plan
}

const override = (campaign: string, officeId: string, dates: object) =>
  at.pool.query('INSERT INTO campaign_override (campaign_id, office_id, dates) VALUES ($1, $2, $3)', [
    campaign,
    officeId,
    JSON.stringify(dates),
  ])

describe('the simulated year', () => {
  it('foresees for a planned campaign all who could register, at every step of their path', async () => {
    for (const name of ['a', 'b', 'c']) await aUnit(at.pool, { parent: commune, name: `đơn vị ${name}` })
    const campaign = await campaignOf({ ...WATCHED_PROCEDURE, id: 'foreseen' }, 'planned')
    const [part, ...apart] = await simulateCampaign(at.pool, await planOf(campaign), null)
    expect(apart).toEqual([])
    expect(part?.simulation.problems).toMatchObject([{ code: 'dueOnNonWorkingDay', step: 'ask' }])
    expect(
      part?.simulation.notices.map(({ at: when, kind, step, recipientKey, count }) =>
        [civilDateOf(when), kind, step, recipientKey, count].join(' '),
      ),
    ).toEqual([
      '2026-06-23 reminder look commune:communePolice 3',
      '2026-06-29 reminder look commune:communePolice 3',
      '2026-06-30 due look commune:communePolice 3',
      '2026-07-01 escalation look commune:communeChair 3',
      '2026-07-08 escalation look province:provinceStaff 3',
      '2026-10-28 reminder ask unit:unitHead 3',
      '2026-10-31 due ask unit:unitHead 3',
      '2026-11-01 lapse ask unit:unitHead 3',
      '2026-12-09 due decide province:provinceChair 3',
    ])
  })

  it('is what then happens, to the day and the number, when nobody acts', async () => {
    const campaign = await campaignOf({ ...WATCHED_PROCEDURE, id: 'happens' }, 'open')
    await override(campaign, other, { looking: '2026-09-03' })
    await aDossierAt(at, { campaign, commune, name: 'một' })
    await aDossierAt(at, { campaign, commune, name: 'hai' })
    await aDossierAt(at, { campaign, commune: other, name: 'ba' })
    const parts = await simulateCampaign(at.pool, await planOf(campaign), null)
    const foreseen = parts
      .flatMap(({ simulation }) => simulation.notices)
      .filter(({ kind }) => kind === 'reminder' || kind === 'escalation')
      .map(({ at: when, kind, step, count, level }) =>
        [civilDateOf(when), kind, level ?? '', step, count].join(' '),
      )
    await theClockStandsAt(at.pool, '2026-03-02T02:00:00.000Z')
    for (let now: Instant | null = '2026-03-02T02:00:00.000Z'; now !== null && now < '2026-12'; ) {
      await theClockStandsAt(at.pool, now)
      now = (await tickCampaign({ pool: at.pool, look: async () => undefined }, campaign)).nextWakeAt
    }
    const { rows } = await at.pool.query<{ line: string }>(
      `SELECT a.day || ' ' || a.kind || ' ' || coalesce(a.level::text, '') || ' ' || a.step || ' ' || count(*) AS line
       FROM announcement a LEFT JOIN dossier d ON d.id = a.dossier_id
       WHERE a.campaign_id = $1 AND a.kind IN ('reminder', 'escalation')
       GROUP BY a.day, a.kind, a.level, a.step, d.commune_id ORDER BY 1`,
      [campaign],
    )
    expect(rows.map(({ line }) => line)).toEqual(foreseen.sort())
    expect(foreseen).toHaveLength(8)
  })

  it('says what another date would move, in the campaign or in one commune', async () => {
    const campaign = await campaignOf({ ...WATCHED_PROCEDURE, id: 'moved' }, 'planned')
    const plan = await planOf(campaign)
    const [all] = await simulateCampaign(at.pool, plan, { dates: { looking: '2026-07-08' } })
    expect(all?.difference?.moved.map(({ before, after }) => [before.at, after.at].map(civilDateOf))).toEqual(
      [
        ['2026-06-23', '2026-06-30'],
        ['2026-06-29', '2026-07-06'],
        ['2026-06-30', '2026-07-07'],
        ['2026-07-01', '2026-07-08'],
        ['2026-07-08', '2026-07-15'],
      ],
    )
    const [rest, one] = await simulateCampaign(at.pool, plan, {
      overrides: { [other]: { looking: '2026-07-08' } },
    })
    expect(rest).toMatchObject({ officeId: null, difference: { moved: [], appears: [] } })
    expect(one?.officeId).toBe(other)
    expect(one?.difference?.moved).toHaveLength(5)
  })

  it('foresees the điển hình year of a province without a flaw that a person must mend', async () => {
    await aUnit(at.pool, { parent: commune, kind: 'school', name: 'Trường Tiểu học' })
    const campaign = await campaignOf(DIEN_HINH, 'planned')
    const parts = await simulateCampaign(at.pool, await planOf(campaign), null)
    const found = parts.flatMap(({ simulation }) => simulation)
    const codes = new Set(found.flatMap(({ problems }) => problems.map(({ code }) => code)))
    expect([...codes].filter((code) => !['dueOnNonWorkingDay', 'anchorMissing'].includes(code))).toEqual([])
    const steps = new Set(found.flatMap(({ notices }) => notices.map(({ step }) => step)))
    expect([...steps]).toEqual(
      expect.arrayContaining(['register', 'screen', 'submission', 'decision', 'registerCommune']),
    )
  })
})

describe('next year’s campaign', () => {
  it('has this year’s dates a year later, on the newest versions, and says what differs', async () => {
    const procedure: Procedure = { ...DIEN_HINH, id: 'rolled' }
    await publishProcedure(at.pool, procedure, 'system', LONG_AGO)
    const campaign = await aCampaign(at.pool, {
      officeId: 'P44',
      procedure,
      dates: { registration: '2026-01-25', plan: '2026-04-15' },
      settings: { residentialAreas: true, escalationDays: 3 },
      reading: 'rollForward',
    })
    await override(campaign, commune, { review: '2026-10-20' })
    const { plan: _, ...dates } = procedure.dates
    await publishProcedure(at.pool, { ...procedure, version: 2, dates }, 'system', LONG_AGO)
    const [sheet] = SHEETS
    if (sheet === undefined) throw new Error('no sheet')
    await publishSheet(at.pool, { ...sheet, version: 2 }, 'system', LONG_AGO)
    const next = await rollOver(at.pool, await planOf(campaign), 2027)
    expect(next).toMatchObject({
      officeId: 'P44',
      year: 2027,
      procedure: { id: 'rolled', version: 2 },
      dates: { registration: '2027-01-25' },
      settings: { residentialAreas: true, escalationDays: 3 },
      reading: 'rollForward',
      overrides: [{ officeId: commune, dates: { review: '2027-10-20' } }],
      sheets: { commune: { id: sheet.id, version: 2 } },
      exists: null,
    })
    expect(next?.differences).toEqual([
      { field: 'procedureVersion', from: '1', to: '2', why: 'newerVersion' },
      { field: 'dates.plan', from: '2026-04-15', to: null, why: 'notInProcedure' },
      { field: 'dates.registration', from: '2026-01-25', to: '2027-01-25', why: 'yearLater' },
      { field: 'sheets.commune', from: `${sheet.id} 1`, to: `${sheet.id} 2`, why: 'newerVersion' },
      {
        field: `overrides.${commune}.review`,
        from: '2026-10-20',
        to: '2027-10-20',
        why: 'yearLater',
        officeName: 'Xã Vĩnh Thủy',
      },
    ])
  })

  it('moves 29 February to the day before, and leaves out a commune that is no more', async () => {
    const campaign = await aCampaign(at.pool, {
      officeId: 'P44',
      procedure: { ...WATCHED_PROCEDURE, id: 'leap' },
      year: 2028,
      dates: { looking: '2028-02-29' },
    })
    const gone = await aCommune(at.pool, { code: '19999', name: 'Xã Cũ' })
    await override(campaign, gone, { looking: '2028-03-01' })
    await at.pool.query('UPDATE office SET merged_into = $2 WHERE id = $1', [gone, commune])
    const next = await rollOver(at.pool, await planOf(campaign), 2029)
    expect(next).toMatchObject({ dates: { looking: '2029-02-28' }, overrides: [] })
    expect(next?.differences.map(({ field, why }) => [field, why])).toEqual([
      ['dates.looking', 'noSuchDay'],
      [`overrides.${gone}`, 'officeEnded'],
    ])
  })

  it('says when that year’s campaign is there already', async () => {
    const procedure = { ...WATCHED_PROCEDURE, id: 'there' }
    const first = await aCampaign(at.pool, { officeId: 'P44', procedure })
    const second = await aCampaign(at.pool, { officeId: 'P44', procedure, year: 2027 })
    expect((await rollOver(at.pool, await planOf(first), 2027))?.exists).toBe(second)
  })
})

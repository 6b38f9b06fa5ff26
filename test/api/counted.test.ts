// What is counted, as screens show it: children of a commune for its title, a campaign from above with who is missing, the
// figures of an expense, one calendar; and a newer version taken up. On the real server, for each rests on decided dossiers.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTransaction } from '../../activities/pool.ts'
import { publishProcedure } from '../../activities/record/publish.ts'
import { recordResult } from '../../activities/record/results.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { LONG_AGO, MONDAY, aCampaign, aCommune, aUnit, theClockStandsAt } from '../support/builders.ts'
import { EXPENSES, TITLES, aMatter } from '../support/matters.ts'
import { SMALL_PROCEDURE } from '../support/small-procedure.ts'
import { WATCHED_PROCEDURE } from '../support/watched-procedure.ts'
import { countedMoney } from './counted-money.ts'
import { aVisitor, basisOf, startApi } from './support.ts'
import type { ApiUnderTest, Visitor } from './support.ts'

/** A title that rests on last year's safety, or on this year's title of another procedure. */
const RESTS_ON_TITLE: Procedure = {
  ...TITLES,
  id: 'onTitle',
  steps: TITLES.steps.map((step) => ({
    ...step,
    needs: [
      {
        kind: 'priorResult',
        result: 'safety',
        yearOffset: -1,
        accepted: ['achieved'],
        or: [{ result: 'title', yearOffset: 0, accepted: ['achieved'] }],
        source: { cites: ['test'] },
      },
    ],
  })),
}

let api: ApiUnderTest
let commune: string
let unit: string
let school: string
let police: Visitor
let staff: Visitor
let head: Visitor
let stranger: Visitor
let small: string
let titles: string
let expenses: string
let watched: string

beforeAll(async () => {
  api = await startApi({ withWorker: true })
  const { pool } = api.at
  commune = await aCommune(pool)
  unit = await aUnit(pool, { parent: commune, name: 'Trạm Y tế' })
  school = await aUnit(pool, { parent: commune, name: 'Trường Tiểu học', kind: 'school' })
  small = await aCampaign(pool, { officeId: 'P44' })
  titles = await aCampaign(pool, { officeId: 'P44', procedure: TITLES })
  expenses = await aCampaign(pool, { officeId: 'P44', procedure: EXPENSES })
  watched = await aCampaign(pool, { officeId: 'P44', procedure: WATCHED_PROCEDURE })
  police = await aVisitor(api, 'communePolice', commune)
  staff = await aVisitor(api, 'provinceStaff', 'P44')
  head = await aVisitor(api, 'unitHead', unit)
  await aCommune(pool, { code: '26734', provinceCode: '79' })
  stranger = await aVisitor(api, 'provinceStaff', 'P79')
})
afterAll(() => api.close())

describe('children', () => {
  it('are listed with their dossiers, and who is missing', async () => {
    await head.register(small, { subjectId: unit, fields: { grounds: 'x' } }).expect(201)
    const { body } = await staff.get(`/campaigns/${small}/children?office=${commune}`).expect(200)
    expect(body.items).toMatchObject([
      { officeId: unit, kind: 'agency', step: 'look', missing: false, late: false },
      // Who is missing stands under the first step's day, and is late when that is over.
      {
        officeId: school,
        kind: 'school',
        dossierId: null,
        status: null,
        missing: true,
        late: false,
        dueAt: '2026-05-31T16:59:59.999Z',
        chasedAt: null,
      },
    ])
    await theClockStandsAt(api.at.pool, '2026-06-02T02:00:00.000Z')
    const { body: after } = await staff.get(`/campaigns/${small}/children?office=${commune}`).expect(200)
    expect(after.items[1]).toMatchObject({ officeId: school, missing: true, late: true })
    await theClockStandsAt(api.at.pool, MONDAY)
    const { body: page } = await staff
      .get(`/campaigns/${small}/children?office=${commune}&limit=1`)
      .expect(200)
    const { body: rest } = await staff
      .get(`/campaigns/${small}/children?office=${commune}&limit=1&cursor=${page.nextCursor}`)
      .expect(200)
    expect(rest.items.map(({ officeId }: { officeId: string }) => officeId)).toEqual([school])
    await stranger.get(`/campaigns/${small}/children?office=${commune}`).expect(404)
    const { body: own } = await head.get(`/campaigns/${small}/children?office=${commune}`).expect(200)
    expect(own.items.map(({ officeId }: { officeId: string }) => officeId)).toEqual([unit])
  })

  it('are counted for the step that asks for them, with the list', async () => {
    const { body: made } = await police.register(titles, { subjectId: commune }).expect(201)
    const result = {
      kind: 'safety',
      year: 2026,
      value: 'achieved',
      source: 'x',
      dossierId: null,
      recordedBy: 'x',
    }
    await inTransaction(api.at.pool, (client) => recordResult(client, { ...result, subjectId: unit }, MONDAY))
    const { body } = await staff.get(`/dossiers/${made.dossierId}/figures`).expect(200)
    expect(body).toMatchObject({
      step: 'decide',
      children: [{ id: 'recognised', total: 2, having: 1, atLeast: [7, 10], minimum: 1, holds: false }],
    })
    expect(body.children[0].list).toContainEqual({ subjectId: unit, name: 'Trạm Y tế', value: 'achieved' })
    expect(body.children[0].list).toContainEqual({ subjectId: school, name: 'Trường Tiểu học', value: null })
    await stranger.get(`/dossiers/${made.dossierId}/figures`).expect(404)
  })

  it('that were counted are shown beside what they are today', async () => {
    const { body: found } = await staff.get(`/dossiers?campaign=${titles}`).expect(200)
    const { pool } = api.at
    const dossierId = String(found.items[0].id)
    const chair = await aVisitor(api, 'provinceChair', 'P44')
    const result = {
      subjectId: school,
      kind: 'safety',
      year: 2026,
      source: 'x',
      dossierId: null,
      recordedBy: 'x',
    }
    const record = (value: string | null) =>
      inTransaction(pool, (client) => recordResult(client, { ...result, value }, MONDAY))
    await record('achieved')
    await chair.act(dossierId, 'approve', { basis: await basisOf(chair, dossierId) }).expect(200)
    await record(null)
    const { body } = await staff.get(`/dossiers/${dossierId}/counted`).expect(200)
    expect(body.items).toMatchObject([{ need: 'recognised', result: 'safety', year: 2026 }])
    expect(body.items[0].list).toContainEqual({
      subjectId: school,
      name: 'Trường Tiểu học',
      value: 'achieved',
      now: null,
    })
    expect(body.items[0].list).toContainEqual({
      subjectId: unit,
      name: 'Trạm Y tế',
      value: 'achieved',
      now: 'achieved',
    })
    await stranger.get(`/dossiers/${dossierId}/counted`).expect(404)
  })

  it('are results of other procedures, each with where it is written', async () => {
    const { body: result } = await staff
      .put(`/results/${unit}/2025/safety`, { value: 'achieved', source: 'Quyết định 12/QĐ-UBND' })
      .expect(200)
    expect(result.source).toBe('Quyết định 12/QĐ-UBND')
    const { body: listed } = await staff.get(`/results?year=2026&kind=title`).expect(200)
    expect(listed.items).toMatchObject([
      { subjectId: commune, source: 'Hồ sơ trên hệ thống: Thủ tục thử nghiệm, số 1 năm 2026' },
    ])
    const campaign = await aCampaign(api.at.pool, { officeId: 'P44', procedure: RESTS_ON_TITLE })
    await police.put(`/campaigns/${campaign}/drafts/${commune}`, { version: 0, data: {} }).expect(200)
    const { body } = await police.get(`/campaigns/${campaign}/drafts/${commune}/figures`).expect(200)
    const given = { procedureVi: 'Thủ tục thử nghiệm', number: 1, numberYear: 2026 }
    expect(body.results).toMatchObject([
      {
        holds: true,
        rules: [
          { result: 'safety', holds: false, years: [{ year: 2025, value: null, source: null, given: null }] },
          { result: 'title', holds: true, years: [{ year: 2026, value: 'achieved', accepted: true, given }] },
        ],
      },
    ])
    expect(body.results[0].rules[1].years[0].dossierId).not.toBeNull()
  })
})

describe('figures', () => {
  it('are there for a draft before it is handed in', async () => {
    const { pool } = api.at
    const first = await aMatter(pool, { owner: unit, kind: 'expense', name: 'Xăng xe' })
    const second = await aMatter(pool, { owner: unit, kind: 'expense', name: 'In ấn' })
    await head.register(expenses, { subjectId: first, fields: { amount: 60 } }).expect(201)
    await head.get(`/campaigns/${expenses}/drafts/${second}/figures`).expect(404)
    await head.put(`/campaigns/${expenses}/drafts/${second}`, { version: 0, data: {} }).expect(200)
    const { body } = await head.get(`/campaigns/${expenses}/drafts/${second}/figures`).expect(200)
    expect(body).toMatchObject({ step: 'ask', figures: { spent: 60 }, children: [] })
    const over = await head.register(expenses, { subjectId: second, fields: { amount: 41 } }).expect(422)
    expect(over.body.code).toBe('needsUnmet')
    const { body: years } = await head.get(`/matters/${first}/years`).expect(200)
    expect(years.items).toMatchObject([
      { procedureId: 'expenses', year: 2026, values: [{ field: 'amount', value: 60 }] },
    ])
    await stranger.get(`/matters/${first}/years`).expect(404)
    await stranger.get(`/campaigns/${expenses}/drafts/${second}/figures`).expect(404)
  })
})

countedMoney(() => ({ api, commune, unit, expenses, police, head }))

describe('figures of an office', () => {
  it('are counted for a procedure and a year, for whoever reads its dossiers', async () => {
    const asked = 'figures?procedure=expenses&year=2026'
    const { body } = await police.get(`/offices/${unit}/${asked}`).expect(200)
    expect(body).toMatchObject({
      officeName: 'Trạm Y tế',
      year: 2026,
      figures: [{ key: 'spent', vi: 'Đã chi', value: 60 }],
    })
    const { body: none } = await police.get(`/offices/${school}/${asked}`).expect(200)
    expect(none.figures).toEqual([{ key: 'spent', vi: 'Đã chi', value: 0 }])
    const { body: before } = await head
      .get(`/offices/${unit}/figures?procedure=expenses&year=2025`)
      .expect(200)
    expect(before.figures[0].value).toBe(0)
    await stranger.get(`/offices/${unit}/${asked}`).expect(404)
    await head.get(`/offices/${school}/${asked}`).expect(404)
    const unknown = await police.get(`/offices/${unit}/figures?procedure=nothing&year=2026`)
    expect(unknown.body.code).toBe('unknownProcedure')
  })
})

describe('scores', () => {
  it('stand side by side, for whoever reads the dossier', async () => {
    await api.at.pool.query(
      `UPDATE dossier SET state = jsonb_set(jsonb_set(state, '{assessments}', $2::jsonb), '{inspections}', $3::jsonb)
       WHERE campaign_id = $1`,
      [
        small,
        JSON.stringify([{ score: 95, level: 'excellent' }]),
        JSON.stringify([
          { score: 80, level: 'good' },
          { score: 71.5, level: null },
        ]),
      ],
    )
    const { body } = await police.get(`/campaigns/${small}/scores`).expect(200)
    expect(body.items).toMatchObject([
      {
        subject: { id: unit, name: 'Trạm Y tế' },
        self: { score: 95, level: 'excellent' },
        committee: { score: 71.5, level: null },
      },
    ])
    expect(body.counts).toEqual([{ level: null, count: 1 }])
    const only = async (query: string): Promise<number> =>
      (await police.get(`/campaigns/${small}/scores?${query}`).expect(200)).body.items.length
    expect(await only('only=apart')).toBe(1)
    expect(await only('only=open')).toBe(0)
    expect(await only('level=good')).toBe(0)
    await stranger.get(`/campaigns/${small}/scores`).expect(404)
    const administrator = await aVisitor(api, 'administrator', commune)
    expect((await administrator.get(`/campaigns/${small}/scores`).expect(200)).body.items).toEqual([])
  })
})

interface Entry {
  readonly at: string
  readonly key: string
  readonly kind: string
  readonly what: string
}

describe('the calendar', () => {
  const span = 'from=2026-01-01&to=2026-12-31'

  it('holds dossiers, campaigns, what waits and matters’ own dates, in one line of time', async () => {
    await aMatter(api.at.pool, { owner: unit, kind: 'event', name: 'Ngày hội', dates: { day: '08-19' } })
    await head.put(`/campaigns/${watched}/drafts/${unit}`, { version: 0, data: {} }).expect(200)
    const { body } = await police.get(`/calendar?${span}`).expect(200)
    const entries: readonly Entry[] = body.items
    expect(new Set(entries.map(({ kind }) => kind))).toEqual(
      new Set(['dossier', 'campaign', 'assigned', 'matter']),
    )
    expect(entries).toContainEqual(
      expect.objectContaining({
        kind: 'matter',
        what: 'day',
        at: '2026-08-19T16:59:59.999Z',
        name: 'Ngày hội',
      }),
    )
    expect(entries).toContainEqual(expect.objectContaining({ kind: 'campaign', what: 'looking' }))
    expect(entries).toContainEqual(
      expect.objectContaining({ kind: 'dossier', what: 'look', procedureId: 'small' }),
    )
    const order = entries.map(({ at, key }) => `${at} ${key}`)
    expect(order).toEqual([...order].sort())
    const paged: Entry[] = []
    for (let cursor = ''; ; ) {
      const { body: page } = await police.get(`/calendar?${span}&limit=1${cursor}`).expect(200)
      paged.push(...page.items)
      if (page.nextCursor === null) break
      cursor = `&cursor=${page.nextCursor}`
    }
    expect(paged).toEqual(entries)
  })

  it('counts dossiers by day and step where there are too many to be named, and leaves them out of the rest', async () => {
    const { body } = await police.get(`/calendar?${span}`).expect(200)
    const { body: rest } = await police.get(`/calendar?${span}&dossiers=false`).expect(200)
    const single = (body.items as readonly Entry[]).filter(({ kind }) => kind === 'dossier')
    expect(rest.items).toEqual((body.items as readonly Entry[]).filter(({ kind }) => kind !== 'dossier'))
    const { body: days } = await police.get(`/calendar/days?${span}`).expect(200)
    const groups = days.items as readonly { day: string; step: string; count: number }[]
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(single.length)
    for (const { day, step, count } of groups) {
      const { body: list } = await police.get(`/dossiers?due=${day}&step=${step}&limit=200`).expect(200)
      expect(list.items).toHaveLength(count)
    }
    expect((await stranger.get(`/calendar/days?${span}`).expect(200)).body.items).toEqual([])
    await police.get('/calendar/days?from=2026-01-01&to=2028-01-01').expect(422)
  })

  it('is one office’s or one person’s, and shows nobody more than he sees', async () => {
    const { body: none } = await stranger.get(`/calendar?${span}`).expect(200)
    expect(none.items).toEqual([])
    const { body: own } = await staff.get(`/calendar?${span}&office=${school}`).expect(200)
    expect(own.items.map(({ kind }: Entry) => kind)).toEqual(['campaign'])
    const { body: mine } = await police.get(`/calendar?${span}&person=me`).expect(200)
    expect(mine.items.filter(({ kind }: Entry) => kind === 'campaign')).toEqual([])
    await police.get('/calendar?from=2026-01-01&to=2028-01-01').expect(422)
    await police.get('/calendar?from=2026-02-30&to=2026-03-01').expect(400)
  })
})

describe('a newer version', () => {
  const newer = {
    ...SMALL_PROCEDURE,
    version: 2,
    steps: SMALL_PROCEDURE.steps.map((step) =>
      step.id === 'look'
        ? {
            ...step,
            due: { kind: 'before', monthDay: '07-15', source: 'test' } as const,
            needs: [{ kind: 'document', id: 'minutes', vi: 'Biên bản', required: true } as const],
          }
        : step,
    ),
  }

  it('is shown for a dossier and its campaign before anybody takes it up', async () => {
    await publishProcedure(api.at.pool, newer, 'system', LONG_AGO)
    const dry = await staff.post(`/campaigns/${small}/adoption`, { version: 2, dryRun: true }).expect(200)
    expect(dry.body).toMatchObject({ changed: false, from: 1, to: 2, open: 1 })
    // A list names each one; asked about by itself it is known.
    const [{ subjectName, ...dossier }] = dry.body.dossiers
    expect(subjectName).toBe('Trạm Y tế')
    expect(dossier).toMatchObject({
      step: 'look',
      lost: [],
      due: { before: '2026-06-30T16:59:59.999Z', after: '2026-07-14T16:59:59.999Z' },
      needs: { added: ['minutes'], gone: [] },
    })
    expect(dry.body.difference).toContainEqual({
      place: 'steps.look.due.monthDay',
      before: '07-01',
      after: '07-15',
    })
    const { body } = await head.get(`/dossiers/${dossier.dossierId}/adoption`).expect(200)
    expect(body).toMatchObject(dossier)
    await stranger.get(`/dossiers/${dossier.dossierId}/adoption`).expect(404)
  })

  it('is followed by new dossiers once the campaign has taken it up, and by no other', async () => {
    await police.post(`/campaigns/${small}/adoption`, { version: 2 }).expect(403)
    await stranger.post(`/campaigns/${small}/adoption`, { version: 2 }).expect(404)
    await staff.post(`/campaigns/${small}/adoption`, { version: 3 }).expect(409)
    const taken = await staff.post(`/campaigns/${small}/adoption`, { version: 2 }).expect(200)
    expect(taken.body.changed).toBe(true)
    const again = await staff.post(`/campaigns/${small}/adoption`, { version: 2 }).expect(200)
    expect(again.body.changed).toBe(false)
    const schoolHead = await aVisitor(api, 'unitHead', school)
    await schoolHead.register(small, { subjectId: school, fields: { grounds: 'x' } }).expect(201)
    const { body } = await staff.get(`/dossiers?campaign=${small}`).expect(200)
    const versions = body.items.map((one: { subject: { id: string }; procedureVersion: number }) => [
      one.subject.id,
      one.procedureVersion,
    ])
    expect(new Map(versions)).toEqual(
      new Map([
        [unit, 1],
        [school, 2],
      ]),
    )
  })
})

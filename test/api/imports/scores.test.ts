// Scores of a campaign out of a sheet: each row is the very act of a person on the dossier, judged by the rulebook.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aCampaign, aCommune, aDraft, aPerson, aUnit, mustAct } from '../../support/builders.ts'
import type { CriteriaSheet } from '../../../domain/command.ts'
import { publishSheet } from '../../../activities/record/publish.ts'
import { SMALL_PROCEDURE } from '../../support/small-procedure.ts'
import type { Procedure, StepRule } from '../../../domain/procedure.ts'
import { aSheet } from '../../support/workbooks.ts'
import { aVisitor, startApi } from '../support.ts'
import type { ApiUnderTest, Visitor } from '../support.ts'
import { confirm, preview, rowsOf } from './support.ts'

const SHEET: CriteriaSheet = {
  ...{ id: 'points', version: 1, vi: 'Phiếu', sample: true, source: 'test' },
  criteria: [
    { id: '1.1', vi: 'Có kế hoạch', group: 'A', mustMeet: true, allowsNotApplicable: false },
    { id: '1.2', vi: 'Phong trào', group: 'A', mustMeet: false, allowsNotApplicable: true, points: 10 },
  ],
}
const source = { cites: ['test'] } as const
const VISIT: StepRule = {
  id: 'visit',
  vi: 'Kiểm tra',
  parties: [{ role: 'communePolice', level: 'commune' }],
  signing: { mode: 'one' },
  forward: { action: 'approve', to: 'next' },
  needs: [],
  offers: [],
  inspection: { by: [{ role: 'communePolice', level: 'commune' }], blind: 'single', tolerance: 0 },
  due: { kind: 'before', monthDay: '07-01', source: 'test' },
  late: { effect: 'mark' },
  source,
}
const SCORED: Procedure = {
  ...SMALL_PROCEDURE,
  id: 'scored-list',
  paths: SMALL_PROCEDURE.paths.map((path) => ({ ...path, steps: ['ask', 'visit', 'decide'] })),
  steps: SMALL_PROCEDURE.steps.map((step) => (step.id === 'look' ? VISIT : step)),
  withdraw: { until: ['ask'], source },
  sheets: { agency: 'points' },
}

let api: ApiUnderTest
let police: Visitor
let campaign: string
beforeAll(async () => {
  api = await startApi({ withWorker: true, settings: { uploadMaxBytes: 1_000_000 } })
  const { pool } = api.at
  const commune = await aCommune(pool)
  await publishSheet(pool, SHEET, 'system', '2025-07-01T00:00:00.000Z')
  campaign = await aCampaign(pool, { officeId: 'P44', procedure: SCORED })
  for (const name of ['Trạm Y tế', 'Trạm Thú y', 'Đội thuế']) {
    const unit = await aUnit(pool, { parent: commune, name })
    const by = await aPerson(pool, 'unitHead', unit)
    const dossierId = await aDraft(pool, campaign, unit)
    if (name !== 'Đội thuế')
      await mustAct(api.at, { dossierId, action: 'submit', by, body: { fields: { grounds: 'có' } } })
  }
  police = await aVisitor(api, 'communePolice', commune)
})
afterAll(() => api.close())

describe('scores of a campaign', () => {
  const HEADS = ['Tên đơn vị', '1.1 Có kế hoạch', '1.2']

  it('come in as inspections of the one who brings them, once, with every wrong cell named', async () => {
    const query = `kind=scores&campaign=${campaign}&action=inspect`
    const file = await aSheet(HEADS, [
      ['Trạm Y tế', 'Đạt', '7,5'],
      ['Trạm Thú y', 'Đạt', 11],
      ['Đội thuế', 'Đạt', 5],
    ])
    const seen = await preview(police, query, file)
    const rows = await rowsOf(police, seen.id)
    expect(
      rows.map(({ fate, mistakes }) => [fate, ...mistakes.map(({ cell, code }) => `${cell} ${code}`)]),
    ).toEqual([['new'], ['mistake', 'C3 fieldUnknown'], ['mistake', 'A4 unknown']])
    expect(await confirm(police, seen)).toMatchObject({ status: 'done', results: { added: 1, mistake: 2 } })
    const { body } = await police.get(`/campaigns/${campaign}/scores`).expect(200)
    const scored = (body as { items: { subject: { name: string }; committee: { score: number } | null }[] })
      .items
    expect(scored.find(({ subject }) => subject.name === 'Trạm Y tế')?.committee?.score).toBe(7.5)
    const again = await preview(police, query, file)
    expect(again).toMatchObject({ nothingNew: true, fates: { same: 1, mistake: 2 } })
  })

  it('need a campaign that the reader sees', async () => {
    await police.get('/imports/templates/scores').expect(404)
    await police.get(`/imports/templates/scores?campaign=${campaign}`).expect(200)
  })
})

// A blind double inspection over HTTP: neither inspector learns what the other found before both are in, by no route.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Procedure, StepRule } from '../../domain/procedure.ts'
import { SHEETS } from '../../procedures/sheets.ts'
import { aCampaign, aCommune, aDraft, aPerson, aUnit, mustAct } from '../support/builders.ts'
import { SMALL_PROCEDURE } from '../support/small-procedure.ts'
import { aVisitor, startApi } from './support.ts'
import type { ApiUnderTest, Visitor } from './support.ts'

const SHEET = SHEETS[1] ?? SHEETS[0]
const inspected: Partial<StepRule> = {
  inspection: { by: [{ role: 'inspector', level: 'commune' }], blind: 'double', tolerance: 0 },
}
const BLIND: Procedure = {
  ...SMALL_PROCEDURE,
  id: 'blind',
  steps: SMALL_PROCEDURE.steps.map((step) => (step.id === 'look' ? { ...step, ...inspected } : step)),
  sheets: { agency: SHEET?.id ?? '' },
}
const PDF = Buffer.from('%PDF-1.7\n1 0 obj <</Type/Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n')

describe('a blind double inspection', () => {
  let api: ApiUnderTest
  let id: string
  let first: Visitor
  let second: Visitor

  beforeAll(async () => {
    api = await startApi()
    const commune = await aCommune(api.at.pool)
    const campaign = await aCampaign(api.at.pool, { officeId: 'P44', procedure: BLIND })
    const unit = await aUnit(api.at.pool, { parent: commune })
    const head = await aPerson(api.at.pool, 'unitHead', unit)
    id = await aDraft(api.at.pool, campaign, unit)
    await mustAct(api.at, { dossierId: id, action: 'submit', by: head, body: { fields: { grounds: 'có' } } })
    first = await aVisitor(api, 'inspector', commune, { name: 'người kiểm tra một' })
    second = await aVisitor(api, 'inspector', commune, { name: 'người kiểm tra hai' })
  })
  afterAll(() => api.close())

  const inspect = async (who: Visitor, met: boolean): Promise<void> => {
    const criteria = SHEET?.criteria ?? []
    const verdict = met ? 'met' : 'notMet'
    const answers = Object.fromEntries(criteria.map((criterion) => [criterion.id, { verdict } as const]))
    const sheet = { id: SHEET?.id ?? '', version: SHEET?.version ?? 0 }
    const body = { answers, sheet }
    await mustAct(api.at, { dossierId: id, action: 'inspect', by: who.personId, body })
  }
  interface Seen {
    readonly inspections: readonly { readonly by: string; readonly bodyHash: string }[]
    readonly lines: readonly {
      readonly type: string
      readonly bodyHash: string | null
      readonly data: object
    }[]
    readonly files: readonly unknown[]
  }
  const seenBy = async (who: Visitor): Promise<Seen> => {
    const detail = await who.get(`/dossiers/${id}`).expect(200)
    const history = await who.get(`/dossiers/${id}/history`).expect(200)
    const files = await who.get(`/dossiers/${id}/documents`).expect(200)
    const lines = (history.body.items as Seen['lines']).filter(({ type }) => type === 'inspected')
    return { inspections: detail.body.state.inspections, lines, files: files.body.items }
  }

  it('shows the first one’s findings to himself alone until the second is in, then to both', async () => {
    const { body: file } = await first
      .post(`/dossiers/${id}/documents`)
      .attach('file', PDF, 'minh chung.pdf')
      .expect(201)
    await inspect(first, true)
    const own = await seenBy(first)
    expect(own.inspections).toHaveLength(1)
    const hash = own.inspections[0]?.bodyHash ?? ''
    await first.get(`/dossiers/${id}/contents/${hash}`).expect(200)

    const other = await seenBy(second)
    expect(other.inspections).toEqual([])
    expect(other.lines).toMatchObject([{ bodyHash: null, data: {} }])
    expect(other.files).toEqual([])
    await second.get(`/dossiers/${id}/contents/${hash}`).expect(404)
    await second.get(`/dossiers/${id}/documents/${file.sha256}`).expect(404)

    await inspect(second, false)
    for (const who of [first, second]) {
      const both = await seenBy(who)
      expect(both.inspections.map(({ by }) => by)).toEqual([first.personId, second.personId])
      expect(both.files).toHaveLength(1)
      await who.get(`/dossiers/${id}/contents/${hash}`).expect(200)
    }
  })
})

// Money that is counted, on the API of the test that calls it: dated rates, numbers too large, a ceiling of the year.
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { aCampaign } from '../support/builders.ts'
import { YEARLY_EXPENSES, aMatter } from '../support/matters.ts'
import { aVisitor, basisOf } from './support.ts'
import type { ApiUnderTest, Visitor } from './support.ts'

/** Where the money is spent: a unit under a limit of a hundred, in a commune with its police. */
interface Scene {
  readonly api: ApiUnderTest
  readonly commune: string
  readonly unit: string
  readonly expenses: string
  readonly police: Visitor
  readonly head: Visitor
}

/** Declares the tests; the scene is there when they run. Sixty of the hundred are spent. */
export function countedMoney(scene: () => Scene): void {
  describe('a rate with dates', () => {
    it('is shown as it holds on the day of the expense, as the decision takes it', async () => {
      const { api, unit, expenses, head } = scene()
      const { pool } = api.at
      const later = await aMatter(pool, { owner: unit, kind: 'expense', name: 'Tháng Bảy' })
      const draft = `/campaigns/${expenses}/drafts/${later}`
      const shown = async (data: object, version: number) => {
        await head.put(draft, { version, data }).expect(200)
        const { body } = await head.get(`${draft}/figures`).expect(200)
        return body.compares[0].amounts.find(({ kind }: { kind: string }) => kind === 'setting')
      }
      const history = [{ from: '2026-07-01', value: 150 }]
      expect(await shown({}, 0)).toMatchObject({ value: 100, day: '2026-03-02', on: 'spentOn', history })
      const fields = { amount: 91, spentOn: '2026-07-15' }
      expect(await shown({ fields }, 1)).toMatchObject({ value: 150, day: '2026-07-15', money: true })
      const { body } = await head.register(expenses, { subjectId: later, fields }).expect(422)
      expect(body).toMatchObject({ code: 'needsUnmet', params: { needs: [{ found: 151, limit: 150 }] } })
    })
  })

  describe('numbers too large to be counted exactly', () => {
    it('are refused by name: in a field, and in a sum of what was written before', async () => {
      const { api, unit, expenses, head, police } = scene()
      const { pool } = api.at
      const huge = await aMatter(pool, { owner: unit, kind: 'expense', name: 'Gõ nhầm' })
      for (const amount of [2 ** 53, 1_000_000_000_000_001]) {
        const { body } = await head.register(expenses, { subjectId: huge, fields: { amount } }).expect(422)
        expect(body).toMatchObject({ code: 'invalid', params: { field: 'amount' } })
      }
      // No field takes so much: it stands for many that together come to it.
      const owner = new pg.Client({ connectionString: api.at.ownerUrl })
      await owner.connect()
      const rewrite = (amount: string) =>
        owner.query(
          `UPDATE content SET body = jsonb_set(body, '{fields,amount}', $2::jsonb) WHERE dossier_id IN
            (SELECT id FROM dossier WHERE campaign_id = $1)`,
          [expenses, amount],
        )
      await rewrite('9007199254740993')
      const { body } = await head.register(expenses, { subjectId: huge, fields: { amount: 1 } }).expect(422)
      expect(body).toMatchObject({ code: 'sumTooLarge', params: { figure: 'spent', field: 'amount' } })
      const { body: office } = await police
        .get(`/offices/${unit}/figures?procedure=expenses&year=2026`)
        .expect(200)
      expect(office.figures).toMatchObject([{ key: 'spent', value: null }])
      await rewrite('60')
      await owner.end()
    })
  })

  describe('a ceiling of the year', () => {
    it('lets one of two requests pass that wait at the same time, both approved at once', async () => {
      const { api, commune, police } = scene()
      const { pool } = api.at
      const campaign = await aCampaign(pool, { officeId: 'P44', procedure: YEARLY_EXPENSES })
      await aMatter(pool, { owner: commune, kind: 'model', name: 'Mô hình', status: 'active' })
      const [finance, chair] = [
        await aVisitor(api, 'finance', commune),
        await aVisitor(api, 'communeChair', commune),
      ]
      const amount = 20_000_000
      const asked = async (purpose: string): Promise<string> => {
        const subjectId = await aMatter(pool, {
          owner: commune,
          kind: 'expense',
          name: purpose,
          type: 'within',
        })
        const more = { modelSupport: amount, models: 1, spentOn: '2026-02-02', fund: 'budget' }
        const { body } = await police
          .register(campaign, { subjectId, fields: { purpose, amount, ...more } })
          .expect(201)
        const dossierId = String(body.dossierId)
        const basis = await basisOf(finance, dossierId)
        await finance.act(dossierId, 'submit', { basis, body: { fields: { amount } } }).expect(200)
        return dossierId
      }
      const waiting = [await asked('Khoản một'), await asked('Khoản hai')]
      // Each says that the other waits: what the screen warns with.
      const { body: before } = await chair.get(`/dossiers/${waiting[0]}/figures`).expect(200)
      expect(before).toMatchObject({
        figures: { modelsPaid: 0, modelsAsked: amount, modelsAskedOver: 0, activeModels: 1 },
        earlier: { request: { modelSupport: amount, spentOn: '2026-02-02' } },
      })
      const sent = await Promise.all(
        waiting.map(async (id) =>
          chair.act(id, 'approve', { basis: await basisOf(chair, id), body: { fields: { amount } } }),
        ),
      )
      expect(sent.map(({ status }) => status).sort()).toEqual([200, 422])
      expect(sent.find(({ status }) => status === 422)?.body).toMatchObject({
        code: 'needsUnmet',
        params: { needs: [{ compare: 'modelYear', found: 2 * amount, limit: amount }] },
      })
    })
  })
}

// A sum that names its step, on real PostgreSQL: what was given at that step holds while the dossier is still open, and no
// longer once the dossier came to nothing, was refused or taken back.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readFigure } from '../../activities/record/figures.ts'
import type { Figure } from '../../domain/counting.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { aCampaign, aCommune, aDraft, aPerson, aRecord, aUnit, act, mustAct } from '../support/builders.ts'
import type { TestRecord } from '../support/builders.ts'
import { EXPENSES, YEARLY_EXPENSES, aMatter } from '../support/matters.ts'

const source = { cites: ['test'] } as const
const police = { role: 'communePolice', level: 'commune' } as const
const STEP = { vi: 'Bước', signing: { mode: 'one' }, offers: [], late: { effect: 'mark' }, source } as const

/** An allocation to a unit: asked for with its amount, confirmed with another one. */
const ALLOCATIONS: Procedure = {
  ...EXPENSES,
  id: 'allocations',
  figures: {},
  settings: [],
  paths: [
    {
      id: 'unit',
      vi: 'Đơn vị',
      kinds: ['expense'],
      owners: ['agency'],
      steps: ['ask', 'confirm'],
      source,
    },
  ],
  steps: [
    {
      ...STEP,
      id: 'ask',
      parties: [{ role: 'unitHead', level: 'unit' }],
      forward: { action: 'submit', to: 'next' },
      needs: [{ kind: 'field', id: 'amount', vi: 'Số tiền', type: 'money', required: true }],
      offers: ['withdraw'],
    },
    {
      ...STEP,
      id: 'confirm',
      parties: [police],
      forward: { action: 'approve', to: { outcome: 'paid' } },
      reject: { to: { outcome: 'refused' } },
      returns: { to: ['originator'], resume: 'path' },
      needs: [{ kind: 'field', id: 'amount', vi: 'Số tiền', type: 'money', required: false }],
    },
  ],
  outcomes: [
    { id: 'paid', vi: 'Đã giao', nature: 'granted', source },
    { id: 'refused', vi: 'Không giao', nature: 'denied', source },
  ],
  withdraw: { until: ['ask', 'confirm'], source },
  after: { revoke: { by: police, source } },
}

let at: TestRecord
let unit: string
let head: string
let officer: string
let campaign: string

beforeAll(async () => {
  at = await aRecord()
  const commune = await aCommune(at.pool)
  unit = await aUnit(at.pool, { parent: commune })
  head = await aPerson(at.pool, 'unitHead', unit)
  officer = await aPerson(at.pool, 'communePolice', commune)
  campaign = await aCampaign(at.pool, { officeId: 'P44', procedure: ALLOCATIONS, calendarVersion: 1 })
})
afterAll(() => at.drop())

type Sum = Omit<Extract<Figure, { of: 'sum' }>, 'of' | 'field' | 'procedures' | 'in'>

const total = (more: Sum, year = 2026, subjectId = unit): Promise<number | null> =>
  readFigure(
    at.pool,
    ALLOCATIONS,
    { of: 'sum', field: 'amount', procedures: ['allocations'], in: 'own', ...more },
    { officeId: unit, officeKind: 'agency', subjectId, on: '2026-03-02', year },
  )

/** An allocation that was asked for; it waits to be confirmed. */
async function asked(name: string, amount: number): Promise<string> {
  const matter = await aMatter(at.pool, { owner: unit, kind: 'expense', name })
  const id = await aDraft(at.pool, campaign, matter)
  await mustAct(at, { dossierId: id, action: 'submit', by: head, body: { fields: { amount } } })
  return id
}

const confirm = (dossierId: string, amount: number) =>
  mustAct(at, { dossierId, action: 'approve', by: officer, body: { fields: { amount } } })

describe('a sum of a field at a step', () => {
  it('holds from the step on, while its dossier is open and after it was granted', async () => {
    const before = (await total({ step: 'ask' })) ?? NaN
    const id = await asked('mở', 40)
    expect(await total({ step: 'ask' })).toBe(before + 40)
    expect(await total({ step: 'ask' }, 2025)).toBe(0)
    expect(await total({})).toBe(0)
    await confirm(id, 7)
    expect(await total({ step: 'ask' })).toBe(before + 40)
    expect(await total({ step: 'confirm' })).toBe(7)
    expect(await total({})).toBe(7)
    expect(await total({ step: 'ask', outcomes: ['paid'] })).toBe(40)
  })

  it('no longer holds what was revoked', async () => {
    const before = (await total({ step: 'ask' })) ?? NaN
    const id = await asked('thu hồi', 100)
    await confirm(id, 100)
    expect(await total({ step: 'ask' })).toBe(before + 100)
    await mustAct(at, { dossierId: id, action: 'revoke', by: officer, body: { reason: 'Giao nhầm' } })
    expect(await total({ step: 'ask' })).toBe(before)
  })

  it('nor what was withdrawn or refused, and counts an open one only where no outcome is named', async () => {
    const before = (await total({ step: 'ask' })) ?? NaN
    const withdrawn = await asked('rút', 1000)
    const refused = await asked('từ chối', 2000)
    expect(await total({ step: 'ask' })).toBe(before + 3000)
    expect(await total({ step: 'ask', outcomes: ['paid'] })).toBe(40)
    await mustAct(at, { dossierId: withdrawn, action: 'withdraw', by: head, body: { reason: 'Không cần' } })
    await mustAct(at, { dossierId: refused, action: 'reject', by: officer, body: { reason: 'Hết nguồn' } })
    expect(await total({ step: 'ask' })).toBe(before)
  })
})

describe('a sum of what waits', () => {
  it('is of open dossiers at their step, without the one that it is counted for', async () => {
    const waits = { step: 'ask', waiting: true } as const
    const before = (await total(waits)) ?? NaN
    const ids = [await asked('chờ một', 3), await asked('chờ hai', 5)]
    expect(await total(waits)).toBe(before + 8)
    expect(await total(waits, 2025)).toBe(0)
    const own = await aMatter(at.pool, { owner: unit, kind: 'expense', name: 'chờ hai' })
    expect(await total(waits, 2026, own)).toBe(before + 3)
    await confirm(ids[0] ?? '', 3)
    expect(await total(waits)).toBe(before + 5)
    await mustAct(at, {
      dossierId: ids[1] ?? '',
      action: 'reject',
      by: officer,
      body: { reason: 'Hết nguồn' },
    })
    expect(await total(waits)).toBe(before)
  })
})

describe('a ceiling of the whole year', () => {
  const MODEL = 20_000_000
  let made = 0

  /** A commune with so many models, and those who spend, check and approve there. */
  async function office(models: number) {
    made += 1
    const commune = await aCommune(at.pool, { code: String(21_000 + made), name: `Xã chi ${made}` })
    for (let n = 0; n < models; n += 1)
      await aMatter(at.pool, { owner: commune, kind: 'model', name: `mô hình ${n}`, status: 'active' })
    const year = await aCampaign(at.pool, { officeId: 'P44', procedure: YEARLY_EXPENSES, calendarVersion: 1 })
    const [police, finance, chair] = [
      await aPerson(at.pool, 'communePolice', commune),
      await aPerson(at.pool, 'finance', commune),
      await aPerson(at.pool, 'communeChair', commune),
    ]
    /** Support of a model that was asked for and checked; it waits for the chair. */
    const asked = async (name: string, type: 'within' | 'over'): Promise<string> => {
      const matter = await aMatter(at.pool, { owner: commune, kind: 'expense', name, type })
      const dossierId = await aDraft(at.pool, year, matter)
      const fields = {
        purpose: name,
        spentOn: '2026-02-02',
        fund: 'budget',
        amount: MODEL,
        modelSupport: MODEL,
        models: 1,
        ...(type === 'over' ? { ground: 'Phát sinh' } : null),
      }
      await mustAct(at, { dossierId, action: 'submit', by: police, body: { fields } })
      await mustAct(at, { dossierId, action: 'submit', by: finance, body: { fields: { amount: MODEL } } })
      return dossierId
    }
    const approve = (dossierId: string) =>
      act(at, { dossierId, action: 'approve', by: chair, body: { fields: { amount: MODEL } } })
    return { asked, approve }
  }

  it('lets one of two pass that were asked for while nothing was paid, also when both are approved at once', async () => {
    for (const others of [1, 2, 3]) {
      const { asked, approve } = await office(others)
      const waiting = []
      for (let n = 0; n <= others; n += 1) waiting.push(await asked(`khoản ${n}`, 'within'))
      const answers = await Promise.all(waiting.map(approve))
      expect(answers.filter(({ ok }) => ok)).toHaveLength(others)
      expect(answers.find(({ ok }) => !ok)).toMatchObject({
        code: 'needsUnmet',
        detail: { needs: [{ compare: 'modelYear', found: (others + 1) * MODEL, limit: others * MODEL }] },
      })
    }
  })

  it('counts what is paid over the allocation, and is asked there too', async () => {
    const { asked, approve } = await office(1)
    const within = await asked('trong mức', 'within')
    const over = await asked('vượt mức', 'over')
    expect(await approve(within)).toMatchObject({ ok: true })
    expect(await approve(over)).toMatchObject({
      code: 'needsUnmet',
      detail: {
        needs: [{ field: 'ground' }, { document: 'approval' }, { compare: 'modelYear', found: 2 * MODEL }],
      },
    })
  })
})

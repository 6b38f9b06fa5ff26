// A sum that names its step, on real PostgreSQL: what was given at that step holds while the dossier is still open, and no
// longer once the dossier came to nothing, was refused or taken back.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readFigure } from '../../activities/record/figures.ts'
import type { Figure } from '../../domain/counting.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { aCampaign, aCommune, aDraft, aPerson, aRecord, aUnit, mustAct } from '../support/builders.ts'
import type { TestRecord } from '../support/builders.ts'
import { EXPENSES, aMatter } from '../support/matters.ts'

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

const total = (more: Sum, year = 2026): Promise<number> =>
  readFigure(
    at.pool,
    ALLOCATIONS,
    { of: 'sum', field: 'amount', procedures: ['allocations'], in: 'own', ...more },
    { officeId: unit, officeKind: 'agency', subjectId: unit, on: '2026-03-02', year },
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
    const before = await total({ step: 'ask' })
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
    const before = await total({ step: 'ask' })
    const id = await asked('thu hồi', 100)
    await confirm(id, 100)
    expect(await total({ step: 'ask' })).toBe(before + 100)
    await mustAct(at, { dossierId: id, action: 'revoke', by: officer, body: { reason: 'Giao nhầm' } })
    expect(await total({ step: 'ask' })).toBe(before)
  })

  it('nor what was withdrawn or refused, and counts an open one only where no outcome is named', async () => {
    const before = await total({ step: 'ask' })
    const withdrawn = await asked('rút', 1000)
    const refused = await asked('từ chối', 2000)
    expect(await total({ step: 'ask' })).toBe(before + 3000)
    expect(await total({ step: 'ask', outcomes: ['paid'] })).toBe(40)
    await mustAct(at, { dossierId: withdrawn, action: 'withdraw', by: head, body: { reason: 'Không cần' } })
    await mustAct(at, { dossierId: refused, action: 'reject', by: officer, body: { reason: 'Hết nguồn' } })
    expect(await total({ step: 'ask' })).toBe(before)
  })
})

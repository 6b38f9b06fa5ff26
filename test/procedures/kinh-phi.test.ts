// Money in the data that ships: rates hold on the day of the expense, ceilings of a year count what was paid before it, what
// is named apart comes to no more than the whole, and no sum of whole đồng is ever rounded.
import { describe, expect, test } from 'vitest'
import { besideWaiting, compared } from '../../domain/amounts.ts'
import type { AmountScope, CompareNeed } from '../../domain/amounts.ts'
import { figureOrder } from '../../domain/figure-order.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { stepById } from '../../domain/steps.ts'
import { CHI } from '../../procedures/kinh-phi.ts'

/** A later text that pays more for a kilometre from the second half of the year on. */
const LATER: Procedure = {
  ...CHI,
  settings: CHI.settings.map((one) =>
    one.id === 'fuelPerKm'
      ? { ...one, history: [...(one.history ?? []), { from: '2026-07-01', value: 15_000 }] }
      : one,
  ),
}

function need(step: string, id: string): CompareNeed {
  const found = stepById(CHI, step)?.needs.find((one) => one.kind === 'compare' && one.id === id)
  if (found?.kind !== 'compare') throw new Error(`${step} compares no ${id}`)
  return found
}

const holds = (
  step: string,
  id: string,
  fields: Readonly<Record<string, number | string>>,
  figures: Readonly<Record<string, number>> = {},
  procedure = CHI,
  earlier: AmountScope['earlier'] = {},
  rows: AmountScope['rows'] = {},
): boolean =>
  compared(need(step, id), {
    procedure,
    campaign: { settings: {} },
    fields,
    rows,
    earlier,
    figures,
    day: '2026-08-03',
  }).holds

/** Two models, of which others ask for nearly all. */
const WAITS = { modelsPaid: 0, modelsPaidOver: 0, activeModels: 2, modelsAsked: 39_000_000 }

const drive = (day: string, km: number) => ({ day, way: 'xã – thôn', purpose: 'vận động', km })

test('figures stand in the order in which the steps name them, also where a table by key has lost it', () => {
  expect(figureOrder(CHI.steps).slice(0, 5)).toEqual([
    'spent',
    'asked',
    'allocated',
    'modelsPaid',
    'modelsPaidOver',
  ])
})

describe('the rate of a kilometre', () => {
  test('is twelve thousand đồng, and not one more', () => {
    const mileage = [drive('2026-03-02', 60), drive('2026-03-04', 40)]
    expect(holds('request', 'fuelRate', { fuel: 1_200_000 }, {}, CHI, {}, { mileage })).toBe(true)
    expect(holds('request', 'fuelRate', { fuel: 1_200_001 }, {}, CHI, {}, { mileage })).toBe(false)
    expect(holds('request', 'fuelRate', { fuel: 1 })).toBe(false)
  })

  test('is that of the day of each drive, not of the day of the expense or of the paper', () => {
    const asked = (fuel: number) =>
      holds(
        'request',
        'fuelRate',
        { fuel, spentOn: '2026-07-15' },
        {},
        LATER,
        {},
        {
          mileage: [drive('2026-06-30', 60), drive('2026-07-01', 40)],
        },
      )
    expect([asked(60 * 12_000 + 40 * 15_000), asked(60 * 12_000 + 40 * 15_000 + 1)]).toEqual([true, false])
  })
})

describe('support of models', () => {
  const inYear = (modelSupport: number, figures: Readonly<Record<string, number>>) =>
    holds('request', 'modelYear', { modelSupport, spentOn: '2026-05-04' }, { modelsPaidOver: 0, ...figures })

  test('is twenty million a model in the whole year, over all expenses together', () => {
    expect(inYear(20_000_000, { modelsPaid: 0, activeModels: 1 })).toBe(true)
    expect(inYear(20_000_000, { modelsPaid: 20_000_000, activeModels: 1 })).toBe(false)
    expect(inYear(20_000_000, { modelsPaid: 20_000_000, activeModels: 2 })).toBe(true)
    expect(inYear(1, { modelsPaid: 0, activeModels: 0 })).toBe(false)
  })
})

describe('what others have asked for', () => {
  const beside = (modelSupport: number, modelsAsked: number) =>
    besideWaiting(need('request', 'modelYear'), {
      procedure: CHI,
      campaign: { settings: {} },
      fields: { modelSupport, spentOn: '2026-05-04' },
      earlier: {},
      figures: { modelsPaid: 0, modelsPaidOver: 0, activeModels: 2, modelsAsked, modelsAskedOver: 1 },
      day: '2026-08-03',
    })

  test('is said with the sums, and refuses nothing', () => {
    expect(beside(20_000_000, 19_999_999)).toEqual({
      holds: true,
      waiting: 20_000_000,
      found: 40_000_000,
      limit: 40_000_000,
    })
    expect(beside(20_000_001, 19_999_999)).toMatchObject({ holds: false, found: 40_000_001 })
    expect(holds('request', 'modelYear', { modelSupport: 20_000_001, spentOn: '2026-05-04' }, WAITS)).toBe(
      true,
    )
  })

  test('is not said where nothing waits', () => {
    expect(beside(20_000_000, -1)).toBeNull()
  })

  test.each(['request', 'check', 'approve', 'requestByProvince', 'approveByProvince'])(
    'is said at %s beside the allocation',
    (step) => {
      expect(need(step, 'withinAllocation').waiting).toEqual(['asked'])
    },
  )
})

describe('what is asked anew where money is let go', () => {
  const ways: readonly [at: string, asked: string, id: string][] = [
    ['check', 'request', 'modelYear'],
    ['approve', 'request', 'modelYear'],
    ['checkOver', 'requestOver', 'modelYear'],
    ['approveOver', 'requestOver', 'modelYear'],
    ['approveByProvince', 'requestByProvince', 'communesYear'],
    ['approveOverByProvince', 'requestOverByProvince', 'personsYear'],
  ]
  test.each(ways)('at %s, by what stood at %s: the ceiling of the year', (at, asked, id) => {
    const paid = { modelsPaid: 15_000_000, modelsPaidOver: 0, activeModels: 1 }
    const visited = { communesVisited: 29, communesVisitedOver: 0, personsVisited: 99, personsVisitedOver: 0 }
    const holdsWith = (modelSupport: number, number: number) =>
      holds(at, id, { amount: 15_000_000 }, { ...paid, ...visited }, CHI, {
        [asked]: { modelSupport, communes: number, persons: number, spentOn: '2026-05-04' },
      })
    expect([holdsWith(5_000_000, 1), holdsWith(5_000_001, 2)]).toEqual([true, false])
  })

  test('and that what is named apart is no more than what is approved', () => {
    const approved = (amount: number) =>
      holds('approve', 'parts', { amount }, {}, CHI, { request: { fuel: 40, modelSupport: 60 } })
    expect([approved(100), approved(99)]).toEqual([true, false])
  })
})

describe('visits by the province', () => {
  test('go to a hundred persons and thirty communes a year, each within its rate', () => {
    const before = { personsVisited: 90, personsVisitedOver: 0, communesVisited: 29, communesVisitedOver: 0 }
    const asked = (id: string, fields: Readonly<Record<string, number>>) =>
      holds('requestByProvince', id, { spentOn: '2026-05-04', ...fields }, before)
    expect([asked('personsYear', { persons: 10 }), asked('personsYear', { persons: 11 })]).toEqual([
      true,
      false,
    ])
    expect([asked('communesYear', { communes: 1 }), asked('communesYear', { communes: 2 })]).toEqual([
      true,
      false,
    ])
    expect(asked('visitPersonRate', { personVisits: 3_000_001, persons: 1 })).toBe(false)
    expect(asked('visitModelRate', { modelVisits: 10_000_000, models: 1 })).toBe(true)
    expect(asked('parts', { amount: 5, modelVisits: 3, personVisits: 3 })).toBe(false)
  })
})

describe('sums of whole đồng', () => {
  test('are exact where a floating number would round, and beyond what one can hold', () => {
    const most = Number.MAX_SAFE_INTEGER
    const within = (amount: number, allocated: number) =>
      holds('request', 'withinAllocation', { amount }, { spent: most - 1, allocated })
    expect(within(1, most)).toBe(true)
    expect(within(2, most)).toBe(false)
    expect(within(most, most)).toBe(false)
  })
})

// Rates and ceilings, each with the day from which it holds. They are the Thông tư's, kept as dated settings so that a
// later text changes a number and not the procedure. And what no text says about the way of an expense.
import type { Setting } from '../../domain/procedure.ts'

const SINCE = '2023-07-23'

const rate = (id: string, vi: string, value: number, why: string): Setting => ({
  id,
  vi,
  value,
  history: [{ from: SINCE, value }],
  why,
})

/** Rates and ceilings of a commune, in đồng (TT 40/2023/TT-BTC). */
export const RATES: readonly Setting[] = [
  rate(
    'fuelPerKm',
    'Mức khoán xăng xe đi vận động (đồng/km)',
    12_000,
    'TT 40/2023/TT-BTC: by a mileage sheet that the chair of the commune approves. Dated, since a later text may change it.',
  ),
  rate(
    'ceilingPerModel',
    'Mức hỗ trợ tối đa một mô hình (đồng/mô hình/đơn vị cấp xã/năm)',
    20_000_000,
    'TT 40/2023/TT-BTC. Dated, since a later text may change it.',
  ),
]
/** Ceilings of the province for visits, in đồng (TT 40/2023/TT-BTC). */
export const VISIT_RATES: readonly Setting[] = [
  rate(
    'visitPerModel',
    'Mức thăm, tặng quà mô hình của cấp tỉnh (đồng/mô hình/xã)',
    10_000_000,
    'TT 40/2023/TT-BTC, for the province. Dated, since a later text may change it.',
  ),
  rate(
    'visitPerPerson',
    'Mức thăm, tặng quà cá nhân của cấp tỉnh (đồng/người)',
    3_000_000,
    'TT 40/2023/TT-BTC, for the province. Dated, since a later text may change it.',
  ),
]

/** How many may be visited in a year at the province's cost (TT 40/2023/TT-BTC). */
export const VISIT_LIMITS: readonly Setting[] = [
  rate(
    'communesPerYear',
    'Số lượt xã được cấp tỉnh thăm mô hình trong một năm',
    30,
    'TT 40/2023/TT-BTC: at most 30 communes a year. Dated, since a later text may change it.',
  ),
  rate(
    'personsPerYear',
    'Số người được cấp tỉnh thăm, tặng quà trong một năm',
    100,
    'TT 40/2023/TT-BTC: at most 100 persons a year. Dated, since a later text may change it.',
  ),
]

/** Đồng; see the setting of the same name. */
export const SMALLEST_AMOUNT = 1000

/** What no text says about an expense. */
export const EXPENSE_SETTINGS = [
  {
    id: 'smallestAmount',
    vi: 'Khoản chi nhỏ nhất (đồng)',
    value: SMALLEST_AMOUNT,
    why: 'No text names one. It only keeps amounts typed in thousands from passing for đồng.',
  },
  {
    id: 'overAllocation',
    vi: 'Chi vượt mức đã bố trí',
    value: 'chỉ khi người ký duyệt có lý do và văn bản',
    why: 'Nothing is spent beyond the allocation without a named approval; the form of that approval was not found.',
  },
  {
    id: 'expenseCheck',
    vi: 'Người kiểm soát chi trước khi duyệt',
    value: 'Phòng Kinh tế; cấp tỉnh: Phòng Tham mưu',
    why: 'S2-21 gives estimates and settlement to the economic office; who checks a single expense is not said.',
  },
] as const satisfies readonly Setting[]

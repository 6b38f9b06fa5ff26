// What an expense names apart, within the rates and the ceilings of a year (TT 40/2023/TT-BTC); and the same comparisons
// at a later step, by what the request said.
import type { Amount } from '../../domain/counting.ts'
import type { Need } from '../../domain/procedure.ts'
import { cites, column, count, document, partOf, summing, table } from '../common/build.ts'
import { FIGURES_OF } from './figures.ts'

const CIRCULAR = cites('TT 40/2023/TT-BTC')

/** An amount within what a rate times a number allows, the rate as it held on the day of the expense. */
const ceiling = (id: string, vi: string, field: string, rate: string, times: string): Need => ({
  kind: 'compare',
  id,
  vi,
  left: [{ field }],
  op: 'atMost',
  right: [{ setting: rate, times, on: 'spentOn' }],
  source: CIRCULAR,
})

/** With what was paid in the year before it, a field within a ceiling of the whole year; what waits besides is said. */
const inYear = (id: string, vi: string, field: keyof typeof FIGURES_OF, right: Amount): Need => ({
  kind: 'compare',
  id,
  vi,
  left: [...FIGURES_OF[field].paid.map((figure) => ({ figure })), { field }],
  op: 'atMost',
  right: [right],
  waiting: FIGURES_OF[field].waiting,
  source: CIRCULAR,
})

/** What is named apart comes to no more than the whole. */
const parts = (...fields: readonly string[]): Need => ({
  kind: 'compare',
  id: 'parts',
  vi: 'Các khoản trong đó không quá số tiền',
  left: fields.map((field) => ({ field })),
  op: 'atMost',
  right: [{ field: 'amount' }],
  source: CIRCULAR,
})

/** The mileage sheet: each way that was driven, on its day. */
const MILEAGE = table(
  'mileage',
  'Bảng kê số km đi vận động',
  [
    column('day', 'Ngày đi', 'date'),
    column('way', 'Nơi đi – nơi đến', 'text', { maxLength: 200 }),
    column('purpose', 'Mục đích', 'text', { maxLength: 300 }),
    column('km', 'Số km', 'integer', { min: 1, max: 2000, summed: true }),
  ],
  { most: 200, requiredWith: 'fuel' },
)

/** What a commune names apart in an expense, each within its rate and its year. */
export const communeCeilings: readonly Need[] = [
  partOf('fuel', 'Trong đó: xăng xe'),
  // No fuel without the sheet of the kilometres, which the chair approves with the expense (TT 40/2023).
  MILEAGE,
  summing(count('km', 'Số km theo bảng kê'), 'mileage', 'km'),
  {
    kind: 'compare',
    id: 'fuelRate',
    vi: 'Xăng xe theo mức khoán mỗi km của từng ngày đi',
    left: [{ field: 'fuel' }],
    op: 'atMost',
    right: [{ setting: 'fuelPerKm', rows: 'mileage', column: 'km', on: 'day' }],
    source: CIRCULAR,
  },
  partOf('modelSupport', 'Trong đó: hỗ trợ mô hình'),
  count('models', 'Số mô hình được hỗ trợ'),
  ceiling(
    'modelRate',
    'Hỗ trợ mô hình không quá mức mỗi mô hình',
    'modelSupport',
    'ceilingPerModel',
    'models',
  ),
  // The ceiling is that of a model in a year: several expenses together don't come to more than all its models may have.
  inYear('modelYear', 'Hỗ trợ mô hình cả năm không quá mức của các mô hình đang hoạt động', 'modelSupport', {
    setting: 'ceilingPerModel',
    timesFigure: 'activeModels',
    on: 'spentOn',
  }),
  parts('fuel', 'modelSupport'),
  document('mileageSheet', 'Bảng kê số km có ký nhận (bản chụp)', false),
]

/** What the province names apart. */
export const provinceCeilings: readonly Need[] = [
  count('communes', 'Số lượt xã có mô hình được thăm'),
  inYear('communesYear', 'Số lượt xã được thăm trong năm', 'communes', {
    setting: 'communesPerYear',
    on: 'spentOn',
  }),
  partOf('modelVisits', 'Trong đó: thăm, tặng quà mô hình'),
  count('models', 'Số mô hình được thăm'),
  ceiling('visitModelRate', 'Không quá mức mỗi mô hình', 'modelVisits', 'visitPerModel', 'models'),
  partOf('personVisits', 'Trong đó: thăm, tặng quà cá nhân'),
  count('persons', 'Số người được thăm'),
  ceiling('visitPersonRate', 'Không quá mức mỗi người', 'personVisits', 'visitPerPerson', 'persons'),
  inYear('personsYear', 'Số người được thăm trong năm', 'persons', {
    setting: 'personsPerYear',
    on: 'spentOn',
  }),
  parts('modelVisits', 'personVisits'),
]

/** Of the request alone: nothing that others do changes it. */
const isRate = ({ right }: Extract<Need, { kind: 'compare' }>): boolean =>
  right.some(
    (amount) =>
      typeof amount === 'object' && ('rows' in amount || ('setting' in amount && amount.times !== undefined)),
  )

/** Comparisons of a request, asked anew where money is let go: what others were paid since then counts too. */
export const asked = (step: string, needs: readonly Need[]): readonly Need[] => {
  const at = (amount: Amount): Amount =>
    typeof amount === 'number' ||
    'figure' in amount ||
    'rows' in amount ||
    ('field' in amount && amount.field === 'amount')
      ? amount
      : { ...amount, step }
  return needs.flatMap((need) =>
    need.kind === 'compare' && !isRate(need)
      ? [{ ...need, left: need.left.map(at), right: need.right.map(at) }]
      : [],
  )
}

// What was paid in the year for things that have a ceiling of a year, by the step at which it was asked for; and how many
// models there are to be supported. Source: TT 40/2023/TT-BTC.
import type { Procedure } from '../../domain/procedure.ts'
import { cites } from '../common/build.ts'

type Figures = NonNullable<Procedure['figures']>

const paid = (field: string, step: string, vi: string): Figures[string] => ({
  vi,
  figure: { of: 'sum', field, procedures: ['chi'], outcomes: ['paid'], in: 'own', step },
  source: cites('TT 40/2023/TT-BTC'),
})

/** The figures that sum a field, within the allocation and over it. */
export const FIGURES_OF = {
  modelSupport: ['modelsPaid', 'modelsPaidOver'],
  communes: ['communesVisited', 'communesVisitedOver'],
  persons: ['personsVisited', 'personsVisitedOver'],
} as const

/** Counted for the office that spends, in the year of the expense's campaign. */
export const YEAR_FIGURES: Figures = {
  modelsPaid: paid('modelSupport', 'request', 'Đã hỗ trợ mô hình trong năm'),
  modelsPaidOver: paid('modelSupport', 'requestOver', 'Đã hỗ trợ mô hình trong năm, phần vượt mức bố trí'),
  communesVisited: paid('communes', 'requestByProvince', 'Số lượt xã đã thăm trong năm'),
  communesVisitedOver: paid(
    'communes',
    'requestOverByProvince',
    'Số lượt xã đã thăm trong năm, phần vượt mức bố trí',
  ),
  personsVisited: paid('persons', 'requestByProvince', 'Số người đã thăm trong năm'),
  personsVisitedOver: paid(
    'persons',
    'requestOverByProvince',
    'Số người đã thăm trong năm, phần vượt mức bố trí',
  ),
  activeModels: {
    vi: 'Số mô hình đang hoạt động',
    figure: { of: 'register', kind: 'model', status: 'active' },
    source: cites('TT 40/2023/TT-BTC'),
  },
}

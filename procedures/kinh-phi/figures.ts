// What was paid in the year for things that have a ceiling of a year, by the step at which it was asked for, and what others
// have asked for besides; and how many models there are to be supported. Source: TT 40/2023/TT-BTC.
import type { Procedure } from '../../domain/procedure.ts'
import { cites } from '../common/build.ts'

type Figures = NonNullable<Procedure['figures']>

const paid = (field: string, step: string, vi: string): Figures[string] => ({
  vi,
  figure: { of: 'sum', field, procedures: ['chi'], outcomes: ['paid'], in: 'own', step },
  source: cites('TT 40/2023/TT-BTC'),
})

/** What other requests of the same office ask for that nobody has decided yet. */
const asked = (field: string, step: string, vi: string): Figures[string] => ({
  vi,
  figure: { of: 'sum', field, procedures: ['chi'], in: 'own', step, waiting: true },
  source: cites('TT 40/2023/TT-BTC'),
})

/** The figures that sum a field, within the allocation and over it: what was paid, and what waits. */
export const FIGURES_OF = {
  modelSupport: {
    paid: ['modelsPaid', 'modelsPaidOver'],
    waiting: ['modelsAsked', 'modelsAskedOver'],
  },
  communes: {
    paid: ['communesVisited', 'communesVisitedOver'],
    waiting: ['communesAsked', 'communesAskedOver'],
  },
  persons: {
    paid: ['personsVisited', 'personsVisitedOver'],
    waiting: ['personsAsked', 'personsAskedOver'],
  },
} as const

/** What was spent of the office's allocation, and what others would spend of it. */
export const SPENT: Figures = {
  spent: {
    vi: 'Số đã chi trong năm',
    figure: { of: 'sum', field: 'amount', procedures: ['chi'], outcomes: ['paid'], in: 'own' },
    source: cites('S2-21'),
  },
  asked: {
    vi: 'Các đề nghị chi khác đang chờ duyệt',
    figure: { of: 'sum', field: 'amount', procedures: ['chi'], in: 'own', waiting: true },
    source: cites('S2-21'),
  },
}

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
  modelsAsked: asked('modelSupport', 'request', 'Đề nghị khác đang chờ: hỗ trợ mô hình'),
  modelsAskedOver: asked(
    'modelSupport',
    'requestOver',
    'Đề nghị khác đang chờ: hỗ trợ mô hình, phần vượt mức',
  ),
  communesAsked: asked('communes', 'requestByProvince', 'Đề nghị khác đang chờ: số lượt xã được thăm'),
  communesAskedOver: asked(
    'communes',
    'requestOverByProvince',
    'Đề nghị khác đang chờ: số lượt xã được thăm, phần vượt mức',
  ),
  personsAsked: asked('persons', 'requestByProvince', 'Đề nghị khác đang chờ: số người được thăm'),
  personsAskedOver: asked(
    'persons',
    'requestOverByProvince',
    'Đề nghị khác đang chờ: số người được thăm, phần vượt mức',
  ),
  activeModels: {
    vi: 'Số mô hình đang hoạt động',
    figure: { of: 'register', kind: 'model', status: 'active' },
    source: cites('TT 40/2023/TT-BTC'),
  },
}

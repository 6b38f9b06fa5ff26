// What a report counts. Whole numbers only: no template of the report was found, and rows S0-11b, S3-14f and S4-10c
// are about persons, of whom nothing but how many is ever kept. Upper levels get their numbers from those below.
import type { Need, Procedure } from '../../domain/procedure.ts'
import { integer, setting } from '../common/build.ts'

type Figures = NonNullable<Procedure['figures']>

/** Whole numbers that every report states and every level above adds up. */
const SUMMED = {
  sessions: 'Số buổi tuyên truyền, phổ biến',
  participants: 'Số lượt người tham gia',
  tips: 'Số tin người dân cung cấp',
} as const
/** Only how many: of an area, and added up above it. */
const SUMMED_OF_YEAR = {
  supervised: 'Số người được quản lý, giáo dục, giúp đỡ (chỉ số lượng)',
  reintegrated: 'Số người tái hòa nhập cộng đồng (chỉ số lượng)',
} as const

const source = setting('reportContent')

const sum = (procedure: string, field: string, vi: string): Figures[string] => ({
  vi,
  figure: { of: 'sum', field, procedures: [procedure], outcomes: ['received'], in: 'below' },
  source,
})
const ended = (procedures: readonly string[], outcomes: readonly string[], vi: string): Figures[string] => ({
  vi,
  figure: { of: 'dossiers', procedures, outcomes, in: 'territory' },
  source,
})

/** Numbers that the system knows itself, over the territory of whoever reports. */
const KNOWN: Figures = {
  modelsActive: {
    vi: 'Số mô hình đang hoạt động',
    figure: { of: 'register', kind: 'model', status: 'active' },
    source,
  },
  modelsEnded: {
    vi: 'Số mô hình kết thúc trong năm',
    figure: { of: 'register', kind: 'model', status: 'ended' },
    source,
  },
  commitments: {
    vi: 'Số bản cam kết ký trong năm',
    figure: { of: 'register', kind: 'commitment', status: 'begun' },
    source,
  },
  events: ended(['su-kien', 'ngay-hoi'], ['held'], 'Số đợt vận động, sự kiện đã tổ chức'),
  feedback: ended(['phan-anh'], ['answered'], 'Số phản ánh đã trả lời'),
  awards: ended(['khen-thuong'], ['awarded'], 'Số quyết định khen thưởng'),
}
const KNOWN_OF_YEAR: Figures = {
  safeUnits: ended(['an-toan'], ['achieved'], 'Số đơn vị, địa bàn đạt “An toàn về an ninh, trật tự”'),
  exemplaryUnits: ended(['dien-hinh'], ['recognised'], 'Số đơn vị, địa bàn điển hình'),
  disputes: ended(['hoa-giai'], ['settled'], 'Số vụ hòa giải thành'),
}

/** The figures of a report: sums of what the level below sent, and what the system counts. */
export function figuresOf(procedure: string, year: boolean): Figures {
  const fields = { ...SUMMED, ...(year ? SUMMED_OF_YEAR : {}) }
  const sums = Object.entries(fields).map(([field, vi]) => [field, sum(procedure, field, vi)] as const)
  return {
    received: {
      vi: 'Số báo cáo cấp dưới đã tiếp nhận',
      figure: {
        of: 'dossiers',
        procedures: [procedure],
        outcomes: ['received'],
        in: 'territory',
      },
      source,
    },
    ...Object.fromEntries(sums),
    ...KNOWN,
    ...(year ? KNOWN_OF_YEAR : {}),
  }
}

const given = (fields: Readonly<Record<string, string>>): Need[] =>
  Object.entries(fields).map(([id, vi]) => integer(id, vi))

/** What a unit reports: what only it can know. */
export const unitNumbers: readonly Need[] = given(SUMMED)
/** What an area reports: in the yearly report also the two counts of persons. */
export const areaNumbers = (year: boolean): readonly Need[] => [
  ...unitNumbers,
  ...(year ? given(SUMMED_OF_YEAR) : []),
]
/** What a commune or the province reports: everything prefilled, each number still its own to correct. */
export const compiledNumbers = (figures: Figures): readonly Need[] =>
  Object.entries(figures).map(([id, { vi }]) => integer(id, vi, { figure: id }))

// The numbers of the province's list: how many communes reached which level, counted from their own results.
import type { Procedure } from '../../domain/procedure.ts'
import { setting } from '../common/build.ts'

const level = (value: string, vi: string) =>
  ({
    vi,
    figure: {
      of: 'children',
      among: { in: 'below', kinds: ['commune'] },
      having: { result: 'movement', accepted: [value], yearOffset: 0 },
    },
    source: setting('provinceList'),
  }) as const

/** One figure a level, and how many were classified at all. */
export const FIGURES = {
  excellent: level('excellent', 'Số xã đạt loại xuất sắc'),
  good: level('good', 'Số xã đạt loại khá'),
  average: level('average', 'Số xã đạt loại trung bình'),
  weak: level('weak', 'Số xã xếp loại yếu'),
  classified: {
    vi: 'Số hồ sơ đã phân loại trong tỉnh',
    figure: { of: 'dossiers', procedures: ['phan-loai'], outcomes: ['classified'], in: 'territory' },
    source: setting('provinceList'),
  },
} as const satisfies NonNullable<Procedure['figures']>

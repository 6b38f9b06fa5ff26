// Words of imports, and which kinds of lists somebody brings in by his roles; the API decides again when the file comes.
import type { Role } from '../../../domain/vocabulary.ts'
import type { Schemas } from '../../client/api.ts'
import { formatNumber } from '../../i18n/format.ts'
import { SCORE_LISTS, UNIT_LISTS } from './importers.ts'

export type Import = Schemas['Import']
export type ImportRow = Schemas['ImportRow']
export type Kind = Import['kind']
export type Fate = ImportRow['fate']
export type RowResult = NonNullable<ImportRow['result']>

export const KINDS = {
  units: {
    label: 'Đơn vị',
    about: 'Tên đơn vị, loại, xã; đơn vị được nhận ra theo tên trong cùng một xã.',
    roles: UNIT_LISTS,
  },
  people: {
    label: 'Người dùng và vai trò',
    about: 'Mỗi dòng một vai trò của một người; người được nhận ra theo tên đăng nhập.',
    roles: ['administrator'],
  },
  results: {
    label: 'Kết quả các năm trước',
    about: 'Mỗi dòng một kết quả của một đơn vị, ghi rõ căn cứ.',
    roles: ['communePolice', 'provinceStaff'],
  },
  scores: {
    label: 'Điểm chấm của một đợt',
    about: 'Mỗi dòng một đơn vị, mỗi tiêu chí một cột; ai được giao chấm thì nạp được.',
    roles: [...SCORE_LISTS, 'communePolice', 'provinceStaff'],
  },
} as const satisfies Record<
  Kind,
  { readonly label: string; readonly about: string; readonly roles: readonly Role[] }
>
export const KIND_IDS = Object.keys(KINDS) as Kind[]

export const RESULT_KINDS = {
  safety: 'An toàn về an ninh, trật tự',
  movement: 'Phân loại phong trào',
  exemplary: 'Điển hình',
  noDrugs: 'Không ma túy',
  modelPolice: 'Công an kiểu mẫu',
  ruralSecurity: 'An ninh nông thôn',
  emulation: 'Xếp loại thi đua',
  award: 'Khen thưởng',
} as const

export const STATUSES = {
  reading: 'Đang đọc tệp',
  previewed: 'Chờ bạn xác nhận',
  refused: 'Tệp không đọc được',
  writing: 'Đang ghi',
  done: 'Đã ghi xong',
  cancelled: 'Đã bỏ',
} as const satisfies Record<Import['status'], string>

export const TONES = {
  reading: 'info',
  previewed: 'warn',
  refused: 'bad',
  writing: 'info',
  done: 'good',
  cancelled: '',
} as const satisfies Record<Import['status'], string>

export const FATES = {
  new: 'Sẽ thêm',
  changed: 'Sẽ sửa',
  same: 'Đã có, giữ nguyên',
  mistake: 'Có lỗi',
  skipped: 'Không phải dữ liệu',
} as const satisfies Record<Fate, string>

export const FATE_TONES = {
  new: 'good',
  changed: 'info',
  same: '',
  mistake: 'bad',
  skipped: '',
} as const satisfies Record<Fate, string>

export const RESULTS = {
  added: 'Đã thêm',
  changed: 'Đã sửa',
  same: 'Giữ nguyên',
  mistake: 'Có lỗi, không ghi',
  skipped: 'Không phải dữ liệu',
  conflict: 'Người khác vừa sửa, không ghi',
} as const satisfies Record<RowResult, string>

export const RESULT_TONES = {
  added: 'good',
  changed: 'info',
  same: '',
  mistake: 'bad',
  skipped: '',
  conflict: 'warn',
} as const satisfies Record<RowResult, string>

export const SKIPPED_SHEETS = {
  hidden: 'trang ẩn, không đọc',
  example: 'trang ví dụ, hướng dẫn, không đọc',
  noHead: 'không thấy dòng tiêu đề có các cột cần thiết, không đọc',
} as const satisfies Record<NonNullable<Import['sheets'][number]['skipped']>, string>

/** Whether the system is at work on it without anybody's acting. */
export const isMoving = ({ status }: Import): boolean => status === 'reading' || status === 'writing'

/** "12 sẽ thêm, 3 có lỗi": what there is of each, in the order of the words. */
export function sumOf(
  words: Readonly<Record<string, string>>,
  counts: Readonly<Record<string, number>>,
): string {
  return Object.entries(words)
    .filter(([key]) => (counts[key] ?? 0) > 0)
    .map(
      ([key, word]) =>
        `${formatNumber(counts[key] ?? 0)} ${word.charAt(0).toLocaleLowerCase('vi')}${word.slice(1)}`,
    )
    .join('; ')
}

export const isFate = (word: string): word is Fate => Object.hasOwn(FATES, word)
export const isResult = (word: string): word is RowResult => Object.hasOwn(RESULTS, word)

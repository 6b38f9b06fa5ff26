// Words of the holiday table.
import type { Schemas } from '../../../client/api.ts'

export const DAY_KINDS = {
  holiday: 'Nghỉ lễ, tết',
  swapOff: 'Nghỉ hoán đổi',
  swapWork: 'Làm bù',
} as const satisfies Record<Schemas['Calendar']['days'][number]['kind'], string>

/** Names of the days of a week by their number, Monday is 1. */
export const WEEKDAYS: Readonly<Record<number, string>> = {
  1: 'Thứ Hai',
  2: 'Thứ Ba',
  3: 'Thứ Tư',
  4: 'Thứ Năm',
  5: 'Thứ Sáu',
  6: 'Thứ Bảy',
  7: 'Chủ nhật',
}

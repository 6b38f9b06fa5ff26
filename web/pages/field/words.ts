// Words of the pages for work in the field.
import { evaluateSheet } from '../../../domain/sheet.ts'
import type { Entry } from '../../offline/records.ts'
import { fitting, isUnsent } from '../../offline/records.ts'
import type { Picture, Refused, Stage } from '../../offline/types.ts'
import { formatNumber } from '../../i18n/format.ts'
import { refusalText } from '../../i18n/vi.ts'
import { REFUSALS } from '../../../domain/vocabulary.ts'

export const STAGES = {
  draft: 'Đang ghi',
  waiting: 'Chờ gửi',
  changed: 'Hồ sơ đã thay đổi',
  refused: 'Chưa được nhận',
  sent: 'Đã gửi',
} as const satisfies Record<Stage, string>

export const STAGE_TONES = {
  draft: 'info',
  waiting: 'info',
  changed: 'warn',
  refused: 'bad',
  sent: 'good',
} as const satisfies Record<Stage, string>

/** The groups of the list, in their order: what needs somebody's eyes first. */
export type Group = 'held' | 'waiting' | 'draft' | 'untouched' | 'sent'

export const GROUPS = {
  held: 'Cần bạn xem',
  waiting: 'Chờ gửi',
  draft: 'Đang ghi',
  untouched: 'Đã giữ trên máy, chưa ghi',
  sent: 'Đã gửi',
} as const satisfies Record<Group, string>

export function groupOf(entry: Entry): Group {
  const stage = entry.work?.stage
  if (stage === 'changed' || stage === 'refused') return 'held'
  if (stage === 'waiting' || stage === 'sent') return stage
  return isUnsent(entry) ? 'draft' : 'untouched'
}

/** "7/12 tiêu chí, 2 ảnh" */
export function amountText({ dossier, work, photos }: Entry): string {
  const { criteria } = dossier.sheet
  const answers = fitting(dossier.sheet, work?.answers ?? {})
  const done = criteria.length - evaluateSheet(dossier.sheet, answers).missing.length
  const parts = [`${formatNumber(done)}/${formatNumber(criteria.length)} tiêu chí`]
  if (photos.length > 0) parts.push(`${formatNumber(photos.length)} ảnh`)
  return parts.join(', ')
}

const isRefusal = (code: string): code is (typeof REFUSALS)[number] =>
  (REFUSALS as readonly string[]).includes(code)

/** Why it wasn't taken, as a sentence. */
export function refusedText({ code, title, photo }: Refused): string {
  if (code === 'notFound')
    return 'Hồ sơ không còn nằm trong phạm vi công việc của bạn, hoặc không còn trên hệ thống.'
  const why =
    title !== '' ? title : isRefusal(code) ? refusalText(code) : 'Bạn không có quyền thực hiện việc này.'
  return photo === null ? why : `Ảnh ${photo}: ${why}`
}

/** Why it can't be sent on the new basis either; null where it can. */
export function closedText({ allowed }: Picture): string | null {
  if (allowed.allowed) return null
  return allowed.code !== null ? refusalText(allowed.code) : 'Bạn không có quyền thực hiện việc này.'
}

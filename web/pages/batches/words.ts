// How a batch is called, and why one of its dossiers can't be, in words.
import { REFUSALS } from '../../../domain/vocabulary.ts'
import type { Refusal } from '../../../domain/vocabulary.ts'
import type { Schemas } from '../../client/api.ts'
import { formatNumber } from '../../i18n/format.ts'
import { actionLabel, refusalText } from '../../i18n/vi.ts'

export type Summary = Schemas['BatchSummary']
export type Batch = Schemas['Batch']
export type BatchItem = Schemas['BatchItem']

/** What a batch does. */
export function batchTitle({ kind, action, verdict }: Pick<Summary, 'kind' | 'action' | 'verdict'>): string {
  if (kind === 'action') return action === null ? 'Thao tác hàng loạt' : `${actionLabel(action)} hàng loạt`
  return verdict === 'reject' ? 'Quyết định chung: không chấp thuận' : 'Quyết định chung: chấp thuận'
}

/** "Số 12/2026" of a decision that has its number. */
export function batchNumber({ number }: Pick<Summary, 'number'>): string | null {
  return number === null ? null : `Số ${formatNumber(number.number)}/${number.year}`
}

const isRefusal = (code: string): code is Refusal => (REFUSALS as readonly string[]).includes(code)

/** Why an item came to nothing; what only the system knows is said plainly. */
export function itemReason({ code }: Pick<BatchItem, 'code'>): string {
  if (code === null) return ''
  if (code === 'notFound') return 'Không tìm thấy hồ sơ, hoặc hồ sơ nằm ngoài phạm vi công việc của bạn.'
  return isRefusal(code) ? refusalText(code) : 'Hệ thống gặp lỗi với hồ sơ này; hãy thử lại riêng.'
}

export const TONES = {
  collecting: 'info',
  frozen: 'warn',
  signed: 'good',
  cancelled: '',
  expired: 'bad',
} as const satisfies Record<Summary['status'], string>

/** The state of a batch: a signed one is still being carried out until it is finished. */
export function batchState(batch: Summary, words: Readonly<Record<Summary['status'], string>>): string {
  const { status, finished, kind } = batch
  if (status === 'signed') {
    if (!finished) return 'Đang thực hiện'
    return kind === 'action' ? 'Đã thực hiện' : 'Đã ký, đã thực hiện'
  }
  if (status === 'frozen' && kind === 'action') return 'Chờ xác nhận'
  return words[status]
}

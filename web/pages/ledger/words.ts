// Words of the ledger of news: what became of a mail, and where the proof of one dossier stands.
import type { Schemas } from '../../client/api.ts'

export type LedgerLine = Schemas['LedgerLine']
/** A page of the ledger. */
export interface LedgerPage {
  readonly items: readonly LedgerLine[]
  readonly nextCursor: string | null
}
export type MailResult = LedgerLine['mail']['result']

/** In the order in which a filter offers them. */
export const MAIL_RESULTS = {
  sent: 'Máy chủ thư đã nhận',
  failed: 'Không gửi được',
  bounced: 'Bị trả lại',
  badAddress: 'Địa chỉ hỏng, không gửi nữa',
  waiting: 'Đang gửi',
  held: 'Chờ hết giờ yên tĩnh',
  digest: 'Chờ thư tổng hợp buổi sáng',
  off: 'Người nhận đã tắt thư',
  noAddress: 'Chưa có địa chỉ thư',
} as const satisfies Record<MailResult, string>

export const MAIL_TONES = {
  sent: 'good',
  failed: 'bad',
  bounced: 'bad',
  badAddress: 'bad',
  waiting: 'info',
  held: 'info',
  digest: 'info',
  off: '',
  noAddress: 'warn',
} as const satisfies Record<MailResult, string>

/** Where it is shown who was told of a dossier. */
export function proofPath(dossierId: string): string {
  return `/ho-so/${encodeURIComponent(dossierId)}/thong-bao`
}

/** Whether the mail of a line will be something else in a moment. */
export const isUnderWay = ({ mail }: LedgerLine): boolean => mail.result === 'waiting'

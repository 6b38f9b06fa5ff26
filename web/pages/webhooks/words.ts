// Words about other systems that are told of the record.
import { EVENT_TYPES } from '../../../domain/vocabulary.ts'
import type { Schemas } from '../../client/api.ts'
import { eventLabel } from '../../i18n/vi.ts'

export type Webhook = Schemas['Webhook']
export type Delivery = Schemas['WebhookDelivery']

export const DELIVERY_STATUSES = {
  waiting: 'Chờ gửi',
  sent: 'Đã nhận',
  parked: 'Dừng lại, chờ xử lý',
  skipped: 'Đã bỏ qua',
} as const satisfies Record<Delivery['status'], string>

export const DELIVERY_TONES = {
  waiting: 'info',
  sent: 'good',
  parked: 'bad',
  skipped: '',
} as const satisfies Record<Delivery['status'], string>

/** The kind of a line of the record in words; of a newer release the word itself. */
export function topicWord(topic: string): string {
  const known = EVENT_TYPES.find((one) => one === topic)
  return known === undefined ? topic : eventLabel(known)
}

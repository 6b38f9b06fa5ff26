// Words about how the system does, and what deserves attention: limits are those of whoever runs it, not of a text.
import { toEpochMs } from '../../../domain/time/civil.ts'
import type { Schemas } from '../../client/api.ts'
import { formatNumber } from '../../i18n/format.ts'

export type Health = Schemas['SystemHealth']
export type Queue = Schemas['QueueHealth']

export const PARTS = {
  database: 'Cơ sở dữ liệu',
  temporal: 'Bộ điều phối (Temporal)',
  clock: 'Đồng hồ',
  files: 'Thư mục tệp',
} as const satisfies Record<keyof Health['parts'], string>

export const QUEUES = {
  news: 'Tin báo từ hồ sơ, chờ chia cho người nhận',
  letters: 'Thư tổng hợp buổi sáng, chờ lập',
  record: 'Việc mới, chờ chia cho hệ thống khác',
  papers: 'Văn bản, chờ lập tệp',
  mail: 'Thư điện tử, chờ gửi',
  webhooks: 'Lần gửi tới hệ thống khác',
} as const satisfies Record<Queue['queue'], string>

/** Words beside a stated count that goes no further. */
export const COUNTED_TO = 1_000

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** Something that waits longer than this is told. */
const SLOW_MS = 10 * MINUTE_MS
/** A backup is taken every night: older than this one was missed. */
const BACKUP_MS = 36 * HOUR_MS
/** The upkeep and the root of the day come every night. */
const NIGHTLY_MS = 36 * HOUR_MS
const LITTLE_ROOM = 0.1
const MANY_CONNECTIONS = 0.9

/** Time between two instants: "3 phút", "5 giờ", "2 ngày". */
export function agoText(at: string, now: string): string {
  const ms = Math.max(0, toEpochMs(now) - toEpochMs(at))
  if (ms < MINUTE_MS) return 'chưa đến 1 phút'
  if (ms < HOUR_MS) return `${formatNumber(Math.floor(ms / MINUTE_MS))} phút`
  if (ms < 2 * DAY_MS) return `${formatNumber(Math.floor(ms / HOUR_MS))} giờ`
  return `${formatNumber(Math.floor(ms / DAY_MS))} ngày`
}

const older = (at: string | null, now: string, limit: number): boolean =>
  at !== null && toEpochMs(now) - toEpochMs(at) > limit

/** The clock by which a queue's lines were written. */
export function clockOf(queue: Queue['queue'], { now, realNow }: Health): string {
  return queue === 'webhooks' ? realNow : now
}

/** Whether a queue is behind: it fails, or its oldest line waits too long. */
export function isBehind(queue: Queue, health: Health): boolean {
  return queue.failing > 0 || older(queue.oldestAt, clockOf(queue.queue, health), SLOW_MS)
}

/** Everything that deserves a look, in the order of how much it hurts; empty where all is well. */
export function concernsOf(health: Health): string[] {
  const { parts, workers, failures, duties, files, database, incidents, now, realNow } = health
  const broken = (Object.keys(PARTS) as (keyof Health['parts'])[]).filter((one) => !parts[one].ok)
  const upTo = (count: number): string => `${formatNumber(count)}${count >= COUNTED_TO ? '+' : ''}`
  const concerns: readonly (readonly [boolean, string])[] = [
    ...broken.map((one) => [true, `${PARTS[one]} không dùng được.`] as const),
    [workers?.pollers.length === 0, 'Không có tiến trình xử lý nào đang chạy: mọi thao tác đều phải chờ.'],
    [incidents.unseen > 0, `${upTo(incidents.unseen)} sự cố chưa ai xem.`],
    [health.queues.some((queue) => isBehind(queue, health)), 'Có hàng chờ bị chậm hoặc đang lỗi.'],
    [failures.campaignsBehind > 0, `${upTo(failures.campaignsBehind)} đợt xét chạy chậm quá một giờ.`],
    [duties.backupAt === null, 'Chưa từng sao lưu hệ thống này.'],
    [older(duties.backupAt, realNow, BACKUP_MS), 'Bản sao lưu gần nhất đã quá một ngày rưỡi.'],
    [
      older(duties.anchor?.at ?? null, now, NIGHTLY_MS),
      'Gốc ký hằng ngày đã quá một ngày rưỡi chưa được lập.',
    ],
    [older(duties.upkeep.lastAt, now, NIGHTLY_MS), 'Việc dọn dẹp ban đêm đã quá một ngày rưỡi chưa chạy.'],
    [failures.mailsFailed > 0, `${upTo(failures.mailsFailed)} thư không gửi được.`],
    [failures.mailsBounced > 0, `${upTo(failures.mailsBounced)} thư bị trả lại.`],
    [failures.deliveriesParked > 0, `${upTo(failures.deliveriesParked)} lần gửi tới hệ thống khác bị dừng.`],
    [
      files !== null && files.freeBytes < files.totalBytes * LITTLE_ROOM,
      'Ổ đĩa chứa tệp còn dưới 10% chỗ trống.',
    ],
    [
      database.connections > database.maxConnections * MANY_CONNECTIONS,
      'Cơ sở dữ liệu gần hết số kết nối được phép.',
    ],
  ]
  return concerns.flatMap(([holds, words]) => (holds ? [words] : []))
}

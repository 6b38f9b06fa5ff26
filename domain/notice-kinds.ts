// What people are told: every word of news there is, the kinds that a person chooses by, which of them may not be switched
// off and why, and when a mail has to wait because its reader wants to be left alone.
import type { Source } from './procedure.ts'
import { addDays, atLocalTime, civilDateOf, isLocalTime } from './time/civil.ts'
import type { Instant } from './time/civil.ts'

/** How a kind of news reaches a person by mail. In the application everything is shown. */
export const DELIVERIES = ['atOnce', 'digest', 'off'] as const
export type Delivery = (typeof DELIVERIES)[number]

export const NOTICE_KINDS = [
  'task',
  'returned',
  'decision',
  'question',
  'urge',
  'copy',
  'basis',
  'delegation',
  'deadline',
  'overdue',
  'escalation',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

export interface KindRule {
  /** @vi What stands beside the choice. */
  readonly vi: string
  readonly delivery: Delivery
  /** Present where it can't be switched off: which text or setting says that it must be told. */
  readonly must?: Source
}

/** The kinds with what holds until a person chooses. What the clock says goes into the letter of the morning. */
export const NOTICE_KIND_RULES = {
  task: { vi: 'Việc mới đến lượt tôi', delivery: 'atOnce' },
  returned: {
    vi: 'Hồ sơ bị trả lại để bổ sung',
    delivery: 'atOnce',
    must: { setting: 'a return is answered by the one who has to mend it' },
  },
  decision: {
    vi: 'Kết quả, quyết định về hồ sơ của cơ quan, đơn vị tôi',
    delivery: 'atOnce',
    must: { cites: ['S2-15'] },
  },
  question: { vi: 'Câu hỏi, trả lời, ý kiến gửi tôi', delivery: 'atOnce' },
  urge: { vi: 'Đôn đốc', delivery: 'atOnce', must: { cites: ['S2-25'] } },
  copy: { vi: 'Gửi để biết', delivery: 'digest' },
  basis: { vi: 'Căn cứ của quyết định đã thay đổi', delivery: 'atOnce' },
  delegation: { vi: 'Ủy quyền cho tôi', delivery: 'atOnce' },
  deadline: { vi: 'Sắp đến hạn', delivery: 'digest' },
  overdue: {
    vi: 'Quá hạn ở chỗ tôi',
    delivery: 'digest',
    must: { setting: 'the procedure says who is told of lateness' },
  },
  escalation: {
    vi: 'Cấp dưới quá hạn',
    delivery: 'digest',
    must: { setting: 'the procedure says who is told of lateness' },
  },
} as const satisfies Record<NoticeKind, KindRule>

interface WordRule {
  readonly kind: NoticeKind
  /** @vi What happened, as the line of a letter begins. */
  readonly vi: string
}

/** Every word that the rulebook, the sweeps and the offices' administration tell people by. */
export const NOTICE_WORDS = {
  toAct: { kind: 'task', vi: 'Việc cần xử lý' },
  toGiveOpinion: { kind: 'task', vi: 'Đề nghị cho ý kiến' },
  toCorrect: { kind: 'returned', vi: 'Hồ sơ được trả lại, cần bổ sung' },
  opinionGiven: { kind: 'question', vi: 'Đã có ý kiến trả lời' },
  asked: { kind: 'question', vi: 'Câu hỏi gửi đến đồng chí' },
  answered: { kind: 'question', vi: 'Câu hỏi đã được trả lời' },
  urged: { kind: 'urge', vi: 'Đôn đốc xử lý' },
  copy: { kind: 'copy', vi: 'Gửi để biết' },
  withdrawn: { kind: 'decision', vi: 'Hồ sơ đã được rút' },
  concluded: { kind: 'decision', vi: 'Hồ sơ đã có kết quả' },
  terminated: { kind: 'decision', vi: 'Hồ sơ bị đình chỉ' },
  lapsed: { kind: 'decision', vi: 'Hồ sơ chấm dứt do quá hạn' },
  lateAccepted: { kind: 'decision', vi: 'Hồ sơ quá hạn được chấp nhận' },
  extended: { kind: 'decision', vi: 'Hồ sơ được gia hạn' },
  revoked: { kind: 'decision', vi: 'Kết quả công nhận bị thu hồi' },
  maintained: { kind: 'decision', vi: 'Kết quả công nhận được duy trì' },
  notMaintained: { kind: 'decision', vi: 'Kết quả công nhận không được duy trì' },
  corrected: { kind: 'decision', vi: 'Văn bản đã được đính chính' },
  basisChanged: { kind: 'basis', vi: 'Căn cứ của quyết định đã thay đổi' },
  decisionKept: { kind: 'basis', vi: 'Quyết định được giữ sau khi xem xét lại căn cứ' },
  delegated: { kind: 'delegation', vi: 'Được ủy quyền' },
  delegationEnded: { kind: 'delegation', vi: 'Ủy quyền đã chấm dứt' },
  reminder: { kind: 'deadline', vi: 'Sắp đến hạn' },
  overdue: { kind: 'overdue', vi: 'Đã quá hạn' },
  escalation: { kind: 'escalation', vi: 'Cấp dưới đã quá hạn' },
} as const satisfies Record<string, WordRule>
export type NoticeWord = keyof typeof NOTICE_WORDS

/** Whether there is such a word. */
export function isNoticeWord(word: string): word is NoticeWord {
  return Object.hasOwn(NOTICE_WORDS, word)
}

/** The rule of a kind. */
export function kindRule(kind: NoticeKind): KindRule {
  return NOTICE_KIND_RULES[kind]
}

/** What holds for a person: the choice, or the default where there is none or where the kind can't be switched off. */
export function deliveryOf(kind: NoticeKind, chosen: Delivery | null): Delivery {
  const rule = kindRule(kind)
  return chosen === null || (chosen === 'off' && rule.must !== undefined) ? rule.delivery : chosen
}

/** Local times `HH:mm`; the night is between them when the first is the later one. */
export interface QuietHours {
  readonly from: string
  readonly to: string
}

/** What holds for who says nothing: a setting, officials' nights. */
export const DEFAULT_QUIET: QuietHours = { from: '21:00', to: '06:30' }

/** Whether both are times of day, and not the same one. */
export function areQuietHours({ from, to }: QuietHours): boolean {
  return isLocalTime(from) && isLocalTime(to) && from !== to
}

/** The first instant from `at` on at which the person may be written to. */
export function heldUntil(at: Instant, quiet: QuietHours | null): Instant {
  if (quiet === null) return at
  const today = civilDateOf(at)
  const from = atLocalTime(today, quiet.from)
  const to = atLocalTime(today, quiet.to)
  if (quiet.from < quiet.to) return at >= from && at < to ? to : at
  if (at < to) return to
  return at >= from ? atLocalTime(addDays(today, 1), quiet.to) : at
}

const MINUTE_MS = 60_000
/** The longest pause between two attempts, in milliseconds. */
export const LONGEST_PAUSE_MS = 6 * 60 * MINUTE_MS

/** The pause after the n-th failed attempt (from 1), in milliseconds: one minute, then twice as long each time. */
export function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE_MS, MINUTE_MS * 2 ** Math.max(0, Math.min(attempts - 1, 20)))
}

// The same characters as the database's own check: one address, nothing that could begin a header or a second address.
const ADDRESS = /^[^\s\p{Cc}<>()[\]\\,;:"@]+@[^\s\p{Cc}<>()[\]\\,;:"@]+$/u

/** Whether a text is one plain mail address of at most 200 characters, without line breaks, names or lists. */
export function isMailAddress(text: string): boolean {
  return text.length <= 200 && ADDRESS.test(text)
}

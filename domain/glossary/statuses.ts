// The words for where a dossier is in its life.
import type { Status } from '../vocabulary.ts'
import { chosen } from './word.ts'
import type { Word } from './word.ts'

export const STATUS_WORDS = {
  draft: chosen('Đang soạn', 'Not in the record yet: only its first act makes it real.'),
  active: chosen('Đang giải quyết', 'Under way: a step has it.'),
  returned: chosen(
    'Đã trả lại để bổ sung',
    'With an earlier step for correction.',
    'từ chối: final, ends the dossier',
  ),
  reserved: chosen('Đang chờ quyết định chung', 'Held for one decision over many dossiers.'),
  concluded: chosen('Đã kết thúc', 'Ended with an outcome of its procedure.'),
  revoked: chosen(
    'Đã bị thu hồi',
    'Its granted outcome was taken away later.',
    'đã rút: by the originator, before a decision',
  ),
  withdrawn: chosen('Đã rút', 'Taken out by its originator.'),
  lapsed: chosen('Đã hết hiệu lực do quá hạn', 'Ended by the clock.'),
  terminated: chosen('Đã đình chỉ', 'Ended by an administrator, with a reason.'),
} as const satisfies Record<Status, Word>

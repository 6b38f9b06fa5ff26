// Feedback from the public through the community groups (S4-08b): received, assigned, answered. How fast, and by whom,
// was not found. What is kept is the matter, not who reported it.
import type { StepRule } from '../../domain/procedure.ts'
import {
  backTo,
  choice,
  cites,
  customary,
  document,
  frame,
  longText,
  remind,
  setting,
  within,
} from '../common/build.ts'
import { COMMUNE_CHAIR, COMMUNE_OWNERS, COMMUNE_POLICE, STANDING_BODY } from '../common/parties.ts'

const late = { late: setting('lateMarked'), reminders: setting('reminders') } as const

const STEPS: readonly StepRule[] = [
  {
    id: 'receive',
    vi: 'Tiếp nhận phản ánh',
    parties: STANDING_BODY,
    signing: { mode: 'any' },
    forward: { action: 'submit', to: 'next' },
    needs: [
      longText('summary', 'Nội dung phản ánh (không ghi tên người)'),
      choice('channel', 'Kênh', {
        group: 'Nhóm cộng đồng an ninh',
        direct: 'Trực tiếp',
        phone: 'Điện thoại',
        other: 'Khác',
      }),
    ],
    offers: [],
    late: { effect: 'mark' },
    source: cites('S4-08b'),
    rests: { parties: setting('standingBody') },
  },
  {
    id: 'assign',
    vi: 'Phân công giải quyết',
    parties: [COMMUNE_POLICE, COMMUNE_CHAIR],
    signing: { mode: 'any' },
    forward: { action: 'approve', to: 'next' },
    reject: { to: { outcome: 'notWithin' } },
    needs: [],
    offers: ['transfer', 'entrust'],
    due: within(2),
    late: { effect: 'mark' },
    reminders: remind(1),
    source: setting('feedbackTime'),
    rests: { ...late, reject: setting('refusal') },
  },
  {
    id: 'answer',
    vi: 'Giải quyết và trả lời',
    parties: STANDING_BODY,
    signing: { mode: 'any' },
    forward: { action: 'approve', to: { outcome: 'answered' } },
    returns: backTo('previous'),
    needs: [longText('answer', 'Kết quả giải quyết, trả lời'), document('minutes', 'Biên bản', false)],
    offers: ['transfer', 'entrust'],
    due: within(10),
    late: { effect: 'mark' },
    reminders: remind(3, 1),
    escalation: [COMMUNE_CHAIR],
    source: cites('S4-08b'),
    rests: {
      ...customary,
      parties: setting('standingBody'),
      escalation: setting('reminders'),
    },
  },
]

/** Feedback from the public, followed to its answer. */
export const FEEDBACK = frame({
  id: 'phan-anh',
  vi: 'Tiếp nhận, trả lời phản ánh của Nhân dân',
  subjects: ['feedback'],
  paths: [
    {
      id: 'commune',
      vi: 'Phản ánh trên địa bàn xã',
      kinds: ['feedback'],
      owners: COMMUNE_OWNERS,
      steps: ['receive', 'assign', 'answer'],
      source: cites('S4-08b'),
    },
  ],
  steps: STEPS,
  outcomes: [
    { id: 'answered', vi: 'Đã trả lời', nature: 'granted', subject: 'ended', source: cites('S4-08b') },
    {
      id: 'notWithin',
      vi: 'Không thuộc thẩm quyền, đã hướng dẫn',
      nature: 'denied',
      subject: 'ended',
      source: setting('refusal'),
    },
  ],
  settings: [
    {
      id: 'feedbackTime',
      vi: 'Phân công và thời hạn trả lời phản ánh',
      value: '2 ngày phân công, 10 ngày trả lời',
      why: 'S4-08b asks that feedback be taken up; time limits and who answers were not found.',
    },
  ],
  source: cites('S4-08b'),
})

// Feedback from the public through the community groups (S4-08b): received, assigned to one office of the commune, answered
// by it. How fast, and by whom, was not found. What is kept is the matter, not who reported it.
import type { Party, StepRule } from '../../domain/procedure.ts'
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
import {
  COMMUNE_CHAIR,
  COMMUNE_OFFICE,
  COMMUNE_OWNERS,
  COMMUNE_POLICE,
  CULTURE_SOCIAL,
  FINANCE,
  STANDING_BODY,
} from '../common/parties.ts'

const late = { late: setting('lateMarked'), reminders: setting('reminders') } as const

/** Who in the commune a matter can be given to, each with the step at which it answers. */
const ANSWERERS = [
  { id: 'police', vi: 'Công an xã', step: 'answer', party: COMMUNE_POLICE },
  { id: 'office', vi: 'Văn phòng HĐND và UBND', step: 'answerByOffice', party: COMMUNE_OFFICE },
  { id: 'culture', vi: 'Phòng Văn hóa - Xã hội', step: 'answerByCulture', party: CULTURE_SOCIAL },
  { id: 'economy', vi: 'Phòng Kinh tế', step: 'answerByEconomy', party: FINANCE },
  {
    id: 'front',
    vi: 'Ủy ban Mặt trận Tổ quốc',
    step: 'answerByFront',
    party: { role: 'fatherlandFront', level: 'commune' },
  },
] as const satisfies readonly {
  readonly id: string
  readonly vi: string
  readonly step: string
  readonly party: Party
}[]

const BEFORE: readonly StepRule[] = [
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
    forward: {
      action: 'approve',
      to: {
        field: 'answerer',
        cases: Object.fromEntries(ANSWERERS.map(({ id, step }) => [id, { step }])),
      },
    },
    reject: { to: { outcome: 'notWithin' } },
    needs: [
      choice('answerer', 'Giao cho cơ quan', Object.fromEntries(ANSWERERS.map(({ id, vi }) => [id, vi]))),
      longText('request', 'Yêu cầu giải quyết', false),
    ],
    offers: ['transfer', 'entrust'],
    due: within(2),
    late: { effect: 'mark' },
    reminders: remind(1),
    source: setting('feedbackTime'),
    rests: { ...late, reject: setting('refusal') },
  },
]

/** One step for each who answers; where a commune has no police its office stands in. */
const ANSWERS: readonly StepRule[] = ANSWERERS.map(({ id, vi, step, party }) => ({
  id: step,
  vi: `${vi} giải quyết và trả lời`,
  parties: id === 'police' ? STANDING_BODY : [party],
  signing: { mode: 'any' },
  forward: { action: 'approve', to: { outcome: 'answered' } },
  returns: backTo({ step: 'assign' }),
  needs: [
    longText('answer', 'Kết quả giải quyết, trả lời'),
    choice('reply', 'Hình thức trả lời', {
      group: 'Trong nhóm cộng đồng',
      direct: 'Trực tiếp',
      phone: 'Điện thoại',
      written: 'Bằng văn bản',
    }),
    document('minutes', 'Văn bản trả lời, biên bản', false),
  ],
  offers: ['transfer', 'entrust'],
  due: within(10),
  late: { effect: 'mark' },
  reminders: remind(3, 1),
  escalation: [COMMUNE_CHAIR],
  source: cites('S4-08b'),
  rests: {
    ...customary,
    parties: id === 'police' ? setting('standingBody') : setting('feedbackTime'),
    escalation: setting('reminders'),
  },
}))

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
      steps: ['receive', 'assign', ...ANSWERERS.map(({ step }) => step)],
      source: cites('S4-08b'),
    },
  ],
  steps: [...BEFORE, ...ANSWERS],
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

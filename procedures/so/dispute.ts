// Disputes and conflicts among the people, conciliated on the spot (S3-14b, S0-21): opened, conciliated with minutes,
// settled, or referred to the authority and followed until that has dealt with it. The name of the matter is neutral; who
// quarrels stands in the minutes alone.
import type { StepRule } from '../../domain/procedure.ts'
import {
  cites,
  date,
  document,
  frame,
  longText,
  officeOrWords,
  remind,
  setting,
  text,
  within,
} from '../common/build.ts'
import { COMMUNE_CHAIR, STANDING_BODY } from '../common/parties.ts'

const parties = [{ role: 'residentialHead', level: 'unit' }, ...STANDING_BODY] as const

const STEPS: readonly StepRule[] = [
  {
    id: 'open',
    vi: 'Ghi nhận vụ việc cần hòa giải',
    parties,
    signing: { mode: 'any' },
    forward: { action: 'submit', to: 'next' },
    needs: [text('subjectMatter', 'Nội dung mâu thuẫn (không ghi tên người)'), text('place', 'Địa bàn')],
    offers: [],
    late: { effect: 'mark' },
    source: cites('S3-14b'),
  },
  {
    id: 'conciliate',
    vi: 'Hòa giải, lập biên bản',
    parties,
    signing: { mode: 'any' },
    forward: { action: 'approve', to: { outcome: 'settled' } },
    reject: { to: { step: 'refer' } },
    needs: [longText('result', 'Kết quả hòa giải'), document('minutes', 'Biên bản hòa giải')],
    offers: ['transfer', 'entrust'],
    due: within(15),
    late: { effect: 'mark' },
    reminders: remind(5, 1),
    escalation: [COMMUNE_CHAIR],
    source: cites('S3-14b', 'S0-21'),
    rests: {
      late: setting('lateMarked'),
      reminders: setting('reminders'),
      escalation: setting('reminders'),
      reject: setting('referral'),
    },
  },
  {
    id: 'refer',
    vi: 'Chuyển cơ quan có thẩm quyền',
    parties: STANDING_BODY,
    signing: { mode: 'any' },
    forward: { action: 'submit', to: 'next' },
    needs: [
      officeOrWords('authority', 'Cơ quan tiếp nhận'),
      date('referredOn', 'Ngày chuyển'),
      document('referral', 'Văn bản chuyển vụ việc'),
    ],
    offers: ['entrust'],
    due: within(3),
    late: { effect: 'mark' },
    reminders: remind(1),
    escalation: [COMMUNE_CHAIR],
    source: setting('referral'),
    rests: {
      parties: setting('standingBody'),
      late: setting('lateMarked'),
      reminders: setting('reminders'),
      escalation: setting('reminders'),
    },
  },
  {
    id: 'follow',
    vi: 'Theo dõi đến khi cơ quan có thẩm quyền giải quyết xong',
    parties,
    signing: { mode: 'any' },
    forward: { action: 'submit', to: { outcome: 'resolved' } },
    needs: [
      longText('resolution', 'Kết quả giải quyết của cơ quan có thẩm quyền'),
      date('resolvedOn', 'Ngày giải quyết'),
      document('answer', 'Văn bản giải quyết', false),
    ],
    offers: ['transfer', 'entrust'],
    due: within(30),
    late: { effect: 'mark' },
    reminders: remind(10, 3),
    escalation: [COMMUNE_CHAIR],
    source: cites('S3-14b'),
    rests: {
      parties: setting('standingBody'),
      late: setting('lateMarked'),
      reminders: setting('reminders'),
      escalation: setting('reminders'),
    },
  },
]

/** A dispute, followed to its end. */
export const DISPUTE = frame({
  id: 'hoa-giai',
  vi: 'Hòa giải mâu thuẫn, tranh chấp ở cơ sở',
  subjects: ['dispute'],
  paths: [
    {
      id: 'commune',
      vi: 'Vụ việc ở khu dân cư, trên địa bàn xã',
      kinds: ['dispute'],
      owners: ['commune', 'residentialArea'],
      steps: ['open', 'conciliate', 'refer', 'follow'],
      source: cites('S3-14b'),
    },
  ],
  steps: STEPS,
  outcomes: [
    { id: 'settled', vi: 'Hòa giải thành', nature: 'granted', subject: 'ended', source: cites('S3-14b') },
    {
      id: 'resolved',
      vi: 'Hòa giải không thành, cơ quan có thẩm quyền đã giải quyết',
      nature: 'denied',
      subject: 'ended',
      source: setting('referral'),
    },
  ],
  settings: [
    {
      id: 'referral',
      vi: 'Khi hòa giải không thành',
      value: 'chuyển cơ quan có thẩm quyền, theo dõi đến khi giải quyết xong',
      why: 'S3-14b asks that disputes be settled early and none become a hot spot; what follows a failure was not found.',
    },
  ],
  source: cites('S3-14b', 'S0-21'),
})

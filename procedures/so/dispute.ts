// Disputes and conflicts among the people, conciliated on the spot (S3-14b, S0-21): opened, conciliated with minutes,
// settled or referred on. The name of the matter is neutral; who quarrels stands in the minutes alone.
import type { StepRule } from '../../domain/procedure.ts'
import { cites, document, frame, longText, remind, setting, text, within } from '../common/build.ts'
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
    reject: { to: { outcome: 'referred' } },
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
      steps: ['open', 'conciliate'],
      source: cites('S3-14b'),
    },
  ],
  steps: STEPS,
  outcomes: [
    { id: 'settled', vi: 'Hòa giải thành', nature: 'granted', subject: 'ended', source: cites('S3-14b') },
    {
      id: 'referred',
      vi: 'Không thành, chuyển cơ quan có thẩm quyền',
      nature: 'denied',
      subject: 'ended',
      source: setting('referral'),
    },
  ],
  settings: [
    {
      id: 'referral',
      vi: 'Khi hòa giải không thành',
      value: 'chuyển cơ quan có thẩm quyền',
      why: 'S3-14b asks that disputes be settled early and none become a hot spot; what follows a failure was not found.',
    },
  ],
  source: cites('S3-14b', 'S0-21'),
})

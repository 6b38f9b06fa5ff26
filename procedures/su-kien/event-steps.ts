// The steps of events, each kind by what it is: an event is held and reported, a peak lasts from a day to a day, a class or
// contest counts who passed, a meeting ends in minutes and in work handed out. How each is carried out was not found.
import type { StepRule } from '../../domain/procedure.ts'
import {
  NUMBERED,
  backTo,
  cites,
  count,
  customary,
  date,
  dateOf,
  document,
  fork,
  integer,
  longText,
  paper,
  remind,
  setting,
  text,
  within,
} from '../common/build.ts'
import {
  COMMUNE_CHAIR,
  OWNER,
  POLICE_DIRECTOR,
  PROVINCE_CHAIR,
  PROVINCE_OWNER,
  PROVINCE_STAFF,
} from '../common/parties.ts'
import { SENT } from './sent.ts'

/** Duties entered under an event are handed out like those of a plan. */
const DUTIES = [{ kinds: ['duty'], procedure: 'nhiem-vu' }] as const

const late = { late: setting('lateMarked'), reminders: setting('reminders') } as const

const propose: StepRule = {
  id: 'propose',
  vi: 'Đề xuất, lập kế hoạch tổ chức',
  parties: OWNER,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: [
    text('theme', 'Chủ đề, nội dung'),
    text('site', 'Địa bàn, địa điểm'),
    document('plan', 'Kế hoạch tổ chức'),
  ],
  offers: ['entrust'],
  late: { effect: 'mark' },
  source: setting('ownersWork'),
}

const approve: StepRule = {
  id: 'approve',
  vi: 'Chủ tịch UBND xã duyệt kế hoạch tổ chức',
  parties: [COMMUNE_CHAIR],
  signing: { mode: 'one' },
  forward: { action: 'approve', to: 'next' },
  reject: { to: { outcome: 'declined' } },
  returns: backTo('previous'),
  needs: [],
  offers: ['entrust'],
  due: dateOf('event'),
  late: { effect: 'mark' },
  reminders: remind(5, 1),
  numbers: [{ register: 'plans', level: 'commune' }],
  papers: [paper('plan', 'forward', { register: 'plans' })],
  // The part of each office in the event: entered under it, handed out when its plan is approved.
  assigns: DUTIES,
  source: setting('approver'),
  rests: { ...customary, numbers: NUMBERED, assigns: setting('eventDuties') },
}

const report: StepRule = {
  id: 'report',
  vi: 'Tổ chức và báo cáo kết quả',
  parties: OWNER,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: { outcome: 'held' } },
  reject: { to: { outcome: 'cancelled' } },
  needs: [
    integer('participants', 'Số người tham gia'),
    count('groups', 'Số điểm tổ chức, số lực lượng tham gia'),
    longText('result', 'Kết quả chính'),
    document('report', 'Báo cáo kết quả', false),
  ],
  offers: ['entrust'],
  due: dateOf('report'),
  late: { effect: 'mark' },
  reminders: remind(3, 1),
  escalation: [COMMUNE_CHAIR],
  assigns: DUTIES,
  source: cites('S1-14', 'S4-24'),
  rests: {
    ...late,
    needs: setting('eventReport'),
    reject: setting('refusal'),
    escalation: setting('reminders'),
    assigns: setting('eventDuties'),
  },
}

/** A peak lasts from a day to a day, and its report counts what came in. */
const PEAK: readonly StepRule[] = [
  fork(propose, {
    id: 'proposePeak',
    vi: 'Đề xuất đợt cao điểm',
    needs: [
      text('theme', 'Mục tiêu, nội dung'),
      text('site', 'Địa bàn trọng tâm'),
      date('from', 'Từ ngày'),
      date('until', 'Đến ngày'),
      document('plan', 'Kế hoạch đợt cao điểm'),
    ],
  }),
  fork(report, {
    id: 'reportPeak',
    vi: 'Tổng kết đợt cao điểm',
    needs: [
      integer('participants', 'Số người tham gia'),
      count('sessions', 'Số buổi tuyên truyền, vận động'),
      count('tips', 'Số tin Nhân dân cung cấp'),
      count('handedIn', 'Số vũ khí, vật liệu nổ, công cụ hỗ trợ, pháo được giao nộp'),
      longText('result', 'Kết quả chính, khó khăn, kiến nghị'),
      document('report', 'Báo cáo tổng kết đợt cao điểm', false),
    ],
  }),
]

/** A class or a contest: who came, in how many classes or teams, and how many passed or won. */
const LEARN: readonly StepRule[] = [
  fork(report, {
    id: 'reportLearn',
    vi: 'Tổ chức lớp, hội thi và báo cáo kết quả',
    needs: [
      ...SENT,
      integer('participants', 'Số học viên, thí sinh'),
      integer('groups', 'Số lớp, số đội', { min: 1 }),
      count('passed', 'Số người đạt yêu cầu, số giải được trao'),
      longText('result', 'Nội dung, kết quả'),
      document('list', 'Danh sách lớp, kết quả thi', false),
      document('report', 'Báo cáo kết quả', false),
    ],
  }),
]

/** A meeting is called, held, and ends in conclusions: minutes must be there, and what it gives to do is handed out. */
const MEET: readonly StepRule[] = [
  fork(propose, {
    id: 'callMeeting',
    vi: 'Chuẩn bị nội dung, thành phần họp',
    needs: [
      text('theme', 'Nội dung họp'),
      text('site', 'Thời gian, địa điểm'),
      text('invited', 'Thành phần dự họp'),
      document('agenda', 'Chương trình, tài liệu họp', false),
    ],
  }),
  fork(approve, {
    id: 'approveMeeting',
    vi: 'Chủ tịch UBND xã duyệt, mời họp',
    numbers: [{ register: 'invitations', level: 'commune' }],
    papers: [],
    assigns: [],
    rests: { ...customary, numbers: NUMBERED },
  }),
  fork(report, {
    id: 'minutes',
    vi: 'Họp, lập biên bản, giao việc theo kết luận',
    needs: [
      integer('participants', 'Số người dự'),
      longText('result', 'Kết luận'),
      document('minutes', 'Biên bản cuộc họp'),
      document('report', 'Báo cáo sơ kết, tổng kết', false),
    ],
  }),
]

/** Giao ban and meetings of the committee: called, minuted, the minutes confirmed by who was in the chair; no plan beforehand. */
const convene: StepRule = {
  id: 'convene',
  vi: 'Triệu tập họp, gửi nội dung và giấy mời',
  parties: OWNER,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: [
    text('theme', 'Nội dung họp'),
    text('site', 'Địa điểm'),
    document('invitation', 'Giấy mời, tài liệu họp', false),
  ],
  offers: ['entrust'],
  due: dateOf('event'),
  late: { effect: 'mark' },
  reminders: remind(5, 1),
  source: cites('S3-06', 'S3-19', 'S4-15'),
  rests: { ...late, parties: setting('ownersWork') },
}

const minute: StepRule = {
  id: 'minute',
  vi: 'Họp, lập biên bản',
  parties: OWNER,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  reject: { to: { outcome: 'cancelled' } },
  needs: [
    date('metOn', 'Ngày họp'),
    integer('participants', 'Số người dự', { min: 1 }),
    longText('result', 'Kết luận'),
    document('minutes', 'Biên bản cuộc họp'),
  ],
  offers: ['entrust'],
  due: dateOf('report'),
  late: { effect: 'mark' },
  reminders: remind(3, 1),
  escalation: [COMMUNE_CHAIR],
  source: cites('S3-06', 'S3-19', 'S4-15'),
  rests: {
    ...late,
    needs: setting('eventReport'),
    reject: setting('refusal'),
    escalation: setting('reminders'),
  },
}

const confirm: StepRule = {
  id: 'confirm',
  vi: 'Chủ tọa xác nhận biên bản, kết luận',
  parties: [COMMUNE_CHAIR],
  signing: { mode: 'one' },
  forward: { action: 'approve', to: { outcome: 'held' } },
  returns: backTo('previous'),
  needs: [],
  // What the conclusions give to do: entered under the meeting, handed out with its minutes.
  assigns: DUTIES,
  offers: ['entrust'],
  due: within(5),
  late: { effect: 'mark' },
  reminders: remind(1),
  source: cites('S3-06', 'S3-19'),
  rests: { ...customary, parties: setting('deciders'), assigns: setting('eventDuties') },
}

/** Where a number stands whose paper the province's police sign. */
const POLICE_SERIES: Readonly<Record<string, string>> = {
  plans: 'policePlans',
  invitations: 'policeInvitations',
}

/** The same steps for the province and its own offices. */
const ofProvince = (steps: readonly StepRule[]): readonly StepRule[] =>
  steps.map((step) => {
    const vi = step.vi.replace('Chủ tịch UBND xã', 'Cấp tỉnh')
    const id = `${step.id}ByProvince`
    if (step.forward.action === 'submit')
      return fork(step, {
        id,
        vi: `${vi} (cấp tỉnh)`,
        parties: PROVINCE_OWNER,
        ...(step.escalation === undefined ? {} : { escalation: [PROVINCE_STAFF] }),
      })
    return fork(step, {
      id,
      vi,
      parties: [PROVINCE_CHAIR, POLICE_DIRECTOR],
      signing: { mode: 'any' },
      numbers: (step.numbers ?? []).map(({ register }) => ({
        register,
        level: 'province',
        byPolice: POLICE_SERIES[register] ?? register,
      })),
    })
  })

const OF_COMMUNE: readonly StepRule[] = [
  propose,
  approve,
  report,
  ...PEAK,
  ...LEARN,
  ...MEET,
  convene,
  minute,
  confirm,
]

/** Every step, of the commune and of the province. */
export const STEPS: readonly StepRule[] = [...OF_COMMUNE, ...ofProvince(OF_COMMUNE)]

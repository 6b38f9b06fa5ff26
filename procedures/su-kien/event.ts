// Events and campaigns of any type but the festival: proposed, approved, held and reported. The day of each stands on
// the event itself; the dates here are what holds where it has none. Rows: see the types. Details were not found.
import type { Procedure, StepRule } from '../../domain/procedure.ts'
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
  frame,
  integer,
  longText,
  paper,
  remind,
  setting,
  text,
  through,
  within,
} from '../common/build.ts'
import {
  COMMUNE_CHAIR,
  COMMUNE_OWNERS,
  OWNER,
  POLICE_DIRECTOR,
  PROVINCE_CHAIR,
  PROVINCE_OWNER,
  PROVINCE_OWNERS,
  PROVINCE_STAFF,
} from '../common/parties.ts'
import { SETTINGS } from './settings.ts'

const TYPES: NonNullable<Procedure['types']> = {
  peak: 'Đợt cao điểm', // S0-09a, S0-09d, S1-07a, S1-07c, S4-08c, S4-10a
  launch: 'Lễ phát động', // S0-06, S0-17, S1-19
  month: 'Tháng, ngày hành động', // S3-15a, S3-15b, S3-15c
  training: 'Tập huấn, huấn luyện', // S0-16, S3-10c
  contest: 'Hội thi', // S4-14
  review: 'Sơ kết, tổng kết', // S0-04, S1-04, S1-05, S2-20, S3-03, S3-04, S4-04
  briefing: 'Giao ban', // S3-19, S4-15
  meeting: 'Cuộc họp Ban Chỉ đạo', // S3-06
  conference: 'Hội nghị biểu dương, hội nghị chuyên đề', // S4-16
  anniversary: 'Lễ kỷ niệm', // S1-12
}

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
  source: setting('approver'),
  rests: { ...customary, numbers: NUMBERED },
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
    count('handedIn', 'Số vũ khí, vật liệu nổ, công cụ hỗ trợ, pháo được giao nộp'),
    count('groups', 'Số đội, tổ, lớp'),
    longText('result', 'Kết quả chính'),
    document('report', 'Báo cáo kết quả', false),
  ],
  offers: ['entrust'],
  due: dateOf('report'),
  late: { effect: 'mark' },
  reminders: remind(3, 1),
  escalation: [COMMUNE_CHAIR],
  source: cites('S1-14', 'S4-24'),
  rests: {
    ...late,
    needs: setting('eventReport'),
    reject: setting('refusal'),
    escalation: setting('reminders'),
  },
}

/** Giao ban and meetings of the committee: called, minuted, the minutes confirmed by who was in the chair; no plan beforehand. */
const MEETINGS: readonly string[] = ['briefing', 'meeting']
const types = Object.keys(TYPES).filter((type) => !MEETINGS.includes(type))

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
  offers: ['entrust'],
  due: within(5),
  late: { effect: 'mark' },
  reminders: remind(1),
  source: cites('S3-06', 'S3-19'),
  rests: { ...customary, parties: setting('deciders') },
}

/** An event or campaign of any type but the festival. */
export const SU_KIEN_DATA = frame({
  id: 'su-kien',
  vi: 'Tổ chức sự kiện, đợt vận động',
  subjects: ['event'],
  types: TYPES,
  paths: [
    {
      id: 'provincial',
      vi: 'Sự kiện của tỉnh, sở, ngành, đơn vị thuộc tỉnh',
      kinds: ['event'],
      types,
      owners: PROVINCE_OWNERS,
      traits: ['provincial'],
      steps: ['proposeByProvince', 'approveByProvince', 'reportByProvince'],
      source: cites('S4-04', 'S4-08c', 'S4-14', 'S4-16'),
    },
    {
      id: 'provincialMeeting',
      vi: 'Giao ban, cuộc họp của tỉnh, sở, ngành, đơn vị thuộc tỉnh',
      kinds: ['event'],
      types: MEETINGS,
      owners: PROVINCE_OWNERS,
      traits: ['provincial'],
      steps: ['conveneByProvince', 'minuteByProvince', 'confirmByProvince'],
      source: cites('S4-15'),
    },
    {
      id: 'meeting',
      vi: 'Giao ban, cuộc họp của xã, đơn vị, khu dân cư',
      kinds: ['event'],
      types: MEETINGS,
      owners: COMMUNE_OWNERS,
      steps: ['convene', 'minute', 'confirm'],
      source: cites('S3-06', 'S3-19'),
    },
    {
      id: 'commune',
      vi: 'Sự kiện của xã, đơn vị, khu dân cư',
      kinds: ['event'],
      types,
      owners: COMMUNE_OWNERS,
      steps: ['propose', 'approve', 'report'],
      source: cites('S0-04', 'S0-06', 'S0-09a', 'S0-16', 'S1-04', 'S1-07a', 'S1-19', 'S3-15a'),
    },
  ],
  steps: [
    propose,
    approve,
    report,
    fork(propose, {
      id: 'proposeByProvince',
      vi: 'Tỉnh, sở, ngành đề xuất, lập kế hoạch',
      parties: PROVINCE_OWNER,
    }),
    fork(approve, {
      id: 'approveByProvince',
      vi: 'Cấp tỉnh duyệt kế hoạch tổ chức',
      parties: [PROVINCE_CHAIR, POLICE_DIRECTOR],
      signing: { mode: 'any' },
      numbers: [{ register: 'plans', level: 'province' }],
      papers: [paper('plan', 'forward', { register: 'plans' })],
    }),
    fork(report, {
      id: 'reportByProvince',
      vi: 'Tỉnh, sở, ngành tổ chức và báo cáo',
      parties: PROVINCE_OWNER,
      escalation: [PROVINCE_STAFF],
    }),
    convene,
    minute,
    fork(convene, { id: 'conveneByProvince', vi: 'Cấp tỉnh triệu tập họp', parties: PROVINCE_OWNER }),
    fork(minute, {
      id: 'minuteByProvince',
      vi: 'Cấp tỉnh họp, lập biên bản',
      parties: PROVINCE_OWNER,
      escalation: [PROVINCE_STAFF],
    }),
    confirm,
    fork(confirm, {
      id: 'confirmByProvince',
      vi: 'Chủ tọa ở tỉnh xác nhận biên bản, kết luận',
      parties: [PROVINCE_CHAIR, POLICE_DIRECTOR],
      signing: { mode: 'any' },
      source: cites('S4-15'),
    }),
  ],
  outcomes: [
    { id: 'held', vi: 'Đã tổ chức', nature: 'granted', subject: 'ended', source: cites('S1-14', 'S4-24') },
    {
      id: 'declined',
      vi: 'Không được duyệt',
      nature: 'denied',
      subject: 'ended',
      source: setting('refusal'),
    },
    { id: 'cancelled', vi: 'Không tổ chức', nature: 'ended', subject: 'ended', source: setting('refusal') },
  ],
  dates: {
    event: { vi: 'Ngày tổ chức', rule: through('12-10') },
    report: { vi: 'Hạn báo cáo kết quả', rule: through('12-20') },
  },
  settings: SETTINGS,
  source: cites('S0-04', 'S0-06', 'S1-07a', 'S1-19', 'S3-15a', 'S3-19', 'S4-04', 'S4-14', 'S4-16'),
})

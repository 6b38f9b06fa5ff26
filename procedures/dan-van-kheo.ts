// "Dân vận khéo": a new model is registered with the body that launched the movement, built, reviewed and recognised.
// Keeping an old one is the yearly review of models (mo-hinh-ra-soat). Facts: S0-15, S1-11; what makes one "khéo" comes
// from one province's text (one of four fields, named, addressed, registered, led by the Party cell). Dates not found.
import type { Procedure, StepRule } from '../domain/procedure.ts'
import {
  NUMBERED,
  backTo,
  choice,
  cites,
  customary,
  dateOf,
  decidedByPolice,
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
} from './common/build.ts'
import {
  COMMUNE_CHAIR,
  COMMUNE_OWNERS,
  CULTURE_SOCIAL,
  OWNER,
  POLICE_DIRECTOR,
  PROVINCE_OWNER,
  PROVINCE_OWNERS,
  PROVINCE_STAFF,
  STANDING_BODY,
} from './common/parties.ts'

const SETTINGS = [
  {
    id: 'massWorkProcedure',
    vi: 'Trình tự đăng ký, xét công nhận mô hình dân vận khéo',
    value: 'đăng ký, duyệt, báo cáo, xét, quyết định',
    why: 'S0-15 asks that new models be registered and old ones kept; deadlines and who approves were not found.',
  },
  {
    id: 'massWorkFields',
    vi: 'Bốn lĩnh vực',
    value: 'kinh tế; văn hóa - xã hội; quốc phòng - an ninh; hệ thống chính trị',
    why: 'Taken from a text of one province that was found in a damaged copy; other provinces may differ.',
  },
] as const

const late = { late: setting('lateMarked'), reminders: setting('reminders') } as const

const register: StepRule = {
  id: 'register',
  vi: 'Đăng ký mô hình dân vận khéo',
  parties: OWNER,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: [
    choice('domain', 'Lĩnh vực', {
      economy: 'Kinh tế',
      culture: 'Văn hóa - xã hội',
      defence: 'Quốc phòng - an ninh',
      politics: 'Hệ thống chính trị',
    }),
    text('address', 'Địa chỉ mô hình'),
    text('ledBy', 'Cấp ủy lãnh đạo'),
    document('registration', 'Bản đăng ký'),
  ],
  offers: [],
  due: dateOf('registration'),
  late: { effect: 'mark' },
  reminders: remind(10, 3),
  source: cites('S0-15', 'S1-11'),
  rests: { ...late, needs: setting('massWorkFields') },
}

const approve: StepRule = {
  id: 'approve',
  vi: 'Nơi phát động duyệt đăng ký',
  parties: [COMMUNE_CHAIR, ...STANDING_BODY],
  signing: { mode: 'any' },
  forward: { action: 'approve', to: 'next' },
  reject: { to: { outcome: 'notRecognised' } },
  returns: backTo('previous'),
  needs: [],
  offers: ['transfer'],
  due: dateOf('approval'),
  late: { effect: 'mark' },
  reminders: remind(3),
  source: setting('massWorkProcedure'),
  rests: { ...customary, parties: setting('standingBody') },
}

const report: StepRule = {
  id: 'report',
  vi: 'Báo cáo kết quả mô hình',
  parties: OWNER,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: [
    longText('results', 'Kết quả, sức lan tỏa'),
    integer('points', 'Số điểm áp dụng'),
    integer('teams', 'Số tổ'),
    document('report', 'Báo cáo'),
  ],
  offers: ['entrust'],
  due: dateOf('report'),
  late: { effect: 'mark' },
  reminders: remind(10, 3),
  source: cites('S0-15', 'S1-11'),
  rests: late,
}

const review: StepRule = {
  id: 'review',
  vi: 'Công an xã và Phòng Văn hóa - Xã hội xét',
  parties: [...STANDING_BODY, CULTURE_SOCIAL],
  signing: { mode: 'any' },
  forward: { action: 'approve', to: 'next' },
  reject: { to: { outcome: 'notRecognised' } },
  returns: backTo('previous'),
  needs: [longText('opinion', 'Nhận xét', false)],
  offers: ['transfer'],
  due: dateOf('review'),
  late: { effect: 'mark' },
  reminders: remind(3),
  source: setting('massWorkProcedure'),
  rests: { ...customary, parties: setting('standingBody') },
}

const decide: StepRule = {
  id: 'decide',
  vi: 'Chủ tịch UBND xã công nhận',
  parties: [COMMUNE_CHAIR],
  signing: { mode: 'one' },
  forward: { action: 'approve', to: { outcome: 'recognised' } },
  reject: { to: { outcome: 'notRecognised' } },
  returns: backTo('previous'),
  needs: [],
  offers: ['entrust'],
  due: dateOf('decision'),
  late: { effect: 'mark' },
  reminders: remind(3),
  numbers: [{ register: 'decisions', level: 'commune' }],
  papers: [paper('decision', 'forward', { register: 'decisions' })],
  batch: true,
  source: setting('massWorkProcedure'),
  rests: {
    ...customary,
    parties: setting('deciders'),
    numbers: NUMBERED,
    batch: setting('batchDecision'),
  },
}

const byProvince = { parties: [PROVINCE_STAFF], signing: { mode: 'one' } } as const

/** A new "Dân vận khéo" model, from registration to recognition. */
export const DAN_VAN_KHEO: Procedure = frame({
  id: 'dan-van-kheo',
  vi: 'Đăng ký, công nhận mô hình dân vận khéo',
  subjects: ['model'],
  types: { massWork: 'Dân vận khéo' },
  begins: 'draft',
  paths: [
    {
      id: 'provincial',
      vi: 'Mô hình của tỉnh, sở, ngành, đơn vị thuộc tỉnh',
      kinds: ['model'],
      types: ['massWork'],
      owners: PROVINCE_OWNERS,
      traits: ['provincial'],
      steps: [
        'registerByProvince',
        'approveByProvince',
        'reportByProvince',
        'reviewByProvince',
        'decideByProvince',
      ],
      source: setting('provinceJudges'),
    },
    {
      id: 'commune',
      vi: 'Mô hình của xã, đơn vị, khu dân cư',
      kinds: ['model'],
      types: ['massWork'],
      owners: COMMUNE_OWNERS,
      steps: ['register', 'approve', 'report', 'review', 'decide'],
      source: cites('S0-15', 'S1-11'),
    },
  ],
  steps: [
    register,
    approve,
    report,
    review,
    decide,
    fork(register, { id: 'registerByProvince', vi: 'Cấp tỉnh đăng ký mô hình', parties: PROVINCE_OWNER }),
    fork(approve, {
      ...byProvince,
      id: 'approveByProvince',
      vi: 'Công an tỉnh duyệt đăng ký',
      rests: customary,
    }),
    fork(report, { id: 'reportByProvince', vi: 'Cấp tỉnh báo cáo kết quả', parties: PROVINCE_OWNER }),
    fork(review, { ...byProvince, id: 'reviewByProvince', vi: 'Công an tỉnh xét', rests: customary }),
    fork(decide, {
      id: 'decideByProvince',
      vi: 'Giám đốc Công an tỉnh công nhận',
      parties: [POLICE_DIRECTOR],
      ...decidedByPolice,
    }),
  ],
  outcomes: [
    {
      id: 'recognised',
      vi: 'Được công nhận',
      nature: 'granted',
      subject: 'active',
      source: cites('S0-15', 'S1-11'),
    },
    {
      id: 'notRecognised',
      vi: 'Chưa được công nhận',
      nature: 'denied',
      subject: 'ended',
      source: setting('refusal'),
    },
  ],
  dates: {
    registration: { vi: 'Hạn đăng ký', rule: through('03-31') },
    approval: { vi: 'Hạn duyệt đăng ký', rule: through('04-15') },
    report: { vi: 'Hạn báo cáo kết quả', rule: through('10-31') },
    review: { vi: 'Hạn xét', rule: through('11-15') },
    decision: { vi: 'Hạn quyết định', rule: through('11-30') },
  },
  settings: SETTINGS,
  source: cites('S0-15', 'S1-11'),
})

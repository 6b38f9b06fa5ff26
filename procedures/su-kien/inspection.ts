// A periodic inspection of an office: planned, recorded on the spot, concluded with "nhân rộng", which hands out what others
// are to take over, or sent to be put right ("chấn chỉnh"), which the inspecting level looks at again before it ends.
// Facts: S0-20, S1-14, S4-24; how it is carried out was not found.
import type { StepRule } from '../../domain/procedure.ts'
import {
  backTo,
  cites,
  customary,
  date,
  dateOf,
  document,
  fork,
  frame,
  longText,
  remind,
  setting,
  through,
  usualAfter,
  within,
} from '../common/build.ts'
import {
  COMMUNE_CHAIR,
  COMMUNE_INSPECTOR,
  COMMUNE_ITSELF,
  COMMUNE_POLICE,
  POLICE_DIRECTOR,
  PROVINCE_INSPECTOR,
  PROVINCE_OWNER,
  PROVINCE_STAFF,
  STANDING_BODY,
  UNIT,
} from '../common/parties.ts'

const SETTINGS = [
  {
    id: 'inspectionFollowUp',
    vi: 'Số ngày làm việc để chấn chỉnh',
    value: 20,
    why: 'S4-24 asks that shortcomings be put right; within which time is not said.',
  },
  {
    id: 'inspectionEnds',
    vi: 'Ai xác nhận việc chấn chỉnh, việc gì theo sau kết luận nhân rộng',
    value: 'cấp kiểm tra xem lại, trả lại nếu chưa đạt; việc nhân rộng giao thành nhiệm vụ',
    why: 'S4-24 names both ends of an inspection; who confirms that something was put right, and how others take a good example over, was not found.',
  },
] as const

const plan: StepRule = {
  id: 'plan',
  vi: 'Lập kế hoạch kiểm tra',
  parties: STANDING_BODY,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: [date('inspectedOn', 'Ngày kiểm tra'), document('plan', 'Kế hoạch kiểm tra')],
  offers: [],
  late: { effect: 'mark' },
  source: cites('S0-20', 'S4-24'),
  rests: { parties: setting('standingBody') },
}

const record: StepRule = {
  id: 'record',
  vi: 'Kiểm tra, lập biên bản',
  parties: [COMMUNE_INSPECTOR, COMMUNE_POLICE],
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: [longText('findings', 'Kết quả kiểm tra'), document('minutes', 'Biên bản kiểm tra')],
  offers: ['transfer'],
  due: dateOf('inspection'),
  late: { effect: 'mark' },
  reminders: remind(5, 1),
  source: cites('S0-20', 'S4-24'),
  rests: {
    parties: setting('inspection'),
    late: setting('lateMarked'),
    reminders: setting('reminders'),
  },
}

const conclude: StepRule = {
  id: 'conclude',
  vi: 'Chủ tịch UBND xã kết luận: nhân rộng, hoặc chấn chỉnh',
  parties: [COMMUNE_CHAIR],
  signing: { mode: 'one' },
  forward: { action: 'approve', to: { outcome: 'replicate' } },
  reject: { to: { step: 'rectify' } },
  returns: backTo('previous'),
  needs: [],
  offers: ['entrust'],
  due: within(5),
  late: { effect: 'mark' },
  reminders: remind(1),
  apart: ['record'],
  // What others are to take over: duties entered under the inspection go to their offices when it ends so.
  assigns: [{ kinds: ['duty'], procedure: 'nhiem-vu' }],
  copies: [
    { role: 'committeeHead', level: 'commune' },
    { role: 'committeeMember', level: 'commune' },
    ...UNIT,
  ],
  source: cites('S4-24'),
  rests: {
    ...customary,
    parties: setting('deciders'),
    apart: setting('dutiesApart'),
    reject: cites('S4-24'),
    assigns: setting('inspectionEnds'),
    copies: setting('informed'),
  },
}

const rectify: StepRule = {
  id: 'rectify',
  vi: 'Đơn vị được kiểm tra chấn chỉnh, báo cáo',
  parties: UNIT,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: [longText('measures', 'Việc đã chấn chỉnh'), document('report', 'Báo cáo khắc phục')],
  offers: [],
  due: {
    kind: 'workingDays',
    count: 20,
    from: 'stepEntered',
    source: 'inspectionFollowUp',
    settingMark: true,
  },
  late: { effect: 'mark' },
  reminders: remind(5, 1),
  escalation: [COMMUNE_CHAIR],
  source: cites('S4-24'),
  rests: { late: setting('lateMarked'), reminders: setting('reminders'), escalation: setting('reminders') },
}

const verify: StepRule = {
  id: 'verify',
  vi: 'Công an xã xem lại việc chấn chỉnh',
  parties: STANDING_BODY,
  signing: { mode: 'any' },
  forward: { action: 'approve', to: { outcome: 'rectified' } },
  reject: { to: { outcome: 'notRectified' } },
  returns: backTo('previous'),
  needs: [longText('seen', 'Kết quả xem lại'), document('verification', 'Biên bản xem lại', false)],
  offers: ['entrust'],
  due: within(5),
  late: { effect: 'mark' },
  reminders: remind(1),
  escalation: [COMMUNE_CHAIR],
  assigns: [{ kinds: ['duty'], procedure: 'nhiem-vu' }],
  source: setting('inspectionEnds'),
  rests: { ...customary, parties: setting('standingBody'), escalation: setting('reminders') },
}

const BY_PROVINCE: readonly StepRule[] = [
  fork(plan, {
    id: 'planByProvince',
    vi: 'Công an tỉnh lập kế hoạch kiểm tra',
    parties: [PROVINCE_STAFF, PROVINCE_INSPECTOR],
    rests: {},
  }),
  fork(record, {
    id: 'recordByProvince',
    vi: 'Công an tỉnh kiểm tra, lập biên bản',
    parties: [PROVINCE_INSPECTOR, PROVINCE_STAFF],
  }),
  fork(conclude, {
    id: 'concludeOnCommune',
    vi: 'Giám đốc Công an tỉnh kết luận về xã',
    parties: [POLICE_DIRECTOR],
    reject: { to: { step: 'rectifyByCommune' } },
    apart: ['recordByProvince'],
    copies: [...COMMUNE_ITSELF],
  }),
  fork(conclude, {
    id: 'concludeOnUnit',
    vi: 'Giám đốc Công an tỉnh kết luận về đơn vị thuộc tỉnh',
    parties: [POLICE_DIRECTOR],
    reject: { to: { step: 'rectifyByProvincialUnit' } },
    apart: ['recordByProvince'],
    copies: [...PROVINCE_OWNER],
  }),
  fork(rectify, {
    id: 'rectifyByCommune',
    vi: 'Xã chấn chỉnh, báo cáo',
    parties: COMMUNE_ITSELF,
    escalation: [PROVINCE_STAFF],
  }),
  fork(rectify, {
    id: 'rectifyByProvincialUnit',
    vi: 'Đơn vị thuộc tỉnh chấn chỉnh, báo cáo',
    parties: PROVINCE_OWNER,
    escalation: [POLICE_DIRECTOR],
  }),
  fork(verify, {
    id: 'verifyByProvince',
    vi: 'Công an tỉnh xem lại việc chấn chỉnh',
    parties: [PROVINCE_STAFF, PROVINCE_INSPECTOR],
    escalation: [POLICE_DIRECTOR],
    rests: { ...customary, escalation: setting('reminders') },
  }),
]

const STEPS = [plan, record, conclude, rectify, verify, ...BY_PROVINCE]

/** A periodic inspection and what follows from it. */
export const KIEM_TRA_DATA = frame({
  id: 'kiem-tra',
  vi: 'Kiểm tra định kỳ việc thực hiện phong trào',
  subjects: ['event'],
  types: { inspection: 'Cuộc kiểm tra' },
  paths: [
    {
      id: 'provincialUnit',
      vi: 'Kiểm tra sở, ngành, đơn vị thuộc tỉnh',
      kinds: ['event'],
      types: ['inspection'],
      owners: ['department', 'agency', 'enterprise', 'school'],
      traits: ['provincial'],
      steps: [
        'planByProvince',
        'recordByProvince',
        'concludeOnUnit',
        'rectifyByProvincialUnit',
        'verifyByProvince',
      ],
      source: cites('S4-24'),
    },
    {
      id: 'commune',
      vi: 'Kiểm tra xã, phường, đặc khu',
      kinds: ['event'],
      types: ['inspection'],
      owners: ['commune'],
      steps: [
        'planByProvince',
        'recordByProvince',
        'concludeOnCommune',
        'rectifyByCommune',
        'verifyByProvince',
      ],
      source: cites('S4-24'),
    },
    {
      id: 'unit',
      vi: 'Kiểm tra đơn vị, khu dân cư của xã',
      kinds: ['event'],
      types: ['inspection'],
      owners: ['agency', 'enterprise', 'school', 'residentialArea'],
      steps: ['plan', 'record', 'conclude', 'rectify', 'verify'],
      source: cites('S0-20', 'S1-14', 'S1-28'),
    },
  ],
  steps: STEPS,
  outcomes: [
    {
      id: 'replicate',
      vi: 'Đạt yêu cầu, nhân rộng cách làm',
      nature: 'granted',
      subject: 'ended',
      source: cites('S4-24'),
    },
    { id: 'rectified', vi: 'Đã chấn chỉnh', nature: 'granted', subject: 'ended', source: cites('S4-24') },
    {
      id: 'notRectified',
      vi: 'Không chấn chỉnh, kiến nghị xem xét trách nhiệm',
      nature: 'denied',
      subject: 'ended',
      source: setting('inspectionEnds'),
    },
  ],
  after: {
    ...usualAfter(STEPS),
    handOut: {
      by: 'decider',
      needs: [document('assignment', 'Văn bản giao việc nhân rộng (nếu có bản ký riêng)', false)],
      numbers: { register: 'minutes', level: 'unit' },
      paper: 'assignmentMinutes',
      source: setting('inspectionEnds'),
    },
  },
  dates: { inspection: { vi: 'Hạn kiểm tra', rule: through('10-31') } },
  settings: SETTINGS,
  source: cites('S0-20', 'S1-14', 'S4-24'),
})

// A periodic inspection of an office: planned, recorded on the spot, concluded with "nhân rộng", or sent to be put
// right ("chấn chỉnh"). Facts: S0-20, S1-14, S4-24; how it is carried out was not found.
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
  source: cites('S4-24'),
  rests: {
    ...customary,
    parties: setting('deciders'),
    apart: setting('dutiesApart'),
    reject: cites('S4-24'),
  },
}

const rectify: StepRule = {
  id: 'rectify',
  vi: 'Đơn vị được kiểm tra chấn chỉnh, báo cáo',
  parties: UNIT,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: { outcome: 'rectified' } },
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
  }),
  fork(conclude, {
    id: 'concludeOnUnit',
    vi: 'Giám đốc Công an tỉnh kết luận về đơn vị thuộc tỉnh',
    parties: [POLICE_DIRECTOR],
    reject: { to: { step: 'rectifyByProvincialUnit' } },
    apart: ['recordByProvince'],
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
]

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
      steps: ['planByProvince', 'recordByProvince', 'concludeOnUnit', 'rectifyByProvincialUnit'],
      source: cites('S4-24'),
    },
    {
      id: 'commune',
      vi: 'Kiểm tra xã, phường, đặc khu',
      kinds: ['event'],
      types: ['inspection'],
      owners: ['commune'],
      steps: ['planByProvince', 'recordByProvince', 'concludeOnCommune', 'rectifyByCommune'],
      source: cites('S4-24'),
    },
    {
      id: 'unit',
      vi: 'Kiểm tra đơn vị, khu dân cư của xã',
      kinds: ['event'],
      types: ['inspection'],
      owners: ['agency', 'enterprise', 'school', 'residentialArea'],
      steps: ['plan', 'record', 'conclude', 'rectify'],
      source: cites('S0-20', 'S1-14', 'S1-28'),
    },
  ],
  steps: [plan, record, conclude, rectify, ...BY_PROVINCE],
  outcomes: [
    {
      id: 'replicate',
      vi: 'Đạt yêu cầu, nhân rộng cách làm',
      nature: 'granted',
      subject: 'ended',
      source: cites('S4-24'),
    },
    { id: 'rectified', vi: 'Đã chấn chỉnh', nature: 'granted', subject: 'ended', source: cites('S4-24') },
  ],
  dates: { inspection: { vi: 'Hạn kiểm tra', rule: through('10-31') } },
  settings: SETTINGS,
  source: cites('S0-20', 'S1-14', 'S4-24'),
})

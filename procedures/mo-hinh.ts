// The register of models ("mô hình"): a model is registered once and reviewed every year, until it ends. Facts: S0-07,
// S1-06, S1-21, S3-09, S4-11 (review, classify, replicate, end), S0-11c, S3-10a, S3-11, S3-14d, S4-10b (kinds of model),
// NĐ 06/2014/NĐ-CP Đ.5.4. Counting by điểm and tổ follows one province's practice. Forms and classes were not found.
import type { Need, Procedure, StepRule } from '../domain/procedure.ts'
import {
  backTo,
  choice,
  cites,
  customary,
  dateOf,
  document,
  fork,
  frame,
  integer,
  longText,
  remind,
  setting,
  text,
  through,
  within,
} from './common/build.ts'
import {
  COMMUNE_CHAIR,
  COMMUNE_OWNERS,
  OWNER,
  POLICE_DIRECTOR,
  PROVINCE_OWNER,
  PROVINCE_OWNERS,
  PROVINCE_STAFF,
  STANDING_BODY,
} from './common/parties.ts'

const SETTINGS = [
  {
    id: 'modelClasses',
    vi: 'Cách phân loại mô hình',
    value: 'hiệu quả, bình thường, kém',
    why: 'S3-09 asks for classes without naming them; the guidance that names them was not found.',
  },
  {
    id: 'modelCounting',
    vi: 'Cách đếm mô hình: tên, số điểm, số tổ',
    value: 'theo điểm và tổ',
    why: 'One province counts where a model is applied (điểm) and its groups (tổ); no general rule was found.',
  },
] as const

const TYPES = {
  security: 'Tự phòng, tự quản về an ninh, trật tự',
  fire: 'Phòng cháy, chữa cháy',
  enterprise: 'Doanh nghiệp, công nhân tự quản',
  school: 'Trường học',
  cyber: 'Không gian mạng',
}

/** How big it is: areas that apply it, groups in it, people in them. */
const SIZE: readonly Need[] = [
  integer('points', 'Số điểm áp dụng'),
  integer('teams', 'Số tổ'),
  integer('members', 'Số thành viên'),
]
const counting = { needs: setting('modelCounting') } as const
const late = { late: setting('lateMarked'), reminders: setting('reminders') } as const

const register: StepRule = {
  id: 'register',
  vi: 'Đăng ký mô hình',
  parties: OWNER,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: [
    longText('purpose', 'Mục đích, cách hoạt động'),
    ...SIZE,
    document('proposal', 'Đề án, quy chế', false),
  ],
  offers: [],
  late: { effect: 'mark' },
  source: cites('S0-07', 'NĐ 06/2014/NĐ-CP Đ.5.4'),
  rests: counting,
}
const appraise: StepRule = {
  id: 'appraise',
  vi: 'Thường trực Ban Chỉ đạo xã thẩm định mô hình',
  parties: STANDING_BODY,
  signing: { mode: 'any' },
  forward: { action: 'approve', to: 'next' },
  reject: { to: { outcome: 'declined' } },
  returns: backTo('previous'),
  needs: [longText('opinion', 'Ý kiến thẩm định: thực chất, không hình thức', false)],
  offers: ['transfer'],
  due: within(10),
  late: { effect: 'mark' },
  reminders: remind(2),
  source: cites('S1-06', 'S1-21'),
  rests: { ...customary, parties: setting('standingBody') },
}
const approve: StepRule = {
  id: 'approve',
  vi: 'Chủ tịch UBND xã công nhận mô hình',
  parties: [COMMUNE_CHAIR],
  signing: { mode: 'one' },
  forward: { action: 'approve', to: { outcome: 'registered' } },
  reject: { to: { outcome: 'declined' } },
  returns: backTo('previous'),
  needs: [],
  offers: ['entrust'],
  due: within(5),
  late: { effect: 'mark' },
  reminders: remind(1),
  batch: true,
  source: setting('deciders'),
  rests: { ...customary, batch: setting('batchDecision') },
}

/** The registering of a new model. */
export const MO_HINH: Procedure = frame({
  id: 'mo-hinh',
  vi: 'Đăng ký, công nhận mô hình',
  subjects: ['model'],
  types: TYPES,
  begins: 'draft',
  paths: [
    {
      id: 'provincial',
      vi: 'Mô hình của tỉnh, sở, ngành, đơn vị thuộc tỉnh',
      kinds: ['model'],
      types: Object.keys(TYPES),
      owners: PROVINCE_OWNERS,
      traits: ['provincial'],
      steps: ['registerByProvince', 'appraiseByProvince', 'approveByProvince'],
      source: setting('provinceJudges'),
    },
    {
      id: 'commune',
      vi: 'Mô hình của xã, đơn vị, khu dân cư',
      kinds: ['model'],
      types: Object.keys(TYPES),
      owners: COMMUNE_OWNERS,
      steps: ['register', 'appraise', 'approve'],
      source: cites('S0-07', 'S0-11c', 'S3-10a', 'S3-11', 'S3-14d', 'S4-10b'),
    },
  ],
  steps: [
    register,
    appraise,
    approve,
    fork(register, { id: 'registerByProvince', vi: 'Cấp tỉnh đăng ký mô hình', parties: PROVINCE_OWNER }),
    fork(appraise, {
      id: 'appraiseByProvince',
      vi: 'Công an tỉnh thẩm định mô hình',
      parties: [PROVINCE_STAFF],
      signing: { mode: 'one' },
      rests: customary,
    }),
    fork(approve, {
      id: 'approveByProvince',
      vi: 'Giám đốc Công an tỉnh công nhận mô hình',
      parties: [POLICE_DIRECTOR],
    }),
  ],
  outcomes: [
    { id: 'registered', vi: 'Đã đăng ký', nature: 'granted', subject: 'active', source: cites('S0-07') },
    { id: 'declined', vi: 'Không công nhận', nature: 'denied', subject: 'ended', source: setting('refusal') },
  ],
  settings: SETTINGS.slice(1),
  source: cites('S0-07', 'S1-06', 'S3-09', 'S4-11', 'NĐ 06/2014/NĐ-CP Đ.5.4'),
})

const report: StepRule = {
  id: 'report',
  vi: 'Báo cáo hoạt động của mô hình trong năm',
  parties: OWNER,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: [longText('results', 'Kết quả hoạt động'), ...SIZE, document('report', 'Báo cáo', false)],
  offers: [],
  due: dateOf('report'),
  late: { effect: 'mark' },
  reminders: remind(10, 3),
  source: cites('S3-09', 'S4-11'),
  rests: { ...late, ...counting },
}
const classify: StepRule = {
  id: 'classify',
  vi: 'Thường trực Ban Chỉ đạo xã đánh giá, phân loại',
  parties: STANDING_BODY,
  signing: { mode: 'any' },
  forward: { action: 'approve', to: 'next' },
  returns: backTo('previous'),
  needs: [
    choice('class', 'Loại', { effective: 'Hiệu quả', ordinary: 'Bình thường', poor: 'Kém hiệu quả' }),
    longText('remarks', 'Nhận xét', false),
  ],
  offers: ['transfer'],
  due: dateOf('classification'),
  late: { effect: 'mark' },
  reminders: remind(3),
  source: cites('S1-06', 'S1-21', 'S3-09', 'S4-11'),
  rests: { ...customary, parties: setting('standingBody'), needs: setting('modelClasses') },
}
const decide: StepRule = {
  id: 'decide',
  vi: 'Chủ tịch UBND xã quyết định: giữ, nhân rộng, củng cố hoặc kết thúc',
  parties: [COMMUNE_CHAIR],
  signing: { mode: 'one' },
  forward: {
    action: 'approve',
    to: {
      field: 'verdict',
      cases: {
        kept: { outcome: 'kept' },
        replicated: { outcome: 'replicated' },
        rectified: { outcome: 'rectified' },
        ended: { outcome: 'ended' },
      },
    },
  },
  returns: backTo('previous'),
  needs: [
    choice('verdict', 'Quyết định', {
      kept: 'Giữ, duy trì',
      replicated: 'Nhân rộng',
      rectified: 'Củng cố, chấn chỉnh',
      ended: 'Kết thúc, thanh loại',
    }),
    longText('ground', 'Lý do', false),
  ],
  offers: ['entrust'],
  due: dateOf('decision'),
  late: { effect: 'mark' },
  reminders: remind(3),
  source: cites('S3-09', 'S4-11'),
  rests: { ...customary, parties: setting('deciders') },
}

/** The yearly review of an active model, Dân vận khéo included. */
export const MO_HINH_RA_SOAT: Procedure = frame({
  id: 'mo-hinh-ra-soat',
  vi: 'Rà soát, phân loại mô hình hằng năm',
  subjects: ['model'],
  types: { ...TYPES, massWork: 'Dân vận khéo' },
  begins: 'active',
  paths: [
    {
      id: 'provincial',
      vi: 'Mô hình của tỉnh, sở, ngành, đơn vị thuộc tỉnh',
      kinds: ['model'],
      owners: PROVINCE_OWNERS,
      traits: ['provincial'],
      steps: ['reportByProvince', 'classifyByProvince', 'decideByProvince'],
      source: setting('provinceJudges'),
    },
    {
      id: 'commune',
      vi: 'Mô hình của xã, đơn vị, khu dân cư',
      kinds: ['model'],
      owners: COMMUNE_OWNERS,
      steps: ['report', 'classify', 'decide'],
      source: cites('S1-06', 'S1-21', 'S3-09', 'S4-11'),
    },
  ],
  steps: [
    report,
    classify,
    decide,
    fork(report, { id: 'reportByProvince', vi: 'Cấp tỉnh báo cáo mô hình', parties: PROVINCE_OWNER }),
    fork(classify, {
      id: 'classifyByProvince',
      vi: 'Công an tỉnh đánh giá, phân loại',
      parties: [PROVINCE_STAFF],
      signing: { mode: 'one' },
      rests: { ...customary, needs: setting('modelClasses') },
    }),
    fork(decide, {
      id: 'decideByProvince',
      vi: 'Giám đốc Công an tỉnh quyết định về mô hình',
      parties: [POLICE_DIRECTOR],
    }),
  ],
  outcomes: [
    { id: 'kept', vi: 'Duy trì', nature: 'granted', source: cites('S0-07', 'S1-06') },
    { id: 'replicated', vi: 'Nhân rộng', nature: 'granted', source: cites('S3-09', 'S4-11') },
    { id: 'rectified', vi: 'Củng cố, chấn chỉnh', nature: 'granted', source: cites('S1-06', 'S4-11') },
    { id: 'ended', vi: 'Kết thúc', nature: 'ended', subject: 'ended', source: cites('S3-09', 'S4-11') },
  ],
  dates: {
    report: { vi: 'Hạn báo cáo mô hình', rule: through('10-31') },
    classification: { vi: 'Hạn đánh giá, phân loại', rule: through('11-15') },
    decision: { vi: 'Hạn quyết định', rule: through('11-30') },
  },
  settings: SETTINGS,
  source: cites('S1-06', 'S1-21', 'S3-09', 'S4-11'),
})

// Awards: regular, đột xuất (sudden), trực tiếp (direct), and the higher ones that recognition opens (S2-19). Facts:
// S0-04, S1-16, S2-18, S2-19, S2-27, S3-18, S4-20; Luật Thi đua, khen thưởng Đ.80 (who gives a giấy khen) and ch. VII
// (annulment, recovery). Papers and time limits of the decrees in force were not found: settings.
import type { Need, Procedure, StepRule } from '../domain/procedure.ts'
import {
  NUMBERED,
  backTo,
  choice,
  cites,
  customary,
  document,
  fork,
  frame,
  longText,
  money,
  remind,
  setting,
  text,
  within,
  yesNo,
} from './common/build.ts'
import {
  COMMUNE_CHAIR,
  COMMUNE_OWNERS,
  COMMUNE_POLICE,
  CULTURE_SOCIAL,
  OWNER,
  PROVINCE_CHAIR,
  PROVINCE_OWNER,
  PROVINCE_OWNERS,
  PROVINCE_STAFF,
} from './common/parties.ts'

const SETTINGS = [
  {
    id: 'awardTime',
    vi: 'Thời hạn xét khen thưởng',
    value: 'thường xuyên 10 ngày, đột xuất và trực tiếp 5 ngày làm việc mỗi bước',
    why: 'Only the limits of older decrees were found (25 working days for a sudden award of a province). These are shorter.',
  },
  {
    id: 'oneAchievement',
    vi: 'Một thành tích không khen nhiều lần',
    value: 'người thẩm định kiểm tra',
    why: 'The law forbids several awards for one achievement; who compares is not said. It is left to the appraiser.',
  },
] as const

const days = (count: number) =>
  ({ kind: 'workingDays', count, from: 'stepEntered', source: 'awardTime', settingMark: true }) as const

const PAPERS: readonly Need[] = [
  text('recipient', 'Tập thể, cá nhân được đề nghị'),
  longText('achievement', 'Tóm tắt thành tích'),
  choice('form', 'Hình thức đề nghị', {
    certificate: 'Giấy khen',
    letter: 'Thư khen, biểu dương',
    higher: 'Bằng khen hoặc hình thức cao hơn',
  }),
  document('proposal', 'Tờ trình'),
  document('report', 'Báo cáo thành tích'),
  document('list', 'Danh sách', false),
]

const propose: StepRule = {
  id: 'propose',
  vi: 'Đề nghị khen thưởng',
  parties: OWNER,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: PAPERS,
  offers: ['entrust'],
  late: { effect: 'mark' },
  source: cites('S1-16', 'S2-18', 'S4-20'),
  rests: { parties: setting('ownersWork'), needs: setting('dossierDocuments') },
}

const appraise: StepRule = {
  id: 'appraise',
  vi: 'Phòng Văn hóa - Xã hội và Công an xã thẩm định',
  parties: [CULTURE_SOCIAL, COMMUNE_POLICE],
  signing: { mode: 'any' },
  forward: { action: 'approve', to: 'next' },
  reject: { to: { outcome: 'declined' } },
  returns: backTo('previous'),
  needs: [document('opinion', 'Ý kiến thẩm định', false)],
  offers: ['transfer', 'entrust'],
  due: days(10),
  late: { effect: 'mark' },
  reminders: remind(2),
  source: cites('S2-18', 'S2-27'),
  rests: { ...customary, needs: setting('oneAchievement') },
}

const decide: StepRule = {
  id: 'decide',
  vi: 'Chủ tịch UBND xã tặng giấy khen',
  parties: [COMMUNE_CHAIR],
  signing: { mode: 'one' },
  forward: { action: 'approve', to: { outcome: 'awarded' } },
  reject: { to: { outcome: 'declined' } },
  returns: backTo('previous'),
  needs: [],
  offers: ['entrust'],
  due: days(10),
  late: { effect: 'mark' },
  reminders: remind(2),
  apart: ['propose', 'appraise', 'appraiseFast'],
  numbers: [{ register: 'awards', level: 'commune' }],
  batch: true,
  certificate: true,
  source: cites('Luật Thi đua, khen thưởng Đ.80.3'),
  rests: {
    ...customary,
    apart: setting('dutiesApart'),
    numbers: NUMBERED,
    batch: setting('batchDecision'),
  },
}

const HIGHER: readonly StepRule[] = [
  fork(appraise, {
    id: 'appraiseHigher',
    vi: 'Phòng Văn hóa - Xã hội thẩm định đề nghị khen cao hơn',
    needs: [
      {
        kind: 'priorResult',
        result: 'exemplary',
        yearOffset: -1,
        of: 'owner',
        accepted: ['achieved'],
        source: cites('S2-19'),
      },
      document('opinion', 'Ý kiến thẩm định', false),
    ],
    source: cites('S2-18', 'S2-19'),
  }),
  {
    id: 'submit',
    vi: 'Chủ tịch UBND xã trình tỉnh khen thưởng',
    parties: [COMMUNE_CHAIR],
    signing: { mode: 'one' },
    forward: { action: 'approve', to: 'next' },
    reject: { to: { outcome: 'declined' } },
    returns: backTo('previous'),
    needs: [],
    offers: ['entrust'],
    due: within(5),
    late: { effect: 'mark' },
    reminders: remind(1),
    numbers: [{ register: 'submissions', level: 'commune' }],
    source: cites('S2-18', 'S2-19'),
    rests: { ...customary, numbers: NUMBERED },
  },
]

const BY_PROVINCE: readonly StepRule[] = [
  fork(propose, {
    id: 'proposeByProvince',
    vi: 'Cấp tỉnh, sở, ngành đề nghị khen thưởng',
    parties: PROVINCE_OWNER,
    source: cites('S4-20'),
  }),
  fork(appraise, {
    id: 'appraiseProvince',
    vi: 'Công an tỉnh thẩm định, lập hồ sơ đề nghị',
    parties: [PROVINCE_STAFF],
    signing: { mode: 'one' },
    source: cites('S4-20'),
  }),
  fork(decide, {
    id: 'decideHigher',
    vi: 'Chủ tịch UBND tỉnh quyết định khen thưởng',
    parties: [PROVINCE_CHAIR],
    apart: ['appraiseProvince'],
    numbers: [{ register: 'awards', level: 'province' }],
    source: setting('deciders'),
  }),
]

/** An award, from the proposal to the decision; annulled with what was given taken back. */
export const KHEN_THUONG: Procedure = frame({
  id: 'khen-thuong',
  vi: 'Khen thưởng trong phong trào',
  subjects: ['award'],
  types: {
    regular: 'Thường xuyên',
    sudden: 'Đột xuất',
    direct: 'Trực tiếp cho lực lượng nòng cốt, quần chúng',
    higher: 'Hình thức cao hơn',
  },
  paths: [
    {
      id: 'provincial',
      vi: 'Khen thưởng do cấp tỉnh, sở, ngành, đơn vị thuộc tỉnh đề nghị',
      kinds: ['award'],
      owners: PROVINCE_OWNERS,
      traits: ['provincial'],
      steps: ['proposeByProvince', 'appraiseProvince', 'decideHigher'],
      source: cites('S4-20'),
    },
    {
      id: 'higher',
      vi: 'Hình thức cao hơn, theo kết quả điển hình',
      kinds: ['award'],
      types: ['higher'],
      owners: COMMUNE_OWNERS,
      steps: ['propose', 'appraiseHigher', 'submit', 'appraiseProvince', 'decideHigher'],
      source: cites('S2-19'),
    },
    {
      id: 'fast',
      vi: 'Đột xuất, trực tiếp',
      kinds: ['award'],
      types: ['sudden', 'direct'],
      owners: COMMUNE_OWNERS,
      steps: ['propose', 'appraiseFast', 'decideFast'],
      source: cites('S3-18', 'S4-20'),
    },
    {
      id: 'regular',
      vi: 'Thường xuyên',
      kinds: ['award'],
      types: ['regular'],
      owners: COMMUNE_OWNERS,
      steps: ['propose', 'appraise', 'decide'],
      source: cites('S0-04', 'S1-16', 'S2-18'),
    },
  ],
  steps: [
    propose,
    appraise,
    decide,
    fork(appraise, { id: 'appraiseFast', vi: 'Thẩm định ngay', due: days(5), reminders: remind(1) }),
    fork(decide, {
      id: 'decideFast',
      vi: 'Chủ tịch UBND xã khen đột xuất, trực tiếp',
      due: days(5),
      reminders: remind(1),
    }),
    ...HIGHER,
    ...BY_PROVINCE,
  ],
  outcomes: [
    { id: 'awarded', vi: 'Được khen thưởng', nature: 'granted', subject: 'active', source: cites('S1-16') },
    {
      id: 'declined',
      vi: 'Không được khen thưởng, đã báo lý do',
      nature: 'denied',
      subject: 'ended',
      source: setting('refusal'),
    },
  ],
  after: {
    revoke: {
      by: 'decider',
      needs: [
        choice('ground', 'Căn cứ hủy quyết định', {
          falseDeclaration: 'Kê khai gian dối thành tích',
          forgedDossier: 'Hồ sơ giả',
          unlawfulAppraisal: 'Thẩm định, xét tặng trái pháp luật',
          laterViolation: 'Vi phạm trong thời gian tính thành tích, phát hiện sau',
        }),
        money('recoveredMoney', 'Tiền thưởng thu hồi'),
        yesNo('recoveredObject', 'Đã thu hồi hiện vật, giấy khen'),
      ],
      source: cites('Luật Thi đua, khen thưởng ch. VII'),
    },
    correct: { by: 'decider', source: cites('NĐ 30/2020/NĐ-CP Đ.18.3') },
    reopen: {
      by: PROVINCE_STAFF,
      to: ['appraise', 'appraiseFast', 'appraiseHigher', 'appraiseProvince'],
      source: setting('reopening'),
    },
  },
  results: { awarded: { kind: 'award', value: 'given' } },
  settings: SETTINGS,
  source: cites('S0-04', 'S1-16', 'S2-18', 'S2-19', 'S2-27', 'S3-18', 'S4-20', 'Luật Thi đua, khen thưởng'),
})

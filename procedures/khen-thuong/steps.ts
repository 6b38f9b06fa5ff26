// Steps of an award: proposed with its papers, appraised, decided; those of a higher award pass the province too.
// What the decrees in force say about papers and days was not found: settings.
import type { Need, StepRule } from '../../domain/procedure.ts'
import {
  NUMBERED,
  backTo,
  choice,
  cites,
  customary,
  document,
  fork,
  longText,
  officeOrWords,
  paper,
  remind,
  setting,
  within,
} from '../common/build.ts'
import {
  COMMUNE_CHAIR,
  COMMUNE_POLICE,
  CULTURE_SOCIAL,
  OWNER,
  PROVINCE_CHAIR,
  PROVINCE_OWNER,
  PROVINCE_STAFF,
} from '../common/parties.ts'

/** Settings of this procedure alone. */
export const SETTINGS = [
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

/** Working days of a step of an award: the setting `awardTime`. */
export const days = (count: number) =>
  ({ kind: 'workingDays', count, from: 'stepEntered', source: 'awardTime', settingMark: true }) as const

const PAPERS: readonly Need[] = [
  officeOrWords('recipient', 'Tập thể, cá nhân được đề nghị'),
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

/** The proposal, by whoever owns the award. */
export const propose: StepRule = {
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

/** The appraisal in the commune. */
export const appraise: StepRule = {
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

/** The decision of the commune’s chair. */
export const decide: StepRule = {
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
  papers: [paper('commendation', 'forward', { register: 'awards' })],
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

/** Steps of a higher award before it reaches the province. */
export const HIGHER: readonly StepRule[] = [
  fork(appraise, {
    id: 'appraiseHigher',
    vi: 'Phòng Văn hóa - Xã hội thẩm định đề nghị khen cao hơn',
    needs: [
      {
        kind: 'priorResult',
        // Recognised or kept, in the year itself or the one before it.
        result: 'exemplary',
        yearOffset: 0,
        over: { years: 2, atLeast: 1 },
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
    papers: [paper('proposal', 'forward', { register: 'submissions' })],
    source: cites('S2-18', 'S2-19'),
    rests: { ...customary, numbers: NUMBERED },
  },
]

/** Steps of the province. */
export const BY_PROVINCE: readonly StepRule[] = [
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
    papers: [paper('commendation', 'forward', { register: 'awards' })],
    source: setting('deciders'),
  }),
]

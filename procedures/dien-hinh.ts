// The yearly recognition of "điển hình về phong trào toàn dân bảo vệ an ninh Tổ quốc", as data. Facts: the plan of
// xã Vĩnh Thủy for 2026 (rows S2-01 to S2-28) under Kế hoạch 612/KH-BCA-V05 and Quyết định 3554/QĐ-BCA-V05. What
// these leave open is a setting (dien-hinh/settings.ts). The steps stand beside this file, by who takes them.
import type { Procedure } from '../domain/procedure.ts'
import { COMMUNE_STEPS } from './dien-hinh/commune-steps.ts'
import { PROVINCE_CHAIR, PROVINCE_STAFF } from './dien-hinh/parties.ts'
import { PROVINCE_STEPS } from './dien-hinh/province-steps.ts'
import { SETTINGS, cites, internalDate, setting } from './dien-hinh/settings.ts'
import { UNIT_STEPS } from './dien-hinh/unit-steps.ts'

const JUDGEMENT = ['intake', 'appraisal', 'proposal', 'decision', 'issue'] as const
const UNIT_WAY = [
  'register',
  'screen',
  'plan',
  'build',
  'prepare',
  'review',
  'submission',
  ...JUDGEMENT,
] as const
const UNIT_WAY_BY_PROVINCE = [
  'registerWithProvince',
  'screenByProvince',
  'plan',
  'buildByProvince',
  'prepare',
  'review',
  'submission',
  ...JUDGEMENT,
] as const

/** The điển hình year of a commune, agency, enterprise, school or (by setting) residential area. */
export const DIEN_HINH: Procedure = {
  id: 'dien-hinh',
  version: 1,
  vi: 'Công nhận điển hình về phong trào toàn dân bảo vệ an ninh Tổ quốc',
  subjects: ['commune', 'agency', 'enterprise', 'school', 'residentialArea'],
  paths: [
    {
      id: 'commune',
      vi: 'Xã, phường, đặc khu',
      kinds: ['commune'],
      steps: [
        'registerCommune',
        'screenByProvince',
        'planCommune',
        'buildCommune',
        'prepareCommune',
        'submissionOfCommune',
        ...JUDGEMENT,
      ],
      source: setting('registersWithProvince'),
    },
    {
      id: 'provincialUnit',
      vi: 'Cơ quan, doanh nghiệp, cơ sở giáo dục thuộc tỉnh',
      kinds: ['agency', 'enterprise', 'school'],
      traits: ['provincial'],
      steps: [
        'registerWithProvince',
        'screenByProvince',
        'plan',
        'buildByProvince',
        'prepareForProvince',
        ...JUDGEMENT,
      ],
      source: setting('registersWithProvince'),
    },
    {
      id: 'unitWithoutPolice',
      vi: 'Đơn vị ở nơi không có Công an cấp xã',
      kinds: ['agency', 'enterprise', 'school'],
      traits: ['noPolice'],
      steps: UNIT_WAY_BY_PROVINCE,
      source: setting('provinceStandsIn'),
    },
    {
      id: 'unit',
      vi: 'Cơ quan, doanh nghiệp, cơ sở giáo dục trên địa bàn xã',
      kinds: ['agency', 'enterprise', 'school'],
      steps: UNIT_WAY,
      source: cites('S2-06', 'S2-07', 'S2-09', 'S2-11', 'S2-12', 'S2-14'),
    },
    {
      id: 'residentialAreaWithoutPolice',
      vi: 'Khu dân cư ở nơi không có Công an cấp xã',
      kinds: ['residentialArea'],
      traits: ['noPolice'],
      setting: 'residentialAreas',
      steps: UNIT_WAY_BY_PROVINCE,
      source: setting('residentialAreas'),
    },
    {
      id: 'residentialArea',
      vi: 'Khu dân cư',
      kinds: ['residentialArea'],
      setting: 'residentialAreas',
      steps: UNIT_WAY,
      source: setting('residentialAreas'),
    },
  ],
  steps: [...UNIT_STEPS, ...COMMUNE_STEPS, ...PROVINCE_STEPS],
  outcomes: [
    { id: 'recognised', vi: 'Được công nhận điển hình', nature: 'granted', source: cites('S2-15') },
    { id: 'notSelected', vi: 'Không được chọn đăng ký', nature: 'denied', source: setting('refusal') },
    { id: 'criteriaNotMet', vi: 'Chưa đạt đủ tiêu chí', nature: 'denied', source: cites('S2-11') },
    { id: 'notProposed', vi: 'Xã không đề nghị công nhận', nature: 'denied', source: setting('refusal') },
    { id: 'refused', vi: 'Không được công nhận', nature: 'denied', source: setting('refusal') },
    {
      id: 'notSubmitted',
      vi: 'Hết hạn mà không nộp hồ sơ',
      nature: 'ended',
      source: setting('notSubmittedLapses'),
    },
  ],
  withdraw: {
    until: [
      ...UNIT_STEPS.map(({ id }) => id),
      ...COMMUNE_STEPS.map(({ id }) => id),
      'intake',
      'appraisal',
      'proposal',
      'decision',
    ],
    source: setting('withdrawal'),
  },
  after: {
    maintain: { by: PROVINCE_CHAIR, results: ['maintained', 'notMaintained'], source: setting('keeper') },
    revoke: { by: PROVINCE_CHAIR, source: setting('revocation') },
    correct: {
      by: PROVINCE_CHAIR,
      numbers: { register: 'decisions', level: 'province' },
      source: cites('NĐ 30/2020/NĐ-CP Đ.18.3'),
    },
    reopen: {
      by: PROVINCE_STAFF,
      to: [
        'screen',
        'screenByProvince',
        'build',
        'buildByProvince',
        'buildCommune',
        'prepare',
        'prepareCommune',
        'intake',
        'appraisal',
      ],
      source: setting('reopening'),
    },
  },
  dates: {
    registration: { vi: 'Hạn đăng ký', rule: { kind: 'before', monthDay: '01-20', source: 'S2-06' } },
    screening: { vi: 'Hạn xét chọn đăng ký', rule: internalDate('01-31') },
    plan: { vi: 'Hạn ban hành kế hoạch', rule: internalDate('03-31') },
    inspection: { vi: 'Hạn kiểm tra, đánh giá', rule: internalDate('09-30') },
    unitDossier: { vi: 'Hạn đơn vị nộp hồ sơ', rule: internalDate('10-31') },
    review: { vi: 'Hạn Ban Chỉ đạo xã xét', rule: internalDate('10-31') },
    dossier: {
      vi: 'Hạn gửi hồ sơ về Công an tỉnh',
      rule: { kind: 'before', monthDay: '11-01', source: 'S2-14' },
    },
    intake: { vi: 'Hạn tiếp nhận hồ sơ', rule: internalDate('11-10') },
    appraisal: { vi: 'Hạn thẩm định', rule: internalDate('12-03') },
    proposal: { vi: 'Hạn đề nghị công nhận', rule: internalDate('12-07') },
    decision: {
      vi: 'Hạn quyết định và thông báo',
      rule: { kind: 'before', monthDay: '12-10', source: 'S2-15' },
    },
  },
  opens: '01-01',
  closes: '12-31',
  extendBy: PROVINCE_STAFF,
  sheets: {
    commune: 'sample-commune',
    agency: 'sample-organisation',
    enterprise: 'sample-organisation',
    school: 'sample-school',
    residentialArea: 'sample-residential-area',
  },
  results: { recognised: { kind: 'exemplary', value: 'achieved' } },
  settings: SETTINGS,
  source: cites('S2-02', 'QĐ 3554/QĐ-BCA-V05', 'KH 612/KH-BCA-V05'),
}

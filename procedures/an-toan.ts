// "Công nhận đạt tiêu chuẩn An toàn về an ninh, trật tự", every year, as data. Facts: Thông tư 124/2021/TT-BCA Đ.1-10
// as issued; the wording that TT 48/2025/TT-BCA put in its place was not found, and neither was who stands where the
// district stood. Those are settings. Rows S0-18, S1-23, S3-07, S3-12, S3-13, S4-06. Steps: an-toan/*.ts.
import type { Procedure } from '../domain/procedure.ts'
import { COMMUNE_STEPS } from './an-toan/commune-steps.ts'
import { PROVINCE_STEPS } from './an-toan/province-steps.ts'
import { SETTINGS } from './an-toan/settings.ts'
import { UNIT_STEPS } from './an-toan/unit-steps.ts'
import { before, cites, frame, setting, through } from './common/build.ts'
import { PROVINCE_STAFF } from './common/parties.ts'

/** The year of "An toàn về an ninh, trật tự" of a residential area, unit or commune. */
export const AN_TOAN: Procedure = frame({
  id: 'an-toan',
  vi: 'Công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự”',
  subjects: ['residentialArea', 'agency', 'enterprise', 'school', 'commune'],
  // Small and micro enterprises; primary schools, preschools, nurseries (TT124 Đ.1.2).
  excludes: ['smallEnterprise', 'preSecondary'],
  paths: [
    {
      id: 'area',
      vi: 'Khu dân cư',
      kinds: ['residentialArea'],
      steps: ['registerArea', 'self', 'appraise', 'decide'],
      source: cites('TT 124/2021/TT-BCA Đ.4, Đ.9.1.a, Đ.10.1'),
    },
    {
      id: 'ministryUnit',
      vi: 'Đơn vị do Bộ Công an theo dõi',
      kinds: ['agency', 'enterprise', 'school'],
      traits: ['ministerial'],
      steps: ['registerUnit', 'selfUnit', 'decideByMinistry'],
      source: cites('TT 124/2021/TT-BCA Đ.9.1.d, Đ.10.4'),
    },
    {
      id: 'provincialUnit',
      vi: 'Cơ quan, doanh nghiệp, cơ sở giáo dục thuộc tỉnh',
      kinds: ['agency', 'enterprise', 'school'],
      traits: ['provincial'],
      steps: ['registerUnit', 'selfUnit', 'appraiseByProvince', 'decideByProvince'],
      source: cites('TT 124/2021/TT-BCA Đ.6, Đ.7, Đ.10.3'),
    },
    {
      id: 'unit',
      vi: 'Cơ quan, doanh nghiệp, cơ sở giáo dục trên địa bàn xã',
      kinds: ['agency', 'enterprise', 'school'],
      steps: ['registerUnit', 'selfUnit', 'appraiseUnit', 'decideUnit'],
      source: cites('TT 124/2021/TT-BCA Đ.6, Đ.7, Đ.9.1.c, Đ.10.1'),
    },
    {
      id: 'commune',
      vi: 'Xã, phường, đặc khu',
      kinds: ['commune'],
      steps: ['registerCommune', 'selfCommune', 'appraiseCommune', 'decideCommune'],
      source: setting('provinceJudges'),
    },
  ],
  steps: [...UNIT_STEPS, ...COMMUNE_STEPS, ...PROVINCE_STEPS],
  outcomes: [
    {
      id: 'achieved',
      vi: 'Đạt tiêu chuẩn “An toàn về an ninh, trật tự”',
      nature: 'granted',
      source: cites('TT 124/2021/TT-BCA Đ.8.1'),
    },
    {
      id: 'notAchieved',
      vi: 'Chưa đạt tiêu chuẩn',
      nature: 'denied',
      source: cites('TT 124/2021/TT-BCA Đ.8.1'),
    },
  ],
  dates: {
    registration: {
      vi: 'Hạn đăng ký (hết Quý I)',
      rule: before('04-01', 'TT 124/2021/TT-BCA Đ.4-7 (Quý I)'),
    },
    selfArea: { vi: 'Hạn khu dân cư họp đánh giá', rule: through('11-05') },
    selfUnit: { vi: 'Hạn đơn vị họp đánh giá', rule: through('11-10') },
    selfCommune: { vi: 'Hạn xã tự đánh giá', rule: through('11-16') },
    appraisal: { vi: 'Hạn Thường trực Ban Chỉ đạo thẩm định', rule: through('11-12') },
    appraisalByProvince: { vi: 'Hạn Công an tỉnh thẩm định đơn vị', rule: through('11-15') },
    appraisalOfUnits: { vi: 'Hạn thẩm định đơn vị trên địa bàn', rule: through('11-15') },
    appraisalOfCommune: { vi: 'Hạn Công an tỉnh thẩm định xã', rule: through('11-18') },
    decisionArea: {
      vi: 'Hạn quyết định đối với khu dân cư',
      rule: before('11-15', 'TT 124/2021/TT-BCA Đ.9.1.a'),
    },
    decisionUnit: {
      vi: 'Hạn quyết định đối với đơn vị',
      rule: before('11-20', 'TT 124/2021/TT-BCA Đ.9.1.c, d'),
    },
    decisionCommune: {
      vi: 'Hạn quyết định đối với xã, phường, đặc khu',
      rule: before('11-20', 'TT 124/2021/TT-BCA Đ.9.1.b'),
    },
  },
  after: {
    revoke: { by: 'decider', source: setting('revocation') },
    correct: { by: 'decider', source: cites('NĐ 30/2020/NĐ-CP Đ.18.3') },
    // What the ministry decided is not the province's to open again.
    reopen: {
      by: PROVINCE_STAFF,
      to: ['appraise', 'appraiseUnit', 'appraiseCommune', 'appraiseByProvince'],
      source: setting('reopening'),
    },
  },
  sheets: {
    residentialArea: 'tt124-area',
    agency: 'tt124-organisation',
    enterprise: 'tt124-organisation',
    school: 'tt124-school',
    commune: 'tt124-commune',
  },
  results: { achieved: { kind: 'safety', value: 'achieved' } },
  settings: SETTINGS,
  source: cites('TT 124/2021/TT-BCA Đ.1-10', 'TT 48/2025/TT-BCA', 'S0-18', 'S1-23', 'S3-07', 'S4-06'),
})

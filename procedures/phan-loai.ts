// The yearly classification of the movement ("phân loại phong trào"), by points, as data. Facts: Quyết định
// 510/QĐ-BCA-V05 Đ.7 and Đ.11 as far as they were found: self-assessment first, a list of points, and the days 20/11,
// 30/11 and 15/12. Most tables of points and all cut-offs were not found: sample sheets, levels as settings. S4-07.
import type { Procedure } from '../domain/procedure.ts'
import { before, cites, frame, setting, through } from './common/build.ts'
import { FIGURES } from './phan-loai/figures.ts'
import { PROVINCE_STEPS } from './phan-loai/province-steps.ts'
import { SETTINGS } from './phan-loai/settings.ts'
import { COMMUNE_STEPS } from './phan-loai/commune-steps.ts'

/** The classification of a residential area, unit or commune, and the province's list that closes the year. */
export const PHAN_LOAI: Procedure = frame({
  id: 'phan-loai',
  vi: 'Phân loại phong trào toàn dân bảo vệ an ninh Tổ quốc',
  subjects: ['residentialArea', 'agency', 'enterprise', 'school', 'commune', 'province'],
  paths: [
    {
      id: 'area',
      vi: 'Khu dân cư',
      kinds: ['residentialArea'],
      steps: ['prepare', 'selfArea', 'scoreArea', 'decideArea'],
      source: cites('QĐ 510/QĐ-BCA-V05 Đ.11'),
    },
    {
      id: 'provincialUnit',
      vi: 'Cơ quan, doanh nghiệp, cơ sở giáo dục thuộc tỉnh',
      kinds: ['agency', 'enterprise', 'school'],
      traits: ['provincial'],
      steps: ['prepare', 'selfUnit', 'scoreByProvince', 'decideByProvince'],
      source: setting('provinceJudges'),
    },
    {
      id: 'unit',
      vi: 'Cơ quan, doanh nghiệp, cơ sở giáo dục trên địa bàn xã',
      kinds: ['agency', 'enterprise', 'school'],
      steps: ['prepare', 'selfUnit', 'scoreUnit', 'decideUnit'],
      source: cites('QĐ 510/QĐ-BCA-V05 Đ.7, Đ.11'),
    },
    {
      id: 'commune',
      vi: 'Xã, phường, đặc khu',
      kinds: ['commune'],
      steps: ['prepareCommune', 'selfCommune', 'scoreByProvince', 'decideByProvince'],
      source: setting('provinceJudges'),
    },
    {
      id: 'province',
      vi: 'Danh sách phân loại của tỉnh',
      kinds: ['province'],
      steps: ['compileList', 'closeList'],
      source: setting('provinceList'),
    },
  ],
  steps: [...COMMUNE_STEPS, ...PROVINCE_STEPS],
  outcomes: [
    { id: 'classified', vi: 'Đã phân loại', nature: 'granted', source: cites('QĐ 510/QĐ-BCA-V05') },
    { id: 'notRated', vi: 'Không phân loại', nature: 'denied', source: setting('refusal') },
    { id: 'listed', vi: 'Đã chốt danh sách của tỉnh', nature: 'granted', source: setting('provinceList') },
  ],
  figures: FIGURES,
  dates: {
    preparation: { vi: 'Hạn mở phiếu chấm điểm', rule: through('10-31') },
    selfArea: { vi: 'Hạn khu dân cư tự chấm điểm', rule: through('11-10') },
    selfUnit: { vi: 'Hạn đơn vị, xã tự chấm điểm', rule: through('11-20') },
    score: { vi: 'Hạn chấm điểm khu dân cư', rule: through('11-16') },
    scoreUnit: { vi: 'Hạn chấm điểm đơn vị, xã', rule: through('11-25') },
    decisionArea: {
      vi: 'Hạn phân loại khu dân cư',
      rule: before('11-20', 'QĐ 510/QĐ-BCA-V05 Đ.11'),
    },
    decision: {
      vi: 'Hạn phân loại đơn vị, xã',
      rule: before('11-30', 'QĐ 510/QĐ-BCA-V05 Đ.11'),
    },
    compilation: { vi: 'Hạn lập danh sách của tỉnh', rule: through('12-10') },
    list: {
      vi: 'Hạn chốt danh sách của tỉnh',
      rule: { ...before('12-15', 'provinceList'), settingMark: true },
    },
  },
  sheets: {
    residentialArea: 'qd510-sample-area',
    agency: 'qd510-sample-organisation',
    enterprise: 'qd510-sample-organisation',
    school: 'qd510-sample-organisation',
    commune: 'qd510-sample-commune',
  },
  results: { classified: { kind: 'movement', value: { level: 'inspection' } } },
  settings: SETTINGS,
  source: cites('QĐ 510/QĐ-BCA-V05', 'S0-18', 'S1-23', 'S3-07', 'S4-07'),
})

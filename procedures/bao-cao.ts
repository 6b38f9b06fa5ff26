// Reports of the movement: half a year, a year, and on request. Areas and units report to the commune (through its
// police), communes, departments and provincial units to the province, the province to the ministry. Facts: S1-27
// (20/5, 20/11), S4-03 (10/6, 10/12), S0-22, S1-28, S2-25, S3-20. The 01/11 report of S2-14 belongs to dien-hinh.
import type { Procedure } from '../domain/procedure.ts'
import { before, cites, through } from './common/build.ts'
import { periodicReport } from './bao-cao/periodic.ts'
import { AD_HOC_REPORT } from './bao-cao/ad-hoc.ts'

/** The half-year report. */
export const BAO_CAO_6_THANG: Procedure = periodicReport({
  id: 'bao-cao-6-thang',
  vi: 'Báo cáo kết quả phong trào 6 tháng',
  year: false,
  dates: {
    below: { vi: 'Hạn khu dân cư, đơn vị báo cáo xã', rule: before('05-20', 'S1-27') },
    receipt: { vi: 'Hạn xã tiếp nhận báo cáo', rule: through('05-31') },
    province: { vi: 'Hạn báo cáo Công an tỉnh', rule: before('06-10', 'S4-03') },
    signing: { vi: 'Hạn Công an tỉnh ký báo cáo', rule: through('06-15') },
    ministry: { vi: 'Hạn Bộ Công an tiếp nhận', rule: through('06-20') },
  },
  source: cites('S0-22', 'S1-27', 'S1-28', 'S4-03'),
})

/** The yearly report. */
export const BAO_CAO_NAM: Procedure = periodicReport({
  id: 'bao-cao-nam',
  vi: 'Báo cáo tổng kết phong trào năm',
  year: true,
  dates: {
    below: { vi: 'Hạn khu dân cư, đơn vị báo cáo xã', rule: before('11-20', 'S1-27') },
    receipt: { vi: 'Hạn xã tiếp nhận báo cáo', rule: through('11-30') },
    province: { vi: 'Hạn báo cáo Công an tỉnh', rule: before('12-10', 'S4-03') },
    signing: { vi: 'Hạn Công an tỉnh ký báo cáo', rule: through('12-15') },
    ministry: { vi: 'Hạn Bộ Công an tiếp nhận', rule: through('12-20') },
  },
  source: cites('S1-27', 'S1-28', 'S2-25', 'S3-20', 'S4-03'),
})

/** A report on request. */
export const BAO_CAO_DOT_XUAT: Procedure = AD_HOC_REPORT

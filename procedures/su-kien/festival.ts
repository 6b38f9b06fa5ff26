// "Ngày hội toàn dân bảo vệ an ninh Tổ quốc", 19/8 every year: theme, site and form are proposed, approved, held and
// reported. Sources: QĐ 521/2005/QĐ-TTg (the day); S1-15, S1-20, S3-05, S4-19 (choosing theme, form and site).
import type { StepRule } from '../../domain/procedure.ts'
import {
  NUMBERED,
  backTo,
  cites,
  count,
  customary,
  dateOf,
  document,
  fork,
  frame,
  integer,
  longText,
  on,
  paper,
  remind,
  setting,
  text,
  through,
} from '../common/build.ts'
import { COMMUNE_CHAIR, COMMUNE_ITSELF, PROVINCE_CHAIR, PROVINCE_STAFF } from '../common/parties.ts'
import { SETTINGS } from './settings.ts'

const late = { late: setting('lateMarked'), reminders: setting('reminders') } as const

const propose: StepRule = {
  id: 'propose',
  vi: 'Đề xuất chủ đề, địa điểm, hình thức Ngày hội',
  parties: COMMUNE_ITSELF,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: [
    text('theme', 'Chủ đề'),
    text('site', 'Địa điểm tổ chức điểm'),
    longText('form', 'Hình thức, nội dung (phần lễ, phần hội)'),
    document('plan', 'Kế hoạch tổ chức'),
  ],
  offers: ['entrust'],
  due: dateOf('proposal'),
  late: { effect: 'mark' },
  reminders: remind(10, 3),
  source: cites('S1-15', 'S1-20', 'S4-19'),
  rests: late,
}

const approve: StepRule = {
  id: 'approve',
  vi: 'Chủ tịch UBND duyệt kế hoạch Ngày hội',
  parties: [COMMUNE_CHAIR],
  signing: { mode: 'one' },
  forward: { action: 'approve', to: 'next' },
  reject: { to: { outcome: 'declined' } },
  returns: backTo('previous'),
  needs: [],
  offers: ['entrust'],
  due: dateOf('approval'),
  late: { effect: 'mark' },
  reminders: remind(2),
  numbers: [{ register: 'plans', level: 'unit' }],
  papers: [paper('plan', 'forward', { register: 'plans' })],
  // The part of each office in the festival goes out with its plan.
  assigns: [{ kinds: ['duty'], procedure: 'nhiem-vu' }],
  source: setting('approver'),
  rests: { ...customary, numbers: NUMBERED, assigns: setting('eventDuties') },
}

const hold: StepRule = {
  id: 'hold',
  vi: 'Tổ chức Ngày hội',
  parties: COMMUNE_ITSELF,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  reject: { to: { outcome: 'cancelled' } },
  needs: [document('programme', 'Chương trình, giấy mời', false)],
  offers: [],
  due: dateOf('festival'),
  late: { effect: 'mark' },
  reminders: remind(5, 1),
  source: cites('QĐ 521/2005/QĐ-TTg', 'S3-05', 'S4-19'),
  rests: { ...late, reject: setting('refusal') },
}

const report: StepRule = {
  id: 'report',
  vi: 'Báo cáo kết quả Ngày hội',
  parties: COMMUNE_ITSELF,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: { outcome: 'held' } },
  needs: [
    integer('participants', 'Số người tham gia'),
    count('sites', 'Số điểm tổ chức'),
    count('rewarded', 'Số tập thể, cá nhân được biểu dương'),
    longText('opinions', 'Ý kiến của Nhân dân', false),
    document('report', 'Báo cáo kết quả'),
    document('minutes', 'Biên bản', false),
  ],
  offers: [],
  due: dateOf('report'),
  late: { effect: 'mark' },
  reminders: remind(3),
  escalation: [PROVINCE_STAFF],
  source: cites('S4-19', 'S1-14'),
  rests: { ...late, needs: setting('eventReport'), escalation: setting('reminders') },
}

const ofProvince = { parties: [PROVINCE_STAFF] } as const

/** The festival of 19/8. */
export const NGAY_HOI_DATA = frame({
  id: 'ngay-hoi',
  vi: 'Ngày hội toàn dân bảo vệ an ninh Tổ quốc',
  subjects: ['event'],
  types: { festival: 'Ngày hội' },
  paths: [
    {
      id: 'province',
      vi: 'Ngày hội do tỉnh tổ chức',
      kinds: ['event'],
      types: ['festival'],
      owners: ['province'],
      traits: ['provincial'],
      steps: ['proposeByProvince', 'approveByProvince', 'holdByProvince', 'reportByProvince'],
      source: cites('S4-19'),
    },
    {
      id: 'commune',
      vi: 'Ngày hội do xã, phường, đặc khu tổ chức',
      kinds: ['event'],
      types: ['festival'],
      owners: ['commune'],
      steps: ['propose', 'approve', 'hold', 'report'],
      source: cites('S1-15', 'S1-20', 'S3-05'),
    },
  ],
  steps: [
    propose,
    approve,
    hold,
    report,
    fork(propose, { ...ofProvince, id: 'proposeByProvince', vi: 'Tỉnh đề xuất chủ đề, hình thức Ngày hội' }),
    fork(approve, {
      id: 'approveByProvince',
      vi: 'Chủ tịch UBND tỉnh duyệt kế hoạch Ngày hội',
      parties: [PROVINCE_CHAIR],
    }),
    fork(hold, { ...ofProvince, id: 'holdByProvince', vi: 'Tỉnh tổ chức Ngày hội' }),
    fork(report, { ...ofProvince, id: 'reportByProvince', vi: 'Tỉnh tổng hợp kết quả Ngày hội' }),
  ],
  outcomes: [
    {
      id: 'held',
      vi: 'Đã tổ chức',
      nature: 'granted',
      subject: 'ended',
      source: cites('QĐ 521/2005/QĐ-TTg', 'S4-19'),
    },
    {
      id: 'declined',
      vi: 'Không được duyệt',
      nature: 'denied',
      subject: 'ended',
      source: setting('refusal'),
    },
    { id: 'cancelled', vi: 'Không tổ chức', nature: 'ended', subject: 'ended', source: setting('refusal') },
  ],
  dates: {
    proposal: { vi: 'Hạn đề xuất chủ đề, hình thức', rule: through('07-15') },
    approval: { vi: 'Hạn duyệt kế hoạch', rule: through('07-31') },
    festival: { vi: 'Ngày hội', rule: on('08-19', 'QĐ 521/2005/QĐ-TTg'), isDay: true },
    report: { vi: 'Hạn báo cáo kết quả', rule: through('08-31') },
  },
  settings: SETTINGS,
  source: cites('QĐ 521/2005/QĐ-TTg', 'S1-15', 'S1-20', 'S3-05', 'S4-19'),
})

// The year's estimate: drafted by finance with the police, allocated by the chair, settled at the end against what was spent.
// Sources: S2-21 (estimate and settlement), S1-24 (allocation by UBND, HĐND), TT 40/2023/TT-BTC (with the state budget).
import type { Need, Procedure, StepRule } from '../../domain/procedure.ts'
import {
  NUMBERED,
  backTo,
  cites,
  column,
  customary,
  dateOf,
  document,
  fork,
  frame,
  integer,
  longText,
  money,
  paper,
  remind,
  setting,
  summing,
  table,
  through,
} from '../common/build.ts'
import { OWN_CHAIR, POLICE_DIRECTOR, PROVINCE_CHAIR, PROVINCE_OWNER } from '../common/parties.ts'

const late = { late: setting('lateMarked'), reminders: setting('reminders') } as const

/** What the estimate is made up of. */
const LINES = table(
  'lines',
  'Các khoản dự toán',
  [
    column('content', 'Nội dung chi', 'text', { maxLength: 300 }),
    column('basis', 'Căn cứ, cách tính', 'text', { required: false, maxLength: 300 }),
    column('amount', 'Thành tiền', 'money', { min: 1, summed: true }),
  ],
  { least: 1 },
)

const propose: StepRule = {
  id: 'propose',
  vi: 'Phòng Kinh tế lập dự toán',
  parties: [{ role: 'finance', level: 'unit' }],
  signing: { mode: 'one' },
  forward: { action: 'submit', to: 'next' },
  needs: [
    LINES,
    summing(money('estimated', 'Tổng dự toán'), 'lines', 'amount'),
    integer('models', 'Số mô hình được hỗ trợ'),
    longText('breakdown', 'Thuyết minh các khoản', false),
    document('estimate', 'Bảng dự toán có ký (bản chụp)', false),
  ],
  papers: [paper('estimate', 'draft')],
  offers: [],
  due: dateOf('estimate'),
  late: { effect: 'mark' },
  reminders: remind(5, 1),
  source: cites('S2-21', 'S1-24', 'TT 40/2023/TT-BTC'),
  rests: late,
}

const endorse: StepRule = {
  id: 'endorse',
  vi: 'Công an xã thống nhất dự toán',
  parties: [
    { role: 'communePolice', level: 'unit' },
    { role: 'communeOffice', level: 'unit' },
  ],
  signing: { mode: 'any' },
  forward: { action: 'approve', to: 'next' },
  returns: backTo('previous'),
  needs: [],
  offers: [],
  due: dateOf('endorsement'),
  late: { effect: 'mark' },
  reminders: remind(2),
  source: cites('S2-21', 'S1-24'),
  rests: { ...customary, parties: setting('standingBody') },
}

const allocate: StepRule = {
  id: 'allocate',
  vi: 'Chủ tịch UBND xã bố trí kinh phí',
  parties: [OWN_CHAIR],
  signing: { mode: 'one' },
  forward: { action: 'approve', to: 'next' },
  reject: { to: { outcome: 'declined' } },
  returns: backTo('originator'),
  needs: [
    money('allocated', 'Kinh phí được bố trí'),
    document('councilResolution', 'Nghị quyết của Hội đồng nhân dân', false),
  ],
  offers: ['entrust'],
  due: dateOf('allocation'),
  late: { effect: 'mark' },
  reminders: remind(5, 1),
  numbers: [{ register: 'decisions', level: 'unit' }],
  source: cites('S0-19', 'S1-24', 'S4-23'),
  rests: { ...customary, numbers: NUMBERED },
}

const settled: readonly Need[] = [
  money('settled', 'Số đề nghị quyết toán', 'spent'),
  {
    kind: 'compare',
    id: 'settledIsSpent',
    vi: 'Quyết toán không quá số đã chi',
    left: [{ field: 'settled' }],
    op: 'atMost',
    right: [{ figure: 'spent' }],
    source: cites('S2-21'),
  },
]

const settle: StepRule = {
  id: 'settle',
  vi: 'Phòng Kinh tế thanh toán, quyết toán',
  parties: [{ role: 'finance', level: 'unit' }],
  signing: { mode: 'one' },
  forward: { action: 'submit', to: 'next' },
  needs: [...settled, document('settlement', 'Hồ sơ quyết toán')],
  offers: ['entrust'],
  due: dateOf('settlement'),
  late: { effect: 'mark' },
  reminders: remind(10, 3, 1),
  source: cites('S2-21'),
  rests: late,
}

const approveSettlement: StepRule = {
  id: 'approveSettlement',
  vi: 'Chủ tịch UBND xã phê duyệt quyết toán',
  parties: [OWN_CHAIR],
  signing: { mode: 'one' },
  forward: { action: 'approve', to: { outcome: 'settled' } },
  returns: backTo('previous'),
  needs: settled,
  papers: [paper('settlement', 'draft')],
  offers: [],
  due: dateOf('approval'),
  late: { effect: 'mark' },
  reminders: remind(2),
  source: cites('S2-21'),
  rests: { ...customary, parties: setting('deciders') },
}

const BY_PROVINCE: readonly StepRule[] = [
  fork(propose, {
    id: 'proposeByProvince',
    vi: 'Sở, ngành, Công an tỉnh lập dự toán',
    parties: PROVINCE_OWNER,
    signing: { mode: 'any' },
    source: cites('S4-23', 'TT 40/2023/TT-BTC'),
  }),
  fork(allocate, {
    id: 'allocateByProvince',
    vi: 'Chủ tịch UBND tỉnh bố trí kinh phí',
    parties: [PROVINCE_CHAIR],
    numbers: [{ register: 'decisions', level: 'province' }],
    source: cites('S4-23'),
  }),
  fork(settle, {
    id: 'settleByProvince',
    vi: 'Sở, ngành, Công an tỉnh quyết toán',
    parties: PROVINCE_OWNER,
    signing: { mode: 'any' },
  }),
  fork(approveSettlement, {
    id: 'approveSettlementByProvince',
    vi: 'Cấp tỉnh phê duyệt quyết toán',
    parties: [PROVINCE_CHAIR, POLICE_DIRECTOR],
    signing: { mode: 'any' },
  }),
]

/** Estimate, allocation and settlement of a year. */
export const BUDGET: Procedure = frame({
  id: 'du-toan',
  vi: 'Dự toán, bố trí và quyết toán kinh phí',
  subjects: ['commune', 'department', 'province'],
  paths: [
    {
      id: 'commune',
      vi: 'Kinh phí của xã, phường, đặc khu',
      kinds: ['commune'],
      steps: ['propose', 'endorse', 'allocate', 'settle', 'approveSettlement'],
      source: cites('S0-19', 'S1-24', 'S2-21'),
    },
    {
      id: 'provincial',
      vi: 'Kinh phí của tỉnh, sở, ngành',
      kinds: ['department', 'province'],
      traits: ['provincial'],
      steps: ['proposeByProvince', 'allocateByProvince', 'settleByProvince', 'approveSettlementByProvince'],
      source: cites('S4-23'),
    },
  ],
  steps: [propose, endorse, allocate, settle, approveSettlement, ...BY_PROVINCE],
  outcomes: [
    { id: 'settled', vi: 'Đã quyết toán', nature: 'granted', source: cites('S2-21') },
    { id: 'declined', vi: 'Không được bố trí', nature: 'denied', source: setting('refusal') },
  ],
  figures: {
    spent: {
      vi: 'Số đã chi trong năm',
      figure: { of: 'sum', field: 'amount', procedures: ['chi'], outcomes: ['paid'], in: 'own' },
      source: cites('S2-21'),
    },
  },
  dates: {
    estimate: { vi: 'Hạn lập dự toán', rule: through('01-31') },
    endorsement: { vi: 'Hạn thống nhất dự toán', rule: through('02-15') },
    allocation: { vi: 'Hạn bố trí kinh phí', rule: through('03-15') },
    settlement: { vi: 'Hạn quyết toán', rule: through('12-20') },
    approval: { vi: 'Hạn phê duyệt quyết toán', rule: through('12-28') },
  },
  source: cites('S0-19', 'S1-24', 'S2-21', 'S4-23', 'TT 40/2023/TT-BTC'),
})

// One expense against the year's allocation: asked for, checked, approved. What goes beyond the allocation takes another
// way, on which the chair signs with a reason and a document. Ceilings: TT 40/2023/TT-BTC. Flow: S2-21; rest settings.
import type { Need, Procedure, StepRule } from '../../domain/procedure.ts'
import {
  backTo,
  choice,
  cites,
  customary,
  date,
  document,
  fork,
  frame,
  longText,
  money,
  paper,
  remind,
  setting,
  text,
  within,
} from '../common/build.ts'
import { OWN_CHAIR, POLICE_DIRECTOR, PROVINCE_CHAIR, PROVINCE_OWNER } from '../common/parties.ts'
import { asked, communeCeilings, provinceCeilings } from './ceilings.ts'
import { SPENT, YEAR_FIGURES } from './figures.ts'
import { EXPENSE_SETTINGS, RATES, SMALLEST_AMOUNT, VISIT_LIMITS, VISIT_RATES } from './settings.ts'

/** Nothing smaller is an expense: a slip of units (nghìn đồng for đồng) shows at once. */
const AMOUNT: Need = { ...money('amount', 'Số tiền'), min: SMALLEST_AMOUNT }
/** Asked anew at every step that lets money go: what others were paid meanwhile counts too. */
const WITHIN: Need = {
  kind: 'compare',
  id: 'withinAllocation',
  vi: 'Đã chi và khoản này không quá kinh phí được bố trí',
  left: [{ figure: 'spent' }, { field: 'amount' }],
  op: 'atMost',
  right: [{ figure: 'allocated' }],
  waiting: ['asked'],
  source: cites('S1-24', 'S2-21'),
}

const purpose: readonly Need[] = [
  text('purpose', 'Nội dung chi'),
  date('spentOn', 'Ngày chi'),
  choice('fund', 'Nguồn', {
    budget: 'Ngân sách nhà nước theo phân cấp',
    integrated: 'Lồng ghép chương trình khác',
    donation: 'Đóng góp tự nguyện',
  }),
  AMOUNT,
]

const papers = document('papers', 'Chứng từ, đề nghị chi', false)

const request: StepRule = {
  id: 'request',
  vi: 'Đề nghị chi',
  parties: [
    { role: 'communePolice', level: 'unit' },
    { role: 'communeOffice', level: 'unit' },
    { role: 'cultureSocial', level: 'unit' },
    { role: 'fatherlandFront', level: 'unit' },
  ],
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: [...purpose, WITHIN, ...communeCeilings, papers],
  papers: [paper('schedule', 'draft')],
  offers: [],
  late: { effect: 'mark' },
  source: cites('S2-21'),
  rests: { needs: setting('smallestAmount') },
}

const check: StepRule = {
  id: 'check',
  vi: 'Phòng Kinh tế kiểm soát chi',
  parties: [{ role: 'finance', level: 'unit' }],
  signing: { mode: 'one' },
  forward: { action: 'submit', to: 'next' },
  returns: backTo('previous'),
  needs: [AMOUNT, WITHIN, ...asked('request', communeCeilings)],
  offers: ['entrust'],
  due: within(5),
  late: { effect: 'mark' },
  reminders: remind(1),
  apart: ['request'],
  source: setting('expenseCheck'),
  rests: { ...customary, apart: setting('dutiesApart') },
}

const approve: StepRule = {
  id: 'approve',
  vi: 'Chủ tịch UBND xã duyệt chi',
  parties: [OWN_CHAIR],
  signing: { mode: 'one' },
  forward: { action: 'approve', to: { outcome: 'paid' } },
  reject: { to: { outcome: 'declined' } },
  returns: backTo('previous'),
  needs: [AMOUNT, WITHIN, ...asked('request', communeCeilings)],
  // The sheet of the kilometres is the chair's to approve (TT 40/2023).
  papers: [paper('schedule', 'draft')],
  offers: [],
  due: within(5),
  late: { effect: 'mark' },
  reminders: remind(1),
  apart: ['check'],
  source: cites('S1-24', 'S2-21'),
  rests: { ...customary, parties: setting('deciders'), apart: setting('dutiesApart') },
}

const named: readonly Need[] = [
  AMOUNT,
  longText('ground', 'Lý do chi vượt mức bố trí'),
  document('approval', 'Văn bản chấp thuận chi vượt mức'),
]

const OVER: readonly StepRule[] = [
  fork(request, {
    id: 'requestOver',
    vi: 'Đề nghị chi vượt mức bố trí',
    needs: [...purpose, ...communeCeilings, longText('ground', 'Lý do chi vượt mức bố trí'), papers],
    source: setting('overAllocation'),
  }),
  fork(check, {
    id: 'checkOver',
    vi: 'Phòng Kinh tế kiểm soát khoản chi vượt',
    needs: [AMOUNT, ...asked('requestOver', communeCeilings)],
    apart: ['requestOver'],
  }),
  fork(approve, {
    id: 'approveOver',
    vi: 'Chủ tịch UBND xã duyệt đích danh khoản chi vượt',
    needs: [...named, ...asked('requestOver', communeCeilings)],
    apart: ['checkOver'],
    source: setting('overAllocation'),
  }),
]

const BY_PROVINCE: readonly StepRule[] = [
  fork(request, {
    id: 'requestByProvince',
    papers: [],
    vi: 'Sở, ngành, Công an tỉnh đề nghị chi',
    parties: PROVINCE_OWNER,
    needs: [...purpose, WITHIN, ...provinceCeilings, papers],
  }),
  fork(approve, {
    id: 'approveByProvince',
    papers: [],
    vi: 'Giám đốc Công an tỉnh duyệt chi',
    parties: [POLICE_DIRECTOR],
    needs: [AMOUNT, WITHIN, ...asked('requestByProvince', provinceCeilings)],
    apart: ['requestByProvince'],
  }),
  fork(request, {
    id: 'requestOverByProvince',
    papers: [],
    vi: 'Sở, ngành, Công an tỉnh đề nghị chi vượt mức bố trí',
    parties: PROVINCE_OWNER,
    needs: [...purpose, ...provinceCeilings, longText('ground', 'Lý do chi vượt mức bố trí'), papers],
    source: setting('overAllocation'),
  }),
  fork(approve, {
    id: 'approveOverByProvince',
    papers: [],
    vi: 'Chủ tịch UBND tỉnh duyệt đích danh khoản chi vượt',
    parties: [PROVINCE_CHAIR],
    needs: [...named, ...asked('requestOverByProvince', provinceCeilings)],
    apart: ['requestOverByProvince'],
    source: setting('overAllocation'),
  }),
]

const path = (id: string, vi: string, over: boolean, provincial: boolean, steps: readonly string[]) => ({
  id,
  vi,
  kinds: ['expense'] as const,
  types: [over ? 'over' : 'within'],
  owners: provincial ? (['department', 'province'] as const) : (['commune'] as const),
  ...(provincial ? { traits: ['provincial'] as const } : {}),
  steps,
  source: over ? setting('overAllocation') : cites('S2-21', 'S4-23'),
})

/** One expense against the allocation. */
export const EXPENSE: Procedure = frame({
  id: 'chi',
  vi: 'Chi kinh phí của phong trào',
  subjects: ['expense'],
  types: { within: 'Trong mức bố trí', over: 'Vượt mức bố trí' },
  paths: [
    path('provincial', 'Khoản chi của tỉnh, sở, ngành', false, true, [
      'requestByProvince',
      'approveByProvince',
    ]),
    path('overProvincial', 'Khoản chi vượt mức của tỉnh, sở, ngành', true, true, [
      'requestOverByProvince',
      'approveOverByProvince',
    ]),
    path('commune', 'Khoản chi của xã', false, false, ['request', 'check', 'approve']),
    path('overCommune', 'Khoản chi vượt mức của xã', true, false, [
      'requestOver',
      'checkOver',
      'approveOver',
    ]),
  ],
  steps: [request, check, approve, ...OVER, ...BY_PROVINCE],
  outcomes: [
    { id: 'paid', vi: 'Đã chi', nature: 'granted', subject: 'ended', source: cites('S2-21') },
    { id: 'declined', vi: 'Không được chi', nature: 'denied', subject: 'ended', source: setting('refusal') },
  ],
  figures: {
    ...SPENT,
    ...YEAR_FIGURES,
    allocated: {
      vi: 'Kinh phí được bố trí trong năm',
      figure: { of: 'sum', field: 'allocated', procedures: ['du-toan'], in: 'own', step: 'allocate' },
      source: cites('S1-24', 'S4-23'),
    },
  },
  settings: [...RATES, ...VISIT_RATES, ...VISIT_LIMITS, ...EXPENSE_SETTINGS],
  source: cites('S0-19', 'S2-21', 'S4-23', 'TT 40/2023/TT-BTC'),
})

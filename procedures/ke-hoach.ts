// Plans of the year and the duties in them. A plan is drafted, signed (TM. or KT.), numbered and sent out; its duties and
// the lower plans that must answer it are handed out with it (S4-02, S4-21, S1-25). Facts: S0-02, S1-02, S2-03, S2-26,
// S3-02, S4-02, S4-21, S4-26; NĐ 30/2020/NĐ-CP Đ.10-15. The duty is a procedure of its own: nhiem-vu.ts.
import type { Procedure, StepRule } from '../domain/procedure.ts'
import {
  NUMBERED,
  backTo,
  cites,
  customary,
  dateOf,
  document,
  fork,
  frame,
  longText,
  on,
  paper,
  remind,
  setting,
  through,
  usualAfter,
} from './common/build.ts'
import {
  COMMUNE_POLICE,
  OWN_CHAIR,
  POLICE_DIRECTOR,
  PROVINCE_CHAIR,
  PROVINCE_STAFF,
  RECORDS_OFFICER,
  UNIT,
} from './common/parties.ts'

const CHASED = {
  late: setting('lateMarked'),
  reminders: setting('reminders'),
  escalation: setting('reminders'),
}

const draft: StepRule = {
  id: 'draft',
  vi: 'Công an xã dự thảo kế hoạch',
  parties: [
    { role: 'communePolice', level: 'unit' },
    { role: 'communeOffice', level: 'unit' },
  ],
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: [
    longText('basis', 'Căn cứ: nghị quyết của cấp ủy hoặc kế hoạch cấp trên'),
    longText('targets', 'Chỉ tiêu và phân công trách nhiệm'),
    document('draft', 'Dự thảo kế hoạch'),
    document('partyResolution', 'Nghị quyết của cấp ủy', false),
  ],
  offers: ['entrust'],
  due: dateOf('draft'),
  late: { effect: 'mark' },
  reminders: remind(5, 1),
  // Whose answer to an upper plan is missing is chased (S4-02).
  escalation: [PROVINCE_STAFF],
  source: cites('S0-02', 'S2-03', 'S2-27', 'NĐ 30/2020/NĐ-CP Đ.10'),
  rests: { parties: setting('standingBody'), ...CHASED },
}

const sign: StepRule = {
  id: 'sign',
  vi: 'Chủ tịch UBND xã (Trưởng Ban Chỉ đạo) ký kế hoạch',
  parties: [OWN_CHAIR],
  signing: { mode: 'one' },
  forward: { action: 'approve', to: 'next' },
  reject: { to: { outcome: 'notSigned' } },
  returns: backTo('previous'),
  needs: [],
  offers: ['entrust'],
  due: dateOf('signing'),
  late: { effect: 'mark' },
  reminders: remind(3, 1),
  numbers: [{ register: 'plans', level: 'unit' }],
  papers: [paper('plan', 'forward', { register: 'plans' }), paper('assignmentMinutes', 'draft')],
  source: cites('S0-02', 'S1-02', 'S2-03', 'S3-02', 'NĐ 30/2020/NĐ-CP Đ.13'),
  rests: { ...customary, numbers: NUMBERED },
}

const distribute: StepRule = {
  id: 'distribute',
  vi: 'Phát hành, giao nhiệm vụ và sao gửi',
  parties: [
    { role: 'communeOffice', level: 'unit' },
    { role: 'communePolice', level: 'unit' },
  ],
  signing: { mode: 'any' },
  forward: { action: 'submit', to: { outcome: 'issued' } },
  needs: [document('plan', 'Kế hoạch đã ký'), document('receivers', 'Danh sách nơi nhận', false)],
  offers: [],
  due: dateOf('issue'),
  late: { effect: 'mark' },
  reminders: remind(10, 3, 1),
  escalation: [PROVINCE_STAFF],
  copies: [
    { role: 'cultureSocial', level: 'unit' },
    { role: 'finance', level: 'unit' },
    { role: 'fatherlandFront', level: 'unit' },
    { role: 'committeeMember', level: 'unit' },
    { role: 'partyCell', level: 'unit' },
    PROVINCE_STAFF,
    RECORDS_OFFICER,
  ],
  assigns: [
    { kinds: ['duty'], procedure: 'nhiem-vu' },
    { kinds: ['plan'], procedure: 'ke-hoach' },
  ],
  // Printed for whoever gets a duty, also after the plan was issued and for duties that were handed out later.
  papers: [paper('assignmentMinutes', 'draft')],
  source: cites('S2-26', 'S4-02', 'S4-21', 'S4-26', 'NĐ 30/2020/NĐ-CP Đ.18.1'),
  rests: {
    late: setting('lateMarked'),
    reminders: setting('reminders'),
    escalation: setting('reminders'),
    copies: cites('S2-26', 'S4-26'),
  },
}

const PROVINCE_STEPS: readonly StepRule[] = [
  fork(draft, {
    id: 'draftByProvince',
    vi: 'Phòng Tham mưu Công an tỉnh dự thảo kế hoạch',
    parties: [PROVINCE_STAFF],
    escalation: [POLICE_DIRECTOR],
    source: cites('S4-01', 'S4-02', 'NĐ 30/2020/NĐ-CP Đ.10'),
    rests: CHASED,
  }),
  fork(sign, {
    id: 'signByProvince',
    vi: 'Chủ tịch UBND tỉnh ký kế hoạch',
    parties: [PROVINCE_CHAIR],
    source: cites('S4-02', 'NĐ 30/2020/NĐ-CP Đ.13'),
  }),
  fork(distribute, {
    id: 'distributeByProvince',
    vi: 'Văn thư tỉnh phát hành, giao nhiệm vụ và sao gửi',
    parties: [RECORDS_OFFICER, PROVINCE_STAFF],
    escalation: [POLICE_DIRECTOR],
    copies: [POLICE_DIRECTOR, PROVINCE_STAFF, { role: 'fatherlandFront', level: 'province' }],
  }),
]

const UNIT_STEPS: readonly StepRule[] = [
  fork(draft, {
    id: 'draftByUnit',
    vi: 'Đơn vị dự thảo kế hoạch',
    parties: UNIT,
    escalation: [COMMUNE_POLICE, PROVINCE_STAFF],
    source: cites('S4-02', 'NĐ 30/2020/NĐ-CP Đ.10'),
    rests: { parties: setting('ownersWork'), ...CHASED },
  }),
  fork(sign, {
    id: 'signByUnit',
    vi: 'Người đứng đầu đơn vị ký kế hoạch',
    parties: [
      { role: 'unitHead', level: 'unit' },
      { role: 'residentialHead', level: 'unit' },
    ],
    signing: { mode: 'any' },
    source: cites('S4-02', 'NĐ 30/2020/NĐ-CP Đ.13'),
  }),
  fork(distribute, {
    id: 'distributeByUnit',
    vi: 'Đơn vị phát hành, gửi kế hoạch',
    parties: UNIT,
    copies: [COMMUNE_POLICE, PROVINCE_STAFF],
  }),
]

const STEPS = [draft, sign, distribute, ...PROVINCE_STEPS, ...UNIT_STEPS]

/** A yearly or thematic plan, or the plan with which a lower level answers one. */
export const KE_HOACH: Procedure = frame({
  id: 'ke-hoach',
  vi: 'Xây dựng, ban hành kế hoạch',
  subjects: ['plan'],
  types: {
    yearly: 'Kế hoạch năm',
    thematic: 'Kế hoạch chuyên đề',
    answer: 'Kế hoạch thực hiện của cấp dưới',
  },
  paths: [
    {
      id: 'province',
      vi: 'Kế hoạch của tỉnh',
      kinds: ['plan'],
      owners: ['province'],
      traits: ['provincial'],
      steps: ['draftByProvince', 'signByProvince', 'distributeByProvince'],
      source: cites('S4-02'),
    },
    {
      id: 'provincialUnit',
      vi: 'Kế hoạch của sở, ngành, đơn vị thuộc tỉnh',
      kinds: ['plan'],
      owners: ['department', 'agency', 'enterprise', 'school'],
      traits: ['provincial'],
      steps: ['draftByUnit', 'signByUnit', 'distributeByUnit'],
      source: cites('S4-02'),
    },
    {
      id: 'commune',
      vi: 'Kế hoạch của xã, phường, đặc khu',
      kinds: ['plan'],
      owners: ['commune'],
      steps: ['draft', 'sign', 'distribute'],
      source: cites('S0-02', 'S1-02', 'S2-03', 'S3-02'),
    },
    {
      id: 'unit',
      vi: 'Kế hoạch của đơn vị, khu dân cư',
      kinds: ['plan'],
      owners: ['agency', 'enterprise', 'school', 'residentialArea'],
      steps: ['draftByUnit', 'signByUnit', 'distributeByUnit'],
      source: setting('ownersWork'),
    },
  ],
  steps: STEPS,
  outcomes: [
    {
      id: 'issued',
      vi: 'Đã ban hành',
      nature: 'granted',
      subject: 'active',
      source: cites('S2-03', 'S4-02'),
    },
    { id: 'notSigned', vi: 'Không được ký', nature: 'denied', subject: 'ended', source: setting('refusal') },
  ],
  after: {
    ...usualAfter(STEPS),
    // A duty that arises later is given by who signed the plan, in writing and numbered: clear who, what, and who answers.
    handOut: {
      by: 'decider',
      needs: [document('assignment', 'Văn bản giao nhiệm vụ bổ sung (nếu có bản ký riêng)', false)],
      numbers: { register: 'minutes', level: 'unit' },
      paper: 'assignmentMinutes',
      source: cites('S1-25', 'S4-21'),
    },
  },
  dates: {
    draft: { vi: 'Hạn dự thảo', rule: through('02-28') },
    signing: { vi: 'Hạn ký', rule: through('03-15') },
    issue: { vi: 'Hạn ban hành (hết Quý I)', rule: on('03-31', 'S4-02') },
  },
  source: cites('S0-02', 'S1-02', 'S2-03', 'S3-02', 'S4-02'),
})

// Steps that the subject itself takes: registering, planning, handing in the dossier. A commune registers and
// hands in like a unit, but by its own office and straight to the province, so its steps are steps of their own.
import type { Need, StepRule } from '../../domain/procedure.ts'
import {
  COMMUNE_AS_SUBJECT,
  COMMUNE_POLICE,
  POLICE_DIRECTOR,
  PROVINCE_STAFF,
  UNIT,
  document,
  workingDays,
} from './parties.ts'
import { paper } from '../common/build.ts'
import { cites, dateOf, setting } from './settings.ts'

const registrationNeeds: readonly Need[] = [
  {
    kind: 'field',
    id: 'grounds',
    vi: 'Căn cứ lựa chọn và nội dung đăng ký',
    type: 'longText',
    required: true,
    maxLength: 4000,
  },
  document('registration', 'Bản đăng ký xây dựng điển hình', true),
]

const planNeeds: readonly Need[] = [
  document('plan', 'Kế hoạch xây dựng điển hình', true),
  document('assignment', 'Biên bản phân công nhiệm vụ', false),
]

const dossierNeeds: readonly Need[] = [
  { kind: 'criteriaMet', by: 'inspection' },
  document('proposal', 'Tờ trình đề nghị xét, công nhận', true),
  document('report', 'Báo cáo kết quả xây dựng điển hình', true),
  document('selfAssessment', 'Bản tự đánh giá theo từng tiêu chí', true),
  document('minutes', 'Biên bản họp xét của đơn vị', true),
  document('safetyDecision', 'Quyết định công nhận đạt tiêu chuẩn “An toàn về an ninh, trật tự”', false),
  document('movementDecision', 'Kết quả phân loại phong trào toàn dân bảo vệ an ninh Tổ quốc', false),
  document('evidence', 'Tài liệu minh chứng', false),
]

const register = {
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: registrationNeeds,
  papers: [paper('registration', 'forward')],
  offers: [],
  due: dateOf('registration', 'S2-06'),
  reminders: workingDays(10, 3, 1),
  source: cites('S2-05', 'S2-06'),
} as const satisfies Partial<StepRule>

const plan = {
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: planNeeds,
  papers: [paper('plan', 'draft'), paper('assignmentMinutes', 'draft')],
  offers: ['entrust'],
  due: dateOf('plan', 'schedule'),
  late: { effect: 'mark' },
  reminders: workingDays(10, 3),
  source: cites('S2-09'),
} as const satisfies Partial<StepRule>

const prepare = {
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: dossierNeeds,
  papers: [
    paper('proposal', 'draft'),
    paper('report', 'draft'),
    paper('selfAssessment', 'draft'),
    paper('meetingMinutes', 'draft'),
  ],
  offers: ['entrust'],
  reminders: workingDays(20, 10, 5, 1),
  source: cites('S2-11'),
} as const satisfies Partial<StepRule>

export const UNIT_STEPS: readonly StepRule[] = [
  {
    ...register,
    id: 'register',
    vi: 'Đăng ký với Công an xã',
    parties: UNIT,
    late: { effect: 'refuse', acceptedBy: COMMUNE_POLICE },
    rests: { late: setting('lateAcceptance'), reminders: setting('reminders') },
  },
  {
    ...register,
    id: 'registerWithProvince',
    vi: 'Đăng ký với Công an tỉnh',
    parties: UNIT,
    late: { effect: 'refuse', acceptedBy: PROVINCE_STAFF },
    source: setting('registersWithProvince'),
    rests: { late: setting('lateAcceptance'), reminders: setting('reminders') },
  },
  {
    ...register,
    id: 'registerCommune',
    vi: 'Xã đăng ký với Công an tỉnh',
    parties: COMMUNE_AS_SUBJECT,
    late: { effect: 'refuse', acceptedBy: PROVINCE_STAFF },
    source: setting('registersWithProvince'),
    rests: { late: setting('lateAcceptance'), reminders: setting('reminders') },
  },
  {
    ...plan,
    id: 'plan',
    vi: 'Lập kế hoạch xây dựng điển hình',
    parties: UNIT,
    escalation: [COMMUNE_POLICE],
    rests: { reminders: setting('reminders'), escalation: setting('reminders') },
  },
  {
    ...plan,
    id: 'planCommune',
    vi: 'Xã ban hành kế hoạch xây dựng điển hình',
    parties: COMMUNE_AS_SUBJECT,
    escalation: [PROVINCE_STAFF],
    source: cites('S2-03'),
    rests: { reminders: setting('reminders'), escalation: setting('reminders') },
  },
  {
    ...prepare,
    id: 'prepare',
    vi: 'Hoàn thiện hồ sơ đề nghị công nhận',
    parties: UNIT,
    due: dateOf('unitDossier', 'schedule'),
    late: { effect: 'lapse', outcome: 'notSubmitted' },
    rests: {
      needs: setting('dossierDocuments'),
      late: setting('notSubmittedLapses'),
      reminders: setting('reminders'),
    },
  },
  {
    ...prepare,
    id: 'prepareForProvince',
    vi: 'Hoàn thiện và gửi hồ sơ về Công an tỉnh',
    parties: UNIT,
    due: dateOf('dossier', 'S2-14'),
    late: { effect: 'refuse', acceptedBy: PROVINCE_STAFF },
    escalation: [PROVINCE_STAFF, POLICE_DIRECTOR],
    source: setting('registersWithProvince'),
    rests: {
      needs: setting('dossierDocuments'),
      late: setting('lateAcceptance'),
      reminders: setting('reminders'),
      escalation: setting('reminders'),
    },
  },
  {
    ...prepare,
    id: 'prepareCommune',
    vi: 'Xã hoàn thiện hồ sơ đề nghị công nhận',
    parties: COMMUNE_AS_SUBJECT,
    due: dateOf('unitDossier', 'schedule'),
    late: { effect: 'lapse', outcome: 'notSubmitted' },
    source: cites('S2-12', 'S2-13'),
    rests: {
      needs: setting('dossierDocuments'),
      late: setting('notSubmittedLapses'),
      reminders: setting('reminders'),
    },
  },
]

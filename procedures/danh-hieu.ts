// Three further titles of a commune: "không ma túy" (S4-09, S3-13), "Công an cơ sở kiểu mẫu về ANTT" (S4-05) and the
// security criterion of NTM with its veto (S1-10, S4-12). Only the titles themselves are sourced: their criteria are
// sample sheets, their dates and steps settings. The three share one way; what differs is stated for each.
import type { Need, Procedure, Source, StepRule } from '../domain/procedure.ts'
import {
  NUMBERED,
  backTo,
  cites,
  customary,
  dateOf,
  document,
  frame,
  longText,
  paper,
  remind,
  setting,
  through,
} from './common/build.ts'
import {
  COMMUNE_ITSELF,
  POLICE_DIRECTOR,
  PROVINCE_CHAIR,
  PROVINCE_INSPECTOR,
  PROVINCE_STAFF,
} from './common/parties.ts'
import type { Party } from '../domain/procedure.ts'

interface Title {
  readonly id: string
  readonly vi: string
  readonly sheet: string
  /** Kind of result that it is worth. */
  readonly result: string
  /** What the judgement asks for, at the appraisal and again at the decision. */
  readonly judged: readonly Need[]
  readonly decider: Party
  readonly decides: string
  readonly source: Source
}

const SETTINGS = [
  {
    id: 'titleProcedure',
    vi: 'Trình tự xét danh hiệu',
    value: 'đăng ký, tự đánh giá, thẩm định, quyết định',
    why: 'Criteria, papers, dates and who decides were not found for this title; the way mirrors “An toàn về an ninh, trật tự”.',
  },
] as const

function stepsOf({ judged, decider, decides, source }: Title): readonly StepRule[] {
  // What the police decides stands in its own series.
  const register = decider === POLICE_DIRECTOR ? 'policeDecisions' : 'decisions'
  return [
    {
      id: 'register',
      vi: 'Xã đăng ký',
      parties: COMMUNE_ITSELF,
      signing: { mode: 'any' },
      forward: { action: 'submit', to: 'next' },
      needs: [longText('targets', 'Mục tiêu, giải pháp'), document('registration', 'Bản đăng ký')],
      offers: [],
      due: dateOf('registration'),
      late: { effect: 'mark' },
      reminders: remind(10, 3),
      source,
      rests: {
        needs: setting('titleProcedure'),
        late: setting('lateMarked'),
        reminders: setting('reminders'),
      },
    },
    {
      id: 'self',
      vi: 'Xã tự đánh giá, đề nghị',
      parties: COMMUNE_ITSELF,
      signing: { mode: 'any' },
      forward: { action: 'submit', to: 'next' },
      needs: [
        { kind: 'assessed', times: 1 },
        document('proposal', 'Tờ trình đề nghị'),
        document('report', 'Báo cáo kết quả'),
      ],
      offers: [],
      assessment: { by: { role: 'communeOffice', level: 'unit' }, also: COMMUNE_ITSELF.slice(1) },
      due: dateOf('self'),
      late: { effect: 'mark' },
      reminders: remind(10, 3),
      source: setting('titleProcedure'),
      rests: {
        assessment: setting('selfAssessment'),
        late: setting('lateMarked'),
        reminders: setting('reminders'),
      },
    },
    {
      id: 'appraise',
      vi: 'Công an tỉnh kiểm tra, thẩm định',
      parties: [PROVINCE_STAFF],
      signing: { mode: 'one' },
      forward: { action: 'approve', to: 'next' },
      reject: { to: { outcome: 'notAchieved' } },
      returns: backTo('previous'),
      needs: judged,
      offers: ['transfer', 'entrust'],
      inspection: { by: [PROVINCE_INSPECTOR], blind: 'single', tolerance: 0 },
      due: dateOf('appraisal'),
      late: { effect: 'mark' },
      reminders: remind(5, 1),
      escalation: [POLICE_DIRECTOR],
      source: setting('titleProcedure'),
      rests: { ...customary, inspection: setting('inspection'), escalation: setting('reminders') },
    },
    {
      id: 'decide',
      vi: decides,
      parties: [decider],
      signing: { mode: 'one' },
      forward: { action: 'approve', to: { outcome: 'achieved' } },
      reject: { to: { outcome: 'notAchieved' } },
      returns: backTo('previous'),
      needs: judged,
      offers: ['entrust'],
      due: dateOf('decision'),
      late: { effect: 'mark' },
      reminders: remind(3, 1),
      apart: ['appraise'],
      numbers: [{ register, level: 'province' }],
      papers: [paper('decision', 'forward', { register }), paper('certificate', 'forward', { register })],
      certificate: true,
      batch: true,
      source: setting('titleProcedure'),
      rests: {
        ...customary,
        apart: setting('dutiesApart'),
        numbers: NUMBERED,
        batch: setting('batchDecision'),
      },
    },
  ]
}

function titleOf(title: Title): Procedure {
  const { id, vi, sheet, result, source } = title
  return frame({
    id,
    vi,
    subjects: ['commune'],
    paths: [
      {
        id: 'commune',
        vi: 'Xã, phường, đặc khu',
        kinds: ['commune'],
        steps: ['register', 'self', 'appraise', 'decide'],
        source,
      },
    ],
    steps: stepsOf(title),
    outcomes: [
      { id: 'achieved', vi: 'Đạt', nature: 'granted', source },
      { id: 'notAchieved', vi: 'Chưa đạt', nature: 'denied', source: setting('refusal') },
    ],
    dates: {
      registration: { vi: 'Hạn đăng ký', rule: through('03-31') },
      self: { vi: 'Hạn tự đánh giá', rule: through('10-31') },
      appraisal: { vi: 'Hạn thẩm định', rule: through('11-30') },
      decision: { vi: 'Hạn quyết định', rule: through('12-09') },
    },
    sheets: { commune: sheet },
    results: { achieved: { kind: result, value: 'achieved' } },
    settings: SETTINGS,
    source,
  })
}

const ALL_MET: readonly Need[] = [{ kind: 'criteriaMet', by: 'inspection' }]

/** The title "không ma túy". */
export const KHONG_MA_TUY: Procedure = titleOf({
  id: 'khong-ma-tuy',
  vi: 'Công nhận xã, phường, đặc khu không ma túy',
  sheet: 'sample-no-drugs',
  result: 'noDrugs',
  judged: ALL_MET,
  decider: PROVINCE_CHAIR,
  decides: 'Chủ tịch UBND tỉnh quyết định công nhận',
  source: cites('S4-09', 'S3-13'),
})

/** The title "Công an cơ sở kiểu mẫu". */
export const CONG_AN_KIEU_MAU: Procedure = titleOf({
  id: 'cong-an-kieu-mau',
  vi: 'Công nhận Công an cơ sở kiểu mẫu về an ninh, trật tự',
  sheet: 'sample-model-police',
  result: 'modelPolice',
  judged: ALL_MET,
  decider: POLICE_DIRECTOR,
  decides: 'Giám đốc Công an tỉnh quyết định công nhận',
  source: cites('S4-05'),
})

/** The security criterion of NTM, with its veto. */
export const NTM_ANTT: Procedure = titleOf({
  id: 'ntm-antt',
  vi: 'Tiêu chí an ninh, trật tự trong xây dựng nông thôn mới',
  sheet: 'sample-rural-security',
  result: 'ruralSecurity',
  // Points reach the level only where the veto criterion is met; an unsafe commune is never recognised (S4-12).
  judged: [
    { kind: 'scored', by: 'inspection', accepted: ['achieved'] },
    {
      kind: 'priorResult',
      result: 'safety',
      yearOffset: 0,
      accepted: ['achieved'],
      source: cites('CV 3371/BCA-V05'),
    },
  ],
  decider: PROVINCE_CHAIR,
  decides: 'Chủ tịch UBND tỉnh xác nhận tiêu chí',
  source: cites('S1-10', 'S4-12'),
})

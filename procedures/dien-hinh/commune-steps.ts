// Steps of the commune: its police screen and inspect, its committee reviews, its chair submits to the province.
// Where a commune has no police of its own, or is the subject itself, the province's steps take their place.
import type { Need, StepRule } from '../../domain/procedure.ts'
import {
  COMMUNE_AS_SUBJECT,
  COMMUNE_CHAIR,
  COMMUNE_POLICE,
  POLICE_DIRECTOR,
  PROVINCE_INSPECTOR,
  PROVINCE_STAFF,
  UNIT,
  backTo,
  document,
  workingDays,
} from './parties.ts'
import { paper } from '../common/build.ts'
import { COMMITTEE_SHARE, MOVEMENT_ACCEPTED, SELF_ASSESSMENTS, cites, dateOf, setting } from './settings.ts'

/** What the year before must have brought, as far as the law names it. */
const lastYearsResults: readonly Need[] = [
  { kind: 'priorResult', result: 'safety', yearOffset: -1, accepted: ['achieved'], source: cites('S2-05') },
  {
    kind: 'priorResult',
    result: 'movement',
    yearOffset: -1,
    accepted: MOVEMENT_ACCEPTED,
    source: setting('movementThreshold'),
  },
]

const screen = {
  signing: { mode: 'one' },
  forward: { action: 'approve', to: 'next' },
  reject: { to: { outcome: 'notSelected' } },
  returns: backTo('originator'),
  needs: lastYearsResults,
  papers: [paper('returnLetter', 'return')],
  offers: ['transfer', 'entrust'],
  due: dateOf('screening', 'schedule'),
  late: { effect: 'mark' },
  reminders: workingDays(3, 1),
} as const satisfies Partial<StepRule>

const build = {
  signing: { mode: 'one' },
  forward: { action: 'approve', to: 'next' },
  reject: { to: { outcome: 'criteriaNotMet' } },
  returns: backTo('previous'),
  needs: [
    { kind: 'assessed', times: SELF_ASSESSMENTS },
    { kind: 'criteriaMet', by: 'inspection' },
  ],
  papers: [
    paper('selfAssessment', 'assess'),
    paper('inspectionMinutes', 'inspect'),
    paper('returnLetter', 'return'),
  ],
  offers: ['transfer', 'entrust'],
  due: dateOf('inspection', 'schedule'),
  late: { effect: 'mark' },
  reminders: workingDays(20, 5),
} as const satisfies Partial<StepRule>

const submission = {
  signing: { mode: 'one' },
  forward: { action: 'approve', to: 'next' },
  needs: [
    document('communeReport', 'Báo cáo kết quả xây dựng, duy trì của xã', true),
    document('communeProposal', 'Tờ trình của Ủy ban nhân dân xã', true),
    document('list', 'Danh sách kèm theo', false),
  ],
  papers: [
    paper('proposal', 'forward', { register: 'submissions' }),
    paper('report', 'draft'),
    paper('returnLetter', 'return'),
  ],
  offers: ['entrust'],
  due: dateOf('dossier', 'S2-14'),
  late: { effect: 'refuse', acceptedBy: PROVINCE_STAFF },
  reminders: workingDays(10, 5, 1),
  escalation: [PROVINCE_STAFF, POLICE_DIRECTOR],
  source: cites('S2-13', 'S2-14'),
} as const satisfies Partial<StepRule>

const screeningRests = {
  returns: setting('corrections'),
  reject: setting('refusal'),
  reminders: setting('reminders'),
  escalation: setting('reminders'),
}
const buildingRests = {
  ...screeningRests,
  inspection: setting('inspection'),
  assessment: setting('selfAssessment'),
}

export const COMMUNE_STEPS: readonly StepRule[] = [
  {
    ...screen,
    id: 'screen',
    vi: 'Công an xã xét chọn đăng ký',
    parties: [COMMUNE_POLICE],
    copies: [PROVINCE_STAFF],
    escalation: [COMMUNE_CHAIR, PROVINCE_STAFF],
    source: cites('S2-05', 'S2-07'),
    rests: screeningRests,
  },
  {
    ...screen,
    id: 'screenByProvince',
    vi: 'Công an tỉnh xét chọn đăng ký',
    parties: [PROVINCE_STAFF],
    escalation: [POLICE_DIRECTOR],
    source: setting('registersWithProvince'),
    rests: screeningRests,
  },
  {
    ...build,
    id: 'build',
    vi: 'Xây dựng điển hình, Công an xã kiểm tra',
    parties: [COMMUNE_POLICE],
    inspection: {
      by: [{ role: 'inspector', level: 'commune' }, COMMUNE_POLICE],
      blind: 'single',
      tolerance: 0,
    },
    assessment: { by: { role: 'unitHead', level: 'unit' }, also: UNIT.slice(1) },
    escalation: [COMMUNE_CHAIR, PROVINCE_STAFF],
    source: cites('S2-09', 'S2-10', 'S2-11'),
    rests: buildingRests,
  },
  {
    ...build,
    id: 'buildByProvince',
    vi: 'Xây dựng điển hình, Công an tỉnh kiểm tra',
    parties: [PROVINCE_INSPECTOR],
    inspection: { by: [PROVINCE_INSPECTOR], blind: 'single', tolerance: 0 },
    assessment: { by: { role: 'unitHead', level: 'unit' }, also: UNIT.slice(1) },
    escalation: [POLICE_DIRECTOR],
    source: setting('provinceStandsIn'),
    rests: buildingRests,
  },
  {
    ...build,
    id: 'buildCommune',
    vi: 'Xã xây dựng điển hình, Công an tỉnh kiểm tra',
    parties: [PROVINCE_INSPECTOR],
    inspection: { by: [PROVINCE_INSPECTOR], blind: 'single', tolerance: 0 },
    assessment: { by: { role: 'communeOffice', level: 'unit' }, also: COMMUNE_AS_SUBJECT.slice(1) },
    escalation: [POLICE_DIRECTOR],
    source: setting('registersWithProvince'),
    rests: buildingRests,
  },
  {
    id: 'review',
    vi: 'Ban Chỉ đạo xã xét, đánh giá',
    parties: [
      { role: 'committeeHead', level: 'commune', each: true },
      { role: 'committeeMember', level: 'commune', each: true },
    ],
    signing: {
      mode: 'quorum',
      need: { share: COMMITTEE_SHARE },
      base: 'members',
      present: COMMITTEE_SHARE,
      by: ['meeting', 'written'],
      recordedBy: { role: 'communePolice', level: 'commune', deputies: ['communeOffice'] },
    },
    forward: { action: 'approve', to: 'next' },
    reject: { to: { outcome: 'notProposed' } },
    returns: { ...backTo('previous', { step: 'build' }), resume: 'path' },
    needs: [
      { kind: 'criteriaMet', by: 'inspection' },
      document('reviewMinutes', 'Biên bản họp xét của Ban Chỉ đạo xã', false),
    ],
    papers: [paper('invitation', 'draft'), paper('meetingMinutes', 'meet'), paper('returnLetter', 'return')],
    offers: [],
    due: dateOf('review', 'schedule'),
    late: { effect: 'mark' },
    reminders: workingDays(5, 1),
    escalation: [COMMUNE_CHAIR, PROVINCE_STAFF],
    source: cites('S2-12'),
    rests: { ...screeningRests, signing: setting('committee') },
  },
  {
    ...submission,
    id: 'submission',
    vi: 'Chủ tịch UBND xã trình tỉnh',
    parties: [COMMUNE_CHAIR],
    reject: { to: { outcome: 'notProposed' } },
    returns: { ...backTo('previous', { step: 'prepare' }), resume: 'path' },
    numbers: [{ register: 'submissions', level: 'commune' }],
    rests: {
      late: setting('lateAcceptance'),
      reject: setting('refusal'),
      returns: setting('corrections'),
      reminders: setting('reminders'),
      escalation: setting('reminders'),
      numbers: cites('NĐ 30/2020/NĐ-CP Đ.15'),
    },
  },
  {
    ...submission,
    id: 'submissionOfCommune',
    vi: 'Chủ tịch UBND xã trình hồ sơ của xã',
    parties: [{ role: 'communeChair', level: 'unit', deputies: ['communeViceChair'] }],
    returns: { ...backTo('previous'), resume: 'path' },
    numbers: [{ register: 'submissions', level: 'unit' }],
    rests: {
      late: setting('lateAcceptance'),
      returns: setting('corrections'),
      reminders: setting('reminders'),
      escalation: setting('reminders'),
      numbers: cites('NĐ 30/2020/NĐ-CP Đ.15'),
    },
  },
]

// A duty handed out by a plan: accepted by a named person, reported with evidence by its date, confirmed by whoever
// issued the plan. Facts: S4-21 (clear person, task, progress, result, responsibility), S1-25 (minutes of assignment),
// S1-26 and S4-17 (areas of committee members). The duty's own date stands on the duty.
import type { Procedure, StepRule } from '../domain/procedure.ts'
import {
  backTo,
  cites,
  customary,
  dateOf,
  document,
  fork,
  frame,
  longText,
  paper,
  remind,
  setting,
  through,
  within,
} from './common/build.ts'
import { COMMUNE_CHAIR, POLICE_DIRECTOR, PROVINCE_STAFF, STANDING_BODY } from './common/parties.ts'

const accept: StepRule = {
  id: 'accept',
  vi: 'Người được giao nhận nhiệm vụ',
  parties: [{ role: 'unitHead', level: 'unit', deputies: ['unitOfficer', 'residentialHead'], named: true }],
  signing: { mode: 'one' },
  forward: { action: 'submit', to: 'next' },
  needs: [
    longText('targets', 'Mục tiêu, yêu cầu cụ thể'),
    document('assignment', 'Biên bản phân công nhiệm vụ'),
  ],
  offers: ['transfer'],
  papers: [paper('assignmentMinutes', 'draft')],
  due: within(5),
  late: { effect: 'mark' },
  reminders: remind(1),
  source: cites('S1-25', 'S4-21'),
  rests: { late: setting('lateMarked'), reminders: setting('reminders') },
}

const report: StepRule = {
  id: 'report',
  vi: 'Báo cáo kết quả thực hiện nhiệm vụ',
  parties: accept.parties,
  signing: { mode: 'one' },
  forward: { action: 'submit', to: 'next' },
  needs: [longText('result', 'Kết quả thực hiện'), document('evidence', 'Tài liệu chứng minh kết quả')],
  offers: ['transfer', 'entrust'],
  due: dateOf('report'),
  late: { effect: 'mark' },
  reminders: remind(10, 3, 1),
  escalation: [COMMUNE_CHAIR],
  source: cites('S4-21', 'S1-26'),
  rests: {
    late: setting('lateMarked'),
    reminders: setting('reminders'),
    escalation: setting('reminders'),
  },
}

const confirm: StepRule = {
  id: 'confirm',
  vi: 'Thường trực Ban Chỉ đạo xã xác nhận kết quả',
  parties: STANDING_BODY,
  signing: { mode: 'any' },
  forward: { action: 'approve', to: { outcome: 'done' } },
  reject: { to: { outcome: 'notDone' } },
  returns: backTo('previous'),
  needs: [],
  offers: [],
  due: dateOf('confirmation'),
  late: { effect: 'mark' },
  reminders: remind(3),
  apart: ['report'],
  source: cites('S4-21', 'S1-28'),
  rests: { ...customary, parties: setting('standingBody'), apart: setting('dutiesApart') },
}

/** Everybody in a commune's own office to whom a duty can be given by name. */
const COMMUNE_PERSON = {
  role: 'communeOffice',
  level: 'unit',
  deputies: [
    'communePolice',
    'cultureSocial',
    'finance',
    'fatherlandFront',
    'committeeHead',
    'committeeMember',
    'inspector',
    'communeChair',
    'communeViceChair',
  ],
  named: true,
} as const
const PROVINCE_PERSON = {
  role: 'provinceStaff',
  level: 'unit',
  deputies: ['unitHead', 'unitOfficer', 'department', 'inspector', 'fatherlandFront', 'committeeMember'],
  named: true,
} as const

const COMMUNE_STEPS: readonly StepRule[] = [
  fork(accept, { id: 'acceptByCommune', vi: 'Người của xã nhận nhiệm vụ', parties: [COMMUNE_PERSON] }),
  fork(report, { id: 'reportByCommune', vi: 'Người của xã báo cáo kết quả', parties: [COMMUNE_PERSON] }),
  fork(confirm, {
    id: 'confirmByCommune',
    vi: 'Công an xã hoặc Chủ tịch UBND xã xác nhận kết quả',
    parties: [...STANDING_BODY, COMMUNE_CHAIR],
    apart: ['reportByCommune'],
  }),
]

const PROVINCE_STEPS: readonly StepRule[] = [
  fork(accept, {
    id: 'acceptByProvince',
    vi: 'Người của sở, ngành nhận nhiệm vụ',
    parties: [PROVINCE_PERSON],
  }),
  fork(report, {
    id: 'reportByProvince',
    vi: 'Người của sở, ngành báo cáo kết quả',
    parties: [PROVINCE_PERSON],
    escalation: [POLICE_DIRECTOR],
  }),
  fork(confirm, {
    id: 'confirmByProvince',
    vi: 'Công an tỉnh xác nhận kết quả',
    parties: [PROVINCE_STAFF, POLICE_DIRECTOR],
    apart: ['reportByProvince'],
    source: cites('S4-01', 'S4-21', 'S4-24'),
    rests: { ...customary, apart: setting('dutiesApart') },
  }),
]

/** One duty of a plan, or an area that a member of the committee answers for. */
export const NHIEM_VU: Procedure = frame({
  id: 'nhiem-vu',
  vi: 'Thực hiện nhiệm vụ được giao trong kế hoạch',
  subjects: ['duty'],
  types: { duty: 'Nhiệm vụ', area: 'Địa bàn được phân công phụ trách' },
  begins: 'active',
  paths: [
    {
      id: 'provincial',
      vi: 'Nhiệm vụ của tỉnh, sở, ngành, đơn vị thuộc tỉnh',
      kinds: ['duty'],
      owners: ['province', 'department', 'agency', 'enterprise', 'school'],
      traits: ['provincial'],
      steps: ['acceptByProvince', 'reportByProvince', 'confirmByProvince'],
      source: cites('S4-21', 'S4-25a', 'S4-25b', 'S4-25c'),
    },
    {
      id: 'commune',
      vi: 'Nhiệm vụ của xã',
      kinds: ['duty'],
      owners: ['commune'],
      steps: ['acceptByCommune', 'reportByCommune', 'confirmByCommune'],
      source: cites('S0-05', 'S1-25', 'S1-26', 'S4-17'),
    },
    {
      id: 'unit',
      vi: 'Nhiệm vụ của đơn vị, khu dân cư',
      kinds: ['duty'],
      owners: ['agency', 'enterprise', 'school', 'residentialArea'],
      steps: ['accept', 'report', 'confirm'],
      source: cites('S0-10', 'S1-08', 'S1-25'),
    },
  ],
  steps: [accept, report, confirm, ...COMMUNE_STEPS, ...PROVINCE_STEPS],
  outcomes: [
    { id: 'done', vi: 'Đã hoàn thành', nature: 'granted', subject: 'ended', source: cites('S4-21') },
    { id: 'notDone', vi: 'Không hoàn thành', nature: 'denied', subject: 'ended', source: cites('S4-21') },
  ],
  dates: {
    report: { vi: 'Hạn báo cáo kết quả của nhiệm vụ', rule: through('11-30') },
    confirmation: { vi: 'Hạn xác nhận kết quả', rule: through('12-20') },
  },
  source: cites('S1-25', 'S1-26', 'S4-17', 'S4-21'),
})

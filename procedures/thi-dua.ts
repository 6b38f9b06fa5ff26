// The emulation movement "Toàn dân bảo vệ an ninh Tổ quốc" (QĐ 2447/QĐ-TTg, six contents): registered, scored by
// oneself, rated, decided. Facts: S4-18, S4-21; scores, dates and who decides were not found: sample sheet, settings.
import type { Need, Procedure, StepRule } from '../domain/procedure.ts'
import {
  NUMBERED,
  backTo,
  cites,
  customary,
  dateOf,
  decidedByPolice,
  document,
  fork,
  frame,
  longText,
  paper,
  remind,
  setting,
  through,
} from './common/build.ts'
import {
  COMMUNE_CHAIR,
  COMMUNE_INSPECTOR,
  COMMUNE_ITSELF,
  COMMUNE_POLICE,
  POLICE_DIRECTOR,
  PROVINCE_INSPECTOR,
  PROVINCE_STAFF,
  STANDING_BODY,
  UNIT,
} from './common/parties.ts'

const SETTINGS = [
  {
    id: 'emulationProcedure',
    vi: 'Trình tự đăng ký, chấm, xếp loại thi đua',
    value: 'đăng ký, tự chấm, chấm, quyết định',
    why: 'The decision names six contents; steps, scores and dates were not found. They follow the classification.',
  },
] as const

const late = { late: setting('lateMarked'), reminders: setting('reminders') } as const
const SCORED: readonly Need[] = [{ kind: 'scored', by: 'inspection' }]

const register: StepRule = {
  id: 'register',
  vi: 'Đăng ký, giao ước thi đua',
  parties: UNIT,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: [longText('targets', 'Nội dung, chỉ tiêu thi đua'), document('registration', 'Bản đăng ký thi đua')],
  offers: [],
  due: dateOf('registration'),
  late: { effect: 'mark' },
  reminders: remind(10, 3),
  source: cites('QĐ 2447/QĐ-TTg', 'S4-18'),
  rests: late,
}

const self: StepRule = {
  id: 'self',
  vi: 'Khu dân cư, đơn vị tự chấm điểm thi đua',
  parties: UNIT,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: [
    { kind: 'assessed', times: 1 },
    { kind: 'scored', by: 'assessment' },
    document('report', 'Báo cáo kết quả thi đua'),
  ],
  offers: [],
  assessment: { by: { role: 'unitHead', level: 'unit' }, also: UNIT.slice(1) },
  due: dateOf('self'),
  late: { effect: 'mark' },
  reminders: remind(10, 3),
  source: setting('emulationProcedure'),
  rests: { ...late, assessment: setting('selfAssessment') },
}

const rate: StepRule = {
  id: 'rate',
  vi: 'Thường trực Ban Chỉ đạo xã chấm điểm',
  parties: STANDING_BODY,
  signing: { mode: 'any' },
  forward: { action: 'approve', to: 'next' },
  reject: { to: { outcome: 'notRated' } },
  returns: backTo('previous'),
  needs: SCORED,
  offers: ['transfer', 'entrust'],
  inspection: { by: [COMMUNE_POLICE, COMMUNE_INSPECTOR], blind: 'single', tolerance: 0 },
  due: dateOf('rating'),
  late: { effect: 'mark' },
  reminders: remind(3),
  source: setting('emulationProcedure'),
  rests: { ...customary, parties: setting('standingBody'), inspection: setting('inspection') },
}

const decide: StepRule = {
  id: 'decide',
  vi: 'Chủ tịch UBND xã quyết định xếp loại',
  parties: [COMMUNE_CHAIR],
  signing: { mode: 'one' },
  forward: { action: 'approve', to: { outcome: 'rated' } },
  reject: { to: { outcome: 'notRated' } },
  returns: backTo('previous'),
  needs: SCORED,
  offers: ['entrust'],
  due: dateOf('decision'),
  late: { effect: 'mark' },
  reminders: remind(3),
  apart: ['rate'],
  numbers: [{ register: 'decisions', level: 'commune' }],
  papers: [paper('decision', 'forward', { register: 'decisions' })],
  batch: true,
  source: setting('emulationProcedure'),
  rests: {
    ...customary,
    parties: setting('deciders'),
    apart: setting('dutiesApart'),
    numbers: NUMBERED,
    batch: setting('batchDecision'),
  },
}

/** A year's emulation of a commune, unit or residential area. */
export const THI_DUA: Procedure = frame({
  id: 'thi-dua',
  vi: 'Thi đua “Toàn dân bảo vệ an ninh Tổ quốc”',
  subjects: ['commune', 'agency', 'enterprise', 'school', 'residentialArea'],
  paths: [
    {
      id: 'provincialUnit',
      vi: 'Đơn vị thuộc tỉnh',
      kinds: ['agency', 'enterprise', 'school'],
      traits: ['provincial'],
      steps: ['register', 'self', 'rateByProvince', 'decideByProvince'],
      source: setting('provinceJudges'),
    },
    {
      id: 'below',
      vi: 'Đơn vị, khu dân cư trên địa bàn xã',
      kinds: ['agency', 'enterprise', 'school', 'residentialArea'],
      steps: ['register', 'self', 'rate', 'decide'],
      source: cites('QĐ 2447/QĐ-TTg', 'S4-18'),
    },
    {
      id: 'commune',
      vi: 'Xã, phường, đặc khu',
      kinds: ['commune'],
      steps: ['registerCommune', 'selfCommune', 'rateByProvince', 'decideByProvince'],
      source: cites('QĐ 2447/QĐ-TTg', 'S4-18'),
    },
  ],
  steps: [
    register,
    self,
    rate,
    decide,
    fork(register, { id: 'registerCommune', vi: 'Xã đăng ký thi đua', parties: COMMUNE_ITSELF }),
    fork(self, {
      id: 'selfCommune',
      vi: 'Xã tự chấm điểm thi đua',
      parties: COMMUNE_ITSELF,
      assessment: { by: { role: 'communeOffice', level: 'unit' }, also: COMMUNE_ITSELF.slice(1) },
    }),
    fork(rate, {
      id: 'rateByProvince',
      vi: 'Công an tỉnh chấm điểm',
      parties: [PROVINCE_STAFF],
      signing: { mode: 'one' },
      inspection: { by: [PROVINCE_STAFF, PROVINCE_INSPECTOR], blind: 'single', tolerance: 0 },
      rests: { ...customary, inspection: setting('inspection') },
    }),
    fork(decide, {
      id: 'decideByProvince',
      vi: 'Giám đốc Công an tỉnh quyết định xếp loại',
      parties: [POLICE_DIRECTOR],
      apart: ['rateByProvince'],
      ...decidedByPolice,
    }),
  ],
  outcomes: [
    { id: 'rated', vi: 'Đã xếp loại', nature: 'granted', source: cites('S4-18') },
    { id: 'notRated', vi: 'Không xếp loại', nature: 'denied', source: setting('refusal') },
  ],
  dates: {
    registration: { vi: 'Hạn đăng ký thi đua', rule: through('03-31') },
    self: { vi: 'Hạn tự chấm điểm', rule: through('11-15') },
    rating: { vi: 'Hạn chấm điểm', rule: through('11-30') },
    decision: { vi: 'Hạn quyết định xếp loại', rule: through('12-15') },
  },
  sheets: {
    commune: 'emulation-sample',
    agency: 'emulation-sample',
    enterprise: 'emulation-sample',
    school: 'emulation-sample',
    residentialArea: 'emulation-sample',
  },
  results: { rated: { kind: 'emulation', value: { level: 'inspection' } } },
  settings: SETTINGS,
  source: cites('QĐ 2447/QĐ-TTg', 'S4-18', 'S4-21'),
})

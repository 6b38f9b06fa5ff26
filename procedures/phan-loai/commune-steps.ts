// Scoring oneself, and the commune's steps: the standing body scores by the same sheet, the chair decides the level.
import type { Need, StepRule } from '../../domain/procedure.ts'
import {
  NUMBERED,
  backTo,
  cites,
  customary,
  dateOf,
  document,
  fork,
  longText,
  paper,
  remind,
  setting,
} from '../common/build.ts'
import {
  COMMUNE_CHAIR,
  COMMUNE_INSPECTOR,
  COMMUNE_ITSELF,
  COMMUNE_POLICE,
  STANDING_BODY,
  UNIT,
} from '../common/parties.ts'

const papers: readonly Need[] = [
  { kind: 'assessed', times: 1 },
  { kind: 'scored', by: 'assessment' },
  document('report', 'Báo cáo tự đánh giá, đề xuất mức phân loại'),
  document('scoreList', 'Thống kê danh sách chấm điểm'),
]

const self: StepRule = {
  id: 'selfArea',
  vi: 'Khu dân cư tự chấm điểm, báo cáo',
  parties: UNIT,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: papers,
  offers: [],
  assessment: { by: { role: 'residentialHead', level: 'unit' } },
  due: dateOf('selfArea'),
  late: { effect: 'mark' },
  reminders: remind(10, 3, 1),
  source: cites('QĐ 510/QĐ-BCA-V05 Đ.11'),
  rests: { late: setting('lateMarked'), reminders: setting('reminders') },
}

const prepare: StepRule = {
  id: 'prepare',
  vi: 'Mở phiếu chấm điểm, phân công người chấm',
  parties: UNIT,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: [longText('assignment', 'Phân công, cách chấm', false)],
  offers: [],
  due: dateOf('preparation'),
  late: { effect: 'mark' },
  reminders: remind(5),
  source: setting('classifier'),
  rests: { late: setting('lateMarked'), reminders: setting('reminders') },
}

const score: StepRule = {
  id: 'scoreArea',
  vi: 'Thường trực Ban Chỉ đạo xã chấm điểm khu dân cư',
  parties: STANDING_BODY,
  signing: { mode: 'any' },
  forward: { action: 'approve', to: 'next' },
  reject: { to: { outcome: 'notRated' } },
  returns: backTo('previous'),
  needs: [{ kind: 'scored', by: 'inspection' }],
  offers: ['transfer', 'entrust'],
  inspection: { by: [COMMUNE_POLICE, COMMUNE_INSPECTOR], blind: 'single', tolerance: 0 },
  due: dateOf('score'),
  late: { effect: 'mark' },
  reminders: remind(2),
  escalation: [COMMUNE_CHAIR],
  source: setting('classifier'),
  rests: {
    ...customary,
    parties: setting('standingBody'),
    inspection: setting('inspection'),
    escalation: setting('reminders'),
  },
}

const decide: StepRule = {
  id: 'decideArea',
  vi: 'Chủ tịch UBND xã quyết định mức phân loại khu dân cư',
  parties: [COMMUNE_CHAIR],
  signing: { mode: 'one' },
  forward: { action: 'approve', to: { outcome: 'classified' } },
  reject: { to: { outcome: 'notRated' } },
  returns: backTo('previous'),
  needs: [{ kind: 'scored', by: 'inspection' }],
  offers: ['entrust'],
  due: dateOf('decisionArea'),
  late: { effect: 'mark' },
  reminders: remind(2),
  apart: ['scoreArea'],
  numbers: [{ register: 'decisions', level: 'commune' }],
  papers: [paper('decision', 'forward', { register: 'decisions' })],
  batch: true,
  source: setting('classifier'),
  rests: {
    ...customary,
    needs: setting('levels'),
    apart: setting('dutiesApart'),
    numbers: NUMBERED,
    batch: setting('batchDecision'),
  },
}

/** Scoring oneself, scoring and deciding in the commune. */
export const COMMUNE_STEPS: readonly StepRule[] = [
  prepare,
  fork(prepare, { id: 'prepareCommune', parties: COMMUNE_ITSELF }),
  self,
  score,
  decide,
  fork(self, {
    id: 'selfUnit',
    vi: 'Đơn vị tự chấm điểm, báo cáo',
    assessment: { by: { role: 'unitHead', level: 'unit' }, also: UNIT.slice(1, 2) },
    due: dateOf('selfUnit'),
  }),
  fork(self, {
    id: 'selfCommune',
    vi: 'Xã tự chấm điểm, báo cáo',
    parties: COMMUNE_ITSELF,
    assessment: { by: { role: 'communeOffice', level: 'unit' }, also: COMMUNE_ITSELF.slice(1) },
    due: dateOf('selfUnit'),
  }),
  fork(score, {
    id: 'scoreUnit',
    vi: 'Thường trực Ban Chỉ đạo xã chấm điểm đơn vị',
    due: dateOf('scoreUnit'),
  }),
  fork(decide, {
    id: 'decideUnit',
    vi: 'Chủ tịch UBND xã quyết định mức phân loại đơn vị',
    due: dateOf('decision'),
    apart: ['scoreUnit'],
  }),
]

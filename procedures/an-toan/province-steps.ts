// Steps above the commune: the commune's own year, provincial units, and units that the ministry follows. A commune
// is judged by what was decided about everything below it (Đ.5.4): all registered, seven in ten recognised.
import type { Among } from '../../domain/counting.ts'
import type { StepRule } from '../../domain/procedure.ts'
import {
  NUMBERED,
  backTo,
  cites,
  customary,
  dateOf,
  document,
  fork,
  paper,
  remind,
  setting,
} from '../common/build.ts'
import {
  COMMUNE_ITSELF,
  MINISTRY,
  POLICE_DIRECTOR,
  PROVINCE_CHAIR,
  PROVINCE_INSPECTOR,
  PROVINCE_STAFF,
} from '../common/parties.ts'
import { LATE_REGISTRATION, MODELS, RECOGNITION_PAPERS } from './unit-steps.ts'

const BELOW: Among = { in: 'below', kinds: ['residentialArea', 'agency', 'enterprise', 'school'] }

const appraiseCommune: StepRule = {
  id: 'appraiseCommune',
  vi: 'Công an tỉnh thẩm định xã',
  parties: [PROVINCE_STAFF],
  signing: { mode: 'one' },
  forward: { action: 'approve', to: 'next' },
  reject: { to: { outcome: 'notAchieved' } },
  returns: backTo('previous'),
  needs: [{ kind: 'criteriaMet', by: 'inspection' }, document('appraisalReport', 'Báo cáo thẩm định', false)],
  offers: ['transfer', 'entrust'],
  inspection: { by: [PROVINCE_INSPECTOR, PROVINCE_STAFF], blind: 'single', tolerance: 0 },
  due: dateOf('appraisalOfCommune'),
  late: { effect: 'mark' },
  reminders: remind(1),
  escalation: [POLICE_DIRECTOR],
  source: setting('provinceJudges'),
  rests: { ...customary, inspection: setting('inspector'), escalation: setting('reminders') },
}

const decideByProvince: StepRule = {
  id: 'decideByProvince',
  vi: 'Ủy ban nhân dân tỉnh quyết định đối với đơn vị thuộc tỉnh',
  parties: [PROVINCE_CHAIR],
  signing: { mode: 'one' },
  forward: { action: 'approve', to: { outcome: 'achieved' } },
  reject: { to: { outcome: 'notAchieved' } },
  returns: backTo('previous'),
  needs: [{ kind: 'criteriaMet', by: 'inspection' }],
  offers: ['entrust'],
  due: dateOf('decisionUnit'),
  late: { effect: 'mark' },
  reminders: remind(3, 1),
  apart: ['appraiseByProvince'],
  numbers: [{ register: 'decisions', level: 'province' }],
  papers: [
    paper('decision', 'forward', { register: 'decisions' }),
    paper('certificate', 'forward', { register: 'decisions' }),
  ],
  certificate: true,
  copies: [{ role: 'unitHead', level: 'unit' }],
  batch: true,
  source: cites('TT 124/2021/TT-BCA Đ.9.1.c, Đ.10.3, Đ.10.6'),
  rests: {
    ...customary,
    apart: setting('dutiesApart'),
    numbers: NUMBERED,
    copies: setting('informed'),
    batch: setting('batchDecision'),
  },
}

/** The commune's own year, and what province and ministry decide. */
export const PROVINCE_STEPS: readonly StepRule[] = [
  {
    id: 'registerCommune',
    vi: 'Xã đăng ký phấn đấu',
    parties: COMMUNE_ITSELF,
    signing: { mode: 'any' },
    forward: { action: 'submit', to: 'next' },
    needs: [
      document('partyResolution', 'Nghị quyết của Đảng ủy'),
      document('plan', 'Kế hoạch của Ủy ban nhân dân'),
      document('registration', 'Bản đăng ký phấn đấu'),
      MODELS,
    ],
    offers: [],
    due: dateOf('registration'),
    late: { effect: 'mark' },
    reminders: remind(20, 5, 1),
    source: cites('TT 124/2021/TT-BCA Đ.5.1, Đ.9.2.a'),
    rests: LATE_REGISTRATION,
  },
  {
    id: 'selfCommune',
    vi: 'Xã tự đánh giá và đề nghị',
    parties: COMMUNE_ITSELF,
    signing: { mode: 'any' },
    forward: { action: 'submit', to: 'next' },
    needs: RECOGNITION_PAPERS,
    offers: [],
    assessment: { by: { role: 'communeOffice', level: 'unit' }, also: COMMUNE_ITSELF.slice(1) },
    due: dateOf('selfCommune'),
    late: { effect: 'mark' },
    reminders: remind(10, 3, 1),
    source: cites('TT 124/2021/TT-BCA Đ.9.1.b, Đ.9.2.b'),
    rests: { late: setting('lateMarked'), reminders: setting('reminders') },
  },
  appraiseCommune,
  fork(decideByProvince, {
    id: 'decideCommune',
    vi: 'Ủy ban nhân dân tỉnh quyết định đối với xã',
    due: dateOf('decisionCommune'),
    needs: [
      { kind: 'criteriaMet', by: 'inspection' },
      {
        kind: 'children',
        id: 'allRegistered',
        vi: '100% khu dân cư, đơn vị thuộc diện đã đăng ký',
        among: BELOW,
        having: { procedure: 'an-toan' },
        atLeast: [1, 1],
        source: cites('TT 124/2021/TT-BCA Đ.5.4'),
      },
      {
        kind: 'children',
        id: 'recognised',
        vi: 'Từ 70% khu dân cư, đơn vị được công nhận trong năm',
        among: BELOW,
        having: { result: 'safety', accepted: ['achieved'], yearOffset: 0 },
        atLeast: [7, 10],
        source: cites('TT 124/2021/TT-BCA Đ.5.4'),
      },
    ],
    apart: ['appraiseCommune'],
    copies: [
      { role: 'communeOffice', level: 'unit' },
      { role: 'communePolice', level: 'unit' },
    ],
    source: setting('provinceJudges'),
  }),
  fork(appraiseCommune, {
    id: 'appraiseByProvince',
    vi: 'Công an tỉnh thẩm định đơn vị thuộc tỉnh',
    due: dateOf('appraisalByProvince'),
    reminders: remind(3, 1),
    source: cites('TT 124/2021/TT-BCA Đ.9.1.c'),
  }),
  decideByProvince,
  fork(decideByProvince, {
    id: 'decideByMinistry',
    vi: 'Bộ Công an xét, quyết định',
    parties: [MINISTRY],
    inspection: { by: [MINISTRY], blind: 'single', tolerance: 0 },
    apart: [],
    numbers: [{ register: 'decisions', level: 'ministry' }],
    papers: [
      paper('decision', 'forward', { register: 'decisions' }),
      paper('certificate', 'forward', { register: 'decisions' }),
    ],
    batch: false,
    source: cites('TT 124/2021/TT-BCA Đ.9.1.d, Đ.10.4, Đ.10.6'),
    rests: {
      ...customary,
      inspection: setting('inspector'),
      numbers: NUMBERED,
      copies: setting('informed'),
    },
  }),
]

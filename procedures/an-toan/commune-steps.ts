// Steps of the commune for what lies below it: the standing body of the committee appraises, the chair decides.
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
  COMMUNE_CHAIR,
  COMMUNE_INSPECTOR,
  COMMUNE_POLICE,
  PROVINCE_STAFF,
  STANDING_BODY,
} from '../common/parties.ts'

const appraise: StepRule = {
  id: 'appraise',
  vi: 'Thường trực Ban Chỉ đạo xã thẩm định khu dân cư',
  parties: STANDING_BODY,
  signing: { mode: 'any' },
  forward: { action: 'approve', to: 'next' },
  reject: { to: { outcome: 'notAchieved' } },
  returns: backTo('previous'),
  needs: [{ kind: 'criteriaMet', by: 'inspection' }, document('appraisalReport', 'Báo cáo thẩm định', false)],
  offers: ['transfer', 'entrust'],
  inspection: { by: [COMMUNE_POLICE, COMMUNE_INSPECTOR], blind: 'single', tolerance: 0 },
  due: dateOf('appraisal'),
  late: { effect: 'mark' },
  reminders: remind(3, 1),
  escalation: [COMMUNE_CHAIR],
  source: cites('TT 124/2021/TT-BCA Đ.9.1.a'),
  rests: {
    ...customary,
    parties: setting('standingBody'),
    inspection: setting('inspector'),
    escalation: setting('reminders'),
  },
}

const decide: StepRule = {
  id: 'decide',
  vi: 'Chủ tịch UBND xã quyết định đối với khu dân cư',
  parties: [COMMUNE_CHAIR],
  signing: { mode: 'one' },
  forward: { action: 'approve', to: { outcome: 'achieved' } },
  reject: { to: { outcome: 'notAchieved' } },
  returns: backTo('previous'),
  needs: [{ kind: 'criteriaMet', by: 'inspection' }],
  offers: ['entrust'],
  due: dateOf('decisionArea'),
  late: { effect: 'mark' },
  reminders: remind(3, 1),
  apart: ['appraise'],
  numbers: [{ register: 'decisions', level: 'commune' }],
  papers: [
    paper('decision', 'forward', { register: 'decisions' }),
    paper('certificate', 'forward', { register: 'decisions' }),
  ],
  certificate: true,
  copies: [{ role: 'residentialHead', level: 'unit' }, PROVINCE_STAFF],
  batch: true,
  source: cites('TT 124/2021/TT-BCA Đ.9.1.a, Đ.10.1, Đ.10.6'),
  rests: {
    ...customary,
    apart: setting('dutiesApart'),
    numbers: NUMBERED,
    copies: setting('informed'),
    batch: setting('batchDecision'),
  },
}

/** Appraisal and decision for what lies below the commune. */
export const COMMUNE_STEPS: readonly StepRule[] = [
  appraise,
  decide,
  fork(appraise, {
    id: 'appraiseUnit',
    vi: 'Thường trực Ban Chỉ đạo xã thẩm định đơn vị',
    due: dateOf('appraisalOfUnits'),
    source: cites('TT 124/2021/TT-BCA Đ.9.1.c'),
  }),
  fork(decide, {
    id: 'decideUnit',
    vi: 'Chủ tịch UBND xã quyết định đối với đơn vị',
    due: dateOf('decisionUnit'),
    apart: ['appraiseUnit'],
    copies: [{ role: 'unitHead', level: 'unit' }, PROVINCE_STAFF],
    source: cites('TT 124/2021/TT-BCA Đ.9.1.c, Đ.10.1, Đ.10.6'),
  }),
]

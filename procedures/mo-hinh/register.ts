// Registering a new model: proposed by whoever runs it, appraised, recognised. Facts: S0-07, S0-11c, S1-06, S1-21,
// S3-10a, S3-11, S3-14d, S4-10b; NĐ 06/2014/NĐ-CP Đ.5.4. The form was not found.
import type { Procedure, StepRule } from '../../domain/procedure.ts'
import {
  NUMBERED,
  backTo,
  cites,
  customary,
  decidedByPolice,
  document,
  fork,
  frame,
  longText,
  paper,
  remind,
  setting,
  within,
} from '../common/build.ts'
import {
  COMMUNE_CHAIR,
  COMMUNE_OWNERS,
  OWNER,
  POLICE_DIRECTOR,
  PROVINCE_OWNER,
  PROVINCE_OWNERS,
  PROVINCE_STAFF,
  STANDING_BODY,
} from '../common/parties.ts'

import { SETTINGS, SIZE, TYPES, counting } from './common.ts'

const register: StepRule = {
  id: 'register',
  vi: 'Đăng ký mô hình',
  parties: OWNER,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: [
    longText('purpose', 'Mục đích, cách hoạt động'),
    ...SIZE,
    document('proposal', 'Đề án, quy chế', false),
  ],
  offers: [],
  late: { effect: 'mark' },
  source: cites('S0-07', 'NĐ 06/2014/NĐ-CP Đ.5.4'),
  rests: counting,
}
const appraise: StepRule = {
  id: 'appraise',
  vi: 'Thường trực Ban Chỉ đạo xã thẩm định mô hình',
  parties: STANDING_BODY,
  signing: { mode: 'any' },
  forward: { action: 'approve', to: 'next' },
  reject: { to: { outcome: 'declined' } },
  returns: backTo('previous'),
  needs: [longText('opinion', 'Ý kiến thẩm định: thực chất, không hình thức', false)],
  offers: ['transfer'],
  due: within(10),
  late: { effect: 'mark' },
  reminders: remind(2),
  source: cites('S1-06', 'S1-21'),
  rests: { ...customary, parties: setting('standingBody') },
}
const approve: StepRule = {
  id: 'approve',
  vi: 'Chủ tịch UBND xã công nhận mô hình',
  parties: [COMMUNE_CHAIR],
  signing: { mode: 'one' },
  forward: { action: 'approve', to: { outcome: 'registered' } },
  reject: { to: { outcome: 'declined' } },
  returns: backTo('previous'),
  needs: [],
  offers: ['entrust'],
  due: within(5),
  late: { effect: 'mark' },
  reminders: remind(1),
  numbers: [{ register: 'decisions', level: 'commune' }],
  papers: [paper('decision', 'forward', { register: 'decisions' })],
  batch: true,
  source: setting('deciders'),
  rests: { ...customary, numbers: NUMBERED, batch: setting('batchDecision') },
}

/** The registering of a new model. */
export const MO_HINH: Procedure = frame({
  id: 'mo-hinh',
  vi: 'Đăng ký, công nhận mô hình',
  subjects: ['model'],
  types: TYPES,
  begins: 'draft',
  paths: [
    {
      id: 'provincial',
      vi: 'Mô hình của tỉnh, sở, ngành, đơn vị thuộc tỉnh',
      kinds: ['model'],
      types: Object.keys(TYPES),
      owners: PROVINCE_OWNERS,
      traits: ['provincial'],
      steps: ['registerByProvince', 'appraiseByProvince', 'approveByProvince'],
      source: setting('provinceJudges'),
    },
    {
      id: 'commune',
      vi: 'Mô hình của xã, đơn vị, khu dân cư',
      kinds: ['model'],
      types: Object.keys(TYPES),
      owners: COMMUNE_OWNERS,
      steps: ['register', 'appraise', 'approve'],
      source: cites('S0-07', 'S0-11c', 'S3-10a', 'S3-11', 'S3-14d', 'S4-10b'),
    },
  ],
  steps: [
    register,
    appraise,
    approve,
    fork(register, { id: 'registerByProvince', vi: 'Cấp tỉnh đăng ký mô hình', parties: PROVINCE_OWNER }),
    fork(appraise, {
      id: 'appraiseByProvince',
      vi: 'Công an tỉnh thẩm định mô hình',
      parties: [PROVINCE_STAFF],
      signing: { mode: 'one' },
      rests: customary,
    }),
    fork(approve, {
      id: 'approveByProvince',
      vi: 'Giám đốc Công an tỉnh công nhận mô hình',
      parties: [POLICE_DIRECTOR],
      ...decidedByPolice,
    }),
  ],
  outcomes: [
    { id: 'registered', vi: 'Đã đăng ký', nature: 'granted', subject: 'active', source: cites('S0-07') },
    { id: 'declined', vi: 'Không công nhận', nature: 'denied', subject: 'ended', source: setting('refusal') },
  ],
  settings: SETTINGS.slice(1),
  source: cites('S0-07', 'S1-06', 'S3-09', 'S4-11', 'NĐ 06/2014/NĐ-CP Đ.5.4'),
})

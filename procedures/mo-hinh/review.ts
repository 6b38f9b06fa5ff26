// The yearly review of an active model: reported, classified, then kept, replicated, put right or ended. Facts: S1-06,
// S1-21, S3-09, S4-11; the names of the classes were not found.
import type { Procedure, StepRule } from '../../domain/procedure.ts'
import {
  backTo,
  choice,
  cites,
  customary,
  dateOf,
  document,
  fork,
  frame,
  longText,
  remind,
  setting,
  through,
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

import { SETTINGS, SIZE, TYPES, counting, late } from './common.ts'

const report: StepRule = {
  id: 'report',
  vi: 'Báo cáo hoạt động của mô hình trong năm',
  parties: OWNER,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: [longText('results', 'Kết quả hoạt động'), ...SIZE, document('report', 'Báo cáo', false)],
  offers: [],
  due: dateOf('report'),
  late: { effect: 'mark' },
  reminders: remind(10, 3),
  source: cites('S3-09', 'S4-11'),
  rests: { ...late, ...counting },
}
const classify: StepRule = {
  id: 'classify',
  vi: 'Thường trực Ban Chỉ đạo xã đánh giá, phân loại',
  parties: STANDING_BODY,
  signing: { mode: 'any' },
  forward: { action: 'approve', to: 'next' },
  returns: backTo('previous'),
  needs: [
    choice('class', 'Loại', { effective: 'Hiệu quả', ordinary: 'Bình thường', poor: 'Kém hiệu quả' }),
    longText('remarks', 'Nhận xét', false),
  ],
  offers: ['transfer'],
  due: dateOf('classification'),
  late: { effect: 'mark' },
  reminders: remind(3),
  source: cites('S1-06', 'S1-21', 'S3-09', 'S4-11'),
  rests: { ...customary, parties: setting('standingBody'), needs: setting('modelClasses') },
}
const decide: StepRule = {
  id: 'decide',
  vi: 'Chủ tịch UBND xã quyết định: giữ, nhân rộng, củng cố hoặc kết thúc',
  parties: [COMMUNE_CHAIR],
  signing: { mode: 'one' },
  forward: {
    action: 'approve',
    to: {
      field: 'verdict',
      cases: {
        kept: { outcome: 'kept' },
        replicated: { outcome: 'replicated' },
        rectified: { outcome: 'rectified' },
        ended: { outcome: 'ended' },
      },
    },
  },
  returns: backTo('previous'),
  needs: [
    choice('verdict', 'Quyết định', {
      kept: 'Giữ, duy trì',
      replicated: 'Nhân rộng',
      rectified: 'Củng cố, chấn chỉnh',
      ended: 'Kết thúc, thanh loại',
    }),
    longText('ground', 'Lý do', false),
  ],
  offers: ['entrust'],
  due: dateOf('decision'),
  late: { effect: 'mark' },
  reminders: remind(3),
  source: cites('S3-09', 'S4-11'),
  rests: { ...customary, parties: setting('deciders') },
}

/** The yearly review of an active model, Dân vận khéo included. */
export const MO_HINH_RA_SOAT: Procedure = frame({
  id: 'mo-hinh-ra-soat',
  vi: 'Rà soát, phân loại mô hình hằng năm',
  subjects: ['model'],
  types: { ...TYPES, massWork: 'Dân vận khéo' },
  begins: 'active',
  paths: [
    {
      id: 'provincial',
      vi: 'Mô hình của tỉnh, sở, ngành, đơn vị thuộc tỉnh',
      kinds: ['model'],
      owners: PROVINCE_OWNERS,
      traits: ['provincial'],
      steps: ['reportByProvince', 'classifyByProvince', 'decideByProvince'],
      source: setting('provinceJudges'),
    },
    {
      id: 'commune',
      vi: 'Mô hình của xã, đơn vị, khu dân cư',
      kinds: ['model'],
      owners: COMMUNE_OWNERS,
      steps: ['report', 'classify', 'decide'],
      source: cites('S1-06', 'S1-21', 'S3-09', 'S4-11'),
    },
  ],
  steps: [
    report,
    classify,
    decide,
    fork(report, { id: 'reportByProvince', vi: 'Cấp tỉnh báo cáo mô hình', parties: PROVINCE_OWNER }),
    fork(classify, {
      id: 'classifyByProvince',
      vi: 'Công an tỉnh đánh giá, phân loại',
      parties: [PROVINCE_STAFF],
      signing: { mode: 'one' },
      rests: { ...customary, needs: setting('modelClasses') },
    }),
    fork(decide, {
      id: 'decideByProvince',
      vi: 'Giám đốc Công an tỉnh quyết định về mô hình',
      parties: [POLICE_DIRECTOR],
    }),
  ],
  outcomes: [
    { id: 'kept', vi: 'Duy trì', nature: 'granted', source: cites('S0-07', 'S1-06') },
    { id: 'replicated', vi: 'Nhân rộng', nature: 'granted', source: cites('S3-09', 'S4-11') },
    { id: 'rectified', vi: 'Củng cố, chấn chỉnh', nature: 'granted', source: cites('S1-06', 'S4-11') },
    { id: 'ended', vi: 'Kết thúc', nature: 'ended', subject: 'ended', source: cites('S3-09', 'S4-11') },
  ],
  dates: {
    report: { vi: 'Hạn báo cáo mô hình', rule: through('10-31') },
    classification: { vi: 'Hạn đánh giá, phân loại', rule: through('11-15') },
    decision: { vi: 'Hạn quyết định', rule: through('11-30') },
  },
  settings: SETTINGS,
  source: cites('S1-06', 'S1-21', 'S3-09', 'S4-11'),
})

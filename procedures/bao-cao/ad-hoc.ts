// A report on request: the province or a commune asks, hands the request out as reports of named offices, gathers what
// comes and closes it. Facts: S2-25 (reports as asked for), S4-24; how it is done was not found.
import type { Procedure, StepRule } from '../../domain/procedure.ts'
import {
  backTo,
  cites,
  customary,
  dateOf,
  document,
  fork,
  frame,
  integer,
  longText,
  remind,
  setting,
  through,
} from '../common/build.ts'
import {
  COMMUNE_CHAIR,
  COMMUNE_ITSELF,
  POLICE_DIRECTOR,
  PROVINCE_STAFF,
  STANDING_BODY,
  UNIT,
} from '../common/parties.ts'
import { SETTINGS } from './settings.ts'

const ID = 'bao-cao-dot-xuat'
const late = { late: setting('lateMarked'), reminders: setting('reminders') } as const

const ask: StepRule = {
  id: 'ask',
  vi: 'Xã yêu cầu báo cáo',
  parties: COMMUNE_ITSELF,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: [longText('question', 'Nội dung yêu cầu báo cáo'), document('request', 'Văn bản yêu cầu', false)],
  offers: [],
  assigns: [{ kinds: ['report'], procedure: ID }],
  late: { effect: 'mark' },
  source: cites('S2-25'),
}

const gather: StepRule = {
  id: 'gather',
  vi: 'Xã tổng hợp và đóng yêu cầu',
  parties: COMMUNE_ITSELF,
  signing: { mode: 'any' },
  forward: { action: 'approve', to: { outcome: 'closed' } },
  needs: [
    longText('summary', 'Kết quả tổng hợp'),
    integer('asked', 'Số nơi được yêu cầu', { figure: 'asked' }),
    integer('answered', 'Số báo cáo đã tiếp nhận', { figure: 'answered' }),
  ],
  offers: [],
  due: dateOf('gathering'),
  late: { effect: 'mark' },
  reminders: remind(3),
  source: cites('S2-25', 'S1-28'),
  rests: late,
}

const answer: StepRule = {
  id: 'answer',
  vi: 'Đơn vị, khu dân cư báo cáo theo yêu cầu',
  parties: UNIT,
  signing: { mode: 'any' },
  forward: { action: 'submit', to: 'next' },
  needs: [longText('content', 'Nội dung báo cáo'), document('report', 'Báo cáo')],
  offers: ['entrust'],
  due: dateOf('answer'),
  late: { effect: 'mark' },
  reminders: remind(3, 1),
  escalation: [COMMUNE_CHAIR],
  source: cites('S2-25'),
  rests: { ...late, needs: setting('reportContent'), escalation: setting('reminders') },
}

const receive: StepRule = {
  id: 'receive',
  vi: 'Công an xã tiếp nhận báo cáo',
  parties: STANDING_BODY,
  signing: { mode: 'any' },
  forward: { action: 'approve', to: { outcome: 'received' } },
  returns: backTo('previous'),
  needs: [],
  offers: [],
  due: dateOf('gathering'),
  late: { effect: 'mark' },
  reminders: remind(2),
  source: cites('S2-25', 'S1-28'),
  rests: { ...customary, parties: setting('standingBody') },
}

const STEPS: readonly StepRule[] = [
  ask,
  gather,
  answer,
  receive,
  fork(ask, { id: 'askByProvince', vi: 'Công an tỉnh yêu cầu báo cáo', parties: [PROVINCE_STAFF] }),
  fork(gather, {
    id: 'gatherByProvince',
    vi: 'Công an tỉnh tổng hợp và đóng yêu cầu',
    parties: [PROVINCE_STAFF],
  }),
  fork(answer, {
    id: 'answerByCommune',
    vi: 'Xã báo cáo theo yêu cầu',
    parties: COMMUNE_ITSELF,
    escalation: [PROVINCE_STAFF],
  }),
  fork(answer, {
    id: 'answerByProvincialUnit',
    vi: 'Sở, ngành, đơn vị thuộc tỉnh báo cáo theo yêu cầu',
    parties: [...UNIT, { role: 'department', level: 'unit' }],
    escalation: [POLICE_DIRECTOR],
  }),
  fork(receive, {
    id: 'receiveByProvince',
    vi: 'Công an tỉnh tiếp nhận báo cáo',
    parties: [PROVINCE_STAFF],
    signing: { mode: 'one' },
    rests: customary,
  }),
]

/** A report on request, and the request itself. */
export const AD_HOC_REPORT: Procedure = frame({
  id: ID,
  vi: 'Báo cáo đột xuất, theo yêu cầu',
  subjects: ['report'],
  types: { request: 'Yêu cầu báo cáo', report: 'Báo cáo theo yêu cầu' },
  paths: [
    {
      id: 'requestOfProvince',
      vi: 'Tỉnh yêu cầu',
      kinds: ['report'],
      types: ['request'],
      owners: ['province'],
      traits: ['provincial'],
      steps: ['askByProvince', 'gatherByProvince'],
      source: cites('S2-25'),
    },
    {
      id: 'requestOfCommune',
      vi: 'Xã yêu cầu',
      kinds: ['report'],
      types: ['request'],
      owners: ['commune'],
      steps: ['ask', 'gather'],
      source: cites('S1-28'),
    },
    {
      id: 'ofProvincialUnit',
      vi: 'Sở, ngành, đơn vị thuộc tỉnh trả lời',
      kinds: ['report'],
      types: ['report'],
      owners: ['department', 'agency', 'enterprise', 'school'],
      traits: ['provincial'],
      steps: ['answerByProvincialUnit', 'receiveByProvince'],
      source: cites('S4-03'),
    },
    {
      id: 'ofCommune',
      vi: 'Xã trả lời',
      kinds: ['report'],
      types: ['report'],
      owners: ['commune'],
      steps: ['answerByCommune', 'receiveByProvince'],
      source: cites('S2-25'),
    },
    {
      id: 'ofUnit',
      vi: 'Đơn vị, khu dân cư trả lời',
      kinds: ['report'],
      types: ['report'],
      owners: ['agency', 'enterprise', 'school', 'residentialArea'],
      steps: ['answer', 'receive'],
      source: cites('S1-28'),
    },
  ],
  steps: STEPS,
  outcomes: [
    { id: 'received', vi: 'Đã tiếp nhận', nature: 'granted', subject: 'ended', source: cites('S2-25') },
    { id: 'closed', vi: 'Đã tổng hợp', nature: 'granted', subject: 'ended', source: cites('S1-28') },
  ],
  figures: {
    asked: {
      vi: 'Số nơi được yêu cầu',
      figure: { of: 'children', among: { in: 'parts', kinds: ['report'] } },
      source: cites('S2-25'),
    },
    answered: {
      vi: 'Số báo cáo đã tiếp nhận',
      figure: {
        of: 'children',
        among: { in: 'parts', kinds: ['report'] },
        having: { procedure: ID, outcomes: ['received'] },
      },
      source: cites('S2-25'),
    },
  },
  dates: {
    answer: { vi: 'Hạn báo cáo theo yêu cầu', rule: through('12-20') },
    gathering: { vi: 'Hạn tiếp nhận, tổng hợp', rule: through('12-28') },
  },
  settings: SETTINGS,
  source: cites('S2-25', 'S1-28'),
})

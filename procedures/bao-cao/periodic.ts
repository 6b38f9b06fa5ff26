// The way of a half-year or yearly report, the same for both; what differs are the dates and how much is counted.
// Nothing refuses a late report: it is taken and stays marked (no text says what follows; S1-27 and S4-03 give dates).
import type { Procedure, Source, StepRule } from '../../domain/procedure.ts'
import {
  NUMBERED,
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
} from '../common/build.ts'
import {
  COMMUNE_CHAIR,
  COMMUNE_ITSELF,
  MINISTRY,
  OWN_CHAIR,
  POLICE_DIRECTOR,
  PROVINCE_CHAIR,
  PROVINCE_STAFF,
  STANDING_BODY,
  UNIT,
} from '../common/parties.ts'
import { areaNumbers, compiledNumbers, figuresOf, unitNumbers } from './content.ts'
import { SETTINGS } from './settings.ts'

/** What tells one periodic report from the other. */
export interface Period {
  readonly id: string
  readonly vi: string
  /** The whole year: results of the year and counts of persons are reported too. */
  readonly year: boolean
  readonly dates: Procedure['dates']
  readonly source: Source
}

const ownRests = { late: setting('lateMarked'), reminders: setting('reminders') } as const

function sending(year: boolean): readonly StepRule[] {
  const send: StepRule = {
    id: 'send',
    vi: 'Đơn vị gửi báo cáo về Ban Chỉ đạo xã',
    parties: UNIT,
    signing: { mode: 'any' },
    forward: { action: 'submit', to: 'next' },
    needs: [
      document('report', 'Báo cáo'),
      longText('difficulties', 'Khó khăn, kiến nghị', false),
      ...unitNumbers,
    ],
    offers: ['entrust'],
    due: dateOf('below'),
    late: { effect: 'mark' },
    reminders: remind(10, 3, 1),
    escalation: [COMMUNE_CHAIR],
    source: cites('S0-22', 'S1-27'),
    rests: { ...ownRests, needs: setting('reportContent'), escalation: setting('reminders') },
  }
  return [
    send,
    fork(send, {
      id: 'sendArea',
      vi: 'Khu dân cư gửi báo cáo về Ban Chỉ đạo xã',
      needs: [...send.needs.slice(0, 2), ...areaNumbers(year)],
    }),
    fork(send, {
      id: 'sendToProvince',
      vi: 'Sở, ngành, đơn vị thuộc tỉnh gửi báo cáo về Công an tỉnh',
      parties: [...UNIT, { role: 'department', level: 'unit' }],
      due: dateOf('province'),
      escalation: [PROVINCE_STAFF],
      source: cites('S4-03'),
    }),
  ]
}

function compiling(figures: ReturnType<typeof figuresOf>): readonly StepRule[] {
  const compile: StepRule = {
    id: 'compile',
    vi: 'Công an xã tổng hợp báo cáo',
    parties: COMMUNE_ITSELF,
    signing: { mode: 'any' },
    forward: { action: 'submit', to: 'next' },
    needs: [document('report', 'Báo cáo tổng hợp'), ...compiledNumbers(figures)],
    offers: ['entrust'],
    due: dateOf('province'),
    late: { effect: 'mark' },
    reminders: remind(10, 3, 1),
    // Which commune's report is missing, the province hears first.
    escalation: [PROVINCE_STAFF],
    source: cites('S1-28', 'S2-25', 'S3-20', 'S4-03'),
    rests: { ...ownRests, needs: setting('reportContent'), escalation: setting('reminders') },
  }
  const sign: StepRule = {
    id: 'signCommune',
    vi: 'Chủ tịch UBND xã ký báo cáo',
    parties: [OWN_CHAIR],
    signing: { mode: 'one' },
    forward: { action: 'approve', to: 'next' },
    returns: backTo('previous'),
    needs: [],
    offers: ['entrust'],
    due: dateOf('province'),
    late: { effect: 'mark' },
    reminders: remind(1),
    numbers: [{ register: 'reports', level: 'unit' }],
    papers: [paper('report', 'forward', { register: 'reports' })],
    source: cites('S3-20', 'S4-03'),
    rests: { ...customary, numbers: NUMBERED },
  }
  return [
    compile,
    sign,
    fork(compile, {
      id: 'compileProvince',
      vi: 'Phòng Tham mưu tổng hợp báo cáo toàn tỉnh',
      parties: [PROVINCE_STAFF],
      due: dateOf('signing'),
      escalation: [POLICE_DIRECTOR],
      source: cites('S4-03'),
    }),
    fork(sign, {
      id: 'signProvince',
      vi: 'Giám đốc Công an tỉnh ký báo cáo',
      parties: [POLICE_DIRECTOR],
      due: dateOf('signing'),
      numbers: [{ register: 'policeReports', level: 'province' }],
      papers: [paper('report', 'forward', { register: 'policeReports' })],
      // The consolidated report goes to the ministry, and to the province's own people's committee.
      copies: [PROVINCE_CHAIR],
      source: cites('S4-03'),
      rests: { ...customary, numbers: NUMBERED, copies: cites('S4-03') },
    }),
  ]
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
  due: dateOf('receipt'),
  late: { effect: 'mark' },
  reminders: remind(2),
  source: cites('S0-22', 'S1-27', 'S1-28'),
  rests: { ...customary, parties: setting('standingBody') },
}
const RECEIVING: readonly StepRule[] = [
  receive,
  fork(receive, {
    id: 'receiveByProvince',
    vi: 'Phòng Tham mưu Công an tỉnh tiếp nhận báo cáo',
    parties: [PROVINCE_STAFF],
    signing: { mode: 'one' },
    due: dateOf('signing'),
    source: cites('S4-03'),
    rests: customary,
  }),
  fork(receive, {
    id: 'receiveByMinistry',
    vi: 'Bộ Công an tiếp nhận báo cáo',
    parties: [MINISTRY],
    signing: { mode: 'one' },
    due: dateOf('ministry'),
    source: cites('S4-03'),
    rests: customary,
  }),
]

const WAYS = [
  {
    id: 'area',
    vi: 'Khu dân cư',
    kinds: ['residentialArea'],
    steps: ['sendArea', 'receive'],
    source: cites('S1-27'),
  },
  {
    id: 'province',
    vi: 'Báo cáo của tỉnh gửi Bộ Công an',
    kinds: ['province'],
    steps: ['compileProvince', 'signProvince', 'receiveByMinistry'],
    source: cites('S4-03'),
  },
  {
    id: 'provincialUnit',
    vi: 'Sở, ngành, đơn vị thuộc tỉnh',
    kinds: ['department', 'agency', 'enterprise', 'school'],
    traits: ['provincial'],
    steps: ['sendToProvince', 'receiveByProvince'],
    source: cites('S4-03'),
  },
  {
    id: 'unit',
    vi: 'Cơ quan, doanh nghiệp, cơ sở giáo dục trên địa bàn xã',
    kinds: ['agency', 'enterprise', 'school'],
    steps: ['send', 'receive'],
    source: cites('S0-22'),
  },
  {
    id: 'commune',
    vi: 'Xã, phường, đặc khu',
    kinds: ['commune'],
    steps: ['compile', 'signCommune', 'receiveByProvince'],
    source: cites('S4-03'),
  },
] as const satisfies Procedure['paths']

/** The report of a period, from the areas and units up to the ministry. */
export function periodicReport({ id, vi, year, dates, source }: Period): Procedure {
  const figures = figuresOf(id, year)
  return frame({
    id,
    vi,
    subjects: ['residentialArea', 'agency', 'enterprise', 'school', 'department', 'commune', 'province'],
    paths: WAYS,
    steps: [...sending(year), ...compiling(figures), ...RECEIVING],
    outcomes: [
      { id: 'received', vi: 'Đã tiếp nhận', nature: 'granted', source: cites('S0-22', 'S1-28', 'S4-03') },
    ],
    figures,
    dates,
    owed: cites('S0-22', 'S1-27', 'S4-03'),
    settings: SETTINGS,
    source,
  })
}

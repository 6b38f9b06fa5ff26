// Events and campaigns of any type but the festival: proposed, approved, held and reported, each type by the way that fits
// it: a peak from a day to a day, a class or contest, a meeting with its minutes. The day of each stands on the event itself; the dates here are what holds where it has none. Rows: see the types. Details were not found.
import type { Procedure } from '../../domain/procedure.ts'
import { cites, document, frame, setting, through, usualAfter } from '../common/build.ts'
import { COMMUNE_OWNERS, PROVINCE_OWNERS } from '../common/parties.ts'
import { STEPS } from './event-steps.ts'
import { SETTINGS } from './settings.ts'

const TYPES: NonNullable<Procedure['types']> = {
  peak: 'Đợt cao điểm', // S0-09a, S0-09d, S1-07a, S1-07c, S4-08c, S4-10a
  launch: 'Lễ phát động', // S0-06, S0-17, S1-19
  month: 'Tháng, ngày hành động', // S3-15a, S3-15b, S3-15c
  training: 'Tập huấn, huấn luyện', // S0-16, S3-10c
  contest: 'Hội thi', // S4-14
  review: 'Sơ kết, tổng kết', // S0-04, S1-04, S1-05, S2-20, S3-03, S3-04, S4-04
  briefing: 'Giao ban', // S3-19, S4-15
  meeting: 'Cuộc họp Ban Chỉ đạo', // S3-06
  conference: 'Hội nghị biểu dương, hội nghị chuyên đề', // S4-16
  anniversary: 'Lễ kỷ niệm', // S1-12
}

/** Which types go which way: an event, a peak with its days, a class or contest, a meeting with its minutes. */
const WAYS = [
  {
    id: 'event',
    vi: 'Sự kiện',
    types: ['launch', 'month', 'anniversary'],
    steps: ['propose', 'approve', 'report'],
    communal: cites('S0-06', 'S0-17', 'S1-12', 'S1-19', 'S3-15a', 'S3-15b', 'S3-15c'),
    provincial: cites('S4-08c', 'S4-16'),
  },
  {
    id: 'peak',
    vi: 'Đợt cao điểm',
    types: ['peak'],
    steps: ['proposePeak', 'approve', 'reportPeak'],
    communal: cites('S0-09a', 'S0-09d', 'S1-07a', 'S1-07c', 'S4-10a'),
    provincial: cites('S4-08c'),
  },
  {
    id: 'learn',
    vi: 'Tập huấn, hội thi',
    types: ['training', 'contest'],
    steps: ['propose', 'approve', 'reportLearn'],
    communal: cites('S0-16', 'S3-10c', 'S4-14'),
    provincial: cites('S4-14'),
  },
  {
    id: 'session',
    vi: 'Giao ban, cuộc họp',
    types: ['briefing', 'meeting'],
    steps: ['convene', 'minute', 'confirm'],
    communal: cites('S3-06', 'S3-19'),
    provincial: cites('S4-15'),
  },
  {
    id: 'meeting',
    vi: 'Hội nghị, sơ kết, tổng kết',
    types: ['review', 'conference'],
    steps: ['callMeeting', 'approveMeeting', 'minutes'],
    communal: cites('S0-04', 'S1-04', 'S1-05', 'S2-20', 'S3-03', 'S3-04'),
    provincial: cites('S4-04', 'S4-16'),
  },
] as const

/** An event or campaign of any type but the festival. */
export const SU_KIEN_DATA = frame({
  id: 'su-kien',
  vi: 'Tổ chức sự kiện, đợt vận động',
  subjects: ['event'],
  types: TYPES,
  paths: [
    ...WAYS.map((way) => ({
      id: `${way.id}ByProvince`,
      vi: `${way.vi} của tỉnh, sở, ngành, đơn vị thuộc tỉnh`,
      kinds: ['event'] as const,
      types: way.types,
      owners: PROVINCE_OWNERS,
      traits: ['provincial'] as const,
      steps: way.steps.map((step) => `${step}ByProvince`),
      source: way.provincial,
    })),
    ...WAYS.map((way) => ({
      id: way.id,
      vi: `${way.vi} của xã, đơn vị, khu dân cư`,
      kinds: ['event'] as const,
      types: way.types,
      owners: COMMUNE_OWNERS,
      steps: way.steps,
      source: way.communal,
    })),
  ],
  steps: STEPS,
  outcomes: [
    { id: 'held', vi: 'Đã tổ chức', nature: 'granted', subject: 'ended', source: cites('S1-14', 'S4-24') },
    {
      id: 'declined',
      vi: 'Không được duyệt',
      nature: 'denied',
      subject: 'ended',
      source: setting('refusal'),
    },
    { id: 'cancelled', vi: 'Không tổ chức', nature: 'ended', subject: 'ended', source: setting('refusal') },
  ],
  after: {
    ...usualAfter(STEPS),
    // What a meeting or event gives to do later is handed out by who approved it.
    handOut: {
      by: 'decider',
      needs: [document('assignment', 'Văn bản giao việc (nếu có bản ký riêng)', false)],
      numbers: { register: 'minutes', level: 'unit' },
      paper: 'assignmentMinutes',
      source: setting('eventDuties'),
    },
  },
  dates: {
    event: { vi: 'Ngày tổ chức', rule: through('12-10'), isDay: true },
    report: { vi: 'Hạn báo cáo kết quả', rule: through('12-20') },
  },
  settings: SETTINGS,
  source: cites('S0-04', 'S0-06', 'S1-07a', 'S1-19', 'S3-15a', 'S3-19', 'S4-04', 'S4-14', 'S4-16'),
})

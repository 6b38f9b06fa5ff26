// Words for what a campaign's simulation and its copy for the next year say.
import type { Procedure } from '../../../../domain/procedure.ts'
import type { SimulationProblem } from '../../../../domain/time/simulate.ts'
import { LEVELS, ROLES, SUBJECT_KINDS } from '../../../../domain/vocabulary.ts'
import type { Role } from '../../../../domain/vocabulary.ts'
import { stepById } from '../../../../domain/steps.ts'
import type { Schemas } from '../../../client/api.ts'
import { formatDay, formatNumber } from '../../../i18n/format.ts'
import { levelLabel, roleLabel, subjectKindLabel } from '../../../i18n/vi.ts'

/** Who makes and changes campaigns. */
export const CAMPAIGN_KEEPERS: readonly Role[] = ['administrator', 'provinceStaff', 'ministry']

export type SimulatedNotice = Schemas['SimulatedNotice']

export const NOTICE_WORDS = {
  opens: 'Mở đợt',
  reminder: 'Nhắc hạn',
  due: 'Đến hạn',
  escalation: 'Báo cấp trên',
  lapse: 'Tự kết thúc',
  closes: 'Đóng đợt',
} as const satisfies Record<SimulatedNotice['kind'], string>

export const PROBLEM_WORDS = {
  badCampaignYear: 'Năm của đợt xét không hợp lệ',
  badMonthDay: 'Ngày, tháng trong quy trình không hợp lệ',
  noSuchDay: 'Năm này không có ngày đó',
  badCount: 'Số ngày không hợp lệ',
  anchorMissing: 'Chưa biết mốc bắt đầu tính hạn',
  badAnchor: 'Mốc bắt đầu tính hạn không hợp lệ',
  badOverride: 'Ngày đặt riêng không hợp lệ',
  unknownDate: 'Mốc ngày không có trong quy trình',
  circularDate: 'Các mốc ngày dẫn vòng lẫn nhau',
  unknownRuleKind: 'Cách tính hạn không rõ',
  noWorkingDay: 'Không tìm được ngày làm việc',
  outOfRange: 'Hạn nằm ngoài khoảng thời gian tính được',
  dueOnNonWorkingDay: 'Ngày cuối rơi vào ngày nghỉ',
  rolledForward: 'Hạn đã dời sang ngày làm việc kế tiếp',
  yearNotInCalendar: 'Bảng ngày nghỉ chưa có năm này',
  swappedWorkingDayCounted: 'Có tính ngày làm bù',
  setting: 'Hạn theo thiết lập, không phải theo văn bản',
  overridden: 'Đợt xét đã đặt ngày riêng',
  badCampaign: 'Dữ liệu của đợt xét không dùng được',
  badOffset: 'Số ngày nhắc trước không hợp lệ',
  badEntry: 'Không biết ngày hồ sơ vào bước',
  dueBeforeOpening: 'Hạn trước ngày mở đợt',
  dueAfterClose: 'Hạn sau ngày đóng đợt',
  enteredAfterDue: 'Hồ sơ vào bước khi đã quá hạn',
  reminderBeforeStart: 'Ngày nhắc rơi trước khi bước bắt đầu',
  noticeAfterClose: 'Thông báo rơi sau ngày đóng đợt',
  nobodyAtLevel: 'Chưa có ai ở cấp được báo',
} as const satisfies Record<SimulationProblem['code'], string>

/** The words of a problem; of one that this release doesn't know, its code. */
export function problemWord(code: string): string {
  const words: Readonly<Record<string, string>> = PROBLEM_WORDS
  return words[code] ?? code
}

/** Who is told: "Công an xã (Cấp xã)" of a level and a role. */
export function recipientName(key: string): string {
  const [level, role] = key.split(':')
  const knownLevel = LEVELS.find((one) => one === level)
  const knownRole = ROLES.find((one) => one === role)
  if (knownRole === undefined) return key
  return knownLevel === undefined
    ? roleLabel(knownRole)
    : `${roleLabel(knownRole)} (${levelLabel(knownLevel)})`
}

/** How a step is called, and which of its dates when it has several. */
export function placeName(procedure: Procedure | undefined, step: string): string {
  if (step === '') return 'Cả đợt xét'
  return procedure === undefined ? step : (stepById(procedure, step)?.vi ?? step)
}

/** "trước 5 ngày làm việc" of a reminder, "lần 2" of an escalation. */
export function detailOf({ kind, offset, level }: SimulatedNotice): string {
  if (kind === 'reminder' && offset !== undefined) {
    return `trước ${formatNumber(Math.abs(offset.days))} ngày${offset.working ? ' làm việc' : ''}`
  }
  return kind === 'escalation' && level !== undefined ? `lần ${level}` : ''
}

export const WHY_WORDS = {
  yearLater: 'Cùng ngày của năm sau',
  noSuchDay: 'Năm sau không có ngày này: lấy ngày liền trước',
  newerVersion: 'Có bản mới hơn',
  notInProcedure: 'Quy trình không còn mục này',
  officeEnded: 'Nơi này đã thôi hoạt động',
  followsNewest: 'Theo bản mới nhất',
  notPublished: 'Chưa có bản nào được công bố',
} as const satisfies Record<Schemas['RollOverDifference']['why'], string>

type Difference = Schemas['RollOverDifference']
const dateName = (procedure: Procedure | undefined, key: string): string => procedure?.dates[key]?.vi ?? key

/** What a difference of next year's campaign is about. */
export function fieldName(
  { field, officeName = 'một xã' }: Pick<Difference, 'field' | 'officeName'>,
  procedure: Procedure | undefined,
): string {
  const [group = '', key = '', inner = ''] = field.split('.')
  if (group === 'procedureVersion') return 'Bản của quy trình'
  if (group === 'calendarVersion') return 'Bảng ngày nghỉ'
  if (group === 'dates') return `Mốc: ${dateName(procedure, key)}`
  if (group === 'overrides')
    return `Ngày riêng của ${officeName}${inner === '' ? '' : `: ${dateName(procedure, inner)}`}`
  if (group === 'settings') return `Thiết lập: ${procedure?.settings.find(({ id }) => id === key)?.vi ?? key}`
  if (group === 'sheets') {
    const kind = SUBJECT_KINDS.find((one) => one === key)
    return `Phiếu tiêu chí: ${kind === undefined ? key : subjectKindLabel(kind)}`
  }
  return field
}

interface Names {
  readonly procedure: Procedure | undefined
  readonly sheets: readonly Pick<Schemas['SheetItem'], 'id' | 'vi' | 'version'>[]
}

/** A value of such a difference: dates as they are written here, versions, sheets and dates by their names. */
export function valueText(field: string, value: string | null, { procedure, sheets }: Names): string {
  if (value === null || value === '') return '–'
  const [group, , inner] = field.split('.')
  if (group === 'procedureVersion' || group === 'calendarVersion')
    return /^\d+$/u.test(value) ? `Bản ${value}` : value
  if (group === 'sheets') {
    const [id, version] = value.split(' ')
    const sheet = sheets.find((one) => one.id === id && String(one.version) === version)
    return sheet === undefined ? `Bản ${version ?? ''}` : `${sheet.vi}, bản ${sheet.version}`
  }
  if (group === 'settings') return YES_NO[value] ?? value
  // All dates of an office that has ended, by their keys.
  if (group === 'overrides' && inner === undefined)
    return value
      .split(' ')
      .map((key) => dateName(procedure, key))
      .join(', ')
  return /^\d{4}-\d{2}-\d{2}$/u.test(value) ? formatDay(value) : value
}

const YES_NO: Readonly<Record<string, string>> = { true: 'Có', false: 'Không' }

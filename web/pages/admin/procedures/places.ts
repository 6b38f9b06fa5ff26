// Where something stands in a procedure, in words of whoever writes procedures: "Bước Thẩm định › Hạn › ngày" instead of the
// names of the data; and what stands there, before and after a change.
import type { Procedure } from '../../../../domain/procedure.ts'
import { isMonthDay } from '../../../../domain/time/civil.ts'
import { LEVELS, ROLES, SUBJECT_KINDS } from '../../../../domain/vocabulary.ts'
import { levelLabel, roleLabel, subjectKindLabel } from '../../../i18n/vi.ts'

const PARTS: Readonly<Record<string, string>> = {
  '(order)': 'thứ tự',
  accepted: 'mức được tính',
  acceptedBy: 'người nhận hồ sơ trễ',
  after: 'sau khi kết thúc',
  also: 'người cùng làm',
  apart: 'tách nhiệm vụ',
  assessment: 'tự đánh giá',
  atLeast: 'ít nhất',
  blind: 'cách kiểm tra',
  by: 'người làm',
  certificate: 'cấp giấy công nhận',
  choices: 'lựa chọn',
  closes: 'Ngày đóng đợt',
  copies: 'gửi để biết',
  count: 'số ngày',
  dates: 'Mốc',
  deputies: 'người ký thay',
  due: 'hạn',
  escalation: 'báo cấp trên',
  extendBy: 'Người gia hạn',
  forward: 'chuyển tiếp',
  from: 'tính từ',
  history: 'giá trị theo ngày',
  id: 'mã',
  inspection: 'kiểm tra',
  key: 'mốc',
  kind: 'loại',
  late: 'trễ hạn',
  level: 'cấp',
  max: 'lớn nhất',
  maxLength: 'số chữ',
  min: 'nhỏ nhất',
  minimum: 'số lượng tối thiểu',
  mode: 'cách ký',
  monthDay: 'ngày/tháng',
  need: 'số cần có',
  needs: 'điều kiện',
  numbers: 'cấp số',
  offers: 'việc được làm',
  op: 'phép so sánh',
  opens: 'Ngày mở đợt',
  outcomes: 'Kết quả',
  over: 'số năm xét',
  papers: 'văn bản',
  parties: 'người thực hiện',
  paths: 'Đường đi',
  reject: 'từ chối',
  reminders: 'nhắc việc',
  required: 'bắt buộc',
  results: 'Kết quả ghi nhận',
  returns: 'trả lại',
  role: 'vai trò',
  rule: 'cách tính',
  settingMark: 'là thiết lập',
  settings: 'Thiết lập',
  share: 'tỷ lệ',
  sheets: 'Phiếu tiêu chí',
  signing: 'cách ký',
  source: 'căn cứ',
  steps: 'Bước',
  subjects: 'Đối tượng',
  to: 'dẫn đến',
  tolerance: 'số tiêu chí được lệch',
  value: 'giá trị',
  version: 'Số bản',
  vi: 'tên',
  why: 'lý do',
  withdraw: 'Rút hồ sơ',
  year: 'năm',
  yearOffset: 'năm sau',
  years: 'số năm',
}

type Named = { readonly id: string; readonly vi: string }
type Names = Readonly<Record<string, ReadonlyMap<string, string>>>

const byId = (named: readonly Named[]): ReadonlyMap<string, string> =>
  new Map(named.map(({ id, vi }) => [id, vi]))

/** Names of a procedure's things by the list that they stand in: a step and a date may have the same id. */
function namesIn(procedure: Procedure | undefined): Names {
  if (procedure === undefined) return {}
  const { paths, steps, outcomes, settings, dates } = procedure
  return {
    steps: byId(steps),
    paths: byId(paths),
    outcomes: byId(outcomes),
    dates: new Map(Object.entries(dates).map(([key, { vi }]) => [key, vi])),
    settings: byId(settings),
    needs: byId(steps.flatMap(({ needs }) => needs.flatMap((need) => ('vi' in need ? [need] : [])))),
    sheets: new Map(SUBJECT_KINDS.map((kind) => [kind, subjectKindLabel(kind)])),
  }
}

/** The name of an id wherever it stands, steps first. */
function anyName(id: string, names: Names): string {
  return (
    Object.values(names)
      .find((list) => list.has(id))
      ?.get(id) ?? id
  )
}

function wordOf(part: string, list: string, names: Names): string {
  // An id stands right behind the list that it is in; anywhere else a word of the data is meant.
  const named = names[list]?.get(part)
  if (named !== undefined) return `“${named}”`
  if (/^\d+$/u.test(part)) return `thứ ${Number(part) + 1}`
  return PARTS[part] ?? part
}

/** A place as the difference names it (`steps.screen.due.monthDay`), in words. */
export function placeWords(place: string, procedure: Procedure | undefined): string {
  const names = namesIn(procedure)
  const parts = place.split('.')
  return parts
    .map((part, index) => wordOf(part, parts[index - 1] ?? '', names))
    .join(' › ')
    .replace(/^(Bước|Mốc|Thiết lập|Kết quả|Đường đi|Phiếu tiêu chí) › /u, '$1 ')
}

/** A finding's place: path, step, outcome, date or setting by their names. */
export function whereWords(where: readonly string[], procedure: Procedure): string {
  const names = namesIn(procedure)
  return where.map((one) => anyName(one, names)).join(' › ')
}

/** The name of a path. */
export function pathName(id: string, procedure: Procedure | null): string {
  return procedure?.paths.find((one) => one.id === id)?.vi ?? id
}

function wordsOf(value: string, names: Names): string {
  if (value === 'true' || value === 'false') return value === 'true' ? 'Có' : 'Không'
  if (isMonthDay(value)) return value.split('-').reverse().join('/')
  const role = ROLES.find((one) => one === value)
  if (role !== undefined) return roleLabel(role)
  const level = LEVELS.find((one) => one === value)
  return level === undefined ? anyName(value, names) : levelLabel(level)
}

/** What stands at a place, in words where they are known. */
export function valueWords(value: string, procedure: Procedure | undefined): string {
  const names = namesIn(procedure)
  return value
    .split(', ')
    .map((one) => wordsOf(one, names))
    .join(', ')
}

interface Difference {
  readonly place: string
  readonly before: string | null
  readonly after: string | null
}

/** Differences without what goes without saying: of something that is new or gone and has a name, its id and kind. */
export function worthSaying<D extends Difference>(differences: readonly D[]): readonly D[] {
  const isWhole = ({ before, after }: Difference): boolean => before === null || after === null
  const named = new Set(
    differences.flatMap((one) =>
      isWhole(one) && one.place.endsWith('.vi') ? [one.place.slice(0, -'.vi'.length)] : [],
    ),
  )
  return differences.filter((one) => {
    const parent = /^(.*)\.(?:id|kind)$/u.exec(one.place)?.[1]
    return parent === undefined || !isWhole(one) || !named.has(parent)
  })
}

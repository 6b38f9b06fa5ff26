// Where something stands in a procedure, in words of whoever writes procedures: "Bước Thẩm định › Hạn › ngày" instead of the
// names of the data; and what stands there, before and after a change.
import type { Procedure } from '../../../../domain/procedure.ts'
import { REGISTERS } from '../../../../domain/symbols.ts'
import { isMonthDay } from '../../../../domain/time/civil.ts'
import { ACTIONS, LEVELS, OFFICE_KINDS, ROLES, SUBJECT_KINDS } from '../../../../domain/vocabulary.ts'
import { actionLabel, levelLabel, officeKindLabel, roleLabel, subjectKindLabel } from '../../../i18n/vi.ts'
import { TRAITS } from './words.ts'

const PARTS: Readonly<Record<string, string>> = {
  '(order)': 'thứ tự',
  accepted: 'mức được tính',
  acceptedBy: 'người nhận hồ sơ trễ',
  action: 'việc của bước',
  after: 'sau khi kết thúc',
  also: 'người cùng làm',
  apart: 'tách nhiệm vụ',
  assessment: 'tự đánh giá',
  atLeast: 'ít nhất',
  blind: 'cách kiểm tra',
  by: 'người làm',
  cases: 'hướng rẽ',
  certificate: 'cấp giấy công nhận',
  choices: 'lựa chọn',
  cites: 'điều, khoản',
  closes: 'Ngày đóng đợt',
  copies: 'gửi để biết',
  count: 'số ngày',
  dates: 'Mốc',
  deputies: 'người ký thay',
  due: 'hạn',
  escalation: 'báo cấp trên',
  extendBy: 'Người gia hạn',
  field: 'rẽ theo mục',
  forward: 'chuyển tiếp',
  from: 'tính từ',
  history: 'giá trị theo ngày',
  id: 'mã',
  inspection: 'kiểm tra',
  key: 'mốc',
  kind: 'loại',
  kinds: 'đối tượng',
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
  outcome: 'kết quả',
  outcomes: 'Kết quả',
  over: 'số năm xét',
  owners: 'thuộc cơ quan, đơn vị',
  papers: 'văn bản',
  parties: 'người thực hiện',
  paths: 'Đường đi',
  register: 'sổ',
  reject: 'từ chối',
  reminders: 'nhắc việc',
  required: 'bắt buộc',
  rests: 'căn cứ riêng của',
  results: 'Kết quả ghi nhận',
  returns: 'trả lại',
  role: 'vai trò',
  rule: 'cách tính',
  setting: 'thiết lập',
  settingMark: 'là thiết lập',
  settings: 'Thiết lập',
  share: 'tỷ lệ',
  sheets: 'Phiếu tiêu chí',
  signedAt: 'ký ở bước',
  signing: 'cách ký',
  source: 'căn cứ',
  step: 'bước',
  steps: 'Bước',
  subjects: 'Đối tượng',
  to: 'dẫn đến',
  tolerance: 'số tiêu chí được lệch',
  traits: 'chỉ khi',
  type: 'kiểu',
  types: 'loại',
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

/** Kinds of subject and of office: a kind of both is called the same. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ...OFFICE_KINDS.map((kind) => [kind, officeKindLabel(kind)] as const),
  ...SUBJECT_KINDS.map((kind) => [kind, subjectKindLabel(kind)] as const),
])

/** Words of the data that aren't names of anything. */
const WORDS: Readonly<Record<string, string>> = {
  '[]': 'không có',
  '{}': 'không có',
  false: 'Không',
  next: 'bước kế tiếp',
  originator: 'người lập hồ sơ',
  previous: 'bước trước',
  true: 'Có',
}

/** The answers of all choices. */
const choicesOf = ({ steps }: Procedure): Named[] =>
  steps.flatMap(({ needs }) => needs.flatMap((need) => (need.kind === 'field' ? (need.choices ?? []) : [])))

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
    choices: byId(choicesOf(procedure)),
    cases: byId(choicesOf(procedure)),
    sheets: KINDS,
    registers: new Map(Object.entries(REGISTERS).map(([id, { vi }]) => [id, vi])),
    traits: new Map(Object.entries(TRAITS)),
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
  const word = WORDS[value]
  if (word !== undefined) return word
  if (isMonthDay(value)) return value.split('-').reverse().join('/')
  const role = ROLES.find((one) => one === value)
  if (role !== undefined) return roleLabel(role)
  const level = LEVELS.find((one) => one === value)
  if (level !== undefined) return levelLabel(level)
  const name = anyName(value, names)
  const action = ACTIONS.find((one) => one === value)
  return name === value && action !== undefined ? actionLabel(action) : name
}

/** What stands at a place, in words where they are known. */
export function valueWords(value: string, procedure: Procedure | undefined, place = ''): string {
  const names = namesIn(procedure)
  // "commune" is a level, and a kind of subject.
  const kinds = /(?:^|\.)(?:kinds|owners|subjects)(?:\.|$)/u.test(place)
  return value
    .split(', ')
    .map((one) => (kinds ? (KINDS.get(one) ?? one) : wordsOf(one, names)))
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
